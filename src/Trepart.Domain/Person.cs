namespace Trepart.Domain;

/// <summary>What one asks of a person in the register. The name itself stands only there, and never in a command or an event.</summary>
public abstract record PersonCommand;

public sealed record CorrectPersonName(NameReason Reason) : PersonCommand;

/// <summary>Of one who has never held a seat; who has is erased from each seat that she held, by <see cref="EraseHolder"/>.</summary>
public sealed record ErasePerson(ErasureReason Reason) : PersonCommand;

public abstract record PersonEvent;

public sealed record PersonNameCorrected(NameReason Reason) : PersonEvent;

public sealed record PersonErased(ErasureReason Reason) : PersonEvent;

/// <summary>Why a name is corrected. A list, since a reason in free words could repeat the name that was wrong.</summary>
public enum NameReason
{
    /// <summary>It was written wrongly.</summary>
    Misspelt,

    /// <summary>She has taken another name.</summary>
    NewName,

    /// <summary>It is another's name.</summary>
    WrongPerson,
}

/// <summary>A person in the erasable register.</summary>
public sealed record Person(bool IsErased) : IDecider<Person, PersonCommand, PersonEvent>
{
    public static readonly Refusal AlreadyErased = new("person/already-erased");

    public static Person Initial { get; } = new(false);

    public static Decision<PersonEvent> Decide(Person state, PersonCommand command, Acting acting) => command switch
    {
        ErasePerson when state.IsErased => [],
        ErasePerson c => [new PersonErased(c.Reason)],
        CorrectPersonName when state.IsErased => AlreadyErased,
        CorrectPersonName c => [new PersonNameCorrected(c.Reason)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Person Evolve(Person state, PersonEvent happened) => state with { IsErased = state.IsErased || happened is PersonErased };
}
