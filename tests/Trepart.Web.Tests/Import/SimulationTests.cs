using System.Text;
using System.Text.Json.Nodes;
using Trepart.Tool.Simulation;

namespace Trepart.Web.Tests;

/// <summary>What is simulated is made of the same lines as a story, and the rules let every one of them happen.</summary>
public sealed class SimulationTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly DateOnly From = new(2025, 11, 1);
    private static readonly DateOnly To = new(2026, 11, 15);

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

        // A year of each: inputs from employees, matters at meetings, something tried out and something gone back on.
        Assert.InRange(stored["input_received"], 4 * 12, 4 * 45);
        Assert.InRange(stored["matter_raised"], 4 * 10, 4 * 13);
        foreach (var kind in new[] { "input_answered", "matter_deferred", "talk_held", "trial_started", "trial_evaluated", "trial_made_permanent", "observation_noted" })
            Assert.True(stored.GetValueOrDefault(kind) > 0, kind);
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
            foreach (var (field, value) in JsonNode.Parse(line)!.AsObject().Where(f => f.Key is not ("name" or "workplace") && f.Value is JsonValue))
                Assert.True(Domain.Guard.LookAt(value!.ToString()).Count == 0, $"{field}: {value}");
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
