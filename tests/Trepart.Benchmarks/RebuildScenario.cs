using System.Diagnostics;
using Npgsql;
using Trepart.Web;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>Every event of every municipality, from the first: read alone, rebuilt into the months' figures, and brought up to date by workers.</summary>
public static class RebuildScenario
{
    private const int Page = 2000;

    public static async Task Run(string server, Pace pace, Report report)
    {
        await using var made = await BenchDatabase.Create(server);
        await new Seed(made).Add(pace.LogEvents);
        await using var db = NpgsqlDataSource.Create(made.AsApp);
        var databases = Placement.Of(db);
        var store = new EventStore(databases, EventJson.Format, [], TimeProvider.System);
        var rebuild = new Rebuild(
            Installation.AsOwner(server, made.Name), EventJson.Format, TrepartHost.Projections, TrepartHost.AsyncProjections, TimeProvider.System);
        var projector = new Projector(databases, EventJson.Format, TrepartHost.AsyncProjections, TimeProvider.System);
        report.Head($"{pace.LogEvents:#,0} events in {BenchDatabase.Tenants.Count} municipalities", "events/s", "most MB in use", "at least");
        foreach (var n in new[] { 1, 2 })
            await Timed($"the log read in pages, {n} at a time", null, () => EachTenant(n, tenant => Read(store, tenant)));
        foreach (var n in new[] { 1, 2 })
        {
            await Timed(
                $"{TrepartHost.AsyncProjections[0].Tables[0]} rebuilt, {n} at a time", n == 2 ? 100_000 : null,
                () => EachTenant(n, tenant => rebuild.Run(TrepartHost.AsyncProjections[0].Tables[0], tenant, null, default)));
        }

        await Timed("brought up to date from nothing by 2 workers", null, async () =>
        {
            await made.Run($"truncate checkpoints, {string.Join(", ", TrepartHost.AsyncProjections[0].Tables)}");
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                while (await projector.Step(default))
                {
                }
            })));
            return await made.Ask<long>("select coalesce(sum(position), 0)::bigint from checkpoints");
        });

        async Task Timed(string what, double? atLeast, Func<Task<long>> act)
        {
            using var stop = new CancellationTokenSource();
            var most = Watch(stop.Token);
            var watch = Stopwatch.StartNew();
            var events = await act();
            var rate = events / watch.Elapsed.TotalSeconds;
            await stop.CancelAsync();
            if (events != pace.LogEvents)
                throw new InvalidOperationException($"{events} events were met, not {pace.LogEvents}.");
            report.Row(
                what, Report.Text(rate, "0"), Report.Text(await most / 1e6, "0"),
                atLeast is { } least ? $"{Report.Text(least, "0")} {(rate >= least ? "met" : "missed")}" : "–");
        }
    }

    private static async Task<long> EachTenant(int atATime, Func<Tenant, Task<long>> act)
    {
        long events = 0;
        await Parallel.ForEachAsync(
            BenchDatabase.Tenants, new ParallelOptions { MaxDegreeOfParallelism = atATime }, async (tenant, _) => Interlocked.Add(ref events, await act(tenant)));
        return events;
    }

    private static async Task<long> Read(EventStore store, Tenant tenant)
    {
        long after = 0;
        while (await store.ReadLog(tenant, after, Page, default) is [.., var last])
            after = last.Position;
        return after;
    }

    private static async Task<long> Watch(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        long most = 0;
        try
        {
            do
                most = Math.Max(most, GC.GetTotalMemory(false));
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }

        return most;
    }
}
