using Npgsql;
using Trepart.Web.Commands;
using Trepart.Web.Matters;

namespace Trepart.Benchmarks;

/// <summary>Appending with the table of matters kept in step, against appending without.</summary>
public static class InlineScenario
{
    public static async Task Run(string server, Pace pace, Report report)
    {
        await using var made = await BenchDatabase.Create(server);
        await using var db = NpgsqlDataSource.Create(made.AsApp);
        var without = new EventStore(Placement.Of(db), EventJson.Format, [], TimeProvider.System);
        var with = new EventStore(Placement.Of(db), EventJson.Format, [new MatterTable()], TimeProvider.System);
        report.Head("one inline table", "ratio", "quartiles", "with/s", "without/s", "at least");
        foreach (var clients in new[] { 1, 8 })
            report.Row($"{clients} clients", await Rounds.Compare(pace, LogClient.Many(with, clients), LogClient.Many(without, clients)), 0.75);
    }
}
