using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Indicators;

/// <summary>One row for each figure of a workplace.</summary>
public sealed class FigureTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["workplace_figures"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            FigureEntered e => sql.Add(
                "insert into workplace_figures (tenant_id, workplace_id, indicator, year, quarter, tenths, entered_on) values ($1, $2, $3, $4, $5, $6, $7)",
                tenant, id, e.Indicator.ToString(), e.Year, e.Quarter, e.Tenths, on),
            FigureCorrected e => sql.Add(
                """
                update workplace_figures set tenths = $6, corrected_on = $7
                where tenant_id = $1 and workplace_id = $2 and indicator = $3 and year = $4 and quarter = $5
                """,
                tenant, id, e.Indicator.ToString(), e.Year, e.Quarter, e.Tenths, on),
            _ => sql,
        };
    }
}

/// <summary>A figure as it stands.</summary>
/// <param name="CorrectedOn">Null where it is as it was entered.</param>
public sealed record FigureRow(Indicator Indicator, int Year, int Quarter, int Tenths, DateOnly EnteredOn, DateOnly? CorrectedOn)
{
    public double Percent => Tenths / 10.0;
}

/// <summary>A trial of a group at the workplace.</summary>
/// <param name="Change">Null where the words have been erased.</param>
/// <param name="EndedOn">Null while it goes on.</param>
public sealed record TrialBeside(Guid Matter, int Number, string? Change, DateOnly StartedOn, DateOnly? EndedOn);

/// <summary>Reads figures of workplaces.</summary>
public sealed class FigureBook(TenantReader reader)
{
    /// <summary>The earliest first.</summary>
    public Task<IReadOnlyList<FigureRow>> Of(Tenant tenant, Guid workplace, CancellationToken ct) =>
        reader.Query(
            tenant,
            "select indicator, year, quarter, tenths, entered_on, corrected_on from workplace_figures where tenant_id = $1 and workplace_id = $2 order by year, quarter, indicator",
            row => new FigureRow(Enum.Parse<Indicator>(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.Date(4), row.DateOrNull(5)), ct, workplace);

    /// <summary>Every figure there is, by workplace.</summary>
    public Task<IReadOnlyList<(Guid Workplace, FigureRow Figure)>> All(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant, "select indicator, year, quarter, tenths, entered_on, corrected_on, workplace_id from workplace_figures where tenant_id = $1",
            row => (row.GetGuid(6), new FigureRow(Enum.Parse<Indicator>(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.Date(4), row.DateOrNull(5))), ct);

    /// <summary>What the groups of the workplace have tried out, the earliest first.</summary>
    public Task<IReadOnlyList<TrialBeside>> Trials(Tenant tenant, Guid workplace, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select t.matter_id, t.number, w.text, t.started_on, t.ended_on from trials t
            join arenas a on a.tenant_id = $1 and a.id = t.arena_id and a.node_id = $2
            left join words w on w.tenant_id = $1 and w.stream_id = t.matter_id and w.id = t.change_id
            where t.tenant_id = $1 and t.started_on is not null order by t.started_on, t.matter_id, t.number limit 200
            """,
            row => new TrialBeside(row.GetGuid(0), row.GetInt32(1), row.TextOrNull(2), row.Date(3), row.DateOrNull(4)), ct, workplace);

    /// <summary>The workplace of a group; null where it has none.</summary>
    public async Task<Guid?> WorkplaceOf(Tenant tenant, Guid arena, CancellationToken ct) =>
        await reader.Query(tenant, "select node_id from arenas where tenant_id = $1 and id = $2", row => row.IdOrNull(0), ct, arena) is [var node] ? node : null;
}

/// <summary>INV-16: whose figures may be shown.</summary>
public static class FigureRule
{
    /// <summary>
    /// Where at least five work, and what is left when those under it whose figures are shown are taken away is nobody, or at least five: a whole and its parts
    /// are not to tell of the few between them.
    /// </summary>
    public static bool IsShown(WorkplaceRow workplace, IEnumerable<WorkplaceRow> all)
    {
        if (workplace.Employees is not >= Hidden.FewestPersons)
            return false;
        var left = workplace.Employees.Value - all.Where(w => w.Parent == workplace.Id && w.ClosedOn is null && w.Employees >= Hidden.FewestPersons).Sum(w => w.Employees!.Value);
        return left is <= 0 or >= Hidden.FewestPersons;
    }
}
