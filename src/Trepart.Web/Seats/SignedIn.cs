using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Auditing;

namespace Trepart.Web.Seats;

/// <summary>A seat that someone holds, or steps in for as deputy.</summary>
public sealed record Holding(Guid Id, SeatInfo Seat, bool IsDeputy = false);

/// <summary>A seat of an arena.</summary>
/// <param name="Organisation">The union of a representative's seat; null for all others.</param>
/// <param name="Number">Which of several alike in its arena: 1, 2, …; null where it is the only one.</param>
public sealed record SeatInfo(Guid Id, Guid Arena, SeatRole Role, string? Organisation, int? Number = null)
{
    /// <summary>It stands in an arena where its kind of seat has no place, and gives nothing there.</summary>
    public bool IsAstray { get; init; }
}

/// <summary>A municipality's seats by id, and which holdings are deputies'.</summary>
public sealed class KnownSeats(IReadOnlyDictionary<Guid, SeatInfo> seats, IReadOnlySet<Guid> deputies)
{
    public SeatInfo this[Guid seat] => seats[seat];

    public SeatInfo? GetValueOrDefault(Guid seat) => seats.GetValueOrDefault(seat);

    public bool ContainsKey(Guid seat) => seats.ContainsKey(seat);

    /// <summary>Whether this holding acts for those who hold the seat.</summary>
    public bool IsDeputy(Guid? holding) => holding is { } id && deputies.Contains(id);
}

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
        Holdings.FirstOrDefault(h => (Rights.IsMunicipal(right) || h.Seat.Arena == arena) && Rights.Of(h.Seat).Contains(right));

    public bool May(Right right, Guid? arena = null) => Holding(right, arena) is not null;
}

/// <summary>Finds people and seats of a municipality.</summary>
public sealed class SeatBook(TenantReader reader)
{
    // Two leaders of departments in one group are told apart by number: the one whose seat was established first is number 1.
    private const string Numbered =
        "s.id, s.arena_id, s.role, s.organisation, (case when count(*) over alike > 1 then s.number end)::int, (select a.kind from arenas a where a.tenant_id = $1 and a.id = s.arena_id)";

    private const string Alike = "window alike as (partition by s.arena_id, s.role, s.organisation)";

    /// <returns>Null where the municipality has no such person.</returns>
    public async Task<SignedIn?> Find(Tenant tenant, Guid person, DateOnly today, CancellationToken ct)
    {
        var rows = await reader.Query(
            tenant,
            """
            select p.name, h.id, s.id, s.arena_id, s.role, s.organisation,
              (select case when count(*) > 1 then s.number end::int from seats o
               where o.tenant_id = $1 and o.arena_id = s.arena_id and o.role = s.role and o.organisation is not distinct from s.organisation),
              t.is_deputy,
              exists (select from mandates m join holdings a on a.tenant_id = m.tenant_id and a.id = m.holding
                      where m.tenant_id = $1 and a.person_id = p.id and m.starts_on <= $3 and m.ends_on >= $3 and m.ended_on is null),
              (select a.kind from arenas a where a.tenant_id = $1 and a.id = s.arena_id)
            from people p
            left join holdings h on h.tenant_id = p.tenant_id and h.person_id = p.id
            left join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id and t.taken_on <= $3 and (t.left_on is null or t.left_on > $3)
            left join seats s on s.tenant_id = t.tenant_id and s.id = t.seat_id
            where p.tenant_id = $1 and p.id = $2
            order by t.is_deputy, s.role, t.taken_on, h.id
            """,
            row => (Name: row.GetString(0), Holding: row.IsDBNull(2) ? null : new Holding(row.GetGuid(1), Placed(ReadSeat(row, 2), row.GetString(9)), row.IsTrue(7)), IsAuditor: row.GetBoolean(8)),
            ct, person, today);

        return rows is [] ? null : new SignedIn(person, rows[0].Name, [.. rows.Select(r => r.Holding).OfType<Holding>()]) { IsAuditor = rows[0].IsAuditor };
    }

    public async Task<bool> ArenaExists(Tenant tenant, Guid arena, CancellationToken ct) =>
        await reader.Query(tenant, "select 1 from arenas where tenant_id = $1 and id = $2", _ => true, ct, arena) is not [];

    /// <summary>The seats of an arena, in the order in which they are usually named.</summary>
    public async Task<IReadOnlyList<SeatInfo>> SeatsOf(Tenant tenant, Guid arena, CancellationToken ct) =>
        await reader.Query(
            tenant, $"select {Numbered} from seats s where s.tenant_id = $1 and s.arena_id = $2 {Alike} order by s.position, s.organisation, s.number, s.id",
            row => Placed(ReadSeat(row, 0), row.GetString(5)), ct, arena);

    /// <summary>Whose table an arena's is, and the seats of each party around it that someone holds.</summary>
    public async Task<Table> TableOf(Tenant tenant, Guid arena, DateOnly today, CancellationToken ct)
    {
        var rows = await reader.Query(
            tenant,
            """
            select a.kind, s.id, s.role, s.organisation from arenas a
            left join seats s on s.tenant_id = $1 and s.arena_id = a.id
              and exists (select from seat_holdings h where h.tenant_id = $1 and h.seat_id = s.id and h.taken_on <= $3 and (h.left_on is null or h.left_on > $3))
            where a.tenant_id = $1 and a.id = $2
            order by s.position, s.organisation, s.number, s.id
            """,
            row => (Kind: Enum.Parse<ArenaKind>(row.GetString(0)), Seat: row.IsDBNull(1) ? ((Guid, SeatRole, string?)?)null : (row.GetGuid(1), Enum.Parse<SeatRole>(row.GetString(2)), row.TextOrNull(3))),
            ct, arena, today);
        var kind = rows is [var first, ..] ? first.Kind : ArenaKind.WorkingGroup;
        return new(kind, Parties.Of(kind, rows.Select(r => r.Seat).OfType<(Guid, SeatRole, string?)>()));
    }

    public async Task<Many<Many<Guid>>> PartiesOf(Tenant tenant, Guid arena, DateOnly today, CancellationToken ct) => (await TableOf(tenant, arena, today, ct)).Parties;

    /// <summary>All seats of the municipality.</summary>
    public async Task<KnownSeats> AllSeats(Tenant tenant, CancellationToken ct)
    {
        var rows = await reader.Query(
            tenant,
            $"""
            select {Numbered}, d.holdings
            from seats s
            left join (select h.seat_id, array_agg(h.id) holdings from seat_holdings h where h.tenant_id = $1 and h.is_deputy group by h.seat_id) d on d.seat_id = s.id
            where s.tenant_id = $1 {Alike}
            """,
            row => (Seat: Placed(ReadSeat(row, 0), row.GetString(5)), Deputies: row.IsDBNull(6) ? [] : row.GetFieldValue<Guid[]>(6)), ct);
        return new(rows.ToDictionary(r => r.Seat.Id, r => r.Seat), rows.SelectMany(r => r.Deputies).ToHashSet());
    }

    /// <summary>Whether the register has this person.</summary>
    public async Task<bool> IsKnown(Tenant tenant, Guid person, CancellationToken ct) =>
        await reader.Query(tenant, "select 1 from people where tenant_id = $1 and id = $2", _ => true, ct, person) is not [];

    /// <summary>Whether this person has the seat, now or later, so that she cannot be given it once more.</summary>
    /// <param name="orAsDeputy">Stepping in for those who have it counts too.</param>
    /// <param name="besides">A holding that is about to be left; null for none.</param>
    public async Task<bool> Sits(Tenant tenant, Guid person, Guid seat, bool orAsDeputy, Guid? besides, DateOnly today, CancellationToken ct) =>
        await reader.Query(
            tenant,
            """
            select 1 from seat_holdings t join holdings h on h.tenant_id = t.tenant_id and h.id = t.id
            where t.tenant_id = $1 and t.seat_id = $2 and h.person_id = $3 and (t.left_on is null or t.left_on > $4)
              and (not t.is_deputy or $5) and t.id is distinct from $6
            """,
            _ => true, ct, seat, person, today, orAsDeputy, besides) is not [];

    /// <summary>Who holds or held seats, by holding. What is missing has been erased.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesOf(Tenant tenant, Guid[] holdings, CancellationToken ct) =>
        (await reader.Query(
            tenant,
            """
            select h.id, p.name from holdings h join people p on p.tenant_id = h.tenant_id and p.id = h.person_id
            where h.tenant_id = $1 and h.id = any($2)
            """,
            row => (Id: row.GetGuid(0), Name: row.GetString(1)), ct, holdings)).ToDictionary(r => r.Id, r => r.Name);

    private static SeatInfo Placed(SeatInfo seat, string kind) => seat with { IsAstray = !Arena.Fits(seat.Role, Enum.Parse<ArenaKind>(kind)) };

    public static SeatInfo ReadSeat(System.Data.Common.DbDataReader row, int at) =>
        new(row.GetGuid(at), row.GetGuid(at + 1), Enum.Parse<SeatRole>(row.GetString(at + 2)), row.TextOrNull(at + 3), row.IsDBNull(at + 4) ? null : row.GetInt32(at + 4));
}
