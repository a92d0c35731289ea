namespace Trepart.Domain;

/// <summary>What one asks of an arena (møteplass): a group that meets at a workplace, or the municipality's steering group.</summary>
public abstract record ArenaCommand;

/// <param name="Name">What the group is called here ("HMS-gruppa"); a fact about the municipality, not a person's words.</param>
/// <param name="Workplace">The name of the workplace it belongs to, where the tree does not have it; null for the steering group.</param>
/// <param name="Node">The workplace in the municipality's tree.</param>
/// <param name="BuildsOn">The meeting that was there before, and becomes the group (MET-02).</param>
public sealed record EstablishArena(
    ArenaKind Kind, string Name, string? Workplace, [Workplace] Guid? Node = null, ExistingMeeting? BuildsOn = null, MeetingRhythm? Rhythm = null) : ArenaCommand;

/// <summary>Puts a group that is there in its place in the municipality's tree.</summary>
public sealed record AttachArena([Workplace] Guid Node) : ArenaCommand;

/// <summary>"This is our arena" (AG-28): which of the meetings that are there the group builds on, and how often it meets.</summary>
public sealed record ChooseMeeting(ExistingMeeting BuildsOn, MeetingRhythm Rhythm) : ArenaCommand;

public sealed record StatePurpose(Words Purpose) : ArenaCommand;

/// <summary>How the group asks, tells and involves those who work there (AG-25, AG-31).</summary>
public sealed record StateInvolvement(Words Involvement) : ArenaCommand;

/// <summary>The group says itself how far it has come (AG-22). Nothing reckons it out, and nobody is ranked by it.</summary>
public sealed record SetMaturity(GroupMaturity Maturity) : ArenaCommand;

/// <summary>The group is put together otherwise than the method recommends, and says why.</summary>
public sealed record NoteDeviation(CompositionPoint Point, Words Reason) : ArenaCommand;

/// <summary>The group's name here, in the municipality's own words (SG-35).</summary>
public sealed record RenameArena(string Name) : ArenaCommand;

/// <summary>Whether a seat of this kind has its place here. Asked of the arena where a seat is established, and never by anyone.</summary>
public sealed record WelcomeSeat(SeatRole Role) : ArenaCommand;

/// <summary>Whether a workplace's own things have their place here: matters, inputs and links to give them by, staff meetings, the unions there.</summary>
public sealed record WelcomeWork : ArenaCommand;

public abstract record ArenaEvent;

public sealed record ArenaEstablished(ArenaKind Kind, string Name, string? Workplace, Guid? Node = null) : ArenaEvent;

public sealed record ArenaAttached(Guid Node) : ArenaEvent;

public sealed record MeetingChosen(ExistingMeeting BuildsOn, MeetingRhythm? Rhythm) : ArenaEvent;

public sealed record PurposeStated(Words Purpose) : ArenaEvent;

public sealed record InvolvementStated(Words Involvement) : ArenaEvent;

public sealed record MaturitySet(GroupMaturity Maturity) : ArenaEvent;

public sealed record DeviationNoted(CompositionPoint Point, Words Reason) : ArenaEvent;

public sealed record ArenaRenamed(string Name) : ArenaEvent;

public enum ArenaKind
{
    WorkingGroup,
    SteeringGroup,
}

/// <summary>A meeting that a workplace has already, and can use a little otherwise (AG-03, AG-29).</summary>
public enum ExistingMeeting
{
    HmsMeeting,
    DevelopmentMeeting,
    WorkEnvironmentMeeting,
    PlanningMeeting,
    CooperationForum,
    OtherMeeting,

    /// <summary>There was none to build on.</summary>
    NewMeeting,
}

public enum MeetingRhythm
{
    Weekly,
    EveryOtherWeek,
    Monthly,
    EveryOtherMonth,
    Quarterly,
    WhenNeeded,
}

public enum GroupMaturity
{
    Starting,
    UnderWay,
    Lasting,
}

public sealed record Arena(bool IsEstablished, ArenaKind Kind, Guid? Node, ExistingMeeting? BuildsOn, MeetingRhythm? Rhythm, GroupMaturity? Maturity)
    : IDecider<Arena, ArenaCommand, ArenaEvent>
{
    public static readonly Refusal AlreadyEstablished = new("arena/already-established");
    public static readonly Refusal NotEstablished = new("arena/not-established");
    public static readonly Refusal WorkingGroupNeedsWorkplace = new("arena/working-group-needs-workplace");
    public static readonly Refusal OnlyForWorkingGroups = new("arena/only-for-working-groups");
    public static readonly Refusal SeatIsOfSteeringGroup = new("arena/seat-is-of-steering-group");
    public static readonly Refusal SeatIsOfWorkingGroup = new("arena/seat-is-of-working-group");

    public static Arena Initial { get; } = new(false, default, null, null, null, null);

    public string? Name { get; init; }

    /// <summary>What the steering group has on record of itself; of no meaning in a working group.</summary>
    public Steering Steering { get; init; } = Steering.Initial;

    public static Decision<ArenaEvent> Decide(Arena state, ArenaCommand command, Acting acting) => command switch
    {
        EstablishArena when state.IsEstablished => AlreadyEstablished,
        EstablishArena { Kind: ArenaKind.WorkingGroup, Workplace: null, Node: null } => WorkingGroupNeedsWorkplace,
        EstablishArena { Kind: not ArenaKind.WorkingGroup } c when c is { Node: not null } or { BuildsOn: not null } or { Rhythm: not null } => OnlyForWorkingGroups,
        EstablishArena { BuildsOn: { } meeting } c => [Established(c), new MeetingChosen(meeting, c.Rhythm)],
        EstablishArena c => [Established(c)],
        _ when !state.IsEstablished => NotEstablished,
        RenameArena c when c.Name == state.Name => [],
        RenameArena c => [new ArenaRenamed(c.Name)],
        SteeringCommand when state.Kind is not ArenaKind.SteeringGroup => Steering.OnlyForSteeringGroup,
        SteeringCommand c => Steering.Decide(state.Steering, c, acting),
        WelcomeSeat c when !Fits(c.Role, state.Kind) => state.Kind is ArenaKind.WorkingGroup ? SeatIsOfSteeringGroup : SeatIsOfWorkingGroup,
        WelcomeSeat => [],
        AttachArena or NoteDeviation or ChooseMeeting or SetMaturity or StatePurpose or StateInvolvement or WelcomeWork when state.Kind is not ArenaKind.WorkingGroup => OnlyForWorkingGroups,
        WelcomeWork => [],
        AttachArena c when c.Node == state.Node => [],
        AttachArena c => [new ArenaAttached(c.Node)],
        ChooseMeeting c when c.BuildsOn == state.BuildsOn && c.Rhythm == state.Rhythm => [],
        ChooseMeeting c => [new MeetingChosen(c.BuildsOn, c.Rhythm)],
        SetMaturity c when c.Maturity == state.Maturity => [],
        SetMaturity c => [new MaturitySet(c.Maturity)],
        StatePurpose c => [new PurposeStated(c.Purpose)],
        StateInvolvement c => [new InvolvementStated(c.Involvement)],
        NoteDeviation c => [new DeviationNoted(c.Point, c.Reason)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Arena Evolve(Arena state, ArenaEvent happened) => happened switch
    {
        ArenaEstablished e => state with { IsEstablished = true, Kind = e.Kind, Node = e.Node, Name = e.Name },
        ArenaRenamed e => state with { Name = e.Name },
        SteeringEvent e => state with { Steering = Steering.Evolve(state.Steering, e) },
        ArenaAttached e => state with { Node = e.Node },
        MeetingChosen e => state with { BuildsOn = e.BuildsOn, Rhythm = e.Rhythm },
        MaturitySet e => state with { Maturity = e.Maturity },
        _ => state,
    };

    /// <summary>Whether a seat of this kind stands where it belongs. In logs from before there was such a rule it may not, and then it gives nothing there.</summary>
    public static bool Fits(SeatRole role, ArenaKind kind) => role switch
    {
        SeatRole.Employee or SeatRole.UnitLeader or SeatRole.DepartmentLeader or SeatRole.ShopSteward or SeatRole.SafetyRepresentative or SeatRole.LinkPerson =>
            kind is ArenaKind.WorkingGroup,
        SeatRole.Mayor or SeatRole.Politician or SeatRole.MunicipalDirector or SeatRole.HrLead or SeatRole.ChiefShopSteward or SeatRole.ChiefSafetyRepresentative
            or SeatRole.Coordinator => kind is ArenaKind.SteeringGroup,
        _ => true,
    };

    private static ArenaEstablished Established(EstablishArena c) => new(c.Kind, c.Name, c.Workplace, c.Node);
}
