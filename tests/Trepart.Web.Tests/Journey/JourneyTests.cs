using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Journey;

/// <summary>What a group has done, month by month, in sentences that lead to the thing itself (LER-12, LER-13).</summary>
public sealed class JourneyTests : IAsyncLifetime
{
    private static readonly string[] Points = ["Alle blir hørt."];
    private static readonly string[] Affected = ["Natt"];
    private readonly TrepartApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Page => $"/as/grupper/{Group(Ås)}/reise";

    [Fact]
    public async Task A_group_that_has_only_come_about_is_told_what_will_come()
    {
        var page = await Read("leder", Page);
        Assert.Contains("Her fylles reisen når gruppa møtes", page.Text, StringComparison.Ordinal);
        Assert.Contains("5. januar 2026 Gruppa kom i gang.", page.Text, StringComparison.Ordinal);
        Assert.Contains("/ny-sak", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/ny-sak", (await Read("ansatt", Page)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_tried_put_off_kept_and_gone_back_on_stands_by_month_and_leads_to_the_thing()
    {
        var matter = await Begin("matters", new { title = "Planen for natta", concern = "Den kommer for sent.", on = "2026-03-04" });
        await Do($"matters/{matter}/defer-matter", new { until = "2026-04-08", reason = "Vi må måle.", noTalkBecause = "Påske.", on = "2026-03-18" });
        await Do($"matters/{matter}/take-up-matter", new { on = "2026-04-08" });
        await Try(matter, "Fast plan", "2026-04-08", "revert-trial", new { reason = "Ingen fulgte den.", on = "2026-06-10" });
        await Try(matter, "Fast plan på tavla", "2026-06-10", "make-trial-permanent", new { practice = "Den henger der.", on = "2026-09-09" });
        await Begin("rules", new { points = Points, on = "2026-03-04" });
        await Begin("wins", new { what = "Rolige netter", on = "2026-09-10" });
        foreach (var text in new[] { "Det trekker.", "Det er mørkt." })
        {
            var input = (await _app.Api(Ås, "ansatt").Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new { kind = "problem", text })).Body!["id"]!.ToString();
            await Do($"inputs/{input}/answer-input", new { disposition = "later", reason = "Vi tar det i neste møte." });
            await Do($"inputs/{input}/answer-input", new { disposition = "takenUp", reason = "Vi har tatt det opp." });
        }

        var meeting = await Begin("meetings", new { day = "2026-11-20", begins = "09:00", lasts = 60 });
        await Do($"meetings/{meeting}/open-meeting", new { present = new[] { Id(Ås, "seat", "leder-plass") } });

        var page = await Read("ansatt", Page);
        string[] inOrder =
        [
            "I 2026: ett møte, 2 innspill besvart, én sak tatt opp, 2 utprøvinger startet, én ble varig praksis og én gikk vi tilbake på.",
            "Mars 2026", "4. mars 2026 Vi tok opp saken «Planen for natta».", "4. mars 2026 Vi ble enige om kjøreregler.", "18. mars 2026 Vi utsatte «Planen for natta»",
            "April 2026", "8. april 2026 Vi begynte å prøve ut «Fast plan».", "Juni 2026", "10. juni 2026 Vi gikk tilbake på «Fast plan», og vet nå mer.",
            "10. juni 2026 Vi begynte å prøve ut «Fast plan på tavla».", "September 2026", "9. september 2026 «Fast plan på tavla» ble varig praksis.",
            "10. september 2026 Vi feiret: «Rolige netter».", "November 2026", "Gruppa møttes én gang.", "2 innspill fikk svar.",
        ];
        var at = 0;
        foreach (var told in inOrder)
        {
            var found = page.Text.IndexOf(told, at, StringComparison.Ordinal);
            Assert.True(found >= at, $"{told}: {page.Text}");
            at = found;
        }

        Assert.Contains($"href=\"/as/saker/{matter}\"", page.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/as/grupper/{Group(Ås)}/moter\"", page.Html, StringComparison.Ordinal);

        var nynorsk = await (await _app.SignIn(Vestby, "leder")).Get($"/vestby/grupper/{Group(Vestby)}/reise");
        Assert.Contains("Reisa vår", nynorsk.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_year_is_told_at_a_time_and_all_where_one_asks()
    {
        await Begin("matters", new { title = "I fjor", concern = "Det var da.", on = "2025-12-01" });
        await Begin("matters", new { title = "I år", concern = "Det er nå.", on = "2026-02-02" });

        async Task Shows(string query, bool last, bool now)
        {
            var text = (await Read("leder", Page + query)).Text;
            Assert.Equal((query, last, now), (query, text.Contains("«I fjor»", StringComparison.Ordinal), text.Contains("«I år»", StringComparison.Ordinal)));
        }

        await Shows("", false, true);
        await Shows("?aar=2025", true, false);
        await Shows("?aar=2024", false, false);
        await Shows("?aar=alle", true, true);
        await Shows("?aar=tull", false, true);
        Assert.Contains("?aar=2025", (await Read("leder", Page)).Html, StringComparison.Ordinal);

        var api = (await _app.Api(Ås, "leder").Get($"/api/v1/as/arenas/{Group(Ås)}/journey?year=2025")).Body!;
        Assert.Equal(["2026", "2025"], api["years"]!.AsArray().Select(y => y!.ToString()));
        Assert.Equal("I fjor", Assert.Single(api["months"]!.AsArray())!["lines"]![0]!["what"]!.ToString());
    }

    [Fact]
    public async Task Those_who_may_not_read_the_group_see_none_of_it_and_what_is_the_groups_own_is_not_told()
    {
        foreach (var who in new[] { "nabo", "ordforer", "koordinator", "htv", "direktor", "ombud", "revisor" })
        {
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Read(who, Page)).Status));
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await _app.Api(Ås, who).Get($"/api/v1/as/arenas/{Group(Ås)}/journey")).Status));
        }

        // A stop, and an experience that is not shared yet.
        var before = (await Read("leder", Page)).Text;
        await Begin("help", new { });
        await Begin("experiences", new { title = "Plan", situation = "Sent.", tried = "Før.", result = "Ro.", outcome = "kept" });
        Assert.Equal(before, (await Read("leder", Page)).Text);
    }

    [Fact]
    public async Task A_text_that_is_erased_is_gone_from_the_journey()
    {
        var matter = await Begin("matters", new { title = "Noe som ikke skal stå", concern = "Det var feil." });
        Assert.Contains("Noe som ikke skal stå", (await Read("leder", Page)).Text, StringComparison.Ordinal);
        var text = (await Databases.Query<Guid>(_app.Database, $"select title_id from matters where tenant_id = 'as' and id = '{matter}'"))[0];
        await Do($"matters/{matter}/erase-matter-text", new { text, reason = "namesSomeone" });
        Assert.DoesNotContain("Noe som ikke skal stå", (await Read("leder", Page)).Text, StringComparison.Ordinal);
        Assert.Contains(Texts.Of(Written.Bokmål, "words.erased"), (await Read("leder", Page)).Text, StringComparison.Ordinal);
    }

    private async Task Try(string matter, string change, string day, string end, object how)
    {
        await Do($"matters/{matter}/propose-trial", new { change, howWeKnow = "Vi teller.", evaluateOn = "2026-12-09", wayBack = "Vi går tilbake.", affected = Affected, on = day });
        await Do($"matters/{matter}/answer-hms-risk", new { risk = "noRisk", explanation = "Ingen.", on = day });
        await Do($"matters/{matter}/agree-trial", new { seats = new[] { Id(Ås, "seat", "tv-plass"), Id(Ås, "seat", "vo-plass") }, on = day });
        await Do($"matters/{matter}/start-trial", new { on = day });
        var ended = JsonNode.Parse(JsonContent.Create(how).ReadAsStringAsync().Result)!["on"]!.ToString();
        await Do($"matters/{matter}/evaluate-trial", new { findings = new[] { new { group = 1, effect = "better", what = "Roligere." } }, learned = "Mye.", on = ended });
        await Do($"matters/{matter}/{end}", how);
    }

    private async Task<WebPage> Read(string who, string address) => await (await _app.SignIn(Ås, who)).Get(address);

    private async Task<string> Begin(string things, object body)
    {
        var answer = await _app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task Do(string what, object body)
    {
        var answer = await _app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/{what}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, $"{what}: {answer.Raw}");
    }
}
