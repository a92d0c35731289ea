using System.Globalization;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Seats;

namespace Trepart.Web.Trust;

/// <summary>A group's trust checks as JSON. Answering is not there: a token says who one is.</summary>
public static class TrustApi
{
    public static void MapTrustApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("arenas/{arena:guid}/trust-checks", async (Guid arena, Visit visit, TrustBook book, CancellationToken ct) =>
                TypedResults.Ok(new TrustList([.. (await book.OfArena(visit.Tenant, arena, ct)).Select(TrustAnswer.Of)])))
            .NeedsRight(Right.GiveInput).ShowsNobody()
            .WithName("list-trust-checks").WithTags("trust_check").WithSummary("A group's trust checks, the latest first, for those who are asked").Produces<TrustList>();
        municipality.MapGet("trust-checks/{id:guid}", async (Guid id, HttpContext http, Visit visit, TrustBook book, CancellationToken ct) =>
            {
                if (await book.Get(visit.Tenant, id, ct) is not { } check)
                    return Problems.NotFound(visit);
                if (!visit.Who.May(Right.GiveInput, check.Arena))
                    return Problems.Forbidden(visit);
                http.Response.Headers.ETag = $"\"{check.Version.ToString(CultureInfo.InvariantCulture)}\"";
                return (IResult)TypedResults.Ok(TrustAnswer.Of(check));
            })
            .NeedsRight(Right.GiveInput).ShowsNobody()
            .WithName("read-trust-check").WithTags("trust_check").WithSummary("A trust check; its figures when it is closed and enough have answered").Produces<TrustAnswer>();
    }
}

public sealed record TrustList(IReadOnlyList<TrustAnswer> Items);

/// <param name="ClosesOn">The last day on which it can be answered.</param>
/// <param name="Asked">How many persons were asked.</param>
/// <param name="Answered">Null until it is closed, and where too few answered.</param>
/// <param name="Figures">How often each of the five steps was chosen; null with it.</param>
public sealed record TrustAnswer(Guid Id, Guid Arena, long Version, DateOnly OpenedOn, DateOnly ClosesOn, int Asked, int Set, DateOnly? ClosedOn, int? Answered, TrustFigures? Figures)
{
    public static TrustAnswer Of(TrustRow c) => new(c.Id, c.Arena, c.Version, c.OpenedOn, c.ClosesOn, c.Asked, c.Set, c.ClosedOn, c.Answered, c.Figures);
}
