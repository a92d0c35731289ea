using Npgsql;
using Trepart.Web.Matters;

namespace Trepart.Benchmarks;

/// <summary>A database as an installation has it, with 371 municipalities and a bare table beside them; dropped at the end.</summary>
public sealed class BenchDatabase : IAsyncDisposable
{
    public const string Bare = "bare";
    private const string Password = "only-for-measuring";
    private readonly string _server;

    private BenchDatabase(string server, string name) => (_server, Name) = (server, name);

    public string Name { get; }

    /// <summary>Oslo first; it gets a tenth of everything.</summary>
    public static IReadOnlyList<Tenant> Tenants { get; } = [.. Enumerable.Range(1, 370).Select(i => new Tenant($"kommune-{i:000}")).Prepend(new("oslo"))];

    /// <summary>As the service signs in, except that a pool is as large as the clients are many.</summary>
    public string AsApp => Installation.AsApp(_server, Name, Password);

    public string AsSuperuser => new NpgsqlConnectionStringBuilder(_server) { Database = Name, Pooling = false, CommandTimeout = 600 }.ConnectionString;

    public static async Task<BenchDatabase> Create(string server)
    {
        var made = new BenchDatabase(server, $"trepart_bench_{Guid.NewGuid():N}");
        await Installation.Create(server, made.Name, Password, default);
        await Installation.Migrate(server, made.Name, [typeof(MatterTable).Assembly], default);
        await made.Run(
            """
            create table bare (id uuid primary key, data jsonb not null, text text not null);
            grant select, insert on bare to trepart_app;
            """);
        await using var db = NpgsqlDataSource.Create(made.AsSuperuser);
        var ids = Tenants.Select(t => t.Id).ToArray();
        await using var batch = db.CreateBatch();
        batch.Add("insert into tenants (tenant_id, created) select unnest($1), now()", [ids]);
        batch.Add("insert into tenant_heads (tenant_id) select unnest($1)", [ids]);
        await batch.ExecuteNonQueryAsync();
        return made;
    }

#pragma warning disable CA2100 // Our own statements.
    public async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(AsSuperuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Ask<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(AsSuperuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
#pragma warning restore CA2100

    public async ValueTask DisposeAsync()
    {
        await using var db = NpgsqlDataSource.Create(_server);
        await using var command = db.CreateCommand($"drop database if exists {Name} with (force)");
        await command.ExecuteNonQueryAsync();
    }
}
