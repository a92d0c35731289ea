using System.Net.Http.Json;
using Microsoft.Playwright;
using Trepart.Web.Groups;
using Trepart.Web.Workplaces;

namespace Trepart.Browser.Tests;

/// <summary>
/// A municipality gets its tree of workplaces, a small union declines and accepts later, and a leader leaves: the new one finds everything in one place.
/// Each page on the way is looked at on a phone and on a big screen, in light and in dark.
/// </summary>
public sealed class WorkplaceWalkTests(Site site)
{
    private static readonly Tenant Place = new("treby");

    private static readonly string Root = $"/{Place.Id}";
    private static readonly string Group = $"{Root}/grupper/{TrepartApp.Group(Place)}";

    private readonly List<string> _faults = [];

    [Fact]
    public async Task A_small_union_answers_twice_and_a_new_leader_steps_into_what_is_there()
    {
        await site.App.Load(TrepartApp.Municipality(Place.Id, "Treby kommune", "nb"));

        // The coordinator brings the tree in, and puts the group in its place.
        var coordinator = await SignIn("koordinator");
        await coordinator.GotoAsync(Root + "/arbeidsplasser");
        await Look(coordinator, "workplaces-empty", picture: false);
        await coordinator.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Hent inn fra regneark" }).ClickAsync();
        await Look(coordinator, "workplaces-import");
        await coordinator.GetByLabel("Eller lim inn her").FillAsync("sektor;enhet;avdeling;ansatte\nHelse og omsorg;Solbakken i treby;;62\nHelse og omsorg;Solbakken i treby;Hukommelsesavdelingen;24\nHelse og omsorg;Hjemmetjenesten;;mange");
        await Press(coordinator, "Vis hva som vil skje");
        await Look(coordinator, "workplaces-import-faults");
        var text = coordinator.GetByLabel("Eller lim inn her");
        await text.FillAsync((await text.InputValueAsync()).Replace("mange", "48", StringComparison.Ordinal));
        await Press(coordinator, "Vis hva som vil skje");
        await Look(coordinator, "workplaces-import-plan");
        await Press(coordinator, "Gjør det");
        await Assertions.Expect(coordinator.GetByRole(AriaRole.Status)).ToHaveTextAsync("Arbeidsplassene er hentet inn.");
        await coordinator.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Solbakken i treby – HMS-gruppa" }).ClickAsync();
        await Look(coordinator, "form-attach", picture: false);
        await Press(coordinator, "Knytt til");
        await coordinator.GotoAsync(Root + "/arbeidsplasser");
        await Look(coordinator, "workplaces");
        await coordinator.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Solbakken i treby", Exact = true }).ClickAsync();
        await Look(coordinator, "workplace");
        var workplace = new Uri(coordinator.Url).AbsolutePath;
        foreach (var act in WorkplaceActs.OnWorkplace)
        {
            await coordinator.GotoAsync($"{workplace}/{act.Slug}");
            await Look(coordinator, $"form-{act.Slug}", picture: false);
        }

        await coordinator.GotoAsync($"{Root}/plasser/ny-moteplass?sted={workplace.Split('/')[^1]}");
        await Look(coordinator, "form-new-group");

        // The leader: the meeting, the rules, the unions.
        var leader = await SignIn("leder");
        await leader.GotoAsync(Group);
        await leader.GetByRole(AriaRole.Link, new() { Name = "Om gruppa", Exact = true }).ClickAsync();
        await Look(leader, "group-new");
        foreach (var act in GroupActs.OnGroup)
        {
            await leader.GotoAsync($"{Group}/{act.Slug}");
            await Look(leader, $"form-{act.Slug}", picture: act == GroupActs.NoteDeviation);
        }

        await leader.GotoAsync($"{Group}/{GroupActs.ChooseMeeting.Slug}");
        await leader.GetByLabel("HMS-møtet").CheckAsync();
        await leader.GetByLabel("Hver måned", new() { Exact = true }).CheckAsync();
        await Press(leader, "Lagre");
        await leader.GetByRole(AriaRole.Link, new() { Name = "Lag kjøreregler" }).ClickAsync();
        await Look(leader, "form-rules");
        await Press(leader, "Lagre kjørereglene");
        await Look(leader, "rules");
        await leader.GetByRole(AriaRole.Link, new() { Name = "Still deg bak dem som enhetsleder" }).ClickAsync();
        await Look(leader, "form-stand-behind", picture: false);
        await Press(leader, "Jeg står bak dem");
        await Assertions.Expect(leader.GetByText("Plassen har stått bak dem siden 20. november 2026.")).ToBeVisibleAsync();
        await leader.GetByRole(AriaRole.Link, new() { Name = "Skriv hva gruppa forventer av plassen" }).ClickAsync();
        await Look(leader, "form-expectations", picture: false);
        await Press(leader, "Lagre");

        await leader.GotoAsync($"{Group}/sammensetning");
        await leader.GetByRole(AriaRole.Link, new() { Name = "Registrer en forening" }).ClickAsync();
        await Look(leader, "form-union", picture: false);
        await leader.GetByLabel("Forening med medlemmer på arbeidsplassen").FillAsync("Norsk Ergoterapeutforbund");
        await Press(leader, "Registrer");
        await Look(leader, "composition");
        await leader.GetByRole(AriaRole.Link, new() { Name = "Norsk Ergoterapeutforbund" }).ClickAsync();
        var union = new Uri(leader.Url).AbsolutePath;
        foreach (var act in GroupActs.OnUnion)
        {
            await leader.GotoAsync($"{union}/{act.Slug}");
            await Look(leader, $"form-{act.Slug}", picture: false);
        }

        await leader.GotoAsync(union);
        await Act(leader, "Inviter foreningen", "Foreningen er spurt");
        await Look(leader, "union-invited");
        await Act(leader, "Foreningen takker nei", "Noter nei");

        // A trial begins while the union is outside, and says so afterwards too.
        var matter = await AgreedTrial();
        await leader.GotoAsync(matter);
        await Assertions.Expect(leader.GetByText("Foreningene før utprøvingen starter")).ToBeVisibleAsync();
        await leader.Locator("details.main-step > summary").ClickAsync();
        await leader.GetByRole(AriaRole.Button, new() { Name = "Start utprøvingen" }).First.ClickAsync();
        await leader.WaitForURLAsync("**gjort=start_trial**", new() { WaitUntil = WaitUntilState.Commit });
        await leader.GotoAsync(union);
        await Act(leader, "Foreningen takker ja", "Noter ja");
        await Look(leader, "union");
        await leader.GotoAsync(matter);
        await leader.GetByText("Foreningene da utprøvingen startet").ClickAsync();
        await Assertions.Expect(leader.GetByText("Norsk Ergoterapeutforbund: takket nei")).ToBeVisibleAsync();
        await Look(leader, "matter-unions");
        await leader.Context.CloseAsync();

        // The leader leaves. The new one finds everything that follows the seat.
        var seat = TrepartApp.Id(Place, "seat", "leder-plass");
        await coordinator.GotoAsync($"{Root}/plasser/{seat}/gi-videre");
        await coordinator.GetByLabel("Eller navnet på en ny person").FillAsync("Nina Nyleder");
        await Press(coordinator, "Gi plassen videre");
        await coordinator.Context.CloseAsync();

        var nina = await site.Open(360, script: true);
        await Site.SignIn(nina, Place.Id, "Nina Nyleder");
        await nina.GotoAsync(Group);
        await nina.GetByRole(AriaRole.Link, new() { Name = "Plassen din: enhetsleder" }).ClickAsync();
        foreach (var part in new[] { "Dette er plassen din", "Setter av tid til møtene", "Alle sier hva de mener", "Hvem skifter plastrene?" })
            await Assertions.Expect(nina.GetByText(part).First).ToBeVisibleAsync();
        await Look(nina, "newcomer");
        await Print(nina, "newcomer");
        await nina.GetByRole(AriaRole.Link, new() { Name = "Still deg bak kjørereglene" }).ClickAsync();
        await Press(nina, "Jeg står bak dem");
        await nina.Context.CloseAsync();

        var employee = await SignIn("ansatt");
        await employee.GotoAsync($"{Group}/om");
        await Look(employee, "group");
        await Print(employee, "group");
        await employee.Context.CloseAsync();

        Assert.True(_faults is [], string.Join("\n", _faults));
        site.AssertQuiet();
    }

    private async Task<IPage> SignIn(string who)
    {
        var page = await site.Open(360, script: true, 400);
        await Site.SignIn(page, Place.Id, $"{who} fra Treby kommune");
        return page;
    }

    private async Task<string> AgreedTrial()
    {
        var api = site.App.Api(Place, "leder");
        var seats = (List<Guid>)[TrepartApp.Id(Place, "seat", "tv-plass"), TrepartApp.Id(Place, "seat", "vo-plass")];
        var begun = await api.Post($"/api/v1/{Place.Id}/arenas/{TrepartApp.Group(Place)}/matters", new { title = "Hvem skifter plastrene?", concern = "Det er få som kan." });
        var matter = begun.Body!["id"]!.ToString();
        foreach (var (act, body) in new (string, object)[]
        {
            ("propose-trial", new { change = "Flere lærer det", howWeKnow = "Færre avvik.", evaluateOn = "2027-01-14", wayBack = "Som før.", affected = (List<string>)["Natt"] }),
            ("answer-hms-risk", new { risk = "noRisk", explanation = "Ingen." }),
            ("agree-trial", new { seats }),
        })
        {
            var answer = await api.Post($"/api/v1/{Place.Id}/matters/{matter}/{act}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
        }

        return $"{Root}/saker/{matter}";
    }

    private static async Task Act(IPage page, string link, string button)
    {
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
        await Press(page, button);
        await page.GotoAsync(page.Url.Split('?')[0]);
    }

    // What is sent is answered by another page, or by the same with something to read.
    private static async Task Press(IPage page, string button)
    {
        var answered = page.WaitForResponseAsync(r => r.Request.IsNavigationRequest && r.Request.Method == "POST");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await answered;
        await Assertions.Expect(page.Locator("footer")).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync();
    }

    private async Task Look(IPage page, string name, bool picture = true)
    {
        await Assertions.Expect(page.Locator("footer")).ToBeVisibleAsync();
        _faults.AddRange((await PagesTests.LookAt(page, "wp-" + name, picture)).Select(f => $"{name} {page.Url}: {f}"));
        await page.SetViewportSizeAsync(360, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static async Task Print(IPage page, string name, [System.Runtime.CompilerServices.CallerFilePath] string file = "")
    {
        await page.SetViewportSizeAsync(794, 1100);
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Light });
        await page.ScreenshotAsync(new() { Path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, $"../../artifacts/screenshots/wp-{name}-print.png")), FullPage = true });
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.SetViewportSizeAsync(360, 900);
    }
}
