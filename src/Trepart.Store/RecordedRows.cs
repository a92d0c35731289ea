using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Trepart.Store;

/// <summary>Events as they come from the database.</summary>
internal static class RecordedRows
{
    public const string Columns =
        "e.seq_id, e.stream_id, s.type, e.version, e.id, e.type, e.data, e.timestamp, e.headers, e.arena_id, e.correlation_id, e.causation_id, e.leaf_hash";

    public static async Task<List<Recorded>> ReadEvents(this DbDataReader reader, Tenant tenant, EventFormat format, CancellationToken ct)
    {
        var events = new List<Recorded>();
        while (await reader.ReadAsync(ct))
        {
            var type = reader.GetString(5);
            var (data, happened) = format.ReadStored(type, reader.GetFieldValue<byte[]>(6));
            var headers = new Headers(reader.GetFieldValue<byte[]>(8));
            events.Add(new Recorded(
                tenant,
                reader.GetInt64(0),
                reader.GetGuid(1),
                reader.GetString(2),
                reader.GetInt64(3),
                reader.GetGuid(4),
                type,
                data,
                happened,
                new DateTimeOffset(reader.GetDateTime(7), TimeSpan.Zero),
                headers.HappenedOn,
                reader.GetGuid(9),
                headers.Visibility,
                headers.Actor,
                headers.Seat,
                headers.Command,
                reader.TextOrNull(10),
                reader.TextOrNull(11),
                reader.GetFieldValue<byte[]>(12)));
        }

        return events;
    }

    /// <summary>
    /// Rows of stream, position, version, type, data, and of the first event arena, actor and the stream's type, in any order: putting twenty
    /// in theirs costs less here. In each of them the command's fingerprint and first answer, null where it has none; in a row of its own
    /// where no stream has an event.
    /// </summary>
    /// <exception cref="LogCorruptException">A version is missing.</exception>
    public static async Task<(FirstAnswer? First, IReadOnlyDictionary<Guid, Past> Streams)> ReadPasts(
        this DbDataReader reader, Tenant tenant, IReadOnlyCollection<Guid> streams, EventFormat format, CancellationToken ct)
    {
        var pasts = streams.ToDictionary(id => id, _ => Past.None);
        var events = new Dictionary<Guid, List<object>>();
        var rows = new List<(Guid Stream, long Version, long Position, object Event)>();
        FirstAnswer? first = null;
        while (await reader.ReadAsync(ct))
        {
            if (first is null && !reader.IsDBNull(8))
                first = new((byte[])reader.GetValue(8), reader.GetString(9));
            if (reader.IsDBNull(0))
                continue;

            var (stream, version) = (reader.GetGuid(0), reader.GetInt64(2));
            if (version == 1)
                pasts[stream] = new(reader.GetString(7), reader.GetGuid(5), reader.TextOrNull(6) is { } actor ? Guid.Parse(actor) : null, events[stream] = []);
            rows.Add((stream, version, reader.GetInt64(1), format.ReadStoredEvent(reader.GetString(3), reader.GetFieldValue<byte[]>(4))));
        }

        rows.Sort((a, b) => a.Stream == b.Stream ? a.Version.CompareTo(b.Version) : a.Stream.CompareTo(b.Stream));
        foreach (var (stream, version, position, happened) in rows)
        {
            if (!events.TryGetValue(stream, out var past) || version != past.Count + 1)
                throw new LogCorruptException(tenant, position);
            past.Add(happened);
        }

        return (first, pasts);
    }

    /// <summary>What stands beside the columns. A header that must be there and is not is damage.</summary>
    private readonly struct Headers
    {
        public Headers(ReadOnlySpan<byte> json)
        {
            var reader = new Utf8JsonReader(json);
            (var happenedOn, Visibility, var command) = (default(DateOnly?), null!, default(Guid?));
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                if (reader.ValueTextEquals("happenedOn"u8) && reader.Read())
                    happenedOn = DateOnly.ParseExact(Encoding.ASCII.GetString(reader.ValueSpan), "yyyy-MM-dd", CultureInfo.InvariantCulture);
                else if (reader.ValueTextEquals("visibility"u8) && reader.Read())
                    Visibility = reader.ValueTextEquals("arena"u8) ? "arena" : reader.GetString()!;
                else if (reader.ValueTextEquals("actor"u8) && reader.Read())
                    Actor = reader.GetGuid();
                else if (reader.ValueTextEquals("seat"u8) && reader.Read())
                    Seat = reader.GetGuid();
                else if (reader.ValueTextEquals("command"u8) && reader.Read())
                    command = reader.GetGuid();
                else
                    reader.Skip();
            }

            HappenedOn = happenedOn ?? throw new FormatException("An event has no day.");
            Command = command ?? throw new FormatException("An event has no command.");
            _ = Visibility ?? throw new FormatException("An event has no visibility.");
        }

        public DateOnly HappenedOn { get; }

        public string Visibility { get; }

        public Guid? Actor { get; }

        public Guid? Seat { get; }

        public Guid Command { get; }
    }
}
