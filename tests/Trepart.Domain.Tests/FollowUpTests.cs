using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

/// <summary>A lasting practice is followed also after the matter has gone on to something new (UTP-13, UTP-14).</summary>
public sealed class FollowUpTests
{
    private static readonly MatterEvent[] FirstLasts =
    [
        new MatterRaised(Said("Smerteplaster"), Said("Vi venter."), null, null),
        new TrialProposed(1, Said("Vi setter plaster"), Said("Færre venter."), June, Said("Som før."), [Said("Natt")]),
        new HmsRiskAnswered(HmsRisk.NoRisk, Said("Ingen.")), new TrialAgreed([Leader, ShopSteward]), new TrialStarted(),
        new TrialEvaluated([new Finding(1, Effect.Better, Said("Roligere."))], Said("Mye.")), new TrialMadePermanent(Said("Slik er det.")),
    ];

    private static readonly MatterEvent Second = new TrialProposed(2, Said("Også i helgene"), null, null, null, []);

    private static readonly MatterEvent[] BothLast =
    [
        .. FirstLasts, Second, new TrialAgreed([Leader, ShopSteward]), new TrialStarted(), new TrialEvaluated([], Said("Mer.")), new TrialMadePermanent(Said("Alltid.")),
    ];

    private static Scenario<Matter, MatterCommand, MatterEvent> Given(params MatterEvent[] events) => new(events);

    [Fact]
    public void The_first_is_followed_after_a_second_is_proposed()
    {
        Given([.. FirstLasts, Second]).When(new NoteStillInUse(Said("Ja."))).Then(new TrialStillInUse(Said("Ja."), 1));
        Given([.. FirstLasts, Second]).When(new NoteSlidBack(Said("Nei."), 1)).Then(new TrialSlidBack(Said("Nei."), 1));
    }

    [Fact]
    public void Of_two_that_last_the_latest_is_meant_unless_said()
    {
        Given(BothLast).When(new NoteStillInUse(Said("Ja."))).Then(new TrialStillInUse(Said("Ja.")));
        Given(BothLast).When(new NoteStillInUse(Said("Ja."), 1)).Then(new TrialStillInUse(Said("Ja."), 1));
    }

    [Fact]
    public void The_first_slides_back_and_the_second_stays_as_it_was()
    {
        var state = Given([.. BothLast, new TrialSlidBack(Said("Nei."), 1)]).State;

        Assert.Equal([2], state.Lasting);
        Assert.Equal(TrialStage.Permanent, state.Trial!.Stage);
    }

    [Fact]
    public void What_does_not_last_is_not_followed()
    {
        Given([.. FirstLasts, Second]).When(new NoteStillInUse(Said("Ja."), 2)).ThenRefused(Trial.NotPermanent);
        Given([.. FirstLasts, new TrialSlidBack(Said("Nei."))]).When(new NoteStillInUse(Said("Ja."))).ThenRefused(Trial.NotPermanent);
        Given([.. FirstLasts, Second, new TrialSlidBack(Said("Nei."), 1)]).When(new NoteStillInUse(Said("Ja."), 1)).ThenRefused(Trial.NotPermanent);
    }

    [Fact]
    public void Where_a_practice_slid_back_the_way_on_is_shown()
    {
        MatterEvent[] slid = [.. FirstLasts, new MatterClosed(Said("Ferdig.")), new TrialSlidBack(Said("Nei."))];

        Assert.Equal([Advice.SlidBack], Advice.On(Given(slid).State, true, true));
        Given(slid).When(new ReopenMatter(Said("Vi prøver igjen."))).Then(new MatterReopened(Said("Vi prøver igjen.")));
    }

    [Fact]
    public void What_a_trial_demands_and_what_kind_it_is_is_told() =>
        Given(FirstLasts[0])
            .When(new ProposeTrial(Said("Vi setter plaster"), null, null, null, [], Said("Kurs for alle."), TrialKind.WorkOrganisation))
            .Then(new TrialProposed(1, Said("Vi setter plaster"), null, null, null, [], Said("Kurs for alle."), TrialKind.WorkOrganisation));
}
