namespace Trepart.Domain;

/// <summary>
/// What one asks of a participation (deltakelse): which seats of a group took part in a training that has been held (HLP-16). It is the seat that stands
/// here and never a person; whoever takes the seat later has not had it, since the training was held before.
/// </summary>
public abstract record ParticipationCommand;

public sealed record RegisterParticipation([FromAnywhere] Guid Training, [Seat, AskedFor] Many<Guid> Seats) : ParticipationCommand;

/// <param name="Seats">All who took part, and not only those that were missing.</param>
public sealed record CorrectParticipation([Seat, AskedFor] Many<Guid> Seats) : ParticipationCommand;

/// <summary>It was wrong, all of it.</summary>
public sealed record WithdrawParticipation : ParticipationCommand;

public abstract record ParticipationEvent;

public sealed record ParticipationRegistered(Guid Training, Many<Guid> Seats) : ParticipationEvent;

public sealed record ParticipationCorrected(Many<Guid> Seats) : ParticipationEvent;

public sealed record ParticipationWithdrawn : ParticipationEvent;

public sealed record Participation(bool IsRegistered, Many<Guid> Seats, bool IsWithdrawn) : IDecider<Participation, ParticipationCommand, ParticipationEvent>
{
    public static readonly Refusal NotRegistered = new("participation/not-registered");
    public static readonly Refusal AlreadyRegistered = new("participation/already-registered");
    public static readonly Refusal Nobody = new("participation/nobody");
    public static readonly Refusal TakenBack = new("participation/taken-back");

    public static Participation Initial { get; } = new(false, [], false);

    public static Decision<ParticipationEvent> Decide(Participation state, ParticipationCommand command, Acting acting) => command switch
    {
        RegisterParticipation when state.IsRegistered => AlreadyRegistered,
        RegisterParticipation { Seats.Count: 0 } => Nobody,
        RegisterParticipation c => [new ParticipationRegistered(c.Training, c.Seats)],
        _ when !state.IsRegistered => NotRegistered,
        WithdrawParticipation => state.IsWithdrawn ? [] : [new ParticipationWithdrawn()],
        CorrectParticipation when state.IsWithdrawn => TakenBack,
        CorrectParticipation { Seats.Count: 0 } => Nobody,
        CorrectParticipation c => state.Seats.ToHashSet().SetEquals(c.Seats) ? [] : [new ParticipationCorrected(c.Seats)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Participation Evolve(Participation state, ParticipationEvent happened) => happened switch
    {
        ParticipationRegistered e => state with { IsRegistered = true, Seats = e.Seats },
        ParticipationCorrected e => state with { Seats = e.Seats },
        ParticipationWithdrawn => state with { IsWithdrawn = true },
        _ => state,
    };
}

/// <summary>A seat that someone has today, and what those who have it have had.</summary>
/// <param name="Had">The kinds of training held since the latest of them took the seat, in which the seat took part.</param>
public sealed record TrainedSeat(Guid Seat, Guid Arena, SeatRole Role, IReadOnlyCollection<TrainingKind> Had);

/// <summary>Of the seats that a kind of training is meant for, how many have had it.</summary>
/// <param name="Lacking">The seats that have not.</param>
public sealed record TrainingCoverage(TrainingKind Kind, int Had, IReadOnlyList<Guid> Lacking)
{
    public int Of => Had + Lacking.Count;

    /// <summary>Trainings of other kinds are each another, and are not added up.</summary>
    public static IReadOnlyList<TrainingKind> Counted { get; } = [TrainingKind.Method, TrainingKind.WorkingLifeModel, TrainingKind.WorkingEnvironment, TrainingKind.Role];

    /// <summary>What a group's seats have had, in the order of the kinds; a kind that is meant for none of them is left out.</summary>
    /// <param name="meant">Whom the municipality's trainings of each kind are meant for.</param>
    public static IReadOnlyList<TrainingCoverage> In(IReadOnlyCollection<TrainedSeat> seats, IReadOnlyCollection<(TrainingKind Kind, TrainingAudience Audience)> meant)
    {
        var found = new List<TrainingCoverage>();
        foreach (var kind in Counted)
        {
            var wanted = seats.Where(s => meant.Any(m => m.Kind == kind && Training.IsFor(m.Audience, s.Role))).ToLookup(s => s.Had.Contains(kind));
            if (wanted.Count > 0)
                found.Add(new(kind, wanted[true].Count(), [.. wanted[false].Select(s => s.Seat)]));
        }

        return found;
    }

    /// <summary>Whether a leader around the table has not had training in the model (MET-32).</summary>
    public static IReadOnlyList<Advice> AdviceOn(IEnumerable<TrainedSeat> seats) =>
        seats.Any(s => Training.IsFor(TrainingAudience.Leaders, s.Role) && !s.Had.Contains(TrainingKind.WorkingLifeModel)) ? [Advice.LeaderNeedsTheModel] : [];
}
