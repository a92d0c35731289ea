using System.Data.Common;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Seats;

namespace Trepart.Web.Trust;

/// <summary>One row for each trust check.</summary>
public sealed class TrustTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["trust_checks"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            TrustCheckOpened e => sql.Add(
                "insert into trust_checks (tenant_id, id, arena_id, version, opened_on, closes_on, asked, set_number) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                tenant, id, recorded.Arena, version, on, e.ClosesOn, e.Asked, e.Set),
            TrustCheckClosed e => sql.Add(
                "update trust_checks set version = $3, closed_on = $4, answered = $5, fairness = $6, trust = $7, cooperation = $8 where tenant_id = $1 and id = $2",
                tenant, id, version, on, e.Answered, e.Figures?.Fairness.ToArray(), e.Figures?.Trust.ToArray(), e.Figures?.Cooperation.ToArray()),
            _ => sql,
        };
    }
}

/// <summary>A trust check as it stands.</summary>
/// <param name="ClosedOn">Null while it is open.</param>
/// <param name="Answered">Null until it is closed, and where too few answered.</param>
public sealed record TrustRow(Guid Id, Guid Arena, long Version, DateOnly OpenedOn, DateOnly ClosesOn, int Asked, int Set, DateOnly? ClosedOn, int? Answered, TrustFigures? Figures)
{
    public bool IsOpen(DateOnly today) => ClosedOn is null && ClosesOn >= today;
}

/// <summary>Reads trust checks.</summary>
public sealed class TrustBook(TenantReader reader)
{
    private const string Select =
        "select id, arena_id, version, opened_on, closes_on, asked, set_number, closed_on, answered, fairness, trust, cooperation from trust_checks where tenant_id = $1";

    public async Task<TrustRow?> Get(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{Select} and id = $2", Read, ct, id) is [var found] ? found : null;

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<TrustRow>> OfArena(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and arena_id = $2 order by opened_on desc, id desc limit 50", Read, ct, arena);

    /// <summary>Those whose time is over and that are not closed.</summary>
    public Task<IReadOnlyList<TrustRow>> Over(Tenant tenant, DateOnly today, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and closed_on is null and closes_on < $2 order by id", Read, ct, today);

    public async Task<TrustGround> Ground(Tenant tenant, Guid arena, DateOnly today, CancellationToken ct)
    {
        var asked = await reader.Query(
            tenant,
            """
            select h.person_id, s.id, s.arena_id, s.role, s.organisation, null::int, (select max(c.opened_on) from trust_checks c where c.tenant_id = $1 and c.arena_id = $2)
            from seats s
            join seat_holdings t on t.tenant_id = $1 and t.seat_id = s.id and t.taken_on <= $3 and (t.left_on is null or t.left_on > $3)
            join holdings h on h.tenant_id = $1 and h.id = t.id
            where s.tenant_id = $1 and s.arena_id = $2
            """,
            row => (Person: row.GetGuid(0), Seat: SeatBook.ReadSeat(row, 1), Last: row.DateOrNull(6)), ct, arena, today);
        return new(asked.Where(a => TrustGround.IsAsked(a.Seat)).Select(a => a.Person).Distinct().Count(), asked is [var first, ..] ? first.Last : null);
    }

    private static TrustRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.Date(3), row.Date(4), row.GetInt32(5), row.GetInt32(6), row.DateOrNull(7), (int?)row.NumberOrNull(8),
        row.IsDBNull(9) ? null : new(new(row.GetFieldValue<int[]>(9)), new(row.GetFieldValue<int[]>(10)), new(row.GetFieldValue<int[]>(11))));
}
