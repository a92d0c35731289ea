namespace Trepart.Domain;

/// <summary>What one asks of a trial (utprøving), in its matter's stream.</summary>
public abstract record TrialCommand : MatterCommand;

/// <summary>What one asks of a trial that has become a lasting practice, also after its matter is closed (UTP-13, UTP-14).</summary>
/// <param name="Trial">Which of the matter's lasting ones, by its number; null for the latest of them.</param>
public abstract record TrialFollowUp(int? Trial) : TrialCommand;

/// <summary>
/// A change to try out. What is not known yet may be left open and filled in by proposing again;
/// <see cref="StartTrial"/> asks for all of it.
/// </summary>
/// <param name="HowWeKnow">How the group will know whether it works (UTP-07).</param>
/// <param name="EvaluateOn">The meeting at which the group stops to evaluate (UTP-07).</param>
/// <param name="WayBack">How one goes back to what was before (UTP-06).</param>
/// <param name="Affected">The groups whose work or day it changes; each is heard when the trial is evaluated (UTP-09).</param>
/// <param name="Demands">What it takes of each employee and of the parties (UTP-08).</param>
/// <param name="Kind">What kind of change it is, for those who look for something alike (UTP-11).</param>
public sealed record ProposeTrial(
    [OneLine] Words Change, Words? HowWeKnow, DateOnly? EvaluateOn, Words? WayBack, [OneLine] Many<Words> Affected, Words? Demands = null,
    TrialKind? Kind = null) : TrialCommand;

public sealed record AnswerHmsRisk(HmsRisk Risk, Words Explanation) : TrialCommand;

public sealed record AgreeTrial([Seat, AskedFor] Many<Guid> Seats) : TrialCommand;

public sealed record StartTrial : TrialCommand;

public sealed record WithdrawTrial(Words Reason) : TrialCommand;

public sealed record NoteObservation(Words Observation) : TrialCommand;

/// <param name="Findings">One for each affected group, in the order of the proposal.</param>
public sealed record EvaluateTrial(Many<Finding> Findings, Words Learned) : TrialCommand;

public sealed record MakeTrialPermanent(Words Practice) : TrialCommand;

public sealed record RevertTrial(Words Reason) : TrialCommand;

public sealed record ExtendTrial([AskedFor] DateOnly? EvaluateOn, Words Reason) : TrialCommand;

public sealed record NoteStillInUse(Words Note, int? Trial = null) : TrialFollowUp(Trial);

public sealed record NoteSlidBack(Words Note, int? Trial = null) : TrialFollowUp(Trial);

/// <param name="Group">The affected group's number in the proposal; the first is 1.</param>
public sealed record Finding(int Group, Effect Effect, Words What);

public abstract record TrialEvent : MatterEvent;

/// <param name="Number">The trial's number in its matter; the first is 1. Proposing again before it starts keeps the number, and an agreement on the old proposal lapses.</param>
public sealed record TrialProposed(
    int Number, Words Change, Words? HowWeKnow, DateOnly? EvaluateOn, Words? WayBack, Many<Words> Affected, Words? Demands = null, TrialKind? Kind = null)
    : TrialEvent;

public sealed record HmsRiskAnswered(HmsRisk Risk, Words Explanation) : TrialEvent;

public sealed record TrialAgreed(Many<Guid> Seats) : TrialEvent;

public sealed record TrialStarted : TrialEvent;

public sealed record TrialWithdrawn(Words Reason) : TrialEvent;

public sealed record ObservationNoted(Words Observation) : TrialEvent;

public sealed record TrialEvaluated(Many<Finding> Findings, Words Learned) : TrialEvent;

public sealed record TrialMadePermanent(Words Practice) : TrialEvent;

public sealed record TrialReverted(Words Reason) : TrialEvent;

public sealed record TrialExtended(DateOnly EvaluateOn, Words Reason) : TrialEvent;

/// <param name="Earlier">The number of the trial, where it is not the latest; otherwise null.</param>
public sealed record TrialStillInUse(Words Note, int? Earlier = null) : TrialEvent;

/// <param name="Earlier">The number of the trial, where it is not the latest; otherwise null.</param>
public sealed record TrialSlidBack(Words Note, int? Earlier = null) : TrialEvent;

/// <summary>The answer to the question of risk to health, environment and safety (HMS) that every trial must have (SAK-27).</summary>
public enum HmsRisk
{
    NoRisk,
    Assessed,

    /// <summary>Asked of the safety representative (verneombudet), who has not answered yet: not enough to start on.</summary>
    AskedSafetyRepresentative,
}

/// <summary>What a trial did for an affected group. Words, not grades.</summary>
public enum Effect
{
    Better,
    AsBefore,
    Worse,
    Mixed,
    TooEarlyToSay,
}

/// <summary>What kind of change is tried out.</summary>
public enum TrialKind
{
    Roster,
    WorkOrganisation,
    Technology,
    UserDialogue,
    Culture,
    Other,
}

public enum TrialStage
{
    Proposed,
    Agreed,
    Running,
    Evaluated,
    Permanent,
    Reverted,
    SlidBack,
    Withdrawn,
}

/// <summary>A change that is tried out before anyone decides whether to keep it.</summary>
/// <param name="Hms">Null until the question of HMS risk is answered.</param>
public sealed record Trial(
    int Number, TrialStage Stage, bool HasHowWeKnow, DateOnly? EvaluateOn, bool HasWayBack, int Affected, HmsRisk? Hms)
{
    public static readonly Refusal NoneProposed = new("trial/none-proposed");
    public static readonly Refusal UnderWay = new("trial/under-way");
    public static readonly Refusal AlreadyStarted = new("trial/already-started");
    public static readonly Refusal AgreementNeedsTwo = new("trial/agreement-needs-two");
    public static readonly Refusal NotAgreed = new("trial/not-agreed");
    public static readonly Refusal NeedsHowWeKnow = new("trial/needs-how-we-know");
    public static readonly Refusal NeedsEvaluationDate = new("trial/needs-evaluation-date");
    public static readonly Refusal NeedsWayBack = new("trial/needs-way-back");
    public static readonly Refusal NeedsHmsAnswer = new("trial/needs-hms-answer");
    public static readonly Refusal SafetyRepresentativeHasNotAnswered = new("trial/safety-representative-has-not-answered");
    public static readonly Refusal NeedsAffected = new("trial/needs-affected");
    public static readonly Refusal EvaluationMustBeLater = new("trial/evaluation-must-be-later");
    public static readonly Refusal NotRunning = new("trial/not-running");
    public static readonly Refusal EveryAffectedGroupIsHeard = new("trial/every-affected-group-is-heard");
    public static readonly Refusal NotEvaluated = new("trial/not-evaluated");
    public static readonly Refusal NotPermanent = new("trial/not-permanent");

    /// <summary>Agreed or running: nothing final can be said of it yet (INV-2).</summary>
    public bool IsUnevaluated => Stage is TrialStage.Agreed or TrialStage.Running;

    public bool IsUnderWay => Stage is TrialStage.Agreed or TrialStage.Running or TrialStage.Evaluated;

    internal static Decision<MatterEvent> Decide(Trial? trial, TrialCommand command, Acting acting) => (trial?.Stage, command) switch
    {
        (TrialStage.Running or TrialStage.Evaluated, ProposeTrial) => UnderWay,
        (_, ProposeTrial c) when c.EvaluateOn <= acting.On => EvaluationMustBeLater,
        (_, ProposeTrial c) => [Proposed(trial, c)],

        (null, _) => NoneProposed,

        (TrialStage.Proposed or TrialStage.Agreed, AnswerHmsRisk c) => [new HmsRiskAnswered(c.Risk, c.Explanation)],
        (TrialStage.Running, AnswerHmsRisk c) => [new HmsRiskAnswered(c.Risk, c.Explanation)],
        (_, AnswerHmsRisk) => NotRunning,

        (TrialStage.Proposed, AgreeTrial c) when c.Seats.Distinct().Count() < 2 => AgreementNeedsTwo,
        (TrialStage.Proposed, AgreeTrial c) => [new TrialAgreed(c.Seats)],
        (TrialStage.Agreed, AgreeTrial) => [],
        (_, AgreeTrial) => AlreadyStarted,

        (TrialStage.Proposed, StartTrial) => NotAgreed,
        (TrialStage.Agreed, StartTrial) => Started(trial!, acting),
        (TrialStage.Running, StartTrial) => [],
        (_, StartTrial) => AlreadyStarted,

        (TrialStage.Proposed or TrialStage.Agreed, WithdrawTrial c) => [new TrialWithdrawn(c.Reason)],
        (TrialStage.Withdrawn, WithdrawTrial) => [],
        (_, WithdrawTrial) => AlreadyStarted,

        (TrialStage.Running or TrialStage.Evaluated, NoteObservation c) => [new ObservationNoted(c.Observation)],
        (_, NoteObservation) => NotRunning,

        (TrialStage.Running or TrialStage.Evaluated, EvaluateTrial c) => Evaluated(trial!, c),
        (_, EvaluateTrial) => NotRunning,

        (TrialStage.Evaluated, MakeTrialPermanent c) => [new TrialMadePermanent(c.Practice)],
        (TrialStage.Permanent, MakeTrialPermanent) => [],
        (TrialStage.Evaluated, RevertTrial c) => [new TrialReverted(c.Reason)],
        (TrialStage.Reverted, RevertTrial) => [],
        (TrialStage.Evaluated, ExtendTrial { EvaluateOn: null }) => NeedsEvaluationDate,
        (TrialStage.Evaluated, ExtendTrial c) when c.EvaluateOn <= acting.On => EvaluationMustBeLater,
        (TrialStage.Evaluated, ExtendTrial c) => [new TrialExtended(c.EvaluateOn!.Value, c.Reason)],
        (_, MakeTrialPermanent or RevertTrial or ExtendTrial) => NotEvaluated,

        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    internal static Trial? Evolve(Trial? trial, TrialEvent happened) => happened switch
    {
        TrialProposed e => new Trial(
            e.Number, TrialStage.Proposed, e.HowWeKnow is not null, e.EvaluateOn, e.WayBack is not null, e.Affected.Count,
            trial?.Number == e.Number ? trial.Hms : null),
        _ when trial is null => null,
        HmsRiskAnswered e => trial with { Hms = e.Risk },
        TrialAgreed => trial with { Stage = TrialStage.Agreed },
        TrialStarted => trial with { Stage = TrialStage.Running },
        TrialWithdrawn => trial with { Stage = TrialStage.Withdrawn },
        TrialEvaluated => trial with { Stage = TrialStage.Evaluated },
        TrialMadePermanent => trial with { Stage = TrialStage.Permanent },
        TrialReverted => trial with { Stage = TrialStage.Reverted },
        TrialExtended e => trial with { Stage = TrialStage.Running, EvaluateOn = e.EvaluateOn },
        TrialSlidBack { Earlier: null } => trial with { Stage = TrialStage.SlidBack },
        _ => trial,
    };

    private static TrialProposed Proposed(Trial? trial, ProposeTrial c)
    {
        var number = trial is null ? 1 : trial.Stage is TrialStage.Proposed or TrialStage.Agreed ? trial.Number : trial.Number + 1;
        return new TrialProposed(number, c.Change, c.HowWeKnow, c.EvaluateOn, c.WayBack, c.Affected, c.Demands, c.Kind);
    }

    // INV-3: not without how we will know, when we evaluate, a way back, and an answer on HMS risk.
    private static Decision<MatterEvent> Started(Trial trial, Acting acting) => trial switch
    {
        { HasHowWeKnow: false } => NeedsHowWeKnow,
        { EvaluateOn: null } => NeedsEvaluationDate,
        { HasWayBack: false } => NeedsWayBack,
        { Affected: 0 } => NeedsAffected,
        { Hms: null } => NeedsHmsAnswer,
        { Hms: HmsRisk.AskedSafetyRepresentative } => SafetyRepresentativeHasNotAnswered,
        _ when trial.EvaluateOn <= acting.On => EvaluationMustBeLater,
        _ => [new TrialStarted()],
    };

    private static Decision<MatterEvent> Evaluated(Trial trial, EvaluateTrial c) =>
        c.Findings.Select(f => f.Group).Order().SequenceEqual(Enumerable.Range(1, trial.Affected))
            ? [new TrialEvaluated(c.Findings, c.Learned)]
            : EveryAffectedGroupIsHeard;
}
