using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Trepart.Store;

namespace Trepart.Web.SignIn;

/// <summary>What has become of an invitation.</summary>
public enum InvitationState
{
    /// <summary>It waits for the one who is invited.</summary>
    Open,

    Used,

    /// <summary>The days of <see cref="Invitations.Lasts"/> went by.</summary>
    Expired,

    Withdrawn,
}

/// <summary>An invitation, without its code: that is shown once, to the one who made it.</summary>
/// <param name="By">The holding from which it was made.</param>
public sealed record Invitation(
    Guid Id, Guid Person, Guid By, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, DateTimeOffset? WithdrawnAt)
{
    public InvitationState State(DateTimeOffset now) =>
        UsedAt is not null ? InvitationState.Used
        : WithdrawnAt is not null ? InvitationState.Withdrawn
        : ExpiresAt <= now ? InvitationState.Expired
        : InvitationState.Open;
}

/// <summary>What came of taking an invitation.</summary>
public enum Acceptance
{
    /// <summary>The identity is the person from now on; also where it was so already.</summary>
    Bound,

    /// <summary>The municipality has no such invitation.</summary>
    Unknown,

    /// <summary>It is used, old or withdrawn.</summary>
    NotOpen,

    /// <summary>The identity is another person of the municipality.</summary>
    IsAnother,

    /// <summary>The municipality does not let in the one who vouches for the identity.</summary>
    ForeignAuthority,
}

/// <summary>Invites a person of the register to sign in: a link with a code that binds her account, once and for some days.</summary>
public sealed class Invitations(Placement databases, TenantReader reader, Identities identities)
{
    /// <summary>How long an invitation can be taken.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(14);

    private const string Columns = "id, person_id, by_holding, created_at, expires_at, used_at, withdrawn_at";

    /// <summary>Where the link leads; in front of it stands the service's own address. The code is not in the path, which logs and traces tell of.</summary>
    public static string AddressOf(Tenant tenant, string code) => $"/{tenant.Id}/invitasjon?kode={code}";

    /// <summary>Invites someone. Invitations that were open for the same person are withdrawn, so that only the last link opens.</summary>
    /// <param name="byHolding">The holding of the one who invites.</param>
    /// <returns>The code, which is kept nowhere: it cannot be shown again. Null where the municipality has no such person.</returns>
    public async Task<string?> Create(Tenant tenant, Guid person, Guid byHolding, DateTimeOffset now, CancellationToken ct)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            "update invitations set withdrawn_at = $3 where tenant_id = $1 and person_id = $2 and used_at is null and withdrawn_at is null and expires_at > $3",
            tenant.Id, person, now.UtcDateTime);
        batch.Add(
            """
            insert into invitations (tenant_id, id, code_hash, person_id, by_holding, created_at, expires_at)
            select tenant_id, $3, $4, id, $5, $6, $7 from people where tenant_id = $1 and id = $2
            """,
            tenant.Id, person, Guid.CreateVersion7(now), HashOf(code), byHolding, now.UtcDateTime, (now + Lasts).UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
        return batch.BatchCommands[^1].RecordsAffected == 1 ? code : null;
    }

    /// <summary>The municipality's invitations, the newest first.</summary>
    public Task<IReadOnlyList<Invitation>> All(Tenant tenant, CancellationToken ct) =>
        reader.Query(tenant, $"select {Columns} from invitations where tenant_id = $1 order by created_at desc, id desc", Read, ct);

    /// <returns>Null where the municipality has no such invitation.</returns>
    public async Task<Invitation?> Find(Tenant tenant, string code, CancellationToken ct) =>
        await reader.Query(tenant, $"select {Columns} from invitations where tenant_id = $1 and code_hash = $2", Read, ct, HashOf(code)) is [var found] ? found : null;

    /// <returns>False where it was not there, or not open any more.</returns>
    public async Task<bool> Withdraw(Tenant tenant, Guid invitation, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            "update invitations set withdrawn_at = $3 where tenant_id = $1 and id = $2 and used_at is null and withdrawn_at is null and expires_at > $3",
            tenant.Id, invitation, now.UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
        return batch.BatchCommands[^1].RecordsAffected == 1;
    }

    /// <summary>Binds the identity to the person who is invited, and uses the invitation up; both or neither.</summary>
    public async Task<Acceptance> Accept(Tenant tenant, string code, IdentityRef identity, DateTimeOffset now, CancellationToken ct)
    {
        if (await Find(tenant, code, ct) is null)
            return Acceptance.Unknown;
        if (!await identities.LetsIn(tenant, identity.Authority, ct))
            return Acceptance.ForeignAuthority;

        await using var connection = await (await databases.Of(tenant, ct)).OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Take(connection, tenant, code, now, ct) is not { } person)
            return Acceptance.NotOpen;

        await using var bind = new NpgsqlBatch(connection).Add(
            """
            insert into identities (tenant_id, authority, subject, person_id, bound_at) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, authority, subject) do nothing
            """,
            tenant.Id, identity.Authority, identity.Subject, person, now.UtcDateTime).Add(
            "select person_id from identities where tenant_id = $1 and authority = $2 and subject = $3", tenant.Id, identity.Authority, identity.Subject);
        if (await bind.ExecuteScalarAsync(ct) is not Guid bound || bound != person)
            return Acceptance.IsAnother; // what was taken is given back: the transaction ends here

        await transaction.CommitAsync(ct);
        return Acceptance.Bound;
    }

    /// <summary>Uses an invitation up without binding anything: in a demo nobody vouches for anyone, and the person is simply chosen.</summary>
    /// <returns>Who is invited; null where it is not open.</returns>
    public async Task<Guid?> TakeInDemo(Tenant tenant, string code, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await (await databases.Of(tenant, ct)).OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var person = await Take(connection, tenant, code, now, ct);
        await transaction.CommitAsync(ct);
        return person;
    }

    // Of two who come at once, the row lets one through.
    private static async Task<Guid?> Take(NpgsqlConnection connection, Tenant tenant, string code, DateTimeOffset now, CancellationToken ct)
    {
        await using var take = new NpgsqlBatch(connection).For(tenant).Add(
            """
            update invitations set used_at = $3
            where tenant_id = $1 and code_hash = $2 and used_at is null and withdrawn_at is null and expires_at > $3 returning person_id
            """,
            tenant.Id, HashOf(code), now.UtcDateTime);
        await using var rows = await take.ExecuteReaderAsync(ct);
        await rows.NextResultAsync(ct);
        return await rows.ReadAsync(ct) ? rows.GetGuid(0) : null;
    }

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    private static Invitation Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4), Time(row, 5), Time(row, 6));

    private static DateTimeOffset? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
