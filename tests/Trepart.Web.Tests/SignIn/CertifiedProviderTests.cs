using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>The whole way against a certified OpenID provider on loopback: what our own issuer lets pass, it would not.</summary>
public sealed partial class CertifiedProviderTests : IAsyncLifetime
{
    private const string Tid = "cccccccc-0000-4000-8000-000000000003";

    private readonly int _port = FreePort();
    private TrepartApp _app = null!;
    private Process _provider = null!;

    private string Issuer => $"http://127.0.0.1:{_port}/{Tid}/v2.0";

    public async ValueTask InitializeAsync()
    {
        var own = FreePort();
        var folder = Path.Combine(Sources.Root, "tests/provider");
        Assert.True(System.IO.Directory.Exists(Path.Combine(folder, "node_modules/oidc-provider")), "The certified provider is not installed: npm ci in tests/provider, or run tools/test.");
        _provider = Process.Start(new ProcessStartInfo("node", "provider.mjs")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true, // it ends when this is closed, also where the run is killed
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PORT"] = $"{_port}",
                ["TID"] = Tid,
                ["CALLBACK"] = $"http://127.0.0.1:{own}/signin-oidc/entra",
                ["SIGNED_OUT"] = $"http://127.0.0.1:{own}/signout-callback-oidc",
                ["NODE_ENV"] = "test",
            },
        })!;
        _provider.ErrorDataReceived += (_, _) => { };
        _provider.BeginErrorReadLine();
        Assert.Equal("ready", await FirstLine());
        _ = _provider.StandardOutput.ReadToEndAsync();

        _app = new TrepartApp
        {
            IsMarkedDemo = false,
            Urls = $"http://127.0.0.1:{own}",
            Settings = new Dictionary<string, string?>
            {
                ["Trepart:ProviderSeconds"] = "120",
                ["SignIn:entra:Instance"] = $"http://127.0.0.1:{_port}/",
                ["SignIn:entra:TenantId"] = Tid,
                ["SignIn:entra:ClientId"] = "trepart",
                ["SignIn:entra:ClientSecret"] = "only for tests",
                ["SignIn:entra:Audience"] = "api://trepart",
            },
        };
        await _app.InitializeAsync();
        await Databases.Run(_app.Database, $"insert into tenant_authorities (tenant_id, authority) values ('as', '{Tid}'), ('vestby', '{Tid}')");
        _app.Clock.Now = DateTimeOffset.UtcNow; // the provider has a clock of its own
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _provider.StandardInput.Close();
        if (!_provider.WaitForExit(5000))
            _provider.Kill();
        _provider.Dispose();
    }

    [Fact]
    public async Task From_invitation_to_choice_to_signing_out()
    {
        var invitations = _app.Services.GetRequiredService<Invitations>();
        var user = _app.Nobody();
        var link = Invitations.AddressOf(Ås, (await invitations.Create(Ås, Id(Ås, "person", "person-leder"), Guid.Empty, _app.Clock.Now, default))!);

        // Invited to one municipality, by way of the button on the invitation's page.
        var invited = await user.Get(link);
        var back = await SignIn(user, Links(invited).Single(l => l.StartsWith("/logg-inn/entra", StringComparison.Ordinal)), "kari");
        Assert.Equal(link, back.Location);
        var page = await user.Get(link);
        Assert.Equal("/as", (await user.Send(page, link)).Location);
        Assert.Contains("Hei, leder fra Ås kommune", (await user.Get("/as")).Text, StringComparison.Ordinal);

        // And to another, being signed in already; then there is a choice.
        var second = Invitations.AddressOf(Vestby, (await invitations.Create(Vestby, Id(Vestby, "person", "person-ansatt"), Guid.Empty, _app.Clock.Now, default))!);
        Assert.Equal("/vestby", (await user.Send(await user.Get(second), second)).Location);
        Assert.Contains("Hei, ansatt fra Vestby kommune", (await user.Get("/vestby")).Text, StringComparison.Ordinal);
        Assert.Equal("/kommuner", (await user.Get("/")).Location);

        // Signing out is signing out at the provider too: the next sign-in asks who it is.
        Assert.Equal("/logg-ut/entra", (await user.Post("/logg-ut", new() { [page.Forgery.Name] = (await user.Get("/as")).Forgery.Value })).Location);
        var leaving = Links(await user.Get("/logg-ut/entra")).Single(l => l.StartsWith(Issuer, StringComparison.Ordinal));
        Assert.Equal("/signout-callback-oidc", new Uri((await SignOut(user, leaving))!).AbsolutePath);
        Assert.Equal(HttpStatusCode.Found, (await user.Get("/as")).Status);
        Assert.Equal("/kommuner", (await SignIn(user, "/logg-inn/entra?til=/", "kari")).Location);

        // The same e-mail address, and someone else.
        var other = _app.Nobody();
        Assert.Equal("/kommuner", (await SignIn(other, "/logg-inn/entra?til=/as", "ola")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/as")).Status);
        Assert.DoesNotContain(_app.Logged, l => l.Contains("was refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_access_token_opens_the_api_and_an_id_token_does_not()
    {
        var invitations = _app.Services.GetRequiredService<Invitations>();
        var code = (await invitations.Create(Ås, Id(Ås, "person", "person-leder"), Guid.Empty, _app.Clock.Now, default))!;
        Assert.Equal(Acceptance.Bound, await invitations.Accept(Ås, code, new(Tid, OidOf("kari")), _app.Clock.Now, default));

        var (access, id) = await Program("api://trepart");
        Assert.Equal(HttpStatusCode.OK, (await _app.ApiWithToken(access).Get("/api/v1/as/arenas")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.ApiWithToken(access).Get("/api/v1/vestby/arenas")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app.ApiWithToken(id).Get("/api/v1/as/arenas")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app.ApiWithToken((await Program("api://another")).Access).Get("/api/v1/as/arenas")).Status);
        _app.Clock.Now += TimeSpan.FromMinutes(7);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _app.ApiWithToken(access).Get("/api/v1/as/arenas")).Status);
    }

    [Fact]
    public async Task An_answer_that_is_used_or_comes_from_elsewhere_is_refused()
    {
        var user = _app.Nobody();
        var sent = (await user.Get("/logg-inn/entra?til=/")).Location!;
        var answer = await Authorize(user, sent, "kari");
        var attempt = user.Cookies.GetAllCookies().Single(c => c.Name.StartsWith("trepart-attempt", StringComparison.Ordinal));
        var kept = new Cookie(attempt.Name, attempt.Value, attempt.Path, attempt.Domain);

        Assert.Equal(HttpStatusCode.BadRequest, (await _app.Nobody().Get(answer)).Status);
        Assert.Equal("/kommuner", (await user.Get(answer)).Location);
        Assert.Equal(HttpStatusCode.BadRequest, (await user.Get(answer)).Status);
        user.Cookies.Add(kept);
        Assert.Equal(HttpStatusCode.BadRequest, (await user.Get(answer)).Status);

        var again = await Authorize(user, (await user.Get("/logg-inn/entra?til=/")).Location!, "kari");
        Assert.Equal(HttpStatusCode.BadRequest, (await user.Get(IssIn().Replace(again, "iss=https%3A%2F%2Fevil.example"))).Status);
        Assert.Equal(
            ["StateUnknown", "StateUnknown", "AnswerUsed", "IssuerMixedUp"],
            _app.Logged.Where(l => l.Contains("was refused: ", StringComparison.Ordinal)).Select(l => l.Split("was refused: ")[1].Split('.')[0]));
    }

    private static async Task<WebPage> SignIn(WebUser user, string start, string name) => await user.Get(await Authorize(user, (await user.Get(start)).Location!, name));

    /// <summary>At the provider, as a person does: says who she is, says yes, and is sent back. Stops before the service has seen the answer.</summary>
    private static async Task<string> Authorize(WebUser user, string address, string name)
    {
        for (var step = 0; step < 20; step++)
        {
            var page = await user.Get(address);
            if (page.Location is { } to)
            {
                address = new Uri(page.Address, to).ToString();
                if (address.Contains("/signin-oidc/", StringComparison.Ordinal) || address.Contains(":9/program", StringComparison.Ordinal))
                    return address;
                continue;
            }

            Assert.True(page.Status is HttpStatusCode.OK, page.Text);
            var fields = page.Html.Contains("name=\"login\"", StringComparison.Ordinal)
                ? new Dictionary<string, string> { ["prompt"] = "login", ["login"] = name, ["password"] = "any" }
                : new Dictionary<string, string> { ["prompt"] = "consent" };
            var answer = await user.Post(Action(page, address), fields);
            address = new Uri(page.Address, answer.Location!).ToString();
        }

        throw new InvalidOperationException("The provider asks for more and more.");
    }

    private static async Task<string?> SignOut(WebUser user, string address)
    {
        var page = await user.Get(address);
        var secret = XsrfIn().Match(page.Html).Groups[1].Value;
        return (await user.Post(Action(page, address), new() { ["xsrf"] = secret, ["logout"] = "yes" })).Location;
    }

    /// <summary>Another program, for which someone signs in to use the API.</summary>
    private async Task<(string Access, string Id)> Program(string resource)
    {
        var verifier = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        const string Redirect = "http://127.0.0.1:9/program";
        var answer = await Authorize(
            _app.Nobody(),
            $"{Issuer}/auth?client_id=program&response_type=code&scope={Uri.EscapeDataString("openid access_as_user")}&redirect_uri={Uri.EscapeDataString(Redirect)}"
            + $"&code_challenge={challenge}&code_challenge_method=S256&resource={Uri.EscapeDataString(resource)}", "kari");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("program:" + Uri.EscapeDataString("only for tests"))));
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = verifier,
            ["resource"] = resource,
            ["code"] = System.Web.HttpUtility.ParseQueryString(new Uri(answer).Query)["code"]!,
        });
        using var response = await http.PostAsync(new Uri($"{Issuer}/token"), content);
        var tokens = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(response.IsSuccessStatusCode, tokens.ToJsonString());
        return (tokens["access_token"]!.ToString(), tokens["id_token"]!.ToString());
    }

    private async Task<string?> FirstLine()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await _provider.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line == "ready")
                return line;
        }

        return null;
    }

    private static string OidOf(string name)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return $"{hash[..8]}-{hash[8..12]}-{hash[12..16]}-{hash[16..20]}-{hash[20..32]}";
    }

    private static string Action(WebPage page, string address) => new Uri(new Uri(address), WebUtility.HtmlDecode(ActionIn().Match(page.Html).Groups[1].Value)).ToString();

    private static IEnumerable<string> Links(WebPage page) => LinkIn().Matches(page.Html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("<form[^>]*action=\"([^\"]*)\"")]
    private static partial Regex ActionIn();

    [GeneratedRegex("name=\"xsrf\" value=\"([^\"]*)\"")]
    private static partial Regex XsrfIn();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex LinkIn();

    [GeneratedRegex("iss=[^&]*")]
    private static partial Regex IssIn();
}
