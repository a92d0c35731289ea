using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Trepart.Browser.Tests;

/// <summary>
/// Looks for what shuts somebody out, by WCAG 2.2 AA. The package's own run loads axe twice and opens a window more each time it looks;
/// our pages have no frames, so here it is loaded once for each page and looks as often as it is asked. The window must let scripts run.
/// </summary>
internal static class Axe
{
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <returns>What is wrong: the rule, and where.</returns>
    public static async Task<List<string>> Look(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
            await page.EvaluateAsync(Script);
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async tags => {
              const seen = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
              return { held: seen.passes.length, frames: document.querySelectorAll('iframe, frame').length,
                faults: seen.violations.map(v => `${v.id} ${v.nodes.slice(0, 3).map(n => `${n.target} ${n.html}`).join(' | ')}`) };
            }
            """,
            Tags);
        Assert.True(found.GetProperty("held").GetInt32() > 5, "axe looked at nothing");
        Assert.Equal(0, found.GetProperty("frames").GetInt32());
        return [.. found.GetProperty("faults").EnumerateArray().Select(f => f.GetString()!)];
    }
}
