using System.Text;
using System.Text.Json.Nodes;
using Trepart.Tool.Simulation;

namespace Trepart.Web.Tests;

/// <summary>What is simulated is made of the same lines as a story, and the rules let every one of them happen.</summary>
public sealed class SimulationTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly DateOnly From = new(2025, 11, 1);
    private static readonly DateOnly To = new(2026, 11, 15);

    private static readonly string[] Kinds =
    [
        "input_answered", "input_linked", "giver_replied", "matter_deferred", "talk_held", "trial_started", "trial_evaluated", "trial_made_permanent", "observation_noted",
        "workplace_registered", "union_accepted", "rules_adopted", "rules_acknowledged", "series_planned", "item_added", "attendance_noted", "workday_noted", "cooperation_noted",
        "seat_heard", "item_concluded", "way_confirmed", "minutes_approved", "action_taken", "action_carried", "answers_typed", "cluster_answered",
    ];

    [Fact]
    public async Task A_simulated_year_may_happen_line_by_line_and_the_same_again_changes_nothing()
    {
        var stories = Enumerable.Range(1, 4).Select(number => Encoding.UTF8.GetString(new SimulatedGroup("sim-prove", number, 1, From, To).Story())).ToList();
        foreach (var story in stories)
            await app.Load(story);
        var stored = await Events();
        foreach (var story in stories)
            await app.Load(story);
        Assert.Equal(stored, await Events());

        // A year of each: what a group does at all, and what only some of them do.
        Assert.InRange(stored["input_received"], 4 * 8, 4 * 50);
        Assert.InRange(stored["matter_raised"], 4 * 10, 4 * 13);
        Assert.InRange(stored["meeting_opened"], 4 * 9, 4 * 12);
        Assert.InRange(stored.Values.Sum(), 4 * 450, 4 * 800);
        foreach (var kind in Kinds)
            Assert.True(stored.GetValueOrDefault(kind) > 0, kind);

        // Each group may have one whose minutes are not ready on the last day.
        Assert.InRange(stored["minutes_presented"], stored["meeting_opened"] - 4, stored["meeting_opened"]);
        Assert.InRange(stored["action_agreed"], stored["meeting_opened"], 2 * stored["meeting_opened"]);
        Assert.InRange(stored["action_completed"], stored["action_agreed"] / 2, stored["action_agreed"] - 1);
    }

    [Fact]
    public void What_is_heard_and_concluded_about_a_matter_is_said_of_one_that_the_group_has()
    {
        var (raised, said) = (new HashSet<string>(), 0);
        foreach (var line in Lines(new SimulatedGroup("sim-sak", 3, 1, From, To)).Select(l => JsonNode.Parse(l)!))
        {
            if (line["do"]!.ToString() == "raise_matter")
                raised.Add(line["matter"]!.ToString());
            if (line["do"]!.ToString() is "hear_seat" or "conclude_item" && line["matter"] is { } matter)
            {
                Assert.Contains(matter.ToString(), raised);
                said++;
            }
        }

        Assert.True(said > 30);
    }

    [Fact]
    public void Three_meetings_in_a_hundred_lapse_and_some_matters_are_put_off_again_and_again()
    {
        var lines = Enumerable.Range(1, 60).SelectMany(n => Lines(new SimulatedGroup("sim-mange", n, 1, From, To))).Select(l => JsonNode.Parse(l)!).ToList();
        int Count(string act) => lines.Count(l => l["do"]!.ToString() == act);

        Assert.InRange(Count("cancel_meeting") * 100.0 / (Count("open_meeting") + Count("cancel_meeting")), 1, 6);
        var deferrals = lines.Where(l => l["do"]!.ToString() == "defer_matter").CountBy(l => l["matter"]!.ToString()).ToList();
        Assert.InRange(deferrals.Count * 100.0 / Count("raise_matter"), 10, 20);
        Assert.InRange(deferrals.Count(d => d.Value >= 3) * 100.0 / Count("raise_matter"), 0.5, 4);
        var answers = lines.Where(l => l["do"]!.ToString() == "answer_input").CountBy(l => l["disposition"]!.ToString()).ToDictionary();
        Assert.InRange(answers["notTakenUp"] * 100.0 / answers.Values.Sum(), 20, 50);
    }

    [Fact]
    public void More_days_go_on_where_fewer_ended()
    {
        var some = Lines(new SimulatedGroup("sim-dager", 2, 7, From, To.AddDays(-60)));
        Assert.Equal(some, Lines(new SimulatedGroup("sim-dager", 2, 7, From, To)).Take(some.Count));
        Assert.NotEqual(some, Lines(new SimulatedGroup("sim-dager", 2, 8, From, To.AddDays(-60))));
    }

    [Fact]
    public void Nothing_simulated_is_what_the_guard_asks_about()
    {
        foreach (var line in Enumerable.Range(1, 20).SelectMany(n => Lines(new SimulatedGroup("sim-vakt", n, n, From, To))))
        {
            foreach (var (field, value) in JsonNode.Parse(line)!.AsObject().Where(f => f.Key is not ("name" or "workplace")))
            {
                foreach (var text in value as IEnumerable<JsonNode?> ?? [value])
                    Assert.True(Domain.Guard.LookAt(text!.ToString()).Count == 0, $"{field}: {text}");
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(20, 200)]
    [InlineData(371, 21_000)]
    public void The_first_has_a_tenth_of_all_and_none_is_without(int tenants, int groups)
    {
        var country = SimulatedCountry.Of(tenants, groups);
        Assert.Equal((tenants, groups), (country.Select(c => c.Tenant).Distinct().Count(), country.Sum(c => c.Groups)));
        Assert.All(country, c => Assert.True(c.Groups >= 1));
        if (tenants > 3)
            Assert.Equal(groups / 10, country[0].Groups);
    }

    private static List<string> Lines(SimulatedGroup group) => [.. Encoding.UTF8.GetString(group.Story()).Split('\n')];

    private async Task<Dictionary<string, long>> Events() =>
        (await Databases.Query<string>(app.Database, "select type || ' ' || count(*) from mt_events where tenant_id = 'sim-prove' group by type"))
        .Select(row => row.Split(' ')).ToDictionary(row => row[0], row => long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture));
}
