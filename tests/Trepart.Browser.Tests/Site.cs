using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Trepart.Web;
using Cookie = Microsoft.Playwright.Cookie;

[assembly: AssemblyFixture(typeof(Trepart.Browser.Tests.Site))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Trepart.Browser.Tests;

/// <summary>
/// The service and a browser. Two municipalities are made from the same file: in "steinkjer" the pain patches are not yet thought of,
/// in "ferdig" everything has happened.
/// </summary>
public sealed class Site : IAsyncLifetime
{
    public const string Done = "ferdig";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static Language T { get; } = new(Written.Bokmål);

    public TrepartApp App { get; } = new();

    /// <summary>What the browser complained about, and where.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>That the browser has not complained since the last time this was asked, so that one test's complaint does not turn the next one red.</summary>
    public void AssertQuiet()
    {
        string[] complaints = [.. Complaints];
        Complaints.Clear();
        Assert.True(complaints is [], string.Join('\n', complaints));
    }

    /// <summary>What a page would have done against its own policy, in the whole run.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await App.InitializeAsync();
        var own = PainPatchStory.Steps.Select(s => s.Text).ToHashSet();
        await App.Load(string.Join('\n', PainPatchStory.AllLines.Where(l => !own.Contains(l))));
        await App.Load(string.Join('\n', PainPatchStory.AllLines
            .Select(l => l.Replace("\"tenant\":\"steinkjer\",\"name\":\"Steinkjer kommune\"", $"\"tenant\":\"{Done}\",\"name\":\"Ferdig kommune\"", StringComparison.Ordinal))));

        // As patient as with clicks: what is slow on a busy machine is not wrong.
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        await App.DisposeAsync();
        Assert.Empty(Violations);
    }

    /// <summary>A browser window of its own, with nobody signed in.</summary>
    /// <param name="status">The answers that are meant to come besides those that are well.</param>
    public Task<IPage> Open(int width, bool script, params int[] status) => OpenAt(App.Address, width, script, status);

    /// <summary>The same at another service.</summary>
    public async Task<IPage> OpenAt(Uri address, int width, bool script, params int[] status)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            JavaScriptEnabled = script,
            Locale = "nb-NO",
            ReducedMotion = ReducedMotion.Reduce, // what is still folding out cannot be looked at
            TimezoneId = "Europe/Oslo",
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(20_000);
        await context.ExposeBindingAsync<string>("cspViolation", (source, what) => Violations.Enqueue($"{source.Page?.Url}: {what}"));
        await context.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => cspViolation(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`))");
        var page = await context.NewPageAsync();
        page.PageError += (_, e) => Complaints.Enqueue($"{page.Url}: {e}");
        page.RequestFailed += (_, r) =>
        {
            // Whoever leaves a page does not wait for its key; and whose session is over is not followed to the sign-in page by what asks for it.
            if (!r.Url.EndsWith("/utkast/nokkel", StringComparison.Ordinal) && !r.Url.EndsWith("utkast%2Fnokkel", StringComparison.Ordinal))
                Complaints.Enqueue($"{page.Url}: failed {r.Url} {r.Failure}");
        };
        page.Response += (_, r) =>
        {
            if (r.Status >= 400 && !status.Contains(r.Status))
                Complaints.Enqueue($"{page.Url}: {r.Status} {r.Url}");
        };
        page.Console += (_, m) =>
        {
            // Also where scripts are off, and the page itself hears nothing.
            if (m.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                Violations.Enqueue($"{page.Url}: {m.Text}");

            // A page that is meant to be refused is itself reported as a resource that did not load.
            if (m.Type is "error" or "warning" && !status.Any(s => m.Text.Contains($"status of {s}", StringComparison.Ordinal)))
                Complaints.Enqueue($"{page.Url}: {m.Type} {m.Text}");
        };
        return page;
    }

    /// <summary>Signs in as people do in a demo: finds the municipality, the place and the name.</summary>
    public static async Task SignIn(IPage page, string tenant, string name)
    {
        await page.GotoAsync("/logg-inn");
        var form = page.Locator($"form:has(input[name='tenant'][value='{tenant}']):has(button:text-is('{name}'))").First;
        await page.Locator("details", new() { Has = form }).First.Locator("summary").ClickAsync();
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/{tenant}$"));
    }

    /// <summary>What another window must have to be the same person's.</summary>
    public static async Task<Cookie[]> CookiesOf(IPage page) =>
        [.. (await page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path })];

    /// <summary>Fails where a page is wider than the window.</summary>
    public static async Task<string?> TooWide(IPage page)
    {
        var sizes = await page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        return sizes[0] <= sizes[1] ? null : $"{page.Url}: {sizes[0]} px in {sizes[1]} px";
    }
}
