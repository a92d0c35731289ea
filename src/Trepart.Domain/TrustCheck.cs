namespace Trepart.Domain;

/// <summary>
/// What one asks of a trust check (tillitssjekk): how those who belong to a group see fairness, trust and cooperation (REF-25, IND-02, IND-14), without a name.
/// What each answers is no event and stands in no log.
/// </summary>
public abstract record TrustCommand;

/// <param name="ClosesOn">The last day on which it can be answered.</param>
public sealed record OpenTrustCheck(DateOnly ClosesOn) : TrustCommand
{
    /// <summary>How many are asked, as it stands when the command comes in.</summary>
    public int Persons { get; init; }

    /// <summary>When the group's latest was opened; null where it is the first.</summary>
    public DateOnly? Last { get; init; }
}

/// <summary>The time is over. Nobody asks for it: the service itself does.</summary>
/// <param name="Sheets">What was answered, in an order that says nothing. It goes no further than here.</param>
public sealed record CloseTrustCheck(Many<TrustSheet> Sheets) : TrustCommand;

/// <summary>What one answered.</summary>
/// <param name="Steps">From 1 to 5 for each statement: those of fairness first, then of trust, then of cooperation.</param>
public sealed record TrustSheet(Many<int> Steps);

public abstract record TrustEvent;

/// <param name="Asked">How many were asked.</param>
/// <param name="Set">Which set of statements: figures of two sets are not laid beside one another.</param>
public sealed record TrustCheckOpened(DateOnly ClosesOn, int Asked, int Set) : TrustEvent;

/// <param name="Answered">How many answered; null where they were too few for anything to be told (INV-16), and then also not how many.</param>
/// <param name="Figures">Null with it.</param>
public sealed record TrustCheckClosed(int? Answered, TrustFigures? Figures) : TrustEvent;

/// <summary>How often each step was chosen, of all statements of a dimension together: the first of the five is how often 1 was.</summary>
public sealed record TrustFigures(Many<int> Fairness, Many<int> Trust, Many<int> Cooperation);

/// <param name="Asked">How many were asked when it was opened.</param>
public sealed record TrustCheck(bool IsOpened, DateOnly ClosesOn, int Asked, bool IsClosed) : IDecider<TrustCheck, TrustCommand, TrustEvent>
{
    /// <summary>Of each dimension.</summary>
    public const int Statements = 3;

    public const int Dimensions = 3;

    /// <summary>From not at all to wholly agreed.</summary>
    public const int Steps = 5;

    /// <summary>The statements that are asked now. A set that has been used is not changed: a new one is made.</summary>
    public const int Set = 1;

    public const int FewestDays = 7;

    public const int MostDays = 60;

    /// <summary>Once a year is the advice. Closer than this, what has changed between two is more likely one person than the group.</summary>
    public const int MonthsBetween = 6;

    public static readonly Refusal NotOpened = new("trustcheck/not-opened");
    public static readonly Refusal AlreadyOpened = new("trustcheck/already-opened");
    public static readonly Refusal ClosesTooSoon = new("trustcheck/closes-too-soon");
    public static readonly Refusal ClosesTooLate = new("trustcheck/closes-too-late");
    public static readonly Refusal TooFewPersons = new("trustcheck/too-few-persons");
    public static readonly Refusal TooCloseToTheLast = new("trustcheck/too-close-to-the-last");
    public static readonly Refusal NotOver = new("trustcheck/not-over");

    public static TrustCheck Initial { get; } = new(false, default, 0, false);

    public static Decision<TrustEvent> Decide(TrustCheck state, TrustCommand command, Acting acting) => command switch
    {
        OpenTrustCheck when state.IsOpened => AlreadyOpened,
        OpenTrustCheck c when c.ClosesOn < acting.On.AddDays(FewestDays) => ClosesTooSoon,
        OpenTrustCheck c when c.ClosesOn > acting.On.AddDays(MostDays) => ClosesTooLate,
        OpenTrustCheck { Persons: < Hidden.FewestPersons } => TooFewPersons,
        OpenTrustCheck c when acting.On < c.Last?.AddMonths(MonthsBetween) => TooCloseToTheLast,
        OpenTrustCheck c => [new TrustCheckOpened(c.ClosesOn, c.Persons, Set)],
        _ when !state.IsOpened => NotOpened,
        CloseTrustCheck when state.IsClosed => [],
        CloseTrustCheck when acting.On <= state.ClosesOn => NotOver,

        // Too few, or none: neither figures nor how many. That one had answered would tell as much of the others.
        CloseTrustCheck c => Hidden.Count(c.Sheets.Count, state.Asked) is { } answered and > 0
            ? [new TrustCheckClosed(answered, new(Sum(c.Sheets, 0), Sum(c.Sheets, 1), Sum(c.Sheets, 2)))]
            : [new TrustCheckClosed(null, null)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static TrustCheck Evolve(TrustCheck state, TrustEvent happened) => happened switch
    {
        TrustCheckOpened e => state with { IsOpened = true, ClosesOn = e.ClosesOn, Asked = e.Asked },
        TrustCheckClosed => state with { IsClosed = true },
        _ => state,
    };

    /// <summary>Whether it is a whole answer: one step for each statement.</summary>
    public static bool IsWhole(IReadOnlyCollection<int> steps) => steps.Count == Dimensions * Statements && steps.All(s => s is >= 1 and <= Steps);

    private static Many<int> Sum(Many<TrustSheet> sheets, int dimension)
    {
        var chosen = sheets.SelectMany(s => s.Steps.Skip(dimension * Statements).Take(Statements)).ToLookup(s => s);
        return new([.. Enumerable.Range(1, Steps).Select(step => chosen[step].Count())]);
    }
}
