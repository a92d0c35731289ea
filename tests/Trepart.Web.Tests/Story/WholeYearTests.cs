using System.Globalization;
using System.Text.Json.Nodes;
using Trepart.Web.Import;

namespace Trepart.Web.Tests.Story;

/// <summary>A story that plans a series of meetings tells of a group's whole year: what is asked for, tried, put off, gone back on and answered, and what waits.</summary>
public sealed class WholeYearTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private const int Fewest = 300;

    /// <summary>What no year is without, by the stored name of the event.</summary>
    private static readonly string[] Asked =
    [
        "meeting_opened", "item_concluded", "minutes_approved", "action_agreed", "action_completed", "input_answered", "matter_deferred", "matter_taken_up_again",
        "trial_started", "trial_evaluated", "trial_made_permanent", "trial_reverted", "staff_meeting_planned", "cluster_answered", "rules_acknowledged",
    ];

    private static IReadOnlyList<(string Name, string Text)> Stories { get; } =
        [.. Sources.Under("tools/stories", ".jsonl").Where(s => s.Text.Contains("\"do\":\"plan_series\"", StringComparison.Ordinal))];

    public static TheoryData<string> Names => [.. Stories.Select(s => s.Name)];

    [Fact]
    public void There_is_such_a_story() => Assert.NotEmpty(Stories);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_has_everything_a_year_has_and_each_line_is_something_that_happened(string name)
    {
        var (tenant, text) = Of(name);
        var done = Assert.IsType<Imported.Done>(await Load(text));
        Assert.Empty(done.Concerns.Select(c => $"{c.Line}: {c.Concern}"));

        var events = (await Databases.Query<string>(app.Database, $"select type || ' ' || count(*) from mt_events where tenant_id = '{tenant}' group by type"))
            .Select(row => row.Split(' ')).ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture));
        Assert.InRange(events.Values.Sum(), Fewest, int.MaxValue);
        Assert.Empty(Asked.Except(events.Keys));
        Assert.Equal(
            done.Lines, (await Databases.Query<long>(app.Database, $"select count(distinct headers->>'command') from mt_events where tenant_id = '{tenant}'"))[0]);

        // Minutes that every party has approved; and when the story ends, something goes on.
        foreach (var there in new[]
        {
            "meetings m where stage = 'Approved'", "meetings m where stage = 'Planned'", "actions m where stage = 'Open'",
            "matters m where (m.stage = 'Deferred' or exists (select from trials t where t.tenant_id = m.tenant_id and t.matter_id = m.id and t.stage = 'Running'))",
        })
        {
            Assert.True((await Databases.Query<long>(app.Database, $"select count(*) from {there} and m.tenant_id = '{tenant}'"))[0] > 0, there);
        }
    }

    /// <summary>Nobody meets in July, or on a Saturday.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void It_goes_on_working_days_and_is_quiet_in_July(string name)
    {
        foreach (var line in Of(name).Text.Split('\n').Where(l => l.Length > 0))
        {
            var on = DateOnly.Parse(JsonNode.Parse(line)!["at"]!.ToString(), CultureInfo.InvariantCulture);
            Assert.False(on.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || on.Month == 7, line);
        }
    }

    private static (string Tenant, string Text) Of(string name)
    {
        var text = Stories.Single(s => s.Name == name).Text;
        return (JsonNode.Parse(text[..text.IndexOf('\n', StringComparison.Ordinal)])!["tenant"]!.ToString(), text);
    }

    private async Task<Imported?> Load(string text)
    {
        var imported = await app.Import(text);
        Assert.False(imported is Imported.Refused, imported is Imported.Refused refused ? refused.Fault.Say(new Language(Written.Bokmål)) : null);
        return imported;
    }
}
