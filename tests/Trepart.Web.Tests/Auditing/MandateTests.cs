using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.SignIn;
using Trepart.Web.Tests.Hardening;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Auditing;

/// <summary>An auditor reads what the mandate covers, in its time, and nothing else; and the municipality sees everything that was opened.</summary>
public sealed class MandateTests
{
    private static readonly Guid Neighbours = Id(Ås, "arena", "nabogruppa");

    [Fact]
    public async Task The_coordinator_lets_an_auditor_in_by_a_form_and_the_name_stands_in_the_register_alone()
    {
        await using var app = await Started();
        var coordinator = await app.SignIn(Ås, "koordinator");
        Assert.Contains("Innsyn for kommunens revisor", (await coordinator.Get("/as/innsyn")).Text, StringComparison.Ordinal);

        var sent = await coordinator.Fill(
            "/as/innsyn/gi-innsyn", ("name", "Rita Revisorsen"), ("authority", "controlCommittee"), ("basis", "controlCommitteeAccess"),
            ("purpose", "Hvorfor vaktprøven ble stanset."), ("arenas", Group(Ås).ToString()), ("arenas", Neighbours.ToString()), ("historyFrom", "2026-03-01"), ("start", "2026-11-20"),
            ("end", "2026-12-31"));

        Assert.Equal(HttpStatusCode.Found, sent.Status);
        var page = await coordinator.Get(sent.Location!);
        foreach (var text in new[]
        {
            "Innsynet er gitt.", "Innsyn for kontrollutvalget", "Rita Revisorsen. Kan lese fra 20. november 2026 til og med 31. desember 2026.", "HMS-gruppa", "Nabogruppa",
            "Fra og med 1. mars 2026", "Kommuneloven § 23-2", "Hvorfor vaktprøven ble stanset.", "Ingenting er åpnet ennå.",
        })
        {
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["people"],
            await Databases.Query<string>(
                app.Database,
                """
                select 'people' from people where name like '%Revisorsen%' union all select 'events' from mt_events where data::text like '%Revisorsen%'
                union all select 'words' from words where text like '%Revisorsen%' union all select 'commands' from commands where answer::text like '%Revisorsen%'
                """));
        Assert.DoesNotContain(app.Logged, l => l.Contains("Revisorsen", StringComparison.Ordinal));

        // Both written languages, and the trail.
        Assert.Contains("ga kontrollutvalget innsyn", (await coordinator.Get("/as/historikk")).Text, StringComparison.Ordinal);
        Assert.Contains("Har innsyn no", (await (await app.SignIn(Vestby, "koordinator")).Get("/vestby/innsyn")).Text, StringComparison.Ordinal);

        // The same person again, without being written down twice.
        var again = await coordinator.Get("/as/innsyn/gi-innsyn");
        Assert.Contains("Rita Revisorsen", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_or_refused_comes_back_with_what_was_written()
    {
        await using var app = await Started();
        var director = await app.SignIn(Ås, "koordinator");
        var before = await app.Stored();

        var missing = await director.Fill("/as/innsyn/gi-innsyn", ("purpose", "Bare dette."));
        Assert.Equal(HttpStatusCode.BadRequest, missing.Status);
        Assert.Contains("Navnet på den som får innsyn: Velg en person fra registeret, eller skriv navnet på en ny.", missing.Text, StringComparison.Ordinal);
        Assert.Contains("Bare dette.", missing.Html, StringComparison.Ordinal);

        var refused = await director.Fill(
            "/as/innsyn/gi-innsyn", ("name", "Rita"), ("authority", "controlCommittee"), ("basis", "auditorAccess"), ("purpose", "Se."), ("wholeMunicipality", "true"),
            ("start", "2026-11-20"), ("end", "2026-12-31"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Grunnlaget hører til noen andre", refused.Text, StringComparison.Ordinal);

        var api = app.Api(Ås, "koordinator");
        Assert.Equal("mandate/too-long", (await api.Post("/api/v1/as/mandates", Body(end: "2027-11-21"))).Problem);
        Assert.Equal("mandate/starts-before-granted", (await api.Post("/api/v1/as/mandates", Body(start: "2026-11-19"))).Problem);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Post("/api/v1/as/mandates", Body(person: Id(Vestby, "person", "person-leder").ToString()))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Post("/api/v1/as/mandates", Body(arenas: [Group(Ås), Group(Vestby)]))).Status);
        Assert.Equal(before, await app.Stored());
        Assert.Empty(await Databases.Query<string>(app.Database, "select name from people where name like 'Rita%'"));
    }

    [Fact]
    public async Task What_is_sent_again_is_done_once()
    {
        await using var app = await Started();
        var api = app.Api(Ås, "koordinator");
        var id = Guid.CreateVersion7();
        var first = await api.Post("/api/v1/as/mandates", Body(), id: id);
        var second = await api.Post("/api/v1/as/mandates", Body(), id: id);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal(first.Location, second.Location);
        Assert.Single(await Databases.Query<string>(app.Database, "select name from people where name = 'Rita Revisor'"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Post("/api/v1/as/mandates", Body(name: "En annen"), id: id)).Status);
    }

    [Fact]
    public async Task Only_what_the_mandate_covers_is_opened()
    {
        await using var app = await Started();
        var (ours, theirs) = (await Matter(app, "leder", Group(Ås), "Vinduene"), await Matter(app, "nabo", Neighbours, "Heisen"));
        var input = await Begin(app, "ansatt", Group(Ås), "inputs", new { kind = "problem", text = "Det trekker." });
        var auditor = await Auditor.In(app, Body(arenas: [Group(Ås)]));

        foreach (var address in new[] { "/as", "/as/historikk", $"/as/historikk?gruppe={Group(Ås)}", $"/as/historikk?sak={ours}", $"/as/saker/{ours}", $"/as/saker/{ours}/medvirkning", $"/as/innspill/{input}", $"/as/historikk/{await Position(app, ours)}" })
            Assert.True((await auditor.User.Get(address)).Status == HttpStatusCode.OK, address);
        foreach (var address in new[] { "trail", $"trail?arena={Group(Ås)}", $"matters/{ours}", $"matters/{ours}/involvement", $"inputs/{input}", "arenas" })
            Assert.True((await auditor.Api.Get($"/api/v1/as/{address}")).Status == HttpStatusCode.OK, address);

        foreach (var address in new[]
        {
            $"/as/historikk?gruppe={Neighbours}", $"/as/historikk?sak={theirs}", $"/as/saker/{theirs}", $"/as/saker/{theirs}/medvirkning", "/as/medvirkning", "/as/trygghet", $"/as/grupper/{Group(Ås)}", $"/as/grupper/{Neighbours}", "/as/laering", "/as/personer",
            "/as/innsyn", "/as/innsyn/gi-innsyn", $"/as/innsyn/{auditor.Mandate}", $"/as/saker/{ours}/utsett", $"/as/grupper/{Group(Ås)}/gi-innspill", $"/as/saker/{ours}/slett-tekst",
        })
        {
            var page = await auditor.User.Get(address);
            Assert.True(page.Status == HttpStatusCode.Forbidden, $"{address}: {page.Status}");
            Assert.Contains("Dette er utenfor innsynet ditt", page.Text, StringComparison.Ordinal);
        }

        foreach (var address in new[] { $"trail?arena={Neighbours}", $"trail?stream={theirs}", $"matters/{theirs}", $"matters/{theirs}/involvement", "processes", "assurance", $"arenas/{Group(Ås)}/matters", $"arenas/{Neighbours}/inputs", "mandates", $"mandates/{auditor.Mandate}" })
            Assert.True((await auditor.Api.Get($"/api/v1/as/{address}")).Status == HttpStatusCode.Forbidden, address);
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.User.Get($"/as/historikk/{await Position(app, theirs)}")).Status);

        // Nothing of the neighbours is in what is opened.
        Assert.DoesNotContain("Heisen", (await auditor.User.Get("/as/historikk")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Heisen", (await auditor.Api.Get("/api/v1/as/trail")).Raw, StringComparison.Ordinal);
        Assert.Contains("Vinduene", (await auditor.User.Get("/as/historikk")).Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nabogruppa", (await auditor.Api.Get("/api/v1/as/arenas")).Raw, StringComparison.Ordinal);

        // Another municipality is not there at all, and this one is not there for it.
        foreach (var address in new[] { "/vestby", "/vestby/historikk", $"/vestby/saker/{ours}" })
            Assert.Equal(HttpStatusCode.NotFound, (await auditor.User.Get(address)).Status);
        var elsewhere = await app.SignIn(Vestby, "koordinator");
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Get($"/vestby/innsyn/{auditor.Mandate}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Get($"/as/innsyn/{auditor.Mandate}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Api(Vestby, "koordinator").Get($"/api/v1/vestby/mandates/{auditor.Mandate}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Api(Vestby, "koordinator").Post($"/api/v1/vestby/mandates/{auditor.Mandate}/end-mandate", new { reason = "Nei." }, seen: 1)).Status);
    }

    [Fact]
    public async Task Only_its_part_of_the_history_is_opened()
    {
        await using var app = await Started();
        var old = await Matter(app, "leder", Group(Ås), "Gammel sak", on: "2026-02-02");
        var both = await Matter(app, "leder", Group(Ås), "Lang sak", on: "2026-02-03");
        await View(app, both, "Sett i mai.", "2026-05-04", 1);
        await View(app, both, "Sett i august.", "2026-08-03", 2);
        var late = await Matter(app, "leder", Group(Ås), "Ny sak", on: "2026-08-04");
        var auditor = await Auditor.In(app, Body(historyFrom: "2026-05-01", historyTo: "2026-06-30"));

        var trail = await auditor.User.Get("/as/historikk?fra=2026-01-01&til=2026-12-31");
        Assert.Contains("Sett i mai.", trail.Text, StringComparison.Ordinal);
        foreach (var text in new[] { "Gammel sak", "Ny sak", "Sett i august." })
            Assert.DoesNotContain(text, trail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sett i august.", (await auditor.Api.Get("/api/v1/as/trail?limit=200")).Raw, StringComparison.Ordinal);

        // Read from its beginning, and to the end of the part.
        var page = await auditor.User.Get($"/as/saker/{both}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Sett i mai.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sett i august.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sett i august.", (await auditor.Api.Get($"/api/v1/as/matters/{both}")).Raw, StringComparison.Ordinal);
        foreach (var matter in new[] { old, late })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await auditor.User.Get($"/as/saker/{matter}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Api.Get($"/api/v1/as/matters/{matter}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await auditor.User.Get($"/as/historikk/{await Position(app, matter)}")).Status);
        }

        // Not by a title in a list of choices either.
        Assert.DoesNotContain("Gammel sak", (await auditor.User.Get($"/as/historikk?gruppe={Group(Ås)}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_between_its_first_and_last_day_and_not_when_it_was_ended()
    {
        await using var app = await Started();
        var matter = await Matter(app, "leder", Group(Ås), "Vinduene");
        var auditor = await Auditor.In(app, Body(start: "2026-11-23", end: "2026-11-27"));
        async Task<HttpStatusCode[]> Try()
        {
            auditor = await auditor.Again(app);
            return [(await auditor.User.Get("/as/historikk")).Status, (await auditor.User.Get($"/as/saker/{matter}")).Status, (await auditor.Api.Get("/api/v1/as/trail")).Status, (await auditor.Api.Get($"/api/v1/as/matters/{matter}")).Status];
        }

        HttpStatusCode[] open = [.. Enumerable.Repeat(HttpStatusCode.OK, 4)], shut = [.. Enumerable.Repeat(HttpStatusCode.Forbidden, 4)];
        void Today(int day) => app.Clock.Now = new(2026, 11, day, 9, 0, 0, TimeSpan.Zero);

        Assert.Equal(shut, await Try());
        Today(22);
        Assert.Equal(shut, await Try());
        Today(23);
        Assert.Equal(open, await Try());
        Today(27);
        Assert.Equal(open, await Try());
        Today(28);
        Assert.Equal(shut, await Try());

        // A day longer, and then no longer.
        Today(27);
        var coordinator = app.Api(Ås, "koordinator");
        Assert.Equal(HttpStatusCode.OK, (await coordinator.Post($"/api/v1/as/mandates/{auditor.Mandate}/change-mandate-end", new { end = "2026-11-28", reason = "Mer tid." }, seen: 1)).Status);
        Today(28);
        Assert.Equal(open, await Try());
        var ended = await (await app.SignIn(Ås, "koordinator")).Fill($"/as/innsyn/{auditor.Mandate}/avslutt-innsyn", ("reason", "Ferdig."));
        Assert.Equal(HttpStatusCode.Found, ended.Status);
        Assert.Equal(shut, await Try());
        Assert.Contains("Innsynet ble avsluttet 28. november 2026.", (await (await app.SignIn(Ås, "koordinator")).Get("/as/innsyn")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_changed_under_a_mandate()
    {
        await using var app = await Started();
        var matter = await Matter(app, "leder", Group(Ås), "Vinduene");
        var auditor = await Auditor.In(app, Body(whole: true));
        var form = (await auditor.User.Get("/as")).Forgery;
        var before = await app.Stored();
        var tried = 0;
        foreach (var (_, address) in HeaderTests.Addresses(app, matter).Where(a => a.Method == "POST" && a.Address.Contains("/as/", StringComparison.Ordinal)))
        {
            // One's own sessions are one's own to end, and one's own mail to choose.
            if (address.StartsWith("/as/innlogginger/", StringComparison.Ordinal) || address is "/as/varsler")
                continue;
            // A search is a reading, in what one's seats let one read: here in nothing but what is published to everyone.
            if (address is "/as/sok/finn" or "/as/erfaringer/finn" or "/api/v1/as/search")
                continue;

            var status = address.StartsWith("/api", StringComparison.Ordinal)
                ? (await auditor.Api.Post(address, new { title = "t", concern = "c", kind = "praise", text = "Takk.", reason = "Fordi.", end = "2026-12-30" }, seen: 1)).Status
                : (await auditor.User.Post(address, new()
                {
                    [form.Name] = form.Value,
                    ["commandId"] = Guid.CreateVersion7().ToString(),
                    ["version"] = "1",
                    ["title"] = "t",
                    ["concern"] = "c",
                    ["kind"] = "praise",
                    ["text"] = "Takk.",
                    ["reason"] = "Fordi.",
                    ["end"] = "2026-12-30",
                })).Status;
            Assert.True(status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{address}: {status}");
            tried++;
        }

        Assert.True(tried > 60, $"{tried} addresses");
        Assert.Equal(before, await app.Stored());
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Api.Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new { kind = "praise", text = "Takk." })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Api.Post($"/api/v1/as/mandates/{auditor.Mandate}/end-mandate", new { reason = "Nei." }, seen: 1)).Status);
    }

    [Fact]
    public async Task What_was_known_on_a_day_is_seen_as_it_was_known()
    {
        await using var app = await Started();
        var matter = await Matter(app, "leder", Group(Ås), "Vinduene");
        var auditor = await Auditor.In(app, Body(whole: true));
        app.Clock.Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
        await View(app, matter, "Ført inn senere.", "2026-11-20", 1);
        auditor = await auditor.Again(app);

        Assert.Contains("Ført inn senere.", (await auditor.User.Get($"/as/saker/{matter}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ført inn senere.", (await auditor.User.Get($"/as/saker/{matter}?kjent=2026-11-23")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ført inn senere.", (await auditor.User.Get($"/as/historikk?gruppe={Group(Ås)}&kjent=2026-11-23")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ført inn senere.", (await auditor.Api.Get($"/api/v1/as/matters/{matter}?known-on=2026-11-23")).Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("Ført inn senere.", (await auditor.Api.Get("/api/v1/as/trail?known-on=2026-11-23")).Raw, StringComparison.Ordinal);

        var list = await (await app.SignIn(Ås, "koordinator")).Get($"/as/innsyn/{auditor.Mandate}");
        Assert.Contains("Saken Vinduene – slik det var kjent 23. november 2026", list.Text, StringComparison.Ordinal);
        Assert.Contains("Historikken for Solbakken i as – HMS-gruppa – slik det var kjent 23. november 2026", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_municipality_sees_everything_that_was_opened_once_for_each_time()
    {
        await using var app = await Started();
        var matter = await Matter(app, "leder", Group(Ås), "Vinduene");
        var input = await Begin(app, "ansatt", Group(Ås), "inputs", new { kind = "problem", text = "Det trekker." });
        var position = await Position(app, matter);
        var auditor = await Auditor.In(app, Body(arenas: [Group(Ås)]));
        var coordinator = await app.SignIn(Ås, "koordinator");
        async Task<List<string>> Seen() => [.. System.Text.RegularExpressions.Regex.Matches((await coordinator.Get($"/as/innsyn/{auditor.Mandate}")).Html.Split("openings\">")[1].Split("</ol>")[0], "<a[^>]*>([^<]*)</a>").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).Order()];

        foreach (var (address, line) in new[]
        {
            ("/as/historikk", "Historikken for Solbakken i as – HMS-gruppa"), ($"/as/historikk?sak={matter}", "Historikken for Vinduene"), ($"/as/saker/{matter}", "Saken Vinduene"),
            ($"/as/historikk/{position}", $"Oppføring nr. {position}: Vinduene"), ($"/as/innspill/{input}", "Innspill (problem) 20. november 2026"),
        })
        {
            for (var time = 1; time <= 2; time++)
            {
                Assert.Equal(HttpStatusCode.OK, (await auditor.User.Get(address)).Status);
                Assert.Equal(time, (await Seen()).Count(l => l == line));
            }
        }

        foreach (var address in new[] { "trail", $"matters/{matter}", $"inputs/{input}" })
            Assert.Equal(HttpStatusCode.OK, (await auditor.Api.Get($"/api/v1/as/{address}")).Status);
        Assert.Equal(13, (await Seen()).Count);
        Assert.Equal(3, (await coordinator.Get($"/as/innsyn/{auditor.Mandate}")).Text.Split("med et program").Length - 1);
        Assert.Contains("13 sider og svar er åpnet", (await coordinator.Get("/as/innsyn")).Text, StringComparison.Ordinal);

        // What is refused, and what is no opening, leaves nothing; nor do others' readings.
        foreach (var address in new[] { "/as", $"/as/grupper/{Group(Ås)}", $"/as/historikk?gruppe={Neighbours}", "/as/historikk/99999", "/as/historikk?fra=tull" })
            await auditor.User.Get(address);
        await (await app.SignIn(Ås, "leder")).Get($"/as/saker/{matter}");
        await coordinator.Get("/as/historikk");
        Assert.InRange((await Seen()).Count, 13, 14); // the trail with a filter that could not be read was shown, empty

        var api = (await app.Api(Ås, "koordinator").Get($"/api/v1/as/mandates/{auditor.Mandate}")).Body!;
        Assert.True(api["opened"]!.AsArray().Count >= 13);
        Assert.Equal("Rita Revisor", api["mandate"]!["auditor"]!.ToString());
    }

    [Theory]
    [InlineData("ansatt")]
    [InlineData("leder")]
    [InlineData("ordforer")]
    public async Task Who_may_not_does_not_see_it_nor_let_anyone_in(string who)
    {
        await using var app = await Started();
        var user = await app.SignIn(Ås, who);
        Assert.Equal(HttpStatusCode.Forbidden, (await user.Get("/as/innsyn")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await user.Get("/as/innsyn/gi-innsyn")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, who).Post("/api/v1/as/mandates", Body())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, who).Get("/api/v1/as/mandates")).Status);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_shown()
    {
        await using var app = await Started();
        var matter = await Matter(app, "leder", Group(Ås), "Vinduene");
        var input = await Begin(app, "ansatt", Group(Ås), "inputs", new { kind = "problem", text = "Det trekker." });
        var position = await Position(app, matter);
        var auditor = await Auditor.In(app, Body(whole: true));
        await Databases.Run(app.Database, "revoke insert on mandate_openings from trepart_app");

        foreach (var address in new[] { "/as/historikk", $"/as/historikk/{position}", $"/as/saker/{matter}", $"/as/innspill/{input}" })
        {
            var page = await auditor.User.Get(address);
            Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
            Assert.DoesNotContain("Vinduene", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("trekker", page.Html, StringComparison.Ordinal);
        }

        foreach (var address in new[] { "trail", $"matters/{matter}", $"inputs/{input}" })
        {
            var answer = await auditor.Api.Get($"/api/v1/as/{address}");
            Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
            Assert.DoesNotContain("Vinduene", answer.Raw, StringComparison.Ordinal);
        }

        // Nobody else notices.
        Assert.Equal(HttpStatusCode.OK, (await (await app.SignIn(Ås, "leder")).Get($"/as/saker/{matter}")).Status);
    }

    private static object Body(
        string name = "Rita Revisor", string? person = null, string start = "2026-11-20", string end = "2026-12-31", bool whole = false, Guid[]? arenas = null,
        string? historyFrom = null, string? historyTo = null) => new
        {
            name = person is null ? name : null,
            person,
            authority = "controlCommittee",
            basis = "controlCommitteeAccess",
            purpose = "Hvorfor vaktprøven ble stanset.",
            wholeMunicipality = whole,
            arenas = whole ? [] : arenas ?? [Group(Ås)],
            historyFrom,
            historyTo,
            start,
            end,
        };

    private static async Task<TrepartApp> Started()
    {
        var app = new TrepartApp();
        await app.InitializeAsync();
        return app;
    }

    private static Task<string> Matter(TrepartApp app, string who, Guid arena, string title, string? on = null) =>
        Begin(app, who, arena, "matters", on is null ? new { title, concern = "Det er kaldt." } : new { title, concern = "Det er kaldt.", on });

    private static async Task<string> Begin(TrepartApp app, string who, Guid arena, string things, object body)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/arenas/{arena}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private static async Task View(TrepartApp app, string matter, string said, string on, long seen)
    {
        var answer = await app.Api(Ås, "leder").Post($"/api/v1/as/matters/{matter}/register-view", new { seat = Id(Ås, "seat", "leder-plass"), view = said, on }, seen);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }

    private static async Task<long> Position(TrepartApp app, string stream) =>
        (await Databases.Query<long>(app.Database, $"select min(seq_id) from mt_events where tenant_id = 'as' and stream_id = '{Guid.Parse(stream)}'"))[0];

    /// <summary>Someone who was let in.</summary>
    private sealed record Auditor(Guid Mandate, Guid Person, WebUser User, ApiUser Api)
    {
        public static async Task<Auditor> In(TrepartApp app, object body)
        {
            var answer = await app.Api(Ås, "koordinator").Post("/api/v1/as/mandates", body);
            Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
            var mandate = Guid.Parse(answer.Body!["id"]!.ToString());
            var person = (await Databases.Query<Guid>(
                app.Database, $"select h.person_id from holdings h join mandates m on m.tenant_id = h.tenant_id and m.holding = h.id where m.tenant_id = 'as' and m.id = '{mandate}'"))[0];
            return new(mandate, person, await app.SignIn(Ås, person), Token(app, person));
        }

        /// <summary>The same, signed in again: that lasts for hours, and days have passed.</summary>
        public async Task<Auditor> Again(TrepartApp app) => this with { User = await app.SignIn(Ås, Person), Api = Token(app, Person) };

        private static ApiUser Token(TrepartApp app, Guid person) => app.ApiWithToken(app.Services.GetRequiredService<DemoTokenKey>().Mint("as", person, app.Clock.Now));
    }
}
