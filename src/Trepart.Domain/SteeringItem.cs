using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of an item of the steering group. Nothing can be voted on and nothing decided: there is no command for it (SG-20).</summary>
public abstract record ItemCommand;

/// <summary>Everyone around the table may put one up; it is there for all of them at once (SG-10, SG-19).</summary>
/// <param name="Theme">Its number in the group's list.</param>
/// <param name="IsFormal">It is a negotiation, or a formal discussion under law or agreement.</param>
/// <param name="WhyHere">Why it is taken up here, where it belongs first and foremost in the working environment committee (SG-34).</param>
public sealed record PutUpItem(
    ItemKind Kind, [OneLine] Words Title, Words Content, int? Theme = null, bool IsFormal = false, Words? WhyHere = null) : ItemCommand
{
    /// <summary>The part that the acting seat plays, as it stands when the command comes in.</summary>
    public SeatRole By { get; init; }
}

/// <summary>Also between the meetings (SG-24).</summary>
public sealed record AskAboutItem(Words Question) : ItemCommand;

/// <param name="Question">Its number on the item; the first is 1.</param>
public sealed record AnswerAboutItem(int Question, Words Answer) : ItemCommand;

/// <summary>A contribution to the talk, or news of what has happened since (SG-22, SG-24).</summary>
public sealed record SayAboutItem(Words Said) : ItemCommand;

/// <summary>What the administration says to a signal (SG-23).</summary>
public sealed record AnswerSignal(Words Answer) : ItemCommand
{
    public SeatRole By { get; init; }
}

/// <summary>What is to be read beforehand lies in the archive, and is pointed at; everyone sees it from the same moment (SG-10).</summary>
public sealed record LinkPaper([OneLine] Words Title, [OneLine(Max = 500), Https] Words Address) : ItemCommand;

/// <summary>What belongs in the decision line goes there (SG-25, MET-10).</summary>
/// <param name="Responsible">Which office of the administration answers for it (MET-13); nobody's name.</param>
/// <param name="Reference">The case's number there.</param>
public sealed record RouteItem(FormalPlace To, Words Why, [OneLine] Words Responsible, [OneLine] Words? Reference = null) : ItemCommand;

/// <summary>What came of it there (INV-17).</summary>
public sealed record NoteOutcome(Words Outcome, [OneLine] Words? Reference = null) : ItemCommand;

/// <param name="Summary">What the group takes with it.</param>
public sealed record CloseItem(Words Summary) : ItemCommand;

public sealed record ReopenItem(Words Reason) : ItemCommand;

/// <param name="Text">One of the item's own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseItemText(Guid Text, ErasureReason Reason) : ItemCommand;

public abstract record ItemEvent;

public sealed record ItemPutUp(ItemKind Kind, Words Title, Words Content, int? Theme, Words? WhyHere) : ItemEvent;

public sealed record ItemAskedAbout(int Question, Words Asked) : ItemEvent;

public sealed record ItemQuestionAnswered(int Question, Words Answer) : ItemEvent;

public sealed record ItemSaid(Words Said) : ItemEvent;

public sealed record SignalAnswered(Words Answer) : ItemEvent;

public sealed record PaperLinked(Words Title, Words Address) : ItemEvent;

public sealed record ItemRouted(FormalPlace To, Words Why, Words Responsible, Words? Reference) : ItemEvent;

public sealed record ItemOutcomeNoted(Words Outcome, Words? Reference) : ItemEvent;

public sealed record ItemClosed(Words Summary) : ItemEvent;

public sealed record ItemReopened(Words Reason) : ItemEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record ItemTextErased(Guid Text, ErasureReason Reason) : ItemEvent;

/// <summary>What an item is for (SG-21).</summary>
public enum ItemKind
{
    Information,
    Dialogue,

    /// <summary>From the politicians to the administration. It is no instruction, and it is answered.</summary>
    Signal,
    Question,
    Input,
}

/// <summary>Where an item goes that is not for the steering group to settle.</summary>
public enum FormalPlace
{
    Negotiation,
    Consultation,
    WorkingEnvironmentCommittee,
    JointCommittee,
    MunicipalDirector,
    Council,
}

public enum ItemStage
{
    NotPutUp,
    Open,

    /// <summary>It lies elsewhere, and stays here in sight until it is told what came of it.</summary>
    Routed,
    Closed,
}

/// <param name="Questions">How many have been asked.</param>
/// <param name="Answered">The numbers of those that have an answer.</param>
public sealed record SteeringItem(ItemStage Stage, ItemKind Kind, bool SignalIsAnswered, int Questions, ImmutableSortedSet<int> Answered, ImmutableHashSet<Guid> Erased)
    : IDecider<SteeringItem, ItemCommand, ItemEvent>
{
    public static readonly Refusal NotPutUp = new("steeringitem/not-put-up");
    public static readonly Refusal AlreadyPutUp = new("steeringitem/already-put-up");
    public static readonly Refusal NotForHere = new("steeringitem/not-for-here");
    public static readonly Refusal SignalsArePoliticians = new("steeringitem/signals-are-politicians");
    public static readonly Refusal WorkingEnvironmentFirst = new("steeringitem/working-environment-committee-first");
    public static readonly Refusal NoSuchQuestion = new("steeringitem/no-such-question");
    public static readonly Refusal NoSignal = new("steeringitem/no-signal");
    public static readonly Refusal AnswerIsAdministrations = new("steeringitem/answer-is-administrations");
    public static readonly Refusal SignalNotAnswered = new("steeringitem/signal-not-answered");
    public static readonly Refusal AlreadyRouted = new("steeringitem/already-routed");
    public static readonly Refusal NotRouted = new("steeringitem/not-routed");
    public static readonly Refusal AwaitsOutcome = new("steeringitem/awaits-outcome");
    public static readonly Refusal IsClosed = new("steeringitem/is-closed");

    public static SteeringItem Initial { get; } = new(ItemStage.NotPutUp, default, false, 0, [], []);

    public static Decision<ItemEvent> Decide(SteeringItem state, ItemCommand command, Acting acting) => (state.Stage, command) switch
    {
        (ItemStage.NotPutUp, PutUpItem { IsFormal: true }) => NotForHere,
        (ItemStage.NotPutUp, PutUpItem { Kind: ItemKind.Signal, By: not (SeatRole.Mayor or SeatRole.Politician) }) => SignalsArePoliticians,
        (ItemStage.NotPutUp, PutUpItem { Theme: Steering.WorkingEnvironment, WhyHere: null }) => WorkingEnvironmentFirst,
        (ItemStage.NotPutUp, PutUpItem c) => [new ItemPutUp(c.Kind, c.Title, c.Content, c.Theme, c.WhyHere)],
        (ItemStage.NotPutUp, _) => NotPutUp,
        (_, PutUpItem) => AlreadyPutUp,

        (_, EraseItemText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseItemText c) => [new ItemTextErased(c.Text, c.Reason)],

        (ItemStage.Closed, CloseItem) => [],
        (ItemStage.Closed, ReopenItem c) => [new ItemReopened(c.Reason)],
        (_, ReopenItem) => [],
        (ItemStage.Closed, _) => IsClosed,

        (_, AskAboutItem c) => [new ItemAskedAbout(state.Questions + 1, c.Question)],
        (_, AnswerAboutItem c) when c.Question < 1 || c.Question > state.Questions => NoSuchQuestion,
        (_, AnswerAboutItem c) => [new ItemQuestionAnswered(c.Question, c.Answer)],
        (_, SayAboutItem c) => [new ItemSaid(c.Said)],
        (_, LinkPaper c) => [new PaperLinked(c.Title, c.Address)],
        (_, AnswerSignal) when state.Kind is not ItemKind.Signal => NoSignal,
        (_, AnswerSignal { By: not (SeatRole.MunicipalDirector or SeatRole.HrLead) }) => AnswerIsAdministrations,
        (_, AnswerSignal c) => [new SignalAnswered(c.Answer)],

        (ItemStage.Routed, RouteItem) => AlreadyRouted,
        (_, RouteItem c) => [new ItemRouted(c.To, c.Why, c.Responsible, c.Reference)],
        (ItemStage.Open, NoteOutcome) => NotRouted,
        (_, NoteOutcome c) => [new ItemOutcomeNoted(c.Outcome, c.Reference)],

        // INV-17: what has gone elsewhere is in sight until it is told what came of it.
        (ItemStage.Routed, CloseItem) => AwaitsOutcome,
        (_, CloseItem) when state is { Kind: ItemKind.Signal, SignalIsAnswered: false } => SignalNotAnswered,
        (_, CloseItem c) => [new ItemClosed(c.Summary)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static SteeringItem Evolve(SteeringItem state, ItemEvent happened) => happened switch
    {
        ItemPutUp e => state with { Stage = ItemStage.Open, Kind = e.Kind },
        ItemAskedAbout e => state with { Questions = Math.Max(state.Questions, e.Question) },
        ItemQuestionAnswered e => state with { Answered = state.Answered.Add(e.Question) },
        SignalAnswered => state with { SignalIsAnswered = true },
        ItemRouted => state with { Stage = ItemStage.Routed },
        ItemOutcomeNoted => state with { Stage = ItemStage.Open },
        ItemClosed => state with { Stage = ItemStage.Closed },
        ItemReopened => state with { Stage = ItemStage.Open },
        ItemTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };
}
