namespace Trepart.Domain;

/// <summary>What one asks of an arena (møteplass): a group that meets at a workplace, or the municipality's steering group.</summary>
public abstract record ArenaCommand;

/// <param name="Name">What the group is called here ("HMS-gruppa"); a fact about the municipality, not a person's words.</param>
/// <param name="Workplace">The workplace it belongs to; null for the steering group.</param>
public sealed record EstablishArena(ArenaKind Kind, string Name, string? Workplace) : ArenaCommand;

public abstract record ArenaEvent;

public sealed record ArenaEstablished(ArenaKind Kind, string Name, string? Workplace) : ArenaEvent;

public enum ArenaKind
{
    WorkingGroup,
    SteeringGroup,
}

public sealed record Arena(bool IsEstablished) : IDecider<Arena, ArenaCommand, ArenaEvent>
{
    public static readonly Refusal AlreadyEstablished = new("arena/already-established");
    public static readonly Refusal WorkingGroupNeedsWorkplace = new("arena/working-group-needs-workplace");

    public static Arena Initial { get; } = new(false);

    public static Decision<ArenaEvent> Decide(Arena state, ArenaCommand command, Acting acting) => command switch
    {
        EstablishArena when state.IsEstablished => AlreadyEstablished,
        EstablishArena { Kind: ArenaKind.WorkingGroup, Workplace: null } => WorkingGroupNeedsWorkplace,
        EstablishArena c => [new ArenaEstablished(c.Kind, c.Name, c.Workplace)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Arena Evolve(Arena state, ArenaEvent happened) => state with { IsEstablished = true };
}
