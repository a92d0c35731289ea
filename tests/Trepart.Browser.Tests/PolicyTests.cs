using Microsoft.Playwright;

namespace Trepart.Browser.Tests;

/// <summary>That a page which breaks the policy is seen, with scripts and without; that none does is asserted when the whole run ends.</summary>
public sealed class PolicyTests(Site site)
{
    [Theory]
    [InlineData(true, "<p style=\"color: red\">Rødt</p>", "style-src")]
    [InlineData(true, "<style>p { color: red }</style>", "style-src")]
    [InlineData(true, "<script>document.title = 'tatt'</script>", "script-src")]
    [InlineData(true, "<img src=\"https://evil.example/a.png\" alt=\"\">", "img-src")]
    [InlineData(false, "<p style=\"color: red\">Rødt</p>", "style")]
    public async Task A_page_that_breaks_its_policy_is_seen(bool script, string planted, string directive)
    {
        Assert.Empty(site.Violations);
        var page = await site.Open(360, script);
        await page.RouteAsync("**/hjelp", async route =>
        {
            var answer = await route.FetchAsync();
            var body = (await answer.TextAsync()).Replace("<main", planted + "<main", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = body });
        });

        await page.GotoAsync("/hjelp");
        for (var i = 0; i < 100 && site.Violations.IsEmpty; i++)
            await Task.Delay(50);

        Assert.Contains(site.Violations, v => v.Contains(directive, StringComparison.Ordinal));
        Assert.DoesNotContain("tatt", await page.TitleAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();

        // It was planted: what the others open must be clean, so it is taken away again.
        site.Violations.Clear();
        site.Complaints.Clear();
    }
}
