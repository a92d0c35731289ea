using System.Globalization;
using Npgsql;
using Trepart.Tests;

namespace Trepart.Store.Tests;

/// <summary>A municipality of its own with a log to be damaged, its roots, and a witness folder.</summary>
public sealed class TestLog : IDisposable
{
    private readonly TestStore _test;

    private TestLog(TestStore test, Tenant tenant)
    {
        (_test, Tenant, Db) = (test, tenant, Placement.Of(test.Db));
        Witness = new Witness(Path.Combine(Path.GetTempPath(), $"trepart-witness-{Guid.NewGuid():N}"));
        Witness.Make();
        Roots = new Roots(Db, Witness, test.Clock);
    }

    public Tenant Tenant { get; }

    public Placement Db { get; }

    public Witness Witness { get; }

    public Roots Roots { get; }

    public string WitnessFile => Path.Combine(Witness.Folder, WitnessedRoot.FileOf(Tenant));

    public static async Task<TestLog> In(TestStore test, string tenant)
    {
        var log = new TestLog(test, new Tenant(tenant));
        await using var owner = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, test.Database));
        await new Directory(owner).Create(test.Made(log.Tenant), owner, default);
        return log;
    }

    public void Dispose() => System.IO.Directory.Delete(Witness.Folder, recursive: true);

    /// <summary>Appends events to a stream, one command for all of them.</summary>
    public async Task<Guid> Append(int events, Guid? stream = null, long expected = 0)
    {
        var id = stream ?? Guid.CreateVersion7();
        await _test.Store.Append(Tenant, TestStore.Command(TestStore.On(id, expected, [.. Enumerable.Range(0, events).Select(i => (object)new Noted($"event {i} æøå", i))])), default);
        return id;
    }

    /// <summary>Appends, and records the root, as many times as numbers are given.</summary>
    public async Task AppendAndRecord(params int[] events)
    {
        foreach (var count in events)
        {
            await Append(count);
            await Roots.Record(Tenant, default);
        }
    }

    /// <summary>What an event with another payload would be, with a hash that fits.</summary>
    public async Task RewriteWithHash(long position)
    {
        var recorded = (await _test.Store.ReadLog(Tenant, position - 1, 1, default))[0];
        var other = recorded with { Data = recorded.Data.Replace("event", "evens", StringComparison.Ordinal) };
        await Sql($"update mt_events set data = '{other.Data}', leaf_hash = '\\x{Convert.ToHexStringLower(Leaf.HashOf(other))}' where {At(position)}");
    }

    /// <summary>Makes the recorded roots fit what now stands in the log, as someone who can write in the database would.</summary>
    public async Task RewriteRoots()
    {
        var recorded = await Positions();
        var tree = new Frontier();
        foreach (var one in await _test.Store.ReadLog(Tenant, 0, 100_000, default))
        {
            tree.Add(one.LeafHash);
            if (recorded.Contains(tree.Size))
                await Sql($"update roots set root = '\\x{Convert.ToHexStringLower(tree.Root())}', frontier = array[{string.Join(',', tree.Full.Select(h => $"'\\x{Convert.ToHexStringLower(h)}'::bytea"))}] where tenant_id = '{Tenant.Id}' and position = {tree.Size}");
        }
    }

    public Task<List<long>> Positions() => Databases.Query<long>(_test.Database, $"select position from roots where tenant_id = '{Tenant.Id}' order by 1");

    public string At(long position) => string.Create(CultureInfo.InvariantCulture, $"tenant_id = '{Tenant.Id}' and seq_id = {position}");

    /// <summary>As a superuser, and without the checks between tables.</summary>
    public Task Sql(string sql) => Databases.Run(_test.Database, $"set session_replication_role = replica; {sql}");

    public async Task<List<Fault>> Faults() => (await Verify()).Faults;

    /// <param name="db">As another role than the service's; null for that.</param>
    public async Task<(Verified Verified, List<Fault> Faults)> Verify(Placement? db = null)
    {
        var faults = new List<Fault>();
        return (await new Verification(db ?? Db, TestStore.Format, Witness).Verify(Tenant, faults.Add, default), faults);
    }
}
