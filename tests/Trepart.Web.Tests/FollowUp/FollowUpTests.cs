using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.Retention;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.FollowUp;

/// <summary>What a chief and one whom she follows up have between them: the two read it, and nobody else; and who would like a vacant seat.</summary>
public sealed class FollowUpTests : IAsyncLifetime
{
    private static readonly Guid Steward = Id(Ås, "holding", "tillitsvalgt");
    private static readonly Guid Safety = Id(Ås, "holding", "verneombud");
    private readonly TrepartApp _app = new();

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        await _app.Load(WithChiefs());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_chief_sees_the_seats_of_her_own_union_in_the_whole_municipality_and_no_other()
    {
        await HoldMeeting();
        var page = await Page("htv", "/as/oppfolging");
        foreach (var shown in new[] { "tillitsvalgt fra Ås kommune", "Plasstillitsvalgt for Fagforbundet", "Solbakken i as – HMS-gruppa", "I plassen siden 5. januar 2026", "Siste samtale ingen notert", "Siste møte i gruppa fredag 20. november" })
            Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        foreach (var hidden in new[] { "Sykepleierforbund", "tillitsvalgt-to", "verneombud fra", "Uten verneombud" })
            Assert.DoesNotContain(hidden, page.Text, StringComparison.Ordinal);
        var items = (await _app.Api(Ås, "htv").Get("/api/v1/as/follow-up")).Body!["items"]!.AsArray();
        Assert.Equal(["Fagforbundet", "Fagforbundet"], items.Select(i => i!["organisation"]!.ToString()));
        Assert.Equal([false, true], items.Select(i => i!["isVacant"]!.GetValue<bool>()).Order());
        Assert.Contains(items, i => i!["lastMeeting"]?.ToString() == "2026-11-20" && i["holders"]![0]!["id"]!.GetValue<Guid>() == Steward);

        var other = (await _app.Api(Ås, "htv-to").Get("/api/v1/as/follow-up")).Body!["items"]!.AsArray();
        Assert.Equal(["Norsk Sykepleierforbund"], other.Select(i => i!["organisation"]!.ToString()));
        var safety = await Page("hvo", "/as/oppfolging");
        foreach (var shown in new[] { "verneombud fra Ås kommune", "Uten verneombud", "Nabobygget i as – Nabogruppa: gruppa har ingen plass for verneombud", "Åsen: enheten har ingen gruppe" })
            Assert.Contains(shown, safety.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("illitsvalgt for", safety.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_two_is_theirs_alone()
    {
        await Post("htv", $"follow-up/{Steward}/write-note", new { text = "Sliten etter jul." });
        foreach (var who in new[] { "htv", "tillitsvalgt" })
        {
            Assert.Contains("Sliten etter jul.", (await Page(who, $"/as/oppfolging/{Steward}")).Text, StringComparison.Ordinal);
            Assert.Contains("Sliten etter jul.", (await _app.Api(Ås, who).Get($"/api/v1/as/follow-up/{Steward}")).Raw, StringComparison.Ordinal);
        }

        // Another chief is told what she is told of one who is not there; all others are turned away.
        foreach (var (who, status) in new[]
        {
            ("htv-to", HttpStatusCode.NotFound), ("hvo", HttpStatusCode.NotFound), ("leder", HttpStatusCode.Forbidden), ("tillitsvalgt-to", HttpStatusCode.Forbidden), ("verneombud", HttpStatusCode.Forbidden),
            ("ansatt", HttpStatusCode.Forbidden), ("koordinator", HttpStatusCode.Forbidden), ("revisor", HttpStatusCode.Forbidden), ("ombud", HttpStatusCode.Forbidden), ("ordforer", HttpStatusCode.Forbidden),
        })
        {
            var user = await _app.SignIn(Ås, who);
            Assert.Equal((who, status), (who, (await user.Get($"/as/oppfolging/{Steward}")).Status));
            Assert.Equal((who, status), (who, (await _app.Api(Ås, who).Get($"/api/v1/as/follow-up/{Steward}")).Status));
            foreach (var act in new[] { "ask-for-talk", "write-note", "note-talk", "plan-step" })
                Assert.Equal((who, act, status), (who, act, (await _app.Api(Ås, who).Post($"/api/v1/as/follow-up/{Steward}/{act}", new { text = "x", on = "2026-11-20", what = "x" })).Status));
            if (who is not ("htv-to" or "hvo"))
                Assert.Equal(HttpStatusCode.Forbidden, (await user.Get("/as/oppfolging")).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api(Ås, "htv").Get($"/api/v1/as/follow-up/{Guid.NewGuid()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api(Ås, "htv").Get($"/api/v1/as/follow-up/{Safety}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api(Vestby, "leder").Get($"/api/v1/as/follow-up/{Steward}")).Status);
        Assert.Equal(["Note"], await Kinds());

        // It is in nobody's log, trail, search or register.
        Assert.Equal(["follow_up_entries"], await Everywhere.TablesWith(_app.Database, "Sliten etter jul."));
        Assert.DoesNotContain(_app.Logged, l => l.Contains("Sliten", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Asking_for_a_talk_is_one_tap_waits_for_the_chief_and_is_over_when_she_has_talked()
    {
        var steward = await _app.SignIn(Ås, "tillitsvalgt");
        var mine = await steward.Get("/as/min-side");
        var newcomer = await steward.Get($"/as/plass/{Id(Ås, "seat", "tv-plass")}");
        Assert.Contains("Be om en samtale", newcomer.Text, StringComparison.Ordinal);
        var ask = $"/as/oppfolging/{Steward}/be-om-samtale";
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Found, (await steward.Send(mine, ask)).Status);
        Assert.Equal(HttpStatusCode.Found, (await steward.Send(newcomer, ask)).Status);
        Assert.Equal(["Ask"], await Kinds());
        Assert.Contains("Du ba om en samtale fredag 20. november", (await steward.Get("/as/min-side")).Text, StringComparison.Ordinal);

        var waits = Assert.Single(await Waiting("htv"));
        Assert.Equal(("asks-talk", $"/as/oppfolging/{Steward}"), (waits["kind"]!.ToString(), waits["page"]!.ToString()));
        foreach (var other in new[] { "htv-to", "hvo", "leder", "koordinator", "tillitsvalgt-to" })
            Assert.DoesNotContain(await Waiting(other), w => w["kind"]!.ToString() == "asks-talk");
        Assert.Contains("Ba om en samtale", (await Page("htv", "/as/oppfolging")).Text, StringComparison.Ordinal);

        var chief = await _app.SignIn(Ås, "htv");
        var form = await chief.Get($"/as/oppfolging/{Steward}");
        Assert.Equal(HttpStatusCode.BadRequest, (await chief.Send(form, $"/as/oppfolging/{Steward}/samtale-holdt", ("on", "2026-11-21"), ("text", "Skrevet."))).Status);
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Found, (await chief.Send(form, $"/as/oppfolging/{Steward}/samtale-holdt", ("on", "2026-11-19"), ("text", "Vi snakket om vaktene."))).Status);
        Assert.Equal(["Ask", "Talk"], await Kinds());
        Assert.Empty(await Waiting("htv"));
        Assert.Contains("Siste samtale torsdag 19. november", (await Page("htv", "/as/oppfolging")).Text, StringComparison.Ordinal);

        // What was sent before answers nothing that was asked later.
        Assert.Equal(HttpStatusCode.Found, (await steward.Send(await steward.Get("/as/min-side"), ask)).Status);
        Assert.Equal(HttpStatusCode.Found, (await chief.Send(form, $"/as/oppfolging/{Steward}/samtale-holdt", ("on", "2026-11-19"), ("text", "Vi snakket om vaktene."))).Status);
        Assert.Single(await Waiting("htv"));

        // The steward answers in the same thread, and takes back what she asked and wrote; what the chief wrote is the chief's.
        await Post("tillitsvalgt", $"follow-up/{Steward}/write-note", new { text = "Takk for praten." });
        Assert.Contains("tillitsvalgt fra Ås kommune skrev fredag 20. november Takk for praten.", (await Page("htv", $"/as/oppfolging/{Steward}")).Text, StringComparison.Ordinal);
        Assert.Single(await Waiting("htv"));
        var entries = (await _app.Api(Ås, "tillitsvalgt").Get($"/api/v1/as/follow-up/{Steward}")).Body!["entries"]!.AsArray();
        foreach (var entry in entries)
        {
            var answer = await _app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/follow-up/{Steward}/entries/{entry!["id"]}/remove", new { });
            Assert.Equal(entry["byChief"]!.GetValue<bool>() ? HttpStatusCode.NotFound : HttpStatusCode.NoContent, answer.Status);
        }

        Assert.Equal(["Talk"], await Kinds());
        Assert.Empty(await Waiting("htv"));
    }

    [Fact]
    public async Task A_plan_and_training_are_entered_by_the_chief_and_finished_with_a_day()
    {
        var chief = await _app.SignIn(Ås, "hvo");
        var page = await chief.Get($"/as/oppfolging/{Safety}");
        Assert.Equal(HttpStatusCode.BadRequest, (await chief.Send(page, $"/as/oppfolging/{Safety}/plan", ("what", " "), ("due", "2027-02-01"), ("done", ""))).Status);
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Found, (await chief.Send(page, $"/as/oppfolging/{Safety}/plan", ("what", "Grunnkurs, 40 timer"), ("due", "2027-02-01"), ("done", ""))).Status);
        Assert.Contains("Grunnkurs, 40 timer Planlagt til 1. februar 2027", (await Page("verneombud", $"/as/oppfolging/{Safety}")).Text, StringComparison.Ordinal);

        var step = (await _app.Api(Ås, "hvo").Get($"/api/v1/as/follow-up/{Safety}")).Body!["entries"]![0]!["id"]!.ToString();
        Assert.Equal(HttpStatusCode.Forbidden, (await _app.Api(Ås, "verneombud").Post($"/api/v1/as/follow-up/{Safety}/entries/{step}/finish", new { done = "2026-11-20" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.Api(Ås, "hvo").Post($"/api/v1/as/follow-up/{Safety}/entries/{step}/finish", new { done = "2026-11-21" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api(Ås, "hvo").Post($"/api/v1/as/follow-up/{Safety}/entries/{Guid.NewGuid()}/finish", new { done = "2026-11-20" })).Status);
        page = await chief.Get($"/as/oppfolging/{Safety}");
        Assert.Equal(HttpStatusCode.Found, (await chief.Send(page, $"/as/oppfolging/{Safety}/oppforing/{step}/gjennomfort", ("done", "2026-11-18"))).Status);
        Assert.Contains("Grunnkurs, 40 timer Gjennomført 18. november 2026", (await Page("verneombud", $"/as/oppfolging/{Safety}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_chief_sees_plan_and_training_and_what_is_asked_and_a_new_steward_sees_nothing_of_before()
    {
        await Post("htv", $"follow-up/{Steward}/write-note", new { text = "Bare mellom oss." });
        await Post("htv", $"follow-up/{Steward}/note-talk", new { on = "2026-11-10", text = "Om turnusen." });
        await Post("htv", $"follow-up/{Steward}/plan-step", new { what = "Kurs i forhandling", done = "2026-10-01" });
        await Post("tillitsvalgt", $"follow-up/{Steward}/write-note", new { text = "Ja, gjerne." });
        await Post("tillitsvalgt", $"follow-up/{Steward}/ask-for-talk", new { });

        await HandOver("htv-plass", "htv", "Ny Htv");
        Assert.Equal(HttpStatusCode.Forbidden, (await _app.Api(Ås, "htv").Get($"/api/v1/as/follow-up/{Steward}")).Status);
        var user = await TrepartApp.SignIn(_app.Nobody(), Ås, await PersonCalled("Ny Htv"));
        var page = (await user.Get($"/as/oppfolging/{Steward}")).Text;
        Assert.Contains("Kurs i forhandling", page, StringComparison.Ordinal);
        Assert.Contains("Ba om en samtale", page, StringComparison.Ordinal);
        foreach (var hidden in new[] { "Bare mellom oss.", "Om turnusen.", "Ja, gjerne.", "10. november" })
            Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
        Assert.DoesNotContain("10. november", (await user.Get("/as/oppfolging")).Text, StringComparison.Ordinal);
        Assert.Contains("Bare mellom oss.", (await Page("tillitsvalgt", $"/as/oppfolging/{Steward}")).Text, StringComparison.Ordinal);

        // The steward's seat goes to another: her page begins empty, and the chief's leads to hers.
        await HandOver("tv-plass", "tillitsvalgt", "Ny Tillitsvalgt");
        Assert.Equal(HttpStatusCode.NotFound, (await user.Get($"/as/oppfolging/{Steward}")).Status);
        var holding = (await Databases.Query<Guid>(_app.Database, $"select h.id from seat_holdings h where h.tenant_id = 'as' and h.seat_id = '{Id(Ås, "seat", "tv-plass")}' and h.left_on is null"))[0];
        var successor = await TrepartApp.SignIn(_app.Nobody(), Ås, await PersonCalled("Ny Tillitsvalgt"));
        page = (await successor.Get($"/as/oppfolging/{holding}")).Text;
        foreach (var hidden in new[] { "Bare mellom oss.", "Om turnusen.", "Ja, gjerne.", "Kurs i forhandling" })
            Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
        Assert.Contains("Her kommer samtaler som er holdt", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await successor.Get($"/as/oppfolging/{Steward}")).Status);
    }

    [Fact]
    public async Task A_deputy_of_the_chief_reads_what_is_written_to_the_chief_then_and_not_what_the_chief_writes()
    {
        await Keep("htv-plass", "appoint-deputy", new { name = "Vara Htv" });
        await Post("htv", $"follow-up/{Steward}/write-note", new { text = "Fra den faste." });
        await Post("tillitsvalgt", $"follow-up/{Steward}/write-note", new { text = "Til den som er der." });
        var deputy = await TrepartApp.SignIn(_app.Nobody(), Ås, await PersonCalled("Vara Htv"));
        var page = (await deputy.Get($"/as/oppfolging/{Steward}")).Text;
        Assert.Contains("Til den som er der.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Fra den faste.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interest_in_a_vacant_seat_goes_to_the_chief_over_it_and_to_nobody_else()
    {
        var seat = Id(Ås, "seat", "ledig-plass");
        var employee = await _app.SignIn(Ås, "ansatt");
        var about = await employee.Get($"/as/grupper/{Group(Ås)}/om");
        Assert.Contains("Bare hovedtillitsvalgt i Fagforbundet får se navnet ditt.", about.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Jeg er interessert", (await Page("leder", $"/as/grupper/{Group(Ås)}/om")).Text, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.Found, (await employee.Send(about, $"/as/plass/{seat}/meld-interesse")).Status);
        Assert.Equal(1, await Interests());
        Assert.Contains("Du har sagt at du er interessert.", (await employee.Get($"/as/grupper/{Group(Ås)}/om")).Text, StringComparison.Ordinal);

        Assert.Contains("ansatt fra Ås kommune er interessert", (await Page("htv", "/as/oppfolging")).Text, StringComparison.Ordinal);
        Assert.Equal("seat-interest", Assert.Single(await Waiting("htv"))["kind"]!.ToString());
        foreach (var other in new[] { "htv-to", "hvo" })
            Assert.DoesNotContain("er interessert", (await Page(other, "/as/oppfolging")).Text, StringComparison.Ordinal);
        foreach (var other in new[] { "leder", "tillitsvalgt", "koordinator", "ansatt-to" })
        {
            Assert.DoesNotContain(await Waiting(other), w => w["kind"]!.ToString() == "seat-interest");
            Assert.DoesNotContain("Du har sagt at du er interessert.", (await Page(other, other is "koordinator" ? "/as" : $"/as/grupper/{Group(Ås)}/om")).Text, StringComparison.Ordinal);
        }

        // Nothing but the seat and the holding, and no trace of whoever read it.
        Assert.Equal(["given_on", "holding", "id", "seat_id", "tenant_id"], await Databases.Query<string>(_app.Database, "select column_name::text from information_schema.columns where table_name = 'seat_interests' order by 1"));
        Assert.Equal(0, (await Databases.Query<long>(_app.Database, $"select count(*) from access_about where person_id = '{Id(Ås, "person", "person-ansatt")}'"))[0]);

        Assert.Equal(HttpStatusCode.Found, (await employee.Send(await employee.Get($"/as/grupper/{Group(Ås)}/om"), $"/as/plass/{seat}/trekk-interesse")).Status);
        Assert.Equal(0, await Interests());
        Assert.Empty(await Waiting("htv"));
        foreach (var (who, what, status) in new[]
        {
            ("leder", seat, HttpStatusCode.Forbidden), ("nabo", seat, HttpStatusCode.Forbidden), ("tillitsvalgt", seat, HttpStatusCode.Forbidden), ("ansatt", Id(Ås, "seat", "vo-plass"), HttpStatusCode.Conflict),
            ("ansatt", Id(Ås, "seat", "uten-hovedtillitsvalgt"), HttpStatusCode.Conflict), ("ansatt", Guid.NewGuid(), HttpStatusCode.NotFound), ("ansatt", Id(Ås, "seat", "nabo-plass"), HttpStatusCode.Forbidden),
        })
        {
            Assert.Equal((who, status), (who, (await _app.Api(Ås, who).Post($"/api/v1/as/seats/{what}/show-interest", new { })).Status));
        }

        Assert.Equal(0, await Interests());
    }

    [Fact]
    public async Task An_interest_is_gone_when_it_is_put_aside_when_the_seat_is_taken_and_after_six_months()
    {
        var seat = Id(Ås, "seat", "ledig-plass");
        await Post("ansatt", $"seats/{seat}/show-interest", new { });
        await Post("ansatt-to", $"seats/{seat}/show-interest", new { });
        var interests = (await _app.Api(Ås, "htv").Get("/api/v1/as/follow-up")).Body!["items"]!.AsArray().SelectMany(i => i!["interested"]!.AsArray()).Select(i => i!["id"]!.ToString()).ToList();
        Assert.Equal(2, interests.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api(Ås, "htv-to").Post($"/api/v1/as/follow-up/interests/{interests[0]}/put-aside", new { })).Status);
        var chief = await _app.SignIn(Ås, "htv");
        Assert.Equal(HttpStatusCode.Found, (await chief.Send(await chief.Get("/as/oppfolging"), $"/as/oppfolging/interesse/{interests[0]}/legg-bort")).Status);
        Assert.Equal(1, await Interests());

        // A deputy leaves the seat as vacant as it was.
        await Keep("ledig-plass", "appoint-deputy", new { name = "Vara På Ledig" });
        Assert.Equal(1, await Interests());
        await Keep("ledig-plass", "take-seat", new { name = "Ny På Ledig" });
        Assert.Equal(0, await Interests());
        Assert.Equal("seat-not-open", (await _app.Api(Ås, "ansatt").Post($"/api/v1/as/seats/{seat}/show-interest", new { })).Problem);

        await Databases.Run(_app.Database, $"insert into seat_interests (tenant_id, id, seat_id, holding, given_on) select 'as', gen_random_uuid(), gen_random_uuid(), '{Id(Ås, "holding", "ansatt")}', d::date from unnest(array['2026-11-19', '2026-11-20']) d");
        Assert.Equal(0, (await Sweep(new(2027, 5, 19)))[RetentionKind.SeatInterests]);
        Assert.Equal(1, (await Sweep(new(2027, 5, 20)))[RetentionKind.SeatInterests]);

        // Where it was taken by another way.
        await Databases.Run(_app.Database, $"update seat_interests set seat_id = '{seat}' where tenant_id = 'as'");
        Assert.Equal(1, (await Sweep(new(2027, 5, 20)))[RetentionKind.SeatInterests]);
    }

    [Fact]
    public async Task What_stands_between_two_goes_after_two_years_from_the_last_that_happened_with_it()
    {
        await Post("htv", $"follow-up/{Steward}/write-note", new { text = "Et notat." });
        await Post("htv", $"follow-up/{Steward}/plan-step", new { what = "Senere kurs", due = "2027-06-01" });
        Assert.Equal(0, (await Sweep(new(2028, 11, 20)))[RetentionKind.FollowUp]);
        Assert.Equal(1, (await Sweep(new(2028, 11, 21)))[RetentionKind.FollowUp]);
        Assert.Equal(["Step"], await Kinds());
        Assert.Equal(1, (await Sweep(new(2029, 6, 2)))[RetentionKind.FollowUp]);
    }

    [Fact]
    public async Task She_gets_it_out_herself_the_register_is_not_told_and_it_goes_with_her()
    {
        var (mine, theirs) = (Mark.New("mitt"), Mark.New("ditt"));
        await Post("tillitsvalgt", $"follow-up/{Steward}/write-note", new { text = mine });
        await Post("htv", $"follow-up/{Steward}/write-note", new { text = theirs });
        await Post("ansatt", $"seats/{Id(Ås, "seat", "ledig-plass")}/show-interest", new { });
        var steward = await _app.SignIn(Ås, "tillitsvalgt");
        foreach (var text in new[] { (await steward.Get("/as/meg/alt")).Html, (await steward.Get("/as/meg/alt.json")).Html, (await _app.Api(Ås, "tillitsvalgt").Get("/api/v1/as/me")).Raw })
        {
            Assert.Contains(mine, text, StringComparison.Ordinal);
            Assert.Contains(theirs, text, StringComparison.Ordinal);
        }

        Assert.Contains("Interessert i en ledig plass", (await Page("ansatt", "/as/meg/alt")).Text, StringComparison.Ordinal);
        foreach (var keeper in new[] { "koordinator", "ombud" })
        {
            foreach (var (who, file) in new[] { ("tillitsvalgt", "alt"), ("tillitsvalgt", "alt.json"), ("ansatt", "alt"), ("ansatt", "alt.json"), ("ansatt-to", "alt") })
            {
                var text = (await Page(keeper, $"/as/personer/{Id(Ås, "person", "person-" + who)}/{file}")).Html;
                Assert.DoesNotContain(mine, text, StringComparison.Ordinal);
                Assert.DoesNotContain(theirs, text, StringComparison.Ordinal);
                Assert.DoesNotContain("nteressert", text, StringComparison.Ordinal);
                Assert.True(text.Contains("own-only", StringComparison.Ordinal) || text.Contains("Dette ser bare personen selv", StringComparison.Ordinal), $"{keeper} of {who}");
            }

            var json = await _app.Api(Ås, keeper).Get($"/api/v1/as/people/{Id(Ås, "person", "person-tillitsvalgt")}/everything?isOwn=true");
            Assert.Equal(HttpStatusCode.OK, json.Status);
            Assert.DoesNotContain(mine, json.Raw, StringComparison.Ordinal);
        }

        await Keep("tv-plass", "leave-seat", new { holding = Steward });
        var erased = await _app.Api(Ås, "koordinator").Post($"/api/v1/as/people/{Id(Ås, "person", "person-tillitsvalgt")}/erase-person", new { reason = "askedFor" });
        Assert.True(erased.Status == HttpStatusCode.OK, erased.Raw);
        Assert.Empty(await Everywhere.TablesWith(_app.Database, mine));
        Assert.Empty(await Everywhere.TablesWith(_app.Database, theirs));
    }

    private static string WithChiefs()
    {
        static string Seat(string seat, string arena, string role, string? organisation = null) =>
            $$"""{"do":"establish_seat","at":"2026-01-05","seat":"{{seat}}","arena":"{{arena}}","role":"{{role}}"{{(organisation is null ? "" : $",\"organisation\":\"{organisation}\"")}}}""";
        static string Take(string seat, string holding) =>
            $$"""{"do":"take_seat","at":"2026-01-05","seat":"{{seat}}","holding":"{{holding}}","person":"person-{{holding}}","name":"{{holding}} fra Ås kommune"}""";
        return string.Join('\n',
        [
            Municipality("as", "Ås kommune", "nb"),
            Seat("htv-to-plass", "styret", "chiefShopSteward", "Norsk Sykepleierforbund"), Take("htv-to-plass", "htv-to"),
            Seat("hvo-plass", "styret", "chiefSafetyRepresentative"), Take("hvo-plass", "hvo"),
            Seat("ledig-plass", "gruppa", "shopSteward", "Fagforbundet"), Seat("uten-hovedtillitsvalgt", "gruppa", "shopSteward", "Delta"),
            """{"do":"register_workplace","at":"2026-01-05","by":"koordinator","workplace":"asen","arena":"styret","level":"unit","name":"Åsen"}""",
        ]);
    }

    private async Task HoldMeeting()
    {
        var api = _app.Api(Ås, "leder");
        var meeting = (await api.Post($"/api/v1/as/arenas/{Group(Ås)}/meetings", new { day = "2026-11-20", begins = "09:00", lasts = 60 })).Body!["id"]!.ToString();
        var opened = await api.Post($"/api/v1/as/meetings/{meeting}/open-meeting", System.Net.Http.Json.JsonContent.Create(new { present = new[] { Id(Ås, "seat", "leder-plass") } }), "*", Guid.CreateVersion7().ToString());
        Assert.True(opened.Status == HttpStatusCode.OK, opened.Raw);
        await api.Post($"/api/v1/as/arenas/{Group(Ås)}/meetings", new { day = "2026-12-20", begins = "09:00", lasts = 60 });
    }

    private async Task<WebPage> Page(string who, string address)
    {
        var page = await (await _app.SignIn(Ås, who)).Get(address);
        Assert.True(page.Status == HttpStatusCode.OK, $"{who} at {address}: {page.Status}");
        return page;
    }

    private async Task Post(string who, string address, object body)
    {
        var answer = await _app.Api(Ås, who).Post($"/api/v1/as/{address}", body);
        Assert.True(answer.Status == HttpStatusCode.NoContent, $"{address}: {answer.Status} {answer.Raw}");
    }

    private Task HandOver(string seat, string holding, string name) => Keep(seat, "hand-over-seat", new { holding = Id(Ås, "holding", holding), name });

    private async Task Keep(string seat, string act, object body)
    {
        var answer = await _app.Api(Ås, "koordinator").Post($"/api/v1/as/seats/{Id(Ås, "seat", seat)}/{act}", System.Net.Http.Json.JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }

    private async Task<Guid> PersonCalled(string name) => (await Databases.Query<Guid>(_app.Database, $"select id from people where tenant_id = 'as' and name = '{name}'")).Single();

    private async Task<List<JsonNode>> Waiting(string who) =>
        [.. (await _app.Api(Ås, who).Get("/api/v1/as/waiting")).Body!["items"]!.AsArray().Select(i => i!)];

    private Task<List<string>> Kinds() => Databases.Query<string>(_app.Database, "select kind::text from follow_up_entries order by written_on, kind");

    private async Task<long> Interests() => (await Databases.Query<long>(_app.Database, "select count(*) from seat_interests"))[0];

    private Task<IReadOnlyDictionary<RetentionKind, long>> Sweep(DateOnly day) => _app.Services.GetRequiredService<RetentionSweep>().Run(Ås, day, default);
}
