using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Trepart.Web.SignIn;

/// <summary>The key that demo tokens are signed with; made at set-up and kept out of the repository. Null outside a demo: then no token is valid.</summary>
public sealed record DemoTokenKey(byte[]? Bytes)
{
    public const string Issuer = "trepart-demo";
    public const string Audience = "trepart";

    /// <summary>A token for one person of one municipality, for eight hours.</summary>
    public string Mint(string tenant, Guid person, DateTimeOffset now) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            TokenType = "at+jwt",
            NotBefore = now.UtcDateTime,
            IssuedAt = now.UtcDateTime,
            Expires = now.AddHours(8).UtcDateTime,
            Subject = new ClaimsIdentity([new Claim(Entrance.TenantClaim, tenant), new Claim(Entrance.PersonClaim, person.ToString())]),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Bytes!), SecurityAlgorithms.HmacSha256),
        });
}

/// <summary>Bearer tokens for the API, by the rules of RFC 6750 and RFC 9068.</summary>
public sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, DemoTokenKey key, TokenCheck tokens, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        var token = header["Bearer ".Length..].Trim();
        if (key.Bytes is not null && await IsDemoToken(token, key.Bytes) is { } person)
            return Success(person);

        var found = await tokens.AccessToken(token, Context.RequestAborted);
        if (found.Identity is { } identity)
            return Success(new ClaimsIdentity(Whose.Of(identity).Claims, SchemeName));
        Logger.LogTokenRefused(found.Fault!.Value);
        return AuthenticateResult.Fail("The token is not one that opens this API.");

        AuthenticateResult Success(ClaimsIdentity claims) => AuthenticateResult.Success(new(new ClaimsPrincipal(claims), SchemeName));
    }

    private async Task<ClaimsIdentity?> IsDemoToken(string token, byte[] demoKey)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var result = await Tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = DemoTokenKey.Issuer,
            ValidAudience = DemoTokenKey.Audience,
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = new SymmetricSecurityKey(demoKey),
            LifetimeValidator = (from, to, _, _) => from <= now.AddSeconds(30) && to > now,
        });
        return result.IsValid ? new ClaimsIdentity(result.ClaimsIdentity.Claims.Where(c => c.Type is Entrance.TenantClaim or Entrance.PersonClaim), SchemeName) : null;
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
        var visit = Context.RequestServices.GetRequiredService<Visit>();
        return Problems.Of(visit, StatusCodes.Status401Unauthorized, "not-signed-in").ExecuteAsync(Context);
    }
}
