using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Trepart.Browser.Tests;

/// <summary>A meeting from its agenda to its approved minutes, as those around the table see it.</summary>
public sealed class MeetingWalkTests(Site site)
{
    private static readonly string Pictures = Path.Combine(AppContext.BaseDirectory, "pictures");

    [Fact]
    public async Task A_meeting_is_walked_from_its_agenda_to_its_approved_minutes()
    {
        var page = await site.Open(1280, script: true, 409);
        await Site.SignIn(page, TrepartApp.Vestby.Id, "leder fra Vestby kommune");
        await page.GotoAsync($"/vestby/grupper/{TrepartApp.Group(TrepartApp.Vestby)}/moter");
        await Look(page, "meetings-empty");

        await page.GotoAsync($"/vestby/grupper/{TrepartApp.Group(TrepartApp.Vestby)}/nytt-mote?dag=2026-11-20");
        await page.Locator("[name=begins]").FillAsync("09:00");
        await page.Locator("[name=place]").FillAsync("Møterom 2");
        await Send(page, "plan_meeting");
        await page.Locator("main a[href$='/nytt-punkt']").ClickAsync();
        await page.Locator("[name=title]").FillAsync("Vaktlistene i jula");
        await Send(page, "add_item");
        await Look(page, "meeting-planned");

        await page.Locator("main a[href$='/apne-motet']").ClickAsync();
        await Look(page, "meeting-opening");
        await Send(page, "open_meeting");
        await page.Locator(".tap button").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=skip_workday"));
        await page.Locator("details:has(form[action*='/runde']) > summary").First.ClickAsync();
        var round = page.Locator("form[action*='/runde']").First;
        await round.Locator("input[name=seat]").First.CheckAsync();
        await round.Locator("textarea").FillAsync("Listene kjem for seint.");
        await round.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=hear_seat"));
        await page.Locator("details:has(form[action*='/vei-videre']) > summary").First.ClickAsync();
        var way = page.Locator("form[action*='/vei-videre']").First;
        await way.Locator("input[name=way][value=agreed]").CheckAsync();
        await way.Locator("textarea").FillAsync("Listene heng fire veker fram.");
        await Look(page, "meeting-open");
        await way.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=conclude_item"));
        await DraftTests.NothingIsKept(page);
        await Assertions.Expect(page.GetByText("Møteleiar")).ToHaveCountAsync(0);
        await page.Locator("form[action$='/legg-fram-referat'] button").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=present_minutes"));
        var meeting = new Uri(page.Url).AbsolutePath;
        await page.Context.CloseAsync();

        foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
        {
            page = await site.Open(360, script: true);
            await Site.SignIn(page, TrepartApp.Vestby.Id, $"{who} fra Vestby kommune");
            await page.GotoAsync(meeting);
            await page.Locator("form[action$='/godkjenn-referat'] button").ClickAsync();
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=approve_minutes"));
            if (who == "verneombud")
            {
                await Look(page, "meeting-approved");
                await page.GotoAsync(meeting + "/referat");
                await Look(page, "minutes");
                await page.GotoAsync(meeting + "/oppsummering");
                await Look(page, "summary");
                await page.GotoAsync($"/vestby/grupper/{TrepartApp.Group(TrepartApp.Vestby)}/kalender");
                await Look(page, "calendar");
            }

            await page.Context.CloseAsync();
        }

        site.AssertQuiet();
    }

    private static async Task Send(IPage page, string act)
    {
        await page.Locator("form.act-form button[type=submit]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("gjort=" + act));
        await DraftTests.NothingIsKept(page);
    }

    // On a phone, a big screen, in the dark and on paper.
    private static async Task Look(IPage page, string name)
    {
        foreach (var (width, dark) in new[] { (360, false), (1280, false), (1280, true) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            Assert.Null(await Site.TooWide(page));
            Assert.Empty(await Axe.Look(page));
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-{width}{(dark ? "-dark" : "")}.png"), FullPage = true });
        }

        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Light });
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}-print.png"), FullPage = true });
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
    }
}
