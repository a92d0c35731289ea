using Npgsql;

namespace Trepart.Store;

/// <summary>Reads a municipality's log for async projections: no more of each event than they look at.</summary>
internal static class PassingLog
{
    /// <summary>The statement's parameters: municipality, after, up to and with, the names whose content is read, limit.</summary>
    public static void AddPage(NpgsqlBatch batch, Tenant tenant, long after, long upTo, IReadOnlyCollection<string> opens, int limit) =>
        batch.Add(
            """
            select seq_id, stream_id, type, arena_id, headers ->> 'happenedOn', case when type = any($4) then data end
            from mt_events where tenant_id = $1 and seq_id > $2 and seq_id <= $3 order by seq_id limit $5
            """,
            tenant.Id, after, upTo, opens.ToArray(), limit);

    /// <summary>One stream between two positions, for a stream that was parked.</summary>
    public static void AddStream(NpgsqlBatch batch, Tenant tenant, Guid stream, long from, long upTo, IReadOnlyCollection<string> opens) =>
        batch.Add(
            """
            select seq_id, stream_id, type, arena_id, headers ->> 'happenedOn', case when type = any($5) then data end
            from mt_events where tenant_id = $1 and stream_id = $2 and seq_id >= $3 and seq_id <= $4 order by seq_id
            """,
            tenant.Id, stream, from, upTo, opens.ToArray());

    /// <summary>A page that goes on where another ended.</summary>
    /// <exception cref="LogCorruptException">A position is missing.</exception>
    public static async Task<List<Passing>> ReadPage(NpgsqlDataReader reader, Tenant tenant, long after, EventFormat format, CancellationToken ct)
    {
        var page = await Read(reader, format, ct);
        foreach (var (index, happened) in page.Index())
        {
            if (happened.Position != after + index + 1)
                throw new LogCorruptException(tenant, after + index + 1);
        }

        return page;
    }

    public static async Task<List<Passing>> Read(NpgsqlDataReader reader, EventFormat format, CancellationToken ct)
    {
        var page = new List<Passing>();
        while (await reader.ReadAsync(ct))
        {
            page.Add(new(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5), format));
        }

        return page;
    }
}
