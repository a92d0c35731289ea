using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Matters;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.Meetings;

/// <summary>Møter: a group's plan, and each meeting from its agenda to its approved minutes.</summary>
public static class MeetingRoutes
{
    private const int Most = 60;

    public static void MapMeetings(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet("moter", List).NeedsRight(Right.ReadArena);
        foreach (var act in new[] { MeetingActs.PlanSeries, MeetingActs.Plan })
        {
            group.MapGet(act.Slug!, (Guid arena, [FromQuery(Name = "dag")] DateOnly? day, HttpContext http, Visit visit) => ShowNew(http, visit, arena, act, day, null, StatusCodes.Status200OK))
                .NeedsRight(act.Right);
            group.MapPost(act.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, null, arena, (h, v, a, draft, status) => ShowNew(h, v, arena, a, null, draft, status),
                    done => IsSingle(act) ? AddressOf(visit, done) : $"{visit.Root}/grupper/{arena}/moter"))
                .NeedsRight(act.Right);
        }

        var moter = municipality.MapGroup("moter/{id:guid}").Shows(PersonalData.Texts);
        moter.MapGet("", (Guid id, HttpContext http, Visit visit) => Show<MeetingPage>(http, visit, id, null)).NeedsRight(Right.ReadArena);
        moter.MapGet("referat", (Guid id, HttpContext http, Visit visit) => Show<MinutesPage>(http, visit, id, null)).NeedsRight(Right.ReadArena);
        moter.MapGet("oppsummering", (Guid id, [FromQuery(Name = "medlemmer")] string? members, HttpContext http, Visit visit) => Show<SummaryPage>(http, visit, id, members == "1"))
            .NeedsRight(Right.ReadArena);
        foreach (var act in MeetingActs.OnMeeting)
        {
            moter.MapGet(act.Slug!, (Guid id, [FromQuery(Name = "sak")] Guid? matter, [FromQuery(Name = "punkt")] int? item, HttpContext http, Visit visit) =>
                ShowForm(http, visit, id, act, matter, item, null, StatusCodes.Status200OK)).NeedsRight(act.Right);
            moter.MapPost(act.Slug!, (Guid id, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, act, id, null,
                (h, v, a, draft, status) => ShowForm(
                    h, v, id, a, Guid.TryParse(draft.Body["matter"]?.ToString(), out var matter) ? matter : null,
                    int.TryParse(draft.Body["item"]?.ToString(), CultureInfo.InvariantCulture, out var item) ? item : null, draft, status),
                done => AddressOf(visit, done))).NeedsRight(act.Right);
        }

        static bool IsSingle(Act act) => act == MeetingActs.Plan;
    }

    public static string AddressOf(Visit visit, Guid meeting) => $"{visit.Root}/moter/{meeting}";

    private static async Task<IResult> List(
        Guid arena, Visit visit, Arenas arenas, MeetingLists meetings, ActionLists actions, SeatBook seats, Calendar calendar, CancellationToken ct)
    {
        var coming = await meetings.From(visit.Tenant, arena, calendar.Today, Most, ct);
        return new RazorComponentResult<MeetingsPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Coming = coming,
            Past = await meetings.Before(visit.Tenant, arena, calendar.Today, Most, ct),
            Actions = await actions.OfArena(visit.Tenant, arena, Most, ct),
            Homeless = await meetings.WithoutMeeting(visit.Tenant, arena, ct),
            Seats = await seats.AllSeats(visit.Tenant, ct),
        });
    }

    private static async Task<IResult> Show<TPage>(HttpContext http, Visit visit, Guid id, bool? forMembers)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<MeetingReader>().Read(visit.Tenant, id, ct) is not { } story)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, story.Row.Arena))
            return Problems.Forbidden(visit);

        var seats = services.GetRequiredService<SeatBook>();
        var actions = services.GetRequiredService<ActionLists>();
        var meetings = services.GetRequiredService<MeetingLists>();
        var around = (await seats.SeatsOf(visit.Tenant, story.Row.Arena, ct)).Where(s => Rights.Of(s).Contains(Right.WorkInGroup)).ToList();
        var view = new MeetingView(
            story,
            (await services.GetRequiredService<Arenas>().Get(visit.Tenant, story.Row.Arena, ct))!,
            around,
            await seats.AllSeats(visit.Tenant, ct),
            story.State.Parties.Count > 0 ? story.State.Parties : await seats.PartiesOf(visit.Tenant, story.Row.Arena, services.GetRequiredService<Calendar>().Today, ct),
            await actions.OfMeeting(visit.Tenant, id, ct),
            await actions.Open(visit.Tenant, story.Row.Arena, ct),
            (await meetings.From(visit.Tenant, story.Row.Arena, story.Row.Day.AddDays(1), 10, ct)).FirstOrDefault(m => m.Stage is not MeetingStage.Cancelled))
        {
            Lying = story.State.Stage is MeetingStage.Planned or MeetingStage.Open
                ? [.. (await services.GetRequiredService<SteeringBook>().Items(visit.Tenant, story.Row.Arena, Most, ct)).Where(i => i.Stage is not Domain.ItemStage.Closed)] : [],
        };
        var parameters = new Dictionary<string, object?> { ["View"] = view };
        if (forMembers is { } members)
            parameters["ForMembers"] = members;
        return new RazorComponentResult<TPage>(parameters);
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Act act, DateOnly? day, Draft? draft, int status)
    {
        var services = http.RequestServices;
        var info = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, http.RequestAborted))!;
        var today = services.GetRequiredService<Calendar>().Today;
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = SeatRoutes.NameOf(info),
            Back = $"{visit.Root}/grupper/{arena}/moter",
            Draft = draft ?? Draft.New() with { Body = MeetingChoices.Beginning(act, day, today) },
            Choices = MeetingChoices.ForPlan(visit.Text),
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Guid? matter, int? item, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<MeetingReader>().Read(visit.Tenant, id, ct) is not { } story)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, story.Row.Arena))
            return Problems.Forbidden(visit);

        // A matter that is not this group's is not told of.
        if (matter is { } named && (await services.GetRequiredService<MatterLists>().Get(visit.Tenant, named, ct))?.Arena != story.Row.Arena)
            matter = null;
        var seats = services.GetRequiredService<SeatBook>();
        var about = story.Items.FirstOrDefault(i => i.Item == new AgendaItem(matter is null ? item : null, matter));
        var choices = new MeetingChoices(
            visit, story, (await seats.SeatsOf(visit.Tenant, story.Row.Arena, ct)).Where(s => Rights.Of(s).Contains(Right.WorkInGroup)).ToList(),
            act == MeetingActs.AddItem ? await services.GetRequiredService<MatterLists>().OfArena(visit.Tenant, story.Row.Arena, 200, ct) : [],
            new Telling(visit.Text, services.GetRequiredService<Calendar>().Today, await seats.AllSeats(visit.Tenant, ct), story.Words));
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = about is null ? visit.Text.Say("meeting.title-of", ("day", visit.Text.Day(story.Row.Day, services.GetRequiredService<Calendar>().Today))) : about.Title ?? visit.Text["words.erased"],
            Back = AddressOf(visit, id),
            Draft = draft ?? choices.DraftFor(act),
            Choices = choices.For(act, new(matter is null ? item : null, matter)),
        })
        { StatusCode = status };
    }
}

/// <summary>All that a meeting's pages show.</summary>
/// <param name="Around">The seats around the table.</param>
/// <param name="Actions">Those that were agreed in it.</param>
/// <param name="Open">All that are open in the group: carried over by themselves.</param>
/// <param name="Next">The next one after it; null where none is planned.</param>
public sealed record MeetingView(
    MeetingStory Story, ArenaInfo Arena, IReadOnlyList<SeatInfo> Around, KnownSeats Seats, Many<Many<Guid>> Parties, IReadOnlyList<ActionRow> Actions,
    IReadOnlyList<ActionRow> Open, MeetingRow? Next)
{
    /// <summary>The steering group's items that are going on while the meeting is to be held; none in a working group's.</summary>
    public IReadOnlyList<ItemRow> Lying { get; init; } = [];
}
