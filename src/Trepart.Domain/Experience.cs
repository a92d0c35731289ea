using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of an experience (erfaring): what a group tells everyone of what it tried (LER-05).</summary>
public abstract record ExperienceCommand;

/// <param name="Outcome">What was stopped is as much an experience as what was kept (LER-10).</param>
/// <param name="Matter">The group's matter it comes from; null for none.</param>
public sealed record DraftExperience(
    [OneLine] Words Title, Words Situation, Words Tried, Words Result, ExperienceOutcome Outcome, Words? Tips = null, Theme? Theme = null, Guid? Matter = null)
    : ExperienceCommand;

public sealed record EditExperience([OneLine] Words Title, Words Situation, Words Tried, Words Result, ExperienceOutcome Outcome, Words? Tips = null, Theme? Theme = null)
    : ExperienceCommand;

/// <summary>It goes to the parties.</summary>
public sealed record PresentExperience : ExperienceCommand
{
    /// <summary>The seats of each party around the table, as they stand when the command comes in.</summary>
    public Many<Many<Guid>> Parties { get; init; } = [];
}

public sealed record ReopenExperience(Words Reason) : ExperienceCommand;

/// <summary>From the acting seat, for its party.</summary>
public sealed record ApproveExperience : ExperienceCommand;

/// <summary>Everyone in the municipality reads it from now on.</summary>
/// <param name="Shareable">Others than the municipality may read it too, where the municipality shares.</param>
public sealed record PublishExperience(bool Shareable = false) : ExperienceCommand;

public sealed record ChooseSharing(bool Shareable = false) : ExperienceCommand;

/// <summary>The steering group carries it on to other workplaces (SG-13, SG-18).</summary>
public sealed record OfferExperience([Arena, AskedFor] Many<Guid> Arenas, Words Why) : ExperienceCommand;

public sealed record WithdrawExperience(Words Reason) : ExperienceCommand;

/// <summary>Asked before another group says what it does with it: nothing happens to the experience itself.</summary>
public sealed record HearAdoption(Guid Arena) : ExperienceCommand;

/// <param name="Text">One of its own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseExperienceText(Guid Text, ErasureReason Reason) : ExperienceCommand;

public abstract record ExperienceEvent;

public sealed record ExperienceDrafted(
    Words Title, Words Situation, Words Tried, Words Result, ExperienceOutcome Outcome, Words? Tips, Theme? Theme, Guid? Matter) : ExperienceEvent;

public sealed record ExperienceEdited(Words Title, Words Situation, Words Tried, Words Result, ExperienceOutcome Outcome, Words? Tips, Theme? Theme) : ExperienceEvent;

public sealed record ExperiencePresented(Many<Many<Guid>> Parties) : ExperienceEvent;

public sealed record ExperienceReopened(Words Reason) : ExperienceEvent;

public sealed record ExperienceApproved(Guid Seat) : ExperienceEvent;

public sealed record ExperiencePublished(bool Shareable) : ExperienceEvent;

public sealed record ExperienceSharingChosen(bool Shareable) : ExperienceEvent;

public sealed record ExperienceOffered(Many<Guid> Arenas, Words Why) : ExperienceEvent;

public sealed record ExperienceWithdrawn(Words Reason) : ExperienceEvent;

public sealed record ExperienceTextErased(Guid Text, ErasureReason Reason) : ExperienceEvent;

public enum ExperienceOutcome
{
    Kept,
    Adjusted,
    Stopped,
}

public enum ExperienceStage
{
    NotDrafted,
    Drafted,
    Presented,

    /// <summary>Every party has approved it.</summary>
    Approved,
    Published,
    Withdrawn,
}

/// <param name="Parties">The seats of each party, once it is presented.</param>
/// <param name="Approvals">The seats that have approved.</param>
/// <param name="Offered">The groups to which it has been offered.</param>
/// <param name="Others">Texts that are the steering group's.</param>
public sealed record Experience(
    ExperienceStage Stage,
    Many<Many<Guid>> Parties,
    ImmutableHashSet<Guid> Approvals,
    bool Shareable,
    ImmutableHashSet<Guid> Offered,
    ImmutableHashSet<Guid> Others,
    ImmutableHashSet<Guid> Erased) : IDecider<Experience, ExperienceCommand, ExperienceEvent>
{
    public static readonly Refusal NotDraftedYet = new("experience/not-drafted");
    public static readonly Refusal AlreadyDrafted = new("experience/already-drafted");
    public static readonly Refusal NoParties = new("experience/no-parties");
    public static readonly Refusal NotPresented = new("experience/not-presented");
    public static readonly Refusal IsPresented = new("experience/presented");
    public static readonly Refusal NotAParty = new("experience/not-a-party");
    public static readonly Refusal NotApproved = new("experience/not-approved");
    public static readonly Refusal IsPublished = new("experience/published");
    public static readonly Refusal NotPublished = new("experience/not-published");
    public static readonly Refusal IsWithdrawn = new("experience/withdrawn");
    public static readonly Refusal ToNobody = new("experience/to-nobody");
    public static readonly Refusal NotTheGroups = new("experience/not-the-groups-text");

    public static Experience Initial { get; } = new(ExperienceStage.NotDrafted, [], [], false, [], [], []);

    public static Decision<ExperienceEvent> Decide(Experience state, ExperienceCommand command, Acting acting) => (state.Stage, command) switch
    {
        (ExperienceStage.NotDrafted, DraftExperience c) => [new ExperienceDrafted(c.Title, c.Situation, c.Tried, c.Result, c.Outcome, c.Tips, c.Theme, c.Matter)],
        (ExperienceStage.NotDrafted, _) => NotDraftedYet,
        (_, DraftExperience) => AlreadyDrafted,

        (_, EraseExperienceText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseExperienceText c) when state.Others.Contains(c.Text) => NotTheGroups,
        (_, EraseExperienceText c) => [new ExperienceTextErased(c.Text, c.Reason)],

        (ExperienceStage.Withdrawn, WithdrawExperience) => [],
        (ExperienceStage.Withdrawn, _) => IsWithdrawn,

        (ExperienceStage.Published, PublishExperience) => [],
        (ExperienceStage.Published, ChooseSharing c) => c.Shareable == state.Shareable ? [] : [new ExperienceSharingChosen(c.Shareable)],
        (ExperienceStage.Published, WithdrawExperience c) => [new ExperienceWithdrawn(c.Reason)],
        (ExperienceStage.Published, OfferExperience { Arenas.Count: 0 }) => ToNobody,
        (ExperienceStage.Published, OfferExperience c) => [new ExperienceOffered(c.Arenas, c.Why)],
        (ExperienceStage.Published, HearAdoption) => [],
        (ExperienceStage.Published, _) => IsPublished,
        (_, ChooseSharing or WithdrawExperience or OfferExperience or HearAdoption) => NotPublished,

        // What everyone reads is what the parties have approved.
        (ExperienceStage.Approved, PublishExperience c) => [new ExperiencePublished(c.Shareable)],
        (_, PublishExperience) => NotApproved,

        (ExperienceStage.Drafted, EditExperience c) => [new ExperienceEdited(c.Title, c.Situation, c.Tried, c.Result, c.Outcome, c.Tips, c.Theme)],
        (_, EditExperience) => IsPresented,
        (ExperienceStage.Drafted, PresentExperience { Parties.Count: 0 }) => NoParties,
        (ExperienceStage.Drafted, PresentExperience c) => [new ExperiencePresented(c.Parties)],
        (_, PresentExperience) => IsPresented,
        (ExperienceStage.Drafted, ReopenExperience or ApproveExperience) => NotPresented,
        (_, ReopenExperience c) => [new ExperienceReopened(c.Reason)],
        (_, ApproveExperience) when state.Approvals.Contains(acting.Seat) => [],
        (_, ApproveExperience) when !Approval.IsParty(state.Parties, acting.Seat) => NotAParty,
        (_, ApproveExperience) => [new ExperienceApproved(acting.Seat)],

        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Experience Evolve(Experience state, ExperienceEvent happened) => happened switch
    {
        ExperienceDrafted => state with { Stage = ExperienceStage.Drafted },
        ExperiencePresented e => state with { Stage = ExperienceStage.Presented, Parties = e.Parties },
        ExperienceReopened => state with { Stage = ExperienceStage.Drafted, Parties = [], Approvals = [] },
        ExperienceApproved e => state.ApprovedBy(e.Seat),
        ExperiencePublished e => state with { Stage = ExperienceStage.Published, Shareable = e.Shareable },
        ExperienceSharingChosen e => state with { Shareable = e.Shareable },
        ExperienceOffered e => state with { Offered = state.Offered.Union(e.Arenas), Others = state.Others.Add(e.Why.Id) },
        ExperienceWithdrawn => state with { Stage = ExperienceStage.Withdrawn, Shareable = false },
        ExperienceTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };

    private Experience ApprovedBy(Guid seat)
    {
        var approvals = Approvals.Add(seat);
        return this with { Approvals = approvals, Stage = Approval.IsByAll(Parties, approvals) ? ExperienceStage.Approved : Stage };
    }
}
