using Trepart.Store;

namespace Trepart.Web.Learning;

/// <summary>How far the way of working has come in a sector (SG-17): in units, never by group, and never ranked.</summary>
/// <param name="Sector">Null for units that stand in no sector.</param>
/// <param name="Starting">Has a group that says that it is starting.</param>
public sealed record SectorRow(Guid? Sector, string? Name, int Units, int WithGroup, int Starting)
{
    public int Without => Units - WithGroup - Starting;
}

/// <summary>The municipality's sectors with what stands in each, and which groups belong there.</summary>
public sealed class SectorCoverage(TenantReader reader)
{
    private const string Tree =
        """
        with recursive under as (
          select w.id, w.level, w.closed_on, case when w.level = 'Sector' then w.id end as sector, array[w.id] as above
          from workplaces w where w.tenant_id = $1 and w.parent_id is null
          union all
          select w.id, w.level, w.closed_on, coalesce(u.sector, case when w.level = 'Sector' then w.id end), u.above || w.id
          from workplaces w join under u on u.id = w.parent_id where w.tenant_id = $1 and not w.id = any(u.above))
        """;

    /// <summary>Sectors by the alphabet; a unit under a workplace with a group belongs to that group.</summary>
    public async Task<IReadOnlyList<SectorRow>> Read(Tenant tenant, CancellationToken ct) =>
        [
            .. (await reader.Query(
                tenant,
                $"""
                {Tree}, units as (
                  select u.id, u.sector, u.above from under u where u.level = 'Unit' and u.closed_on is null
                ), standing as (
                  select u.id, bool_or(coalesce(f.maturity, '') <> 'Starting') as works
                  from units u cross join unnest(u.above) n (id)
                  join arenas a on a.tenant_id = $1 and a.node_id = n.id
                  left join group_facts f on f.tenant_id = $1 and f.arena_id = a.id
                  group by u.id)
                select u.sector, s.name, count(*), count(*) filter (where g.works), count(*) filter (where not g.works)
                from units u
                left join workplaces s on s.tenant_id = $1 and s.id = u.sector
                left join standing g on g.id = u.id
                group by u.sector, s.name
                """,
                row => new SectorRow(row.IdOrNull(0), row.TextOrNull(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)), ct))
                .OrderBy(s => s.Sector is null).ThenBy(s => s.Name ?? "", NorwegianOrder.Instance),
        ];

    /// <summary>The groups at the workplaces of a sector; none where the sector has none, or is none.</summary>
    public async Task<Guid[]> GroupsOf(Tenant tenant, Guid sector, CancellationToken ct) =>
        [
            .. await reader.Query(
                tenant, $"{Tree} select a.id from arenas a join under u on u.id = a.node_id where a.tenant_id = $1 and u.sector = $2 and a.kind = 'WorkingGroup' order by a.id",
                row => row.GetGuid(0), ct, sector),
        ];
}
