namespace Trepart.Domain.Tests;

public sealed class SeatTests
{
    private static readonly Guid First = new("01900000-0000-7000-8000-0000000000b1");
    private static readonly Guid Second = new("01900000-0000-7000-8000-0000000000b2");

    private static readonly SeatRole[] Representatives = [SeatRole.ShopSteward, SeatRole.ChiefShopSteward];

    private static readonly SeatEvent Steward = new SeatEstablished(SeatRole.ShopSteward, "Fagforbundet");

    private static readonly SeatEvent Established = new SeatEstablished(SeatRole.Employee, null);

    private static Scenario<Seat, SeatCommand, SeatEvent> Given(params SeatEvent[] events) => new(events);

    [Fact]
    public void A_representatives_seat_tells_its_union() =>
        Assert.All(
            Representatives,
            role => Given()
                .When(new EstablishSeat(role, "Fagforbundet"))
                .Then(new SeatEstablished(role, "Fagforbundet")));

    [Fact]
    public void A_representatives_seat_needs_its_union() =>
        Assert.All(
            Representatives,
            role => Given().When(new EstablishSeat(role, null)).ThenRefused(Seat.RepresentativeNeedsOrganisation));

    [Fact]
    public void No_other_seat_tells_a_union() =>
        Assert.All(
            Enum.GetValues<SeatRole>().Except([.. Representatives, SeatRole.Auditor]),
            role => Given().When(new EstablishSeat(role, "Fagforbundet")).ThenRefused(Seat.OrganisationOnlyForRepresentatives));

    [Fact]
    public void An_auditor_has_a_mandate_and_no_seat()
    {
        Given().When(new EstablishSeat(SeatRole.Auditor, null)).ThenRefused(Seat.AuditorsHaveMandates);
        Given().When(new EstablishSeat(SeatRole.Auditor, "Fagforbundet")).ThenRefused(Seat.AuditorsHaveMandates);
    }

    [Fact]
    public void Every_other_seat_is_established_without_a_union() =>
        Assert.All(
            Enum.GetValues<SeatRole>().Except([.. Representatives, SeatRole.Auditor]),
            role => Given().When(new EstablishSeat(role, null)).Then(new SeatEstablished(role, null)));

    [Fact]
    public void A_union_stands_at_a_representatives_seat_and_nowhere_else() =>
        Assert.Equal(
            ["SeatEstablished.Organisation"],
            typeof(SeatEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(SeatEvent)))
                .SelectMany(t => t.GetProperties().Where(p => p.PropertyType == typeof(string)).Select(p => $"{t.Name}.{p.Name}")));

    [Fact]
    public void Establishing_a_seat_twice_is_refused() =>
        Given()
            .WhenTwice(new EstablishSeat(SeatRole.Employee, null))
            .ThenRefused(Seat.AlreadyEstablished);

    [Fact]
    public void Nobody_takes_or_leaves_a_seat_that_is_not_established() =>
        Assert.All(
            new SeatCommand[]
            {
                new TakeSeat(First), new LeaveSeat(First), new HandOverSeat(First, Second), new AppointDeputy(First), new EndDeputyship(First),
                new EraseHolder(First, ErasureReason.AskedFor), new AcknowledgeRules(Second), new StateExpectations(Facts.Said("Spør først.")),
            },
            command => Given().When(command).ThenRefused(Seat.NotEstablished));

    [Fact]
    public void A_seat_is_taken() =>
        Given(Established)
            .When(new TakeSeat(First))
            .Then(new SeatTaken(First));

    [Fact]
    public void Taking_a_seat_twice_changes_nothing() =>
        Given(Established)
            .WhenTwice(new TakeSeat(First))
            .ThenNothing();

    [Fact]
    public void A_seat_may_have_several_holders() =>
        Given(Established, new SeatTaken(First))
            .When(new TakeSeat(Second))
            .Then(new SeatTaken(Second));

    [Fact]
    public void A_seat_is_left() =>
        Given(Established, new SeatTaken(First))
            .When(new LeaveSeat(First))
            .Then(new SeatLeft(First));

    [Fact]
    public void Leaving_a_seat_twice_is_refused() =>
        Given(Established, new SeatTaken(First))
            .WhenTwice(new LeaveSeat(First))
            .ThenRefused(Seat.NotHeld);

    [Fact]
    public void Nobody_leaves_a_seat_for_another() =>
        Given(Established, new SeatTaken(First))
            .When(new LeaveSeat(Second))
            .ThenRefused(Seat.NotHeld);

    [Fact]
    public void The_others_stay_when_one_leaves() =>
        Assert.Equal([Second], Given(Established, new SeatTaken(First), new SeatTaken(Second), new SeatLeft(First)).State.Terms.Keys);

    [Fact]
    public void Who_held_a_seat_is_erased_once_and_only_after_leaving_it()
    {
        var erase = new EraseHolder(First, ErasureReason.AskedFor);
        Given(Established).When(erase).ThenRefused(Seat.NotHeld);
        Given(Established, new SeatTaken(First)).When(erase).ThenRefused(Seat.StillHeld);
        Given(Established, new SeatTaken(First), new SeatLeft(First), new SeatTaken(Second)).When(erase).Then(new HolderErased(First, ErasureReason.AskedFor));
        Given(Established, new SeatTaken(First), new SeatLeft(First)).WhenTwice(new EraseHolder(First, ErasureReason.AskedFor)).ThenNothing();
    }

    [Fact]
    public void A_seat_can_be_established_with_the_one_who_takes_it() =>
        Given()
            .When(new EstablishSeat(SeatRole.SafetyRepresentative, null, First))
            .Then(new SeatEstablished(SeatRole.SafetyRepresentative, null), new SeatTaken(First));

    [Fact]
    public void A_seat_may_be_taken_until_a_day_that_is_known_beforehand() =>
        Given(Established)
            .When(new TakeSeat(First, Facts.June))
            .Then(new SeatTaken(First, Facts.June));

    [Fact]
    public void Nobody_takes_a_seat_that_ends_before_it_begins()
    {
        Given(Established).When(new TakeSeat(First, Facts.January), on: Facts.February).ThenRefused(Seat.EndsBeforeItBegins);
        Given(Established).When(new TakeSeat(First, Facts.February), on: Facts.February).Then(new SeatTaken(First, Facts.February));
    }

    [Fact]
    public void A_planned_last_day_is_the_last_on_which_the_seat_is_held()
    {
        var seat = Given(Established, new SeatTaken(First, Facts.June)).State;

        Assert.True(seat.IsHeldOn(First, Facts.June));
        Assert.False(seat.IsHeldOn(First, Facts.June.AddDays(1)));
        Assert.False(seat.IsHeldOn(Second, Facts.June));
    }

    [Fact]
    public void A_seat_that_has_ended_as_planned_cannot_be_left_or_handed_over()
    {
        SeatEvent[] ended = [Established, new SeatTaken(First, Facts.June)];

        Given(ended).When(new LeaveSeat(First), on: Facts.September).ThenRefused(Seat.NotHeld);
        Given(ended).When(new HandOverSeat(First, Second), on: Facts.September).ThenRefused(Seat.NotHeld);
        Given(ended).When(new LeaveSeat(First), on: Facts.June).Then(new SeatLeft(First));
    }

    [Fact]
    public void A_seat_is_handed_over_the_one_leaves_and_the_other_takes_it() =>
        Given(Established, new SeatTaken(First))
            .When(new HandOverSeat(First, Second, Facts.September))
            .Then(new SeatLeft(First), new SeatTaken(Second, Facts.September));

    [Fact]
    public void Handing_over_twice_is_refused() =>
        Given(Established, new SeatTaken(First))
            .WhenTwice(new HandOverSeat(First, Second))
            .ThenRefused(Seat.NotHeld);

    [Fact]
    public void A_seat_is_not_handed_over_to_someone_who_is_to_leave_before_coming() =>
        Given(Established, new SeatTaken(First))
            .When(new HandOverSeat(First, Second, Facts.January), on: Facts.February)
            .ThenRefused(Seat.EndsBeforeItBegins);

    [Fact]
    public void A_deputy_is_appointed_from_the_day_it_is_done_unless_another_is_said()
    {
        Given(Steward).When(new AppointDeputy(First), on: Facts.February).Then(new DeputyAppointed(First, Facts.February, null));
        Given(Steward).When(new AppointDeputy(First, Facts.March, Facts.June), on: Facts.February).Then(new DeputyAppointed(First, Facts.March, Facts.June));
    }

    [Fact]
    public void Appointing_a_deputy_twice_changes_nothing() =>
        Given(Steward)
            .WhenTwice(new AppointDeputy(First))
            .ThenNothing();

    [Fact]
    public void Everyone_who_works_there_needs_no_deputy() =>
        Given(Established)
            .When(new AppointDeputy(First))
            .ThenRefused(Seat.EmployeesHaveNoDeputy);

    [Fact]
    public void A_deputyship_does_not_end_before_it_begins()
    {
        Given(Steward).When(new AppointDeputy(First, Facts.March, Facts.February)).ThenRefused(Seat.EndsBeforeItBegins);
        Given(Steward).When(new AppointDeputy(First, null, Facts.January), on: Facts.February).ThenRefused(Seat.EndsBeforeItBegins);
    }

    [Fact]
    public void A_deputy_acts_from_the_first_day_to_the_last()
    {
        var seat = Given(Steward, new DeputyAppointed(First, Facts.March, Facts.June)).State;

        Assert.False(seat.IsHeldOn(First, Facts.March.AddDays(-1)));
        Assert.True(seat.IsHeldOn(First, Facts.March));
        Assert.True(seat.IsHeldOn(First, Facts.June));
        Assert.False(seat.IsHeldOn(First, Facts.June.AddDays(1)));
    }

    [Fact]
    public void A_deputyship_is_ended_also_before_it_has_begun()
    {
        Given(Steward, new DeputyAppointed(First, Facts.January, null)).When(new EndDeputyship(First)).Then(new DeputyshipEnded(First));
        Given(Steward, new DeputyAppointed(First, Facts.June, null)).When(new EndDeputyship(First), on: Facts.February).Then(new DeputyshipEnded(First));
    }

    [Fact]
    public void Ending_a_deputyship_twice_is_refused() =>
        Given(Steward, new DeputyAppointed(First, Facts.January, null))
            .WhenTwice(new EndDeputyship(First))
            .ThenRefused(Seat.NotDeputy);

    [Fact]
    public void Holder_and_deputy_are_not_mixed_up()
    {
        Given(Steward, new SeatTaken(First)).When(new EndDeputyship(First)).ThenRefused(Seat.NotDeputy);
        Given(Steward, new DeputyAppointed(First, Facts.January, null)).When(new LeaveSeat(First)).ThenRefused(Seat.NotHeld);
        Given(Steward, new DeputyAppointed(First, Facts.January, null)).When(new HandOverSeat(First, Second)).ThenRefused(Seat.NotHeld);
    }

    [Fact]
    public void Who_is_to_be_a_deputy_or_has_a_planned_last_day_ahead_is_not_erased_and_afterwards_is()
    {
        var erase = new EraseHolder(First, ErasureReason.NoLongerNeeded);
        var erased = new HolderErased(First, ErasureReason.NoLongerNeeded);

        Given(Steward, new DeputyAppointed(First, Facts.March, Facts.June)).When(erase, on: Facts.February).ThenRefused(Seat.StillHeld);
        Given(Steward, new DeputyAppointed(First, Facts.March, Facts.June)).When(erase, on: Facts.June).ThenRefused(Seat.StillHeld);
        Given(Steward, new DeputyAppointed(First, Facts.March, Facts.June)).When(erase, on: Facts.September).Then(erased);
        Given(Steward, new SeatTaken(First, Facts.June)).When(erase, on: Facts.June).ThenRefused(Seat.StillHeld);
        Given(Steward, new SeatTaken(First, Facts.June)).When(erase, on: Facts.September).Then(erased);
        Given(Steward, new DeputyAppointed(First, Facts.January, null), new DeputyshipEnded(First)).When(erase).Then(erased);
    }

    [Fact]
    public void Whoever_has_the_seat_stands_behind_the_rules_and_the_next_says_it_anew()
    {
        var rules = new Guid("01900000-0000-7000-8000-0000000000d1");
        Given(Steward, new SeatTaken(First)).WhenTwice(new AcknowledgeRules(rules)).ThenNothing();
        Given(Steward, new SeatTaken(First), new RulesAcknowledged(rules)).When(new AcknowledgeRules(Second)).Then(new RulesAcknowledged(Second));
        Given(Steward, new SeatTaken(First), new RulesAcknowledged(rules), new SeatLeft(First), new SeatTaken(Second)).When(new AcknowledgeRules(rules)).Then(new RulesAcknowledged(rules));
    }

    [Fact]
    public void What_is_expected_of_a_seat_is_written_anew_as_often_as_the_group_likes() =>
        Given(Steward).WhenTwice(new StateExpectations(Facts.Said("Spør kollegene først."))).ThenNewVersion();

    [Fact]
    public void Everyone_who_works_there_is_asked_for_neither()
    {
        Given(Established).When(new AcknowledgeRules(First)).ThenRefused(Seat.OnlyForMembers);
        Given(Established).When(new StateExpectations(Facts.Said("Noe."))).ThenRefused(Seat.OnlyForMembers);
    }

    private static readonly SeatEvent Elected = new SeatEstablished(SeatRole.Politician, null);

    [Fact]
    public void A_politicians_seat_may_say_which_side_of_the_council_it_is_on_and_no_other_seat_may()
    {
        Given(Elected).WhenTwice(new StateSide(CouncilSide.Opposition)).ThenNothing();
        Given(Elected, new SideStated(CouncilSide.Opposition)).When(new StateSide(CouncilSide.Position)).Then(new SideStated(CouncilSide.Position));
        Given(Steward).When(new StateSide(CouncilSide.Position)).ThenRefused(Seat.OnlyForElected);
    }

    [Fact]
    public void An_election_ends_the_terms_of_those_who_sit_and_not_of_those_who_come_after()
    {
        var sitting = Given(Elected, new SeatTaken(First), new DeputyAppointed(Second, Facts.June, Facts.September));
        sitting.WhenTwice(new EndTerms(Facts.March)).ThenNothing();
        Given(Steward, new SeatTaken(First)).When(new EndTerms(Facts.March)).ThenRefused(Seat.OnlyForElected);
        Given(Elected, new SeatTaken(First)).When(new EndTerms(Facts.January)).ThenRefused(Seat.EndsBeforeItBegins);
        Given(Elected).When(new EndTerms(Facts.March)).ThenNothing();

        var after = Given(Elected, new SeatTaken(First), new DeputyAppointed(Second, Facts.June, Facts.September), new TermsEnded(Facts.March)).State;
        Assert.True(after.IsHeldOn(First, Facts.March));
        Assert.False(after.IsHeldOn(First, Facts.March.AddDays(1)));
        Assert.True(after.IsHeldOn(Second, Facts.September));
    }
}
