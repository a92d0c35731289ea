using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>Two municipalities with the very same stream ids, event versions and command ids, through every statement of the store.</summary>
public sealed class IsolationTests(TestStore test) : IClassFixture<TestStore>
{
    [Fact]
    public async Task The_same_stream_id_in_two_municipalities_is_two_streams()
    {
        var (stream, command, word) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var tenant in new[] { Ås, Vestby })
        {
            var words = new WrittenWords(word, $"the words of {tenant.Id}", Commitment.NewSalt());
            await test.Store.Append(tenant, Command(On(stream, 0, new Noted(tenant.Id)) with { Words = [words] }, command, answer: $$"""{"of":"{{tenant.Id}}"}"""), default);
        }

        foreach (var tenant in new[] { Ås, Vestby })
        {
            var read = await test.Store.Read(tenant, stream, default);
            Assert.Equal([new Noted(tenant.Id)], read.Events.Select(e => e.Event));
            Assert.Equal($"the words of {tenant.Id}", Assert.Single(read.Words).Value);
            Assert.Contains(tenant.Id, (await test.Store.ReadFirstAnswer(tenant, command, default))!.Answer, StringComparison.Ordinal);

            var (first, streams) = await test.Store.ReadToDecide(tenant, command, [stream], default);
            Assert.Contains(tenant.Id, first!.Answer, StringComparison.Ordinal);
            Assert.Equal([new Noted(tenant.Id)], streams[stream].Events);

            Assert.Equal(new Noted(tenant.Id), Assert.Single(await test.Store.ReadLog(tenant, 0, 100, default), e => e.StreamId == stream).Event);
            Assert.Equal([new Noted(tenant.Id)], (await test.Store.ReadTrail(tenant, new TrailFilter(Stream: stream), default)).Events.Select(e => e.Event));
            Assert.Equal($"the words of {tenant.Id}", (await test.Store.ReadWords(tenant, [stream], default))[word]);
        }
    }

    [Fact]
    public async Task Without_a_municipality_there_are_no_rows_at_all()
    {
        await test.Store.Append(Ås, Command(On(Guid.CreateVersion7(), 0, new Noted("hidden"))), default);
        foreach (var table in await ProtectedTables())
        {
            await using var command = test.Db.CreateCommand($"select count(*) from {table}");
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task A_row_cannot_be_put_into_another_municipality()
    {
        await using var batch = test.Db.CreateBatch().For(Ås).Add("insert into people (tenant_id, id, name) values ('vestby', $1, 'Kari')", Guid.NewGuid());
        var refused = await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_municipality_of_one_batch_is_forgotten_when_the_next_begins()
    {
        await test.Store.Append(Ås, Command(On(Guid.CreateVersion7(), 0, new Noted("before"))), default);
        await using var connection = await test.Db.OpenConnectionAsync();
        await using (var batch = new NpgsqlBatch(connection).For(Ås).Add("select count(*) from mt_events"))
            await batch.ExecuteNonQueryAsync();

        await using var command = new NpgsqlCommand("select count(*) from mt_events", connection);
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Every_promise_of_the_start_up_check_holds_here_and_each_broken_one_is_named()
    {
        Assert.Empty(await StartupCheck.Broken(test.Db, default));

        var database = await Databases.Clone([]);
        try
        {
            foreach (var (sql, named) in new[]
            {
                ("alter table words no force row level security", "the table words has no forced row-level security"),
                ("drop policy tenant on people", "the table people does not have exactly the one policy"),
                ("create policy all_rows on people using (true)", "the table people does not have exactly the one policy"),
                ("grant update on mt_events to trepart_app", "the service may UPDATE on mt_events"),
                ("grant delete on roots to trepart_app", "the service may DELETE on roots"),
                ("create table loose (tenant_id varchar not null, id uuid primary key)", "the table loose has no forced row-level security"),
                ("create unique index holder on holdings (id)", "the key holder does not begin with tenant_id"),
                ("alter table words owner to trepart_app", "the table words is owned by the service's own role"),
            })
            {
                await Databases.Run(database, sql);
                await using var db = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Databases.AsApp(database)) { Pooling = false }.ConnectionString);
                Assert.Contains(await StartupCheck.Broken(db, default), promise => promise.StartsWith(named, StringComparison.Ordinal));
            }

            await using var superuser = NpgsqlDataSource.Create(Databases.AsSuperuser(database));
            Assert.Contains(await StartupCheck.Broken(superuser, default), promise => promise.EndsWith("is a superuser or bypasses row-level security", StringComparison.Ordinal));
        }
        finally
        {
            await Databases.Drop(database);
        }
    }

    private Task<List<string>> ProtectedTables() => Databases.Query<string>(
        test.Database, "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity and relname <> 'migrations'");
}
