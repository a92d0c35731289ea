using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Trepart.Web.Tests;

/// <summary>A PostgreSQL server of this test's own, that can be killed outright: the programs are those of the run's server, the data are its own.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly string _programs;
    private readonly string _folder;
    private readonly string[] _as;
    private Process? _server;

    private PrivatePostgres(string programs, string folder, string[] asUser)
    {
        (_programs, _folder, _as) = (programs, folder, asUser);
        Port = Ports.Free();
    }

    public int Port { get; }

    public string Superuser(string database, int? port = null) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port ?? Port, Username = "postgres", Database = database, Pooling = false }.ConnectionString;

    public static async Task<PrivatePostgres> Start()
    {
        var programs = (await Databases.Query<string>("postgres", "select setting from pg_config where name = 'BINDIR'"))[0];
        var memory = new DirectoryInfo("/dev/shm");
        var folder = Path.Combine(memory.Exists ? memory.FullName : Path.GetTempPath(), $"trepart-kill-{Guid.NewGuid():N}");

        // postgres refuses to run as root.
        string[] asUser = [];
        string[] owner = [];
        if (Environment.UserName == "root")
        {
            var user = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "trepart-db";
            asUser = ["setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups", "--"];
            owner = ["-o", user, "-g", user];
        }

        await Programs.Run("install", ["-d", "-m", "700", .. owner, folder]);
        var made = new PrivatePostgres(programs, folder, asUser);
        await made.As("initdb", "--pgdata", Path.Combine(folder, "data"), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        await made.Restart();
        return made;
    }

    /// <summary>Starts it, and waits until it has replayed its log and answers.</summary>
    public async Task Restart()
    {
        for (var attempt = 1; ; attempt++)
        {
            _server = Programs.Start(
                [.. _as, Path.Combine(_programs, "postgres"), "-D", Path.Combine(_folder, "data"), "-p", Port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
                    "-c", "unix_socket_directories=", "-c", "shared_buffers=64MB"]);
            if (await IsReady(_server))
                return;

            // The last processes of a killed server may still be on their way out.
            Assert.True(attempt < 50, "PostgreSQL does not start again.");
            await Task.Delay(100);
        }
    }

    /// <summary>Kills the server and every process that it started, at once.</summary>
    public async Task Kill()
    {
        var all = Children(_server!.Id).Append(_server.Id).Reverse().ToList();
        foreach (var id in all)
            Programs.Kill(id);
        await _server.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
            await Kill();
        await Programs.Run("rm", ["-rf", _folder]);
    }

    private Task<string> As(string program, params string[] arguments)
    {
        string[] all = [.. _as, Path.Combine(_programs, program), .. arguments];
        return Programs.Run(all[0], all[1..]);
    }

    private async Task<bool> IsReady(Process server)
    {
        while (!server.HasExited)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Superuser("postgres"));
                await connection.OpenAsync();
                return true;
            }
            catch (Exception e) when (e is NpgsqlException or SocketException)
            {
                await Task.Delay(20);
            }
        }

        return false;
    }

    private static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in new DirectoryInfo("/proc").EnumerateDirectories().Where(d => int.TryParse(d.Name, out _)))
        {
            string[] stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(folder.FullName, "stat")).Split(") ")[^1].Split(' ');
            }
            catch (IOException)
            {
                continue; // It ended meanwhile.
            }

            if (int.Parse(stat[1], CultureInfo.InvariantCulture) == parent)
                yield return int.Parse(folder.Name, CultureInfo.InvariantCulture);
        }
    }
}
