using Npgsql;

namespace Trepart.Store;

/// <summary>
/// Deletes everything of one municipality, table by table and a part at a time. Can be stopped anywhere and run again. Its id stays in the directory,
/// with the day on which it was deleted, and is never given again.
/// </summary>
/// <param name="holder">Connection string that works as the owner of the database that holds it.</param>
/// <param name="directory">The same for the directory's database; may be the same one.</param>
public sealed class TenantDeletion(string holder, string directory)
{
    /// <summary>The attribute that says that a municipality is deleted; it holds from that day.</summary>
    public const string Deleted = "deleted";

    /// <summary>How many rows a transaction takes.</summary>
    public int Part { get; init; } = 5000;

    /// <param name="told">Is told each table with how many of its rows are gone so far.</param>
    /// <returns>How many rows were deleted by this call.</returns>
    /// <exception cref="InvalidOperationException">Something of it is still there: someone wrote to it meanwhile. Run it again.</exception>
    public async Task<long> Run(Tenant tenant, DateOnly on, Action<string, long>? told, CancellationToken ct)
    {
        await Close(tenant, on, ct);
        long all = 0;
        foreach (var database in Databases)
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync(ct);
            foreach (var table in await TenantTables.Read(connection, ct))
                all += await Delete(connection, tenant, table, database == directory, told, ct);
        }

        if (await Left(tenant, ct) is [_, ..] left)
            throw new InvalidOperationException($"Something of {tenant.Id} is still in {string.Join(", ", left)}; run it again.");
        return all;
    }

    /// <summary>Where something of a municipality is still to be found: tables of any schema with its rows, or its id in one that is not by municipality.</summary>
    public async Task<IReadOnlyList<string>> Left(Tenant tenant, CancellationToken ct)
    {
        var left = new List<string>();
        foreach (var database in Databases)
            left.AddRange(await Left(tenant, database, ct));
        return left;
    }

    private IEnumerable<string> Databases => new[] { holder, directory }.Distinct();

    private async Task<List<string>> Left(Tenant tenant, string database, CancellationToken ct)
    {
        var left = new List<string>();
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await TenantTables.SetTenant(connection, tenant, ct);
        var tables = await TenantTables.Read(connection, ct);
        foreach (var table in tables)
        {
            if (await Exists(connection, $"select exists (select from {table.Quoted} t where t.tenant_id = $1{Kept(table, database == directory)})", tenant.Id, ct))
                left.Add(table.Name);
        }

        await using (var others = new NpgsqlCommand(
            """
            select quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
              and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
            """,
            connection))
        {
            var names = new List<string>();
            await using (var reader = await others.ExecuteReaderAsync(ct))
            {
                while (await reader.ReadAsync(ct))
                    names.Add(reader.GetString(0));
            }

            // A field that is its id, as a row is written out. Ids are letters, digits and hyphens.
            foreach (var name in names)
            {
                if (await Exists(connection, $"select exists (select from {name} t where t::text ~ $1)", $"[(,]\"?{tenant.Id}\"?[,)]", ct))
                    left.Add(name);
            }
        }

        return left;
    }

    // No more appends, and nobody enters: the directory knows it no longer.
    private async Task Close(Tenant tenant, DateOnly on, CancellationToken ct)
    {
        await using (var connection = new NpgsqlConnection(holder))
        {
            await connection.OpenAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (var wait = new NpgsqlBatch(connection).LockFor(tenant))
                await wait.ExecuteNonQueryAsync(ct);
            await using (var close = new NpgsqlBatch(connection).Add("update tenant_heads set writable = false where tenant_id = $1", tenant.Id))
                await close.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await using var db = NpgsqlDataSource.Create(directory);
        await using var entry = db.CreateBatch();
        entry.Add(
            """
            insert into tenant_attributes (tenant_id, attribute, valid_from, value)
            select $1, $2, $3, 'yes' where not exists (select from tenant_attributes where tenant_id = $1 and attribute = $2)
            """,
            tenant.Id, Deleted, on);
        entry.Add("delete from tenant_attributes where tenant_id = $1 and attribute <> $2", tenant.Id, Deleted);
        await entry.ExecuteNonQueryAsync(ct);
    }

    private async Task<long> Delete(NpgsqlConnection connection, Tenant tenant, TenantTable table, bool isDirectory, Action<string, long>? told, CancellationToken ct)
    {
        for (long all = 0; ;)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await TenantTables.SetTenant(connection, tenant, ct);
#pragma warning disable CA2100 // The names are the catalogue's own, quoted.
            await using var delete = new NpgsqlCommand(
                $"delete from {table.Quoted} where tenant_id = $1 and ctid = any(array(select t.ctid from {table.Quoted} t where t.tenant_id = $1{Kept(table, isDirectory)} limit $2))",
                connection).With(tenant.Id, Part);
#pragma warning restore CA2100
            var gone = await delete.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
            all += gone;
            if (gone > 0)
                told?.Invoke(table.Name, all);
            if (gone < Part)
                return all;
        }
    }

    // In the directory's own database the id stays, and that it was deleted.
    private static string Kept(TenantTable table, bool isDirectory) => (isDirectory, table.Name) switch
    {
        (true, "tenants") => " and false",
        (true, "tenant_attributes") => $" and t.attribute <> '{Deleted}'",
        _ => "",
    };

    private static async Task<bool> Exists(NpgsqlConnection connection, string sql, string value, CancellationToken ct)
    {
#pragma warning disable CA2100 // The names are the catalogue's own, quoted.
        await using var command = new NpgsqlCommand(sql, connection).With(value);
#pragma warning restore CA2100
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
