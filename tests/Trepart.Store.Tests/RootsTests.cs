using Npgsql;
using Trepart.Tests;

namespace Trepart.Store.Tests;

/// <summary>What is recorded of a log, what it then tells, and that recording may be stopped anywhere and done by several at once.</summary>
public sealed class RootsTests(TestStore test) : IClassFixture<TestStore>
{
    [Fact]
    public async Task Each_root_is_that_of_the_leaves_up_to_it_in_the_table_and_outside()
    {
        using var log = await TestLog.In(test, "each-root");
        await log.Roots.Record(log.Tenant, default);
        Assert.Empty(await log.Positions());
        await log.AppendAndRecord(3, 1, 4);
        await log.Roots.Record(log.Tenant, default);

        var tree = new MerkleTree();
        foreach (var recorded in await test.Store.ReadLog(log.Tenant, 0, 100, default))
            tree.Add(Leaf.HashOf(recorded));
        Assert.Equal([3, 4, 8], await log.Positions());
        Assert.Equal(
            new long[] { 3, 4, 8 }.Select(size => new WitnessedRoot(log.Tenant.Id, size, Convert.ToHexStringLower(tree.Root(size)), Leaf.ToMicroseconds(test.Clock.Now))),
            log.Witness.Read<WitnessedRoot>(WitnessedRoot.FileOf(log.Tenant)));
        Assert.Equal(
            new long[] { 3, 4, 8 }.Select(tree.Root), await Databases.Query<byte[]>(test.Database, "select root from roots where tenant_id = 'each-root' order by position"));

        var (verified, faults) = await log.Verify();
        Assert.Empty(faults);
        Assert.Equal(new Verified(8, Convert.ToHexStringLower(tree.Root(8)), 3, 3, 0), verified);
    }

    [Fact]
    public async Task A_log_longer_than_a_page_is_recorded_in_one_go()
    {
        using var log = await TestLog.In(test, "long");
        for (var i = 0; i < 3; i++)
            await log.Append(1500);
        await log.AppendAndRecord(1);
        Assert.Equal([4501], await log.Positions());
        Assert.Empty(await log.Faults());
    }

    [Theory]
    [InlineData("data", "update mt_events set data = '{\"text\":\"other\",\"number\":1}' where ")]
    [InlineData("leaf", "update mt_events set leaf_hash = decode(repeat('00', 32), 'hex') where ")]
    [InlineData("headers", "update mt_events set headers = '{}' where ")]
    [InlineData("gone", "delete from mt_events where ")]
    public async Task No_root_is_put_on_a_log_that_is_damaged_and_the_others_go_on(string name, string damage)
    {
        using var log = await TestLog.In(test, $"damaged-{name}");
        using var other = await TestLog.In(test, $"whole-{name}");
        await log.AppendAndRecord(2);
        await log.Append(5);
        await other.Append(5);
        await log.Sql(damage + log.At(4));

        var failed = await new Roots(log.Db, log.Witness, test.Clock).RecordAll(default);
        Assert.Equal(4, Assert.IsType<LogCorruptException>(Assert.Single(failed, f => f.Tenant == log.Tenant).Why).Position);
        Assert.Equal([2], await log.Positions());
        Assert.Equal([5], await other.Positions());
    }

    [Fact]
    public async Task The_last_event_missing_is_damage_too()
    {
        using var log = await TestLog.In(test, "cut");
        await log.Append(3);
        await log.Sql($"delete from mt_events where {log.At(3)}");
        Assert.Equal(3, (await Assert.ThrowsAsync<LogCorruptException>(() => log.Roots.Record(log.Tenant, default))).Position);
    }

    [Fact]
    public async Task A_recorded_edge_that_does_not_give_its_root_is_not_built_upon()
    {
        using var log = await TestLog.In(test, "edge");
        await log.AppendAndRecord(3);
        await log.Append(1);
        await log.Sql("update roots set frontier = array[frontier[2], frontier[1]] where tenant_id = 'edge'");
        await Assert.ThrowsAsync<LogCorruptException>(() => log.Roots.Record(log.Tenant, default));
        Assert.Contains(await log.Faults(), f => f is { Position: 3 } && f.What.StartsWith("the edge of the tree", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stopped_between_the_line_outside_and_the_row_it_leaves_nothing_wrong()
    {
        using var log = await TestLog.In(test, "stopped");
        await log.AppendAndRecord(2);
        await log.Append(3);

        // The insert is refused after the line was written, and the transaction is rolled back: as after a kill there.
        await Databases.Run(test.Database, "create policy stopped on roots as restrictive for insert with check (position <> 5)");
        try
        {
            await Assert.ThrowsAsync<PostgresException>(() => log.Roots.Record(log.Tenant, default));
        }
        finally
        {
            await Databases.Run(test.Database, "drop policy stopped on roots");
        }

        Assert.Equal([2], await log.Positions());
        Assert.Equal([2, 5], Lines(log));
        Assert.Empty(await log.Faults());

        await log.Roots.Record(log.Tenant, default);
        Assert.Equal([2, 5], await log.Positions());
        Assert.Equal([2, 5, 5], Lines(log));
        await log.AppendAndRecord(2);
        Assert.Empty(await log.Faults());
    }

    [Fact]
    public async Task Several_who_record_while_others_write_record_each_position_once()
    {
        using var log = await TestLog.In(test, "several");
        using var done = new CancellationTokenSource();
        var recorders = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await new Roots(log.Db, log.Witness, test.Clock).Record(log.Tenant, default);
        })).ToList();
        for (var i = 0; i < 60; i++)
            await log.Append(1 + (i % 3));
        await done.CancelAsync();
        await Task.WhenAll(recorders);
        await log.Roots.Record(log.Tenant, default);

        Assert.Equal(120, (await log.Positions())[^1]);
        Assert.Equal(await log.Positions(), Lines(log));
        Assert.Empty(await log.Faults());
    }

    [Fact]
    public async Task Whoever_finds_another_at_it_does_nothing()
    {
        using var log = await TestLog.In(test, "taken");
        await log.Append(1);
        await using var other = new NpgsqlConnection(Databases.AsSuperuser(test.Database));
        await other.OpenAsync();
        await using (var take = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('taken', 1))", other))
            await take.ExecuteNonQueryAsync();

        await log.Roots.Record(log.Tenant, default);
        Assert.Empty(await log.Positions());
        Assert.Empty(Lines(log));
        await log.Append(1); // nobody who writes is kept waiting
        await using (var leave = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended('taken', 1))", other))
            await leave.ExecuteNonQueryAsync();
        await log.Roots.Record(log.Tenant, default);
        Assert.Equal([2], await log.Positions());
    }

    [Fact]
    public async Task A_municipality_that_is_closed_for_moving_is_left_alone()
    {
        using var log = await TestLog.In(test, "closed");
        await log.Append(1);
        await log.Sql("update tenant_heads set writable = false where tenant_id = 'closed'");
        await log.Roots.Record(log.Tenant, default);
        Assert.Empty(await log.Positions());
    }

    private static IEnumerable<long> Lines(TestLog log) => log.Witness.Read<WitnessedRoot>(WitnessedRoot.FileOf(log.Tenant)).Select(l => l.Position);
}
