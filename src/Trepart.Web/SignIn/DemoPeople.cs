using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.SignIn;

/// <summary>A person that one can choose to be, in a demo.</summary>
public sealed record DemoPerson(Guid Id, string Name, IReadOnlyList<(SeatInfo Seat, ArenaInfo Arena)> Seats, bool IsAuditor = false);

public sealed class DemoPeople(TenantReader reader, Arenas arenas, SeatBook seats)
{
    /// <summary>Everyone with a seat today, by arena and role; then those who are let in as auditors.</summary>
    public async Task<IReadOnlyList<DemoPerson>> Of(Tenant tenant, DateOnly today, CancellationToken ct)
    {
        var places = await arenas.All(tenant, ct);
        var all = await seats.AllSeats(tenant, ct);
        var rows = await reader.Query(
            tenant,
            """
            select p.id, p.name, t.seat_id
            from people p
            join holdings h on h.tenant_id = p.tenant_id and h.person_id = p.id
            join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id and t.taken_on <= $2 and (t.left_on is null or t.left_on > $2)
            join seats s on s.tenant_id = t.tenant_id and s.id = t.seat_id
            where p.tenant_id = $1
            order by s.position, p.name, p.id
            """,
            row => (Id: row.GetGuid(0), Name: row.GetString(1), Seat: row.GetGuid(2)), ct, today);
        var auditors = await reader.Query(
            tenant,
            """
            select distinct p.id, p.name from people p
            join holdings h on h.tenant_id = p.tenant_id and h.person_id = p.id
            join mandates m on m.tenant_id = h.tenant_id and m.holding = h.id and m.starts_on <= $2 and m.ends_on >= $2 and m.ended_on is null
            where p.tenant_id = $1 order by p.name, p.id
            """,
            row => new DemoPerson(row.GetGuid(0), row.GetString(1), [], IsAuditor: true), ct, today);
        return
        [
            .. rows.GroupBy(r => (r.Id, r.Name)).Select(g => new DemoPerson(g.Key.Id, g.Key.Name, [.. g.Select(r => (all[r.Seat], places[all[r.Seat].Arena]))])),
            .. auditors,
        ];
    }
}
