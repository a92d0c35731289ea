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
        report.Head("events in the log", "WAL bytes an append", "against bare", "buffers an append", "against bare", "median ms (of five)", "against bare", "size, MB");
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

        // Whole pages in the write-ahead log would tell how long ago the last checkpoint was.
        await made.Run("alter system set full_page_writes = off");
        await made.Run("select pg_reload_conf()");
        var (wal, buffers) = await Cost(
            made, pace.GrowthAppends,
            async (db, times) =>
            {
                var log = new LogClient(new EventStore(Placement.Of(db), EventJson.Format, [], TimeProvider.System), 1000);
                for (var i = 0; i < times; i++)
                    await log.Append();
            });
        var (bareWal, bareBuffers) = await Cost(
            made, pace.GrowthAppends,
            async (db, times) =>
            {
                await using var bare = (await BareClient.Open(db, 1))[0];
                for (var i = 0; i < times; i++)
                    await bare.Insert();
            });
        await made.Run("alter system reset full_page_writes");
        await made.Run("select pg_reload_conf()");

        var (latency, bareLatency) = (Rounds.Median(latencies), Rounds.Median(bares));
        report.Row(
            $"{step:#,0}", Report.Text(wal, "0"), Report.Text(wal / bareWal), Report.Text(buffers, "0.0"), Report.Text(buffers / bareBuffers),
            Report.Text(latency, "0.000"), Report.Text(latency / bareLatency), $"{await made.Ask<long>("select pg_database_size(current_database()) / 1000000")}");
    }

    // What a session has counted is added up for all to see when it has ended, which is some time after it is left: the sum is taken when it stands
    // still. What it does only once, such as reading the catalogue, is not counted.
    private static async Task<(double Wal, double Buffers)> Cost(BenchDatabase made, int times, Func<NpgsqlDataSource, int, Task> client)
    {
        const string Buffers =
            """
            select coalesce(sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0) + coalesce(toast_blks_read + toast_blks_hit, 0)
              + coalesce(tidx_blks_read + tidx_blks_hit, 0)), 0)::bigint from pg_statio_user_tables
            """;
        await Repeat(made, 400, client);
        await SessionsHaveEnded(made);
        var (wal, buffers) = (await made.Ask<long>("select (pg_current_wal_insert_lsn() - '0/0')::bigint"), await made.Ask<long>(Buffers));
        await Repeat(made, times, client);
        await SessionsHaveEnded(made);
        return (
            (double)(await made.Ask<long>("select (pg_current_wal_insert_lsn() - '0/0')::bigint") - wal) / times,
            (double)(await made.Ask<long>(Buffers) - buffers) / times);
    }

    private static async Task SessionsHaveEnded(BenchDatabase made)
    {
        while (await made.Ask<long>("select count(*) from pg_stat_activity where datname = current_database() and usename = 'trepart_app'") > 0)
            await Task.Delay(50);
    }

    private static async Task Repeat(BenchDatabase made, int times, Func<NpgsqlDataSource, int, Task> client)
    {
        await using var db = NpgsqlDataSource.Create(made.AsApp);
        await client(db, times);
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
