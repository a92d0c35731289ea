using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests.Projections;

public sealed class ProjectorTests : NoteTests
{
    [Fact]
    public async Task Two_municipalities_with_the_same_ids_and_positions_are_added_up_each_for_itself()
    {
        var stream = Guid.CreateVersion7();
        await Note(Ås, 3, stream);
        await Note(Vestby, 40, stream);
        await Note(Ås, 4, stream, 1);

        await CatchUp(Projector());

        Assert.Equal((2, 7), await SumOf(Ås));
        Assert.Equal((1, 40), await SumOf(Vestby));
        Assert.Equal(new Progress(2, 2, false, 0), await Projector().ProgressOf(Ås, "note_sums", default));
    }

    [Fact]
    public async Task Many_at_once_count_every_event_exactly_once_also_when_they_are_killed()
    {
        // They go on until someone has been killed, which on a fast machine may take more than these.
        var killed = 0;
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 150 || (Volatile.Read(ref killed) == 0 && i < 5000); i++)
                await Note(i % 3 == 0 ? Vestby : Ås, w + i, arena: Guid.Parse($"0192f3a0-0000-7000-8000-00000000aaa{i % 5}"));
        })).ToList();

        await using var doomed = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Databases.AsApp(Database)) { ApplicationName = "doomed" }.ConnectionString);
        using var written = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var projector = new Projector(Placement.Of(doomed), Format, Summed, Clock);
            while (!written.IsCancellationRequested)
            {
                try
                {
                    await projector.Step(default);
                }
                catch (NpgsqlException)
                {
                    Interlocked.Increment(ref killed);
                }
            }
        })).ToList();

        // Whoever holds a checkpoint, wherever it has come; the writers are let be.
        while (!writers.TrueForAll(w => w.IsCompleted))
            await Kill("application_name = 'doomed' and state <> 'idle'");

        await Task.WhenAll(writers);
        await written.CancelAsync();
        await Task.WhenAll(workers);
        Clock.Now += Trepart.Store.Projector.Rest;
        await CatchUp(Projector());

        Assert.True(killed > 0, "Nobody was killed, so this shows nothing.");
        foreach (var tenant in new[] { Ås, Vestby })
            Assert.Equal(await LogSumOf(tenant), await SumOf(tenant));
    }

    [Fact]
    public async Task An_event_that_cannot_be_added_parks_its_stream_and_the_rest_goes_on()
    {
        var bad = await Note(Ås, 1);
        await Note(Ås, -5, bad, 1);
        await Note(Ås, 10, bad, 2);
        await Note(Ås, 100);

        await CatchUp(Projector());
        await Note(Ås, 1000, bad, 3);
        await Note(Ås, 2000);
        await CatchUp(Projector());

        Assert.Equal((3, 2101), await SumOf(Ås));
        var parked = Assert.Single(await Projector().AllParked(default));
        Assert.Equal(new(bad, 2, "ArgumentOutOfRangeException at noted"), parked.Stream);
        Assert.Equal(new Progress(6, 6, false, 1), await Projector().ProgressOf(Ås, "note_sums", default));
        Assert.Equal([new Backlog("note_sums", 0, 0, 1)], await Projector().Backlogs(default));
    }

    [Fact]
    public async Task An_event_of_a_newer_version_waits_and_is_added_once_the_version_is_there()
    {
        var stream = await Note(Ås, 1);
        await Store.Append(Ås, Command(On(stream, 1, new Turned(), new Noted("etter", 5))), default);
        var older = new EventFormat(new Dictionary<string, Type> { ["noted"] = typeof(Noted) }, new(System.Text.Json.JsonSerializerDefaults.Web));

        await CatchUp(Projector(older));
        Assert.Equal((1, 1), await SumOf(Ås));
        var parked = Assert.Single(await Projector().AllParked(default));
        Assert.Equal("UnknownEventException at turned", parked.Stream.Error);

        // Before its time nobody tries; then the old version tries in vain, and waits longer.
        Assert.False(await Projector().Step(default));
        Clock.Now = parked.RetryAt;
        Assert.True(await Projector(older).Step(default));
        parked = Assert.Single(await Projector().AllParked(default));
        Assert.Equal((1, Clock.Now + TimeSpan.FromMinutes(1)), (parked.Tries, parked.RetryAt));
        Assert.False(await Projector().Step(default));

        await Projector().Release(parked, default);
        Assert.True(await Projector().Step(default));
        Assert.Equal((2, 6), await SumOf(Ås));
        Assert.Empty(await Projector().AllParked(default));
    }

    [Fact]
    public async Task What_the_database_refuses_parks_the_one_stream_that_it_comes_from()
    {
        await Note(Ås, 1);
        var bad = await Note(Ås, 2_000_000_000);
        var good = await Note(Ås, 2);
        await Note(Ås, 3, good, 1);
        await Note(Vestby, 4);

        await CatchUp(Projector());

        Assert.Equal((3, 6), await SumOf(Ås));
        Assert.Equal((1, 4), await SumOf(Vestby));
        Assert.Equal(new(bad, 2, "23514 at noted"), Assert.Single(await Projector().AllParked(default)).Stream);
    }

    [Fact]
    public async Task A_hole_in_the_log_stops_that_municipality_and_no_other()
    {
        for (var i = 0; i < 5; i++)
            await Note(Ås, 1);
        await Databases.Run(Database, "delete from mt_events where tenant_id = 'as' and seq_id = 3");
        var projector = Projector();
        await projector.Step(default);

        var found = await Assert.ThrowsAsync<LogCorruptException>(() => CatchUp(projector));
        Assert.Equal(3, found.Position);
        await Note(Vestby, 7);
        await CatchUp(projector);

        Assert.Equal((0, 0), await SumOf(Ås));
        Assert.Equal((1, 7), await SumOf(Vestby));
        Assert.Equal(5, (await projector.ProgressOf(Ås, "note_sums", default)).Behind);
        Clock.Now += Trepart.Store.Projector.Rest;
        await Assert.ThrowsAsync<LogCorruptException>(() => CatchUp(projector));
    }

    [Fact]
    public async Task Rows_that_have_come_to_mean_something_else_are_left_alone_until_they_are_rebuilt()
    {
        await Note(Ås, 1);
        await CatchUp(Projector());
        await Note(Ås, 2);
        IReadOnlyList<IAsyncProjection> newer = [new NoteSums { Definition = 2 }];

        await CatchUp(Projector(null, newer));
        Assert.Equal((1, 1), await SumOf(Ås));
        Assert.True((await Projector(null, newer).ProgressOf(Ås, "note_sums", default)).AwaitsRebuild);

        await Rebuild(projections: newer).Run("note_sums", Ås, null, default);
        Assert.Equal((2, 3), await SumOf(Ås));
        await Note(Ås, 4);
        await CatchUp(Projector());
        Assert.Equal((2, 3), await SumOf(Ås));
        await CatchUp(Projector(null, newer));
        Assert.Equal((3, 7), await SumOf(Ås));
    }

    [Fact]
    public async Task Whoever_has_waited_longest_comes_first()
    {
        await CatchUp(Projector());
        for (var i = 0; i < Trepart.Store.Projector.PageSize + 1; i += 500)
            await Store.Append(Ås, Command(On(Guid.CreateVersion7(), 0, [.. Enumerable.Range(0, 500).Select(n => (object)new Noted("mange", n))])), default);
        await Note(Vestby, 1);

        Clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(await Projector().Step(default));
        Clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(await Projector().Step(default));
        Assert.Equal((1, 1), await SumOf(Vestby));
        Assert.True((await Projector().ProgressOf(Ås, "note_sums", default)).Behind > 0);
    }
}
