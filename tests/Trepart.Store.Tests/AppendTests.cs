using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

public sealed class AppendTests(TestStore test) : IClassFixture<TestStore>
{
    private EventStore Store => test.Store;

    [Fact]
    public async Task What_is_appended_is_read_back_with_its_whole_envelope()
    {
        var stream = Guid.CreateVersion7();
        var command = Command(On(stream, 0, new Noted("first", 7), new Turned()));
        var appended = await Store.Append(Ås, command, default);

        var read = (await Store.Read(Ås, stream, default)).Events;
        Assert.Equal([new Noted("first", 7), new Turned()], read.Select(e => e.Event));
        Assert.Equal([1, 2], read.Select(e => e.Version));
        Assert.All(read.Zip(appended), pair => Assert.Equal(pair.Second with { Position = pair.First.Position, LeafHash = pair.First.LeafHash, Event = pair.First.Event }, pair.First));
        Assert.All(read, e => Assert.Equal(Leaf.HashOf(e), e.LeafHash));
        Assert.Equal(new DateTimeOffset(2026, 2, 11, 12, 0, 0, 123, 456, TimeSpan.Zero), read[0].RecordedAt);
        Assert.Equal(new DateOnly(2026, 2, 10), read[0].HappenedOn);
        Assert.Equal((command.Command, "request-1", "cause-1"), (read[0].Command, read[0].Correlation, read[0].Causation));
    }

    [Fact]
    public async Task Positions_are_dense_in_each_municipality_also_when_appends_fail_in_between()
    {
        var tenant = await test.NewTenant("dense");
        for (var i = 0; i < 10; i++)
        {
            await Store.Append(tenant, Command(On(Guid.CreateVersion7(), 0, new Noted("a"), new Noted("b"))), default);
            await Assert.ThrowsAsync<StreamMovedException>(() => Store.Append(tenant, Command(On(Guid.CreateVersion7(), 5, new Noted("late"))), default));
        }

        var log = await Store.ReadLog(tenant, 0, 1000, default);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), log.Select(e => e.Position));
    }

    [Fact]
    public async Task A_municipality_that_is_stuck_stops_only_itself_and_not_for_ever()
    {
        var (stream, command) = (Guid.CreateVersion7(), Command(On(Guid.CreateVersion7(), 0, new Noted("venter"))));
        await using var stuck = new NpgsqlConnection(Databases.AsSuperuser(test.Database));
        await stuck.OpenAsync();
        await using var transaction = await stuck.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('as', 0))", stuck))
            await hold.ExecuteNonQueryAsync();

        var waiting = Store.Append(Ås, command, default);
        await Store.Append(Vestby, Command(On(stream, 0, new Noted("går sin gang"))), default);
        Assert.False(waiting.IsCompleted);
        Assert.Empty((await Store.Read(Ås, stream, default)).Events);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => waiting);
        Assert.Equal((PostgresErrorCodes.LockNotAvailable, true), (refused.SqlState, refused.IsTransient));

        // The same command, once the way is free.
        await transaction.RollbackAsync();
        Assert.Single(await Store.Append(Ås, command, default));
    }

    [Fact]
    public async Task Two_who_write_on_the_same_version_do_not_both_succeed()
    {
        var stream = Guid.CreateVersion7();
        await Store.Append(Ås, Command(On(stream, 0, new Noted("opened"))), default);

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                await Store.Append(Ås, Command(On(stream, 1, new Noted($"try {i}"))), default);
                return true;
            }
            catch (StreamMovedException)
            {
                return false;
            }
        }));

        Assert.Single(tries, true);
        Assert.Equal(2, (await Store.Read(Ås, stream, default)).Version);
    }

    [Fact]
    public async Task The_same_command_again_gives_the_first_answer_and_appends_nothing()
    {
        var id = Guid.CreateVersion7();
        var stream = Guid.CreateVersion7();
        await Store.Append(Ås, Command(On(stream, 0, new Noted("once")), id, [9], """{"answer":"first"}"""), default);

        var known = await Assert.ThrowsAsync<CommandKnownException>(() =>
            Store.Append(Ås, Command(On(Guid.CreateVersion7(), 0, new Noted("twice")), id, [8], """{"answer":"second"}"""), default));
        Assert.Equal([9], known.First.Fingerprint);
        Assert.Equal("""{"answer": "first"}""", known.First.Answer);
        Assert.Equal(1, (await Store.Read(Ås, stream, default)).Version);
    }

    [Fact]
    public async Task A_known_command_is_told_before_a_stale_version()
    {
        var id = Guid.CreateVersion7();
        var stream = Guid.CreateVersion7();
        await Store.Append(Ås, Command(On(stream, 0, new Noted("once")), id), default);
        await Assert.ThrowsAsync<CommandKnownException>(() => Store.Append(Ås, Command(On(stream, 0, new Noted("again")), id), default));
    }

    [Fact]
    public async Task The_same_command_id_in_another_municipality_is_another_command()
    {
        var id = Guid.CreateVersion7();
        await Store.Append(Ås, Command(On(Guid.CreateVersion7(), 0, new Noted("ours")), id), default);
        await Store.Append(Vestby, Command(On(Guid.CreateVersion7(), 0, new Noted("theirs")), id), default);
    }

    [Fact]
    public async Task Two_streams_move_together_or_not_at_all()
    {
        var (one, two) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var both = Command(On(one, 0, new Noted("one"))) with { Streams = [On(one, 0, new Noted("one")), On(two, 3, new Noted("two"))] };
        await Assert.ThrowsAsync<StreamMovedException>(() => Store.Append(Ås, both, default));
        Assert.Empty((await Store.Read(Ås, one, default)).Events);

        await Store.Append(Ås, both with { Streams = [On(one, 0, new Noted("one")), On(two, 0, new Noted("two"))] }, default);
        Assert.Equal(1, (await Store.Read(Ås, one, default)).Version);
        Assert.Equal(1, (await Store.Read(Ås, two, default)).Version);
    }

    [Fact]
    public async Task Words_stand_beside_the_log_and_the_event_commits_to_them()
    {
        var stream = Guid.CreateVersion7();
        var words = new WrittenWords(Guid.CreateVersion7(), "Vi prøver.", Commitment.NewSalt());
        await Store.Append(Ås, Command(On(stream, 0, new Noted(words.Id.ToString())) with { Words = [words] }), default);

        Assert.Equal("Vi prøver.", (await Store.Read(Ås, stream, default)).Words[words.Id]);
        Assert.Empty(await Databases.Query<string>(test.Database, "select data::text from mt_events where data::text like '%prøver%'"));
    }

    [Fact]
    public async Task An_event_cannot_be_changed_or_removed_by_the_service()
    {
        await Store.Append(Ås, Command(On(Guid.CreateVersion7(), 0, new Noted("stays"))), default);
        foreach (var sql in new[] { "update mt_events set version = 9", "delete from mt_events", "truncate mt_events", "update commands set answer = '{}'", "delete from commands" })
        {
            await using var command = test.Db.CreateBatch().For(Ås).Add(sql);
            var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task A_municipality_that_is_closed_takes_no_writes_and_one_that_is_not_there_is_named()
    {
        var tenant = await test.NewTenant("closed");
        await Databases.Run(test.Database, "update tenant_heads set writable = false where tenant_id = 'closed'");
        await Assert.ThrowsAsync<TenantClosedException>(() => Store.Append(tenant, Command(On(Guid.CreateVersion7(), 0, new Noted("no"))), default));
        await Assert.ThrowsAsync<TenantMissingException>(() => Store.Append(new("nowhere"), Command(On(Guid.CreateVersion7(), 0, new Noted("no"))), default));
    }

    [Fact]
    public async Task A_table_that_cannot_follow_refuses_the_whole_command()
    {
        var stream = Guid.CreateVersion7();
        await Assert.ThrowsAsync<PostgresException>(() => test.StoreWith(new Broken()).Append(Ås, Command(On(stream, 0, new Noted("no"))), default));
        Assert.Empty((await Store.Read(Ås, stream, default)).Events);
    }

    [Fact]
    public async Task A_hole_in_the_log_is_damage_and_nothing_is_skipped()
    {
        var tenant = await test.NewTenant("holed");
        for (var i = 0; i < 3; i++)
            await Store.Append(tenant, Command(On(Guid.CreateVersion7(), 0, new Noted("x"))), default);
        await Databases.Run(test.Database, "delete from mt_events where tenant_id = 'holed' and seq_id = 2");

        var damage = await Assert.ThrowsAsync<LogCorruptException>(() => Store.ReadLog(tenant, 0, 10, default));
        Assert.Equal(2, damage.Position);
    }

    [Fact]
    public async Task As_known_on_a_moment_is_the_log_up_to_the_last_event_recorded_by_then()
    {
        var tenant = await test.NewTenant("known");
        var stream = Guid.CreateVersion7();
        var start = test.Clock.Now;
        try
        {
            await Store.Append(tenant, Command(On(stream, 0, new Noted("monday"))), default);
            test.Clock.Now = start.AddDays(1);
            await Store.Append(tenant, Command(On(stream, 1, new Noted("tuesday"))), default);
            test.Clock.Now = start.AddDays(-1); // a clock that is set back does not hide what was recorded before
            await Store.Append(tenant, Command(On(stream, 2, new Noted("by a clock set back"))), default);
        }
        finally
        {
            test.Clock.Now = start;
        }

        Assert.Equal(3, (await Store.Read(tenant, stream, default, start.AddDays(2))).Version);
        Assert.Empty((await Store.Read(tenant, stream, default, start.AddDays(-2))).Events);
    }

    private sealed class Broken : IProjection
    {
        public IReadOnlyList<string> Tables => [];

        public void Project(Recorded recorded, NpgsqlBatch sql) => sql.Add("insert into nowhere values (1)");
    }
}
