using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.Waiting;

/// <summary>Min side: what waits for the one who is signed in, and nothing else.</summary>
public static class WaitingRoutes
{
    public static void MapWaiting(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("min-side", async Task<IResult> (Visit visit, WaitingBook book, Arenas arenas, Calendar calendar, CancellationToken ct) =>
            new RazorComponentResult<MinePage>(new
            {
                Items = await book.Of(visit.Tenant, visit.Who, calendar.Today, ct),
                Arenas = await arenas.All(visit.Tenant, ct),
            })).ForEveryone().Shows(PersonalData.Texts);

    public static void MapWaitingApi(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("waiting", async (Visit visit, WaitingBook book, Calendar calendar, CancellationToken ct) =>
                TypedResults.Ok(new WaitingList([.. (await book.Of(visit.Tenant, visit.Who, calendar.Today, ct)).Select(i => WaitingAnswer.Of(i, visit))])))
            .ForEveryone().Shows(PersonalData.Texts)
            .WithName("list-waiting").WithTags("me").WithSummary("What waits for you, the oldest first, at most 200").Produces<WaitingList>();
}

public sealed record WaitingList(IReadOnlyList<WaitingAnswer> Items);

/// <summary>Something that waits for you.</summary>
/// <param name="Thing">The matter, input, meeting, action or seat.</param>
/// <param name="Text">What it is known by; null where it has no words of its own, and where they have been erased.</param>
/// <param name="Due">By when, where a day is set.</param>
/// <param name="Page">Where a person does it.</param>
public sealed record WaitingAnswer(string Kind, Guid Arena, Guid Thing, string? Text, DateOnly Since, DateOnly? Due, string Page)
{
    public static WaitingAnswer Of(WaitingItem item, Visit visit) =>
        new(item.Kind.Code, item.Arena, item.Thing, item.Text, item.Since, item.Due, $"{visit.Root}/{item.Kind.Place(item.Thing)}");
}
