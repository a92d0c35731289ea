using System.Reflection;
using Npgsql;

namespace Trepart.Tests;

/// <summary>Real databases on the run's own PostgreSQL: one migrated template for each set of scripts, and a fresh clone for whoever asks.</summary>
public static class Databases
{
    public const string AppPassword = "only-for-tests";

    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static string? _template;

    /// <summary>Signs in as a superuser; set by <c>tools/test</c>.</summary>
    public static string Server =>
        Environment.GetEnvironmentVariable("TREPART_TEST_SERVER")
        ?? throw new InvalidOperationException("Set TREPART_TEST_SERVER to the connection string of a PostgreSQL superuser, or run tools/test.");

    public static string AsSuperuser(string database) => new NpgsqlConnectionStringBuilder(Server) { Database = database, Pooling = false }.ConnectionString;

    public static string AsApp(string database) => Store.Installation.AsApp(Server, database, AppPassword);

    public static async Task<string> Clone(IReadOnlyList<Assembly> scripts)
    {
        var name = $"trepart_test_{Guid.NewGuid():N}";
        await OneAtATime.WaitAsync();
        try
        {
            _template ??= await MakeTemplate(scripts);
            await Run("postgres", $"create database {name} template {_template} owner trepart_owner");
            await Run("postgres", $"revoke all on database {name} from public; grant connect on database {name} to trepart_app");
        }
        finally
        {
            OneAtATime.Release();
        }

        return name;
    }

    public static Task Drop(string name) => Run("postgres", $"drop database if exists {name} with (force)");

#pragma warning disable CA2100 // The tests' own statements.
    public static async Task Run(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(AsSuperuser(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<T>> Query<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(AsSuperuser(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }
#pragma warning restore CA2100

    private static async Task<string> MakeTemplate(IReadOnlyList<Assembly> scripts)
    {
        // Roles belong to the whole server, and several test projects may begin at once.
        await using var turn = new NpgsqlConnection(AsSuperuser("postgres"));
        await turn.OpenAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_lock(4711)", turn);
        await take.ExecuteNonQueryAsync();

        var template = $"trepart_template_{Guid.NewGuid():N}";
        await Store.Installation.Create(Server, template, AppPassword, default);
        await Store.Installation.Migrate(Server, template, scripts, default);
        await Run(template, "insert into installation values ('demo')");
        return template;
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class Clock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
