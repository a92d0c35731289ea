using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.OpenInputs;

namespace Trepart.Web.Trust;

/// <summary>
/// What has been answered while a check is open, and, apart from it, that someone has. All rows of a municipality are written anew in another order each
/// time, in one transaction, and the answers are sealed: whoever has the database and not the service's key reads none.
/// </summary>
public sealed class TrustAnswers(Placement databases, TenantReader reader, FingerprintKey key)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private const string Lock = "select pg_advisory_xact_lock(hashtextextended($1 || ' trust', 0))";

    /// <summary>Keeps the answer, unless this slip has been used or the check is over: then nothing changes.</summary>
    public async Task Put(Tenant tenant, TrustSlip slip, IReadOnlyList<int> steps, DateOnly today, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(Lock, tenant.Id);
        batch.Add(
            """
            with marks as (delete from trust_marks where tenant_id = $1 returning check_id, mark),
              new as (select $2::uuid as check_id, $3::bytea as mark
                where not exists (select from marks m where m.check_id = $2 and m.mark = $3)
                  and exists (select from trust_checks c where c.tenant_id = $1 and c.id = $2 and c.closed_on is null and c.closes_on >= $6)),
              marked as (insert into trust_marks (tenant_id, check_id, mark)
                select $1, a.* from (select * from marks union all select * from new) a order by gen_random_uuid()),
              before as (delete from trust_answers where tenant_id = $1 returning id, check_id, sealed)
            insert into trust_answers (tenant_id, id, check_id, sealed)
            select $1, a.* from (select * from before union all select $4::uuid, new.check_id, $5::bytea from new) a order by gen_random_uuid()
            """,
            tenant.Id, slip.Check, slip.Mark, RandomId.New(), Seal(tenant, slip.Check, steps), today);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whether this person has answered: asked for herself alone.</summary>
    public async Task<bool> IsMarked(Tenant tenant, Guid check, byte[] mark, CancellationToken ct) =>
        await reader.Query(tenant, "select 1 from trust_marks where tenant_id = $1 and check_id = $2 and mark = $3", _ => true, ct, check, mark) is not [];

    /// <summary>Whether anything lies there.</summary>
    public async Task<bool> IsAny(Tenant tenant, CancellationToken ct) =>
        await reader.Query(tenant, "select 1 from trust_answers where tenant_id = $1 limit 1", _ => true, ct) is not [];

    /// <summary>Writes everything anew, so that what lies alone does not keep the number of the transaction that brought it.</summary>
    public async Task Stir(Tenant tenant, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(Lock, tenant.Id);
        batch.Add(
            """
            with before as (delete from trust_marks where tenant_id = $1 returning check_id, mark)
            insert into trust_marks (tenant_id, check_id, mark) select $1, before.* from before order by gen_random_uuid()
            """,
            tenant.Id);
        batch.Add(
            """
            with before as (delete from trust_answers where tenant_id = $1 returning id, check_id, sealed)
            insert into trust_answers (tenant_id, id, check_id, sealed) select $1, before.* from before order by gen_random_uuid()
            """,
            tenant.Id);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What was answered, in an order that says nothing, and how many rows it was.</summary>
    public async Task<(Many<TrustSheet> Sheets, long Rows)> Of(Tenant tenant, Guid check, CancellationToken ct)
    {
        var sealedOnes = await reader.Query(
            tenant, "select sealed from trust_answers where tenant_id = $1 and check_id = $2 order by gen_random_uuid()", row => row.GetFieldValue<byte[]>(0), ct, check);
        TrustSheet[] sheets = [.. sealedOnes.Select(s => Open(tenant, check, s)).OfType<TrustSheet>()];
        RandomNumberGenerator.Shuffle<TrustSheet>(sheets);
        return (new(sheets), sealedOnes.Count);
    }

    /// <summary>In the transaction that closes the check: all of it is gone. Where something has come in meanwhile, nothing happens.</summary>
    public static void AddErase(NpgsqlBatch batch, Tenant tenant, Guid check, long rows)
    {
        batch.Add(Lock, tenant.Id);
        batch.Add(
            """
            with gone as (delete from trust_answers where tenant_id = $1 and check_id = $2 returning 1)
            select case when (select count(*) from gone) <> $3 then trepart_refuse($1, 'TR002') end
            """,
            tenant.Id, check, rows);
        batch.Add("delete from trust_marks where tenant_id = $1 and check_id = $2", tenant.Id, check);
    }

    private byte[] Seal(Tenant tenant, Guid check, IReadOnlyList<int> steps)
    {
        byte[] plain = [.. steps.Select(s => (byte)s)];
        var (nonce, hidden, tag) = (RandomNumberGenerator.GetBytes(NonceLength), new byte[plain.Length], new byte[TagLength]);
        using var aes = new AesGcm(KeyOf(tenant, check), TagLength);
        aes.Encrypt(nonce, plain, hidden, tag);
        return [.. nonce, .. tag, .. hidden];
    }

    // What cannot be opened, as when the service has got another key meanwhile, is no answer.
    private TrustSheet? Open(Tenant tenant, Guid check, byte[] kept)
    {
        var plain = new byte[Math.Max(kept.Length - NonceLength - TagLength, 0)];
        using var aes = new AesGcm(KeyOf(tenant, check), TagLength);
        try
        {
            aes.Decrypt(kept.AsSpan(0, NonceLength), kept.AsSpan(NonceLength + TagLength), kept.AsSpan(NonceLength, TagLength), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        int[] steps = [.. plain];
        return TrustCheck.IsWhole(steps) ? new(new(steps)) : null;
    }

    private byte[] KeyOf(Tenant tenant, Guid check) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, 32, info: Encoding.UTF8.GetBytes($"trust-answer\n{tenant.Id}\n{check}"));
}
