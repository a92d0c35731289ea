using System.Security.Cryptography;
using System.Text;

namespace Trepart.Domain.Tests;

/// <summary>Given these events, when this command, then those events, or nothing, or that refusal.</summary>
public sealed class Scenario<TState, TCommand, TEvent>(params TEvent[] given)
    where TState : IDecider<TState, TCommand, TEvent>
{
    public TState State => given.Aggregate(TState.Initial, TState.Evolve);

    public Outcome<TEvent> When(TCommand command, DateOnly? on = null) => new(TState.Decide(State, command, Facts.By(on)));

    /// <summary>The same command once more, on the same day, after it has had its effect.</summary>
    public SecondTry<TEvent> WhenTwice(TCommand command, DateOnly? on = null)
    {
        var first = TState.Decide(State, command, Facts.By(on));
        Assert.Null(first.Refusal);
        Assert.NotEmpty(first.Events);

        return new(first, TState.Decide(first.Events.Aggregate(State, TState.Evolve), command, Facts.By(on)));
    }
}

public sealed class Outcome<TEvent>(Decision<TEvent> decision)
{
    public void Then(params TEvent[] expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(expected, decision.Events.AsEnumerable());
    }

    public void ThenNothing() => Then();

    public void ThenRefused(Refusal expected)
    {
        Assert.Equal(expected, decision.Refusal);
        Assert.Empty(decision.Events);
    }
}

public sealed class SecondTry<TEvent>(Decision<TEvent> first, Decision<TEvent> second)
{
    public void ThenNothing() => new Outcome<TEvent>(second).ThenNothing();

    public void ThenRefused(Refusal expected) => new Outcome<TEvent>(second).ThenRefused(expected);

    /// <summary>The second leads to something else than the first.</summary>
    public void Then(params TEvent[] expected) => new Outcome<TEvent>(second).Then(expected);

    /// <summary>What is said again is written down again: the latest holds, and the earlier stays in the story.</summary>
    public void ThenNewVersion() => new Outcome<TEvent>(second).Then([.. first.Events]);
}

/// <summary>The people, days and words that the tests speak of.</summary>
public static class Facts
{
    public static readonly DateOnly January = new(2026, 1, 14);
    public static readonly DateOnly February = new(2026, 2, 11);
    public static readonly DateOnly March = new(2026, 3, 11);
    public static readonly DateOnly June = new(2026, 6, 10);
    public static readonly DateOnly September = new(2026, 9, 9);

    public static readonly Guid Leader = new("01900000-0000-7000-8000-000000000001");
    public static readonly Guid ShopSteward = new("01900000-0000-7000-8000-000000000002");
    public static readonly Guid SafetyRepresentative = new("01900000-0000-7000-8000-000000000003");

    /// <summary>Commands are given from the leader's seat in February, unless a test says otherwise.</summary>
    public static Acting By(DateOnly? on) => new(Leader, on ?? February);

    /// <summary>The same text is the same words.</summary>
    public static Words Said(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return new(new Guid(hash.AsSpan(0, 16)), Convert.ToHexStringLower(hash));
    }
}
