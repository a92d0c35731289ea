using Trepart.Store;

namespace Trepart.Web.Auditing;

/// <summary>Reading under a mandate: only what it covers, and every opening is written down before anything is shown.</summary>
public sealed class AuditReading(Openings openings)
{
    /// <summary>
    /// Opens a matter or an input for someone whom no seat lets in. One that anything happened to in the mandate's part of history is read from its
    /// beginning, since a decision is not understood without what went before, and to the end of that part.
    /// </summary>
    /// <returns>What may be seen of it; null where no mandate covers it.</returns>
    public async Task<History?> Open(HttpContext http, Visit visit, Opened kind, Guid thing, History history, DateOnly? knownOn, CancellationToken ct)
    {
        if (history.Events is not [var first, ..])
            return null;
        foreach (var mandate in visit.Who.Mandates.Where(m => m.Covers(first.Arena) && history.Events.Any(e => m.Covers(e.HappenedOn))))
        {
            var seen = history with { Events = [.. history.Events.Where(e => !(e.HappenedOn > mandate.HistoryTo))] };

            // The page of an input shows how it stands today: where that came later, the trail tells the rest.
            if (kind is Opened.Input && seen.Events.Count < history.Events.Count)
                continue;
            await openings.Put(visit.Tenant, mandate.Id, kind, http, ct, thing, first.Arena, knownOn: knownOn);
            return seen;
        }

        return null;
    }

    /// <summary>Writes down that a page of the trail was opened, under each mandate that it was read by.</summary>
    public async Task OpenTrail(HttpContext http, Visit visit, Trail.TrailQuestion question, Guid? arena, CancellationToken ct)
    {
        foreach (var mandate in visit.Who.Mandates.Where(m => arena is not { } one || m.Covers(one)))
            await openings.Put(visit.Tenant, mandate.Id, Opened.Trail, http, ct, question.Stream, arena, knownOn: question.KnownOn);
    }

    /// <summary>Writes down that a record was opened, under the mandate that covers it.</summary>
    public async Task OpenRecord(HttpContext http, Visit visit, Recorded recorded, CancellationToken ct)
    {
        if (visit.Who.Mandates.FirstOrDefault(m => m.Covers(recorded)) is { } mandate)
            await openings.Put(visit.Tenant, mandate.Id, Opened.Record, http, ct, recorded.StreamId, recorded.Arena, recorded.Position);
    }
}
