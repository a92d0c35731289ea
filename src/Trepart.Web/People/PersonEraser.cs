using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Web.People;

/// <summary>
/// Erases a person from the register: name and the link to each seat that was held. That someone held it stays in the log, and who cannot be found.
/// One append takes every seat's stream with it. One who never held a seat leaves a line of her own. Whoever was signed in as the person is so no longer.
/// </summary>
public sealed class PersonEraser(EventStore store, Register register, ErasureList list, FingerprintKey key, Identities identities, Sessions sessions)
{
    public async Task<Outcome> Erase(Tenant tenant, SignedIn who, Guid person, ErasureReason reason, Guid command, DateOnly today, CancellationToken ct)
    {
        if (who.Holding(Right.ErasePeople) is not { } holding)
            return new Outcome.Forbidden();
        return await Erase(
            tenant, new(tenant.Id, reason, command, FingerprintOf(tenant, person, reason), today, holding.Id, holding.Seat.Id, Person: person), true, ct);
    }

    public string FingerprintOf(Tenant tenant, Guid person, ErasureReason reason) =>
        Convert.ToHexStringLower(key.Of(tenant, RegisterActs.Erase, person, new JsonObject { ["reason"] = reason.ToString() }));

    /// <param name="isNew">Not from the list: it is put there before anything is erased.</param>
    /// <param name="beside">What belongs to the same transaction.</param>
    public async Task<Outcome> Erase(Tenant tenant, Erasure erasure, bool isNew, CancellationToken ct, Action<NpgsqlBatch>? beside = null)
    {
        var person = erasure.Person!.Value;
        var held = await register.HoldingsOf(tenant, person, ct);
        var (first, streams) = await store.ReadToDecide(tenant, erasure.Command, [.. held.Select(h => h.Seat).Append(person).Distinct()], ct);
        if (first is not null)
            return Convert.ToHexStringLower(first.Fingerprint) == erasure.Fingerprint ? new Outcome.Done(person, 0) : new Outcome.BodyDiffers();

        var acting = new Acting(erasure.Seat ?? Guid.Empty, erasure.On);
        var appends = new List<StreamAppend>();
        foreach (var seat in held.GroupBy(h => h.Seat))
        {
            var stream = streams[seat.Key];
            var state = Kind.Seat.Fold(stream.Events);
            var events = new List<object>();
            foreach (var (_, one) in seat)
            {
                var (decided, refusal) = Kind.Seat.Decide(state, new EraseHolder(one, erasure.Reason), acting);
                if (refusal is not null)
                    return new Outcome.Refused(refusal);
                events.AddRange(decided);
            }

            if (events is not [])
                appends.Add(new(seat.Key, Kind.Seat.Name, stream.Version, stream.Arena!.Value, events, []));
        }

        if (held is [])
        {
            if (await register.Get(tenant, person, ct) is null || await register.ArenaOf(tenant, erasure.Seat, ct) is not { } arena)
                return new Outcome.Missing();
            var decided = Kind.Person.Decide(Kind.Person.Fold(streams[person].Events), new ErasePerson(erasure.Reason), acting).Events;
            if (decided is not [])
                appends.Add(new(person, Kind.Person.Name, streams[person].Version, streams[person].Arena ?? arena, decided, []));
        }

        var accounts = await identities.Of(tenant, person, ct);

        // The log says so already: only the register was brought back.
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
                batch =>
                {
                    Register.AddErase(batch, tenant, person);
                    beside?.Invoke(batch);
                });
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
