using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.Meetings;
using Trepart.Web.Seats;
using Trepart.Web.Steering;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Groups;

/// <summary>Om gruppa: who sits there and when they meet, what they work with, how they work together, and which unions are asked.</summary>
public static class GroupRoutes
{
    private const int Most = 200;

    /// <summary>How many rules a group is offered to begin with.</summary>
    private const int StarterRules = 6;

    public static void MapGroups(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet("om", About).NeedsRight(Right.ReadArena).Shows(PersonalData.GroupOffices).OnlyInWorkingGroups();
        group.MapGet("sammensetning", ShowComposition).NeedsRight(Right.ReadArena).OnlyInWorkingGroups();
        group.MapGet("kjoreregler", ShowRules).NeedsRight(Right.ReadArena);
        foreach (var act in GroupActs.OnGroup)
        {
            group.MapGet(act.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowForm(http, visit, arena, act, null, StatusCodes.Status200OK)).NeedsRight(act.Right).OnlyInWorkingGroups();
            group.MapPost(act.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, arena, null, (h, v, a, draft, status) => ShowForm(h, v, arena, a, draft, status), done => BackOf(visit, done, act)))
                .NeedsRight(act.Right);
        }

        foreach (var act in new[] { GroupActs.AdoptRules, GroupActs.NoteUnion })
        {
            group.MapGet(act.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowForm(http, visit, arena, act, null, StatusCodes.Status200OK)).NeedsRight(act.Right);
            group.MapPost(act.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, null, arena, (h, v, a, draft, status) => ShowForm(h, v, arena, a, draft, status), _ => BackOf(visit, arena, act)))
                .NeedsRight(act.Right);
        }

        var keeping = municipality.MapGroup("plasser/moteplass/{arena:guid}").ShowsNobody();
        keeping.MapGet(GroupActs.Attach.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowAttach(http, visit, arena, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepSeats);
        keeping.MapPost(GroupActs.Attach.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, GroupActs.Attach, arena, null, (h, v, _, draft, status) => ShowAttach(h, v, arena, draft, status), done => SeatRoutes.AddressOfArena(visit, done)))
            .NeedsRight(Right.KeepSeats);
    }

    public static string AddressOf(Visit visit, Guid arena) => $"{visit.Root}/grupper/{arena}/om";

    private static string BackOf(Visit visit, Guid arena, Act act) => act.Name switch
    {
        "adopt_rules" => $"{visit.Root}/grupper/{arena}/kjoreregler",
        "note_union" or "note_deviation" => $"{visit.Root}/grupper/{arena}/sammensetning",
        _ => AddressOf(visit, arena),
    };

    private static async Task<IResult> About(
        Guid arena, Visit visit, Arenas arenas, GroupBook book, SeatOverview seats, InputLists inputs, MatterLists matters, MeetingLists meetings, Calendar calendar,
        CancellationToken ct) =>
        new RazorComponentResult<GroupPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Facts = await book.Facts(visit.Tenant, arena, ct),
            Seats = await seats.Of(visit.Tenant, arena, calendar.Today, ct),
            Rules = await book.Rules(visit.Tenant, arena, ct) is [var latest, ..] ? latest : null,
            Themes = await book.Themes(visit.Tenant, arena, ct),
            Inputs = await inputs.OfArena(visit.Tenant, arena, Most, ct),
            Matters = await matters.OfArena(visit.Tenant, arena, Most, ct),
            Next = await meetings.Next(visit.Tenant, arena, calendar.Today, ct),
        });

    private static async Task<IResult> ShowComposition(
        Guid arena, Visit visit, Arenas arenas, GroupBook book, CompositionBook compositions, SeatOverview seats, Calendar calendar, CancellationToken ct) =>
        new RazorComponentResult<CompositionPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Composition = await compositions.Of(visit.Tenant, arena, calendar.Today, ct),
            Seats = await seats.Of(visit.Tenant, arena, calendar.Today, ct),
            Unions = await book.Unions(visit.Tenant, arena, ct),
        });

    private static async Task<IResult> ShowRules(Guid arena, Visit visit, Arenas arenas, GroupBook book, SeatBook seats, CancellationToken ct)
    {
        var versions = await book.Rules(visit.Tenant, arena, ct);
        return new RazorComponentResult<RulesPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Versions = versions,
            Behind = versions is [var latest, ..] ? await book.Behind(visit.Tenant, latest.Id, ct) : new Dictionary<Guid, DateOnly>(),
            Seats = await seats.SeatsOf(visit.Tenant, arena, ct),
        });
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid arena, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var info = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!;
        var points = act == GroupActs.NoteDeviation ? await PointsOf(services, visit, arena, ct) : [];
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = SeatRoutes.NameOf(info),
            Back = BackOf(visit, arena, act),
            Draft = draft ?? await NewDraft(http, visit, arena, act, ct),
            Choices = points.Count == 0 ? FormChoices.None : FormChoices.None with { Among = new Dictionary<string, IReadOnlyCollection<object>> { ["point"] = points } },
        })
        { StatusCode = status };
    }

    // What is to think about now, and what has been put on record before.
    private static async Task<IReadOnlyCollection<object>> PointsOf(IServiceProvider services, Visit visit, Guid arena, CancellationToken ct)
    {
        var composition = await services.GetRequiredService<CompositionBook>().Of(visit.Tenant, arena, services.GetRequiredService<Calendar>().Today, ct);
        return [.. composition.Advice.Select(a => a.Point).Concat(composition.Deviations.Select(d => d.Point)).Distinct().Order().Cast<object>()];
    }

    // What holds today stands in the form to be built on; where nothing does, a suggestion.
    private static async Task<Draft> NewDraft(HttpContext http, Visit visit, Guid arena, Act act, CancellationToken ct)
    {
        var book = http.RequestServices.GetRequiredService<GroupBook>();
        var body = new JsonObject();
        if (act == GroupActs.AdoptRules)
        {
            var before = await book.Rules(visit.Tenant, arena, ct) is [var latest, ..] ? latest.Points.OfType<string>() : Enumerable.Range(1, StarterRules).Select(n => visit.Text[$"rules.starter.{n}"]);
            body["points"] = new JsonArray([.. before.Select(p => JsonValue.Create(p))]);
        }
        else if (act == GroupActs.NoteDeviation)
        {
            body["point"] = http.Request.Query["punkt"].ToString() is { Length: > 0 } point ? point : null;
        }
        else if (act != GroupActs.NoteUnion)
        {
            var facts = await book.Facts(visit.Tenant, arena, ct);
            if (act == GroupActs.StatePurpose)
                body["purpose"] = facts.Purpose ?? visit.Text["group.purpose.usual"];
            else if (act == GroupActs.StateInvolvement)
                body["involvement"] = facts.Involvement ?? visit.Text["group.involvement.usual"];
            else if (act == GroupActs.SetMaturity)
                body["maturity"] = facts.Maturity?.Camel();
            else
                (body["buildsOn"], body["rhythm"]) = (facts.BuildsOn?.Camel(), facts.Rhythm?.Camel());
        }

        return Draft.New(act.Creates ? null : (await http.RequestServices.GetRequiredService<EventStore>().Read(visit.Tenant, arena, ct)).Version) with { Body = body };
    }

    private static async Task<IResult> ShowAttach(HttpContext http, Visit visit, Guid arena, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var info = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!;
        var rows = await services.GetRequiredService<WorkplaceBook>().All(visit.Tenant, ct);
        var chosen = http.Request.Query["sted"].ToString() is { Length: > 0 } asked ? asked
            : rows.Where(w => w.ClosedOn is null && string.Equals(w.Name, info.Workplace, StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only.Id.ToString() : null;
        return new RazorComponentResult<ActPage>(new
        {
            Act = GroupActs.Attach,
            About = SeatRoutes.NameOf(info),
            Back = SeatRoutes.AddressOfArena(visit, arena),
            Draft = draft ?? Draft.New((await services.GetRequiredService<EventStore>().Read(visit.Tenant, arena, ct)).Version),
            Choices = FormChoices.None with
            {
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { ["node"] = WorkplaceRoutes.Choices(rows) },
                Option = chosen,
            },
        })
        { StatusCode = status };
    }

}
