using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Trepart.Store;

namespace Trepart.Web.SignIn;

/// <summary>What came of a provider's answer: an identity and where it wanted to go, or why not.</summary>
/// <param name="IdToken">For the provider to know whom to sign out; otherwise thrown away.</param>
public sealed record Answered(IdentityRef? Identity, SignInFault? Fault, string? To, string? IdToken);

/// <summary>
/// Signing in with OpenID Connect's code flow: PKCE, a state and a nonce for each attempt, and an answer that opens once. What an attempt must remember is
/// in a cookie of its own that only this service can read or write, so that several windows may sign in at once, in any process.
/// </summary>
public sealed class SignInFlow(Providers providers, TokenCheck tokens, Placement databases, IDataProtectionProvider protection, HttpClient http, TimeProvider clock)
{
    /// <summary>How long one may take to sign in at the provider.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private const int MostAtOnce = 5;
    private const string Cookie = "trepart-attempt-";

    private readonly IDataProtector _protector = protection.CreateProtector("Trepart.SignInAttempt");

    /// <param name="Verifier">PKCE's secret, of which the provider has seen the hash.</param>
    private sealed record Attempt(string Provider, string State, string Nonce, string Verifier, string To, DateTimeOffset BegunAt);

    /// <summary>Begins an attempt.</summary>
    /// <param name="to">Where to go afterwards.</param>
    /// <returns>The provider's address to send the browser to.</returns>
    /// <exception cref="ProviderAwayException"></exception>
    public async Task<string> Start(HttpContext context, Provider provider, string to, CancellationToken ct)
    {
        var published = await providers.Of(provider).Get(ct);
        var attempt = new Attempt(provider.Name, Secret(), Secret(), Secret(), to, clock.GetUtcNow());
        foreach (var old in context.Request.Cookies.Keys.Where(k => k.Contains(Cookie, StringComparison.Ordinal)).Skip(MostAtOnce - 1))
            SafeCookie.Remove(context, old[old.IndexOf(Cookie, StringComparison.Ordinal)..]);
        SafeCookie.Write(context, NameOf(attempt.State), Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(attempt))), Lasts);

        return QueryHelpers.AddQueryString(published.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["client_id"] = provider.ClientId,
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["redirect_uri"] = AddressOf(context, provider.CallbackPath),
            ["scope"] = provider.Scope,
            ["state"] = attempt.State,
            ["nonce"] = attempt.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(attempt.Verifier))),
            ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>Judges what the provider's redirect brought back.</summary>
    /// <exception cref="ProviderAwayException"></exception>
    public async Task<Answered> Answer(HttpContext context, Provider provider, CancellationToken ct)
    {
        var query = context.Request.Query;
        if (One(query["state"]) is not { Length: 43 } state)
            return Refused(SignInFault.StateMissing);
        var name = NameOf(state);
        if (Read(SafeCookie.Read(context, name)) is not { } attempt || attempt.State != state)
            return Refused(SignInFault.StateUnknown);
        SafeCookie.Remove(context, name);
        if (clock.GetUtcNow() - attempt.BegunAt > Lasts)
            return Refused(SignInFault.StateOld, attempt);
        if (attempt.Provider != provider.Name)
            return Refused(SignInFault.ProviderMixedUp, attempt);
        if (!await TakeOnce(state, ct))
            return Refused(SignInFault.AnswerUsed);

        // RFC 9207: the answer comes from the one who was asked. Who says that it names itself must do so.
        var published = await providers.Of(provider).Get(ct);
        if (query["iss"].Count > 0 ? One(query["iss"]) != provider.Issuer : published.AuthorizationResponseIssParameterSupported)
            return Refused(SignInFault.IssuerMixedUp, attempt);
        if (query.ContainsKey("error"))
            return Refused(SignInFault.ProviderSaidNo, attempt);
        if (One(query["code"]) is not { Length: > 0 and <= 4096 } code)
            return Refused(SignInFault.CodeMissing, attempt);

        var (idToken, fault) = await Exchange(context, provider, published.TokenEndpoint, code, attempt.Verifier, ct);
        if (idToken is null)
            return Refused(fault ?? SignInFault.TokenMissing, attempt);
        var found = await tokens.IdToken(provider, idToken, attempt.Nonce, ct);
        return found.Identity is { } identity ? new(identity, null, attempt.To, idToken) : Refused(found.Fault!.Value, attempt);
    }

    /// <summary>Where the browser goes to sign out at the provider too; null where it has no such address.</summary>
    /// <exception cref="ProviderAwayException"></exception>
    public async Task<string?> SignOutAddress(HttpContext context, Provider provider, string? idToken, CancellationToken ct)
    {
        if ((await providers.Of(provider).Get(ct)).EndSessionEndpoint is not { Length: > 0 } address)
            return null;
        var query = new Dictionary<string, string?> { ["client_id"] = provider.ClientId, ["post_logout_redirect_uri"] = AddressOf(context, provider.SignedOutPath) };
        if (idToken is not null)
            query["id_token_hint"] = idToken;
        return QueryHelpers.AddQueryString(address, query);
    }

    private async Task<(string? IdToken, SignInFault? Fault)> Exchange(
        HttpContext context, Provider provider, string endpoint, string code, string verifier, CancellationToken ct)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = AddressOf(context, provider.CallbackPath),
            ["code_verifier"] = verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        if (provider.ClientSecret is { } secret)
        {
            var pair = $"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(secret)}"; // RFC 6749, 2.3.1
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            fields["client_id"] = provider.ClientId;
        }

        request.Content = new FormUrlEncodedContent(fields);
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var response = await http.SendAsync(request, ct);
            if ((int)response.StatusCode is >= 400 and < 500)
                return (null, SignInFault.CodeRefused);
            if (!response.IsSuccessStatusCode)
                throw new ProviderAwayException(provider.Name);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            return (answer.RootElement.TryGetProperty("id_token", out var token) && token.ValueKind is JsonValueKind.String ? token.GetString() : null, null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new ProviderAwayException(provider.Name, e);
        }
    }

    // Written down before the code is exchanged: of two answers with the same state, in whichever process, one goes on.
    private async Task<bool> TakeOnce(string state, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var batch = databases.Directory.CreateBatch();
        batch.Add("delete from sign_in_answers where used_at < $1", (now - Lasts - Lasts).UtcDateTime);
        batch.Add("insert into sign_in_answers (state_hash, used_at) values ($1, $2) on conflict do nothing", SHA256.HashData(Encoding.UTF8.GetBytes(state)), now.UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
        return batch.BatchCommands[^1].RecordsAffected == 1;
    }

    private Attempt? Read(string? cookie)
    {
        try
        {
            return cookie is null ? null : JsonSerializer.Deserialize<Attempt>(_protector.Unprotect(Base64Url.DecodeFromChars(cookie)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static Answered Refused(SignInFault fault, Attempt? attempt = null) => new(null, fault, attempt?.To, null);

    private static string? One(Microsoft.Extensions.Primitives.StringValues values) => values is [{ } one] ? one : null;

    private static string NameOf(string state) => Cookie + state[..8];

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string AddressOf(HttpContext context, string path) => $"{context.Request.Scheme}://{context.Request.Host}{path}";
}
