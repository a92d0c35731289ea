using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Auditing;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Help;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.Meetings;
using Trepart.Web.OpenInputs;
using Trepart.Web.Seats;
using Trepart.Web.StaffMeetings;
using Trepart.Web.Trail;

namespace Trepart.Web.Api;

/// <summary>What the pages show, as JSON, to the same people.</summary>
public static class ApiQueries
{
    private const int MostInList = 200;

    public static void MapQueries(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("arenas", ListArenas).ForEveryone().ShowsNobody()
            .WithName("list-arenas").WithTags("arena").WithSummary("The groups that you may read").Produces<ArenaList>();

        // Its members and whoever keeps the seats: two rights, and the handler asks.
        municipality.MapGet("arenas/{arena:guid}", ReadArena).ForEveryone().ShowsNobody()
            .WithName("read-arena").WithTags("arena").WithSummary("A group").Produces<ArenaAnswer>();

        // Whoever keeps the seats, and the seat's own group: who has had it is for the first alone.
        municipality.MapGet("seats/{id:guid}", ReadSeat).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-seat").WithTags("seat").WithSummary("A seat; to whoever keeps the seats, with everyone who has it or has had it").Produces<SeatStory>();

        var arena = municipality.MapGroup("arenas/{arena:guid}");
        arena.MapGet("inputs", Inputs).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-inputs").WithTags("input").WithSummary("A group's inputs: the unanswered first, at most 200").Produces<InputList>();
        arena.MapGet("matters", Matters).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-matters").WithTags("matter").WithSummary("A group's matters: the open first, at most 200").Produces<MatterList>();
        arena.MapGet("seats", Seats).NeedsRight(Right.ReadArena).ShowsNobody()
            .WithName("list-seats").WithTags("arena").WithSummary("A group's seats").Produces<SeatList>();

        municipality.MapGet("inputs/{id:guid}", ReadInput).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-input").WithTags("input").WithSummary("An input with its whole story").Produces<InputAnswer>();
        municipality.MapGet("matters/{id:guid}", ReadMatter).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-matter").WithTags("matter").WithSummary("A matter with its whole story, also as it was known on a date").Produces<MatterAnswer>();

        arena.MapGet("meetings", Meetings).NeedsRight(Right.ReadArena).ShowsNobody()
            .WithName("list-meetings").WithTags("meeting").WithSummary("A group's meetings from a year back, the earliest first, at most 200").Produces<MeetingList>();
        arena.MapGet("actions", Actions).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-actions").WithTags("action").WithSummary("A group's actions: the open first, at most 200").Produces<ActionList>();
        municipality.MapGet("series/{id:guid}", (Guid id, HttpContext http, Visit visit, EventStore store, SeatBook seats, CancellationToken ct) => ReadStory("series", id, http, visit, store, seats, ct))
            .NeedsRight(Right.ReadArena).ShowsNobody()
            .WithName("read-series").WithTags("series").WithSummary("A series of meetings as it was planned").Produces<StoryAnswer>();
        municipality.MapGet("meetings/{id:guid}", (Guid id, HttpContext http, Visit visit, EventStore store, SeatBook seats, CancellationToken ct) => ReadStory("meeting", id, http, visit, store, seats, ct))
            .NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-meeting").WithTags("meeting").WithSummary("A meeting with its whole story: agenda, round, minutes").Produces<StoryAnswer>();
        municipality.MapGet("actions/{id:guid}", (Guid id, HttpContext http, Visit visit, EventStore store, SeatBook seats, CancellationToken ct) => ReadStory("action", id, http, visit, store, seats, ct))
            .NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-action").WithTags("action").WithSummary("An action with its whole story").Produces<StoryAnswer>();
        municipality.MapGet("steering-items/{id:guid}", (Guid id, HttpContext http, Visit visit, EventStore store, SeatBook seats, CancellationToken ct) => ReadStory("steering_item", id, http, visit, store, seats, ct))
            .NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-steering-item").WithTags("steering_item").WithSummary("An item of the steering group with its whole story").Produces<StoryAnswer>();
        municipality.MapGet("links/{id:guid}", ReadLink).NeedsRight(Right.WorkInGroup).ShowsNobody()
            .WithName("read-link").WithTags("input_link").WithSummary("A link by which anyone gives inputs to a group").Produces<InputLinkRow>();
        municipality.MapGet("staff-meetings/{id:guid}", ReadStaffMeeting).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-staff-meeting").WithTags("staff_meeting").WithSummary("A staff meeting: what was asked, what came, what became of it").Produces<StaffMeetingAnswer>();

        // As on the page: two rights open the trail, and the handler asks.
        municipality.MapGet("trail", ReadTrail).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-trail").WithTags("trail").WithSummary("The audit trail, newest first, with what it takes to check each record").Produces<TrailAnswer>();
    }

    private static async Task<IResult> ListArenas(Visit visit, Arenas arenas, CancellationToken ct)
    {
        var all = (await arenas.All(visit.Tenant, ct)).Values;
        var mine = visit.Who.May(Right.ReadWholeTrail) ? all : all.Where(a => visit.Who.May(Right.ReadArena, a.Id) || visit.Who.Mandates.Any(m => m.Covers(a.Id)));
        return TypedResults.Ok(new ArenaList([.. mine]));
    }

    private static async Task<IResult> ReadArena(Guid arena, Visit visit, EventStore store, Arenas arenas, CancellationToken ct)
    {
        if (await arenas.Get(visit.Tenant, arena, ct) is not { } found)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, arena) && !visit.Who.May(Right.KeepSeats))
            return Problems.Forbidden(visit);
        return TypedResults.Ok(new ArenaAnswer(found.Id, (await store.Read(visit.Tenant, arena, ct)).Version, found.Kind, found.Name, found.Workplace));
    }

    private static async Task<IResult> ReadSeat(Guid id, HttpContext http, Visit visit, EventStore store, SeatOverview seats, CancellationToken ct)
    {
        if (await seats.Get(visit.Tenant, id, ct) is not { } found)
            return Problems.NotFound(visit);
        var mayKnowHolders = visit.Who.May(Right.KeepSeats);
        if (!mayKnowHolders && !visit.Who.May(Right.ReadArena, found.Seat.Arena))
            return Problems.Forbidden(visit);
        var version = (await store.Read(visit.Tenant, id, ct)).Version;
        if (IsKnown(http, version))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        return TypedResults.Ok(new SeatStory(id, found.Seat.Arena, version, found.Seat.Role, found.Seat.Organisation, found.Seat.Number, mayKnowHolders ? found.All : null));
    }

    private static async Task<IResult> Inputs(Guid arena, Visit visit, InputLists inputs, CancellationToken ct)
    {
        var mayKnowGivers = visit.Who.May(Right.WorkInGroup, arena);
        return TypedResults.Ok(new InputList([.. (await inputs.OfArena(visit.Tenant, arena, MostInList, ct)).Select(i => InputItem.Of(i, mayKnowGivers))]));
    }

    private static async Task<IResult> Matters(Guid arena, Visit visit, MatterLists matters, CancellationToken ct) =>
        TypedResults.Ok(new MatterList(await matters.OfArena(visit.Tenant, arena, MostInList, ct)));

    private static async Task<IResult> Seats(Guid arena, Visit visit, SeatBook seats, CancellationToken ct) =>
        TypedResults.Ok(new SeatList([.. (await seats.SeatsOf(visit.Tenant, arena, ct)).Select(s => new SeatAnswer(s.Id, s.Role, s.Organisation))]));

    private static async Task<IResult> ReadInput(Guid id, HttpContext http, Visit visit, EventStore store, SeatBook seats, AuditReading audit, CancellationToken ct)
    {
        var history = await store.Read(visit.Tenant, id, ct);
        if (history.Events is not [{ Event: InputReceived or UnnamedInputReceived } opening, ..])
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, opening.Arena) && await audit.Open(http, visit, Opened.Input, id, history, null, ct) is null)
            return Problems.Forbidden(visit);
        if (IsKnown(http, history.Version))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        var state = (Input)Kind.Input.Fold(history.Events.Select(e => e.Event));
        return TypedResults.Ok(new InputAnswer(
            id, opening.Arena, history.Version, new(state.Stage, state.Matter, state.AnswerIsRead), await Story(history.Events, history.Words, visit, seats, ct)));
    }

    private static async Task<IResult> ReadLink(Guid id, HttpContext http, Visit visit, InputLinkList links, CancellationToken ct)
    {
        if (await links.Get(visit.Tenant, id, ct) is not { } link)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.WorkInGroup, link.Arena))
            return Problems.Forbidden(visit);
        return IsKnown(http, link.Version) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(link);
    }

    private static async Task<IResult> ReadStaffMeeting(Guid id, HttpContext http, Visit visit, EventStore store, CancellationToken ct)
    {
        if (StaffMeetingStory.Of(id, await store.Read(visit.Tenant, id, ct)) is not { } story)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, story.Arena))
            return Problems.Forbidden(visit);
        return IsKnown(http, story.Version) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(StaffMeetingAnswer.Of(story));
    }

    private static async Task<IResult> ReadMatter(
        Guid id, [FromQuery(Name = "known-on"), Description("As it was known when this day ended in Norway.")] string? knownOn,
        HttpContext http, Visit visit, EventStore store, SeatBook seats, AuditReading audit, HelpReading help, CancellationToken ct)
    {
        DateOnly day = default;
        if (knownOn is not null && !TrailQuestion.TryDay(knownOn, out day))
            return Problems.Unreadable(visit, [new("known-on", "not-a-date")]);
        var history = await store.Read(visit.Tenant, id, ct, knownOn is null ? null : Calendar.EndOf(day));
        if (MatterStory.Of(id, history) is not { } story)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, story.Arena) && !await help.OpenMatter(http, visit, id, ct))
        {
            if (await audit.Open(http, visit, Opened.Matter, id, history, knownOn is null ? null : day, ct) is not { } seen || MatterStory.Of(id, seen) is not { } part)
                return Problems.Forbidden(visit);
            story = part;
        }

        if (IsKnown(http, story.Version))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        return TypedResults.Ok(new MatterAnswer(
            id, story.Arena, story.Version, story.Title, MatterState.Of(story.State), await Story(story.Events, story.Words, visit, seats, ct)));
    }

    private static async Task<IResult> Meetings(Guid arena, Visit visit, MeetingLists meetings, Calendar calendar, CancellationToken ct) =>
        TypedResults.Ok(new MeetingList(await meetings.From(visit.Tenant, arena, calendar.Today.AddYears(-1), MostInList, ct)));

    private static async Task<IResult> Actions(Guid arena, Visit visit, ActionLists actions, CancellationToken ct) =>
        TypedResults.Ok(new ActionList(await actions.OfArena(visit.Tenant, arena, MostInList, ct)));

    // What has no more to say than its own story.
    private static async Task<IResult> ReadStory(string kind, Guid id, HttpContext http, Visit visit, EventStore store, SeatBook seats, CancellationToken ct)
    {
        var history = await store.Read(visit.Tenant, id, ct);
        if (history.Events is not [{ StreamType: var type } opening, ..] || type != kind)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, opening.Arena))
            return Problems.Forbidden(visit);
        return IsKnown(http, history.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(new StoryAnswer(id, opening.Arena, history.Version, await Story(history.Events, history.Words, visit, seats, ct)));
    }

    private static async Task<IResult> ReadTrail(
        [AsParameters] TrailParameters named, HttpContext http, Visit visit, EventStore store, Arenas arenas, AuditReading audit,
        CancellationToken ct)
    {
        if (TrailAccess.Of(visit.Who) is not { } access)
            return Problems.Forbidden(visit);

        // A filter with a slip in its name would otherwise show everything to one who asked for a part.
        var names = TrailNames.Api;
        var question = TrailQuestion.Read(http.Request.Query, names);
        List<FieldError> errors = [.. question.Errors, .. http.Request.Query.Keys.Except(names.All).Select(k => new FieldError(k, "unknown-field"))];
        if (errors.Count > 0)
            return Problems.Unreadable(visit, errors);
        if (await access.Refuse(question, visit, arenas, store, ct) is { } problem)
            return problem;

        var page = await store.ReadTrail(visit.Tenant, question.Filter(access), ct);
        var older = page.Events.Count > question.Limit ? page.Events[question.Limit - 1].Position : (long?)null;
        var shown = page.Events.Take(question.Limit).Where(access.Sees).ToList();
        if (access.IsAudit)
            await audit.OpenTrail(http, visit, question, question.Arena, ct);
        var words = await store.ReadWordsWithSalts(visit.Tenant, [.. shown.Select(e => e.StreamId).Distinct()], ct);
        return TypedResults.Ok(new TrailAnswer(
            [.. shown.Select(e => TrailRecordAnswer.Of(e, Proof.Of(e, words)))],
            older is { } last ? $"{ApiRoutes.RootOf(visit)}/trail{question.Address(names, last)}" : null));
    }

    private static async Task<IReadOnlyList<StoryEvent>> Story(
        IReadOnlyList<Recorded> events, IReadOnlyDictionary<Guid, string> words, Visit visit, SeatBook seats, CancellationToken ct)
    {
        var known = await seats.AllSeats(visit.Tenant, ct);
        return [.. events.Select(e => StoryEvent.Of(e, words, SeesTrail(e) && TrailLine.MayKnow(visit.Who, e, known.GetValueOrDefault(e.Seat ?? default)), known.IsDeputy(e.Actor)))];

        // The page of a story names the seat; which of its holders it was stands in the trail alone.
        bool SeesTrail(Recorded e) => TrailAccess.Of(visit.Who)?.Sees(e.Arena) == true;
    }

    /// <summary>Says the version, and whether the asker has it already.</summary>
    private static bool IsKnown(HttpContext http, long version)
    {
        var tag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.SelectMany(v => (v ?? "").Split(',')).Select(v => v.Trim()).Any(v => v == "*" || v == tag || v == $"W/{tag}");
    }
}

/// <summary>The trail's filters, as the API's description lists them; <see cref="TrailQuestion"/> reads them.</summary>
public sealed record TrailParameters
{
    [FromQuery(Name = "arena"), Description("Only this group.")]
    public string? Arena { get; init; }

    [FromQuery(Name = "stream"), Description("Only this matter, input, seat or group.")]
    public string? Stream { get; init; }

    [FromQuery(Name = "type"), Description("Only events of this stored name.")]
    public string? Type { get; init; }

    [FromQuery(Name = "seat"), Description("Only what this seat did.")]
    public string? Seat { get; init; }

    [FromQuery(Name = "from"), Description("Happened on this day or later.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Happened on this day or earlier.")]
    public string? To { get; init; }

    [FromQuery(Name = "known-on"), Description("As the log stood when this day ended in Norway.")]
    public string? KnownOn { get; init; }

    [FromQuery(Name = "before"), Description("Only positions below; the next page's address has it.")]
    public string? Before { get; init; }

    [FromQuery(Name = "limit"), Description("At most this many, 50 unless said, 200 at most.")]
    public string? Limit { get; init; }
}
