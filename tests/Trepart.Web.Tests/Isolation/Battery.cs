using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.Auditing;
using Trepart.Web.Commands;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.Seats;

namespace Trepart.Web.Tests;

/// <summary>A request and who sends it.</summary>
public sealed record Reading(string Name, Visitor Who, Asking Asking);

/// <summary>A step of the walk: a command that is carried out on a thing that the neighbours have too, under the same id.</summary>
public sealed record Stride(string Name, Visitor Who, Asking Asking);

/// <summary>What is sent over HTTP to see whether the statements behind it keep to their municipality: readings that change nothing, and a walk that writes.</summary>
public sealed class Battery
{
    /// <summary>Written anew with each request, by tables' names.</summary>
    private static readonly string[] NotCompared = ["commands", "mt_events", "mt_streams", "words", "roots", "checkpoints"];

    private static readonly SeatRole[] Readers = [SeatRole.UnitLeader, SeatRole.Coordinator, SeatRole.Employee];

    private static readonly SeatRole[] More = [SeatRole.UnitLeader, SeatRole.Coordinator, SeatRole.Employee, SeatRole.ChiefShopSteward];

    private const int MostOfADoor = 8;

    private Battery(IReadOnlyList<Reading> readings, IReadOnlyList<Stride> walk) => (Readings, Walk) = (readings, walk);

    public IReadOnlyList<Reading> Readings { get; }

    public IReadOnlyList<Stride> Walk { get; }

    public static async Task<Battery> Of(Neighbours neighbours, Visitors visitors, Matrix matrix)
    {
        var doors = Doors.Of(neighbours.App.Services.GetRequiredService<EndpointDataSource>().Endpoints, []);
        var readings = new List<Reading>();
        foreach (var door in doors)
        {
            if (!door.IsPost)
            {
                foreach (var who in door.IsMunicipal ? Readers.Select(r => visitors.Roles[r]) : [visitors.Nobody])
                    readings.Add(new($"{door.Name} as {who}", who, matrix.Plain(door)));
                foreach (var asking in matrix.WithOwnQuery(door))
                    readings.Add(new($"{door.Name} with a query as {SeatRole.Coordinator}", visitors.Roles[SeatRole.Coordinator], asking));
            }

            // A form outside every municipality, such as the one for signing in, is good for one time and answers otherwise the next.
            if (door.IsPost && !door.IsMunicipal)
                continue;
            foreach (var one in matrix.Of(door).Where(c => c.Expected is Expected.Hidden or Expected.AsUnknown && Readers.Take(2).Any(r => visitors.Roles[r] == c.Foreign.Who)))
                readings.Add(new($"{door.Name} as {one.Foreign.Who}, {one.What}", one.Foreign.Who, one.Foreign.Asking));
        }

        // Where the neighbours differ in what they have in common.
        var (leader, coordinator, root) = (visitors.Roles[SeatRole.UnitLeader], visitors.Roles[SeatRole.Coordinator], $"/{Neighbours.Own.Id}");
        foreach (var (pages, things) in new[] { ("saker", "matters"), ("innspill", "inputs") })
        {
            foreach (var (number, id) in (await Databases.Query<Guid>(neighbours.App.Database, $"select id from {things} where tenant_id = '{Neighbours.Own.Id}' order by id")).Index())
            {
                readings.Add(new($"GET /{{tenant}}/{pages}, number {number + 1}", leader, new("GET", $"{root}/{pages}/{id}", [])));
                readings.Add(new($"GET /api/v1/{{tenant}}/{things}, number {number + 1}", leader, new("GET", $"/api/v1{root}/{things}/{id}", [])));
            }
        }

        readings.Add(new("GET /{tenant}/laering of the last days", coordinator, new("GET", $"{root}/laering?fra=2026-11-19", [])));
        foreach (var (who, id) in new[] { ("one without a seat", Neighbours.WithoutSeat), ("one with mixed seats", Neighbours.Mixed) })
            readings.Add(new($"GET /{{tenant}}/personer/{{id:guid}}/slett of {who}", coordinator, new("GET", $"{root}/personer/{id}/slett", [])));
        foreach (var who in new[] { visitors.WithoutSeat, visitors.Mixed })
            readings.Add(new($"GET /{{tenant}} as {who}", who, new("GET", root, [])));
        foreach (var group in await Databases.Query<Guid>(neighbours.App.Database, $"select id from arenas where tenant_id = '{Neighbours.Own.Id}' order by id"))
            readings.Add(new($"GET /{{tenant}}/laering of a group", coordinator, new("GET", $"{root}/laering?gruppe={group}", [])));

        // Everything that the municipality has, to everyone who may read it.
        if (LongRun.IsAsked)
        {
            var (things, forms) = (await Addresses.Things(neighbours.App.Database), AllActs.ByName.Values.Select(a => a.Slug).ToHashSet());
            foreach (var role in More)
            {
                // Forms read what stands round one thing; pages and lists show what each thing has.
                foreach (var door in doors.Where(d => d is { IsPost: false, IsMunicipal: true } && !forms.Contains(d.Pattern.Split('/')[^1])))
                {
                    foreach (var address in Addresses.Of(door, things).Take(MostOfADoor))
                        readings.Add(new($"{door.Name} as {role} of all", visitors.Roles[role], new("GET", address, [])));
                }
            }
        }

        return new(
            [.. readings.DistinctBy(r => (r.Name, $"{r.Asking}")).GroupBy(r => r.Name).SelectMany(same => same.Select((r, n) => n == 0 ? r : r with { Name = $"{r.Name} ({n + 1})" }))],
            await WalkOf(neighbours, visitors));
    }

    /// <summary>What a reading answers, without what differs by itself.</summary>
    public static string Told(Answer answer) => Sender.Masked(answer.All);

    /// <summary>The rows of each municipality in each table as one figure, without the ids that are made on the way.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Rows(string database, IEnumerable<string> tables)
    {
        const string AnyId = @"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\x[0-9a-f]{32,}";
        var sql = string.Join("\nunion all\n", tables.Except(NotCompared).Select(t =>
            $"select '{t} at ' || tenant_id || '=' || md5(string_agg(r, '' order by r)) from (select tenant_id, regexp_replace(to_jsonb(x)::text, '{AnyId}', '', 'g') as r from {t} x) y group by tenant_id"));
        return (await Databases.Query<string>(database, sql)).Select(r => r.Split('=', 2)).ToDictionary(r => r[0], r => r[1]);
    }

    private static async Task<IReadOnlyList<Stride>> WalkOf(Neighbours neighbours, Visitors visitors)
    {
        var (leader, employee, coordinator) = (visitors.Roles[SeatRole.UnitLeader], visitors.Roles[SeatRole.Employee], visitors.Roles[SeatRole.Coordinator]);
        var matter = Guid.Parse(Samples.Own(Thing.Matter));
        var (open, withdrawn) = (Neighbours.OpenInput("apent"), Neighbours.OpenInput("trekkes"));
        var (one, two) = (Neighbours.Id("seat", "tv-fagforbundet"), Neighbours.Id("seat", "verneombud"));
        var both = $$"""["{{one}}","{{two}}"]""";
        const string Proposes =
            """{"change":"Lengre vakter i helgene","howWeKnow":"Vi teller.","evaluateOn":"2026-12-15","wayBack":"Vi går tilbake.","affected":["Natt","Dag"]}""";
        const string Evaluates =
            """{"findings":[{"group":1,"effect":"better","what":"Roligere."},{"group":2,"effect":"mixed","what":"Både og."}],"learned":"Mye."}""";
        const string Why = """{"reason":"Vi vil noe annet."}""";
        var steps = new List<Stride>();

        Do(leader, InputActs.Answer, open, """{"disposition":"later","reason":"Vi venter på tall."}""");
        Do(employee, InputActs.NoteAnswerRead, open, "{}");
        Do(leader, InputActs.RouteElsewhere, open, """{"to":"humanResources","reason":"Det hører hjemme der."}""");
        Do(leader, InputActs.Link, open, $$"""{"matter":"{{matter}}"}""");
        Do(employee, InputActs.Withdraw, withdrawn, "{}");
        Do(leader, MatterActs.TakeUp, matter, "{}");
        Do(leader, MatterActs.RegisterView, matter, $$"""{"seat":"{{two}}","view":"Det går ut over pausene."}""");
        Do(leader, MatterActs.Defer, matter, $$"""{"until":"2026-12-03","reason":"Vi må snakke sammen.","talk":{{both}}}""");
        Do(leader, MatterActs.NoteTalk, matter, $$"""{"seats":{{both}},"clearer":"Vi mener det samme."}""");
        Do(leader, MatterActs.TakeUp, matter, "{}");
        Do(leader, MatterActs.HandOver, matter, """{"to":"workingEnvironmentCommittee","recommendation":"Flere folk.","reference":"26/17"}""");
        Do(leader, MatterActs.ReturnOutcome, matter, """{"outcome":"Ja.","reference":"26/18"}""");
        Trial();
        Do(leader, MatterActs.ExtendTrial, matter, """{"evaluateOn":"2026-12-20","reason":"Mer tid."}""");
        Do(leader, MatterActs.EvaluateTrial, matter, Evaluates);
        Do(leader, MatterActs.MakeTrialPermanent, matter, """{"practice":"Slik gjør vi det."}""");
        Do(leader, MatterActs.Close, matter, """{"result":"Ferdig."}""");
        Do(leader, MatterActs.NoteStillInUse, matter, """{"note":"I bruk."}""");
        Do(leader, MatterActs.NoteSlidBack, matter, """{"note":"Falt bort."}""");
        Do(leader, MatterActs.Reopen, matter, Why);
        Trial();
        Do(leader, MatterActs.RevertTrial, matter, Why);
        Do(leader, MatterActs.ProposeTrial, matter, Proposes);
        Do(leader, MatterActs.WithdrawTrial, matter, Why);
        Do(leader, MatterActs.ProposeTrial, matter, Proposes);
        Do(leader, MatterActs.Close, matter, """{"result":"Nok."}""");
        Do(leader, MatterActs.WithdrawTrial, Neighbours.CommonMatter("felles-en"), Why);
        Do(leader, MatterActs.Close, Neighbours.CommonMatter("felles-to"), """{"result":"Nok."}""");
        Do(leader, MatterActs.ReturnOutcome, Neighbours.CommonMatter("felles-fire"), """{"outcome":"Ja."}""");
        Do(leader, MatterActs.Reopen, Neighbours.Id("matter", PainPatchStory.Matter), Why);
        Do(leader, MatterActs.EraseText, matter, $$"""{"text":"{{await FirstText(matter)}}","reason":"namesSomeone"}""");
        Do(leader, InputActs.EraseText, withdrawn, $$"""{"text":"{{await FirstText(withdrawn)}}","reason":"askedFor"}""");
        steps.Add(new(
            "erase_person", coordinator,
            new("POST", $"/{Neighbours.Own.Id}/personer/{Neighbours.Id("person", "bjorn-sagvik")}/slett", [], [("commandId", "0192f3a0-beef-7000-8000-0000000000ee"), ("reason", "askedFor")])));
        var seat = Guid.Parse(Samples.Own(Thing.Seat));
        Do(coordinator, SeatActs.Take, seat, """{"name":"En ny"}""");
        Do(coordinator, SeatActs.AppointDeputy, seat, """{"name":"En vara"}""");
        Do(coordinator, SeatActs.HandOver, Neighbours.Id("seat", "tv-fagforbundet"), $$"""{"holding":"{{Neighbours.Id("holding", "gro")}}","name":"Den neste"}""");
        Do(coordinator, SeatActs.Leave, seat, $$"""{"holding":"{{Samples.Own(Thing.Holding)}}"}""");
        Do(coordinator, MandateActs.ChangeEnd, Guid.Parse(Samples.Own(Thing.Mandate)), """{"end":"2026-12-15","reason":"Det er nok."}""");
        Do(coordinator, MandateActs.End, Guid.Parse(Samples.Own(Thing.Mandate)), """{"reason":"Alt er lest."}""");
        foreach (var (what, to) in new[] { ("withdraw_invitation", $"{Neighbours.Invitation}/trekk-tilbake"), ("make_invitation", $"{Neighbours.Person(SeatRole.UnitLeader)}/lag") })
            steps.Add(new(what, coordinator, new("POST", $"/{Neighbours.Own.Id}/invitasjoner/{to}", [], [])));
        return steps;

        void Trial()
        {
            Do(leader, MatterActs.ProposeTrial, matter, Proposes);
            Do(leader, MatterActs.AnswerHmsRisk, matter, """{"risk":"noRisk","explanation":"Ingen."}""");
            Do(leader, MatterActs.AgreeTrial, matter, $$"""{"seats":{{both}}}""");
            Do(leader, MatterActs.StartTrial, matter, "{}");
            Do(leader, MatterActs.EvaluateTrial, matter, Evaluates);
        }

        void Do(Visitor who, Act act, Guid thing, string body)
        {
            var things = act.Kind == Kind.Mandate ? "mandates" : Scene.Things(act);
            steps.Add(new(act.Name, who, new(
                "POST", $"/api/v1/{Neighbours.Own.Id}/{things}/{thing}/{act.ApiName}",
                [("Idempotency-Key", $"0192f3a0-beef-7000-8000-{steps.Count + 1:000000000000}"), ("If-Match", "*")], Json: Confirmed(body))));
        }

        async Task<Guid> FirstText(Guid stream) =>
            (await Databases.Query<Guid>(neighbours.App.Database, $"select id from words where tenant_id = '{Neighbours.Own.Id}' and stream_id = '{stream}' order by id"))[0];
    }

    // As one who has read what the guard asks would send it; where nothing is written, there is nothing to ask about.
    private static string Confirmed(string body)
    {
        var fields = JsonNode.Parse(body)!.AsObject();
        fields["confirmed"] = true;
        return fields.ToJsonString();
    }
}
