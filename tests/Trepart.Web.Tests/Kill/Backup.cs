using Npgsql;

namespace Trepart.Web.Tests;

/// <summary>A backup of a database by PostgreSQL's own programs, restored into another one on the same server.</summary>
internal sealed class Backup(string file) : IAsyncDisposable
{
    public static async Task<Backup> Of(string database)
    {
        var backup = new Backup(Path.Combine(Path.GetTempPath(), $"trepart-backup-{Guid.NewGuid():N}"));
        await Programs.Run(await Program("pg_dump"), ["--format=custom", $"--file={backup.File}", $"--dbname={Address(database)}"]);
        return backup;
    }

    private string File { get; } = file;

    /// <returns>The name of the database that it was restored into.</returns>
    public async Task<string> Restore()
    {
        var name = $"trepart_test_{Guid.NewGuid():N}";
        await Databases.Run("postgres", $"create database {name} owner trepart_owner");
        await Databases.Run("postgres", $"grant connect on database {name} to trepart_app");
        await Programs.Run(await Program("pg_restore"), ["--exit-on-error", $"--dbname={Address(name)}", File]);
        return name;
    }

    public ValueTask DisposeAsync()
    {
        System.IO.File.Delete(File);
        return ValueTask.CompletedTask;
    }

    private static async Task<string> Program(string name) =>
        Path.Combine((await Databases.Query<string>("postgres", "select setting from pg_config where name = 'BINDIR'"))[0], name);

    private static string Address(string database)
    {
        var server = new NpgsqlConnectionStringBuilder(Databases.Server);
        return $"postgresql://{Uri.EscapeDataString(server.Username!)}:{Uri.EscapeDataString(server.Password ?? "")}@{server.Host}:{server.Port}/{database}";
    }
}
