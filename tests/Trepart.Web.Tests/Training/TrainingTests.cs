using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Training;

/// <summary>Who has had which training, by seat: seen in words by the group, in figures by the coordinator, and over with the one who had it.</summary>
public sealed class TrainingTests : IAsyncLifetime
{
    private static readonly string Advised = Texts.Of(Written.Bokmål, "advice/leader-needs-the-model");
    private readonly TrepartApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Page => $"/as/grupper/{Group(Ås)}/opplaering";

    [Fact]
    public async Task The_coordinator_plans_holds_and_registers_by_seat_and_every_member_sees_how_far_the_group_has_come()
    {
        Assert.Contains("Ingen opplæring er planlagt nå.", (await Read("ansatt", "/as/opplaering")).Text, StringComparison.Ordinal);
        Assert.Contains("Kommunen har ikke satt opp opplæring", (await Read("leder", Page)).Text, StringComparison.Ordinal);

        var user = await _app.SignIn(Ås, "koordinator");
        var planned = await user.Fill(
            $"/as/grupper/{Id(Ås, "arena", "styret")}/ny-opplaering", ("title", "Modellen i praksis"), ("kind", "workingLifeModel"), ("day", "2026-11-18"), ("audience", "everyone"));
        Assert.Equal(HttpStatusCode.Found, planned.Status);
        var training = planned.Location!.Split('?')[0].Split('/')[^1];
        Assert.Contains("Modellen i praksis", (await Read("ansatt", "/as/opplaering")).Text, StringComparison.Ordinal);
        Assert.Contains("Ingen av plassene har hatt den ennå.", (await Read("leder", Page)).Text, StringComparison.Ordinal);

        // Nobody has had what is not held.
        Assert.Equal("training/not-held", (await Register(training, "leder-plass")).Problem);
        await Do("koordinator", $"trainings/{training}/hold-training", new { });
        var registered = await user.Fill(
            $"/as/grupper/{Group(Ås)}/registrer-deltakelse?opplaering={training}", ("seats", Seat("leder-plass")), ("seats", Seat("tv-plass")));
        Assert.Equal(HttpStatusCode.Found, registered.Status);

        var leader = (await Read("leder", Page)).Text;
        Assert.Contains("2 av 4 plasser har hatt den.", leader, StringComparison.Ordinal);
        Assert.Contains("Disse mangler den: plasstillitsvalgt for Norsk Sykepleierforbund og verneombud.", leader, StringComparison.Ordinal);
        Assert.DoesNotContain("verneombud fra", leader, StringComparison.Ordinal);

        // Which seats lack it stays within the group; the figures do not.
        foreach (var who in new[] { "ansatt", "koordinator" })
        {
            var page = (await Read(who, Page)).Text;
            Assert.Contains("2 av 4 plasser har hatt den.", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Disse mangler den", page, StringComparison.Ordinal);
            Assert.Null((await Coverage(who))["lacking"]);
        }

        Assert.Equal([Seat("tv-to-plass"), Seat("vo-plass")], (await Coverage("leder"))["lacking"]!.AsArray().Select(s => s!.ToString()));
        foreach (var who in new[] { "nabo", "ordforer", "htv", "ombud", "direktor" })
        {
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Read(who, Page)).Status));
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await _app.Api(Ås, who).Get($"/api/v1/as/arenas/{Group(Ås)}/training")).Status));
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Read(who, $"/as/deltakelser/{registered.Location!.Split('?')[0].Split('/')[^1]}")).Status));
        }
    }

    [Fact]
    public async Task The_coordinator_sees_n_of_so_many_groups_by_name_and_in_no_ranking()
    {
        var training = await Hold("workingLifeModel", "everyone");
        await Register(training, "leder-plass", "tv-plass", "tv-to-plass", "vo-plass");
        var page = (await Read("koordinator", "/as/opplaering")).Text;
        Assert.Contains("Den norske arbeidslivsmodellen: 1 av 2 grupper", page, StringComparison.Ordinal);
        Assert.True(
            page.IndexOf("Nabobygget i as – Nabogruppa : den norske arbeidslivsmodellen 0 av 1.", StringComparison.Ordinal) is > 0 and var neighbour
            && page.IndexOf("Solbakken i as – HMS-gruppa : den norske arbeidslivsmodellen 4 av 4.", StringComparison.Ordinal) > neighbour, page);

        var other = (await Read("ansatt", "/as/opplaering")).Text;
        Assert.Contains("1 av 2 grupper", other, StringComparison.Ordinal);
        Assert.DoesNotContain("0 av 1", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_who_has_not_had_the_model_is_advised_and_whoever_takes_the_seat_after_her_is_too()
    {
        var board = $"/as/grupper/{Group(Ås)}";
        Assert.Contains(Advised, (await Read("tillitsvalgt", board)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Advised, (await Read("ansatt", board)).Text, StringComparison.Ordinal);

        // Another kind is not it, and it stops nobody.
        await Register(await Hold("method", "everyone"), "leder-plass");
        Assert.Contains(Advised, (await Read("leder", board)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, (await _app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new { title = "Vinduene", concern = "Det er kaldt." })).Status);

        await Register(await Hold("workingLifeModel", "leaders"), "leder-plass");
        Assert.DoesNotContain(Advised, (await Read("leder", board)).Text, StringComparison.Ordinal);

        // The seat goes on to another, who has not had it.
        var holding = Id(Ås, "holding", "leder");
        await Do("koordinator", $"seats/{Seat("leder-plass")}/hand-over-seat", new { holding, name = "Ny Leder" });
        Assert.Contains(Advised, (await Read("tillitsvalgt", board)).Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), await Figures("tillitsvalgt"));
    }

    [Fact]
    public async Task What_is_registered_wrongly_is_put_right_or_taken_back_and_a_cancelled_training_counts_for_nobody()
    {
        var training = await Hold("workingLifeModel", "everyone");
        var part = (await Register(training, "leder-plass")).Body!["id"]!.ToString();
        Assert.Equal((1, 4), await Figures("leder"));
        await Do("koordinator", $"participations/{part}/correct-participation", new { seats = new[] { Seat("vo-plass"), Seat("tv-plass") } });
        Assert.Equal((2, 4), await Figures("leder"));
        var story = (await Read("verneombud", $"/as/deltakelser/{part}")).Text;
        Assert.Contains("Verneombud", story, StringComparison.Ordinal);
        Assert.DoesNotContain("tillitsvalgt fra", story, StringComparison.Ordinal); // the reader's own name stands on every page
        await Do("koordinator", $"participations/{part}/withdraw-participation", new { });
        Assert.Equal((0, 4), await Figures("leder"));

        await Register(training, "leder-plass");
        Assert.Equal((1, 4), await Figures("leder"));
        await Do("koordinator", $"trainings/{training}/cancel-training", new { reason = "Den sto her to ganger." });
        Assert.Empty((await _app.Api(Ås, "leder").Get($"/api/v1/as/arenas/{Group(Ås)}/training")).Body!["items"]!.AsArray());
        Assert.Equal("training/cancelled", (await Register(training, "leder-plass")).Problem);
    }

    [Fact]
    public async Task Nobody_but_the_coordinator_plans_or_registers_and_no_seat_of_another_group_is_ticked()
    {
        var training = await Hold("method", "everyone");
        foreach (var who in new[] { "leder", "ansatt", "htv", "direktor", "ordforer", "ombud" })
        {
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Plan(who, "method", "everyone")).Status));
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Register(who, training, "leder-plass")).Status));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await Register(training, "nabo-plass")).Status);

        // Whoever took a seat after the day cannot be ticked: the form offers those that someone had then.
        await Do("koordinator", $"seats/{Seat("vo-plass")}/leave-seat", new { holding = Id(Ås, "holding", "verneombud") });
        await Do("koordinator", $"seats/{Seat("vo-plass")}/take-seat", new { name = "Nytt Verneombud" });
        var early = (await Post("koordinator", "trainings", new { title = "Fjorårets", kind = "method", day = "2025-12-01", audience = "everyone", held = true })).Body!["id"]!.ToString();
        Assert.DoesNotContain(Seat("leder-plass"), (await Read("koordinator", $"/as/grupper/{Group(Ås)}/registrer-deltakelse?opplaering={early}")).Html, StringComparison.Ordinal);
        Assert.Contains(Seat("leder-plass"), (await Read("koordinator", $"/as/grupper/{Group(Ås)}/registrer-deltakelse?opplaering={training}")).Html, StringComparison.Ordinal);
        await Register(early, "leder-plass");
        Assert.Equal((0, 4), await Figures("leder"));
    }

    private static string Seat(string name) => Id(Ås, "seat", name).ToString();

    private async Task<WebPage> Read(string who, string address) => await (await _app.SignIn(Ås, who)).Get(address);

    private async Task<JsonNode> Coverage(string who) => (await _app.Api(Ås, who).Get($"/api/v1/as/arenas/{Group(Ås)}/training")).Body!["items"]![0]!;

    private async Task<(int Had, int Of)> Figures(string who)
    {
        var line = (await _app.Api(Ås, who).Get($"/api/v1/as/arenas/{Group(Ås)}/training")).Body!["items"]!.AsArray()[^1]!;
        return (line["had"]!.GetValue<int>(), line["of"]!.GetValue<int>());
    }

    private Task<ApiAnswer> Plan(string who, string kind, string audience) =>
        Post(who, "trainings", new { title = "Opplæring", kind, day = "2026-11-18", audience, held = true });

    private async Task<string> Hold(string kind, string audience) => (await Plan("koordinator", kind, audience)).Body!["id"]!.ToString();

    private Task<ApiAnswer> Register(string training, params string[] seats) => Register("koordinator", training, seats);

    private Task<ApiAnswer> Register(string who, string training, string seat) => Register(who, training, [seat]);

    private Task<ApiAnswer> Register(string who, string training, string[] seats) => Post(who, "participations", new { training, seats = seats.Select(Seat) });

    private Task<ApiAnswer> Post(string who, string things, object body) => _app.Api(Ås, who).Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);

    private async Task Do(string who, string what, object body)
    {
        var answer = await _app.Api(Ås, who).Post($"/api/v1/as/{what}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, $"{what}: {answer.Raw}");
    }
}
