using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Import;
using Trepart.Web.People;
using Trepart.Web.Seats;

namespace Trepart.Web.Tests;

/// <summary>
/// Three municipalities where the very same has happened: the same ids of streams, seats, holdings, persons, words and commands, at the same positions.
/// Every name, title, organisation and text bears the mark of its own municipality and a number that is the same in all three. After that, each has a
/// group, a seat, a person, an input and a matter that only it has; the second is further on with what is common, and its log is the longest.
/// </summary>
public sealed class Neighbours : IAsyncLifetime
{
    /// <summary>The one that asks.</summary>
    public static readonly Tenant Own = new("askvik");

    /// <summary>Its neighbour, whose things are asked for.</summary>
    public static readonly Tenant Twin = new("bergmo");

    public static readonly Tenant Third = new("dalset");

    public static readonly IReadOnlyList<Tenant> All = [Own, Twin, Third];

    /// <summary>A municipality that is not there.</summary>
    public static readonly Tenant Nowhere = new("ingensteds");

    // What ids are made from, in place of the municipality's own: hence they are the same in all three.
    private const string Shared = "tvilling";
    private static readonly DateOnly EarlyDay = new(2026, 11, 12);
    private static readonly DateOnly LastDay = new(2026, 11, 20);

    public Neighbours() => App = new() { IsEmpty = true, Workers = 0 };

    private Neighbours(Func<string, string> through, int workers) => App = new() { IsEmpty = true, Workers = workers, Through = through };

    public TrepartApp App { get; }

    /// <summary>With something between the service and its database.</summary>
    public static Neighbours With(Func<string, string> through, int workers = 0) => new(through, workers);

    public async ValueTask InitializeAsync()
    {
        await App.InitializeAsync();
        foreach (var tenant in All)
        {
            var outcome = await App.Import(StoryOf(tenant));
            Assert.True(outcome is Imported.Done, outcome is Imported.Refused refused ? refused.Fault.Say(new Language(Written.Bokmål)) : "");
        }

        // What an auditor has opened: one thing in all three, and one more in the second.
        foreach (var (tenant, number) in All.Select(t => (t, 0)).Append((Twin, 1)))
        {
            await Databases.Run(
                App.Database,
                $"""
                insert into mandate_openings (tenant_id, mandate_id, id, opened_at, kind, thing, by_program)
                values ('{tenant.Id}', '{Id("mandate", "mandat-kontrollutvalget")}', '{OpeningOf(number)}', '2026-11-20', 'Matter', '{Id("matter", "langvakter")}', false)
                """);
        }

        // What someone has read in the register: one thing in all three, and one more in the second.
        foreach (var (tenant, number) in All.Select(t => (t, 0)).Append((Twin, 1)))
        {
            await Databases.Run(
                App.Database,
                $"""
                insert into access_log (tenant_id, id, read_at, reader, kind, "right")
                values ('{tenant.Id}', '{ReadOf(number)}', '2026-11-20', '{Person(SeatRole.DataProtectionOfficer)}', 'register', 'KeepRegister');
                insert into access_about (tenant_id, person_id, access_id) values ('{tenant.Id}', '{Person(SeatRole.UnitLeader)}', '{ReadOf(number)}')
                """);
        }

        // A secret calendar address each, with the same id, and one that only the second has.
        foreach (var (tenant, number) in All.Select(t => (t, 0)).Append((Twin, 1)))
        {
            await Databases.Run(
                App.Database,
                $"""
                insert into calendar_addresses (tenant_id, id, arena_id, code_hash, holding, made_at)
                values ('{tenant.Id}', '{CalendarOf(number)}', '{Id("arena", PainPatchStory.Arena)}', sha256('{(number == 0 ? CalendarCodeOf(tenant) : "enda-en")}'), '{Id("holding", "kari")}', '2026-11-20')
                """);
        }

        // The same accounts in all, bound to the same person here and to another there; no request but one through a provider makes them.
        foreach (var tenant in All)
        {
            await Databases.Run(
                App.Database,
                $"insert into identities (tenant_id, authority, subject, person_id, bound_at) values ('{tenant.Id}', 'katalog', 'konto', '{(tenant == Twin ? WithoutSeat : Person(SeatRole.UnitLeader))}', '2026-11-20')");
            await Databases.Run(
                App.Database,
                $"""
                insert into invitations (tenant_id, id, code_hash, person_id, by_holding, created_at, expires_at)
                values ('{tenant.Id}', '{Invitation}', sha256('{tenant.Id}'), '{Person(SeatRole.UnitLeader)}', '{Invitation}', '2026-11-19', '2026-12-03')
                """);
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>What stands before each text of this municipality, and nowhere else.</summary>
    public static string MarkOf(Tenant tenant) => "Qv" + tenant.Id[..3];

    /// <summary>The first mark of another municipality in a text, with what stands around it; null where there is none.</summary>
    public static string? ForeignMark(string text, Tenant? reader) => All.Where(t => t != reader).Select(t => MarkIn(text, MarkOf(t))).FirstOrDefault(m => m is not null);

    /// <summary>Any mark at all.</summary>
    public static string? AnyMark(string text) => ForeignMark(text, null);

    /// <summary>What an alias of the common story became, in each of the three.</summary>
    public static Guid Id(string kind, string alias) => PainPatchStory.IdOf(Shared, kind, alias);

    /// <summary>An input that each of the three has, and has not answered: "apent" or "trekkes".</summary>
    public static Guid OpenInput(string alias) => StableId.Of(LastDay, "input", Shared, alias);

    /// <summary>A matter that each of the three has: "felles-en" and "felles-to" with a trial proposed, "felles-fire" handed over.</summary>
    public static Guid CommonMatter(string alias) => StableId.Of(alias == "felles-fire" ? EarlyDay : LastDay, "matter", Shared, alias);

    /// <summary>Something that the auditor has opened: 0 in all three, 1 at the neighbour's alone.</summary>
    public static Guid OpeningOf(int number) => StableId.Of(LastDay, "opening", Shared, $"{number}");

    /// <summary>Something that was read in the register: 0 in all three, 1 at the neighbour's alone.</summary>
    public static Guid ReadOf(int number) => StableId.Of(LastDay, "read", Shared, $"{number}");

    /// <summary>A workplace, a union, rules, a meeting, a series or an action that each of the three has.</summary>
    public static Guid Common(string kind, string alias) => StableId.Of(LastDay, kind, Shared, alias);

    /// <summary>A secret calendar address: 0 in all three, 1 at the neighbour's alone.</summary>
    public static Guid CalendarOf(int number) => StableId.Of(LastDay, "calendar", Shared, $"{number}");

    /// <summary>What opens a municipality's own.</summary>
    public static string CalendarCodeOf(Tenant tenant) => $"kalenderen-i-{tenant.Id}".PadRight(43, 'x');

    /// <summary>What only this municipality has: "arena", "seat", "holding", "person", "input" or "matter".</summary>
    public static Guid Only(Tenant tenant, string kind) => StableId.Of(LastDay, kind, Shared, $"{tenant.Id}-{kind}");

    /// <summary>The command that made it.</summary>
    public static Guid CommandOf(Tenant tenant, string kind) => StableId.Of(LastDay, "command", Shared, tenant.Id, kind);

    /// <summary>The words of a thing, the first first.</summary>
    public static Guid WordsOf(Guid command, int number = 0) => StableId.Of(LastDay, "words", Shared, command.ToString(), $"{number}");

    /// <summary>Someone who holds a seat with this role, in each of the three; "uten-plass" holds none any more.</summary>
    public static Guid Person(SeatRole role) => role is SeatRole.Auditor ? Id("person", "harald-opdal") : Holders.GetValueOrDefault(role) is { } found ? Id("person", found) : StableId.Of(LastDay, "person", Shared, PersonAlias(role));

    /// <summary>An invitation that nobody has taken.</summary>
    public static readonly Guid Invitation = StableId.Of(LastDay, "invitation", Shared, "åpen");

    public static readonly Guid WithoutSeat = StableId.Of(LastDay, "person", Shared, "uten-plass");

    /// <summary>Leads HR here, and is a coordinator by the same seat at the neighbour's.</summary>
    public static readonly Guid Mixed = StableId.Of(LastDay, "person", Shared, "blandet");

    /// <summary>Has left her seat, and is in the register still.</summary>
    public static readonly Guid ToErase = StableId.Of(LastDay, "person", Shared, "slettes");

    /// <summary>The name of the first who holds a seat with each role, as the story calls her.</summary>
    private static readonly Dictionary<SeatRole, string> Holders = FindHolders();

    /// <summary>Erases a person from the register, as the coordinator would.</summary>
    public static async Task Erase(TrepartApp app, Tenant tenant, Guid person)
    {
        var coordinator = await app.Services.GetRequiredService<SeatBook>().Find(tenant, Person(SeatRole.Coordinator), DateOnly.FromDateTime(app.Clock.Now.DateTime), default);
        Assert.IsType<Outcome.Done>(await app.Services.GetRequiredService<PersonEraser>().Erase(
            tenant, coordinator!, person, ErasureReason.AskedFor, Guid.CreateVersion7(), DateOnly.FromDateTime(app.Clock.Now.DateTime), default));
    }

    /// <summary>Everything that a municipality has in the database, as one figure for each table. What a request must not have changed.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Rows(Tenant tenant)
    {
        var tables = await TenantTables();
        var sql = string.Join("\nunion all\n", tables.Select(t => $"select '{t}=' || count(*) || ' ' || md5(coalesce(string_agg(r, '' order by r), '')) from (select to_jsonb(x)::text as r from {t} x where tenant_id = '{tenant.Id}') y"));
        return (await Databases.Query<string>(App.Database, sql)).Select(r => r.Split('=', 2)).ToDictionary(r => r[0], r => r[1]);
    }

    public Task<List<string>> TenantTables() => Databases.Query<string>(
        App.Database,
        """
        select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1
        """);

    // With its number: five letters alone stand in a protected token by chance.
    private static string? MarkIn(string text, string mark) =>
        Regex.Match(text, mark + "[0-9]{4}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) is { Success: true, Index: var at }
            ? text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 40)]
            : null;

    private static Import.Story StoryOf(Tenant tenant)
    {
        var marks = 0;
        var common = PainPatchStory.AllLines.Concat(CommonLines(tenant)).Select(l => Marked(l, MarkOf(tenant), ref marks)).ToList();
        var own = OwnLines(tenant).Select(l => Marked(l, MarkOf(tenant), ref marks)).ToList();
        var (story, faults) = StoryReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', common.Concat(own))), LastDay);
        Assert.True(story is not null, string.Join('\n', faults.Select(f => f.Say(new Language(Written.Bokmål)))));
        return story with
        {
            Tenant = tenant,
            Commands = [.. story.Commands.Select(c => WithSameIds(c, c.Line <= common.Count ? StableId.Of(c.On, "command", Shared, $"{c.Line}") : CommandOf(tenant, KindOf(tenant, own[c.Line - common.Count - 1], c.Line))))],
        };
    }

    // The command that makes something is called by it; any other by its act.
    private static string KindOf(Tenant tenant, string line, int number)
    {
        var fields = JsonNode.Parse(line)!.AsObject();
        var act = fields["do"]!.ToString();
        var makes = act switch
        {
            "establish_arena" => "arena",
            "establish_seat" => "seat",
            "take_seat" => "holding",
            "give_input" => "input",
            "raise_matter" => "matter",
            "grant_mandate" => "mandate",
            "register_workplace" => "workplace",
            "note_union" => "union",
            "adopt_rules" => "rules",
            "plan_meeting" => "meeting",
            "plan_series" => "series",
            "agree_action" => "action",
            "call_stop" => "help",
            "start_exercise" => "exercise",
            "open_trust_check" => "trust_check",
            "put_up_item" => "steering_item",
            _ => null,
        };
        return makes is null ? $"{number}" : fields[makes]!.ToString()[(tenant.Id.Length + 1)..];
    }

    /// <summary>
    /// What all three have beside the story: as good as the same, and other where a statement that did not keep to its municipality would show
    /// nothing else. In the second, a seat has another role, a holding is another person's, and one has not left her seat.
    /// </summary>
    private static IEnumerable<string> CommonLines(Tenant tenant)
    {
        var (early, day, isTwin) = ($"{EarlyDay:yyyy-MM-dd}", $"{LastDay:yyyy-MM-dd}", tenant == Twin);
        yield return $$"""{"do":"raise_matter","at":"{{early}}","by":"kari","matter":"felles-fire","arena":"{{PainPatchStory.Arena}}","title":"Felles sak","concern":"Det gjelder alle."}""";
        yield return $$"""{"do":"hand_over_matter","at":"{{early}}","by":"kari","matter":"felles-fire","to":"leader","recommendation":"Kjøp inn to heiser.","reference":"26/118"}""";

        // What the story has no one for, so that each role has somebody.
        foreach (var role in Enum.GetValues<SeatRole>().Where(r => r is not SeatRole.Auditor && !Holders.ContainsKey(r)))
        {
            yield return $$"""{"do":"establish_seat","at":"{{day}}","seat":"plass-{{PersonAlias(role)}}","arena":"{{(Arena.Fits(role, ArenaKind.SteeringGroup) ? "styringsgruppa" : PainPatchStory.Arena)}}","role":"{{Camel(role)}}"}""";
            yield return $$"""{"do":"take_seat","at":"{{day}}","seat":"plass-{{PersonAlias(role)}}","holding":"har-{{PersonAlias(role)}}","person":"{{PersonAlias(role)}}","name":"Den som er det"}""";
        }

        foreach (var who in new[] { "uten-plass", "slettes" })
            yield return $$"""{"do":"take_seat","at":"{{day}}","seat":"ansatte","holding":"hadde-{{who}}","person":"{{who}}","name":"Den som sluttet"}""";
        yield return $$"""{"do":"leave_seat","at":"{{day}}","seat":"ansatte","holding":"hadde-slettes"}""";
        yield return $$"""{"do":"establish_seat","at":"{{day}}","seat":"plass-blandet","arena":"styringsgruppa","role":"{{(isTwin ? "coordinator" : "hrLead")}}"}""";
        yield return $$"""{"do":"take_seat","at":"{{day}}","seat":"ansatte","holding":"blandet-ansatt","person":"blandet","name":"Blandet"}""";
        yield return $$"""{"do":"take_seat","at":"{{day}}","seat":"plass-blandet","holding":"har-blandet","person":"{{(isTwin ? "uten-plass" : "blandet")}}"}""";

        // A group without matters and inputs, but in the second.
        yield return $$"""{"do":"establish_arena","at":"{{day}}","arena":"felles-gruppe","kind":"workingGroup","name":"Felles gruppe","workplace":"Felles sted"}""";
        yield return $$"""{"do":"establish_seat","at":"{{day}}","seat":"felles-leder","arena":"felles-gruppe","role":"unitLeader"}""";
        yield return $$"""{"do":"take_seat","at":"{{day}}","seat":"felles-leder","holding":"har-felles","person":"kari-lyngstad"}""";

        // Inputs that nobody has answered, and matters that stand where a step can take all three on: proposed twice, on trial, handed over.
        foreach (var input in new[] { "apent", "trekkes" })
            yield return $$"""{"do":"give_input","at":"{{day}}","by":"tone","input":"{{input}}","arena":"{{PainPatchStory.Arena}}","kind":"problem","text":"Det trekker."}""";
        foreach (var matter in new[] { "felles-en", "felles-to", "felles-tre", "felles-fem" })
        {
            yield return $$"""{"do":"raise_matter","at":"{{day}}","by":"kari","matter":"{{matter}}","arena":"{{PainPatchStory.Arena}}","title":"Felles sak","concern":"Det gjelder alle."}""";
            yield return Proposes(matter);
        }

        foreach (var line in Starts("felles-tre").Concat(Starts("felles-fem")))
            yield return line;
        yield return Evaluates("felles-fem");
        yield return $$"""{"do":"correct_matter","at":"{{day}}","by":"kari","matter":"langvakter","entry":1,"correct":"Det gjelder alle.","why":"Det sto noe annet."}""";

        // A tree of workplaces, a union that has been asked, and rules of play.
        yield return $$"""{"do":"register_workplace","at":"{{day}}","by":"sigrid","workplace":"felles-sektor","arena":"styringsgruppa","level":"sector","name":"Felles sektor"}""";
        yield return $$"""{"do":"register_workplace","at":"{{day}}","by":"sigrid","workplace":"felles-enhet","arena":"styringsgruppa","level":"unit","name":"Felles enhet","parent":"felles-sektor","employees":12}""";
        yield return $$"""{"do":"attach_arena","at":"{{day}}","by":"sigrid","arena":"felles-gruppe","node":"felles-enhet"}""";
        yield return $$"""{"do":"enter_figure","at":"{{day}}","by":"sigrid","workplace":"felles-enhet","indicator":"sickLeave","year":2026,"quarter":2,"percent":"{{(isTwin ? "8,8" : "7,4")}}"}""";
        yield return $$"""{"do":"note_union","at":"{{day}}","by":"kari","union":"felles-forening","arena":"{{PainPatchStory.Arena}}","organisation":"Delta"}""";
        yield return $$"""{"do":"invite_union","at":"{{day}}","by":"kari","union":"felles-forening"}""";
        yield return $$"""{"do":"adopt_rules","at":"{{day}}","by":"kari","rules":"felles-regler","arena":"{{PainPatchStory.Arena}}","points":["Alle blir hørt."]}""";
        yield return Meets("felles-mote", PainPatchStory.Arena, day, "kari");
        yield return Meets("felles-senere", PainPatchStory.Arena, "2026-12-10", "kari");
        yield return $$"""{"do":"add_item","at":"{{day}}","by":"kari","meeting":"felles-mote","title":"Felles punkt","purpose":"development","planned":10}""";
        yield return Series("felles-rekke", PainPatchStory.Arena, "kari");
        foreach (var action in new[] { "felles-tiltak", "felles-tiltak-to" })
            yield return $$"""{"do":"agree_action","at":"{{day}}","by":"kari","action":"{{action}}","arena":"{{PainPatchStory.Arena}}","what":"Felles tiltak"}""";
        yield return $$"""{"do":"call_stop","at":"{{day}}","by":"kari","help":"felles-stopp","arena":"{{PainPatchStory.Arena}}"}""";
        yield return $$"""{"do":"state_cause","at":"{{day}}","by":"kari","help":"felles-stopp","cause":"Felles årsak."}""";
        yield return $$"""{"do":"start_exercise","at":"{{day}}","by":"kari","exercise":"felles-ovelse","arena":"{{PainPatchStory.Arena}}","set":"fairness"}""";

        // In the second it is open for longer.
        yield return $$"""{"do":"open_trust_check","at":"{{day}}","by":"kari","trust_check":"felles-tillit","arena":"{{PainPatchStory.Arena}}","closesOn":"{{(isTwin ? "2026-12-31" : "2026-12-10")}}"}""";

        yield return $$"""{"do":"put_up_item","at":"{{day}}","by":"sigrid","steering_item":"felles-styringssak","arena":"styringsgruppa","kind":"dialogue","title":"Felles styringssak","content":"Det gjelder alle."}""";

        // Last, since the second has it not.
        if (!isTwin)
            yield return $$"""{"do":"leave_seat","at":"{{day}}","seat":"ansatte","holding":"hadde-uten-plass"}""";
    }

    private static string Meets(string meeting, string arena, string day, string by) =>
        $$"""{"do":"plan_meeting","at":"{{LastDay:yyyy-MM-dd}}","by":"{{by}}","meeting":"{{meeting}}","arena":"{{arena}}","day":"{{day}}","begins":"09:00","lasts":60,"place":"Felles rom"}""";

    private static string Series(string series, string arena, string by) =>
        $$"""{"do":"plan_series","at":"{{LastDay:yyyy-MM-dd}}","by":"{{by}}","series":"{{series}}","arena":"{{arena}}","first":"2027-01-13","begins":"09:00","lasts":60,"rhythm":"monthly","until":"2027-02-28","place":"Felles rom"}""";

    private static string Proposes(string matter) =>
        $$"""{"do":"propose_trial","at":"{{LastDay:yyyy-MM-dd}}","by":"kari","matter":"{{matter}}","change":"Noe nytt","howWeKnow":"Vi teller.","evaluateOn":"2026-11-25","wayBack":"Vi går tilbake.","affected":["Natt"]}""";

    private static string Withdraws(string matter) =>
        $$"""{"do":"withdraw_trial","at":"{{LastDay:yyyy-MM-dd}}","by":"kari","matter":"{{matter}}","reason":"Vi ville noe annet."}""";

    private static string Evaluates(string matter) =>
        $$"""{"do":"evaluate_trial","at":"{{LastDay:yyyy-MM-dd}}","by":"kari","matter":"{{matter}}","findings":[{"group":1,"effect":"worse","what":"Det ble ikke bedre."}],"learned":"Lite."}""";

    private static IEnumerable<string> Starts(string matter) =>
    [
        $$"""{"do":"answer_hms_risk","at":"{{LastDay:yyyy-MM-dd}}","by":"odd","matter":"{{matter}}","risk":"noRisk","explanation":"Ingen."}""",
        $$"""{"do":"agree_trial","at":"{{LastDay:yyyy-MM-dd}}","by":"kari","matter":"{{matter}}","seats":["tv-fagforbundet","verneombud"]}""",
        $$"""{"do":"start_trial","at":"{{LastDay:yyyy-MM-dd}}","by":"kari","matter":"{{matter}}"}""",
    ];

    private static IEnumerable<string> OwnLines(Tenant tenant)
    {
        var (id, day) = (tenant.Id, $"{LastDay:yyyy-MM-dd}");
        yield return $$"""{"do":"establish_arena","at":"{{day}}","arena":"{{id}}-arena","kind":"workingGroup","name":"Egen gruppe","workplace":"Eget sted"}""";
        yield return $$"""{"do":"establish_seat","at":"{{day}}","seat":"{{id}}-seat","arena":"{{id}}-arena","role":"unitLeader"}""";
        yield return $$"""{"do":"take_seat","at":"{{day}}","seat":"{{id}}-seat","holding":"{{id}}-holding","person":"{{id}}-person","name":"Egen leder"}""";
        yield return $$"""{"do":"establish_seat","at":"{{day}}","seat":"{{id}}-ansatte","arena":"{{id}}-arena","role":"employee"}""";
        yield return $$"""{"do":"take_seat","at":"{{day}}","seat":"{{id}}-ansatte","holding":"{{id}}-ansatt","person":"{{id}}-ansatt-person","name":"Egen ansatt"}""";
        yield return $$"""{"do":"give_input","at":"{{day}}","by":"{{id}}-ansatt","input":"{{id}}-input","arena":"{{id}}-arena","kind":"problem","text":"Bare her."}""";
        yield return $$"""{"do":"raise_matter","at":"{{day}}","by":"{{id}}-holding","matter":"{{id}}-matter","arena":"{{id}}-arena","title":"Bare her","concern":"Det gjelder bare oss."}""";
        yield return $$"""{"do":"grant_mandate","at":"{{day}}","by":"sigrid","mandate":"{{id}}-mandate","arena":"styringsgruppa","holding":"{{id}}-revisor","person":"{{id}}-revisor-person","name":"Egen revisor","authority":"municipalAuditor","basis":"auditorAccess","purpose":"Hvordan saker blir avgjort.","wholeMunicipality":true,"start":"{{day}}","end":"2026-12-20"}""";
        yield return $$"""{"do":"register_workplace","at":"{{day}}","by":"sigrid","workplace":"{{id}}-workplace","arena":"styringsgruppa","level":"unit","name":"Eget sted"}""";
        yield return $$"""{"do":"note_union","at":"{{day}}","by":"{{id}}-holding","union":"{{id}}-union","arena":"{{id}}-arena","organisation":"Egen forening"}""";
        yield return $$"""{"do":"adopt_rules","at":"{{day}}","by":"{{id}}-holding","rules":"{{id}}-rules","arena":"{{id}}-arena","points":["Bare her."]}""";
        yield return Meets($"{id}-meeting", $"{id}-arena", "2026-12-01", $"{id}-holding");
        yield return Series($"{id}-series", $"{id}-arena", $"{id}-holding");
        yield return $$"""{"do":"agree_action","at":"{{day}}","by":"{{id}}-holding","action":"{{id}}-action","arena":"{{id}}-arena","what":"Bare her"}""";
        yield return $$"""{"do":"call_stop","at":"{{day}}","by":"{{id}}-holding","help":"{{id}}-help","arena":"{{id}}-arena"}""";
        yield return $$"""{"do":"start_exercise","at":"{{day}}","by":"{{id}}-holding","exercise":"{{id}}-exercise","arena":"{{id}}-arena","set":"stuck"}""";
        for (var i = 0; i < 3; i++)
            yield return $$"""{"do":"take_seat","at":"{{day}}","seat":"{{id}}-ansatte","holding":"{{id}}-ansatt-{{i}}","person":"{{id}}-ansatt-person-{{i}}","name":"Egen ansatt"}""";
        yield return $$"""{"do":"open_trust_check","at":"{{day}}","by":"{{id}}-holding","trust_check":"{{id}}-trust-check","arena":"{{id}}-arena","closesOn":"2026-12-10"}""";
        yield return $$"""{"do":"put_up_item","at":"{{day}}","by":"sigrid","steering_item":"{{id}}-item","arena":"styringsgruppa","kind":"dialogue","title":"Bare her","content":"Det gjelder bare oss."}""";
        if (tenant != Twin)
            yield break;

        // The same meeting and actions are further on.
        yield return $$"""{"do":"say_about_item","at":"{{day}}","by":"sigrid","steering_item":"felles-styringssak","said":"Bare her."}""";
        yield return $$"""{"do":"hear_seat","at":"{{day}}","by":"kari","meeting":"felles-mote","item":1,"seat":"tv-fagforbundet","view":"Bare her."}""";
        yield return $$"""{"do":"move_meeting","at":"{{day}}","by":"kari","meeting":"felles-senere","day":"2026-12-11","begins":"10:00","place":"Et annet rom","reason":"Bare her."}""";
        foreach (var action in new[] { "felles-tiltak", "felles-tiltak-to" })
            yield return $$"""{"do":"carry_action","at":"{{day}}","by":"kari","action":"{{action}}","due":"2026-12-24","reason":"Bare her."}""";
        yield return $$"""{"do":"answer_stuck","at":"{{day}}","by":"kari","help":"felles-stopp","question":1,"answer":"Bare her."}""";
        yield return $$"""{"do":"share_answer","at":"{{day}}","by":"kari","exercise":"felles-ovelse","question":1,"as":"oneself","answer":"Bare her."}""";
        for (var i = 0; i < 3; i++)
            yield return Meets($"{id}-felles-mote-{i}", "felles-gruppe", "2026-12-02", "har-felles");
        yield return $$"""{"do":"agree_action","at":"{{day}}","by":"har-felles","action":"{{id}}-fellestiltak","arena":"felles-gruppe","what":"Bare her"}""";

        // The same matters and inputs are further on here than in the others, and the log is longer.
        yield return $$"""{"do":"correct_matter","at":"{{day}}","by":"kari","matter":"langvakter","entry":1,"correct":"Her er vi kommet lenger.","why":"Det gjelder bare her."}""";
        yield return $$"""{"do":"take_up_matter","at":"{{day}}","by":"kari","matter":"langvakter"}""";
        foreach (var matter in new[] { "langvakter", "langvakter", "langvakter" })
        {
            yield return Proposes(matter);
            yield return Withdraws(matter);
        }

        yield return Proposes("langvakter");
        yield return $$"""{"do":"defer_matter","at":"{{day}}","by":"kari","matter":"langvakter","until":"2026-12-03","reason":"Vi mangler tall.","noTalkBecause":"Alle er på kurs."}""";
        foreach (var matter in new[] { "felles-en", "felles-to" })
        {
            yield return Withdraws(matter);
            yield return Proposes(matter);
        }

        yield return Evaluates("felles-tre");
        yield return $$"""{"do":"revert_trial","at":"{{day}}","by":"kari","matter":"felles-tre","reason":"Det ble ikke bedre."}""";
        yield return Proposes("felles-tre");
        foreach (var line in Starts("felles-tre"))
            yield return line;
        yield return Evaluates("felles-tre");
        yield return $$"""{"do":"return_outcome","at":"{{day}}","by":"kari","matter":"felles-fire","outcome":"Nei."}""";
        yield return $$"""{"do":"hand_over_matter","at":"{{day}}","by":"kari","matter":"felles-fire","to":"workingEnvironmentCommittee","recommendation":"Kjøp inn tre heiser.","reference":"26/119"}""";
        yield return $$"""{"do":"raise_matter","at":"{{day}}","by":"har-felles","matter":"{{id}}-fellessak","arena":"felles-gruppe","title":"Bare her","concern":"Det gjelder bare oss."}""";
        for (var i = 0; i < 6; i++)
            yield return $$"""{"do":"give_input","at":"{{day}}","by":"har-felles","input":"{{id}}-felles-{{i}}","arena":"felles-gruppe","kind":"problem","text":"Bare her."}""";
        yield return $$"""{"do":"link_input","at":"{{day}}","by":"kari","input":"apent","matter":"felles-en"}""";
        yield return $$"""{"do":"link_input","at":"{{day}}","by":"kari","input":"trekkes","matter":"langvakter"}""";
        yield return $$"""{"do":"answer_input","at":"{{day}}","by":"kari","input":"apent","disposition":"later","reason":"Vi venter på tall."}""";
        yield return $$"""{"do":"answer_input","at":"{{day}}","by":"kari","input":"mer-ansvar","disposition":"later","reason":"Her svarte vi en gang til."}""";
        yield return $$"""{"do":"clarify_problem","at":"{{day}}","by":"{{id}}-holding","matter":"{{id}}-matter","problem":"Det er bare her."}""";
    }

    /// <summary>The line with a mark and a number before each text that a person has written or is called by.</summary>
    private static string Marked(string line, string mark, ref int number)
    {
        var fields = JsonNode.Parse(line)!.AsObject();
        var act = fields["do"]!.ToString();
        IReadOnlyList<string> names = act switch
        {
            "create_municipality" => ["name", "county"],
            "take_seat" => ["name"],
            "enter_figure" or "correct_figure" => [], // a number, though it is typed
            _ => [.. AllActs.ByName.Values.Concat(AllActs.OfTheMunicipality).First(a => a.Name == act).Fields.Where(f => f.Kind is FieldKind.Text or FieldKind.Texts or FieldKind.Rows).Select(f => f.Name)],
        };
        if (act == "create_municipality")
            fields["tenant"] = Shared;
        foreach (var name in names.Where(fields.ContainsKey))
            fields[name] = Mark(fields[name], ref number);
        return fields.ToJsonString();

        JsonNode? Mark(JsonNode? value, ref int n)
        {
            switch (value)
            {
                case JsonArray list:
                    var marked = new JsonArray();
                    foreach (var item in list)
                        marked.Add(Mark(item, ref n));
                    return marked;
                case JsonObject row:
                    var copy = row.DeepClone().AsObject();
                    copy["what"] = Mark(row["what"], ref n);
                    return copy;
                default:
                    return JsonValue.Create($"{mark}{++n:0000} {value}");
            }
        }
    }

    private static StoryCommand WithSameIds(StoryCommand line, Guid command)
    {
        var ids = line.Words.Index().ToDictionary(w => w.Item.Id, w => WordsOf(command, w.Index));
        return line with { Id = command, Command = Renamed(line.Command, ids), Words = [.. line.Words.Select(w => w with { Id = ids[w.Id] })] };
    }

    /// <summary>The same command where its references to words have other ids.</summary>
    private static object Renamed(object command, Dictionary<Guid, Guid> ids)
    {
        Words Other(Words words) => words with { Id = ids[words.Id] };
        var constructor = command.GetType().GetConstructors()[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(p => command.GetType().GetProperty(p.Name!)!.GetValue(command) switch
        {
            Words one => Other(one),
            Many<Words> many => new Many<Words>([.. many.Select(Other)]),
            Many<Finding> findings => new Many<Finding>([.. findings.Select(f => f with { What = Other(f.What) })]),
            var other => other,
        })]);
    }

    private static Dictionary<SeatRole, string> FindHolders()
    {
        var lines = PainPatchStory.AllLines.Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
        var left = lines.Where(l => l["do"]!.ToString() == "leave_seat").Select(l => l["holding"]!.ToString()).ToHashSet();
        var roles = lines.Where(l => l["do"]!.ToString() == "establish_seat").ToDictionary(l => l["seat"]!.ToString(), l => Enum.Parse<SeatRole>(l["role"]!.ToString(), ignoreCase: true));
        return lines.Where(l => l["do"]!.ToString() == "take_seat" && !left.Contains(l["holding"]!.ToString()))
            .GroupBy(l => roles[l["seat"]!.ToString()]).ToDictionary(g => g.Key, g => g.First()["person"]!.ToString());
    }

    private static string PersonAlias(SeatRole role) => $"rolle-{(int)role}";

    private static string Camel(SeatRole role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}
