using Trepart.Store.Tests.Projections;
using Trepart.Tests;

namespace Trepart.Store.Tests;

/// <summary>What is acknowledged is read: by every kind of reader, once, in the same order, however those who write get in each other's way.</summary>
public sealed class CompletenessTests(TestStore test, ITestOutputHelper output) : IClassFixture<TestStore>
{
    private static readonly int Events = LongRun.Or(full: 1_000_000, otherwise: 100_000);

    [Fact]
    public async Task No_reader_of_the_log_loses_an_event_or_sees_one_twice_where_a_plain_sequence_loses_some()
    {
        var tenants = await Task.WhenAll(Enumerable.Range(1, 5).Select(n => test.NewTenant($"busy-{n}")));
        await PlainSequence.Create(test.Database);
        await Installation.Migrate(Databases.Server, test.Database, [typeof(NoteSums).Assembly], default);
        var writers = new Writers(test, tenants, Events);

        var writing = writers.Run();
        var control = PlainSequence.Follow(test.Db, writing);
        var following = tenants.Select(tenant => Readers.FollowLog(test.Store, tenant, writing)).ToList();
        var counting = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Readers.Count(new Projector(Placement.Of(test.Db), TestStore.Format, [new NoteSums()], test.Clock), writing)));
        while (!writing.IsCompleted && writers.Written < Events / 2)
            await Task.Delay(20);
        foreach (var tenant in tenants)
            await Readers.WalkTrail(test.Store, tenant); // while it grows: dense from wherever it begins

        await writing;
        var streams = writers.Acknowledged.Keys.ToLookup(k => k.Tenant, k => k.Stream);
        Reading[] readings =
        [
            .. await Task.WhenAll(following),
            .. await Task.WhenAll(tenants.Select(tenant => Readers.WalkTrail(test.Store, tenant))),
            .. await Task.WhenAll(tenants.Select(tenant => Readers.ReadStreams(test.Store, tenant, [.. streams[tenant]]))),
        ];

        var acknowledged = writers.Acknowledged.GroupBy(a => a.Key.Tenant).ToDictionary(g => g.Key, g => g.SelectMany(a => a.Value).ToHashSet());
        foreach (var reading in readings)
        {
            var (lost, twice, unknown) = reading.Against(acknowledged[reading.Tenant]);
            Assert.True((lost, twice, unknown) == (0, 0, 0), $"{reading.Reader} of {reading.Tenant.Id}: {lost} lost, {twice} twice, {unknown} that nobody wrote");
        }

        await counting;
        foreach (var (tenant, events) in acknowledged)
            Assert.Equal([events.Count], await Databases.Query<long>(test.Database, $"select sum(notes)::bigint from note_sums where tenant_id = '{tenant.Id}'"));
        Assert.All(readings.GroupBy(r => r.Tenant), of => Assert.All(of, r => Assert.Equal(of.First().Seen, r.Seen)));
        Assert.InRange(writers.RolledBack, writers.Committed.Count / 20, writers.Committed.Count / 5);

        var skipped = writers.Committed.Except(await control).Count();
        output.WriteLine($"{writers.Written} events in {writers.Committed.Count} commands, {writers.RolledBack} rolled back; the plain sequence lost {skipped} of them.");
        Assert.True(skipped > 0, "The plain sequence lost nothing: this load cannot show that the log is complete.");
    }
}
