using System.Data.Common;
using Npgsql;

namespace Trepart.Store;

/// <summary>Each municipality's log: appended in one round trip, read by stream or by position.</summary>
public sealed class EventStore(Placement databases, EventFormat format, IReadOnlyList<IProjection> projections, TimeProvider clock)
{
    private const string Columns = RecordedRows.Columns;

    // What trepart_refuse raises.
    private const string Known = "TR001";
    private const string Moved = "TR002";
    private const string Closed = "TR003";
    private const string Missing = "TR004";

    private const string StreamText = $"select {Columns} {FromLog} and e.stream_id = $2 order by e.version";

    // The command's first answer stands in every row, or in one without an event: one statement costs less than two.
    private const string PastText =
        """
        select e.stream_id, e.seq_id, e.version, e.type, e.data, case when e.version = 1 then e.arena_id end,
          case when e.version = 1 then e.headers ->> 'actor' end,
          case when e.version = 1 then (select s.type from mt_streams s where s.tenant_id = e.tenant_id and s.id = e.stream_id) end,
          c.fingerprint, c.answer
        from (values ($2)) asked (command_id)
          left join commands c on c.tenant_id = $1 and c.command_id = asked.command_id
          left join mt_events e on e.tenant_id = $1 and e.stream_id
        """;

    private const string ActsText = $"select {Columns} {FromLog} and e.headers ->> 'actor' = any($2::text[])";

    // An arena's streams first, and their events by the stream's own index: it has no other.
    private const string InArenas = "and e.stream_id = any(array(select a.id from mt_streams a where a.tenant_id = $1 and a.arena_id = any($2)))";

    private const string FromLog = "from mt_events e join mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id where e.tenant_id = $1";

    /// <summary>Reads a stream with its words, oldest first. An unknown stream is an empty one.</summary>
    /// <param name="asKnownAt">Only what stands in the log up to the last event recorded by then; null for all.</param>
    public async Task<History> Read(Tenant tenant, Guid streamId, CancellationToken ct, DateTimeOffset? asKnownAt = null)
    {
        await using var batch = await databases.Batch(tenant, ct);
        if (asKnownAt is { } moment)
        {
            batch.Add(
                $"""
                select {Columns} {FromLog} and e.stream_id = $2
                  and e.seq_id <= (select k.seq_id from mt_events k where k.tenant_id = $1 and k.timestamp <= $3 order by k.seq_id desc limit 1)
                order by e.version
                """,
                tenant.Id, streamId, moment.UtcDateTime);
        }
        else
        {
            batch.Add(StreamText, tenant.Id, streamId);
        }

        batch.Add("select id, text from words where tenant_id = $1 and stream_id = $2", tenant.Id, streamId);

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var events = await reader.ReadEvents(tenant, format, ct);
        await reader.NextResultAsync(ct);
        return new History(events, await ReadWords(reader, ct));
    }

    /// <summary>What a decision needs, in one round trip: the command's first answer if it has one, and what has happened in some streams.</summary>
    /// <exception cref="LogCorruptException">An event of a stream is missing.</exception>
    public async Task<(FirstAnswer? First, IReadOnlyDictionary<Guid, Past> Streams)> ReadToDecide(
        Tenant tenant, Guid command, Guid[] streamIds, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        // By itself where there is only one, as nearly always: for any number, the database would make a new plan each time.
        if (streamIds is [var only])
            batch.Add($"{PastText} = $3", tenant.Id, command, only);
        else
            batch.Add($"{PastText} = any($3)", tenant.Id, command, streamIds);

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadPasts(tenant, streamIds, format, ct);
    }

    /// <summary>A page of a municipality's log, oldest first.</summary>
    /// <param name="after">The last position already read; 0 to begin.</param>
    /// <exception cref="LogCorruptException">A position is missing.</exception>
    public async Task<IReadOnlyList<Recorded>> ReadLog(Tenant tenant, long after, int limit, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add($"select {Columns} {FromLog} and e.seq_id > $2 order by e.seq_id limit $3", tenant.Id, after, limit);

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var events = await reader.ReadEvents(tenant, format, ct);
        foreach (var (index, recorded) in events.Index())
        {
            if (recorded.Position != after + index + 1)
                throw new LogCorruptException(tenant, after + index + 1);
        }

        return events;
    }

    /// <summary>A page of the audit trail, newest first, with the words of its events.</summary>
    public async Task<History> ReadTrail(Tenant tenant, TrailFilter filter, CancellationToken ct)
    {
        // Where both are asked, what is in both.
        Guid[]? arenas = (filter.Arena, filter.Within) switch
        {
            (null, null) => null,
            (null, { } within) => [.. within],
            ({ } arena, null) => [arena],
            ({ } arena, { } within) => within.Contains(arena) ? [arena] : [],
        };
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            $"""
            with page as (
              select {Columns.Replace("s.type,", "s.type as stream_type,", StringComparison.Ordinal)} {FromLog}
                {(arenas is null ? "and $2::uuid[] is null" : InArenas)}
                and ($3::uuid is null or e.stream_id = $3)
                and ($4::varchar is null or e.type = $4)
                and ($5::uuid is null or e.headers ->> 'seat' = $5::text)
                and ($6::date is null or e.headers ->> 'happenedOn' >= $6::text)
                and ($7::date is null or e.headers ->> 'happenedOn' <= $7::text)
                and ($8::timestamptz is null or e.seq_id <= (
                  select k.seq_id from mt_events k where k.tenant_id = $1 and k.timestamp <= $8 order by k.seq_id desc limit 1))
                and ($9::bigint is null or e.seq_id < $9)
                and ($10::bigint is null or e.seq_id = $10)
              order by e.seq_id desc limit $11)
            select * from page order by seq_id desc
            """,
            tenant.Id, arenas, filter.Stream, filter.Type, filter.Seat, filter.From, filter.To, filter.KnownAt?.UtcDateTime,
            filter.Before, filter.Position, filter.Limit);

        List<Recorded> events;
        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            await reader.NextResultAsync(ct);
            events = await reader.ReadEvents(tenant, format, ct);
        }

        return new History(events, await ReadWords(tenant, [.. events.Select(e => e.StreamId).Distinct()], ct));
    }

    /// <summary>What some holdings of seats have done, oldest first.</summary>
    /// <param name="arenas">Where to look; null for the whole municipality, which is read in parts so that no statement is long.</param>
    public async Task<IReadOnlyList<Recorded>> ReadActs(Tenant tenant, Guid[] holdings, Guid[]? arenas, CancellationToken ct)
    {
        const int Part = 20_000;
        var (acts, after, head) = (new List<Recorded>(), 0L, arenas is null ? await ReadHead(tenant, ct) : 0L);
        do
        {
            await using var batch = await databases.Batch(tenant, ct);
            var held = holdings.Select(h => h.ToString()).ToArray();
            if (arenas is null)
                batch.Add($"{ActsText} and e.seq_id > $3 and e.seq_id <= $3 + {Part} order by e.seq_id", tenant.Id, held, after);
            else
                batch.Add($"{ActsText} {InArenas.Replace("$2", "$3", StringComparison.Ordinal)} order by e.seq_id", tenant.Id, held, arenas);
            await using var reader = await batch.ExecuteReaderAsync(ct);
            await reader.NextResultAsync(ct);
            acts.AddRange(await reader.ReadEvents(tenant, format, ct));
            after += Part;
        }
        while (after < head);
        return acts;
    }

    private async Task<long> ReadHead(Tenant tenant, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("select position from tenant_heads where tenant_id = $1", tenant.Id);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetInt64(0) : 0;
    }

    /// <summary>All words of some streams, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ReadWords(Tenant tenant, Guid[] streamIds, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("select id, text from words where tenant_id = $1 and stream_id = any($2)", tenant.Id, streamIds);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await ReadWords(reader, ct);
    }

    /// <summary>The words of some streams with their salts, by id, for whoever checks them against what the events hold.</summary>
    public async Task<IReadOnlyDictionary<Guid, WrittenWords>> ReadWordsWithSalts(Tenant tenant, Guid[] streamIds, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("select id, text, salt from words where tenant_id = $1 and stream_id = any($2)", tenant.Id, streamIds);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var words = new Dictionary<Guid, WrittenWords>();
        while (await reader.ReadAsync(ct))
            words[reader.GetGuid(0)] = new(reader.GetGuid(0), reader.GetString(1), (byte[])reader.GetValue(2));
        return words;
    }

    /// <summary>The first event of each of some streams: what they are about. An unknown stream has none.</summary>
    public async Task<IReadOnlyDictionary<Guid, Recorded>> ReadOpenings(Tenant tenant, Guid[] streamIds, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add($"select {Columns} {FromLog} and e.stream_id = any($2) and e.version = 1", tenant.Id, streamIds);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return (await reader.ReadEvents(tenant, format, ct)).ToDictionary(e => e.StreamId);
    }

    /// <summary>
    /// Appends a command's events and brings every inline table along, or does neither. One round trip; what can be worked out
    /// is worked out before the lock is taken, and nothing but the commit comes after the tables.
    /// </summary>
    /// <param name="beside">Statements that belong to the same transaction, such as a row in the register of persons; before the tables.</param>
    /// <param name="within">A transaction to be part of, where a whole file is imported or nothing; null for one of its own.</param>
    /// <exception cref="CommandKnownException">The command was appended before.</exception>
    /// <exception cref="StreamMovedException">A stream is at another version.</exception>
    /// <exception cref="TenantClosedException"></exception>
    /// <exception cref="TenantMissingException"></exception>
    public async Task<IReadOnlyList<Recorded>> Append(
        Tenant tenant, Append append, CancellationToken ct, Action<NpgsqlBatch>? beside = null, NpgsqlConnection? within = null)
    {
        var recorded = Record(tenant, append);

        await using var batch = within is null ? (await databases.Of(tenant, ct)).CreateBatch() : new NpgsqlBatch(within);
        batch.LockFor(tenant).Append(tenant, append, recorded);
        beside?.Invoke(batch);
        foreach (var happened in recorded)
        {
            foreach (var projection in projections)
                projection.Project(happened, batch);
        }

        try
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is Known or Moved or Closed or Missing or PostgresErrorCodes.UniqueViolation)
        {
            // A batch cannot branch: whatever has ended it, a command that is known gets its first answer, fetched by a second one.
            if (within is null && await ReadFirstAnswer(tenant, append.Command, ct) is { } first)
                throw new CommandKnownException(first);
            if (e.SqlState is Closed or Missing)
                databases.Forget();
            throw e.SqlState switch
            {
                Moved => new StreamMovedException(append.Streams[0].StreamId),
                Closed => new TenantClosedException(tenant),
                Missing => new TenantMissingException(tenant),
                _ => e,
            };
        }

        return recorded;
    }

    /// <summary>Takes a text and its salt away. The event that refers to it stays as it is, and so do position, hash and root.</summary>
    public static void AddEraseWords(NpgsqlBatch batch, Tenant tenant, Guid streamId, Guid words) =>
        batch.Add("delete from words where tenant_id = $1 and stream_id = $2 and id = $3", tenant.Id, streamId, words);

    /// <summary>The same by itself, where the log says already that it is erased.</summary>
    public async Task EraseWords(Tenant tenant, Guid streamId, Guid words, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        AddEraseWords(batch, tenant, streamId, words);
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task<FirstAnswer?> ReadFirstAnswer(Tenant tenant, Guid command, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        AddFirstAnswer(batch, tenant, command);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await ReadFirstAnswer(reader, ct);
    }

    private List<Recorded> Record(Tenant tenant, Append append)
    {
        var recordedAt = Leaf.ToMicroseconds(clock.GetUtcNow());
        var recorded = new List<Recorded>();
        foreach (var stream in append.Streams)
        {
            foreach (var (index, happened) in stream.Events.Index())
            {
                var one = new Recorded(
                    tenant, 0, stream.StreamId, stream.StreamType, stream.ExpectedVersion + index + 1, Guid.CreateVersion7(recordedAt),
                    format.NameOf(happened), format.Write(happened), happened, recordedAt, append.HappenedOn, stream.Arena, append.Visibility,
                    append.Actor, append.Seat, append.Command, append.Correlation, append.Causation, []);
                recorded.Add(one with { LeafHash = Leaf.HashOf(one) });
            }
        }

        return recorded;
    }

    private static async Task<Dictionary<Guid, string>> ReadWords(DbDataReader reader, CancellationToken ct)
    {
        var words = new Dictionary<Guid, string>();
        while (await reader.ReadAsync(ct))
            words[reader.GetGuid(0)] = reader.GetString(1);
        return words;
    }

    private static void AddFirstAnswer(NpgsqlBatch batch, Tenant tenant, Guid command) =>
        batch.Add("select fingerprint, answer from commands where tenant_id = $1 and command_id = $2", tenant.Id, command);

    private static async Task<FirstAnswer?> ReadFirstAnswer(DbDataReader reader, CancellationToken ct) =>
        await reader.ReadAsync(ct) ? new FirstAnswer((byte[])reader.GetValue(0), reader.GetString(1)) : null;
}

/// <summary>What to show of the audit trail; null leaves a thing open.</summary>
/// <param name="From">Happened on this day or later.</param>
/// <param name="To">Happened on this day or earlier.</param>
/// <param name="KnownAt">As the log stood then: up to the last event recorded by that moment.</param>
/// <param name="Before">Only positions below, for the next page.</param>
/// <param name="Position">Exactly this position.</param>
/// <param name="Within">Only these arenas, whatever else is asked.</param>
public sealed record TrailFilter(
    Guid? Arena = null, Guid? Stream = null, string? Type = null, Guid? Seat = null, DateOnly? From = null, DateOnly? To = null,
    DateTimeOffset? KnownAt = null, long? Before = null, long? Position = null, int Limit = 50,
    IReadOnlyCollection<Guid>? Within = null);
