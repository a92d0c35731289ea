using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Trepart.Web.Tests;

/// <summary>No key, password or token lies in the repository, in any file that git keeps.</summary>
public sealed partial class SecretRules
{
    /// <summary>What looks like a secret and is none, each with a reason.</summary>
    private static readonly string[] Known =
    [
        "Password=hemmelig-en", "Password=hemmelig-to", // GateTests: that settings do not print them
        "Password=p",
    ];

    [Fact]
    public void No_secret_lies_in_the_repository()
    {
        var files = Tracked();

        Assert.True(files.Count > 200, $"{files.Count} files");
        Assert.Empty(
            from file in files.Where(f => !f.EndsWith("SecretRules.cs", StringComparison.Ordinal) && !f.EndsWith("lock.json", StringComparison.Ordinal))
            let path = Path.Combine(Sources.Root, file)
            where File.Exists(path)
            from secret in Secret().Matches(File.ReadAllText(path)).Select(m => m.Value)
            where !Known.Any(k => secret.StartsWith(k, StringComparison.Ordinal))
            select $"{file}: {secret[..Math.Min(secret.Length, 24)]}…");
        Assert.DoesNotContain(files, f => FileOfSecrets().IsMatch(f));
    }

    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("Host=db;Username=u;Password=Sommer2026")]
    [InlineData("\"FingerprintKey\": \"q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\"")]
    [InlineData("Trepart__DemoTokenKey=q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=")]
    [InlineData("\"ClientSecret\": \"abc8Q~0123456789abcdefghijklmnopqrstuv\"")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("ghp_0123456789abcdefghijklmnopqrstuvwxyz")]
    [InlineData("postgres://user:pass@host/db")]
    public void A_secret_is_seen(string text) => Assert.Matches(Secret(), text);

    [Theory]
    [InlineData("infra/server.pem")]
    [InlineData(".env")]
    [InlineData("x/service.json")]
    [InlineData("keys/key-1.xml")]
    public void A_file_of_secrets_is_seen(string name) => Assert.Matches(FileOfSecrets(), name);

    private static List<string> Tracked()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Sources.Root, "ls-files"]) { RedirectStandardOutput = true })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. files];
    }

    [GeneratedRegex(
        """
        -----BEGIN\ [A-Z ]*PRIVATE\ KEY | \bPassword=[^;"'\s{}$<%]+ | (Key|Secret|Password|Token)"?\s*[:=]\s*"?[A-Za-z0-9+/~_.-]{32,}=*
        | \beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,} | \bAKIA[0-9A-Z]{16} | \bgh[pousr]_[A-Za-z0-9]{30,} | \b\w+://[^/\s:@"{}]+:[^/\s:@"{}]+@\w
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(^|/)(\.env.*|service\.json|operator\.json|key-[^/]*\.xml)$|\.(pem|key|pfx|p12)$", RegexOptions.CultureInvariant)]
    private static partial Regex FileOfSecrets();
}
