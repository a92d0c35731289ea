using Npgsql;
using Trepart.Store;
using Trepart.Web.Seats;

namespace Trepart.Web.FollowUp;

/// <summary>A vacant seat for which one can say that one is interested.</summary>
/// <param name="IsMine">The reader has said so.</param>
public sealed record OpenSeat(SeatInfo Seat, bool IsMine);

/// <summary>Someone who would like a vacant seat, to the one who follows that seat up.</summary>
public sealed record Interested(Guid Id, Guid Seat, string Name, DateOnly GivenOn);

/// <summary>Who would like a seat that nobody has. Read by the chief over that seat and by nobody else (ROL-40).</summary>
public sealed class InterestBook(TenantReader reader, Placement databases)
{
    /// <summary>That a row of seats is a steward's or a safety representative's, that nobody has it, and that a chief's seat is there to hear of it.</summary>
    /// <param name="today">The parameter that is today.</param>
    public static string IsOpen(string today) =>
        $"""
        s.role in ('ShopSteward', 'SafetyRepresentative') and exists (select from seats c where c.tenant_id = $1 and {Chiefs.Follows("c", "s")})
          and not exists (select from seat_holdings h where h.tenant_id = $1 and h.seat_id = s.id and not h.is_deputy and h.taken_on <= {today} and (h.left_on is null or h.left_on > {today}))
        """;

    /// <summary>The group's seats that are open for it, as one employee sees them.</summary>
    public Task<IReadOnlyList<OpenSeat>> OpenIn(Tenant tenant, Guid arena, SignedIn who, DateOnly today, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            select s.id, s.arena_id, s.role, s.organisation, s.nth, exists (select from seat_interests i where i.tenant_id = $1 and i.seat_id = s.id and i.holding = any($4))
            from (select x.*, (case when count(*) over (partition by x.arena_id, x.role, x.organisation) > 1 then x.number end)::int as nth from seats x where x.tenant_id = $1) s
            where s.tenant_id = $1 and s.arena_id = $3 and {IsOpen("$2")} order by s.position, s.organisation, s.nth, s.id
            """,
            row => new OpenSeat(SeatBook.ReadSeat(row, 0), row.GetBoolean(5)), ct, today, arena, HoldingsOf(who));

    /// <summary>Says that one is interested; once more changes nothing.</summary>
    /// <returns>False where the seat is not open for it.</returns>
    public async Task<bool> Show(Tenant tenant, Guid id, Guid seat, Guid holding, DateOnly today, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            $"""
            insert into seat_interests (tenant_id, id, seat_id, holding, given_on)
            select $1::varchar, $3::uuid, s.id, $5::uuid, $2::date from seats s where s.tenant_id = $1 and s.id = $4 and {IsOpen("$2")} on conflict do nothing
            """,
            tenant.Id, today, id, seat, holding);
        await batch.ExecuteNonQueryAsync(ct);
        return await reader.Query(tenant, "select 1 from seat_interests where tenant_id = $1 and seat_id = $2 and holding = $3", _ => true, ct, seat, holding) is not [];
    }

    public async Task TakeBack(Tenant tenant, Guid seat, SignedIn who, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("delete from seat_interests where tenant_id = $1 and seat_id = $2 and holding = any($3)", tenant.Id, seat, HoldingsOf(who));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Those who are interested in the vacant seats that these chief's seats follow up, and still work there; the first who said so first.</summary>
    public Task<IReadOnlyList<Interested>> For(Tenant tenant, IReadOnlyList<Holding> chief, DateOnly today, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            select i.id, i.seat_id, p.name, i.given_on from seat_interests i
              join seats s on s.tenant_id = $1 and s.id = i.seat_id
              join seat_holdings t on t.tenant_id = $1 and t.id = i.holding and (t.left_on is null or t.left_on > $2)
              join holdings w on w.tenant_id = $1 and w.id = i.holding
              join people p on p.tenant_id = $1 and p.id = w.person_id
            where i.tenant_id = $1 and {IsOpen("$2")} and exists (select from seats c where c.tenant_id = $1 and c.id = any($3) and {Chiefs.Follows("c", "s")})
            order by i.given_on, p.name, i.id
            """,
            row => new Interested(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.Date(3)), ct, today, chief.Select(h => h.Seat.Id).ToArray());

    /// <summary>The chief has talked with her, or it came to nothing.</summary>
    /// <returns>False where there is no such interest in a seat that these follow up.</returns>
    public async Task<bool> PutAside(Tenant tenant, Guid id, IReadOnlyList<Holding> chief, CancellationToken ct) =>
        await reader.Query(
            tenant,
            $"""
            delete from seat_interests i where i.tenant_id = $1 and i.id = $2 and exists (
              select from seats s join seats c on c.tenant_id = $1 and c.id = any($3) and {Chiefs.Follows("c", "s")} where s.tenant_id = $1 and s.id = i.seat_id) returning 1
            """,
            _ => true, ct, id, chief.Select(h => h.Seat.Id).ToArray()) is not [];

    /// <summary>The seat is taken: nobody is interested in it any more.</summary>
    public static void AddTaken(NpgsqlBatch batch, Tenant tenant, Guid seat) =>
        batch.Add("delete from seat_interests where tenant_id = $1 and seat_id = $2", tenant.Id, seat);

    private static Guid[] HoldingsOf(SignedIn who) => [.. who.Holdings.Select(h => h.Id)];
}
