using Trepart.Domain;
using Trepart.Web.Seats;

namespace Trepart.Web.FollowUp;

/// <summary>
/// Who follows up whom: a chief shop steward the stewards' seats of the same union, and the chief safety representative all safety representatives'.
/// A seat carries its union; nothing here asks which one a person belongs to.
/// </summary>
public static class Chiefs
{
    /// <summary>That a row of seats is a chief's over another, in SQL. The same as <see cref="Composition.IsSame"/> says of unions.</summary>
    public static string Follows(string chief, string seat) =>
        $"""
        ({chief}.role = 'ChiefShopSteward' and {seat}.role = 'ShopSteward' and lower(trim({chief}.organisation)) = lower(trim({seat}.organisation))
           or {chief}.role = 'ChiefSafetyRepresentative' and {seat}.role = 'SafetyRepresentative')
        """;

    /// <summary>The chief's seats that this person has, as holder or as deputy.</summary>
    public static IReadOnlyList<Holding> Of(SignedIn who) => [.. who.Holdings.Where(h => Rights.Of(h.Seat).Contains(Right.FollowUp))];

    /// <summary>Her seats for which she has a chief.</summary>
    public static IReadOnlyList<Holding> FollowedOf(SignedIn who) => [.. who.Holdings.Where(h => Rights.Of(h.Seat).Contains(Right.AskForTalk))];
}
