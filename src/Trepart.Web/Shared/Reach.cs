namespace Trepart.Web;

/// <summary>How far into the municipalities a route reaches.</summary>
public enum Reach
{
    /// <summary>Into one: its address begins with it, and <see cref="Entrance"/> lets nobody else's people in.</summary>
    Municipality,

    /// <summary>Into none: what it shows is the same wherever one belongs.</summary>
    Open,

    /// <summary>Made-up people of all municipalities, in a demo; nowhere else is there such a route.</summary>
    Demo,

    /// <summary>Into one, as far as a code opens that it has given out: to whoever holds the code, and is nobody there yet.</summary>
    Invited,

    /// <summary>Into one group or meeting, as far as a key on its poster opens; to whoever was given it, and is nobody.</summary>
    Keyed,

    /// <summary>To the asker's own seats, in each municipality where she has some, and to nobody else's.</summary>
    Oneself,

    /// <summary>To what municipalities have consented to share, and what the union's transition unit keeps itself; to those who work there.</summary>
    Unit,

    /// <summary>To ids and figures of all municipalities, for the operator; no content.</summary>
    Operator,
}

/// <summary>Says on a route how far it reaches. A test goes through the routes: one that says nothing fails the build.</summary>
public sealed record ReachOf(Reach Reach);

public static class ReachExtensions
{
    public static TBuilder Reaches<TBuilder>(this TBuilder route, Reach reach)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new ReachOf(reach));
}
