using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trepart.Web.Tests;

/// <summary>OpenID providers of the tests' own, over real HTTP: they sign what a test says, also what no provider should.</summary>
public sealed class IssuerServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Issuer> _issuers = new();

    private IssuerServer(WebApplication app) => _app = app;

    // By another name than the service's, so that a browser takes them for two sites, as they are in life.
    private string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public static async Task<IssuerServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new IssuerServer(builder.Build());
        server._app.Run(server.Handle);
        await server._app.StartAsync();
        return server;
    }

    /// <param name="path">A directory's tid and version as in Entra ID, or any other name.</param>
    public Issuer Add(string path) => _issuers.GetOrAdd(path, p => new Issuer($"{Address}/{p}"));

    public string Instance => Address;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task Handle(HttpContext http)
    {
        var path = http.Request.Path.Value!.Trim('/');
        var at = path.LastIndexOf('/');
        foreach (var (name, issuer) in _issuers)
        {
            if (path.StartsWith(name + "/", StringComparison.Ordinal))
                return issuer.Handle(http, path[(name.Length + 1)..]);
        }

        http.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}

/// <summary>What a browser asked the provider for.</summary>
public sealed record Grant(string Issuer, string ClientId, string RedirectUri, string State, string Nonce, string Challenge);

/// <summary>A key pair with the name that it goes by.</summary>
public sealed record SigningKey(string Kid, RSA Key)
{
    public static SigningKey New(string kid) => new(kid, RSA.Create(2048));

    public JsonObject Public()
    {
        var p = Key.ExportParameters(false);
        return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Kid, ["n"] = Base64Url.EncodeToString(p.Modulus), ["e"] = Base64Url.EncodeToString(p.Exponent) };
    }
}

/// <summary>One of them.</summary>
public sealed class Issuer(string name)
{
    public const string Secret = "only for tests";

    private readonly ConcurrentDictionary<string, (Grant Grant, Func<Grant, string?> IdToken)> _codes = new();

    /// <summary>What it is called in its tokens.</summary>
    public string Name => name;

    /// <summary>The keys that it publishes; the first one signs.</summary>
    public List<SigningKey> Keys { get; set; } = [SigningKey.New("first")];

    /// <summary>Whether it says that its answers name it (RFC 9207).</summary>
    public bool NamesItself { get; set; } = true;

    public int KeysRead { get; private set; }

    /// <summary>Who is signed in there already: a browser is sent back at once. Null where a test answers itself.</summary>
    public Func<Grant, string>? SignsIn { get; set; }

    /// <summary>Down for a while.</summary>
    public bool IsDown { get; set; }

    /// <summary>As if someone had signed in: the answer that the browser is sent back with.</summary>
    /// <param name="sent">Where the service sent the browser.</param>
    public string Answer(string sent, Func<Grant, string?> idToken)
    {
        var grant = Asked(sent);
        return Answer(grant, Code(grant, idToken));
    }

    public Grant Asked(string sent)
    {
        var query = HttpUtility.ParseQueryString(new Uri(sent).Query);
        Assert.StartsWith(name + "/authorize", sent, StringComparison.Ordinal);
        Assert.Equal(("code", "S256", "query"), (query["response_type"], query["code_challenge_method"], query["response_mode"]));
        return new(name, query["client_id"]!, query["redirect_uri"]!, query["state"]!, query["nonce"]!, query["code_challenge"]!);
    }

    /// <summary>A code that gives the token that is made of it.</summary>
    public string Code(Grant grant, Func<Grant, string?> idToken)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (grant, idToken);
        return code;
    }

    public string Answer(Grant grant, string code) =>
        $"{new Uri(grant.RedirectUri).AbsolutePath}?code={code}&state={Uri.EscapeDataString(grant.State)}{(NamesItself ? "&iss=" + Uri.EscapeDataString(name) : "")}";

    public async Task Handle(HttpContext http, string path)
    {
        if (IsDown)
        {
            http.Response.StatusCode = 502;
            return;
        }

        switch (path)
        {
            case ".well-known/openid-configuration":
                await http.Response.WriteAsJsonAsync(new
                {
                    issuer = name,
                    authorization_endpoint = name + "/authorize",
                    token_endpoint = name + "/token",
                    end_session_endpoint = name + "/logout",
                    jwks_uri = name + "/keys",
                    authorization_response_iss_parameter_supported = NamesItself,
                });
                return;
            case "keys":
                KeysRead++;
                await http.Response.WriteAsJsonAsync(new { keys = Keys.Select(k => k.Public()) });
                return;
            case "authorize" when SignsIn is { } signsIn:
                var grant = Asked($"{name}/authorize{http.Request.QueryString}");
                http.Response.Redirect(new Uri(new Uri(grant.RedirectUri), Answer(grant, Code(grant, signsIn))).ToString());
                return;
            case "logout":
                http.Response.Redirect(http.Request.Query["post_logout_redirect_uri"].ToString());
                return;
            case "token":
                await Token(http);
                return;
            default:
                http.Response.StatusCode = 404;
                return;
        }
    }

    // Each code once, for its own client with its secret, its address and the verifier of its challenge.
    private async Task Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var given)
            || http.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{given.Grant.ClientId}:{Uri.EscapeDataString(Secret)}"))
            || form["redirect_uri"] != given.Grant.RedirectUri
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != given.Grant.Challenge)
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        var answer = new JsonObject { ["access_token"] = "not for us", ["token_type"] = "Bearer", ["expires_in"] = 300 };
        if (given.IdToken(given.Grant) is { } token)
            answer["id_token"] = token;
        await http.Response.WriteAsync(answer.ToJsonString());
    }
}

/// <summary>A token in the making: a header, claims and a signature, each of which a test may spoil.</summary>
public sealed class Forge(JsonObject header, JsonObject claims, SigningKey key)
{
    public JsonObject Header => header;

    public JsonObject Claims => claims;

    public SigningKey Key { get; set; } = key;

    /// <summary>Put in as it is, where JSON objects cannot say it: a name twice.</summary>
    public string? RawClaims { get; set; }

    /// <summary>Makes a good token bad.</summary>
    public Forge With(Action<Forge> spoil)
    {
        spoil(this);
        return this;
    }

    public string Made(string? signature = null)
    {
        var signed = $"{Encoded(header.ToJsonString())}.{Encoded(RawClaims ?? claims.ToJsonString())}";
        return $"{signed}.{signature ?? Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private byte[] Sign(byte[] data) => header["alg"]?.ToString() switch
    {
        "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key.Key.ExportSubjectPublicKeyInfoPem()), data),
        "PS256" => Key.Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "RS512" => Key.Key.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "none" => [],
        _ => Key.Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };
}
