using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.OpenInputs;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.StaffMeetings;

/// <summary>Personalmøter: planned by the group, answered by everyone, sorted on the wall or on paper, and told back to all.</summary>
public static class StaffMeetingRoutes
{
    public static void MapStaffMeetings(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts).OnlyInWorkingGroups();
        group.MapGet("personalmoter", List).NeedsRight(Right.ReadArena);
        group.MapGet("siden-sist", SinceLast).NeedsRight(Right.ReadArena);
        group.MapGet(StaffMeetingActs.Plan.Slug!, (Guid arena, Visit visit) => ShowNew(visit, arena, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        group.MapPost(StaffMeetingActs.Plan.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, StaffMeetingActs.Plan, null, arena, (_, v, _, draft, status) => ShowNew(v, arena, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.WorkInGroup);

        var meeting = municipality.MapGroup("personalmoter/{id:guid}").Shows(PersonalData.Texts);
        meeting.MapGet("", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Show(id, http, visit, Right.ReadArena, MeetingPage, ct)).NeedsRight(Right.ReadArena);
        meeting.MapGet("vegg", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Show(id, http, visit, Right.WorkInGroup, Wall, ct)).NeedsRight(Right.WorkInGroup);
        meeting.MapGet("kort", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Show(id, http, visit, Right.WorkInGroup, Cards, ct)).NeedsRight(Right.WorkInGroup);
        meeting.MapGet("plakat", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Show(id, http, visit, Right.WorkInGroup, Poster, ct)).NeedsRight(Right.WorkInGroup);
        foreach (var act in StaffMeetingActs.OnMeeting)
        {
            meeting.MapGet(act.Slug!, (Guid id, HttpContext http, Visit visit) => ShowForm(http, visit, id, act, null, StatusCodes.Status200OK)).NeedsRight(act.Right);
            meeting.MapPost(act.Slug!, async (Guid id, HttpContext http, Visit visit, Desk desk, Release release) =>
                {
                    var answer = await CommandEndpoints.FromForm(
                        http, visit, desk, act, id, null, (h, v, a, draft, status) => ShowForm(h, v, id, a, draft, status), done => AddressOf(visit, done));

                    // What came from phones is there to be sorted at once; if it does not succeed now, the worker does it.
                    if (act == StaffMeetingActs.CloseCollecting && answer is RedirectHttpResult)
                        await release.OfMeeting(visit.Tenant, id, http.RequestAborted);
                    return answer;
                })
                .NeedsRight(act.Right);
        }
    }

    public static string AddressOf(Visit visit, Guid meeting) => $"{visit.Root}/personalmoter/{meeting}";

    private static async Task<IResult> List(Guid arena, Visit visit, StaffMeetingList meetings, Arenas arenas, CancellationToken ct) =>
        new RazorComponentResult<StaffMeetingsPage>(new { Arena = (await arenas.Get(visit.Tenant, arena, ct))!, Meetings = await meetings.OfArena(visit.Tenant, arena, ct) });

    // Since the last staff meeting that has been, unless another day is asked for.
    private static async Task<IResult> SinceLast(
        Guid arena, [FromQuery(Name = "fra")] string? from, Visit visit, StaffMeetingList meetings, Arenas arenas, InputLists inputs, MatterLists matters, Calendar calendar,
        CancellationToken ct)
    {
        var last = (await meetings.OfArena(visit.Tenant, arena, ct)).FirstOrDefault(m => m.HeldOn < calendar.Today)?.HeldOn ?? calendar.Today.AddMonths(-3);
        var since = DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : last;
        return new RazorComponentResult<SinceLastPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Since = since,
            Inputs = (await inputs.OfArena(visit.Tenant, arena, 500, ct)).Where(i => i.AnsweredOn >= since && i.Stage is not InputStage.Withdrawn).ToList(),
            Waiting = (await inputs.OfArena(visit.Tenant, arena, 500, ct)).Count(i => i.Stage is InputStage.Open),
            Matters = (await matters.OfArena(visit.Tenant, arena, 500, ct)).Where(m => m.TouchedOn >= since).ToList(),
        });
    }

    private static Task<IResult> ShowNew(Visit visit, Guid arena, Draft? draft, int status) =>
        Task.FromResult<IResult>(new RazorComponentResult<ActPage>(new { Act = StaffMeetingActs.Plan, Back = $"{visit.Root}/grupper/{arena}/personalmoter", Draft = draft ?? Draft.New() }) { StatusCode = status });

    private static async Task<IResult> Show(
        Guid id, HttpContext http, Visit visit, Right right, Func<HttpContext, Visit, StaffMeetingStory, CancellationToken, Task<IResult>> show, CancellationToken ct)
    {
        if (StaffMeetingStory.Of(id, await http.RequestServices.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct)) is not { } story)
            return Problems.NotFound(visit);
        return visit.Who.May(right, story.Arena) ? await show(http, visit, story, ct) : Problems.Forbidden(visit);
    }

    private static async Task<IResult> MeetingPage(HttpContext http, Visit visit, StaffMeetingStory story, CancellationToken ct)
    {
        var services = http.RequestServices;
        var calendar = services.GetRequiredService<Calendar>();
        return new RazorComponentResult<StaffMeetingPage>(new
        {
            Story = story,
            Arena = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, story.Arena, ct))!,
            Telling = new Telling(visit.Text, calendar.Today, await services.GetRequiredService<SeatBook>().AllSeats(visit.Tenant, ct), new Dictionary<Guid, string>()),
        });
    }

    private static async Task<IResult> Wall(HttpContext http, Visit visit, StaffMeetingStory story, CancellationToken ct) =>
        new RazorComponentResult<WallPage>(new { Story = story, Came = await Came(http, visit, story, ct), Address = OpenAddress(http, visit, story) });

    private static async Task<IResult> Cards(HttpContext http, Visit visit, StaffMeetingStory story, CancellationToken ct) =>
        new RazorComponentResult<CardsPage>(new { Story = story, Came = await Came(http, visit, story, ct) });

    private static async Task<IResult> Poster(HttpContext http, Visit visit, StaffMeetingStory story, CancellationToken ct) =>
        OpenAddress(http, visit, story) is not { } address
            ? await MeetingPage(http, visit, story, ct)
            : new RazorComponentResult<PosterPage>(new
            {
                Title = story.Theme ?? visit.Text["words.erased"],
                Line = story.Questions[0].Text ?? visit.Text["words.erased"],
                Points = new[] { visit.Text["open.meeting.how"], visit.Text["staff.poster"] },
                Address = address,
                Back = AddressOf(visit, story.Id),
            });

    /// <summary>What has come from phones and is not in the log yet.</summary>
    private static async Task<IReadOnlyList<StaffAnswer>> Came(HttpContext http, Visit visit, StaffMeetingStory story, CancellationToken ct) =>
        [.. (await http.RequestServices.GetRequiredService<WaitingRoom>().OfMeeting(visit.Tenant, story.Id, ct)).Select(w => new StaffAnswer(w.Id, w.Question!.Value, w.Text, null))];

    /// <returns>Null where nothing is collected.</returns>
    private static string? OpenAddress(HttpContext http, Visit visit, StaffMeetingStory story) =>
        story.State.Stage is not StaffMeetingStage.Collecting
            ? null
            : LinkRoutes.Whole(http, $"{visit.Root}/mote/{http.RequestServices.GetRequiredService<OpenKeys>().Of(visit.Tenant, OpenDoor.StaffMeeting, story.Id)}");

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var services = http.RequestServices;
        var ct = http.RequestAborted;
        if (StaffMeetingStory.Of(id, await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct)) is not { } story)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, story.Arena))
            return Problems.Forbidden(visit);

        var text = visit.Text;
        var matters = act == StaffMeetingActs.AnswerCluster ? await services.GetRequiredService<MatterLists>().OfArena(visit.Tenant, story.Arena, 500, ct) : [];
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = story.Theme ?? text["words.erased"],
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(story.Version),
            Choices = FormChoices.None with
            {
                Seats = [.. (await services.GetRequiredService<SeatBook>().SeatsOf(visit.Tenant, story.Arena, ct)).Where(s => Rights.Of(s).Contains(Right.WorkInGroup))],
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>>
                {
                    ["question"] = [.. story.Questions.Select(q => (Language.Number(q.Number), q.Text ?? text["words.erased"]))],
                    ["answers"] = [.. story.Loose.Concat(story.Clusters.SelectMany(c => c.Answers)).Select(a => (a.Id.ToString(), a.Text ?? text["words.erased"]))],
                    ["cluster"] = [.. story.Clusters.Select(c => (Language.Number(c.Number), c.Name ?? text["words.erased"]))],
                    ["matter"] = [.. matters.Select(m => (m.Id.ToString(), m.Title ?? text["words.erased"]))],
                    ["table"] = [.. Enumerable.Range(1, 30).Select(n => (Language.Number(n), text.Say("staff.table", ("n", n))))],
                },
                Option = http.Request.Query["gruppe-nr"].ToString(),
            },
        })
        { StatusCode = status };
    }
}
