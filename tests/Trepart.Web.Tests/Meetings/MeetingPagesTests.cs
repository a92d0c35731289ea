using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Meetings as the group meets them: what comes on an agenda by itself, the minutes, and the calendar.</summary>
public sealed class MeetingPagesTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string[] Night = ["Natt"];

    private static Guid Seat(string alias) => Id(Ås, "seat", alias);

    [Fact]
    public async Task A_deferral_puts_its_matter_on_the_agenda_of_the_meeting_and_follows_it_when_it_is_moved_or_cancelled()
    {
        var leader = await app.SignIn(Ås, "leder");
        var first = await Plan("2029-03-07");
        var second = await Plan("2029-03-21");
        var matter = await Begin("matters", new { title = "Heisen i vest", concern = "Den stopper." });
        var form = await leader.Get($"/as/saker/{matter}/utsett");
        Assert.Contains("value=\"2029-03-07\"", form.Html, StringComparison.Ordinal);
        await leader.Fill($"/as/saker/{matter}/utsett", [("until", "2029-03-07"), ("until", ""), ("reason", "Vi mangler tall.")]);

        Assert.Contains("Heisen i vest", (await leader.Get($"/as/moter/{first}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Heisen i vest", (await leader.Get($"/as/moter/{second}")).Text, StringComparison.Ordinal);

        await Do(first, "move-meeting", new { day = "2029-03-09", begins = "10:00", reason = "Kurs." }, 1);
        Assert.Contains("Heisen i vest", (await leader.Get($"/as/moter/{first}")).Text, StringComparison.Ordinal);

        await Do(first, "cancel-meeting", new { reason = "Alle er syke." }, 2);
        Assert.Contains("Heisen i vest", (await leader.Get($"/as/moter/{second}")).Text, StringComparison.Ordinal);

        await Do(second, "cancel-meeting", new { reason = "Alle er syke." }, 1);
        var list = (await leader.Get($"/as/grupper/{Group(Ås)}/moter")).Text;
        Assert.Contains("Utsatt til en dag uten møte", list, StringComparison.Ordinal);
        Assert.Contains("Heisen i vest", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matter_leads_to_the_meetings_in_which_it_was_said_how_it_goes_on()
    {
        var meeting = await Plan("2026-11-20");
        var (matter, other) = (await Begin("matters", new { title = "Vinduene", concern = "De trekker." }), await Begin("matters", new { title = "Nøklene", concern = "De blir borte." }));
        await Do(meeting, "open-meeting", new { present = new[] { Seat("leder-plass") } }, 1, "leder");
        await Do(meeting, "conclude-item", new { matter, way = "tryOut", summary = "Vi tetter ett vindu først.", seats = new[] { Seat("leder-plass") } }, 2);

        var leader = await app.SignIn(Ås, "leder");
        var page = await leader.Get($"/as/saker/{matter}");
        Assert.Contains("Saken i møtene", page.Text, StringComparison.Ordinal);
        Assert.Contains("Vi tetter ett vindu først.", page.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/as/moter/{meeting}\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Saken i møtene", (await leader.Get($"/as/saker/{other}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_trial_stands_on_the_agenda_of_the_meeting_at_which_it_is_evaluated()
    {
        var meeting = await Plan("2027-05-12");
        var matter = await Begin("matters", new { title = "Ny turnus på natt", concern = "Den sliter." });
        await Post($"matters/{matter}/propose-trial", new { change = "Lengre vakter", howWeKnow = "Vi teller.", evaluateOn = "2027-05-12", wayBack = "Vi går tilbake.", affected = Night }, 1);
        await Post($"matters/{matter}/answer-hms-risk", new { risk = "noRisk", explanation = "Ingen." }, 2);
        await Post($"matters/{matter}/agree-trial", new { seats = new[] { Seat("tv-plass"), Seat("vo-plass") } }, 3);
        await Post($"matters/{matter}/start-trial", new { }, 4);

        var page = (await (await app.SignIn(Ås, "ansatt")).Get($"/as/moter/{meeting}")).Text;
        Assert.Contains("Ny turnus på natt", page, StringComparison.Ordinal);
        Assert.Contains("utprøving som skal evalueres", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_goes_from_agenda_to_minutes_that_every_party_approves_and_nobody_changes()
    {
        var leader = await app.SignIn(Ås, "leder");
        var meeting = await Plan("2026-11-20");
        var carried = await Begin("actions", new { what = "Bestille ny tavle" });
        await Do(meeting, "add-item", new { title = "Vaktlistene i jula", purpose = "development", planned = 20 }, 1);
        await Do(meeting, "open-meeting", new { present = new[] { Seat("leder-plass"), Seat("tv-plass"), Seat("vo-plass") } }, 2, "leder");
        var open = (await leader.Get($"/as/moter/{meeting}")).Text;
        Assert.Contains("Bestille ny tavle", open, StringComparison.Ordinal);
        Assert.Contains("Ikke til stede: plasstillitsvalgt for Norsk Sykepleierforbund", open, StringComparison.Ordinal);

        await Do(meeting, "hear-seat", new { item = 1, seat = Seat("tv-plass"), view = "Listene kommer for sent." }, 3);
        Assert.Contains("Ikke hørt ennå: enhetsleder og verneombud.", (await leader.Get($"/as/moter/{meeting}")).Text, StringComparison.Ordinal);
        await Do(meeting, "skip-workday", new { }, 4);
        await Do(meeting, "conclude-item", new { item = 1, way = "agreed", summary = "Listene henger fire uker fram.", seats = new[] { Seat("leder-plass"), Seat("tv-plass"), Seat("vo-plass") } }, 5);

        // One union was not there: it confirms when it has read.
        var refused = await app.Api(Ås, "leder").Post($"/api/v1/as/meetings/{meeting}/present-minutes", new JsonObject(), 6);
        Assert.Equal((HttpStatusCode.Conflict, "meeting/way-not-confirmed"), (refused.Status, refused.Problem));
        Assert.Contains("Venter på bekreftelse fra Norsk Sykepleierforbund.", (await leader.Get($"/as/moter/{meeting}")).Text, StringComparison.Ordinal);
        await Do(meeting, "confirm-way", new { item = 1 }, 6, "tillitsvalgt-to");
        await Do(meeting, "present-minutes", new { }, 7, "leder");

        var version = 8;
        foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to" })
            await Do(meeting, "approve-minutes", new { }, version++, who);
        Assert.Contains("Venter på verneombudet.", (await leader.Get($"/as/moter/{meeting}")).Text, StringComparison.Ordinal);
        await Do(meeting, "approve-minutes", new { }, version++, "verneombud");
        Assert.Equal(["Approved"], await Databases.Query<string>(app.Database, $"select stage from meetings where tenant_id = 'as' and id = '{meeting}'"));

        var late = await app.Api(Ås, "leder").Post($"/api/v1/as/meetings/{meeting}/note-workday", new JsonObject { ["workday"] = "Noe annet." }, version);
        Assert.Equal((HttpStatusCode.Conflict, "meeting/minutes-approved"), (late.Status, late.Problem));
        await Do(meeting, "correct-minutes", new { entry = 6, correct = "Listene henger seks uker fram.", why = "Vi hørte feil." }, version);

        var minutes = (await leader.Get($"/as/moter/{meeting}/referat")).Text;
        foreach (var part in new[] { "Listene kommer for sent.", "Listene henger fire uker fram.", "Listene henger seks uker fram.", "godkjent av alle parter" })
            Assert.Contains(part, minutes, StringComparison.Ordinal);
        var summary = (await (await app.SignIn(Ås, "ansatt")).Get($"/as/moter/{meeting}/oppsummering?medlemmer=1")).Text;
        Assert.Contains("Listene henger fire uker fram.", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("Listene kommer for sent.", summary, StringComparison.Ordinal);
        await Post($"actions/{carried}/drop-action", new { reason = "Den kom." }, 1);
    }

    [Fact]
    public async Task An_employee_takes_an_action_that_nobody_has_and_says_that_it_is_done()
    {
        var action = await Begin("actions", new { what = "Vanne plantene" });
        var employee = await app.SignIn(Ås, "ansatt");
        Assert.Contains("Ingen har tatt det ennå.", (await employee.Get($"/as/tiltak/{action}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await employee.Fill($"/as/tiltak/{action}/ta-tiltaket", [])).Status);
        Assert.Equal(HttpStatusCode.Found, (await employee.Fill($"/as/tiltak/{action}/tiltaket-er-gjort", [])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await employee.Get($"/as/tiltak/{action}/legg-bort-tiltaket")).Status);
        Assert.Contains("Gjort", (await employee.Get($"/as/tiltak/{action}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_begins_a_meeting_for_each_of_its_days_at_the_same_hour_summer_and_winter()
    {
        var nobody = app.Nobody();
        var series = await app.Api(Vestby, "leder").Post(
            $"/api/v1/vestby/arenas/{Group(Vestby)}/series", new { first = "2027-02-10", begins = "09:30", lasts = 60, rhythm = "monthly", until = "2027-05-31", place = "Møterom 2" });
        Assert.Equal(HttpStatusCode.Created, series.Status);
        Assert.Equal(
            ["2027-02-10 09:30", "2027-03-10 09:30", "2027-04-14 09:30", "2027-05-12 09:30"],
            await Databases.Query<string>(app.Database, $"select day::text || ' ' || to_char(at, 'HH24:MI') from meetings where tenant_id = 'vestby' and series_id = '{series.Body!["id"]}' order by day"));

        var feed = await nobody.Get(await Address(Vestby, "ansatt"));
        Assert.Equal(HttpStatusCode.OK, feed.Status);
        Assert.Contains("DTSTART;TZID=Europe/Oslo:20270310T093000", feed.Html, StringComparison.Ordinal);
        Assert.Contains("DTSTART;TZID=Europe/Oslo:20270414T093000", feed.Html, StringComparison.Ordinal);
        Assert.Contains("BEGIN:VTIMEZONE", feed.Html, StringComparison.Ordinal);
        Assert.Contains("TZOFFSETTO:+0200", feed.Html, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Møte i HMS-gruppa", feed.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_tells_when_and_where_and_nothing_else_and_only_to_whoever_has_an_address_that_is_open()
    {
        var meeting = await Plan("2027-06-02");
        await Do(meeting, "add-item", new { title = "Noe fortrolig", purpose = "development" }, 1);
        var address = await Address(Ås, "ansatt");
        var nobody = app.Nobody();
        var feed = await nobody.Get(address);
        Assert.Equal(HttpStatusCode.OK, feed.Status);
        Assert.Contains($"UID:{meeting}@trepart", feed.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("fortrolig", feed.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(" fra Ås kommune", feed.Html, StringComparison.Ordinal);

        using var program = new HttpClient { BaseAddress = app.Address };
        var first = await program.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal("text/calendar", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("private, no-cache", first.Headers.CacheControl!.ToString().Replace("no-cache, private", "private, no-cache", StringComparison.Ordinal));
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await program.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
        await Do(meeting, "cancel-meeting", new { reason = "Kurs." }, 2);
        Assert.Contains("STATUS:CANCELLED", (await nobody.Get(address)).Html, StringComparison.Ordinal);

        // Elsewhere the same code opens nothing, and stopped it opens nothing here.
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(address.Replace("/as/", "/vestby/", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get($"/as/kalender/{new string('A', 43)}.ics")).Status);
        var id = (await Databases.Query<Guid>(app.Database, $"select id from calendar_addresses where tenant_id = 'as' and holding = '{Id(Ås, "holding", "ansatt")}' and stopped_at is null"))[0];
        var page = $"/as/grupper/{Group(Ås)}/kalender";
        var other = await app.SignIn(Ås, "leder");
        Assert.Equal(HttpStatusCode.NotFound, (await Tap(other, page, $"{page}/{id}/stopp")).Status);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get(address)).Status);
        Assert.Equal(HttpStatusCode.Found, (await Tap(await app.SignIn(Ås, "ansatt"), page, $"{page}/{id}/stopp")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(address)).Status);
    }

    [Fact]
    public async Task The_key_of_drafts_is_each_persons_own_in_each_municipality_and_nobody_elses()
    {
        var keys = new List<string>();
        foreach (var (tenant, who) in new[] { (Ås, "leder"), (Ås, "tillitsvalgt"), (Vestby, "leder") })
        {
            var user = await app.SignIn(tenant, who);
            var key = (await user.Get($"/{tenant.Id}/utkast/nokkel")).Html;
            Assert.Equal(key, (await (await app.SignIn(tenant, who)).Get($"/{tenant.Id}/utkast/nokkel")).Html);
            keys.Add(key);
            Assert.Equal(HttpStatusCode.NotFound, (await user.Get($"/{(tenant == Ås ? "vestby" : "as")}/utkast/nokkel")).Status);
        }

        Assert.Equal(3, keys.Distinct().Count());
        Assert.Equal(HttpStatusCode.Found, (await app.Nobody().Get("/as/utkast/nokkel")).Status);
    }

    private async Task<string> Address(Tenant tenant, string who)
    {
        var user = await app.SignIn(tenant, who);
        var page = $"/{tenant.Id}/grupper/{Group(tenant)}/kalender";
        var made = await Tap(user, page, page + "/lag");
        Assert.Equal(HttpStatusCode.OK, made.Status);
        return System.Text.RegularExpressions.Regex.Match(made.Html, $"/{tenant.Id}/kalender/[A-Za-z0-9_-]+\\.ics").Value;
    }

    private static async Task<WebPage> Tap(WebUser user, string page, string action)
    {
        var (name, value) = (await user.Get(page)).Forgery;
        return await user.Post(action, new Dictionary<string, string> { [name] = value });
    }

    private Task<string> Plan(string day) => Begin("meetings", new { day, begins = "09:00", lasts = 60, place = "Kantina" });

    private async Task<string> Begin(string things, object body)
    {
        var answer = await app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private Task Do(string meeting, string act, object body, long seen, string who = "tillitsvalgt") => Post($"meetings/{meeting}/{act}", body, seen, who);

    private async Task Post(string path, object body, long seen, string who = "tillitsvalgt")
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/{path}", body, seen);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Raw}");
    }
}
