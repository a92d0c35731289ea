using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trepart.Web.OpenInputs;

namespace Trepart.Browser.Tests;

/// <summary>Scenarios 2 and 12 as people see them: a poster, a phone, a code, a staff meeting on the wall, and a personnel case that slipped in.</summary>
public sealed class OpenInputsWalkTests(Site site)
{
    private static readonly string Board = $"/as/grupper/{TrepartApp.Group(TrepartApp.Ås)}";

    private readonly List<string> _faults = [];

    [Fact]
    public async Task From_the_poster_to_the_answer_and_from_the_question_to_what_became_of_it()
    {
        var group = await site.Open(1280, script: true);
        await Site.SignIn(group, "as", "leder fra Ås kommune");
        await Go(group, Board + "/lag-lenke", "open-new-link");
        await Press(group, "Lag lenken");
        await Look(group, "open-link");
        var poster = new Uri((await group.Locator(".open-address a").GetAttributeAsync("href"))!).PathAndQuery;
        await group.GetByRole(AriaRole.Link, new() { Name = "Plakat til utskrift" }).ClickAsync();
        await Look(group, "open-poster");
        await group.EmulateMediaAsync(new() { Media = Media.Print });
        await group.ScreenshotAsync(new() { Path = Picture("open-poster-print"), FullPage = true });
        await group.EmulateMediaAsync(new() { Media = Media.Screen });

        var phone = await site.Open(360, script: true, 409, 404);
        await Go(phone, poster + "?sprak=en", "open-english");
        await Go(phone, poster, "open-form");
        await phone.GetByLabel("Hva vil du si?").FillAsync("Marit er altfor frekk mot de andre.");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send innspillet" }).ClickAsync();
        await Look(phone, "open-guard");
        await phone.GetByLabel("Jeg har lest dette").CheckAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send innspillet" }).ClickAsync();
        await Look(phone, "open-thanks");
        var code = await phone.Locator("p.receipt-code").InnerTextAsync();

        site.App.Clock.Now = site.App.Clock.Now.AddMinutes(1);
        await site.App.Services.GetRequiredService<Release>().Run(TrepartApp.Ås, default);
        await Go(group, Board, "open-board");
        await group.GetByRole(AriaRole.Link, new() { Name = "Marit er altfor frekk mot de andre." }).ClickAsync();
        await Look(group, "open-input");
        await group.Locator("details.more > summary").First.ClickAsync();
        await group.GetByRole(AriaRole.Link, new() { Name = "Send videre" }).ClickAsync();
        await group.GetByLabel("Lederen").CheckAsync();
        await group.GetByLabel("Grunnen, til den som ga innspillet").FillAsync("Dette hører hjemme hos lederen.");
        await Press(group, "Send videre");

        await Go(phone, "/as/svar", "open-code");
        await phone.GetByLabel("Koden du fikk").FillAsync(code);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Les svaret" }).ClickAsync();
        await Assertions.Expect(phone.GetByText("Dette hører hjemme hos lederen.")).ToBeVisibleAsync();
        await Look(phone, "open-answer");

        await Go(group, Board + "/nytt-personalmote", "staff-new");
        await group.GetByLabel("Når er det?").FillAsync("2026-12-01");
        await group.GetByLabel("Hva handler det om?").FillAsync("Hverdagen på småbarn");
        await group.GetByLabel("Hva vil dere spørre alle om?").FillAsync("Hva bør gruppa bry seg om?");
        await Press(group, "Planlegg møtet");
        var meeting = new Uri(group.Url).AbsolutePath;
        await Look(group, "staff-planned");
        await Go(group, meeting + "/start-innsamling", "staff-start");
        await Press(group, "Start innsamlingen");
        await Go(group, meeting + "/vegg", "staff-wall-empty");
        var answer = Regex.Match(await group.ContentAsync(), "/as/mote/[\\w-]+").Value;
        foreach (var text in new[] { "Mer tid ute.", "Roligere levering om morgenen, for arbeidsmiljøundersøkelsen viser at alle er slitne da." })
        {
            await Go(phone, answer, "staff-phone");
            await phone.GetByLabel("Hva bør gruppa bry seg om?").FillAsync(text);
            await phone.GetByRole(AriaRole.Button, new() { Name = "Send svaret" }).ClickAsync();
            await Look(phone, "staff-phone-thanks");
        }

        await Go(group, meeting + "/vegg", "staff-wall");
        await Go(group, meeting + "/kort", "staff-cards");
        await Go(group, meeting + "/avslutt-innsamling", "staff-close");
        await Press(group, "Avslutt innsamlingen");
        await Go(group, meeting + "/samle-svar", "staff-cluster");
        await group.GetByLabel("Hva handler de om?").FillAsync("Ute");
        await group.GetByLabel("Mer tid ute.").CheckAsync();
        await Press(group, "Samle dem");
        await Look(group, "staff-sorted");
        await Go(phone, "/as/svar", "open-code-again");
        await Go(group, Board + "/siden-sist", "staff-since");
        await group.Context.CloseAsync();
        await phone.Context.CloseAsync();
        Assert.True(_faults is [], string.Join("\n", _faults));
        site.AssertQuiet();
    }

    // What is sent is sent when its key has been asked for, so the page that follows is waited for.
    private static async Task Press(IPage page, string button)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort="));
    }

    private async Task Go(IPage page, string address, string name)
    {
        await page.GotoAsync(address);
        await Look(page, name);
    }

    private async Task Look(IPage page, string name)
    {
        await Assertions.Expect(page.Locator("footer")).ToBeVisibleAsync();
        if (await Site.TooWide(page) is { } wide)
            _faults.Add($"{name} too wide: {wide}");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.ScreenshotAsync(new() { Path = Picture(scheme is ColorScheme.Dark ? name + "-dark" : name), FullPage = true });
            _faults.AddRange((await Axe.Look(page)).Select(f => $"{name} {page.Url} {scheme}: {f}"));
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static string Picture(string name, [System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, $"../../artifacts/screenshots/{name}.png"));
}
