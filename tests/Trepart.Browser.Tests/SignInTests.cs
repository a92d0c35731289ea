using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Trepart.Web.SignIn;
using Trepart.Web.Tests;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Browser.Tests;

/// <summary>Signing in as a browser does it: across two sites and back, with its cookies, and without a script.</summary>
public sealed class SignInTests(Site site)
{
    private static readonly Regex AtIssuer = new("^http://localhost");

    [Fact]
    public async Task From_an_invitation_to_choosing_a_municipality_to_signing_out_at_the_provider_too()
    {
        await using var house = new House();
        await house.Home.InitializeAsync();
        var (home, oid) = (house.Home, SignInHouse.NewOid());
        home.ÅsIssuer.SignsIn = grant => home.IdToken(grant, oid).Made();
        var faults = new List<string>();
        var page = await site.OpenAt(home.App.Address, 360, script: false, 410);
        async Task Look(string name) => faults.AddRange((await Pictures(home, page, name)).Select(f => $"{name} {f}"));

        // Nobody yet: the list of municipalities, and an account that is nobody.
        await page.GotoAsync("/logg-inn");
        await Look("signin-municipalities");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ås kommune" }).ClickAsync();
        await Look("signin-provider");
        await page.GetByRole(AriaRole.Link, new() { Name = "Logg inn med jobbkontoen" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Du er ikke med i Trepart ennå");
        await Look("signin-nobody");

        // Invited: by the link, with the account at hand.
        var link = Invitations.AddressOf(Ås, await home.Invite(Ås, "leder"));
        await page.GotoAsync(link);
        await Look("invitation-confirm");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ta imot invitasjonen" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Hei, leder fra Ås kommune");
        await home.Bind(Vestby, "ansatt", oid);
        await page.GetByRole(AriaRole.Link, new() { Name = "leder fra Ås kommune" }).ClickAsync();
        await page.Locator("main a[href$='/innlogginger']").ClickAsync();
        await Look("sessions-several");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bytt kommune" }).ClickAsync();
        await Look("signin-choose");

        // Out, here and there: the form leads to our own page, and the page to the provider.
        await page.GetByRole(AriaRole.Button, new() { Name = "Logg ut" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/logg-inn$"));
        await page.GotoAsync("/as");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/logg-inn"));

        // The link once more: it is used. And another one, for one who is not signed in.
        await page.GotoAsync(link);
        await Look("invitation-used");
        await page.GotoAsync(Invitations.AddressOf(Ås, await home.Invite(Ås, "nabo")));
        await Look("invitation");
        await page.GetByRole(AriaRole.Link, new() { Name = "Logg inn med jobbkontoen" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("hører allerede til en annen person");
        await Look("invitation-another");

        Assert.DoesNotMatch(AtIssuer, page.Url);
        Assert.True(faults is [], string.Join("\n", faults));
        site.AssertQuiet();
    }

    [Fact]
    public async Task What_was_typed_when_the_session_ran_out_comes_back_into_the_form()
    {
        const string Typed = "Sykesignalet høres ikke innerst i gangen.\nVi løper for sikkerhets skyld.";
        var page = await site.Open(360, script: true);
        await Site.SignIn(page, "as", "ansatt fra Ås kommune");
        await page.GotoAsync($"/as/grupper/{Group(Ås)}/gi-innspill");
        await page.GetByLabel("Forslag").CheckAsync();
        await page.GetByLabel("Hva vil du si?").FillAsync(Typed);
        var now = site.App.Clock.Now;
        try
        {
            site.App.Clock.Now += TimeSpan.FromMinutes(61);
            await page.Locator("form.act-form button[type=submit]").ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Det du skrev, er tatt vare på");
            var faults = await PagesTests.LookAt(page, "kept-sign-in", picture: false);

            var form = page.Locator("form:has(input[name='tenant'][value='as']):has(button:text-is('ansatt fra Ås kommune'))").First;
            await page.Locator("details", new() { Has = form }).First.EvaluateAsync("d => d.open = true");
            await form.GetByRole(AriaRole.Button).ClickAsync();
            await Assertions.Expect(page.GetByLabel("Hva vil du si?")).ToHaveValueAsync(Typed);
            await Assertions.Expect(page.GetByLabel("Forslag")).ToBeCheckedAsync();
            faults.AddRange(await PagesTests.LookAt(page, "kept-form", picture: true));

            await page.Locator("form.act-form button[type=submit]").ClickAsync();
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=give_input"));
            await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Sykesignalet høres ikke innerst i gangen.");
            Assert.True(faults is [], string.Join("\n", faults));
            site.AssertQuiet();
        }
        finally
        {
            site.App.Clock.Now = now;
        }
    }

    // The page is looked at with a script's help; the one that is walked has none.
    private async Task<List<string>> Pictures(SignInHouse home, IPage page, string name)
    {
        var seen = await site.OpenAt(home.App.Address, 360, script: true, 410);
        await seen.Context.AddCookiesAsync(await Site.CookiesOf(page));
        await seen.GotoAsync(page.Url);
        var faults = await PagesTests.LookAt(seen, name, picture: true);
        await seen.Context.CloseAsync();
        return faults;
    }

    private sealed class House : IAsyncDisposable
    {
        public SignInHouse Home { get; } = new();

        public ValueTask DisposeAsync() => Home.DisposeAsync();
    }
}
