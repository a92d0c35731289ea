using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Gatherings;

/// <summary>Groups meet and show what they have done: what every party has agreed to, and nothing else of theirs.</summary>
public sealed class GatheringTests : IAsyncLifetime
{
    private static readonly string[] Table = ["leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud"];
    private readonly TrepartApp _app = new();

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_group_is_invited_says_what_it_shows_and_everyone_sees_it_when_all_parties_have_said_yes()
    {
        var coordinator = await _app.SignIn(Ås, "koordinator");
        var planned = await coordinator.Fill(
            $"/as/grupper/{Id(Ås, "arena", "styret")}/ny-samling", ("theme", "Det vi har lært"), ("day", "2026-12-10"), ("place", "Rådhuset"), ("arenas", $"{Group(Ås)}"));
        Assert.Equal(HttpStatusCode.Found, planned.Status);
        var gathering = planned.Location!.Split('?')[0].Split('/')[^1];
        foreach (var who in new[] { "ansatt", "nabo", "ordforer" })
            Assert.Contains("Torsdag 10. desember, Rådhuset.", (await Read(who, $"/as/samlinger/{gathering}")).Text, StringComparison.Ordinal);

        // The groups that are invited are asked, and no other.
        Assert.Single(await Waiting("leder", "say-what-to-show"));
        Assert.Empty(await Waiting("nabo", "say-what-to-show"));
        Assert.Equal("gathering/not-invited", (await Begin("nabo", Id(Ås, "arena", "nabogruppa"), "presentations", new { gathering, text = "Vi også." })).Problem);

        var matter = (await Begin("leder", Group(Ås), "matters", new { title = "Planen for natta", concern = "Den kommer for sent." })).Body!["id"]!.ToString();
        Assert.NotEmpty(matter);
        var leader = await _app.SignIn(Ås, "leder");
        var drafted = await leader.Fill($"/as/grupper/{Group(Ås)}/ny-framvisning?samling={gathering}", ("text", "Vi prøvde fast plan."), ("journey", "true"));
        Assert.Equal(HttpStatusCode.Found, drafted.Status);
        var shown = drafted.Location!.Split('?')[0].Split('/')[^1];
        Assert.Empty(await Waiting("leder", "say-what-to-show"));

        foreach (var (who, n) in Table.Select((w, i) => (w, i)))
        {
            foreach (var other in new[] { "nabo", "ordforer", "koordinator" })
            {
                Assert.DoesNotContain("Vi prøvde fast plan.", (await Read(other, $"/as/samlinger/{gathering}")).Text, StringComparison.Ordinal);
                Assert.Equal((other, n, HttpStatusCode.Forbidden), (other, n, (await Read(other, $"/as/framvisninger/{shown}")).Status));
                Assert.Equal(HttpStatusCode.Forbidden, (await _app.Api(Ås, other).Get($"/api/v1/as/presentations/{shown}")).Status);
                Assert.DoesNotContain("Vi prøvde", (await _app.Api(Ås, other).Get($"/api/v1/as/gatherings/{gathering}")).Raw, StringComparison.Ordinal);
            }

            Assert.Single(await Waiting(who, "agree-presentation"));
            Assert.Contains("/si-ja-til-framvisning", (await Read(who, $"/as/framvisninger/{shown}")).Html, StringComparison.Ordinal);
            await Do(who, $"presentations/{shown}/agree-presentation", new { });
            Assert.Empty(await Waiting(who, "agree-presentation"));
        }

        // In figures and what it has published: no title of a matter of its own.
        foreach (var who in new[] { "ansatt", "nabo", "ordforer", "ombud" })
        {
            var page = (await Read(who, $"/as/samlinger/{gathering}")).Text;
            Assert.Contains("Vi prøvde fast plan.", page, StringComparison.Ordinal);
            Assert.Contains("Reisen til nå: én sak tatt opp.", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Planen for natta", page, StringComparison.Ordinal);
        }

        // What is changed is agreed to anew, and what one takes back is gone at once.
        await Do("leder", $"presentations/{shown}/edit-presentation", new { text = "Vi prøvde to ting." });
        Assert.DoesNotContain("Vi prøvde", (await Read("nabo", $"/as/samlinger/{gathering}")).Text, StringComparison.Ordinal);
        foreach (var who in Table)
            await Do(who, $"presentations/{shown}/agree-presentation", new { });
        var anew = (await Read("nabo", $"/as/samlinger/{gathering}")).Text;
        Assert.Contains("Vi prøvde to ting.", anew, StringComparison.Ordinal);
        Assert.DoesNotContain("Reisen til nå", anew, StringComparison.Ordinal);
        await Do("verneombud", $"presentations/{shown}/take-back-presentation", new { });
        Assert.DoesNotContain("Vi prøvde", (await Read("nabo", $"/as/samlinger/{gathering}")).Text, StringComparison.Ordinal);
        Assert.Contains("Trukket tilbake.", (await Read("ansatt", $"/as/samlinger/{gathering}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_coordinator_plans_and_a_gathering_that_is_cancelled_asks_nobody()
    {
        Assert.Contains("Ingen samling er planlagt ennå.", (await Read("ansatt", "/as/samlinger")).Text, StringComparison.Ordinal);
        foreach (var who in new[] { "leder", "htv", "direktor", "ordforer", "ombud" })
            Assert.Equal((who, HttpStatusCode.Forbidden), (who, (await Plan(who)).Status));
        var gathering = (await Plan("koordinator")).Body!["id"]!.ToString();
        Assert.Single(await Waiting("nabo", "say-what-to-show"));
        await Do("koordinator", $"gatherings/{gathering}/cancel-gathering", new { reason = "Det snør." });
        Assert.Empty(await Waiting("nabo", "say-what-to-show"));
        var page = await Read("nabo", $"/as/samlinger/{gathering}");
        Assert.Contains("Avlyst. Torsdag 10. desember.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Det snør.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/ny-framvisning", page.Html, StringComparison.Ordinal);
        Assert.Equal("gathering/cancelled", (await Begin("nabo", Id(Ås, "arena", "nabogruppa"), "presentations", new { gathering, text = "Vi også." })).Problem);
    }

    [Fact]
    public async Task A_training_whose_day_has_been_waits_for_the_coordinator()
    {
        var training = (await Begin("koordinator", Group(Ås), "trainings", new { title = "Modellen", kind = "method", day = "2026-11-18", audience = "everyone" })).Body!["id"]!.ToString();
        Assert.Equal($"/as/opplaering/{training}", Assert.Single(await Waiting("koordinator", "hold-training"))["page"]!.ToString());
        Assert.Empty(await Waiting("leder", "hold-training"));
        await Do("koordinator", $"trainings/{training}/hold-training", new { });
        Assert.Empty(await Waiting("koordinator", "hold-training"));
    }

    private Task<ApiAnswer> Plan(string who) => Begin(who, Group(Ås), "gatherings", new { theme = "Det vi har lært", day = "2026-12-10", everyone = true });

    private async Task<List<JsonNode>> Waiting(string who, string kind) =>
        [.. (await _app.Api(Ås, who).Get("/api/v1/as/waiting")).Body!["items"]!.AsArray().Select(i => i!).Where(i => i["kind"]!.ToString() == kind)];

    private async Task<WebPage> Read(string who, string address) => await (await _app.SignIn(Ås, who)).Get(address);

    private Task<ApiAnswer> Begin(string who, Guid arena, string things, object body) => _app.Api(Ås, who).Post($"/api/v1/as/arenas/{arena}/{things}", body);

    private async Task Do(string who, string what, object body)
    {
        var answer = await _app.Api(Ås, who).Post($"/api/v1/as/{what}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, $"{what}: {answer.Raw}");
    }
}
