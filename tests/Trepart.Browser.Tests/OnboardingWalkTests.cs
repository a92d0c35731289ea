using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Browser.Tests;

/// <summary>A new municipality comes on board on a phone: from the link that the operator was given to the first input. Each page on the way is looked at.</summary>
public sealed class OnboardingWalkTests(Site site)
{
    private static readonly Tenant New = new("nykommune");

    private readonly List<string> _faults = [];
    private int _pages;

    [Fact]
    public async Task A_municipality_comes_on_board_from_the_invitation_to_the_first_input()
    {
        await site.App.Load($$"""{"do":"create_municipality","tenant":"{{New.Id}}","name":"Nykommune kommune","written":"nb","at":"2026-11-20"}""");
        var code = await site.App.Services.GetRequiredService<FirstCoordinator>().Invite(New, "Grete Grunnlegger", default);

        var page = await site.Open(360, script: true);
        await Go(page, Invitations.AddressOf(New, code!));
        await Press(page, "Ta imot invitasjonen");
        await Follow(page, "Kom i gang");

        await Follow(page, "Ny plass i Styringsgruppa");
        await page.GetByLabel("Kommunedirektør").CheckAsync();
        await page.GetByLabel("Eller navnet på en ny person").FillAsync("Kåre Kommunedirektør");
        await Press(page, "Opprett plassen");
        await Follow(page, "Tilbake til Kom i gang");

        await Follow(page, "Opprett en arbeidsgruppe");
        await page.GetByLabel("Arbeidsgruppe").CheckAsync();
        await page.GetByLabel("Hva heter den?").FillAsync("HMS-gruppa");
        await page.GetByLabel("Arbeidsplass (valgfritt)").FillAsync("Nyheim bo- og omsorgssenter");
        await Press(page, "Opprett gruppa");
        foreach (var (role, name, organisation) in new (string, string, string?)[]
        {
            ("Enhetsleder", "Lise Leder", null), ("Plasstillitsvalgt", "Tor Tillitsvalgt", "Fagforbundet"), ("Verneombud", "Vigdis Verneombud", null), ("Ansatte", "Anne Ansatt", null),
        })
        {
            await Follow(page, "Ny plass");
            await page.GetByLabel(role, new() { Exact = true }).CheckAsync();
            if (organisation is not null)
                await page.GetByLabel("Organisasjon (valgfritt)").FillAsync(organisation);
            await page.GetByLabel("Eller navnet på en ny person").FillAsync(name);
            await Press(page, "Opprett plassen");
        }

        await Follow(page, "Tilbake til Kom i gang");
        await Follow(page, "Se hvem som kan inviteres");
        await Click(page, page.GetByRole(AriaRole.Button, new() { Name = "Lag invitasjon til Anne Ansatt" }));
        var link = await page.GetByLabel("Lenken").InputValueAsync();
        await Follow(page, "Ferdig, gå til invitasjonene");
        await Assertions.Expect(page.GetByText("Lenken er ikke brukt ennå")).ToBeVisibleAsync();

        // A deputy for the leader, and the seat handed over: what the coordinator does later on.
        await page.GetByRole(AriaRole.Button, new() { Name = "Meny", Exact = true }).ClickAsync();
        await Follow(page, "Plasser", inMenu: true);
        await Follow(page, "Enhetsleder");
        await page.Locator("details.more > summary").ClickAsync();
        await Follow(page, "Oppnevn vara");
        await page.GetByLabel("Eller navnet på en ny person").FillAsync("Vilde Vara");
        await page.GetByLabel("Til og med").FillAsync("2026-12-31");
        await Press(page, "Oppnevn");
        await Follow(page, "Gi plassen videre");
        await page.GetByLabel("Noen som står i registeret").SelectOptionAsync(new SelectOptionValue { Label = "Vilde Vara (enhetsleder, Nyheim bo- og omsorgssenter)" });
        await Press(page, "Gi plassen videre");
        await Assertions.Expect(page.GetByText("Én har hatt plassen før")).ToBeVisibleAsync();
        await Go(page, $"/{New.Id}/kom-i-gang");
        await Assertions.Expect(page.GetByText("Dere er i gang.")).ToBeVisibleAsync();
        await page.Context.CloseAsync();

        var employee = await site.Open(360, script: true);
        await Go(employee, new Uri(link).PathAndQuery);
        await Press(employee, "Ta imot invitasjonen");
        await Follow(employee, "Gi innspill");
        await employee.GetByLabel("Forslag").CheckAsync();
        await employee.GetByLabel("Hva vil du si?").FillAsync("Vi kan begynne dagen sammen.");
        await Click(employee, employee.Locator("form.act-form button[type=submit]"));
        await Assertions.Expect(employee.GetByText("Vi kan begynne dagen sammen.").First).ToBeVisibleAsync();
        await employee.Context.CloseAsync();

        Assert.True(_faults is [], string.Join("\n", _faults));
        site.AssertQuiet();
    }

    private async Task Go(IPage page, string address)
    {
        await page.GotoAsync(address);
        await Look(page);
    }

    private Task Press(IPage page, string button) =>
        Click(page, page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }));

    private Task Follow(IPage page, string link, bool inMenu = false) =>
        Click(page, page.GetByRole(inMenu ? AriaRole.Navigation : AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First);

    // Every step on the way leads to another address.
    private async Task Click(IPage page, ILocator what)
    {
        var before = page.Url;
        await what.ClickAsync();
        await page.WaitForURLAsync(url => url != before, new() { WaitUntil = WaitUntilState.Commit });
        await Look(page);
    }

    private async Task Look(IPage page)
    {
        await Assertions.Expect(page.Locator("footer")).ToBeVisibleAsync();
        var name = $"onboarding-{++_pages:00}";
        await page.ScreenshotAsync(new() { Path = Picture(name), FullPage = true });
        if (await Site.TooWide(page) is { } wide)
            _faults.Add($"{name} too wide: {wide}");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            _faults.AddRange((await Axe.Look(page)).Select(f => $"{name} {page.Url} {scheme}: {f}"));
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private static string Picture(string name, [System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, $"../../artifacts/screenshots/{name}.png"));
}
