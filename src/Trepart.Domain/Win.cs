namespace Trepart.Domain;

/// <summary>What one asks of a win (seier): a group celebrates what it has kept, and the steering group may congratulate (LER-04).</summary>
public abstract record WinCommand;

/// <param name="Matter">The group's matter it comes from; null for none.</param>
public sealed record CelebrateWin([OneLine] Words What, Words? Thanks = null, Guid? Matter = null) : WinCommand;

public sealed record Congratulate(Words Greeting) : WinCommand;

public abstract record WinEvent;

public sealed record WinCelebrated(Words What, Words? Thanks, Guid? Matter) : WinEvent;

public sealed record Congratulated(Words Greeting) : WinEvent;

public sealed record Win(bool IsCelebrated) : IDecider<Win, WinCommand, WinEvent>
{
    public static readonly Refusal AlreadyCelebrated = new("win/already-celebrated");
    public static readonly Refusal NotCelebrated = new("win/not-celebrated");

    public static Win Initial { get; } = new(false);

    public static Decision<WinEvent> Decide(Win state, WinCommand command, Acting acting) => command switch
    {
        CelebrateWin when state.IsCelebrated => AlreadyCelebrated,
        CelebrateWin c => [new WinCelebrated(c.What, c.Thanks, c.Matter)],
        Congratulate when !state.IsCelebrated => NotCelebrated,
        Congratulate c => [new Congratulated(c.Greeting)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Win Evolve(Win state, WinEvent happened) => happened is WinCelebrated ? new(true) : state;
}
