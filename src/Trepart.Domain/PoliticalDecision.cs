namespace Trepart.Domain;

/// <summary>
/// What one asks of a political decision (politisk vedtak): one that was made elsewhere, and that work in the groups can be linked to (MET-15).
/// Nothing is decided here.
/// </summary>
public abstract record PoliticalDecisionCommand;

/// <param name="Body">Such as "kommunestyret".</param>
/// <param name="CaseNumber">Where it can be read.</param>
public sealed record RegisterDecision([OneLine] Words Title, string Body, DateOnly DecidedOn, string? CaseNumber = null) : PoliticalDecisionCommand;

/// <summary>What groups learned has been used in it: they are told so.</summary>
public sealed record NoteLearningUsed([FromAnywhere] Many<Guid> Experiences, [FromAnywhere] Many<Guid> Reports, Words How) : PoliticalDecisionCommand;

public abstract record PoliticalDecisionEvent;

public sealed record DecisionRegistered(Words Title, string Body, DateOnly DecidedOn, string? CaseNumber) : PoliticalDecisionEvent;

public sealed record LearningUsed(Many<Guid> Experiences, Many<Guid> Reports, Words How) : PoliticalDecisionEvent;

public sealed record PoliticalDecision(bool IsRegistered) : IDecider<PoliticalDecision, PoliticalDecisionCommand, PoliticalDecisionEvent>
{
    public static readonly Refusal AlreadyRegistered = new("politicaldecision/already-registered");
    public static readonly Refusal NotRegistered = new("politicaldecision/not-registered");
    public static readonly Refusal NotDecidedYet = new("politicaldecision/not-decided-yet");
    public static readonly Refusal NothingUsed = new("politicaldecision/nothing-used");

    public static PoliticalDecision Initial { get; } = new(false);

    public static Decision<PoliticalDecisionEvent> Decide(PoliticalDecision state, PoliticalDecisionCommand command, Acting acting) => command switch
    {
        RegisterDecision when state.IsRegistered => AlreadyRegistered,
        RegisterDecision c when c.DecidedOn > acting.On => NotDecidedYet,
        RegisterDecision c => [new DecisionRegistered(c.Title, c.Body, c.DecidedOn, c.CaseNumber)],
        _ when !state.IsRegistered => NotRegistered,
        NoteLearningUsed { Experiences.Count: 0, Reports.Count: 0 } => NothingUsed,
        NoteLearningUsed c => [new LearningUsed(c.Experiences, c.Reports, c.How)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static PoliticalDecision Evolve(PoliticalDecision state, PoliticalDecisionEvent happened) => happened is DecisionRegistered ? new(true) : state;
}

/// <summary>What a group says of a political decision: each is a thing of its own.</summary>
public abstract record DecisionLinkCommand;

/// <summary>This is done at our workplace about it. Just one of the two is given.</summary>
public sealed record LinkToDecision([FromAnywhere] Guid PoliticalDecision, Guid? Matter = null, Guid? Report = null) : DecisionLinkCommand;

/// <summary>The group has read that what it learned was used.</summary>
public sealed record NoteUseRead([FromAnywhere] Guid PoliticalDecision) : DecisionLinkCommand;

public abstract record DecisionLinkEvent;

public sealed record LinkedToDecision(Guid PoliticalDecision, Guid? Matter, Guid? Report) : DecisionLinkEvent;

public sealed record UseRead(Guid PoliticalDecision) : DecisionLinkEvent;

public sealed record DecisionLink(bool IsSaid) : IDecider<DecisionLink, DecisionLinkCommand, DecisionLinkEvent>
{
    public static readonly Refusal AlreadySaid = new("decisionlink/already-said");
    public static readonly Refusal OneOfTwo = new("decisionlink/one-of-two");

    public static DecisionLink Initial { get; } = new(false);

    public static Decision<DecisionLinkEvent> Decide(DecisionLink state, DecisionLinkCommand command, Acting acting) => command switch
    {
        _ when state.IsSaid => AlreadySaid,
        LinkToDecision c when c.Matter is null == c.Report is null => OneOfTwo,
        LinkToDecision c => [new LinkedToDecision(c.PoliticalDecision, c.Matter, c.Report)],
        NoteUseRead c => [new UseRead(c.PoliticalDecision)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static DecisionLink Evolve(DecisionLink state, DecisionLinkEvent happened) => new(true);
}
