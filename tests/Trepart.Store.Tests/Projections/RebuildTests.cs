using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests.Projections;

public sealed class RebuildTests : NoteTests
{
    public static TheoryData<string> Names => ["notes", "note_sums"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rows_that_were_damaged_are_right_again_and_no_other_municipality_is_touched(string name)
    {
        await Fill();
        var right = await Of(name, Ås);
        var other = name == "notes" ? "note_sums" : "notes";
        await Databases.Run(Database, "update notes set turns = 7, text = 'feil'; delete from notes where id = (select min(id::text)::uuid from notes where tenant_id = 'as'); update note_sums set total = 99");
        var wrong = (await Of(other, Ås), await Of("notes", Vestby), await Of("note_sums", Vestby));

        Assert.Equal(9, await Rebuild().Run(name, Ås, null, default));

        Assert.Equal(right, await Of(name, Ås));
        Assert.Equal(wrong, (await Of(other, Ås), await Of("notes", Vestby), await Of("note_sums", Vestby)));
    }

    [Fact]
    public async Task Writers_and_workers_go_on_while_it_is_rebuilt_and_nothing_is_lost_or_counted_twice()
    {
        await Fill();
        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 3).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                var stream = await Note(Ås, i);
                await Store.Append(Ås, Command(On(stream, 1, new Turned())), default);
            }
        })).ToList();
        var worker = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                if (!await Projector().Step(default))
                    await Task.Yield();
            }
        });

        var times = 0;
        for (; !writers.TrueForAll(w => w.IsCompleted); times++)
        {
            await Rebuild().Run("notes", Ås, null, default);
            await Rebuild().Run("note_sums", Ås, null, default);
        }

        await Task.WhenAll(writers);
        await done.CancelAsync();
        await worker;
        Assert.True(times > 1, "It was not rebuilt while they wrote, so this shows nothing.");
        await CatchUp(Projector());

        Assert.Equal(await LogSumOf(Ås), await SumOf(Ås));
        Assert.Equal(
            await Databases.Query<long>(Database, "select count(distinct stream_id) from mt_events where tenant_id = 'as'"),
            await Databases.Query<long>(Database, "select count(*) from notes where tenant_id = 'as'"));
        Assert.Equal(
            await Databases.Query<long>(Database, "select count(*) from mt_events where tenant_id = 'as' and type = 'turned'"),
            await Databases.Query<long>(Database, "select sum(turns) from notes where tenant_id = 'as'"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Killed_after_its_first_page_it_leaves_the_old_rows_and_can_be_run_again(string name)
    {
        await Fill();
        await Databases.Run(Database, "update notes set turns = 7; update note_sums set total = 99");
        var old = await All();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Rebuild().Run(name, Ås, new Stopper(this), default));

        Assert.Equal(old, await All());
        await Rebuild().Run(name, Ås, null, default);
        Assert.NotEqual(old, await All());
    }

    [Theory]
    [InlineData("notes", "select pg_advisory_xact_lock(hashtextextended('as', 0))")]
    [InlineData("note_sums", "select from checkpoints where tenant_id = 'as' for update")]
    [InlineData("notes", "lock table notes in share mode")]
    [InlineData("note_sums", "lock table note_sums in share mode")]
    public async Task Killed_while_it_replaces_the_rows_it_leaves_the_old_ones(string name, string waitsFor)
    {
        await Fill();
        await Databases.Run(Database, "update notes set turns = 7; update note_sums set total = 99");
        var old = await All();

        await using var inTheWay = new NpgsqlConnection(Databases.AsSuperuser(Database));
        await inTheWay.OpenAsync();
        await using var transaction = await inTheWay.BeginTransactionAsync();
#pragma warning disable CA2100 // The test's own statements.
        await using (var take = new NpgsqlCommand(waitsFor, inTheWay))
            await take.ExecuteNonQueryAsync();
#pragma warning restore CA2100

        var rebuild = Rebuild().Run(name, Ås, null, default);
        while (!(await Kill("wait_event_type = 'Lock'")).Contains(true))
            Assert.False(rebuild.IsCompleted, "It did not wait, so this shows nothing.");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => rebuild);
        await transaction.RollbackAsync();

        Assert.Equal(old, await All());
        await Rebuild().Run(name, Ås, null, default);
        Assert.NotEqual(old, await All());
    }

    [Fact]
    public async Task An_inline_projection_that_cannot_go_on_names_the_event_and_leaves_the_old_rows()
    {
        await Fill();
        var stream = Guid.CreateVersion7();
        await Store.Append(Ås, Command(On(stream, 0, new Noted("snur"))), default);
        await using (var bare = NpgsqlDataSource.Create(Databases.AsApp(Database)))
        {
            // Written by a version of the service that let them pass.
            var without = new EventStore(Placement.Of(bare), Format, [], Clock);
            await without.Append(Ås, Command(On(stream, 1, [.. Enumerable.Range(0, 100).Select(_ => (object)new Turned())])), default);
        }

        var old = await All();
        var refused = await Assert.ThrowsAsync<RebuildException>(() => Rebuild().Run("notes", Ås, null, default));

        Assert.Equal(9 + 1 + 100, refused.Position);
        Assert.Equal(old, await All());
    }

    [Fact]
    public async Task An_event_that_cannot_be_summed_is_parked_anew()
    {
        await Fill();
        var bad = await Note(Ås, -1);
        var refused = await Note(Ås, 2_000_000_000);
        await CatchUp(Projector());
        var before = await All();
        await Databases.Run(Database, "update note_sums set total = 99 where tenant_id = 'as'; update parked_streams set position = 1, tries = 5");

        await Rebuild().Run("note_sums", Ås, null, default);

        Assert.Equal(before, await All());
        Assert.Equal(
            [(bad, 10L, 0), (refused, 11L, 0)],
            (await Projector().AllParked(default)).Select(p => (p.Stream.StreamId, p.Stream.Position, p.Tries)).OrderBy(p => p.Position));
    }

    [Fact]
    public async Task A_hole_is_told_and_the_old_rows_stay()
    {
        await Fill();
        await Databases.Run(Database, "delete from mt_events where tenant_id = 'as' and seq_id = 4");
        var old = await All();
        foreach (var name in Rebuild().Names)
            Assert.Equal(4, (await Assert.ThrowsAsync<LogCorruptException>(() => Rebuild().Run(name, Ås, null, default))).Position);
        Assert.Equal(old, await All());
    }

    // The same ids in both municipalities, so that a statement that forgets whose they are shows.
    private async Task Fill()
    {
        for (var i = 1; i <= 3; i++)
        {
            foreach (var tenant in new[] { Ås, Vestby })
            {
                var stream = Guid.Parse($"0192f3a0-0000-7000-8000-00000000000{i}");
                await Store.Append(tenant, Command(On(stream, 0, new Noted($"{tenant.Id} {i}", i), new Turned(), new Noted("mer", 10))), default);
            }
        }

        await CatchUp(Projector());
    }

    private async Task<string> Of(string table, Tenant tenant) =>
        (await Databases.Query<string>(Database, $"select coalesce(string_agg(t::text, ' ' order by t::text), '') from {table} t where tenant_id = '{tenant.Id}'"))[0];

    private async Task<string> All() =>
        string.Join('\n', await Of("notes", Ås), await Of("note_sums", Ås), await Of("notes", Vestby), await Of("note_sums", Vestby));

    /// <summary>Kills the rebuild's session when it has told of its first page.</summary>
    private sealed class Stopper(RebuildTests test) : IProgress<long>
    {
        public void Report(long value) => test.Kill("usename = 'postgres' and application_name = '' and query not like '%pg_terminate%'").GetAwaiter().GetResult();
    }
}
