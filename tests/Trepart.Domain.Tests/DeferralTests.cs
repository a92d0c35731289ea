using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class DeferralTests
{
    private static readonly MatterEvent Raised = new MatterRaised(Said("Langvakter i helg"), Said("For få på vakt."), null, null);
    private static readonly MatterEvent Deferred = new MatterDeferred(March, Said("Vi mangler tall."), [Leader, ShopSteward], null);
    private static readonly MatterEvent TakenUp = new MatterTakenUpAgain();

    private static Scenario<Matter, MatterCommand, MatterEvent> Given(params MatterEvent[] events) => new(events);

    [Fact]
    public void A_matter_is_put_off_to_a_meeting_and_somebody_talks_in_between() =>
        Given(Raised)
            .When(new DeferMatter(March, Said("Vi mangler tall."), [Leader, ShopSteward]), on: February)
            .Then(Deferred);

    [Fact]
    public void Nobody_has_to_talk_in_between_but_one_may_say_why_not() =>
        Given(Raised)
            .When(new DeferMatter(March, Said("Vi mangler tall."), [], Said("Tallene kommer av seg selv.")))
            .Then(new MatterDeferred(March, Said("Vi mangler tall."), [], Said("Tallene kommer av seg selv.")));

    [Fact]
    public void A_deferral_names_the_meeting_at_which_the_matter_comes_up() =>
        Given(Raised)
            .When(new DeferMatter(null, Said("Vi mangler tall."), [Leader, ShopSteward]))
            .ThenRefused(Matter.DeferralNeedsMeeting);

    [Fact]
    public void A_deferral_points_forward() =>
        Assert.All(
            [January, February],
            until => Given(Raised)
                .When(new DeferMatter(until, Said("Vi mangler tall."), []), on: February)
                .ThenRefused(Matter.MeetingMustBeLater));

    [Fact]
    public void The_day_after_is_later() =>
        Given(Raised)
            .When(new DeferMatter(February.AddDays(1), Said("Vi må sove på det."), []), on: February)
            .Then(new MatterDeferred(February.AddDays(1), Said("Vi må sove på det."), [], null));

    [Fact]
    public void Nobody_talks_alone_in_between() =>
        Given(Raised)
            .When(new DeferMatter(March, Said("Vi mangler tall."), [Leader]))
            .ThenRefused(Matter.TalkNeedsTwo);

    [Fact]
    public void Nobody_talks_with_oneself_in_between() =>
        Given(Raised)
            .When(new DeferMatter(March, Said("Vi mangler tall."), [Leader, Leader]))
            .ThenRefused(Matter.TalkNeedsTwo);

    [Fact]
    public void Deferring_to_the_same_meeting_twice_changes_nothing() =>
        Given(Raised)
            .WhenTwice(new DeferMatter(March, Said("Vi mangler tall."), [Leader, ShopSteward]))
            .ThenNothing();

    [Fact]
    public void A_talk_in_between_can_be_agreed_on_afterwards() =>
        Given(Raised, new MatterDeferred(March, Said("Vi mangler tall."), [], null))
            .When(new DeferMatter(March, Said("Vi mangler tall."), [Leader, ShopSteward]))
            .Then(Deferred);

    [Fact]
    public void A_trial_is_watched_also_while_its_matter_is_put_off() =>
        Given(
                Raised, new TrialProposed(1, Said("Langvakt"), null, null, null, []), new TrialAgreed([Leader, ShopSteward]), new TrialStarted(), Deferred)
            .When(new NoteObservation(Said("Roligere morgen.")))
            .Then(new ObservationNoted(Said("Roligere morgen.")));

    [Fact]
    public void A_deferred_matter_can_be_put_off_further() =>
        Given(Raised, Deferred)
            .When(new DeferMatter(June, Said("Tallene ble forsinket."), []))
            .Then(new MatterDeferred(June, Said("Tallene ble forsinket."), [], null));

    [Fact]
    public void A_deferred_matter_can_be_put_off_to_an_earlier_meeting_than_before() =>
        Given(Raised, new MatterDeferred(June, Said("Vi mangler tall."), [], null))
            .When(new DeferMatter(March, Said("Tallene kom."), []))
            .Then(new MatterDeferred(March, Said("Tallene kom."), [], null));

    [Fact]
    public void After_the_talk_one_writes_what_became_clearer() =>
        Given(Raised, Deferred)
            .When(new NoteTalk([Leader, ShopSteward], Said("Det er pausene det står på.")))
            .Then(new TalkHeld([Leader, ShopSteward], Said("Det er pausene det står på.")));

    [Fact]
    public void One_may_talk_about_a_matter_that_is_not_deferred() =>
        Given(Raised)
            .When(new NoteTalk([Leader, ShopSteward], Said("Det er pausene det står på.")))
            .Then(new TalkHeld([Leader, ShopSteward], Said("Det er pausene det står på.")));

    [Fact]
    public void It_takes_two_to_talk() =>
        Given(Raised, Deferred)
            .When(new NoteTalk([ShopSteward], Said("Det er pausene det står på.")))
            .ThenRefused(Matter.TalkNeedsTwo);

    [Fact]
    public void It_takes_two_different_to_talk() =>
        Given(Raised, Deferred)
            .When(new NoteTalk([ShopSteward, ShopSteward], Said("Det er pausene det står på.")))
            .ThenRefused(Matter.TalkNeedsTwo);

    [Fact]
    public void Noting_a_talk_twice_gives_a_new_version() =>
        Given(Raised, Deferred)
            .WhenTwice(new NoteTalk([Leader, ShopSteward], Said("Det er pausene det står på.")))
            .ThenNewVersion();

    [Fact]
    public void A_talk_leaves_the_matter_deferred() =>
        Assert.Equal(
            MatterStage.Deferred,
            Given(Raised, Deferred, new TalkHeld([Leader, ShopSteward], Said("Det er pausene det står på."))).State.Stage);

    [Fact]
    public void A_deferred_matter_is_taken_up_again() =>
        Given(Raised, Deferred)
            .When(new TakeUpMatter())
            .Then(TakenUp);

    [Fact]
    public void A_matter_may_be_taken_up_before_or_long_after_its_meeting() =>
        Assert.All(
            [February, March, September],
            on => Given(Raised, Deferred).When(new TakeUpMatter(), on).Then(TakenUp));

    [Fact]
    public void Taking_up_twice_changes_nothing() =>
        Given(Raised, Deferred)
            .WhenTwice(new TakeUpMatter())
            .ThenNothing();

    [Fact]
    public void Taking_up_what_was_never_deferred_changes_nothing() =>
        Given(Raised)
            .When(new TakeUpMatter())
            .ThenNothing();

    [Fact]
    public void A_matter_taken_up_can_be_put_off_to_the_same_meeting_once_more() =>
        Given(Raised, Deferred, TakenUp)
            .When(new DeferMatter(March, Said("Vi mangler tall."), [Leader, ShopSteward]))
            .Then(Deferred);

    [Fact]
    public void Every_deferral_counts()
    {
        var state = Given(Raised, Deferred, new MatterDeferred(June, Said("Tallene ble forsinket."), [], null)).State;

        Assert.Equal((2, June), (state.Deferrals, state.DeferredUntil!.Value));
    }

    [Fact]
    public void A_matter_taken_up_waits_for_no_meeting_but_remembers_its_deferrals()
    {
        var state = Given(Raised, Deferred, TakenUp).State;

        Assert.Equal((MatterStage.Open, 1), (state.Stage, state.Deferrals));
        Assert.Null(state.DeferredUntil);
    }
}
