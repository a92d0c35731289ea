using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a gathering (samling): groups meet, and show one another what they have done (HLP-15).</summary>
public abstract record GatheringCommand;

/// <param name="Arenas">The groups that are invited; none where it is every group.</param>
public sealed record PlanGathering([OneLine] Words Theme, DateOnly Day, [Arena] Many<Guid> Arenas, [OneLine] Words? Place = null, bool Everyone = false) : GatheringCommand;

public sealed record MoveGathering(DateOnly Day, [OneLine] Words? Place = null) : GatheringCommand;

/// <summary>Groups that come beside those that are invited already.</summary>
public sealed record InviteGroups([Arena, AskedFor] Many<Guid> Arenas) : GatheringCommand;

public sealed record CancelGathering(Words Reason) : GatheringCommand;

/// <summary>Asked before a group says what it shows: nothing happens to the gathering itself.</summary>
public sealed record HearPresentation(Guid Arena) : GatheringCommand;

/// <param name="Text">One of its own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseGatheringText(Guid Text, ErasureReason Reason) : GatheringCommand;

public abstract record GatheringEvent;

public sealed record GatheringPlanned(Words Theme, DateOnly Day, Words? Place, Many<Guid> Arenas, bool Everyone) : GatheringEvent;

public sealed record GatheringMoved(DateOnly Day, Words? Place) : GatheringEvent;

public sealed record GroupsInvited(Many<Guid> Arenas) : GatheringEvent;

public sealed record GatheringCancelled(Words Reason) : GatheringEvent;

public sealed record GatheringTextErased(Guid Text, ErasureReason Reason) : GatheringEvent;

/// <param name="Invited">The groups; empty where it is every group.</param>
public sealed record Gathering(bool IsPlanned, ImmutableHashSet<Guid> Invited, bool Everyone, bool IsCancelled, ImmutableHashSet<Guid> Erased)
    : IDecider<Gathering, GatheringCommand, GatheringEvent>
{
    public static readonly Refusal NotPlannedYet = new("gathering/not-planned");
    public static readonly Refusal AlreadyPlanned = new("gathering/already-planned");
    public static readonly Refusal ToNobody = new("gathering/to-nobody");
    public static readonly Refusal DayHasPassed = new("gathering/day-has-passed");
    public static readonly Refusal NotHeld = new("gathering/cancelled");
    public static readonly Refusal NotInvited = new("gathering/not-invited");

    public static Gathering Initial { get; } = new(false, [], false, false, []);

    public static Decision<GatheringEvent> Decide(Gathering state, GatheringCommand command, Acting acting) => command switch
    {
        PlanGathering when state.IsPlanned => AlreadyPlanned,
        PlanGathering { Everyone: false, Arenas.Count: 0 } => ToNobody,
        PlanGathering c when c.Day < acting.On => DayHasPassed,
        PlanGathering c => [new GatheringPlanned(c.Theme, c.Day, c.Place, c.Everyone ? [] : c.Arenas, c.Everyone)],
        _ when !state.IsPlanned => NotPlannedYet,
        EraseGatheringText c when state.Erased.Contains(c.Text) => [],
        EraseGatheringText c => [new GatheringTextErased(c.Text, c.Reason)],
        CancelGathering when state.IsCancelled => [],
        _ when state.IsCancelled => NotHeld,
        CancelGathering c => [new GatheringCancelled(c.Reason)],
        MoveGathering c when c.Day < acting.On => DayHasPassed,
        MoveGathering c => [new GatheringMoved(c.Day, c.Place)],
        InviteGroups { Arenas.Count: 0 } => ToNobody,
        InviteGroups c when state.Everyone || c.Arenas.All(state.Invited.Contains) => [],
        InviteGroups c => [new GroupsInvited([.. c.Arenas.Where(a => !state.Invited.Contains(a))])],
        HearPresentation c when !state.Everyone && !state.Invited.Contains(c.Arena) => NotInvited,
        HearPresentation => [],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Gathering Evolve(Gathering state, GatheringEvent happened) => happened switch
    {
        GatheringPlanned e => state with { IsPlanned = true, Invited = [.. e.Arenas], Everyone = e.Everyone },
        GroupsInvited e => state with { Invited = state.Invited.Union(e.Arenas) },
        GatheringCancelled => state with { IsCancelled = true },
        GatheringTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };
}
