using System.Text.Json;

namespace Trepart.Store;

/// <summary>Something in a municipality's log that is not as it was written.</summary>
/// <param name="Position">Where it is, or where it begins; null where it is at no position.</param>
/// <param name="What">In plain words, without anything of the content.</param>
public sealed record Fault(long? Position, string What);

/// <summary>What was read of a municipality's log.</summary>
/// <param name="Root">The root that its events give, in lower-case hex; null where one is missing.</param>
/// <param name="Roots">How many recorded roots the log was compared with.</param>
/// <param name="Witnessed">How many of those kept outside the database.</param>
/// <param name="Texts">How many texts were held against their commitments.</param>
public sealed record Verified(long Events, string? Root, long Roots, long Witnessed, long Texts);

/// <summary>
/// Reads a municipality's log from end to end and tells everything about it that is not as it was written. Memory does not grow with the log.
/// </summary>
/// <param name="witness">The roots kept outside the database.</param>
public sealed class Verification(Placement databases, EventFormat format, Witness witness)
{
    private const int Page = 2000;
    private const int StreamPage = 500;

    private readonly TenantReader _reader = new(databases);

    /// <param name="found">Is told each fault as it is met.</param>
    public async Task<Verified> Verify(Tenant tenant, Action<Fault> found, CancellationToken ct)
    {
        var head = await Head(tenant, ct);
        var recorded = await RecordedRoots.Open(_reader, tenant, witness, found, ct);
        var (events, end, root) = await Log(tenant, recorded, found, ct);
        if (end < head)
            found(new(end + 1, $"the log ends at position {end}, and should reach {head}"));
        if (end > await Head(tenant, ct))
            found(new(head + 1, $"the log goes on to position {end}, past its head at {head}"));

        await Streams(tenant, found, ct);
        return new(events, root, recorded.Rows, recorded.Lines, await Words(tenant, found, ct));
    }

    private async Task<long> Head(Tenant tenant, CancellationToken ct) =>
        (await _reader.Query(tenant, "select position from tenant_heads where tenant_id = $1", row => row.GetInt64(0), ct)).SingleOrDefault();

    private async Task<(long Events, long End, string? Root)> Log(Tenant tenant, RecordedRoots recorded, Action<Fault> found, CancellationToken ct)
    {
        var tree = new TreeCheck(found);
        var (events, end, after) = (0L, 0L, long.MinValue);
        var next = await recorded.Next(ct);
        for (var isFull = true; isFull;)
        {
            await using var batch = await databases.Batch(tenant, ct);
            var inPage = 0;
            await foreach (var row in LogRow.Read(batch, tenant, after, long.MaxValue, Page, format, ct))
            {
                (after, inPage) = (row.Position, inPage + 1);
                events++;
                if (row.Position < 1)
                {
                    found(new(row.Position, "there is no such position in a log"));
                    continue;
                }

                if (row.Position > end + 1)
                {
                    found(new(end + 1, row.Position == end + 2 ? "it is missing" : $"positions {end + 1} to {row.Position - 1} are missing"));
                    for (; next is not null && next.Position < row.Position; next = await recorded.Next(ct))
                    {
                        tree.Miss();
                        tree.Compare(next, next.Position >= recorded.FirstWitnessed);
                    }

                    // The tree is taken up again where a root was recorded just before this event, or else at the next root.
                    if (tree.Size != row.Position - 1)
                        tree.Miss();
                }

                if (!row.IsAsWritten)
                    found(new(row.Position, row.Leaf is null ? "it cannot be read as an event" : "it is not as it was written"));
                if (row.Beside is { } beside)
                    found(new(row.Position, beside));
                tree.Add(row);
                end = row.Position;
                if (next?.Position == end)
                {
                    tree.Compare(next, end >= recorded.FirstWitnessed);
                    next = await recorded.Next(ct);
                }
            }

            isFull = inPage == Page;
        }

        if (next is not null)
        {
            var last = next.Position;
            while (await recorded.Next(ct) is { } later)
                last = later.Position;
            found(new(end + 1, $"the log ends at position {end}; a root was recorded when it had reached {last}"));
        }

        if (recorded is { Rows: > 0, Lines: 0 })
            found(new(null, "roots were recorded, and none of them is kept outside the database"));
        return (events, end, tree.Root is { } root ? Convert.ToHexStringLower(root) : null);
    }

    /// <summary>What a stream's row says must be what its events say.</summary>
    private async Task Streams(Tenant tenant, Action<Fault> found, CancellationToken ct)
    {
        var after = Guid.Empty;
        while (true)
        {
            var streams = await _reader.Query(
                tenant,
                """
                with page as materialized (
                  select id, version, created, timestamp, is_archived, arena_id from mt_streams where tenant_id = $1 and id > $2 order by id limit $3)
                select p.id, first.seq_id, last.seq_id, p.version = last.version and counted.events = last.version and first.version = 1,
                       p.created = first.timestamp, p.timestamp = last.timestamp, p.is_archived, counted.elsewhere
                from page p
                  left join lateral (
                    select count(*) as events, min(seq_id) filter (where arena_id <> p.arena_id) as elsewhere from mt_events where tenant_id = $1 and stream_id = p.id) counted on true
                  left join lateral (select seq_id, version, timestamp from mt_events where tenant_id = $1 and stream_id = p.id order by version limit 1) first on true
                  left join lateral (select seq_id, version, timestamp from mt_events where tenant_id = $1 and stream_id = p.id order by version desc limit 1) last on true
                order by p.id
                """,
                row => (Id: row.GetGuid(0), First: row.NumberOrNull(1), Last: row.NumberOrNull(2), Version: row.IsTrue(3), Created: row.IsTrue(4), Time: row.IsTrue(5), Archived: row.IsTrue(6), Elsewhere: row.NumberOrNull(7)),
                ct, after, StreamPage);
            foreach (var stream in streams)
            {
                if (stream.First is null)
                {
                    found(new(null, $"the stream {stream.Id} has no events"));
                    continue;
                }

                if (!stream.Version)
                    found(new(stream.Last, "the version of its stream is another than its events say"));
                if (stream.Elsewhere is { } elsewhere)
                    found(new(elsewhere, "its stream stands in another arena"));
                if (!stream.Created)
                    found(new(stream.First, "its stream says that it was begun at another time"));
                if (!stream.Time)
                    found(new(stream.Last, "its stream says that it was written last at another time"));
                if (stream.Archived)
                    found(new(stream.First, "its stream is marked as archived"));
            }

            if (streams.Count < StreamPage)
                return;
            after = streams[^1].Id;
        }
    }

    /// <summary>Every text that is there must be one that an event of its stream holds on to. One that is not there has been erased.</summary>
    private async Task<long> Words(Tenant tenant, Action<Fault> found, CancellationToken ct)
    {
        var (count, stream, id) = (0L, Guid.Empty, Guid.Empty);
        while (true)
        {
            var page = await _reader.Query(
                tenant, "select stream_id, id, text, salt from words where tenant_id = $1 and (stream_id, id) > ($2, $3) order by stream_id, id limit $4",
                row => (Stream: row.GetGuid(0), Id: row.GetGuid(1), Text: row.GetString(2), Salt: row.GetFieldValue<byte[]>(3)), ct, stream, id, StreamPage);
            var held = await Held(tenant, [.. page.Select(w => w.Stream).Distinct()], ct);
            foreach (var words in page)
            {
                if (!held.TryGetValue((words.Stream, words.Id), out var by))
                    found(new(null, $"no event holds on to the text {words.Id}"));
                else if (by.Commitment != Commitment.To(words.Text, words.Salt))
                    found(new(by.Position, $"the text {words.Id} is not the one that was written"));
            }

            count += page.Count;
            if (page.Count < StreamPage)
                return count;
            (stream, id) = (page[^1].Stream, page[^1].Id);
        }
    }

    private async Task<Dictionary<(Guid Stream, Guid Id), (long Position, string Commitment)>> Held(Tenant tenant, Guid[] streams, CancellationToken ct)
    {
        var held = new Dictionary<(Guid, Guid), (long, string)>();
        var events = await _reader.Query(
            tenant, "select stream_id, seq_id, data from mt_events where tenant_id = $1 and stream_id = any($2)",
            row => (Stream: row.GetGuid(0), Position: row.GetInt64(1), Data: row.GetString(2)), ct, streams);
        foreach (var one in events)
        {
            try
            {
                using var data = JsonDocument.Parse(one.Data);
                foreach (var (_, id, commitment) in Commitment.In(data.RootElement))
                    held.TryAdd((one.Stream, id), (one.Position, commitment));
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
            {
                // Told already, as an event that is not as it was written.
            }
        }

        return held;
    }
}
