using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Decisions;
using Trepart.Web.Experiences;
using Trepart.Web.Matters;
using Trepart.Web.Reports;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.Journey;

/// <summary>Reisen vår: what a group has done, month by month, for those who may read the group.</summary>
public static class JourneyRoutes
{
    /// <summary>Every year, in an address.</summary>
    public const string All = "alle";

    public static void MapJourney(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("grupper/{arena:guid}/reise", Show).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts).OnlyInWorkingGroups();

    public static void MapJourneyApi(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("arenas/{arena:guid}/journey", async (Guid arena, [FromQuery(Name = "year")] int? year, Visit visit, JourneyBook book, CancellationToken ct) =>
                TypedResults.Ok(await book.Read(visit.Tenant, arena, year, latest: false, ct)))
            .NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-journey").WithTags("arena").WithSummary("What a group has done, month by month: one year, or all of them").Produces<GroupJourney>();

    public static string AddressOf(Visit visit, Guid arena) => $"{visit.Root}/grupper/{arena}/reise";

    /// <summary>Where the thing of a line is read.</summary>
    public static string ThingAddress(Visit visit, Guid arena, JourneyLine line) => EventNames.Types[line.Type] switch
    {
        var e when e.IsAssignableTo(typeof(MatterEvent)) => MatterRoutes.AddressOf(visit, line.Thing),
        var e when e.IsAssignableTo(typeof(ReportEvent)) => ReportRoutes.AddressOf(visit, line.Thing),
        var e when e.IsAssignableTo(typeof(ExperienceEvent)) => ExperienceRoutes.AddressOf(visit, line.Thing),
        var e when e.IsAssignableTo(typeof(WinEvent)) => DecisionRoutes.WinAddress(visit, line.Thing),
        var e when e.IsAssignableTo(typeof(RulesEvent)) => $"{visit.Root}/grupper/{arena}/kjoreregler",
        _ => $"{visit.Root}/grupper/{arena}/om",
    };

    // A year that cannot be read is the latest there is: nobody types it.
    private static async Task<IResult> Show(Guid arena, [FromQuery(Name = "aar")] string? year, Visit visit, JourneyBook book, Arenas arenas, CancellationToken ct)
    {
        var one = int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1990 and <= 2199 ? number : (int?)null;
        return new RazorComponentResult<JourneyPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Journey = await book.Read(visit.Tenant, arena, one, latest: one is null && year != All, ct),
        });
    }
}
