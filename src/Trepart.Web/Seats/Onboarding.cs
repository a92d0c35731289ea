using Trepart.Store;
using Trepart.Web.Boards;

namespace Trepart.Web.Seats;

/// <summary>How far a municipality has come with beginning.</summary>
/// <param name="Steering">Its first steering group; null where there is none yet.</param>
/// <param name="Group">Its first working group; null where there is none yet.</param>
/// <param name="HasSeats">Someone besides the coordinator sits in a steering group.</param>
/// <param name="HasGroup">A working group has leader, shop steward and safety representative (AG-26).</param>
/// <param name="HasInvited">Someone is invited, or the work has begun without it.</param>
public sealed record OnboardingState(ArenaSeats? Steering, ArenaSeats? Group, bool HasSeats, bool HasGroup, bool HasInvited)
{
    public bool IsDone => HasSeats && HasGroup && HasInvited;

    /// <summary>The step that comes next: 1, 2 or 3; 0 when all is done.</summary>
    public int Next => !HasSeats ? 1 : !HasGroup ? 2 : !HasInvited ? 3 : 0;
}

/// <summary>Kom i gang: what a new municipality's coordinator has done, and what comes next. Nothing of it is stored: it follows from the seats.</summary>
public sealed class Onboarding(TenantReader reader, SeatOverview overview, Arenas arenas)
{
    public async Task<bool> IsDone(Tenant tenant, DateOnly today, CancellationToken ct)
    {
        var row = await Row(tenant, today, ct);
        return row.HasSeats && row.HasGroup && row.HasInvited;
    }

    public async Task<OnboardingState> Read(Tenant tenant, DateOnly today, CancellationToken ct)
    {
        var row = await Row(tenant, today, ct);
        return new(await Seats(row.Steering), await Seats(row.Group), row.HasSeats, row.HasGroup, row.HasInvited);

        async Task<ArenaSeats?> Seats(Guid? arena) =>
            arena is { } id ? new((await arenas.Get(tenant, id, ct))!, await overview.Of(tenant, id, today, ct)) : null;
    }

    private async Task<(Guid? Steering, Guid? Group, bool HasSeats, bool HasGroup, bool HasInvited)> Row(Tenant tenant, DateOnly today, CancellationToken ct) =>
        (await reader.Query(
            tenant,
            """
            with held as (
              select s.arena_id, s.role, a.kind
              from seats s join arenas a on a.tenant_id = $1 and a.id = s.arena_id
              where s.tenant_id = $1 and exists (
                select from seat_holdings t
                where t.tenant_id = $1 and t.seat_id = s.id and not t.is_deputy and t.taken_on <= $2 and (t.left_on is null or t.left_on > $2)))
            select
              (select a.id from arenas a where a.tenant_id = $1 and a.kind = 'SteeringGroup' order by a.established_on, a.id limit 1),
              (select a.id from arenas a where a.tenant_id = $1 and a.kind = 'WorkingGroup' order by a.established_on, a.id limit 1),
              exists (select from held h where h.kind = 'SteeringGroup' and h.role <> 'Coordinator'),
              exists (select from held h where h.kind = 'WorkingGroup' group by h.arena_id
                      having bool_or(h.role in ('UnitLeader', 'DepartmentLeader')) and bool_or(h.role = 'ShopSteward') and bool_or(h.role = 'SafetyRepresentative')),
              exists (select from invitations i where i.tenant_id = $1 and i.by_holding <> '00000000-0000-0000-0000-000000000000')
                or exists (select from inputs i where i.tenant_id = $1) or exists (select from matters m where m.tenant_id = $1)
            """,
            row => (row.IdOrNull(0), row.IdOrNull(1), row.IsTrue(2), row.IsTrue(3), row.IsTrue(4)), ct, today))[0];
}
