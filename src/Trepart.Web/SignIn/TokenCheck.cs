using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Trepart.Web.SignIn;

/// <summary>Why someone was not let in. Logged by name, so that an operator can help; never shown.</summary>
public enum SignInFault
{
    StateMissing, StateUnknown, StateOld, AnswerUsed, ProviderMixedUp, IssuerMixedUp, ProviderSaidNo, CodeMissing, CodeRefused, ProviderAway,
    TokenMissing, TokenTooLong, TokenUnreadable, TokenHeader, TokenType, TokenAlgorithm, TokenKey, TokenSignature, TokenIssuer, TokenAudience, TokenTime,
    TokenNonce, TokenParty, TokenScope, TokenIdentity,
}

/// <summary>What a token turned out to be: an identity, or why not.</summary>
public readonly record struct Checked(IdentityRef? Identity, SignInFault? Fault)
{
    public static implicit operator Checked(SignInFault fault) => new(null, fault);
}

/// <summary>
/// Judges the tokens of a provider. Issuer, audience, algorithm, key, time and identity must be exactly what was agreed; what is not needed is not
/// understood, and what is said twice is not believed.
/// </summary>
public sealed class TokenCheck(Providers providers, TimeProvider clock)
{
    public const int Longest = 16 * 1024;

    /// <summary>How far apart two clocks may be.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    // A header says which key, algorithm and type; a key, or where to find one, is not taken from a token. "x5t" names a certificate, as Entra ID does.
    private static readonly string[] HeaderFields = ["alg", "kid", "typ", "x5t", "x5t#S256"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };

    /// <summary>The id_token that answers a sign-in.</summary>
    /// <exception cref="ProviderAwayException"></exception>
    public Task<Checked> IdToken(Provider provider, string token, string nonce, CancellationToken ct) =>
        Check(provider, token, provider.ClientId, ["JWT"], (payload, type) =>
            Text(payload, "nonce") != nonce ? SignInFault.TokenNonce
            : payload.TryGetProperty("azp", out _) && Text(payload, "azp") != provider.ClientId ? SignInFault.TokenParty
            : null, ct);

    /// <summary>An access token for the API, from whichever provider it says that it is from.</summary>
    /// <exception cref="ProviderAwayException"></exception>
    public async Task<Checked> AccessToken(string token, CancellationToken ct)
    {
        if (token.Length > Longest)
            return SignInFault.TokenTooLong;
        if (Read(token) is not (_, { } claimed))
            return SignInFault.TokenUnreadable;

        var issuer = Text(claimed, "iss");
        Checked? refused = null;
        foreach (var provider in providers.All.Where(p => p.Audience is not null && p.Issuer == issuer))
        {
            // Entra ID calls its access tokens plain JWT. An id_token is one too, but it has a nonce and no scope.
            string[] types = provider.Kind is ProviderKind.EntraId ? ["at+jwt", "JWT"] : ["at+jwt"];
            var found = await Check(provider, token, provider.Audience!, types, (payload, type) =>
                (type != "at+jwt" && Text(payload, "ver") != "2.0") || payload.TryGetProperty("nonce", out _) ? SignInFault.TokenType
                : Scopes(payload).Contains(provider.ApiScope) ? null
                : SignInFault.TokenScope, ct);
            if (found.Identity is not null)
                return found;
            refused ??= found;
        }

        return refused ?? SignInFault.TokenIssuer;
    }

    private async Task<Checked> Check(
        Provider provider, string token, string audience, string[] types, Func<JsonElement, string?, SignInFault?> rest, CancellationToken ct)
    {
        if (token.Length > Longest)
            return SignInFault.TokenTooLong;
        if (Read(token) is not ({ } header, { } payload))
            return SignInFault.TokenUnreadable;
        if (header.EnumerateObject().Any(f => !HeaderFields.Contains(f.Name) || f.Value.ValueKind is not JsonValueKind.String))
            return SignInFault.TokenHeader;
        var type = Text(header, "typ");
        if (!types.Contains(type, StringComparer.OrdinalIgnoreCase) && !(type is null && types.Contains("JWT")))
            return SignInFault.TokenType;
        if (!Algorithms.Contains(Text(header, "alg")))
            return SignInFault.TokenAlgorithm;
        if (Text(header, "kid") is not { Length: > 0 } kid)
            return SignInFault.TokenKey;

        var discovery = providers.Of(provider);
        var published = await discovery.Get(ct);
        if (!Has(published, kid) && await discovery.Renew(published, ct) is { } renewed)
            published = renewed;
        if (!Has(published, kid))
            return SignInFault.TokenKey;

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = audience,
            IssuerSigningKeys = published.SigningKeys.Where(k => k.KeyId == kid),
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, to, _, _) => IsNow(from, to),
            ClockSkew = Skew,
        });
        if (!result.IsValid)
            return FaultOf(result.Exception);
        if (payload.GetProperty("aud") is { ValueKind: JsonValueKind.Array } several && several.GetArrayLength() != 1)
            return SignInFault.TokenAudience; // for us and for someone else
        if (payload.TryGetProperty("iat", out var issued) && !(issued.TryGetInt64(out var at) && at <= (clock.GetUtcNow() + Skew).ToUnixTimeSeconds()))
            return SignInFault.TokenTime;
        if (rest(payload, type) is { } fault)
            return fault;

        // Of Entra ID's own authority, and still not taken for granted: the directory must be named, and be the one that was agreed.
        if (provider.Kind is ProviderKind.EntraId && Text(payload, "tid") != provider.Vouches)
            return SignInFault.TokenIdentity;
        if (provider.Kind is ProviderKind.EntraId && !Guid.TryParseExact(Text(payload, "oid"), "D", out _))
            return SignInFault.TokenIdentity;
        return Text(payload, provider.SubjectClaim) is { Length: > 0 and <= 255 } subject
            ? new Checked(new IdentityRef(provider.Vouches, subject), null)
            : SignInFault.TokenIdentity;
    }

    private bool IsNow(DateTime? from, DateTime? to)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return to is { } end && end > now - Skew && (from is null || from <= now + Skew);
    }

    private static bool Has(OpenIdConnectConfiguration published, string kid) => published.SigningKeys.Any(k => k.KeyId == kid);

    private static SignInFault FaultOf(Exception exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => SignInFault.TokenIssuer,
        SecurityTokenInvalidAudienceException => SignInFault.TokenAudience,
        SecurityTokenNoExpirationException or SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenInvalidLifetimeException =>
            SignInFault.TokenTime,
        SecurityTokenInvalidAlgorithmException => SignInFault.TokenAlgorithm,
        SecurityTokenSignatureKeyNotFoundException => SignInFault.TokenKey,
        SecurityTokenInvalidSignatureException => SignInFault.TokenSignature,
        _ => SignInFault.TokenUnreadable,
    };

    // Read once more beside the library, which is kinder: no field twice, nothing but base64url, three parts.
    private static (JsonElement? Header, JsonElement? Payload) Read(string token)
    {
        if (token.Split('.') is not [var header, var payload, _])
            return default;
        try
        {
            return (Part(header), Part(payload));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return default;
        }

        static JsonElement? Part(string text)
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(text), Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string[] Scopes(JsonElement payload) => (Text(payload, "scp") ?? Text(payload, "scope") ?? "").Split(' ');
}
