using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>
/// What one asks of a presentation (framvisning): what a group shows at a gathering. Others see it when every party of the group has agreed to it as it
/// stands, and no longer than the group wants.
/// </summary>
public abstract record PresentationCommand;

/// <param name="Journey">Its journey in figures is shown beside the text.</param>
public sealed record DraftPresentation([FromAnywhere] Guid Gathering, Words Text, bool Journey = false) : PresentationCommand
{
    /// <summary>The group that shows it: where the command comes in.</summary>
    public Guid Arena { get; init; }
}

/// <summary>Every party agrees anew to what is written anew.</summary>
public sealed record EditPresentation(Words Text, bool Journey = false) : PresentationCommand;

/// <summary>From the acting seat, for its party.</summary>
public sealed record AgreePresentation : PresentationCommand
{
    /// <summary>The seats of each party around the table, as they stand when the command comes in.</summary>
    public Many<Many<Guid>> Parties { get; init; } = [];
}

/// <summary>Any one of them takes it back, at once.</summary>
public sealed record TakeBackPresentation : PresentationCommand;

/// <param name="Text">One of its own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record ErasePresentationText(Guid Text, ErasureReason Reason) : PresentationCommand;

public abstract record PresentationEvent;

public sealed record PresentationDrafted(Guid Gathering, Words Text, bool Journey) : PresentationEvent;

public sealed record PresentationEdited(Words Text, bool Journey) : PresentationEvent;

public sealed record PresentationAgreed(Guid Seat) : PresentationEvent;

/// <summary>Every party has agreed: all in the municipality may see it.</summary>
public sealed record PresentationShown : PresentationEvent;

public sealed record PresentationTakenBack : PresentationEvent;

public sealed record PresentationTextErased(Guid Text, ErasureReason Reason) : PresentationEvent;

public enum PresentationStage
{
    NotDrafted,
    Drafted,
    Shown,
    TakenBack,
}

/// <param name="Agreed">The seats that agree to it as it stands.</param>
public sealed record Presentation(PresentationStage Stage, ImmutableHashSet<Guid> Agreed, ImmutableHashSet<Guid> Erased)
    : IDecider<Presentation, PresentationCommand, PresentationEvent>
{
    public static readonly Refusal NotDraftedYet = new("presentation/not-drafted");
    public static readonly Refusal AlreadyDrafted = new("presentation/already-drafted");
    public static readonly Refusal NoParties = new("presentation/no-parties");
    public static readonly Refusal NotAParty = new("presentation/not-a-party");
    public static readonly Refusal IsTakenBack = new("presentation/taken-back");

    public static Presentation Initial { get; } = new(PresentationStage.NotDrafted, [], []);

    public static Decision<PresentationEvent> Decide(Presentation state, PresentationCommand command, Acting acting) => (state.Stage, command) switch
    {
        (PresentationStage.NotDrafted, DraftPresentation c) => [new PresentationDrafted(c.Gathering, c.Text, c.Journey)],
        (PresentationStage.NotDrafted, _) => NotDraftedYet,
        (_, DraftPresentation) => AlreadyDrafted,
        (_, ErasePresentationText c) when state.Erased.Contains(c.Text) => [],
        (_, ErasePresentationText c) => [new PresentationTextErased(c.Text, c.Reason)],
        (_, EditPresentation c) => [new PresentationEdited(c.Text, c.Journey)],
        (PresentationStage.TakenBack, TakeBackPresentation) => [],
        (PresentationStage.TakenBack, _) => IsTakenBack,
        (_, TakeBackPresentation) => [new PresentationTakenBack()],
        (_, AgreePresentation) when state.Agreed.Contains(acting.Seat) => [],
        (_, AgreePresentation { Parties.Count: 0 }) => NoParties,
        (_, AgreePresentation c) when !Approval.IsParty(c.Parties, acting.Seat) => NotAParty,
        (PresentationStage.Drafted, AgreePresentation c) when Approval.IsByAll(c.Parties, state.Agreed.Add(acting.Seat)) =>
            [new PresentationAgreed(acting.Seat), new PresentationShown()],
        (_, AgreePresentation) => [new PresentationAgreed(acting.Seat)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Presentation Evolve(Presentation state, PresentationEvent happened) => happened switch
    {
        PresentationDrafted => state with { Stage = PresentationStage.Drafted },
        PresentationEdited => state with { Stage = PresentationStage.Drafted, Agreed = [] },
        PresentationAgreed e => state with { Agreed = state.Agreed.Add(e.Seat) },
        PresentationShown => state with { Stage = PresentationStage.Shown },
        PresentationTakenBack => state with { Stage = PresentationStage.TakenBack, Agreed = [] },
        PresentationTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };
}
