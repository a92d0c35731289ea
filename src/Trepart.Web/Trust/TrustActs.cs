using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Trust;

/// <summary>What a group needs to know before it asks: of whom, and when it last did.</summary>
/// <param name="Persons">How many belong to it today.</param>
/// <param name="Last">When its latest check was opened; null for none.</param>
public sealed record TrustGround(int Persons, DateOnly? Last)
{
    /// <summary>Everyone who may give the group an input is asked, and nobody else.</summary>
    public static bool IsAsked(SeatInfo seat) => Rights.Of(seat).Contains(Right.GiveInput);
}

public static class TrustActs
{
    public static readonly Act Open = new("open_trust_check", "apne-tillitssjekk", Kind.Trust, typeof(OpenTrustCheck), Right.WorkInGroup, Creates: true)
    {
        Welcome = _ => new WelcomeWork(),
        Trust = (command, ground) => (OpenTrustCheck)command with { Persons = ground.Persons, Last = ground.Last },
    };
}
