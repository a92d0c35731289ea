using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of the steering group's foundation. It lies in the arena's own stream, since there is one of it and it lives as long.</summary>
public abstract record SteeringCommand : ArenaCommand;

/// <summary>That the municipality works this way was decided somewhere (MET-05): here it is noted, and never made.</summary>
/// <param name="Reference">The case's number in the archive.</param>
/// <param name="Policy">Where the employer policy can be read.</param>
public sealed record NoteFounding(
    FoundingBody Body, DateOnly DecidedOn, Words Text, [OneLine] Words? Reference = null, [OneLine(Max = 500), Https] Words? Policy = null) : SteeringCommand;

/// <summary>The committee of the decision line that the steering group refers to: another body, also where the same people sit there (MET-06, SG-11).</summary>
/// <param name="Name">What the committee is called.</param>
/// <param name="How">How the two keep each other informed.</param>
/// <param name="BuiltOnIt">The steering group began from that committee (SG-08, SG-09).</param>
public sealed record NoteAnchoring([OneLine] Words Name, Words How, bool BuiltOnIt = false) : SteeringCommand;

/// <param name="Seats">Those who are there from now on. All have the same rights (SG-09).</param>
public sealed record ConstituteSteeringGroup([Seat, AskedFor] Many<Guid> Seats, Words? Note = null) : SteeringCommand;

/// <summary>It takes time to find the form (SG-36): whether it is still being tried or has settled is the group's own to say.</summary>
public sealed record MarkSetUp(SetUp SetUp) : SteeringCommand;

/// <summary>The steering group's mandate: what it is for and what it does (SG-12). Each version is kept.</summary>
public sealed record AdoptCharter(Words Charter, DateOnly ReviewOn) : SteeringCommand;

/// <summary>The mandate goes on as it stands, and is looked at again on a later day (SG-38).</summary>
public sealed record RenewCharter(DateOnly ReviewOn, Words? Note = null) : SteeringCommand;

/// <summary>What the arena is in the eyes of the law, as someone has assessed it (SG-26, MET-11). Nobody is assumed to have done so.</summary>
/// <param name="Office">Which has assessed it, such as the municipality's lawyer, and nobody's name.</param>
public sealed record AssessLegalStatus(LegalStatus Status, [OneLine] Words Office, Words Assessment) : SteeringCommand;

/// <summary>Which composition the group compares itself with. It is advice: nothing is stopped by it.</summary>
/// <param name="Reason">Why another than the handbook's.</param>
public sealed record ChooseComposition(SteeringTemplate Template, Words? Reason = null) : SteeringCommand;

public sealed record NoteSteeringDeviation(SteeringPoint Point, Words Reason) : SteeringCommand;

/// <summary>After an election others may come (SG-07).</summary>
/// <param name="Held">The election's day.</param>
/// <param name="LastDay">The last day of those who are elected now.</param>
/// <param name="Seats">The seats that are the elected's.</param>
public sealed record NoteElection(DateOnly Held, DateOnly LastDay, [Seat, AskedFor] Many<Guid> Seats) : SteeringCommand;

/// <summary>What the steering group talks about, beside the eight that it begins with (SG-27).</summary>
public sealed record AddSteeringTheme([OneLine] Words Name) : SteeringCommand;

/// <param name="Theme">Its number in the group's list.</param>
public sealed record DropSteeringTheme(int Theme) : SteeringCommand;

/// <summary>Whether an item with this theme has its place here. Asked where one is put up, and never by anyone.</summary>
public sealed record WelcomeItem(int? Theme) : SteeringCommand;

public abstract record SteeringEvent : ArenaEvent;

public sealed record FoundingNoted(FoundingBody Body, DateOnly DecidedOn, Words Text, Words? Reference, Words? Policy) : SteeringEvent;

public sealed record AnchoringNoted(Words Name, Words How, bool BuiltOnIt) : SteeringEvent;

public sealed record SteeringGroupConstituted(Many<Guid> Seats, Words? Note) : SteeringEvent;

public sealed record SetUpMarked(SetUp SetUp) : SteeringEvent;

public sealed record CharterAdopted(Words Charter, DateOnly ReviewOn) : SteeringEvent;

public sealed record CharterRenewed(DateOnly ReviewOn, Words? Note) : SteeringEvent;

public sealed record LegalStatusAssessed(LegalStatus Status, Words Office, Words Assessment) : SteeringEvent;

public sealed record CompositionChosen(SteeringTemplate Template, Words? Reason) : SteeringEvent;

public sealed record SteeringDeviationNoted(SteeringPoint Point, Words Reason) : SteeringEvent;

public sealed record ElectionNoted(DateOnly Held, DateOnly LastDay, Many<Guid> Seats) : SteeringEvent;

public sealed record SteeringThemeAdded(int Theme, Words Name) : SteeringEvent;

public sealed record SteeringThemeDropped(int Theme) : SteeringEvent;

/// <summary>Who has decided that the municipality works this way.</summary>
public enum FoundingBody
{
    Council,
    ExecutiveBoard,
    JointCommittee,
    MunicipalDirector,
    Other,
}

public enum SetUp
{
    Draft,
    Established,
}

public enum LegalStatus
{
    /// <summary>What holds until someone has assessed it.</summary>
    NotAssessed,

    /// <summary>A place to talk, which decides nothing.</summary>
    DialogueArena,

    /// <summary>A body under the Local Government Act, with what follows of open meetings and habilitet.</summary>
    MunicipalBody,
}

/// <param name="Themes">The numbers of those that are in use; the eight of TriPart until the group says otherwise.</param>
/// <param name="LastTheme">The highest number that has been used.</param>
public sealed record Steering(
    DateOnly? ReviewOn, SetUp SetUp, SteeringTemplate Template, DateOnly? Election, bool IsConstituted, ImmutableSortedSet<int> Themes, int LastTheme)
{
    /// <summary>How many themes a list begins with.</summary>
    public const int StarterThemes = 8;

    /// <summary>Topics from law and agreements: some of them are to be formally discussed elsewhere (SG-32).</summary>
    public const int LawAndAgreements = 6;

    /// <summary>Working environment and sick leave: first and foremost the working environment committee's (SG-34).</summary>
    public const int WorkingEnvironment = 8;

    public static readonly Refusal OnlyForSteeringGroup = new("steering/only-for-steering-group");
    public static readonly Refusal DecidedInTheFuture = new("steering/decided-in-the-future");
    public static readonly Refusal NobodySits = new("steering/nobody-sits");
    public static readonly Refusal ReviewMustBeLater = new("steering/review-must-be-later");
    public static readonly Refusal NoCharter = new("steering/no-charter");
    public static readonly Refusal StatusNeedsAssessment = new("steering/status-needs-assessment");
    public static readonly Refusal NoElectedSeats = new("steering/no-elected-seats");
    public static readonly Refusal LastDayBeforeElection = new("steering/last-day-before-election");
    public static readonly Refusal NoSuchTheme = new("steering/no-such-theme");

    public static Steering Initial { get; } = new(null, SetUp.Draft, SteeringTemplate.Handbook, null, false, [.. Enumerable.Range(1, StarterThemes)], StarterThemes);

    internal static Decision<ArenaEvent> Decide(Steering state, SteeringCommand command, Acting acting) => command switch
    {
        NoteFounding c when c.DecidedOn > acting.On => DecidedInTheFuture,
        NoteFounding c => [new FoundingNoted(c.Body, c.DecidedOn, c.Text, c.Reference, c.Policy)],
        NoteAnchoring c => [new AnchoringNoted(c.Name, c.How, c.BuiltOnIt)],
        ConstituteSteeringGroup { Seats.Count: 0 } => NobodySits,
        ConstituteSteeringGroup c => [new SteeringGroupConstituted(c.Seats, c.Note)],
        MarkSetUp c when c.SetUp == state.SetUp => [],
        MarkSetUp c => [new SetUpMarked(c.SetUp)],

        AdoptCharter c when c.ReviewOn <= acting.On => ReviewMustBeLater,
        AdoptCharter c => [new CharterAdopted(c.Charter, c.ReviewOn)],
        RenewCharter when state.ReviewOn is null => NoCharter,
        RenewCharter c when c.ReviewOn <= acting.On || c.ReviewOn <= state.ReviewOn => ReviewMustBeLater,
        RenewCharter c => [new CharterRenewed(c.ReviewOn, c.Note)],

        // "Not assessed" is where everyone begins; it is not something that someone has come to.
        AssessLegalStatus { Status: LegalStatus.NotAssessed } => StatusNeedsAssessment,
        AssessLegalStatus c => [new LegalStatusAssessed(c.Status, c.Office, c.Assessment)],

        ChooseComposition { Reason: null } c when c.Template == state.Template => [],
        ChooseComposition c => [new CompositionChosen(c.Template, c.Reason)],
        NoteSteeringDeviation c => [new SteeringDeviationNoted(c.Point, c.Reason)],

        NoteElection { Seats.Count: 0 } => NoElectedSeats,
        NoteElection c when c.LastDay < c.Held => LastDayBeforeElection,
        NoteElection c => [new ElectionNoted(c.Held, c.LastDay, c.Seats)],

        AddSteeringTheme c => [new SteeringThemeAdded(state.LastTheme + 1, c.Name)],
        DropSteeringTheme c when c.Theme < 1 || c.Theme > state.LastTheme => NoSuchTheme,
        DropSteeringTheme c when !state.Themes.Contains(c.Theme) => [],
        DropSteeringTheme c => [new SteeringThemeDropped(c.Theme)],
        WelcomeItem { Theme: { } theme } when !state.Themes.Contains(theme) => NoSuchTheme,
        WelcomeItem => [],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    internal static Steering Evolve(Steering state, SteeringEvent happened) => happened switch
    {
        SteeringGroupConstituted => state with { IsConstituted = true },
        SetUpMarked e => state with { SetUp = e.SetUp },
        CharterAdopted e => state with { ReviewOn = e.ReviewOn },
        CharterRenewed e => state with { ReviewOn = e.ReviewOn },
        CompositionChosen e => state with { Template = e.Template },
        ElectionNoted e => state with { Election = e.Held, IsConstituted = false },
        SteeringThemeAdded e => state with { Themes = state.Themes.Add(e.Theme), LastTheme = Math.Max(state.LastTheme, e.Theme) },
        SteeringThemeDropped e => state with { Themes = state.Themes.Remove(e.Theme) },
        _ => state,
    };
}
