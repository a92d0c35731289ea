using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a signal (signal fra styringsgruppa): a question to groups, a request for how it goes, or something they should know.</summary>
public abstract record SignalCommand;

/// <param name="Arenas">The groups it goes to; none where it goes to every group.</param>
/// <param name="AnswerBy">Asked for where an answer is (MET-28: a question with time to answer, never a list of tasks).</param>
public sealed record SendSignal(SignalKind Kind, [OneLine] Words Title, Words Text, [Arena] Many<Guid> Arenas, bool Everyone = false, DateOnly? AnswerBy = null) : SignalCommand;

/// <summary>What the steering group does with what the groups said: it goes back to them.</summary>
public sealed record CloseSignal(Words Result) : SignalCommand;

/// <summary>Asked before a group's reply is taken: nothing happens to the signal itself.</summary>
public sealed record HearReply(Guid Arena, bool HasAnswer) : SignalCommand;

public abstract record SignalEvent;

public sealed record SignalSent(SignalKind Kind, Words Title, Words Text, Many<Guid> Arenas, bool Everyone, DateOnly? AnswerBy) : SignalEvent;

public sealed record SignalClosed(Words Result) : SignalEvent;

public enum SignalKind
{
    Question,

    /// <summary>How does it go (SG-13)?</summary>
    Progress,

    /// <summary>To know of; a group says that it has read it.</summary>
    Information,
}

/// <param name="Asked">The groups; empty where it is every group.</param>
public sealed record Signal(bool IsSent, SignalKind Kind, ImmutableHashSet<Guid> Asked, bool IsClosed) : IDecider<Signal, SignalCommand, SignalEvent>
{
    public static readonly Refusal AlreadySent = new("signal/already-sent");
    public static readonly Refusal NotSent = new("signal/not-sent");
    public static readonly Refusal ToNobody = new("signal/to-nobody");
    public static readonly Refusal NoDay = new("signal/no-day");
    public static readonly Refusal DayHasPassed = new("signal/day-has-passed");
    public static readonly Refusal IsOver = new("signal/closed");
    public static readonly Refusal NotAsked = new("signal/not-asked");
    public static readonly Refusal NothingSaid = new("signal/nothing-said");

    public static Signal Initial { get; } = new(false, default, [], false);

    public static Decision<SignalEvent> Decide(Signal state, SignalCommand command, Acting acting) => command switch
    {
        SendSignal when state.IsSent => AlreadySent,
        SendSignal { Everyone: false, Arenas.Count: 0 } => ToNobody,
        SendSignal { Kind: not SignalKind.Information, AnswerBy: null } => NoDay,
        SendSignal c when c.AnswerBy <= acting.On => DayHasPassed,
        SendSignal c => [new SignalSent(c.Kind, c.Title, c.Text, c.Everyone ? [] : c.Arenas, c.Everyone, c.AnswerBy)],
        _ when !state.IsSent => NotSent,
        _ when state.IsClosed => IsOver,
        CloseSignal c => [new SignalClosed(c.Result)],
        HearReply c when state.Asked.Count > 0 && !state.Asked.Contains(c.Arena) => NotAsked,
        HearReply { HasAnswer: false } when state.Kind is not SignalKind.Information => NothingSaid,
        HearReply => [],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Signal Evolve(Signal state, SignalEvent happened) => happened switch
    {
        SignalSent e => state with { IsSent = true, Kind = e.Kind, Asked = [.. e.Arenas] },
        SignalClosed => state with { IsClosed = true },
        _ => state,
    };
}

/// <summary>What one asks of a group's reply (svar) to a signal: each is a thing of its own, and a group's latest holds.</summary>
public abstract record ReplyCommand;

/// <param name="Answer">Null for "we have read it", where nothing else is asked for.</param>
public sealed record GiveReply([FromAnywhere] Guid Signal, Words? Answer = null) : ReplyCommand
{
    /// <summary>The group that replies: where the command comes in.</summary>
    public Guid Arena { get; init; }
}

public abstract record ReplyEvent;

public sealed record ReplyGiven(Guid Signal, Words? Answer) : ReplyEvent;

public sealed record Reply(bool IsGiven) : IDecider<Reply, ReplyCommand, ReplyEvent>
{
    public static readonly Refusal AlreadyGiven = new("reply/already-given");

    public static Reply Initial { get; } = new(false);

    public static Decision<ReplyEvent> Decide(Reply state, ReplyCommand command, Acting acting) => command switch
    {
        GiveReply when state.IsGiven => AlreadyGiven,
        GiveReply c => [new ReplyGiven(c.Signal, c.Answer)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Reply Evolve(Reply state, ReplyEvent happened) => new(true);
}
