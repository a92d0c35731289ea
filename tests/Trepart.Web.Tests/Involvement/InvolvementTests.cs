using System.Net.Http.Json;
using System.Text;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Involvement;

/// <summary>Who was involved in what is important in the municipality, and when: for all to read, and for the parties to say themselves (MET-33, LER-09).</summary>
public sealed class InvolvementTests : IAsyncLifetime
{
    private readonly TrepartApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_leader_registers_the_parties_note_and_everyone_reads_it()
    {
        var leader = await _app.SignIn(Ås, "leder");
        var registered = await leader.Fill(
            $"/as/grupper/{Group(Ås)}/ny-prosess", ("title", "Ny turnus i helga"), ("kind", "workingHours"), ("beganOn", "2026-09-01"), ("owner", "Kommunalsjef helse"));
        Assert.Equal(HttpStatusCode.Found, registered.Status);
        var process = registered.Location!.Split('?')[0].Split('/')[^1];

        var chief = await _app.SignIn(Ås, "htv");
        var form = await chief.Get($"/as/medvirkning/{process}/legg-til-medvirkning");
        Assert.Contains("Fagforbundet", form.Text, StringComparison.Ordinal);
        var noted = await chief.Fill(
            $"/as/medvirkning/{process}/legg-til-medvirkning", ("day", "2026-10-01"), ("form", "discussed"), ("phase", "workedOn"), ("chiefShopStewards", "true"),
            ("organisations", "Fagforbundet"), ("organisations", "Delta\nCreo"), ("what", "Referatet ligger hos HR."));
        Assert.Equal(HttpStatusCode.Found, noted.Status);
        Assert.Equal(HttpStatusCode.Found, (await chief.Fill($"/as/medvirkning/{process}/vi-var-ikke-med", ("phase", "beforeStart"), ("what", "Vi leste det i avisa."))).Status);

        foreach (var who in new[] { "ansatt", "nabo", "ordforer", "ombud", "leder" })
        {
            foreach (var page in new[] { "/as/medvirkning", $"/as/medvirkning/{process}" })
            {
                var text = (await Read(who, page)).Text;
                foreach (var told in new[] { "Ny turnus i helga", "Hovedtillitsvalgte i Creo", "Hovedtillitsvalgte i Delta", "Drøftet 1. oktober 2026", "Vi leste det i avisa.", "Melder: ikke med", "Ikke notert på noe tidspunkt: lederne og verneombudene." })
                    Assert.Contains(told, text, StringComparison.Ordinal);
            }
        }

        Assert.Equal(1, await Waiting("leder"));
        Assert.Equal(0, await Waiting("htv") + await Waiting("nabo") + await Waiting("koordinator"));

        // What the party says stands until whoever has the process answers, and not longer.
        Assert.Equal("municipalprocess/is-ended", await Twice("leder", process, "end-process", new { result = "Turnusen er tatt i bruk." }));
        Assert.Contains("Melder: ikke med", (await Read("ansatt", "/as/medvirkning")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Ask("htv", process, "answer-lack", new { lack = 1, answer = "Vi svarer oss selv." })).Status);
        Assert.Equal("municipalprocess/already-answered", await Twice("leder", process, "answer-lack", new { lack = 1, answer = "Dere er med fra nå." }));
        Assert.Equal(0, await Waiting("leder"));
        var after = (await Read("ansatt", $"/as/medvirkning/{process}")).Text;
        Assert.DoesNotContain("Melder: ikke med", after, StringComparison.Ordinal);
        Assert.Contains("Dere er med fra nå.", after, StringComparison.Ordinal);
        Assert.Contains("Turnusen er tatt i bruk.", after, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await _app.SignIn(Vestby, "leder")).Get($"/vestby/medvirkning/{process}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api(Vestby, "leder").Get($"/api/v1/vestby/processes/{process}")).Status);
    }

    [Fact]
    public async Task Each_notes_from_its_own_seat_and_the_coordinator_speaks_for_no_party()
    {
        var process = await Registered();
        foreach (var who in new[] { "ansatt", "tillitsvalgt", "verneombud", "ombud" })
        {
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Ask(who, process, "note-lack", new { phase = "workedOn", what = "Vi var ikke med." })).Status));
            Assert.DoesNotContain("vi-var-ikke-med", (await Read(who, $"/as/medvirkning/{process}")).Html, StringComparison.Ordinal);
        }

        Assert.Equal("municipalprocess/not-a-party", (await Ask("koordinator", process, "note-lack", new { phase = "workedOn", what = "De var ikke med." })).Problem);
        Assert.Equal(HttpStatusCode.OK, (await Ask("koordinator", process, "note-involvement", new { day = "2026-10-01", form = "informed", phase = "workedOn", employees = true })).Status);
        Assert.Equal("municipalprocess/not-yours", (await Ask("htv", process, "take-back-involvement", new { involvement = 1, why = "Nei." })).Problem);
        Assert.Equal(HttpStatusCode.OK, (await Ask("koordinator", process, "take-back-involvement", new { involvement = 1, why = "Det var et annet møte." })).Status);
        var page = (await Read("ansatt", $"/as/medvirkning/{process}")).Text;
        Assert.Contains("Det var et annet møte.", page, StringComparison.Ordinal);
        Assert.Contains("Det er ikke notert at noen har vært med ennå.", page, StringComparison.Ordinal);

        // Another group's leader changes nothing of it.
        Assert.Equal(HttpStatusCode.Forbidden, (await Ask("nabo", process, "end-process", new { result = "Ferdig." })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Read("nabo", $"/as/medvirkning/{process}/avslutt-prosess")).Status);
    }

    [Fact]
    public async Task Which_matter_it_was_is_told_to_the_group_alone_and_linked_to_by_one_who_reads_it()
    {
        var process = await Registered();
        var matter = await Matter();
        var body = new { day = "2026-11-02", form = "workedOut", phase = "workedOn", leaders = true, matter };
        foreach (var who in new[] { "htv", "ordforer", "koordinator" })
            Assert.Equal((who, HttpStatusCode.NotFound), (who, (await Ask(who, process, "note-involvement", body)).Status));
        Assert.Equal(HttpStatusCode.OK, (await Ask("leder", process, "note-involvement", body)).Status);

        Assert.Contains("Planen for natta", (await Read("ansatt", $"/as/medvirkning/{process}")).Text, StringComparison.Ordinal);
        foreach (var who in new[] { "nabo", "ordforer", "koordinator", "htv" })
        {
            Assert.DoesNotContain("Planen for natta", (await Read(who, $"/as/medvirkning/{process}")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(matter, (await _app.Api(Ås, who).Get($"/api/v1/as/processes/{process}")).Raw, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_register_comes_as_a_file_without_formulas()
    {
        var process = await Registered("=1+1");
        Assert.Equal(
            HttpStatusCode.OK,
            (await Ask("htv", process, "note-involvement", new { day = "2026-10-01", form = "agreed", phase = "beforeDecision", chiefShopStewards = true, organisations = (List<string>)["Delta", "Fagforbundet"] })).Status);
        var lines = Encoding.UTF8.GetString(await (await _app.SignIn(Ås, "ansatt")).Download("/as/medvirkning.csv")).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Prosess;Slag;Gjelder", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), l => Assert.DoesNotMatch("(^|;)=", l));
        Assert.Contains(lines, l => l.Contains(";2026-10-01;", StringComparison.Ordinal) && l.Contains(";Delta;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_matter_shows_who_took_part_when_made_from_its_own_story()
    {
        var matter = await Matter();
        var (steward, other) = (Id(Ås, "seat", "tv-plass"), Id(Ås, "seat", "tv-to-plass"));
        await Do("tillitsvalgt", $"matters/{matter}/register-view", new { seat = other, view = "Vi vil prøve." });
        await Do("leder", $"matters/{matter}/note-agreement", new { agreement = "Vi prøver fast plan.", seats = new[] { steward, other } });

        var page = await Read("ansatt", $"/as/saker/{matter}/medvirkning");
        foreach (var told in new[] { "Planen for natta", "Plasstillitsvalgt i gruppa den dagen saken ble tatt opp: Fagforbundet", "Enige: plasstillitsvalgt for Fagforbundet" })
            Assert.Contains(told, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vi vil prøve.", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/as/saker/{matter}/medvirkning", (await Read("ansatt", $"/as/saker/{matter}")).Html, StringComparison.Ordinal);

        var answer = (await _app.Api(Ås, "leder").Get($"/api/v1/as/matters/{matter}/involvement")).Body!;
        var mine = answer["seats"]!.AsArray().Single(s => s!["seat"]!.ToString() == steward.ToString())!;
        Assert.Equal(("view_registered", "agreement_reached", 2), (mine["first"]!["type"]!.ToString(), mine["last"]!["type"]!.ToString(), mine["times"]!.GetValue<int>()));
        Assert.Equal([steward.ToString(), other.ToString()], answer["steps"]!.AsArray().Single()!["agreed"]!.AsArray().Select(s => s!.ToString()));

        // The same door as the matter's own.
        foreach (var who in new[] { "nabo", "ordforer", "koordinator", "htv" })
        {
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Read(who, $"/as/saker/{matter}/medvirkning")).Status));
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await _app.Api(Ås, who).Get($"/api/v1/as/matters/{matter}/involvement")).Status));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await (await _app.SignIn(Vestby, "leder")).Get($"/vestby/saker/{matter}/medvirkning")).Status);
    }

    [Fact]
    public async Task Those_who_answer_for_the_municipality_see_what_is_in_place_and_nothing_of_what_was_written()
    {
        var process = await Registered();
        await Do("htv", $"processes/{process}/note-lack", new { phase = "workedOn", what = "Ingen spurte oss om natta." });
        foreach (var (n, waits) in new[] { (1, "men så få"), (2, "men så få"), (3, "3 saker med HMS-bekymring venter") })
        {
            var matter = await Matter($"Hemmelig sak {n}");
            await Do("verneombud", $"matters/{matter}/raise-hms-concern", new { concern = "Folk fryser." });
            await Do("leder", $"matters/{matter}/defer-matter", new { until = "2026-11-19", reason = "Vi måler.", on = "2026-11-10" });
            foreach (var who in new[] { "ordforer", "direktor", "koordinator" })
            {
                var page = (await Read(who, "/as/trygghet")).Text;
                Assert.Contains(waits, page, StringComparison.Ordinal);
                Assert.DoesNotContain("Hemmelig sak", page, StringComparison.Ordinal);
                Assert.DoesNotContain("Ingen spurte oss", page, StringComparison.Ordinal);
                Assert.Contains("Ny turnus : hovedtillitsvalgte i Fagforbundet", page, StringComparison.Ordinal);
                Assert.Contains("grupper har ikke noe verneombud i dag", page, StringComparison.Ordinal);
            }
        }

        var answer = (await _app.Api(Ås, "ordforer").Get("/api/v1/as/assurance")).Body!;
        Assert.Equal(3, answer["hmsWaiting"]!.GetValue<int>());
        Assert.Equal([process], answer["lacking"]!.AsArray().Select(l => l!.ToString()));
        Assert.DoesNotContain(Group(Ås).ToString(), answer["withoutSafety"]!.AsArray().Select(g => g!.ToString()));
        foreach (var who in new[] { "leder", "ansatt", "htv", "tillitsvalgt", "ombud" })
        {
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Read(who, "/as/trygghet")).Status));
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await _app.Api(Ås, who).Get("/api/v1/as/assurance")).Status));
        }
    }

    private async Task<string> Registered(string title = "Ny turnus") => await Begin(
        "leder", "processes", new { title, kind = "workingHours", beganOn = "2026-09-01", owner = "Kommunalsjef helse" });

    private Task<string> Matter(string title = "Planen for natta") => Begin("leder", "matters", new { title, concern = "Den kommer for sent.", on = "2026-11-02" });

    private async Task<string> Begin(string who, string things, object body)
    {
        var answer = await _app.Api(Ås, who).Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task<int> Waiting(string who) =>
        (await _app.Api(Ås, who).Get("/api/v1/as/waiting")).Body!["items"]!.AsArray().Count(i => i!["kind"]!.ToString() == "answer-lack");

    private async Task<WebPage> Read(string who, string address) => await (await _app.SignIn(Ås, who)).Get(address);

    private Task<ApiAnswer> Ask(string who, string process, string act, object body) =>
        _app.Api(Ås, who).Post($"/api/v1/as/processes/{process}/{act}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());

    // The first time it is so; the second a rule says why not.
    private async Task<string?> Twice(string who, string process, string act, object body)
    {
        Assert.Equal(HttpStatusCode.OK, (await Ask(who, process, act, body)).Status);
        return (await Ask(who, process, act, body)).Problem;
    }

    private async Task Do(string who, string what, object body)
    {
        var answer = await _app.Api(Ås, who).Post($"/api/v1/as/{what}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, $"{what}: {answer.Raw}");
    }
}
