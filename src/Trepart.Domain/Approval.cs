using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What stands when each party has said yes: minutes, reports, experiences, summaries, presentations, and what a group shows or lets in.</summary>
public static class Approval
{
    /// <param name="parties">The seats of each; one of them speaks for it.</param>
    public static bool IsParty(Many<Many<Guid>> parties, Guid seat) => parties.Any(p => p.Contains(seat));

    /// <summary>Some seat of each party is among <paramref name="seats"/>.</summary>
    public static bool IsByAll(Many<Many<Guid>> parties, ImmutableHashSet<Guid> seats) => parties.All(p => p.Any(seats.Contains));
}
