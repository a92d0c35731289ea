using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Only a token that the service itself has signed, for one of this municipality's people and for now, opens the API.</summary>
public sealed class TokenTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly Guid Leader = Id(Ås, "person", "person-leder");

    [Fact]
    public async Task A_good_token_opens_the_api() =>
        Assert.Equal(HttpStatusCode.OK, (await app.ApiWithToken(Made()).Get("/api/v1/as/arenas")).Status);

    public static TheoryData<string> Bad =>
        ["none", "empty", "garbage", "no algorithm", "other key", "other algorithm", "changed", "expired", "not yet", "other audience", "other issuer", "other type"];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Any_other_is_turned_away(string what)
    {
        var good = Made();
        var token = what switch
        {
            "none" => null,
            "empty" => "",
            "garbage" => "abc.def.ghi",
            "no algorithm" => $"{Encoded("""{"alg":"none","typ":"at+jwt"}""")}.{good.Split('.')[1]}.",
            "other key" => Made(key: Encoding.UTF8.GetBytes("another key of 32 bytes for tests")),
            "other algorithm" => Made(algorithm: SecurityAlgorithms.HmacSha512, key: [.. app.Services.GetRequiredService<DemoTokenKey>().Bytes!, .. new byte[31]]),
            "changed" => $"{good.Split('.')[0]}.{Encoded($$"""{"tenant":"as","person":"{{Id(Ås, "person", "person-revisor")}}","iss":"trepart-demo","aud":"trepart","exp":4102444800}""")}.{good.Split('.')[2]}",
            "expired" => Made(from: -9),
            "not yet" => Made(from: 1),
            "other audience" => Made(audience: "another"),
            "other issuer" => Made(issuer: "another"),
            _ => Made(type: "JWT"),
        };

        var answer = await app.ApiWithToken(token).Get("/api/v1/as/arenas");

        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task A_token_of_another_municipality_finds_nothing()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await app.Api(Vestby, "leder").Get("/api/v1/as/arenas")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Api(Vestby, "leder").Get("/api/v1/finnes-ikke/arenas")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.ApiWithToken(Made(tenant: "vestby")).Get("/api/v1/vestby/arenas")).Status);
    }

    [Fact]
    public async Task A_session_is_no_token_and_a_token_is_no_session()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await (await app.SignIn(Ås, "leder")).Get("/api/v1/as/arenas")).Status);
        Assert.Equal(HttpStatusCode.Found, (await app.ApiWithToken(Made()).Get("/as")).Status);
    }

    private string Made(
        byte[]? key = null, string algorithm = SecurityAlgorithms.HmacSha256, double from = 0, string audience = "trepart", string issuer = "trepart-demo", string type = "at+jwt",
        string tenant = "as")
    {
        var start = app.Clock.Now.AddHours(from).UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            TokenType = type,
            NotBefore = start,
            IssuedAt = start,
            Expires = start.AddHours(8),
            Subject = new ClaimsIdentity([new Claim("tenant", tenant), new Claim("person", Leader.ToString())]),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key ?? app.Services.GetRequiredService<DemoTokenKey>().Bytes), algorithm),
        });
    }

    private static string Encoded(string text) => Base64UrlEncoder.Encode(text);
}
