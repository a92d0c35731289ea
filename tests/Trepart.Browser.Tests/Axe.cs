using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Trepart.Browser.Tests;

/// <summary>
/// Looks for what shuts somebody out, by WCAG 2.2 AA. The package's own run loads axe twice and opens a window more each time it looks;
/// our pages have no frames, so here it is loaded once for each page and looks as often as it is asked.
/// </summary>
internal static class Axe
{
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <param name="script">Whether the page may run scripts; where it may not, our own run would wait for ever, and the package's does not.</param>
    /// <returns>What is wrong: the rule, and where.</returns>
    public static async Task<List<string>> Look(IPage page, bool script = true)
    {
        if (!script)
        {
            var all = await page.RunAxe(new AxeRunOptions { RunOnly = new() { Type = "tag", Values = [.. Tags] } });
            return [.. all.Violations.Select(v => $"{v.Id} {string.Join(" | ", v.Nodes.Take(3).Select(n => $"{n.Target} {n.Html}"))}")];
        }

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
