using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.OpenInputs;

public enum WaitingFor
{
    /// <summary>To be an input to the group.</summary>
    Input,

    /// <summary>To be read by one shop steward.</summary>
    Note,

    /// <summary>What the giver of an input wrote back.</summary>
    Reply,

    /// <summary>The giver takes an input back.</summary>
    Withdrawal,

    /// <summary>To a staff meeting's question.</summary>
    Answer,
}

/// <param name="Id">At random, or made from a code that is.</param>
/// <param name="Receipt">Hash of the giver's code; null for what has none.</param>
public sealed record Waiting(Guid Id, Guid Arena, WaitingFor What, byte[]? Receipt, string? Text)
{
    /// <summary>Of a reply or withdrawal.</summary>
    public Guid? Input { get; init; }

    /// <summary>The shop steward's, of a note.</summary>
    public Guid? Seat { get; init; }

    /// <summary>The staff meeting, of an answer.</summary>
    public Guid? Meeting { get; init; }

    public int? Question { get; init; }

    public InputKind? Kind { get; init; }
}

/// <summary>
/// Where what was given without a name waits outside the log. All rows of a municipality are written anew in another order each time, in one
/// transaction: neither where they lie nor which transaction wrote them tells which came first.
/// </summary>
public sealed class WaitingRoom(Placement databases, TenantReader reader)
{
    private const string Columns = "id, arena_id, what, receipt, input_id, seat_id, meeting_id, question, kind, text";

    private const string Lock = "select pg_advisory_xact_lock(hashtextextended($1 || ' waiting', 0))";

    /// <summary>The same again changes nothing, also after it was let in.</summary>
    public async Task Put(Tenant tenant, Waiting one, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(Lock, tenant.Id);
        batch.Add(
            $"""
            with before as (delete from waiting_room where tenant_id = $1 returning {Columns}),
              now as (select $2::uuid as id, $3::uuid as arena_id, $4::varchar as what, $5::bytea as receipt, $6::uuid as input_id, $7::uuid as seat_id,
                $8::uuid as meeting_id, $9::int as question, $10::varchar as kind, $11::text as text
                where not exists (select from mt_streams where tenant_id = $1 and id = $2) and not exists (select from steward_notes where tenant_id = $1 and id = $2))
            insert into waiting_room (tenant_id, {Columns})
            select $1, a.* from (select * from before union all select * from now where id not in (select id from before)) a order by gen_random_uuid()
            """,
            tenant.Id, one.Id, one.Arena, one.What.ToString(), one.Receipt, one.Input, one.Seat, one.Meeting, one.Question, one.Kind?.ToString(), one.Text);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes everything anew, so that what lies alone does not keep the number of the transaction that brought it.</summary>
    public async Task Stir(Tenant tenant, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(Lock, tenant.Id);
        batch.Add(
            $"""
            with before as (delete from waiting_room where tenant_id = $1 returning {Columns})
            insert into waiting_room (tenant_id, {Columns}) select $1, before.* from before order by gen_random_uuid()
            """,
            tenant.Id);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Everything that waits, in an order that says nothing.</summary>
    public Task<IReadOnlyList<Waiting>> All(Tenant tenant, CancellationToken ct) =>
        reader.Query(tenant, $"select {Columns} from waiting_room where tenant_id = $1 order by gen_random_uuid()", Read, ct);

    public Task<IReadOnlyList<Waiting>> OfMeeting(Tenant tenant, Guid meeting, CancellationToken ct) =>
        reader.Query(tenant, $"select {Columns} from waiting_room where tenant_id = $1 and meeting_id = $2 order by gen_random_uuid()", Read, ct, meeting);

    public Task<IReadOnlyList<Waiting>> OfReceipt(Tenant tenant, byte[] receipt, CancellationToken ct) =>
        reader.Query(tenant, $"select {Columns} from waiting_room where tenant_id = $1 and receipt = $2", Read, ct, receipt);

    /// <summary>Takes back what has not been let in.</summary>
    public async Task Take(Tenant tenant, byte[] receipt, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(Lock, tenant.Id);
        batch.Add("delete from waiting_room where tenant_id = $1 and receipt = $2", tenant.Id, receipt);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>In the transaction that lets them in. Where one of them is gone meanwhile, nothing is let in.</summary>
    public static void AddLeave(NpgsqlBatch batch, Tenant tenant, Guid[] ids) =>
        batch.Add(
            """
            with gone as (delete from waiting_room where tenant_id = $1 and id = any($2) returning 1)
            select case when (select count(*) from gone) <> $3 then trepart_refuse($1, 'TR002') end
            """,
            tenant.Id, ids, (long)ids.Length);

    private static Waiting Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), Enum.Parse<WaitingFor>(row.GetString(2)), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3), row.TextOrNull(9))
    {
        Input = row.IdOrNull(4),
        Seat = row.IdOrNull(5),
        Meeting = row.IdOrNull(6),
        Question = row.IsDBNull(7) ? null : row.GetInt32(7),
        Kind = row.TextOrNull(8) is { } kind ? Enum.Parse<InputKind>(kind) : null,
    };
}
