namespace Trepart.Domain;

/// <summary>What the method recommends of who sits in a working group (INV-8). Shown with its reason; it never stops anyone.</summary>
public enum CompositionPoint
{
    NoSafetyRepresentative,
    NoLeader,

    /// <summary>The workplace has departments, and none of their leaders takes part (ROL-31, ROL-32).</summary>
    NoDepartmentLeader,
    NoShopSteward,

    /// <summary>A union with members here has not been asked (ROL-33).</summary>
    UnionNotInvited,

    /// <summary>A union has said yes, and nobody sits for it.</summary>
    UnionWithoutSeat,

    /// <summary>The group leans on one person (ROL-05).</summary>
    OnePersonSeveralSeats,
}

/// <summary>A seat of the group with those who hold it today; nobody for a vacant one.</summary>
public sealed record SeatedAs(SeatRole Role, string? Organisation, Many<Guid> People);

/// <summary>A union at the workplace.</summary>
public sealed record UnionThere(string Organisation, UnionStage Stage);

/// <param name="Unions">The unions that it is about; none for the other points.</param>
public sealed record CompositionAdvice(CompositionPoint Point, Many<string> Unions);

public static class Composition
{
    /// <summary>What to think about, in the order in which it is told. Leader, shop steward and safety representative are enough where the unit is small (AG-26).</summary>
    /// <param name="hasDepartments">Whether the workplace has departments under it.</param>
    public static IEnumerable<CompositionAdvice> On(IReadOnlyCollection<SeatedAs> seats, IReadOnlyCollection<UnionThere> unions, bool hasDepartments)
    {
        var held = seats.Where(s => IsMember(s.Role) && s.People.Count > 0).ToList();
        if (!held.Exists(s => s.Role is SeatRole.SafetyRepresentative))
            yield return new(CompositionPoint.NoSafetyRepresentative, []);
        if (!held.Exists(s => s.Role is SeatRole.UnitLeader or SeatRole.DepartmentLeader))
            yield return new(CompositionPoint.NoLeader, []);
        else if (hasDepartments && !held.Exists(s => s.Role is SeatRole.DepartmentLeader))
            yield return new(CompositionPoint.NoDepartmentLeader, []);
        if (!held.Exists(s => s.Role is SeatRole.ShopSteward))
            yield return new(CompositionPoint.NoShopSteward, []);

        var without = unions.Where(u => !held.Exists(s => s.Role is SeatRole.ShopSteward && IsSame(s.Organisation, u.Organisation))).ToList();
        if (Names(without, UnionStage.Noted) is { Count: > 0 } notInvited)
            yield return new(CompositionPoint.UnionNotInvited, notInvited);
        if (Names(without, UnionStage.Accepted) is { Count: > 0 } withoutSeat)
            yield return new(CompositionPoint.UnionWithoutSeat, withoutSeat);
        if (held.SelectMany(s => s.People.Distinct()).GroupBy(p => p).Any(p => p.Count() > 1))
            yield return new(CompositionPoint.OnePersonSeveralSeats, []);
    }

    /// <summary>The same union, however its name is written.</summary>
    public static bool IsSame(string? one, string? other) => string.Equals(one?.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsMember(SeatRole role) => role is SeatRole.UnitLeader or SeatRole.DepartmentLeader or SeatRole.ShopSteward or SeatRole.SafetyRepresentative;

    private static Many<string> Names(IEnumerable<UnionThere> unions, UnionStage stage) => [.. unions.Where(u => u.Stage == stage).Select(u => u.Organisation)];
}
