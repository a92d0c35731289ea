using Npgsql;

namespace Trepart.Web.Tests;

/// <summary>Read tables beside what the log makes of them.</summary>
internal static class ReadTables
{
    /// <summary>The whole logs of some municipalities, one after the other.</summary>
    public static async Task<IReadOnlyList<Recorded>> Log(EventStore store, IEnumerable<Tenant> tenants)
    {
        var log = new List<Recorded>();
        foreach (var tenant in tenants)
        {
            var read = 0L;
            while (await store.ReadLog(tenant, read, 200, default) is [.., var last] page)
            {
                log.AddRange(page);
                read = last.Position;
            }
        }

        return log;
    }

    /// <summary>In a transaction that is rolled back: the tables as they are, then emptied and made again, side by side.</summary>
    /// <returns>Table, key and both rows of the first difference; null where there is none.</returns>
    public static async Task<string?> Difference(string superuser, IReadOnlyList<Recorded> log, IProjection projection, string? byHand = null)
    {
        await using var connection = new NpgsqlConnection(superuser);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (byHand is not null)
            await Run(connection, byHand);

        foreach (var table in projection.Tables)
            await Run(connection, $"create temporary table was_{table} on commit drop as table {table}");
        foreach (var table in TrepartHost.Projections.SelectMany(p => p.Tables))
            await Run(connection, $"truncate {table}");

        foreach (var page in log.Chunk(100))
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var recorded in page)
                projection.Project(recorded, batch);
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync();
        }

        foreach (var table in projection.Tables)
        {
            var key = await Text(
                connection,
                $"""
                select string_agg(a.attname, ', ' order by k.n)
                from pg_index i cross join unnest(i.indkey) with ordinality k (attnum, n) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                where i.indrelid = '{table}'::regclass and i.indisprimary
                """);
            var found = await Text(
                connection,
                $"""
                select '{table} ' || (select jsonb_object_agg(f.key, f.value) from jsonb_each(coalesce(to_jsonb(w), to_jsonb(m))) f
                                      where f.key = any(string_to_array('{key}', ', ')))::text
                  || ': was ' || coalesce(to_jsonb(w)::text, 'not there') || ', made again ' || coalesce(to_jsonb(m)::text, 'not there')
                from was_{table} w full join {table} m using ({key})
                where to_jsonb(w) is distinct from to_jsonb(m)
                order by {key} limit 1
                """);
            if (found is not null)
                return found;
        }

        return null;
    }

#pragma warning disable CA2100 // The test's own statements.
    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> Text(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string;
    }
#pragma warning restore CA2100
}
