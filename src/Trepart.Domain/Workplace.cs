using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a workplace (arbeidsplass): a node of the municipality's tree of sectors, units and departments.</summary>
public abstract record WorkplaceCommand;

/// <param name="Name">What it is called; a fact about the municipality, not a person's words.</param>
/// <param name="Parent">The workplace that it belongs to, of a level above; null for one at the top.</param>
/// <param name="Employees">How many work there: a number, and never a list of persons (AG-33).</param>
public sealed record RegisterWorkplace(WorkplaceLevel Level, string Name, [Workplace] Guid? Parent = null, int? Employees = null) : WorkplaceCommand;

public sealed record RenameWorkplace(string Name) : WorkplaceCommand;

/// <param name="Parent">Null for the top.</param>
public sealed record MoveWorkplace([Workplace] Guid? Parent = null) : WorkplaceCommand;

public sealed record CountEmployees(int Employees) : WorkplaceCommand;

public sealed record CloseWorkplace : WorkplaceCommand;

public sealed record ReopenWorkplace : WorkplaceCommand;

/// <summary>Asked of the one above when another is to be placed under it. Nothing happens to it: it can only say no.</summary>
public sealed record PlaceUnder(WorkplaceLevel Level) : WorkplaceCommand;

public abstract record WorkplaceEvent;

public sealed record WorkplaceRegistered(WorkplaceLevel Level, string Name, Guid? Parent, int? Employees) : WorkplaceEvent;

public sealed record WorkplaceRenamed(string Name) : WorkplaceEvent;

public sealed record WorkplaceMoved(Guid? Parent) : WorkplaceEvent;

public sealed record EmployeesCounted(int Employees) : WorkplaceEvent;

public sealed record WorkplaceClosed : WorkplaceEvent;

public sealed record WorkplaceReopened : WorkplaceEvent;

/// <summary>Where in the tree a workplace stands (ROL-03). Each stands under one of a level above, so that the tree has no rings.</summary>
public enum WorkplaceLevel
{
    Sector,
    Unit,
    Department,
}

/// <param name="Level">Given when it is registered, and never changed.</param>
public sealed record Workplace(bool IsRegistered, WorkplaceLevel Level, string Name, Guid? Parent, int? Employees, bool IsClosed)
    : IDecider<Workplace, WorkplaceCommand, WorkplaceEvent>
{
    /// <summary>More than any municipality employs: above it, something else than people has been counted.</summary>
    public const int MostEmployees = 100_000;

    public static readonly Refusal NotRegistered = new("workplace/not-registered");
    public static readonly Refusal AlreadyRegistered = new("workplace/already-registered");
    public static readonly Refusal NotANumberOfPeople = new("workplace/not-a-number-of-people");
    public static readonly Refusal Closed = new("workplace/closed");
    public static readonly Refusal NotAbove = new("workplace/not-above");
    public static readonly Refusal NotAQuarter = new("workplace/not-a-quarter");
    public static readonly Refusal QuarterNotOver = new("workplace/quarter-not-over");
    public static readonly Refusal NotAPercent = new("workplace/not-a-percent");
    public static readonly Refusal NotCounted = new("workplace/not-counted");
    public static readonly Refusal TooFewEmployees = new("workplace/too-few-employees");
    public static readonly Refusal FigureIsThere = new("workplace/figure-is-there");
    public static readonly Refusal NoFigure = new("workplace/no-figure");

    /// <summary>In tenths of a per cent, by what is measured and when.</summary>
    public ImmutableDictionary<(Indicator Indicator, int Year, int Quarter), int> Figures { get; init; } = [];

    public static Workplace Initial { get; } = new(false, default, "", null, null, false);

    public static Decision<WorkplaceEvent> Decide(Workplace state, WorkplaceCommand command, Acting acting) => command switch
    {
        RegisterWorkplace when state.IsRegistered => AlreadyRegistered,
        RegisterWorkplace { Employees: < 0 or > MostEmployees } => NotANumberOfPeople,
        RegisterWorkplace c => [new WorkplaceRegistered(c.Level, c.Name, c.Parent, c.Employees)],
        _ when !state.IsRegistered => NotRegistered,

        // Also of one that is closed: its name stands in what happened there.
        RenameWorkplace c when c.Name == state.Name => [],
        RenameWorkplace c => [new WorkplaceRenamed(c.Name)],
        ReopenWorkplace when !state.IsClosed => [],
        ReopenWorkplace => [new WorkplaceReopened()],
        CloseWorkplace when state.IsClosed => [],
        _ when state.IsClosed => Closed,
        CloseWorkplace => [new WorkplaceClosed()],

        PlaceUnder c when c.Level <= state.Level => NotAbove,
        PlaceUnder => [],
        MoveWorkplace c when c.Parent == state.Parent => [],
        MoveWorkplace c => [new WorkplaceMoved(c.Parent)],
        CountEmployees { Employees: < 0 or > MostEmployees } => NotANumberOfPeople,
        CountEmployees c when c.Employees == state.Employees => [],
        CountEmployees c => [new EmployeesCounted(c.Employees)],
        EnterFigure c when Judge(state.Employees, c.Year, c.Quarter, c.Percent, acting.On) is { } refusal => refusal,
        EnterFigure c when state.Figures.TryGetValue((c.Indicator, c.Year, c.Quarter), out var there) => there == Domain.Figures.TenthsOf(c.Percent) ? [] : FigureIsThere,
        EnterFigure c => [new FigureEntered(c.Indicator, c.Year, c.Quarter, Domain.Figures.TenthsOf(c.Percent)!.Value)],
        CorrectFigure c when Judge(state.Employees, c.Year, c.Quarter, c.Percent, acting.On) is { } refusal => refusal,
        CorrectFigure c when !state.Figures.ContainsKey((c.Indicator, c.Year, c.Quarter)) => NoFigure,
        CorrectFigure c => state.Figures[(c.Indicator, c.Year, c.Quarter)] is var was && Domain.Figures.TenthsOf(c.Percent)!.Value is var now && was == now
            ? []
            : [new FigureCorrected(c.Indicator, c.Year, c.Quarter, now, was)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    /// <summary>Whether it is a figure of a whole quarter of at least five persons (INV-16).</summary>
    /// <returns>Null where it is.</returns>
    public static Refusal? Judge(int? employees, int year, int quarter, string percent, DateOnly on) =>
        !Domain.Figures.IsQuarter(year, quarter) ? NotAQuarter
        : Domain.Figures.EndOf(year, quarter) >= on ? QuarterNotOver
        : Domain.Figures.TenthsOf(percent) is null ? NotAPercent
        : employees is null ? NotCounted
        : employees < Hidden.FewestPersons ? TooFewEmployees
        : null;

    public static Workplace Evolve(Workplace state, WorkplaceEvent happened) => happened switch
    {
        WorkplaceRegistered e => new(true, e.Level, e.Name, e.Parent, e.Employees, false),
        WorkplaceRenamed e => state with { Name = e.Name },
        WorkplaceMoved e => state with { Parent = e.Parent },
        EmployeesCounted e => state with { Employees = e.Employees },
        WorkplaceClosed => state with { IsClosed = true },
        WorkplaceReopened => state with { IsClosed = false },
        FigureEntered e => state with { Figures = state.Figures.SetItem((e.Indicator, e.Year, e.Quarter), e.Tenths) },
        FigureCorrected e => state with { Figures = state.Figures.SetItem((e.Indicator, e.Year, e.Quarter), e.Tenths) },
        _ => state,
    };
}
