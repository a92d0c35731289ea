using System.Diagnostics;
using Npgsql;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>Every municipality's log from the beginning to the end, in pages: what a rebuild or a check cannot be faster than.</summary>
public static class ReadScenario
{
    private const int Page = 1000;

    public static async Task Run(string server, Pace pace, Report report)
    {
        await using var made = await BenchDatabase.Create(server);
        await new Seed(made).Add(pace.LogEvents);
        await using var db = NpgsqlDataSource.Create(made.AsApp);
        var store = new EventStore(db, EventJson.Format, [], TimeProvider.System);
        report.Head($"{pace.LogEvents:#,0} events in {BenchDatabase.Tenants.Count} municipalities", "events/s", "MB in use after");
        foreach (var readers in new[] { 1, 2 })
        {
            long read = 0;
            var watch = Stopwatch.StartNew();
            await Parallel.ForEachAsync(BenchDatabase.Tenants, new ParallelOptions { MaxDegreeOfParallelism = readers }, async (tenant, ct) =>
            {
                IReadOnlyList<Recorded> page;
                for (var after = 0L; (page = await store.ReadLog(tenant, after, Page, ct)) is not []; after = page[^1].Position)
                    Interlocked.Add(ref read, page.Count);
            });
            if (read != pace.LogEvents)
                throw new InvalidOperationException($"{read} events were read.");
            report.Row($"{readers} at a time", Report.Text(read / watch.Elapsed.TotalSeconds, "0"), Report.Text(GC.GetTotalMemory(true) / 1e6, "0"));
        }
    }
}
