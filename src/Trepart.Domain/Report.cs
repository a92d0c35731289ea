using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a report (rapport): what a group tells the steering group of a period, and what it answers.</summary>
public abstract record ReportCommand;

/// <param name="Text">Drafted from what has happened, and made the group's own.</param>
/// <param name="Problem">What the group cannot solve by itself, and lifts: it must be answered (SG-14).</param>
public sealed record DraftReport(DateOnly From, DateOnly Until, Words Text, Words? Problem = null) : ReportCommand;

public sealed record EditReport(Words Text, Words? Problem = null) : ReportCommand;

/// <summary>The report is finished, and goes to the parties with its figures as they are now.</summary>
public sealed record PresentReport : ReportCommand
{
    /// <summary>The seats of each party around the table, as they stand when the command comes in.</summary>
    public Many<Many<Guid>> Parties { get; init; } = [];

    /// <summary>Counted where the command comes in, from what is on record.</summary>
    public ReportFigures Figures { get; init; } = ReportFigures.None;
}

public sealed record ReopenReport(Words Reason) : ReportCommand;

/// <summary>From the acting seat, for its party.</summary>
public sealed record ApproveReport : ReportCommand;

public sealed record SendReport : ReportCommand;

/// <summary>From the chief shop steward or the chief safety representative, beside a report that is sent.</summary>
public sealed record AddReportNote(Words Note) : ReportCommand;

/// <param name="To">Where it is handed over; asked for where it is.</param>
/// <param name="OnProblem">Asked for where the group has lifted a problem.</param>
public sealed record AnswerReport(ReportReply Kind, Words Answer, Words? OnProblem = null, DecisionLine? To = null) : ReportCommand;

/// <summary>What came of what was handed over (INV-17).</summary>
public sealed record ReturnReportOutcome(Words Outcome, Words? Reference = null) : ReportCommand;

public sealed record NoteReportRead : ReportCommand;

public sealed record EraseReportText(Guid Text, ErasureReason Reason) : ReportCommand;

public abstract record ReportEvent;

public sealed record ReportDrafted(DateOnly From, DateOnly Until, Words Text, Words? Problem) : ReportEvent;

public sealed record ReportEdited(Words Text, Words? Problem) : ReportEvent;

public sealed record ReportPresented(Many<Many<Guid>> Parties, ReportFigures Figures) : ReportEvent;

public sealed record ReportReopened(Words Reason) : ReportEvent;

public sealed record ReportApproved(Guid Seat) : ReportEvent;

/// <param name="Figures">Those that the parties approved.</param>
public sealed record ReportSent(ReportFigures Figures) : ReportEvent;

public sealed record ReportNoted(Words Note) : ReportEvent;

public sealed record ReportAnswered(ReportReply Kind, Words Answer, Words? OnProblem, DecisionLine? To) : ReportEvent;

public sealed record ReportOutcomeReturned(Words Outcome, Words? Reference) : ReportEvent;

public sealed record ReportAnswerRead : ReportEvent;

public sealed record ReportTextErased(Guid Text, ErasureReason Reason) : ReportEvent;

/// <summary>What the steering group does with what a group tells.</summary>
public enum ReportReply
{
    Helps,
    Answers,
    HandsOver,
    NotOurs,
}

public enum ReportStage
{
    NotDrafted,
    Drafted,
    Presented,

    /// <summary>Every party has approved it.</summary>
    Approved,
    Sent,
    Answered,
}

/// <summary>What happened in a group in a period, each matter, trial, input and meeting counted once.</summary>
/// <param name="Answered">Inputs answered; null where they are fewer than <see cref="Few"/> (INV-11).</param>
public sealed record ReportFigures(int Meetings, int Raised, int Closed, int Started, int Evaluated, int Kept, int WentBack, int Deferred, int? Answered)
{
    public const int Few = 3;

    public static readonly ReportFigures None = new(0, 0, 0, 0, 0, 0, 0, 0, null);

    /// <summary>The kinds of event that are counted.</summary>
    public static readonly IReadOnlyList<string> Counted =
    [
        .. new[]
        {
            typeof(MeetingOpened), typeof(MatterRaised), typeof(MatterClosed), typeof(TrialStarted), typeof(TrialEvaluated), typeof(TrialMadePermanent),
            typeof(TrialReverted), typeof(MatterDeferred), typeof(InputAnswered), typeof(InputRouted),
        }.Select(t => EventNames.Names[t]),
    ];

    /// <param name="happened">The kind of each event of the period, and the stream in which it is.</param>
    public static ReportFigures Of(IEnumerable<(string Type, Guid Stream)> happened)
    {
        var known = happened.ToHashSet();
        var answered = Streams<InputAnswered>().Union(Streams<InputRouted>()).Count();
        return new(
            Count<MeetingOpened>(), Count<MatterRaised>(), Count<MatterClosed>(), Count<TrialStarted>(), Count<TrialEvaluated>(), Count<TrialMadePermanent>(),
            Count<TrialReverted>(), Count<MatterDeferred>(), answered < Few ? null : answered);

        int Count<T>() => Streams<T>().Count();

        IEnumerable<Guid> Streams<T>() => known.Where(h => h.Type == EventNames.Names[typeof(T)]).Select(h => h.Stream);
    }
}

/// <summary>A report, from its draft to the answer that the group has read. What is sent stands as it was sent.</summary>
/// <param name="Parties">The seats of each party, once the report is presented.</param>
/// <param name="Approvals">The seats that have approved.</param>
/// <param name="Others">Texts that are the steering group's or a chief's, which the group takes nothing away of.</param>
/// <param name="AwaitsOutcome">It is handed over, and nothing has come back yet.</param>
public sealed record Report(
    ReportStage Stage,
    bool HasProblem,
    Many<Many<Guid>> Parties,
    ReportFigures Figures,
    ImmutableHashSet<Guid> Approvals,
    bool AwaitsOutcome,
    bool IsRead,
    ImmutableHashSet<Guid> Others,
    ImmutableHashSet<Guid> Erased) : IDecider<Report, ReportCommand, ReportEvent>
{
    public static readonly Refusal NotDraftedYet = new("report/not-drafted");
    public static readonly Refusal AlreadyDrafted = new("report/already-drafted");
    public static readonly Refusal PeriodWrong = new("report/period-wrong");
    public static readonly Refusal PeriodNotOver = new("report/period-not-over");
    public static readonly Refusal NoParties = new("report/no-parties");
    public static readonly Refusal NotPresented = new("report/not-presented");
    public static readonly Refusal IsPresented = new("report/presented");
    public static readonly Refusal NotAParty = new("report/not-a-party");
    public static readonly Refusal NotApproved = new("report/not-approved");
    public static readonly Refusal IsSent = new("report/is-sent");
    public static readonly Refusal NotSent = new("report/not-sent");
    public static readonly Refusal AlreadyAnswered = new("report/already-answered");
    public static readonly Refusal NotAnswered = new("report/not-answered");
    public static readonly Refusal HandedToNobody = new("report/handed-to-nobody");
    public static readonly Refusal ProblemNotAnswered = new("report/problem-not-answered");
    public static readonly Refusal NotTheGroups = new("report/not-the-groups-text");
    public static readonly Refusal NotHandedOver = new("report/not-handed-over");

    public static Report Initial { get; } = new(ReportStage.NotDrafted, false, [], ReportFigures.None, [], false, false, [], []);

    public static Decision<ReportEvent> Decide(Report state, ReportCommand command, Acting acting) => (state.Stage, command) switch
    {
        (ReportStage.NotDrafted, DraftReport c) when c.Until < c.From || c.From.AddYears(2) < c.Until => PeriodWrong,
        (ReportStage.NotDrafted, DraftReport c) when c.Until > acting.On => PeriodNotOver,
        (ReportStage.NotDrafted, DraftReport c) => [new ReportDrafted(c.From, c.Until, c.Text, c.Problem)],
        (ReportStage.NotDrafted, _) => NotDraftedYet,
        (_, DraftReport) => AlreadyDrafted,

        (_, EraseReportText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseReportText c) when state.Others.Contains(c.Text) => NotTheGroups,
        (_, EraseReportText c) => [new ReportTextErased(c.Text, c.Reason)],

        (ReportStage.Sent or ReportStage.Answered, SendReport) => [],

        // What is sent stands: nobody changes it, and the next report says what has become otherwise.
        (ReportStage.Sent or ReportStage.Answered, EditReport or PresentReport or ReopenReport or ApproveReport) => IsSent,
        (ReportStage.Sent or ReportStage.Answered, AddReportNote c) => [new ReportNoted(c.Note)],

        (ReportStage.Answered, AnswerReport) => AlreadyAnswered,
        (ReportStage.Sent, AnswerReport { Kind: ReportReply.HandsOver, To: null }) => HandedToNobody,
        (ReportStage.Sent, AnswerReport { OnProblem: null }) when state.HasProblem => ProblemNotAnswered,
        (ReportStage.Sent, AnswerReport c) =>
            [new ReportAnswered(c.Kind, c.Answer, state.HasProblem ? c.OnProblem : null, c.Kind is ReportReply.HandsOver ? c.To : null)],
        (ReportStage.Answered, ReturnReportOutcome) when !state.AwaitsOutcome => NotHandedOver,
        (ReportStage.Answered, ReturnReportOutcome c) => [new ReportOutcomeReturned(c.Outcome, c.Reference)],
        (ReportStage.Answered, NoteReportRead) => state.IsRead ? [] : [new ReportAnswerRead()],
        (ReportStage.Sent, ReturnReportOutcome or NoteReportRead) => NotAnswered,
        (_, AddReportNote or AnswerReport or ReturnReportOutcome or NoteReportRead) => NotSent,

        (ReportStage.Approved, SendReport) => [new ReportSent(state.Figures)],
        (_, SendReport) => NotApproved,

        (ReportStage.Drafted, EditReport c) => [new ReportEdited(c.Text, c.Problem)],
        (_, EditReport) => IsPresented,
        (ReportStage.Drafted, PresentReport { Parties.Count: 0 }) => NoParties,
        (ReportStage.Drafted, PresentReport c) => [new ReportPresented(c.Parties, c.Figures)],
        (_, PresentReport) => IsPresented,
        (ReportStage.Drafted, ReopenReport or ApproveReport) => NotPresented,
        (_, ReopenReport c) => [new ReportReopened(c.Reason)],

        (_, ApproveReport) when state.Approvals.Contains(acting.Seat) => [],
        (_, ApproveReport) when !Approval.IsParty(state.Parties, acting.Seat) => NotAParty,
        (_, ApproveReport) => [new ReportApproved(acting.Seat)],

        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Report Evolve(Report state, ReportEvent happened) => happened switch
    {
        ReportDrafted e => state with { Stage = ReportStage.Drafted, HasProblem = e.Problem is not null },
        ReportEdited e => state with { HasProblem = e.Problem is not null },
        ReportPresented e => state with { Stage = ReportStage.Presented, Parties = e.Parties, Figures = e.Figures },
        ReportReopened => state with { Stage = ReportStage.Drafted, Parties = [], Approvals = [] },
        ReportApproved e => state.ApprovedBy(e.Seat),
        ReportSent => state with { Stage = ReportStage.Sent },
        ReportNoted e => state with { Others = state.Others.Add(e.Note.Id) },
        ReportAnswered e => state with
        {
            Stage = ReportStage.Answered,
            AwaitsOutcome = e.Kind is ReportReply.HandsOver,
            Others = state.Others.Union(e.OnProblem is { } on ? [e.Answer.Id, on.Id] : [e.Answer.Id]),
        },

        // What has come back is news for the group, as the answer was.
        ReportOutcomeReturned e => state with { AwaitsOutcome = false, IsRead = false, Others = state.Others.Add(e.Outcome.Id) },
        ReportAnswerRead => state with { IsRead = true },
        ReportTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };

    private Report ApprovedBy(Guid seat)
    {
        var approvals = Approvals.Add(seat);
        return this with { Approvals = approvals, Stage = Approval.IsByAll(Parties, approvals) ? ReportStage.Approved : Stage };
    }
}

/// <summary>How often the groups tell the steering group how it goes.</summary>
public enum ReportRhythm
{
    Quarterly,
    HalfYearly,
    Yearly,
}

/// <summary>What one asks of the municipality's rhythm for reports: each choice is a thing of its own, and the latest holds.</summary>
public abstract record ReportRhythmCommand;

public sealed record ChooseReportRhythm(ReportRhythm Rhythm) : ReportRhythmCommand;

public abstract record ReportRhythmEvent;

public sealed record ReportRhythmChosen(ReportRhythm Rhythm) : ReportRhythmEvent;

public sealed record ReportRhythmChoice(bool IsChosen) : IDecider<ReportRhythmChoice, ReportRhythmCommand, ReportRhythmEvent>
{
    /// <summary>Until a municipality has chosen another.</summary>
    public const ReportRhythm Usual = ReportRhythm.HalfYearly;

    public static readonly Refusal AlreadyChosen = new("reportrhythmchoice/already-chosen");

    public static ReportRhythmChoice Initial { get; } = new(false);

    public static Decision<ReportRhythmEvent> Decide(ReportRhythmChoice state, ReportRhythmCommand command, Acting acting) => command switch
    {
        ChooseReportRhythm when state.IsChosen => AlreadyChosen,
        ChooseReportRhythm c => [new ReportRhythmChosen(c.Rhythm)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static ReportRhythmChoice Evolve(ReportRhythmChoice state, ReportRhythmEvent happened) => new(true);

    /// <summary>The latest whole period that has ended before a day.</summary>
    public static (DateOnly From, DateOnly Until) PeriodBefore(ReportRhythm rhythm, DateOnly day)
    {
        var months = rhythm switch { ReportRhythm.Quarterly => 3, ReportRhythm.HalfYearly => 6, _ => 12 };
        var begins = new DateOnly(day.Year, ((day.Month - 1) / months * months) + 1, 1);
        return (begins.AddMonths(-months), begins.AddDays(-1));
    }
}
