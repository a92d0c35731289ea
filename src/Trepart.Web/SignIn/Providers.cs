namespace Trepart.Web.SignIn;

/// <summary>The kinds of provider that someone may sign in with.</summary>
public enum ProviderKind
{
    /// <summary>A municipality's own directory in Entra ID: the identity is <c>tid</c> and <c>oid</c>.</summary>
    EntraId,

    /// <summary>Any other OpenID provider, such as ID-porten or Ansattporten: the identity is the issuer and a claim that is named.</summary>
    OpenIdConnect,
}

/// <summary>One who vouches for people: what the service was given about it.</summary>
/// <param name="Name">Names it in addresses; a section of the settings.</param>
/// <param name="Title">What the button says; null for the usual words of its kind.</param>
/// <param name="Issuer">Exactly what its answers and tokens must say; discovery stands beneath it.</param>
/// <param name="Vouches">The authority of its identities, as municipalities let it in: the directory's <c>tid</c>, or the issuer.</param>
/// <param name="SubjectClaim">Which claim is the subject.</param>
/// <param name="CallbackPath">Where it answers: one for each provider, so that an answer cannot be taken for another's.</param>
/// <param name="SignedOutPath">Where it sends the browser after signing out.</param>
/// <param name="Audience">What its tokens for the API are meant for; null where it gives none.</param>
/// <param name="ApiScope">What such a token must be allowed.</param>
public sealed record Provider(
    string Name, string? Title, ProviderKind Kind, string Issuer, string Vouches, string SubjectClaim, string ClientId, string? ClientSecret,
    string CallbackPath, string SignedOutPath, string? Audience, string ApiScope)
{
    /// <summary>Entra ID puts <c>oid</c> into its tokens for those who ask for <c>profile</c>. Name and address that come with it are not read.</summary>
    public string Scope => Kind is ProviderKind.EntraId ? "openid profile" : "openid";

    /// <summary>Reads one provider; the keys are those of Microsoft.Identity.Web's <c>AzureAd</c> section, which can be given the same section.</summary>
    /// <exception cref="InvalidOperationException">Something is missing, or is not as it must be.</exception>
    public static Provider From(IConfigurationSection section)
    {
        var name = section.Key.ToLowerInvariant();
        if (name.Length is 0 or > 40 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw Wrong(section, "", "its name has letters a to z, digits and hyphens only");
        if (!Enum.TryParse<ProviderKind>(section["Kind"] ?? nameof(ProviderKind.EntraId), out var kind))
            throw Wrong(section, "Kind", $"it is one of {string.Join(", ", Enum.GetNames<ProviderKind>())}");

        string issuer, vouches, subject;
        if (kind is ProviderKind.EntraId)
        {
            // A tenant of its own, never "common" or "organizations": those let any directory in the world in.
            if (!Guid.TryParseExact(section["TenantId"], "D", out var tid))
                throw Wrong(section, "TenantId", "it is the directory's id, a GUID");
            vouches = tid.ToString();
            issuer = $"{(section["Instance"] ?? "https://login.microsoftonline.com/").TrimEnd('/')}/{vouches}/v2.0";
            subject = "oid";
        }
        else
        {
            issuer = vouches = section["Authority"] ?? throw Wrong(section, "Authority", "it is missing");
            subject = section["SubjectClaim"] ?? "sub";
        }

        if (!IsSafe(issuer))
            throw Wrong(section, kind is ProviderKind.EntraId ? "Instance" : "Authority", "it is an https address");
        return new(
            name, section["DisplayName"], kind, issuer, vouches, subject,
            section["ClientId"] ?? throw Wrong(section, "ClientId", "it is missing"), SecretOf(section),
            Path(section, "CallbackPath", $"/signin-oidc/{name}"), Path(section, "SignedOutCallbackPath", "/signout-callback-oidc"),
            section["Audience"], section["Scopes"] ?? "access_as_user");
    }

    /// <summary>https, or http where nobody is on the line: a provider on the same machine, in a test.</summary>
    public static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static string? SecretOf(IConfigurationSection section)
    {
        if (section["ClientSecretFile"] is { } file)
            return File.ReadAllText(file).Trim();
        if (section["ClientSecret"] is { } secret)
            return secret;
        var credentials = section.GetSection("ClientCredentials").GetChildren().ToList();
        return credentials switch
        {
            [] => null,
            [var one] when one["SourceType"] == "ClientSecret" && one["ClientSecret"] is { } given => given,
            _ => throw Wrong(section, "ClientCredentials", "it has one entry, with SourceType ClientSecret"),
        };
    }

    private static string Path(IConfigurationSection section, string key, string usual) =>
        (section[key] ?? usual) is ['/', ..] path && !path.Contains('{', StringComparison.Ordinal) ? path : throw Wrong(section, key, "it begins with /");

    private static InvalidOperationException Wrong(IConfigurationSection section, string key, string why) =>
        new($"The setting {section.Path}{(key.Length > 0 ? ":" + key : "")} cannot be used: {why}.");
}

/// <summary>The providers that the service was given, each with what it has published about itself.</summary>
public sealed class Providers
{
    private readonly Dictionary<string, Discovery> _discovery;

    public Providers(IConfiguration configuration, HttpClient http, TimeProvider clock)
    {
        All = [.. configuration.GetSection("SignIn").GetChildren().Select(Provider.From).OrderBy(p => p.Name, StringComparer.Ordinal)];
        if (All.GroupBy(p => p.CallbackPath, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new InvalidOperationException($"The settings {string.Join(" and ", same.Select(p => $"SignIn:{p.Name}"))} have the same CallbackPath: each needs its own.");
        _discovery = All.ToDictionary(p => p.Name, p => new Discovery(p, http, clock));
    }

    public IReadOnlyList<Provider> All { get; }

    public Provider? Find(string? name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>Those that vouch for the authorities that a municipality lets in.</summary>
    public IReadOnlyList<Provider> Of(IEnumerable<string> authorities) => [.. All.Where(p => authorities.Contains(p.Vouches))];

    public Discovery Of(Provider provider) => _discovery[provider.Name];
}
