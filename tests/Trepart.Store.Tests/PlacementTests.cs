using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>Two databases: the directory says which of them holds a municipality.</summary>
public sealed class PlacementTests(TestStore test) : IClassFixture<TestStore>, IAsyncLifetime
{
    private static readonly Tenant Oslo = new("oslo");

    private string _elsewhere = "";

    public async ValueTask InitializeAsync() => _elsewhere = await Databases.Clone([]);

    public async ValueTask DisposeAsync()
    {
        await Databases.Run(test.Database, "delete from tenant_attributes where tenant_id = 'oslo'; delete from tenant_heads where tenant_id = 'oslo'; delete from tenants where tenant_id = 'oslo'");
        await Databases.Drop(_elsewhere);
    }

    [Fact]
    public async Task A_municipality_is_written_and_read_where_it_is_placed()
    {
        await PlaceOslo();
        await using var databases = Both();
        var store = new EventStore(databases, Format, [], test.Clock);
        var stream = Guid.CreateVersion7();

        await store.Append(Oslo, Command(On(stream, 0, new Noted("i Oslo"))), default);
        await store.Append(Ås, Command(On(stream, 0, new Noted("i Ås"))), default);

        Assert.Equal(new Noted("i Oslo"), Assert.Single((await store.Read(Oslo, stream, default)).Events).Event);
        Assert.Equal(new Noted("i Ås"), Assert.Single((await store.Read(Ås, stream, default)).Events).Event);
        Assert.Equal(["as"], await Databases.Query<string>(test.Database, $"select tenant_id from mt_events where stream_id = '{stream}'"));
        Assert.Equal(["oslo"], await Databases.Query<string>(_elsewhere, $"select tenant_id from mt_events where stream_id = '{stream}'"));
    }

    [Fact]
    public async Task A_municipality_that_is_closed_and_placed_anew_is_found_at_once()
    {
        await using var databases = Both();
        var store = new EventStore(databases, Format, [], test.Clock);
        await using var operators = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, test.Database));
        await new Directory(operators).Create(test.Made(Oslo), operators, default);
        await store.Append(Oslo, Command(On(Guid.CreateVersion7(), 0, new Noted("før"))), default);

        await Databases.Run(test.Database, "update tenant_heads set writable = false where tenant_id = 'oslo'; update tenants set placement = 'second' where tenant_id = 'oslo'");
        await Open(_elsewhere);

        await Assert.ThrowsAsync<TenantClosedException>(() => store.Append(Oslo, Command(On(Guid.CreateVersion7(), 0, new Noted("imens"))), default));
        await store.Append(Oslo, Command(On(Guid.CreateVersion7(), 0, new Noted("etter"))), default);
        Assert.Equal([1L], await Databases.Query<long>(_elsewhere, "select count(*) from mt_events where tenant_id = 'oslo'"));
    }

    [Fact]
    public async Task A_process_that_was_not_given_the_database_says_so()
    {
        await PlaceOslo();

        await using var one = Placement.Of(NpgsqlDataSource.Create(Databases.AsApp(test.Database)));
        Assert.Contains("no database was given for the placement 'second'", await StartupCheck.Broken(one, default));

        await using var other = new Placement(
            new Dictionary<string, NpgsqlDataSource>
            {
                [Placement.Default] = NpgsqlDataSource.Create(Databases.AsApp(test.Database)),
                ["third"] = NpgsqlDataSource.Create(Databases.AsApp(_elsewhere)),
            },
            test.Clock);
        await Assert.ThrowsAsync<PlacementUnknownException>(async () => await other.Of(Oslo, default));
    }

    [Fact]
    public async Task The_check_at_start_looks_at_every_database()
    {
        await using var databases = Both();
        Assert.Empty(await StartupCheck.Broken(databases, default));

        await Databases.Run(_elsewhere, "alter table words no force row level security");
        Assert.Contains("in the database 'second', the table words has no forced row-level security", await StartupCheck.Broken(databases, default));
    }

    private Placement Both() => new(
        new Dictionary<string, NpgsqlDataSource>
        {
            [Placement.Default] = NpgsqlDataSource.Create(Databases.AsApp(test.Database)),
            ["second"] = NpgsqlDataSource.Create(Databases.AsApp(_elsewhere)),
        },
        test.Clock);

    private async Task PlaceOslo()
    {
        await using var directory = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, test.Database));
        await using var holder = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, _elsewhere));
        await new Directory(directory).Create(test.Made(Oslo, "second"), holder, default);
    }

    private async Task Open(string database)
    {
        await using var holder = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, database));
        await using var batch = holder.CreateBatch();
        Directory.Open(batch, test.Made(Oslo, "second"));
        await batch.ExecuteNonQueryAsync();
    }
}
