using System.Text.RegularExpressions;

namespace Trepart.Web.Tests;

/// <summary>What must hold of the repository as files.</summary>
public sealed partial class RepositoryRules
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Sources.Read("Trepart.sln").Replace('\\', '/');
        var projects = Sources.Under(".", ".csproj").Select(p => p.Name).ToList();

        Assert.True(projects.Count >= 7);
        Assert.All(projects, p => Assert.Contains($"\"{p}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void The_service_asks_its_own_clock_and_makes_ids_that_sort() =>
        Assert.Empty(Sources.Under("src", ".cs", ".razor").SelectMany(f => OtherClock().Matches(f.Text).Select(m => $"{f.Name}: {m.Value}")));

    [Theory]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("DateTimeOffset.Now")]
    [InlineData("DateTime.Today.AddDays(1)")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Stopwatch.GetTimestamp()")]
    public void Another_clock_is_seen(string source) => Assert.Matches(OtherClock(), source);

    [Fact]
    public void No_file_knows_on_which_machine_it_was_written() =>
        Assert.Empty(
            Sources.Under(".", ".cs", ".razor", ".sql", ".json", ".jsonl", ".md", ".props", ".csproj", ".sln", ".sh", ".css", ".js", ".conf", ".service", ".txt", ".yml")
                .Where(f => !f.Name.StartsWith("tools/", StringComparison.Ordinal))
                .SelectMany(f => MachinePath().Matches(f.Text).Select(m => $"{f.Name}: {m.Value}")));

    [Fact]
    public void The_first_page_can_be_read_at_one_go()
    {
        if (File.Exists(Path.Combine(Sources.Root, "README.md")))
            Assert.InRange(Sources.Read("README.md").Split('\n').Length, 10, 151);
    }

    [Theory]
    [InlineData("docs/operations.md", 80)]
    [InlineData("docs/decisions", 40)]
    public void What_is_to_be_read_at_one_go_stays_short(string where, int lines) =>
        Assert.All(
            File.Exists(Path.Combine(Sources.Root, where)) ? [(where, Sources.Read(where))] : Sources.Under(where, ".md"),
            page => Assert.InRange(page.Item2.TrimEnd('\n').Split('\n').Length, 5, lines));

    [Fact]
    public void Every_decision_tells_context_options_decision_and_consequences_and_has_a_number_of_its_own()
    {
        var decisions = Sources.Under("docs/decisions", ".md");

        Assert.All(decisions, d => Assert.Equal(["Context", "Options", "Decision", "Consequences"], Heading().Matches(d.Text).Select(m => m.Groups[1].Value)));
        Assert.Equal(Enumerable.Range(1, decisions.Count).Select(n => $"docs/decisions/{n:0000}"), decisions.Select(d => d.Name[..19]));
    }

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Now|UtcNow|Today)\b|\bGuid\.NewGuid\b|\bStopwatch\.|\bEnvironment\.TickCount", RegexOptions.CultureInvariant)]
    private static partial Regex OtherClock();

    [GeneratedRegex(@"(?<![\w.$}~])/(tmp|work|root|home/\w+|opt/nuget)/[\w.]+", RegexOptions.CultureInvariant)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
