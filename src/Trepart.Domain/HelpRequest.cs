using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a stop (HLP-01): the group halts, finds out together why it is stuck, and asks for help if it wants it.</summary>
public abstract record HelpCommand;

/// <summary>By any seat around the table, and without a reason (HLP-02).</summary>
public sealed record CallStop : HelpCommand;

/// <summary>What the acting seat answers to one of the five questions.</summary>
/// <param name="Question">1 to <see cref="HelpRequest.Questions"/>.</param>
public sealed record AnswerStuck(int Question, Words Answer) : HelpCommand;

/// <summary>Why the group is stuck, as one of them sees it. It holds when every seat has confirmed it.</summary>
public sealed record StateCause(Words Cause) : HelpCommand;

/// <param name="Seat">Which of one's own seats, where one has several.</param>
public sealed record ConfirmCause([Seat] Guid? Seat = null) : HelpCommand;

/// <param name="Shares">What the group lets those it asks read, beside the cause.</param>
public sealed record AskForHelp(
    bool Union, bool EmployersOrganisation, bool HumanResources, bool Nav, bool OccupationalHealth, bool Researcher, bool TransitionUnit, Words? Shares = null) : HelpCommand
{
    /// <summary>The seats of each party around the table, as they stand when the command comes in.</summary>
    public Many<Many<Guid>> Parties { get; init; } = [];
}

/// <summary>Lets a helper read, for a time; given when every party agrees (HLP-09).</summary>
/// <param name="Seat">The helper's.</param>
/// <param name="Matters">Those that the helper may read beside what the group shares.</param>
public sealed record ProposeAccess([Seat] Guid Seat, DateOnly Start, DateOnly End, Many<Guid> Matters) : HelpCommand
{
    public Many<Many<Guid>> Parties { get; init; } = [];
}

/// <param name="Seat">Which of one's own seats, where one has several.</param>
public sealed record AgreeAccess(int Access, [Seat] Guid? Seat = null) : HelpCommand
{
    public Many<Many<Guid>> Parties { get; init; } = [];
}

/// <summary>By any seat, at once, and without a reason.</summary>
public sealed record TakeBackAccess(int Access) : HelpCommand;

/// <summary>The day the group meets with those who help; said again it is moved.</summary>
public sealed record PlanHelpSession(DateOnly Day, TimeOnly Begins, [OneLine] string? Place = null) : HelpCommand;

/// <param name="Present">The seats that were there; helpers' too.</param>
/// <param name="Came">What came of it.</param>
public sealed record NoteHelpSession([Seat] Many<Guid> Present, Words? Came = null) : HelpCommand
{
    public Many<Many<Guid>> Parties { get; init; } = [];
}

/// <summary>The steering group may see that it is this group, and what it learned (HLP-03); when every party agrees.</summary>
/// <param name="Seat">Which of one's own seats, where one has several.</param>
public sealed record AgreeToShow([Seat] Guid? Seat = null) : HelpCommand
{
    public Many<Many<Guid>> Parties { get; init; } = [];
}

/// <summary>By any seat, at once.</summary>
public sealed record TakeBackShowing : HelpCommand;

/// <summary>The group goes on (HLP-10).</summary>
public sealed record EndStop(Words Learned) : HelpCommand;

/// <param name="Text">One of the stop's own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseHelpText(Guid Text, ErasureReason Reason) : HelpCommand;

public abstract record HelpEvent;

public sealed record StopCalled : HelpEvent;

public sealed record StuckAnswered(int Question, Guid Seat, Words Answer) : HelpEvent;

public sealed record CauseStated(Words Cause) : HelpEvent;

public sealed record CauseConfirmed(Guid Seat) : HelpEvent;

public sealed record HelpAsked(Many<HelperKind> Helpers, Words? Shares) : HelpEvent;

public sealed record AccessProposed(int Access, Guid Helper, DateOnly Start, DateOnly End, Many<Guid> Matters) : HelpEvent;

public sealed record AccessAgreed(int Access, Guid Seat) : HelpEvent;

public sealed record AccessGiven(int Access) : HelpEvent;

public sealed record AccessTakenBack(int Access) : HelpEvent;

public sealed record HelpSessionPlanned(DateOnly Day, TimeOnly Begins, string? Place) : HelpEvent;

public sealed record HelpSessionHeld(Many<Guid> Present, Words? Came) : HelpEvent;

public sealed record ShowingAgreed(Guid Seat) : HelpEvent;

public sealed record ShownUpwards : HelpEvent;

public sealed record ShowingTakenBack : HelpEvent;

public sealed record StopEnded(Words Learned) : HelpEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record HelpTextErased(Guid Text, ErasureReason Reason) : HelpEvent;

/// <summary>Who can be asked for help (HLP-06).</summary>
public enum HelperKind
{
    Union,
    EmployersOrganisation,
    HumanResources,
    Nav,
    OccupationalHealth,
    Researcher,
    TransitionUnit,
}

public enum HelpStage
{
    NotCalled,
    Stopped,
    Asked,
    Ended,
}

public enum AccessStage
{
    Proposed,
    Given,
    TakenBack,
}

/// <param name="Agreed">The seats that have agreed.</param>
public sealed record HelpAccess(DateOnly End, AccessStage Stage, ImmutableHashSet<Guid> Agreed);

/// <summary>A stop, from the moment it is called until the group goes on.</summary>
/// <param name="HasCause">A cause is stated.</param>
/// <param name="Confirmed">The seats that have confirmed it as it stands.</param>
/// <param name="Accesses">Helpers' leave to read, in the order proposed; the first is number 1.</param>
/// <param name="Showing">The seats that agree to show it upwards.</param>
public sealed record HelpRequest(
    HelpStage Stage,
    bool HasCause,
    ImmutableHashSet<Guid> Confirmed,
    ImmutableList<HelpAccess> Accesses,
    ImmutableHashSet<Guid> Showing,
    bool IsShown,
    ImmutableHashSet<Guid> Erased) : IDecider<HelpRequest, HelpCommand, HelpEvent>
{
    public const int Questions = 5;

    /// <summary>In months. Who is to go on is agreed on anew.</summary>
    public const int LongestAccess = 3;

    public static readonly Refusal NotCalled = new("helprequest/not-called");
    public static readonly Refusal AlreadyCalled = new("helprequest/already-called");
    public static readonly Refusal IsOver = new("helprequest/is-over");
    public static readonly Refusal NoSuchQuestion = new("helprequest/no-such-question");
    public static readonly Refusal NoCause = new("helprequest/no-cause");
    public static readonly Refusal CauseNotConfirmed = new("helprequest/cause-not-confirmed");
    public static readonly Refusal NoHelper = new("helprequest/no-helper");
    public static readonly Refusal NoParties = new("helprequest/no-parties");
    public static readonly Refusal NotAParty = new("helprequest/not-a-party");
    public static readonly Refusal NotAsked = new("helprequest/not-asked");
    public static readonly Refusal NoSuchAccess = new("helprequest/no-such-access");
    public static readonly Refusal StartsBeforeProposed = new("helprequest/starts-before-proposed");
    public static readonly Refusal EndsBeforeStart = new("helprequest/ends-before-start");
    public static readonly Refusal AccessTooLong = new("helprequest/access-too-long");
    public static readonly Refusal AccessIsOver = new("helprequest/access-is-over");
    public static readonly Refusal DayHasPassed = new("helprequest/day-has-passed");
    public static readonly Refusal PartyMissing = new("helprequest/party-missing");

    public static HelpRequest Initial { get; } = new(HelpStage.NotCalled, false, [], [], [], false, []);

    public static Decision<HelpEvent> Decide(HelpRequest state, HelpCommand command, Acting acting) => (state.Stage, command) switch
    {
        (HelpStage.NotCalled, CallStop) => [new StopCalled()],
        (HelpStage.NotCalled, _) => NotCalled,
        (_, CallStop) => AlreadyCalled,

        (_, EraseHelpText c) when state.Erased.Contains(c.Text) => [],
        (_, EraseHelpText c) => [new HelpTextErased(c.Text, c.Reason)],

        // What one has let others see can be taken back also when it is over, and what was learned can be shown then.
        (_, TakeBackShowing) => state.Showing.IsEmpty ? [] : [new ShowingTakenBack()],
        (_, AgreeToShow) when state.IsShown => [],
        (_, AgreeToShow c) when Missing(c.Parties, acting.Seat) is { } refusal => refusal,
        (_, AgreeToShow c) => Approval.IsByAll(c.Parties, state.Showing.Add(acting.Seat)) ? [new ShowingAgreed(acting.Seat), new ShownUpwards()] : [new ShowingAgreed(acting.Seat)],
        (_, TakeBackAccess c) when !state.Has(c.Access) => NoSuchAccess,
        (_, TakeBackAccess c) => state.Accesses[c.Access - 1].Stage is AccessStage.TakenBack ? [] : [new AccessTakenBack(c.Access)],

        (HelpStage.Ended, EndStop) => [],
        (HelpStage.Ended, _) => IsOver,
        (_, EndStop c) => [new StopEnded(c.Learned)],

        (_, AnswerStuck { Question: < 1 or > Questions }) => NoSuchQuestion,
        (_, AnswerStuck c) => [new StuckAnswered(c.Question, acting.Seat, c.Answer)],

        // A changed cause needs all anew; whoever writes it stands behind it.
        (_, StateCause c) => [new CauseStated(c.Cause), new CauseConfirmed(acting.Seat)],
        (_, ConfirmCause) when !state.HasCause => NoCause,
        (_, ConfirmCause) => state.Confirmed.Contains(acting.Seat) ? [] : [new CauseConfirmed(acting.Seat)],

        // INV-11: the right help takes that everyone around the table sees the same cause.
        (_, AskForHelp c) when HelpersOf(c).Count == 0 => NoHelper,
        (_, AskForHelp) when !state.HasCause => NoCause,
        (_, AskForHelp { Parties.Count: 0 }) => NoParties,
        (_, AskForHelp c) when !c.Parties.SelectMany(p => p).All(state.Confirmed.Contains) => CauseNotConfirmed,
        (_, AskForHelp c) => [new HelpAsked(HelpersOf(c), c.Shares)],

        (HelpStage.Stopped, _) => NotAsked,
        (_, ProposeAccess c) when Missing(c.Parties, acting.Seat) is { } refusal => refusal,
        (_, ProposeAccess c) when c.Start < acting.On => StartsBeforeProposed,
        (_, ProposeAccess c) when c.End < c.Start => EndsBeforeStart,
        (_, ProposeAccess c) when c.End > c.Start.AddMonths(LongestAccess) => AccessTooLong,
        (_, ProposeAccess c) => state.Proposed(c, acting.Seat),
        (_, AgreeAccess c) when !state.Has(c.Access) => NoSuchAccess,
        (_, AgreeAccess c) when state.Accesses[c.Access - 1].Stage is AccessStage.TakenBack || state.Accesses[c.Access - 1].End < acting.On => AccessIsOver,
        (_, AgreeAccess c) when state.Accesses[c.Access - 1].Stage is AccessStage.Given || state.Accesses[c.Access - 1].Agreed.Contains(acting.Seat) => [],
        (_, AgreeAccess c) when Missing(c.Parties, acting.Seat) is { } refusal => refusal,
        (_, AgreeAccess c) => Approval.IsByAll(c.Parties, state.Accesses[c.Access - 1].Agreed.Add(acting.Seat))
            ? [new AccessAgreed(c.Access, acting.Seat), new AccessGiven(c.Access)]
            : [new AccessAgreed(c.Access, acting.Seat)],

        (_, PlanHelpSession c) when c.Day < acting.On => DayHasPassed,
        (_, PlanHelpSession c) => [new HelpSessionPlanned(c.Day, c.Begins, c.Place)],

        // INV-11: the help is got together, or it is no help to the group.
        (_, NoteHelpSession { Parties.Count: 0 }) => NoParties,
        (_, NoteHelpSession c) when !Approval.IsByAll(c.Parties, [.. c.Present]) => PartyMissing,
        (_, NoteHelpSession c) => [new HelpSessionHeld(c.Present, c.Came)],

        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static HelpRequest Evolve(HelpRequest state, HelpEvent happened) => happened switch
    {
        StopCalled => state with { Stage = HelpStage.Stopped },
        CauseStated => state with { HasCause = true, Confirmed = [] },
        CauseConfirmed e => state with { Confirmed = state.Confirmed.Add(e.Seat) },
        HelpAsked => state with { Stage = HelpStage.Asked },
        AccessProposed e => state with { Accesses = state.Accesses.Add(new(e.End, AccessStage.Proposed, [])) },
        AccessAgreed e => state.With(e.Access, a => a with { Agreed = a.Agreed.Add(e.Seat) }),
        AccessGiven e => state.With(e.Access, a => a with { Stage = AccessStage.Given }),
        AccessTakenBack e => state.With(e.Access, a => a with { Stage = AccessStage.TakenBack }),
        ShowingAgreed e => state with { Showing = state.Showing.Add(e.Seat) },
        ShownUpwards => state with { IsShown = true },
        ShowingTakenBack => state with { Showing = [], IsShown = false },
        StopEnded => state with { Stage = HelpStage.Ended },
        HelpTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };

    private static Refusal? Missing(Many<Many<Guid>> parties, Guid seat) =>
        parties.Count == 0 ? NoParties : Approval.IsParty(parties, seat) ? null : NotAParty;

    private static Many<HelperKind> HelpersOf(AskForHelp c) =>
    [
        .. Asked(c.Union, HelperKind.Union), .. Asked(c.EmployersOrganisation, HelperKind.EmployersOrganisation), .. Asked(c.HumanResources, HelperKind.HumanResources),
        .. Asked(c.Nav, HelperKind.Nav), .. Asked(c.OccupationalHealth, HelperKind.OccupationalHealth), .. Asked(c.Researcher, HelperKind.Researcher),
        .. Asked(c.TransitionUnit, HelperKind.TransitionUnit),
    ];

    private static HelperKind[] Asked(bool isAsked, HelperKind kind) => isAsked ? [kind] : [];

    private bool Has(int access) => access >= 1 && access <= Accesses.Count;

    private Decision<HelpEvent> Proposed(ProposeAccess c, Guid seat)
    {
        var number = Accesses.Count + 1;
        HelpEvent[] both = [new AccessProposed(number, c.Seat, c.Start, c.End, c.Matters), new AccessAgreed(number, seat)];
        return Decision.Of<HelpEvent>(Approval.IsByAll(c.Parties, [seat]) ? [.. both, new AccessGiven(number)] : both);
    }

    private HelpRequest With(int access, Func<HelpAccess, HelpAccess> change) =>
        Has(access) ? this with { Accesses = Accesses.SetItem(access - 1, change(Accesses[access - 1])) } : this;
}
