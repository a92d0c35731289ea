using System.Net.Http.Json;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Goals;

/// <summary>A group sets itself a goal, says each quarter how far it has come, and sees it beside what it tries out (IND-10, IND-15).</summary>
public sealed class GoalTests : IAsyncLifetime
{
    private readonly TrepartApp _app = new();

    private static string Page => $"/as/grupper/{Group(Ås)}/mal";

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_group_that_has_none_is_offered_three_kinds_with_words_to_begin_with()
    {
        Assert.Contains($"href=\"{Page}\"", (await Read("ansatt", $"/as/grupper/{Group(Ås)}")).Html, StringComparison.Ordinal);
        var user = await _app.SignIn(Ås, "tillitsvalgt");
        var empty = await user.Get(Page);
        Assert.Contains("Gruppa har ikke satt seg noe mål ennå.", empty.Text, StringComparison.Ordinal);
        foreach (var (kind, words) in new[] { ("cooperation", "Bedre samarbeid rundt bordet"), ("sickLeave", "Lavere sykefravær"), ("workingEnvironment", "Et bedre arbeidsmiljø") })
        {
            var form = $"/as/grupper/{Group(Ås)}/nytt-mal?slag={kind}";
            Assert.Contains($"href=\"{form}\">{words}</a>", WebUtility.HtmlDecode(empty.Html), StringComparison.Ordinal);
            var page = await user.Get(form);
            Assert.Contains($"name=\"what\" value=\"{words}\"", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
            Assert.Matches($"value=\"{kind}\" checked", page.Html);
        }

        // Another has no words to begin with, and what is no kind is none.
        Assert.Matches("value=\"other\" checked", (await user.Get($"/as/grupper/{Group(Ås)}/nytt-mal?slag=other")).Html);
        Assert.DoesNotMatch("value=\"\\w+\" checked", (await user.Get($"/as/grupper/{Group(Ås)}/nytt-mal?slag=noe")).Html);

        // Who reads the group and does not work in it is offered none.
        var employee = await Read("ansatt", Page);
        Assert.Contains("Gruppa har ikke satt seg noe mål ennå.", employee.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nytt-mal", employee.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_is_set_assessed_seen_otherwise_ended_and_taken_up()
    {
        var user = await _app.SignIn(Ås, "verneombud");
        var set = await user.Fill($"/as/grupper/{Group(Ås)}/nytt-mal", ("kind", "workingEnvironment"), ("what", "Roligere netter"), ("sign", "Færre ringer på."));
        Assert.Equal(HttpStatusCode.Found, set.Status);
        var goal = set.Location!.Split('?')[0];
        foreach (var shown in new[] { "Roligere netter", "Færre ringer på.", "et bedre arbeidsmiljø", "Vi har ikke sagt hvor langt vi er kommet ennå." })
            Assert.Contains(shown, (await Read("ansatt", goal)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("vurder-mal", (await Read("ansatt", goal)).Html, StringComparison.Ordinal);

        // The form stands on the quarter of today.
        var form = await user.Get($"{goal}/vurder-mal");
        Assert.Contains("<option value=\"2026\" selected", form.Html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"4\" selected", form.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await user.Fill($"{goal}/vurder-mal", ("year", "2026"), ("quarter", "4"), ("attainment", "partly"), ("note", "To netter var rolige."))).Status);
        foreach (var address in new[] { goal, Page })
            Assert.Contains("4. kvartal 2026: et stykke på vei", (await Read("ansatt", address)).Text, StringComparison.Ordinal);
        Assert.Contains("To netter var rolige.", (await Read("ansatt", goal)).Text, StringComparison.Ordinal);

        // Said otherwise, the latest counts, and the first stands in the history. What was said stands in the form.
        var again = await user.Get($"{goal}/vurder-mal?aar=2026&kvartal=4");
        Assert.Matches("value=\"partly\" checked", again.Html);
        Assert.Contains("To netter var rolige.", again.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await user.Fill($"{goal}/vurder-mal", ("year", "2026"), ("quarter", "4"), ("attainment", "mostly"))).Status);
        var page = (await Read("leder", goal)).Text;
        Assert.Contains("4. kvartal 2026: nesten framme", page, StringComparison.Ordinal);
        Assert.DoesNotContain("et stykke på vei", page, StringComparison.Ordinal);
        Assert.DoesNotContain("To netter var rolige.", page, StringComparison.Ordinal);
        Assert.Equal(
            ["Partly", "Mostly"],
            await Databases.Query<string>(_app.Database, "select initcap(data ->> 'attainment') from mt_events where tenant_id = 'as' and type = 'goal_assessed' order by version"));

        Assert.Equal(HttpStatusCode.Found, (await user.Fill($"{goal}/avslutt-mal", ("learned", "Det hjalp å spørre."))).Status);
        Assert.Contains("Det hjalp å spørre.", (await Read("ansatt", goal)).Text, StringComparison.Ordinal);
        Assert.Contains("avsluttet 20. november 2026", (await Read("ansatt", Page)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await user.Fill($"{goal}/vurder-mal", ("year", "2026"), ("quarter", "4"), ("attainment", "reached"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await user.Fill($"{goal}/ta-opp-mal-igjen")).Status);
        Assert.DoesNotContain("avsluttet", (await Read("ansatt", Page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quarter_that_lies_ahead_or_before_the_goal_is_turned_down_in_words()
    {
        var goal = await Set("leder", "Roligere netter");
        Assert.Equal("goal/quarter-is-ahead", (await Assess(goal, 2027, 1)).Problem);
        Assert.Equal("goal/quarter-before-goal", (await Assess(goal, 2026, 3)).Problem);
        Assert.Equal("goal/not-a-quarter", (await Assess(goal, 2026, 5)).Problem);
        var refused = await (await _app.SignIn(Ås, "leder")).Fill($"/as/mal/{goal}/vurder-mal", ("year", "2026"), ("quarter", "3"), ("attainment", "partly"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Målet var ikke satt da.", refused.Text, StringComparison.Ordinal);
        Assert.Empty(await Databases.Query<string>(_app.Database, "select attainment from goal_assessments"));

        // The same once more changes nothing.
        Assert.Equal(HttpStatusCode.OK, (await Assess(goal, 2026, 4)).Status);
        var before = await _app.Count(Ås);
        Assert.Equal(HttpStatusCode.OK, (await Assess(goal, 2026, 4)).Status);
        Assert.Equal(before, await _app.Count(Ås));
    }

    [Fact]
    public async Task Nobody_of_another_group_above_it_or_in_another_municipality_reads_a_goal()
    {
        var goal = await Set("leder", "Roligere netter");
        await Assess(goal, 2026, 4);
        foreach (var who in new[] { "ansatt", "leder", "tillitsvalgt", "verneombud" })
        {
            Assert.Contains("Roligere netter", (await _app.Api(Ås, who).Get($"/api/v1/as/goals/{goal}")).Raw, StringComparison.Ordinal);
            var answer = await _app.Api(Ås, who).Get($"/api/v1/as/arenas/{Group(Ås)}/goals");
            Assert.Equal("partly", answer.Body!["items"]![0]!["assessments"]![0]!["attainment"]!.ToString());
        }

        foreach (var who in new[] { "nabo", "ordforer", "direktor", "htv", "koordinator", "ombud", "revisor" })
        {
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Read(who, Page)).Status));
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Read(who, $"/as/mal/{goal}")).Status));
            foreach (var address in new[] { $"arenas/{Group(Ås)}/goals", $"goals/{goal}" })
                Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await _app.Api(Ås, who).Get($"/api/v1/as/{address}")).Status));
        }

        // Who reads the group and does not work in it changes nothing.
        Assert.Equal(HttpStatusCode.Forbidden, (await Read("ansatt", $"/as/mal/{goal}/vurder-mal")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Read("nabo", $"/as/mal/{goal}/vurder-mal")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Assess(goal, 2026, 4, "ansatt")).Status);

        foreach (var address in new[] { $"/vestby/mal/{goal}", $"/vestby/mal/{goal}/vurder-mal", $"/vestby/grupper/{Group(Ås)}/mal" })
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await (await _app.SignIn(Vestby, "leder")).Get(address)).Status));
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Api(Vestby, "leder").Get($"/api/v1/vestby/goals/{goal}")).Status);
        Assert.DoesNotContain("Roligere netter", (await (await _app.SignIn(Vestby, "leder")).Get($"/vestby/grupper/{Group(Vestby)}/mal")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_nynorsk_it_is_nynorsk()
    {
        var user = await _app.SignIn(Vestby, "leder");
        var page = $"/vestby/grupper/{Group(Vestby)}/mal";
        Assert.Contains("Gruppa har ikkje sett seg noko mål enno.", (await user.Get(page)).Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Lågare sjukefråvær\"", WebUtility.HtmlDecode((await user.Get($"/vestby/grupper/{Group(Vestby)}/nytt-mal?slag=sickLeave")).Html), StringComparison.Ordinal);
        var goal = (await user.Fill($"/vestby/grupper/{Group(Vestby)}/nytt-mal", ("kind", "sickLeave"), ("what", "Færre borte"))).Location!.Split('?')[0];
        await user.Fill($"{goal}/vurder-mal", ("year", "2026"), ("quarter", "4"), ("attainment", "partly"));
        Assert.Contains("4. kvartal 2026: eit stykke på veg", (await user.Get(page)).Text, StringComparison.Ordinal);
        Assert.Contains("Så langt er vi komne", (await user.Get(goal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goals_stand_quarter_by_quarter_beside_the_trials_and_in_other_groups_eyes_without_their_words()
    {
        // Without a workplace, the group's own page has its goals all the same.
        await Past();
        Assert.Contains("Roligere netter", (await Read("ansatt", $"/as/grupper/{Group(Ås)}/tall")).Text, StringComparison.Ordinal);

        var coordinator = _app.Api(Ås, "koordinator");
        var unit = (await coordinator.Post("/api/v1/as/workplaces", new { level = "unit", name = "Solbakken", employees = 62 })).Body!["id"]!.ToString();
        foreach (var arena in new[] { Group(Ås), Id(Ås, "arena", "nabogruppa") })
            Assert.Equal(HttpStatusCode.OK, (await coordinator.PostRaw($"/api/v1/as/arenas/{arena}/attach-arena", $$"""{"node":"{{unit}}"}""", "*", Guid.CreateVersion7().ToString())).Status);

        foreach (var address in new[] { $"/as/arbeidsplasser/{unit}/tall", $"/as/grupper/{Group(Ås)}/tall" })
        {
            var own = (await Read("leder", address)).Text;
            foreach (var shown in new[] { "Gruppenes egne mål", "Roligere netter", "3. kvartal 2026 Et stykke på vei én utprøving begynte", "4. kvartal 2026 Nesten framme", "sier ikke hva som førte til hva" })
                Assert.Contains(shown, own, StringComparison.Ordinal);

            // The neighbour's goal is there by its kind.
            Assert.Contains("Lavere sykefravær Ikke vurdert ennå.", own, StringComparison.Ordinal);
            Assert.DoesNotContain("Færre borte i influensatida", own, StringComparison.Ordinal);
        }

        foreach (var who in new[] { "koordinator", "ordforer" })
        {
            var page = await Read(who, $"/as/arbeidsplasser/{unit}/tall");
            Assert.Contains("Et bedre arbeidsmiljø", page.Text, StringComparison.Ordinal);
            Assert.Contains("4. kvartal 2026 Nesten framme", page.Text, StringComparison.Ordinal);
            foreach (var hidden in new[] { "Roligere netter", "Færre borte i influensatida", "Færre ringer på.", "To netter var rolige.", "/as/mal/" })
                Assert.DoesNotContain(hidden, page.Html, StringComparison.Ordinal);
        }

        // Of a workplace that has no group there is none.
        var other = (await coordinator.Post("/api/v1/as/workplaces", new { level = "unit", name = "Furuheim", employees = 30 })).Body!["id"]!.ToString();
        Assert.Contains("Her kommer målene som gruppene setter seg selv", (await Read("leder", $"/as/arbeidsplasser/{other}/tall")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_erased_is_gone_from_every_page_and_the_assessment_stays()
    {
        var goal = await Set("leder", "Kari skal ringe før");
        await Assess(goal, 2026, 4);
        var text = (await Databases.Query<Guid>(_app.Database, $"select what_id from goals where id = '{goal}'"))[0];
        var erased = await _app.Api(Ås, "leder").PostRaw($"/api/v1/as/goals/{goal}/erase-goal-text", $$"""{"text":"{{text}}","reason":"namesSomeone"}""", "*", Guid.CreateVersion7().ToString());
        Assert.Equal(HttpStatusCode.OK, erased.Status);
        foreach (var address in new[] { Page, $"/as/mal/{goal}", $"/as/grupper/{Group(Ås)}/tall", $"/as/historikk?sak={goal}" })
        {
            var page = await Read("leder", address);
            Assert.Equal((address, HttpStatusCode.OK), (address, page.Status));
            Assert.DoesNotContain("Kari skal ringe", page.Html, StringComparison.Ordinal);
        }

        Assert.Contains("4. kvartal 2026: et stykke på vei", (await Read("leder", Page)).Text, StringComparison.Ordinal);
    }

    // A goal of the group from the third quarter, with a trial that began in it, and one of the neighbour's.
    private Task Past() => _app.Load(
        $"{TrepartApp.Municipality("as", "Ås kommune", "nb")}\n" + """
        {"do":"set_goal","at":"2026-08-20","by":"leder","goal":"netter","arena":"gruppa","kind":"workingEnvironment","what":"Roligere netter","sign":"Færre ringer på."}
        {"do":"set_goal","at":"2026-08-20","by":"nabo","goal":"borte","arena":"nabogruppa","kind":"sickLeave","what":"Færre borte i influensatida"}
        {"do":"raise_matter","at":"2026-09-01","by":"leder","matter":"plan","arena":"gruppa","title":"Planen","concern":"Den er sen."}
        {"do":"propose_trial","at":"2026-09-01","by":"leder","matter":"plan","change":"Fast plan","howWeKnow":"Vi teller.","evaluateOn":"2026-12-25","wayBack":"Vi går tilbake.","affected":["Natt"]}
        {"do":"answer_hms_risk","at":"2026-09-01","by":"verneombud","matter":"plan","risk":"noRisk","explanation":"Ingen."}
        {"do":"agree_trial","at":"2026-09-01","by":"leder","matter":"plan","seats":["tv-plass","vo-plass"]}
        {"do":"start_trial","at":"2026-09-02","by":"leder","matter":"plan"}
        {"do":"assess_goal","at":"2026-09-30","by":"tillitsvalgt","goal":"netter","year":2026,"quarter":3,"attainment":"partly","note":"To netter var rolige."}
        {"do":"assess_goal","at":"2026-11-10","by":"verneombud","goal":"netter","year":2026,"quarter":4,"attainment":"mostly"}
        """);

    private async Task<WebPage> Read(string who, string address) => await (await _app.SignIn(Ås, who)).Get(address);

    private async Task<string> Set(string who, string what)
    {
        var answer = await _app.Api(Ås, who).Post($"/api/v1/as/arenas/{Group(Ås)}/goals", new { kind = "workingEnvironment", what });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private Task<ApiAnswer> Assess(string goal, int year, int quarter, string who = "leder") => _app.Api(Ås, who).Post(
        $"/api/v1/as/goals/{goal}/assess-goal", JsonContent.Create(new { year, quarter, attainment = "partly" }), "*", Guid.CreateVersion7().ToString());
}
