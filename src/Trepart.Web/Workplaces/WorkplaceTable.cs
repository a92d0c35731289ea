using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Workplaces;

/// <summary>One row for each workplace of the tree.</summary>
public sealed class WorkplaceTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["workplaces"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            WorkplaceRegistered e => sql.Add(
                "insert into workplaces (tenant_id, id, version, level, name, parent_id, employees, registered_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                tenant, id, version, e.Level.ToString(), e.Name, e.Parent, e.Employees, on),
            WorkplaceRenamed e => sql.Add("update workplaces set version = $3, name = $4 where tenant_id = $1 and id = $2", tenant, id, version, e.Name),
            WorkplaceMoved e => sql.Add("update workplaces set version = $3, parent_id = $4 where tenant_id = $1 and id = $2", tenant, id, version, e.Parent),
            EmployeesCounted e => sql.Add("update workplaces set version = $3, employees = $4 where tenant_id = $1 and id = $2", tenant, id, version, e.Employees),
            FigureEntered or FigureCorrected => sql.Add("update workplaces set version = $3 where tenant_id = $1 and id = $2", tenant, id, version),
            WorkplaceClosed => sql.Add("update workplaces set version = $3, closed_on = $4 where tenant_id = $1 and id = $2", tenant, id, version, on),
            WorkplaceReopened => sql.Add("update workplaces set version = $3, closed_on = null where tenant_id = $1 and id = $2", tenant, id, version),
            _ => sql,
        };
    }
}

/// <summary>A workplace as it stands.</summary>
/// <param name="Employees">Null where nobody has counted.</param>
public sealed record WorkplaceRow(Guid Id, long Version, WorkplaceLevel Level, string Name, Guid? Parent, int? Employees, DateOnly RegisteredOn, DateOnly? ClosedOn);

/// <summary>Reads the tree of workplaces.</summary>
public sealed class WorkplaceBook(TenantReader reader)
{
    private const string Select = "select w.id, w.version, w.level, w.name, w.parent_id, w.employees, w.registered_on, w.closed_on from workplaces w where w.tenant_id = $1";

    /// <summary>All of them, closed ones too, by name.</summary>
    public async Task<IReadOnlyList<WorkplaceRow>> All(Tenant tenant, CancellationToken ct) =>
        [.. (await reader.Query(tenant, $"{Select} order by w.name, w.id", Read, ct)).OrderBy(w => w.Name, Learning.NorwegianOrder.Instance)];

    public async Task<WorkplaceRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and w.id = $2", Read, ct, id) is [var found] ? found : null;

    private static WorkplaceRow Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), Enum.Parse<WorkplaceLevel>(row.GetString(2)), row.GetString(3), row.IdOrNull(4), row.IsDBNull(5) ? null : row.GetInt32(5),
        row.Date(6), row.DateOrNull(7));
}
