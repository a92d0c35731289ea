using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.OpenInputs;

namespace Trepart.Web.Trust;

/// <summary>
/// Closes the checks whose time is over: the sums go into the log where enough have answered, by nobody, and every single answer is gone in the same
/// transaction. Nobody closes one by hand: who did so just after the third answer would know more than the sums.
/// </summary>
public sealed class TrustClosing(TrustBook book, TrustAnswers answers, EventStore store, FingerprintKey key, Calendar calendar)
{
    /// <returns>How many were closed.</returns>
    public async Task<int> Run(Tenant tenant, CancellationToken ct)
    {
        var over = await book.Over(tenant, calendar.Today, ct);
        foreach (var check in over)
            await Close(tenant, check, ct);
        if (await answers.IsAny(tenant, ct))
            await answers.Stir(tenant, ct);
        return over.Count;
    }

    private async Task Close(Tenant tenant, TrustRow check, CancellationToken ct)
    {
        var (command, kind) = (RandomId.New(), Kind.Trust);
        var past = (await store.ReadToDecide(tenant, command, [check.Id], ct)).Streams[check.Id];
        var (sheets, rows) = await answers.Of(tenant, check.Id, ct);
        var decided = kind.Decide(kind.Fold(past.Events), new CloseTrustCheck(sheets), new Acting(Guid.Empty, calendar.Today));
        if (decided.Events is [])
            return;
        var fingerprint = HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes($"close-trust\n{command}"));
        var answer = JsonSerializer.Serialize(new Outcome.Done(check.Id, past.Version + decided.Events.Count), EventJson.Options);
        await store.Append(
            tenant, new(command, fingerprint, answer, calendar.Today, kind.Visibility, null, null, [new(check.Id, kind.Name, past.Version, check.Arena, [.. decided.Events], [])]), ct,
            batch => TrustAnswers.AddErase(batch, tenant, check.Id, rows));
    }
}
