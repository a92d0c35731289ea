using System.Globalization;
using System.Text.RegularExpressions;
using Trepart.Web.Import;

namespace Trepart.Web.Tests.Story;

/// <summary>No line of the pain patch story is there for nothing: without it, something that somebody is to see is no longer seen.</summary>
public sealed partial class EveryLineMattersTests(TrepartApp app, ITestOutputHelper output) : IClassFixture<TrepartApp>
{
    private static IReadOnlyList<StoryStep> Steps => PainPatchStory.Steps;

    [Fact]
    public async Task With_every_line_everything_is_seen()
    {
        var pages = await Tell("line-00", Steps);
        Assert.Empty(PainPatchStory.Assertions.Where(a => !a.Holds(pages)).Select(a => $"{a.Line}: {a.Name}\n{pages.GetValueOrDefault(a.Place)}"));
    }

    [Fact]
    public void Every_line_has_a_sentence_that_tells_it() =>
        Assert.Equal(Steps.Select(s => s.Number), PainPatchStory.Assertions.Select(a => a.Line).Distinct().Order());

    [Fact]
    public async Task Without_any_one_line_something_is_no_longer_seen()
    {
        var unnoticed = new List<string>();
        foreach (var gone in Steps)
        {
            var pages = await Tell($"line-{gone.Number:00}", [.. Steps.Where(s => s != gone)]);
            var failing = PainPatchStory.Assertions.Where(a => !a.Holds(pages)).ToList();
            output.WriteLine($"{gone.Number,2} {gone.On:yyyy-MM-dd} {gone.Do,-22} → {failing.FirstOrDefault(a => a.Line == gone.Number)?.Name ?? "NOT SEEN"} ({failing.Count} fail)");

            // Not any assertion: the one that tells this line. A refused later line would otherwise hide that nobody looks at this one.
            if (failing.TrueForAll(a => a.Line != gone.Number))
                unnoticed.Add($"{gone.Number} {gone.Do} {gone.On:yyyy-MM-dd}");
        }

        Assert.Empty(unnoticed);
    }

    [Fact]
    public async Task Where_a_line_says_something_else_its_own_sentence_alone_is_missed()
    {
        foreach (var (number, was, now) in new[] { (10, "Fagforbundet mener at kurs og godkjenning er nok", "Noen mener at kurs er nok"), (23, "Sykepleierne på kveld blir avbrutt sjeldnere", "Det går bra") })
        {
            var pages = await Tell($"word-{number:00}", [.. Steps.Select(s => s.Number == number ? s with { Text = s.Text.Replace(was, now, StringComparison.Ordinal) } : s)]);
            Assert.Equal([number], PainPatchStory.Assertions.Where(a => !a.Holds(pages)).Select(a => a.Line).Distinct());
        }
    }

    // As much of the story as the rules let through: where a line is refused, what stands before it.
    private async Task<Dictionary<StoryPlace, string>> Tell(string tenant, IReadOnlyList<StoryStep> steps)
    {
        var lines = PainPatchStory.SetupLines.Select((l, i) => i == 0 ? Municipality().Replace(l, $"\"tenant\":\"{tenant}\"") : l).ToList();
        var setup = lines.Count - 1; // the auditor comes last
        lines.AddRange(steps.Select(s => s.Text));
        var ordered = lines.Take(1).Concat(lines.Skip(1).OrderBy(DayOf)).ToList();
        if (await app.Import(string.Join('\n', ordered)) is Imported.Refused refused)
        {
            Assert.True(refused.Fault.Line > setup - 1, refused.Fault.Say(new Language(Written.Bokmål)));
            // The auditor is let in last of all, and reads what there is.
            var until = ordered.Take(refused.Fault.Line - 1).Concat(ordered.Skip(refused.Fault.Line).Where(l => l.Contains("\"grant_mandate\"", StringComparison.Ordinal))).ToList();
            await app.Load(string.Join('\n', until));
        }

        var pages = new Dictionary<StoryPlace, string>();
        var users = new Dictionary<string, WebUser>();
        foreach (var (place, reader, address) in PainPatchStory.Pages(
            tenant, PainPatchStory.IdOf(tenant, "arena", PainPatchStory.Arena), PainPatchStory.IdOf(tenant, "matter", PainPatchStory.Matter),
            PainPatchStory.IdOf(tenant, "input", PainPatchStory.Input)))
        {
            if (!users.TryGetValue(reader, out var user))
                users[reader] = user = await SignIn(tenant, reader);
            pages[place] = (await user.Get(address)).Text;
        }

        return pages;
    }

    private async Task<WebUser> SignIn(string tenant, string holding)
    {
        // Any page has the token; the page where one chooses a person lists everyone in every municipality here.
        var user = app.Nobody();
        var page = await user.Get("/hjelp");
        var person = PainPatchStory.IdOf(tenant, "person", PainPatchStory.PersonOf(holding).Person);
        var answer = await user.Post("/logg-inn", new() { ["tenant"] = tenant, ["person"] = person.ToString(), [page.Forgery.Name] = page.Forgery.Value });
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        return user;
    }

    private static DateOnly DayOf(string line) => DateOnly.Parse(Day().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"tenant\":\"[a-z]+\"")]
    private static partial Regex Municipality();

    [GeneratedRegex("\"at\":\"([0-9-]+)\"")]
    private static partial Regex Day();
}
