using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class TrialTests
{
    private static readonly MatterEvent Raised = new MatterRaised(Said("Smerteplaster"), Said("Vi venter på sykepleier."), null, null);
    private static readonly MatterEvent NoRisk = new HmsRiskAnswered(HmsRisk.NoRisk, Said("Ingen nye løft."));
    private static readonly MatterEvent Asked = new HmsRiskAnswered(HmsRisk.AskedSafetyRepresentative, Said("Spurt i møtet."));
    private static readonly MatterEvent Agreed = new TrialAgreed([Leader, ShopSteward]);
    private static readonly MatterEvent Started = new TrialStarted();
    private static readonly MatterEvent Withdrawn = new TrialWithdrawn(Said("Vi venter til høsten."));
    private static readonly MatterEvent Evaluated = new TrialEvaluated([Nurses(Effect.Better), Aides(Effect.Mixed)], Said("Små skritt."));
    private static readonly MatterEvent Permanent = new TrialMadePermanent(Said("Helsefagarbeiderne setter plaster."));
    private static readonly MatterEvent Reverted = new TrialReverted(Said("Vi ble usikre."));
    private static readonly MatterEvent Extended = new TrialExtended(September, Said("Vi vet ikke nok."));
    private static readonly MatterEvent SlidBack = new TrialSlidBack(Said("Vi glemte det."));

    private static readonly Many<Words> Affected = [Said("Sykepleierne"), Said("Helsefagarbeiderne")];

    private static readonly ProposeTrial Propose =
        new(Said("Helsefagarbeidere setter plaster"), Said("Færre får vente."), June, Said("Sykepleier setter plaster."), Affected);

    private static Scenario<Matter, MatterCommand, MatterEvent> Given(params MatterEvent[] events) => new(events);

    private static MatterEvent[] UntilProposed => [Raised, Proposed(1)];

    private static MatterEvent[] UntilAgreed => [.. UntilProposed, NoRisk, Agreed];

    private static MatterEvent[] UntilRunning => [.. UntilAgreed, Started];

    private static MatterEvent[] UntilEvaluated => [.. UntilRunning, Evaluated];

    private static MatterEvent[] UntilPermanent => [.. UntilEvaluated, Permanent];

    private static TrialProposed Proposed(int number) =>
        new(number, Propose.Change, Propose.HowWeKnow, Propose.EvaluateOn, Propose.WayBack, Propose.Affected);

    private static Finding Nurses(Effect effect) => new(1, effect, Said("Mer tid til dem som trenger det."));

    private static Finding Aides(Effect effect) => new(2, effect, Said("Lærerikt, men travelt."));

    private static Matter After(params MatterEvent[] events) => Given(events).State;

    // The whole way, as the method tells it (UTP-02)

    [Fact]
    public void A_change_is_tried_out_assessed_and_kept()
    {
        MatterCommand[] asked =
        [
            new RaiseMatter(Said("Smerteplaster"), Said("Vi venter på sykepleier.")),
            new RegisterView(ShopSteward, Said("Det er vår oppgave.")),
            new NoteDisagreement(Said("Hvem som skal sette plaster.")),
            new DeferMatter(March, Said("Vi må forstå hverandre."), [Leader, ShopSteward]),
            new NoteTalk([Leader, ShopSteward], Said("Det er opplæringen det står på.")),
            new TakeUpMatter(),
            Propose,
            new AnswerHmsRisk(HmsRisk.Assessed, Said("Vurdert med verneombudet.")),
            new AgreeTrial([Leader, ShopSteward]),
            new StartTrial(),
            new NoteObservation(Said("Roligere morgen.")),
            new EvaluateTrial([Nurses(Effect.Better), Aides(Effect.Better)], Said("Små skritt.")),
            new MakeTrialPermanent(Said("Helsefagarbeiderne setter plaster.")),
            new CloseMatter(Said("Det er slik vi gjør det.")),
            new NoteStillInUse(Said("Vi gjør det fremdeles.")),
        ];

        var state = Matter.Initial;
        foreach (var command in asked)
        {
            var decision = Matter.Decide(state, command, By(February));
            Assert.Null(decision.Refusal);
            state = Matter.Evolve(state, Assert.Single(decision.Events.AsEnumerable()));
        }

        Assert.Equal(
            (MatterStage.Closed, TrialStage.Permanent, asked.Length),
            (state.Stage, state.Trial!.Stage, state.Entries));
    }

    // Proposing

    [Fact]
    public void A_trial_is_proposed() =>
        Given(Raised)
            .When(Propose)
            .Then(Proposed(1));

    [Fact]
    public void A_proposal_may_leave_open_what_is_not_known_yet() =>
        Given(Raised)
            .When(new ProposeTrial(Said("Langvakt"), null, null, null, []))
            .Then(new TrialProposed(1, Said("Langvakt"), null, null, null, []));

    [Fact]
    public void A_trial_is_evaluated_on_a_later_day_than_it_is_proposed() =>
        Given(Raised)
            .When(Propose with { EvaluateOn = February }, on: February)
            .ThenRefused(Trial.EvaluationMustBeLater);

    [Fact]
    public void Proposing_twice_gives_a_new_version() =>
        Given(Raised)
            .WhenTwice(new ProposeTrial(Said("Langvakt"), null, null, null, []))
            .ThenNewVersion();

    [Fact]
    public void A_proposal_said_better_keeps_its_number() =>
        Given(UntilProposed)
            .When(Propose with { EvaluateOn = September })
            .Then(Proposed(1) with { EvaluateOn = September });

    [Fact]
    public void A_proposal_said_better_keeps_its_answer_on_risk() =>
        Assert.Equal(HmsRisk.NoRisk, After([.. UntilProposed, NoRisk, Proposed(1)]).Trial!.Hms);

    [Fact]
    public void No_other_trial_is_proposed_while_one_is_under_way() =>
        Assert.All(
            [UntilRunning, UntilEvaluated],
            events => Given(events).When(Propose).ThenRefused(Trial.UnderWay));

    [Fact]
    public void What_was_agreed_can_be_said_better_until_it_starts_and_is_then_agreed_anew() =>
        Given([.. UntilAgreed, Proposed(1)])
            .When(new StartTrial())
            .ThenRefused(Trial.NotAgreed);

    [Fact]
    public void A_new_trial_after_the_last_one_has_the_next_number() =>
        Assert.All(
            new MatterEvent[][]
            {
                [.. UntilProposed, Withdrawn],
                UntilPermanent,
                [.. UntilEvaluated, Reverted],
                [.. UntilPermanent, SlidBack],
            },
            events => Given(events).When(Propose).Then(Proposed(2)));

    [Fact]
    public void A_new_trial_has_no_answer_on_risk_from_the_last_one()
    {
        var trial = After([.. UntilProposed, NoRisk, Withdrawn, Proposed(2)]).Trial!;

        Assert.Equal((2, TrialStage.Proposed), (trial.Number, trial.Stage));
        Assert.Null(trial.Hms);
    }

    [Fact]
    public void Nothing_happens_to_a_trial_that_is_not_proposed() =>
        Assert.All(
            new MatterCommand[]
            {
                new AnswerHmsRisk(HmsRisk.NoRisk, Said("Ingen nye løft.")),
                new AgreeTrial([Leader, ShopSteward]),
                new StartTrial(),
                new WithdrawTrial(Said("Vi venter til høsten.")),
                new NoteObservation(Said("Roligere morgen.")),
                new EvaluateTrial([], Said("Små skritt.")),
                new MakeTrialPermanent(Said("Slik gjør vi det.")),
                new RevertTrial(Said("Vi ble usikre.")),
                new ExtendTrial(September, Said("Vi vet ikke nok.")),
                new NoteStillInUse(Said("Vi gjør det fremdeles.")),
                new NoteSlidBack(Said("Vi glemte det.")),
            },
            command => Given(Raised).When(command).ThenRefused(Trial.NoneProposed));

    // The question of risk

    [Fact]
    public void The_question_of_risk_is_answered() =>
        Assert.All(
            [UntilProposed, UntilAgreed, UntilRunning],
            events => Given(events)
                .When(new AnswerHmsRisk(HmsRisk.NoRisk, Said("Ingen nye løft.")))
                .Then(NoRisk));

    [Fact]
    public void Answering_the_question_of_risk_twice_gives_a_new_version() =>
        Given(UntilProposed)
            .WhenTwice(new AnswerHmsRisk(HmsRisk.NoRisk, Said("Ingen nye løft.")))
            .ThenNewVersion();

    [Fact]
    public void The_latest_answer_on_risk_holds() =>
        Assert.Equal(HmsRisk.NoRisk, After([.. UntilProposed, Asked, NoRisk]).Trial!.Hms);

    [Fact]
    public void The_question_of_risk_is_past_when_the_trial_is() =>
        Assert.All(
            new MatterEvent[][] { UntilEvaluated, UntilPermanent, [.. UntilEvaluated, Reverted], [.. UntilProposed, Withdrawn] },
            events => Given(events)
                .When(new AnswerHmsRisk(HmsRisk.NoRisk, Said("Ingen nye løft.")))
                .ThenRefused(Trial.NotRunning));

    // Agreeing to try

    [Fact]
    public void Those_it_concerns_agree_to_try() =>
        Given(UntilProposed)
            .When(new AgreeTrial([Leader, ShopSteward]))
            .Then(Agreed);

    [Fact]
    public void Nobody_agrees_alone_to_try() =>
        Given(UntilProposed)
            .When(new AgreeTrial([Leader]))
            .ThenRefused(Trial.AgreementNeedsTwo);

    [Fact]
    public void Nobody_agrees_with_oneself_to_try() =>
        Given(UntilProposed)
            .When(new AgreeTrial([Leader, Leader]))
            .ThenRefused(Trial.AgreementNeedsTwo);

    [Fact]
    public void Agreeing_to_try_twice_changes_nothing() =>
        Given(UntilProposed)
            .WhenTwice(new AgreeTrial([Leader, ShopSteward]))
            .ThenNothing();

    [Fact]
    public void Agreeing_to_try_comes_too_late_when_it_runs_or_has_run() =>
        Assert.All(
            new MatterEvent[][] { UntilRunning, UntilEvaluated, UntilPermanent, [.. UntilProposed, Withdrawn] },
            events => Given(events)
                .When(new AgreeTrial([Leader, ShopSteward]))
                .ThenRefused(Trial.AlreadyStarted));

    // Starting

    [Fact]
    public void A_trial_that_is_agreed_and_thought_through_starts() =>
        Given(UntilAgreed)
            .When(new StartTrial())
            .Then(Started);

    [Fact]
    public void Starting_twice_changes_nothing() =>
        Given(UntilAgreed)
            .WhenTwice(new StartTrial())
            .ThenNothing();

    [Fact]
    public void A_trial_starts_only_when_agreed() =>
        Given([.. UntilProposed, NoRisk])
            .When(new StartTrial())
            .ThenRefused(Trial.NotAgreed);

    [Fact]
    public void A_trial_that_is_over_does_not_start() =>
        Assert.All(
            new MatterEvent[][] { UntilEvaluated, UntilPermanent, [.. UntilEvaluated, Reverted], [.. UntilAgreed, Withdrawn] },
            events => Given(events).When(new StartTrial()).ThenRefused(Trial.AlreadyStarted));

    [Fact]
    public void A_trial_does_not_start_before_we_know_how_we_will_know() =>
        Given(Raised, Proposed(1) with { HowWeKnow = null }, NoRisk, Agreed)
            .When(new StartTrial())
            .ThenRefused(Trial.NeedsHowWeKnow);

    [Fact]
    public void A_trial_does_not_start_without_a_day_to_evaluate_it() =>
        Given(Raised, Proposed(1) with { EvaluateOn = null }, NoRisk, Agreed)
            .When(new StartTrial())
            .ThenRefused(Trial.NeedsEvaluationDate);

    [Fact]
    public void A_trial_does_not_start_without_a_way_back() =>
        Given(Raised, Proposed(1) with { WayBack = null }, NoRisk, Agreed)
            .When(new StartTrial())
            .ThenRefused(Trial.NeedsWayBack);

    [Fact]
    public void A_trial_does_not_start_before_those_affected_are_named() =>
        Given(Raised, Proposed(1) with { Affected = [] }, NoRisk, Agreed)
            .When(new StartTrial())
            .ThenRefused(Trial.NeedsAffected);

    [Fact]
    public void A_trial_does_not_start_without_an_answer_on_risk() =>
        Given([.. UntilProposed, Agreed])
            .When(new StartTrial())
            .ThenRefused(Trial.NeedsHmsAnswer);

    [Fact]
    public void A_trial_does_not_start_while_the_safety_representative_is_asked() =>
        Given([.. UntilProposed, Asked, Agreed])
            .When(new StartTrial())
            .ThenRefused(Trial.SafetyRepresentativeHasNotAnswered);

    [Fact]
    public void The_answer_of_the_safety_representative_lets_an_agreed_trial_start() =>
        Given([.. UntilProposed, Asked, Agreed, new HmsRiskAnswered(HmsRisk.Assessed, Said("Vurdert."))])
            .When(new StartTrial())
            .Then(Started);

    [Fact]
    public void A_trial_does_not_start_on_or_after_the_day_it_is_to_be_evaluated() =>
        Assert.All(
            [June, September],
            on => Given(UntilAgreed).When(new StartTrial(), on).ThenRefused(Trial.EvaluationMustBeLater));

    [Fact]
    public void A_trial_that_was_agreed_too_early_is_withdrawn_and_proposed_again()
    {
        MatterEvent[] waitedTooLong = [.. UntilAgreed, Withdrawn];

        Given(waitedTooLong)
            .When(Propose with { EvaluateOn = September }, on: June)
            .Then(Proposed(2) with { EvaluateOn = September });
        Given([.. waitedTooLong, Proposed(2) with { EvaluateOn = September }, NoRisk, Agreed])
            .When(new StartTrial(), on: June)
            .Then(Started);
    }

    // Withdrawing

    [Fact]
    public void A_trial_that_has_not_started_can_be_withdrawn() =>
        Assert.All(
            [UntilProposed, UntilAgreed],
            events => Given(events)
                .When(new WithdrawTrial(Said("Vi venter til høsten.")))
                .Then(Withdrawn));

    [Fact]
    public void Withdrawing_twice_changes_nothing() =>
        Given(UntilProposed)
            .WhenTwice(new WithdrawTrial(Said("Vi venter til høsten.")))
            .ThenNothing();

    [Fact]
    public void A_trial_that_has_started_is_evaluated_not_withdrawn() =>
        Assert.All(
            new MatterEvent[][] { UntilRunning, UntilEvaluated, UntilPermanent, [.. UntilEvaluated, Reverted] },
            events => Given(events)
                .When(new WithdrawTrial(Said("Vi venter til høsten.")))
                .ThenRefused(Trial.AlreadyStarted));

    // Under way

    [Fact]
    public void Under_way_one_notes_what_one_sees() =>
        Assert.All(
            [UntilRunning, UntilEvaluated],
            events => Given(events)
                .When(new NoteObservation(Said("Roligere morgen.")))
                .Then(new ObservationNoted(Said("Roligere morgen."))));

    [Fact]
    public void Noting_an_observation_twice_gives_a_new_version() =>
        Given(UntilRunning)
            .WhenTwice(new NoteObservation(Said("Roligere morgen.")))
            .ThenNewVersion();

    [Fact]
    public void What_does_not_run_is_not_observed() =>
        Assert.All(
            new MatterEvent[][] { UntilProposed, UntilAgreed, UntilPermanent, [.. UntilProposed, Withdrawn] },
            events => Given(events)
                .When(new NoteObservation(Said("Roligere morgen.")))
                .ThenRefused(Trial.NotRunning));

    // Evaluating

    [Fact]
    public void Every_affected_group_is_heard_when_a_trial_is_evaluated() =>
        Given(UntilRunning)
            .When(new EvaluateTrial([Nurses(Effect.Better), Aides(Effect.Mixed)], Said("Små skritt.")))
            .Then(Evaluated);

    [Fact]
    public void The_groups_may_be_heard_in_any_order() =>
        Given(UntilRunning)
            .When(new EvaluateTrial([Aides(Effect.Mixed), Nurses(Effect.Better)], Said("Små skritt.")))
            .Then(new TrialEvaluated([Aides(Effect.Mixed), Nurses(Effect.Better)], Said("Små skritt.")));

    [Fact]
    public void An_evaluation_hears_no_fewer_no_other_and_none_twice() =>
        Assert.All(
            new Many<Finding>[]
            {
                [],
                [Nurses(Effect.Better)],
                [Nurses(Effect.Better), Nurses(Effect.Worse)],
                [Nurses(Effect.Better), Aides(Effect.Better), Aides(Effect.Worse)],
                [Nurses(Effect.Better), new Finding(3, Effect.Better, Said("Ingen vet hvem."))],
            },
            findings => Given(UntilRunning)
                .When(new EvaluateTrial(findings, Said("Små skritt.")))
                .ThenRefused(Trial.EveryAffectedGroupIsHeard));

    [Fact]
    public void A_trial_may_be_evaluated_before_its_day_and_after_it() =>
        Assert.All(
            [February, June, September],
            on => Given(UntilRunning)
                .When(new EvaluateTrial([Nurses(Effect.Better), Aides(Effect.Mixed)], Said("Små skritt.")), on)
                .Then(Evaluated));

    [Fact]
    public void Evaluating_twice_gives_a_new_version() =>
        Given(UntilRunning)
            .WhenTwice(new EvaluateTrial([Nurses(Effect.Better), Aides(Effect.Mixed)], Said("Små skritt.")))
            .ThenNewVersion();

    [Fact]
    public void What_does_not_run_is_not_evaluated() =>
        Assert.All(
            new MatterEvent[][] { UntilProposed, UntilAgreed, UntilPermanent, [.. UntilEvaluated, Reverted] },
            events => Given(events)
                .When(new EvaluateTrial([Nurses(Effect.Better), Aides(Effect.Mixed)], Said("Små skritt.")))
                .ThenRefused(Trial.NotRunning));

    // What comes of it

    [Fact]
    public void An_evaluated_trial_can_be_made_permanent() =>
        Given(UntilEvaluated)
            .When(new MakeTrialPermanent(Said("Helsefagarbeiderne setter plaster.")))
            .Then(Permanent);

    [Fact]
    public void Making_permanent_twice_changes_nothing() =>
        Given(UntilEvaluated)
            .WhenTwice(new MakeTrialPermanent(Said("Helsefagarbeiderne setter plaster.")))
            .ThenNothing();

    [Fact]
    public void An_evaluated_trial_can_be_taken_back() =>
        Given(UntilEvaluated)
            .When(new RevertTrial(Said("Vi ble usikre.")))
            .Then(Reverted);

    [Fact]
    public void Taking_back_twice_changes_nothing() =>
        Given(UntilEvaluated)
            .WhenTwice(new RevertTrial(Said("Vi ble usikre.")))
            .ThenNothing();

    [Fact]
    public void An_evaluated_trial_can_go_on_until_a_new_evaluation() =>
        Given(UntilEvaluated)
            .When(new ExtendTrial(September, Said("Vi vet ikke nok.")), on: June)
            .Then(Extended);

    [Fact]
    public void Extending_twice_is_refused_until_it_is_evaluated_again() =>
        Given(UntilEvaluated)
            .WhenTwice(new ExtendTrial(September, Said("Vi vet ikke nok.")))
            .ThenRefused(Trial.NotEvaluated);

    [Fact]
    public void An_extension_needs_a_new_day_to_evaluate() =>
        Given(UntilEvaluated)
            .When(new ExtendTrial(null, Said("Vi vet ikke nok.")))
            .ThenRefused(Trial.NeedsEvaluationDate);

    [Fact]
    public void An_extension_points_forward() =>
        Assert.All(
            [March, June],
            until => Given(UntilEvaluated)
                .When(new ExtendTrial(until, Said("Vi vet ikke nok.")), on: June)
                .ThenRefused(Trial.EvaluationMustBeLater));

    [Fact]
    public void An_extended_trial_runs_until_its_new_day()
    {
        var trial = After([.. UntilEvaluated, Extended]).Trial!;

        Assert.Equal((TrialStage.Running, September, 1), (trial.Stage, trial.EvaluateOn!.Value, trial.Number));
    }

    [Fact]
    public void A_trial_is_kept_taken_back_or_extended_only_after_evaluation() =>
        Assert.All(
            from events in new MatterEvent[][] { UntilProposed, UntilAgreed, UntilRunning, [.. UntilEvaluated, Extended] }
            from command in new MatterCommand[]
            {
                new MakeTrialPermanent(Said("Helsefagarbeiderne setter plaster.")),
                new RevertTrial(Said("Vi ble usikre.")),
                new ExtendTrial(September, Said("Vi vet ikke nok.")),
            }
            select (events, command),
            x => Given(x.events).When(x.command).ThenRefused(Trial.NotEvaluated));

    [Fact]
    public void What_is_kept_is_not_taken_back_and_what_is_taken_back_is_not_kept()
    {
        Given(UntilPermanent)
            .When(new RevertTrial(Said("Vi ble usikre.")))
            .ThenRefused(Trial.NotEvaluated);
        Given([.. UntilEvaluated, Reverted])
            .When(new MakeTrialPermanent(Said("Helsefagarbeiderne setter plaster.")))
            .ThenRefused(Trial.NotEvaluated);
    }

    // No final outcome before the evaluation (INV-2)

    [Fact]
    public void A_matter_that_is_tried_out_is_not_closed_before_the_evaluation() =>
        Assert.All(
            new MatterEvent[][] { UntilAgreed, UntilRunning, [.. UntilEvaluated, Extended] },
            events => Given(events)
                .When(new CloseMatter(Said("Det er slik vi gjør det.")))
                .ThenRefused(Matter.TrialNotEvaluated));

    [Fact]
    public void The_leader_does_not_decide_what_is_tried_out_before_the_evaluation() =>
        Assert.All(
            new MatterEvent[][] { UntilAgreed, UntilRunning, [.. UntilEvaluated, Extended] },
            events => Given(events)
                .When(new DecideAsLeader(Said("Vi gjør det."), Said("Det går bra.")))
                .ThenRefused(Matter.TrialNotEvaluated));

    [Fact]
    public void After_the_evaluation_the_leader_may_decide() =>
        Given(UntilEvaluated)
            .When(new DecideAsLeader(Said("Vi gjør det."), Said("Det gikk bra.")))
            .Then(new LeaderDecided(Said("Vi gjør det."), Said("Det gikk bra.")));

    [Fact]
    public void A_matter_is_not_closed_before_one_knows_what_becomes_of_its_evaluated_trial() =>
        Given(UntilEvaluated)
            .When(new CloseMatter(Said("Det er slik vi gjør det.")))
            .ThenRefused(Matter.TrialAwaitsOutcome);

    [Fact]
    public void A_matter_is_closed_when_its_trial_is_kept_taken_back_withdrawn_or_only_proposed() =>
        Assert.All(
            new MatterEvent[][] { UntilPermanent, [.. UntilEvaluated, Reverted], [.. UntilAgreed, Withdrawn], UntilProposed },
            events => Given(events)
                .When(new CloseMatter(Said("Det er slik vi gjør det.")))
                .Then(new MatterClosed(Said("Det er slik vi gjør det."))));

    [Fact]
    public void A_recommendation_may_be_handed_over_while_a_trial_runs() =>
        Given(UntilRunning)
            .When(new HandOverMatter(DecisionLine.Leader, Said("Vi trenger opplæring.")))
            .Then(new MatterHandedOver(DecisionLine.Leader, Said("Vi trenger opplæring."), null));

    // Following what became practice

    [Fact]
    public void A_lasting_practice_is_followed_also_when_the_matter_is_closed_or_deferred() =>
        Assert.All(
            new MatterEvent[][]
            {
                UntilPermanent,
                [.. UntilPermanent, new MatterClosed(Said("Det er slik vi gjør det."))],
                [.. UntilPermanent, new MatterDeferred(September, Said("Vi ser an."), [], null)],
            },
            events =>
            {
                Given(events)
                    .When(new NoteStillInUse(Said("Vi gjør det fremdeles.")))
                    .Then(new TrialStillInUse(Said("Vi gjør det fremdeles.")));
                Given(events)
                    .When(new NoteSlidBack(Said("Vi glemte det.")))
                    .Then(SlidBack);
            });

    [Fact]
    public void Noting_twice_that_it_is_still_in_use_gives_a_new_version() =>
        Given(UntilPermanent)
            .WhenTwice(new NoteStillInUse(Said("Vi gjør det fremdeles.")))
            .ThenNewVersion();

    [Fact]
    public void Noting_twice_that_it_slid_back_is_refused() =>
        Given(UntilPermanent)
            .WhenTwice(new NoteSlidBack(Said("Vi glemte det.")))
            .ThenRefused(Trial.NotPermanent);

    [Fact]
    public void Only_a_lasting_practice_is_followed() =>
        Assert.All(
            new MatterEvent[][]
            {
                UntilProposed,
                UntilRunning,
                UntilEvaluated,
                [.. UntilEvaluated, Reverted],
                [.. UntilPermanent, SlidBack],
            },
            events => Given(events)
                .When(new NoteStillInUse(Said("Vi gjør det fremdeles.")))
                .ThenRefused(Trial.NotPermanent));

    [Fact]
    public void What_slid_back_is_tried_anew_in_the_reopened_matter()
    {
        MatterEvent closed = new MatterClosed(Said("Det er slik vi gjør det."));
        MatterEvent reopened = new MatterReopened(Said("Vi glemte det."));

        Given([.. UntilPermanent, closed, SlidBack, reopened])
            .When(Propose)
            .Then(Proposed(2));
    }

    [Fact]
    public void A_reopened_matter_keeps_its_trial()
    {
        MatterEvent closed = new MatterClosed(Said("Det er slik vi gjør det."));
        MatterEvent reopened = new MatterReopened(Said("Det kom nye tall."));
        var state = After([.. UntilPermanent, closed, reopened]);

        Assert.Equal((MatterStage.Open, TrialStage.Permanent), (state.Stage, state.Trial!.Stage));
    }
}
