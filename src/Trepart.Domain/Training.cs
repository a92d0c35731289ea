using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a training (opplæring) of the municipality: planned, held, and the same for every role (HLP-15, HLP-16).</summary>
public abstract record TrainingCommand;

/// <param name="Day">When it is to be held; where it is held already, when it was.</param>
/// <param name="Held">It has been held already.</param>
public sealed record PlanTraining([OneLine] Words Title, TrainingKind Kind, DateOnly Day, TrainingAudience Audience, bool Held = false) : TrainingCommand;

/// <summary>Another day, another name, or what was wrong put right; also of one that is held.</summary>
public sealed record EditTraining([OneLine] Words Title, TrainingKind Kind, DateOnly Day, TrainingAudience Audience) : TrainingCommand;

/// <param name="Day">Null where it was held on the planned day.</param>
public sealed record HoldTraining(DateOnly? Day = null) : TrainingCommand;

/// <summary>It is not held after all, or stands here by mistake. Nobody has had it then.</summary>
public sealed record CancelTraining(Words Reason) : TrainingCommand;

/// <summary>Asked before it is put on record who took part: nothing happens to the training itself.</summary>
public sealed record HearParticipation : TrainingCommand;

/// <param name="Text">One of its own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseTrainingText(Guid Text, ErasureReason Reason) : TrainingCommand;

public abstract record TrainingEvent;

public sealed record TrainingPlanned(Words Title, TrainingKind Kind, DateOnly Day, TrainingAudience Audience) : TrainingEvent;

public sealed record TrainingEdited(Words Title, TrainingKind Kind, DateOnly Day, TrainingAudience Audience) : TrainingEvent;

public sealed record TrainingHeld(DateOnly Day) : TrainingEvent;

public sealed record TrainingCancelled(Words Reason) : TrainingEvent;

public sealed record TrainingTextErased(Guid Text, ErasureReason Reason) : TrainingEvent;

public enum TrainingKind
{
    /// <summary>How the groups work together.</summary>
    Method,

    /// <summary>The Norwegian working life model and the cooperation of three parties (MET-32).</summary>
    WorkingLifeModel,

    /// <summary>Working environment, health and safety.</summary>
    WorkingEnvironment,

    /// <summary>What one role needs to know.</summary>
    Role,
    Other,
}

/// <summary>Whom a training is meant for. The same for everyone is the point (HLP-16), and comes first.</summary>
public enum TrainingAudience
{
    /// <summary>Leaders, shop stewards and safety representatives, together.</summary>
    Everyone,
    Leaders,
    ShopStewards,
    SafetyRepresentatives,
    SteeringGroup,
}

public enum TrainingStage
{
    NotPlanned,
    Planned,
    Held,
    Cancelled,
}

public sealed record Training(TrainingStage Stage, DateOnly Day, ImmutableHashSet<Guid> Erased) : IDecider<Training, TrainingCommand, TrainingEvent>
{
    public static readonly Refusal NotPlannedYet = new("training/not-planned");
    public static readonly Refusal AlreadyPlanned = new("training/already-planned");
    public static readonly Refusal DayIsAhead = new("training/day-is-ahead");
    public static readonly Refusal NotHeld = new("training/not-held");
    public static readonly Refusal IsCancelled = new("training/cancelled");

    public static Training Initial { get; } = new(TrainingStage.NotPlanned, default, []);

    public static Decision<TrainingEvent> Decide(Training state, TrainingCommand command, Acting acting) => (state.Stage, command) switch
    {
        (TrainingStage.NotPlanned, PlanTraining { Held: true } c) when c.Day > acting.On => DayIsAhead,
        (TrainingStage.NotPlanned, PlanTraining { Held: true } c) => [new TrainingPlanned(c.Title, c.Kind, c.Day, c.Audience), new TrainingHeld(c.Day)],
        (TrainingStage.NotPlanned, PlanTraining c) => [new TrainingPlanned(c.Title, c.Kind, c.Day, c.Audience)],
        (TrainingStage.NotPlanned, _) => NotPlannedYet,
        (_, PlanTraining) => AlreadyPlanned,

        (_, EraseTrainingText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseTrainingText c) => [new TrainingTextErased(c.Text, c.Reason)],

        (TrainingStage.Cancelled, CancelTraining) => [],
        (TrainingStage.Cancelled, _) => IsCancelled,
        (_, CancelTraining c) => [new TrainingCancelled(c.Reason)],

        // What is held was held on a day that has come.
        (TrainingStage.Held, EditTraining c) when c.Day > acting.On => DayIsAhead,
        (_, EditTraining c) => [new TrainingEdited(c.Title, c.Kind, c.Day, c.Audience)],
        (TrainingStage.Held, HoldTraining or HearParticipation) => [],
        (_, HearParticipation) => NotHeld,
        (_, HoldTraining c) when (c.Day ?? state.Day) > acting.On => DayIsAhead,
        (_, HoldTraining c) => [new TrainingHeld(c.Day ?? state.Day)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Training Evolve(Training state, TrainingEvent happened) => happened switch
    {
        TrainingPlanned e => state with { Stage = TrainingStage.Planned, Day = e.Day },
        TrainingEdited e => state with { Day = e.Day },
        TrainingHeld e => state with { Stage = TrainingStage.Held, Day = e.Day },
        TrainingCancelled => state with { Stage = TrainingStage.Cancelled },
        TrainingTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };

    /// <summary>Whether someone in such a seat is among those whom it is meant for.</summary>
    public static bool IsFor(TrainingAudience audience, SeatRole role) => audience switch
    {
        TrainingAudience.Everyone => IsFor(TrainingAudience.Leaders, role) || IsFor(TrainingAudience.ShopStewards, role) || IsFor(TrainingAudience.SafetyRepresentatives, role),
        TrainingAudience.Leaders => role is SeatRole.UnitLeader or SeatRole.DepartmentLeader,
        TrainingAudience.ShopStewards => role is SeatRole.ShopSteward,
        TrainingAudience.SafetyRepresentatives => role is SeatRole.SafetyRepresentative,
        TrainingAudience.SteeringGroup => role is SeatRole.Mayor or SeatRole.Politician or SeatRole.MunicipalDirector or SeatRole.HrLead or SeatRole.ChiefShopSteward
            or SeatRole.ChiefSafetyRepresentative or SeatRole.Coordinator,
        _ => throw new ArgumentOutOfRangeException(nameof(audience), audience, null),
    };
}
