namespace Trepart.Domain.Tests;

public sealed class RetentionTests
{
    private static Scenario<Retention, RetentionCommand, RetentionEvent> Given(params RetentionEvent[] events) => new(events);

    [Fact]
    public void A_municipality_chooses_within_bounds() =>
        Assert.All(Enum.GetValues<RetentionKind>(), kind =>
        {
            var (usual, least, most) = Retention.Bounds(kind);
            Assert.InRange(usual, least, most);
            Given().When(new ChooseRetention(kind, least)).Then(new RetentionChosen(kind, least));
            Given().When(new ChooseRetention(kind, most)).Then(new RetentionChosen(kind, most));
            Given().When(new ChooseRetention(kind, least - 1)).ThenRefused(Retention.TooShort);
            Given().When(new ChooseRetention(kind, most + 1)).ThenRefused(Retention.TooLong);
        });

    [Fact]
    public void Choosing_the_same_again_changes_nothing() =>
        Given()
            .WhenTwice(new ChooseRetention(RetentionKind.InputTexts, 24))
            .ThenNothing();

    [Fact]
    public void The_usual_time_can_be_chosen_too_and_stays_when_the_usual_changes() =>
        Given()
            .When(new ChooseRetention(RetentionKind.AccessLog, 24))
            .Then(new RetentionChosen(RetentionKind.AccessLog, 24));

    [Fact]
    public void The_latest_choice_holds() =>
        Assert.Equal(12, Given(new RetentionChosen(RetentionKind.AccessLog, 24), new RetentionChosen(RetentionKind.AccessLog, 12)).State.Months);
}
