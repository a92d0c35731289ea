using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using static Trepart.Tests.TrepartApp;
using static Trepart.Web.Tests.OpenInputs.OpenHouse;

namespace Trepart.Web.Tests.OpenInputs;

/// <summary>After something was given without a name, every table, log line and trace is looked through for who, from where and when.</summary>
public sealed class UnnamedTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private const string Agent = "Kjennetegn/47.11";

    [Fact]
    public async Task Nothing_that_is_kept_says_who_gave_it_or_when()
    {
        var poster = await Poster(app, Ås);

        // Someone who is signed in, in the same browser.
        var user = new WebUser(app.Address, Agent);
        await TrepartApp.SignIn(user, Ås, Id(Ås, "person", "person-ansatt"));
        await app.CaughtUp();
        var (sessions, logged) = (await Rows("web_sessions"), app.Logged.Count);
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var before = await Everything();

        var marks = new[] { "førstesteinen", "andresteinen", "tredjesteinen", "fjerdesteinen" };
        var codes = new List<string>();
        foreach (var mark in marks)
        {
            app.Clock.Now = app.Clock.Now.AddMinutes(7);
            codes.Add(await Give(user, poster, $"Det ligger {mark} ved porten."));
        }

        var given = app.Clock.Now;
        var after = await Everything();

        // Only the room has changed, and nothing in it tells the moment, the browser, the session or the order.
        Assert.Equal(["waiting_room"], after.Keys.Where(t => after[t] != before.GetValueOrDefault(t)));
        Assert.Equal(sessions, await Rows("web_sessions"));
        var room = after["waiting_room"];
        Assert.All(marks, m => Assert.Contains(m, room, StringComparison.Ordinal));
        foreach (var telling in new[] { Agent, "127.0.0.1", given.ToString("HH:mm", CultureInfo.InvariantCulture), "2026-11-20", Id(Ås, "holding", "ansatt").ToString(), Id(Ås, "person", "person-ansatt").ToString() }.Concat(codes))
            Assert.DoesNotContain(telling, room, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([1L], await Databases.Query<long>(app.Database, "select count(distinct xmin::text) from waiting_room"));
        Assert.Equal([4L], await Databases.Query<long>(app.Database, "select count(*) from waiting_room where substr(id::text, 15, 1) = '4'"));
        Assert.Equal([0L], await Databases.Query<long>(app.Database, "select count(*) from information_schema.columns where table_name = 'waiting_room' and data_type ~ 'time|date'"));

        Assert.Equal(logged, app.Logged.Count);
        // The browser of this test is traced by itself. Other tests run beside this one: of this service no request is told of, and nobody's statement that puts something into the room.
        Assert.DoesNotContain(spans, s => s.Source.Name != "System.Net.Http" && s.GetTagItem("server.port") is int port && port == app.Address.Port);
        Assert.DoesNotContain(spans, s => s.Source.Name != "System.Net.Http" && s.TagObjects.Any(t => t.Value?.ToString()?.Contains("/gi/", StringComparison.Ordinal) == true));
        Assert.DoesNotContain(spans, s => s.Source.Name.StartsWith("Npgsql", StringComparison.Ordinal) && s.TagObjects.Any(t => t.Value?.ToString()?.Contains("union all select * from now", StringComparison.Ordinal) == true));

        // In the morning all four are let in, by nobody, at one moment, in no order.
        app.Clock.Now = app.Clock.Now.AddDays(1);
        Assert.Equal(4, await Release(app, Ås));
        Assert.Empty(await Databases.Query<string>(app.Database, "select id::text from waiting_room"));
        Assert.Equal([4L], await Databases.Query<long>(app.Database, "select count(*) from mt_events where type = 'unnamed_input_received' and not (headers ? 'actor') and not (headers ? 'seat') and correlation_id is null and causation_id is null"));
        Assert.Equal([1L], await Databases.Query<long>(app.Database, "select count(distinct (timestamp, xmin::text, headers ->> 'happenedOn')) from mt_events where type = 'unnamed_input_received'"));
        Assert.Equal(["2026-11-21"], await Databases.Query<string>(app.Database, "select distinct headers ->> 'happenedOn' from mt_events where type = 'unnamed_input_received'"));
        foreach (var (table, column, where) in new[] { ("mt_streams", "id", "id in (select stream_id from mt_events where type = 'unnamed_input_received')"), ("words", "id", "stream_id in (select stream_id from mt_events where type = 'unnamed_input_received')") })
            Assert.Equal([4L], await Databases.Query<long>(app.Database, $"select count(*) from {table} where substr({column}::text, 15, 1) = '4' and {where}"));
        Assert.Equal([4L], await Databases.Query<long>(app.Database, "select count(*) from inputs where giver is null"));

        // All that is kept of the code is its hash.
        var kept = string.Join('\n', (await Everything()).Values);
        Assert.All(codes, c => Assert.DoesNotContain(c, kept, StringComparison.OrdinalIgnoreCase));
        Assert.All(codes, c => Assert.DoesNotContain(c.Replace("-", "", StringComparison.Ordinal), kept, StringComparison.OrdinalIgnoreCase));
        Assert.All(app.Logged, l => Assert.DoesNotContain("steinen", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_order_in_the_log_is_not_the_order_of_giving()
    {
        await using var own = new TrepartApp();
        await own.InitializeAsync();
        var poster = await Poster(own, Ås);
        var orders = new HashSet<string>();
        for (var day = 0; day < 6; day++)
        {
            for (var n = 0; n < 4; n++)
                await Give(own.Nobody(), poster, $"Nummer {n} av dag {day}.");
            own.Clock.Now = own.Clock.Now.AddDays(1);
            Assert.Equal(4, await Release(own, Ås));
            orders.Add(string.Concat((await Databases.Query<string>(
                own.Database, $"select substr(w.text, 8, 2) from mt_events e join words w on w.stream_id = e.stream_id where e.type = 'unnamed_input_received' and w.text like '%dag {day}.' order by e.seq_id"))));
        }

        // All six in the order of giving comes about once in two hundred million runs.
        Assert.True(orders.Count > 1, string.Join(';', orders));
    }

    private Task<List<string>> Rows(string table) => Databases.Query<string>(app.Database, $"select t::text || xmin::text from {table} t order by 1");

    private async Task<Dictionary<string, string>> Everything()
    {
        var all = new Dictionary<string, string>();
        foreach (var table in await Databases.Query<string>(app.Database, "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"))
            all[table] = string.Join('\n', await Databases.Query<string>(app.Database, $"select t::text from {table} t order by 1"));
        return all;
    }
}
