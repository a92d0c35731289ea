using System.Diagnostics;
using Npgsql;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>
/// Whether an append costs the same in an old log as in a new one. WAL is counted without images of whole pages (full_page_writes off
/// while it is counted): how many of those there are is told by the time since the last checkpoint, not by the log.
/// </summary>
public static class GrowthScenario
{
    private const int Runs = 5;

    public static async Task Run(string server, Pace pace, Report report)
    {
        await using var made = await BenchDatabase.Create(server);
        var seed = new Seed(made);
        report.Head("events in the log", "WAL bytes an append", "buffers an append", "median ms (of five)", "bare median ms", "ratio of latency", "size, MB");
        long there = 0;
        foreach (var step in pace.GrowthSteps)
        {
            if (step > there)
                await seed.Add(step - there);
            there = step;
            await Measure(made, pace, report, step);
        }
    }

    private static async Task Measure(BenchDatabase made, Pace pace, Report report, long step)
    {
        var client = 0;
        var (latencies, bares) = (new List<double>(), new List<double>());
        await using (var db = NpgsqlDataSource.Create(made.AsApp))
        {
            var store = new EventStore(Placement.Of(db), EventJson.Format, [], TimeProvider.System);
            var bare = (await BareClient.Open(db, 1))[0];
            var log = new LogClient(store, 1);
            await Latency(log.Append, pace.GrowthAppends);
            await Latency(bare.Insert, pace.GrowthAppends);
            for (var run = 0; run < Runs; run++)
            {
                latencies.Add(await Latency(log.Append, pace.GrowthAppends));
                bares.Add(await Latency(bare.Insert, pace.GrowthAppends));
            }

            await bare.DisposeAsync();
        }

        // What a session has counted is added up for all to see when it ends.
        await made.Run("alter system set full_page_writes = off");
        await made.Run("select pg_reload_conf()");
        const string Buffers =
            """
            select coalesce(sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0) + coalesce(toast_blks_read + toast_blks_hit, 0)
              + coalesce(tidx_blks_read + tidx_blks_hit, 0)), 0)::bigint from pg_statio_user_tables
            """;
        await Append(made, 400, client++);
        var (wal, buffers) = (await made.Ask<long>("select (pg_current_wal_insert_lsn() - '0/0')::bigint"), await made.Ask<long>(Buffers));
        await Append(made, pace.GrowthAppends, client);
        var walAfter = await made.Ask<long>("select (pg_current_wal_insert_lsn() - '0/0')::bigint");
        var buffersAfter = await made.Ask<long>(Buffers);
        await made.Run("alter system reset full_page_writes");
        await made.Run("select pg_reload_conf()");

        var (latency, bareLatency) = (Rounds.Median(latencies), Rounds.Median(bares));
        report.Row(
            $"{step:#,0}", $"{(walAfter - wal) / pace.GrowthAppends}", Report.Text((double)(buffersAfter - buffers) / pace.GrowthAppends, "0.0"),
            Report.Text(latency, "0.000"), Report.Text(bareLatency, "0.000"), Report.Text(latency / bareLatency),
            $"{await made.Ask<long>("select pg_database_size(current_database()) / 1000000")}");
    }

    private static async Task Append(BenchDatabase made, int appends, int seed)
    {
        await using var db = NpgsqlDataSource.Create(made.AsApp);
        var log = new LogClient(new EventStore(Placement.Of(db), EventJson.Format, [], TimeProvider.System), 1000 + seed);
        for (var i = 0; i < appends; i++)
            await log.Append();
    }

    private static async Task<double> Latency(Func<Task> act, int times)
    {
        var taken = new double[times];
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await act();
            taken[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return Rounds.Median(taken);
    }
}
