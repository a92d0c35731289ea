using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a meeting (møte).</summary>
public abstract record MeetingCommand;

/// <param name="Lasts">In minutes.</param>
/// <param name="Place">A room, such as "møterom 2": a fact about the workplace, not a person's words.</param>
public sealed record PlanMeeting(DateOnly Day, TimeOnly Begins, int Lasts, string? Place = null, ChairForm Chair = ChairForm.Nobody) : MeetingCommand
{
    /// <summary>Set where a series plans it; not a field of the form.</summary>
    public Guid? Series { get; init; }

    public int? CooperationEvery { get; init; }
}

public sealed record MoveMeeting(DateOnly Day, TimeOnly Begins, string? Place, Words Reason) : MeetingCommand;

public sealed record CancelMeeting(Words Reason) : MeetingCommand;

/// <summary>Puts something on the agenda: any seat may, and nobody has to approve it (ROL-21).</summary>
/// <param name="Matter">A matter of the group's; null for something that is none yet, which then has a title.</param>
/// <param name="Planned">Minutes set aside.</param>
public sealed record AddItem([OneLine, AskedFor] Words? Title, Guid? Matter, ItemPurpose Purpose, int? Planned = null) : MeetingCommand;

/// <summary>The round, in the meeting or beforehand by someone who cannot come (MTG-03, MTG-06). Kept, and never counted.</summary>
/// <param name="View">Null for a seat that has been asked and says no more.</param>
public sealed record HearSeat(int? Item, Guid? Matter, [Seat] Guid Seat, Words? View = null) : MeetingCommand;

/// <param name="Matters">Those that stood on the agenda when the meeting began: put off to it, to be evaluated at it, or added.</param>
/// <param name="Cooperation">The group asks itself this time how it works together.</param>
public sealed record OpenMeeting([Seat, AskedFor] Many<Guid> Present, [Seat] Guid? ChairedBy, Many<Guid> Matters, bool Cooperation = false) : MeetingCommand;

public sealed record NoteAttendance([Seat, AskedFor] Many<Guid> Present) : MeetingCommand;

/// <summary>The standing item with its two questions (AG-08).</summary>
public sealed record NoteWorkday([AskedFor] Words? Workday, Words? Services = null) : MeetingCommand
{
    /// <summary>Whose meeting it is, as it stands when the command comes in.</summary>
    public ArenaKind Of { get; init; }
}

/// <summary>The standing item is passed over this time: one tap, and it is on record (AG-07).</summary>
public sealed record SkipWorkday : MeetingCommand
{
    public ArenaKind Of { get; init; }
}

/// <summary>How the group works together, and how it uses its roles (AG-13, AG-14).</summary>
public sealed record NoteCooperation([AskedFor] Words? Together, Words? RolesUsed = null) : MeetingCommand;

/// <summary>How the item goes on (MTG-07).</summary>
/// <param name="Seats">Those who confirm it.</param>
public sealed record ConcludeItem(int? Item, Guid? Matter, WayForward Way, Words Summary, [Seat] Many<Guid> Seats) : MeetingCommand;

public sealed record ConfirmWay(int? Item, Guid? Matter) : MeetingCommand;

/// <summary>The minutes are finished, and go to the parties.</summary>
public sealed record PresentMinutes : MeetingCommand
{
    /// <summary>The seats of each party around the table, as they stand when the command comes in.</summary>
    public Many<Many<Guid>> Parties { get; init; } = [];

    public ArenaKind Of { get; init; }
}

public sealed record ReopenMinutes(Words Reason) : MeetingCommand;

/// <summary>From the acting seat, for its party.</summary>
public sealed record ApproveMinutes : MeetingCommand;

/// <param name="Entry">The number of the event in the meeting's story; the first is 1.</param>
public sealed record CorrectMinutes(int Entry, Words Correct, Words Why) : MeetingCommand;

/// <param name="Text">One of the meeting's own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseMeetingText(Guid Text, ErasureReason Reason) : MeetingCommand;

public abstract record MeetingEvent;

public sealed record MeetingPlanned(
    DateOnly Day, TimeOnly Begins, int Lasts, string? Place, ChairForm Chair, int? CooperationEvery = null, Guid? Series = null) : MeetingEvent;

public sealed record MeetingMoved(DateOnly Day, TimeOnly Begins, string? Place, Words Reason) : MeetingEvent;

public sealed record MeetingCancelled(Words Reason) : MeetingEvent;

/// <param name="Item">Its number on this agenda; null for a matter.</param>
public sealed record ItemAdded(int? Item, Guid? Matter, Words? Title, ItemPurpose Purpose, int? Planned) : MeetingEvent;

/// <param name="Beforehand">Left before the meeting.</param>
public sealed record SeatHeard(int? Item, Guid? Matter, Guid Seat, Words? View, bool Beforehand) : MeetingEvent;

public sealed record MeetingOpened(Many<Guid> Present, Guid? ChairedBy, Many<Guid> Matters, bool Cooperation) : MeetingEvent;

public sealed record AttendanceNoted(Many<Guid> Present) : MeetingEvent;

public sealed record WorkdayNoted(Words? Workday, Words? Services) : MeetingEvent;

public sealed record WorkdaySkipped : MeetingEvent;

public sealed record CooperationNoted(Words? Together, Words? RolesUsed) : MeetingEvent;

public sealed record ItemConcluded(int? Item, Guid? Matter, WayForward Way, Words Summary, Many<Guid> Seats) : MeetingEvent;

public sealed record WayConfirmed(int? Item, Guid? Matter, Guid Seat) : MeetingEvent;

public sealed record MinutesPresented(Many<Many<Guid>> Parties) : MeetingEvent;

public sealed record MinutesReopened(Words Reason) : MeetingEvent;

public sealed record MinutesApproved(Guid Seat) : MeetingEvent;

public sealed record MinutesCorrected(int Entry, Words Correct, Words Why) : MeetingEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record MeetingTextErased(Guid Text, ErasureReason Reason) : MeetingEvent;

/// <summary>What the time is for (MTG-10).</summary>
public enum ItemPurpose
{
    Development,
    Information,
}

/// <summary>How an item goes on: exactly one, and no vote (MTG-07, INV-1).</summary>
public enum WayForward
{
    Agreed,
    TryOut,
    Defer,
    HandOver,
    MoreFacts,
    NotOurs,
    Closed,
}

public enum MeetingStage
{
    NotPlanned,
    Planned,
    Cancelled,

    /// <summary>Under way, or held and its minutes not finished.</summary>
    Open,

    /// <summary>The minutes are with the parties.</summary>
    Presented,

    /// <summary>Every party has approved the minutes.</summary>
    Approved,
}

/// <summary>An item of an agenda: a matter, or a number on this agenda alone.</summary>
public readonly record struct AgendaItem(int? Number, Guid? Matter);

/// <summary>How an item goes on, and the seats that have confirmed it.</summary>
public sealed record Conclusion(WayForward Way, ImmutableHashSet<Guid> Confirmed);

/// <summary>A meeting, from the day it is planned until every party has approved its minutes.</summary>
/// <param name="Added">How many items have been added that are no matters.</param>
/// <param name="Agenda">What must end with a way forward.</param>
/// <param name="WorkdayDone">The standing item has been talked about, or passed over.</param>
/// <param name="Heard">The seats that have been heard, by item.</param>
/// <param name="Parties">The seats of each party, once the minutes are presented.</param>
/// <param name="Approvals">The seats that have approved.</param>
/// <param name="Entries">How many events the meeting has.</param>
public sealed record Meeting(
    MeetingStage Stage,
    DateOnly Day,
    TimeOnly Begins,
    string? Place,
    int Added,
    ImmutableList<AgendaItem> Agenda,
    bool WorkdayDone,
    bool CooperationDue,
    Many<Guid> Present,
    ImmutableDictionary<AgendaItem, ImmutableHashSet<Guid>> Heard,
    ImmutableDictionary<AgendaItem, Conclusion> Concluded,
    Many<Many<Guid>> Parties,
    ImmutableHashSet<Guid> Approvals,
    int Entries,
    ImmutableHashSet<Guid> Erased) : IDecider<Meeting, MeetingCommand, MeetingEvent>
{
    /// <summary>The group asks itself how it works together at every third meeting unless it chooses otherwise.</summary>
    public const int UsualCooperationEvery = 3;

    public static readonly Refusal NotPlannedYet = new("meeting/not-planned");
    public static readonly Refusal AlreadyPlanned = new("meeting/already-planned");
    public static readonly Refusal DayHasPassed = new("meeting/day-has-passed");
    public static readonly Refusal LastsWrong = new("meeting/lasts-wrong");
    public static readonly Refusal IsCancelled = new("meeting/is-cancelled");
    public static readonly Refusal NotOpened = new("meeting/not-opened");
    public static readonly Refusal AlreadyOpened = new("meeting/already-opened");
    public static readonly Refusal NotTheDayYet = new("meeting/not-the-day-yet");
    public static readonly Refusal NobodyPresent = new("meeting/nobody-present");
    public static readonly Refusal ItemNeedsTitle = new("meeting/item-needs-title");
    public static readonly Refusal NoSuchItem = new("meeting/no-such-item");
    public static readonly Refusal NothingSaid = new("meeting/nothing-said");
    public static readonly Refusal WorkdayLeft = new("meeting/workday-left");
    public static readonly Refusal CooperationLeft = new("meeting/cooperation-left");
    public static readonly Refusal ItemWithoutWay = new("meeting/item-without-way");
    public static readonly Refusal WayNotConfirmed = new("meeting/way-not-confirmed");
    public static readonly Refusal NoParties = new("meeting/no-parties");
    public static readonly Refusal NotPresented = new("meeting/not-presented");
    public static readonly Refusal IsPresented = new("meeting/minutes-presented");
    public static readonly Refusal IsApproved = new("meeting/minutes-approved");
    public static readonly Refusal NotAParty = new("meeting/not-a-party");
    public static readonly Refusal NoSuchEntry = new("meeting/no-such-entry");

    public static Meeting Initial { get; } = new(MeetingStage.NotPlanned, default, default, null, 0, [], false, false, [], [], [], [], [], 0, []);

    public static bool CanLast(int minutes) => minutes is >= 5 and <= 600;

    /// <summary>The parties among whose seats none has confirmed how the item goes on.</summary>
    public IEnumerable<Many<Guid>> NotConfirmedBy(AgendaItem item, Many<Many<Guid>> parties) =>
        parties.Where(p => !(Concluded.TryGetValue(item, out var way) && p.Any(way.Confirmed.Contains)));

    public static Decision<MeetingEvent> Decide(Meeting state, MeetingCommand command, Acting acting) => (state.Stage, command) switch
    {
        (MeetingStage.NotPlanned, PlanMeeting c) when c.Day < acting.On => DayHasPassed,
        (MeetingStage.NotPlanned, PlanMeeting c) when !CanLast(c.Lasts) => LastsWrong,
        (MeetingStage.NotPlanned, PlanMeeting c) => [new MeetingPlanned(c.Day, c.Begins, c.Lasts, c.Place, c.Chair, c.CooperationEvery, c.Series)],
        (MeetingStage.NotPlanned, _) => NotPlannedYet,
        (_, PlanMeeting) => AlreadyPlanned,

        (_, EraseMeetingText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseMeetingText c) => [new MeetingTextErased(c.Text, c.Reason)],

        (MeetingStage.Cancelled, CancelMeeting) => [],
        (MeetingStage.Cancelled, _) => IsCancelled,

        (MeetingStage.Planned, CancelMeeting c) => [new MeetingCancelled(c.Reason)],
        (MeetingStage.Planned, MoveMeeting c) when c.Day < acting.On => DayHasPassed,
        (MeetingStage.Planned, MoveMeeting c) when (c.Day, c.Begins, c.Place) == (state.Day, state.Begins, state.Place) => [],
        (MeetingStage.Planned, MoveMeeting c) => [new MeetingMoved(c.Day, c.Begins, c.Place, c.Reason)],
        (MeetingStage.Planned, OpenMeeting) when acting.On < state.Day => NotTheDayYet,
        (MeetingStage.Planned, OpenMeeting { Present.Count: 0 }) => NobodyPresent,
        (MeetingStage.Planned, OpenMeeting c) => [new MeetingOpened(c.Present, c.ChairedBy, c.Matters, c.Cooperation)],
        (_, OpenMeeting or CancelMeeting or MoveMeeting) => AlreadyOpened,

        (MeetingStage.Planned or MeetingStage.Open, AddItem { Title: null, Matter: null }) => ItemNeedsTitle,
        (MeetingStage.Planned or MeetingStage.Open, AddItem { Matter: { } matter }) when state.Agenda.Contains(new(null, matter)) => [],
        (MeetingStage.Planned or MeetingStage.Open, AddItem c) =>
            [c.Matter is null ? new ItemAdded(state.Added + 1, null, c.Title, c.Purpose, c.Planned) : new ItemAdded(null, c.Matter, null, c.Purpose, c.Planned)],
        (MeetingStage.Planned or MeetingStage.Open, HearSeat c) when !state.Has(c.Item, c.Matter) => NoSuchItem,
        (MeetingStage.Planned or MeetingStage.Open, HearSeat { View: null } c) when state.Heard.GetValueOrDefault(new(c.Item, c.Matter))?.Contains(c.Seat) == true => [],
        (MeetingStage.Planned, HearSeat { View: null }) => NothingSaid,
        (MeetingStage.Planned or MeetingStage.Open, HearSeat c) => [new SeatHeard(c.Item, c.Matter, c.Seat, c.View, state.Stage is MeetingStage.Planned)],
        (MeetingStage.Planned, _) => NotOpened,

        (MeetingStage.Presented or MeetingStage.Approved, CorrectMinutes c) when c.Entry < 1 || c.Entry > state.Entries => NoSuchEntry,
        (MeetingStage.Presented or MeetingStage.Approved, CorrectMinutes c) => [new MinutesCorrected(c.Entry, c.Correct, c.Why)],
        (_, CorrectMinutes) => NotPresented,

        (_, ApproveMinutes) when state.Approvals.Contains(acting.Seat) => [],
        (MeetingStage.Open, ApproveMinutes) => NotPresented,

        // INV-15: what the parties have approved stands. What was wrong in it is set right beside it.
        (MeetingStage.Approved, _) => IsApproved,

        (_, ApproveMinutes) when !Approval.IsParty(state.Parties, acting.Seat) => NotAParty,
        (_, ApproveMinutes) => [new MinutesApproved(acting.Seat)],
        (MeetingStage.Presented, ReopenMinutes c) => [new MinutesReopened(c.Reason)],
        (_, ReopenMinutes) => [],
        (MeetingStage.Presented, PresentMinutes) => [],
        (MeetingStage.Presented, _) => IsPresented,

        (_, NoteAttendance { Present.Count: 0 }) => NobodyPresent,
        (_, NoteAttendance c) when c.Present.Equals(state.Present) => [],
        (_, NoteAttendance c) => [new AttendanceNoted(c.Present)],
        // The workday and the services are the workplace's to talk about: the steering group has no such standing item.
        (_, NoteWorkday { Of: ArenaKind.SteeringGroup } or SkipWorkday { Of: ArenaKind.SteeringGroup }) => Arena.OnlyForWorkingGroups,
        (_, NoteWorkday { Workday: null, Services: null } or NoteCooperation { Together: null, RolesUsed: null }) => NothingSaid,
        (_, NoteWorkday c) => [new WorkdayNoted(c.Workday, c.Services)],
        (_, SkipWorkday) => state.WorkdayDone ? [] : [new WorkdaySkipped()],
        (_, NoteCooperation c) => [new CooperationNoted(c.Together, c.RolesUsed)],

        (_, ConcludeItem c) when !state.Has(c.Item, c.Matter) => NoSuchItem,
        (_, ConcludeItem c) => [new ItemConcluded(c.Item, c.Matter, c.Way, c.Summary, c.Seats)],
        (_, ConfirmWay c) when !state.Concluded.ContainsKey(new(c.Item, c.Matter)) => NoSuchItem,
        (_, ConfirmWay c) when state.Concluded[new(c.Item, c.Matter)].Confirmed.Contains(acting.Seat) => [],
        (_, ConfirmWay c) => [new WayConfirmed(c.Item, c.Matter, acting.Seat)],

        // INV-9: the meeting may end as it will; its minutes are finished when every item has a way forward that each party has confirmed.
        (_, PresentMinutes { Parties.Count: 0 }) => NoParties,
        (_, PresentMinutes { Of: ArenaKind.WorkingGroup }) when !state.WorkdayDone => WorkdayLeft,
        (_, PresentMinutes) when state.CooperationDue => CooperationLeft,
        (_, PresentMinutes) when state.Agenda.Any(i => !state.Concluded.ContainsKey(i)) => ItemWithoutWay,
        (_, PresentMinutes c) when state.Concluded.Keys.Any(i => state.NotConfirmedBy(i, c.Parties).Any()) => WayNotConfirmed,
        (_, PresentMinutes c) => [new MinutesPresented(c.Parties)],

        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Meeting Evolve(Meeting state, MeetingEvent happened)
    {
        var next = happened switch
        {
            MeetingPlanned e => state with { Stage = MeetingStage.Planned, Day = e.Day, Begins = e.Begins, Place = e.Place },
            MeetingMoved e => state with { Day = e.Day, Begins = e.Begins, Place = e.Place },
            MeetingCancelled => state with { Stage = MeetingStage.Cancelled },
            ItemAdded e => state with { Added = Math.Max(state.Added, e.Item ?? 0), Agenda = state.Agenda.Add(new(e.Item, e.Matter)) },
            SeatHeard e => state with { Heard = state.Heard.SetItem(new(e.Item, e.Matter), state.Heard.GetValueOrDefault(new(e.Item, e.Matter), []).Add(e.Seat)) },
            MeetingOpened e => state with
            {
                Stage = MeetingStage.Open,
                Present = e.Present,
                CooperationDue = e.Cooperation,
                Agenda = state.Agenda.AddRange(e.Matters.Select(m => new AgendaItem(null, m)).Except(state.Agenda)),
            },
            AttendanceNoted e => state with { Present = e.Present },
            WorkdayNoted or WorkdaySkipped => state with { WorkdayDone = true },
            CooperationNoted => state with { CooperationDue = false },
            ItemConcluded e => state with { Concluded = state.Concluded.SetItem(new(e.Item, e.Matter), new(e.Way, [.. e.Seats])) },
            WayConfirmed e => state with { Concluded = state.Confirmed(new(e.Item, e.Matter), e.Seat) },
            MinutesPresented e => state with { Stage = MeetingStage.Presented, Parties = e.Parties },
            MinutesReopened => state with { Stage = MeetingStage.Open, Approvals = [] },
            MinutesApproved e => state.ApprovedBy(e.Seat),
            MeetingTextErased e => state with { Erased = state.Erased.Add(e.Text) },
            _ => state,
        };

        return next with { Entries = state.Entries + 1 };
    }

    // A matter of the group's can be taken up in any of its meetings; that it is the group's is seen to where the command comes in.
    private bool Has(int? item, Guid? matter) => matter is not null ? item is null : item >= 1 && item <= Added;

    private ImmutableDictionary<AgendaItem, Conclusion> Confirmed(AgendaItem item, Guid seat) =>
        Concluded.TryGetValue(item, out var way) ? Concluded.SetItem(item, way with { Confirmed = way.Confirmed.Add(seat) }) : Concluded;

    private Meeting ApprovedBy(Guid seat)
    {
        var approvals = Approvals.Add(seat);
        return this with { Approvals = approvals, Stage = Approval.IsByAll(Parties, approvals) ? MeetingStage.Approved : Stage };
    }
}
