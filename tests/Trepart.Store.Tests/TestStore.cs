using System.Text.Json;
using Npgsql;
using Trepart.Tests;

namespace Trepart.Store.Tests;

/// <summary>Things that happen only in these tests: the store knows no event by name.</summary>
public sealed record Noted(string Text, int Number = 0);

public sealed record Turned(Guid? By = null);

/// <summary>Holds on to a text that stands beside the log.</summary>
public sealed record Written(Reference Reason);

public sealed record Reference(Guid Id, string Commitment);

/// <summary>A store on a database of its own.</summary>
public sealed class TestStore : IAsyncLifetime
{
    public static readonly Tenant Ås = new("as");
    public static readonly Tenant Vestby = new("vestby");
    public static readonly Guid Arena = Guid.Parse("0192f3a0-0000-7000-8000-00000000aaaa");

    public static readonly Guid Actor = Guid.Parse("0192f3a0-0000-7000-8000-00000000bbbb");

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Database { get; private set; } = "";

    public NpgsqlDataSource Db { get; private set; } = null!;

    public EventStore Store { get; private set; } = null!;

    public Clock Clock { get; } = new(new(2026, 2, 11, 12, 0, 0, 123, 456, TimeSpan.Zero));

    public static EventFormat Format { get; } = new(new Dictionary<string, Type> { ["noted"] = typeof(Noted), ["turned"] = typeof(Turned), ["written"] = typeof(Written) }, Json);

    public EventStore StoreWith(params IProjection[] projections) => StoreOn(Db, Clock, projections);

    public static EventStore StoreOn(NpgsqlDataSource db, TimeProvider clock, params IProjection[] projections) => new(Placement.Of(db), Format, projections, clock);

    public async ValueTask InitializeAsync()
    {
        Database = await Databases.Clone([]);
        Db = NpgsqlDataSource.Create(Databases.AsApp(Database));
        Store = StoreWith();
        await using var operators = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, Database));
        foreach (var tenant in new[] { Ås, Vestby })
            await new Directory(operators).Create(Made(tenant), operators, default);
    }

    public async Task<Tenant> NewTenant(string id)
    {
        await using var operators = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, Database));
        var tenant = new Tenant(id);
        await new Directory(operators).Create(Made(tenant), operators, default);
        return tenant;
    }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        await Databases.Drop(Database);
    }

    public NewMunicipality Made(Tenant tenant, string placement = Placement.Default) =>
        new(tenant, new Dictionary<string, string> { ["name"] = tenant.Id }, new(2026, 1, 1), Clock.Now, placement);

    public static Append Command(StreamAppend stream, Guid? id = null, byte[]? fingerprint = null, string answer = "{}") =>
        new(id ?? Guid.CreateVersion7(), fingerprint ?? [1], answer, new(2026, 2, 10), "arena", Actor,
            Guid.Parse("0192f3a0-0000-7000-8000-00000000cccc"), [stream], "request-1", "cause-1");

    /// <summary>What a decision must see of a stream that holds these.</summary>
    public static Past PastOf(IEnumerable<Recorded> events) =>
        events.ToList() is [var first, ..] all ? new(first.StreamType, first.Arena, first.Actor, [.. all.Select(e => e.Event)]) : Past.None;

    public static string Outline(Past past) => $"{past.StreamType} {past.Arena} {past.Actor} {past.Version}: {string.Join(", ", past.Events)}\n";

    public static StreamAppend On(Guid stream, long expected, params object[] events) => new(stream, "note", expected, Arena, events, []);
}
