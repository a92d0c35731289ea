using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Erasing;

/// <summary>A person as the register has her.</summary>
/// <param name="Seats">Where she sits or sat; the latest first.</param>
public sealed record RegisteredPerson(Guid Id, string Name, IReadOnlyList<HeldSeat> Seats)
{
    public bool HoldsASeatOn(DateOnly day) => Seats.Any(s => s.LeftOn is null || s.LeftOn > day);
}

/// <param name="LeftOn">The first day without the seat, past or planned; null where no end is known.</param>
public sealed record HeldSeat(Seats.SeatInfo Seat, string Arena, string? Workplace, DateOnly TakenOn, DateOnly? LeftOn);

/// <summary>The erasable register of persons.</summary>
public sealed class Register(TenantReader reader, Placement databases)
{
    private const int Most = 1000;

    /// <summary>Those whose name holds the text, in the order of the alphabet; at most a thousand.</summary>
    public async Task<IReadOnlyList<RegisteredPerson>> Find(Tenant tenant, string? name, CancellationToken ct) =>
        await Read(tenant, "position(lower($2) in lower(p.name)) > 0", name?.Trim() ?? "", ct);

    /// <returns>Null where the municipality has no such person.</returns>
    public async Task<RegisteredPerson?> Get(Tenant tenant, Guid person, CancellationToken ct) =>
        await Read(tenant, "p.id = $2::uuid", person.ToString(), ct) is [var found] ? found : null;

    public Task<IReadOnlyList<(Guid Seat, Guid Holding)>> HoldingsOf(Tenant tenant, Guid person, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select t.seat_id, h.id from holdings h join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id
            where h.tenant_id = $1 and h.person_id = $2 order by t.seat_id, h.id
            """,
            row => (row.GetGuid(0), row.GetGuid(1)), ct, person);

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

    private async Task<IReadOnlyList<RegisteredPerson>> Read(Tenant tenant, string condition, string value, CancellationToken ct)
    {
        var rows = await reader.Query(
            tenant,
            $"""
            select p.id, p.name, s.id, s.arena_id, s.role, s.organisation, a.name, a.workplace, t.taken_on, t.left_on
            from (select p.id, p.name from people p where p.tenant_id = $1 and {condition} order by p.name, p.id limit {Most}) p
            left join holdings h on h.tenant_id = $1 and h.person_id = p.id
            left join seat_holdings t on t.tenant_id = $1 and t.id = h.id
            left join seats s on s.tenant_id = $1 and s.id = t.seat_id
            left join arenas a on a.tenant_id = $1 and a.id = s.arena_id
            order by p.name, p.id, t.taken_on desc, s.id
            """,
            row => (Id: row.GetGuid(0), Name: row.GetString(1), Seat: row.IsDBNull(2) ? null : new HeldSeat(
                new(row.GetGuid(2), row.GetGuid(3), Enum.Parse<SeatRole>(row.GetString(4)), row.TextOrNull(5)),
                row.GetString(6), row.TextOrNull(7), row.Date(8), row.DateOrNull(9))),
            ct, value);
        return [.. rows.GroupBy(r => (r.Id, r.Name)).Select(p => new RegisteredPerson(p.Key.Id, p.Key.Name, [.. p.Select(r => r.Seat).OfType<HeldSeat>()]))
            .OrderBy(p => p.Name, Learning.NorwegianOrder.Instance)];
    }
}
