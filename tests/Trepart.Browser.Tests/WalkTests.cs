namespace Trepart.Browser.Tests;

/// <summary>The pain patches, walked with forms on a phone without JavaScript, each line by the person who acts in it.</summary>
public sealed class WalkTests(Site site, ITestOutputHelper output)
{
    [Fact]
    public async Task The_pain_patches_are_walked_from_wish_to_lasting_practice()
    {
        var walker = new Walker(site);
        foreach (var step in PainPatchStory.Steps)
        {
            await walker.Walk(step);
            output.WriteLine($"{step.Number,2} {step.By,-8} {step.Do}");
        }

        var pages = new Dictionary<StoryPlace, string>();
        var all = PainPatchStory.Pages(
            PainPatchStory.Tenant, PainPatchStory.IdOf(PainPatchStory.Tenant, "arena", PainPatchStory.Arena), IdIn(walker.Made[PainPatchStory.Matter]), IdIn(walker.Made[PainPatchStory.Input]));
        foreach (var readers in all.GroupBy(p => p.Reader))
        {
            var page = await site.Open(360, script: false);
            await Site.SignIn(page, PainPatchStory.Tenant, PainPatchStory.PersonOf(readers.Key).Name);
            foreach (var (place, _, address) in readers)
            {
                await page.GotoAsync(address);
                if (await Site.TooWide(page) is { } wide)
                    walker.TooWide.Add(wide);
                pages[place] = new WebPage(HttpStatusCode.OK, await page.ContentAsync(), site.App.Address, null).Text;
            }

            await page.Context.CloseAsync();
        }

        Assert.Empty(PainPatchStory.Assertions.Where(a => !a.Holds(pages)).Select(a => $"{a.Line}: {a.Name}\n{pages.GetValueOrDefault(a.Place)}"));
        Assert.Empty(walker.TooWide);
        site.AssertQuiet();
    }

    private static Guid IdIn(string address) => Guid.Parse(address.Split('/')[^1]);
}
