using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Goals;
using Trepart.Web.Learning;
using Trepart.Web.Seats;
using Trepart.Web.Steering;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Indicators;

/// <summary>Tall: what is measured at a workplace beside what its groups try out, brought in by hand or from a spreadsheet. It stands beside, and proves nothing.</summary>
public static class FigureRoutes
{
    public static void AddFigures(this IServiceCollection services)
    {
        services.AddSingleton<FigureBook>();
        services.AddSingleton<FigureImport>();
    }

    public static void MapFigures(this IEndpointRouteBuilder municipality)
    {
        var all = municipality.MapGroup("arbeidsplasser");
        all.MapGet("importer-tall", IResult () => new RazorComponentResult<FigureImportPage>(new { CommandId = Guid.CreateVersion7() })).NeedsRight(Right.KeepSeats).ShowsNobody();
        all.MapPost("importer-tall", Import).NeedsRight(Right.KeepSeats).ShowsNobody();
        all.MapGet("{id:guid}/tall", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Show(http, visit, id, null, ct)).NeedsRight(Right.ReadLearning).Shows(PersonalData.Texts);
        all.MapGet("{id:guid}/tall.csv", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Export(http, visit, id, FigureFiles.Csv, ct)).NeedsRight(Right.ReadLearning).ShowsNobody();
        all.MapGet("{id:guid}/tall.xlsx", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Export(http, visit, id, FigureFiles.Xlsx, ct)).NeedsRight(Right.ReadLearning).ShowsNobody();
        municipality.MapGroup("grupper/{arena:guid}").OnlyInWorkingGroups().MapGet("tall", async (Guid arena, HttpContext http, Visit visit, FigureBook book, CancellationToken ct) =>
                await Show(http, visit, await book.WorkplaceOf(visit.Tenant, arena, ct), arena, ct))
            .NeedsRight(Right.ReadArena).Shows(PersonalData.Texts);
    }

    public static string AddressOf(Visit visit, Guid workplace) => $"{WorkplaceRoutes.AddressOf(visit, workplace)}/tall";

    /// <param name="workplace">Null for a group that has none.</param>
    /// <param name="arena">The group whose page it is; null for the workplace's own.</param>
    private static async Task<IResult> Show(HttpContext http, Visit visit, Guid? workplace, Guid? arena, CancellationToken ct)
    {
        var services = http.RequestServices;
        if (await FiguresOf.Read(services, visit, workplace, ct) is not { } read)
        {
            if (arena is not { } group)
                return Problems.NotFound(visit);
            read = FiguresOf.Nowhere with { Goals = await services.GetRequiredService<GoalBook>().OfArena(visit.Tenant, group, ct) };
        }

        return new RazorComponentResult<FiguresPage>(new { Read = read, Arena = arena is { } id ? await services.GetRequiredService<Arenas>().Get(visit.Tenant, id, ct) : null });
    }

    private static async Task<IResult> Export(HttpContext http, Visit visit, Guid workplace, Func<FigureSheet, (byte[] File, string Type, string Extension)> write, CancellationToken ct)
    {
        if (await FiguresOf.Read(http.RequestServices, visit, workplace, ct) is not { } read)
            return Problems.NotFound(visit);
        var text = visit.Text;
        var (file, type, extension) = write(new(
            $"{text["figures.title"]}: {read.Name}",
            [visit.Municipality.Name, text["figures.beside"], .. read.IsShown ? Array.Empty<string>() : [text["figures.hidden"]]],
            [text["figures.column.what"], text["workplaces.import.column-workplace"], text["learning.file.when"], text["figures.column.percent"]],
            [.. read.Figures.Select(f => new FigureLine(FigureWords.Name(text, f.Indicator), read.Name, FigureWords.Quarter(text, f.Year, f.Quarter), f.Tenths) { IsTenths = true })]));
        return TypedResults.File(file, type, $"{text["figures.file"]}-{visit.Tenant.Id}-{http.RequestServices.GetRequiredService<Calendar>().Today:yyyy-MM-dd}.{extension}");
    }

    private static Task<IResult> Import(HttpContext http, Visit visit, FigureImport import, CancellationToken ct) => ImportRoutes.Answer(
        http, visit, (csv, stop) => import.Plan(visit.Tenant, csv, stop), (command, csv, plan, stop) => import.Carry(visit.Tenant, visit.Who, command, csv, plan, stop),
        (command, csv, plan, isMoved, status) => new RazorComponentResult<FigureImportPage>(new { CommandId = command, Csv = csv, Plan = plan, IsMoved = isMoved }) { StatusCode = status }, ct);
}

/// <summary>A workplace with its figures, as they may be shown.</summary>
/// <param name="Workplace">Null where there is none.</param>
/// <param name="IsShown">False where too few work there, or between it and those under it (INV-16): then there are no figures here.</param>
/// <param name="Figures">The earliest first.</param>
/// <param name="Goals">Of the groups there; of the group alone where it has no workplace.</param>
public sealed record FiguresOf(
    WorkplaceRow? Workplace, string Name, bool IsShown, IReadOnlyList<FigureRow> Figures, IReadOnlyList<TrialBeside> Trials, IReadOnlyList<GoalRow> Goals)
{
    public static FiguresOf Nowhere { get; } = new(null, "", false, [], [], []);

    /// <returns>Null where the municipality has no such workplace.</returns>
    public static async Task<FiguresOf?> Read(IServiceProvider services, Visit visit, Guid? workplace, CancellationToken ct)
    {
        var all = await services.GetRequiredService<WorkplaceBook>().All(visit.Tenant, ct);
        if (all.FirstOrDefault(w => w.Id == workplace) is not { } row)
            return null;
        var (book, isShown) = (services.GetRequiredService<FigureBook>(), FigureRule.IsShown(row, all));
        return new(
            row, WorkplaceRoutes.PathOf(row, all.ToDictionary(w => w.Id)), isShown, isShown ? await book.Of(visit.Tenant, row.Id, ct) : [], await book.Trials(visit.Tenant, row.Id, ct),
            await services.GetRequiredService<GoalBook>().OfWorkplace(visit.Tenant, row.Id, ct));
    }
}

/// <summary>How figures are said.</summary>
public static class FigureWords
{
    public static string Name(Language text, Indicator indicator) => Telling.Upper(text.Choice(indicator));

    public static string Quarter(Language text, int year, int quarter) => text.Say("figures.quarter", ("quarter", quarter), ("year", year));

    /// <summary>"7,4 %", with a space that does not break.</summary>
    public static string Percent(int tenths) => $"{Language.OneDecimal(tenths / 10.0)}\u00A0%";

    /// <summary>How many trials began in a quarter, and how many ended.</summary>
    public static string In(Language text, IReadOnlyList<TrialBeside> trials, int year, int quarter)
    {
        bool IsIn(DateOnly? day) => day is { } d && Figures.QuarterOf(d) == (year, quarter);
        var (begun, ended) = (trials.Count(t => IsIn(t.StartedOn)), trials.Count(t => IsIn(t.EndedOn)));
        List<string> parts = [.. begun > 0 ? new[] { text.Count("figures.begun", begun) } : [], .. ended > 0 ? new[] { text.Count("figures.ended", ended) } : []];
        return string.Join(", ", parts);
    }
}
