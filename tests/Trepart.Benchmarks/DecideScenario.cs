using Npgsql;
using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>A whole command against a matter of 20 events: read, fold, decide by the real rules, append.</summary>
public static class DecideScenario
{
    private const int Clients = 8;
    private const int Matters = 2000;

    public static async Task Run(string server, Pace pace, Report report)
    {
        await using var made = await BenchDatabase.Create(server);
        await using var db = NpgsqlDataSource.Create(made.AsApp);
        var store = new EventStore(Placement.Of(db), EventJson.Format, [], TimeProvider.System);
        var clients = new List<Decider>();
        for (var i = 0; i < Clients; i++)
            clients.Add(new Decider(store, i));
        await Task.WhenAll(clients.Select(c => c.Prepare(Matters)));

        var bare = await BareClient.Open(db, Clients);
        var compared = await Rounds.Compare(pace, [.. clients.Select(c => (Func<Task>)c.Decide)], [.. bare.Select(b => (Func<Task>)b.Insert)]);
        report.Head("read 20, decide, append", "ratio", "quartiles", "commands/s", "bare/s", "at least");
        report.Row($"{Clients} clients (matters had {Report.Text(clients.Average(c => c.AverageRead), "0.0")} events)", compared, 0.30);
        foreach (var client in bare)
            await client.DisposeAsync();
    }

    private sealed class Decider(EventStore store, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<(Tenant Tenant, Guid Stream)> _matters = [];
        private int _next;
        private long _read;
        private long _decided;

        public double AverageRead => (double)_read / _decided;

        public async Task Prepare(int matters)
        {
            for (var i = 0; i < matters; i++)
            {
                var (tenant, stream) = (LogClient.Choose(_random), Guid.CreateVersion7());
                await store.Append(tenant, Payload.Next(stream, 0, 20), default);
                _matters.Add((tenant, stream));
            }
        }

        /// <summary>Each matter in its turn, so that they stay near 20 events.</summary>
        public async Task Decide()
        {
            var (tenant, stream) = _matters[_next++ % _matters.Count];
            var words = Payload.NewWords();
            var command = Guid.CreateVersion7();
            var (first, streams) = await store.ReadToDecide(tenant, command, [stream], default);
            var past = streams[stream];
            var state = Matter.Initial;
            foreach (var happened in past.Events)
                state = Matter.Evolve(state, (MatterEvent)happened);
            var decided = Matter.Decide(state, new RegisterView(Payload.Seat, Payload.Reference(words)), new Acting(Payload.Seat, new(2026, 2, 10)));
            if (first is not null || decided.Refusal is not null)
                throw new InvalidOperationException("The command was new and allowed.");
            await store.Append(tenant, Payload.Of(stream, past.Version, [.. decided.Events], [words]) with { Command = command }, default);
            (_read, _decided) = (_read + past.Version, _decided + 1);
        }
    }
}
