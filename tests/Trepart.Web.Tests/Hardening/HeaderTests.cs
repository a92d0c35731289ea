using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trepart.Web.Hardening;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Hardening;

/// <summary>What every answer tells a browser and what lies between, found by going through the routes.</summary>
public sealed partial class HeaderTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly Dictionary<string, string> Always = new()
    {
        ["Content-Security-Policy"] = HardeningExtensions.ContentSecurityPolicy,
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "same-origin",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    };

    private static readonly string[] Never = ["Server", "X-Powered-By", "Access-Control-Allow-Origin", "Strict-Transport-Security"];

    [Fact]
    public async Task Every_answer_of_every_address_tells_the_browser_to_be_careful_and_is_kept_by_nobody()
    {
        var cookie = await Cookie(app, "leder");
        var token = ("Authorization", $"Bearer {app.Token(Ås, "leder")}");
        var matter = (await app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new { title = "Vinduene", concern = "Det er kaldt." })).Body!["id"]!.ToString();
        var faults = new List<string>();
        var statuses = new HashSet<int>();
        var addresses = Addresses(app, matter).Concat([("GET", "/finnes/ikke"), ("GET", "/as/finnes-ikke"), ("POST", "/as"), ("TRACE", "/as"), ("GET", "/api/v1/vestby/arenas")]).ToList();
        foreach (var (method, address) in addresses)
        {
            foreach (var who in new[] { address.StartsWith("/api", StringComparison.Ordinal) ? token : cookie, ("X-Nobody", "") })
            {
                var answer = await Raw.Send(app.Address, method, address, method == "POST" ? "a=b" : null, who);
                statuses.Add(answer.Status);
                faults.AddRange(Always.Where(h => answer[h.Key] != h.Value).Select(h => $"{method} {address}: {h.Key} is {answer[h.Key]}"));
                if (answer["Cache-Control"]?.Contains("no-store", StringComparison.Ordinal) != true)
                    faults.Add($"{method} {address}: Cache-Control is {answer["Cache-Control"]}");
                faults.AddRange(Never.Where(h => answer[h] is not null).Select(h => $"{method} {address}: {h}"));
            }
        }

        Assert.Empty(faults);
        Assert.True(addresses.Count > 120, $"{addresses.Count} addresses");
        Assert.Superset(new HashSet<int> { 200, 302, 400, 401, 403, 404, 405 }, statuses);
    }

    [Fact]
    public void No_page_runs_a_script_or_takes_style_from_anywhere_but_our_own_files()
    {
        Assert.StartsWith("default-src 'none'", HardeningExtensions.ContentSecurityPolicy, StringComparison.Ordinal);
        foreach (var open in new[] { "unsafe", "*", "http", "blob:" })
            Assert.DoesNotContain(open, HardeningExtensions.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.Empty(Sources.Under("src/Trepart.Web", ".razor").SelectMany(f => Inline().Matches(f.Text).Select(m => $"{f.Name}: {m.Value}")));
    }

    [Theory]
    [InlineData("<p style=\"color: red\">")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<style>p { }</style>")]
    [InlineData("<button onclick=\"go()\">")]
    [InlineData("<a href=\"javascript:go()\">")]
    public void What_the_policy_would_stop_is_seen(string markup) => Assert.Matches(Inline(), markup);

    [Fact]
    public async Task A_file_is_kept_for_as_long_as_it_is_the_same()
    {
        var page = await app.Nobody().Get("/hjelp");
        var files = Linked().Matches(page.Html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).ToList();

        Assert.Equal(8, files.Distinct().Count());
        foreach (var file in files)
        {
            Assert.Matches(@"\?v=[0-9a-f]{16}$", file);
            var answer = await Raw.Send(app.Address, "GET", file);
            Assert.Equal((200, "public, max-age=31536000, immutable"), (answer.Status, answer["Cache-Control"]));
            Assert.All(Always, h => Assert.Equal(h.Value, answer[h.Key]));
            Assert.Empty(answer.Cookies);
        }

        // Another version than the one that is here is not kept under its name, nor is a file that is asked for without.
        foreach (var address in new[] { "/trepart.css?v=0000000000000000", "/trepart.css", "/lib/inter-latin.woff2" })
        {
            var answer = await Raw.Send(app.Address, "GET", address);
            Assert.Equal((200, "public, max-age=3600"), (answer.Status, answer["Cache-Control"]));
            Assert.Equal(304, (await Raw.Send(app.Address, "GET", address, null, ("If-None-Match", answer["ETag"]!))).Status);
        }

        Assert.Contains("no-store", (await Raw.Send(app.Address, "GET", "/lib/finnes-ikke.css"))["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_is_kept_to_once_it_was_used_but_not_on_ones_own_machine()
    {
        await using var production = new TrepartApp
        {
            EnvironmentName = Environments.Production,
            Settings = new() { ["AllowedHosts"] = "trepart.example.no", ["Trepart:KnownProxies"] = "127.0.0.1" },
        };
        await production.InitializeAsync();
        Task<Answer> Ask(TrepartApp where, string host, string scheme) => Raw.Send(where.Address, "GET", "/hjelp", null, ("Host", host), ("X-Forwarded-Proto", scheme));

        var safe = await Ask(production, "trepart.example.no", "https");
        Assert.Equal((200, "max-age=63072000"), (safe.Status, safe["Strict-Transport-Security"]));
        Assert.All(safe.Cookies, c => Assert.Contains("; secure", c, StringComparison.Ordinal));
        Assert.NotEmpty(safe.Cookies);
        Assert.Null((await Ask(production, "trepart.example.no", "http"))["Strict-Transport-Security"]);
        Assert.Null((await Ask(production, "localhost", "https"))["Strict-Transport-Security"]);
    }

    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("10.0.0.0/8;203.0.113.0/24")]
    [InlineData("")]
    public async Task What_a_stranger_says_of_itself_is_not_believed(string proxies)
    {
        await using var production = new TrepartApp
        {
            EnvironmentName = Environments.Production,
            Settings = new() { ["AllowedHosts"] = "trepart.example.no", ["Trepart:KnownProxies"] = proxies },
        };
        await production.InitializeAsync();

        var answer = await Raw.Send(production.Address, "GET", "/hjelp", null, ("Host", "trepart.example.no"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));

        Assert.Equal(200, answer.Status);
        Assert.Null(answer["Strict-Transport-Security"]);
        Assert.All(answer.Cookies, c => Assert.DoesNotContain("; secure", c, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cookies_are_for_us_alone()
    {
        var front = await Raw.Send(app.Address, "GET", "/logg-inn");
        var form = new WebPage(HttpStatusCode.OK, front.Body, app.Address, null).Forgery;
        var jar = ("Cookie", front.Cookies.Single().Split(';')[0]);
        var body = $"{form.Name}={Uri.EscapeDataString(form.Value)}";
        var signedIn = await Raw.Send(app.Address, "POST", "/logg-inn", $"{body}&tenant=as&person={Id(Ås, "person", "person-leder")}", jar);
        var spoken = await Raw.Send(app.Address, "POST", "/sprak", body + "&sprak=nn", jar);

        Assert.Equal((302, 302), (signedIn.Status, spoken.Status));
        var cookies = front.Cookies.Concat(signedIn.Cookies).Concat(spoken.Cookies).ToList();
        Assert.True(cookies.Count >= 3, string.Join('\n', cookies));
        foreach (var cookie in cookies)
        {
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i); samesite=(lax|strict)", cookie);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The session of someone, as a header.</summary>
    internal static async Task<(string Name, string Value)> Cookie(TrepartApp app, string who)
    {
        var front = await Raw.Send(app.Address, "GET", "/logg-inn");
        var form = new WebPage(HttpStatusCode.OK, front.Body, app.Address, null).Forgery;
        var jar = front.Cookies.Single().Split(';')[0];
        var answer = await Raw.Send(
            app.Address, "POST", "/logg-inn", $"{form.Name}={Uri.EscapeDataString(form.Value)}&tenant=as&person={Id(Ås, "person", "person-" + who)}", ("Cookie", jar));
        Assert.Equal(302, answer.Status);
        return ("Cookie", string.Join("; ", answer.Cookies.Select(c => c.Split(';')[0]).Prepend(jar)));
    }

    /// <summary>Every address that the service has, with something that exists in its gaps.</summary>
    internal static IEnumerable<(string Method, string Address)> Addresses(TrepartApp app, string thing) =>
        from route in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let address = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { Name: "tenant" or "municipality" } => "as",
            RoutePatternParameterPart { Name: "arena" } => Group(Ås).ToString(),
            RoutePatternParameterPart { Name: "position" } => "1",
            RoutePatternParameterPart { Name: "documentName" } => "v1",
            RoutePatternParameterPart => thing,
            _ => ".",
        }))))
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
        select (method, address);

    [GeneratedRegex(@"\sstyle\s*=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*""|javascript:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("(?:href|src)=\"(/[^\"]+\\.(?:css|svg|js)[^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Linked();
}
