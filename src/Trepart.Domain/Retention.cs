namespace Trepart.Domain;

/// <summary>What is kept for a time and then erased, each kind with a time of its own.</summary>
public enum RetentionKind
{
    /// <summary>What was written in an input and in its answers, counted from when it was closed.</summary>
    InputTexts,

    /// <summary>The names of those who hold no seat any more, counted from the day the last one was left.</summary>
    LeftPeople,

    /// <summary>Who has read personal data, counted from the day it was read.</summary>
    AccessLog,

    /// <summary>The first answers to commands, counted from the day they were given.</summary>
    FirstAnswers,

    /// <summary>Invitations that were used, withdrawn or let run out, counted from that day.</summary>
    Invitations,

    /// <summary>What was said to a shop steward alone, and the answer, counted from the day it came to the steward.</summary>
    StewardNotes,

    /// <summary>The way from a code to an unnamed input and its answer, counted from when the input was closed.</summary>
    Receipts,

    /// <summary>What an auditor has opened under a mandate, or a helper with a group's leave, counted from the day it was opened.</summary>
    AuditOpenings,

    /// <summary>What chiefs and those whom they follow up have between them, counted from the last thing that happened with each entry.</summary>
    FollowUp,

    /// <summary>That someone is interested in a vacant seat, counted from the day it was said; earlier where the seat is taken.</summary>
    SeatInterests,

    /// <summary>What someone wrote alone in an exercise and did not share, counted from the day it was written; at once where the exercise is over.</summary>
    PrivateAnswers,
}

public abstract record RetentionCommand;

public sealed record ChooseRetention(RetentionKind Kind, int Months) : RetentionCommand;

public abstract record RetentionEvent;

public sealed record RetentionChosen(RetentionKind Kind, int Months) : RetentionEvent;

/// <summary>How long one kind is kept. A municipality chooses within bounds; until it does, the usual time holds.</summary>
/// <param name="Months">What was chosen; null for the usual time.</param>
public sealed record Retention(int? Months) : IDecider<Retention, RetentionCommand, RetentionEvent>
{
    public static readonly Refusal TooShort = new("retention/too-short");
    public static readonly Refusal TooLong = new("retention/too-long");

    public static Retention Initial { get; } = new((int?)null);

    /// <summary>Months: unless chosen, at least, at most.</summary>
    public static (int Usual, int Least, int Most) Bounds(RetentionKind kind) => kind switch
    {
        // Long enough that a giver who was away can read the answer, and that the group can see a theme come back.
        RetentionKind.InputTexts => (36, 6, 120),

        // An election period and a year: who decided must be findable as long as someone may ask about it.
        RetentionKind.LeftPeople => (60, 12, 240),

        // Long enough to find out about a misuse, short enough to be no record of how people work.
        RetentionKind.AccessLog => (24, 6, 60),

        // Nobody sends the same again after that.
        RetentionKind.FirstAnswers => (3, 1, 24),

        // Long enough to see who was invited, and by which seat.
        RetentionKind.Invitations => (6, 1, 24),

        // A confidence lies no longer than it is of use to the one who gave it.
        RetentionKind.StewardNotes => (12, 1, 36),

        // As long as the texts that the code leads to.
        RetentionKind.Receipts => (36, 6, 120),

        // As long as the audit itself may be asked about.
        RetentionKind.AuditOpenings => (60, 24, 120),

        // Through a term of office; the two may erase it themselves before.
        RetentionKind.FollowUp => (24, 6, 36),

        // Who has not been asked by then has been answered.
        RetentionKind.SeatInterests => (6, 1, 12),

        // Longer than between two of the group's meetings, and no longer.
        RetentionKind.PrivateAnswers => (3, 1, 6),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Decision<RetentionEvent> Decide(Retention state, RetentionCommand command, Acting acting) => command switch
    {
        ChooseRetention c when c.Months < Bounds(c.Kind).Least => TooShort,
        ChooseRetention c when c.Months > Bounds(c.Kind).Most => TooLong,
        ChooseRetention c when c.Months == state.Months => [],
        ChooseRetention c => [new RetentionChosen(c.Kind, c.Months)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Retention Evolve(Retention state, RetentionEvent happened) => happened is RetentionChosen e ? new Retention(e.Months) : state;
}
