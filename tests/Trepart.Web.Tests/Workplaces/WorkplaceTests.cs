using System.Text;
using System.Text.RegularExpressions;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Arbeidsplasser: the tree with its coverage, and the list that is brought in from a spreadsheet.</summary>
public sealed class WorkplaceTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private const string Import = "/as/arbeidsplasser/importer";

    private ApiUser Coordinator => app.Api(Ås, "koordinator");

    [Fact]
    public async Task A_list_is_shown_before_it_is_done_done_whole_and_done_again_without_effect()
    {
        var user = await app.SignIn(Ås, "koordinator");
        const string List = "sektor;enhet;avdeling;ansatte\nOppvekst;Lia skole;;41\nOppvekst;Lia skole;SFO;12\n;Frittstående enhet;;3";
        var before = await app.Count(Ås);

        var shown = await Show(user, List);
        Assert.Contains("Nye arbeidsplasser: 4. Nytt antall ansatte: 0. Uendret: 0.", shown.Text, StringComparison.Ordinal);
        Assert.Contains("2 Oppvekst – Lia skole Ny enhet, ansatte: 41", shown.Text, StringComparison.Ordinal);
        Assert.Equal(before, await app.Count(Ås));

        var form = FirstForm(shown);
        Assert.Equal(HttpStatusCode.Found, (await user.Post(Import, form)).Status);
        Assert.Equal(before + 4, await app.Count(Ås));
        Assert.Equal(HttpStatusCode.Found, (await user.Post(Import, form)).Status);
        Assert.Equal(before + 4, await app.Count(Ås));
        var tree = await user.Get("/as/arbeidsplasser");
        Assert.Contains("Lia skole enhet · 41 ansatte · ingen gruppe ennå", tree.Text, StringComparison.Ordinal);

        Assert.Contains("Alt i lista er på plass fra før.", (await Show(user, List)).Text, StringComparison.Ordinal);
        var counted = await Show(user, List.Replace("41", "44", StringComparison.Ordinal));
        Assert.Contains("Nye arbeidsplasser: 0. Nytt antall ansatte: 1. Uendret: 3.", counted.Text, StringComparison.Ordinal);
        await user.Post(Import, FirstForm(counted));
        Assert.Equal(before + 5, await app.Count(Ås));
    }

    [Fact]
    public async Task Each_faulty_line_is_told_with_its_number_and_nothing_is_done()
    {
        var user = await app.SignIn(Ås, "koordinator");
        var before = await app.Stored();

        var page = await Show(user, $"Sektor,Eining,Avdeling,Tilsette\nTeknisk,Vei og park,,mange\n,,,7\n\nTeknisk,Vann,,9\nTeknisk,Vann,,10\nTeknisk,{new string('x', 121)},,1\nTeknisk,Renhold,,100001");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        foreach (var line in new[] { "Linje 2:", "Linje 3: Linja har ingen arbeidsplass.", "Linje 6: Arbeidsplassen står også på linje 5.", "Linje 7:", "Linje 8: Antall ansatte må være et tall mellom 0 og 100 000." })
            Assert.Contains(line, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Gjør det", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, await app.Stored());
        Assert.Contains("Den første linja må være overskriftene", (await Show(user, "Lia skole;41")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_is_what_was_shown_also_where_the_tree_has_changed_meanwhile()
    {
        var user = await app.SignIn(Ås, "koordinator");
        var shown = FirstForm(await Show(user, "enhet;ansatte\nMellomtida;8"));
        await Register("unit", "Mellomtida");
        var before = await app.Stored();

        var page = await user.Post(Import, shown);

        Assert.Equal(HttpStatusCode.PreconditionFailed, page.Status);
        Assert.Contains("Treet er endret siden du så hva som ville skje.", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, await app.Stored());
    }

    [Fact]
    public async Task A_file_from_a_spreadsheet_is_read_also_where_it_is_not_UTF_8()
    {
        var user = await app.SignIn(Ås, "koordinator");
        var page = await user.Get(Import);
        using var file = new MultipartFormDataContent
        {
            { new StringContent(page.Forgery.Value), page.Forgery.Name },
            { new StringContent(Guid.CreateVersion7().ToString()), "commandId" },
            { new ByteArrayContent(Encoding.Latin1.GetBytes("enhet\tansatte\nBlåbærtoppen barnehage\t19")), "fil", "liste.csv" },
        };

        Assert.Contains("Blåbærtoppen barnehage Ny enhet, ansatte: 19", (await user.PostRaw(Import, file)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_workplace_is_not_brought_in_once_more()
    {
        var closed = await Register("unit", "Gamle kino");
        await Do(closed, "close-workplace", new { });

        Assert.Contains("Gamle kino er lagt ned.", (await Show(await app.SignIn(Ås, "koordinator"), "enhet\nGamle kino")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tree_has_no_rings()
    {
        var sector = await Register("sector", "Ringen");
        var unit = await Register("unit", "Ringen enhet", sector);

        Assert.Equal("workplace/not-above", (await Coordinator.Post($"/api/v1/as/workplaces/{sector}/move-workplace", new { parent = unit }, 1)).Problem);
        Assert.Equal("workplace/not-above", (await Coordinator.Post($"/api/v1/as/workplaces/{unit}/move-workplace", new { parent = unit }, 1)).Problem);
        await Do(sector, "close-workplace", new { });
        Assert.Equal("workplace/closed", (await Coordinator.Post("/api/v1/as/workplaces", new { level = "unit", name = "Ny", parent = sector })).Problem);
    }

    [Fact]
    public async Task A_group_stands_in_the_tree_under_the_name_its_workplace_has_now_and_says_itself_how_far_it_has_come()
    {
        var unit = await Register("unit", "Kilen skole");
        var made = await Coordinator.Post("/api/v1/as/arenas", new { kind = "workingGroup", name = "Samarbeidsgruppa", node = unit, buildsOn = "planningMeeting", rhythm = "monthly" });
        var arena = made.Body!["id"]!.ToString();
        var user = await app.SignIn(Ås, "koordinator");
        Assert.Contains("gruppa er i startfasen", (await user.Get("/as/arbeidsplasser")).Text, StringComparison.Ordinal);
        Assert.Contains("Kilen skole enhet · gruppa er i startfasen Samarbeidsgruppa Gruppa har ikke noe verneombud. Gruppa har ingen leder.", (await user.Get("/as/arbeidsplasser")).Text, StringComparison.Ordinal);

        await Do(unit, "rename-workplace", new { name = "Kilen oppvekstsenter" });
        Assert.Equal("Kilen oppvekstsenter", (await Coordinator.Get($"/api/v1/as/arenas/{arena}")).Body!["workplace"]!.ToString());

        var department = await Register("department", "Kilen SFO", unit);
        Assert.Equal("none", await Coverage(department));
        foreach (var (role, organisation, name) in new (string, string?, string)[] { ("unitLeader", null, "En Leder"), ("departmentLeader", null, "To Leder"), ("shopSteward", "Delta", "Tre Tillitsvalgt"), ("safetyRepresentative", null, "Fire Verneombud") })
            await Coordinator.Post($"/api/v1/as/arenas/{arena}/seats", new { role, organisation, name });
        Assert.Equal(("hasGroup", "above"), (await Coverage(unit), await Coverage(department)));
    }

    [Fact]
    public async Task A_group_from_before_the_tree_is_listed_without_a_place_until_it_is_attached()
    {
        var unit = await Register("unit", "Nabobygget i as");
        var neighbour = Id(Ås, "arena", "nabogruppa");
        var user = await app.SignIn(Ås, "koordinator");
        Assert.Contains("Nabobygget i as – Nabogruppa", (await user.Get("/as/arbeidsplasser")).Text.Split("Grupper uten plass i treet")[1], StringComparison.Ordinal);

        // The one of the same name is chosen beforehand.
        var form = await user.Get($"/as/plasser/moteplass/{neighbour}/knytt-til-arbeidsplass");
        Assert.Matches($"<option value=\"{unit}\" selected", form.Html);
        Assert.Equal(HttpStatusCode.Found, (await user.Send(form, $"/as/plasser/moteplass/{neighbour}/knytt-til-arbeidsplass", ("node", unit))).Status);
        Assert.DoesNotContain("Nabogruppa", (await user.Get("/as/arbeidsplasser")).Text.Split("Grupper uten plass i treet").ElementAtOrDefault(1) ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ordforer", HttpStatusCode.OK)]
    [InlineData("ansatt", HttpStatusCode.Forbidden)]
    public async Task Who_reads_what_is_learned_reads_the_tree_and_changes_nothing(string who, HttpStatusCode status)
    {
        var user = await app.SignIn(Ås, who);
        Assert.Equal(status, (await user.Get("/as/arbeidsplasser")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await user.Get(Import)).Status);
    }

    private static async Task<WebPage> Show(WebUser user, string csv)
    {
        var page = await user.Get(Import);
        return await user.Post(Import, new() { [page.Forgery.Name] = page.Forgery.Value, ["commandId"] = Guid.CreateVersion7().ToString(), ["csv"] = csv });
    }

    /// <summary>The form that does what is shown; a list has several lines.</summary>
    private static Dictionary<string, string> FirstForm(WebPage page) =>
        Regex.Matches(page.Html.Split("aria-labelledby=\"plan\"")[1].Split("</section>")[0], "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"", RegexOptions.Singleline)
            .ToDictionary(f => f.Groups[1].Value, f => WebUtility.HtmlDecode(f.Groups[2].Value));

    private async Task<string> Register(string level, string name, string? parent = null)
    {
        var answer = await Coordinator.Post("/api/v1/as/workplaces", new { level, name, parent });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task Do(string workplace, string act, object body)
    {
        var answer = await Coordinator.Post($"/api/v1/as/workplaces/{workplace}/{act}", System.Net.Http.Json.JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }

    private async Task<string> Coverage(string workplace) => (await Coordinator.Get($"/api/v1/as/workplaces/{workplace}")).Body!["coverage"]!.ToString();
}
