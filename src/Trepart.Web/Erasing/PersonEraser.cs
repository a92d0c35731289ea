using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Web.Erasing;

/// <summary>
/// Erases a person from the register: name and the link to each seat that was held. That someone held it stays in the log, and who cannot be found.
/// One append takes every seat's stream with it. Whoever was signed in as the person is so no longer.
/// </summary>
public sealed class PersonEraser(EventStore store, Register register, ErasureList list, FingerprintKey key, Identities identities, Sessions sessions)
{
    public static readonly Act Act = new("erase_person", null, Kind.Seat, typeof(EraseHolder), Right.ErasePeople);

    public async Task<Outcome> Erase(Tenant tenant, SignedIn who, Guid person, ErasureReason reason, Guid command, DateOnly today, CancellationToken ct)
    {
        if (who.Holding(Right.ErasePeople) is not { } holding)
            return new Outcome.Forbidden();
        var fingerprint = key.Of(tenant, Act, person, new JsonObject { ["reason"] = reason.ToString() });
        return await Erase(
            tenant, new(tenant.Id, reason, command, Convert.ToHexStringLower(fingerprint), holding.Id, holding.Seat.Id, today, Person: person), true, ct);
    }

    /// <param name="isNew">Not from the list: it is put there before anything is erased.</param>
    public async Task<Outcome> Erase(Tenant tenant, Erasure erasure, bool isNew, CancellationToken ct)
    {
        var person = erasure.Person!.Value;
        var held = await register.HoldingsOf(tenant, person, ct);
        var (first, streams) = await store.ReadToDecide(tenant, erasure.Command, [.. held.Select(h => h.Seat).Distinct()], ct);
        if (first is not null)
            return Convert.ToHexStringLower(first.Fingerprint) == erasure.Fingerprint ? new Outcome.Done(person, 0) : new Outcome.BodyDiffers();
        if (held is [])
            return new Outcome.Missing();

        var appends = new List<StreamAppend>();
        foreach (var seat in held.GroupBy(h => h.Seat))
        {
            var stream = streams[seat.Key];
            var state = Kind.Seat.Fold(stream.Events);
            var events = new List<object>();
            foreach (var (_, one) in seat)
            {
                var (decided, refusal) = Kind.Seat.Decide(state, new EraseHolder(one, erasure.Reason), new Acting(erasure.Seat, erasure.On));
                if (refusal is not null)
                    return new Outcome.Refused(refusal);
                events.AddRange(decided);
            }

            if (events is not [])
                appends.Add(new(seat.Key, Kind.Seat.Name, stream.Version, stream.Arena!.Value, events, []));
        }

        var accounts = await identities.Of(tenant, person, ct);

        // Its seats say so already: only the register was brought back.
        if (appends is [])
        {
            await register.Erase(tenant, person, ct);
            await EndSessions(tenant, person, accounts, ct);
            return new Outcome.Done(person, 0);
        }

        if (isNew)
            await list.Add(erasure, ct);
        var done = new Outcome.Done(person, 0);
        try
        {
            await store.Append(
                tenant,
                new Append(
                    erasure.Command, Convert.FromHexString(erasure.Fingerprint), JsonSerializer.Serialize(done, EventJson.Options), erasure.On, Kind.Seat.Visibility,
                    erasure.Holding, erasure.Seat, appends, Correlation: Activity.Current?.TraceId.ToString()),
                ct,
                batch => Register.AddErase(batch, tenant, person));
            await EndSessions(tenant, person, accounts, ct);
            return done;
        }
        catch (CommandKnownException)
        {
            return done;
        }
        catch (StreamMovedException)
        {
            return new Outcome.Moved(0);
        }
    }

    // An account that is someone in another municipality goes on there.
    private async Task EndSessions(Tenant tenant, Guid person, IReadOnlyList<(IdentityRef Identity, DateTimeOffset BoundAt)> accounts, CancellationToken ct)
    {
        await sessions.EndAll(Whose.Of(new Place(tenant, person)), null, ct);
        foreach (var (account, _) in accounts)
        {
            if (await identities.PlacesOf(account, ct) is [])
                await sessions.EndAll(Whose.Of(account), null, ct);
        }
    }
}
