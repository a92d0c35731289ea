using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.Reflection;
using Trepart.Web.Retention;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Reflection;

/// <summary>Each thinks alone first, and nobody reads it; what is shared is compared and summarised together.</summary>
public sealed class ReflectionTests : IAsyncLifetime
{
    private const string Canary = "Kanarifugl: jeg tør ikke si det til lederen.";
    private static readonly string[] Newer = ["Hva er rettferdig?"];
    private static readonly string[] Erased = [Canary, "Hva er rettferdig?"];
    private readonly TrepartApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public void Every_set_has_its_questions_in_both_written_languages()
    {
        foreach (var set in Enum.GetValues<QuestionSet>())
        {
            var (bokmål, nynorsk) = (QuestionSets.Of(new(Written.Bokmål), set), QuestionSets.Of(new(Written.Nynorsk), set));
            Assert.Equal((set, Exercise.QuestionsOf(set), Exercise.QuestionsOf(set)), (set, bokmål.Count, nynorsk.Count));
            Assert.All(bokmål.Concat(nynorsk), q => Assert.False(string.IsNullOrWhiteSpace(q)));
            Assert.Empty(bokmål.Intersect(nynorsk));
        }

        Assert.All(Enum.GetValues<QuestionSet>(), set => Assert.InRange(Exercise.QuestionsOf(set), 1, 9));
    }

    [Fact]
    public async Task The_sets_are_for_everyone_to_read()
    {
        var page = await (await _app.SignIn(Ås, "ansatt")).Get("/as/refleksjon");
        Assert.Contains("Hvem får de oppgavene mange vil ha?", page.Text, StringComparison.Ordinal);
        Assert.Contains("Kven får dei oppgåvene mange vil ha?", (await (await _app.SignIn(Vestby, "ansatt")).Get("/vestby/refleksjon")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_municipality_asks_in_its_own_words_and_an_exercise_keeps_the_questions_it_began_with()
    {
        var before = await Start();
        var coordinator = await _app.SignIn(Ås, "koordinator");
        var board = Id(Ås, "arena", "styret");

        // The form has what is asked now, so that one question can be changed.
        var form = await coordinator.Get($"/as/grupper/{board}/nye-sporsmal?sett=fairness");
        Assert.Contains("Hvem får de oppgavene mange vil ha?", form.Text, StringComparison.Ordinal);
        var sent = await coordinator.Fill($"/as/grupper/{board}/nye-sporsmal?sett=fairness", ("set", "fairness"), ("questions", "Hvem får jul fri?\r\nHvem bestemmer det?\r\n"));
        Assert.Equal(HttpStatusCode.Found, sent.Status);
        var own = await coordinator.Get(sent.Location!);
        Assert.Contains("er de som brukes nå", own.Text, StringComparison.Ordinal);

        var sets = await (await _app.SignIn(Ås, "ansatt")).Get("/as/refleksjon");
        Assert.Contains("Hvem får jul fri?", sets.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hvem får de oppgavene mange vil ha?", sets.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tilpass spørsmålene", sets.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("jul fri", (await (await _app.SignIn(Vestby, "ansatt")).Get("/vestby/refleksjon")).Text, StringComparison.Ordinal);

        // Two questions where there were four: the third is none, in what is shared and in what is written alone.
        var exercise = await Start();
        var steward = await _app.SignIn(Ås, "tillitsvalgt");
        Assert.Contains("2. Hvem bestemmer det?", (await steward.Get($"/as/ovelser/{exercise}")).Text, StringComparison.Ordinal);
        Assert.Equal("exercise/no-such-question", (await Try("tillitsvalgt", exercise, "share-answer", new { question = 3, @as = "oneself", answer = "Ja." })).Problem);
        Assert.Equal("exercise/no-such-question", (await Try("tillitsvalgt", exercise, "write-for-oneself", new { question = 3, @as = "oneself", text = "Ja." })).Problem);
        Assert.Contains("Hvem får de oppgavene mange vil ha?", (await steward.Get($"/as/ovelser/{before}")).Text, StringComparison.Ordinal);
        await Alone("tillitsvalgt", before, 4, "Den fjerde er der ennå.");

        // Newer ones take the place of these, and when they go, the service's own are asked again.
        var newer = (await _app.Api(Ås, "koordinator").Post($"/api/v1/as/arenas/{board}/own-questions", new { set = "fairness", questions = Newer })).Body!["id"]!.ToString();
        Assert.Contains("De brukes ikke lenger", (await coordinator.Get(sent.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await coordinator.Fill($"/as/refleksjon/egne/{newer}/ta-bort-sporsmalene")).Status);
        Assert.Contains("Hvem får de oppgavene mange vil ha?", (await steward.Get("/as/refleksjon")).Text, StringComparison.Ordinal);
        Assert.Contains("1. Hvem får jul fri?", (await steward.Get($"/as/ovelser/{exercise}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_should_not_have_been_asked_is_erased_where_it_stands()
    {
        var board = Id(Ås, "arena", "styret");
        var own = (await _app.Api(Ås, "koordinator").Post($"/api/v1/as/arenas/{board}/own-questions", new { set = "fairness", questions = Erased })).Body!["id"]!.ToString();
        var exercise = await Start();
        var text = (await Databases.Query<Guid>(_app.Database, $"select question_ids[1] from own_questions where id = '{own}'"))[0];
        Assert.Equal(
            HttpStatusCode.Found,
            (await (await _app.SignIn(Ås, "koordinator")).Fill($"/as/refleksjon/egne/{own}/slett-sporsmalstekst", ("text", $"{text}"), ("reason", "namesSomeone"))).Status);

        Assert.Empty(await Everywhere.TablesWith(_app.Database, Canary));
        var page = (await (await _app.SignIn(Ås, "tillitsvalgt")).Get($"/as/ovelser/{exercise}")).Text;
        Assert.Contains("2. Hva er rettferdig?", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Kanarifugl", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_alone_is_read_by_the_one_who_wrote_it_and_by_nobody_else()
    {
        var exercise = await Start();
        var steward = await _app.SignIn(Ås, "tillitsvalgt");
        var page = await steward.Get($"/as/ovelser/{exercise}");
        Assert.Equal(HttpStatusCode.Found, (await steward.Send(page, $"/as/ovelser/{exercise}/skriv-for-meg", ("question", "1"), ("as", "oneself"), ("text", Canary))).Status);
        Assert.Contains(Canary, (await steward.Get($"/as/ovelser/{exercise}")).Text, StringComparison.Ordinal);
        Assert.Contains(Canary, (await _app.Api(Ås, "tillitsvalgt").Get($"/api/v1/as/exercises/{exercise}")).Raw, StringComparison.Ordinal);

        // In one table, and in no log line.
        Assert.Equal(["private_answers"], await Everywhere.TablesWith(_app.Database, Canary));
        Assert.DoesNotContain(_app.Logged, l => l.Contains("Kanarifugl", StringComparison.Ordinal));

        var person = Id(Ås, "person", "person-tillitsvalgt");
        foreach (var who in new[] { "leder", "tillitsvalgt-to", "verneombud", "ansatt", "koordinator", "revisor", "ombud", "ordforer", "nabo" })
        {
            var user = await _app.SignIn(Ås, who);
            var api = _app.Api(Ås, who);
            foreach (var address in new[] { $"/as/ovelser/{exercise}", $"/as/ovelser/{exercise}/del-svar?nr=1&som=oneself", $"/as/grupper/{Group(Ås)}/ovelser", "/as/historikk", $"/as/personer/{person}/alt", "/as/min-side", "/as/meg/alt" })
                Assert.DoesNotContain("Kanarifugl", (await user.Get(address)).Html, StringComparison.Ordinal);
            foreach (var address in new[] { $"exercises/{exercise}", $"arenas/{Group(Ås)}/exercises", "trail?limit=200", $"people/{person}/everything", "me" })
                Assert.DoesNotContain("Kanarifugl", (await api.Get($"/api/v1/as/{address}")).Raw, StringComparison.Ordinal);
        }

        // Her own export has it.
        Assert.Contains(Canary, (await _app.Api(Ås, "tillitsvalgt").Get("/api/v1/as/me")).Raw, StringComparison.Ordinal);

        // What she takes away is gone, and what she writes anew is there once.
        await Alone("tillitsvalgt", exercise, 1, "Noe annet.");
        Assert.Equal(["Noe annet."], await Databases.Query<string>(_app.Database, "select text from private_answers"));
        await Alone("tillitsvalgt", exercise, 1, "");
        Assert.Empty(await Databases.Query<string>(_app.Database, "select text from private_answers"));
    }

    [Fact]
    public async Task It_is_erased_when_the_exercise_ends_and_nothing_is_kept_after()
    {
        var exercise = await Start();
        await Alone("tillitsvalgt", exercise, 1, Canary);
        await Alone("leder", exercise, 2, "Også dette.");
        var other = await Start();
        await Alone("leder", other, 1, "I en annen øvelse.");

        Assert.Equal(HttpStatusCode.Found, (await (await _app.SignIn(Ås, "verneombud")).Fill($"/as/ovelser/{exercise}/avslutt-ovelsen")).Status);
        Assert.Equal(["I en annen øvelse."], await Databases.Query<string>(_app.Database, "select text from private_answers"));
        Assert.Equal("exercise/is-over", (await Try("tillitsvalgt", exercise, "write-for-oneself", new { question = 1, @as = "oneself", text = "Sent." })).Problem);
        Assert.Single(await Databases.Query<string>(_app.Database, "select text from private_answers"));
    }

    [Fact]
    public async Task What_has_had_its_time_is_swept_and_what_came_in_too_late_at_once()
    {
        var (exercise, over) = (await Start(), await Start());
        await Alone("tillitsvalgt", exercise, 1, "Ny.");
        await Alone("tillitsvalgt", exercise, 2, "Gammel.");
        await Alone("tillitsvalgt", over, 1, "For sen.");
        await Databases.Run(_app.Database, "update private_answers set written_on = '2026-08-19' where question = 2");
        await Databases.Run(_app.Database, $"update exercises set ended_on = '2026-11-20' where id = '{over}'");
        var erased = await _app.Services.GetRequiredService<RetentionSweep>().Run(Ås, new(2026, 11, 20), default);
        Assert.Equal(2, erased[RetentionKind.PrivateAnswers]);
        Assert.Equal(["Ny."], await Databases.Query<string>(_app.Database, "select text from private_answers"));
    }

    [Fact]
    public async Task Each_shares_what_she_will_and_a_role_is_compared_with_what_others_thought_of_it()
    {
        var exercise = await Start();
        await Alone("tillitsvalgt", exercise, 1, "Etter tur.");
        var steward = await _app.SignIn(Ås, "tillitsvalgt");
        var form = await steward.Get($"/as/ovelser/{exercise}/del-svar?nr=1&som=oneself");
        Assert.Contains("Etter tur.", form.Text, StringComparison.Ordinal);
        await Do("tillitsvalgt", exercise, "share-answer", new { question = 1, @as = "oneself", answer = "Etter tur, for det meste." });
        await Do("verneombud", exercise, "share-answer", new { question = 1, @as = "oneself", answer = "Vet ikke." });
        await Do("leder", exercise, "share-answer", new { question = 1, @as = "shopSteward", answer = "Etter hvem som spør." });

        // What the leader thought as a steward stands after the steward's own, before the safety representative's.
        var text = (await steward.Get($"/as/ovelser/{exercise}")).Text;
        List<string> inOrder = ["Etter tur, for det meste.", "Enhetsleder, som tillitsvalgt", "Vet ikke."];
        var places = inOrder.Select(t => text.IndexOf(t, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task A_summary_waits_for_each_party_and_a_changed_one_for_all_anew()
    {
        var exercise = await Start();
        await Do("leder", exercise, "summarise-exercise", new { summary = "Vi ser det ulikt.", surprised = "At vi ikke visste det." });
        foreach (var who in new[] { "tillitsvalgt", "tillitsvalgt-to" })
        {
            Assert.Equal($"/as/ovelser/{exercise}", Assert.Single(await Waiting(who))["page"]!.ToString());
            await Do(who, exercise, "agree-summary", new { });
            Assert.Empty(await Waiting(who));
        }

        await Do("tillitsvalgt", exercise, "summarise-exercise", new { summary = "Vi ser det likt." });
        Assert.Single(await Waiting("leder"));
        foreach (var who in new[] { "leder", "tillitsvalgt-to", "verneombud" })
        {
            Assert.DoesNotContain("Alle parter står bak", (await (await _app.SignIn(Ås, who)).Get($"/as/ovelser/{exercise}")).Text, StringComparison.Ordinal);
            await Do(who, exercise, "agree-summary", new { });
        }

        Assert.Contains("Alle parter står bak oppsummeringen.", (await (await _app.SignIn(Ås, "leder")).Get($"/as/ovelser/{exercise}")).Text, StringComparison.Ordinal);
    }

    private async Task<string> Start()
    {
        var answer = await _app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/arenas/{Group(Ås)}/exercises", new { set = "fairness" });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task Alone(string who, string exercise, int question, string text)
    {
        var answer = await Try(who, exercise, "write-for-oneself", new { question, @as = "oneself", text });
        Assert.True(answer.Status == HttpStatusCode.NoContent, answer.Raw);
    }

    private Task<ApiAnswer> Try(string who, string exercise, string act, object body) => _app.Api(Ås, who).Post(
        $"/api/v1/as/exercises/{exercise}/{act}", System.Net.Http.Json.JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());

    private async Task Do(string who, string exercise, string act, object body)
    {
        var answer = await Try(who, exercise, act, body);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{who} {act}: {answer.Raw}");
    }

    private async Task<IReadOnlyList<JsonNode>> Waiting(string who) =>
        [.. (await _app.Api(Ås, who).Get("/api/v1/as/waiting")).Body!["items"]!.AsArray().Where(i => i!["kind"]!.ToString() == "agree-summary").Select(i => i!)];
}
