using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Trepart.Store;

/// <summary>
/// The statements that append, with every parameter's type told, so that nothing is looked up or boxed on the way. One event of one stream
/// goes as plain values; everything else as arrays, which cost more to send and to take apart.
/// </summary>
internal static class AppendStatement
{
    private const int FewWords = 4;

    private static readonly string[] Begin =
    [
        .. Enumerable.Range(0, FewWords + 1).Select(words => TextOf(
            """
            insert into mt_streams (tenant_id, id, type, version, timestamp, created, arena_id)
              select $1, $9, $16, $10, $2, $2, $12 where not exists (select from mt_streams where tenant_id = $1 and id = $9)
            """,
            words, 17)),
    ];

    private static readonly string[] Continue =
    [
        .. Enumerable.Range(0, FewWords + 1).Select(words => TextOf(
            "update mt_streams set version = $10, timestamp = $2 where tenant_id = $1 and id = $9 and version = $10 - 1 and arena_id = $12", words, 16)),
    ];

    /// <summary>
    /// Row-level security's municipality and the lock, as the first statement of the batch. The lock may not be taken in the statement that appends:
    /// one that waited for the lock and then read would see what was there before it waited.
    /// </summary>
    public static NpgsqlBatch LockFor(this NpgsqlBatch batch, Tenant tenant)
    {
        var command = new NpgsqlBatchCommand("select set_config('trepart.tenant', $1, true), pg_advisory_xact_lock(hashtextextended($1, 0))");
        command.Parameters.Text(tenant.Id);
        batch.BatchCommands.Add(command);
        return batch;
    }

    public static NpgsqlBatch Append(this NpgsqlBatch batch, Tenant tenant, Append append, IReadOnlyList<Recorded> recorded)
    {
        var command = recorded is [var only] && append.Streams is [{ Words.Count: <= FewWords } stream]
            ? One(tenant, append, stream, only)
            : Many(tenant, append, recorded);
        batch.BatchCommands.Add(command);
        return batch;
    }

    private static NpgsqlBatchCommand One(Tenant tenant, Append append, StreamAppend stream, Recorded only)
    {
        var begins = stream.ExpectedVersion == 0;
        var command = new NpgsqlBatchCommand((begins ? Begin : Continue)[stream.Words.Count]);
        var to = command.Parameters;
        Envelope(to, tenant, append, only.RecordedAt);
        to.Id(stream.StreamId);
        to.Typed(only.Version, NpgsqlDbType.Bigint);
        to.Id(only.Id);
        to.Id(only.Arena);
        to.Text(only.Type);
        to.Typed(only.Data, NpgsqlDbType.Jsonb);
        to.Typed(only.LeafHash, NpgsqlDbType.Bytea);
        if (begins)
            to.Text(stream.StreamType);
        foreach (var words in stream.Words)
        {
            to.Id(words.Id);
            to.Text(words.Text);
            to.Typed(words.Salt, NpgsqlDbType.Bytea);
        }

        return command;
    }

    // One statement, so that one plan does it all. Its parts see the same moment, which comes after the lock. The last lines look at the head and
    // the stream, in that order, and refuse by name. Nothing looks for the command: its row is written after them, and where there is one the
    // duplicate key says so; whatever is refused, EventStore asks for a first answer. Each count of words has a text of its own.
    // $1 to $8 are the envelope, then stream, version, event, arena, type, data, leaf; the rest from next on are id, text and salt of each words.
    private static string TextOf(string moved, int words, int next) =>
        $"""
        with claimed as (
          insert into commands (tenant_id, command_id, fingerprint, answer, recorded_at) values ($1, $3, $4, $5, $2)),
        head as (
          update tenant_heads set position = position + 1 where tenant_id = $1 and writable returning position),
        moved as ({moved} returning 1),
        appended as (
          insert into mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers, arena_id, leaf_hash)
          select position, $11, $9, $10, $14, $13, $2, $1, $6, $7, $8, $12, $15 from head)
          {WordsText(words, next)}
        select case
          when not exists (select from head) then trepart_refuse($1, 'TR003')
          when not exists (select from moved) then trepart_refuse($1, 'TR002') end
        """;

    private static string WordsText(int words, int next) =>
        words == 0 ? "" :
        ", worded as (insert into words (tenant_id, stream_id, id, text, salt) values "
        + string.Join(", ", Enumerable.Range(0, words).Select(i => $"($1, $9, ${next + (3 * i)}, ${next + (3 * i) + 1}, ${next + (3 * i) + 2})")) + ")";

    private static NpgsqlBatchCommand Many(Tenant tenant, Append append, IReadOnlyList<Recorded> recorded)
    {
        var command = new NpgsqlBatchCommand(
            "select trepart_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)");
        var (to, words) = (command.Parameters, append.Streams.SelectMany(s => s.Words.Select(w => (s.StreamId, Words: w))).ToList());
        Envelope(to, tenant, append, recorded[0].RecordedAt);
        to.Array(append.Streams, s => s.StreamId, NpgsqlDbType.Uuid);
        to.Array(append.Streams, s => s.StreamType, NpgsqlDbType.Text);
        to.Array(append.Streams, s => s.Arena, NpgsqlDbType.Uuid);
        to.Array(append.Streams, s => s.ExpectedVersion, NpgsqlDbType.Bigint);
        to.Array(append.Streams, s => s.ExpectedVersion + s.Events.Count, NpgsqlDbType.Bigint);
        to.Array(recorded, r => r.Id, NpgsqlDbType.Uuid);
        to.Array(recorded, r => r.StreamId, NpgsqlDbType.Uuid);
        to.Array(recorded, r => r.Version, NpgsqlDbType.Bigint);
        to.Array(recorded, r => r.Arena, NpgsqlDbType.Uuid);
        to.Array(recorded, r => r.Type, NpgsqlDbType.Text);
        to.Array(recorded, r => r.Data, NpgsqlDbType.Jsonb);
        to.Array(recorded, r => r.LeafHash, NpgsqlDbType.Bytea);
        to.Array(words, w => w.Words.Id, NpgsqlDbType.Uuid);
        to.Array(words, w => w.StreamId, NpgsqlDbType.Uuid);
        to.Array(words, w => w.Words.Text, NpgsqlDbType.Text);
        to.Array(words, w => w.Words.Salt, NpgsqlDbType.Bytea);
        return command;
    }

    private static void Envelope(NpgsqlParameterCollection to, Tenant tenant, Append append, DateTimeOffset recordedAt)
    {
        to.Text(tenant.Id);
        to.Typed(recordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        to.Id(append.Command);
        to.Typed(append.Fingerprint, NpgsqlDbType.Bytea);
        to.Typed(append.Answer, NpgsqlDbType.Jsonb);
        to.Text(append.Correlation);
        to.Text(append.Causation);
        to.Typed(Headers(append), NpgsqlDbType.Jsonb);
    }

    private static string Headers(Append append)
    {
        var actor = append.Actor is { } a ? $"\",\"actor\":\"{a}" : "";
        var seat = append.Seat is { } s ? $"\",\"seat\":\"{s}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"happenedOn":"{{append.HappenedOn:yyyy-MM-dd}}{{actor}}{{seat}}","command":"{{append.Command}}","visibility":{{Quoted(append.Visibility)}}}""");
    }

    private static string Quoted(string text)
    {
        var quoted = Utf8Text.Begin();
        CanonicalJson.Write(text, quoted);
        return quoted.ToString();
    }

    private static void Text(this NpgsqlParameterCollection to, string? value) => to.Typed(value, NpgsqlDbType.Text);

    private static void Id(this NpgsqlParameterCollection to, Guid value) => to.Typed(value, NpgsqlDbType.Uuid);

    private static void Typed<T>(this NpgsqlParameterCollection to, T value, NpgsqlDbType type) =>
        to.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });

    private static void Array<TFrom, T>(this NpgsqlParameterCollection to, IReadOnlyList<TFrom> from, Func<TFrom, T> value, NpgsqlDbType type)
    {
        var values = new T[from.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(from[i]);
        to.Typed(values, NpgsqlDbType.Array | type);
    }
}
