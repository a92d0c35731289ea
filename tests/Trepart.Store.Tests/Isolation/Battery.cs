using System.Data.Common;
using System.Globalization;
using Npgsql;
using Trepart.Store.Tests.Projections;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>The store as one municipality uses it.</summary>
/// <param name="Owner">The connection string of whoever rebuilds.</param>
internal sealed record Asker(NpgsqlDataSource Db, string Owner, Tenant Tenant) : IDisposable
{
    private static readonly NoteRows Inline = new();
    private static readonly NoteSums Summed = new();

    // One clock for both: whatever the one's work does to the other must be what the other's own would.
    private static readonly Clock Clock = new(Twins.At(Ås, 60));

    public EventStore Store { get; } = StoreOn(Db, Clock, Inline);

    public Directory Directory { get; } = new(Db);

    public Projector Projector { get; } = new(Placement.Of(Db), Format, [Summed], Clock);

    /// <summary>Of a version of the service that does not know every event yet.</summary>
    public Projector OlderProjector { get; } =
        new(Placement.Of(Db), new EventFormat(new Dictionary<string, Type> { ["noted"] = typeof(Noted) }, new(System.Text.Json.JsonSerializerDefaults.Web)), [Summed], Clock);

    public Rebuild Rebuild { get; } = new(Owner, Format, [Inline], [Summed], Clock);

    public Witness Witness { get; } = new(Path.Combine(Path.GetTempPath(), $"trepart-twin-{Guid.NewGuid():N}"));

    public Roots Roots => new(Placement.Of(Db), Witness, Clock);

    public Verification Verification => new(Placement.Of(Db), Format, Witness);

    public void Dispose()
    {
        if (System.IO.Directory.Exists(Witness.Folder))
            System.IO.Directory.Delete(Witness.Folder, recursive: true);
    }
}

/// <summary>One call of the store and what it answers, as text.</summary>
/// <param name="Method">The method that it is a call of.</param>
internal sealed record Check(string Method, string Of, Func<Asker, Task<string>> Ask)
{
    public string Name => $"{Method} {Of}";
}

/// <summary>
/// Every statement of the store, played by one municipality in its twins' database. A new method of the store is a new line here; the readings
/// come first, since what is written changes what is read.
/// </summary>
internal static class Battery
{
    private static readonly Guid[] Streams = [.. new[] { 1, 2, 5, 6 }.Select(Twins.Stream)];

    public static readonly IReadOnlyList<Check> Checks =
    [
        new(nameof(EventStore.Read), "of a stream", async a => Told(await a.Store.Read(a.Tenant, Streams[0], default))),
        new(nameof(EventStore.Read), "as known then", async a => Told(await a.Store.Read(a.Tenant, Streams[0], default, Twins.At(a.Tenant, 15)))),
        new(nameof(EventStore.Read), "of a stream that only the other has", async a => Told(await a.Store.Read(a.Tenant, Twins.Stream(Twins.ForeignNumber(a.Tenant)), default))),
        new(nameof(EventStore.ReadToDecide), "a known command", a => ToDecide(a, 1)),
        new(nameof(EventStore.ReadToDecide), "a command that only the other knows", a => ToDecide(a, Twins.ForeignNumber(a.Tenant))),
        new(nameof(EventStore.ReadLog), "from the first position", async a => Told(await a.Store.ReadLog(a.Tenant, 0, 100, default))),
        new(nameof(EventStore.ReadLog), "a page", async a => Told(await a.Store.ReadLog(a.Tenant, 2, 2, default))),
        new(nameof(EventStore.ReadTrail), "whole", async a => Told(await a.Store.ReadTrail(a.Tenant, new TrailFilter(), default))),
        new(nameof(EventStore.ReadTrail), "as known then", async a => Told(await a.Store.ReadTrail(a.Tenant, new TrailFilter(KnownAt: Twins.At(a.Tenant, 15)), default))),
        new(nameof(EventStore.ReadTrail), "of an arena", async a => Told(await a.Store.ReadTrail(a.Tenant, new TrailFilter(Twins.ArenaTwo, Limit: 1, Before: 5), default))),
        new(nameof(EventStore.ReadTrail), "of a whole arena", async a => Told(await a.Store.ReadTrail(a.Tenant, new TrailFilter(Twins.ArenaTwo), default))),
        new(nameof(EventStore.ReadTrail), "of an arena as known then", async a => Told(await a.Store.ReadTrail(a.Tenant, new TrailFilter(Twins.ArenaTwo, KnownAt: Twins.At(a.Tenant, 15)), default))),
        new(nameof(EventStore.ReadWords), "of streams", async a => Told(await a.Store.ReadWords(a.Tenant, Streams, default))),
        new(nameof(EventStore.ReadWordsWithSalts), "of streams", async a => Told(await a.Store.ReadWordsWithSalts(a.Tenant, Streams, default))),
        new(nameof(EventStore.ReadOpenings), "of streams", async a => Told((await a.Store.ReadOpenings(a.Tenant, Streams, default)).Values.OrderBy(e => e.Position))),
        new(nameof(EventStore.ReadFirstAnswer), "of a command", async a => Told(await a.Store.ReadFirstAnswer(a.Tenant, Twins.CommandId(1), default))),
        new(nameof(EventStore.ReadFirstAnswer), "of a command that only the other knows", async a => Told(await a.Store.ReadFirstAnswer(a.Tenant, Twins.CommandId(Twins.ForeignNumber(a.Tenant)), default))),
        new(nameof(Directory.AttributesFrom), "a day on which only the other has some", async a =>
            string.Join('\n', await a.Directory.AttributesFrom(a.Tenant, new(2026, 1, a.Tenant == Ås ? 2 : 1), default))),
        new(nameof(Directory.Find), "itself", async a => $"{await a.Directory.Find(a.Tenant, new(2026, 2, 11), default)}"),
        new(nameof(Directory.DeletedOn), "itself", async a => $"{await a.Directory.DeletedOn(a.Tenant, default)}"),
        new(nameof(Directory.PlacementOf), "where there is no municipality", async a => $"{await a.Directory.PlacementOf(Twins.Nowhere, default)}"),
        new(nameof(EventStore.ReadActs), "of a holding", async a => Told(await a.Store.ReadActs(a.Tenant, [Actor], null, default))),
        new(nameof(EventStore.ReadActs), "of a holding in an arena", async a => Told(await a.Store.ReadActs(a.Tenant, [Actor], [Twins.ArenaTwo], default))),
        new(nameof(Roots.Record), "for the first time", Record),

        new(nameof(EventStore.Append), "of a known command", a => Append(a, a.Tenant, 1, On(Twins.Stream(3), 0, new Turned()))),
        new(nameof(EventStore.Append), "on a version that is past", a => Append(a, a.Tenant, 20, On(Streams[0], 1, new Turned()))),
        new(nameof(EventStore.Append), "of some events to a stream that both have", a => Append(a, a.Tenant, 21, On(Streams[0], 3, new Turned(), new Noted("late", 1000)))),
        new(nameof(EventStore.Append), "of one event to a stream that both have", a => Append(a, a.Tenant, 23, On(Streams[1], 2, new Turned()) with { Arena = Twins.ArenaTwo })),
        new(nameof(EventStore.Append), "of one event with a command that only the other has", a =>
            Append(a, a.Tenant, Twins.OtherForeignNumber(a.Tenant), On(Streams[1], 3, new Turned()) with { Arena = Twins.ArenaTwo })),
        new(nameof(EventStore.Append), "of some events to a stream that only the other has", a =>
            Append(a, a.Tenant, 24, On(Twins.Stream(Twins.OtherForeignNumber(a.Tenant)), 0, new Noted("new here"), new Noted("and so is this")))),
        new(nameof(EventStore.Append), "of a stream and a command that only the other has", a =>
            Append(a, a.Tenant, Twins.ForeignNumber(a.Tenant), On(Twins.Stream(Twins.ForeignNumber(a.Tenant)), 0, new Noted("new here")))),
        new(nameof(EventStore.Append), "where there is no municipality", a => Append(a, Twins.Nowhere, 22, On(Twins.Stream(4), 0, new Turned()))),

        new(nameof(Roots.Record), "once more", Record),
        new(nameof(Verification.Verify), "of the whole", Verify),
        new(nameof(EventStore.EraseWords), "that both have", async a =>
        {
            await a.Store.EraseWords(a.Tenant, Streams[0], Twins.Words(1), default);
            return Told(await a.Store.ReadWords(a.Tenant, Streams, default));
        }),

        new(nameof(Projector.Step), "on and on, not knowing every event", async a => await Work(a, a.OlderProjector)),
        new(nameof(Projector.ProgressOf), "with streams parked", async a => $"{await a.Projector.ProgressOf(a.Tenant, "note_sums", default)}"),
        new(nameof(Projector.Release), "of what is parked", async a =>
        {
            foreach (var parked in await Parked(a))
                await a.Projector.Release(parked, default);
            return string.Join('\n', await Parked(a));
        }),
        new(nameof(Projector.Step), "on and on", async a => await Work(a, a.Projector)),
        new(nameof(TenantReader.Query), "of what was added up", a => Sums(a, new TenantReader(Placement.Of(a.Db)).Query)),
        new(nameof(TenantReader.QueryMuch), "of what was added up", a => Sums(a, new TenantReader(Placement.Of(a.Db)).QueryMuch)),
        new(nameof(Rebuild.Run), "of an inline table", async a => $"{await a.Rebuild.Run("notes", a.Tenant, null, default)}"),
        new(nameof(Rebuild.Run), "of a summed table", async a => $"{await a.Rebuild.Run("note_sums", a.Tenant, null, default)}"),
    ];

    /// <summary>When both have played.</summary>
    public const string AllTogether = "note_sums: 0 behind, 0 at most, 2 parked";

    /// <summary>Made anew in each database.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Random = new Dictionary<string, string[]> { ["mt_events"] = ["id", "leaf_hash"], ["roots"] = ["root", "frontier"] };

    /// <summary>All calls as one municipality, and then its rows.</summary>
    public static async IAsyncEnumerable<(string Check, string Answer)> Play(string database, NpgsqlDataSource db, string owner, Tenant tenant)
    {
        using var asker = new Asker(db, owner, tenant);
        asker.Witness.Make();
        foreach (var check in Checks)
            yield return (check.Name, await Answer(check, asker));
        await foreach (var rows in Rows(database, tenant))
            yield return rows;
    }

    /// <summary>What lies in each table of one municipality.</summary>
    public static async IAsyncEnumerable<(string Check, string Answer)> Rows(string database, Tenant tenant)
    {
        foreach (var table in await TenantTables(database))
        {
            yield return ($"the rows of {table} afterwards", string.Join('\n', await Databases.Query<string>(
                database,
                $"select (to_jsonb(t) - '{{{string.Join(',', Random.GetValueOrDefault(table) ?? [])}}}'::text[])::text from {table} t where tenant_id = '{tenant.Id}' order by 1")));
        }
    }

    public static Task<List<string>> TenantTables(string database) => Databases.Query<string>(
        database,
        """
        select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1
        """);

    /// <summary>Fills the tables that are not filled by appending: the summed ones, and the roots.</summary>
    public static async Task Work(NpgsqlDataSource db)
    {
        foreach (var tenant in Twins.Both)
        {
            using var asker = new Asker(db, "", tenant);
            asker.Witness.Make();
            await Work(asker, asker.Projector);
            await Record(asker);
        }
    }

    public static async Task<string> Together(NpgsqlDataSource db, string owner)
    {
        using var asker = new Asker(db, owner, Ås);
        return string.Join('\n', (await asker.Projector.Backlogs(default)).Select(b => $"{b.Projection}: {b.Events} behind, {b.Most} at most, {b.Parked} parked"));
    }

    private static async Task<string> Record(Asker a)
    {
        await a.Roots.Record(a.Tenant, default);
        return string.Join(' ', a.Witness.Read<WitnessedRoot>(WitnessedRoot.FileOf(a.Tenant)).Select(r => r.Position));
    }

    private static async Task<string> Verify(Asker a)
    {
        var faults = new List<Fault>();
        var verified = await a.Verification.Verify(a.Tenant, faults.Add, default);
        return $"{verified with { Root = null }}\n{string.Join('\n', faults)}";
    }

    private static async Task<string> Work(Asker a, Projector projector)
    {
        var steps = 0;
        while (await projector.Step(default))
            Assert.True(steps++ < 100, "The work never ends.");
        return string.Join('\n', await Parked(a));
    }

    private static async Task<string> Sums(Asker a, Func<Tenant, string, Func<DbDataReader, string>, CancellationToken, object?[], Task<IReadOnlyList<string>>> query) => string.Join('\n', await query(
        a.Tenant, "select arena_id, notes, total from note_sums where tenant_id = $1 order by arena_id", row => $"{row.GetGuid(0)} {row.GetInt64(1)} {row.GetInt64(2)}", default, []));

    private static async Task<IEnumerable<Parked>> Parked(Asker a) => (await a.Projector.AllParked(default)).Where(p => p.Tenant == a.Tenant);

    private static async Task<string> Answer(Check check, Asker asker)
    {
        try
        {
            return await check.Ask(asker);
        }
        catch (PostgresException e) when (e.SqlState is "42601" or "42703" or "42702" or "42883" or "42P01" or "42P08" or "42P18")
        {
            throw new InvalidOperationException($"{check.Name}: the statement cannot run at all, which no predicate is needed to find: {e.MessageText}", e);
        }
        catch (PostgresException e)
        {
            return $"{e.SqlState} {e.MessageText}";
        }
        catch (Exception e) when (e is not NpgsqlException)
        {
            return e.GetType().Name;
        }
    }

    private static async Task<string> ToDecide(Asker a, int command)
    {
        var (first, streams) = await a.Store.ReadToDecide(a.Tenant, Twins.CommandId(command), Streams, default);
        return Told(first) + string.Join('\n', Streams.Select(s => Outline(streams[s])));
    }

    private static async Task<string> Append(Asker a, Tenant tenant, int command, StreamAppend stream)
    {
        try
        {
            await a.Store.Append(tenant, Command(stream, Twins.CommandId(command)), default);
            return "appended";
        }
        catch (CommandKnownException e)
        {
            return $"known {Told(e.First)}";
        }
    }

    private static string Told(FirstAnswer? answer) => answer is null ? "no answer" : $"{Convert.ToHexStringLower(answer.Fingerprint)} {answer.Answer}\n";

    private static string Told(History history) => Told(history.Events) + Told(history.Words);

    private static string Told(IEnumerable<Recorded> events) => string.Concat(events.Select(e =>
        string.Create(CultureInfo.InvariantCulture, $"{e.Tenant.Id} {e.Position} {e.StreamType} {e.StreamId} {e.Version} {e.Data} {Leaf.Time(e.RecordedAt)} {e.HappenedOn:O} {e.Command}\n")));

    private static string Told<T>(IReadOnlyDictionary<Guid, T> words) => string.Concat(words.OrderBy(w => w.Key).Select(w => $"{w.Key} {w.Value}\n"));

    private static string Told(IReadOnlyDictionary<Guid, WrittenWords> words) =>
        string.Concat(words.Values.OrderBy(w => w.Id).Select(w => $"{w.Id} {w.Text} {Convert.ToHexStringLower(w.Salt)}\n"));
}
