using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>
/// What Marten 9 asks of the tables when it fetches a stream in conjoined tenancy, asked by a role that is bound to one municipality by its
/// connection's options, as docs/marten.md says. Not run against Marten itself.
/// </summary>
public sealed class MartenLayoutTests(TestStore test) : IClassFixture<TestStore>, IAsyncLifetime
{
    // Its columns in its order, and the type as which it reads each.
    private static readonly (string Column, Type Type)[] Columns =
    [
        ("data", typeof(string)), ("type", typeof(string)), ("mt_dotnet_type", typeof(string)), ("bdata", typeof(byte[])), ("seq_id", typeof(long)),
        ("id", typeof(Guid)), ("stream_id", typeof(Guid)), ("version", typeof(long)), ("timestamp", typeof(DateTimeOffset)), ("tenant_id", typeof(string)),
        ("correlation_id", typeof(string)), ("causation_id", typeof(string)), ("headers", typeof(string)), ("user_name", typeof(string)),
        ("is_archived", typeof(bool)),
    ];

    private readonly string _role = $"reader_{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync()
    {
        await Databases.Run(test.Database, $"create role {_role} login password '{Databases.AppPassword}'");
        await Databases.Run(test.Database, $"grant connect on database {test.Database} to {_role}; grant usage on schema public to {_role}; grant select on mt_streams, mt_events to {_role}");
    }

    public ValueTask DisposeAsync() => new(Databases.Run(test.Database, $"drop owned by {_role}; drop role {_role}"));

    [Fact]
    public async Task Martens_own_columns_are_read_in_its_order_by_a_role_bound_to_one_municipality()
    {
        var stream = Guid.CreateVersion7();
        await test.Store.Append(Ås, Command(On(stream, 0, new Noted("første", 7), new Turned())), default);
        await test.Store.Append(Vestby, Command(On(stream, 0, new Noted("naboens"))), default);

        await using var db = Reader("-c trepart.tenant=as");
        await using var command = db.CreateCommand(
            $"select {string.Join(", ", Columns.Select(c => "d." + c.Column))} from public.mt_events as d where d.stream_id = $1 and d.tenant_id = $2 order by d.version");
        command.With(stream, "as");
        var rows = new List<Dictionary<string, object?>>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                rows.Add(Columns.Index().ToDictionary(c => c.Item.Column, c => reader.IsDBNull(c.Index) ? null : Read(reader, c.Index, c.Item.Type)));
        }

        Assert.Equal(["noted", "turned"], rows.Select(r => r["type"]));
        Assert.Equal([1L, 2L], rows.Select(r => r["version"]));
        Assert.All(rows, r => Assert.Equal(("as", stream, false, "request-1", "cause-1"), (r["tenant_id"], r["stream_id"], r["is_archived"], r["correlation_id"], r["causation_id"])));
        Assert.All(rows, r => Assert.Equal((null, null), (r["bdata"], r["user_name"])));
        Assert.All(rows, r => Assert.Equal(Leaf.ToMicroseconds(test.Clock.Now), r["timestamp"]));
        Assert.Equal("""{"number": 7, "text": "første"}""", Sorted((string)rows[0]["data"]!));
    }

    [Fact]
    public async Task Its_stream_row_says_what_marten_expects()
    {
        var stream = Guid.CreateVersion7();
        await test.Store.Append(Ås, Command(On(stream, 0, new Noted("a"), new Noted("b"))), default);

        await using var db = Reader("-c trepart.tenant=as");
        await using var command = db.CreateCommand("select id, version, type, timestamp, created, is_archived from public.mt_streams where id = $1 and tenant_id = $2");
        command.With(stream, "as");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal((stream, 2L, "note", false), (reader.GetGuid(0), reader.GetInt64(1), reader.GetString(2), reader.GetBoolean(5)));
        Assert.Equal((reader.GetDateTime(3), reader.GetDateTime(4)), (test.Clock.Now.UtcDateTime, test.Clock.Now.UtcDateTime));
    }

    [Fact]
    public async Task Bound_to_no_municipality_it_sees_nothing_and_bound_to_one_never_another()
    {
        await test.Store.Append(Vestby, Command(On(Guid.CreateVersion7(), 0, new Noted("naboens"))), default);
        foreach (var options in new[] { "", "-c trepart.tenant=as" })
        {
            await using var db = Reader(options);
            await using var command = db.CreateCommand("select count(*) from mt_events where tenant_id = 'vestby'");
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task The_keys_are_martens() =>
        Assert.Equal(
            ["pk_mt_events_stream_and_version: tenant_id, stream_id, version", "mt_streams_pkey: tenant_id, id"],
            await Databases.Query<string>(
                test.Database,
                """
                select c.relname || ': ' || string_agg(a.attname, ', ' order by k.n)
                from pg_index i join pg_class c on c.oid = i.indexrelid cross join unnest(i.indkey) with ordinality k (attnum, n)
                  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                where c.relname in ('pk_mt_events_stream_and_version', 'mt_streams_pkey') and i.indisunique group by c.relname order by c.relname desc
                """));

    private NpgsqlDataSource Reader(string options) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(Databases.Server) { Database = test.Database, Username = _role, Password = Databases.AppPassword, Options = options, Pooling = false }.ConnectionString);

    private static object Read(NpgsqlDataReader reader, int column, Type type) =>
        type == typeof(DateTimeOffset) ? new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero)
        : type == typeof(string) ? reader.GetString(column)
        : type == typeof(long) ? reader.GetInt64(column)
        : type == typeof(Guid) ? reader.GetGuid(column)
        : type == typeof(bool) ? reader.GetBoolean(column)
        : reader.GetFieldValue<byte[]>(column);

    private static string Sorted(string json) =>
        "{" + string.Join(", ", json.Trim('{', '}').Split(", ").Order(StringComparer.Ordinal)) + "}";
}
