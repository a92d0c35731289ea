using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of an input (innspill).</summary>
public abstract record InputCommand;

/// <param name="OnBehalf">Passed on for a colleague who is not named (ROL-22, INP-22).</param>
/// <param name="Source">Where it comes from, for whoever wants to say (INP-15, INP-16, ARE-15).</param>
public sealed record GiveInput(InputKind Kind, Words Text, bool OnBehalf = false, InputSource? Source = null) : InputCommand;

/// <summary>What was given without a name comes into the log. Only the service does it, for many at once: no form and no seat leads here.</summary>
public sealed record ReleaseInput(InputKind Kind, Words Text, InputSource? Source) : InputCommand;

/// <summary>The group asks the giver something, named or not (INP-05).</summary>
public sealed record AskGiver(Words Question) : InputCommand;

public sealed record ReplyToGroup(Words Reply) : InputCommand;

/// <param name="Reason">Written to the one who gave it. Asked for in <see cref="Input.Decide"/> (INV-6).</param>
public sealed record AnswerInput(Disposition Disposition, [AskedFor] Words? Reason) : InputCommand;

public sealed record LinkInput(Guid Matter) : InputCommand;

/// <summary>Linked to the wrong matter: moved to the right one, with why.</summary>
public sealed record RelinkInput(Guid Matter, Words Why) : InputCommand;

public sealed record RouteInput(Route To, [AskedFor] Words? Reason) : InputCommand;

public sealed record WithdrawInput : InputCommand;

public sealed record NoteAnswerRead : InputCommand;

/// <param name="Text">One of the input's own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseInputText(Guid Text, ErasureReason Reason) : InputCommand;

public abstract record InputEvent;

public sealed record InputReceived(InputKind Kind, Words Text, bool OnBehalf, InputSource? Source = null) : InputEvent;

/// <summary>Given without a name. It happened on some day before; the log knows only when it was let in, with others.</summary>
public sealed record UnnamedInputReceived(InputKind Kind, Words Text, InputSource? Source) : InputEvent;

public sealed record GiverAsked(Words Question) : InputEvent;

public sealed record GiverReplied(Words Reply) : InputEvent;

public sealed record InputAnswered(Disposition Disposition, Words Reason) : InputEvent;

public sealed record InputLinked(Guid Matter) : InputEvent;

public sealed record InputRelinked(Guid Matter, Words Why) : InputEvent;

public sealed record InputRouted(Route To, Words Reason) : InputEvent;

public sealed record InputWithdrawn : InputEvent;

public sealed record InputAnswerRead : InputEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record InputTextErased(Guid Text, ErasureReason Reason) : InputEvent;

/// <summary>What an employee brings (INP-09).</summary>
public enum InputKind
{
    Problem,
    Suggestion,
    Question,
    Praise,
    Idea,
}

/// <summary>What an input springs from. A choice that nobody has to make.</summary>
public enum InputSource
{
    /// <summary>Said aloud to one of the group (INP-15).</summary>
    Conversation,
    Survey,
    SafetyRound,
    StaffMeeting,
}

/// <summary>What becomes of an input (INP-07). What belongs elsewhere is routed instead.</summary>
public enum Disposition
{
    TakenUp,
    Later,
    Merged,
    NotTakenUp,
}

/// <summary>Where an input belongs that is not the group's (SAK-02 to 04, INP-20).</summary>
public enum Route
{
    Leader,
    ShopSteward,
    SafetyRepresentative,
    HumanResources,
    Negotiation,
    Whistleblowing,
}

public enum InputStage
{
    NotReceived,
    Open,
    Answered,
    Routed,
    Withdrawn,
}

/// <summary>An employee's input, from the day it is given until the giver has read why it was or was not taken up.</summary>
/// <param name="Matter">The matter it is linked to; null until it is.</param>
/// <param name="Erased">The texts that have been erased.</param>
/// <param name="IsAsked">The group has asked the giver something that is not replied to yet.</param>
public sealed record Input(InputStage Stage, Guid? Matter, bool AnswerIsRead, ImmutableHashSet<Guid> Erased, bool IsAsked = false) : IDecider<Input, InputCommand, InputEvent>
{
    public static readonly Refusal NotReceivedYet = new("input/not-received");
    public static readonly Refusal AlreadyReceived = new("input/already-received");
    public static readonly Refusal ReasonRequired = new("input/reason-required");
    public static readonly Refusal IsWithdrawn = new("input/withdrawn");
    public static readonly Refusal AlreadyAnswered = new("input/already-answered");
    public static readonly Refusal NotAnswered = new("input/not-answered");
    public static readonly Refusal AlreadyAsked = new("input/already-asked");
    public static readonly Refusal LinkedToAnother = new("input/linked-to-another");
    public static readonly Refusal NotLinked = new("input/not-linked");

    public static Input Initial { get; } = new(InputStage.NotReceived, null, false, []);

    public static Decision<InputEvent> Decide(Input state, InputCommand command, Acting acting) => (state.Stage, command) switch
    {
        (InputStage.NotReceived, GiveInput c) => [new InputReceived(c.Kind, c.Text, c.OnBehalf, c.Source)],
        (InputStage.NotReceived, ReleaseInput c) => [new UnnamedInputReceived(c.Kind, c.Text, c.Source)],
        (InputStage.NotReceived, _) => NotReceivedYet,
        (_, GiveInput or ReleaseInput) => AlreadyReceived,

        // Also of what was withdrawn: the text stands there still.
        (_, EraseInputText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseInputText c) => [new InputTextErased(c.Text, c.Reason)],

        (InputStage.Withdrawn, WithdrawInput) => [],
        (InputStage.Withdrawn, _) => IsWithdrawn,

        // INV-6: no input is laid aside without a reason to the one who gave it.
        (_, AnswerInput { Reason: null } or RouteInput { Reason: null }) => ReasonRequired,
        (_, AnswerInput c) => [new InputAnswered(c.Disposition, c.Reason!)],
        (_, RouteInput c) => [new InputRouted(c.To, c.Reason!)],

        // One question at a time, so that a reply is a reply to it. Who writes without being asked is heard too.
        (_, AskGiver) when state.IsAsked => AlreadyAsked,
        (_, AskGiver c) => [new GiverAsked(c.Question)],
        (_, ReplyToGroup c) => [new GiverReplied(c.Reply)],

        (_, LinkInput c) when state.Matter == c.Matter => [],
        (_, LinkInput) when state.Matter is not null => LinkedToAnother,
        (_, LinkInput c) => [new InputLinked(c.Matter)],
        (_, RelinkInput) when state.Matter is null => NotLinked,
        (_, RelinkInput c) when state.Matter == c.Matter => [],
        (_, RelinkInput c) => [new InputRelinked(c.Matter, c.Why)],

        (InputStage.Open, WithdrawInput) => [new InputWithdrawn()],
        (_, WithdrawInput) => AlreadyAnswered,

        (InputStage.Open, NoteAnswerRead) => NotAnswered,
        (_, NoteAnswerRead) => state.AnswerIsRead ? [] : [new InputAnswerRead()],

        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Input Evolve(Input state, InputEvent happened) => happened switch
    {
        InputReceived or UnnamedInputReceived => state with { Stage = InputStage.Open },
        GiverAsked => state with { IsAsked = true },
        GiverReplied => state with { IsAsked = false },
        InputAnswered => state with { Stage = InputStage.Answered, AnswerIsRead = false },
        InputRouted => state with { Stage = InputStage.Routed, AnswerIsRead = false },
        InputLinked e => state with { Matter = e.Matter },
        InputRelinked e => state with { Matter = e.Matter },
        InputWithdrawn => state with { Stage = InputStage.Withdrawn },
        InputAnswerRead => state with { AnswerIsRead = true },
        InputTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };
}
