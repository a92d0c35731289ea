using System.Text.Json.Nodes;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>
/// Tokens that a provider never gave, or gave for something else: none of them lets anyone in, neither as the answer to a sign-in nor at the API. Each row
/// says for which fault, so that none is refused for another one's sake; the same token without the fault is let in.
/// </summary>
public sealed class ForgedTokenTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    private static readonly SigningKey Stranger = SigningKey.New("stranger");
    private static readonly SigningKey SameName = SigningKey.New("first");
    private static readonly SigningKey Unlisted = SigningKey.New("unlisted");

    private sealed record Row(SignInFault Fault, Func<SignInHouse, Forge, string> Make);

    private static Row Bad(SignInFault fault, Action<Forge> spoil) => new(fault, (_, forge) => forge.With(spoil).Made());

    /// <summary>Faults that a token may have whatever it is for.</summary>
    private static readonly Dictionary<string, Row> Any = new()
    {
        ["alg none"] = Bad(SignInFault.TokenAlgorithm, f => f.Header["alg"] = "none"),
        ["alg None, in another case"] = Bad(SignInFault.TokenAlgorithm, f => f.Header["alg"] = "nOnE"),
        ["no alg"] = Bad(SignInFault.TokenAlgorithm, f => f.Header.Remove("alg")),
        ["HS256 with the public key"] = Bad(SignInFault.TokenAlgorithm, f => f.Header["alg"] = "HS256"),
        ["an algorithm that is not allowed"] = Bad(SignInFault.TokenAlgorithm, f => f.Header["alg"] = "RS512"),
        ["unsigned"] = new(SignInFault.TokenSignature, (_, f) => f.Made("")),
        ["another token's signature"] = new(SignInFault.TokenSignature, (_, f) => f.Made(f.With(x => x.Claims["jti"] = "1").Made().Split('.')[2]) is var t ? f.With(x => x.Claims["jti"] = "2").Made(t.Split('.')[2]) : ""),
        ["changed payload"] = new(SignInFault.TokenSignature, (_, f) => f.Made().Split('.') is var p ? $"{p[0]}.{Forge.Encoded(f.With(x => x.Claims["oid"] = Guid.Empty.ToString()).Claims.ToJsonString())}.{p[2]}" : ""),
        ["a stranger's key with a name of its own"] = Bad(SignInFault.TokenKey, f => (f.Key, f.Header["kid"]) = (Stranger, "stranger")),
        ["a stranger's key with the name of a known one"] = Bad(SignInFault.TokenSignature, f => f.Key = SameName),
        ["no key named"] = Bad(SignInFault.TokenKey, f => f.Header.Remove("kid")),
        ["a path for a key"] = Bad(SignInFault.TokenKey, f => f.Header["kid"] = "../../../../dev/null"),
        ["a key that is not published"] = Bad(SignInFault.TokenKey, f => (f.Key, f.Header["kid"]) = (Unlisted, "unlisted")),
        ["its own key in the header"] = Bad(SignInFault.TokenHeader, f => (f.Key, f.Header["jwk"]) = (Stranger, Stranger.Public())),
        ["jku"] = Bad(SignInFault.TokenHeader, f => (f.Key, f.Header["jku"]) = (Stranger, "https://evil.example/keys")),
        ["x5u"] = Bad(SignInFault.TokenHeader, f => (f.Key, f.Header["x5u"]) = (Stranger, "https://evil.example/cert")),
        ["x5c"] = Bad(SignInFault.TokenHeader, f => f.Header["x5c"] = new JsonArray("MIIB")),
        ["crit"] = Bad(SignInFault.TokenHeader, f => (f.Header["crit"], f.Header["b64"]) = (new JsonArray("b64"), false)),
        ["crit alone"] = Bad(SignInFault.TokenHeader, f => f.Header["crit"] = new JsonArray("exp")),
        ["compressed"] = Bad(SignInFault.TokenHeader, f => f.Header["zip"] = "DEF"),
        ["wrong audience"] = Bad(SignInFault.TokenAudience, f => f.Claims["aud"] = "another"),
        ["several audiences"] = Bad(SignInFault.TokenAudience, f => f.Claims["aud"] = new JsonArray(f.Claims["aud"]!.ToString(), "another")),
        ["no audience"] = Bad(SignInFault.TokenAudience, f => f.Claims.Remove("aud")),
        ["expired"] = new(SignInFault.TokenTime, (h, f) => f.With(x => x.Claims["exp"] = h.Seconds(-61)).Made()),
        ["not yet valid"] = new(SignInFault.TokenTime, (h, f) => f.With(x => x.Claims["nbf"] = h.Seconds(61)).Made()),
        ["without end"] = Bad(SignInFault.TokenTime, f => f.Claims.Remove("exp")),
        ["issued tomorrow"] = new(SignInFault.TokenTime, (h, f) => f.With(x => x.Claims["iat"] = h.Seconds(86400)).Made()),
        ["another directory's tid"] = Bad(SignInFault.TokenIdentity, f => f.Claims["tid"] = SignInHouse.NaboTid),
        ["no tid"] = Bad(SignInFault.TokenIdentity, f => f.Claims.Remove("tid")),
        ["no oid"] = Bad(SignInFault.TokenIdentity, f => f.Claims.Remove("oid")),
        ["an e-mail address for an oid"] = Bad(SignInFault.TokenIdentity, f => f.Claims["oid"] = "samme@as.example"),
        ["oid a list"] = Bad(SignInFault.TokenIdentity, f => f.Claims["oid"] = new JsonArray(f.Claims["oid"]!.ToString())),
        ["a claim twice"] = Bad(SignInFault.TokenUnreadable, f => f.RawClaims = f.Claims.ToJsonString()[..^1] + $",\"oid\":\"{Guid.Empty}\"}}"),
        ["very long"] = Bad(SignInFault.TokenTooLong, f => f.Claims["groups"] = new string('x', 20_000)),
        ["garbage"] = new(SignInFault.TokenUnreadable, (_, _) => "abc.def.ghi"),
        ["encrypted"] = new(SignInFault.TokenUnreadable, (_, f) => f.Made() + ".AAAA.BBBB"),
        ["two parts"] = new(SignInFault.TokenUnreadable, (_, f) => string.Join('.', f.Made().Split('.')[..2])),
        ["payload no object"] = Bad(SignInFault.TokenUnreadable, f => f.RawClaims = "[]"),
        ["deep as a well"] = Bad(SignInFault.TokenUnreadable, f => f.RawClaims = f.Claims.ToJsonString()[..^1] + ",\"x\":" + new string('[', 2000) + new string(']', 2000) + "}"),
    };

    private static readonly Dictionary<string, Row> OfSignIn = new()
    {
        ["wrong issuer"] = Bad(SignInFault.TokenIssuer, f => f.Claims["iss"] = "https://evil.example"),
        ["issuer with a slash more"] = Bad(SignInFault.TokenIssuer, f => f.Claims["iss"] += "/"),
        ["no issuer"] = Bad(SignInFault.TokenIssuer, f => f.Claims.Remove("iss")),
        ["no nonce"] = Bad(SignInFault.TokenNonce, f => f.Claims.Remove("nonce")),
        ["another nonce"] = Bad(SignInFault.TokenNonce, f => f.Claims["nonce"] = "another"),
        ["empty nonce"] = Bad(SignInFault.TokenNonce, f => f.Claims["nonce"] = ""),
        ["issued to another party"] = Bad(SignInFault.TokenParty, f => f.Claims["azp"] = "another"),
        ["an access token"] = Bad(SignInFault.TokenType, f => f.Header["typ"] = "at+jwt"),
        ["a logout token"] = Bad(SignInFault.TokenType, f => f.Header["typ"] = "logout+jwt"),
        ["Entra ID's access token"] = new(SignInFault.TokenAudience, (h, f) => h.AccessToken(f.Claims["oid"]!.ToString()).Made()),
        ["a neighbour's token"] = new(SignInFault.TokenSignature, (h, f) => h.IdToken(new(h.NaboIssuer.Name, "trepart", "", "", f.Claims["nonce"]!.ToString(), ""), f.Claims["oid"]!.ToString(), h.NaboIssuer).Made()),
        ["a neighbour's signature on our own name"] = Bad(SignInFault.TokenSignature, f => f.Key = SameName),
    };

    private static readonly Dictionary<string, Row> OfApi = new()
    {
        ["wrong issuer"] = Bad(SignInFault.TokenIssuer, f => f.Claims["iss"] = "https://evil.example"),
        ["issuer with a slash more"] = Bad(SignInFault.TokenIssuer, f => f.Claims["iss"] += "/"),
        ["issuer of a provider that gives no tokens"] = new(SignInFault.TokenIssuer, (h, f) => f.With(x => x.Claims["iss"] = h.NaboIssuer.Name).Made()),
        ["no issuer"] = Bad(SignInFault.TokenIssuer, f => f.Claims.Remove("iss")),
        ["an id_token"] = new(SignInFault.TokenAudience, (h, f) => h.IdToken(new(h.ÅsIssuer.Name, "trepart", "", "", "n", ""), f.Claims["oid"]!.ToString()).Made()),
        ["an id_token whose client is the API"] = new(SignInFault.TokenType, (h, f) => h.IdToken(new(h.ÅsIssuer.Name, SignInHouse.Api, "", "", "n", ""), f.Claims["oid"]!.ToString()).Made()),
        ["a nonce"] = Bad(SignInFault.TokenType, f => f.Claims["nonce"] = "n"),
        ["Entra ID's first version"] = Bad(SignInFault.TokenType, f => f.Claims["ver"] = "1.0"),
        ["no scope"] = Bad(SignInFault.TokenScope, f => f.Claims.Remove("scp")),
        ["another scope"] = Bad(SignInFault.TokenScope, f => f.Claims["scp"] = "User.Read access_as_users"),
        ["a program's own role"] = Bad(SignInFault.TokenScope, f => (f.Claims["scp"], f.Claims["roles"]) = (null, new JsonArray("access_as_user"))),
        ["a logout token"] = Bad(SignInFault.TokenType, f => f.Header["typ"] = "logout+jwt"),
    };

    public static TheoryData<string> IdTokens => [.. Any.Keys, .. OfSignIn.Keys];

    public static TheoryData<string> AccessTokens => [.. Any.Keys, .. OfApi.Keys];

    [Fact]
    public void There_are_many() => Assert.True(IdTokens.Count + AccessTokens.Count > 90, $"{IdTokens.Count} and {AccessTokens.Count}");

    [Theory]
    [MemberData(nameof(IdTokens))]
    public async Task It_signs_nobody_in(string what)
    {
        var oid = await Someone();
        var row = OfSignIn.GetValueOrDefault(what) ?? Any[what];
        var user = house.App.Nobody();
        var before = house.Faults.Count;

        var page = await user.Get(house.ÅsIssuer.Answer(await SignInHouse.Begin(user, til: "/as"), grant => row.Make(house, house.IdToken(grant, oid))));

        Assert.Equal((HttpStatusCode.BadRequest, row.Fault.ToString()), (page.Status, string.Join(' ', house.Faults.Skip(before))));
        Assert.Equal(HttpStatusCode.Found, (await user.Get("/as")).Status);
        Assert.Equal("/as", (await house.SignIn(house.App.Nobody(), oid)).Location);
    }

    [Theory]
    [MemberData(nameof(AccessTokens))]
    public async Task It_opens_no_api(string what)
    {
        var oid = await Someone();
        var row = OfApi.GetValueOrDefault(what) ?? Any[what];
        var before = house.Faults.Count;

        var answer = await house.App.ApiWithToken(row.Make(house, house.AccessToken(oid))).Get("/api/v1/as/arenas");

        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in", row.Fault.ToString()), (answer.Status, answer.Problem, string.Join(' ', house.Faults.Skip(before))));
        Assert.Equal(HttpStatusCode.OK, (await house.App.ApiWithToken(house.AccessToken(oid).Made()).Get("/api/v1/as/arenas")).Status);
    }

    private async Task<string> Someone()
    {
        // The pause between two readings of a provider's keys is over: an unknown one is looked for.
        house.App.Clock.Now += Discovery.Rest;
        var oid = SignInHouse.NewOid();
        await house.Bind(Ås, "leder", oid);
        return oid;
    }
}
