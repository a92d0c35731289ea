using Npgsql;

namespace Trepart.Tests;

/// <summary>
/// Row-level security by itself: what the service's role sees and may write of each table without any predicate, and the same with each policy
/// weakened in turn.
/// </summary>
public static class PolicyMutants
{
    private const string Policy = "tenant";

    private static readonly (string Mutant, string Break, string Mend)[] Kinds =
    [
        ("policy using (true)", "alter policy {1} on {0} using (true)", "alter policy {1} on {0} using ({2})"),
        ("policy dropped", "drop policy {1} on {0}", "create policy {1} on {0} using ({2})"),
        ("policy with check (true)", "alter policy {1} on {0} with check (true)", "drop policy {1} on {0}; create policy {1} on {0} using ({2})"),
        ("row-level security off", "alter table {0} disable row level security", "alter table {0} enable row level security"),
    ];

    public static Task<List<string>> Tables(string database) => Databases.Query<string>(
        database, "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relforcerowsecurity and relname <> 'migrations' order by 1");

    /// <returns>The first check that is red for this table; null where all are as they should be.</returns>
    public static async Task<string?> FirstRed(string database, NpgsqlDataSource app, string table, Tenant tenant, Tenant other)
    {
        var there = (await Databases.Query<long>(database, $"select count(*) from {table} where tenant_id = '{tenant.Id}'"))[0];
        Assert.True(there > 0, $"{table} has no rows of {tenant.Id}: nothing could be seen of what a policy hides.");
        if (await Count(app, tenant, $"select count(*) from {table} where tenant_id = '{tenant.Id}'") != there)
            return "a municipality sees its own rows";
        if (await Count(app, tenant, $"select count(*) from {table}") != there)
            return "a municipality that asks for all rows sees its own";
        if (await Count(app, null, $"select count(*) from {table}") != 0)
            return "without a municipality there are no rows";

        // A row that is there already: where the policy does not stop it, the key does.
        var row = (await Databases.Query<string>(database, $"select to_jsonb(t)::text from {table} t where tenant_id = '{other.Id}' limit 1"))[0];
        await using var insert = app.CreateBatch().For(tenant).Add($"insert into {table} select * from jsonb_populate_record(null::{table}, $1::jsonb)", row);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync());
        return refused.SqlState == PostgresErrorCodes.InsufficientPrivilege ? null : "a row cannot be put into another municipality";
    }

    /// <returns>One line for each mutant, with the check that was red.</returns>
    public static async Task<IReadOnlyList<string>> All(string database, NpgsqlDataSource app, Tenant tenant, Tenant other)
    {
        var lines = new List<string>();
        foreach (var table in await Tables(database))
        {
            Assert.Null(await FirstRed(database, app, table, tenant, other));
            var compares = (await Databases.Query<string>(database, $"select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = '{table}'::regclass and polname = '{Policy}'")).Single();
            var mayInsert = (await Databases.Query<bool>(database, $"select has_table_privilege('{Installation.App}', '{table}', 'insert')"))[0];
            foreach (var (mutant, broken, mended) in Kinds)
            {
                // Where the role may not insert at all, what a policy says of new rows cannot matter.
                if (!mayInsert && mutant.EndsWith("with check (true)", StringComparison.Ordinal))
                    continue;
                await Databases.Run(database, string.Format(null, broken, table, Policy, compares));
                lines.Add($"{table}: {mutant}: {await FirstRed(database, app, table, tenant, other) ?? "SURVIVED"}");
                await Databases.Run(database, string.Format(null, mended, table, Policy, compares));
            }

            Assert.Null(await FirstRed(database, app, table, tenant, other));
        }

        Assert.Empty(await StartupCheck.Broken(app, default));
        return lines;
    }

    private static async Task<long> Count(NpgsqlDataSource app, Tenant? tenant, string sql)
    {
        await using var batch = app.CreateBatch();
        if (tenant is not null)
            batch.For(tenant);
        batch.Add(sql);
        await using var reader = await batch.ExecuteReaderAsync();
        if (tenant is not null)
            await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }
}
