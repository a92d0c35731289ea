using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Boards;

/// <summary>An arena as pages name it.</summary>
/// <param name="Workplace">Null for the steering group.</param>
public sealed record ArenaInfo(Guid Id, ArenaKind Kind, string Name, string? Workplace);

/// <summary>An arena with what stands open in it.</summary>
public sealed record ArenaSummary(ArenaInfo Arena, int OpenInputs, int OpenMatters, int RunningTrials);

public sealed class Arenas(TenantReader reader)
{
    public async Task<ArenaInfo?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(
            tenant, "select id, kind, name, workplace from arenas where tenant_id = $1 and id = $2", Read, ct, id) is [var found] ? found : null;

    /// <summary>All arenas by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, ArenaInfo>> All(Tenant tenant, CancellationToken ct) =>
        (await reader.Query(tenant, "select id, kind, name, workplace from arenas where tenant_id = $1 order by workplace, name, id", Read, ct)).ToDictionary(a => a.Id);

    /// <summary>Some working groups with what stands open in them, by workplace.</summary>
    public Task<IReadOnlyList<ArenaSummary>> Summaries(Tenant tenant, Guid[] arenas, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select a.id, a.kind, a.name, a.workplace,
              (select count(*) from inputs i where i.tenant_id = $1 and i.arena_id = a.id and i.stage = 'Open'),
              (select count(*) from matters m where m.tenant_id = $1 and m.arena_id = a.id and m.stage <> 'Closed'),
              (select count(*) from trials t where t.tenant_id = $1 and t.arena_id = a.id and t.stage in ('Running', 'Evaluated'))
            from arenas a
            where a.tenant_id = $1 and a.id = any($2) and a.kind = 'WorkingGroup'
            order by a.workplace, a.name, a.id
            """,
            row => new ArenaSummary(Read(row), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6)), ct, arenas);

    private static ArenaInfo Read(System.Data.Common.DbDataReader row) =>
        new(row.GetGuid(0), Enum.Parse<ArenaKind>(row.GetString(1)), row.GetString(2), row.TextOrNull(3));
}
