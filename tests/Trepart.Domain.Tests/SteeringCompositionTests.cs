namespace Trepart.Domain.Tests;

/// <summary>INV-7 as advice: what there is to think about in each of the set-ups that municipalities have found.</summary>
public sealed class SteeringCompositionTests
{
    private static readonly SteeringSeat[] Whole =
    [
        new(SeatRole.Mayor, CouncilSide.Position), new(SeatRole.Politician, CouncilSide.Position), new(SeatRole.Politician, CouncilSide.Opposition),
        new(SeatRole.MunicipalDirector, null), new(SeatRole.HrLead, null), new(SeatRole.HrLead, null),
        new(SeatRole.ChiefShopSteward, null), new(SeatRole.ChiefShopSteward, null), new(SeatRole.ChiefShopSteward, null),
        new(SeatRole.ChiefSafetyRepresentative, null), new(SeatRole.Coordinator, null),
    ];

    [Fact]
    public void Three_and_three_and_three_of_both_sides_with_the_chief_safety_representative_is_as_advised()
    {
        foreach (var template in Enum.GetValues<SteeringTemplate>())
            Assert.Empty(SteeringComposition.On(template, Whole));
    }

    [Fact]
    public void The_chief_safety_representative_comes_in_addition_and_is_in_no_party()
    {
        Assert.Equal(new SteeringCounts(3, 3, 3), SteeringCounts.Of(Whole));
        Assert.Equal([SteeringPoint.NoChiefSafetyRepresentative], On(SteeringTemplate.Handbook, s => s.Role is not SeatRole.ChiefSafetyRepresentative));
        Assert.Empty(SteeringComposition.On(SteeringTemplate.Handbook, [.. Whole, new(SeatRole.ChiefSafetyRepresentative, null)]));
    }

    [Fact]
    public void After_an_election_it_may_lack_the_opposition_and_is_told_so() =>
        Assert.Equal([SteeringPoint.NoOpposition], SteeringComposition.On(SteeringTemplate.Handbook, [.. Whole.Where(s => s.Side is not CouncilSide.Opposition), new(SeatRole.Politician, CouncilSide.Position)]));

    [Fact]
    public void A_party_with_fewer_seats_than_the_others_is_pointed_at() =>
        Assert.Equal([SteeringPoint.UnequalParties, SteeringPoint.FewerThanThree], SteeringComposition.On(SteeringTemplate.Handbook, Whole.Skip(1).ToList()));

    [Fact]
    public void Where_nobody_sits_every_point_is_told_at_once_and_none_of_a_side_that_nobody_has() =>
        Assert.Equal(
            [SteeringPoint.NoChiefSafetyRepresentative, SteeringPoint.NoChiefShopSteward, SteeringPoint.NoPoliticians, SteeringPoint.NoAdministration, SteeringPoint.FewerThanThree],
            SteeringComposition.On(SteeringTemplate.Handbook, []));

    [Fact]
    public void Without_politicians_it_is_HR_that_ties_the_group_to_the_leadership()
    {
        SteeringSeat[] øyer = [new(SeatRole.HrLead, null), new(SeatRole.ChiefShopSteward, null), new(SeatRole.ChiefShopSteward, null), new(SeatRole.ChiefSafetyRepresentative, null)];
        Assert.Empty(SteeringComposition.On(SteeringTemplate.WithoutPoliticians, øyer));
        Assert.Equal([SteeringPoint.NoHr], SteeringComposition.On(SteeringTemplate.WithoutPoliticians, øyer[1..]));
        Assert.Equal([SteeringPoint.NoPoliticians, SteeringPoint.UnequalParties], SteeringComposition.On(SteeringTemplate.TriPart, øyer));
    }

    [Fact]
    public void An_own_set_up_has_the_chief_shop_steward_and_the_chief_safety_representative_all_the_same() =>
        Assert.Equal([SteeringPoint.NoChiefSafetyRepresentative, SteeringPoint.NoChiefShopSteward], SteeringComposition.On(SteeringTemplate.Own, [new(SeatRole.Mayor, null)]));

    private static IEnumerable<SteeringPoint> On(SteeringTemplate template, Func<SteeringSeat, bool> keep) => SteeringComposition.On(template, [.. Whole.Where(keep)]);
}
