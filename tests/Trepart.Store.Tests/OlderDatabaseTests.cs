using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>A database that was made before a stream said which arena it belongs to, and is brought up to date with what it holds.</summary>
public sealed class OlderDatabaseTests(TestStore test) : IClassFixture<TestStore>
{
    [Fact]
    public async Task Streams_learn_their_arena_from_their_first_event()
    {
        var (one, other, elsewhere) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await test.Store.Append(Ås, Command(On(one, 0, new Noted("1"), new Noted("2"))), default);
        await test.Store.Append(Vestby, Command(On(other, 0, new Noted("1")) with { Arena = elsewhere }), default);
        await MakeOlder();

        Assert.Equal(["0006-append.sql"], await Installation.Migrate(Databases.Server, test.Database, [], default));

        Assert.Equal(
            [$"as {one} {Arena}", $"vestby {other} {elsewhere}"],
            await Databases.Query<string>(test.Database, "select concat_ws(' ', tenant_id, id, arena_id) from mt_streams order by tenant_id"));
        Assert.Single((await test.Store.ReadTrail(Vestby, new TrailFilter(elsewhere), default)).Events);
        await test.Store.Append(Ås, Command(On(one, 2, new Noted("3"))), default);
    }

    // Undoes what the script did.
    private async Task MakeOlder()
    {
        var before = Installation.Scripts([]).Single(s => s.Name == "0004-append.sql").Sql;
        var function = before[before.IndexOf("create function trepart_append(", StringComparison.Ordinal)..];
        await using var owner = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, test.Database));
        foreach (var sql in new[]
        {
            "alter table mt_streams drop column arena_id", "create index mt_events_arena on mt_events (tenant_id, arena_id, seq_id)",
            "drop function trepart_append", function, "delete from migrations where name = '0006-append.sql'",
        })
        {
#pragma warning disable CA2100 // Our own statements.
            await using var command = owner.CreateCommand(sql);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }
}
