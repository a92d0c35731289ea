namespace Trepart.Domain.Tests;

public sealed class SharingTests
{
    private static Scenario<Sharing, SharingCommand, SharingEvent> Given(params SharingEvent[] events) => new(events);

    [Fact]
    public void Each_kind_is_shared_by_itself_and_said_once()
    {
        Given(new SharingGranted(SharedKind.Presence)).When(new GrantSharing(SharedKind.Figures)).Then(new SharingGranted(SharedKind.Figures));
        Given(new SharingGranted(SharedKind.Presence)).WhenTwice(new GrantSharing(SharedKind.Figures)).Then();
    }

    [Theory]
    [InlineData(SharedKind.Figures)]
    [InlineData(SharedKind.Experiences)]
    [InlineData(SharedKind.Help)]
    public void That_the_municipality_is_there_is_shared_first(SharedKind kind)
    {
        Given().When(new GrantSharing(kind)).ThenRefused(Sharing.PresenceFirst);
        Given(new SharingGranted(SharedKind.Presence), new SharingWithdrawn(SharedKind.Presence)).When(new GrantSharing(kind)).ThenRefused(Sharing.PresenceFirst);
    }

    [Fact]
    public void What_is_not_shared_is_not_withdrawn_and_that_is_no_fault() =>
        Assert.Empty(Sharing.Decide(Sharing.Initial, new WithdrawSharing(SharedKind.Figures), new Acting(Guid.NewGuid(), new(2026, 11, 20))).Events);

    [Fact]
    public void The_rest_goes_with_the_presence()
    {
        Given(new SharingGranted(SharedKind.Presence), new SharingGranted(SharedKind.Experiences), new SharingGranted(SharedKind.Figures))
            .When(new WithdrawSharing(SharedKind.Presence))
            .Then(new SharingWithdrawn(SharedKind.Experiences), new SharingWithdrawn(SharedKind.Figures), new SharingWithdrawn(SharedKind.Presence));
        Given(new SharingGranted(SharedKind.Presence), new SharingGranted(SharedKind.Figures))
            .When(new WithdrawSharing(SharedKind.Figures))
            .Then(new SharingWithdrawn(SharedKind.Figures));
        Given(new SharingGranted(SharedKind.Presence)).WhenTwice(new WithdrawSharing(SharedKind.Presence)).Then();
    }

    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(1, 50, null)]
    [InlineData(2, 50, null)]
    [InlineData(3, 5, 3)]
    [InlineData(30, 4, null)]
    [InlineData(0, 0, null)]
    public void A_figure_about_so_few_that_one_can_be_told_from_it_is_hidden(int count, int persons, int? shown) => Assert.Equal(shown, Hidden.Count(count, persons));

    [Fact]
    public void A_municipality_starts_is_active_and_pauses()
    {
        var today = new DateOnly(2026, 11, 20);
        Assert.Equal(SpreadStatus.Starting, Spread.StatusOf(null, today));
        Assert.Equal(SpreadStatus.Active, Spread.StatusOf(new(2026, 5, 20), today));
        Assert.Equal(SpreadStatus.Paused, Spread.StatusOf(new(2026, 5, 19), today));
    }
}
