using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Reports;

/// <summary>What one group learned, on its way to the next; what the steering group asks; and what learning was used for.</summary>
public sealed class LearningLoopTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string Neighbour = Id(Ås, "arena", "nabogruppa").ToString();

    /// <summary>The end of scenario 1: another workplace is offered it, tries it, and tells its own result.</summary>
    [Fact]
    public async Task An_experience_is_approved_published_found_offered_tried_elsewhere_and_told_of()
    {
        var experience = await Draft("Smerteplaster om morgenen");
        foreach (var who in new[] { "nabo", "ordforer", "htv" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, who)).Get($"/as/erfaringer/{experience}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, who).Get($"/api/v1/as/experiences/{experience}")).Status);
        }

        Assert.DoesNotContain("Smerteplaster om morgenen", (await (await app.SignIn(Ås, "nabo")).Get("/as/erfaringer")).Text, StringComparison.Ordinal);
        await Publish(experience);

        // Everyone reads it now, and finds it by a word in another form.
        foreach (var who in new[] { "nabo", "ansatt", "ordforer", "ombud" })
            Assert.Contains("Smerteplaster om morgenen", (await (await app.SignIn(Ås, who)).Get("/as/erfaringer")).Text, StringComparison.Ordinal);
        var reader = await app.SignIn(Ås, "nabo");
        var forgery = (await reader.Get("/as/erfaringer")).Forgery;
        async Task<string> Find(string words) =>
            (await reader.Post("/as/erfaringer/finn", new Dictionary<string, string> { [forgery.Name] = forgery.Value, ["ord"] = words })).Text;
        Assert.Contains("Smerteplaster om morgenen", await Find("smerteplasteret"), StringComparison.Ordinal);
        Assert.DoesNotContain("Smerteplaster om morgenen", await Find("turnusplan"), StringComparison.Ordinal);

        // What it came from stays with the group.
        Assert.Equal(
            ["t 2026-11-20"],
            await Databases.Query<string>(app.Database, $"select concat_ws(' ', shareable, published_on) from experiences where tenant_id = 'as' and id = '{experience}'"));

        await Do("ordforer", $"experiences/{experience}/offer-experience", new { arenas = new[] { Neighbour }, why = "Dere har like mange." });
        var waits = Assert.Single(await Of("nabo", experience));
        Assert.Equal(("consider-experience", $"/as/erfaringer/{experience}"), (waits["kind"]!.ToString(), waits["page"]!.ToString()));
        Assert.Empty(await Of("leder", experience));

        var refused = await app.Api(Ås, "nabo").Post($"/api/v1/as/arenas/{Neighbour}/adoptions", new { experience, answer = "notNow" });
        Assert.Equal("adoption/no-reason", refused.Problem);
        var adoption = await Begin("nabo", Neighbour, "adoptions", new { experience, answer = "willTry" });
        Assert.Empty(await Of("nabo", experience));
        await Do("nabo", $"adoptions/{adoption}/tell-adoption", new { outcome = "both", result = "Bedre på dagen, ikke om natta." });
        var page = (await (await app.SignIn(Ås, "ansatt")).Get($"/as/erfaringer/{experience}")).Text;
        Assert.Contains("«Bedre på dagen, ikke om natta.»", page, StringComparison.Ordinal);

        await Do("leder", $"experiences/{experience}/withdraw-experience", new { reason = "Vi skriver den om." });
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, "ansatt-to")).Get($"/as/utprovd-hos-oss/{adoption}")).Status);
        Assert.Equal("experience/withdrawn", (await app.Api(Ås, "nabo").Post($"/api/v1/as/arenas/{Neighbour}/adoptions", new { experience, answer = "willTry" })).Problem);
        Assert.Equal(["f"], await Databases.Query<string>(app.Database, $"select shareable::text::char(1) from experiences where tenant_id = 'as' and id = '{experience}'"));
    }

    /// <summary>Scenario 8: those who are asked answer, and hear what came of it.</summary>
    [Fact]
    public async Task A_question_goes_to_those_who_are_asked_and_each_reads_its_own_reply()
    {
        var signal = await Begin(
            "ordforer", Id(Ås, "arena", "styret").ToString(), "signals",
            new { kind = "question", title = "Nytt verktøy for vakter", text = "Hva må vi vite?", arenas = new[] { Group(Ås).ToString() }, answerBy = "2026-12-15" });
        var waits = Assert.Single(await Of("tillitsvalgt", signal));
        Assert.Equal(("reply-to-steering", "2026-12-15"), (waits["kind"]!.ToString(), waits["due"]!.ToString()));
        Assert.Empty(await Of("nabo", signal));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, "nabo")).Get($"/as/sporsmal/{signal}")).Status);
        Assert.Equal("signal/not-asked", (await app.Api(Ås, "nabo").Post($"/api/v1/as/arenas/{Neighbour}/replies", new { signal, answer = "Vi også." })).Problem);

        var form = await (await app.SignIn(Ås, "verneombud")).Fill($"/as/grupper/{Group(Ås)}/svar-styringsgruppa?sporsmal={signal}", ("signal", signal), ("answer", "Vi må få øve først."));
        Assert.Equal(HttpStatusCode.Found, form.Status);
        Assert.Empty(await Of("tillitsvalgt", signal));
        Assert.Contains("Vi må få øve først.", (await (await app.SignIn(Ås, "ordforer")).Get($"/as/sporsmal/{signal}")).Text, StringComparison.Ordinal);
        await Do("ordforer", $"signals/{signal}/close-signal", new { result = "Vi begynner med opplæring." });
        Assert.Contains("Vi begynner med opplæring.", (await (await app.SignIn(Ås, "ansatt")).Get($"/as/sporsmal/{signal}")).Text, StringComparison.Ordinal);
        Assert.Equal("signal/closed", (await app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/replies", new { signal, answer = "En ting til." })).Problem);
    }

    [Fact]
    public async Task Every_group_is_asked_where_it_is_for_all_and_two_groups_answer_each_for_itself()
    {
        var signal = await Begin(
            "ordforer", Id(Ås, "arena", "styret").ToString(), "signals", new { kind = "progress", title = "Sykefraværet", text = "Hvordan går det?", everyone = true, answerBy = "2026-12-15" });
        Assert.Single(await Of("leder", signal));
        Assert.Single(await Of("nabo", signal));
        await Begin("nabo", Neighbour, "replies", new { signal, answer = "Rolig hos oss." });
        Assert.Single(await Of("leder", signal));
        Assert.Empty(await Of("nabo", signal));
        Assert.DoesNotContain("Rolig hos oss.", (await (await app.SignIn(Ås, "leder")).Get($"/as/sporsmal/{signal}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rolig hos oss.", (await app.Api(Ås, "leder").Get($"/api/v1/as/signals/{signal}")).Raw, StringComparison.Ordinal);
    }

    /// <summary>Scenario 11: what was learned is used in a decision, and those it came from are told.</summary>
    [Fact]
    public async Task Learning_that_is_used_in_a_political_decision_is_told_to_the_group_it_came_from()
    {
        var experience = await Draft("Hele stillinger");
        await Publish(experience);
        var matter = await Begin("leder", Group(Ås).ToString(), "matters", new { title = "Heltid hos oss", concern = "Mange har små stillinger." });
        var decision = await Begin(
            "koordinator", Id(Ås, "arena", "styret").ToString(), "political-decisions", new { title = "Heltidskultur", body = "Kommunestyret", decidedOn = "2026-06-18", caseNumber = "26/118" });
        await Begin("leder", Group(Ås).ToString(), "decision-links", new { politicalDecision = decision, matter });
        await Do("koordinator", $"political-decisions/{decision}/note-learning-used", new { experiences = new[] { experience }, reports = Array.Empty<string>(), how = "Den sto i saksframlegget." });
        Assert.Equal("read-use", Assert.Single(await Of("tillitsvalgt", decision))["kind"]!.ToString());
        Assert.Empty(await Of("nabo", decision));

        var mayor = await (await app.SignIn(Ås, "ordforer")).Get($"/as/vedtak/{decision}");
        Assert.Contains("Den sto i saksframlegget.", mayor.Text, StringComparison.Ordinal);
        Assert.Contains("HMS-gruppa", mayor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Heltid hos oss", mayor.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Heltid hos oss", (await app.Api(Ås, "ordforer").Get($"/api/v1/as/political-decisions/{decision}")).Raw, StringComparison.Ordinal);
        Assert.Contains("Heltid hos oss", (await (await app.SignIn(Ås, "leder")).Get($"/as/vedtak/{decision}")).Text, StringComparison.Ordinal);

        await Begin("tillitsvalgt", Group(Ås).ToString(), "decision-uses-read", new { politicalDecision = decision });
        Assert.Empty(await Of("leder", decision));

        var win = await Begin("leder", Group(Ås).ToString(), "wins", new { what = "Tre hele stillinger", matter });
        await Do("ordforer", $"wins/{win}/congratulate", new { greeting = "Gratulerer fra oss." });
        Assert.Contains("Gratulerer fra oss.", (await (await app.SignIn(Ås, "nabo")).Get($"/as/seire/{win}")).Text, StringComparison.Ordinal);
    }

    private Task<string> Draft(string title) => Begin(
        "leder", Group(Ås).ToString(), "experiences",
        new
        {
            title,
            situation = "Ingen visste hvem.",
            tried = "Dagvakta setter smerteplaster.",
            result = "Ingen blir glemt.",
            outcome = "kept",
            theme = "routines",
        });

    private async Task Publish(string experience)
    {
        await Do("leder", $"experiences/{experience}/present-experience", new { });
        foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
        {
            Assert.Equal("approve-experience", Assert.Single(await Of(who, experience))["kind"]!.ToString());
            await Do(who, $"experiences/{experience}/approve-experience", new { });
        }

        await Do("leder", $"experiences/{experience}/publish-experience", new { shareable = true });
    }

    private async Task<List<JsonNode>> Of(string who, string thing) =>
        [.. (await app.Api(Ås, who).Get("/api/v1/as/waiting")).Body!["items"]!.AsArray().Select(i => i!).Where(i => i["thing"]!.ToString() == thing)];

    private async Task<string> Begin(string who, string arena, string things, object body)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/arenas/{arena}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task Do(string who, string what, object body)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/{what}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, $"{what}: {answer.Raw}");
    }
}
