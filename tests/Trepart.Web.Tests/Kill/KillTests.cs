using Npgsql;
using Trepart.Web.Commands;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>
/// Service and database are killed outright under load, in turns, again and again. What was acknowledged is there, once; what was not is sent
/// again and is there once too; and everything made from the log is what the log says.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int HitsAtLeast = 20;

    private static readonly int Cycles = LongRun.Or(full: 100, otherwise: 20);

    [Fact]
    public async Task Nothing_that_was_acknowledged_is_lost_or_doubled_when_service_and_database_are_killed()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("trepart-kill-").FullName;
        await using var postgres = await PrivatePostgres.Start();
        await using var line = new LateLine(postgres.Port);
        await using var service = new KilledService(Path.Combine(folder, "state"));
        try
        {
            await SetUp(service, postgres.Superuser("postgres", line.Port), folder);
            HashSet<string> before;
            await using (var db = await Open(postgres))
                before = await Ledger.Commands(db);

            var journal = Path.Combine(folder, "acknowledged");
            await using (var writer = new StreamWriter(journal) { AutoFlush = true })
            {
                var hits = await Live(postgres, line, service, writer);
                output.WriteLine($"{Cycles} kills; {hits.Sum()} commands were committed and not acknowledged: {string.Join(' ', hits)}");
                Assert.True(hits.Sum() >= HitsAtLeast, $"Only {hits.Sum()} kills fell between a commit and its answer: this run shows too little.");
            }

            await Examine(postgres, service, [.. File.ReadLines(journal).Select(Acknowledged.Of)], before);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SetUp(KilledService service, string superuser, string folder)
    {
        await service.Tool("setup", "--database", superuser, "--demo");
        var (one, two) = (Path.Combine(folder, "as.jsonl"), Path.Combine(folder, "vestby.jsonl"));
        await File.WriteAllTextAsync(one, Municipality(Ås.Id, "Ås kommune", "nb"));
        await File.WriteAllTextAsync(two, Municipality(Vestby.Id, "Vestby kommune", "nb"));
        await service.Tool("import", one, two);
    }

    /// <returns>How many commands each kill left committed and not acknowledged.</returns>
    private static async Task<IReadOnlyList<int>> Live(PrivatePostgres postgres, LateLine line, KilledService service, StreamWriter journal)
    {
        var key = new DemoTokenKey(service.TokenKey);
        var load = new Load(service.Address, (tenant, who) => key.Mint(tenant.Id, Id(tenant, "person", "person-" + who), TimeProvider.System.GetUtcNow()), journal);
        var random = new Random(1);
        var hits = new List<int>();
        await service.Start();
        var running = load.Run();
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            await load.AllWait();
            load.IsClosed = false;
            var enough = load.Acknowledged + 15 + random.Next(20);
            load.Open();
            while ((load.Acknowledged < enough || line.Held < 2) && !running.IsCompleted)
                await Task.Delay(1);
            Assert.False(running.IsCompleted, "Whoever sends commands has given up.");

            load.IsClosed = true;
            if (cycle % 2 == 0)
            {
                await service.Kill();
                await load.AllWait();
            }
            else
            {
                line.Cut();
                await postgres.Kill();
                await load.AllWait();
                await postgres.Restart();
            }

            await using (var db = await Open(postgres))
            {
                var there = await Ledger.Commands(db);
                hits.Add(load.Unanswered.Count(there.Contains));
            }

            if (cycle % 2 == 0)
                await service.Start();
            else
                await service.Settle();
        }

        load.End();
        load.IsClosed = false;
        load.Open();
        await running;
        return hits;
    }

    private async Task Examine(PrivatePostgres postgres, KilledService service, IReadOnlyCollection<Acknowledged> acknowledged, HashSet<string> before)
    {
        await using var db = await Open(postgres);
        Assert.Empty(await Ledger.Faults(db, acknowledged, before));

        var app = new NpgsqlConnectionStringBuilder(postgres.Superuser("trepart")).ConnectionString;
        await using var source = NpgsqlDataSource.Create(app);
        var log = await ReadTables.Log(new EventStore(Placement.Of(source), EventJson.Format, [], TimeProvider.System), [Ås, Vestby]);
        Assert.All(log, e => Assert.Equal(Leaf.HashOf(e), e.LeafHash));
        foreach (var projection in TrepartHost.Projections)
            Assert.Null(await ReadTables.Difference(app, log, projection));
        output.WriteLine($"{acknowledged.Count} commands acknowledged; {await service.Tool("verify")}");

        // What the ledger is for: each of these it must see.
        var one = acknowledged.Last();
        await Sees($"acknowledged and missing: {one.Tenant} {one.Command}", $"delete from commands where command_id = '{one.Command}'");
        await Sees(
            $"acknowledged with {one.Events} events and stored with {one.Events * 2}: {one.Tenant} {one.Command}",
            $"""
            create temporary table again on commit drop as select * from mt_events where headers ->> 'command' = '{one.Command}';
            update again set seq_id = seq_id + 1000000, version = version + 1000000;
            insert into mt_events select * from again
            """);
        await Sees(
            $"acknowledged with {one.Events} events and stored with 0: {one.Tenant} {one.Command}", $"delete from mt_events where headers ->> 'command' = '{one.Command}'");
        await Sees("the head of as is ", "update tenant_heads set position = position + 1 where tenant_id = 'as'");
        Assert.Contains(await Ledger.Faults(db, [.. acknowledged.SkipLast(1)], before), f => f == $"stored and never acknowledged: {one.Tenant} {one.Command}");

        async Task Sees(string fault, string sql)
        {
            await using var transaction = await db.BeginTransactionAsync();
#pragma warning disable CA2100 // The test's own statements.
            await using (var command = new NpgsqlCommand(sql, db))
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync();
            Assert.Contains(await Ledger.Faults(db, acknowledged, before), f => f.StartsWith(fault, StringComparison.Ordinal));
            await transaction.RollbackAsync();
        }
    }

    private static async Task<NpgsqlConnection> Open(PrivatePostgres postgres)
    {
        var db = new NpgsqlConnection(postgres.Superuser("trepart"));
        await db.OpenAsync();
        return db;
    }
}
