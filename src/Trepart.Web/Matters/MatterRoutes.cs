using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Auditing;
using Trepart.Web.Commands;
using Trepart.Web.Help;
using Trepart.Web.Inputs;
using Trepart.Web.Meetings;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.Matters;

/// <summary>Saker: a matter with its story, and a form for each thing that can be done with it.</summary>
public static class MatterRoutes
{
    public static void MapMatters(this IEndpointRouteBuilder municipality)
    {
        var saker = municipality.MapGroup("saker/{id:guid}").Shows(PersonalData.Texts);
        saker.MapGet("", Show).NeedsRight(Right.ReadArena).WithName("matter");
        saker.MapForms(MatterActs.OnMatter, ShowForm, AddressOf);

        // A new matter is begun in a group, from nothing or from an input.
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts).OnlyInWorkingGroups();
        group.MapGet("temaer", async Task<IResult> (Guid arena, Visit visit, MatterLists matters, CancellationToken ct) =>
                new RazorComponentResult<TopicsPage>(new { Arena = arena, IsNew = await matters.IsNew(visit.Tenant, arena, ct) }))
            .NeedsRight(Right.ReadArena).ShowsNobody();
        group.MapGet(MatterActs.Raise.Slug!, (Guid arena, Guid? innspill, string? kort, HttpContext http, Visit visit) =>
                ShowNew(http, visit, arena, innspill, null, StatusCodes.Status200OK, TopicCard.Of(kort)))
            .NeedsRight(MatterActs.Raise.Right);
        group.MapPost(MatterActs.Raise.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, MatterActs.Raise, null, arena,
                (h, v, _, draft, status) => ShowNew(h, v, arena, Guid.TryParse(draft.Body["input"]?.ToString(), out var input) ? input : null, draft, status),
                done => AddressOf(visit, done)))
            .NeedsRight(MatterActs.Raise.Right);
    }

    public static string AddressOf(Visit visit, Guid matter) => $"{visit.Root}/saker/{matter}";

    private static async Task<IResult> Show(
        Guid id, [FromQuery(Name = "kjent")] DateOnly? knownOn, HttpContext http, Visit visit, EventStore store, SeatBook seats, InputLists inputs, AuditReading audit, HelpReading help,
        Calendar calendar, CancellationToken ct)
    {
        // What is known today or later is what is known now.
        knownOn = knownOn < calendar.Today ? knownOn : null;
        var history = await store.Read(visit.Tenant, id, ct, knownOn is { } day ? Calendar.EndOf(day) : null);
        if (MatterStory.Of(id, history) is not { } story)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, story.Arena) && !await help.OpenMatter(http, visit, id, ct))
        {
            if (await audit.Open(http, visit, Opened.Matter, id, history, knownOn, ct) is not { } seen || MatterStory.Of(id, seen) is not { } part)
                return Problems.Forbidden(visit);
            story = part;
        }

        var telling = new Telling(visit.Text, calendar.Today, await seats.AllSeats(visit.Tenant, ct), story.Words);
        var from = await inputs.OfMatter(visit.Tenant, id, ct);
        var group = await seats.SeatsOf(visit.Tenant, story.Arena, ct);
        return new RazorComponentResult<MatterPage>(new { Story = story, Telling = telling, From = from, Group = group, KnownOn = knownOn });
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var ct = http.RequestAborted;
        var seats = http.RequestServices.GetRequiredService<SeatBook>();
        var store = http.RequestServices.GetRequiredService<EventStore>();
        var calendar = http.RequestServices.GetRequiredService<Calendar>();
        if (MatterStory.Of(id, await store.Read(visit.Tenant, id, ct)) is not { } story)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, story.Arena))
            return Problems.Forbidden(visit);

        var telling = new Telling(visit.Text, calendar.Today, await seats.AllSeats(visit.Tenant, ct), story.Words);
        var choices = story.ChoicesFor(act, visit.Text, await seats.SeatsOf(visit.Tenant, story.Arena, ct), telling, visit.Who);
        if (act.Fields.FirstOrDefault(f => f.Name is "until" or "evaluateOn") is { } until)
        {
            // A day on which the group meets; another may be written, and the meeting planned afterwards.
            var coming = await http.RequestServices.GetRequiredService<MeetingLists>().Coming(visit.Tenant, story.Arena, calendar.Today, ct);
            choices = choices with { OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { [until.Name] = [.. coming.DistinctBy(m => m.Day).Select(m => (m.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), visit.Text.Day(m.Day, calendar.Today)))] } };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = story.Title ?? visit.Text["words.erased"],
            Standing = story.Standing(visit.Text, calendar.Today, telling),
            Back = AddressOf(visit, id),
            Draft = draft ?? story.DraftFor(act),
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Guid? input, Draft? draft, int status, TopicCard? card = null)
    {
        var from = input is { } id ? await http.RequestServices.GetRequiredService<InputLists>().Get(visit.Tenant, id, http.RequestAborted) : null;
        if (input is not null && from?.Arena != arena)
            return Problems.NotFound(visit);

        var text = visit.Text;
        var standing = from is not null ? text["act.raise_matter.from-input"]
            : card is not null ? text[$"card.{card.Code}.about"]
            : await http.RequestServices.GetRequiredService<MatterLists>().IsNew(visit.Tenant, arena, http.RequestAborted) ? text["topics.start-small"]
            : null;
        if (card is not null)
            draft ??= Draft.New() with { Body = new() { ["title"] = text[$"card.{card.Code}.title"], ["theme"] = card.Theme.Camel() } };

        return new RazorComponentResult<ActPage>(new
        {
            Act = MatterActs.Raise,
            About = from?.Text ?? (card is null ? null : string.Join(" ", Enumerable.Range(1, 3).Select(n => text[$"card.{card.Code}.ask-{n}"]))),
            Standing = standing,
            Back = from is null ? $"{visit.Root}/grupper/{arena}" : $"{visit.Root}/innspill/{from.Id}",
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with { Hidden = ["input"], Fixed = input is null ? null : [("input", input.Value.ToString())] },
        })
        { StatusCode = status };
    }
}
