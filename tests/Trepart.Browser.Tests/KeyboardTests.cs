using Microsoft.Playwright;

namespace Trepart.Browser.Tests;

/// <summary>Without a mouse.</summary>
public sealed class KeyboardTests(Site site)
{
    // The skip link has no ring: it is there only while it has the focus. A radio button's ring goes around its words too.
    private const string Focused =
        """
        (() => {
          const e = document.activeElement;
          const rings = [e, ...(e.matches('[type=radio], [type=checkbox]') ? [e.closest('.ds-field')] : [])].filter(r => r).map(r => getComputedStyle(r));
          const seen = rings.some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none') || (e.matches('.ds-skip-link') && e.offsetHeight > 20);
          return [e.name || e.id || e.textContent.trim(), seen ? 'seen' : 'unseen'];
        })()
        """;

    private static readonly string Form = $"/{Site.Done}/saker/{PainPatchStory.IdOf(Site.Done, "matter", "langvakter")}/foresla-utproving";

    [Fact]
    public async Task The_tab_key_reaches_every_field_and_the_focus_is_seen()
    {
        var page = await OpenForm();
        var expected = await page.EvaluateAsync<string[]>(
            "[...new Set([...document.querySelectorAll('main a, main button, main summary, main input:not([type=hidden]), main textarea, main select')].filter(e => e.checkVisibility()).map(e => e.name || e.id || e.textContent.trim()))]");
        var reached = new List<string>();
        var seen = new HashSet<string>();
        for (var i = 0; i < 80 && !expected.All(reached.Contains); i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string[]>(Focused);
            reached.Add(at[0]);

            // A date field has several stops, and the browser itself draws the last of them.
            if (at[1] == "seen")
                seen.Add(at[0]);
        }

        Assert.Empty(expected.Except(reached));
        Assert.Empty(reached.Except(seen));
    }

    [Fact]
    public async Task The_first_stop_leads_past_the_menu()
    {
        var page = await OpenForm();
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Hopp til innholdet", (await page.EvaluateAsync<string[]>(Focused))[0]);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("innhold", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task What_is_wrong_leads_to_its_field()
    {
        var page = await OpenForm(400);
        await page.Locator("form.act-form button[type=submit]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var wrong = page.Locator(".ds-error-summary a");
        await Assertions.Expect(wrong.First).ToBeVisibleAsync();
        foreach (var link in await wrong.AllAsync())
        {
            await link.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            Assert.Equal(await link.GetAttributeAsync("href"), "#" + await page.EvaluateAsync<string>("document.activeElement.id"));
        }
    }

    private async Task<IPage> OpenForm(params int[] status)
    {
        var page = await site.Open(1280, script: true, status);
        await Site.SignIn(page, Site.Done, PainPatchStory.PersonOf("kari").Name);
        await page.GotoAsync(Form);
        return page;
    }
}
