using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a seat. Rights follow the seat; who holds it stands only in the register of persons.</summary>
public abstract record SeatCommand;

/// <param name="Organisation">The union that a representative's seat belongs to; no other seat has one (ROL-36).</param>
/// <param name="Holding">Where someone takes it at once; otherwise null.</param>
public sealed record EstablishSeat(SeatRole Role, string? Organisation, [Made] Guid? Holding = null) : SeatCommand;

/// <param name="Holding">A new id for this person's time in this seat. It says who acted, and only the register knows who that is.</param>
/// <param name="Until">The last day, where it is known beforehand.</param>
public sealed record TakeSeat([Made] Guid Holding, DateOnly? Until = null) : SeatCommand;

public sealed record LeaveSeat(Guid Holding) : SeatCommand;

/// <summary>One leaves and another takes over, the same day.</summary>
/// <param name="Holding">Of the one who leaves.</param>
/// <param name="To">Of the one who takes over.</param>
/// <param name="Until">The new holder's last day, where it is known beforehand.</param>
public sealed record HandOverSeat(Guid Holding, [Made] Guid To, DateOnly? Until = null) : SeatCommand;

/// <summary>Someone steps in for the holders, with the seat's rights, for as long as it lasts (ROL-39).</summary>
/// <param name="From">The first day; the day it is done unless said.</param>
/// <param name="Until">The last day, where it is known beforehand.</param>
public sealed record AppointDeputy([Made] Guid Holding, DateOnly? From = null, DateOnly? Until = null) : SeatCommand;

public sealed record EndDeputyship(Guid Holding) : SeatCommand;

/// <summary>Who held the seat is erased from the register of persons; that someone held it stays.</summary>
public sealed record EraseHolder(Guid Holding, ErasureReason Reason) : SeatCommand;

/// <summary>Whoever has the seat stands behind a version of the group's rules of play (AG-11). Said anew by the next who takes it.</summary>
/// <param name="Rules">The version.</param>
public sealed record AcknowledgeRules(Guid Rules) : SeatCommand;

/// <summary>What the group expects of the seat (ROL-49): the latest holds, and is there for whoever takes it.</summary>
public sealed record StateExpectations(Words Expectations) : SeatCommand;

/// <summary>On which side of the council a politician's seat is (SG-41): a part in the council, which names no party (ROL-08).</summary>
public sealed record StateSide(CouncilSide Side) : SeatCommand;

/// <summary>The elected who have the seat now have it until a day, and others may come after them (SG-07).</summary>
public sealed record EndTerms(DateOnly LastDay) : SeatCommand;

public abstract record SeatEvent;

public sealed record SeatEstablished(SeatRole Role, string? Organisation) : SeatEvent;

public sealed record SeatTaken(Guid Holding, DateOnly? Until = null) : SeatEvent;

public sealed record SeatLeft(Guid Holding) : SeatEvent;

public sealed record DeputyAppointed(Guid Holding, DateOnly From, DateOnly? Until) : SeatEvent;

public sealed record DeputyshipEnded(Guid Holding) : SeatEvent;

public sealed record HolderErased(Guid Holding, ErasureReason Reason) : SeatEvent;

public sealed record RulesAcknowledged(Guid Rules) : SeatEvent;

public sealed record ExpectationsStated(Words Expectations) : SeatEvent;

public sealed record SideStated(CouncilSide Side) : SeatEvent;

/// <param name="LastDay">Of everyone who had the seat then, and had no earlier last day.</param>
public sealed record TermsEnded(DateOnly LastDay) : SeatEvent;

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

/// <summary>How long someone has a seat, or steps in for those who have it.</summary>
/// <param name="From">The first day; null where it began the day it was recorded as happening.</param>
/// <param name="Until">The last day; null where none is planned.</param>
public sealed record Term(bool IsDeputy, DateOnly? From, DateOnly? Until)
{
    public bool IsOverOn(DateOnly day) => Until < day;

    public bool HoldsOn(DateOnly day) => !IsOverOn(day) && !(From > day);

    /// <summary>It has begun by that day, and would go on after it.</summary>
    public bool Outlasts(DateOnly day) => !(From > day) && !(Until <= day);
}

/// <param name="Terms">Of those who have not left, by holding. A planned last day may have passed.</param>
/// <param name="Left">Of those who held it before, and can still be found in the register.</param>
/// <param name="Erased">Of those who held it before, and are erased from the register.</param>
public sealed record Seat(SeatRole? Role, ImmutableDictionary<Guid, Term> Terms, ImmutableHashSet<Guid> Left, ImmutableHashSet<Guid> Erased)
    : IDecider<Seat, SeatCommand, SeatEvent>
{
    public static readonly Refusal NotEstablished = new("seat/not-established");
    public static readonly Refusal AlreadyEstablished = new("seat/already-established");
    public static readonly Refusal OrganisationOnlyForRepresentatives = new("seat/organisation-only-for-representatives");
    public static readonly Refusal RepresentativeNeedsOrganisation = new("seat/representative-needs-organisation");
    public static readonly Refusal EndsBeforeItBegins = new("seat/ends-before-it-begins");
    public static readonly Refusal EmployeesHaveNoDeputy = new("seat/employees-have-no-deputy");
    public static readonly Refusal AuditorsHaveMandates = new("seat/auditors-have-mandates");
    public static readonly Refusal NotHeld = new("seat/not-held");
    public static readonly Refusal NotDeputy = new("seat/not-deputy");
    public static readonly Refusal StillHeld = new("seat/still-held");
    public static readonly Refusal OnlyForMembers = new("seat/only-for-members");

    public static readonly Refusal OnlyForElected = new("seat/only-for-elected");

    public static Seat Initial { get; } = new(null, [], [], []);

    public CouncilSide? Side { get; init; }

    /// <summary>The versions of the rules that those who have the seat now have said they stand behind.</summary>
    public ImmutableHashSet<Guid> Acknowledged { get; init; } = [];

    /// <summary>Those who may act from the seat on a day: holders and deputies.</summary>
    public bool IsHeldOn(Guid holding, DateOnly day) => Terms.GetValueOrDefault(holding)?.HoldsOn(day) == true;

    public static Decision<SeatEvent> Decide(Seat state, SeatCommand command, Acting acting) => command switch
    {
        EstablishSeat when state.Role is not null => AlreadyEstablished,

        // An auditor's leave to read has a task, a scope and an end (TEN-10). Seats from before that still stand in logs, and give nothing.
        EstablishSeat { Role: SeatRole.Auditor } => AuditorsHaveMandates,
        EstablishSeat { Organisation: not null, Role: not (SeatRole.ShopSteward or SeatRole.ChiefShopSteward) } =>
            OrganisationOnlyForRepresentatives,
        EstablishSeat { Organisation: null, Role: SeatRole.ShopSteward or SeatRole.ChiefShopSteward } => RepresentativeNeedsOrganisation,
        EstablishSeat { Holding: { } holding } c => [new SeatEstablished(c.Role, c.Organisation), new SeatTaken(holding)],
        EstablishSeat c => [new SeatEstablished(c.Role, c.Organisation)],
        _ when state.Role is null => NotEstablished,

        TakeSeat c when state.Terms.ContainsKey(c.Holding) => [],
        TakeSeat c when c.Until < acting.On => EndsBeforeItBegins,
        TakeSeat c => [new SeatTaken(c.Holding, c.Until)],
        LeaveSeat c when !state.Has(c.Holding, acting, isDeputy: false) => NotHeld,
        LeaveSeat c => [new SeatLeft(c.Holding)],
        HandOverSeat c when !state.Has(c.Holding, acting, isDeputy: false) => NotHeld,
        HandOverSeat c when c.Until < acting.On => EndsBeforeItBegins,
        HandOverSeat c => [new SeatLeft(c.Holding), new SeatTaken(c.To, c.Until)],

        AppointDeputy when state.Role is SeatRole.Employee => EmployeesHaveNoDeputy,
        AppointDeputy c when state.Terms.ContainsKey(c.Holding) => [],
        AppointDeputy c when c.Until < (c.From ?? acting.On) => EndsBeforeItBegins,
        AppointDeputy c => [new DeputyAppointed(c.Holding, c.From ?? acting.On, c.Until)],
        EndDeputyship c when !state.Has(c.Holding, acting, isDeputy: true) => NotDeputy,
        EndDeputyship c => [new DeputyshipEnded(c.Holding)],

        AcknowledgeRules or StateExpectations when state.Role is SeatRole.Employee => OnlyForMembers,
        AcknowledgeRules c when state.Acknowledged.Contains(c.Rules) => [],
        AcknowledgeRules c => [new RulesAcknowledged(c.Rules)],
        StateExpectations c => [new ExpectationsStated(c.Expectations)],

        StateSide or EndTerms when state.Role is not (SeatRole.Mayor or SeatRole.Politician) => OnlyForElected,
        StateSide c when c.Side == state.Side => [],
        StateSide c => [new SideStated(c.Side)],
        EndTerms c when c.LastDay < acting.On => EndsBeforeItBegins,
        EndTerms c when !state.Terms.Values.Any(t => t.Outlasts(c.LastDay)) => [],
        EndTerms c => [new TermsEnded(c.LastDay)],

        EraseHolder c when state.Erased.Contains(c.Holding) => [],

        // Who holds a seat, or is to, must be findable until that is over.
        EraseHolder c when state.Terms.TryGetValue(c.Holding, out var term) && !term.IsOverOn(acting.On) => StillHeld,
        EraseHolder c when !state.Left.Contains(c.Holding) && !state.Terms.ContainsKey(c.Holding) => NotHeld,
        EraseHolder c => [new HolderErased(c.Holding, c.Reason)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Seat Evolve(Seat state, SeatEvent happened) => happened switch
    {
        SeatEstablished e => state with { Role = e.Role },
        SeatTaken e => state with { Terms = state.Terms.SetItem(e.Holding, new(false, null, e.Until)), Acknowledged = [] },
        SideStated e => state with { Side = e.Side },
        TermsEnded e => state with { Terms = state.Terms.ToImmutableDictionary(t => t.Key, t => t.Value.Outlasts(e.LastDay) ? t.Value with { Until = e.LastDay } : t.Value) },
        RulesAcknowledged e => state with { Acknowledged = state.Acknowledged.Add(e.Rules) },
        DeputyAppointed e => state with { Terms = state.Terms.SetItem(e.Holding, new(true, e.From, e.Until)) },
        SeatLeft e => state.Without(e.Holding),
        DeputyshipEnded e => state.Without(e.Holding),
        HolderErased e => state.Without(e.Holding) with { Left = state.Left.Remove(e.Holding), Erased = state.Erased.Add(e.Holding) },
        _ => state,
    };

    // A deputyship that is to come can be called off.
    private bool Has(Guid holding, Acting acting, bool isDeputy) =>
        Terms.GetValueOrDefault(holding) is { } term && term.IsDeputy == isDeputy && !term.IsOverOn(acting.On);

    private Seat Without(Guid holding) => this with { Terms = Terms.Remove(holding), Left = Left.Add(holding) };
}
