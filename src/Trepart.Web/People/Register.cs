using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.People;

/// <summary>A person as the register has her.</summary>
/// <param name="Seats">Where she sits or sat; the latest first.</param>
public sealed record RegisteredPerson(Guid Id, string Name, IReadOnlyList<HeldSeat> Seats)
{
    public bool HoldsASeatOn(DateOnly day) => Seats.Any(s => s.LeftOn is null || s.LeftOn > day);
}

/// <param name="LeftOn">The first day without the seat, past or planned; null where no end is known.</param>
public sealed record HeldSeat(Guid Holding, Seats.SeatInfo Seat, string Arena, string? Workplace, DateOnly TakenOn, DateOnly? LeftOn);

/// <summary>A page of the register.</summary>
/// <param name="More">There are further ones after it.</param>
public sealed record RegisterPage(IReadOnlyList<RegisteredPerson> People, bool More);

/// <summary>The erasable register of persons.</summary>
public sealed class Register(TenantReader reader, Placement databases)
{
    /// <summary>How many are shown at once: no more than one looks through, since each who is shown is noted in the access log.</summary>
    public const int PageSize = 50;

    /// <summary>Those whose name holds the text, in the order of the alphabet.</summary>
    /// <param name="page">The first is 1.</param>
    public async Task<RegisterPage> Find(Tenant tenant, string? name, int page, CancellationToken ct)
    {
        var found = await Read(tenant, "position(lower($2) in lower(p.name)) > 0", name?.Trim() ?? "", PageSize + 1, (page - 1) * PageSize, ct);
        return new([.. found.Take(PageSize).OrderBy(p => p.Name, Learning.NorwegianOrder.Instance)], found.Count > PageSize);
    }

    /// <summary>The same, as many as are asked for, to choose from.</summary>
    public async Task<IReadOnlyList<RegisteredPerson>> FindSome(Tenant tenant, string name, int limit, CancellationToken ct) =>
        [.. (await Read(tenant, "position(lower($2) in lower(p.name)) > 0", name, limit, 0, ct)).OrderBy(p => p.Name, Learning.NorwegianOrder.Instance)];

    /// <returns>Null where the municipality has no such person.</returns>
    public async Task<RegisteredPerson?> Get(Tenant tenant, Guid person, CancellationToken ct) =>
        await Read(tenant, "p.id = $2::uuid", person.ToString(), 1, 0, ct) is [var found] ? found : null;

    /// <summary>Those who have held seats and left the last one on the day or before; the longest gone first.</summary>
    public Task<IReadOnlyList<Guid>> LeftBy(Tenant tenant, DateOnly day, int limit, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select h.person_id from holdings h join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id
            where h.tenant_id = $1 group by h.person_id
            having bool_and(t.left_on is not null) and max(t.left_on) <= $2 order by max(t.left_on), h.person_id limit $3
            """,
            row => row.GetGuid(0), ct, day, limit);

    public Task<IReadOnlyList<(Guid Seat, Guid Holding)>> HoldingsOf(Tenant tenant, Guid person, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select t.seat_id, h.id from holdings h join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id
            where h.tenant_id = $1 and h.person_id = $2 order by t.seat_id, h.id
            """,
            row => (row.GetGuid(0), row.GetGuid(1)), ct, person);

    /// <returns>Null where there is no such seat.</returns>
    public async Task<Guid?> ArenaOf(Tenant tenant, Guid? seat, CancellationToken ct) =>
        await reader.Query(tenant, "select arena_id from seats where tenant_id = $1 and id = $2", row => row.GetGuid(0), ct, seat ?? Guid.Empty) is [var arena] ? arena : null;

    public async Task Erase(Tenant tenant, Guid person, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        AddErase(batch, tenant, person);
        await batch.ExecuteNonQueryAsync(ct);
    }

    public static void AddErase(NpgsqlBatch batch, Tenant tenant, Guid person)
    {
        batch.Add("delete from holdings where tenant_id = $1 and person_id = $2", tenant.Id, person);
        batch.Add("delete from people where tenant_id = $1 and id = $2", tenant.Id, person);
    }

    public static void AddCorrect(NpgsqlBatch batch, Tenant tenant, Guid person, string name) =>
        batch.Add("update people set name = $3 where tenant_id = $1 and id = $2", tenant.Id, person, name);

    private async Task<IReadOnlyList<RegisteredPerson>> Read(Tenant tenant, string condition, string value, int limit, int offset, CancellationToken ct)
    {
        var rows = await reader.Query(
            tenant,
            $"""
            select p.id, p.name, s.id, s.arena_id, s.role, s.organisation, a.name, a.workplace, t.taken_on, t.left_on, t.id
            from (select p.id, p.name from people p where p.tenant_id = $1 and {condition} order by lower(p.name), p.id limit $3 offset $4) p
            left join holdings h on h.tenant_id = $1 and h.person_id = p.id
            left join seat_holdings t on t.tenant_id = $1 and t.id = h.id
            left join seats s on s.tenant_id = $1 and s.id = t.seat_id
            left join arenas a on a.tenant_id = $1 and a.id = s.arena_id
            order by lower(p.name), p.id, t.taken_on desc, s.id
            """,
            row => (Id: row.GetGuid(0), Name: row.GetString(1), Seat: row.IsDBNull(2) ? null : new HeldSeat(
                row.GetGuid(10), new(row.GetGuid(2), row.GetGuid(3), Enum.Parse<SeatRole>(row.GetString(4)), row.TextOrNull(5)),
                row.GetString(6), row.TextOrNull(7), row.Date(8), row.DateOrNull(9))),
            ct, value, limit, offset);
        return [.. rows.GroupBy(r => (r.Id, r.Name)).Select(p => new RegisteredPerson(p.Key.Id, p.Key.Name, [.. p.Select(r => r.Seat).OfType<HeldSeat>()]))];
    }
}
