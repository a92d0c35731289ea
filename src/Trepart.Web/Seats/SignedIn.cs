using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Auditing;

namespace Trepart.Web.Seats;

/// <summary>A seat that someone holds.</summary>
public sealed record Holding(Guid Id, SeatInfo Seat);

/// <summary>A seat of an arena.</summary>
/// <param name="Organisation">The union of a representative's seat; null for all others.</param>
/// <param name="Number">Which of several alike in its arena: 1, 2, …; null where it is the only one.</param>
public sealed record SeatInfo(Guid Id, Guid Arena, SeatRole Role, string? Organisation, int? Number = null);

/// <summary>The person who is signed in, with the seats that she holds today in this municipality.</summary>
public sealed record SignedIn(Guid Person, string Name, IReadOnlyList<Holding> Holdings)
{
    /// <summary>She is let in as an auditor today, and <see cref="Mandates"/> says to what.</summary>
    public bool IsAuditor { get; init; }

    /// <summary>Under which she may read today.</summary>
    public IReadOnlyList<MandateRow> Mandates { get; init; } = [];

    /// <summary>The holding from which this person may do it; null if she may not.</summary>
    /// <param name="arena">Where; null for what concerns the whole municipality.</param>
    public Holding? Holding(Right right, Guid? arena = null) =>
        Holdings.FirstOrDefault(h => (Rights.IsMunicipal(right) || h.Seat.Arena == arena) && Rights.Of(h.Seat.Role).Contains(right));

    public bool May(Right right, Guid? arena = null) => Holding(right, arena) is not null;
}

/// <summary>Finds people and seats of a municipality.</summary>
public sealed class SeatBook(TenantReader reader)
{
    // Two leaders of departments in one group are told apart by number.
    private const string Numbered =
        "id, arena_id, role, organisation, (case when count(*) over alike > 1 then row_number() over (alike order by id) end)::int";

    private const string Alike = "window alike as (partition by arena_id, role, organisation)";

    /// <returns>Null where the municipality has no such person.</returns>
    public async Task<SignedIn?> Find(Tenant tenant, Guid person, DateOnly today, CancellationToken ct)
    {
        var rows = await reader.Query(
            tenant,
            """
            select p.name, h.id, s.id, s.arena_id, s.role, s.organisation,
              (select case when count(*) > 1 then count(*) filter (where o.id <= s.id) end::int from seats o
               where o.tenant_id = $1 and o.arena_id = s.arena_id and o.role = s.role and o.organisation is not distinct from s.organisation),
              exists (select from mandates m join holdings a on a.tenant_id = m.tenant_id and a.id = m.holding
                      where m.tenant_id = $1 and a.person_id = p.id and m.starts_on <= $3 and m.ends_on >= $3 and m.ended_on is null)
            from people p
            left join holdings h on h.tenant_id = p.tenant_id and h.person_id = p.id
            left join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id and t.taken_on <= $3 and (t.left_on is null or t.left_on > $3)
            left join seats s on s.tenant_id = t.tenant_id and s.id = t.seat_id
            where p.tenant_id = $1 and p.id = $2
            order by s.role, t.taken_on, h.id
            """,
            row => (Name: row.GetString(0), Holding: row.IsDBNull(2) ? null : new Holding(row.GetGuid(1), ReadSeat(row, 2)), IsAuditor: row.GetBoolean(7)),
            ct, person, today);

        return rows is [] ? null : new SignedIn(person, rows[0].Name, [.. rows.Select(r => r.Holding).OfType<Holding>()]) { IsAuditor = rows[0].IsAuditor };
    }

    public async Task<bool> ArenaExists(Tenant tenant, Guid arena, CancellationToken ct) =>
        await reader.Query(tenant, "select 1 from arenas where tenant_id = $1 and id = $2", _ => true, ct, arena) is not [];

    /// <summary>The seats of an arena, in the order in which they are usually named.</summary>
    public async Task<IReadOnlyList<SeatInfo>> SeatsOf(Tenant tenant, Guid arena, CancellationToken ct) =>
        await reader.Query(
            tenant, $"select {Numbered} from seats where tenant_id = $1 and arena_id = $2 {Alike} order by position, organisation, id",
            row => ReadSeat(row, 0), ct, arena);

    /// <summary>All seats of the municipality, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, SeatInfo>> AllSeats(Tenant tenant, CancellationToken ct) =>
        (await reader.Query(
            tenant, $"select {Numbered} from seats where tenant_id = $1 {Alike}", row => ReadSeat(row, 0), ct)).ToDictionary(s => s.Id);

    /// <summary>Who holds or held seats, by holding. What is missing has been erased.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesOf(Tenant tenant, Guid[] holdings, CancellationToken ct) =>
        (await reader.Query(
            tenant,
            """
            select h.id, p.name from holdings h join people p on p.tenant_id = h.tenant_id and p.id = h.person_id
            where h.tenant_id = $1 and h.id = any($2)
            """,
            row => (Id: row.GetGuid(0), Name: row.GetString(1)), ct, holdings)).ToDictionary(r => r.Id, r => r.Name);

    private static SeatInfo ReadSeat(System.Data.Common.DbDataReader row, int at) =>
        new(row.GetGuid(at), row.GetGuid(at + 1), Enum.Parse<SeatRole>(row.GetString(at + 2)), row.TextOrNull(at + 3), row.IsDBNull(at + 4) ? null : row.GetInt32(at + 4));
}
