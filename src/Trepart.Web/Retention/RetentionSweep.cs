using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.People;

namespace Trepart.Web.Retention;

/// <summary>
/// Erases what has had its time, municipality by municipality and a few rows at a time. Any number of processes may do so at once, and any of them
/// may be stopped anywhere: each part is one transaction with the line that tells of it, and a text or a person that two of them are at is erased
/// once, since both give the same command.
/// </summary>
public sealed class RetentionSweep(
    Placement databases, TenantReader reader, RetentionBook book, Register register, PersonEraser people, TextEraser texts, FingerprintKey key, TimeProvider clock)
{
    /// <summary>How many rows a transaction takes.</summary>
    public int Part { get; init; } = 200;

    /// <summary>Everything that has had its time in a municipality. Does nothing where it is closed for writing.</summary>
    /// <returns>How many of each kind this call erased.</returns>
    public async Task<IReadOnlyDictionary<RetentionKind, long>> Run(Tenant tenant, DateOnly today, CancellationToken ct)
    {
        var erased = new Dictionary<RetentionKind, long>();
        if (await reader.Query(tenant, "select 1 from tenant_heads where tenant_id = $1 and writable", _ => true, ct) is [])
            return erased;

        foreach (var kept in await book.All(tenant, ct))
        {
            var until = kept.Until(today);
            erased[kept.Kind] = kept.Kind switch
            {
                RetentionKind.InputTexts => await EraseTexts(tenant, until, today, ct),
                RetentionKind.LeftPeople => await ErasePeople(tenant, until, today, ct),
                RetentionKind.AccessLog => await DeleteRows(tenant, kept.Kind, AccessLogRows, until, ct),
                RetentionKind.FirstAnswers => await DeleteRows(tenant, kept.Kind, FirstAnswerRows, until, ct),
                RetentionKind.Invitations => await DeleteRows(tenant, kept.Kind, InvitationRows, until, ct),
                RetentionKind.StewardNotes => await DeleteRows(tenant, kept.Kind, StewardNoteRows, until, ct),
                RetentionKind.Receipts => await DeleteRows(tenant, kept.Kind, ReceiptRows, until, ct),
                RetentionKind.AuditOpenings => await DeleteRows(tenant, kept.Kind, AuditOpeningRows, until, ct) + await DeleteRows(tenant, kept.Kind, HelpOpeningRows, until, ct),
                RetentionKind.FollowUp => await DeleteRows(tenant, kept.Kind, FollowUpRows, until, ct),
                RetentionKind.SeatInterests => await DeleteRows(tenant, kept.Kind, SeatInterestRows, until, ct),
                RetentionKind.PrivateAnswers => await DeleteRows(tenant, kept.Kind, PrivateAnswerRows, until, ct),
                _ => throw new InvalidOperationException(kept.Kind.ToString()),
            };
            await Look(tenant, kept.Kind, until, ct);
        }

        return erased;
    }

    private const string AccessLogRows =
        """
        delete from access_log where tenant_id = $1 and id = any(array(
          select id from access_log where tenant_id = $1 and read_at < $2 order by read_at, id limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    // Lines of imported files stay: a file that has grown is told from another one by them. Their ids begin with a midnight, as no other's do.
    private const string FirstAnswerRows =
        """
        delete from commands where tenant_id = $1 and command_id = any(array(
          select command_id from commands where tenant_id = $1 and recorded_at < $2
            and ('x' || left(replace(command_id::text, '-', ''), 12))::bit(48)::bigint % 86400000 <> 0
          order by command_id limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    private const string InvitationRows =
        """
        delete from invitations where tenant_id = $1 and id = any(array(
          select id from invitations where tenant_id = $1 and coalesce(used_at, withdrawn_at, expires_at) < $2 order by created_at, id limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    private const string StewardNoteRows =
        """
        delete from steward_notes where tenant_id = $1 and id = any(array(
          select id from steward_notes where tenant_id = $1 and released_on < ($2 at time zone 'Europe/Oslo')::date order by released_on, id limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    private const string ReceiptRows =
        """
        delete from input_receipts where tenant_id = $1 and receipt = any(array(
          select r.receipt from input_receipts r join inputs i on i.tenant_id = $1 and i.id = r.input_id
          where r.tenant_id = $1 and i.stage <> 'Open' and greatest(i.given_on, i.answered_on, i.read_on) < ($2 at time zone 'Europe/Oslo')::date
          order by r.receipt limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    private const string AuditOpeningRows =
        """
        delete from mandate_openings where tenant_id = $1 and id = any(array(
          select id from mandate_openings where tenant_id = $1 and opened_at < $2 order by opened_at, id limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    // Also what came in just as the exercise was ended.
    private const string PrivateAnswerRows =
        """
        delete from private_answers where tenant_id = $1 and (exercise_id, holding, question, thinking_as) in (
          select p.exercise_id, p.holding, p.question, p.thinking_as from private_answers p
          where p.tenant_id = $1 and (p.written_on < ($2 at time zone 'Europe/Oslo')::date
            or not exists (select from exercises x where x.tenant_id = $1 and x.id = p.exercise_id and x.ended_on is null))
          order by p.written_on, p.exercise_id limit $3)
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    private const string HelpOpeningRows =
        """
        delete from help_openings where tenant_id = $1 and id = any(array(
          select id from help_openings where tenant_id = $1 and opened_at < $2 order by opened_at, id limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    private const string FollowUpRows =
        """
        delete from follow_up_entries where tenant_id = $1 and id = any(array(
          select id from follow_up_entries
          where tenant_id = $1 and greatest(written_on, happens_on, done_on) < ($2 at time zone 'Europe/Oslo')::date order by written_on, id limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    // Also where the seat was taken by another way than the desk.
    private const string SeatInterestRows =
        """
        delete from seat_interests where tenant_id = $1 and id = any(array(
          select i.id from seat_interests i
          where i.tenant_id = $1 and (i.given_on < ($2 at time zone 'Europe/Oslo')::date
            or exists (select from seat_holdings h where h.tenant_id = $1 and h.seat_id = i.seat_id and not h.is_deputy and h.taken_on >= i.given_on))
          order by i.given_on, i.id limit $3))
          and exists (select from tenant_heads where tenant_id = $1 and writable)
        """;

    private async Task<long> DeleteRows(Tenant tenant, RetentionKind kind, string statement, DateOnly until, CancellationToken ct)
    {
        for (long all = 0; ;)
        {
            await using var connection = await (await databases.Of(tenant, ct)).OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (var begin = new NpgsqlBatch(connection).For(tenant).Add("set local role trepart_retention"))
                await begin.ExecuteNonQueryAsync(ct);

#pragma warning disable CA2100 // One of those above.
            await using var delete = new NpgsqlCommand(statement, connection).With(tenant.Id, Calendar.StartOf(until).UtcDateTime, Part);
#pragma warning restore CA2100
            var gone = await delete.ExecuteNonQueryAsync(ct);
            if (gone > 0)
            {
                await using var note = new NpgsqlBatch(connection);
                Note(note, tenant, kind, until, gone);
                await note.ExecuteNonQueryAsync(ct);
            }

            await transaction.CommitAsync(ct);
            all += gone;
            if (gone < Part)
                return all;
        }
    }

    // Inputs that are closed, and whose matter is too.
    private async Task<long> EraseTexts(Tenant tenant, DateOnly until, DateOnly today, CancellationToken ct)
    {
        for (long all = 0; ;)
        {
            var due = await reader.Query(
                tenant,
                """
                select w.stream_id, w.id from inputs i join words w on w.tenant_id = i.tenant_id and w.stream_id = i.id
                where i.tenant_id = $1 and i.stage <> 'Open' and greatest(i.given_on, i.answered_on, i.read_on) < $2
                  and not exists (select from matters m where m.tenant_id = $1 and m.id = i.matter_id and (m.stage <> 'Closed' or m.touched_on >= $2))
                order by i.given_on, w.stream_id, w.id limit $3
                """,
                row => (Stream: row.GetGuid(0), Text: row.GetGuid(1)), ct, until, Part);
            long erased = 0;
            foreach (var (stream, text) in due)
            {
                var command = CommandFor(tenant, text);
                var fingerprint = Convert.ToHexStringLower(key.Of(tenant, RegisterActs.ChooseRetention, text, []));
                erased += await texts.Erase(
                    tenant, new(tenant.Id, ErasureReason.NoLongerNeeded, command, fingerprint, today, Stream: stream, Text: text), true, ct,
                    batch => Note(batch, tenant, RetentionKind.InputTexts, until, 1)) ? 1 : 0;
            }

            all += erased;
            if (due.Count < Part || erased == 0)
                return all;
        }
    }

    private async Task<long> ErasePeople(Tenant tenant, DateOnly until, DateOnly today, CancellationToken ct)
    {
        for (long all = 0; ;)
        {
            var due = await register.LeftBy(tenant, until.AddDays(-1), Part, ct);
            long erased = 0;
            foreach (var person in due)
            {
                var counted = false;
                var command = CommandFor(tenant, person);
                var outcome = await people.Erase(
                    tenant,
                    new(tenant.Id, ErasureReason.NoLongerNeeded, command, people.FingerprintOf(tenant, person, ErasureReason.NoLongerNeeded), today, Person: person), true, ct,
                    batch =>
                    {
                        counted = true;
                        Note(batch, tenant, RetentionKind.LeftPeople, until, 1);
                    });
                erased += outcome is Outcome.Done && counted ? 1 : 0;
            }

            all += erased;
            if (due.Count < Part || erased == 0)
                return all;
        }
    }

    // The same in every process; of the kind of UUID that is ours to fill in (RFC 9562, 5.8).
    private static Guid CommandFor(Tenant tenant, Guid gone)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"retention\n{tenant.Id}\n{gone}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private void Note(NpgsqlBatch batch, Tenant tenant, RetentionKind kind, DateOnly until, long erased) =>
        batch.Add(
            """
            insert into retention_runs (tenant_id, kind, until, erased, ran_at) values ($1, $2, $3, $4, $5)
            on conflict (tenant_id, kind, until) do update set erased = retention_runs.erased + excluded.erased, ran_at = excluded.ran_at
            """,
            tenant.Id, kind.ToString(), until, erased, clock.GetUtcNow().UtcDateTime);

    private async Task Look(Tenant tenant, RetentionKind kind, DateOnly until, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            """
            insert into retention_looks (tenant_id, kind, until, looked_at) values ($1, $2, $3, $4)
            on conflict (tenant_id, kind) do update set until = excluded.until, looked_at = excluded.looked_at
            """,
            tenant.Id, kind.ToString(), until, clock.GetUtcNow().UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
