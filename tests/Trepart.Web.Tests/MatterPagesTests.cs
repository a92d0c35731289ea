using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>The way of an input to a matter, a trial and a lasting practice, as people at work walk it: with forms, without JavaScript.</summary>
public sealed class MatterPagesTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string Board = $"/as/grupper/{Group(Ås)}";
    private static readonly string Steward = Id(Ås, "seat", "tv-plass").ToString();
    private static readonly string OtherSteward = Id(Ås, "seat", "tv-to-plass").ToString();

    [Fact]
    public async Task The_whole_way_from_an_input_to_a_lasting_practice()
    {
        var employee = await app.SignIn(Ås, "ansatt");
        var steward = await app.SignIn(Ås, "tillitsvalgt");
        var leader = await app.SignIn(Ås, "leder");

        var input = At(await employee.Fill($"{Board}/gi-innspill", ("kind", "suggestion"), ("text", "La helsefagarbeiderne sette smerteplaster.")));
        Assert.Contains("Venter på svar fra gruppa", (await employee.Get(input)).Text, StringComparison.Ordinal);

        var matter = At(await steward.Fill(
            $"{Board}/ny-sak?innspill={input.Split('/')[^1]}", ("title", "Smerteplaster"), ("concern", "Vi venter lenge på plaster."), ("theme", "taskShifting")));
        await Do(steward, matter, "problemet", ("problem", "Få kan sette plaster om natta."));
        await Do(steward, matter, "syn", ("seat", Steward), ("view", "Vi vil ha ansvaret."));
        await Do(leader, matter, "syn", ("seat", OtherSteward), ("view", "Vi er redde for feil."));
        await Do(steward, matter, "uenighet", ("difference", "Om det er trygt."));
        await Do(leader, matter, "utsett", ("until", "2026-12-03"), ("reason", "Vi må snakke."), ("talk", Steward), ("talk", OtherSteward));
        Assert.Contains(
            "Utsatt til møtet torsdag 3. desember. Plasstillitsvalgt for Fagforbundet og plasstillitsvalgt for Norsk Sykepleierforbund snakker sammen før det.",
            (await employee.Get(matter)).Text, StringComparison.Ordinal);

        await Do(steward, matter, "samtale", ("seats", Steward), ("seats", OtherSteward), ("clearer", "Opplæring gjør det trygt."));
        await Do(leader, matter, "ta-opp-igjen");
        await Do(
            steward, matter, "foresla-utproving", ("change", "Helsefagarbeiderne setter plaster"), ("howWeKnow", "Ingen feil på åtte uker."), ("evaluateOn", "2027-01-14"),
            ("wayBack", "Sykepleierne tar over igjen."), ("affected", "Helsefagarbeidere\nSykepleiere"));
        await Do(leader, matter, "hms-risiko", ("risk", "assessed"), ("explanation", "Vurdert av verneombudet."));
        await Do(steward, matter, "enig-om-utproving", ("seats", Steward), ("seats", OtherSteward));
        await Do(leader, matter, "start-utproving");
        await Do(leader, matter, "observasjon", ("observation", "Roligere netter."));
        await Do(
            leader, matter, "evaluer", ("findings.0.group", "1"), ("findings.0.effect", "better"), ("findings.0.what", "Mer ansvar."), ("findings.1.group", "2"),
            ("findings.1.effect", "better"), ("findings.1.what", "Avlastning."), ("learned", "Det virker."));
        await Do(leader, matter, "gjor-varig", ("practice", "Står i rutinen."));
        await Do(leader, matter, "avslutt", ("result", "Slik gjør vi det nå."));

        var story = (await employee.Get(matter)).Text;
        Assert.Contains("Avsluttet. Utprøvingen er blitt varig praksis.", story, StringComparison.Ordinal);
        Assert.Contains("Helsefagarbeidere: bedre", story, StringComparison.Ordinal);

        await Do(steward, input, "svar", ("disposition", "takenUp"), ("reason", "Du hadde rett."));
        Assert.Contains("Du hadde rett.", (await employee.Get(input)).Text, StringComparison.Ordinal);
        await Do(employee, input, "lest");
        Assert.Contains("har lest svaret", (await steward.Get(input)).Text, StringComparison.Ordinal);
    }

    private static async Task Do(WebUser user, string thing, string act, params (string, string)[] fields)
    {
        var path = $"{thing}/{act}";
        var page = act == "lest" ? await user.Get(thing) : await user.Get(path);
        var answer = await user.Send(page, path, fields);
        Assert.True(answer.Status == HttpStatusCode.Found, $"{act}: {answer.Status} {answer.Text}");
    }

    private static string At(WebPage answer)
    {
        Assert.True(answer.Status == HttpStatusCode.Found, $"{answer.Status} {answer.Text}");
        return answer.Location!.Split('?')[0];
    }
}
