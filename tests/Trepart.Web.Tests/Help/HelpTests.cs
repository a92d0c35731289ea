using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Help;

/// <summary>A group stops, agrees on why, and lets a helper in; and nobody else hears of it.</summary>
public sealed class HelpTests : IAsyncLifetime
{
    private const string Cause = "Vi tar opp for lite av det som haster.";
    private static readonly string[] Table = ["leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud"];
    private readonly TrepartApp _app = new();

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        await _app.Load(Municipality("as", "Ås kommune", "nb") + '\n' + string.Join('\n',
        [
            """{"do":"establish_seat","at":"2026-01-05","seat":"hjelper-plass","arena":"gruppa","role":"helper"}""",
            """{"do":"take_seat","at":"2026-01-05","seat":"hjelper-plass","holding":"hjelper","person":"person-hjelper","name":"hjelper fra Nav"}""",
            """{"do":"establish_seat","at":"2026-01-05","seat":"kontakt-plass","arena":"gruppa","role":"linkPerson"}""",
            """{"do":"take_seat","at":"2026-01-05","seat":"kontakt-plass","holding":"kontakt","person":"person-kontakt","name":"kontakt fra Ås"}""",
        ]));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Any_seat_stops_the_group_with_one_button_and_the_five_questions_are_there()
    {
        var user = await _app.SignIn(Ås, "verneombud");
        var page = await user.Get($"/as/grupper/{Group(Ås)}/stopp-opp");
        for (var n = 1; n <= 5; n++)
            Assert.Contains(Texts.Of(Written.Bokmål, $"help.question.{n}"), page.Text, StringComparison.Ordinal);
        Assert.Contains(Texts.Of(Written.Bokmål, "help.decided"), page.Text, StringComparison.Ordinal);

        var sent = await user.Fill($"/as/grupper/{Group(Ås)}/stopp-opp");
        Assert.Equal(HttpStatusCode.Found, sent.Status);
        var stop = await user.Get(sent.Location!.Split('#')[0]);
        Assert.Contains("Gruppa har stoppet opp.", stop.Text, StringComparison.Ordinal);
        Assert.Contains("/skriv-arsaken", stop.Html, StringComparison.Ordinal);

        foreach (var other in new[] { "ansatt", "kontakt", "hjelper", "koordinator", "ordforer", "ombud", "revisor", "nabo" })
        {
            Assert.Equal((other, HttpStatusCode.Forbidden), (other, (await (await _app.SignIn(Ås, other)).Get($"/as/grupper/{Group(Ås)}/stopp-opp")).Status));
            Assert.Equal((other, HttpStatusCode.Forbidden), (other, (await _app.Api(Ås, other).Post($"/api/v1/as/arenas/{Group(Ås)}/help", new { })).Status));
        }
    }

    [Fact]
    public async Task The_cause_waits_for_each_seat_and_blocks_asking_until_all_have_confirmed_it()
    {
        var stop = await Stop();
        await Do("tillitsvalgt", stop, "state-cause", new { cause = Cause });
        Assert.Empty(await Waiting("tillitsvalgt", "confirm-cause"));
        foreach (var who in new[] { "leder", "tillitsvalgt-to", "verneombud" })
        {
            Assert.Equal("helprequest/cause-not-confirmed", (await Try("tillitsvalgt", stop, "ask-for-help", new { nav = true })).Problem);
            var waits = Assert.Single(await Waiting(who, "confirm-cause"));
            Assert.Equal((Cause, $"/as/hjelp/{stop}"), (waits["text"]!.ToString(), waits["page"]!.ToString()));
            var user = await _app.SignIn(Ås, who);
            Assert.Contains("Bekreft årsaken", (await user.Get($"/as/hjelp/{stop}")).Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Found, (await user.Fill($"/as/hjelp/{stop}/bekreft-arsaken")).Status);
            Assert.Empty(await Waiting(who, "confirm-cause"));
        }

        // Changed, it is confirmed anew by all the others.
        await Do("leder", stop, "state-cause", new { cause = "Vi er for få." });
        Assert.Equal("helprequest/cause-not-confirmed", (await Try("tillitsvalgt", stop, "ask-for-help", new { nav = true })).Problem);
        Assert.Contains("Venter på plasstillitsvalgt for Fagforbundet, plasstillitsvalgt for Norsk Sykepleierforbund og verneombud.", (await Page("leder", $"/as/hjelp/{stop}")).Text, StringComparison.Ordinal);
        foreach (var who in Table)
            await Do(who, stop, "confirm-cause", new { });
        await Do("tillitsvalgt", stop, "ask-for-help", new { nav = true, occupationalHealth = true });
        Assert.Contains("Gruppa ba om hjelp fra Nav Arbeidslivssenter og bedriftshelsetjenesten fredag 20. november", (await Page("verneombud", $"/as/hjelp/{stop}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_has_two_seats_confirms_from_each()
    {
        await _app.Load(Municipality("as", "Ås kommune", "nb") + '\n' + string.Join('\n',
        [
            """{"do":"establish_seat","at":"2026-01-05","seat":"hjelper-plass","arena":"gruppa","role":"helper"}""",
            """{"do":"take_seat","at":"2026-01-05","seat":"hjelper-plass","holding":"hjelper","person":"person-hjelper","name":"hjelper fra Nav"}""",
            """{"do":"establish_seat","at":"2026-01-05","seat":"kontakt-plass","arena":"gruppa","role":"linkPerson"}""",
            """{"do":"take_seat","at":"2026-01-05","seat":"kontakt-plass","holding":"kontakt","person":"person-kontakt","name":"kontakt fra Ås"}""",
            """{"do":"take_seat","at":"2026-01-06","seat":"vo-plass","holding":"vo-to","person":"person-tillitsvalgt"}""",
        ]));
        var stop = await Stop();
        await Do("leder", stop, "state-cause", new { cause = Cause });
        await Do("tillitsvalgt-to", stop, "confirm-cause", new { });
        var user = await _app.SignIn(Ås, "tillitsvalgt");
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Found, (await user.Fill($"/as/hjelp/{stop}/bekreft-arsaken")).Status);
        Assert.Contains("Alle ved bordet ser det slik.", (await user.Get($"/as/hjelp/{stop}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Try("leder", stop, "confirm-cause", new { seat = Id(Ås, "seat", "vo-plass") })).Status);
    }

    [Fact]
    public async Task A_helper_sees_nothing_before_all_parties_agree_and_nothing_after_one_takes_it_back()
    {
        var (chosen, other) = (await Matter("Vinduene"), await Matter("Heisen"));
        var stop = await Asked();
        string[] addresses = [$"/as/hjelp/{stop}", $"/as/saker/{chosen}"];
        await Sees([], addresses);
        Assert.Equal(HttpStatusCode.NotFound, (await Try("leder", stop, "propose-access", new { seat = Id(Ås, "seat", "vo-plass"), start = "2026-11-20", end = "2026-12-20" })).Status);
        await Do("leder", stop, "propose-access", new { seat = Id(Ås, "seat", "hjelper-plass"), start = "2026-11-20", end = "2026-12-20", matters = new[] { chosen } });
        foreach (var who in Table[1..])
        {
            await Sees([], addresses);
            Assert.Single(await Waiting(who, "agree-access"));
            await Do(who, stop, "agree-access", new { access = 1 });
            Assert.Empty(await Waiting(who, "agree-access"));
        }

        Assert.Equal($"/as/hjelp/{stop}", Assert.Single(await Waiting("hjelper", "read-as-helper"))["page"]!.ToString());
        await Sees(addresses, addresses);
        var page = await Page("hjelper", $"/as/hjelp/{stop}");
        foreach (var shown in new[] { Cause, "Referatene våre.", "Vinduene", "Du kan lese dette til og med 20. desember 2026." })
            Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bare for oss.", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Bare for oss.", (await _app.Api(Ås, "hjelper").Get($"/api/v1/as/help/{stop}")).Raw, StringComparison.Ordinal);
        Assert.Contains($"/as/hjelp/{stop}", (await Page("hjelper", "/as/hjelp")).Html, StringComparison.Ordinal);

        // Reading is all, and only this.
        var helper = await _app.SignIn(Ås, "hjelper");
        foreach (var closed in new[] { $"/as/saker/{other}", $"/as/saker/{chosen}/utsett", $"/as/grupper/{Group(Ås)}", $"/as/grupper/{Group(Ås)}/moter", "/as/historikk", $"/as/hjelp/{stop}/ga-videre", $"/as/grupper/{Group(Ås)}/stopp-opp" })
            Assert.Equal((closed, HttpStatusCode.Forbidden), (closed, (await helper.Get(closed)).Status));
        Assert.Equal(HttpStatusCode.Forbidden, (await Try("hjelper", stop, "end-stop", new { learned = "Nei." })).Status);

        // Everything that was opened stands on the group's page.
        var seen = await Page("tillitsvalgt", $"/as/hjelp/{stop}");
        Assert.Contains("hjelper åpnet det gruppa deler.", seen.Text, StringComparison.Ordinal);
        Assert.Contains("hjelper åpnet Vinduene.", seen.Text, StringComparison.Ordinal);
        var opened = (await _app.Api(Ås, "leder").Get($"/api/v1/as/help/{stop}")).Body!["opened"]!.AsArray();
        Assert.Equal(6, opened.Count);
        Assert.Equal(3, opened.Count(o => o!["byProgram"]!.GetValue<bool>()));

        await Do("verneombud", stop, "take-back-access", new { access = 1 });
        await Sees([], addresses);
        Assert.Empty(await Waiting("hjelper", "read-as-helper"));
        Assert.Equal("helprequest/access-is-over", (await Try("leder", stop, "agree-access", new { access = 1 })).Problem);
    }

    [Fact]
    public async Task A_helper_reads_from_the_first_day_to_the_last_and_until_the_group_goes_on()
    {
        var stop = await Asked();
        await LetIn(stop, "2026-11-23", "2026-11-27");
        foreach (var (day, isOpen) in new[] { (22, false), (23, true), (27, true), (28, false) })
        {
            _app.Clock.Now = new(2026, 11, day, 9, 0, 0, TimeSpan.Zero);
            await Sees(isOpen ? [$"/as/hjelp/{stop}"] : [], [$"/as/hjelp/{stop}"]);
        }

        await LetIn(stop, "2026-11-28", "2026-12-28", 2);
        await Sees([$"/as/hjelp/{stop}"], [$"/as/hjelp/{stop}"]);
        await Do("leder", stop, "end-stop", new { learned = "Å spørre." });
        await Sees([], [$"/as/hjelp/{stop}"]);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_shown()
    {
        var stop = await Asked();
        await LetIn(stop, "2026-11-20", "2026-12-20");
        await Databases.Run(_app.Database, "revoke insert on help_openings from trepart_app");
        var page = await (await _app.SignIn(Ås, "hjelper")).Get($"/as/hjelp/{stop}");
        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.DoesNotContain(Cause, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_is_got_with_every_party_and_a_day_that_is_agreed_waits_for_all()
    {
        var stop = await Asked();
        await Do("leder", stop, "plan-help-session", new { day = "2026-11-25", begins = "09:00", place = "Kantina" });
        foreach (var who in Table)
            Assert.Equal("2026-11-25", Assert.Single(await Waiting(who, "help-session"))["due"]!.ToString());
        string Seat(string seat) => Id(Ås, "seat", seat).ToString();
        Assert.Equal("helprequest/party-missing", (await Try("leder", stop, "note-help-session", new { present = new[] { Seat("leder-plass"), Seat("tv-plass"), Seat("vo-plass"), Seat("hjelper-plass") } })).Problem);
        await Do("leder", stop, "note-help-session", new { present = new[] { Seat("leder-plass"), Seat("tv-plass"), Seat("tv-to-plass"), Seat("vo-plass"), Seat("hjelper-plass") }, came = "Vi møtes hver uke." });
        Assert.Empty(await Waiting("leder", "help-session"));
        var page = await Page("verneombud", $"/as/hjelp/{stop}");
        Assert.Contains("Vi møtes hver uke.", page.Text, StringComparison.Ordinal);
        Assert.Contains("plasstillitsvalgt for Norsk Sykepleierforbund, verneombud og hjelper.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upwards_goes_a_count_and_the_group_only_when_every_party_wants_it()
    {
        var stop = await Asked();
        foreach (var who in new[] { "koordinator", "ordforer" })
        {
            var page = await Page(who, "/as/hjelp");
            Assert.Contains("Noen få grupper har stoppet opp.", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("HMS-gruppa", page.Text, StringComparison.Ordinal);
            Assert.Null((await _app.Api(Ås, who).Get("/api/v1/as/help-upwards")).Body!["groups"]);
        }

        // Of two there is no count either; of three there is.
        Assert.Equal(HttpStatusCode.Created, (await _app.Api(Ås, "nabo").Post($"/api/v1/as/arenas/{Id(Ås, "arena", "nabogruppa")}/help", new { })).Status);
        Assert.Null((await _app.Api(Ås, "koordinator").Get("/api/v1/as/help-upwards")).Body!["groups"]);
        Assert.Contains("Noen få grupper har stoppet opp.", (await Page("ordforer", "/as/hjelp")).Text, StringComparison.Ordinal);
        var third = Guid.CreateVersion7();
        await Databases.Run(
            _app.Database,
            $"""
            insert into help_requests select (jsonb_populate_record(null::help_requests, to_jsonb(h) || jsonb_build_object('id', '{third}', 'arena_id', '{third}'))).*
            from help_requests h where h.tenant_id = 'as' and h.id = '{stop}'
            """);
        Assert.Equal(3, (await _app.Api(Ås, "koordinator").Get("/api/v1/as/help-upwards")).Body!["groups"]!.GetValue<int>());
        await Databases.Run(_app.Database, $"delete from help_requests where id = '{third}'");

        // Not by the history either, whoever reads the whole of it; nor by what a person is told of herself by another.
        var trail = await Page("koordinator", "/as/historikk");
        Assert.DoesNotContain(Cause, trail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("stoppe opp", trail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(stop, (await _app.Api(Ås, "koordinator").Get("/api/v1/as/trail?limit=200")).Raw, StringComparison.Ordinal);
        Assert.DoesNotContain(stop, (await _app.Api(Ås, "kontakt").Get("/api/v1/as/trail?limit=200")).Raw, StringComparison.Ordinal);
        Assert.Contains(stop, (await _app.Api(Ås, "leder").Get("/api/v1/as/trail?limit=200")).Raw, StringComparison.Ordinal);
        var steward = Id(Ås, "person", "person-tillitsvalgt");
        Assert.DoesNotContain(Cause, (await _app.Api(Ås, "koordinator").Get($"/api/v1/as/people/{steward}/everything")).Raw, StringComparison.Ordinal);
        Assert.Contains(Cause, (await _app.Api(Ås, "tillitsvalgt").Get("/api/v1/as/me")).Raw, StringComparison.Ordinal);

        // An auditor, by a mandate, reads it as everything else, and it is written down.
        Assert.Contains(stop, (await _app.Api(Ås, "revisor").Get("/api/v1/as/trail?limit=200")).Raw, StringComparison.Ordinal);

        foreach (var who in Table)
        {
            Assert.DoesNotContain("HMS-gruppa", (await Page("ordforer", "/as/hjelp")).Text, StringComparison.Ordinal);
            await Do(who, stop, "agree-to-show", new { });
        }

        Assert.Contains("HMS-gruppa", (await Page("ordforer", "/as/hjelp")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Cause, (await Page("ordforer", "/as/hjelp")).Html, StringComparison.Ordinal);
        await Do("leder", stop, "end-stop", new { learned = "Å spørre hverandre." });
        Assert.Contains("Å spørre hverandre.", (await Page("ordforer", "/as/hjelp")).Text, StringComparison.Ordinal);
        await Do("verneombud", stop, "take-back-showing", new { });
        Assert.DoesNotContain("HMS-gruppa", (await Page("ordforer", "/as/hjelp")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matter_that_is_deferred_again_and_again_suggests_a_stop_to_the_group_alone()
    {
        var matter = await Matter("Planen");
        Assert.DoesNotContain("utsatt mange ganger", (await Page("leder", $"/as/grupper/{Group(Ås)}")).Text, StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await _app.Api(Ås, "leder").Post($"/api/v1/as/matters/{matter}/defer-matter", new { until = $"2026-12-0{i + 1}", reason = "Vi venter.", talk = Array.Empty<string>(), noTalkBecause = "Kurs." }, i + 1)).Status);
        }

        Assert.Contains("En sak er utsatt mange ganger.", (await Page("leder", $"/as/grupper/{Group(Ås)}")).Text, StringComparison.Ordinal);
        Assert.Contains("En sak er utsatt mange ganger.", (await Page("leder", $"/as/grupper/{Group(Ås)}/stopp-opp")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("utsatt mange ganger", (await Page("ansatt", $"/as/grupper/{Group(Ås)}")).Text, StringComparison.Ordinal);
    }

    /// <summary>Scenario 7: three deferrals, a stop, a cause that all confirm, help that is asked for together, one talk with everyone there, and what was learned goes upwards.</summary>
    [Fact]
    public async Task A_group_that_is_stuck_stops_gets_help_together_and_shares_what_it_learned()
    {
        var matter = await Matter("Vaktlista");
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await _app.Api(Ås, "leder").Post($"/api/v1/as/matters/{matter}/defer-matter", new { until = $"2026-12-0{i + 1}", reason = "Vi venter.", talk = Array.Empty<string>(), noTalkBecause = "Kurs." }, i + 1)).Status);
        Assert.Contains("En sak er utsatt mange ganger.", (await Page("verneombud", $"/as/grupper/{Group(Ås)}")).Text, StringComparison.Ordinal);

        var stop = await Stop();
        await Do("verneombud", stop, "state-cause", new { cause = Cause });
        foreach (var who in Table)
            await Do(who, stop, "confirm-cause", new { });
        await Do("leder", stop, "ask-for-help", new { humanResources = true, transitionUnit = true, shares = "Vi utsetter den samme saka." });
        await LetIn(stop, "2026-11-20", "2026-12-20");
        Assert.Contains(Cause, (await Page("hjelper", $"/as/hjelp/{stop}")).Text, StringComparison.Ordinal);

        string[] seats = ["leder-plass", "tv-plass", "tv-to-plass", "vo-plass", "hjelper-plass"];
        string[] all = [.. seats.Select(seat => Id(Ås, "seat", seat).ToString())];
        await Do("tillitsvalgt", stop, "plan-help-session", new { day = "2026-11-20", begins = "09:00" });
        await Do("tillitsvalgt", stop, "note-help-session", new { present = all, came = "Vi tar den vanskelige saka først." });
        foreach (var who in Table)
            await Do(who, stop, "agree-to-show", new { });
        await Do("verneombud", stop, "end-stop", new { learned = "Å ta det vanskelige først." });

        // The stop is over, the helper is out, and the steering group reads what was learned and not why.
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _app.SignIn(Ås, "hjelper")).Get($"/as/hjelp/{stop}")).Status);
        var upwards = await Page("ordforer", "/as/hjelp");
        Assert.Contains("Å ta det vanskelige først.", upwards.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Cause, upwards.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _app.Api(Ås, "leder").Post($"/api/v1/as/matters/{matter}/take-up-matter", new { }, 4)).Status);
    }

    private async Task<string> Matter(string title)
    {
        var answer = await _app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new { title, concern = "Det er slik." });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task<string> Stop()
    {
        var answer = await _app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/arenas/{Group(Ås)}/help", new { });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task<string> Asked()
    {
        var stop = await Stop();
        await Do("leder", stop, "answer-stuck", new { question = 1, answer = "Bare for oss." });
        await Do("tillitsvalgt", stop, "state-cause", new { cause = Cause });
        foreach (var who in Table)
            await Do(who, stop, "confirm-cause", new { });
        await Do("leder", stop, "ask-for-help", new { nav = true, shares = "Referatene våre." });
        return stop;
    }

    private async Task LetIn(string stop, string start, string end, int number = 1)
    {
        await Do("leder", stop, "propose-access", new { seat = Id(Ås, "seat", "hjelper-plass"), start, end });
        foreach (var who in Table[1..])
            await Do(who, stop, "agree-access", new { access = number });
    }

    private async Task Sees(string[] opened, string[] all)
    {
        var user = await _app.SignIn(Ås, "hjelper");
        foreach (var address in all)
        {
            var expected = opened.Contains(address) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            Assert.Equal((address, expected), (address, (await user.Get(address)).Status));
            var api = address.Replace("/as/hjelp/", "/api/v1/as/help/", StringComparison.Ordinal).Replace("/as/saker/", "/api/v1/as/matters/", StringComparison.Ordinal);
            Assert.Equal((api, expected), (api, (await _app.Api(Ås, "hjelper").Get(api)).Status));
        }
    }

    private Task<ApiAnswer> Try(string who, string stop, string act, object body) => _app.Api(Ås, who).Post(
        $"/api/v1/as/help/{stop}/{act}", System.Net.Http.Json.JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());

    private async Task Do(string who, string stop, string act, object body)
    {
        var answer = await Try(who, stop, act, body);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{who} {act}: {answer.Raw}");
    }

    private async Task<WebPage> Page(string who, string address)
    {
        var page = await (await _app.SignIn(Ås, who)).Get(address);
        Assert.True(page.Status == HttpStatusCode.OK, $"{who} {address}: {page.Status}");
        return page;
    }

    private async Task<IReadOnlyList<JsonNode>> Waiting(string who, string kind) =>
        [.. (await _app.Api(Ås, who).Get("/api/v1/as/waiting")).Body!["items"]!.AsArray().Where(i => i!["kind"]!.ToString() == kind).Select(i => i!)];
}
