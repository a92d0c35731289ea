using System.Net.Http.Json;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Om gruppa: what it says of itself, the unions around it, the rules of play, and what whoever is new steps into.</summary>
public sealed class GroupTests(TrepartApp app) : AsLeader(app), IClassFixture<TrepartApp>
{
    private static readonly string Group = $"/as/grupper/{TrepartApp.Group(Ås)}";

    [Fact]
    public async Task A_small_union_declines_and_accepts_later_and_the_trial_shows_how_it_stood_when_it_began()
    {
        var union = await Begin("unions", new { organisation = "Delta" });
        var leader = await App.SignIn(Ås, "leder");
        Assert.Contains("Ikke spurt om å være med: Delta.", (await leader.Get($"{Group}/sammensetning")).Text, StringComparison.Ordinal);

        // The trial is about to begin, and the one who begins it sees who has not been asked. It stops nothing.
        var (matter, version) = await AgreedTrial();
        Assert.Contains("Foreningene før utprøvingen starter Ikke alle har svart.", (await leader.Get($"/as/saker/{matter}")).Text, StringComparison.Ordinal);
        await Do($"unions/{union}/invite-union", new { on = "2026-11-18" });
        await Do($"unions/{union}/note-union-declines", new { reason = "Vi er bare to her.", on = "2026-11-19" });
        var started = await App.Api(Ås, "leder").Post($"/api/v1/as/matters/{matter}/start-trial", new { on = "2026-11-19" }, version);
        Assert.True(started.Status == HttpStatusCode.OK, started.Raw);

        // Later the same day, and the day after.
        await Do($"unions/{union}/invite-union", new { on = "2026-11-19" });
        await Do($"unions/{union}/note-union-accepts", new { });
        var told = (await leader.Get($"/as/saker/{matter}")).Text;
        Assert.Contains("Foreningene da utprøvingen startet torsdag 19. november Delta: takket nei torsdag 19. november", told, StringComparison.Ordinal);
        var page = (await leader.Get($"/as/foreninger/{union}")).Text;
        Assert.Contains("takket ja fredag 20. november", page, StringComparison.Ordinal);
        Assert.Contains("Vi er bare to her.", page, StringComparison.Ordinal);
        Assert.Contains("Har takket ja og har ingen plass ennå: Delta.", (await leader.Get($"{Group}/sammensetning")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_seats_stand_behind_the_rules_at_the_same_time_and_neither_stops_the_other()
    {
        var rules = await Begin("rules", new { points = (List<string>)["Alle blir hørt.", "Vi utsetter når vi er uenige."] });
        var (steward, safety) = (await App.SignIn(Ås, "tillitsvalgt"), await App.SignIn(Ås, "verneombud"));
        var (one, other) = (Form("tv-plass"), Form("vo-plass"));
        var (first, second) = (await steward.Get(one), await safety.Get(other));

        Assert.Equal(HttpStatusCode.Found, (await steward.Send(first, one)).Status);
        Assert.Equal(HttpStatusCode.Found, (await safety.Send(second, other)).Status);

        var behind = (await App.Api(Ås, "leder").Get($"/api/v1/as/rules/{rules}")).Body!["behind"]!.AsArray();
        Assert.Equal(new[] { Id(Ås, "seat", "tv-plass"), Id(Ås, "seat", "vo-plass") }.Order(), behind.Select(b => b!["seat"]!.GetValue<Guid>()).Order());
        Assert.Equal(HttpStatusCode.Forbidden, (await steward.Get(other)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await App.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/seats/{Id(Ås, "seat", "vo-plass")}/acknowledge-rules", JsonContent.Create(new { rules }), "*", Guid.CreateVersion7().ToString())).Status);

        static string Form(string seat) => $"/as/plass/{Id(Ås, "seat", seat)}/sta-bak-kjoreregler";
    }

    [Fact]
    public async Task Every_employee_reads_about_the_group_and_who_sits_in_it_and_no_name_stands_elsewhere()
    {
        await Do($"arenas/{TrepartApp.Group(Ås)}/choose-meeting", new { buildsOn = "hmsMeeting", rhythm = "everyOtherMonth" });
        var employee = await App.SignIn(Ås, "ansatt");
        foreach (var page in new[] { "sammensetning", "kjoreregler" })
        {
            var text = (await employee.Get($"{Group}/{page}")).Text;
            foreach (var holder in new[] { "leder fra", "tillitsvalgt fra", "verneombud fra" })
                Assert.DoesNotContain(holder, text, StringComparison.Ordinal);
        }

        var about = (await employee.Get($"{Group}/om")).Text;
        Assert.Contains("Gruppa bygger på HMS-møtet og møtes annenhver måned.", about, StringComparison.Ordinal);
        Assert.Contains("Plasstillitsvalgt for Fagforbundet : tillitsvalgt fra Ås kommune", about, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await App.SignIn(Ås, "nabo")).Get($"{Group}/om")).Status);
        Assert.DoesNotContain("Endre det som står om gruppa", about, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await employee.Get($"{Group}/formal")).Status);
    }

    [Fact]
    public async Task The_trail_tells_it_and_leads_to_it()
    {
        var union = await Begin("unions", new { organisation = "Naturviterne" });
        await Do($"unions/{union}/invite-union", new { });
        var workplace = (await App.Api(Ås, "koordinator").Post("/api/v1/as/workplaces", new { level = "unit", name = "Sporet skole", employees = 31 })).Body!["id"]!.ToString();

        var leader = await App.SignIn(Ås, "leder");
        var page = await leader.Get($"/as/historikk?sak={union}");
        Assert.Contains("Foreningen ble spurt om å være med.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Naturviterne har medlemmer på arbeidsplassen.", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/as/foreninger/{union}", page.Html, StringComparison.Ordinal);
        var whole = await (await App.SignIn(Ås, "koordinator")).Get($"/as/historikk?sak={workplace}");
        Assert.Contains("Sporet skole ble registrert som enhet. 31 arbeider der.", whole.Text, StringComparison.Ordinal);
        Assert.Contains($"/as/arbeidsplasser/{workplace}", whole.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_member_is_told_who_has_had_a_seat()
    {
        var seat = Id(Ås, "seat", "vo-plass");
        Assert.Null((await App.Api(Ås, "tillitsvalgt").Get($"/api/v1/as/seats/{seat}")).Body!["holders"]);
        Assert.NotNull((await App.Api(Ås, "koordinator").Get($"/api/v1/as/seats/{seat}")).Body!["holders"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await App.Api(Ås, "nabo").Get($"/api/v1/as/seats/{seat}")).Status);
    }

    private async Task<(string Matter, long Version)> AgreedTrial()
    {
        var matter = await Begin("matters", new { title = "Smerteplaster", concern = "Hvem kan skifte dem?" });
        var seats = (List<Guid>)[Id(Ås, "seat", "tv-plass"), Id(Ås, "seat", "vo-plass")];
        await Do($"matters/{matter}/propose-trial", new { change = "Flere kan", howWeKnow = "Færre avvik.", evaluateOn = "2027-01-14", wayBack = "Som før.", affected = (List<string>)["Natt"], on = "2026-11-17" });
        await Do($"matters/{matter}/answer-hms-risk", new { risk = "noRisk", explanation = "Ingen.", on = "2026-11-17" });
        return (matter, await Do($"matters/{matter}/agree-trial", new { seats, on = "2026-11-17" }));
    }
}

/// <summary>For itself: once it is on record that unions are not asked, no other test is told that one is not.</summary>
public sealed class GroupDeviationTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Fact]
    public async Task A_deviation_is_put_on_record_with_its_reason_and_no_longer_told_upwards()
    {
        Assert.Equal(HttpStatusCode.Created, (await app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{TrepartApp.Group(Ås)}/unions", new { organisation = "Parat" })).Status);
        var leader = await app.SignIn(Ås, "leder");
        var answer = await leader.Fill($"/as/grupper/{TrepartApp.Group(Ås)}/avvik?punkt=unionNotInvited", ("point", "unionNotInvited"), ("reason", "Parat vil vente til nyttår."));
        Assert.Equal(HttpStatusCode.Found, answer.Status);

        var text = (await leader.Get($"/as/grupper/{TrepartApp.Group(Ås)}/sammensetning")).Text;
        Assert.DoesNotContain("Ikke spurt om å være med", text, StringComparison.Ordinal);
        Assert.Contains("En forening er ikke spurt: «Parat vil vente til nyttår.» 20. november 2026", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ikke spurt om å være med: Parat", (await (await app.SignIn(Ås, "ordforer")).Get("/as/arbeidsplasser")).Text, StringComparison.Ordinal);
    }
}
