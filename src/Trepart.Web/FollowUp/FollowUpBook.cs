using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.FollowUp;

/// <summary>Someone in a seat that a chief follows up.</summary>
/// <param name="LastTalk">When the two last talked; null where they have not, as far as the reader may know.</param>
/// <param name="AskedOn">Since when she has asked for a talk; null where she has not, or is answered.</param>
public sealed record Followed(Guid Holding, string? Name, DateOnly Since, bool IsDeputy, DateOnly? LastTalk, DateOnly? AskedOn);

/// <summary>A seat that a chief follows up, with those who have it today.</summary>
/// <param name="LastMeeting">When its group last met; null where no meeting is on record.</param>
public sealed record FollowedSeat(SeatInfo Seat, ArenaInfo Arena, DateOnly? LastMeeting, IReadOnlyList<Followed> Holders)
{
    public bool IsVacant => Holders.All(h => h.IsDeputy);
}

/// <summary>What stands between a chief and one whom she follows up.</summary>
public enum EntryKind
{
    /// <summary>A talk is asked for. Has no text.</summary>
    Ask,

    /// <summary>Something that one of the two wrote.</summary>
    Note,

    /// <summary>A talk that was held.</summary>
    Talk,

    /// <summary>Training or something else that is planned or done. It follows the seat to the next chief.</summary>
    Step,
}

/// <param name="IsByChief">Written from the chief's seat.</param>
/// <param name="IsOwn">The reader's own.</param>
public sealed record Entry(Guid Id, EntryKind Kind, bool IsByChief, bool IsOwn, string? Text, DateOnly? HappensOn, DateOnly? DoneOn, DateOnly WrittenOn);

/// <summary>Both sides of a pair as one of them sees it.</summary>
/// <param name="Chief">The seats from which the reader follows up; none where she is the one followed up.</param>
/// <param name="Mine">The reader's own holding in it.</param>
public sealed record Pair(FollowedSeat Seat, Followed Followed, Guid[] Chief, Guid Mine)
{
    public bool IsChief => Chief.Length > 0;
}

/// <summary>
/// What chiefs and those whom they follow up have between them. Every reading says whose it is: what a chief may read names her holding, or is a step;
/// the one followed up reads what names hers.
/// </summary>
public sealed class FollowUpBook(TenantReader reader, Placement databases)
{
    private const string IsNow = "h.taken_on <= $4 and (h.left_on is null or h.left_on > $4)";

    /// <summary>What someone on the chief's side may read, $3 being her holdings: her own, what is asked and not answered, and what follows the seat.</summary>
    private const string ForChief = "(e.readers && $3 or e.kind = 'Step' or (e.kind = 'Ask' and e.done_on is null))";

    private static readonly string Seats =
        $"""
        select s.id, s.arena_id, s.role, s.organisation, s.nth, a.id, a.kind, a.name, a.workplace,
          (select max(m.day) from meetings m where m.tenant_id = $1 and m.arena_id = a.id and m.stage in ('Open', 'Presented', 'Approved') and m.day <= $4),
          h.id, p.name, h.taken_on, h.is_deputy,
          (select max(e.happens_on) from follow_up_entries e where e.tenant_id = $1 and e.holding = h.id and e.kind = 'Talk' and (e.readers && $3 or e.holding = any($3))),
          (select min(e.written_on) from follow_up_entries e where e.tenant_id = $1 and e.holding = h.id and e.kind = 'Ask' and e.done_on is null)
        from (select x.*, (case when count(*) over (partition by x.arena_id, x.role, x.organisation) > 1 then x.number end)::int as nth from seats x where x.tenant_id = $1) s
          join arenas a on a.tenant_id = $1 and a.id = s.arena_id
          left join seat_holdings h on h.tenant_id = $1 and h.seat_id = s.id and {IsNow}
          left join holdings w on w.tenant_id = $1 and w.id = h.id
          left join people p on p.tenant_id = $1 and p.id = w.person_id
        where s.tenant_id = $1
        """;

    private const string InOrder = "order by a.workplace, a.name, s.position, s.organisation, s.nth, s.id, h.is_deputy, h.taken_on, h.id";

    /// <summary>The seats that these chief's seats follow up, by workplace.</summary>
    public Task<IReadOnlyList<FollowedSeat>> Of(Tenant tenant, IReadOnlyList<Holding> chief, DateOnly today, CancellationToken ct) =>
        Read(
            tenant, $"{Seats} and exists (select from seats c where c.tenant_id = $1 and c.id = any($2) and {Chiefs.Follows("c", "s")}) {InOrder}", ct,
            SeatsOf(chief), HoldingsOf(chief), today);

    /// <summary>Someone in a seat today, as the chief who follows it up sees her.</summary>
    /// <returns>Null where these seats do not follow up that one, or nobody has it under this holding.</returns>
    public async Task<FollowedSeat?> One(Tenant tenant, Guid holding, IReadOnlyList<Holding> chief, DateOnly today, CancellationToken ct) =>
        await Read(
            tenant, $"{Seats} and h.id = $5 and exists (select from seats c where c.tenant_id = $1 and c.id = any($2) and {Chiefs.Follows("c", "s")})", ct,
            SeatsOf(chief), HoldingsOf(chief), today, holding) is [var found] ? found : null;

    /// <summary>The same for the one who has the seat herself.</summary>
    public async Task<FollowedSeat?> Own(Tenant tenant, Holding own, DateOnly today, CancellationToken ct) =>
        await Read(tenant, $"{Seats} and h.id = $5", ct, Array.Empty<Guid>(), new[] { own.Id }, today, own.Id) is [var found] ? found : null;

    /// <summary>Whether there is a chief's seat over this one, held or vacant.</summary>
    public async Task<bool> HasChief(Tenant tenant, Guid seat, CancellationToken ct) =>
        await reader.Query(
            tenant, $"select 1 from seats s join seats c on c.tenant_id = $1 and {Chiefs.Follows("c", "s")} where s.tenant_id = $1 and s.id = $2 limit 1", _ => true, ct, seat) is not [];

    /// <summary>Working groups in which no safety representative has a seat, by workplace.</summary>
    public Task<IReadOnlyList<ArenaInfo>> WithoutSafetyRepresentative(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select a.id, a.kind, a.name, a.workplace from arenas a
            where a.tenant_id = $1 and a.kind = 'WorkingGroup'
              and not exists (select from seats s where s.tenant_id = $1 and s.arena_id = a.id and s.role = 'SafetyRepresentative')
            order by a.workplace, a.name, a.id
            """,
            row => ReadArena(row, 0), ct);

    /// <summary>What stands between the two, the newest first, as far as the reader may see it.</summary>
    public Task<IReadOnlyList<Entry>> Entries(Tenant tenant, Pair pair, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            select e.id, e.kind, e.by_holding <> e.holding, e.by_holding = any($3), e.text, e.happens_on, e.done_on, e.written_on from follow_up_entries e
            where e.tenant_id = $1 and e.holding = $2 and ({(pair.IsChief ? ForChief : "e.holding = any($3)")})
            order by e.written_on desc, coalesce(e.happens_on, e.written_on) desc, e.id desc limit 500
            """,
            row => new Entry(
                row.GetGuid(0), Enum.Parse<EntryKind>(row.GetString(1)), row.GetBoolean(2), row.GetBoolean(3), row.TextOrNull(4), row.DateOrNull(5), row.DateOrNull(6), row.Date(7)),
            ct, pair.Followed.Holding, new[] { pair.Mine });

    /// <summary>Asks for a talk: read by whoever has the chief's seat until it is answered.</summary>
    public Task Ask(Tenant tenant, Pair pair, Guid id, DateOnly today, CancellationToken ct) => Write(
        tenant,
        $"""
        insert into follow_up_entries (tenant_id, id, holding, by_holding, kind, readers, written_on)
        values ($1, $2, $3, $4, 'Ask', {ChiefsOf("$3", "$5")}, $5) on conflict do nothing
        """,
        ct, id, pair.Followed.Holding, pair.Mine, today);

    /// <summary>Writes something down. From the chief's side it answers what was asked; what was sent before changes nothing.</summary>
    public Task Write(Tenant tenant, Pair pair, Guid id, EntryKind kind, string? text, DateOnly? happensOn, DateOnly? doneOn, DateOnly today, CancellationToken ct) => Write(
        tenant,
        $"""
        with written as (
          insert into follow_up_entries (tenant_id, id, holding, by_holding, kind, readers, text, happens_on, done_on, written_on)
          values ($1, $2, $3, $4, $5, {(pair.IsChief ? HoldersOf("$10", "$9", "$4") : ChiefsOf("$3", "$9"))}, $6, $7, $8, $9)
          on conflict (tenant_id, id) do nothing returning id)
        update follow_up_entries e set done_on = $9
        where e.tenant_id = $1 and e.holding = $3 and e.kind = 'Ask' and e.done_on is null and cardinality($10::uuid[]) > 0 and $5 in ('Note', 'Talk') and exists (select from written)
        """,
        ct, id, pair.Followed.Holding, pair.Mine, kind.ToString(), text, happensOn, doneOn, today, pair.Chief);

    /// <summary>A step that was planned is done.</summary>
    /// <returns>False where the two have no such step.</returns>
    public Task<bool> Finish(Tenant tenant, Pair pair, Guid step, DateOnly on, CancellationToken ct) => Changed(
        tenant, "update follow_up_entries e set done_on = $4 where e.tenant_id = $1 and e.holding = $2 and e.id = $3 and e.kind = 'Step' returning 1", ct, pair.Followed.Holding, step, on);

    /// <summary>Erases what the reader wrote herself, and steps, which follow the seat.</summary>
    /// <returns>False where there is no such entry for her to erase.</returns>
    public Task<bool> Remove(Tenant tenant, Pair pair, Guid entry, CancellationToken ct) => Changed(
        tenant, "delete from follow_up_entries e where e.tenant_id = $1 and e.holding = $2 and e.id = $3 and (e.by_holding = $4 or e.kind = 'Step') returning 1", ct,
        pair.Followed.Holding, entry, pair.Mine);

    /// <summary>Everyone on the chief's side of a holding, deputies with them: what is written to a chief is read by whoever is there to answer it.</summary>
    private static string ChiefsOf(string holding, string today) =>
        $"""
        array(select r.id from seat_holdings o
              join seats s on s.tenant_id = $1 and s.id = o.seat_id
              join seats c on c.tenant_id = $1 and {Chiefs.Follows("c", "s")}
              join seat_holdings r on r.tenant_id = $1 and r.seat_id = c.id and r.taken_on <= {today} and (r.left_on is null or r.left_on > {today})
              where o.tenant_id = $1 and o.id = {holding})
        """;

    /// <summary>Those who have the chief's own seats, and the one who writes: not their deputies.</summary>
    private static string HoldersOf(string seats, string today, string writer) =>
        $"""
        array(select r.id from seat_holdings r
              where r.tenant_id = $1 and r.seat_id = any({seats}) and r.taken_on <= {today} and (r.left_on is null or r.left_on > {today}) and (not r.is_deputy or r.id = {writer}))
        """;

    private static Guid[] SeatsOf(IReadOnlyList<Holding> chief) => [.. chief.Select(h => h.Seat.Id)];

    private static Guid[] HoldingsOf(IReadOnlyList<Holding> chief) => [.. chief.Select(h => h.Id)];

    private async Task<IReadOnlyList<FollowedSeat>> Read(Tenant tenant, string sql, CancellationToken ct, params object?[] parameters)
    {
        var rows = await reader.Query(
            tenant, sql,
            row => (
                Seat: SeatBook.ReadSeat(row, 0), Arena: ReadArena(row, 5), LastMeeting: row.DateOrNull(9),
                Holder: row.IsDBNull(10) ? null : new Followed(row.GetGuid(10), row.TextOrNull(11), row.Date(12), row.GetBoolean(13), row.DateOrNull(14), row.DateOrNull(15))),
            ct, parameters);
        return [.. rows.GroupBy(r => r.Seat).Select(g => new FollowedSeat(g.Key, g.First().Arena, g.First().LastMeeting, [.. g.Select(r => r.Holder).OfType<Followed>()]))];
    }

    private static ArenaInfo ReadArena(DbDataReader row, int at) => new(row.GetGuid(at), Enum.Parse<ArenaKind>(row.GetString(at + 1)), row.GetString(at + 2), row.TextOrNull(at + 3));

    private async Task Write(Tenant tenant, string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(sql, [tenant.Id, .. parameters]);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<bool> Changed(Tenant tenant, string sql, CancellationToken ct, params object?[] parameters) =>
        await reader.Query(tenant, sql, _ => true, ct, parameters) is not [];
}
