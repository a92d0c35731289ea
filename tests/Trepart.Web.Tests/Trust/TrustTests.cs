using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Trust;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Trust;

/// <summary>Everyone at a workplace answers without a name; the group sees sums when enough have, and nobody sees anything else, anywhere.</summary>
public sealed class TrustTests : IAsyncLifetime
{
    private const string Agent = "Kjennetegn/24.02";
    private static readonly string[] Everyone = ["ansatt", "ansatt-to", "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud"];
    private readonly TrepartApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_group_asks_answers_without_a_name_and_sees_itself_from_year_to_year()
    {
        var opened = await (await _app.SignIn(Ås, "tillitsvalgt")).Fill($"/as/grupper/{Group(Ås)}/apne-tillitssjekk", ("closesOn", "2026-12-10"));
        Assert.Equal(HttpStatusCode.Found, opened.Status);
        foreach (var (who, steps) in Everyone.Take(4).Zip(["555454333", "444444333", "333222333", "222222333"]))
            await Answer(who, steps);

        // Until it is closed nobody is told anything, not even how many.
        foreach (var who in Everyone)
        {
            var page = await Page(who);
            Assert.DoesNotContain("learning-table", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("4 av 6", page.Text, StringComparison.Ordinal);
            var open = Single(await _app.Api(Ås, who).Get($"/api/v1/as/arenas/{Group(Ås)}/trust-checks"));
            Assert.True(open["answered"] is null && open["figures"] is null, open.ToJsonString());
        }

        Assert.Equal(1, await CloseOn(new(2026, 12, 11)));
        Assert.Equal(0, await _app.Services.GetRequiredService<TrustClosing>().Run(Ås, default));
        var closed = Single(await _app.Api(Ås, "ansatt").Get($"/api/v1/as/arenas/{Group(Ås)}/trust-checks"));
        Assert.Equal("4", closed["answered"]!.ToString());
        Assert.Equal("""{"fairness":[0,3,3,3,3],"trust":[0,6,0,5,1],"cooperation":[0,0,12,0,0]}""", closed["figures"]!.ToJsonString());
        var seen = (await Page("ansatt-to")).Text;
        foreach (var shown in new[] { "4 av 6", "3,5", "3,1" })
            Assert.Contains(shown, seen, StringComparison.Ordinal);

        // A year later the two stand beside one another, in a picture and in a table.
        _app.Clock.Now = _app.Clock.Now.AddYears(1);
        Assert.Contains("Det er over et år siden sist", (await Page("leder")).Text, StringComparison.Ordinal);
        await Open("leder", "2027-12-24");
        foreach (var who in Everyone)
            await Answer(who, "555555555");
        await CloseOn(new(2027, 12, 25));
        var line = await Page("verneombud");
        Assert.Contains("<polyline", line.Html, StringComparison.Ordinal);
        Assert.Contains("6 av 6", line.Text, StringComparison.Ordinal);
        Assert.Contains("10. desember 2026", line.Text, StringComparison.Ordinal);
        Assert.Contains("24. desember 2027", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_answers_nothing_is_shown_anywhere_and_nothing_is_kept()
    {
        await Open("leder");
        await Answer("ansatt", "111111111");
        await Answer("ansatt-to", "111111111");
        await CloseOn(new(2026, 12, 11));

        Assert.Empty(await Databases.Query<string>(_app.Database, "select id::text from trust_answers union all select encode(mark, 'hex') from trust_marks"));
        Assert.Equal(["{}"], await Databases.Query<string>(_app.Database, "select data::text from mt_events where type = 'trust_check_closed'"));
        Assert.Equal([true], await Databases.Query<bool>(_app.Database, "select answered is null and fairness is null and trust is null and cooperation is null from trust_checks"));
        foreach (var who in Everyone)
        {
            var page = await Page(who);
            Assert.Contains("fikk for få svar", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("learning-table", page.Html, StringComparison.Ordinal);
            var closed = Single(await _app.Api(Ås, who).Get($"/api/v1/as/arenas/{Group(Ås)}/trust-checks"));
            Assert.True(closed["answered"] is null && closed["figures"] is null, closed.ToJsonString());
        }

        Assert.DoesNotContain("hadde svart", (await (await _app.SignIn(Ås, "leder")).Get("/as/historikk")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_table_log_line_trace_or_event_ties_an_answer_to_a_person()
    {
        await Open("leder");
        var users = new List<(string Who, WebUser User, WebPage Form)>();
        foreach (var who in Everyone)
        {
            var user = new WebUser(_app.Address, Agent);
            await TrepartApp.SignIn(user, Ås, Id(Ås, "person", "person-" + who));
            users.Add((who, user, await user.Get(await FormAddress())));
        }

        await _app.CaughtUp();
        var (sessions, logged, before) = (await Rows("web_sessions"), _app.Logged.Count, await Everything());
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        foreach (var (who, user, form) in users)
        {
            _app.Clock.Now = _app.Clock.Now.AddMinutes(7);
            Assert.Equal(HttpStatusCode.OK, (await Send(user, form, "123451234")).Status);
        }

        // Two tables have changed. Neither tells of a person, a moment, a browser or an order, and nothing is the same in both.
        var after = await Everything();
        Assert.Equal(["trust_answers", "trust_marks"], after.Keys.Where(t => after[t] != before.GetValueOrDefault(t)));
        Assert.Equal(sessions, await Rows("web_sessions"));
        var kept = after["trust_answers"] + after["trust_marks"];
        foreach (var telling in Everyone.SelectMany(w => new[] { Id(Ås, "person", "person-" + w).ToString(), Id(Ås, "holding", w).ToString() })
            .Concat([Agent, "127.0.0.1", "2026-11-20", "2026-11-21", _app.Clock.Now.ToString("HH:mm", CultureInfo.InvariantCulture), "010203040501020304", "123451234"]))
        {
            Assert.DoesNotContain(telling, kept, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var table in new[] { "trust_answers", "trust_marks" })
        {
            Assert.Equal([6L], await Databases.Query<long>(_app.Database, $"select count(*) from {table}"));
            Assert.Equal([1L], await Databases.Query<long>(_app.Database, $"select count(distinct xmin::text) from {table}"));
            Assert.Equal([0L], await Databases.Query<long>(_app.Database, $"select count(*) from information_schema.columns where table_name = '{table}' and data_type ~ 'time|date|serial|int'"));
        }

        Assert.Equal([0L], await Databases.Query<long>(_app.Database, "select count(*) from trust_answers a join trust_marks m on position(encode(m.mark, 'hex') in a::text) > 0 or position(a.id::text in m::text) > 0"));
        Assert.Equal([6L], await Databases.Query<long>(_app.Database, "select count(*) from trust_answers where substr(id::text, 15, 1) = '4'"));
        Assert.Equal([6L], await Databases.Query<long>(_app.Database, "select count(distinct sealed) from trust_answers"));

        // A mark is no hash that anyone could make of what stands in the tables.
        var check = (await Databases.Query<Guid>(_app.Database, "select id from trust_checks"))[0];
        foreach (var who in Everyone)
        {
            var plain = SHA256.HashData(Encoding.UTF8.GetBytes($"trust-mark\nas\n{check}\n{Id(Ås, "person", "person-" + who)}"))[..16];
            Assert.DoesNotContain(Convert.ToHexString(plain), kept, StringComparison.OrdinalIgnoreCase);
        }

        // No log line, and no trace of the requests or of what they put there.
        Assert.Equal(logged, _app.Logged.Count);
        Assert.DoesNotContain(spans, s => s.Source.Name != "System.Net.Http" && s.GetTagItem("server.port") is int port && port == _app.Address.Port);
        Assert.DoesNotContain(spans, s => s.Source.Name.StartsWith("Npgsql", StringComparison.Ordinal) && s.TagObjects.Any(t => t.Value?.ToString()?.Contains("insert into trust_marks", StringComparison.Ordinal) == true));

        // When it is closed the sums are left, in one event of nobody's, and one row.
        await CloseOn(new(2026, 12, 11));
        Assert.Empty(await Databases.Query<string>(_app.Database, "select id::text from trust_answers union all select encode(mark, 'hex') from trust_marks"));
        Assert.Equal(
            ["""{"figures": {"trust": [6, 0, 0, 6, 6], "fairness": [6, 6, 6, 0, 0], "cooperation": [0, 6, 6, 6, 0]}, "answered": 6}"""],
            await Databases.Query<string>(_app.Database, "select data::text from mt_events where type = 'trust_check_closed' and not (headers ? 'actor') and not (headers ? 'seat') and correlation_id is null and causation_id is null"));
        Assert.Empty(await Databases.Query<string>(_app.Database, "select type::text from mt_events where type like 'trust%' and type not in ('trust_check_opened', 'trust_check_closed')"));
    }

    [Fact]
    public async Task Where_the_rows_lie_does_not_tell_who_came_first()
    {
        await Open("leder");
        var id = (await Databases.Query<Guid>(_app.Database, "select id from trust_checks"))[0];
        var (slips, answers) = (_app.Services.GetRequiredService<TrustSlips>(), _app.Services.GetRequiredService<TrustAnswers>());
        var orders = new HashSet<string>();
        for (var round = 0; round < 6; round++)
        {
            await Databases.Run(_app.Database, "delete from trust_answers; delete from trust_marks");
            var marks = new List<string>();
            foreach (var who in Everyone)
            {
                var slip = slips.Read(Ås, slips.Of(Ås, id, Id(Ås, "person", "person-" + who)))!;
                marks.Add(Convert.ToHexStringLower(slip.Mark));
                await answers.Put(Ås, slip, [1, 1, 1, 1, 1, 1, 1, 1, 1], new(2026, 11, 20), default);
            }

            orders.Add(string.Concat((await Databases.Query<string>(_app.Database, "select encode(mark, 'hex') from trust_marks order by ctid")).Select(m => marks.IndexOf(m))));
        }

        // All six in the order of answering comes about once in a hundred million million runs.
        Assert.True(orders.Count > 1 || orders.Single() != "012345", string.Join(';', orders));
    }

    [Fact]
    public async Task One_answers_once_and_another_time_changes_nothing()
    {
        await Open("leder");
        var user = await _app.SignIn(Ås, "ansatt");
        var form = await user.Get(await FormAddress());
        foreach (var again in new[] { form, form, await user.Get(await FormAddress()), await (await _app.SignIn(Ås, "ansatt")).Get(await FormAddress()) })
            Assert.Equal(HttpStatusCode.OK, (await Send(user, again, again == form ? "555555555" : "111111111")).Status);
        Assert.Equal([1L], await Databases.Query<long>(_app.Database, "select count(*) from trust_answers"));
        Assert.Contains("Du har svart.", (await Page("ansatt")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Du har svart.", (await Page("ansatt-to")).Text, StringComparison.Ordinal);

        // What waits for her is just the same, for her and for who has not answered.
        foreach (var who in new[] { "ansatt", "ansatt-to" })
            Assert.Equal("answer-trust", Assert.Single((await _app.Api(Ås, who).Get("/api/v1/as/waiting")).Body!["items"]!.AsArray())!["kind"]!.ToString());

        // It is the first that counts.
        await Answer("leder", "555555555");
        await Answer("verneombud", "555555555");
        await CloseOn(new(2026, 12, 11));
        Assert.Equal(["{0,0,0,0,9}"], await Databases.Query<string>(_app.Database, "select fairness::text from trust_checks"));
    }

    [Fact]
    public async Task A_slip_that_is_forged_foreign_or_too_late_is_no_answer()
    {
        await Open("leder");
        var user = await _app.SignIn(Ås, "ansatt");
        var form = await user.Get(await FormAddress());
        var slip = form.FormFor("/as/tillitssjekk").Single(f => f.Key == "lapp").Value;
        async Task<HttpStatusCode> Try(string municipality, string? text) =>
            (await user.PostPairs($"/{municipality}/tillitssjekk", [.. Whole("555555555").Append(("lapp", text ?? "")).Select(f => KeyValuePair.Create(f.Item1, f.Item2))])).Status;

        foreach (var forged in new[] { null, "", "x", new string('A', 64), slip[..^1], slip + "A", (slip[0] == 'A' ? "B" : "A") + slip[1..], slip[..^1] + (slip[^1] == 'A' ? "B" : "A") })
            Assert.Equal(HttpStatusCode.NotFound, await Try("as", forged));
        Assert.Equal(HttpStatusCode.NotFound, await Try("vestby", slip));
        Assert.Equal(HttpStatusCode.NotFound, await Try("ingensteds", slip));
        Assert.Empty(await Databases.Query<string>(_app.Database, "select id::text from trust_answers"));

        // The last day is a whole day; the next is too late, whether it has been closed or not.
        _app.Clock.Now = new(2026, 12, 10, 20, 0, 0, TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, await Try("as", slip));
        _app.Clock.Now = new(2026, 12, 11, 8, 0, 0, TimeSpan.Zero);
        var late = await _app.SignIn(Ås, "leder");
        Assert.Equal(HttpStatusCode.Found, (await late.Get(await FormAddress())).Status);
        var leaders = _app.Services.GetRequiredService<TrustSlips>().Of(Ås, (await Databases.Query<Guid>(_app.Database, "select id from trust_checks"))[0], Id(Ås, "person", "person-leder"));
        Assert.Contains("ble ikke tatt med", (await user.PostPairs("/as/tillitssjekk", [.. Whole("111111111").Append(("lapp", leaders)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))])).Text, StringComparison.Ordinal);
        Assert.Equal([1L], await Databases.Query<long>(_app.Database, "select count(*) from trust_answers"));
    }

    [Fact]
    public async Task Half_an_answer_comes_back_with_what_was_chosen()
    {
        await Open("leder");
        var user = await _app.SignIn(Ås, "ansatt");
        var form = await user.Get(await FormAddress());
        var again = await user.Send(form, "/as/tillitssjekk", [.. Whole("555555555").Where(f => f.Field != "trust-2")]);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains("Noe mangler.", again.Text, StringComparison.Ordinal);
        Assert.Equal(8, again.Html.Split(" checked").Length - 1);
        Assert.Empty(await Databases.Query<string>(_app.Database, "select id::text from trust_answers"));
        Assert.Equal(HttpStatusCode.OK, (await user.Send(again, "/as/tillitssjekk", Whole("555555555"))).Status);
        Assert.Equal([1L], await Databases.Query<long>(_app.Database, "select count(*) from trust_answers"));
    }

    [Fact]
    public async Task Who_is_not_asked_sees_nothing_and_those_above_have_no_figures()
    {
        await Open("leder");
        foreach (var who in Everyone)
            await Answer(who, "111111111");
        await CloseOn(new(2026, 12, 11));
        var id = (await Databases.Query<Guid>(_app.Database, "select id from trust_checks"))[0];
        foreach (var who in new[] { "nabo", "koordinator", "ordforer", "direktor", "htv", "ombud", "revisor" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await _app.SignIn(Ås, who)).Get($"/as/grupper/{Group(Ås)}/tillitssjekk")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await _app.Api(Ås, who).Get($"/api/v1/as/trust-checks/{id}")).Status);
        }

        foreach (var who in new[] { "koordinator", "direktor", "htv", "ordforer" })
        {
            Assert.DoesNotContain("åpnet en tillitssjekk", (await (await _app.SignIn(Ås, who)).Get("/as/historikk")).Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("trust_check", (await _app.Api(Ås, who).Get("/api/v1/as/trail?limit=200")).Raw, StringComparison.Ordinal);
            Assert.DoesNotContain("tillitssjekk", (await (await _app.SignIn(Ås, who)).Get("/as/laering")).Text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("åpnet en tillitssjekk", (await (await _app.SignIn(Ås, "leder")).Get("/as/historikk")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_opened_where_fewer_than_five_belong_nor_twice_in_half_a_year()
    {
        var few = await _app.Api(Ås, "nabo").Post($"/api/v1/as/arenas/{Id(Ås, "arena", "nabogruppa")}/trust-checks", new { closesOn = "2026-12-10" });
        Assert.Equal((HttpStatusCode.Conflict, "trustcheck/too-few-persons"), (few.Status, few.Problem));
        await Open("leder");
        await CloseOn(new(2027, 5, 1));
        var soon = await _app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/trust-checks", new { closesOn = "2027-05-19" });
        Assert.Equal((HttpStatusCode.Conflict, "trustcheck/too-close-to-the-last"), (soon.Status, soon.Problem));
        _app.Clock.Now = new(2027, 5, 20, 9, 0, 0, TimeSpan.Zero);
        await Open("leder", "2027-06-10");
    }

    private static (string Field, string Value)[] Whole(string steps) => [.. TrustWords.Fields.Zip(steps, (f, s) => (f, $"{s}"))];

    private static Task<WebPage> Send(WebUser user, WebPage form, string steps) => user.Send(form, "/as/tillitssjekk", Whole(steps));

    private static JsonNode Single(ApiAnswer answer) => Assert.Single(answer.Body!["items"]!.AsArray())!;

    private async Task<string> FormAddress() => $"/as/tillitssjekk/{(await Databases.Query<Guid>(_app.Database, "select id from trust_checks order by opened_on desc"))[0]}/lever";

    private async Task<WebPage> Page(string who) => await (await _app.SignIn(Ås, who)).Get($"/as/grupper/{Group(Ås)}/tillitssjekk");

    private async Task Open(string who, string closesOn = "2026-12-10")
    {
        var answer = await _app.Api(Ås, who).Post($"/api/v1/as/arenas/{Group(Ås)}/trust-checks", new { closesOn });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
    }

    private async Task Answer(string who, string steps)
    {
        var user = await _app.SignIn(Ås, who);
        var thanks = await Send(user, await user.Get(await FormAddress()), steps);
        Assert.True(thanks.Status == HttpStatusCode.OK, thanks.Text);
    }

    private async Task<int> CloseOn(DateOnly day)
    {
        _app.Clock.Now = new(day, new(8, 0), TimeSpan.Zero);
        return await _app.Services.GetRequiredService<TrustClosing>().Run(Ås, default);
    }

    private Task<List<string>> Rows(string table) => Databases.Query<string>(_app.Database, $"select t::text || xmin::text from {table} t order by 1");

    private async Task<Dictionary<string, string>> Everything()
    {
        var all = new Dictionary<string, string>();
        foreach (var table in await Databases.Query<string>(_app.Database, "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1"))
            all[table] = string.Join('\n', await Databases.Query<string>(_app.Database, $"select t::text from {table} t order by 1"));
        return all;
    }
}
