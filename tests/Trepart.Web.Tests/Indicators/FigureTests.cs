using System.Text;
using System.Text.RegularExpressions;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Indicators;

/// <summary>What is measured at a workplace, entered or brought in from a list, beside what is tried out there; never of fewer than five (INV-16).</summary>
public sealed class FigureTests : IAsyncLifetime
{
    private const string Import = "/as/arbeidsplasser/importer-tall";
    private const string List = "enhet;avdeling;år;kvartal;sykefravær;heltid\nSolbakken;;2026;1;7,4;41\nSolbakken;;2026;2;8,1 %;\nSolbakken;Avdeling 1;2026;2;9;38,5";
    private readonly TrepartApp _app = new();

    private ApiUser Coordinator => _app.Api(Ås, "koordinator");

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_figure_is_entered_the_norwegian_way_stands_beside_the_trials_and_is_corrected_with_the_old_one_kept()
    {
        var unit = await Workplace("Solbakken", 62);
        await Attach(unit);
        var user = await _app.SignIn(Ås, "koordinator");
        Assert.Contains("Her kommer sykefravær og heltidsandel", (await user.Get($"/as/arbeidsplasser/{unit}/tall")).Text, StringComparison.Ordinal);
        await Enter(unit, 2026, 2, "8,1 %");
        var done = await user.Fill($"/as/arbeidsplasser/{unit}/legg-inn-tall", ("indicator", "sickLeave"), ("year", "2026"), ("quarter", "3"), ("percent", "7,4"));
        Assert.Equal(HttpStatusCode.Found, done.Status);
        await Trial();

        var page = await user.Get($"/as/arbeidsplasser/{unit}/tall");
        foreach (var shown in new[] { "3. kvartal 2026", "7,4 %", "8,1 %", "én utprøving begynte", "beviser ikke hvorfor", "Fast plan: fra 2. september 2026, pågår" })
            Assert.Contains(shown, page.Text, StringComparison.Ordinal);
        Assert.Contains("<polyline", page.Html, StringComparison.Ordinal);
        Assert.Contains("learning-planned", page.Html, StringComparison.Ordinal);

        // The group's own page is for everyone who reads the group, employees too.
        Assert.Contains("7,4 %", (await (await _app.SignIn(Ås, "ansatt")).Get($"/as/grupper/{Group(Ås)}/tall")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _app.SignIn(Ås, "ansatt")).Get($"/as/arbeidsplasser/{unit}/tall")).Status);

        Assert.Equal(HttpStatusCode.OK, (await Do(unit, "correct-figure", new { indicator = "sickLeave", year = 2026, quarter = 3, percent = "7,5" })).Status);
        Assert.Contains("7,5 % (rettet 20. november 2026)", (await user.Get($"/as/arbeidsplasser/{unit}/tall")).Text, StringComparison.Ordinal);
        Assert.Equal(["74", "75 74"], await Databases.Query<string>(
            _app.Database, "select concat_ws(' ', data ->> 'tenths', data ->> 'was') from mt_events where type in ('figure_entered', 'figure_corrected') and data ->> 'quarter' = '3' order by version"));
    }

    [Fact]
    public async Task Nothing_is_entered_of_fewer_than_five_and_nothing_shown_where_they_have_become_so()
    {
        var (few, unknown, unit) = (await Workplace("Fire", 4), await Workplace("Ukjent", null), await Workplace("Fem", 5));
        Assert.Equal("workplace/too-few-employees", (await Enter(few, 2026, 3, "7,4", HttpStatusCode.Conflict)).Problem);
        Assert.Equal("workplace/not-counted", (await Enter(unknown, 2026, 3, "7,4", HttpStatusCode.Conflict)).Problem);
        Assert.Equal("workplace/quarter-not-over", (await Enter(unit, 2026, 4, "7,4", HttpStatusCode.Conflict)).Problem);
        await Enter(unit, 2026, 3, "17,9");
        Assert.Equal("workplace/figure-is-there", (await Enter(unit, 2026, 3, "18", HttpStatusCode.Conflict)).Problem);
        Assert.Contains("17,9", (await (await _app.SignIn(Ås, "leder")).Get($"/as/arbeidsplasser/{unit}/tall")).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await Do(unit, "count-employees", new { employees = 4 })).Status);
        await Hidden(unit, "17,9", "179");
    }

    [Fact]
    public async Task A_whole_is_not_shown_where_it_and_its_parts_would_tell_of_the_few_between_them()
    {
        var unit = await Workplace("Solbakken", 43);
        await Workplace("Avdeling 2", 3, unit);
        await Enter(unit, 2026, 3, "17,9");
        Assert.Contains("17,9", (await (await _app.SignIn(Ås, "leder")).Get($"/as/arbeidsplasser/{unit}/tall")).Text, StringComparison.Ordinal);
        var big = await Workplace("Avdeling 1", 40, unit);
        await Enter(big, 2026, 3, "11,2");
        await Hidden(unit, "17,9", "179");
        Assert.Contains("11,2", (await (await _app.SignIn(Ås, "leder")).Get($"/as/arbeidsplasser/{big}/tall")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_shown_before_it_is_done_done_whole_and_done_again_without_effect()
    {
        var unit = await Workplace("Solbakken", 62);
        await Workplace("Avdeling 1", 24, unit);
        var user = await _app.SignIn(Ås, "koordinator");
        var before = await _app.Count(Ås);
        var shown = await Show(user, List);
        Assert.Contains("5 nye tall, 0 rettes, 0 er som før.", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Sykefravær, 1. kvartal 2026: 7,4 %", shown.Text, StringComparison.Ordinal);
        Assert.Equal(before, await _app.Count(Ås));

        var form = FirstForm(shown);
        Assert.Equal(HttpStatusCode.Found, (await user.Post(Import, form)).Status);
        Assert.Equal(before + 5, await _app.Count(Ås));
        Assert.Equal(HttpStatusCode.Found, (await user.Post(Import, form)).Status);
        Assert.Equal(before + 5, await _app.Count(Ås));
        Assert.Contains("Alle tallene i lista står her fra før.", (await Show(user, List)).Text, StringComparison.Ordinal);
        Assert.Contains("rettes fra 7,4 % til 6,4 %", (await Show(user, List.Replace("7,4", "6,4", StringComparison.Ordinal))).Text, StringComparison.Ordinal);

        // What was shown is what is done: where a figure has been corrected meanwhile, it is shown anew.
        var stale = FirstForm(await Show(user, List.Replace("7,4", "6,4", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, (await Do(unit, "correct-figure", new { indicator = "sickLeave", year = 2026, quarter = 1, percent = "7" })).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await user.Post(Import, stale)).Status);

        var csv = Encoding.UTF8.GetString(await user.Download($"/as/arbeidsplasser/{unit}/tall.csv"));
        Assert.Contains("Sykefravær;Solbakken;1. kvartal 2026;7,0", csv, StringComparison.Ordinal);
        Assert.Contains("Sykefravær;Solbakken;2. kvartal 2026;8,1", csv, StringComparison.Ordinal);
        Assert.True((await user.Download($"/as/arbeidsplasser/{unit}/tall.xlsx")).Length > 500);
    }

    [Fact]
    public async Task Each_faulty_line_is_told_with_its_number_and_nothing_is_done()
    {
        await Workplace("Solbakken", 62);
        await Workplace("Fire", 4);
        var user = await _app.SignIn(Ås, "koordinator");
        var before = await _app.Stored();
        var page = await Show(user, "eining;år;kvartal;sjukefråvær\nSolbakken;2026;1;7,4\nSolbakken;2026;1;7,5\nHer er det ingen;2026;1;7\nFire;2026;1;7\nSolbakken;2026;4;7\nSolbakken;i fjor;1;7\nSolbakken;2026;2;sju\n;2026;1;7");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        foreach (var line in new[] { "Linje 3: Det samme tallet står på linje 2.", "Linje 4: Her er det ingen finnes ikke", "Linje 5: Færre enn fem", "Linje 6: Kvartalet er ikke over", "Linje 7: Her mangler år", "Linje 8: Skriv et tall fra 0 til 100", "Linje 9:" })
            Assert.Contains(line, page.Text, StringComparison.Ordinal);
        Assert.Contains("Første linje må si", (await Show(user, "Solbakken;7,4")).Text, StringComparison.Ordinal);
        Assert.Equal(before, await _app.Stored());
        foreach (var who in new[] { "leder", "ordforer", "ansatt" })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await _app.SignIn(Ås, who)).Get(Import)).Status);
    }

    private async Task Hidden(string workplace, string percent, string tenths)
    {
        foreach (var who in new[] { "leder", "koordinator", "ordforer" })
        {
            var user = await _app.SignIn(Ås, who);
            var page = await user.Get($"/as/arbeidsplasser/{workplace}/tall");
            Assert.Contains("Tallene vises ikke.", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(percent, page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(percent, Encoding.UTF8.GetString(await user.Download($"/as/arbeidsplasser/{workplace}/tall.csv")), StringComparison.Ordinal);
            Assert.DoesNotContain(tenths, (await _app.Api(Ås, who).Get($"/api/v1/as/workplaces/{workplace}/figures")).Raw, StringComparison.Ordinal);
        }
    }

    private async Task<string> Workplace(string name, int? employees, string? parent = null)
    {
        var answer = await Coordinator.Post("/api/v1/as/workplaces", new { level = parent is null ? "unit" : "department", name, parent, employees });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task Attach(string workplace)
    {
        var answer = await Coordinator.PostRaw($"/api/v1/as/arenas/{Group(Ås)}/attach-arena", $$"""{"node":"{{workplace}}"}""", "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }

    private Task Trial() => _app.Load(
        $"{TrepartApp.Municipality("as", "Ås kommune", "nb")}\n" + """
        {"do":"raise_matter","at":"2026-09-01","by":"leder","matter":"plan","arena":"gruppa","title":"Planen","concern":"Den er sen."}
        {"do":"propose_trial","at":"2026-09-01","by":"leder","matter":"plan","change":"Fast plan","howWeKnow":"Vi teller.","evaluateOn":"2026-12-25","wayBack":"Vi går tilbake.","affected":["Natt"]}
        {"do":"answer_hms_risk","at":"2026-09-01","by":"verneombud","matter":"plan","risk":"noRisk","explanation":"Ingen."}
        {"do":"agree_trial","at":"2026-09-01","by":"leder","matter":"plan","seats":["tv-plass","vo-plass"]}
        {"do":"start_trial","at":"2026-09-02","by":"leder","matter":"plan"}
        """);

    private async Task<ApiAnswer> Enter(string workplace, int year, int quarter, string percent, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await Do(workplace, "enter-figure", new { indicator = "sickLeave", year, quarter, percent });
        Assert.True(answer.Status == expected, answer.Raw);
        return answer;
    }

    private Task<ApiAnswer> Do(string workplace, string act, object body) =>
        Coordinator.Post($"/api/v1/as/workplaces/{workplace}/{act}", System.Net.Http.Json.JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());

    private static async Task<WebPage> Show(WebUser user, string csv)
    {
        var page = await user.Get(Import);
        return await user.Post(Import, new Dictionary<string, string> { [page.Forgery.Name] = page.Forgery.Value, ["commandId"] = Guid.CreateVersion7().ToString(), ["csv"] = csv });
    }

    private static Dictionary<string, string> FirstForm(WebPage page) =>
        Regex.Matches(page.Html.Split("aria-labelledby=\"plan\"")[1].Split("</section>")[0], "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"", RegexOptions.Singleline)
            .ToDictionary(f => f.Groups[1].Value, f => WebUtility.HtmlDecode(f.Groups[2].Value));
}
