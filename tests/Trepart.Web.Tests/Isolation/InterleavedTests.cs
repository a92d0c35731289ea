using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Web.Tests;

/// <summary>
/// Three municipalities' requests, all mixed, over two connections to the database, while clients go away, requests are bad, versions are old, backends
/// are killed and statements time out: nobody is ever answered with another's data, and nothing is left on a session.
/// </summary>
public sealed class InterleavedTests(ITestOutputHelper output)
{
    private const int Clients = 12;

    private static readonly int Requests = LongRun.Or(full: 100_000, otherwise: 10_000);

    private readonly ConcurrentQueue<string> _red = new();
    private readonly ConcurrentDictionary<string, int> _came = new();
    private readonly ConcurrentQueue<(Tenant Tenant, string Command, string Text)> _done = new();

    [Fact]
    public async Task Interleaved_requests_over_two_connections_never_meet()
    {
        // A statement that waits is soon ended, so that time-outs happen too.
        await using var neighbours = Neighbours.With(
            c => new NpgsqlConnectionStringBuilder(c)
            {
                MaxPoolSize = 2,
                Options = "-c lock_timeout=100ms -c statement_timeout=150ms -c idle_in_transaction_session_timeout=10s -c timezone=UTC",
            }.ConnectionString,
            workers: 1);
        await neighbours.InitializeAsync();
        var visitors = new List<Visitor>();
        foreach (var tenant in Neighbours.All)
        {
            foreach (var role in new[] { SeatRole.UnitLeader, SeatRole.Employee, SeatRole.Auditor, SeatRole.Coordinator })
                visitors.Add(await Visitors.One(neighbours.App, tenant, Neighbours.Person(role), $"{role}"));
        }

        var watch = Stopwatch.StartNew();
        var left = Requests;
        using var ended = new CancellationTokenSource();
        var trouble = Trouble(neighbours.App.Database, () => Requests - Volatile.Read(ref left), ended.Token);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            using var sender = new Sender(neighbours.App.Address);
            var random = new Random(client);
            while (Interlocked.Decrement(ref left) >= 0)
                await One(sender, visitors[random.Next(visitors.Count)], random);
        })));
        await ended.CancelAsync();
        var (killed, stalled) = await trouble;

        output.WriteLine($"{Requests} requests in {watch.Elapsed.TotalSeconds:0} s; {killed} backends killed, {stalled} stalls; {string.Join(", ", _came.OrderBy(c => c.Key).Select(c => $"{c.Key}: {c.Value}"))}");
        var failed = neighbours.App.Logged.Where(l => l.Contains(" failed: ", StringComparison.Ordinal) && !l.Contains("PostgresException 5", StringComparison.Ordinal)).Take(20);
        Assert.True(_red.IsEmpty, $"{_red.Count}:\n{string.Join('\n', _red.Take(20))}\n{string.Join('\n', failed)}");
        foreach (var needed in new[] { "200", "201", "400", "403", "404", "409", "412", "422", "503", "gone" })
            Assert.True(_came.GetValueOrDefault(needed) > 0, $"nothing came to {needed}: the run shows too little");
        Assert.True(killed > 5 && stalled > 2, $"{killed} killed, {stalled} stalled");
        await Afterwards(neighbours);
    }

    private async Task One(Sender sender, Visitor who, Random random)
    {
        var (asking, mustShow, text) = Next(who, random);
        using var away = new CancellationTokenSource();
        if (random.Next(12) == 0)
            away.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 25)));
        Answer answer;
        try
        {
            answer = await sender.Send(who, asking, away.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            Came("gone");
            return;
        }

        Came($"{answer.Status}");
        if (Neighbours.ForeignMark(answer.All, who.Tenant) is { } mark)
            _red.Enqueue($"{who.Tenant!.Id} {who} {asking}: a neighbour's text: {mark}");
        if (answer.Status == 200 && mustShow && !answer.Body.Contains(Neighbours.MarkOf(who.Tenant!), StringComparison.Ordinal))
            _red.Enqueue($"{who.Tenant!.Id} {who} {asking}: none of its own texts: {answer.Body[..Math.Min(200, answer.Body.Length)]}");
        if (answer.Status is 500 or 302)
            _red.Enqueue($"{who.Tenant!.Id} {who} {asking}: {answer.Status} {answer.Body[..Math.Min(200, answer.Body.Length)]}");
        if (answer.Status == 201)
            _done.Enqueue((who.Tenant!, asking.Headers.First(h => h.Name == "Idempotency-Key").Value, text!));
    }

    private void Came(string what) => _came.AddOrUpdate(what, 1, (_, n) => n + 1);

    /// <summary>The next request, and whether an answer of 200 must hold a text of the municipality.</summary>
    private static (Asking Asking, bool MustShow, string? Text) Next(Visitor who, Random random)
    {
        var (tenant, page) = (who.Tenant!.Id, $"/{who.Tenant.Id}");
        var api = $"/api/v1/{tenant}";
        var (arena, matter, input) = (Samples.Own(Thing.Arena), Samples.Own(Thing.Matter), Samples.Own(Thing.Input));
        var elsewhere = Neighbours.All.First(t => t != who.Tenant);
        var text = $"{Neighbours.MarkOf(who.Tenant)}{random.Next(10_000):0000} {Guid.CreateVersion7()}";
        switch (random.Next(28))
        {
            case 0 or 1: return (Get($"{api}/matters/{matter}"), true, null);
            case 2 or 3: return (Get($"{api}/inputs/{input}"), true, null);
            case 4: return (Get($"{api}/arenas/{arena}/inputs"), true, null);
            case 5: return (Get($"{api}/arenas/{arena}/matters"), true, null);
            case 6: return (Get($"{api}/arenas/{arena}/seats"), true, null);
            case 7: return (Get($"{api}/trail?limit=5"), true, null);
            case 8: return (Get($"{api}/arenas"), false, null);
            case 9: return (Get(page), true, null);
            case 10: return (Get($"{page}/saker/{matter}"), true, null);
            case 11: return (Get($"{page}/innspill/{input}"), true, null);
            case 12: return (Get($"{page}/grupper/{arena}"), true, null);
            case 13: return (Get($"{page}/historikk?fra=2026-11-01"), true, null);
            case 14: return (Get($"{page}/laering"), true, null);
            case 15: return (Get($"{page}/personer?navn=den"), true, null);
            case 16: return (Get($"{api}/matters/{Neighbours.Only(elsewhere, "matter")}"), false, null);
            case 17: return (Get($"/api/v1/{elsewhere.Id}/matters/{matter}"), false, null);
            case 18: return (Get($"/{elsewhere.Id}/saker/{matter}"), false, null);
            case 19: return (Get($"{api}/trail?before=no-number"), false, null);
            case 20: return (Post($"{api}/arenas/{arena}/inputs", """{"kind":"problem","text":""", null), false, null);
            case 21: return (Post($"{api}/matters/{matter}/clarify-problem", $$"""{"problem":"{{text}}"}""", "\"1\""), false, null);
            case 22: return (Post($"{api}/matters/{matter}/make-trial-permanent", $$"""{"practice":"{{text}}"}""", "*"), false, null);
            case 23: return (Post($"{api}/arenas/{arena}/inputs", $$"""{"kind":"problem","text":"{{text}}"}""", null, Neighbours.CommandOf(who.Tenant, "input").ToString()), false, null);
            case 24: return (Post($"{api}/matters/{matter}/correct-matter", $$"""{"entry":1,"correct":"{{text}}","why":"{{text}}","confirmed":true}""", "*"), false, null);
            default: return (Post($"{api}/arenas/{arena}/inputs", $$"""{"kind":"problem","text":"{{text}}","confirmed":true}""", null), false, text);
        }

        Asking Get(string address) => new("GET", address, []);

        Asking Post(string address, string json, string? seen, string? key = null) => new(
            "POST", address, [("Idempotency-Key", key ?? Guid.CreateVersion7().ToString()), .. seen is null ? Array.Empty<(string, string)>() : [("If-Match", seen)]], Json: json);
    }

    /// <summary>Kills a backend, or holds a table, now and then: by how many requests have been sent, so that a slow machine sees as much.</summary>
    private static async Task<(int Killed, int Stalled)> Trouble(string database, Func<int> sent, CancellationToken ct)
    {
        const int Every = 400;
        var (random, killed, stalled, next) = (new Random(7), 0, 0, Every);
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(5, CancellationToken.None);
            if (sent() < next)
                continue;
            next += Every;
            if (random.Next(3) > 0)
            {
                killed += (await Databases.Query<bool>(
                    database,
                    $"""
                    select pg_terminate_backend(pid) from (
                      select pid from pg_stat_activity where datname = current_database() and usename = 'trepart_app' order by pid offset {random.Next(2)} limit 1) one
                    """)).Count(done => done);
            }
            else
            {
                await Databases.Run(database, $"begin; lock table {(random.Next(2) == 0 ? "inputs" : "words")} in access exclusive mode; select pg_sleep(0.3); rollback");
                stalled++;
            }
        }

        return (killed, stalled);
    }

    private async Task Afterwards(Neighbours neighbours)
    {
        var app = neighbours.App;

        // A worker whose connection was killed tries that municipality again half a minute later, by the service's clock, which stands still here.
        app.Clock.Now = app.Clock.Now.AddMinutes(1);

        // Those that were killed last lie in the pool until somebody uses them.
        for (var dead = 0; ; dead++)
        {
            try
            {
                await app.CaughtUp();
                break;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.AdminShutdown && dead < 2)
            {
            }
        }

        // Everything that was answered for is there, once, and where it belongs.
        foreach (var tenant in Neighbours.All)
        {
            var there = (await Databases.Query<string>(app.Database, $"select text from words where tenant_id = '{tenant.Id}'")).CountBy(t => t).ToDictionary();
            foreach (var (_, _, text) in _done.Where(d => d.Tenant == tenant))
                Assert.True(there.GetValueOrDefault(text) == 1, $"{tenant.Id}: {text} is there {there.GetValueOrDefault(text)} times");
            Assert.All(there.Keys, text => Assert.Null(Neighbours.ForeignMark(text, tenant)));
        }

        // Dense, verified, and the tables are what the log makes of them.
        var verification = new Verification(app.Services.GetRequiredService<Placement>(), EventJson.Format, app.Services.GetRequiredService<Witness>());
        foreach (var tenant in Neighbours.All)
        {
            var faults = new List<Fault>();
            var verified = await Patiently(() => verification.Verify(tenant, faults.Add, default));
            Assert.Empty(faults);
            Assert.Equal(await app.Count(tenant), verified.Events);
        }

        await using var db = NpgsqlDataSource.Create(Databases.AsSuperuser(app.Database));
        var log = await ReadTables.Log(new EventStore(Placement.Of(db), EventJson.Format, [], TimeProvider.System), Neighbours.All);
        foreach (var projection in TrepartHost.Projections)
            Assert.Null(await ReadTables.Difference(Databases.AsSuperuser(app.Database), log, projection));

        // Nothing is left on the two connections that everyone has shared.
        Assert.Equal([0L], await Databases.Query<long>(app.Database, "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"));
        var pool = app.Services.GetRequiredService<Placement>().Directory;
        await using var one = await pool.OpenConnectionAsync();
        await using var two = await pool.OpenConnectionAsync();
        foreach (var connection in new[] { one, two })
        {
            await using var command = new NpgsqlCommand(
                """
                select coalesce(current_setting('trepart.tenant', true), '') || (select count(*) from mt_events)
                  || (select coalesce(string_agg(name, ' '), '') from pg_settings where source = 'session') || (select count(*) from pg_listening_channels())
                  || (select count(*) from pg_class where relpersistence = 't')
                """,
                connection);
            Assert.Equal("000", (string?)await command.ExecuteScalarAsync());
        }

        Assert.DoesNotContain(app.Logged, line => Neighbours.AnyMark(line) is not null);
    }

    // The pool's own time limit is short here, and holds for this too.
    private static async Task<T> Patiently<T>(Func<Task<T>> what)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await what();
            }
            catch (NpgsqlException) when (i < 5)
            {
                await Task.Delay(100);
            }
        }
    }
}
