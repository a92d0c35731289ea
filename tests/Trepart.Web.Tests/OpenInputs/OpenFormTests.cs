using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.OpenInputs;
using static Trepart.Tests.TrepartApp;
using static Trepart.Web.Tests.OpenInputs.OpenHouse;

namespace Trepart.Web.Tests.OpenInputs;

/// <summary>The form on the poster, the code, the answer, and what goes to one shop steward alone.</summary>
public sealed class OpenFormTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Fact]
    public async Task It_says_who_reads_it_in_three_languages_and_asks_for_nothing_but_the_text()
    {
        var poster = await Poster(app, Ås);
        var user = app.Nobody();

        var page = await user.Get(poster);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Til HMS-gruppa ved Solbakken i as", page.Text, StringComparison.Ordinal);
        Assert.Contains("enhetsleder", page.Text, StringComparison.Ordinal);
        Assert.Contains("Kva vil du seie?", (await user.Get(poster + "?sprak=nn")).Text, StringComparison.Ordinal);
        var english = await user.Get(poster + "?sprak=en");
        Assert.Contains("<html lang=\"en\"", english.Html, StringComparison.Ordinal);
        Assert.Contains("What would you like to say?", english.Text, StringComparison.Ordinal);

        var thanks = await user.Send(english, poster, ("tekst", "We need gloves in size S."));
        Assert.Contains("Your code", thanks.Text, StringComparison.Ordinal);
        var empty = await user.Fill(poster, ("tekst", " "));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
    }

    [Fact]
    public async Task The_guard_asks_and_the_giver_may_go_on()
    {
        var poster = await Poster(app, Ås);
        var user = app.Nobody();
        var asked = await user.Fill(poster, ("tekst", "Sjå journalen til 01817550181."));
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        Assert.Contains("fødselsnummer", asked.Text, StringComparison.Ordinal);
        Assert.Contains("01817550181", asked.Html, StringComparison.Ordinal);

        var sent = await user.Send(asked, poster, ("tekst", "Sjå journalen til 01817550181."), ("confirmed", "true"));
        Assert.Equal(HttpStatusCode.OK, sent.Status);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_also_when_it_has_been_let_in()
    {
        await using var own = new TrepartApp();
        await own.InitializeAsync();
        var poster = await Poster(own, Ås);
        var user = own.Nobody();
        var open = await user.Get(poster);

        var first = await user.Send(open, poster, ("tekst", "Det mangler en benk."));
        Assert.Equal(CodeOn(first), CodeOn(await user.Send(open, poster, ("tekst", "Det mangler en benk."))));
        own.Clock.Now = own.Clock.Now.AddDays(1);
        Assert.Equal(1, await Release(own, Ås));
        await user.Send(open, poster, ("tekst", "Det mangler en benk."));
        own.Clock.Now = own.Clock.Now.AddDays(1);
        Assert.Equal(0, await Release(own, Ås));
    }

    [Fact]
    public async Task Five_do_not_wait_for_the_morning_and_fewer_do()
    {
        await using var own = new TrepartApp();
        await own.InitializeAsync();
        await Release(own, Ås); // this morning's
        var poster = await Poster(own, Ås);
        for (var n = 0; n < 4; n++)
            await Give(own.Nobody(), poster, $"Innspill {n}.");
        Assert.Equal(0, await Release(own, Ås));
        await Give(own.Nobody(), poster, "Det femte.");
        Assert.Equal(5, await Release(own, Ås));
    }

    [Fact]
    public async Task With_the_code_one_reads_the_answer_writes_back_and_takes_it_back()
    {
        await using var own = new TrepartApp();
        await own.InitializeAsync();
        var poster = await Poster(own, Ås);
        var code = await Give(own.Nobody(), poster, "Kan vi få en benk?");
        Assert.Contains("venter på å bli lagt fram", (await Read(own, Ås, code)).Text, StringComparison.Ordinal);
        own.Clock.Now = own.Clock.Now.AddDays(1);
        await Release(own, Ås);
        var input = (await Databases.Query<Guid>(own.Database, "select id from inputs where giver is null"))[0];

        // The group sees no giver, asks, and is answered.
        var group = await own.SignIn(Ås, "leder");
        var page = await group.Get($"/as/innspill/{input}");
        Assert.Contains("Gitt uten navn.", page.Text, StringComparison.Ordinal);
        var api = own.Api(Ås, "leder");
        Assert.Equal(HttpStatusCode.OK, (await api.Post($"/api/v1/as/inputs/{input}/ask-giver", new { question = "Hvor skal den stå?" }, 1)).Status);
        var thread = await Read(own, Ås, code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), ("gjor", "svar"), ("tekst", "Ved inngangen."));
        Assert.Contains("Hvor skal den stå?", thread.Text, StringComparison.Ordinal);
        Assert.Contains("Det er sendt", thread.Text, StringComparison.Ordinal);
        own.Clock.Now = own.Clock.Now.AddDays(1);
        await Release(own, Ås);
        group = await own.SignIn(Ås, "leder"); // the days have gone by
        Assert.Contains("Ved inngangen.", (await group.Get($"/as/innspill/{input}")).Text, StringComparison.Ordinal);
        Assert.Equal(["giver_replied"], await Databases.Query<string>(own.Database, $"select type from mt_events where stream_id = '{input}' and version = 3 and not (headers ? 'actor')"));

        Assert.Equal(HttpStatusCode.OK, (await own.Api(Ås, "leder").Post($"/api/v1/as/inputs/{input}/answer-input", new { disposition = "takenUp", reason = "Den kommer i mai." }, 3)).Status);
        Assert.Contains("Den kommer i mai.", (await Read(own, Ås, code)).Text, StringComparison.Ordinal);

        // While it waits it is gone at once; when it has been let in it is withdrawn with the next ones.
        var regretted = await Give(own.Nobody(), poster, "Dette angrer jeg på.");
        Assert.Contains("tatt bort før noen fikk se det", (await Read(own, Ås, regretted, ("gjor", "trekk"))).Text, StringComparison.Ordinal);
        Assert.Empty(await Databases.Query<string>(own.Database, "select text from waiting_room"));
        Assert.Equal(HttpStatusCode.NotFound, (await Read(own, Ås, regretted)).Status);
        var late = await Give(own.Nobody(), poster, "Dette angrer jeg på senere.");
        own.Clock.Now = own.Clock.Now.AddDays(1);
        await Release(own, Ås);
        await Read(own, Ås, late, ("gjor", "trekk"));
        own.Clock.Now = own.Clock.Now.AddDays(1);
        await Release(own, Ås);
        Assert.Contains("Du har tatt det tilbake.", (await Read(own, Ås, late)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_steward_alone_reads_what_was_said_to_her_and_passes_it_on_with_nobody_named()
    {
        await using var own = new TrepartApp();
        await own.InitializeAsync();
        var poster = await Poster(own, Ås);
        var code = await Give(own.Nobody(), poster, "Til deg, og ikke til de andre.", ("til", Id(Ås, "seat", "tv-plass").ToString()));
        own.Clock.Now = own.Clock.Now.AddDays(1);
        await Release(own, Ås);

        foreach (var other in new[] { "leder", "verneombud", "tillitsvalgt-to", "koordinator", "ansatt" })
        {
            var user = await own.SignIn(Ås, other);
            foreach (var address in new[] { "/as/tillitsvalgt", $"/as/grupper/{Group(Ås)}", "/as/historikk" })
                Assert.DoesNotContain("ikke til de andre", (await user.Get(address)).Text, StringComparison.Ordinal);
        }

        var steward = await own.SignIn(Ås, "tillitsvalgt");
        var page = await steward.Get("/as/tillitsvalgt");
        Assert.Contains("Til deg, og ikke til de andre.", page.Text, StringComparison.Ordinal);
        var note = Regex.Match(page.Html, "name=\"notat\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal(HttpStatusCode.Found, (await steward.Send(page, "/as/tillitsvalgt/svar-giver", ("tekst", "Jeg tar det opp."))).Status);
        Assert.Contains("Jeg tar det opp.", (await Read(own, Ås, code)).Text, StringComparison.Ordinal);

        var passed = await steward.Send(page, "/as/tillitsvalgt/si-videre", ("tekst", "En kollega er bekymret for bemanningen i helgene."));
        Assert.True(passed.Status == HttpStatusCode.Found, passed.Text);
        Assert.Equal([true], await Databases.Query<bool>(own.Database, "select on_behalf from inputs where giver is not null"));
        Assert.Equal([0L], await Databases.Query<long>(own.Database, $"select count(*) from mt_events where data::text like '%{note}%'"));
        Assert.Contains("sagt det videre", (await Read(own, Ås, code)).Text, StringComparison.Ordinal);

        // A seat that is no steward's, or another's note, is not there.
        Assert.Equal(HttpStatusCode.NotFound, (await own.Nobody().Fill(poster, ("tekst", "Hei."), ("til", Id(Ås, "seat", "leder-plass").ToString()))).Status);
        var second = await own.SignIn(Ås, "tillitsvalgt-to");
        var forgery = (await second.Get("/as")).Forgery;
        Assert.Equal(HttpStatusCode.NotFound, (await second.Post("/as/tillitsvalgt/svar-giver", new() { [forgery.Name] = forgery.Value, ["notat"] = note, ["tekst"] = "Hei." })).Status);
    }

    [Fact]
    public async Task A_closed_link_a_neighbours_and_one_that_was_made_up_are_not_there()
    {
        var poster = await Poster(app, Ås);
        var user = app.Nobody();
        Assert.Equal(HttpStatusCode.NotFound, (await user.Get(poster.Replace("/as/", "/vestby/", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await user.Get(poster[..^1] + (poster[^1] == 'A' ? 'B' : 'A'))).Status);
        var link = app.Services.GetRequiredService<OpenKeys>().Read(Ås, OpenDoor.Group, poster.Split('/')[^1]);
        Assert.Null(app.Services.GetRequiredService<OpenKeys>().Read(Ås, OpenDoor.StaffMeeting, poster.Split('/')[^1]));

        var open = await user.Get(poster);
        Assert.Equal(HttpStatusCode.OK, (await app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/links/{link}/close-input-link", new { }, 1)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await user.Get(poster)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await user.Send(open, poster, ("tekst", "For sent."))).Status);
    }

    [Fact]
    public async Task The_poster_has_the_address_as_a_picture_without_a_style()
    {
        var poster = await Poster(app, Ås);
        var link = app.Services.GetRequiredService<OpenKeys>().Read(Ås, OpenDoor.Group, poster.Split('/')[^1]);
        var page = await (await app.SignIn(Ås, "verneombud")).Get($"/as/lenker/{link}/plakat");
        Assert.Contains(poster, page.Html, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"qr\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, "ansatt")).Get($"/as/lenker/{link}/plakat")).Status);
    }
}
