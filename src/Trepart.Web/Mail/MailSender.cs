using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Trepart.Store;

namespace Trepart.Web.Mail;

/// <summary>
/// Sends what is due. A mail is taken for a while and not in a transaction, so that a server that hangs holds nothing; who is stopped in the middle
/// leaves it to the next one, who sends the very same mail under the same id.
/// </summary>
public sealed class MailSender(MailSettings settings, MailText text, TenantReader reader, Placement databases, TimeProvider clock)
{
    /// <summary>How long after each try that failed; after the last, the mail is parked.</summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(8)];

    /// <summary>How long a mail that was taken is left alone; longer than the server is waited for.</summary>
    private TimeSpan Lease => settings.Patience + TimeSpan.FromMinutes(5);

    /// <summary>Everything that is due in a municipality.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> Run(Tenant tenant, CancellationToken ct)
    {
        var sent = 0;
        while (await Take(tenant, ct) is { } letter)
        {
            if (!letter.IsWanted)
            {
                await Settle(tenant, letter, "Dropped", null, null, ct);
                continue;
            }

            if (await Send(tenant, letter, ct) is not { } failure)
            {
                await Settle(tenant, letter, "Sent", null, null, ct);
                sent++;
            }
            else if (failure.IsFinal || letter.Attempts > Pauses.Count)
            {
                await Settle(tenant, letter, "Parked", failure.Code, null, ct);
            }
            else
            {
                await Settle(tenant, letter, "Waiting", failure.Code, clock.GetUtcNow() + Pauses[letter.Attempts - 1], ct);
            }
        }

        return sent;
    }

    private sealed record Failure(string Code, bool IsFinal = false);

    /// <returns>Null where the server took it.</returns>
    private async Task<Failure?> Send(Tenant tenant, Letter letter, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.Patience);
        try
        {
            using var client = new SmtpClient { Timeout = (int)settings.Patience.TotalMilliseconds, CheckCertificateRevocation = false };
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, patience.Token);
            if (settings.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, settings.Password ?? "", patience.Token);
            await client.SendAsync(text.Of(tenant, letter), patience.Token);
            await Part(client, patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new("timeout");
        }
        catch (SmtpCommandException e)
        {
            // What is said of this mail for good. Of the line itself it may be better later.
            var code = ((int)e.StatusCode).ToString(CultureInfo.InvariantCulture);
            return new($"smtp-{code}", e.ErrorCode is not SmtpErrorCode.UnexpectedStatusCode && code[0] == '5');
        }
        catch (Exception e) when (e is SslHandshakeException or AuthenticationException)
        {
            return new("not-let-in");
        }
        catch (Exception e) when (e is TimeoutException)
        {
            return new("timeout");
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException)
        {
            return new("away");
        }
    }

    // It is taken already: how the line ends changes nothing.
    private static async Task Part(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(true, ct);
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException or OperationCanceledException)
        {
        }
    }

    private async Task<Letter?> Take(Tenant tenant, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await reader.Query(
            tenant,
            """
            update mail_outbox o set state = 'Sending', attempts = o.attempts + 1, leased_until = $3
            from mail_addresses a
            where o.tenant_id = $1 and a.tenant_id = $1 and a.person_id = o.person_id
              and o.id = (select d.id from mail_outbox d
                          where d.tenant_id = $1 and ((d.state = 'Waiting' and d.next_at <= $2) or (d.state = 'Sending' and d.leased_until < $2))
                          order by d.next_at, d.id limit 1 for update skip locked)
            returning o.id, o.person_id, o.kind, o.counts::text, o.attempts, a.address, a.written,
              case when o.kind = 'weekly' then a.weekly else a.asked end and exists (select from mail_choices c where c.tenant_id = $1 and c.is_on)
            """,
            row => new Letter(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), JsonSerializer.Deserialize<SortedDictionary<string, int>>(row.GetString(3))!, row.GetInt32(4), row.GetString(5),
                Enum.Parse<Written>(row.GetString(6)), row.GetBoolean(7)),
            ct, now.UtcDateTime, (now + Lease).UtcDateTime) is [var letter] ? letter : null;
    }

    private async Task Settle(Tenant tenant, Letter letter, string state, string? error, DateTimeOffset? nextAt, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            """
            update mail_outbox set state = $3, error = $4, next_at = coalesce($5::timestamptz, next_at), leased_until = null, sent_at = case when $3 = 'Sent' then $6::timestamptz end
            where tenant_id = $1 and id = $2 and state = 'Sending' and attempts = $7
            """,
            tenant.Id, letter.Id, state, error, nextAt?.UtcDateTime, clock.GetUtcNow().UtcDateTime, letter.Attempts);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
