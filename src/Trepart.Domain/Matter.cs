using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a matter (sak) or of a trial in it.</summary>
public abstract record MatterCommand;

/// <param name="Input">The input that the matter is raised from, if one; the two are linked in the same append.</param>
public sealed record RaiseMatter([OneLine] Words Title, Words Concern, Theme? Theme = null, Guid? Input = null) : MatterCommand;

public sealed record ClarifyProblem(Words Problem) : MatterCommand;

/// <param name="Seat">Whose view it is; the one who writes it down may be another.</param>
public sealed record RegisterView([Seat] Guid Seat, Words View) : MatterCommand;

/// <param name="Seats">Those who agree. Agreement is told in words and never counted (INV-1).</param>
public sealed record NoteAgreement(Words Agreement, [Seat, AskedFor] Many<Guid> Seats) : MatterCommand;

public sealed record NoteDisagreement(Words Difference) : MatterCommand;

/// <param name="Until">The meeting at which it is taken up again; asked for in <see cref="Matter.Decide"/> (INV-4).</param>
/// <param name="Talk">The seats that talk together in between. A default, not a duty (INV-5).</param>
/// <param name="NoTalkBecause">Why nobody is asked to talk in between, where that is so.</param>
public sealed record DeferMatter([AskedFor] DateOnly? Until, Words Reason, [Seat] Many<Guid> Talk, Words? NoTalkBecause = null) : MatterCommand;

public sealed record NoteTalk([Seat, AskedFor] Many<Guid> Seats, Words Clearer) : MatterCommand;

public sealed record TakeUpMatter : MatterCommand;

/// <param name="Reference">Case number or address in the system where the decision is made; null if there is none yet.</param>
public sealed record HandOverMatter(DecisionLine To, Words Recommendation, [OneLine] Words? Reference = null) : MatterCommand;

public sealed record ReturnOutcome(Words Outcome, [OneLine] Words? Reference = null) : MatterCommand;

/// <summary>
/// What the leader decides alone, after the group has talked (ROL-48, AVG-13). The seat is checked where the command comes in.
/// </summary>
public sealed record DecideAsLeader(Words Choice, Words Reason) : MatterCommand;

public sealed record CloseMatter(Words Result) : MatterCommand;

public sealed record ReopenMatter(Words Reason) : MatterCommand;

/// <param name="Entry">The number of the event in the matter's story; the first is 1.</param>
public sealed record CorrectMatter(int Entry, Words Correct, Words Why) : MatterCommand;

/// <param name="Text">One of the matter's own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseMatterText(Guid Text, ErasureReason Reason) : MatterCommand;

/// <summary>What has happened to a matter. The day, the seat and the place stand in the envelope.</summary>
public abstract record MatterEvent;

public sealed record MatterRaised(Words Title, Words Concern, Theme? Theme, Guid? Input) : MatterEvent;

public sealed record ProblemClarified(Words Problem) : MatterEvent;

public sealed record ViewRegistered(Guid Seat, Words View) : MatterEvent;

public sealed record AgreementReached(Words Agreement, Many<Guid> Seats) : MatterEvent;

public sealed record DisagreementNoted(Words Difference) : MatterEvent;

public sealed record MatterDeferred(DateOnly Until, Words Reason, Many<Guid> Talk, Words? NoTalkBecause) : MatterEvent;

public sealed record TalkHeld(Many<Guid> Seats, Words Clearer) : MatterEvent;

public sealed record MatterTakenUpAgain : MatterEvent;

public sealed record MatterHandedOver(DecisionLine To, Words Recommendation, Words? Reference) : MatterEvent;

public sealed record OutcomeReturned(Words Outcome, Words? Reference) : MatterEvent;

public sealed record LeaderDecided(Words Choice, Words Reason) : MatterEvent;

public sealed record MatterClosed(Words Result) : MatterEvent;

public sealed record MatterReopened(Words Reason) : MatterEvent;

public sealed record MatterCorrected(int Entry, Words Correct, Words Why) : MatterEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record MatterTextErased(Guid Text, ErasureReason Reason) : MatterEvent;

/// <summary>What a matter is about, chosen from the examples of the method; a matter needs none (SAK-01).</summary>
public enum Theme
{
    Technology,
    Rosters,
    Competence,
    TaskShifting,
    Routines,
    Rotation,
    WorkingEnvironment,
    Cooperation,
    Resources,
}

/// <summary>Where a formal decision is made: never here (INV-1, MET-10).</summary>
public enum DecisionLine
{
    Leader,
    Consultation,
    WorkingEnvironmentCommittee,
    JointCommittee,
    MunicipalDirector,
    Council,
}

/// <summary>Where a matter stands.</summary>
public enum MatterStage
{
    NotRaised,
    Open,
    Deferred,
    Closed,
}

/// <summary>
/// A matter (sak) before a working group: what is wrong or could be better, what each seat sees, what is agreed, put off and tried out.
/// </summary>
/// <param name="DeferredUntil">The meeting at which a deferred matter comes up; null in other stages.</param>
/// <param name="Talk">The seats that talk together before that meeting; empty in other stages.</param>
/// <param name="AwaitsOutcome">Handed to the decision line, and no outcome has come back (INV-17).</param>
/// <param name="Trial">The latest trial; null until one is proposed.</param>
/// <param name="Views">The seats whose views are known.</param>
/// <param name="Entries">How many events the matter has.</param>
/// <param name="Erased">The texts that have been erased.</param>
public sealed record Matter(
    MatterStage Stage,
    DateOnly? DeferredUntil,
    Many<Guid> Talk,
    int Deferrals,
    bool AwaitsOutcome,
    Trial? Trial,
    ImmutableHashSet<Guid> Views,
    int Entries,
    ImmutableHashSet<Guid> Erased) : IDecider<Matter, MatterCommand, MatterEvent>
{
    public static readonly Refusal NotRaisedYet = new("matter/not-raised");
    public static readonly Refusal AlreadyRaised = new("matter/already-raised");
    public static readonly Refusal IsDeferred = new("matter/is-deferred");
    public static readonly Refusal IsClosed = new("matter/is-closed");
    public static readonly Refusal DeferralNeedsMeeting = new("matter/deferral-needs-meeting");
    public static readonly Refusal MeetingMustBeLater = new("matter/meeting-must-be-later");
    public static readonly Refusal TalkNeedsTwo = new("matter/talk-needs-two");
    public static readonly Refusal AgreementNeedsTwo = new("matter/agreement-needs-two");
    public static readonly Refusal AlreadyHandedOver = new("matter/already-handed-over");
    public static readonly Refusal NotHandedOver = new("matter/not-handed-over");
    public static readonly Refusal StillAwaitsOutcome = new("matter/awaits-outcome");
    public static readonly Refusal TrialNotEvaluated = new("matter/trial-not-evaluated");
    public static readonly Refusal TrialAwaitsOutcome = new("matter/trial-awaits-outcome");
    public static readonly Refusal NoSuchEntry = new("matter/no-such-entry");

    public static Matter Initial { get; } = new(MatterStage.NotRaised, null, [], 0, false, null, [], 0, []);

    public static Decision<MatterEvent> Decide(Matter state, MatterCommand command, Acting acting) => (state.Stage, command) switch
    {
        (MatterStage.NotRaised, RaiseMatter c) => [new MatterRaised(c.Title, c.Concern, c.Theme, c.Input)],
        (MatterStage.NotRaised, _) => NotRaisedYet,
        (_, RaiseMatter) => AlreadyRaised,

        // Allowed in every stage: erasing what should not stand there, setting a mistake right, and following a lasting practice.
        (_, EraseMatterText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseMatterText c) => [new MatterTextErased(c.Text, c.Reason)],
        (_, CorrectMatter c) when c.Entry < 1 || c.Entry > state.Entries => NoSuchEntry,
        (_, CorrectMatter c) => [new MatterCorrected(c.Entry, c.Correct, c.Why)],
        (_, TrialFollowUp c) => Trial.Decide(state.Trial, c, acting),
        (_, ReturnOutcome) when !state.AwaitsOutcome => NotHandedOver,
        (_, ReturnOutcome c) => [new OutcomeReturned(c.Outcome, c.Reference)],

        (MatterStage.Closed, CloseMatter) => [],
        (MatterStage.Closed, ReopenMatter c) => [new MatterReopened(c.Reason)],
        (_, ReopenMatter) => [],
        (MatterStage.Closed, _) => IsClosed,

        (_, DeferMatter { Until: null }) => DeferralNeedsMeeting,
        (_, DeferMatter c) when c.Until <= acting.On => MeetingMustBeLater,
        (_, DeferMatter c) when c.Talk.Distinct().Count() is 1 => TalkNeedsTwo,
        (MatterStage.Deferred, DeferMatter c) when c.Until == state.DeferredUntil && (c.Talk is [] || c.Talk.Equals(state.Talk)) => [],
        (_, DeferMatter c) => [new MatterDeferred(c.Until!.Value, c.Reason, c.Talk, c.NoTalkBecause)],

        (_, NoteTalk c) when c.Seats.Distinct().Count() < 2 => TalkNeedsTwo,
        (_, NoteTalk c) => [new TalkHeld(c.Seats, c.Clearer)],

        (MatterStage.Deferred, TakeUpMatter) => [new MatterTakenUpAgain()],
        (_, TakeUpMatter) => [],

        // A trial goes on while its matter is put off.
        (MatterStage.Deferred, NoteObservation or AnswerHmsRisk) => Trial.Decide(state.Trial, (TrialCommand)command, acting),
        (MatterStage.Deferred, _) => IsDeferred,

        (_, ClarifyProblem c) => [new ProblemClarified(c.Problem)],
        (_, RegisterView c) => [new ViewRegistered(c.Seat, c.View)],
        (_, NoteAgreement c) when c.Seats.Distinct().Count() < 2 => AgreementNeedsTwo,
        (_, NoteAgreement c) => [new AgreementReached(c.Agreement, c.Seats)],
        (_, NoteDisagreement c) => [new DisagreementNoted(c.Difference)],

        (_, HandOverMatter) when state.AwaitsOutcome => AlreadyHandedOver,
        (_, HandOverMatter c) => [new MatterHandedOver(c.To, c.Recommendation, c.Reference)],

        // INV-2: what is being tried out gets no final outcome before the trial is evaluated.
        (_, DecideAsLeader or CloseMatter) when state.Trial is { IsUnevaluated: true } => TrialNotEvaluated,
        (_, DecideAsLeader c) => [new LeaderDecided(c.Choice, c.Reason)],
        (_, CloseMatter) when state.Trial is { Stage: TrialStage.Evaluated } => TrialAwaitsOutcome,
        (_, CloseMatter) when state.AwaitsOutcome => StillAwaitsOutcome,
        (_, CloseMatter c) => [new MatterClosed(c.Result)],

        (_, TrialCommand c) => Trial.Decide(state.Trial, c, acting),

        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Matter Evolve(Matter state, MatterEvent happened)
    {
        var next = happened switch
        {
            MatterRaised => state with { Stage = MatterStage.Open },
            ViewRegistered e => state with { Views = state.Views.Add(e.Seat) },
            MatterDeferred e => state with { Stage = MatterStage.Deferred, DeferredUntil = e.Until, Talk = e.Talk, Deferrals = state.Deferrals + 1 },
            MatterTakenUpAgain => state with { Stage = MatterStage.Open, DeferredUntil = null, Talk = [] },
            MatterHandedOver => state with { AwaitsOutcome = true },
            OutcomeReturned => state with { AwaitsOutcome = false },
            MatterClosed => state with { Stage = MatterStage.Closed },
            MatterReopened => state with { Stage = MatterStage.Open },
            MatterTextErased e => state with { Erased = state.Erased.Add(e.Text) },
            TrialEvent e => state with { Trial = Trial.Evolve(state.Trial, e) },
            _ => state,
        };

        return next with { Entries = state.Entries + 1 };
    }
}
