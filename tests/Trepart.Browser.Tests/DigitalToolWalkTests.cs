using Microsoft.Playwright;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Browser.Tests;

/// <summary>A digital tool that is decided elsewhere: the group takes its card, asks, is warned by the safety representative, and finds it all again.</summary>
public sealed class DigitalToolWalkTests(Site site)
{
    private readonly List<string> _faults = [];

    [Fact]
    public async Task A_tool_that_is_imposed_is_met_with_questions_and_facts()
    {
        var leader = await site.Open(360, script: true, 400);
        await Site.SignIn(leader, "as", "leder fra Ås kommune");
        await Go(leader, $"/as/grupper/{Group(Ås)}/temaer", "temaer");
        await leader.GetByRole(AriaRole.Link, new() { Name = "Ta opp «Et nytt digitalt verktøy er bestemt for oss» som sak" }).ClickAsync();
        await Assertions.Expect(leader.GetByLabel("Ny teknologi")).ToBeCheckedAsync();
        await leader.GetByLabel("Hva er det dere ser?").FillAsync("Alle skal føre besøk på nettbrett fra januar. Folk er urolige for hva det lagrer.");
        await leader.GetByLabel("Noe som er bestemt andre steder").CheckAsync();
        await Look(leader, "ny-sak");
        await Send(leader, "raise_matter");
        var matter = new Uri(leader.Url).AbsolutePath;
        await Look(leader, "sak");
        await Assertions.Expect(leader.GetByText("Har dere spurt personvernombudet?")).ToBeVisibleAsync();

        await Go(leader, matter + "/merk", "merk");
        await leader.GetByLabel("Stor, må tas over tid").CheckAsync();
        await Send(leader, "mark_matter");
        await Assertions.Expect(leader.GetByText("Hva er den minste delen vi kan begynne med?")).ToBeVisibleAsync();
        await leader.Locator(".path").GetByRole(AriaRole.Link, new() { Name = "Vi trenger å vite noe" }).ClickAsync();
        await leader.GetByLabel("Hva trenger dere å vite?").FillAsync("Hvor lenge lagres tidspunktene?");
        await leader.GetByLabel("Plasstillitsvalgt for Fagforbundet").First.CheckAsync();
        await Look(leader, "faktabehov");
        await Send(leader, "need_fact");
        await Go(leader, matter + "/spor-personvernombudet", "personvernombudet");
        await leader.GetByLabel("Hva lurer dere på?").FillAsync("Kan tidspunktene brukes til å måle hver enkelt?");
        await Send(leader, "ask_data_protection");
        await Go(leader, matter + "/svar-fra-personvernombudet", "svar");
        await leader.GetByLabel("Hva svarte ombudet?").FillAsync("Nei. De kan bare brukes til å planlegge ruter.");
        await Send(leader, "note_data_protection_answer");
        await Go(leader, matter + "/lenke", "lenke");
        await leader.GetByLabel("Hva er det?", new() { Exact = true }).FillAsync("Risikovurdering av nettbrettet");
        await leader.GetByLabel("Adresse").FillAsync("http://arkiv.example.no/1");
        await leader.GetByLabel("Risikovurdering", new() { Exact = true }).CheckAsync();
        await leader.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Legg ved" }).ClickAsync();
        await Assertions.Expect(leader.Locator("p.ds-validation-message")).ToContainTextAsync("https://");
        await leader.GetByLabel("Adresse").FillAsync("https://arkiv.example.no/1");
        await Send(leader, "link_document");
        await leader.Context.CloseAsync();

        var safety = await site.Open(360, script: true);
        await Site.SignIn(safety, "as", "verneombud fra Ås kommune");
        await Go(safety, matter + "/hms-bekymring", "hms-bekymring");
        await safety.GetByLabel("Hva er du bekymret for?").FillAsync("Nettbrettet tar blikket bort fra den vi løfter.");
        await Send(safety, "raise_hms_concern");
        await Look(safety, "sak-med-bekymring");
        await safety.Context.CloseAsync();

        var steward = await site.Open(1280, script: true);
        await Site.SignIn(steward, "as", "tillitsvalgt fra Ås kommune");
        await Look(steward, "oversikt");
        await steward.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "venter på deg" }).ClickAsync();
        await Look(steward, "min-side");
        await steward.GetByRole(AriaRole.Link, new() { Name = "Finn ut noe gruppa trenger å vite" }).ClickAsync();
        await steward.GetByLabel("Hva gjelder det?").SelectOptionAsync("1");
        await steward.GetByLabel("Hva fant dere ut?").FillAsync("I seks uker, så slettes de.");
        await Send(steward, "bring_fact");
        await Look(steward, "sak-bred");
        await Go(steward, "/as/varsler", "varsler");
        await Go(steward, "/as/sok", "sok");
        await steward.GetByLabel("Hva leter du etter?").FillAsync("nettbrett");
        await steward.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Søk" }).ClickAsync();
        await Assertions.Expect(steward.Locator("mark").First).ToBeVisibleAsync();
        await Look(steward, "sok-treff");
        await steward.Context.CloseAsync();

        Assert.True(_faults is [], string.Join("\n", _faults));
        site.AssertQuiet();
    }

    private async Task Go(IPage page, string address, string name)
    {
        await page.GotoAsync(address);
        await Look(page, name);
    }

    private static async Task Send(IPage page, string act)
    {
        await page.Locator("main form.act-form button[type=submit]").Last.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(Site.T[$"act.{act}.done"]);
    }

    private async Task Look(IPage page, string name)
    {
        await Assertions.Expect(page.Locator("footer")).ToBeVisibleAsync();
        if (await Site.TooWide(page) is { } wide)
            _faults.Add($"{name} too wide: {wide}");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.ScreenshotAsync(new() { Path = Picture($"verktoy-{name}{(scheme is ColorScheme.Dark ? "-dark" : "")}"), FullPage = true });
            _faults.AddRange((await Axe.Look(page)).Select(f => $"{name} {page.Url} {scheme}: {f}"));
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static string Picture(string name, [System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, $"../../artifacts/screenshots/{name}.png"));
}
