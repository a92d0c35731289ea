using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Trepart.Store;

/// <summary>An event as it lies in the table, read by someone who takes nothing about it for granted.</summary>
/// <param name="StoredLeaf">What stands in the table.</param>
/// <param name="Leaf">What the stored event gives when it is hashed again; null where it cannot be read as an event at all.</param>
/// <param name="Beside">What is wrong with the columns that are not hashed; null where nothing is.</param>
internal sealed record LogRow(long Position, byte[] StoredLeaf, byte[]? Leaf, string? Beside)
{
    private const string Uuid = "D";
    private const long FarAway = 50_000_000_000_000_000;
    private static readonly object NotRead = new();

    public bool IsAsWritten => Leaf is not null && Leaf.AsSpan().SequenceEqual(StoredLeaf);

    /// <summary>A part of a municipality's log, oldest first. A row that is damaged does not keep the next ones back.</summary>
    /// <param name="batch">In the municipality's database, with row-level security set to it.</param>
    /// <param name="format">Whose type names may stand beside the events; null where that is not looked at.</param>
    public static async IAsyncEnumerable<LogRow> Read(
        NpgsqlBatch batch, Tenant tenant, long after, long upTo, int limit, EventFormat? format, [EnumeratorCancellation] CancellationToken ct)
    {
        // Left join: an event whose stream is gone is still an event.
        batch.Add(
            """
            select e.seq_id, e.leaf_hash, e.stream_id, s.type, e.version, e.id, e.type, e.data, e.timestamp, e.headers, e.arena_id,
                   e.correlation_id, e.causation_id, e.mt_dotnet_type, e.bdata is null, e.user_name is null, e.is_archived
            from mt_events e left join mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id
            where e.tenant_id = $1 and e.seq_id > $2 and e.seq_id <= $3
            order by e.seq_id limit $4
            """,
            tenant.Id, after, upTo, limit);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        for (var i = 1; i < batch.BatchCommands.Count; i++)
            await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), LeafOf(tenant, reader), format is null ? null : BesideOf(format, reader));
    }

    private static byte[]? LeafOf(Tenant tenant, DbDataReader row)
    {
        try
        {
            var headers = HeadersOf(row.GetString(9));
            return Store.Leaf.HashOf(new Recorded(
                tenant,
                row.GetInt64(0),
                row.GetGuid(2),
                row.GetString(3),
                row.GetInt64(4),
                row.GetGuid(5),
                row.GetString(6),
                CanonicalJson.Of(row.GetString(7)),
                NotRead,
                TimeOf(row.GetFieldValue<long>(8)),
                DateOnly.ParseExact(headers.HappenedOn!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                row.GetGuid(10),
                headers.Visibility!,
                IdOf(headers.Actor),
                IdOf(headers.Seat),
                IdOf(headers.Command)!.Value,
                row.TextOrNull(11),
                row.TextOrNull(12),
                []));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or InvalidCastException or ArgumentException)
        {
            return null;
        }
    }

    // The row's own form of each, or none: what is read more kindly than it was written can be changed without being seen.
    private static Headers HeadersOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var headers = new Headers();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var value = member.Value.GetString() ?? throw new FormatException("A member is null.");
            headers = member.Name switch
            {
                "happenedOn" => headers with { HappenedOn = value },
                "visibility" => headers with { Visibility = value },
                "actor" => headers with { Actor = value },
                "seat" => headers with { Seat = value },
                "command" => headers with { Command = value },
                _ => throw new FormatException("There is no such member."),
            };
        }

        return headers is { HappenedOn: not null, Visibility: not null, Command: not null } ? headers : throw new FormatException("A member is missing.");
    }

    private static Guid? IdOf(string? text)
    {
        if (text is null)
            return null;
        var id = Guid.ParseExact(text, Uuid);
        return id.ToString(Uuid) == text ? id : throw new FormatException("An id is in lower case.");
    }

    // As PostgreSQL keeps it: microseconds since 2000, with room for more years than there are here, and for infinity.
    private static DateTimeOffset TimeOf(long microseconds) =>
        microseconds is > -FarAway and < FarAway ? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(10 * microseconds) : throw new FormatException("A time out of reach.");

    private static string? BesideOf(EventFormat format, DbDataReader row)
    {
        if (!row.IsDBNull(13) && row.GetString(13) != format.ClrNameOf(row.GetString(6)))
            return "mt_dotnet_type names another type";
        if (!row.GetBoolean(14))
            return "bdata is not null";
        if (!row.GetBoolean(15))
            return "user_name is not null";
        return row.GetBoolean(16) ? "it is marked as archived" : null;
    }

    private readonly record struct Headers(string? HappenedOn, string? Visibility, string? Actor, string? Seat, string? Command);
}
