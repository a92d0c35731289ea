using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Workplaces;

/// <summary>Arbeidsplasser: the municipality's tree with who has somewhere to meet, and a form for each thing that can be done with it.</summary>
public static class WorkplaceRoutes
{
    public static void MapWorkplaces(this IEndpointRouteBuilder municipality)
    {
        var all = municipality.MapGroup("arbeidsplasser").ShowsNobody();
        all.MapGet("", List).NeedsRight(Right.ReadLearning);
        all.MapGet(WorkplaceActs.Register.Slug!, (Guid? under, HttpContext http, Visit visit) => ShowNew(http, visit, under, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepSeats);
        all.MapPost(WorkplaceActs.Register.Slug!, (HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, WorkplaceActs.Register, null, PlaceOf(visit), (h, v, _, draft, status) => ShowNew(h, v, null, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.KeepSeats);
        all.MapWorkplaceImport();

        var one = all.MapGroup("{id:guid}");
        one.MapGet("", Show).NeedsRight(Right.ReadLearning);
        one.MapForms(WorkplaceActs.OnWorkplace, ShowForm, AddressOf);
    }

    public static string AddressOf(Visit visit, Guid workplace) => $"{visit.Root}/arbeidsplasser/{workplace}";

    /// <summary>Where a workplace is recorded: in the arena of the seat that keeps the tree. It belongs to no group.</summary>
    public static Guid? PlaceOf(Visit visit) => visit.Who.Holding(Right.KeepSeats)?.Seat.Arena;

    /// <summary>Workplaces to choose from, each with those above it, so that two of the same name are told apart.</summary>
    /// <param name="above">Only those that something of this level can stand under; null for all.</param>
    public static IReadOnlyList<(string Value, string Text)> Choices(IReadOnlyList<WorkplaceRow> rows, WorkplaceLevel? above = null)
    {
        var byId = rows.ToDictionary(w => w.Id);
        return
        [
            .. rows.Where(w => w.ClosedOn is null && (above is not { } level || w.Level < level)).Select(w => (w.Id.ToString(), PathOf(w, byId)))
                .OrderBy(w => w.Item2, Learning.NorwegianOrder.Instance),
        ];
    }

    /// <summary>"Helse og omsorg – Bjørkelia – Avdeling 1".</summary>
    public static string PathOf(WorkplaceRow row, IReadOnlyDictionary<Guid, WorkplaceRow> byId) =>
        row.Parent is { } parent && byId.TryGetValue(parent, out var above) ? $"{PathOf(above, byId)} – {row.Name}" : row.Name;

    private static async Task<IResult> List(Visit visit, WorkplaceTrees trees, Calendar calendar, CancellationToken ct) =>
        new RazorComponentResult<WorkplacesPage>(new { Tree = await trees.Read(visit.Tenant, calendar.Today, ct) });

    private static async Task<IResult> Show(Guid id, Visit visit, WorkplaceBook book, WorkplaceTrees trees, Calendar calendar, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } row)
            return Problems.NotFound(visit);
        var tree = await trees.Read(visit.Tenant, calendar.Today, ct);
        var all = (await book.All(visit.Tenant, ct)).ToDictionary(w => w.Id);
        return new RazorComponentResult<WorkplacePage>(new
        {
            Workplace = row,
            Path = row.Parent is { } parent && all.TryGetValue(parent, out var above) ? PathOf(above, all) : null,
            Node = tree.All.FirstOrDefault(n => n.Workplace.Id == id),
            tree.Placeless,
        });
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid? under, Draft? draft, int status)
    {
        var rows = await http.RequestServices.GetRequiredService<WorkplaceBook>().All(visit.Tenant, http.RequestAborted);
        return new RazorComponentResult<ActPage>(new
        {
            Act = WorkplaceActs.Register,
            Back = $"{visit.Root}/arbeidsplasser",
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with
            {
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { ["parent"] = Choices(rows, WorkplaceLevel.Department) },
                Option = under?.ToString(),
            },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var book = http.RequestServices.GetRequiredService<WorkplaceBook>();
        if (await book.Get(visit.Tenant, id, http.RequestAborted) is not { } row)
            return Problems.NotFound(visit);
        var form = draft ?? Draft.New(row.Version);
        if (draft is null && act == WorkplaceActs.Rename)
            form.Body["name"] = row.Name;
        else if (draft is null && act == WorkplaceActs.CountEmployees)
            form.Body["employees"] = row.Employees?.ToString(CultureInfo.InvariantCulture);
        else if (draft is null && (act == WorkplaceActs.EnterFigure || act == WorkplaceActs.CorrectFigure) && http.RequestServices.GetRequiredService<Calendar>().Today.AddMonths(-3) is var ago)
            (form.Body["year"], form.Body["quarter"]) = (ago.Year.ToString(CultureInfo.InvariantCulture), (((ago.Month - 1) / 3) + 1).ToString(CultureInfo.InvariantCulture));
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = row.Name,
            Back = AddressOf(visit, id),
            Draft = form,
            Choices = FormChoices.None with
            {
                OptionsOf = act == WorkplaceActs.Move
                    ? new Dictionary<string, IReadOnlyList<(string, string)>> { ["parent"] = Choices(await book.All(visit.Tenant, http.RequestAborted), row.Level) }
                    : FormChoices.None.OptionsOf,
                Option = row.Parent?.ToString(),
            },
        })
        { StatusCode = status };
    }
}
