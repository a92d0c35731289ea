using Npgsql;

namespace Trepart.Store;

/// <summary>A stretch of a municipality's log without holes, and those of its events that a projection is to see.</summary>
/// <param name="Last">The last position of the stretch; the one before it where there is none.</param>
/// <param name="Parked">Streams that stand still already.</param>
internal sealed record PassingPage(IReadOnlyList<Passing> Events, long Last, IReadOnlySet<Guid> Parked);

/// <summary>
/// Reads a municipality's log for async projections. Every position is counted, so that a hole is seen; but only the events that the projection
/// looks at leave the database, with those whose names this version of the service does not know.
/// </summary>
internal static class PassingLog
{
    private const string Row = "seq_id, stream_id, type, arena_id, headers ->> 'happenedOn'";

    /// <exception cref="LogCorruptException">A position is missing.</exception>
    public static async Task<PassingPage> ReadPage(
        NpgsqlConnection connection, IAsyncProjection projection, EventFormat format, Tenant tenant, long after, int size, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection).For(tenant);
        batch.Add("select stream_id from parked_streams where tenant_id = $1 and projection = $2", tenant.Id, projection.Tables[0]);
        batch.Add("select count(*), coalesce(max(seq_id), $2) from mt_events where tenant_id = $1 and seq_id > $2 and seq_id <= $3", tenant.Id, after, after + size);
        batch.Add(
            $"""
            select {Row}, case when type = any($5) then data end
            from mt_events where tenant_id = $1 and seq_id > $2 and seq_id <= $3 and (type = any($4) or type <> all($6)) order by seq_id
            """,
            tenant.Id, after, after + size, projection.Sees.ToArray(), projection.Opens.ToArray(), format.Names.ToArray());

        var parked = new HashSet<Guid>();
        long count, last;
        List<Passing> events;
        await using (var reader = await batch.ExecuteReaderAsync(ct))
        {
            await reader.NextResultAsync(ct);
            while (await reader.ReadAsync(ct))
                parked.Add(reader.GetGuid(0));
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            (count, last) = (reader.GetInt64(0), reader.GetInt64(1));
            await reader.NextResultAsync(ct);
            events = await Read(reader, format, ct);
        }

        if (count != last - after)
            throw new LogCorruptException(tenant, await FirstMissing(connection, tenant, after, ct));

        // Each statement sees what is committed when it begins: what came between the two is the next page's.
        events.RemoveAll(e => e.Position > last);
        return new(events, last, parked);
    }

    /// <summary>One stream between two positions, for a stream that was parked.</summary>
    public static async Task<List<Passing>> ReadStream(
        NpgsqlConnection connection, IAsyncProjection projection, EventFormat format, Tenant tenant, Guid stream, long from, long upTo, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection).For(tenant);
        batch.Add(
            $"""
            select {Row}, case when type = any($6) then data end
            from mt_events where tenant_id = $1 and stream_id = $2 and seq_id >= $3 and seq_id <= $4 and (type = any($5) or type <> all($7)) order by seq_id
            """,
            tenant.Id, stream, from, upTo, projection.Sees.ToArray(), projection.Opens.ToArray(), format.Names.ToArray());
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await Read(reader, format, ct);
    }

    private static async Task<long> FirstMissing(NpgsqlConnection connection, Tenant tenant, long after, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection).For(tenant);
        batch.Add(
            """
            select n from (select seq_id, $2 + row_number() over (order by seq_id) as n from mt_events where tenant_id = $1 and seq_id > $2) numbered
            where seq_id <> n order by n limit 1
            """,
            tenant.Id, after);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetInt64(0);
    }

    private static async Task<List<Passing>> Read(NpgsqlDataReader reader, EventFormat format, CancellationToken ct)
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
