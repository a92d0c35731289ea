namespace Trepart.Web.Tests.Scenarios;

/// <summary>Scenario 9: a municipality with nineteen groups, begun in two parties without politicians in the groups, with training and gatherings, as Øyer's story tells it.</summary>
public sealed class RollOutTests : IAsyncLifetime
{
    private static readonly Tenant Øyer = new("oyer");
    private readonly TrepartApp _app = new();

    public async ValueTask InitializeAsync()
    {
        _app.Clock.Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        await _app.InitializeAsync();
        await _app.Load(Sources.Read("tools/stories/oyer.jsonl"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Nineteen_groups_are_on_their_way_with_training_gatherings_and_no_politician_in_a_group()
    {
        var groups = await Databases.Query<Guid>(_app.Database, "select id from arenas where tenant_id = 'oyer' and kind = 'WorkingGroup'");
        Assert.Equal(19, groups.Count);
        Assert.Equal(
            ["0"],
            await Databases.Query<string>(_app.Database, "select count(*)::text from seats s join arenas a on a.tenant_id = s.tenant_id and a.id = s.arena_id where s.tenant_id = 'oyer' and a.kind = 'WorkingGroup' and s.role in ('Mayor', 'Politician')"));
        var employees = (await Databases.Query<long>(_app.Database, "select sum(employees)::bigint from workplaces where tenant_id = 'oyer' and level = 'Unit'"))[0];
        Assert.InRange(employees, 400, 600);

        // Each group has someone of every party, and the tree tells that no unit is without.
        var coordinator = await _app.SignIn(Øyer, (await Databases.Query<Guid>(
            _app.Database,
            "select h.person_id from holdings h join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id join seats s on s.tenant_id = t.tenant_id and s.id = t.seat_id where h.tenant_id = 'oyer' and s.role = 'Coordinator'"))[0]);
        var learning = (await coordinator.Get("/oyer/laering?fra=2025-09-01")).Text;
        Assert.Contains("Hvor i kommunen det arbeides slik", learning, StringComparison.Ordinal);
        Assert.Equal(
            19,
            (await Databases.Query<long>(
                _app.Database,
                "select count(*) from (select a.id from arenas a join seats s on s.tenant_id = a.tenant_id and s.arena_id = a.id where a.tenant_id = 'oyer' and a.kind = 'WorkingGroup' and s.role in ('UnitLeader', 'ShopSteward', 'SafetyRepresentative') group by a.id having count(distinct s.role) = 3) g"))[0]);

        // Training is told by group and in no order of worth, and a gathering has the groups that are asked to it.
        var training = (await coordinator.Get("/oyer/opplaering")).Text;
        Assert.Contains("av 19 grupper", training, StringComparison.Ordinal);
        var gathering = (await Databases.Query<Guid>(_app.Database, "select id from gatherings where tenant_id = 'oyer'"))[0];
        Assert.Contains("Kvernmoen sykehjem", (await coordinator.Get($"/oyer/samlinger/{gathering}")).Text, StringComparison.Ordinal);

        // What one group learned went on to three others, which answered each in its own way.
        Assert.Equal(
            ["AlreadyDoes", "NotNow", "WillTry"],
            await Databases.Query<string>(_app.Database, "select answer from adoptions where tenant_id = 'oyer' order by answer"));
        Assert.Contains("Styringsgruppa har fått én rapport og svart på den", learning, StringComparison.Ordinal);
    }
}
