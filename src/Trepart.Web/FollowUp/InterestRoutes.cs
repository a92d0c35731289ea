using Trepart.Web.Access;
using Trepart.Web.Groups;
using Trepart.Web.Seats;

namespace Trepart.Web.FollowUp;

/// <summary>«Jeg er interessert»: an employee says so of a vacant seat in her group, to the chief over it, and takes it back (ROL-40).</summary>
public static class InterestRoutes
{
    public static void MapInterests(this IEndpointRouteBuilder municipality)
    {
        var seat = municipality.MapGroup("plass/{id:guid}").Shows(PersonalData.Own);
        seat.MapPost("meld-interesse", async (Guid id, HttpContext http, Visit visit, SeatOverview seats, InterestBook book, Calendar calendar, CancellationToken ct) =>
        {
            var form = await http.Request.ReadFormAsync(ct);
            return await Show(id, visit, seats, book, calendar, () => Guid.TryParse(form["commandId"], out var key) ? key : null, ct)
                ?? TypedResults.Redirect(await BackOf(id, visit, seats, ct));
        }).NeedsRight(Right.ShowInterest);
        seat.MapPost("trekk-interesse", async (Guid id, Visit visit, SeatOverview seats, InterestBook book, CancellationToken ct) =>
            await TakeBack(id, visit, seats, book, ct) ?? TypedResults.Redirect(await BackOf(id, visit, seats, ct))).NeedsRight(Right.ShowInterest);
    }

    /// <returns>Null where it is so.</returns>
    public static async Task<IResult?> Show(
        Guid id, Visit visit, SeatOverview seats, InterestBook book, Calendar calendar, Func<Guid?> key, CancellationToken ct)
    {
        var (holding, problem) = await Find(id, visit, seats, ct);
        if (problem is not null)
            return problem;
        if (key() is not { } own)
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "idempotency-key-missing");
        return await book.Show(visit.Tenant, own, id, holding!.Id, calendar.Today, ct) ? null : Problems.Of(visit, StatusCodes.Status409Conflict, "seat-not-open");
    }

    /// <returns>Null where it is so.</returns>
    public static async Task<IResult?> TakeBack(Guid id, Visit visit, SeatOverview seats, InterestBook book, CancellationToken ct)
    {
        var (_, problem) = await Find(id, visit, seats, ct);
        if (problem is null)
            await book.TakeBack(visit.Tenant, id, visit.Who, ct);
        return problem;
    }

    private static async Task<(Holding? Holding, IResult? Problem)> Find(Guid id, Visit visit, SeatOverview seats, CancellationToken ct)
    {
        if (await seats.Get(visit.Tenant, id, ct) is not { } seat)
            return (null, Problems.NotFound(visit));
        return visit.Who.Holding(Right.ShowInterest, seat.Seat.Arena) is { } holding ? (holding, null) : (null, Problems.Forbidden(visit));
    }

    private static async Task<string> BackOf(Guid id, Visit visit, SeatOverview seats, CancellationToken ct) =>
        $"{GroupRoutes.AddressOf(visit, (await seats.Get(visit.Tenant, id, ct))!.Seat.Arena)}#ledige";
}
