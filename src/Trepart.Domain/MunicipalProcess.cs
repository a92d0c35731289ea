using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>
/// What one asks of an important process in the municipality (viktig prosess, MET-33): who was involved in it, in which form and when. It tells what was
/// done elsewhere; what law and agreements ask for is not done here (MET-26).
/// </summary>
public abstract record ProcessCommand;

/// <param name="Owner">The office whose process it is; nobody's name.</param>
/// <param name="Workplace">What it concerns; null for the whole municipality.</param>
public sealed record RegisterProcess(
    [OneLine] Words Title, ProcessKind Kind, DateOnly BeganOn, [OneLine] Words Owner, [FromAnywhere, Workplace] Guid? Workplace = null, DateOnly? PlannedEnd = null,
    Words? About = null) : ProcessCommand;

/// <summary>How it is planned now; what stood there before stays in the story.</summary>
public sealed record EditProcess(
    [OneLine] Words Title, DateOnly BeganOn, [OneLine] Words Owner, [FromAnywhere, Workplace] Guid? Workplace = null, DateOnly? PlannedEnd = null) : ProcessCommand;

/// <summary>Who was involved one day, and how: by the part they play and their union, and never by name.</summary>
/// <param name="Organisations">The unions of the stewards that were involved.</param>
/// <param name="Matter">What it was about, where that has a place of its own here; as are the two after it.</param>
public sealed record NoteInvolvement(
    DateOnly Day, InvolvementForm Form, ProcessPhase Phase, bool Employees, bool Leaders, bool ShopStewards, bool ChiefShopStewards, bool SafetyRepresentatives,
    bool ChiefSafetyRepresentative, bool WorkingEnvironmentCommittee, bool Administration, bool Politicians, [AskedFor] Many<string> Organisations, Words? What = null,
    [FromAnywhere] Guid? Matter = null, [FromAnywhere] Guid? SteeringItem = null, [FromAnywhere] Guid? PoliticalDecision = null) : ProcessCommand;

/// <summary>It was not so: by the seat that put it down. It stays in the story.</summary>
/// <param name="Involvement">Its number in the process; the first is 1.</param>
public sealed record TakeBackInvolvement(int Involvement, Words Why) : ProcessCommand;

/// <summary>A party was not involved where it should have been. Said from its own seat, and in sight until it is answered.</summary>
public sealed record NoteLack(ProcessPhase Phase, Words What) : ProcessCommand
{
    /// <summary>The part that the acting seat plays, as it stands when the command comes in.</summary>
    public SeatRole By { get; init; }

    /// <summary>The acting seat's union; null where it has none.</summary>
    public string? Organisation { get; init; }
}

/// <param name="Lack">Its number in the process; the first is 1.</param>
public sealed record AnswerLack(int Lack, Words Answer) : ProcessCommand;

/// <param name="Result">What came of it.</param>
public sealed record EndProcess(Words Result) : ProcessCommand;

/// <param name="Text">One of its own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseProcessText(Guid Text, ErasureReason Reason) : ProcessCommand;

public abstract record ProcessEvent;

public sealed record ProcessRegistered(Words Title, ProcessKind Kind, DateOnly BeganOn, Words Owner, Guid? Workplace, DateOnly? PlannedEnd, Words? About) : ProcessEvent;

public sealed record ProcessEdited(Words Title, DateOnly BeganOn, Words Owner, Guid? Workplace, DateOnly? PlannedEnd) : ProcessEvent;

/// <param name="Seat">The seat that put it down.</param>
public sealed record InvolvementNoted(
    int Number, Guid Seat, DateOnly Day, InvolvementForm Form, ProcessPhase Phase, Many<InvolvedPart> Parts, Many<string> Organisations, Words? What, Guid? Matter, Guid? SteeringItem,
    Guid? PoliticalDecision) : ProcessEvent;

public sealed record InvolvementTakenBack(int Involvement, Words Why) : ProcessEvent;

public sealed record LackNoted(int Number, ProcessPhase Phase, InvolvedPart Part, string? Organisation, Words What) : ProcessEvent;

public sealed record LackAnswered(int Lack, Words Answer) : ProcessEvent;

public sealed record ProcessEnded(Words Result) : ProcessEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record ProcessTextErased(Guid Text, ErasureReason Reason) : ProcessEvent;

public enum ProcessKind
{
    Reorganisation,
    Budget,
    Building,
    WorkingHours,
    Technology,
    Other,
}

/// <summary>How far a process had come when someone was involved.</summary>
public enum ProcessPhase
{
    /// <summary>Before it was decided to begin.</summary>
    BeforeStart,
    WorkedOn,
    BeforeDecision,
    CarriedOut,
    Evaluated,
}

/// <summary>In which form someone was involved: from being told to agreeing. What a law or an agreement calls it stands in its own minutes.</summary>
public enum InvolvementForm
{
    Informed,
    AskedForView,

    /// <summary>A drøfting, that has its own minutes.</summary>
    Discussed,

    /// <summary>A forhandling, that has its own minutes.</summary>
    Negotiated,
    WorkedOut,
    Agreed,
}

/// <summary>Who was involved, by the part they play.</summary>
public enum InvolvedPart
{
    Employees,
    Leaders,
    ShopStewards,
    ChiefShopStewards,
    SafetyRepresentatives,
    ChiefSafetyRepresentative,
    WorkingEnvironmentCommittee,
    Administration,
    Politicians,
}

/// <param name="Involvements">The seat that put each of them down, in order.</param>
/// <param name="TakenBack">The numbers of those that were not so.</param>
/// <param name="Lacks">How many have been noted.</param>
/// <param name="Answered">The numbers of those that have an answer.</param>
public sealed record MunicipalProcess(
    bool IsRegistered, bool HasEnded, ImmutableArray<Guid> Involvements, ImmutableSortedSet<int> TakenBack, int Lacks, ImmutableSortedSet<int> Answered,
    ImmutableHashSet<Guid> Erased) : IDecider<MunicipalProcess, ProcessCommand, ProcessEvent>
{
    public static readonly Refusal NotRegistered = new("municipalprocess/not-registered");
    public static readonly Refusal AlreadyRegistered = new("municipalprocess/already-registered");
    public static readonly Refusal EndsBeforeItBegins = new("municipalprocess/ends-before-it-begins");
    public static readonly Refusal IsEnded = new("municipalprocess/is-ended");
    public static readonly Refusal NotYet = new("municipalprocess/not-yet");
    public static readonly Refusal NobodyInvolved = new("municipalprocess/nobody-involved");
    public static readonly Refusal StewardsNeedOrganisation = new("municipalprocess/stewards-need-organisation");
    public static readonly Refusal OrganisationNeedsStewards = new("municipalprocess/organisation-needs-stewards");
    public static readonly Refusal NoSuchInvolvement = new("municipalprocess/no-such-involvement");
    public static readonly Refusal NotYours = new("municipalprocess/not-yours");
    public static readonly Refusal NotAParty = new("municipalprocess/not-a-party");
    public static readonly Refusal NoSuchLack = new("municipalprocess/no-such-lack");
    public static readonly Refusal AlreadyAnswered = new("municipalprocess/already-answered");

    public static MunicipalProcess Initial { get; } = new(false, false, [], [], 0, [], []);

    public static Decision<ProcessEvent> Decide(MunicipalProcess state, ProcessCommand command, Acting acting) => command switch
    {
        RegisterProcess when state.IsRegistered => AlreadyRegistered,
        RegisterProcess c when c.PlannedEnd < c.BeganOn => EndsBeforeItBegins,
        RegisterProcess c => [new ProcessRegistered(c.Title, c.Kind, c.BeganOn, c.Owner, c.Workplace, c.PlannedEnd, c.About)],
        _ when !state.IsRegistered => NotRegistered,

        EraseProcessText c when state.Erased.Contains(c.Text) => [],
        EraseProcessText c => [new ProcessTextErased(c.Text, c.Reason)],

        // Who was involved in it, and who was not, may come to light afterwards, and an evaluation comes last.
        NoteInvolvement c when c.Day > acting.On => NotYet,
        NoteInvolvement c when PartsOf(c).Count == 0 => NobodyInvolved,
        NoteInvolvement { ShopStewards: false, ChiefShopStewards: false, Organisations.Count: > 0 } => OrganisationNeedsStewards,
        NoteInvolvement { Organisations.Count: 0 } and ({ ShopStewards: true } or { ChiefShopStewards: true }) => StewardsNeedOrganisation,
        NoteInvolvement c => [new InvolvementNoted(
            state.Involvements.Length + 1, acting.Seat, c.Day, c.Form, c.Phase, PartsOf(c), [.. c.Organisations.Distinct()], c.What, c.Matter, c.SteeringItem, c.PoliticalDecision)],
        TakeBackInvolvement c when c.Involvement < 1 || c.Involvement > state.Involvements.Length => NoSuchInvolvement,
        TakeBackInvolvement c when state.Involvements[c.Involvement - 1] != acting.Seat => NotYours,
        TakeBackInvolvement c when state.TakenBack.Contains(c.Involvement) => [],
        TakeBackInvolvement c => [new InvolvementTakenBack(c.Involvement, c.Why)],

        NoteLack c when PartOf(c.By) is null => NotAParty,
        NoteLack c => [new LackNoted(state.Lacks + 1, c.Phase, PartOf(c.By)!.Value, c.Organisation, c.What)],
        AnswerLack c when c.Lack < 1 || c.Lack > state.Lacks => NoSuchLack,
        AnswerLack c when state.Answered.Contains(c.Lack) => AlreadyAnswered,
        AnswerLack c => [new LackAnswered(c.Lack, c.Answer)],

        _ when state.HasEnded => IsEnded,
        EditProcess c when c.PlannedEnd < c.BeganOn => EndsBeforeItBegins,
        EditProcess c => [new ProcessEdited(c.Title, c.BeganOn, c.Owner, c.Workplace, c.PlannedEnd)],
        EndProcess c => [new ProcessEnded(c.Result)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static MunicipalProcess Evolve(MunicipalProcess state, ProcessEvent happened) => happened switch
    {
        ProcessRegistered => state with { IsRegistered = true },
        InvolvementNoted e => state with { Involvements = state.Involvements.Add(e.Seat) },
        InvolvementTakenBack e => state with { TakenBack = state.TakenBack.Add(e.Involvement) },
        LackNoted => state with { Lacks = state.Lacks + 1 },
        LackAnswered e => state with { Answered = state.Answered.Add(e.Lack) },
        ProcessEnded => state with { HasEnded = true },
        ProcessTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };

    /// <summary>The part that a seat speaks for here; null for one that speaks for none, such as the coordinator, who writes for all of them.</summary>
    public static InvolvedPart? PartOf(SeatRole role) => role switch
    {
        SeatRole.UnitLeader or SeatRole.DepartmentLeader => InvolvedPart.Leaders,
        SeatRole.ShopSteward => InvolvedPart.ShopStewards,
        SeatRole.ChiefShopSteward => InvolvedPart.ChiefShopStewards,
        SeatRole.SafetyRepresentative => InvolvedPart.SafetyRepresentatives,
        SeatRole.ChiefSafetyRepresentative => InvolvedPart.ChiefSafetyRepresentative,
        SeatRole.MunicipalDirector or SeatRole.HrLead => InvolvedPart.Administration,
        SeatRole.Mayor or SeatRole.Politician => InvolvedPart.Politicians,
        _ => null,
    };

    /// <summary>Whether those who play the part are told apart by their union.</summary>
    public static bool HasOrganisations(InvolvedPart part) => part is InvolvedPart.ShopStewards or InvolvedPart.ChiefShopStewards;

    private static Many<InvolvedPart> PartsOf(NoteInvolvement c) =>
    [
        .. If(c.Employees, InvolvedPart.Employees), .. If(c.Leaders, InvolvedPart.Leaders), .. If(c.ShopStewards, InvolvedPart.ShopStewards),
        .. If(c.ChiefShopStewards, InvolvedPart.ChiefShopStewards), .. If(c.SafetyRepresentatives, InvolvedPart.SafetyRepresentatives),
        .. If(c.ChiefSafetyRepresentative, InvolvedPart.ChiefSafetyRepresentative), .. If(c.WorkingEnvironmentCommittee, InvolvedPart.WorkingEnvironmentCommittee),
        .. If(c.Administration, InvolvedPart.Administration), .. If(c.Politicians, InvolvedPart.Politicians),
    ];

    private static InvolvedPart[] If(bool wasInvolved, InvolvedPart part) => wasInvolved ? [part] : [];
}
