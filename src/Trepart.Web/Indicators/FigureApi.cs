using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Seats;

namespace Trepart.Web.Indicators;

/// <summary>A workplace's figures as JSON.</summary>
public static class FigureApi
{
    public static void MapFigureApi(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("workplaces/{id:guid}/figures", async (Guid id, HttpContext http, Visit visit, CancellationToken ct) =>
                await FiguresOf.Read(http.RequestServices, visit, id, ct) is not { } read
                    ? Problems.NotFound(visit)
                    : (IResult)TypedResults.Ok(new FigureList(read.IsShown, [.. read.Figures.Select(f => new FigureAnswer(f.Indicator, f.Year, f.Quarter, f.Tenths, f.EnteredOn, f.CorrectedOn))])))
            .NeedsRight(Right.ReadLearning).ShowsNobody()
            .WithName("list-figures").WithTags("workplace").WithSummary("What is measured at a workplace, a quarter at a time, the earliest first").Produces<FigureList>();
}

/// <param name="IsShown">False where too few work there: then there are none.</param>
public sealed record FigureList(bool IsShown, IReadOnlyList<FigureAnswer> Items);

/// <param name="Tenths">Of a per cent: 74 is 7,4 %.</param>
public sealed record FigureAnswer(Indicator Indicator, int Year, int Quarter, int Tenths, DateOnly EnteredOn, DateOnly? CorrectedOn);
