using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class AdviceTests
{
    private static readonly MatterEvent Raised = new MatterRaised(Said("Langvakter i helg"), Said("For få på vakt."), null, null);
    private static readonly MatterEvent Deferred = new MatterDeferred(March, Said("Vi mangler tall."), [], null);
    private static readonly MatterEvent TakenUp = new MatterTakenUpAgain();
    private static readonly MatterEvent Proposed = new TrialProposed(1, Said("Langvakt"), null, null, null, []);
    private static readonly MatterEvent Closed = new MatterClosed(Said("Vi gjør det slik."));

    private static IEnumerable<Advice> On(MatterEvent[] events, bool talkAgreed = true, bool problemClarified = true) =>
        Advice.On(events.Aggregate(Matter.Initial, Matter.Evolve), talkAgreed, problemClarified);

    [Fact]
    public void A_matter_that_goes_well_needs_no_advice() =>
        Assert.Empty(On([Raised]));

    [Fact]
    public void A_matter_that_is_not_raised_needs_no_advice() =>
        Assert.Empty(On([], talkAgreed: false));

    [Fact]
    public void A_deferral_without_a_talk_in_between_is_noticed() =>
        Assert.Equal([Advice.TalkInBetween], On([Raised, Deferred], talkAgreed: false));

    [Fact]
    public void A_deferral_with_a_talk_in_between_is_fine() =>
        Assert.Empty(On([Raised, Deferred], talkAgreed: true));

    [Fact]
    public void A_matter_taken_up_again_needs_no_talk_in_between() =>
        Assert.Empty(On([Raised, Deferred, TakenUp], talkAgreed: false));

    [Fact]
    public void The_second_deferral_asks_what_one_is_stuck_in()
    {
        Assert.Equal([Advice.DeferredBefore], On([Raised, Deferred, Deferred]));
        Assert.Equal([Advice.DeferredBefore], On([Raised, Deferred, TakenUp, Deferred, TakenUp]));
    }

    [Fact]
    public void A_closed_matter_is_stuck_no_longer() =>
        Assert.Empty(On([Raised, Deferred, Deferred, TakenUp, Closed], problemClarified: false));

    [Fact]
    public void An_open_matter_wants_its_problem_in_words() =>
        Assert.Equal([Advice.ClarifyTheProblem], On([Raised], problemClarified: false));

    [Fact]
    public void A_matter_with_a_trial_has_come_further_than_its_problem() =>
        Assert.Empty(On([Raised, Proposed], problemClarified: false));

    [Fact]
    public void A_matter_may_need_more_than_one_advice() =>
        Assert.Equal(
            [Advice.TalkInBetween, Advice.DeferredBefore],
            On([Raised, Deferred, Deferred], talkAgreed: false, problemClarified: false));

    [Fact]
    public void Advice_never_stops_anyone() =>
        new Scenario<Matter, MatterCommand, MatterEvent>(Raised, Deferred, Deferred, TakenUp)
            .When(new DeferMatter(June, Said("Vi mangler tall fremdeles."), []))
            .Then(new MatterDeferred(June, Said("Vi mangler tall fremdeles."), [], null));
}
