namespace Trepart.Domain.Tests;

public sealed class SeatTests
{
    private static readonly Guid First = new("01900000-0000-7000-8000-0000000000b1");
    private static readonly Guid Second = new("01900000-0000-7000-8000-0000000000b2");

    private static readonly SeatRole[] Representatives = [SeatRole.ShopSteward, SeatRole.ChiefShopSteward];

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
    public void Establishing_a_seat_twice_is_refused() =>
        Given()
            .WhenTwice(new EstablishSeat(SeatRole.Employee, null))
            .ThenRefused(Seat.AlreadyEstablished);

    [Fact]
    public void Nobody_takes_or_leaves_a_seat_that_is_not_established() =>
        Assert.All(
            new SeatCommand[] { new TakeSeat(First), new LeaveSeat(First) },
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
        Assert.Equal([Second], Given(Established, new SeatTaken(First), new SeatTaken(Second), new SeatLeft(First)).State.Holdings);

    [Fact]
    public void Who_held_a_seat_is_erased_once_and_only_after_leaving_it()
    {
        var erase = new EraseHolder(First, ErasureReason.AskedFor);
        Given(Established).When(erase).ThenRefused(Seat.NotHeld);
        Given(Established, new SeatTaken(First)).When(erase).ThenRefused(Seat.StillHeld);
        Given(Established, new SeatTaken(First), new SeatLeft(First), new SeatTaken(Second)).When(erase).Then(new HolderErased(First, ErasureReason.AskedFor));
        Given(Established, new SeatTaken(First), new SeatLeft(First)).WhenTwice(new EraseHolder(First, ErasureReason.AskedFor)).ThenNothing();
    }
}
