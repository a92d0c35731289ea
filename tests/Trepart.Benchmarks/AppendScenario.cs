using Npgsql;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>Appending, against the bare INSERT.</summary>
public static class AppendScenario
{
    public static async Task Run(string server, Pace pace, Report report)
    {
        await using var made = await BenchDatabase.Create(server);
        report.Head("append", "ratio", "quartiles", "commands/s", "bare/s", "at least");
        await Beside(made.AsApp, pace, report, "1 client", 1, 0.45);
        await Beside(made.AsApp, pace, report, "8 clients", 8, 0.45);
        await Beside(made.AsApp, pace, report, "32 clients", 32, 0.30);
        await Beside(made.AsApp, pace, report, "8 clients, all in one municipality", 8, null, only: BenchDatabase.Tenants[0]);
        await Beside(made.AsApp, pace, report, "8 clients, ten events a command", 8, null, events: 10);

        await using var line = new SlowLine(new NpgsqlConnectionStringBuilder(made.AsApp).Port, TimeSpan.FromMilliseconds(1));
        var far = new NpgsqlConnectionStringBuilder(made.AsApp) { Port = line.Port }.ConnectionString;
        await Beside(far, pace, report, "8 clients, 1 ms away", 8, null);
        await Beside(far, pace, report, "8 clients, 1 ms away, all in one municipality", 8, null, only: BenchDatabase.Tenants[0]);
    }

    private static async Task Beside(
        string connection, Pace pace, Report report, string what, int clients, double? atLeast, int events = 1, Tenant? only = null)
    {
        await using var db = NpgsqlDataSource.Create(connection);
        var bare = await BareClient.Open(db, clients);
        var store = new EventStore(Placement.Of(db), EventJson.Format, [], TimeProvider.System);
        var compared = await Rounds.Compare(pace, LogClient.Many(store, clients, events, only), [.. bare.Select(b => (Func<Task>)b.Insert)]);
        report.Row(what, compared, atLeast);
        foreach (var client in bare)
            await client.DisposeAsync();
    }
}
