using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Trepart.Domain;

/// <summary>Why a command was turned down. A refusal is an ordinary answer, not a fault.</summary>
/// <param name="Code">
/// Stable and public, <c>aggregate/reason</c>: it ends the problem's type URI, names the test and finds the sentence.
/// </param>
public sealed record Refusal(string Code);

/// <summary>
/// The answer to a command: either the events it leads to, or a <see cref="Refusal"/>.
/// An empty list means that what was asked for already holds.
/// </summary>
[CollectionBuilder(typeof(Decision), nameof(Decision.Of))]
public sealed class Decision<TEvent>
{
    internal Decision(ImmutableArray<TEvent> events, Refusal? refusal = null) => (Events, Refusal) = (events, refusal);

    public ImmutableArray<TEvent> Events { get; }

    public Refusal? Refusal { get; }

    public ImmutableArray<TEvent>.Enumerator GetEnumerator() => Events.GetEnumerator();

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);
}

public static class Decision
{
    public static Decision<TEvent> Of<TEvent>(ReadOnlySpan<TEvent> events) => new([.. events]);
}

/// <summary>From which seat, and on which day in the municipality's calendar, a command is given.</summary>
/// <param name="Seat">The seat that acts: its rights are checked before a decider sees the command.</param>
/// <param name="On">The day it happened, which may be before the day it is recorded (minutes are approved later); never after.</param>
public sealed record Acting(Guid Seat, DateOnly On);

/// <summary>The whole behaviour of one kind of stream, as two functions that touch nothing but what they are given.</summary>
public interface IDecider<TState, in TCommand, TEvent>
{
    static abstract TState Initial { get; }

    /// <summary>What, if anything, happens when <paramref name="command"/> is asked of <paramref name="state"/>.</summary>
    static abstract Decision<TEvent> Decide(TState state, TCommand command, Acting acting);

    /// <summary>The state after an event. It has happened: never refuses and never throws.</summary>
    static abstract TState Evolve(TState state, TEvent happened);
}
