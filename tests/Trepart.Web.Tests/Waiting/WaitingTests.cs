using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Trepart.Web.Waiting;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Waiting;

/// <summary>What waits for whom: exactly that, with a way to the very place, and gone when it is done.</summary>
public sealed partial class WaitingTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string Steward = Id(Ås, "seat", "tv-plass").ToString();
    private static readonly string Leader = Id(Ås, "seat", "leder-plass").ToString();
    private static readonly string[] Groups = ["Natt"];
    private static readonly string Other = Id(Ås, "seat", "tv-to-plass").ToString();

    [Fact]
    public async Task An_input_waits_for_everyone_in_the_group_and_its_answer_for_the_one_who_gave_it()
    {
        var input = await Begin("ansatt", "inputs", new { kind = "problem", text = "Det trekker fra vinduet." });
        foreach (var who in new[] { "leder", "tillitsvalgt", "verneombud" })
            Assert.Equal($"/as/innspill/{input}/svar", (await Of(who, input)).Single()["page"]!.ToString());
        foreach (var who in new[] { "ansatt", "ansatt-to", "nabo", "ordforer", "koordinator" })
            Assert.Empty(await Of(who, input));

        await Do("leder", $"inputs/{input}/answer-input", new { disposition = "later", reason = "Vi venter." }, 1);
        Assert.Empty(await Of("leder", input));
        Assert.Equal("read-answer", Assert.Single(await Of("ansatt", input))["kind"]!.ToString());
        Assert.Empty(await Of("ansatt-to", input));
        await Do("ansatt", $"inputs/{input}/note-answer-read", new { }, 2);
        Assert.Empty(await Of("ansatt", input));
    }

    [Fact]
    public async Task A_talk_waits_for_each_side_until_that_side_has_told_of_it()
    {
        var matter = await Raise("Langvakter");
        await Do("leder", $"matters/{matter}/defer-matter", new { until = "2026-12-03", reason = "Vi må snakke.", talk = new[] { Steward, Other } }, 1);
        var waits = Assert.Single(await Of("tillitsvalgt", matter));
        Assert.Equal(("talk", "2026-12-03", $"/as/saker/{matter}/var-side-av-samtalen"), (waits["kind"]!.ToString(), waits["due"]!.ToString(), waits["page"]!.ToString()));
        Assert.Single(await Of("tillitsvalgt-to", matter));
        Assert.Empty(await Of("leder", matter));

        var form = await (await app.SignIn(Ås, "tillitsvalgt")).Fill($"/as/saker/{matter}/var-side-av-samtalen", ("seat", Steward), ("clearer", "Det er pausene."));
        Assert.Equal(HttpStatusCode.Found, form.Status);
        Assert.Empty(await Of("tillitsvalgt", matter));
        Assert.Single(await Of("tillitsvalgt-to", matter));
        Assert.Contains("skrev hva samtalen gjorde klarere. Det er pausene.", (await (await app.SignIn(Ås, "leder")).Get($"/as/saker/{matter}")).Text, StringComparison.Ordinal);

        await Do("leder", $"matters/{matter}/take-up-matter", new { }, 3);
        Assert.Empty(await Of("tillitsvalgt-to", matter));
    }

    [Fact]
    public async Task What_is_due_by_a_day_waits_from_that_day()
    {
        var deferred = await Raise("Utsatt", "2026-10-01");
        await Do("leder", $"matters/{deferred}/defer-matter", new { until = "2026-11-19", reason = "Senere.", talk = Array.Empty<string>(), on = "2026-10-01" }, 1);
        var later = await Raise("Utsatt lenger", "2026-10-01");
        await Do("leder", $"matters/{later}/defer-matter", new { until = "2026-11-21", reason = "Senere.", talk = Array.Empty<string>(), on = "2026-10-01" }, 1);

        Assert.Equal("take-up", Assert.Single(await Of("leder", deferred))["kind"]!.ToString());
        Assert.Empty(await Of("leder", later));
    }

    [Fact]
    public async Task A_trial_asks_the_safety_representative_then_the_group_and_again_after_three_and_twelve_months()
    {
        var matter = await Raise("Nattplan", "2026-01-10");
        async Task Say(string who, string act, object body) => await Do(who, $"matters/{matter}/{act}", body, null);
        await Say("leder", "propose-trial", new { change = "Fast plan", howWeKnow = "Færre avvik.", evaluateOn = "2026-03-20", wayBack = "Den gamle.", affected = Groups, on = "2026-02-01" });
        await Say("leder", "answer-hms-risk", new { risk = "askedSafetyRepresentative", explanation = "Spurt.", on = "2026-02-01" });
        Assert.Equal("hms-answer", Assert.Single(await Of("verneombud", matter))["kind"]!.ToString());
        Assert.Empty(await Of("leder", matter));

        await Say("verneombud", "answer-hms-risk", new { risk = "noRisk", explanation = "Ingen.", on = "2026-02-02" });
        await Say("leder", "agree-trial", new { seats = new[] { Steward, Other }, on = "2026-02-02" });
        Assert.Equal("start-trial", Assert.Single(await Of("verneombud", matter))["kind"]!.ToString());
        await Say("leder", "start-trial", new { on = "2026-02-03" });
        Assert.Equal(("evaluate", "2026-03-20"), Told(Assert.Single(await Of("leder", matter)), "due"));
        await Say("leder", "evaluate-trial", new { findings = new[] { new { group = 1, effect = "better", what = "Bra." } }, learned = "Mye.", on = "2026-05-19" });
        Assert.Equal("settle", Assert.Single(await Of("leder", matter))["kind"]!.ToString());
        await Say("leder", "make-trial-permanent", new { practice = "Planen.", on = "2026-05-20" });
        await Say("leder", "close-matter", new { result = "Ferdig.", on = "2026-05-20" });

        // Three months after 20 May has been; a new proposal in the matter does not take it away.
        Assert.Equal(("follow-up", "2026-08-20"), Told(Assert.Single(await Of("leder", matter)), "since"));
        await Say("leder", "reopen-matter", new { reason = "Mer." });
        await Say("leder", "propose-trial", new { change = "Også helg" });
        Assert.Equal("follow-up", Assert.Single(await Of("leder", matter))["kind"]!.ToString());
        var page = await (await app.SignIn(Ås, "leder")).Get($"/as/saker/{matter}");
        Assert.Contains($"/as/saker/{matter}/fortsatt-i-bruk", page.Html, StringComparison.Ordinal);
        await Say("leder", "note-still-in-use", new { note = "I bruk." });
        Assert.Empty(await Of("leder", matter));
        Assert.Equal(
            ["2027-05-20"],
            await Databases.Query<string>(app.Database, $"select follow_up_on::text from trials where tenant_id = 'as' and matter_id = '{matter}' and number = 1"));
        Assert.Equal(["Permanent", "Proposed"], await Databases.Query<string>(app.Database, $"select stage::text from trials where matter_id = '{matter}' order by number"));
    }

    [Fact]
    public async Task A_fact_waits_for_the_one_who_took_it()
    {
        var matter = await Raise("Verktøyet");
        await Do("leder", $"matters/{matter}/need-fact", new { what = "Hva lagres om oss?", seat = Steward, due = "2026-12-01" }, 1);
        var waits = Assert.Single(await Of("tillitsvalgt", matter));
        Assert.Equal(("find-out", "Hva lagres om oss?"), (waits["kind"]!.ToString(), waits["text"]!.ToString()));
        Assert.Empty(await Of("leder", matter));
        await Do("tillitsvalgt", $"matters/{matter}/bring-fact", new { fact = 1, found = "Lite." }, 2);
        Assert.Empty(await Of("tillitsvalgt", matter));
    }

    [Fact]
    public async Task A_way_forward_waits_for_each_party_that_has_not_confirmed_it_and_then_its_minutes_for_each_party()
    {
        var meeting = await Begin("leder", "meetings", new { day = "2026-11-20", begins = "09:00", lasts = 60 });
        async Task Say(string who, string act, object body) => await Do(who, $"meetings/{meeting}/{act}", body, null);
        await Say("leder", "add-item", new { title = "Vaktlistene i jula", purpose = "development" });
        await Say("leder", "open-meeting", new { present = new[] { Leader, Steward } });
        await Say("leder", "skip-workday", new { });
        await Say("leder", "conclude-item", new { item = 1, way = "agreed", summary = "De henger fire uker fram.", seats = new[] { Leader, Steward } });
        await Everyone("tillitsvalgt-to", "verneombud");
        var waits = Assert.Single(await Of("verneombud", meeting));
        Assert.Equal(("confirm-way", "De henger fire uker fram.", $"/as/moter/{meeting}"), (waits["kind"]!.ToString(), waits["text"]!.ToString(), waits["page"]!.ToString()));

        await Say("verneombud", "confirm-way", new { item = 1 });
        await Everyone("tillitsvalgt-to");

        // Another way forward is to be confirmed anew by those who did not make it.
        await Say("verneombud", "conclude-item", new { item = 1, way = "defer", summary = "Vi tar det igjen.", seats = new[] { Id(Ås, "seat", "vo-plass").ToString() } });
        await Everyone("leder", "tillitsvalgt", "tillitsvalgt-to");
        foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to" })
            await Say(who, "confirm-way", new { item = 1 });
        await Everyone();

        await Say("leder", "present-minutes", new { });
        await Everyone("leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud");
        waits = Assert.Single(await Of("leder", meeting));
        Assert.Equal(("approve-minutes", null, $"/as/moter/{meeting}/referat"), (waits["kind"]!.ToString(), waits["text"]?.ToString(), waits["page"]!.ToString()));
        await Say("tillitsvalgt", "approve-minutes", new { });
        await Everyone("leder", "tillitsvalgt-to", "verneombud");
        await Say("leder", "reopen-minutes", new { reason = "Et punkt mangler." });
        await Everyone();

        async Task Everyone(params string[] expected)
        {
            var asked = new List<string>();
            foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud", "ansatt", "nabo", "ordforer" })
            {
                if (await Of(who, meeting) is not [])
                    asked.Add(who);
            }

            Assert.Equal(expected, asked);
        }
    }

    [Fact]
    public async Task Rules_of_play_wait_for_each_seat_around_the_table_and_an_action_for_the_one_who_took_it()
    {
        var rules = await Begin("leder", "rules", new { points = (List<string>)["Alle blir hørt."] });
        Assert.Equal(("stand-behind-rules", $"/as/plass/{Steward}"), Told(Assert.Single(await Of("tillitsvalgt", Steward)), "page"));
        await Do("tillitsvalgt", $"seats/{Steward}/acknowledge-rules", new { rules }, null);
        Assert.Empty(await Of("tillitsvalgt", Steward));
        Assert.Single(await Of("tillitsvalgt-to", Other));
        Assert.Empty(await Of("ansatt", Id(Ås, "seat", "ansatte-plass").ToString()));
        await Begin("leder", "rules", new { points = (List<string>)["Alle blir hørt.", "Vi prøver før vi bestemmer."] });
        Assert.Single(await Of("tillitsvalgt", Steward));

        var action = await Begin("leder", "actions", new { what = "Bestille ny tavle", seats = new[] { Steward }, due = "2026-12-04" });
        Assert.Equal(("do-action", "2026-12-04"), Told(Assert.Single(await Of("tillitsvalgt", action)), "due"));
        Assert.Empty(await Of("leder", action));
        await Do("tillitsvalgt", $"actions/{action}/complete-action", new { }, null);
        Assert.Empty(await Of("tillitsvalgt", action));
    }

    [Fact]
    public async Task What_the_leader_is_asked_to_decide_waits_for_the_leader_until_it_is_decided_or_the_matter_is_closed()
    {
        foreach (var (act, body) in new (string, object)[] { ("decide-as-leader", new { choice = "Ja.", reason = "Det trengs." }), ("close-matter", new { result = "Det løste seg." }) })
        {
            var matter = await Raise("En vakt til", "2026-10-01");
            await Do("tillitsvalgt", $"matters/{matter}/ask-leader", new { needs = "En vakt til i helgene.", on = "2026-10-02" }, null);
            await Do("verneombud", $"matters/{matter}/ask-leader", new { needs = "Og en på natt.", on = "2026-10-05" }, null);
            Assert.Equal(("decide", "2026-10-02"), Told(Assert.Single(await Of("leder", matter)), "since"));
            foreach (var who in new[] { "tillitsvalgt", "verneombud", "ansatt", "nabo" })
                Assert.Empty(await Of(who, matter));
            Assert.Contains($"/as/saker/{matter}/leder-beslutter", (await (await app.SignIn(Ås, "leder")).Get($"/as/saker/{matter}")).Html, StringComparison.Ordinal);
            await Do("leder", $"matters/{matter}/{act}", body, null);
            Assert.Empty(await Of("leder", matter));
        }
    }

    [Fact]
    public async Task My_page_says_the_same_in_the_same_order_and_an_empty_one_says_so()
    {
        await Begin("ansatt", "inputs", new { kind = "problem", text = "Nytt innspill <b>her</b>.", on = "2026-11-20" });
        await Begin("ansatt", "inputs", new { kind = "problem", text = "Gammelt innspill.", on = "2026-02-01" });
        var items = (await app.Api(Ås, "leder").Get("/api/v1/as/waiting")).Body!["items"]!.AsArray();
        var since = items.Select(i => i!["since"]!.ToString()).ToList();
        Assert.Equal(since.Order(StringComparer.Ordinal), since);

        var page = await (await app.SignIn(Ås, "leder")).Get("/as/min-side");
        var at = -1;
        foreach (var item in items)
        {
            at = page.Html.IndexOf($"href=\"{item!["page"]}\"", at + 1, StringComparison.Ordinal);
            Assert.True(at > 0, item.ToJsonString());
        }

        Assert.Contains("Nytt innspill &lt;b&gt;her&lt;/b&gt;.", page.Html, StringComparison.Ordinal);
        Assert.Contains("ting venter på deg", (await (await app.SignIn(Ås, "leder")).Get("/as")).Text, StringComparison.Ordinal);
        foreach (var who in new[] { "ordforer", "koordinator", "ombud" })
            Assert.Contains("Ingenting venter på deg.", (await (await app.SignIn(Ås, who)).Get("/as/min-side")).Text, StringComparison.Ordinal);
        Assert.Contains("Ingenting ventar på deg.", (await (await app.SignIn(Vestby, "ansatt")).Get("/vestby/min-side")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_kind_has_its_sentence_and_its_line_in_a_mail() =>
        Assert.All(WaitingKind.All, k => Assert.True(Texts.Has($"waiting.{k.Code}") && Texts.Has($"mail.count.{k.Code}.one") && Texts.Has($"mail.count.{k.Code}.many"), k.Code));

    /// <summary>A database from before has its rows filled in by the script as the log would have made them.</summary>
    [Fact]
    public async Task What_the_script_fills_in_is_what_the_log_makes()
    {
        var own = new TrepartApp();
        await own.InitializeAsync();
        try
        {
            foreach (var (_, story) in Sources.Under("tools/stories", ".jsonl"))
                await own.Load(FromBefore(story));
            await Databases.Run(
                own.Database,
                """
                drop table matter_facts;
                alter table matters drop column urgency, drop column size, drop column leader_asked_on, drop column talk, drop column deferred_on;
                alter table trials drop column hms, drop column kind, drop column follow_up_on
                """);
            await Databases.Run(own.Database, Sources.Read("src/Trepart.Web/Matters/0181-matters-more.sql"));
            Assert.NotEqual(0, (await Databases.Query<long>(own.Database, "select count(*) from trials where follow_up_on is not null"))[0]);
            Assert.NotEqual(0, (await Databases.Query<long>(own.Database, "select count(*) from matters where talk <> '{}'"))[0]);
            var log = await ReadTables.Log(own.Store, (await Databases.Query<string>(own.Database, "select tenant_id from tenants order by tenant_id")).Select(id => new Tenant(id)));
            foreach (var projection in TrepartHost.Projections.Where(p => p.Tables.Contains("matters") || p.Tables.Contains("trials")))
                Assert.Null(await ReadTables.Difference(Databases.AsSuperuser(own.Database), log, projection));
        }
        finally
        {
            await own.DisposeAsync();
        }
    }

    // What the script made room for cannot stand in a log from before it.
    private static string FromBefore(string story) =>
        string.Join('\n', story.Split('\n').Where(l => !LaterAct().IsMatch(l)).Select(l => l.Contains("\"do\":\"propose_trial\"", StringComparison.Ordinal) ? TrialKind().Replace(l, "") : l));

    [GeneratedRegex("\"do\":\"(mark_matter|need_fact|bring_fact|note_own_side)\"")]
    private static partial Regex LaterAct();

    [GeneratedRegex(",\"kind\":\"[a-zA-Z]+\"")]
    private static partial Regex TrialKind();

    private static (string, string) Told(JsonNode item, string day) => (item["kind"]!.ToString(), item[day]!.ToString());

    private async Task<List<JsonNode>> Of(string who, string thing)
    {
        var answer = await app.Api(Ås, who).Get("/api/v1/as/waiting");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
        return [.. answer.Body!["items"]!.AsArray().Where(i => i!["thing"]!.ToString() == thing).Select(i => i!)];
    }

    private Task<string> Raise(string title, string on = "2026-11-20") => Begin("leder", "matters", new { title, concern = "Vi ser det.", on });

    private async Task<string> Begin(string who, string things, object body)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task Do(string who, string address, object body, long? seen)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/{address}", System.Net.Http.Json.JsonContent.Create(body), seen is { } v ? $"\"{v}\"" : "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, $"{address}: {answer.Raw}");
    }
}
