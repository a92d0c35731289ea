using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a seat. Rights follow the seat; who holds it stands only in the register of persons.</summary>
public abstract record SeatCommand;

/// <param name="Organisation">The union that a representative's seat belongs to; no other seat has one (ROL-36).</param>
public sealed record EstablishSeat(SeatRole Role, string? Organisation) : SeatCommand;

/// <param name="Holding">A new id for this person's time in this seat. It says who acted, and only the register knows who that is.</param>
public sealed record TakeSeat(Guid Holding) : SeatCommand;

public sealed record LeaveSeat(Guid Holding) : SeatCommand;

/// <summary>Who held the seat is erased from the register of persons; that someone held it stays.</summary>
public sealed record EraseHolder(Guid Holding, ErasureReason Reason) : SeatCommand;

public abstract record SeatEvent;

public sealed record SeatEstablished(SeatRole Role, string? Organisation) : SeatEvent;

public sealed record SeatTaken(Guid Holding) : SeatEvent;

public sealed record SeatLeft(Guid Holding) : SeatEvent;

public sealed record HolderErased(Guid Holding, ErasureReason Reason) : SeatEvent;

/// <summary>The part that a seat plays. Politicians' seats carry no party (ROL-08).</summary>
public enum SeatRole
{
    /// <summary>Everyone who works at the workplace; one seat with as many holders as there are employees.</summary>
    Employee,
    UnitLeader,
    DepartmentLeader,
    ShopSteward,
    SafetyRepresentative,
    ChiefShopSteward,
    ChiefSafetyRepresentative,
    HrLead,
    MunicipalDirector,
    Mayor,
    Politician,
    Coordinator,
    Auditor,

    /// <summary>The administration's link between a group and the steering group (ROL-14).</summary>
    LinkPerson,

    /// <summary>Helps a group from outside, such as an adviser from NAV (ROL-43): sees nothing before it is given.</summary>
    Helper,
    DataProtectionOfficer,
}

/// <param name="Holdings">Of those who hold it now.</param>
/// <param name="Left">Of those who held it before, and can still be found in the register.</param>
/// <param name="Erased">Of those who held it before, and are erased from the register.</param>
public sealed record Seat(bool IsEstablished, ImmutableHashSet<Guid> Holdings, ImmutableHashSet<Guid> Left, ImmutableHashSet<Guid> Erased) : IDecider<Seat, SeatCommand, SeatEvent>
{
    public static readonly Refusal NotEstablished = new("seat/not-established");
    public static readonly Refusal AlreadyEstablished = new("seat/already-established");
    public static readonly Refusal OrganisationOnlyForRepresentatives = new("seat/organisation-only-for-representatives");
    public static readonly Refusal RepresentativeNeedsOrganisation = new("seat/representative-needs-organisation");
    public static readonly Refusal NotHeld = new("seat/not-held");
    public static readonly Refusal StillHeld = new("seat/still-held");

    public static Seat Initial { get; } = new(false, [], [], []);

    public static Decision<SeatEvent> Decide(Seat state, SeatCommand command, Acting acting) => command switch
    {
        EstablishSeat when state.IsEstablished => AlreadyEstablished,
        EstablishSeat { Organisation: not null, Role: not (SeatRole.ShopSteward or SeatRole.ChiefShopSteward) } =>
            OrganisationOnlyForRepresentatives,
        EstablishSeat { Organisation: null, Role: SeatRole.ShopSteward or SeatRole.ChiefShopSteward } => RepresentativeNeedsOrganisation,
        EstablishSeat c => [new SeatEstablished(c.Role, c.Organisation)],
        _ when !state.IsEstablished => NotEstablished,
        TakeSeat c when state.Holdings.Contains(c.Holding) => [],
        TakeSeat c => [new SeatTaken(c.Holding)],
        LeaveSeat c when !state.Holdings.Contains(c.Holding) => NotHeld,
        LeaveSeat c => [new SeatLeft(c.Holding)],
        EraseHolder c when state.Erased.Contains(c.Holding) => [],

        // Who holds a seat must be findable while it is held.
        EraseHolder c when state.Holdings.Contains(c.Holding) => StillHeld,
        EraseHolder c when !state.Left.Contains(c.Holding) => NotHeld,
        EraseHolder c => [new HolderErased(c.Holding, c.Reason)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Seat Evolve(Seat state, SeatEvent happened) => happened switch
    {
        SeatEstablished => state with { IsEstablished = true },
        SeatTaken e => state with { Holdings = state.Holdings.Add(e.Holding) },
        SeatLeft e => state with { Holdings = state.Holdings.Remove(e.Holding), Left = state.Left.Add(e.Holding) },
        HolderErased e => state with { Left = state.Left.Remove(e.Holding), Erased = state.Erased.Add(e.Holding) },
        _ => state,
    };
}
