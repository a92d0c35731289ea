using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.Learning;

/// <summary>What stands in the address of the overview, as it stands there.</summary>
public sealed record LearningQuery
{
    /// <summary>What is no date leaves the usual period and says so; so too <see cref="Until"/>.</summary>
    [FromQuery(Name = "fra")]
    public string? Since { get; init; }

    [FromQuery(Name = "til")]
    public string? Until { get; init; }

    /// <summary>The id of a working group; empty for all.</summary>
    [FromQuery(Name = "gruppe")]
    public string? Group { get; init; }

    /// <summary>The id of a sector of the tree; empty for all.</summary>
    [FromQuery(Name = "sektor")]
    public string? Sector { get; init; }

    /// <summary>The name of a theme; empty for all.</summary>
    [FromQuery(Name = "tema")]
    public string? Theme { get; init; }
}

/// <summary>Læringsoversikt: what the municipality has learned, and what waits for an answer.</summary>
public static class LearningRoutes
{
    public static void MapLearning(this IEndpointRouteBuilder municipality)
    {
        var page = municipality.MapGroup("laering").Shows(PersonalData.Texts);
        page.MapGet("", Show).NeedsRight(Right.ReadLearning);

        // For the council's papers: the same figures as files.
        page.MapGet("tall.csv", ([AsParameters] LearningQuery query, HttpContext http, Visit visit) => Figures(http, visit, query, FigureFiles.Csv)).NeedsRight(Right.ReadLearning);
        page.MapGet("tall.xlsx", ([AsParameters] LearningQuery query, HttpContext http, Visit visit) => Figures(http, visit, query, FigureFiles.Xlsx)).NeedsRight(Right.ReadLearning);
    }

    private static async Task<IResult> Show([AsParameters] LearningQuery query, HttpContext http, Visit visit)
    {
        if (await Read(http, visit, query) is not { } read)
            return Problems.NotFound(visit);
        return new RazorComponentResult<LearningPage>(new { Read = read });
    }

    private static async Task<IResult> Figures(HttpContext http, Visit visit, LearningQuery query, Func<FigureSheet, (byte[] File, string Type, string Extension)> write)
    {
        if (await Read(http, visit, query) is not { } read)
            return Problems.NotFound(visit);
        var (file, type, extension) = write(FigureSheet.Of(read, visit));
        return TypedResults.File(file, type, $"{visit.Text["learning.file"]}-{visit.Tenant.Id}-{read.Overview.Today:yyyy-MM-dd}.{extension}");
    }

    /// <returns>Null where the address names a group or sector that is not there.</returns>
    private static async Task<LearningRead?> Read(HttpContext http, Visit visit, LearningQuery query)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var (calendar, coverage) = (services.GetRequiredService<Calendar>(), services.GetRequiredService<SectorCoverage>());
        var all = await services.GetRequiredService<Arenas>().All(visit.Tenant, ct);
        ArenaInfo? group = null;
        if (!string.IsNullOrEmpty(query.Group)
            && (!Guid.TryParse(query.Group, out var id) || !all.TryGetValue(id, out group) || group.Kind is not ArenaKind.WorkingGroup))
        {
            return null;
        }

        var sectors = await coverage.Read(visit.Tenant, ct);
        SectorRow? sector = null;
        if (!string.IsNullOrEmpty(query.Sector) && (sector = sectors.Rows.FirstOrDefault(s => s.Sector is { } one && one.ToString() == query.Sector)) is null)
            return null;

        // A theme that is none is as none at all.
        Theme? theme = Enum.TryParse<Theme>(query.Theme, out var named) && Enum.IsDefined(named) && !char.IsDigit(query.Theme![0]) ? named : null;
        var today = calendar.Today;
        var (from, to) = (Day(query.Since), Day(query.Until));
        var last = to is { } end && end <= today ? end : today;
        var first = from is { } day && day <= last ? day : Usual(last);
        var arenas = (group, sector) switch
        {
            (null, null) => (Guid[]?)null,
            (null, { Sector: { } one }) => sectors.GroupsOf(one),
            ({ } only, { Sector: { } one }) => [.. sectors.GroupsOf(one).Where(g => g == only.Id)],
            ({ } only, _) => [only.Id],
            _ => null,
        };
        var scope = new LearningScope(arenas, theme, first, last);
        var overview = new LearningOverview(
            await services.GetRequiredService<LearningReader>().Read(visit.Tenant, all, scope, today, ct), all, scope,
            new Only(group, sector is { Sector: { } found } ? (found, sector.Name!) : null, theme), today);
        return new(
            overview, await services.GetRequiredService<ActivityReader>().Read(visit.Tenant, arenas, first, last, ct), calendar.Now,
            [.. all.Values.Where(a => a.Kind is ArenaKind.WorkingGroup).OrderBy(GroupName.Of, NorwegianOrder.Instance)], sectors,
            Problem(query.Since, from, today), Problem(query.Until, to, today) ?? (from > last ? "learning.filter.backwards" : null));
    }

    private static string? Problem(string? typed, DateOnly? read, DateOnly today) =>
        !string.IsNullOrWhiteSpace(typed) && read is null ? "learning.filter.unreadable" : read > today ? "learning.filter.future" : null;

    // A year, from the first of a month: what the steering group sees when it says nothing else.
    private static DateOnly Usual(DateOnly last) => new(last.Year - 1, last.Month, 1);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), ["yyyy-MM-dd", "d.M.yyyy", "d. M. yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>All that the page and the files show.</summary>
/// <param name="AsOf">The moment that it tells about.</param>
/// <param name="Groups">The municipality's working groups by name.</param>
/// <param name="Tree">Its sectors.</param>
/// <param name="SinceProblem">The text that says what is wrong with the first day; null if nothing is. So too <paramref name="UntilProblem"/>.</param>
public sealed record LearningRead(
    LearningOverview Overview, Activity Activity, DateTimeOffset AsOf, IReadOnlyList<ArenaInfo> Groups, Sectors Tree, string? SinceProblem, string? UntilProblem)
{
    /// <summary>As many groups as are offered at once; where there are more, those of a sector are.</summary>
    private const int MostOffered = 200;

    public IReadOnlyList<SectorRow> Sectors => Tree.Rows;

    /// <summary>The groups that can be chosen: all, or the sector's where there are many; none where a sector must be chosen first.</summary>
    public IReadOnlyList<ArenaInfo> Offered { get; } =
        Groups.Count <= MostOffered ? Groups
        : Overview.Only.Sector is { } sector && Tree.GroupsOf(sector.Id).ToHashSet() is var own ? [.. Groups.Where(g => own.Contains(g.Id) || g == Overview.Only.Group)]
        : Tree.Rows.Any(s => s.Sector is not null) ? [.. Groups.Where(g => g == Overview.Only.Group)]
        : Groups;

    public string Heading(Language text) => Overview.Only switch
    {
        { Group: { } group } => text.Say("learning.title.group", ("group", GroupName.Of(group))),
        { Sector: { } sector } => text.Say("learning.title.group", ("group", sector.Name)),
        _ => text["learning.title"],
    };

    /// <summary>The address's question, for the files of the same figures.</summary>
    public string Query => string.Join('&', new[]
    {
        $"fra={Overview.From:yyyy-MM-dd}", $"til={Overview.To:yyyy-MM-dd}", Overview.Only.Group is { } group ? $"gruppe={group.Id}" : null,
        Overview.Only.Sector is { } sector ? $"sektor={sector.Id}" : null, Overview.Only.Theme is { } theme ? $"tema={theme}" : null,
    }.OfType<string>());
}
