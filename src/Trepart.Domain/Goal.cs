using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>
/// What one asks of a goal (mål) of a group's own: the group sets it, says each quarter how far it has come, and ends it (IND-10, IND-15). The
/// assessment is the group's word and no measurement.
/// </summary>
public abstract record GoalCommand;

/// <param name="Sign">How the group will see that it is getting there.</param>
public sealed record SetGoal(GoalKind Kind, [OneLine] Words What, Words? Sign = null) : GoalCommand;

/// <summary>The goal in other words, or another sign. What was assessed stays.</summary>
public sealed record ReviseGoal(GoalKind Kind, [OneLine] Words What, Words? Sign = null) : GoalCommand;

/// <summary>How far the group thinks it has come in a quarter. Of a quarter that has been assessed, the latest counts.</summary>
/// <param name="Quarter">From 1 to 4.</param>
public sealed record AssessGoal(int Year, int Quarter, Attainment Attainment, Words? Note = null) : GoalCommand;

/// <summary>The group is done with it, whether it was reached or not.</summary>
public sealed record EndGoal(Words? Learned = null) : GoalCommand;

public sealed record ReopenGoal : GoalCommand;

/// <param name="Text">One of its own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseGoalText(Guid Text, ErasureReason Reason) : GoalCommand;

public abstract record GoalEvent;

/// <param name="SetOn">It is assessed from the quarter of this day.</param>
public sealed record GoalSet(GoalKind Kind, Words What, Words? Sign, DateOnly SetOn) : GoalEvent;

public sealed record GoalRevised(GoalKind Kind, Words What, Words? Sign) : GoalEvent;

public sealed record GoalAssessed(int Year, int Quarter, Attainment Attainment, Words? Note) : GoalEvent;

public sealed record GoalEnded(Words? Learned) : GoalEvent;

public sealed record GoalReopened : GoalEvent;

public sealed record GoalTextErased(Guid Text, ErasureReason Reason) : GoalEvent;

/// <summary>The first three are offered to every group that begins (IND-15).</summary>
public enum GoalKind
{
    /// <summary>Between leader, shop steward and safety representative.</summary>
    Cooperation,
    SickLeave,
    WorkingEnvironment,
    Other,
}

public enum Attainment
{
    NotYet,
    Partly,
    Mostly,
    Reached,
}

public enum GoalStage
{
    NotSet,
    Standing,
    Ended,
}

/// <param name="Assessed">What counts of each quarter.</param>
public sealed record Goal(
    GoalStage Stage, GoalKind Kind, Words? What, Words? Sign, DateOnly SetOn, ImmutableDictionary<(int Year, int Quarter), (Attainment Attainment, Words? Note)> Assessed,
    ImmutableHashSet<Guid> Erased)
    : IDecider<Goal, GoalCommand, GoalEvent>
{
    public static readonly Refusal NotSet = new("goal/not-set");
    public static readonly Refusal AlreadySet = new("goal/already-set");
    public static readonly Refusal IsEnded = new("goal/is-ended");
    public static readonly Refusal NotAQuarter = new("goal/not-a-quarter");
    public static readonly Refusal QuarterIsAhead = new("goal/quarter-is-ahead");
    public static readonly Refusal QuarterBeforeGoal = new("goal/quarter-before-goal");

    /// <summary>What every group is offered to begin with.</summary>
    public static IReadOnlyList<GoalKind> Offered { get; } = [GoalKind.Cooperation, GoalKind.SickLeave, GoalKind.WorkingEnvironment];

    public static Goal Initial { get; } = new(GoalStage.NotSet, default, null, null, default, [], []);

    public static Decision<GoalEvent> Decide(Goal state, GoalCommand command, Acting acting) => (state.Stage, command) switch
    {
        (GoalStage.NotSet, SetGoal c) => [new GoalSet(c.Kind, c.What, c.Sign, acting.On)],
        (GoalStage.NotSet, _) => NotSet,
        (_, SetGoal) => AlreadySet,

        (_, EraseGoalText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseGoalText c) => [new GoalTextErased(c.Text, c.Reason)],

        (GoalStage.Ended, EndGoal) => [],
        (GoalStage.Ended, ReopenGoal) => [new GoalReopened()],
        (GoalStage.Ended, _) => IsEnded,
        (_, ReopenGoal) => [],
        (_, EndGoal c) => [new GoalEnded(c.Learned)],

        (_, ReviseGoal c) when (c.Kind, c.What, c.Sign) == (state.Kind, state.What, state.Sign) => [],
        (_, ReviseGoal c) => [new GoalRevised(c.Kind, c.What, c.Sign)],

        (_, AssessGoal c) when !Figures.IsQuarter(c.Year, c.Quarter) => NotAQuarter,
        (_, AssessGoal c) when Figures.StartOf(c.Year, c.Quarter) > acting.On => QuarterIsAhead,
        (_, AssessGoal c) when Figures.EndOf(c.Year, c.Quarter) < state.SetOn => QuarterBeforeGoal,
        (_, AssessGoal c) when state.Assessed.TryGetValue((c.Year, c.Quarter), out var said) && said == (c.Attainment, c.Note) => [],
        (_, AssessGoal c) => [new GoalAssessed(c.Year, c.Quarter, c.Attainment, c.Note)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Goal Evolve(Goal state, GoalEvent happened) => happened switch
    {
        GoalSet e => state with { Stage = GoalStage.Standing, Kind = e.Kind, What = e.What, Sign = e.Sign, SetOn = e.SetOn },
        GoalRevised e => state with { Kind = e.Kind, What = e.What, Sign = e.Sign },
        GoalAssessed e => state with { Assessed = state.Assessed.SetItem((e.Year, e.Quarter), (e.Attainment, e.Note)) },
        GoalEnded => state with { Stage = GoalStage.Ended },
        GoalReopened => state with { Stage = GoalStage.Standing },
        GoalTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };
}
