using Npgsql;

namespace Trepart.Store;

/// <summary>A table that holds municipalities' rows.</summary>
/// <param name="Key">The columns of its primary key.</param>
public sealed record TenantTable(string Schema, string Name, IReadOnlyList<string> Key)
{
    internal string Quoted => $"\"{Schema}\".\"{Name}\"";

    internal string Order => Key.Count == 0 ? "1" : string.Join(", ", Key.Select(k => $"t.\"{k}\""));
}

/// <summary>
/// The tables with municipalities' rows, read from the database's own catalogue, in every schema: one that is made tomorrow is part of a
/// municipality's export and deletion without anyone having to think of it.
/// </summary>
public static class TenantTables
{
    /// <summary>A table comes before those that it refers to.</summary>
    public static async Task<IReadOnlyList<TenantTable>> Read(NpgsqlConnection connection, CancellationToken ct)
    {
        var tables = new Dictionary<uint, TenantTable>();
        await using (var command = new NpgsqlCommand(
            """
            select c.oid, n.nspname::text, c.relname::text,
              coalesce(array(select k.attname::text from pg_index i join unnest(i.indkey) with ordinality as o (attnum, n) on true
                             join pg_attribute k on k.attrelid = c.oid and k.attnum = o.attnum
                             where i.indrelid = c.oid and i.indisprimary order by o.n), '{}')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
            where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
            order by n.nspname, c.relname
            """,
            connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                tables[reader.GetFieldValue<uint>(0)] = new(reader.GetString(1), reader.GetString(2), reader.GetFieldValue<string[]>(3));
        }

        var refersTo = new List<(uint From, uint To)>();
        await using (var command = new NpgsqlCommand("select conrelid, confrelid from pg_constraint where contype = 'f' and conrelid <> confrelid", connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                refersTo.Add((reader.GetFieldValue<uint>(0), reader.GetFieldValue<uint>(1)));
        }

        var (ordered, left) = (new List<TenantTable>(), tables.Keys.ToList());
        while (left.Count > 0)
        {
            var free = left.Where(t => !refersTo.Any(r => r.To == t && left.Contains(r.From))).ToList();
            if (free is [])
                throw new InvalidOperationException("Tables refer to one another in a ring.");
            ordered.AddRange(free.Select(t => tables[t]));
            left.RemoveAll(free.Contains);
        }

        return ordered;
    }

    /// <summary>A transaction in which row-level security shows this municipality, for one that works as the owner.</summary>
    internal static async Task SetTenant(NpgsqlConnection connection, Tenant tenant, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection).For(tenant);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
