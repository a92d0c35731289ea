using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of an action (tiltak): who does what by when (MTG-14).</summary>
public abstract record ActionCommand;

/// <param name="Seats">Those who do it; none where it waits for somebody to take it (MET-21).</param>
/// <param name="Joint">Two or more carry it together, so that nobody stands alone (ROL-53).</param>
/// <param name="Meeting">Where it was agreed; null for one that was agreed between meetings.</param>
/// <param name="Item">The number on that meeting's agenda, where it came of an item that is no matter.</param>
public sealed record AgreeAction(
    [OneLine] Words What, [Seat] Many<Guid> Seats, DateOnly? Due = null, bool Joint = false, Guid? Meeting = null, int? Item = null, Guid? Matter = null) : ActionCommand;

/// <summary>The acting seat takes it on.</summary>
public sealed record TakeAction : ActionCommand;

public sealed record CompleteAction(Words? Note = null) : ActionCommand;

/// <summary>It goes on, with a new day.</summary>
public sealed record CarryAction(DateOnly? Due, Words Reason) : ActionCommand;

public sealed record DropAction(Words Reason) : ActionCommand;

/// <param name="Text">One of the action's own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseActionText(Guid Text, ErasureReason Reason) : ActionCommand;

public abstract record ActionEvent;

public sealed record ActionAgreed(Words What, Many<Guid> Seats, DateOnly? Due, bool Joint, Guid? Meeting, int? Item, Guid? Matter) : ActionEvent;

public sealed record ActionTaken(Guid Seat) : ActionEvent;

public sealed record ActionCompleted(Words? Note) : ActionEvent;

public sealed record ActionCarried(DateOnly? Due, Words Reason) : ActionEvent;

public sealed record ActionDropped(Words Reason) : ActionEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record ActionTextErased(Guid Text, ErasureReason Reason) : ActionEvent;

public enum ActionStage
{
    NotAgreed,
    Open,
    Done,
    Dropped,
}

public sealed record GroupAction(ActionStage Stage, ImmutableHashSet<Guid> Seats, ImmutableHashSet<Guid> Erased) : IDecider<GroupAction, ActionCommand, ActionEvent>
{
    public static readonly Refusal NotAgreedYet = new("groupaction/not-agreed");
    public static readonly Refusal AlreadyAgreed = new("groupaction/already-agreed");
    public static readonly Refusal JointNeedsTwo = new("groupaction/joint-needs-two");
    public static readonly Refusal DueHasPassed = new("groupaction/due-has-passed");
    public static readonly Refusal IsDone = new("groupaction/is-done");
    public static readonly Refusal IsDropped = new("groupaction/is-dropped");

    public static GroupAction Initial { get; } = new(ActionStage.NotAgreed, [], []);

    public static Decision<ActionEvent> Decide(GroupAction state, ActionCommand command, Acting acting) => (state.Stage, command) switch
    {
        (ActionStage.NotAgreed, AgreeAction { Joint: true } c) when c.Seats.Distinct().Count() < 2 => JointNeedsTwo,
        (ActionStage.NotAgreed, AgreeAction c) when c.Due < acting.On => DueHasPassed,
        (ActionStage.NotAgreed, AgreeAction c) => [new ActionAgreed(c.What, c.Seats, c.Due, c.Joint, c.Meeting, c.Item, c.Matter)],
        (ActionStage.NotAgreed, _) => NotAgreedYet,
        (_, AgreeAction) => AlreadyAgreed,

        (_, EraseActionText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseActionText c) => [new ActionTextErased(c.Text, c.Reason)],

        (ActionStage.Done, CompleteAction) or (ActionStage.Dropped, DropAction) => [],
        (ActionStage.Done, _) => IsDone,
        (ActionStage.Dropped, _) => IsDropped,

        (_, TakeAction) => state.Seats.Contains(acting.Seat) ? [] : [new ActionTaken(acting.Seat)],
        (_, CompleteAction c) => [new ActionCompleted(c.Note)],
        (_, CarryAction c) when c.Due < acting.On => DueHasPassed,
        (_, CarryAction c) => [new ActionCarried(c.Due, c.Reason)],
        (_, DropAction c) => [new ActionDropped(c.Reason)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static GroupAction Evolve(GroupAction state, ActionEvent happened) => happened switch
    {
        ActionAgreed e => state with { Stage = ActionStage.Open, Seats = [.. e.Seats] },
        ActionTaken e => state with { Seats = state.Seats.Add(e.Seat) },
        ActionCompleted => state with { Stage = ActionStage.Done },
        ActionDropped => state with { Stage = ActionStage.Dropped },
        ActionTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };
}
