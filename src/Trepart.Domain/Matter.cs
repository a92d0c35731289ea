using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a matter (sak) or of a trial in it.</summary>
public abstract record MatterCommand;

/// <param name="Input">The input that the matter is raised from, if one; the two are linked in the same append.</param>
/// <param name="Source">Where it comes from, where that is no input (INP-18).</param>
/// <param name="SolvedBy">Whether one party can solve it alone, as far as the group knows (SAK-19).</param>
public sealed record RaiseMatter(
    [OneLine] Words Title, Words Concern, Theme? Theme = null, Guid? Input = null, MatterSource? Source = null, SolvedBy? SolvedBy = null) : MatterCommand;

/// <summary>The title as lists show it is set right; what stood there before stays in the story.</summary>
public sealed record RetitleMatter([OneLine] Words Title, Words Why) : MatterCommand;

public sealed record ClarifyProblem(Words Problem) : MatterCommand;

/// <param name="Seats">Those who agree that this is the problem, as it stands now (SAK-22).</param>
public sealed record AgreeProblem([Seat, AskedFor] Many<Guid> Seats) : MatterCommand;

/// <summary>Light markers, for the group's own choice of what to begin with; they are never added up (SAK-24, SAK-25).</summary>
/// <param name="Interest">The seats that say they have an interest in solving it.</param>
public sealed record MarkMatter(Urgency? Urgency, MatterSize? Size, [Seat] Many<Guid> Interest) : MatterCommand;

/// <param name="Seat">Who finds it out; null where nobody has said so yet (SAK-23).</param>
public sealed record NeedFact(Words What, [Seat] Guid? Seat = null, DateOnly? Due = null) : MatterCommand;

/// <param name="Fact">The fact's number in the matter; the first is 1.</param>
public sealed record BringFact(int Fact, Words Found) : MatterCommand;

/// <param name="Seat">Who takes it on, by free will (SAK-29).</param>
public sealed record TakeResponsibility([Seat] Guid Seat, Words What) : MatterCommand;

/// <param name="Seat">Who is too near to the matter to take part in it. Noted, and stops nobody.</param>
public sealed record StepBack([Seat] Guid Seat, Words Reason) : MatterCommand;

/// <summary>The safety representative's own: nobody else changes or erases it (ROL-26).</summary>
public sealed record RaiseHmsConcern(Words Concern) : MatterCommand;

/// <summary>What stands in another system is pointed at, and never taken in.</summary>
public sealed record LinkDocument([OneLine] Words Title, [OneLine(Max = 500), Https] Words Address, DocumentKind Kind) : MatterCommand;

/// <summary>The question is taken to the data protection officer by the group; the answer is noted when it comes (ROL-47).</summary>
public sealed record AskDataProtection(Words Question) : MatterCommand;

public sealed record NoteDataProtectionAnswer(Words Answer) : MatterCommand;

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

/// <summary>One side says what the talk made clearer, for itself (AVG-04).</summary>
public sealed record NoteOwnSide([Seat] Guid Seat, Words Clearer) : MatterCommand;

public sealed record TakeUpMatter : MatterCommand;

/// <param name="Reference">Case number or address in the system where the decision is made; null if there is none yet.</param>
public sealed record HandOverMatter(DecisionLine To, Words Recommendation, [OneLine] Words? Reference = null) : MatterCommand;

public sealed record ReturnOutcome(Words Outcome, [OneLine] Words? Reference = null) : MatterCommand;

/// <summary>
/// What the leader decides alone, after the group has talked (ROL-48, AVG-13). The seat is checked where the command comes in.
/// </summary>
public sealed record DecideAsLeader(Words Choice, Words Reason) : MatterCommand;

/// <summary>Asks the leader for what only the leader can decide, so that it does not lie (ROL-15).</summary>
public sealed record AskLeader(Words Needs) : MatterCommand;

public sealed record CloseMatter(Words Result) : MatterCommand;

public sealed record ReopenMatter(Words Reason) : MatterCommand;

/// <param name="Entry">The number of the event in the matter's story; the first is 1.</param>
public sealed record CorrectMatter(int Entry, Words Correct, Words Why) : MatterCommand;

/// <param name="Text">One of the matter's own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseMatterText(Guid Text, ErasureReason Reason) : MatterCommand;

/// <summary>What has happened to a matter. The day, the seat and the place stand in the envelope.</summary>
public abstract record MatterEvent;

public sealed record MatterRaised(
    Words Title, Words Concern, Theme? Theme, Guid? Input, MatterSource? Source = null, SolvedBy? SolvedBy = null) : MatterEvent;

public sealed record MatterRetitled(Words Title, Words Why) : MatterEvent;

public sealed record ProblemClarified(Words Problem) : MatterEvent;

public sealed record ProblemAgreed(Many<Guid> Seats) : MatterEvent;

public sealed record MatterMarked(Urgency? Urgency, MatterSize? Size, Many<Guid> Interest) : MatterEvent;

public sealed record FactNeeded(int Number, Words What, Guid? Seat, DateOnly? Due) : MatterEvent;

public sealed record FactBrought(int Fact, Words Found) : MatterEvent;

public sealed record ResponsibilityTaken(Guid Seat, Words What) : MatterEvent;

public sealed record SeatSteppedBack(Guid Seat, Words Reason) : MatterEvent;

/// <param name="Seat">The seat whose concern it is.</param>
public sealed record HmsConcernRaised(Guid Seat, Words Concern) : MatterEvent;

public sealed record DocumentLinked(Words Title, Words Address, DocumentKind Kind) : MatterEvent;

public sealed record DataProtectionAsked(Words Question) : MatterEvent;

public sealed record DataProtectionAnswered(Words Answer) : MatterEvent;

public sealed record LeaderAsked(Words Needs) : MatterEvent;

public sealed record ViewRegistered(Guid Seat, Words View) : MatterEvent;

public sealed record AgreementReached(Words Agreement, Many<Guid> Seats) : MatterEvent;

public sealed record DisagreementNoted(Words Difference) : MatterEvent;

public sealed record MatterDeferred(DateOnly Until, Words Reason, Many<Guid> Talk, Words? NoTalkBecause) : MatterEvent;

public sealed record TalkHeld(Many<Guid> Seats, Words Clearer) : MatterEvent;

public sealed record OwnSideNoted(Guid Seat, Words Clearer) : MatterEvent;

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

/// <summary>Where a matter comes from that was no input.</summary>
public enum MatterSource
{
    Survey,
    StaffMeeting,
    Imposed,
    Elsewhere,
}

/// <summary>Whether one party can solve it alone: then the line is the shorter way.</summary>
public enum SolvedBy
{
    Together,
    OneParty,
    NotSure,
}

public enum Urgency
{
    CanWait,
    Soon,
    Pressing,
}

public enum MatterSize
{
    /// <summary>Can be done within weeks.</summary>
    Small,
    Large,
}

/// <summary>What a link points at.</summary>
public enum DocumentKind
{
    RiskAssessment,
    Agreement,
    Decision,
    Facts,
    Routine,
    Other,
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
    public static readonly Refusal ProblemNotClarified = new("matter/problem-not-clarified");
    public static readonly Refusal NoSuchFact = new("matter/no-such-fact");
    public static readonly Refusal FactIsBrought = new("matter/fact-is-brought");
    public static readonly Refusal NotAskedToTalk = new("matter/not-asked-to-talk");
    public static readonly Refusal ConcernIsTheSafetyRepresentatives = new("matter/concern-is-the-safety-representatives");
    public static readonly Refusal DataProtectionNotAsked = new("matter/data-protection-not-asked");

    public static Matter Initial { get; } = new(MatterStage.NotRaised, null, [], 0, false, null, [], 0, []);

    public Theme? Theme { get; init; }

    public SolvedBy? SolvedBy { get; init; }

    /// <summary>Null until the group has set some.</summary>
    public MatterMarked? Marks { get; init; }

    public bool ProblemIsClarified { get; init; }

    /// <summary>The parties agree on the problem as it is put now; a new wording takes it away.</summary>
    public bool ProblemIsAgreed { get; init; }

    /// <summary>How many facts have been asked for.</summary>
    public int Facts { get; init; }

    /// <summary>The numbers of those that have been brought.</summary>
    public ImmutableSortedSet<int> FactsBrought { get; init; } = [];

    public ImmutableHashSet<Guid> Responsible { get; init; } = [];

    public ImmutableHashSet<Guid> SteppedBack { get; init; } = [];

    /// <summary>Those of <see cref="Talk"/> who have said what came of it.</summary>
    public ImmutableHashSet<Guid> Talked { get; init; } = [];

    /// <summary>Each safety representative's concern: the entry in the story, whose it is, and its text.</summary>
    public ImmutableList<(int Entry, Guid Seat, Guid Text)> HmsConcerns { get; init; } = [];

    public bool AwaitsDataProtection { get; init; }

    /// <summary>The leader has been asked to decide, and has not yet.</summary>
    public bool AwaitsLeader { get; init; }

    public bool DataProtectionIsAsked { get; init; }

    /// <summary>The numbers of the trials that have become lasting practice and are so still, earlier ones too.</summary>
    public ImmutableSortedSet<int> Lasting { get; init; } = [];

    public static Decision<MatterEvent> Decide(Matter state, MatterCommand command, Acting acting) => (state.Stage, command) switch
    {
        (MatterStage.NotRaised, RaiseMatter c) => [new MatterRaised(c.Title, c.Concern, c.Theme, c.Input, c.Source, c.SolvedBy)],
        (MatterStage.NotRaised, _) => NotRaisedYet,
        (_, RaiseMatter) => AlreadyRaised,

        // Allowed in every stage: erasing what should not stand there, setting a mistake right, following a lasting practice, a safety
        // representative's concern, and what others have written or answered elsewhere.
        (_, EraseMatterText c) when state.HmsConcerns.Exists(h => h.Text == c.Text && h.Seat != acting.Seat) => ConcernIsTheSafetyRepresentatives,
        (_, EraseMatterText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseMatterText c) => [new MatterTextErased(c.Text, c.Reason)],
        (_, CorrectMatter c) when c.Entry < 1 || c.Entry > state.Entries => NoSuchEntry,
        (_, CorrectMatter c) when state.HmsConcerns.Exists(h => h.Entry == c.Entry && h.Seat != acting.Seat) => ConcernIsTheSafetyRepresentatives,
        (_, CorrectMatter c) => [new MatterCorrected(c.Entry, c.Correct, c.Why)],
        (_, RetitleMatter c) => [new MatterRetitled(c.Title, c.Why)],
        (_, RaiseHmsConcern c) => [new HmsConcernRaised(acting.Seat, c.Concern)],
        (_, LinkDocument c) => [new DocumentLinked(c.Title, c.Address, c.Kind)],
        (_, NoteDataProtectionAnswer) when !state.AwaitsDataProtection => DataProtectionNotAsked,
        (_, NoteDataProtectionAnswer c) => [new DataProtectionAnswered(c.Answer)],
        (_, TrialFollowUp c) => FollowedUp(state, c),
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
        (_, NoteOwnSide c) when !state.Talk.Contains(c.Seat) => NotAskedToTalk,
        (_, NoteOwnSide c) => [new OwnSideNoted(c.Seat, c.Clearer)],

        // Finding out and sorting go on while it is put off.
        (_, NeedFact c) => [new FactNeeded(state.Facts + 1, c.What, c.Seat, c.Due)],
        (_, BringFact c) when c.Fact < 1 || c.Fact > state.Facts => NoSuchFact,
        (_, BringFact c) when state.FactsBrought.Contains(c.Fact) => FactIsBrought,
        (_, BringFact c) => [new FactBrought(c.Fact, c.Found)],
        (_, MarkMatter c) => Marked(state, c),
        (_, StepBack c) when state.SteppedBack.Contains(c.Seat) => [],
        (_, StepBack c) => [new SeatSteppedBack(c.Seat, c.Reason)],
        (_, AskDataProtection c) => [new DataProtectionAsked(c.Question)],
        (_, AskLeader c) => [new LeaderAsked(c.Needs)],

        (MatterStage.Deferred, TakeUpMatter) => [new MatterTakenUpAgain()],
        (_, TakeUpMatter) => [],

        // A trial goes on while its matter is put off.
        (MatterStage.Deferred, NoteObservation or AnswerHmsRisk) => Trial.Decide(state.Trial, (TrialCommand)command, acting),
        (MatterStage.Deferred, _) => IsDeferred,

        (_, ClarifyProblem c) => [new ProblemClarified(c.Problem)],
        (_, AgreeProblem) when !state.ProblemIsClarified => ProblemNotClarified,
        (_, AgreeProblem c) when c.Seats.Distinct().Count() < 2 => AgreementNeedsTwo,
        (_, AgreeProblem) when state.ProblemIsAgreed => [],
        (_, AgreeProblem c) => [new ProblemAgreed(c.Seats)],
        (_, TakeResponsibility c) => [new ResponsibilityTaken(c.Seat, c.What)],
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
            MatterRaised e => state with { Stage = MatterStage.Open, Theme = e.Theme, SolvedBy = e.SolvedBy },
            ProblemClarified => state with { ProblemIsClarified = true, ProblemIsAgreed = false },
            ProblemAgreed => state with { ProblemIsAgreed = true },
            MatterMarked e => state with { Marks = e },
            FactNeeded e => state with { Facts = e.Number },
            FactBrought e => state with { FactsBrought = state.FactsBrought.Add(e.Fact) },
            ResponsibilityTaken e => state with { Responsible = state.Responsible.Add(e.Seat) },
            SeatSteppedBack e => state with { SteppedBack = state.SteppedBack.Add(e.Seat) },
            HmsConcernRaised e => state with { HmsConcerns = state.HmsConcerns.Add((state.Entries + 1, e.Seat, e.Concern.Id)) },
            DataProtectionAsked => state with { DataProtectionIsAsked = true, AwaitsDataProtection = true },
            DataProtectionAnswered => state with { AwaitsDataProtection = false },
            LeaderAsked => state with { AwaitsLeader = true },
            LeaderDecided => state with { AwaitsLeader = false },
            ViewRegistered e => state with { Views = state.Views.Add(e.Seat) },
            MatterDeferred e => state with { Stage = MatterStage.Deferred, DeferredUntil = e.Until, Talk = e.Talk, Talked = [], Deferrals = state.Deferrals + 1 },
            TalkHeld e => state with { Talked = state.Talked.Union(e.Seats) },
            OwnSideNoted e => state with { Talked = state.Talked.Add(e.Seat) },
            MatterTakenUpAgain => state with { Stage = MatterStage.Open, DeferredUntil = null, Talk = [], Talked = [] },
            MatterHandedOver => state with { AwaitsOutcome = true },
            OutcomeReturned => state with { AwaitsOutcome = false },
            MatterClosed => state with { Stage = MatterStage.Closed, AwaitsLeader = false },
            MatterReopened => state with { Stage = MatterStage.Open },
            MatterTextErased e => state with { Erased = state.Erased.Add(e.Text) },
            TrialEvent e => state with { Trial = Trial.Evolve(state.Trial, e), Lasting = LastingAfter(state, e) },
            _ => state,
        };

        return next with { Entries = state.Entries + 1 };
    }

    private static Decision<MatterEvent> Marked(Matter state, MarkMatter c)
    {
        var marks = new MatterMarked(c.Urgency, c.Size, c.Interest);
        return marks == state.Marks ? [] : [marks];
    }

    // A new trial does not take the follow-up of an earlier one away (UTP-13).
    private static Decision<MatterEvent> FollowedUp(Matter state, TrialFollowUp c)
    {
        if (state.Trial is not { } latest)
            return Trial.NoneProposed;
        var number = c.Trial ?? (state.Lasting is [.., var last] ? last : latest.Number);
        if (!state.Lasting.Contains(number))
            return Trial.NotPermanent;

        var earlier = number == latest.Number ? (int?)null : number;
        return c switch
        {
            NoteStillInUse still => [new TrialStillInUse(still.Note, earlier)],
            NoteSlidBack slid => [new TrialSlidBack(slid.Note, earlier)],
            _ => throw new ArgumentOutOfRangeException(nameof(c), c, null),
        };
    }

    private static ImmutableSortedSet<int> LastingAfter(Matter state, TrialEvent happened) => happened switch
    {
        TrialMadePermanent when state.Trial is { } trial => state.Lasting.Add(trial.Number),
        TrialSlidBack e => state.Lasting.Remove(e.Earlier ?? state.Trial?.Number ?? 0),
        _ => state.Lasting,
    };
}
