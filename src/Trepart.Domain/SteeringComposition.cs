namespace Trepart.Domain;

/// <summary>What a steering group compares its composition with. The handbook's is where everyone begins.</summary>
public enum SteeringTemplate
{
    /// <summary>As many politicians as leaders as chief shop stewards, three of each at least, of both position and opposition, and the chief safety representative.</summary>
    Handbook,

    /// <summary>Politicians, administration and shop stewards as equals, as in Nord-Fron.</summary>
    TriPart,

    /// <summary>HR, chief shop stewards and chief safety representative, as in Øyer.</summary>
    WithoutPoliticians,

    /// <summary>The municipality's own.</summary>
    Own,
}

/// <summary>On which side of the council someone sits. A seat's and never a person's, and it names no party.</summary>
public enum CouncilSide
{
    Position,
    Opposition,
}

/// <summary>What there is to think about in a steering group's composition (INV-7). Shown with its reason; it never stops anyone.</summary>
public enum SteeringPoint
{
    NoChiefSafetyRepresentative,
    NoChiefShopSteward,
    NoAdministration,
    NoPoliticians,
    UnequalParties,
    FewerThanThree,
    NoPosition,
    NoOpposition,
    NoHr,
}

/// <summary>A seat of the steering group that someone holds today.</summary>
/// <param name="Side">Null where it has not been said, and for seats that are no politician's.</param>
public sealed record SteeringSeat(SeatRole Role, CouncilSide? Side);

/// <summary>How many seats of each party are held; the chief safety representative comes in addition, and is in none of them (SG-05).</summary>
public sealed record SteeringCounts(int Politicians, int Administration, int Representatives)
{
    public static SteeringCounts Of(IReadOnlyCollection<SteeringSeat> held) => new(
        held.Count(s => s.Role is SeatRole.Mayor or SeatRole.Politician), held.Count(s => s.Role is SeatRole.MunicipalDirector or SeatRole.HrLead),
        held.Count(s => s.Role is SeatRole.ChiefShopSteward));
}

public static class SteeringComposition
{
    /// <summary>How many of each party the handbook recommends at least (SG-06).</summary>
    public const int AtLeast = 3;

    /// <summary>What to think about, in the order in which it is told.</summary>
    /// <param name="held">Seats that someone holds.</param>
    public static IEnumerable<SteeringPoint> On(SteeringTemplate template, IReadOnlyCollection<SteeringSeat> held)
    {
        // SG-42 and SG-43 hold in every set-up.
        if (!held.Any(s => s.Role is SeatRole.ChiefSafetyRepresentative))
            yield return SteeringPoint.NoChiefSafetyRepresentative;
        if (!held.Any(s => s.Role is SeatRole.ChiefShopSteward))
            yield return SteeringPoint.NoChiefShopSteward;

        var counts = SteeringCounts.Of(held);
        switch (template)
        {
            case SteeringTemplate.WithoutPoliticians when !held.Any(s => s.Role is SeatRole.HrLead):
                yield return SteeringPoint.NoHr;
                break;
            case SteeringTemplate.Handbook or SteeringTemplate.TriPart:
                if (counts.Politicians == 0)
                    yield return SteeringPoint.NoPoliticians;
                if (counts.Administration == 0)
                    yield return SteeringPoint.NoAdministration;
                if (!(counts.Politicians == counts.Administration && counts.Administration == counts.Representatives))
                    yield return SteeringPoint.UnequalParties;
                break;
        }

        if (template is not SteeringTemplate.Handbook)
            yield break;
        if (counts is { Politicians: < AtLeast } or { Administration: < AtLeast } or { Representatives: < AtLeast })
            yield return SteeringPoint.FewerThanThree;
        if (counts.Politicians > 0 && !held.Any(s => s.Side is CouncilSide.Position))
            yield return SteeringPoint.NoPosition;
        if (counts.Politicians > 0 && !held.Any(s => s.Side is CouncilSide.Opposition))
            yield return SteeringPoint.NoOpposition;
    }
}
