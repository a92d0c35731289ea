namespace Trepart.Domain;

/// <summary>What one asks of a link by which anyone gives inputs to a group without signing in: on a poster, in a message.</summary>
public abstract record InputLinkCommand;

/// <param name="Where">Where it hangs or to whom it goes, so that it is known again; null where nobody said.</param>
public sealed record OpenInputLink(Words? Where = null) : InputLinkCommand;

/// <summary>The link, and every poster with it, leads nowhere from now on.</summary>
public sealed record CloseInputLink : InputLinkCommand;

public abstract record InputLinkEvent;

public sealed record InputLinkOpened(Words? Where) : InputLinkEvent;

public sealed record InputLinkClosed : InputLinkEvent;

public enum InputLinkStage
{
    NotOpened,
    Open,
    Closed,
}

public sealed record InputLink(InputLinkStage Stage) : IDecider<InputLink, InputLinkCommand, InputLinkEvent>
{
    public static readonly Refusal NotOpened = new("inputlink/not-opened");
    public static readonly Refusal AlreadyOpened = new("inputlink/already-opened");

    public static InputLink Initial { get; } = new(InputLinkStage.NotOpened);

    public static Decision<InputLinkEvent> Decide(InputLink state, InputLinkCommand command, Acting acting) => (state.Stage, command) switch
    {
        (InputLinkStage.NotOpened, OpenInputLink c) => [new InputLinkOpened(c.Where)],
        (InputLinkStage.NotOpened, _) => NotOpened,
        (_, OpenInputLink) => AlreadyOpened,
        (InputLinkStage.Closed, CloseInputLink) => [],
        (_, CloseInputLink) => [new InputLinkClosed()],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static InputLink Evolve(InputLink state, InputLinkEvent happened) =>
        new(happened is InputLinkClosed ? InputLinkStage.Closed : InputLinkStage.Open);
}
