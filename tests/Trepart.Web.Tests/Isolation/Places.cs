using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.OpenInputs;
using Trepart.Web.SignIn;
using Trepart.Web.Trail;

namespace Trepart.Web.Tests;

/// <summary>What an id is an id of.</summary>
public enum Thing
{
    /// <summary>Names nothing that belongs to anyone: a day, a text, a choice.</summary>
    NoId,
    Tenant,
    Arena,
    Matter,
    Input,
    Seat,
    Holding,
    Person,
    Words,
    Command,

    /// <summary>Of a browser in which someone is signed in.</summary>
    Session,

    Mandate,
    Workplace,
    Union,
    Rules,
    Meeting,

    /// <summary>Of a group that has stopped.</summary>
    Stop,

    /// <summary>Of an exercise in reflection.</summary>
    Exercise,

    /// <summary>Of questions that the municipality has written itself.</summary>
    Questions,

    /// <summary>Of a trust check.</summary>
    TrustCheck,
    Series,
    Action,
    Report,
    ReportRhythm,
    Signal,
    Reply,
    Experience,
    Adoption,
    PoliticalDecision,
    DecisionLink,
    Win,
    Training,
    Participation,
    Gathering,
    Presentation,
    Goal,

    /// <summary>Of an important process in the municipality.</summary>
    Process,

    /// <summary>Of a secret calendar address, and what stands in it.</summary>
    CalendarAddress,
    CalendarCode,

    /// <summary>Of something that an auditor has opened.</summary>
    Opening,

    /// <summary>Of an entry that says who has read what.</summary>
    Read,

    /// <summary>Of an invitation: what stands in its link.</summary>
    Code,

    /// <summary>Of a link by which anyone gives inputs.</summary>
    Link,

    StaffMeeting,

    /// <summary>What opens a group's form, on its poster.</summary>
    Key,

    /// <summary>What opens a staff meeting's questions.</summary>
    MeetingKey,

    /// <summary>What was said to a shop steward alone.</summary>
    Note,

    /// <summary>The code with which an unnamed giver reads the answer.</summary>
    Receipt,

    /// <summary>Of what a chief and one whom she follows up have between them.</summary>
    Entry,

    /// <summary>Of someone's interest in a vacant seat.</summary>
    Interest,

    /// <summary>Of an item of the steering group.</summary>
    SteeringItem,

    /// <summary>A place in the log, and thereby the cursor of a page.</summary>
    Position,
}

public enum Where
{
    Path,
    Query,
    Field,
}

/// <summary>Where an endpoint takes a value that may be somebody's id.</summary>
public sealed record Place(Where Where, string Name, Thing Thing);

/// <summary>An endpoint as the matrix sees it.</summary>
public sealed record Door(RouteEndpoint Endpoint, string Method, IReadOnlyList<Place> Places, Act? Act)
{
    public string Pattern => "/" + Endpoint.RoutePattern.RawText!.Trim('/');

    public string Name => $"{Method} {Pattern}";

    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal) || Pattern.StartsWith("/openapi/", StringComparison.Ordinal);

    public bool IsMunicipal => Places.Any(p => p is { Where: Where.Path, Name: "tenant" });

    public bool IsPost => Method == "POST";

    public IEnumerable<Place> In(Where where) => Places.Where(p => p.Where == where && p.Thing is not (Thing.NoId or Thing.Tenant));
}

/// <summary>
/// Finds every value that an endpoint takes, and what it is an id of. Whoever makes a new kind of value names it here; until then a test is red
/// and says where.
/// </summary>
public static class Doors
{
    /// <summary>By what stands before a value in the path, and its name.</summary>
    private static readonly Dictionary<string, Thing> InPath = new()
    {
        ["/tenant"] = Thing.Tenant,
        ["v1/tenant"] = Thing.Tenant,
        ["grupper/arena"] = Thing.Arena,
        ["arenas/arena"] = Thing.Arena,
        ["saker/id"] = Thing.Matter,
        ["matters/id"] = Thing.Matter,
        ["innspill/id"] = Thing.Input,
        ["inputs/id"] = Thing.Input,
        ["personer/id"] = Thing.Person,
        ["plasser/id"] = Thing.Seat,
        ["plass/id"] = Thing.Seat,
        ["arbeidsplasser/id"] = Thing.Workplace,
        ["workplaces/id"] = Thing.Workplace,
        ["foreninger/id"] = Thing.Union,
        ["unions/id"] = Thing.Union,
        ["rules/id"] = Thing.Rules,
        ["seats/id"] = Thing.Seat,
        ["moteplass/arena"] = Thing.Arena,
        ["invitasjoner/id"] = Thing.Person,
        ["innlogginger/id"] = Thing.Session,
        ["gi/key"] = Thing.Key,
        ["mote/key"] = Thing.MeetingKey,
        ["lenker/id"] = Thing.Link,
        ["links/id"] = Thing.Link,
        ["personalmoter/id"] = Thing.StaffMeeting,
        ["staff-meetings/id"] = Thing.StaffMeeting,
        ["/municipality"] = Thing.Tenant,
        ["oppfolging/id"] = Thing.Holding,
        ["follow-up/id"] = Thing.Holding,
        ["oppforing/entry"] = Thing.Entry,
        ["entries/entry"] = Thing.Entry,
        ["interesse/id"] = Thing.Interest,
        ["interests/id"] = Thing.Interest,
        ["hjelp/id"] = Thing.Stop,
        ["help/id"] = Thing.Stop,
        ["ovelser/id"] = Thing.Exercise,
        ["exercises/id"] = Thing.Exercise,
        ["tillitssjekk/id"] = Thing.TrustCheck,
        ["trust-checks/id"] = Thing.TrustCheck,
        ["innsyn/id"] = Thing.Mandate,
        ["mandates/id"] = Thing.Mandate,
        ["people/id"] = Thing.Person,
        ["moter/id"] = Thing.Meeting,
        ["meetings/id"] = Thing.Meeting,
        ["series/id"] = Thing.Series,
        ["tiltak/id"] = Thing.Action,
        ["actions/id"] = Thing.Action,
        ["rapporter/id"] = Thing.Report,
        ["reports/id"] = Thing.Report,
        ["report-rhythms/id"] = Thing.ReportRhythm,
        ["sporsmal/id"] = Thing.Signal,
        ["vedtak/id"] = Thing.PoliticalDecision,
        ["political-decisions/id"] = Thing.PoliticalDecision,
        ["decision-links/id"] = Thing.DecisionLink,
        ["decision-uses-read/id"] = Thing.DecisionLink,
        ["seire/id"] = Thing.Win,
        ["wins/id"] = Thing.Win,
        ["signals/id"] = Thing.Signal,
        ["samlinger/id"] = Thing.Gathering,
        ["gatherings/id"] = Thing.Gathering,
        ["medvirkning/id"] = Thing.Process,
        ["processes/id"] = Thing.Process,
        ["mal/id"] = Thing.Goal,
        ["goals/id"] = Thing.Goal,
        ["framvisninger/id"] = Thing.Presentation,
        ["presentations/id"] = Thing.Presentation,
        ["egne/id"] = Thing.Questions,
        ["own-questions/id"] = Thing.Questions,
        ["opplaering/id"] = Thing.Training,
        ["trainings/id"] = Thing.Training,
        ["deltakelser/id"] = Thing.Participation,
        ["participations/id"] = Thing.Participation,
        ["replies/id"] = Thing.Reply,
        ["erfaringer/id"] = Thing.Experience,
        ["experiences/id"] = Thing.Experience,
        ["utprovd-hos-oss/id"] = Thing.Adoption,
        ["adoptions/id"] = Thing.Adoption,
        ["styringssaker/id"] = Thing.SteeringItem,
        ["steering-items/id"] = Thing.SteeringItem,
        ["kalender/id"] = Thing.CalendarAddress,
        ["kalender/code"] = Thing.CalendarCode,
        ["oppbevaring/kind"] = Thing.NoId,
        ["retention/kind"] = Thing.NoId,
        ["historikk/position"] = Thing.Position,
        ["openapi/documentName"] = Thing.NoId,
        ["api/rest"] = Thing.NoId,
    };

    private static readonly Dictionary<string, Thing> InQuery = new()
    {
        ["innspill"] = Thing.Input,
        ["sektor"] = Thing.Workplace,
        ["gruppe"] = Thing.Arena,
        ["arena"] = Thing.Arena,
        ["sak"] = Thing.Matter,
        ["stream"] = Thing.Matter,
        ["sete"] = Thing.Seat,
        ["seat"] = Thing.Seat,
        ["for"] = Thing.Position,
        ["before"] = Thing.Position,
        ["kode"] = Thing.Code,
        ["innsyn/for"] = Thing.Opening,
        ["mandates/before"] = Thing.Opening,
        ["tilgangslogg/for"] = Thing.Read,
        ["access-log/before"] = Thing.Read,
        ["hvem"] = Thing.Holding,
        ["mote"] = Thing.Meeting,
        ["punkt"] = Thing.NoId,
        ["nr"] = Thing.NoId,
        ["som"] = Thing.NoId,
        ["sett"] = Thing.NoId,
        ["innsyn"] = Thing.NoId, // a number in the stop of the address
        ["sporsmal"] = Thing.Signal,
        ["vedtak"] = Thing.PoliticalDecision,
        ["erfaring"] = Thing.Experience,
        ["opplaering"] = Thing.Training,
        ["samling"] = Thing.Gathering,
        ["aar"] = Thing.NoId,
        ["kvartal"] = Thing.NoId,
        ["slag"] = Thing.NoId, // of a goal to begin with
        ["year"] = Thing.NoId,
        ["tema"] = Thing.NoId,
        ["dag"] = Thing.NoId,
        ["medlemmer"] = Thing.NoId,
        ["stoppet"] = Thing.NoId,
        ["sprak"] = Thing.NoId,
        ["takk"] = Thing.NoId,
        ["gruppe-nr"] = Thing.NoId, // a cluster of the meeting in the address
        ["ledige"] = Thing.NoId,
        ["under"] = Thing.Workplace,
        ["sted"] = Thing.Workplace,
        ["importert"] = Thing.NoId,
        ["kort"] = Thing.NoId, // of a theme to begin with
        ["lagret"] = Thing.NoId,
        ["brev"] = Thing.NoId, // a code that only a mail carries; forged and foreign ones are tried where mail is
        ["trukket"] = Thing.NoId,
        ["avsluttet"] = Thing.NoId,
        ["gjort"] = Thing.NoId,
        ["v"] = Thing.NoId, // of a style sheet

        // Of a provider's answer, which is bound to the browser that asked; forged ones are tried where signing in is.
        ["code"] = Thing.NoId,
        ["state"] = Thing.NoId,
        ["iss"] = Thing.NoId,
        ["id_token_hint"] = Thing.NoId,
        ["kommune"] = Thing.NoId, // of the choice of a provider: a name, before anyone is signed in
        ["landsted"] = Thing.NoId, // a municipality on the national map
        ["sokeord"] = Thing.NoId,
        ["kjent"] = Thing.NoId,
        ["known-on"] = Thing.NoId,
        ["fra"] = Thing.NoId,
        ["from"] = Thing.NoId,
        ["til"] = Thing.NoId,
        ["to"] = Thing.NoId,
        ["hendelse"] = Thing.NoId,
        ["type"] = Thing.NoId,
        ["limit"] = Thing.NoId,
        ["navn"] = Thing.NoId,
        ["slettet"] = Thing.NoId,
        ["side"] = Thing.NoId,
        ["page"] = Thing.NoId,
        ["om"] = Thing.Person,
        ["about"] = Thing.Person,
        ["leser"] = Thing.Person,
        ["reader"] = Thing.Person,
        ["hva"] = Thing.NoId,
        ["kind"] = Thing.NoId,
    };

    /// <summary>Fields of forms and members of JSON; where a field says itself that it takes seats, it is not looked up here.</summary>
    private static readonly Dictionary<string, Thing> InFields = new()
    {
        ["matter"] = Thing.Matter,
        ["matters"] = Thing.Matter,
        ["meeting"] = Thing.Meeting,
        ["arenas"] = Thing.Arena,
        ["input"] = Thing.Input,
        ["text"] = Thing.Words,
        ["skriv-for-meg/text"] = Thing.NoId, // what one writes
        ["tenant"] = Thing.NoId, // of signing in to a demo, where it goes with the person
        ["person"] = Thing.Person,
        ["holding"] = Thing.Holding,
        ["parent"] = Thing.Workplace,
        ["node"] = Thing.Workplace,
        ["rules"] = Thing.Rules,
        ["signal"] = Thing.Signal,
        ["politicalDecision"] = Thing.PoliticalDecision,
        ["report"] = Thing.Report,
        ["reports"] = Thing.Report,
        ["experiences"] = Thing.Experience,
        ["experience"] = Thing.Experience,
        ["training"] = Thing.Training,
        ["gathering"] = Thing.Gathering,
        ["workplace"] = Thing.Workplace,
        ["steeringItem"] = Thing.SteeringItem,
        ["csv"] = Thing.NoId,
        ["plan"] = Thing.NoId,
        ["commandId"] = Thing.NoId, // each command's own; tried as such
        ["version"] = Thing.NoId,
        ["confirmed"] = Thing.NoId,
        ["navn"] = Thing.NoId,
        ["ord"] = Thing.NoId,

        // Of the transition unit's own forms, outside every municipality.
        ["sted"] = Thing.NoId,
        ["status"] = Thing.NoId,
        ["type"] = Thing.NoId,
        ["begynner"] = Thing.NoId,
        ["slutt"] = Thing.NoId,
        ["steder"] = Thing.NoId,
        ["hvilket"] = Thing.NoId,
        ["rolle"] = Thing.NoId,
        ["kontakt"] = Thing.NoId,
        ["adresse"] = Thing.NoId,
        ["pa"] = Thing.NoId,
        ["ukentlig"] = Thing.NoId,
        ["straks"] = Thing.NoId,
        ["words"] = Thing.NoId,
        ["reason"] = Thing.NoId,
        ["answers"] = Thing.NoId, // of the meeting in the address: a rule says which are its own
        ["notat"] = Thing.Note,
        ["kode"] = Thing.Receipt,
        ["lapp"] = Thing.NoId, // made for the one who sends it; forged and foreign ones are tried where trust checks are
        ["kvittering"] = Thing.NoId, // made for the one who sends it
        ["id"] = Thing.NoId, // at random, for the one who sends it
        ["tekst"] = Thing.NoId,
        ["question"] = Thing.NoId,
        ["as"] = Thing.NoId,
        ["gjor"] = Thing.NoId,
        ["on"] = Thing.NoId,
        ["what"] = Thing.NoId,
        ["due"] = Thing.NoId,
        ["done"] = Thing.NoId,
        ["sprak"] = Thing.NoId,
        ["til"] = Thing.NoId,
    };

    /// <summary>Values that a handler takes from the address by itself, by how the endpoint begins.</summary>
    private static readonly (string Begins, IReadOnlyList<string> Names)[] ReadByHand =
    [
        ("GET /{tenant}/historikk", TrailNames.Page.All),
        ("GET /{tenant}/plasser/{id:guid}/", ["navn", "hvem"]),
        ("GET /{tenant}/plasser/moteplass/{arena:guid}/", ["navn"]),
        ("GET /{tenant}/innlogginger", ["avsluttet"]),
        ("GET /{tenant}/plasser/ny-moteplass", ["sted"]),
        ("GET /{tenant}/plasser/moteplass/{arena:guid}/knytt", ["sted"]),
        ("GET /{tenant}/grupper/{arena:guid}/avvik", ["punkt"]),
        ("GET /{tenant}/hjelp/{id:guid}/", ["nr", "innsyn"]),
        ("GET /{tenant}/medvirkning/{id:guid}/", ["nr"]),
        ("GET /{tenant}/mal/{id:guid}/", ["aar", "kvartal"]),
        ("GET /{tenant}/ovelser/{id:guid}/", ["nr", "som"]),
        ("GET /{tenant}/grupper/{arena:guid}/ny-ovelse", ["sett"]),
        ("GET /{tenant}/arbeidsplasser", ["importert"]),
        ("GET /{tenant}/tilgangslogg", Web.Access.AccessQuestion.Page),
    ];

    /// <summary>Whether the name of a value that is read by hand stands in one of the lists.</summary>
    public static bool Knows(string name) => InQuery.ContainsKey(name) || InFields.ContainsKey(name);

    /// <summary>Fields of a form that is no act's, by the endpoint: an example that can be read.</summary>
    private const string Unknown = "0192f3a0-dead-7000-8000-0000000000aa";

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<(string Name, string Value)>> Forms = new Dictionary<string, IReadOnlyList<(string, string)>>
    {
        ["POST /landet/status"] = [("sted", "k-as"), ("status", "Active")],
        ["POST /landet/program"] = [("navn", "Fellesprosjektet"), ("type", "Programme"), ("begynner", "2026-11-20"), ("slutt", ""), ("steder", "k-as")],
        ["POST /landet/samling"] = [("hvilket", Unknown), ("begynner", "2026-11-20"), ("navn", "Oppstart")],
        ["POST /landet/ressurspersoner"] = [("sted", "f-viken"), ("rolle", "Prosjektleder"), ("navn", "Kari Eksempel"), ("kontakt", "kari@example.no")],
        ["POST /landet/ressurspersoner/slett"] = [("hvilket", Unknown)],
        ["POST /landet/henvendelser/ferdig"] = [("hvilket", Unknown)],
        ["POST /landet/henvendelser/slett"] = [("hvilket", Unknown)],
        ["POST /start"] = [("sted", ""), ("rolle", ""), ("adresse", ""), ("tekst", "")],
        ["POST /{tenant}/personer/finn"] = [("navn", "fra")],
        ["POST /{tenant}/invitasjoner/finn"] = [("navn", "fra")],
        ["POST /logg-inn"] = [("tenant", Neighbours.Own.Id), ("person", Neighbours.WithoutSeat.ToString())],
        ["POST /{tenant}/arbeidsplasser/importer"] = [("csv", "sektor;enhet;avdeling;ansatte\nHelse;;;"), ("plan", "")],
        ["POST /{tenant}/arbeidsplasser/importer-tall"] = [("csv", "sektor;år;kvartal;sykefravær\nFelles sektor;2026;2;7"), ("plan", "")],
        ["POST /logg-ut"] = [],
        ["POST /{tenant}/invitasjoner/{id:guid}/lag"] = [],
        ["POST /{tenant}/invitasjoner/{id:guid}/trekk-tilbake"] = [],
        ["POST /{tenant}/innlogginger/{id:guid}/logg-ut"] = [],
        ["POST /{tenant}/innlogginger/logg-ut-andre"] = [],
        ["POST /{municipality}/invitasjon"] = [],
        ["POST /{municipality}/avmeld"] = [],
        ["POST /{tenant}/erfaringer/finn"] = [("ord", "felles")],
        ["POST /{tenant}/sok/finn"] = [("ord", "felles")],
        ["POST /{tenant}/varsler"] = [("adresse", "ola@example.no")],
        ["POST /{tenant}/varsler/kommunen"] = [("pa", "true")],
        ["POST /{tenant}/varsler/prov-igjen"] = [],
        ["POST /api/v1/{tenant}/search"] = [],
        ["POST /{tenant}/grupper/{arena:guid}/kalender/lag"] = [],
        ["POST /{tenant}/grupper/{arena:guid}/kalender/{id:guid}/stopp"] = [],
        ["POST /{municipality}/gi/{key}"] = [("tekst", "Fødselsnummeret er 01010112377."), ("kvittering", "")],
        ["POST /{municipality}/mote/{key}"] = [("tekst", "Fødselsnummeret er 01010112377."), ("question", "1"), ("id", "7d1f3a52-6c1e-4d0e-9a53-0f9a3a1b2c3d")],
        ["POST /{municipality}/svar"] = [("kode", "22222-22222-22222-22222"), ("gjor", "les")],
        ["POST /{tenant}/tillitsvalgt/svar-giver"] = [("notat", Unknown), ("tekst", "")],
        ["POST /{tenant}/tillitsvalgt/si-videre"] = [("notat", Unknown), ("tekst", "")],
        ["POST /{tenant}/oppfolging/interesse/{id:guid}/legg-bort"] = [],
        ["POST /{tenant}/oppfolging/{id:guid}/be-om-samtale"] = [],
        ["POST /{tenant}/oppfolging/{id:guid}/skriv"] = [],
        ["POST /{tenant}/oppfolging/{id:guid}/samtale-holdt"] = [("on", "2026-11-20")],
        ["POST /{tenant}/oppfolging/{id:guid}/plan"] = [("what", "Kurs"), ("due", ""), ("done", "")],
        ["POST /{tenant}/oppfolging/{id:guid}/oppforing/{entry:guid}/gjennomfort"] = [("done", "2026-11-20")],
        ["POST /{tenant}/oppfolging/{id:guid}/oppforing/{entry:guid}/fjern"] = [],
        ["POST /{tenant}/plass/{id:guid}/meld-interesse"] = [],
        ["POST /{tenant}/plass/{id:guid}/trekk-interesse"] = [],
        ["POST /api/v1/{tenant}/follow-up/interests/{id:guid}/put-aside"] = [],
        ["POST /api/v1/{tenant}/follow-up/{id:guid}/ask-for-talk"] = [],
        ["POST /api/v1/{tenant}/follow-up/{id:guid}/write-note"] = [],
        ["POST /api/v1/{tenant}/follow-up/{id:guid}/note-talk"] = [],
        ["POST /api/v1/{tenant}/follow-up/{id:guid}/plan-step"] = [],
        ["POST /api/v1/{tenant}/follow-up/{id:guid}/entries/{entry:guid}/finish"] = [],
        ["POST /api/v1/{tenant}/follow-up/{id:guid}/entries/{entry:guid}/remove"] = [],
        ["POST /api/v1/{tenant}/seats/{id:guid}/show-interest"] = [],
        ["POST /api/v1/{tenant}/seats/{id:guid}/take-back-interest"] = [],
        ["POST /{tenant}/ovelser/{id:guid}/skriv-for-meg"] = [("question", "1"), ("as", "oneself"), ("text", "")],
        ["POST /api/v1/{tenant}/exercises/{id:guid}/write-for-oneself"] = [],
        ["POST /{municipality}/tillitssjekk"] = [("lapp", new string('A', 64)), ("sprak", "nb")],
        ["POST /sprak"] = [("sprak", "nn"), ("til", "/")],
    };

    /// <summary>Every endpoint once for each of its methods.</summary>
    /// <param name="unknown">Gains what is missing in the lists above, in words that say what to add.</param>
    public static IReadOnlyList<Door> Of(IEnumerable<Endpoint> endpoints, ICollection<string> unknown) =>
    [
        .. from route in endpoints.OfType<RouteEndpoint>()
           from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select Of(route, method, unknown),
    ];

    private static Door Of(RouteEndpoint route, string method, ICollection<string> unknown)
    {
        var name = $"{method} /{route.RoutePattern.RawText!.Trim('/')}";
        var places = new List<Place>();
        var before = "";
        foreach (var segment in route.RoutePattern.PathSegments)
        {
            foreach (var part in segment.Parts)
            {
                if (part is RoutePatternParameterPart parameter)
                    Add(Where.Path, parameter.Name, InPath, $"{before}/{parameter.Name}");
                else if (part is RoutePatternLiteralPart literal)
                    before = literal.Content;
            }
        }

        foreach (var query in QueryOf(route).Concat(ReadByHand.Where(r => name.StartsWith(r.Begins, StringComparison.Ordinal)).SelectMany(r => r.Names)).Distinct())
            Add(Where.Query, query, InQuery, InQuery.ContainsKey($"{before}/{query}") ? $"{before}/{query}" : query);

        var act = method == "POST" ? ActOf(route) : null;
        foreach (var field in act?.Fields.Where(f => f.Kind is FieldKind.Id or FieldKind.Ids) ?? [])
        {
            if (field.IsSeat)
                places.Add(new(Where.Field, field.Name, Thing.Seat));
            else
                Add(Where.Field, field.Name, InFields, field.Name);
        }

        if (method == "POST" && act is null)
        {
            if (!Forms.TryGetValue(name, out var form))
                unknown.Add($"{name} takes a form or JSON that is no act's: add an example of it to Doors.Forms.");
            foreach (var (field, _) in form ?? [])
                Add(Where.Field, field, InFields, InFields.ContainsKey($"{before}/{field}") ? $"{before}/{field}" : field);
        }

        return new(route, method, places, act);

        void Add(Where where, string value, Dictionary<string, Thing> known, string key)
        {
            if (known.TryGetValue(key, out var thing))
                places.Add(new(where, value, thing));
            else
                unknown.Add($"{name} takes '{value}', and nothing says what it is an id of: add [\"{key}\"] to Doors.In{where}, and a neighbour's example of a new kind to Samples.");
        }
    }

    /// <summary>What the handler's parameters take from the query.</summary>
    private static IEnumerable<string> QueryOf(RouteEndpoint route)
    {
        var inPath = route.RoutePattern.Parameters.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in route.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
        {
            if (parameter.GetCustomAttribute<AsParametersAttribute>() is not null)
            {
                foreach (var property in parameter.ParameterType.GetProperties())
                    yield return property.GetCustomAttribute<FromQueryAttribute>()?.Name ?? property.Name;
            }
            else if (parameter.GetCustomAttribute<FromQueryAttribute>() is { } named)
            {
                yield return named.Name ?? parameter.Name!;
            }
            else if (IsValue(parameter.ParameterType) && parameter.GetCustomAttribute<FromFormAttribute>() is null && parameter.GetCustomAttribute<FromServicesAttribute>() is null
                && !inPath.Contains(parameter.Name!))
            {
                yield return parameter.Name!;
            }
        }
    }

    private static bool IsValue(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? IsValue(inner)
        : type.IsArray ? IsValue(type.GetElementType()!)
        : type != typeof(CancellationToken) && (type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(Guid) || type == typeof(DateOnly) || type == typeof(DateTimeOffset));

    /// <summary>An act's address in the API says which it is; its form is found by its address.</summary>
    private static Act? ActOf(RouteEndpoint route)
    {
        if (route.Metadata.GetMetadata<Act>() is { } act)
            return act;
        if (route.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null)
            return null;
        var parts = route.RoutePattern.RawText!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["{tenant}", ..])
            return null;
        return AllActs.ByName.Values.Concat(AllActs.OfTheMunicipality).FirstOrDefault(a => a.Slug is not null && a.Slug == parts[^1]);
    }
}

/// <summary>Ids to try: one's own, the neighbour's, and one that nobody has.</summary>
public sealed class Samples
{
    private static readonly string[] Asked = ["Hvem får helgene fri?"];

    private readonly Dictionary<Guid, Guid> _words = [];
    private readonly Dictionary<(Tenant, Thing), string> _made = [];

    private readonly string _name;

    private Samples(long twinsLast, string name) => (TwinsLast, _name) = (twinsLast, name);

    /// <summary>The last position in the neighbour's log, which the asking municipality's has not reached.</summary>
    public long TwinsLast { get; }

    public static readonly Guid Unknown = Guid.Parse("0192f3a0-dead-7000-8000-0000000000aa");

    /// <summary>What can stand where a Guid is asked for.</summary>
    public static readonly IReadOnlyList<Thing> Guids = [Thing.Arena, Thing.Matter, Thing.Input, Thing.Seat, Thing.Holding, Thing.Person, Thing.Words, Thing.Command, Thing.Mandate, Thing.Workplace, Thing.Union, Thing.Rules, Thing.Meeting, Thing.Series, Thing.Action, Thing.SteeringItem, Thing.CalendarAddress, Thing.Stop, Thing.Exercise, Thing.TrustCheck];

    public static async Task<Samples> Of(Neighbours neighbours)
    {
        var app = neighbours.App;
        var samples = new Samples(
            await app.Count(Neighbours.Twin),
            (await Databases.Query<string>(app.Database, $"select name from people where tenant_id = '{Neighbours.Own.Id}' and id = '{Own(Thing.Person)}'")).Single());
        Assert.True(samples.TwinsLast > await app.Count(Neighbours.Own), "The neighbour's log is to be the longer one.");
        foreach (var thing in new[] { Guid.Parse(Own(Thing.Matter)), Guid.Parse(Own(Thing.Input)), Guid.Parse(Own(Thing.Meeting)), Guid.Parse(Own(Thing.Action)), Guid.Parse(Own(Thing.SteeringItem)) })
            samples._words[thing] = (await Databases.Query<Guid>(app.Database, $"select id from words where tenant_id = '{Neighbours.Own.Id}' and stream_id = '{thing}' order by id"))[0];
        var invitations = app.Services.GetRequiredService<Invitations>();
        foreach (var tenant in new[] { Neighbours.Own, Neighbours.Twin })
        {
            samples._made[(tenant, Thing.Code)] = (await invitations.Create(tenant, Neighbours.WithoutSeat, Neighbours.Id("holding", "sigrid"), app.Clock.Now, default))!;
            samples._made[(tenant, Thing.Session)] = (await Databases.Query<Guid>(
                app.Database, $"select id from web_sessions where tenant_id = '{tenant.Id}' and person_id = '{Neighbours.Person(SeatRole.UnitLeader)}' order by id"))[0].ToString();
            await samples.MakeOpen(app, tenant);
            await samples.MakeLoop(app, tenant);
        }

        return samples;
    }

    private async Task MakeOpen(TrepartApp app, Tenant tenant)
    {
        var api = app.ApiWithToken(app.Services.GetRequiredService<DemoTokenKey>().Mint(tenant.Id, Neighbours.Person(SeatRole.UnitLeader), app.Clock.Now));
        var arena = Neighbours.Id("arena", PainPatchStory.Arena);
        async Task<Guid> Begin(string things, object body)
        {
            var answer = await api.Post($"/api/v1/{tenant.Id}/arenas/{arena}/{things}", body);
            Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
            return answer.Body!["id"]!.GetValue<Guid>();
        }

        var (link, meeting) = (await Begin("links", new { }), await Begin("staff-meetings", new { day = "2026-12-01", theme = "Hverdagen", question = "Hva er viktigst?" }));
        Assert.Equal(HttpStatusCode.OK, (await api.Post($"/api/v1/{tenant.Id}/staff-meetings/{meeting}/open-collecting", new { }, 1)).Status);
        var keys = app.Services.GetRequiredService<OpenKeys>();
        _made[(tenant, Thing.Link)] = link.ToString();
        _made[(tenant, Thing.StaffMeeting)] = meeting.ToString();
        _made[(tenant, Thing.Key)] = keys.Of(tenant, OpenDoor.Group, link);
        _made[(tenant, Thing.MeetingKey)] = keys.Of(tenant, OpenDoor.StaffMeeting, meeting);
        var (code, note) = (Receipt.New(), Guid.NewGuid());
        _made[(tenant, Thing.Receipt)] = code;
        _made[(tenant, Thing.Note)] = note.ToString();
        await Databases.Run(
            app.Database,
            $"""
            insert into steward_notes (tenant_id, id, receipt, arena_id, seat_id, text, released_on)
            values ('{tenant.Id}', '{note}', '\x{Convert.ToHexString(Receipt.HashOf(tenant, code))}', '{arena}', '{Neighbours.Id("seat", "tv-fagforbundet")}', 'Til deg alene.', '2026-11-20')
            """);

        var (entry, interest) = (Guid.NewGuid(), Guid.NewGuid());
        _made[(tenant, Thing.Entry)] = entry.ToString();
        _made[(tenant, Thing.Interest)] = interest.ToString();
        await Databases.Run(
            app.Database,
            $"""
            insert into follow_up_entries (tenant_id, id, holding, by_holding, kind, readers, text, written_on)
            values ('{tenant.Id}', '{entry}', '{Neighbours.Id("holding", "odd")}', '{Neighbours.Id("holding", "turid")}', 'Step', array['{Neighbours.Id("holding", "turid")}']::uuid[], 'Kurs', '2026-11-20');
            insert into seat_interests (tenant_id, id, seat_id, holding, given_on)
            values ('{tenant.Id}', '{interest}', '{Neighbours.Id("seat", "verneombud")}', '{Neighbours.Id("holding", "kari")}', '2026-11-20')
            """);
    }

    // A report, an experience that is published, what another does with it, a question with its reply, a decision with what is said of it, and a win.
    private async Task MakeLoop(TrepartApp app, Tenant tenant)
    {
        var arena = Neighbours.Id("arena", PainPatchStory.Arena);
        ApiUser As(Guid person) => app.ApiWithToken(app.Services.GetRequiredService<DemoTokenKey>().Mint(tenant.Id, person, app.Clock.Now));
        var (leader, coordinator) = (As(Neighbours.Person(SeatRole.UnitLeader)), As(Neighbours.Person(SeatRole.Coordinator)));
        var parties = await Databases.Query<Guid>(
            app.Database,
            $"""
            select distinct h.person_id from seats s
            join seat_holdings t on t.tenant_id = s.tenant_id and t.seat_id = s.id and t.taken_on <= '2026-11-20' and (t.left_on is null or t.left_on > '2026-11-20')
            join holdings h on h.tenant_id = t.tenant_id and h.id = t.id
            where s.tenant_id = '{tenant.Id}' and s.arena_id = '{arena}' and s.role in ('UnitLeader', 'DepartmentLeader', 'ShopSteward', 'SafetyRepresentative')
            """);
        async Task<Guid> Begin(ApiUser who, Thing thing, string things, object body)
        {
            var answer = await who.Post($"/api/v1/{tenant.Id}/arenas/{arena}/{things}", body);
            Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
            var id = answer.Body!["id"]!.GetValue<Guid>();
            _made[(tenant, thing)] = id.ToString();
            return id;
        }

        async Task Do(ApiUser who, string thing, string act)
        {
            var answer = await who.PostRaw($"/api/v1/{tenant.Id}/{thing}/{act}", "{}", "*", Guid.CreateVersion7().ToString());
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
        }

        async Task ByAll(string thing, string present, string approve, string send)
        {
            await Do(leader, thing, present);
            foreach (var person in parties)
                await Do(As(person), thing, approve);
            await Do(leader, thing, send);
        }

        // Sent, since nobody above the group opens one that is not.
        var report = await Begin(leader, Thing.Report, "reports", new { from = "2026-01-01", until = "2026-06-30", text = "Vi har prøvd to ting." });
        await ByAll($"reports/{report}", "present-report", "approve-report", "send-report");
        await Begin(coordinator, Thing.ReportRhythm, "report-rhythms", new { rhythm = "halfYearly" });
        var signal = await Begin(coordinator, Thing.Signal, "signals", new { kind = "question", title = "Nytt verktøy", text = "Hva må vi vite?", everyone = true, answerBy = "2026-12-20" });
        await Begin(leader, Thing.Reply, "replies", new { signal, answer = "Vi må få øve." });
        var experience = await Begin(leader, Thing.Experience, "experiences", new { title = "Plan", situation = "Sent.", tried = "Før.", result = "Ro.", outcome = "kept" });
        await ByAll($"experiences/{experience}", "present-experience", "approve-experience", "publish-experience");
        await Begin(leader, Thing.Adoption, "adoptions", new { experience, answer = "willTry" });
        var politicalDecision = await Begin(coordinator, Thing.PoliticalDecision, "political-decisions", new { title = "Heltid", body = "Kommunestyret", decidedOn = "2026-06-18" });
        await Begin(leader, Thing.DecisionLink, "decision-links", new { politicalDecision, matter = Own(Thing.Matter) });
        await Begin(leader, Thing.Goal, "goals", new { kind = "workingEnvironment", what = "Roligere netter", sign = "Færre ringer på." });
        await Begin(leader, Thing.Win, "wins", new { what = "Rolige netter" });
        var training = await Begin(
            coordinator, Thing.Training, "trainings", new { title = "Den norske modellen", kind = "workingLifeModel", day = "2026-11-20", audience = "everyone", held = true });
        await Begin(coordinator, Thing.Questions, "own-questions", new { set = "fairness", questions = Asked });
        var gathering = await Begin(coordinator, Thing.Gathering, "gatherings", new { theme = "Det vi har lært", day = "2026-12-10", arenas = Array.Empty<string>(), everyone = true, place = "Rådhuset" });
        await Begin(leader, Thing.Presentation, "presentations", new { gathering, text = "Vi prøvde fast plan.", journey = true });
        await Begin(leader, Thing.Process, "processes", new { title = "Ny turnus", kind = "workingHours", beganOn = "2026-09-01", owner = "Kommunalsjef helse" });
        await Begin(coordinator, Thing.Participation, "participations", new { training, seats = new[] { Own(Thing.Seat) } });
    }

    /// <summary>One's own, also of what is made anew in each run.</summary>
    public string Mine(Thing thing) => _made.GetValueOrDefault((Neighbours.Own, thing)) ?? Own(thing);

    /// <summary>What stands in a path without being an id, by its name: each there is.</summary>
    public static IReadOnlyList<string> NoIds(string name) => name switch
    {
        "kind" => [.. Enum.GetValues<RetentionKind>().Select(k => k.Camel())],
        "documentName" or "rest" => ["v1"],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No sample of it."),
    };

    /// <summary>One's own, for what is done in no working group.</summary>
    public static string SteeringGroup { get; } = Neighbours.Id("arena", "styringsgruppa").ToString();

    public static string Own(Thing thing) => thing switch
    {
        Thing.Tenant => Neighbours.Own.Id,
        Thing.Arena => Neighbours.Id("arena", PainPatchStory.Arena).ToString(),
        Thing.Matter => Neighbours.Id("matter", "langvakter").ToString(),
        Thing.Input => Neighbours.Id("input", PainPatchStory.Input).ToString(),
        Thing.Seat => Neighbours.Id("seat", "verneombud").ToString(),
        Thing.Holding => Neighbours.Id("holding", "odd").ToString(),
        Thing.Person => Neighbours.Person(SeatRole.UnitLeader).ToString(),
        Thing.Mandate => Neighbours.Id("mandate", "mandat-kontrollutvalget").ToString(),
        Thing.Workplace => Neighbours.Common("workplace", "felles-enhet").ToString(),
        Thing.Union => Neighbours.Common("union", "felles-forening").ToString(),
        Thing.Rules => Neighbours.Common("rules", "felles-regler").ToString(),
        Thing.Meeting => Neighbours.Common("meeting", "felles-mote").ToString(),
        Thing.Series => Neighbours.Common("series", "felles-rekke").ToString(),
        Thing.Action => Neighbours.Common("action", "felles-tiltak").ToString(),
        Thing.Stop => Neighbours.Common("help", "felles-stopp").ToString(),
        Thing.Exercise => Neighbours.Common("exercise", "felles-ovelse").ToString(),
        Thing.TrustCheck => Neighbours.Common("trust_check", "felles-tillit").ToString(),
        Thing.SteeringItem => Neighbours.Common("steering_item", "felles-styringssak").ToString(),
        Thing.CalendarAddress => Neighbours.CalendarOf(0).ToString(),
        Thing.CalendarCode => Neighbours.CalendarCodeOf(Neighbours.Own),
        Thing.Opening => Neighbours.OpeningOf(0).ToString(),
        Thing.Read => Neighbours.ReadOf(0).ToString(),
        Thing.Position => "1",
        _ => throw new ArgumentOutOfRangeException(nameof(thing), thing, "No sample of one's own."),
    };

    public string Foreign(Thing thing) => thing switch
    {
        Thing.Tenant => Neighbours.Twin.Id,
        Thing.Arena => Neighbours.Only(Neighbours.Twin, "arena").ToString(),
        Thing.Matter => Neighbours.Only(Neighbours.Twin, "matter").ToString(),
        Thing.Input => Neighbours.Only(Neighbours.Twin, "input").ToString(),
        Thing.Seat => Neighbours.Only(Neighbours.Twin, "seat").ToString(),
        Thing.Holding => Neighbours.Only(Neighbours.Twin, "holding").ToString(),
        Thing.Person => Neighbours.Only(Neighbours.Twin, "person").ToString(),
        Thing.Mandate => Neighbours.Only(Neighbours.Twin, "mandate").ToString(),
        Thing.Workplace => Neighbours.Only(Neighbours.Twin, "workplace").ToString(),
        Thing.Union => Neighbours.Only(Neighbours.Twin, "union").ToString(),
        Thing.Rules => Neighbours.Only(Neighbours.Twin, "rules").ToString(),
        Thing.Meeting => Neighbours.Only(Neighbours.Twin, "meeting").ToString(),
        Thing.Series => Neighbours.Only(Neighbours.Twin, "series").ToString(),
        Thing.Action => Neighbours.Only(Neighbours.Twin, "action").ToString(),
        Thing.Stop => Neighbours.Only(Neighbours.Twin, "help").ToString(),
        Thing.Exercise => Neighbours.Only(Neighbours.Twin, "exercise").ToString(),
        Thing.TrustCheck => Neighbours.Common("trust_check", $"{Neighbours.Twin.Id}-trust-check").ToString(),
        Thing.SteeringItem => Neighbours.Common("steering_item", $"{Neighbours.Twin.Id}-item").ToString(),
        Thing.CalendarAddress => Neighbours.CalendarOf(1).ToString(),
        Thing.CalendarCode => Neighbours.CalendarCodeOf(Neighbours.Twin),
        Thing.Opening => Neighbours.OpeningOf(1).ToString(),
        Thing.Read => Neighbours.ReadOf(1).ToString(),
        Thing.Words => Neighbours.WordsOf(Neighbours.CommandOf(Neighbours.Twin, "matter")).ToString(),
        Thing.Command => Neighbours.CommandOf(Neighbours.Twin, "matter").ToString(),
        Thing.Position => $"{TwinsLast}",
        Thing.Code or Thing.Session or Thing.Link or Thing.StaffMeeting or Thing.Key or Thing.MeetingKey or Thing.Note or Thing.Receipt or Thing.Entry or Thing.Interest
            or Thing.Report or Thing.ReportRhythm or Thing.Signal or Thing.Reply or Thing.Experience or Thing.Adoption or Thing.PoliticalDecision or Thing.DecisionLink or Thing.Win
            or Thing.Questions or Thing.Training or Thing.Participation or Thing.Gathering or Thing.Presentation or Thing.Process or Thing.Goal => _made[(Neighbours.Twin, thing)],
        _ => throw new ArgumentOutOfRangeException(nameof(thing), thing, "No sample of the neighbour's: add one."),
    };

    public static string Nobodys(Thing thing) => thing switch
    {
        Thing.Tenant => Neighbours.Nowhere.Id,
        Thing.Position => "999999",
        Thing.Code or Thing.CalendarCode => new string('A', 43),
        Thing.Key or Thing.MeetingKey => new string('A', 40),
        Thing.Receipt => "22222-22222-22222-22222",

        // A cursor is compared and not looked up: one beside the neighbour's, so that only being there could tell them apart.
        Thing.Opening => Beside(Neighbours.OpeningOf(1)),
        Thing.Read => Beside(Neighbours.ReadOf(1)),
        _ => Unknown.ToString(),
    };

    private static string Beside(Guid id) => id.ToString()[..^1] + (id.ToString()[^1] == '0' ? '1' : '0');

    /// <summary>Bodies of acts that the table does not have, since they are tried by themselves.</summary>
    private static readonly Dictionary<string, string> More = new()
    {
        ["grant_mandate"] =
            $$"""
            {"name": "Ny revisor", "authority": "municipalAuditor", "basis": "auditorAccess", "purpose": "Hvordan saker blir avgjort.", "wholeMunicipality": false,
             "arenas": ["{{Neighbours.Id("arena", PainPatchStory.Arena)}}"], "start": "2026-11-20", "end": "2026-12-20"}
            """,
        ["change_mandate_end"] = """{"end": "2026-12-31", "reason": "Vi trenger mer tid."}""",
        ["end_mandate"] = """{"reason": "Alt er lest."}""",

        // Of the one who leads the unit, who holds a seat: as long as she does, she is erased by nobody.
        ["erase_person"] = """{"reason": "askedFor"}""",
        ["correct_person_name"] = """{"name": "@name", "reason": "misspelt"}""",
        ["choose_retention"] = """{"months": 24}""",
        ["note_help_session"] = """{"present": ["@vo-plass"], "came": "Vi spør hverandre først."}""",
        ["grant_sharing"] = """{"kind": "figures"}""",
        ["withdraw_sharing"] = """{"kind": "figures"}""",
    };

    /// <summary>Those of them that a rule turns down, or that change nothing.</summary>
    private static readonly Dictionary<string, string> MoreRefused = new() { ["choose_retention"] = """{"months": 1000}""" };

    /// <summary>Begins something, says nothing that the guard could ask about, and no rule turns it down: it cannot be judged without being done.</summary>
    public static bool IsNeverTurnedDown(Act act) =>
        act.Creates && !act.Fields.Any(f => f.Kind is FieldKind.Text && !f.OneLine) && !MoreRefused.ContainsKey(act.Name) && ActTable.All.TryGetValue(act.Name, out var trying) && trying.Refused?.Body is null;

    /// <summary>A body that can be read, as the table of acts has it, with this municipality's own things in it.</summary>
    /// <param name="isRefused">One that a rule turns down.</param>
    public JsonObject Body(Act act, string thing, bool isRefused = false)
    {
        var body = (isRefused ? MoreRefused.GetValueOrDefault(act.Name) : null) ?? More.GetValueOrDefault(act.Name) ?? (isRefused ? ActTable.All[act.Name].Refused?.Body ?? throw new InvalidOperationException($"{act.Name} is to have a body that a rule turns down.") : ActTable.All[act.Name].Act.Body);
        foreach (var (name, id) in new (string, string)[]
        {
            ("tv-plass", Neighbours.Id("seat", "tv-fagforbundet").ToString()), ("leder-plass", Neighbours.Id("seat", "tv-fagforbundet").ToString()), ("hjelper-plass", Own(Thing.Seat)), ("vo-plass", Own(Thing.Seat)), ("ordforer-plass", Neighbours.Id("seat", "tv-fagforbundet").ToString()), ("matter", Own(Thing.Matter)), ("other-matter", Own(Thing.Matter)),
            ("input", Own(Thing.Input)), ("holding", Own(Thing.Holding)), ("person", Neighbours.WithoutSeat.ToString()), ("workplace", Own(Thing.Workplace)), ("sector", Neighbours.Common("workplace", "felles-sektor").ToString()), ("rules", Own(Thing.Rules)), ("withdrawn-input", Own(Thing.Input)), ("answer", Own(Thing.Input)),
            ("group", Own(Thing.Arena)), ("signal", Mine(Thing.Signal)), ("experience", Mine(Thing.Experience)), ("decision", Mine(Thing.PoliticalDecision)), ("training", Mine(Thing.Training)), ("gathering", Mine(Thing.Gathering)), ("steering-item", Own(Thing.SteeringItem)), ("neighbour-group", Own(Thing.Arena)), ("text", _words.GetValueOrDefault(Guid.TryParse(thing, out var stream) ? stream : default).ToString()),
        })
        {
            body = body.Replace($"\"@{name}\"", $"\"{id}\"", StringComparison.Ordinal);
        }

        body = body.Replace("@meeting", "hmsMeeting", StringComparison.Ordinal).Replace("@maturity", "starting", StringComparison.Ordinal)
            .Replace("@setup", "established", StringComparison.Ordinal).Replace("\"@last-theme\"", "1", StringComparison.Ordinal).Replace("@unique", "vår", StringComparison.Ordinal);

        // Her name as it is, so that nothing is corrected.
        body = body.Replace("\"@name\"", JsonValue.Create(_name).ToJsonString(), StringComparison.Ordinal);

        return (JsonObject)JsonNode.Parse(body)!;
    }
}
