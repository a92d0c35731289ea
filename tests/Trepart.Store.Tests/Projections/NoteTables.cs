using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests.Projections;

/// <summary>Async: how many notes an arena has, and what their numbers come to.</summary>
public sealed class NoteSums : IAsyncProjection
{
    public IReadOnlyList<string> Tables { get; } = ["note_sums"];

    public int Definition { get; init; } = 1;

    public IReadOnlyCollection<string> Sees { get; } = ["noted"];

    public IReadOnlyCollection<string> Opens { get; } = ["noted"];

    public ISum Begin() => new Sum();

    private sealed class Sum : ISum
    {
        private readonly Dictionary<Guid, (long Notes, long Total)> _arenas = [];

        public void Add(Passing happened)
        {
            // Half added before it fails, as an event may be.
            var (notes, total) = _arenas.GetValueOrDefault(happened.Arena);
            _arenas[happened.Arena] = (notes + 1, total);
            var number = ((Noted)happened.Event).Number;
            ArgumentOutOfRangeException.ThrowIfNegative(number);
            _arenas[happened.Arena] = (notes + 1, total + number);
        }

        public void Write(Tenant tenant, NpgsqlBatch sql) => sql.Add(
            """
            insert into note_sums as s (tenant_id, arena_id, notes, total) select $1, * from unnest($2, $3, $4)
            on conflict (tenant_id, arena_id) do update set notes = s.notes + excluded.notes, total = s.total + excluded.total
            """,
            tenant.Id, _arenas.Keys.ToArray(), _arenas.Values.Select(v => v.Notes).ToArray(), _arenas.Values.Select(v => v.Total).ToArray());
    }
}

/// <summary>Inline: one row for each stream, with its first note's text and how often it has turned.</summary>
public sealed class NoteRows : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["notes"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id) = (recorded.Tenant.Id, recorded.StreamId);
        if (recorded.Event is Noted noted && recorded.Version == 1)
            sql.Add("insert into notes (tenant_id, id, text, turns) values ($1, $2, $3, 0)", tenant, id, noted.Text);
        else if (recorded.Event is Turned)
            sql.Add("update notes set turns = turns + 1 where tenant_id = $1 and id = $2", tenant, id);
    }
}

/// <summary>A store with those tables, on a database of its own for each test.</summary>
public abstract class NoteTests : IAsyncLifetime
{
    private readonly TestStore _test = new();

    protected static IReadOnlyList<IAsyncProjection> Summed { get; } = [new NoteSums()];

    protected string Database => _test.Database;

    protected Clock Clock => _test.Clock;

    protected NpgsqlDataSource Db => _test.Db;

    protected EventStore Store { get; private set; } = null!;

    protected string Owner => Installation.AsOwner(Databases.Server, Database);

    public async ValueTask InitializeAsync()
    {
        await _test.InitializeAsync();
        await Installation.Migrate(Databases.Server, Database, [typeof(NoteTests).Assembly], default);
        Store = _test.StoreWith(new NoteRows());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _test.DisposeAsync();
    }

    protected Projector Projector(EventFormat? format = null, params IReadOnlyList<IAsyncProjection> projections) =>
        new(Placement.Of(Db), format ?? Format, projections is [] ? Summed : projections, Clock);

    protected Rebuild Rebuild(EventFormat? format = null, IReadOnlyList<IAsyncProjection>? projections = null) =>
        new(Owner, format ?? Format, [new NoteRows()], projections ?? Summed, Clock);

    protected static async Task CatchUp(Projector projector)
    {
        while (await projector.Step(default))
        {
        }
    }

    protected async Task<Guid> Note(Tenant tenant, int number, Guid? stream = null, long version = 0, Guid? arena = null)
    {
        var id = stream ?? Guid.CreateVersion7();
        await Store.Append(tenant, Command(On(id, version, new Noted("note", number)) with { Arena = arena ?? Arena }), default);
        return id;
    }

    protected async Task<(long Notes, long Total)> SumOf(Tenant tenant)
    {
        var row = await Databases.Query<long[]>(Database, $"select array[coalesce(sum(notes), 0), coalesce(sum(total), 0)]::bigint[] from note_sums where tenant_id = '{tenant.Id}'");
        return (row[0][0], row[0][1]);
    }

    /// <summary>The same counted in the log itself.</summary>
    protected async Task<(long Notes, long Total)> LogSumOf(Tenant tenant)
    {
        var row = await Databases.Query<long[]>(
            Database,
            $"select array[count(*), coalesce(sum((data ->> 'number')::bigint), 0)]::bigint[] from mt_events where tenant_id = '{tenant.Id}' and type = 'noted'");
        return (row[0][0], row[0][1]);
    }

    /// <summary>Ends the database sessions that a condition finds, as a crash or an operator would.</summary>
    protected Task<List<bool>> Kill(string where) =>
        Databases.Query<bool>(Database, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and {where}");
}
