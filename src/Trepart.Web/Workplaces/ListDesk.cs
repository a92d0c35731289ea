using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Workplaces;

/// <summary>What a pasted list or a file would do to the municipality's workplaces, shown before it is done.</summary>
public interface IListPlan
{
    /// <summary>Where there is one, nothing is done.</summary>
    IReadOnlyList<CsvFault> Faults { get; }

    bool ChangesNothing { get; }

    /// <summary>The same for the same list and the same workplaces: what is done is what was shown.</summary>
    string Digest { get; }
}

/// <summary>Carries out what a list leads to: one append, so that all of it happens or nothing; sent again, it gets its first answer.</summary>
public sealed class ListDesk(EventStore store, FingerprintKey key, Calendar calendar)
{
    /// <summary>What is to be appended to which workplace, or the rule that turns it down.</summary>
    public delegate Task<(IReadOnlyList<StreamAppend> Parts, Refusal? Refusal)> Decide(IReadOnlyDictionary<Guid, Past> streams, Holding holding, Acting acting);

    /// <param name="act">What the command is known as; its right is what the list needs.</param>
    /// <param name="workplaces">Those whose past it is decided on.</param>
    public async Task<Outcome> Carry(Tenant tenant, SignedIn who, Guid command, Act act, string csv, IEnumerable<Guid> workplaces, Decide decide, CancellationToken ct)
    {
        var fingerprint = key.Of(tenant, act, null, new JsonObject { ["csv"] = csv });
        var (first, streams) = await store.ReadToDecide(tenant, command, [.. workplaces.Distinct().DefaultIfEmpty(Guid.Empty)], ct);
        if (first is not null)
            return Outcome.Again(first, fingerprint);
        if (who.Holding(act.Right) is not { } holding)
            return new Outcome.Forbidden();
        var (parts, refusal) = await decide(streams, holding, new Acting(holding.Seat.Id, calendar.Today));
        if (refusal is not null)
            return new Outcome.Refused(refusal);
        if (parts is [])
            return new Outcome.Done(Guid.Empty, 0);

        var done = new Outcome.Done(parts[0].StreamId, parts[0].ExpectedVersion + parts[0].Events.Count);
        try
        {
            await store.Append(
                tenant,
                new Append(
                    command, fingerprint, JsonSerializer.Serialize(done, EventJson.Options), calendar.Today, act.Kind.Visibility, holding.Id, holding.Seat.Id, parts,
                    Correlation: Activity.Current?.TraceId.ToString()),
                ct);
            return done;
        }
        catch (CommandKnownException e)
        {
            return Outcome.Again(e.First, fingerprint);
        }
        catch (StreamMovedException)
        {
            return new Outcome.Moved(0);
        }
    }
}
