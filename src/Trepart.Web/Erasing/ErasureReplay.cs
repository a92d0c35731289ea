using System.Text.Json;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Erasing;

/// <summary>Erases again what a restored backup has brought back, from the list outside the database. Can be repeated.</summary>
public sealed class ErasureReplay(EventStore store, Register register, PersonEraser people, ErasureList list)
{
    /// <returns>How many of the municipality's erasures are on the list, and how many of them had come back.</returns>
    public async Task<(int Listed, int Again)> Run(Tenant tenant, CancellationToken ct)
    {
        var (listed, again) = (0, 0);
        foreach (var erasure in list.All().Where(e => e.Tenant == tenant.Id))
        {
            listed++;
            if (erasure.Person is null ? await EraseText(tenant, erasure, ct) : await ErasePerson(tenant, erasure, ct))
                again++;
        }

        return (listed, again);
    }

    private async Task<bool> ErasePerson(Tenant tenant, Erasure erasure, CancellationToken ct)
    {
        if (await register.Get(tenant, erasure.Person!.Value, ct) is null)
            return false;

        // Someone who was restored to a seat that she had left after the backup must be let go of it by hand first.
        var outcome = await people.Erase(tenant, erasure, false, ct);
        return outcome is Outcome.Refused ? throw new InvalidOperationException($"{erasure.Person} holds a seat, and cannot be erased before it is left.") : outcome is Outcome.Done;
    }

    private async Task<bool> EraseText(Tenant tenant, Erasure erasure, CancellationToken ct)
    {
        var (stream, text) = (erasure.Stream!.Value, erasure.Text!.Value);
        var history = await store.Read(tenant, stream, ct);
        if (!history.Words.ContainsKey(text))
            return false;

        var kind = history.Events is [{ StreamType: "input" }, ..] ? Kind.Input : Kind.Matter;
        object command = kind == Kind.Input ? new EraseInputText(text, erasure.Reason) : new EraseMatterText(text, erasure.Reason);
        var decided = kind.Decide(kind.Fold(history.Events.Select(e => e.Event)), command, new Acting(erasure.Seat, erasure.On)).Events;

        // The backup may be older than the erasure's own event, or have it and the text both.
        if (decided is [])
        {
            await store.EraseWords(tenant, stream, text, ct);
            return true;
        }

        var done = new Outcome.Done(stream, history.Version + 1);
        await store.Append(
            tenant,
            new Append(
                erasure.Command, Convert.FromHexString(erasure.Fingerprint), JsonSerializer.Serialize(done, EventJson.Options), erasure.On, kind.Visibility,
                erasure.Holding, erasure.Seat, [new(stream, kind.Name, history.Version, history.Events[0].Arena, decided, [])]),
            ct,
            batch => EventStore.AddEraseWords(batch, tenant, stream, text));
        return true;
    }
}
