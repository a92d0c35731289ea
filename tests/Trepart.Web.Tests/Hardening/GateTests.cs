using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Trepart.Web.Hardening;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Hardening;

/// <summary>What is turned away at the door: other sites' requests, unknown ways of asking, other names, and too much at once.</summary>
public sealed class GateTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Theory]
    [InlineData("cross-site", null, "navigate", "document", 403)]
    [InlineData("same-site", null, "navigate", "document", 403)]
    [InlineData("cross-site", null, "no-cors", "empty", 403)]
    [InlineData("Cross-Site", null, "navigate", "document", 403)]
    [InlineData("same-origin, cross-site", null, "navigate", "document", 403)]
    [InlineData("same-origin", null, "navigate", "document", 302)]
    [InlineData("same-origin", "https://evil.example", "navigate", "document", 302)] // what the browser knows goes before what is written
    [InlineData("none", null, "navigate", "document", 302)]
    [InlineData(null, null, null, null, 302)]
    [InlineData(null, "self", null, null, 302)]
    [InlineData(null, "null", null, null, 403)]
    [InlineData(null, "https://evil.example", null, null, 403)]
    [InlineData(null, "http://127.0.0.1:1", null, null, 403)]
    public async Task A_form_that_another_site_sends_is_refused(string? site, string? origin, string? mode, string? dest, int expected)
    {
        var cookie = await HeaderTests.Cookie(app, "leder");
        var path = $"/as/grupper/{Group(Ås)}/gi-innspill";
        var page = await Raw.Send(app.Address, "GET", path, null, cookie);
        var fields = new WebPage(HttpStatusCode.OK, page.Body, app.Address, null).FormFor(path);
        var body = string.Join('&', fields.Append(new("kind", "problem")).Append(new("text", "Det trekker.")).Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));
        var before = await app.Stored();

        // Even with a token that holds.
        var answer = await Raw.Send(app.Address, "POST", path, body, Headers(site, origin == "self" ? app.Address.GetLeftPart(UriPartial.Authority) : origin, mode, dest, cookie));

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == 302, before != await app.Stored());
        if (expected == 403)
            Assert.Contains("Dette kom fra et annet nettsted", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site", "navigate", "document", 200)]
    [InlineData("same-site", "navigate", "document", 200)]
    [InlineData("cross-site", "navigate", "iframe", 403)]
    [InlineData("cross-site", "navigate", "object", 403)]
    [InlineData("cross-site", "no-cors", "image", 403)]
    [InlineData("same-site", "cors", "empty", 403)]
    public async Task A_link_from_another_site_leads_here_and_nothing_else_does(string site, string mode, string dest, int expected)
    {
        var cookie = await HeaderTests.Cookie(app, "leder");
        Assert.Equal(expected, (await Raw.Send(app.Address, "GET", "/as", null, Headers(site, null, mode, dest, cookie))).Status);
        Assert.Equal(expected, (await Raw.Send(app.Address, "GET", "/trepart.css", null, Headers(site, null, mode, dest, cookie))).Status);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_wherever_it_is_sent()
    {
        var cookie = await HeaderTests.Cookie(app, "leder");
        var matter = (await app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new { title = "Vinduene", concern = "Det er kaldt." })).Body!["id"]!.ToString();

        // Mail programs stop a mail by themselves, and have no token (RFC 8058). An answer without a name carries its slip, which no other site can make.
        var forms = HeaderTests.Addresses(app, matter)
            .Where(a => a.Method == "POST" && !a.Address.StartsWith("/api", StringComparison.Ordinal) && a.Address is not ("/as/avmeld" or "/as/tillitssjekk")).ToList();
        var before = await app.Stored();

        Assert.True(forms.Count > 30, $"{forms.Count} forms");
        foreach (var (_, address) in forms)
        {
            foreach (var body in new[] { "a=b", "__RequestVerificationToken=CfDJ8" })
            {
                var answer = await Raw.Send(app.Address, "POST", address, body, cookie);
                Assert.True(answer.Status == 400, $"{address}: {answer.Status}");
                Assert.DoesNotContain(answer.Cookies, c => c.StartsWith("trepart-session", StringComparison.Ordinal));
            }
        }

        Assert.Equal(before, await app.Stored());
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    [InlineData("HENT")]
    public async Task Another_way_of_asking_is_not_known(string method)
    {
        var cookie = await HeaderTests.Cookie(app, "leder");
        foreach (var path in new[] { "/", "/as", "/hjelp", "/trepart.css", "/health/live", "/finnes-ikke", $"/api/v1/as/arenas/{Group(Ås)}/matters" })
        {
            var answer = await Raw.Send(app.Address, method, path, null, cookie, ("X-Echo", "ekko-av-det-jeg-sa"));
            Assert.Equal((405, "GET, HEAD, POST"), (answer.Status, answer["Allow"]));
            Assert.DoesNotContain("ekko-av-det-jeg-sa", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_name_is_not_answered_to()
    {
        await using var named = new TrepartApp { EnvironmentName = Environments.Production, Settings = new() { ["AllowedHosts"] = "trepart.example.no; *.trepart.no" } };
        await named.InitializeAsync();
        foreach (var (host, expected) in new[]
        {
            ("evil.example", 400), ("127.0.0.1.evil.example", 400), ("trepart.example.no.evil.example", 400), ("trepart.example.no", 200), ("TREPART.example.no:8443", 200),
            ("as.trepart.no", 200), ("trepart.no", 400), ("localhost", 200), ("127.0.0.1", 200),
        })
        {
            var answer = await Raw.Send(named.Address, "GET", "/hjelp", null, ("Host", host));

            Assert.True(answer.Status == expected, $"{host}: {answer.Status}");
            Assert.Equal(200, (await Raw.Send(named.Address, "GET", "/health/live", null, ("Host", host))).Status);
            if (expected == 400)
                Assert.Contains("Adressen fører ikke hit", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_too_large_is_not_read()
    {
        var cookie = await HeaderTests.Cookie(app, "leder");
        var path = $"/as/grupper/{Group(Ås)}/gi-innspill";
        var before = await app.Stored();
        string Fields(int count) => string.Join('&', Enumerable.Range(0, count).Select(i => $"f{i}=1"));

        Assert.Equal(413, (await Raw.Send(app.Address, "POST", path, "text=" + new string('a', 256 * 1024), cookie)).Status);
        Assert.Equal(400, (await Raw.Send(app.Address, "POST", path, Fields(513), cookie)).Status);
        Assert.Equal(400, (await Raw.Send(app.Address, "POST", path, new string('n', 201) + "=1", cookie)).Status);
        Assert.Equal(400, (await Raw.Send(app.Address, "POST", path, "text=" + new string('a', 65 * 1024), cookie)).Status);
        Assert.Equal(414, (await Raw.Send(app.Address, "GET", "/as/historikk?fra=" + new string('1', 8 * 1024), null, cookie)).Status);
        Assert.Equal(431, (await Raw.Send(app.Address, "GET", "/as", null, cookie, ("X-Long", new string('x', 33 * 1024)))).Status);
        Assert.Equal(431, (await Raw.Send(app.Address, "GET", "/as", null, [.. Enumerable.Range(0, 61).Select(i => ($"X-{i}", "1"))])).Status);
        Assert.Equal(before, await app.Stored());
        Assert.Equal(200, (await Raw.Send(app.Address, "GET", "/as", null, cookie)).Status);
    }

    [Fact]
    public async Task What_the_database_cannot_hold_is_no_fault_of_ours()
    {
        var cookie = await HeaderTests.Cookie(app, "koordinator");
        var page = await Raw.Send(app.Address, "GET", "/as/plasser?navn=a%00b", null, cookie);
        Assert.Equal(400, page.Status);
        Assert.Contains("Vi kunne ikke lese skjemaet", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /as HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET as HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("SAY WHAT\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nBad Header: 1\r\n\r\n")]
    public async Task What_is_no_request_is_told_so_and_no_more(string request)
    {
        var answer = await Raw.Say(app.Address, request);
        Assert.Matches(@"\AHTTP/1\.1 40[05] ", answer);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal); // no body
        foreach (var word in new[] { "Server:", "Kestrel", "Exception", "   at ", "Microsoft" })
            Assert.DoesNotContain(word, answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Whatever_goes_wrong_looks_the_same_and_tells_nothing_of_the_inside(string environment)
    {
        await using var broken = new TrepartApp { EnvironmentName = environment };
        await broken.InitializeAsync();
        await Databases.Run(broken.Database, "alter table tenants rename to tenants_gone");
        await Databases.Run(broken.Database, "alter table tenant_attributes rename to tenant_attributes_gone");

        var token = ("Authorization", $"Bearer {new Trepart.Web.SignIn.DemoTokenKey(Encoding.UTF8.GetBytes("a key of 32 bytes, only for tests")).Mint("as", Id(Ås, "person", "person-leder"), broken.Clock.Now)}");
        var pages = new List<(int Expected, Answer Answer)>
        {
            (404, await Raw.Send(broken.Address, "GET", "/finnes/ikke")),
            (405, await Raw.Send(broken.Address, "POST", "/hjelp", "a=b")),
            (400, await Raw.Send(broken.Address, "POST", "/sprak", "a=b")),
            (400, await Raw.Send(broken.Address, "GET", "/hjelp", null, ("Host", "evil.example"))),
        };
        if (environment == "Development")
            pages.Add((500, await Raw.Send(broken.Address, "GET", "/logg-inn")));
        foreach (var (expected, page) in pages)
        {
            Assert.Equal(expected, page.Status);
            Assert.Contains("<main id=\"innhold\"", page.Body, StringComparison.Ordinal);
            Assert.Contains("role=\"alert\"", page.Body, StringComparison.Ordinal);
            Assert.Contains("Til oversikten", page.Text, StringComparison.Ordinal);
            TellsNothing(page.Body);

            // What there is a line of in the log has its number on the page.
            var reference = System.Text.RegularExpressions.Regex.Match(page.Text, "Spør du om hjelp, oppgi denne referansen: <code>([0-9a-f]{10})</code>");
            Assert.Equal(expected != 404, reference.Success);
            if (reference.Success)
                Assert.Contains(broken.Logged, l => l.Contains($"Request {reference.Groups[1].Value}", StringComparison.Ordinal));
        }

        if (environment == "Development")
        {
            var answer = await Raw.Send(broken.Address, "GET", "/api/v1/as/arenas", null, token);
            Assert.Equal((500, "application/problem+json"), (answer.Status, answer["Content-Type"]));
            TellsNothing(answer.Body);
            Assert.Contains(broken.Logged, l => l.Contains("failed: PostgresException 42P01", StringComparison.Ordinal));
        }

        static void TellsNothing(string text)
        {
            foreach (var word in new[] { "tenants", "42P01", "Npgsql", "Exception", "select", ".cs:", "   at ", "Microsoft", "Kestrel" })
                Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("--ConnectionStrings:Trepart=Host=db")]
    [InlineData("--Trepart:FingerprintKey=abc")]
    [InlineData("--trepart:databases:two=Host=db;Password=p")]
    [InlineData("--ClientSecret")]
    public async Task A_secret_is_not_taken_where_others_can_read_it(string argument)
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => TrepartHost.Create([argument]));
        Assert.Contains("command line", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Trepart:KnownProxies", "the proxy")]
    [InlineData("Trepart:KnownProxies", "10.0.0.0/40")]
    [InlineData("Trepart:Limits:PerPerson", "many")]
    [InlineData("Trepart:Limits:PerMunicipality", "-1")]
    [InlineData("ForwardedHeaders_Enabled", "true")]
    public void A_setting_that_cannot_be_meant_stops_the_service(string name, string value) =>
        Assert.Throws<InvalidOperationException>(() => HardeningSettings.From(new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build()));

    [Fact]
    public void The_settings_print_no_secret()
    {
        var settings = Settings.From(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("ConnectionStrings:Trepart", "Host=db;Password=hemmelig-en"), new("Trepart:Databases:two", "Host=db;Password=hemmelig-to"),
            new("Trepart:FingerprintKey", Convert.ToBase64String(new byte[32])), new("Trepart:DemoTokenKey", Convert.ToBase64String(new byte[32])),
            new("Trepart:WitnessFolder", "somewhere"),
        ]).Build());

        Assert.DoesNotContain("hemmelig", $"{settings}", StringComparison.Ordinal);
        Assert.DoesNotContain("hemmelig", $"{new { settings }}", StringComparison.Ordinal);
    }

    private static (string, string)[] Headers(string? site, string? origin, string? mode, string? dest, (string, string) cookie) =>
        [.. new (string Name, string? Value)[] { ("Sec-Fetch-Site", site), ("Origin", origin), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest) }
            .Where(h => h.Value is not null).Select(h => (h.Name, h.Value!)), cookie];
}
