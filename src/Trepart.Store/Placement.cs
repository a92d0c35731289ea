using System.Collections.Frozen;
using Npgsql;

namespace Trepart.Store;

/// <summary>
/// Which database holds which municipality. The directory stands in the one called <see cref="Default"/>, which also holds every
/// municipality that is not placed elsewhere.
/// </summary>
/// <param name="databases">By name; <see cref="Default"/> is among them. They are disposed of with this.</param>
public sealed class Placement(IReadOnlyDictionary<string, NpgsqlDataSource> databases, TimeProvider clock) : IAsyncDisposable
{
    public const string Default = "default";

    /// <summary>How long a process may go on with what it last read of the directory.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromSeconds(5);

    private volatile Known? _known;

    public static Placement Of(NpgsqlDataSource db) => new(new Dictionary<string, NpgsqlDataSource> { [Default] = db }, TimeProvider.System);

    /// <summary>Where the directory of municipalities stands.</summary>
    public NpgsqlDataSource Directory => databases[Default];

    public IReadOnlyDictionary<string, NpgsqlDataSource> All => databases;

    /// <summary>A batch in the municipality's own database, with row-level security set to it.</summary>
    /// <exception cref="PlacementUnknownException">It is placed in a database that this process was not given.</exception>
    public async ValueTask<NpgsqlBatch> Batch(Tenant tenant, CancellationToken ct) => (await Of(tenant, ct)).CreateBatch().For(tenant);

    /// <exception cref="PlacementUnknownException">It is placed in a database that this process was not given.</exception>
    public async ValueTask<NpgsqlDataSource> Of(Tenant tenant, CancellationToken ct)
    {
        var name = await NameOf(tenant, ct);
        return databases.GetValueOrDefault(name) ?? throw new PlacementUnknownException(tenant, name);
    }

    /// <summary>The name of its database. A municipality that is not in the directory is where new ones are made.</summary>
    public async ValueTask<string> NameOf(Tenant tenant, CancellationToken ct)
    {
        // With one database there is nothing to look up: the check at start has seen that nobody is placed elsewhere.
        if (databases.Count == 1)
            return Default;

        var known = _known;
        if (known is null || clock.GetElapsedTime(known.ReadAt) > Trusted)
            _known = known = new(await Read(Directory, ct), clock.GetTimestamp());
        return known.Elsewhere.GetValueOrDefault(tenant.Id, Default);
    }

    /// <summary>After the municipality turned out to be closed or missing: it may have been moved.</summary>
    public void Forget() => _known = null;

    public async ValueTask DisposeAsync()
    {
        foreach (var db in databases.Values)
            await db.DisposeAsync();
    }

    private static async Task<FrozenDictionary<string, string>> Read(NpgsqlDataSource directory, CancellationToken ct)
    {
        await using var command = directory.CreateCommand("select tenant_id, placement from tenants where placement <> 'default'");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var placed = new Dictionary<string, string>();
        while (await reader.ReadAsync(ct))
            placed[reader.GetString(0)] = reader.GetString(1);
        return placed.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Known(FrozenDictionary<string, string> Elsewhere, long ReadAt);
}

/// <summary>The directory names a database that this process was not given.</summary>
public sealed class PlacementUnknownException(Tenant tenant, string name)
    : Exception($"{tenant.Id} is placed in the database '{name}', which is not configured.");
