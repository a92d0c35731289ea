namespace Trepart.Store.Tests;

/// <summary>What one reader saw of one municipality: the events, oldest first.</summary>
internal sealed record Reading(string Reader, Tenant Tenant, IReadOnlyList<Guid> Seen)
{
    /// <returns>How many of the acknowledged events were not seen, seen more than once, and seen though nobody acknowledged them.</returns>
    public (int Lost, int Twice, int Unknown) Against(IReadOnlySet<Guid> acknowledged)
    {
        var seen = Seen.ToHashSet();
        return (acknowledged.Count(id => !seen.Contains(id)), Seen.Count - seen.Count, seen.Count(id => !acknowledged.Contains(id)));
    }
}

/// <summary>Each kind of reader that the store has.</summary>
internal static class Readers
{
    private const int Page = 500;

    /// <summary>Page by page from the first position, close behind those who write, until they have ended and nothing is left.</summary>
    public static async Task<Reading> FollowLog(EventStore store, Tenant tenant, Task writers)
    {
        var (seen, last) = (new List<Guid>(), 0L);
        while (true)
        {
            var ended = writers.IsCompleted;
            if (await store.ReadLog(tenant, last, Page, default) is [.., var newest] page)
            {
                seen.AddRange(page.Select(e => e.Id));
                last = newest.Position;
            }
            else if (ended)
            {
                return new Reading("the log, page by page", tenant, seen);
            }
            else
            {
                await Task.Delay(5);
            }
        }
    }

    /// <summary>The audit trail from the newest event back to the first, each position once.</summary>
    public static async Task<Reading> WalkTrail(EventStore store, Tenant tenant)
    {
        var (seen, before) = (new List<Recorded>(), (long?)null);
        while ((await store.ReadTrail(tenant, new TrailFilter(Before: before, Limit: Page), default)).Events is [.., var oldest] page)
        {
            seen.AddRange(page);
            before = oldest.Position;
        }

        seen.Reverse();
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long)n), seen.Select(e => e.Position));
        return new Reading("the trail, backwards", tenant, [.. seen.Select(e => e.Id)]);
    }

    /// <summary>Every stream by itself, from all readings that a stream has; in the order of the positions.</summary>
    public static async Task<Reading> ReadStreams(EventStore store, Tenant tenant, IReadOnlyCollection<Guid> streams)
    {
        var seen = new List<Recorded>();
        foreach (var some in streams.Chunk(20))
        {
            var decided = (await store.ReadToDecide(tenant, Guid.CreateVersion7(), some, default)).Streams;
            foreach (var stream in some)
            {
                var read = (await store.Read(tenant, stream, default)).Events;
                Assert.Equal(read.Select(e => e.Event), decided[stream].Events);
                Assert.Equal(Enumerable.Range(1, read.Count).Select(n => (long)n), read.Select(e => e.Version));
                seen.AddRange(read);
            }
        }

        return new Reading("stream by stream", tenant, [.. seen.OrderBy(e => e.Position).Select(e => e.Id)]);
    }

    /// <summary>A worker that adds up as they write, until they have ended and nothing is behind.</summary>
    public static async Task Count(Projector projector, Task writers)
    {
        while (true)
        {
            var ended = writers.IsCompleted;
            if (await projector.Step(default))
                continue;
            if (ended)
                return;
            await Task.Delay(5);
        }
    }
}
