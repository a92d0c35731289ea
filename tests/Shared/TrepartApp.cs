using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trepart.Web;
using Trepart.Web.Commands;
using Trepart.Web.Import;
using Trepart.Web.SignIn;

namespace Trepart.Tests;

/// <summary>The whole service on a database of its own, over real HTTP, on a fixed day: Friday 20 November 2026.</summary>
public sealed class TrepartApp : IAsyncLifetime
{
    public static readonly Tenant Ås = new("as");
    public static readonly Tenant Vestby = new("vestby");

    private static readonly DateOnly Founded = new(2026, 1, 5);
    private readonly string _keys = Path.Combine(Path.GetTempPath(), $"trepart-keys-{Guid.NewGuid():N}");
    private readonly string _witness = Path.Combine(Path.GetTempPath(), $"trepart-witness-{Guid.NewGuid():N}");
    private readonly LogBook _log = new();
    private WebApplication? _app;

    public string Database { get; private set; } = "";

    public string EnvironmentName { get; init; } = Environments.Development;

    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>Whether the database says that it holds made-up people only.</summary>
    public bool IsMarkedDemo { get; init; } = true;

    /// <summary>How many workers bring async projections up to date.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Without the two municipalities that a test otherwise has.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>How the service reaches its database: its own sign-in as it is, or by way of something that stands between.</summary>
    public Func<string, string> Through { get; init; } = connection => connection;

    /// <summary>What the service keeps outside the database.</summary>
    public string WitnessFolder => _witness;

    /// <summary>Settings of this one. Nothing is limited unless it says so: tests ask for more than people do.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    public Clock Clock { get; } = new(new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));

    public IServiceProvider Services => _app!.Services;

    public EventStore Store => Services.GetRequiredService<EventStore>();

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await Databases.Clone([typeof(TrepartHost).Assembly]);
        if (!IsMarkedDemo)
            await Databases.Run(Database, "delete from installation");
        new Witness(_witness).Make();
        _app = await TrepartHost.Create([], Configure);
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (IsEmpty)
            return;
        await Load(Municipality("as", "Ås kommune", "nb"));
        await Load(Municipality("vestby", "Vestby kommune", "nn"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        await Databases.Drop(Database);
        foreach (var folder in new[] { _keys, _witness }.Where(System.IO.Directory.Exists))
            System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>What an alias of the two municipalities made here became: "arena", "seat", "holding" or "person".</summary>
    public static Guid Id(Tenant tenant, string kind, string alias) => StableId.Of(Founded, kind, tenant.Id, alias);

    public static Guid Group(Tenant tenant) => Id(tenant, "arena", "gruppa");

    /// <summary>Someone at a browser that is not signed in.</summary>
    public WebUser Nobody() => new(Address);

    /// <summary>Someone who has signed in: "ansatt", "ansatt-to", "leder", "tillitsvalgt", "verneombud", "ordforer", "direktor", "koordinator", "htv", "revisor", "ombud".</summary>
    public async Task<WebUser> SignIn(Tenant tenant, string who) => await SignIn(tenant, Id(tenant, "person", "person-" + who));

    public Task<WebUser> SignIn(Tenant tenant, Guid person) => SignIn(Nobody(), tenant, person);

    /// <summary>The same for a browser that is open already.</summary>
    public static async Task<WebUser> SignIn(WebUser user, Tenant tenant, Guid person)
    {
        var page = await user.Get("/logg-inn");
        var response = await user.Post("/logg-inn", new Dictionary<string, string> { ["tenant"] = tenant.Id, ["person"] = person.ToString(), [page.Forgery.Name] = page.Forgery.Value });
        Assert.Equal(HttpStatusCode.Found, response.Status);
        return user;
    }

    /// <summary>A client of the API, signed in by token.</summary>
    /// <param name="language">What it asks answers in; null for the municipality's own.</param>
    public ApiUser Api(Tenant tenant, string who, string? language = null) => new(Address, Token(tenant, who), language);

    public string Token(Tenant tenant, string who) => Services.GetRequiredService<DemoTokenKey>().Mint(tenant.Id, Id(tenant, "person", "person-" + who), Clock.Now);

    public ApiUser ApiWithToken(string? token) => new(Address, token);

    /// <summary>Brings a story in; fails the test if a line is refused.</summary>
    public async Task Load(string story)
    {
        var outcome = await Import(story);
        Assert.True(outcome is Imported.Done, outcome is Imported.Refused refused ? refused.Fault.Say(new Language(Written.Bokmål)) : "not read");
    }

    public async Task<Imported?> Import(string story)
    {
        var (read, faults) = StoryReader.Read(Encoding.UTF8.GetBytes(story), DateOnly.FromDateTime(Clock.Now.DateTime));
        if (read is null)
            return new Imported.Refused(faults[0]);
        return await Import(read);
    }

    public async Task<Imported> Import(Story read) =>
        await new Importer(Services.GetRequiredService<Placement>(), _ => Installation.AsOwner(Databases.Server, Database), Services.GetRequiredService<FingerprintKey>(), Clock).Import(read, default);

    /// <summary>What the service has logged so far, from information up.</summary>
    public IReadOnlyCollection<string> Logged => _log.Lines;

    /// <summary>Waits until the workers have passed every event.</summary>
    public async Task CaughtUp()
    {
        var projector = Services.GetRequiredService<Projector>();
        while ((await projector.Backlogs(default)).Any(b => b.Events > 0))
            await Task.Delay(20);
    }

    /// <summary>How many events the municipality has.</summary>
    public async Task<long> Count(Tenant tenant) =>
        (await Databases.Query<long>(Database, $"select count(*) from mt_events where tenant_id = '{tenant.Id}'"))[0];

    /// <summary>How many events, texts and commands lie in the database, of all municipalities together: what a turned-down request must leave as it was.</summary>
    public async Task<string> Stored() =>
        (await Databases.Query<string>(
            Database, "select concat_ws(' ', (select count(*) from mt_events), (select count(*) from words), (select count(*) from commands))"))[0];

    /// <summary>A municipality with a group, a neighbour and a board, as the lines of a story.</summary>
    public static string Municipality(string tenant, string name, string written)
    {
        string Seat(string seat, string arena, string role, string? organisation = null) =>
            $$"""{"do":"establish_seat","at":"2026-01-05","seat":"{{seat}}","arena":"{{arena}}","role":"{{role}}"{{(organisation is null ? "" : $",\"organisation\":\"{organisation}\"")}}}""";
        string Take(string seat, string holding) =>
            $$"""{"do":"take_seat","at":"2026-01-05","seat":"{{seat}}","holding":"{{holding}}","person":"person-{{holding}}","name":"{{holding}} fra {{name}}"}""";
        return string.Join('\n',
        [
            $$"""{"do":"create_municipality","tenant":"{{tenant}}","name":"{{name}}","written":"{{written}}","at":"2026-01-05"}""",
            $$"""{"do":"establish_arena","at":"2026-01-05","arena":"gruppa","kind":"workingGroup","name":"HMS-gruppa","workplace":"Solbakken i {{tenant}}"}""",
            $$"""{"do":"establish_arena","at":"2026-01-05","arena":"nabogruppa","kind":"workingGroup","name":"Nabogruppa","workplace":"Nabobygget i {{tenant}}"}""",
            $$"""{"do":"establish_arena","at":"2026-01-05","arena":"styret","kind":"steeringGroup","name":"Styringsgruppa"}""",
            Seat("ansatte", "gruppa", "employee"), Take("ansatte", "ansatt"), Take("ansatte", "ansatt-to"),
            Seat("leder-plass", "gruppa", "unitLeader"), Take("leder-plass", "leder"),
            Seat("tv-plass", "gruppa", "shopSteward", "Fagforbundet"), Take("tv-plass", "tillitsvalgt"),
            Seat("tv-to-plass", "gruppa", "shopSteward", "Norsk Sykepleierforbund"), Take("tv-to-plass", "tillitsvalgt-to"),
            Seat("vo-plass", "gruppa", "safetyRepresentative"), Take("vo-plass", "verneombud"),
            Seat("nabo-plass", "nabogruppa", "unitLeader"), Take("nabo-plass", "nabo"),
            Seat("ordforer-plass", "styret", "mayor"), Take("ordforer-plass", "ordforer"),
            Seat("direktor-plass", "styret", "municipalDirector"), Take("direktor-plass", "direktor"),
            Seat("koordinator-plass", "styret", "coordinator"), Take("koordinator-plass", "koordinator"),
            Seat("htv-plass", "styret", "chiefShopSteward", "Fagforbundet"), Take("htv-plass", "htv"),
            Seat("ombud-plass", "styret", "dataProtectionOfficer"), Take("ombud-plass", "ombud"),
            $$"""{"do":"grant_mandate","at":"2026-01-05","by":"koordinator","mandate":"mandat","arena":"styret","holding":"revisor","person":"person-revisor","name":"revisor fra {{name}}","authority":"municipalAuditor","basis":"auditorAccess","purpose":"Hvordan saker blir avgjort.","wholeMunicipality":true,"start":"2026-01-05","end":"2027-01-05"}""",
        ]);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Environment.EnvironmentName = EnvironmentName;
        builder.Environment.ContentRootPath = WebRoot();
        builder.Environment.WebRootPath = Path.Combine(WebRoot(), "wwwroot");
        builder.Environment.WebRootFileProvider = new PhysicalFileProvider(builder.Environment.WebRootPath);
        builder.WebHost.UseUrls(Urls);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Trepart"] = Through(Databases.AsApp(Database)),
            ["Trepart:FingerprintKey"] = Convert.ToBase64String(new byte[32]),
            ["Trepart:DemoTokenKey"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("a key of 32 bytes, only for tests")),
            ["Trepart:KeysFolder"] = _keys,
            ["Trepart:WitnessFolder"] = _witness,
            ["Trepart:Workers"] = $"{Workers}",
            ["Trepart:RetentionMinutes"] = "0", // swept where a test asks for it
            ["Trepart:CountryMinutes"] = "0", // copied where a test asks for it
            ["Trepart:RootMinutes"] = "0", // recorded where a test asks for it
            ["Trepart:Limits:PerPerson"] = "0",
            ["Trepart:Limits:PerAddress"] = "0",
            ["Trepart:Limits:PerMunicipality"] = "0",
            ["Trepart:Limits:AtOnce"] = "0",
            ["Trepart:Limits:OpenPercent"] = "0",
            ["Trepart:ReleaseMinutes"] = "0", // let in where a test asks for it
        });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddProvider(_log);
    }

    private static string WebRoot([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../src/Trepart.Web"));
}
