using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>
/// The service with three providers: the directories of Ås and of a neighbour in Entra ID's shape, and one like ID-porten. The directory of Ås serves Vestby
/// as well.
/// </summary>
public sealed class SignInHouse : IAsyncLifetime
{
    public const string Api = "api://trepart";

    public static readonly string ÅsTid = "aaaaaaaa-0000-4000-8000-000000000001";
    public static readonly string NaboTid = "bbbbbbbb-0000-4000-8000-000000000002";

    public IssuerServer Issuers { get; private set; } = null!;

    public Issuer ÅsIssuer { get; private set; } = null!;

    public Issuer NaboIssuer { get; private set; } = null!;

    public Issuer Common { get; private set; } = null!;

    public TrepartApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuers = await IssuerServer.Start();
        ÅsIssuer = Issuers.Add($"{ÅsTid}/v2.0");
        NaboIssuer = Issuers.Add($"{NaboTid}/v2.0");
        Common = Issuers.Add("felles");
        App = new TrepartApp
        {
            IsMarkedDemo = false,
            Settings = new Dictionary<string, string?>
            {
                ["Trepart:ProviderSeconds"] = "120", // what is slow on a busy machine is not away
                ["SignIn:as:Instance"] = Issuers.Instance,
                ["SignIn:as:TenantId"] = ÅsTid,
                ["SignIn:as:ClientId"] = "trepart",
                ["SignIn:as:ClientCredentials:0:SourceType"] = "ClientSecret",
                ["SignIn:as:ClientCredentials:0:ClientSecret"] = Issuer.Secret,
                ["SignIn:as:Audience"] = Api,
                ["SignIn:nabo:Instance"] = Issuers.Instance,
                ["SignIn:nabo:TenantId"] = NaboTid,
                ["SignIn:nabo:ClientId"] = "trepart",
                ["SignIn:nabo:ClientSecret"] = Issuer.Secret,
                ["SignIn:felles:Kind"] = "OpenIdConnect",
                ["SignIn:felles:Authority"] = Common.Name,
                ["SignIn:felles:ClientId"] = "trepart",
                ["SignIn:felles:ClientSecret"] = Issuer.Secret,
            },
        };
        await App.InitializeAsync();
        await LetIn(Ås, ÅsTid);
        await LetIn(Vestby, ÅsTid);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Issuers.DisposeAsync();
    }

    public Task LetIn(Tenant tenant, string authority) =>
        Databases.Run(App.Database, $"insert into tenant_authorities (tenant_id, authority) values ('{tenant.Id}', '{authority}') on conflict do nothing");

    /// <summary>Binds an account to a person, as an invitation does.</summary>
    public async Task Bind(Tenant tenant, string who, string oid, string? authority = null) =>
        Assert.Equal(Acceptance.Bound, await App.Services.GetRequiredService<Invitations>().Accept(tenant, await Invite(tenant, who), new(authority ?? ÅsTid, oid), App.Clock.Now, default));

    /// <returns>The code.</returns>
    public async Task<string> Invite(Tenant tenant, string who) =>
        (await App.Services.GetRequiredService<Invitations>().Create(tenant, Id(tenant, "person", "person-" + who), Id(tenant, "holding", "koordinator"), App.Clock.Now, default))!;

    /// <summary>A good id_token of the directory of Ås.</summary>
    public Forge IdToken(Grant grant, string oid, Issuer? from = null)
    {
        var issuer = from ?? ÅsIssuer;
        return new(
            new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = issuer.Keys[0].Kid },
            new JsonObject
            {
                ["iss"] = issuer.Name,
                ["aud"] = grant.ClientId,
                ["nonce"] = grant.Nonce,
                ["sub"] = "pairwise-" + oid,
                ["tid"] = issuer == NaboIssuer ? NaboTid : ÅsTid,
                ["oid"] = oid,
                ["name"] = "Navn Navnesen",
                ["preferred_username"] = "samme@as.example",
                ["email"] = "samme@as.example",
                ["iat"] = Seconds(0),
                ["nbf"] = Seconds(0),
                ["exp"] = Seconds(3600),
            },
            issuer.Keys[0]);
    }

    /// <summary>A good access token for the API, as Entra ID's second version gives it.</summary>
    public Forge AccessToken(string oid) => new(
        new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = ÅsIssuer.Keys[0].Kid },
        new JsonObject
        {
            ["iss"] = ÅsIssuer.Name,
            ["aud"] = Api,
            ["sub"] = "pairwise-" + oid,
            ["tid"] = ÅsTid,
            ["oid"] = oid,
            ["ver"] = "2.0",
            ["azp"] = "a program",
            ["scp"] = "access_as_user",
            ["email"] = "samme@as.example",
            ["iat"] = Seconds(0),
            ["nbf"] = Seconds(0),
            ["exp"] = Seconds(3600),
        },
        ÅsIssuer.Keys[0]);

    public long Seconds(int from) => App.Clock.Now.ToUnixTimeSeconds() + from;

    /// <summary>Where the service sends a browser that wants to sign in.</summary>
    public static async Task<string> Begin(WebUser user, string provider = "as", string til = "/")
    {
        var sent = await user.Get($"/logg-inn/{provider}?til={Uri.EscapeDataString(til)}");
        Assert.Equal(HttpStatusCode.Found, sent.Status);
        return sent.Location!;
    }

    /// <summary>Signs in with an account of the directory of Ås.</summary>
    /// <returns>The answer to the callback.</returns>
    public async Task<WebPage> SignIn(WebUser user, string oid, string til = "/", Action<Forge>? spoil = null) =>
        await user.Get(ÅsIssuer.Answer(await Begin(user, til: til), grant => IdToken(grant, oid).With(spoil ?? (_ => { })).Made()));

    /// <summary>The faults that the service has named so far, of sign-ins and of tokens.</summary>
    public IReadOnlyList<string> Faults =>
        [.. App.Logged.Where(l => l.Contains(" was refused: ", StringComparison.Ordinal)).Select(l => l.Split(" was refused: ")[1].Split('.')[0])];

    public static string NewOid() => Guid.NewGuid().ToString();
}
