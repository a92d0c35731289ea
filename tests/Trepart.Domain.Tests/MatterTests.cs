using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class MatterTests
{
    private static readonly MatterEvent Raised = new MatterRaised(Said("Langvakter i helg"), Said("For få på vakt."), Theme.Rosters, null);
    private static readonly MatterEvent Deferred = new MatterDeferred(March, Said("Vi mangler tall."), [Leader, ShopSteward], null);
    private static readonly MatterEvent TakenUp = new MatterTakenUpAgain();
    private static readonly MatterEvent HandedOver = new MatterHandedOver(DecisionLine.Council, Said("Gjør det fast."), null);
    private static readonly MatterEvent Returned = new OutcomeReturned(Said("Rådet følger gruppa."), Said("Sak 12/26"));
    private static readonly MatterEvent Closed = new MatterClosed(Said("Vi gjør det slik."));

    private static Scenario<Matter, MatterCommand, MatterEvent> Given(params MatterEvent[] events) => new(events);

    // Raising

    [Fact]
    public void A_matter_is_raised() =>
        Given()
            .When(new RaiseMatter(Said("Langvakter i helg"), Said("For få på vakt."), Theme.Rosters))
            .Then(Raised);

    [Fact]
    public void A_matter_needs_no_theme_and_remembers_the_input_it_came_from()
    {
        var input = new Guid("6f1f7a52-0b6e-4f0e-9d4b-1d2c3b4a5f60");

        Given()
            .When(new RaiseMatter(Said("Vaktrom"), Said("Det er trangt."), Input: input))
            .Then(new MatterRaised(Said("Vaktrom"), Said("Det er trangt."), null, input));
    }

    [Fact]
    public void Raising_a_matter_twice_is_refused() =>
        Given()
            .WhenTwice(new RaiseMatter(Said("Langvakter i helg"), Said("For få på vakt.")))
            .ThenRefused(Matter.AlreadyRaised);

    [Fact]
    public void A_closed_matter_is_not_raised_again() =>
        Given(Raised, Closed)
            .When(new RaiseMatter(Said("Langvakter i helg"), Said("For få på vakt.")))
            .ThenRefused(Matter.AlreadyRaised);

    [Fact]
    public void Nothing_else_happens_to_a_matter_that_is_not_raised() =>
        Assert.All(
            EverythingButRaising,
            command => Given().When(command).ThenRefused(Matter.NotRaisedYet));

    // Talking about it

    [Fact]
    public void The_group_puts_the_problem_in_words() =>
        Given(Raised)
            .When(new ClarifyProblem(Said("Ingen vil ha delte helger.")))
            .Then(new ProblemClarified(Said("Ingen vil ha delte helger.")));

    [Fact]
    public void Clarifying_the_problem_twice_gives_a_new_version() =>
        Given(Raised)
            .WhenTwice(new ClarifyProblem(Said("Ingen vil ha delte helger.")))
            .ThenNewVersion();

    [Fact]
    public void Each_seat_may_tell_its_view() =>
        Given(Raised)
            .When(new RegisterView(ShopSteward, Said("Vi er redde for lengre dager.")))
            .Then(new ViewRegistered(ShopSteward, Said("Vi er redde for lengre dager.")));

    [Fact]
    public void Telling_a_view_twice_gives_a_new_version() =>
        Given(Raised)
            .WhenTwice(new RegisterView(ShopSteward, Said("Vi er redde for lengre dager.")))
            .ThenNewVersion();

    [Fact]
    public void A_seat_with_two_views_is_known_once() =>
        Assert.Equal(
            [Leader, ShopSteward],
            Given(
                Raised,
                new ViewRegistered(ShopSteward, Said("Vi er redde for lengre dager.")),
                new ViewRegistered(Leader, Said("Vi får ikke tak i vikarer.")),
                new ViewRegistered(ShopSteward, Said("Vi kan prøve.")))
                .State.Views.Order());

    [Fact]
    public void Two_seats_agree() =>
        Given(Raised)
            .When(new NoteAgreement(Said("Vi prøver."), [Leader, ShopSteward]))
            .Then(new AgreementReached(Said("Vi prøver."), [Leader, ShopSteward]));

    [Fact]
    public void Nobody_agrees_alone() =>
        Given(Raised)
            .When(new NoteAgreement(Said("Vi prøver."), [Leader]))
            .ThenRefused(Matter.AgreementNeedsTwo);

    [Fact]
    public void An_agreement_of_nobody_is_refused() =>
        Given(Raised)
            .When(new NoteAgreement(Said("Vi prøver."), []))
            .ThenRefused(Matter.AgreementNeedsTwo);

    [Fact]
    public void Nobody_agrees_with_oneself() =>
        Given(Raised)
            .When(new NoteAgreement(Said("Vi prøver."), [Leader, Leader]))
            .ThenRefused(Matter.AgreementNeedsTwo);

    [Fact]
    public void Agreeing_twice_gives_a_new_version() =>
        Given(Raised)
            .WhenTwice(new NoteAgreement(Said("Vi prøver."), [Leader, ShopSteward]))
            .ThenNewVersion();

    [Fact]
    public void Disagreement_is_as_much_a_result_as_agreement() =>
        Given(Raised)
            .When(new NoteDisagreement(Said("Lengden på vaktene.")))
            .Then(new DisagreementNoted(Said("Lengden på vaktene.")));

    [Fact]
    public void Disagreeing_twice_gives_a_new_version() =>
        Given(Raised)
            .WhenTwice(new NoteDisagreement(Said("Lengden på vaktene.")))
            .ThenNewVersion();

    [Fact]
    public void A_deferred_matter_waits_for_its_meeting() =>
        Assert.All(
            new MatterCommand[]
            {
                new ClarifyProblem(Said("Ingen vil ha delte helger.")),
                new RegisterView(ShopSteward, Said("Vi er redde for lengre dager.")),
                new NoteAgreement(Said("Vi prøver."), [Leader, ShopSteward]),
                new NoteDisagreement(Said("Lengden på vaktene.")),
                new HandOverMatter(DecisionLine.Council, Said("Gjør det fast.")),
                new DecideAsLeader(Said("Vi prøver i mars."), Said("Tiden er inne.")),
                new CloseMatter(Said("Vi gjør det slik.")),
                new ProposeTrial(Said("Langvakt"), null, null, null, []),
                new StartTrial(),
            },
            command => Given(Raised, Deferred).When(command).ThenRefused(Matter.IsDeferred));

    // Handing over to where decisions are made

    [Fact]
    public void A_matter_is_handed_over_with_the_groups_recommendation() =>
        Given(Raised)
            .When(new HandOverMatter(DecisionLine.Council, Said("Gjør det fast.")))
            .Then(HandedOver);

    [Fact]
    public void Handing_over_twice_is_refused() =>
        Given(Raised)
            .WhenTwice(new HandOverMatter(DecisionLine.Council, Said("Gjør det fast.")))
            .ThenRefused(Matter.AlreadyHandedOver);

    [Fact]
    public void The_outcome_comes_back() =>
        Given(Raised, HandedOver)
            .When(new ReturnOutcome(Said("Rådet følger gruppa."), Said("Sak 12/26")))
            .Then(Returned);

    [Fact]
    public void The_outcome_comes_back_to_a_deferred_matter_too() =>
        Given(Raised, HandedOver, Deferred)
            .When(new ReturnOutcome(Said("Rådet følger gruppa."), Said("Sak 12/26")))
            .Then(Returned);

    [Fact]
    public void Returning_the_outcome_twice_is_refused() =>
        Given(Raised, HandedOver)
            .WhenTwice(new ReturnOutcome(Said("Rådet følger gruppa.")))
            .ThenRefused(Matter.NotHandedOver);

    [Fact]
    public void What_was_not_handed_over_has_no_outcome() =>
        Given(Raised)
            .When(new ReturnOutcome(Said("Rådet følger gruppa.")))
            .ThenRefused(Matter.NotHandedOver);

    [Fact]
    public void A_matter_may_be_handed_over_again_when_the_outcome_is_back() =>
        Given(Raised, HandedOver, Returned)
            .When(new HandOverMatter(DecisionLine.Council, Said("Gjør det fast.")))
            .Then(HandedOver);

    [Fact]
    public void A_matter_stays_open_until_its_outcome_is_back() =>
        Given(Raised, HandedOver)
            .When(new CloseMatter(Said("Vi gjør det slik.")))
            .ThenRefused(Matter.StillAwaitsOutcome);

    [Fact]
    public void A_matter_with_its_outcome_back_can_be_closed() =>
        Given(Raised, HandedOver, Returned)
            .When(new CloseMatter(Said("Vi gjør det slik.")))
            .Then(Closed);

    // The leader's own decision

    [Fact]
    public void The_leader_decides_and_says_why() =>
        Given(Raised, new DisagreementNoted(Said("Lengden på vaktene.")))
            .When(new DecideAsLeader(Said("Vi prøver i mars."), Said("Vi må komme videre.")))
            .Then(new LeaderDecided(Said("Vi prøver i mars."), Said("Vi må komme videre.")));

    [Fact]
    public void Deciding_twice_as_leader_gives_a_new_version() =>
        Given(Raised)
            .WhenTwice(new DecideAsLeader(Said("Vi prøver i mars."), Said("Vi må komme videre.")))
            .ThenNewVersion();

    // Closing and opening again

    [Fact]
    public void A_matter_is_closed_with_what_came_of_it() =>
        Given(Raised)
            .When(new CloseMatter(Said("Vi gjør det slik.")))
            .Then(Closed);

    [Fact]
    public void Closing_twice_changes_nothing() =>
        Given(Raised)
            .WhenTwice(new CloseMatter(Said("Vi gjør det slik.")))
            .ThenNothing();

    [Fact]
    public void A_closed_matter_is_left_as_it_is() =>
        Assert.All(
            new MatterCommand[]
            {
                new ClarifyProblem(Said("Ingen vil ha delte helger.")),
                new RegisterView(ShopSteward, Said("Vi er redde for lengre dager.")),
                new NoteAgreement(Said("Vi prøver."), [Leader, ShopSteward]),
                new NoteDisagreement(Said("Lengden på vaktene.")),
                new DeferMatter(March, Said("Vi mangler tall."), []),
                new NoteTalk([Leader, ShopSteward], Said("Tallene er klare.")),
                new TakeUpMatter(),
                new HandOverMatter(DecisionLine.Council, Said("Gjør det fast.")),
                new DecideAsLeader(Said("Vi prøver i mars."), Said("Tiden er inne.")),
                new ProposeTrial(Said("Langvakt"), null, null, null, []),
            },
            command => Given(Raised, Closed).When(command).ThenRefused(Matter.IsClosed));

    [Fact]
    public void A_closed_matter_can_be_reopened() =>
        Given(Raised, Closed)
            .When(new ReopenMatter(Said("Det kom nye tall.")))
            .Then(new MatterReopened(Said("Det kom nye tall.")));

    [Fact]
    public void Reopening_twice_changes_nothing() =>
        Given(Raised, Closed)
            .WhenTwice(new ReopenMatter(Said("Det kom nye tall.")))
            .ThenNothing();

    [Fact]
    public void Reopening_a_deferred_matter_changes_nothing() =>
        Given(Raised, Deferred)
            .When(new ReopenMatter(Said("Det kom nye tall.")))
            .ThenNothing();

    [Fact]
    public void A_reopened_matter_is_open_for_everything_again() =>
        Given(Raised, Closed, new MatterReopened(Said("Det kom nye tall.")))
            .When(new ClarifyProblem(Said("Ingen vil ha delte helger.")))
            .Then(new ProblemClarified(Said("Ingen vil ha delte helger.")));

    // Setting a mistake right

    [Fact]
    public void Any_entry_can_be_set_right() =>
        Assert.All(
            [1, 2, 3],
            entry => Given(Raised, Deferred, TakenUp)
                .When(new CorrectMatter(entry, Said("Åtte på vakt."), Said("Skrevet feil.")))
                .Then(new MatterCorrected(entry, Said("Åtte på vakt."), Said("Skrevet feil."))));

    [Fact]
    public void A_closed_matter_can_be_set_right() =>
        Given(Raised, Closed)
            .When(new CorrectMatter(2, Said("Vi gjør det annethvert år."), Said("Skrevet feil.")))
            .Then(new MatterCorrected(2, Said("Vi gjør det annethvert år."), Said("Skrevet feil.")));

    [Fact]
    public void An_entry_that_is_not_there_cannot_be_set_right() =>
        Assert.All(
            [-1, 0, 3],
            entry => Given(Raised, Deferred)
                .When(new CorrectMatter(entry, Said("Åtte på vakt."), Said("Skrevet feil.")))
                .ThenRefused(Matter.NoSuchEntry));

    [Fact]
    public void Setting_right_twice_gives_a_new_version() =>
        Given(Raised)
            .WhenTwice(new CorrectMatter(1, Said("Åtte på vakt."), Said("Skrevet feil.")))
            .ThenNewVersion();

    [Fact]
    public void A_correction_is_an_entry_and_keeps_the_stage() =>
        Assert.Equal(
            (MatterStage.Deferred, March, 3),
            Given(Raised, Deferred, new MatterCorrected(1, Said("Åtte på vakt."), Said("Skrevet feil."))).State is var s
                ? (s.Stage, s.DeferredUntil!.Value, s.Entries)
                : default);

    private static readonly MatterCommand[] EverythingButRaising =
    [
        new ClarifyProblem(Said("Ingen vil ha delte helger.")),
        new RegisterView(ShopSteward, Said("Vi er redde for lengre dager.")),
        new NoteAgreement(Said("Vi prøver."), [Leader, ShopSteward]),
        new NoteDisagreement(Said("Lengden på vaktene.")),
        new DeferMatter(March, Said("Vi mangler tall."), []),
        new NoteTalk([Leader, ShopSteward], Said("Tallene er klare.")),
        new TakeUpMatter(),
        new HandOverMatter(DecisionLine.Council, Said("Gjør det fast.")),
        new ReturnOutcome(Said("Rådet følger gruppa.")),
        new DecideAsLeader(Said("Vi prøver i mars."), Said("Tiden er inne.")),
        new CloseMatter(Said("Vi gjør det slik.")),
        new ReopenMatter(Said("Det kom nye tall.")),
        new CorrectMatter(1, Said("Åtte på vakt."), Said("Skrevet feil.")),
        new ProposeTrial(Said("Langvakt"), null, null, null, []),
        new AnswerHmsRisk(HmsRisk.NoRisk, Said("Ingen nye løft.")),
        new AgreeTrial([Leader, ShopSteward]),
        new StartTrial(),
        new WithdrawTrial(Said("Vi venter.")),
        new NoteObservation(Said("Roligere morgen.")),
        new EvaluateTrial([], Said("Små skritt.")),
        new MakeTrialPermanent(Said("Slik gjør vi det.")),
        new RevertTrial(Said("Vi ble slitne.")),
        new ExtendTrial(September, Said("Vi vet ikke nok.")),
        new NoteStillInUse(Said("Vi gjør det fremdeles.")),
        new NoteSlidBack(Said("Vi glemte det.")),
    ];
}
