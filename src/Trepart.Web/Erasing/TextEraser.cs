using System.Collections.Frozen;
using System.Text.Json;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Erasing;

/// <summary>Erases a text where nobody stands at the desk: again after a restore, or because its time is over.</summary>
public sealed class TextEraser(EventStore store, ErasureList list)
{
    // Every kind whose texts can be erased at the desk, by its stored name.
    private static readonly FrozenDictionary<string, Act> Acts = AllActs.ByName.Values.Where(a => a.Erases is not null).ToFrozenDictionary(a => a.Kind.Name);

    /// <param name="isNew">Not from the list: it is put there before anything is erased.</param>
    /// <param name="beside">What belongs to the same transaction.</param>
    /// <returns>Whether the text was there, and is gone now.</returns>
    public async Task<bool> Erase(Tenant tenant, Erasure erasure, bool isNew, CancellationToken ct, Action<NpgsqlBatch>? beside = null)
    {
        var (stream, text) = (erasure.Stream!.Value, erasure.Text!.Value);
        var history = await store.Read(tenant, stream, ct);
        if (!history.Words.ContainsKey(text))
            return false;

        var act = Acts[history.Events[0].StreamType];
        var kind = act.Kind;
        var command = Activator.CreateInstance(act.Command, text, erasure.Reason)!;
        var decided = kind.Decide(kind.Fold(history.Events.Select(e => e.Event)), command, new Acting(erasure.Seat ?? Guid.Empty, erasure.On)).Events;
        if (isNew)
            await list.Add(erasure, ct);

        // The backup may be older than the erasure's own event, or have it and the text both.
        if (decided is [])
        {
            await store.EraseWords(tenant, stream, text, ct);
            return true;
        }

        var done = new Outcome.Done(stream, history.Version + 1);
        try
        {
            await store.Append(
                tenant,
                new Append(
                    erasure.Command, Convert.FromHexString(erasure.Fingerprint), JsonSerializer.Serialize(done, EventJson.Options), erasure.On, kind.Visibility,
                    erasure.Holding, erasure.Seat, [new(stream, kind.Name, history.Version, history.Events[0].Arena, decided, [])]),
                ct,
                batch =>
                {
                    EventStore.AddEraseWords(batch, tenant, stream, text);
                    beside?.Invoke(batch);
                });
            return true;
        }
        catch (Exception e) when (isNew && e is CommandKnownException or StreamMovedException)
        {
            // Another worker came first, or someone wrote to it meanwhile: it is looked at again next time.
            return false;
        }
    }
}
