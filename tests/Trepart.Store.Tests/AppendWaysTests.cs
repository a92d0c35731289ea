using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>
/// One event goes into the log by one statement, several by a function: what is left behind and what is refused must be the same.
/// Each test goes both ways; a known companion event makes two of one.
/// </summary>
public sealed class AppendWaysTests(TestStore test) : IClassFixture<TestStore>
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 4)]
    [InlineData(0, 5)] // more words than one statement has room for
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public async Task Both_ways_leave_the_same_rows(long before, int words)
    {
        var rows = new List<string>();
        foreach (var companions in new[] { 0, 1 })
        {
            var (stream, companion) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            if (before > 0)
                await test.Store.Append(Ås, Command(On(stream, 0, [.. Enumerable.Range(1, (int)before).Select(i => new Noted($"{i}"))])), default);

            var command = Command(Texts(On(stream, before, new Noted("æ \" \\ \u0001 😀", 7)), words), fingerprint: [4, 2], answer: """{"b":1,"a":"x"}""");
            var appended = await test.Store.Append(Ås, With(command, companions, companion), default);
            Assert.Equal(Leaf.HashOf(appended[0]), (await test.Store.Read(Ås, stream, default)).Events[^1].LeafHash);
            rows.Add(await Rows(stream, command.Command));
        }

        Assert.Equal(rows[0], rows[1]);
        Assert.Contains("request-1", rows[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Both_ways_keep_null_as_null(int companions)
    {
        var stream = Guid.CreateVersion7();
        var command = Command(On(stream, 0, new Turned())) with { Correlation = null, Causation = null, Actor = null, Seat = null };
        await test.Store.Append(Ås, With(command, companions, Guid.CreateVersion7()), default);

        var read = Assert.Single((await test.Store.Read(Ås, stream, default)).Events);
        Assert.Equal((null, null, null, null), (read.Correlation, read.Causation, read.Actor, read.Seat));
        Assert.Equal(Leaf.HashOf(read), read.LeafHash);
    }

    /// <summary>The very same again, words and all, as a sender does who never heard the answer.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Both_ways_tell_a_known_command_before_anything_else(int companions)
    {
        var command = With(Command(Texts(On(Guid.CreateVersion7(), 0, new Noted("once")), 2), fingerprint: [7]), companions, Guid.CreateVersion7());
        await test.Store.Append(Ås, command, default);
        Assert.Equal([7], (await Assert.ThrowsAsync<CommandKnownException>(() => test.Store.Append(Ås, command, default))).First.Fingerprint);
    }

    [Theory]
    [InlineData(0, 0)] // begun already
    [InlineData(0, 1)] // moved on
    [InlineData(0, 3)] // not there yet
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    public async Task Both_ways_refuse_another_version_and_leave_nothing(int companions, long expected)
    {
        var stream = Guid.CreateVersion7();
        await test.Store.Append(Ås, Command(On(stream, 0, new Noted("1"), new Noted("2"))), default);
        var command = With(Command(Texts(On(stream, expected, new Noted("late")), 1)), companions, Guid.CreateVersion7());

        await Assert.ThrowsAsync<StreamMovedException>(() => test.Store.Append(Ås, command, default));
        Assert.Null(await test.Store.ReadFirstAnswer(Ås, command.Command, default));
        var history = await test.Store.Read(Ås, stream, default);
        Assert.Equal((2, 0), (history.Version, history.Words.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Both_ways_refuse_an_event_of_another_arena_than_its_streams(int companions)
    {
        var stream = Guid.CreateVersion7();
        await test.Store.Append(Ås, Command(On(stream, 0, new Noted("here"))), default);
        var elsewhere = With(Command(On(stream, 1, new Noted("there")) with { Arena = Guid.CreateVersion7() }), companions, Guid.CreateVersion7());

        await Assert.ThrowsAsync<StreamMovedException>(() => test.Store.Append(Ås, elsewhere, default));
        Assert.Equal(1, (await test.Store.Read(Ås, stream, default)).Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Both_ways_refuse_a_municipality_that_is_closed_or_not_there(int companions)
    {
        var tenant = new Tenant($"closed-{companions}");
        await using (var operators = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, test.Database)))
            await new Directory(operators).Create(test.Made(tenant), operators, default);
        await Databases.Run(test.Database, $"update tenant_heads set writable = false where tenant_id = '{tenant.Id}'");

        var command = With(Command(On(Guid.CreateVersion7(), 0, new Noted("no"))), companions, Guid.CreateVersion7());
        await Assert.ThrowsAsync<TenantClosedException>(() => test.Store.Append(tenant, command, default));
        await Assert.ThrowsAsync<TenantMissingException>(() => test.Store.Append(new("nowhere"), command, default));
    }

    private static Append With(Append command, int companions, Guid companion) =>
        companions == 0 ? command : command with { Streams = [.. command.Streams, On(companion, 0, new Noted("companion"))] };

    private static StreamAppend Texts(StreamAppend stream, int words) =>
        stream with { Words = [.. Enumerable.Range(0, words).Select(i => new WrittenWords(Guid.CreateVersion7(), $"text {i}", [1, 2, (byte)i]))] };

    /// <summary>What stands in every table of this stream and this command, without the ids that differ and the position.</summary>
    private async Task<string> Rows(Guid stream, Guid command)
    {
        var rows = await Databases.Query<string>(
            test.Database,
            $"""
            select (to_jsonb(e) - 'seq_id' - 'id' - 'stream_id' - 'leaf_hash' || jsonb_build_object('headers', e.headers - 'command'))::text
            from mt_events e where tenant_id = 'as' and stream_id = '{stream}' and version > 0
            union all select (to_jsonb(s) - 'id')::text from mt_streams s where tenant_id = 'as' and id = '{stream}'
            union all select (to_jsonb(c) - 'command_id')::text from commands c where tenant_id = 'as' and command_id = '{command}'
            union all select (to_jsonb(w) - 'id' - 'stream_id')::text from words w where tenant_id = 'as' and stream_id = '{stream}'
            order by 1
            """);
        return string.Join('\n', rows);
    }
}
