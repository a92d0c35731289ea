namespace Trepart.Domain;

/// <summary>What a municipality can let the union's transition unit (omstillingsenheten) see, each by itself.</summary>
public enum SharedKind
{
    /// <summary>That it works this way, and how far it has come.</summary>
    Presence,

    /// <summary>Figures added up for the whole municipality, quarter by quarter.</summary>
    Figures,

    /// <summary>Published experiences that the group has said may be shared.</summary>
    Experiences,

    /// <summary>That a group has asked the unit for help, and what it lets those it asks read (HLP-11).</summary>
    Help,
}

/// <summary>A municipality's consent to what is shared across municipalities (point 8 of SYS-18, LER-15): given and taken back, a kind at a time.</summary>
public abstract record SharingCommand;

public sealed record GrantSharing(SharedKind Kind) : SharingCommand;

public sealed record WithdrawSharing(SharedKind Kind) : SharingCommand;

public abstract record SharingEvent;

public sealed record SharingGranted(SharedKind Kind) : SharingEvent;

public sealed record SharingWithdrawn(SharedKind Kind) : SharingEvent;

/// <param name="Shared">What is shared now.</param>
public sealed record Sharing(Many<SharedKind> Shared) : IDecider<Sharing, SharingCommand, SharingEvent>
{
    public static readonly Refusal PresenceFirst = new("sharing/presence-first");

    public static Sharing Initial { get; } = new([]);

    public static Decision<SharingEvent> Decide(Sharing state, SharingCommand command, Acting acting) => command switch
    {
        GrantSharing c when state.Shared.Contains(c.Kind) => [],

        // Whoever sees the figures sees that the municipality is there: that is said yes to first.
        GrantSharing c when c.Kind is not SharedKind.Presence && !state.Shared.Contains(SharedKind.Presence) => PresenceFirst,
        GrantSharing c => [new SharingGranted(c.Kind)],
        WithdrawSharing c when !state.Shared.Contains(c.Kind) => [],

        // The rest cannot stand without it, and a withdrawal is never turned down.
        WithdrawSharing { Kind: SharedKind.Presence } => Decision.Of<SharingEvent>([.. state.Shared.OrderDescending().Select(k => new SharingWithdrawn(k))]),
        WithdrawSharing c => [new SharingWithdrawn(c.Kind)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Sharing Evolve(Sharing state, SharingEvent happened) => happened switch
    {
        SharingGranted e => new([.. state.Shared.Where(k => k != e.Kind), e.Kind]),
        SharingWithdrawn e => new([.. state.Shared.Where(k => k != e.Kind)]),
        _ => state,
    };
}
