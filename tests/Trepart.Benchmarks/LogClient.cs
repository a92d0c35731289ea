namespace Trepart.Benchmarks;

/// <summary>One who appends: in a municipality chosen for each command (Oslo has a tenth), to a matter of its own there, which ends after 20 events.</summary>
/// <param name="seed">The same choices each time.</param>
/// <param name="only">The one municipality to write in; null for all.</param>
public sealed class LogClient(EventStore store, int seed, int eventsPerCommand = 1, Tenant? only = null, bool words = true)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<Tenant, (Guid Stream, long Version)> _matters = [];

    public static IReadOnlyList<Func<Task>> Many(EventStore store, int clients, int eventsPerCommand = 1, Tenant? only = null, bool words = true) =>
        [.. Enumerable.Range(1, clients).Select(i => (Func<Task>)new LogClient(store, i, eventsPerCommand, only, words).Append)];

    public async Task Append()
    {
        var tenant = only ?? Choose(_random);
        var (stream, version) = _matters.GetValueOrDefault(tenant);
        if (version is 0 or >= 20)
            (stream, version) = (Guid.CreateVersion7(), 0);
        var next = Payload.Next(stream, version, eventsPerCommand);
        await store.Append(tenant, words ? next : next with { Streams = [next.Streams[0] with { Words = [] }] }, default);
        _matters[tenant] = (stream, version + eventsPerCommand);
    }

    public static Tenant Choose(Random random) =>
        random.Next(10) == 0 ? BenchDatabase.Tenants[0] : BenchDatabase.Tenants[random.Next(1, BenchDatabase.Tenants.Count)];
}
