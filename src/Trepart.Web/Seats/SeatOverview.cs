using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;

namespace Trepart.Web.Seats;

/// <summary>Someone's time in a seat.</summary>
/// <param name="Person">Null with <paramref name="Name"/>, where she has been erased from the register.</param>
/// <param name="LeftOn">The first day without the seat, past or planned; null where no end is known.</param>
public sealed record SeatHolder(Guid Holding, Guid? Person, string? Name, DateOnly From, DateOnly? LeftOn, bool IsDeputy)
{
    public bool IsOverOn(DateOnly day) => LeftOn <= day;

    public bool HoldsOn(DateOnly day) => From <= day && !IsOverOn(day);
}

/// <summary>A seat with those who have it or step in for it.</summary>
public sealed record SeatWithHolders(SeatInfo Seat, IReadOnlyList<SeatHolder> All)
{
    /// <summary>Who has it on this day; nobody for a vacant seat.</summary>
    public IReadOnlyList<SeatHolder> HoldersOn(DateOnly day) => [.. All.Where(h => !h.IsDeputy && h.HoldsOn(day))];

    /// <summary>Deputies on this day or later.</summary>
    public IReadOnlyList<SeatHolder> DeputiesFrom(DateOnly day) => [.. All.Where(h => h.IsDeputy && !h.IsOverOn(day))];
}

public sealed record ArenaSeats(ArenaInfo Arena, IReadOnlyList<SeatWithHolders> Seats);

/// <param name="Found">How many arenas there are, of which the first are shown.</param>
/// <param name="Vacant">How many of their seats nobody has.</param>
public sealed record SeatPages(IReadOnlyList<ArenaSeats> Arenas, int Found, int Vacant);

/// <summary>Arenas, seats and holders as the one who keeps them sees them.</summary>
public sealed class SeatOverview(TenantReader reader)
{
    private const int MostArenas = 50;

    private const string Columns = "s.id, s.arena_id, s.role, s.organisation, (case when count(*) over alike > 1 then s.number end)::int";

    private const string Alike = "window alike as (partition by s.arena_id, s.role, s.organisation)";

    /// <param name="name">Part of a group's or a workplace's name; empty for all.</param>
    public async Task<SeatPages> Find(Tenant tenant, string name, bool onlyVacant, DateOnly today, CancellationToken ct)
    {
        var arenas = await reader.Query(
            tenant,
            """
            select a.id, a.kind, a.name, a.workplace,
              (select count(*) from seats s where s.tenant_id = $1 and s.arena_id = a.id and not exists (
                 select from seat_holdings t
                 where t.tenant_id = $1 and t.seat_id = s.id and not t.is_deputy and t.taken_on <= $3 and (t.left_on is null or t.left_on > $3)))
            from arenas a
            where a.tenant_id = $1 and position(lower($2) in lower(concat_ws(' ', a.workplace, a.name))) > 0
            order by a.kind = 'WorkingGroup', a.workplace, a.name, a.id
            """,
            row => (Arena: ReadArena(row, 0), Vacant: row.GetInt32(4)), ct, name, today);
        var found = arenas.Where(a => !onlyVacant || a.Vacant > 0).ToList();
        var shown = found.Take(MostArenas).Select(a => a.Arena).ToList();
        var seats = (await Read(tenant, "s.arena_id = any($2)", [.. shown.Select(a => a.Id)], today, ct)).ToLookup(s => s.Seat.Arena);
        return new([.. shown.Select(a => new ArenaSeats(a, [.. seats[a.Id].Where(s => !onlyVacant || s.HoldersOn(today) is [])]))], found.Count, found.Sum(a => a.Vacant));
    }

    /// <summary>An arena's seats with those who have them now or later.</summary>
    public Task<IReadOnlyList<SeatWithHolders>> Of(Tenant tenant, Guid arena, DateOnly today, CancellationToken ct) =>
        Read(tenant, "s.arena_id = any($2)", [arena], today, ct);

    /// <summary>A seat with everyone who has had it; null where the municipality has no such seat.</summary>
    public async Task<SeatWithHolders?> Get(Tenant tenant, Guid seat, CancellationToken ct) =>
        (await Read(
            tenant, "s.arena_id in (select o.arena_id from seats o where o.tenant_id = $1 and o.id = any($2))", [seat], null, ct)).SingleOrDefault(s => s.Seat.Id == seat);

    /// <param name="since">Only those who have not left by this day; null for everyone there has been.</param>
    private async Task<IReadOnlyList<SeatWithHolders>> Read(Tenant tenant, string condition, Guid[] ids, DateOnly? since, CancellationToken ct)
    {
        var rows = await reader.Query(
            tenant,
            $"""
            select n.*, t.id, p.id, p.name, t.taken_on, t.left_on, t.is_deputy
            from (select {Columns}, s.position, s.number as nth from seats s where s.tenant_id = $1 and {condition} {Alike}) n
            left join seat_holdings t on t.tenant_id = $1 and t.seat_id = n.id and ($3::date is null or t.left_on is null or t.left_on > $3)
            left join holdings h on h.tenant_id = $1 and h.id = t.id
            left join people p on p.tenant_id = $1 and p.id = h.person_id
            order by n.position, n.organisation, n.nth, n.id, t.is_deputy, t.taken_on, p.name, t.id
            """,
            row => (
                Seat: SeatBook.ReadSeat(row, 0),
                Holder: row.IsDBNull(7) ? null : new SeatHolder(row.GetGuid(7), row.IdOrNull(8), row.TextOrNull(9), row.Date(10), row.DateOrNull(11), row.IsTrue(12))),
            ct, ids, since);
        return [.. rows.GroupBy(r => r.Seat).Select(g => new SeatWithHolders(g.Key, [.. g.Select(r => r.Holder).OfType<SeatHolder>()]))];
    }

    private static ArenaInfo ReadArena(DbDataReader row, int at) =>
        new(row.GetGuid(at), Enum.Parse<ArenaKind>(row.GetString(at + 1)), row.GetString(at + 2), row.TextOrNull(at + 3));
}
