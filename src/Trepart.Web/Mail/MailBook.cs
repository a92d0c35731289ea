using Trepart.Store;

namespace Trepart.Web.Mail;

/// <summary>What a person has chosen to be told of by mail.</summary>
/// <param name="Off">Codes of the kinds of waiting things that she does not want to be told of.</param>
public sealed record MailChoice(string Address, Written Written, bool Weekly, bool Asked, IReadOnlyList<string> Off, DateTimeOffset ChosenAt);

/// <param name="Error">A code of ours: what the server said may name the one it was for.</param>
public sealed record Parked(string Error, long Count);

/// <summary>Who wants mail, and what could not be sent.</summary>
public sealed class MailBook(TenantReader reader, Placement databases, TimeProvider clock)
{
    /// <returns>Null where she has chosen nothing.</returns>
    public async Task<MailChoice?> Of(Tenant tenant, Guid person, CancellationToken ct) =>
        await reader.Query(
            tenant, "select address, written, weekly, asked, off, chosen_at from mail_addresses where tenant_id = $1 and person_id = $2", Read, ct, person) is [var one] ? one : null;

    /// <summary>Everyone who wants some.</summary>
    public Task<IReadOnlyList<(Guid Person, MailChoice Choice)>> All(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant, "select address, written, weekly, asked, off, chosen_at, person_id from mail_addresses where tenant_id = $1 and (weekly or asked) order by person_id",
            row => (row.GetGuid(6), Read(row)), ct);

    public Task Choose(Tenant tenant, Guid person, MailChoice choice, CancellationToken ct) => Write(
        tenant,
        """
        insert into mail_addresses (tenant_id, person_id, address, written, weekly, asked, off, chosen_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (tenant_id, person_id) do update
        set address = excluded.address, written = excluded.written, weekly = excluded.weekly, asked = excluded.asked, off = excluded.off, chosen_at = excluded.chosen_at
        """,
        ct, person, choice.Address, choice.Written.ToString(), choice.Weekly, choice.Asked, choice.Off.ToArray(), clock.GetUtcNow().UtcDateTime);

    /// <summary>The address is gone, and what was to be sent there.</summary>
    public Task Forget(Tenant tenant, Guid person, CancellationToken ct) =>
        Write(tenant, "delete from mail_addresses where tenant_id = $1 and person_id = $2", ct, person);

    /// <summary>No more mail; the address stays until she takes it away herself.</summary>
    public Task Stop(Tenant tenant, Guid person, CancellationToken ct) =>
        Write(tenant, "update mail_addresses set weekly = false, asked = false where tenant_id = $1 and person_id = $2", ct, person);

    public async Task<bool> IsOn(Tenant tenant, CancellationToken ct) =>
        await reader.Query(tenant, "select 1 from mail_choices where tenant_id = $1 and is_on", _ => true, ct) is not [];

    public Task Turn(Tenant tenant, bool isOn, CancellationToken ct) => Write(
        tenant,
        """
        insert into mail_choices (tenant_id, is_on, chosen_at) values ($1, $2, $3)
        on conflict (tenant_id) do update set is_on = excluded.is_on, chosen_at = excluded.chosen_at
        """,
        ct, isOn, clock.GetUtcNow().UtcDateTime);

    /// <summary>What has been given up, by why.</summary>
    public Task<IReadOnlyList<Parked>> Parked(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant, "select error, count(*) from mail_outbox where tenant_id = $1 and state = 'Parked' group by error order by error",
            row => new Parked(row.GetString(0), row.GetInt64(1)), ct);

    /// <summary>What was given up is tried once more from the beginning.</summary>
    public Task TryAgain(Tenant tenant, CancellationToken ct) => Write(
        tenant, "update mail_outbox set state = 'Waiting', attempts = 0, next_at = $2, error = null where tenant_id = $1 and state = 'Parked'", ct, clock.GetUtcNow().UtcDateTime);

    private async Task Write(Tenant tenant, string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(sql, [tenant.Id, .. parameters]);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static MailChoice Read(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), Enum.Parse<Written>(row.GetString(1)), row.GetBoolean(2), row.GetBoolean(3), row.GetFieldValue<string[]>(4), row.GetFieldValue<DateTimeOffset>(5));
}
