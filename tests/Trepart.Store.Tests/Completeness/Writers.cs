using System.Collections.Concurrent;
using Npgsql;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>
/// Twelve who write on a few municipalities at once. A third of them hold their transaction open for some milliseconds before the commit, a tenth
/// are rolled back: by an error after the events, or by whoever began the transaction. Each commit also takes a number from a plain sequence,
/// as most event tables do: see <see cref="PlainSequence"/>.
/// </summary>
internal sealed class Writers(TestStore test, IReadOnlyList<Tenant> tenants, int events)
{
    private const int Count = 12;
    private const int LongestStream = 120;

    private readonly ConcurrentDictionary<(Tenant Tenant, Guid Stream), List<Guid>> _acknowledged = new();
    private readonly ConcurrentBag<Guid> _committed = [];
    private long _written;
    private long _rolledBack;

    /// <summary>The events of each stream as they were acknowledged, oldest first.</summary>
    public IReadOnlyDictionary<(Tenant Tenant, Guid Stream), List<Guid>> Acknowledged => _acknowledged;

    /// <summary>The commands whose commit was acknowledged.</summary>
    public IReadOnlyCollection<Guid> Committed => _committed;

    public long Written => Interlocked.Read(ref _written);

    public long RolledBack => Interlocked.Read(ref _rolledBack);

    public Task Run() => Task.WhenAll(Enumerable.Range(0, Count).Select(writer => Task.Run(() => Write(new Random(writer)))));

    private async Task Write(Random random)
    {
        var open = new Dictionary<Tenant, Guid>();
        while (Written < events)
        {
            var tenant = tenants[random.Next(tenants.Count)];
            var stream = open.TryGetValue(tenant, out var begun) && _acknowledged[(tenant, begun)].Count < LongestStream ? begun : Guid.CreateVersion7();
            var before = _acknowledged.GetValueOrDefault((tenant, stream));
            var command = Command(On(stream, before?.Count ?? 0, [.. Enumerable.Range(0, 1 + random.Next(40)).Select(n => new Noted("written", n))]));
            if (await Append(tenant, command, random) is not { } recorded)
            {
                Interlocked.Increment(ref _rolledBack);
                continue;
            }

            open[tenant] = stream;
            _acknowledged.GetOrAdd((tenant, stream), []).AddRange(recorded.Select(r => r.Id));
            _committed.Add(command.Command);
            Interlocked.Add(ref _written, recorded.Count);
            if (random.Next(20) == 0)
                Assert.Equal(_acknowledged[(tenant, stream)], (await test.Store.Read(tenant, stream, default)).Events.Select(e => e.Id));
        }
    }

    /// <returns>Null where it was rolled back.</returns>
    private async Task<IReadOnlyList<Recorded>?> Append(Tenant tenant, Append command, Random random)
    {
        var isSlow = random.Next(3) == 0;
        var seconds = (1 + random.Next(8)) / 1000.0;
        var fate = random.Next(100);

        void Beside(NpgsqlBatch batch)
        {
            batch.Add(PlainSequence.Insert, command.Command);
            if (isSlow)
                batch.Add("select pg_sleep($1)", seconds);
            if (fate < 5)
                batch.Add("select 1 / $1", 0);
        }

        if (fate is >= 5 and < 10)
        {
            await using var connection = await test.Db.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await test.Store.Append(tenant, command, default, Beside, connection);
            await transaction.RollbackAsync();
            return null;
        }

        try
        {
            return await test.Store.Append(tenant, command, default, Beside);
        }
        catch (PostgresException e) when (fate < 5 && e.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            return null;
        }
    }
}
