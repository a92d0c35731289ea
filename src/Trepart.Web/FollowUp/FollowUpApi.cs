using System.ComponentModel;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Api;
using Trepart.Web.Commands;
using Trepart.Web.Seats;
using Trepart.Web.Workplaces;

namespace Trepart.Web.FollowUp;

/// <summary>The same as JSON. <c>Idempotency-Key</c> is the id of what is written: sent again, it is there once.</summary>
public static class FollowUpApi
{
    public static void MapFollowUpApi(this IEndpointRouteBuilder municipality)
    {
        var all = municipality.MapGroup("follow-up").Shows(PersonalData.FollowedUp).WithTags("follow-up");
        all.MapGet("", List).NeedsRight(Right.FollowUp)
            .WithName("list-followed").WithSummary("The seats that you follow up as chief, and who is interested in those that nobody has").Produces<FollowedList>();
        all.MapPost("interests/{id:guid}/put-aside", async (Guid id, Visit visit, InterestBook interests, CancellationToken ct) =>
                await interests.PutAside(visit.Tenant, id, Chiefs.Of(visit.Who), ct) ? TypedResults.NoContent() : (IResult)Problems.NotFound(visit))
            .NeedsRight(Right.FollowUp).WithName("put-interest-aside").WithSummary("Take away that someone is interested in a vacant seat").Produces(StatusCodes.Status204NoContent);

        var one = all.MapGroup("{id:guid}");
        one.MapGet("", Read).ForEveryone()
            .WithName("read-followed").WithSummary("What stands between a chief and one whom she follows up, to the two of them").Produces<PairAnswer>();
        one.MapPost("ask-for-talk", (Guid id, HttpContext http, Visit visit, FollowUpActions actions) =>
                Write(http, visit, id, false, (key, _, ct) => actions.Ask(visit.Tenant, visit.Who, id, key, ct)))
            .NeedsRight(Right.AskForTalk).WithMetadata(new WrittenOnce()).WithName("ask-for-talk").WithSummary("Ask your chief for a talk").Produces(StatusCodes.Status204NoContent);
        one.MapPost("write-note", (Guid id, HttpContext http, Visit visit, FollowUpActions actions) =>
                Write(http, visit, id, true, (key, body, ct) => actions.Note(visit.Tenant, visit.Who, id, key, body, ct)))
            .ForEveryone().WithMetadata(new JsonBody(("text", "What the two read."))).WithMetadata(new WrittenOnce()).WithName("write-note").WithSummary("Write to the other of the two").Produces(StatusCodes.Status204NoContent);
        one.MapPost("note-talk", (Guid id, HttpContext http, Visit visit, FollowUpActions actions) =>
                Write(http, visit, id, true, (key, body, ct) => actions.Talk(visit.Tenant, visit.Who, id, key, body, ct)))
            .NeedsRight(Right.FollowUp).WithMetadata(new JsonBody(("on", "The day they talked."), ("text", "What they want to remember; may be left out."))).WithMetadata(new WrittenOnce()).WithName("note-talk-held").WithSummary("Note that the two have talked").Produces(StatusCodes.Status204NoContent);
        one.MapPost("plan-step", (Guid id, HttpContext http, Visit visit, FollowUpActions actions) =>
                Write(http, visit, id, true, (key, body, ct) => actions.Step(visit.Tenant, visit.Who, id, key, body, ct)))
            .NeedsRight(Right.FollowUp).WithMetadata(new JsonBody(("what", "One line."), ("due", "By when it is planned; may be left out."), ("done", "The day it was done; may be left out."))).WithMetadata(new WrittenOnce()).WithName("plan-step").WithSummary("Training or something else, planned or done").Produces(StatusCodes.Status204NoContent);
        one.MapPost("entries/{entry:guid}/finish", async (Guid id, Guid entry, HttpContext http, Visit visit, FollowUpActions actions, CancellationToken ct) =>
                Answer(visit, await actions.Finish(visit.Tenant, visit.Who, id, entry, await CommandEndpoints.ReadBody(http), ct)))
            .NeedsRight(Right.FollowUp).WithMetadata(new JsonBody(("done", "The day it was done."))).WithName("finish-step").WithSummary("A step is done").Produces(StatusCodes.Status204NoContent);
        one.MapPost("entries/{entry:guid}/remove", async (Guid id, Guid entry, Visit visit, FollowUpActions actions, CancellationToken ct) =>
                Answer(visit, await actions.Remove(visit.Tenant, visit.Who, id, entry, ct)))
            .ForEveryone().WithName("remove-entry").WithSummary("Erase what you wrote, or a step").Produces(StatusCodes.Status204NoContent);

        var interest = municipality.MapGroup("").Shows(PersonalData.Own).WithTags("follow-up");
        interest.MapGet("arenas/{arena:guid}/open-seats", async (Guid arena, Visit visit, InterestBook book, Calendar calendar, CancellationToken ct) =>
                TypedResults.Ok(new OpenSeatList([.. (await book.OpenIn(visit.Tenant, arena, visit.Who, calendar.Today, ct)).Select(s => new OpenSeatAnswer(s.Seat.Id, s.Seat.Role, s.Seat.Organisation, s.IsMine))])))
            .NeedsRight(Right.ShowInterest).WithName("list-open-seats").WithSummary("The group's vacant seats that you may say you are interested in").Produces<OpenSeatList>();
        interest.MapPost("seats/{id:guid}/show-interest", async (Guid id, HttpContext http, Visit visit, SeatOverview seats, InterestBook book, Calendar calendar, CancellationToken ct) =>
                await InterestRoutes.Show(id, visit, seats, book, calendar, () => KeyOf(http), ct) ?? TypedResults.NoContent())
            .NeedsRight(Right.ShowInterest).WithMetadata(new WrittenOnce()).WithName("show-interest").WithSummary("Say that you are interested in a vacant seat: the chief over it hears of it, and nobody else")
            .Produces(StatusCodes.Status204NoContent);
        interest.MapPost("seats/{id:guid}/take-back-interest", async (Guid id, Visit visit, SeatOverview seats, InterestBook book, CancellationToken ct) =>
                await InterestRoutes.TakeBack(id, visit, seats, book, ct) ?? TypedResults.NoContent())
            .NeedsRight(Right.ShowInterest).WithName("take-back-interest").WithSummary("Take it back").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> List(Visit visit, FollowUpBook book, InterestBook interests, WorkplaceTrees trees, Calendar calendar, CancellationToken ct)
    {
        var chief = Chiefs.Of(visit.Who);
        var isSafety = chief.Any(c => c.Seat.Role is SeatRole.ChiefSafetyRepresentative);
        var interested = (await interests.For(visit.Tenant, chief, calendar.Today, ct)).ToLookup(i => i.Seat);
        return TypedResults.Ok(new FollowedList(
            [.. (await book.Of(visit.Tenant, chief, calendar.Today, ct)).Select(s => new FollowedAnswer(
                s.Seat.Id, s.Arena.Id, s.Seat.Role, s.Seat.Organisation, s.IsVacant, s.LastMeeting, [.. s.Holders.Select(HolderOf)],
                [.. interested[s.Seat.Id].Select(i => new InterestAnswer(i.Id, i.Name, i.GivenOn))]))],
            isSafety ? [.. (await book.WithoutSafetyRepresentative(visit.Tenant, ct)).Select(a => a.Id)] : [],
            isSafety ? [.. FollowUpRoutes.WithoutGroup(await trees.Read(visit.Tenant, calendar.Today, ct)).Select(w => w.Id)] : []));
    }

    private static async Task<IResult> Read(Guid id, Visit visit, FollowUpActions actions, FollowUpBook book, CancellationToken ct)
    {
        var (pair, isForbidden) = await actions.Find(visit.Tenant, visit.Who, id, ct);
        if (pair is null)
            return isForbidden ? Problems.Forbidden(visit) : Problems.NotFound(visit);
        return TypedResults.Ok(new PairAnswer(
            pair.Seat.Seat.Id, pair.Seat.Arena.Id, pair.Seat.LastMeeting, HolderOf(pair.Followed),
            [.. (await book.Entries(visit.Tenant, pair, ct)).Select(e => new EntryAnswer(e.Id, e.Kind, e.IsByChief, e.Text, e.HappensOn, e.DoneOn, e.WrittenOn))]));
    }

    private static async Task<IResult> Write(HttpContext http, Visit visit, Guid id, bool hasBody, Func<Guid, JsonObject, CancellationToken, Task<FollowUpOutcome>> act)
    {
        // Who may not is told so whatever was sent.
        var (pair, isForbidden) = await http.RequestServices.GetRequiredService<FollowUpActions>().Find(visit.Tenant, visit.Who, id, http.RequestAborted);
        if (pair is null)
            return isForbidden ? Problems.Forbidden(visit) : Problems.NotFound(visit);
        var body = hasBody ? await CommandEndpoints.ReadBody(http) : [];
        if (body is null)
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable-json");
        if (KeyOf(http) is not { } key)
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "idempotency-key-missing");
        return Answer(visit, await act(key, body, http.RequestAborted));
    }

    private static IResult Answer(Visit visit, FollowUpOutcome outcome) => outcome switch
    {
        FollowUpOutcome.Done => TypedResults.NoContent(),
        FollowUpOutcome.Forbidden => Problems.Forbidden(visit),
        FollowUpOutcome.Unreadable { Errors: [] } => Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable-json"),
        FollowUpOutcome.Unreadable bad => Problems.Unreadable(visit, bad.Errors),
        _ => Problems.NotFound(visit),
    };

    private static Guid? KeyOf(HttpContext http) => Guid.TryParse(http.Request.Headers["Idempotency-Key"], out var key) ? key : null;

    private static HolderAnswer HolderOf(Followed followed) => new(followed.Holding, followed.Name, followed.Since, followed.IsDeputy, followed.LastTalk, followed.AskedOn);
}

/// <param name="GroupsWithout">Groups where no safety representative has a seat; for the chief safety representative.</param>
/// <param name="WorkplacesWithout">Units that no group reaches; for the chief safety representative.</param>
public sealed record FollowedList(IReadOnlyList<FollowedAnswer> Items, IReadOnlyList<Guid> GroupsWithout, IReadOnlyList<Guid> WorkplacesWithout);

/// <summary>A seat that you follow up.</summary>
/// <param name="LastMeeting">When its group last met; null where no meeting is on record.</param>
public sealed record FollowedAnswer(
    Guid Seat, Guid Arena, SeatRole Role, string? Organisation, bool IsVacant, DateOnly? LastMeeting, IReadOnlyList<HolderAnswer> Holders, IReadOnlyList<InterestAnswer> Interested);

/// <param name="Id">What the address of the two is made of.</param>
/// <param name="AskedOn">Since when she has asked for a talk; null where she is answered.</param>
public sealed record HolderAnswer(Guid Id, string? Name, DateOnly Since, bool IsDeputy, DateOnly? LastTalk, DateOnly? AskedOn);

public sealed record InterestAnswer(Guid Id, string Name, DateOnly GivenOn);

public sealed record PairAnswer(Guid Seat, Guid Arena, DateOnly? LastMeeting, HolderAnswer Followed, IReadOnlyList<EntryAnswer> Entries);

/// <param name="HappensOn">The day of a talk; by when a step is planned.</param>
/// <param name="DoneOn">When an ask was answered, and a step done.</param>
public sealed record EntryAnswer(
    Guid Id, EntryKind Kind, bool ByChief, [property: Description("Null for an ask, and for a talk of which nothing was written.")] string? Text, DateOnly? HappensOn, DateOnly? DoneOn, DateOnly WrittenOn);

public sealed record OpenSeatList(IReadOnlyList<OpenSeatAnswer> Items);

public sealed record OpenSeatAnswer(Guid Seat, SeatRole Role, string? Organisation, bool IsMine);
