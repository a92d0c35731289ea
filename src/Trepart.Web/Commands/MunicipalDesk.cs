using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Seats;

namespace Trepart.Web.Commands;

/// <summary>Where commands come in that belong to no group: what the one who keeps the register decides for the whole municipality.</summary>
public sealed class MunicipalDesk(EventStore store, FingerprintKey key, Calendar calendar)
{
    /// <summary>Reads the fields of what was asked.</summary>
    /// <returns>The problem where they cannot be read.</returns>
    public static (T? Body, Outcome.Unreadable? Problem) Read<T>(Asked asked)
        where T : class
    {
        var reader = new CommandReader(text => Guid.TryParse(text, out var id) ? id : null);
        var body = reader.Read(typeof(T), asked.Body, []);
        return body is null ? (null, new Outcome.Unreadable(reader.Errors)) : ((T)body, null);
    }

    /// <param name="command">What the rule is asked; null where it is so already.</param>
    /// <param name="beside">What belongs to the same transaction.</param>
    public async Task<Outcome> Handle(Tenant tenant, SignedIn who, Asked asked, object? command, CancellationToken ct, Action<NpgsqlBatch>? beside = null)
    {
        var fingerprint = key.Of(tenant, asked.Act, asked.Stream, asked.Body);
        var (first, streams) = await store.ReadToDecide(tenant, asked.CommandId, [asked.Stream], ct);
        if (first is not null)
            return Outcome.Again(first, fingerprint);
        if (who.Holding(asked.Act.Right) is not { } holding)
            return new Outcome.Forbidden();

        var stream = streams[asked.Stream];
        if (command is null)
            return new Outcome.Done(asked.Stream, stream.Version);
        var (events, refusal) = asked.Act.Kind.Decide(asked.Act.Kind.Fold(stream.Events), command, new Acting(holding.Seat.Id, calendar.Today));
        if (refusal is not null)
            return new Outcome.Refused(refusal);
        if (events is [])
            return new Outcome.Done(asked.Stream, stream.Version);

        var done = new Outcome.Done(asked.Stream, stream.Version + events.Count);
        try
        {
            await store.Append(
                tenant,
                new Append(
                    asked.CommandId, fingerprint, JsonSerializer.Serialize(done, EventJson.Options), calendar.Today, asked.Act.Kind.Visibility, holding.Id, holding.Seat.Id,
                    [new(asked.Stream, asked.Act.Kind.Name, stream.Version, stream.Arena ?? holding.Seat.Arena, events, [])], Correlation: Activity.Current?.TraceId.ToString()),
                ct, beside);
            return done;
        }
        catch (CommandKnownException e)
        {
            return Outcome.Again(e.First, fingerprint);
        }
        catch (StreamMovedException)
        {
            return new Outcome.Moved(stream.Version + 1);
        }
    }
}
