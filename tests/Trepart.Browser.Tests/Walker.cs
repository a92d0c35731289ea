using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Trepart.Web;
using Trepart.Web.Commands;

namespace Trepart.Browser.Tests;

/// <summary>Does what a line of a story says, as the person of the line would: signs in, finds the thing, fills in the form by its labels, and reads the answer.</summary>
public sealed class Walker(Site site)
{
    /// <summary>Where the browser was sent after each thing was made: alias to address.</summary>
    public Dictionary<string, string> Made { get; } = [];

    /// <summary>Pages that were wider than the window.</summary>
    public List<string> TooWide { get; } = [];

    public async Task Walk(StoryStep step)
    {
        var page = await site.Open(360, script: false, 409);
        try
        {
            await Site.SignIn(page, PainPatchStory.Tenant, PainPatchStory.PersonOf(step.By).Name);
            await Look(page);
            var act = AllActs.ByName[step.Do];
            var form = await Find(page, step, act);
            await Look(page);
            foreach (var field in act.Fields.Where(f => step.Fields.ContainsKey(f.Name) && f.Name is not "input"))
                await Fill(form, act, field, step.Fields[field.Name]!);

            var otherDay = form.GetByText(Site.T["form.other-day"]);
            if (await otherDay.CountAsync() > 0)
            {
                await otherDay.ClickAsync();
                await form.GetByLabel(Site.T["form.on"]).FillAsync(step.On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            }

            await form.GetByRole(AriaRole.Button, new() { Name = Site.T[$"act.{act.Name}.send"], Exact = true }).ClickAsync();
            var goOn = page.GetByLabel(Site.T["guard.go-on"]);
            if (await goOn.CountAsync() > 0)
            {
                await Look(page);
                await goOn.CheckAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = Site.T[$"act.{act.Name}.send"], Exact = true }).ClickAsync();
            }

            Assert.True(page.Url.Contains("gjort=" + act.Name, StringComparison.Ordinal), $"{step.Text}\n{page.Url}\n{await page.Locator("main").InnerTextAsync()}");
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(Site.T[$"act.{act.Name}.done"]);
            await Look(page);
            if (act.Creates)
                Made[PainPatchStory.TextIn(step.Fields, act.Kind.Name)!] = new Uri(page.Url).AbsolutePath;
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }

    private async Task Look(IPage page)
    {
        if (await Site.TooWide(page) is { } wide)
            TooWide.Add(wide);
    }

    // By way of the board, as a user would.
    private async Task<ILocator> Find(IPage page, StoryStep step, Act act)
    {
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Bjørkelia sykehjem – HMS-gruppa" }).ClickAsync();
        await Look(page);
        var thing = act.Creates ? PainPatchStory.TextIn(step.Fields, "input") is { } from && act.Name == "raise_matter" ? from : null : PainPatchStory.TextIn(step.Fields, act.Kind.Name);
        if (thing is not null)
        {
            await Follow(page, page.Locator($"main a[href='{Made[thing]}']"));
            await Look(page);
        }

        var form = page.Locator($"main form[action*='/{act.Slug}']");
        if (await form.CountAsync() == 0)
        {
            await Follow(page, page.Locator($"main a[href*='/{act.Slug}']").First);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Site.T[$"act.{act.Name}"]);
        }
        else if (!await form.IsVisibleAsync())
        {
            await page.Locator("details.main-step > summary").ClickAsync();
        }

        return form;
    }

    // What is folded away is opened first.
    private static async Task Follow(IPage page, ILocator link)
    {
        Assert.True(await link.CountAsync() > 0, $"{link} is not on {page.Url}: {await page.Locator("main").InnerTextAsync()}");
        if (!await link.IsVisibleAsync())
            await link.Locator("xpath=ancestor::details[1]/summary").ClickAsync();
        await link.ClickAsync();
    }

    private static async Task Fill(ILocator form, Act act, Field field, JsonNode value)
    {
        var label = LabelOf(act, field);
        switch (field.Kind)
        {
            case FieldKind.Text or FieldKind.Date:
                await form.GetByLabel(label, new() { Exact = true }).FillAsync(value.ToString());
                break;
            case FieldKind.Texts:
                await form.GetByLabel(label, new() { Exact = true }).FillAsync(string.Join('\n', value.AsArray().Select(v => v!.ToString())));
                break;
            case FieldKind.Flag:
                await form.GetByLabel(label, new() { Exact = true }).SetCheckedAsync(value.GetValue<bool>());
                break;
            case FieldKind.Number or FieldKind.Id when !field.IsSeat:
                await form.GetByLabel(label, new() { Exact = true }).SelectOptionAsync(value.ToString());
                break;
            case FieldKind.Choice:
                await Group(form, label).GetByLabel(ChoiceText(field, value.ToString()), new() { Exact = true }).CheckAsync();
                break;
            case FieldKind.Id:
                await Seat(Group(form, label), value.ToString()).CheckAsync();
                break;
            case FieldKind.Ids:
                var chosen = value.AsArray().Select(v => v!.ToString()).ToHashSet();
                foreach (var seat in PainPatchStory.SeatsAround)
                    await Seat(Group(form, label), seat).SetCheckedAsync(chosen.Contains(seat));
                break;
            case FieldKind.Rows:
                var rows = form.Locator(".row-group");
                await Assertions.Expect(rows).ToHaveCountAsync(value.AsArray().Count);
                foreach (var (index, row) in value.AsArray().Index())
                {
                    foreach (var inner in field.RowFields.Where(f => f.Name != "group"))
                        await Fill(rows.Nth(index), act, inner, row![inner.Name]!);
                }

                break;
            default:
                throw new NotSupportedException(field.Kind.ToString());
        }
    }

    private static ILocator Group(ILocator form, string label) => form.GetByRole(AriaRole.Group, new() { Name = label, Exact = true });

    // Two seats of the same role are told apart by number, in the order of their ids.
    private static ILocator Seat(ILocator group, string alias)
    {
        var label = PainPatchStory.SeatLabel(alias);
        var same = PainPatchStory.SeatsAround.Where(s => PainPatchStory.SeatLabel(s) == label).OrderBy(s => PainPatchStory.IdOf(PainPatchStory.Tenant, "seat", s)).ToList();
        return group.GetByLabel(same.Count == 1 ? label : $"{label} {Site.T.Say("seat.number", ("n", same.IndexOf(alias) + 1))}", new() { Exact = true });
    }

    private static string LabelOf(Act act, Field field)
    {
        var label = Texts.Has($"field.{act.Name}.{field.Name}") ? Site.T[$"field.{act.Name}.{field.Name}"] : Site.T[$"field.{field.Name}"];
        return field.Required || field.AskedFor || field.Kind is FieldKind.Flag ? label : $"{label} ({Site.T["form.optional"]})";
    }

    private static string ChoiceText(Field field, string value) =>
        Telling.Upper(Site.T[$"choice.{JsonNamingPolicy.CamelCase.ConvertName(field.Choice!.Name)}.{value}"]);
}
