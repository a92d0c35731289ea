using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Trepart.Web.SignIn;

/// <summary>The provider cannot be reached, or says of itself what it should not.</summary>
public sealed class ProviderAwayException(string provider, Exception? inner = null) : Exception($"The provider {provider} cannot be used now.", inner);

/// <summary>
/// What a provider publishes about itself: addresses and keys. Read when first needed and again each hour, so that a key that is taken away is
/// not trusted for longer; and at once when a token names a key that is not known, but not more often than each half minute, whoever asks.
/// </summary>
#pragma warning disable CA1001 // It lives as long as the process, and a semaphore whose handle nobody asks for holds nothing.
public sealed class Discovery(Provider provider, HttpClient http, TimeProvider clock)
#pragma warning restore CA1001
{
    public static readonly TimeSpan Trusted = TimeSpan.FromHours(1);
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>After it could not be read: nobody waits for a provider that has just not answered another.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile Published? _published;
    private DateTimeOffset _failedAt;

    /// <exception cref="ProviderAwayException"></exception>
    public async ValueTask<OpenIdConnectConfiguration> Get(CancellationToken ct) =>
        _published is { } known && clock.GetUtcNow() - known.ReadAt < Trusted ? known.Configuration : (await Read(_published, ct)).Configuration;

    /// <summary>Reads again because a key was not known.</summary>
    /// <returns>Null where it was read just now: the key is simply not one of the provider's.</returns>
    /// <exception cref="ProviderAwayException"></exception>
    public async Task<OpenIdConnectConfiguration?> Renew(OpenIdConnectConfiguration seen, CancellationToken ct)
    {
        var known = _published;
        if (known is not null && !ReferenceEquals(known.Configuration, seen))
            return known.Configuration; // another request has just done it
        if (known is not null && clock.GetUtcNow() - known.ReadAt < Rest)
            return null;
        return (await Read(known, ct)).Configuration;
    }

    private async Task<Published> Read(Published? seen, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (_published is { } meanwhile && !ReferenceEquals(meanwhile, seen))
                return meanwhile;
            if (clock.GetUtcNow() - _failedAt < Pause)
                throw new ProviderAwayException(provider.Name);

            var retriever = new HttpDocumentRetriever(http) { RequireHttps = provider.Issuer.StartsWith("https:", StringComparison.Ordinal) };
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(provider.Issuer.TrimEnd('/') + "/.well-known/openid-configuration", retriever, ct);
            var isSafe = Provider.IsSafe(read.AuthorizationEndpoint) && Provider.IsSafe(read.TokenEndpoint)
                && (read.EndSessionEndpoint is null or "" || Provider.IsSafe(read.EndSessionEndpoint));
            if (read.Issuer != provider.Issuer || !isSafe || read.SigningKeys.Count == 0)
                throw new InvalidDataException();
            return _published = new(read, clock.GetUtcNow());
        }
        catch (Exception e) when (e is not ProviderAwayException && !ct.IsCancellationRequested)
        {
            _failedAt = clock.GetUtcNow();
            throw new ProviderAwayException(provider.Name, e);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private sealed record Published(OpenIdConnectConfiguration Configuration, DateTimeOffset ReadAt);
}
