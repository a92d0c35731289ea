namespace Trepart.Domain;

/// <summary>What one asks of an adoption: what another group does with an experience, and what came of it there (SG-18).</summary>
public abstract record AdoptionCommand;

/// <param name="Why">Asked for where the answer is not now.</param>
public sealed record AnswerExperience([FromAnywhere] Guid Experience, AdoptionAnswer Answer, Words? Why = null) : AdoptionCommand
{
    /// <summary>The group that answers: where the command comes in.</summary>
    public Guid Arena { get; init; }
}

/// <summary>The group's own result, which need not be that of the first.</summary>
public sealed record TellAdoption(AdoptionResult Outcome, Words Result) : AdoptionCommand;

public abstract record AdoptionEvent;

public sealed record ExperienceAnswered(Guid Experience, AdoptionAnswer Answer, Words? Why) : AdoptionEvent;

public sealed record AdoptionTold(AdoptionResult Outcome, Words Result) : AdoptionEvent;

public enum AdoptionAnswer
{
    WillTry,
    NotNow,
    AlreadyDoes,
}

public enum AdoptionResult
{
    Helped,
    Both,
    DidNotHelp,
}

public sealed record Adoption(AdoptionAnswer? Answer) : IDecider<Adoption, AdoptionCommand, AdoptionEvent>
{
    public static readonly Refusal AlreadyAnswered = new("adoption/already-answered");
    public static readonly Refusal NotAnswered = new("adoption/not-answered");
    public static readonly Refusal NoReason = new("adoption/no-reason");
    public static readonly Refusal NotTried = new("adoption/not-tried");

    public static Adoption Initial { get; } = new((AdoptionAnswer?)null);

    public static Decision<AdoptionEvent> Decide(Adoption state, AdoptionCommand command, Acting acting) => command switch
    {
        AnswerExperience when state.Answer is not null => AlreadyAnswered,
        AnswerExperience { Answer: AdoptionAnswer.NotNow, Why: null } => NoReason,
        AnswerExperience c => [new ExperienceAnswered(c.Experience, c.Answer, c.Why)],
        TellAdoption when state.Answer is null => NotAnswered,
        TellAdoption when state.Answer is AdoptionAnswer.NotNow => NotTried,
        TellAdoption c => [new AdoptionTold(c.Outcome, c.Result)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Adoption Evolve(Adoption state, AdoptionEvent happened) => happened switch
    {
        ExperienceAnswered e => new(e.Answer),
        _ => state,
    };
}
