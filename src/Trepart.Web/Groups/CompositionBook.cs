using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Groups;

/// <summary>A deviation that a group has put on record.</summary>
/// <param name="Reason">Null where the words have been erased.</param>
public sealed record DeviationRow(CompositionPoint Point, string? Reason, DateOnly On);

/// <summary>How a group is put together, against what the method recommends.</summary>
/// <param name="Advice">All of it.</param>
/// <param name="IsManned">It has leader, shop steward and safety representative.</param>
public sealed record GroupComposition(IReadOnlyList<CompositionAdvice> Advice, IReadOnlyList<DeviationRow> Deviations, bool IsManned)
{
    public static readonly GroupComposition Empty = Of([], [], [], hasDepartments: false);

    /// <summary>What is not on record as meant.</summary>
    public IReadOnlyList<CompositionAdvice> Open => [.. Advice.Where(a => !Deviations.Any(d => d.Point == a.Point))];

    public static GroupComposition Of(IReadOnlyCollection<SeatedAs> seats, IReadOnlyCollection<UnionThere> unions, IReadOnlyList<DeviationRow> deviations, bool hasDepartments)
    {
        var advice = Composition.On(seats, unions, hasDepartments).ToList();
        return new(
            advice, deviations,
            !advice.Exists(a => a.Point is CompositionPoint.NoLeader or CompositionPoint.NoShopSteward or CompositionPoint.NoSafetyRepresentative));
    }
}

/// <summary>Reads how groups are put together today. Persons are compared by id, and named nowhere.</summary>
public sealed class CompositionBook(TenantReader reader)
{
    public async Task<GroupComposition> Of(Tenant tenant, Guid arena, DateOnly today, CancellationToken ct) =>
        (await Read(tenant, arena, today, ct)).GetValueOrDefault(arena, GroupComposition.Empty);

    /// <summary>All working groups by id.</summary>
    public Task<IReadOnlyDictionary<Guid, GroupComposition>> OfAll(Tenant tenant, DateOnly today, CancellationToken ct) => Read(tenant, null, today, ct);

    private async Task<IReadOnlyDictionary<Guid, GroupComposition>> Read(Tenant tenant, Guid? only, DateOnly today, CancellationToken ct)
    {
        var arenas = await reader.Query(
            tenant,
            """
            select a.id, exists (select from workplaces w where w.tenant_id = $1 and w.parent_id = a.node_id and w.level = 'Department' and w.closed_on is null)
            from arenas a where a.tenant_id = $1 and a.kind = 'WorkingGroup' and ($2::uuid is null or a.id = $2)
            """,
            row => (Id: row.GetGuid(0), HasDepartments: row.GetBoolean(1)), ct, only);
        var seats = (await reader.Query(
            tenant,
            """
            select s.arena_id, s.role, s.organisation, coalesce(array_agg(coalesce(h.person_id, t.id)) filter (where t.id is not null), '{}')
            from seats s
            left join seat_holdings t on t.tenant_id = s.tenant_id and t.seat_id = s.id and not t.is_deputy and t.taken_on <= $3 and (t.left_on is null or t.left_on > $3)
            left join holdings h on h.tenant_id = t.tenant_id and h.id = t.id
            where s.tenant_id = $1 and s.role <> 'Employee' and ($2::uuid is null or s.arena_id = $2)
            group by s.id, s.arena_id, s.role, s.organisation
            """,
            row => (Arena: row.GetGuid(0), Seat: new SeatedAs(Enum.Parse<SeatRole>(row.GetString(1)), row.TextOrNull(2), new Many<Guid>(row.GetFieldValue<Guid[]>(3)))), ct, only, today))
            .ToLookup(s => s.Arena, s => s.Seat);
        var unions = (await reader.Query(
            tenant,
            "select u.arena_id, u.organisation, u.stage from unions u where u.tenant_id = $1 and u.stage <> 'Gone' and ($2::uuid is null or u.arena_id = $2) order by u.organisation, u.id",
            row => (Arena: row.GetGuid(0), Union: new UnionThere(row.GetString(1), Enum.Parse<UnionStage>(row.GetString(2)))), ct, only)).ToLookup(u => u.Arena, u => u.Union);
        var deviations = (await reader.Query(
            tenant,
            """
            select d.arena_id, d.point, w.text, d.noted_on from group_deviations d
            left join words w on w.tenant_id = d.tenant_id and w.stream_id = d.arena_id and w.id = d.reason_id
            where d.tenant_id = $1 and ($2::uuid is null or d.arena_id = $2) order by d.point
            """,
            row => (Arena: row.GetGuid(0), Row: new DeviationRow(Enum.Parse<CompositionPoint>(row.GetString(1)), row.TextOrNull(2), row.Date(3))), ct, only)).ToLookup(d => d.Arena, d => d.Row);
        return arenas.ToDictionary(a => a.Id, a => GroupComposition.Of([.. seats[a.Id]], [.. unions[a.Id]], [.. deviations[a.Id]], a.HasDepartments));
    }
}
