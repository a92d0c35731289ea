using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.Learning;

/// <summary>Læringsoversikt: what the municipality has learned, and what waits for an answer.</summary>
public static class LearningRoutes
{
    public static void MapLearning(this IEndpointRouteBuilder municipality) => municipality.MapGet("laering", Show).NeedsRight(Right.ReadLearning).Shows(PersonalData.Texts);

    /// <param name="since">As it stands in the address; what is no date leaves the usual period and says so.</param>
    /// <param name="group">The id of a working group; empty for all.</param>
    private static async Task<IResult> Show(
        [FromQuery(Name = "fra")] string? since, [FromQuery(Name = "gruppe")] string? group, Visit visit, LearningReader reader, ActivityReader activity,
        Arenas arenas, Calendar calendar, CancellationToken ct)
    {
        var all = await arenas.All(visit.Tenant, ct);
        ArenaInfo? only = null;
        if (!string.IsNullOrEmpty(group)
            && (!Guid.TryParse(group, out var id) || !all.TryGetValue(id, out only) || only.Kind is not ArenaKind.WorkingGroup))
        {
            return Problems.NotFound(visit);
        }

        var now = calendar.Now;
        var today = calendar.Today;
        var from = Day(since);
        var period = from is { } day && day <= today ? day : Usual(today);
        return new RazorComponentResult<LearningPage>(new
        {
            Overview = new LearningOverview(await reader.Read(visit.Tenant, all, only?.Id, period, today, ct), all, period, only, today),
            Activity = await activity.Read(visit.Tenant, only?.Id, period, ct),
            AsOf = now,
            Groups = all.Values.Where(a => a.Kind is ArenaKind.WorkingGroup).OrderBy(GroupName.Of, NorwegianOrder.Instance).ToList(),
            SinceUnreadable = !string.IsNullOrWhiteSpace(since) && from is null,
            SinceInFuture = from > today,
        });
    }

    // A year, from the first of a month: what the steering group sees when it says nothing else.
    private static DateOnly Usual(DateOnly today) => new(today.Year - 1, today.Month, 1);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), ["yyyy-MM-dd", "d.M.yyyy", "d. M. yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
