using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Trepart.Browser.Tests;

/// <summary>What someone has typed in the minutes survives the net, the browser and the sign-in, and is nobody else's on the same machine.</summary>
public sealed class DraftTests(Site site)
{
    private const string Secretive = "Nattevaktene bytter vakter seg imellom";

    [Fact]
    public async Task What_is_typed_without_a_net_is_kept_and_sent_when_it_is_back()
    {
        var page = await site.Open(1280, script: true);
        await Site.SignIn(page, TrepartApp.Ås.Id, "leder fra Ås kommune");
        var address = $"/as/moter/{await Meeting()}/nytt-punkt";
        await page.GotoAsync(address);
        await page.GetByLabel("Hva vil du ta opp?").FillAsync("Lys");
        await Assertions.Expect(page.Locator(".kept")).ToContainTextAsync(Site.T["draft.kept"]);

        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Hva vil du ta opp?").FillAsync(Secretive);
        await page.Locator("form.act-form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".kept")).ToHaveTextAsync(Site.T["draft.waits"]);
        Assert.Empty(await Axe.Look(page));

        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=add_item"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(Secretive);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = Secretive })).ToHaveCountAsync(1);

        // Acknowledged: the form is empty when it is opened again.
        await page.GotoAsync(address);
        await Assertions.Expect(page.GetByLabel("Hva vil du ta opp?")).ToHaveValueAsync("");
        Assert.Equal(0, await Drafts(page));
        await page.Context.CloseAsync();

        // The browser itself says in its log that the net is gone.
        while (site.Complaints.TryDequeue(out var complaint))
            Assert.Contains("ERR_INTERNET_DISCONNECTED", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_is_started_again_gives_it_back_to_its_writer_and_to_nobody_else()
    {
        var profile = System.IO.Directory.CreateTempSubdirectory("trepart-profile-").FullName;
        using var playwright = await Playwright.CreateAsync();
        var meeting = await Meeting();
        var address = $"/as/moter/{meeting}/nytt-punkt";
        try
        {
            string command;
            await using (var browser = await Launch(playwright, profile))
            {
                var page = await browser.NewPageAsync();
                await Site.SignIn(page, TrepartApp.Ås.Id, "leder fra Ås kommune");
                await page.GotoAsync(address);
                await page.GetByLabel("Hva vil du ta opp?").FillAsync(Secretive);
                await Assertions.Expect(page.Locator(".kept")).ToContainTextAsync(Site.T["draft.kept"]);
                command = await page.Locator("form.act-form input[name=commandId]").InputValueAsync();
            }

            // Another at the same machine finds neither the text nor a word of it, on the pages or in what the browser keeps.
            await using (var browser = await Launch(playwright, profile))
            {
                var page = await browser.NewPageAsync();
                await page.Context.ClearCookiesAsync();
                await Site.SignIn(page, TrepartApp.Ås.Id, "verneombud fra Ås kommune");
                await page.GotoAsync(address);
                await Assertions.Expect(page.GetByLabel("Hva vil du ta opp?")).ToHaveValueAsync("");
                Assert.Equal(1, await Drafts(page));
                Assert.DoesNotContain("Nattevaktene", await Everything(page), StringComparison.Ordinal);
                Assert.DoesNotContain("moter", await Everything(page), StringComparison.Ordinal);
                await Assertions.Expect(page.Locator("#utkast")).ToBeHiddenAsync();
            }

            Assert.All(
                System.IO.Directory.GetFiles(profile, "*", SearchOption.AllDirectories).Where(f => f.Contains("IndexedDB", StringComparison.Ordinal)),
                f => Assert.DoesNotContain("Nattevaktene", File.ReadAllText(f), StringComparison.Ordinal));

            // Herself, after signing in anew: told of it on every page, and the same command where it stood.
            await using (var browser = await Launch(playwright, profile))
            {
                var page = await browser.NewPageAsync();
                await page.Context.ClearCookiesAsync();
                await Site.SignIn(page, TrepartApp.Ås.Id, "leder fra Ås kommune");
                await Assertions.Expect(page.Locator("#utkast")).ToBeVisibleAsync();
                await page.Locator("#utkast a").ClickAsync();
                await Assertions.Expect(page.GetByLabel("Hva vil du ta opp?")).ToHaveValueAsync(Secretive);
                Assert.Equal(command, await page.Locator("form.act-form input[name=commandId]").InputValueAsync());
                await page.GetByLabel("Utvikling", new() { Exact = true }).CheckAsync();
                await page.Locator("form.act-form button[type=submit]").ClickAsync();
                await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=add_item"));
                await page.GotoAsync(address);
                await Assertions.Expect(page.GetByLabel("Hva vil du ta opp?")).ToHaveValueAsync("");
                Assert.Equal(0, await Drafts(page));
            }
        }
        finally
        {
            System.IO.Directory.Delete(profile, recursive: true);
        }
    }

    private Task<IBrowserContext> Launch(IPlaywright playwright, string profile) => playwright.Chromium.LaunchPersistentContextAsync(profile, new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
        Headless = true,
        BaseURL = site.App.Address.ToString(),
        Locale = "nb-NO",
        Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    private async Task<string> Meeting()
    {
        var answer = await site.App.Api(TrepartApp.Ås, "tillitsvalgt").Post(
            $"/api/v1/as/arenas/{TrepartApp.Group(TrepartApp.Ås)}/meetings", new { day = "2026-12-17", begins = "09:00", lasts = 60 });
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Body!["id"]!.ToString();
    }

    private const string Rows =
        "new Promise(done => { const o = indexedDB.open('trepart', 1); o.onupgradeneeded = () => o.result.createObjectStore('drafts', { keyPath: 'id' }); o.onsuccess = () => { const r = o.result.transaction('drafts').objectStore('drafts').getAll(); r.onsuccess = () => done(r.result); }; })";

    internal static Task<int> Drafts(IPage page) => page.EvaluateAsync<int>($"{Rows}.then(rows => rows.length)");

    /// <summary>What was sent has been acknowledged, and is not kept any longer.</summary>
    internal static Task NothingIsKept(IPage page) => page.WaitForFunctionAsync($"() => {Rows}.then(rows => rows.length === 0)");

    private static Task<string> Everything(IPage page) => page.EvaluateAsync<string>(
        $"{Rows}.then(rows => JSON.stringify(rows.map(r => [r.id, r.owner, new TextDecoder().decode(r.box)])) + JSON.stringify(localStorage) + JSON.stringify(sessionStorage))");
}
