namespace Trepart.Domain;

/// <summary>What one asks of a group's rules of play (kjøreregler): each version is a thing of its own, and the latest holds.</summary>
public abstract record RulesCommand;

/// <param name="Points">One rule each, in the group's words.</param>
public sealed record AdoptRules([AskedFor] Many<Words> Points) : RulesCommand;

public abstract record RulesEvent;

public sealed record RulesAdopted(Many<Words> Points) : RulesEvent;

/// <summary>A version of the rules. Who stands behind it is said by each seat for itself, in the seat's own story.</summary>
public sealed record Rules(bool IsAdopted) : IDecider<Rules, RulesCommand, RulesEvent>
{
    public static readonly Refusal AlreadyAdopted = new("rules/already-adopted");
    public static readonly Refusal NoRule = new("rules/no-rule");

    public static Rules Initial { get; } = new(false);

    public static Decision<RulesEvent> Decide(Rules state, RulesCommand command, Acting acting) => command switch
    {
        AdoptRules when state.IsAdopted => AlreadyAdopted,
        AdoptRules { Points.Count: 0 } => NoRule,
        AdoptRules c => [new RulesAdopted(c.Points)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Rules Evolve(Rules state, RulesEvent happened) => new(true);
}
