using System.Net.Http.Json;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Plassen: what whoever takes a seat steps into. In a service of its own, since the leader is another one afterwards.</summary>
public sealed class NewcomerTests(TrepartApp app) : AsLeader(app), IClassFixture<TrepartApp>
{
    private static readonly string Group = $"/as/grupper/{TrepartApp.Group(Ås)}";

    [Fact]
    public async Task A_new_leader_sees_what_is_open_on_trial_and_put_off_the_rules_and_what_is_expected_and_says_anew_that_she_stands_behind()
    {
        var seat = Id(Ås, "seat", "leder-plass");
        var rules = await Begin("rules", new { points = (List<string>)["Vi sier det i møtet."] });
        await Do($"seats/{seat}/state-expectations", new { expectations = "Setter av tid til møtene." });
        await Do($"seats/{seat}/acknowledge-rules", new { rules });
        var open = await Begin("matters", new { title = "Nøklene", concern = "De blir borte." });
        var deferred = await Begin("matters", new { title = "Nattplanen", concern = "Den kommer for sent." });
        await Do($"matters/{deferred}/note-agreement", new { agreement = "Planen henger fire uker fram.", seats = (List<Guid>)[seat, Id(Ås, "seat", "tv-plass")] });
        await Do($"matters/{deferred}/defer-matter", new { until = "2026-12-03", reason = "Vi må snakke sammen.", talk = (List<Guid>)[seat, Id(Ås, "seat", "tv-plass")] });

        var coordinator = App.Api(Ås, "koordinator");
        var holding = (await Databases.Query<Guid>(App.Database, $"select id from seat_holdings where tenant_id = 'as' and seat_id = '{seat}' and left_on is null"))[0];
        var handed = await coordinator.Post($"/api/v1/as/seats/{seat}/hand-over-seat", JsonContent.Create(new { holding, name = "Nina Nyleder" }), "*", Guid.CreateVersion7().ToString());
        Assert.True(handed.Status == HttpStatusCode.OK, handed.Raw);
        var person = (await Databases.Query<Guid>(App.Database, "select id from people where tenant_id = 'as' and name = 'Nina Nyleder'"))[0];
        var nina = await App.SignIn(Ås, person);

        var text = (await nina.Get($"/as/plass/{seat}")).Text;
        foreach (var part in new[]
        {
            "Dette er plassen din", "Setter av tid til møtene.", "Vi sier det i møtet.", "Still deg bak kjørereglene", "Samtaler plassen skal ha før neste møte Nattplanen",
            "Nøklene", "«Planen henger fire uker fram.»",
        })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }

        Assert.Contains($"/as/plass/{seat}", (await nina.Get(Group)).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await nina.Fill($"/as/plass/{seat}/sta-bak-kjoreregler")).Status);
        Assert.Contains("Plassen har stått bak dem siden 20. november 2026.", (await nina.Get($"/as/plass/{seat}")).Text, StringComparison.Ordinal);
        Assert.NotEmpty(open);
    }
}
