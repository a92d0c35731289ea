using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.OpenInputs;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.OpenInputs;

/// <summary>Scenario 2: a kindergarten asks everyone at a staff meeting, by phone and on paper, sorts what came and tells what became of it.</summary>
public sealed class StaffMeetingWalkTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Fact]
    public async Task Everyone_is_asked_and_everyone_hears_what_became_of_it()
    {
        var group = await app.SignIn(Ås, "leder");
        var planned = await group.Fill($"/as/grupper/{Group(Ås)}/nytt-personalmote", ("day", "2026-11-24"), ("theme", "Hverdagen på småbarn"), ("question", "Hva bør gruppa bry seg om?"));
        var meeting = planned.Location!.Split('?')[0];
        await group.Fill(meeting + "/fordel-del", ("part", "Åpning"), ("seat", Id(Ås, "seat", "vo-plass").ToString()));
        Assert.Equal(HttpStatusCode.Found, (await group.Fill(meeting + "/start-innsamling")).Status);
        var key = Regex.Match((await group.Get(meeting + "/vegg")).Html, "/as/mote/([\\w-]+)").Value;

        // Phones: nobody signs in.
        foreach (var answer in new[] { "Roligere levering.", "Mer tid ute.", "En fast plan for turdagen." })
            Assert.Equal(HttpStatusCode.Found, (await app.Nobody().Fill(key, ("tekst", answer))).Status);
        var asked = await app.Nobody().Fill(key, ("tekst", "Marit er altfor frekk mot de andre."));
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        var wall = await group.Get(meeting + "/vegg");
        Assert.Contains("Mer tid ute.", wall.Text, StringComparison.Ordinal);
        Assert.Contains("3 svar er kommet.", wall.Text, StringComparison.Ordinal);
        Assert.Contains("Roligere levering.", (await group.Get(meeting + "/kort")).Text, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"qr\"", (await group.Get(meeting + "/plakat")).Html, StringComparison.Ordinal);

        // Paper, from two tables that answered the same.
        await group.Fill(meeting + "/skriv-inn-svar", ("question", "1"), ("answers", "Flere turer.\nFærre møter."), ("table", "2"));
        Assert.Equal(HttpStatusCode.Found, (await group.Fill(meeting + "/avslutt-innsamling")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Nobody().Get(key)).Status);
        Assert.Empty(await Databases.Query<string>(app.Database, "select id::text from waiting_room where meeting_id is not null"));

        var form = await group.Get(meeting + "/samle-svar");
        var outdoors = Regex.Matches(form.Html, "value=\"([0-9a-f-]{36})\" />\\s*<label[^>]*>(Mer tid ute\\.|Flere turer\\.)<").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, outdoors.Count);
        Assert.Equal(HttpStatusCode.Found, (await group.Send(form, meeting + "/samle-svar", [("name", "Ute"), .. outdoors.Select(o => ("answers", o))])).Status);
        await group.Fill(meeting + "/svar-alle", ("cluster", "1"), ("disposition", "takenUp"), ("reason", "Vi prøver en fast turdag i januar."));
        await group.Fill(meeting + "/noter-deltakelse", ("present", "14"), ("staff", "16"), ("minutes", "60"));

        // Every employee reads it, and the meeting's leaders in the history nobody's name.
        var employee = await app.SignIn(Ås, "ansatt");
        var told = await employee.Get(meeting);
        Assert.Contains("Vi prøver en fast turdag i januar.", told.Text, StringComparison.Ordinal);
        Assert.Contains("14 av 16 ansatte var med.", told.Text, StringComparison.Ordinal);
        Assert.Equal([1L], await Databases.Query<long>(app.Database, "select count(*) from mt_events where type = 'answers_gathered' and not (headers ? 'actor')"));
        Assert.Equal(HttpStatusCode.OK, (await employee.Get($"/as/grupper/{Group(Ås)}/siden-sist")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await employee.Get(meeting + "/vegg")).Status);
    }

    /// <summary>Scenario 12: what should not stand there is routed, and its text erased; the trail says that it happened and not what it said.</summary>
    [Fact]
    public async Task A_personnel_case_that_slipped_in_is_routed_and_its_text_taken_away()
    {
        await using var own = new TrepartApp();
        await own.InitializeAsync();
        var poster = await OpenHouse.Poster(own, Ås);
        var user = own.Nobody();
        const string Text = "Marit er altfor frekk mot de andre.";
        var asked = await user.Fill(poster, ("tekst", Text));
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        var code = OpenHouse.CodeOn(await user.Send(asked, poster, ("tekst", Text), ("confirmed", "true")));
        own.Clock.Now = own.Clock.Now.AddDays(1);
        await own.Services.GetRequiredService<Release>().Run(Ås, default);
        var input = (await Databases.Query<Guid>(own.Database, "select id from inputs"))[0];

        var group = await own.SignIn(Ås, "verneombud");
        await group.Fill($"/as/innspill/{input}/send-videre", ("to", "leader"), ("reason", "Dette hører hjemme hos lederen. Snakk gjerne med verneombudet."));
        var words = (await Databases.Query<Guid>(own.Database, $"select w.id from words w join inputs i on i.id = w.stream_id and i.text_id = w.id where i.id = '{input}'"))[0];
        Assert.Equal(HttpStatusCode.Found, (await group.Fill($"/as/innspill/{input}/slett-innspillstekst", ("text", words.ToString()), ("reason", "namesSomeone"))).Status);

        Assert.Equal([0L], await Databases.Query<long>(own.Database, "select count(*) from words where text like '%Marit%'"));
        var trail = await group.Get("/as/historikk");
        Assert.DoesNotContain("Marit", trail.Text, StringComparison.Ordinal);
        Assert.Contains("Et innspill uten navn ble lagt fram", trail.Text, StringComparison.Ordinal);
        var answer = await OpenHouse.Read(own, Ås, code);
        Assert.DoesNotContain("Marit", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Snakk gjerne med verneombudet.", answer.Text, StringComparison.Ordinal);
    }
}
