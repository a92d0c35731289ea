namespace Trepart.Domain.Tests;

public sealed class CompositionTests
{
    private static readonly Guid Lise = new("01900000-0000-7000-8000-0000000000c1");
    private static readonly Guid Tor = new("01900000-0000-7000-8000-0000000000c2");
    private static readonly Guid Vigdis = new("01900000-0000-7000-8000-0000000000c3");

    private static readonly SeatedAs Leader = new(SeatRole.UnitLeader, null, [Lise]);
    private static readonly SeatedAs Steward = new(SeatRole.ShopSteward, "Fagforbundet", [Tor]);
    private static readonly SeatedAs Safety = new(SeatRole.SafetyRepresentative, null, [Vigdis]);

    [Fact]
    public void Three_are_enough_where_the_unit_is_small() => Assert.Empty(Points([Leader, Steward, Safety]));

    [Fact]
    public void A_group_of_nobody_lacks_safety_representative_leader_and_shop_steward() =>
        Assert.Equal([CompositionPoint.NoSafetyRepresentative, CompositionPoint.NoLeader, CompositionPoint.NoShopSteward], Points([]));

    [Fact]
    public void A_vacant_seat_is_nobody() =>
        Assert.Equal([CompositionPoint.NoSafetyRepresentative], Points([Leader, Steward, Safety with { People = [] }]));

    [Fact]
    public void Where_there_are_departments_one_of_their_leaders_takes_part()
    {
        Assert.Equal([CompositionPoint.NoDepartmentLeader], Points([Leader, Steward, Safety], hasDepartments: true));
        Assert.Empty(Points([Leader, new(SeatRole.DepartmentLeader, null, [new Guid("01900000-0000-7000-8000-0000000000c4")]), Steward, Safety], hasDepartments: true));
        Assert.Equal([CompositionPoint.NoLeader], Points([Steward, Safety], hasDepartments: true));
    }

    [Theory]
    [InlineData(UnionStage.Noted, true)]
    [InlineData(UnionStage.Invited, false)]
    [InlineData(UnionStage.Declined, false)]
    [InlineData(UnionStage.Represented, false)]
    public void Every_union_is_asked_and_what_it_answers_is_its_own(UnionStage stage, bool isAdvised)
    {
        var advice = Composition.On([Leader, Steward, Safety], [new("Delta", stage)], false).ToList();
        Assert.Equal(isAdvised ? [new CompositionAdvice(CompositionPoint.UnionNotInvited, ["Delta"])] : [], advice);
    }

    [Fact]
    public void A_union_that_sits_there_needs_no_invitation_however_its_name_is_written() =>
        Assert.Empty(Composition.On([Leader, Steward, Safety], [new(" fagforbundet", UnionStage.Noted)], false));

    [Fact]
    public void A_union_that_said_yes_is_missed_until_someone_sits_for_it() =>
        Assert.Equal([new CompositionAdvice(CompositionPoint.UnionWithoutSeat, ["Delta"])], Composition.On([Leader, Steward, Safety], [new("Delta", UnionStage.Accepted)], false));

    [Fact]
    public void A_group_that_leans_on_one_person_is_told_so()
    {
        Assert.Equal([CompositionPoint.OnePersonSeveralSeats], Points([Leader, Steward, Safety with { People = [Tor] }]));
        Assert.Empty(Points([Leader, Steward, Safety, new(SeatRole.LinkPerson, null, [Tor])]));
    }

    private static IEnumerable<CompositionPoint> Points(IReadOnlyCollection<SeatedAs> seats, bool hasDepartments = false) => Composition.On(seats, [], hasDepartments).Select(a => a.Point);
}
