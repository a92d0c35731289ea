using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class HelpRequestTests
{
    private static readonly Guid Helper = new("01900000-0000-7000-8000-000000000009");
    private static readonly Many<Many<Guid>> All = [[Leader], [ShopSteward], [SafetyRepresentative]];

    private static readonly HelpEvent[] Stopped = [new StopCalled()];
    private static readonly HelpEvent[] Stated = [.. Stopped, new CauseStated(Said("Vi møtes sjelden.")), new CauseConfirmed(ShopSteward)];
    private static readonly HelpEvent[] Confirmed = [.. Stated, new CauseConfirmed(Leader), new CauseConfirmed(SafetyRepresentative)];
    private static readonly HelpEvent[] Asked = [.. Confirmed, new HelpAsked([HelperKind.Nav], null)];
    private static readonly HelpEvent[] Proposed = [.. Asked, new AccessProposed(1, Helper, February, March, []), new AccessAgreed(1, ShopSteward)];

    private static AskForHelp Ask(Many<Many<Guid>> parties, bool nav = true) => new(true, false, false, nav, false, false, false) { Parties = parties };

    private static ProposeAccess Propose(DateOnly start, DateOnly end, Many<Many<Guid>>? parties = null) => new(Helper, start, end, []) { Parties = parties ?? All };

    private static AgreeAccess Agree(int access = 1, Many<Many<Guid>>? parties = null) => new(access) { Parties = parties ?? All };

    private static Scenario<HelpRequest, HelpCommand, HelpEvent> Given(params HelpEvent[] events) => new(events);

    [Fact]
    public void Anyone_may_call_a_stop_without_a_reason_and_only_once()
    {
        Given().When(new CallStop()).Then(new StopCalled());
        Given().When(new StateCause(Said("Vi er få."))).ThenRefused(HelpRequest.NotCalled);
        Given().WhenTwice(new CallStop()).ThenRefused(HelpRequest.AlreadyCalled);
    }

    [Fact]
    public void Each_seat_answers_the_questions_for_itself()
    {
        Given(Stopped).When(new AnswerStuck(3, Said("Tid."))).Then(new StuckAnswered(3, Leader, Said("Tid.")));
        Given(Stopped).When(new AnswerStuck(0, Said("Tid."))).ThenRefused(HelpRequest.NoSuchQuestion);
        Given(Stopped).When(new AnswerStuck(6, Said("Tid."))).ThenRefused(HelpRequest.NoSuchQuestion);
    }

    [Fact]
    public void A_cause_is_confirmed_by_the_one_who_writes_it_and_a_changed_one_by_all_anew()
    {
        Given(Stopped).When(new ConfirmCause()).ThenRefused(HelpRequest.NoCause);
        Given(Stated).When(new ConfirmCause()).Then(new CauseConfirmed(Leader));
        Given(Stated).WhenTwice(new ConfirmCause()).ThenNothing();
        Given(Confirmed).When(new StateCause(Said("Vi er få."))).Then(new CauseStated(Said("Vi er få.")), new CauseConfirmed(Leader));
        Given([.. Confirmed, new CauseStated(Said("Vi er få.")), new CauseConfirmed(Leader)]).When(Ask(All)).ThenRefused(HelpRequest.CauseNotConfirmed);
    }

    [Fact]
    public void Help_is_asked_for_when_every_seat_that_is_held_sees_the_same_cause()
    {
        Given(Stopped).When(Ask(All)).ThenRefused(HelpRequest.NoCause);
        Given(Stated).When(Ask(All)).ThenRefused(HelpRequest.CauseNotConfirmed);
        Given([.. Stated, new CauseConfirmed(Leader)]).When(Ask(All)).ThenRefused(HelpRequest.CauseNotConfirmed);
        Given(Confirmed).When(Ask(All)).Then(new HelpAsked([HelperKind.Union, HelperKind.Nav], null));

        // Every seat, and not one for each party; one that nobody has is not waited for.
        Given(Confirmed).When(Ask([[Leader, Helper], [ShopSteward], [SafetyRepresentative]])).ThenRefused(HelpRequest.CauseNotConfirmed);
        Given(Stated).When(Ask([[ShopSteward]])).Then(new HelpAsked([HelperKind.Union, HelperKind.Nav], null));
        Given(Confirmed).When(Ask([])).ThenRefused(HelpRequest.NoParties);
        Given(Confirmed).When(new AskForHelp(false, false, false, false, false, false, false) { Parties = All }).ThenRefused(HelpRequest.NoHelper);
    }

    [Fact]
    public void A_helper_is_let_in_when_every_party_agrees_and_for_three_months_at_most()
    {
        Given(Confirmed).When(Propose(February, March)).ThenRefused(HelpRequest.NotAsked);
        Given(Asked).When(Propose(February, March)).Then(new AccessProposed(1, Helper, February, March, []), new AccessAgreed(1, Leader));
        Given(Asked).When(Propose(February, March, [[Leader]])).Then(new AccessProposed(1, Helper, February, March, []), new AccessAgreed(1, Leader), new AccessGiven(1));
        Given(Asked).When(Propose(January, March)).ThenRefused(HelpRequest.StartsBeforeProposed);
        Given(Asked).When(Propose(March, February)).ThenRefused(HelpRequest.EndsBeforeStart);
        Given(Asked).When(Propose(February, February.AddMonths(3).AddDays(1))).ThenRefused(HelpRequest.AccessTooLong);
        Given(Asked).When(Propose(February, March, [[ShopSteward]])).ThenRefused(HelpRequest.NotAParty);
        Given(Asked).When(Propose(February, March, [])).ThenRefused(HelpRequest.NoParties);

        Given(Proposed).When(Agree()).Then(new AccessAgreed(1, Leader));
        Given(Proposed).WhenTwice(Agree()).ThenNothing();
        Given([.. Proposed, new AccessAgreed(1, SafetyRepresentative)]).When(Agree()).Then(new AccessAgreed(1, Leader), new AccessGiven(1));
        Given(Proposed).When(Agree(2)).ThenRefused(HelpRequest.NoSuchAccess);
        Given(Proposed).When(Agree(), on: March.AddDays(1)).ThenRefused(HelpRequest.AccessIsOver);
        Given(Proposed).When(Agree(parties: [[ShopSteward], [SafetyRepresentative]])).ThenRefused(HelpRequest.NotAParty);
    }

    [Fact]
    public void Any_party_takes_it_back_at_once_and_also_when_it_is_over()
    {
        Given(Proposed).When(new TakeBackAccess(1)).Then(new AccessTakenBack(1));
        Given(Proposed).WhenTwice(new TakeBackAccess(1)).ThenNothing();
        Given([.. Proposed, new AccessGiven(1), new StopEnded(Said("Mye."))]).When(new TakeBackAccess(1)).Then(new AccessTakenBack(1));
        Given([.. Proposed, new AccessTakenBack(1)]).When(Agree()).ThenRefused(HelpRequest.AccessIsOver);
        Given(Proposed).When(new TakeBackAccess(0)).ThenRefused(HelpRequest.NoSuchAccess);
    }

    [Fact]
    public void The_help_is_got_with_all_parties_present()
    {
        Given(Asked).When(new NoteHelpSession([Leader, ShopSteward, SafetyRepresentative, Helper]) { Parties = All })
            .Then(new HelpSessionHeld([Leader, ShopSteward, SafetyRepresentative, Helper], null));
        Given(Asked).When(new NoteHelpSession([Leader, ShopSteward, Helper]) { Parties = All }).ThenRefused(HelpRequest.PartyMissing);
        Given(Asked).When(new NoteHelpSession([Leader]) { Parties = [] }).ThenRefused(HelpRequest.NoParties);
        Given(Confirmed).When(new NoteHelpSession([Leader, ShopSteward, SafetyRepresentative]) { Parties = All }).ThenRefused(HelpRequest.NotAsked);
        Given(Asked).When(new PlanHelpSession(March, new(9, 0))).Then(new HelpSessionPlanned(March, new(9, 0), null));
        Given(Asked).When(new PlanHelpSession(January, new(9, 0))).ThenRefused(HelpRequest.DayHasPassed);
    }

    [Fact]
    public void It_is_shown_upwards_when_every_party_agrees_and_not_when_one_takes_it_back()
    {
        var show = new AgreeToShow { Parties = All };
        Given(Stopped).When(show).Then(new ShowingAgreed(Leader));
        Given([.. Stopped, new ShowingAgreed(ShopSteward), new ShowingAgreed(SafetyRepresentative)]).When(show).Then(new ShowingAgreed(Leader), new ShownUpwards());
        Given([.. Stopped, new StopEnded(Said("Mye.")), new ShowingAgreed(ShopSteward), new ShownUpwards()]).When(new TakeBackShowing()).Then(new ShowingTakenBack());
        Given(Stopped).When(new TakeBackShowing()).ThenNothing();
        Given(Stopped).When(new AgreeToShow { Parties = [[ShopSteward]] }).ThenRefused(HelpRequest.NotAParty);
    }

    [Fact]
    public void It_ends_with_what_was_learned_and_then_nothing_more_is_asked()
    {
        Given(Stopped).When(new EndStop(Said("Mye."))).Then(new StopEnded(Said("Mye.")));
        Given(Stopped).WhenTwice(new EndStop(Said("Mye."))).ThenNothing();
        Given([.. Confirmed, new StopEnded(Said("Mye."))]).When(Ask(All)).ThenRefused(HelpRequest.IsOver);
    }

    [Fact]
    public void What_is_said_twice_is_once_or_stands_as_the_latest()
    {
        Given(Stopped).WhenTwice(new AnswerStuck(1, Said("Mye."))).ThenNewVersion();
        Given(Stopped).WhenTwice(new StateCause(Said("Vi er få."))).ThenNewVersion();
        Given(Confirmed).WhenTwice(new AskForHelp(true, false, false, false, false, false, false) { Parties = All }).ThenNewVersion();
        Given(Asked).WhenTwice(new ProposeAccess(Helper, February, March, []) { Parties = All }).Then(new AccessProposed(2, Helper, February, March, []), new AccessAgreed(2, Leader));
        Given(Proposed).WhenTwice(new AgreeAccess(1) { Parties = All }).ThenNothing();
        Given(Asked).WhenTwice(new PlanHelpSession(March, new(9, 0))).ThenNewVersion();
        Given(Asked).WhenTwice(new NoteHelpSession([Leader, ShopSteward, SafetyRepresentative]) { Parties = All }).ThenNewVersion();
        Given(Stopped).WhenTwice(new AgreeToShow(null) { Parties = [[Leader]] }).ThenNothing();
        Given([.. Stopped, new ShowingAgreed(Leader)]).WhenTwice(new TakeBackShowing()).ThenNothing();
        Given(Stopped).WhenTwice(new EraseHelpText(Helper, ErasureReason.NamesSomeone)).ThenNothing();
    }

    [Theory]
    [InlineData(2, 10, 0)]
    [InlineData(3, 10, 0, "advice/stop-as-deferred-often")]
    [InlineData(0, 76, 0, "advice/stop-as-meetings-lapse")]
    [InlineData(0, 75, 1)]
    [InlineData(4, 10, 2, "advice/stop-as-deferred-often", "advice/stop-as-meetings-lapse")]
    public void It_is_suggested_where_a_matter_is_deferred_often_or_meetings_lapse(int deferrals, int daysSince, int lapsed, params string[] codes) =>
        Assert.Equal(codes, Stuck.AdviceOn(deferrals, June.AddDays(-daysSince), lapsed, June).Select(a => a.Code));

    [Fact]
    public void A_group_that_has_not_met_yet_is_told_nothing() => Assert.Empty(Stuck.AdviceOn(0, null, 0, June));
}
