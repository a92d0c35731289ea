namespace Trepart.Domain;

/// <summary>What one asks of a mandate: an auditor's leave to read, for a task, in a part of the municipality, for a time.</summary>
public abstract record MandateCommand;

/// <param name="Holding">A new id for this person's time as auditor; only the register knows who it is.</param>
/// <param name="Purpose">What is to be looked into. The law ties the right to see to a task.</param>
/// <param name="HistoryFrom">Only what happened on this day or later; null for all that went before.</param>
/// <param name="HistoryTo">Only what happened on this day or earlier; null for all that comes.</param>
/// <param name="Start">The first day on which the auditor may read.</param>
/// <param name="End">The last.</param>
public sealed record GrantMandate(
    [Made] Guid Holding, AuditAuthority Authority, LegalBasis Basis, Words Purpose, bool WholeMunicipality, [Arena] Many<Guid> Arenas, DateOnly? HistoryFrom,
    DateOnly? HistoryTo, DateOnly Start, DateOnly End) : MandateCommand;

public sealed record ChangeMandateEnd(DateOnly End, Words Reason) : MandateCommand;

/// <summary>Ends it at once: the auditor can read nothing from the same moment.</summary>
public sealed record EndMandate(Words Reason) : MandateCommand;

public abstract record MandateEvent;

public sealed record MandateGranted(
    Guid Holding, AuditAuthority Authority, LegalBasis Basis, Words Purpose, bool WholeMunicipality, Many<Guid> Arenas, DateOnly? HistoryFrom,
    DateOnly? HistoryTo, DateOnly Start, DateOnly End) : MandateEvent;

public sealed record MandateEndChanged(DateOnly End, Words Reason) : MandateEvent;

public sealed record MandateEnded(Words Reason) : MandateEvent;

/// <summary>Whom the auditor acts for.</summary>
public enum AuditAuthority
{
    ControlCommittee,
    MunicipalAuditor,
    InternalControl,
    LabourInspection,
    DataProtectionAuthority,
    CountyGovernor,
    ParliamentaryOmbudsman,
}

/// <summary>What gives the auditor the right to see.</summary>
public enum LegalBasis
{
    /// <summary>Kommuneloven § 23-2.</summary>
    ControlCommitteeAccess,

    /// <summary>Kommuneloven § 24-10.</summary>
    AuditorAccess,

    /// <summary>Kommuneloven § 25-1.</summary>
    InternalControl,

    /// <summary>Arbeidsmiljøloven § 18-5.</summary>
    LabourInspectionAccess,

    /// <summary>The data protection regulation, article 58.</summary>
    DataProtectionAccess,

    /// <summary>Kommuneloven, chapter 30.</summary>
    StateSupervision,

    /// <summary>Sivilombudsloven.</summary>
    OmbudsmanAccess,

    /// <summary>The municipality has asked for it, for a task of its own.</summary>
    AgreedTask,
}

/// <param name="IsEnded">It was ended before its time.</param>
public sealed record Mandate(bool IsGranted, DateOnly Start, DateOnly End, bool IsEnded) : IDecider<Mandate, MandateCommand, MandateEvent>
{
    /// <summary>In years, from the first day. Whoever needs longer is granted a new one, so that someone has thought about it.</summary>
    public const int Longest = 1;

    public static readonly Refusal NotGranted = new("mandate/not-granted");
    public static readonly Refusal AlreadyGranted = new("mandate/already-granted");
    public static readonly Refusal BasisOfAnother = new("mandate/basis-of-another");
    public static readonly Refusal NoArena = new("mandate/no-arena");
    public static readonly Refusal WholeOrChosen = new("mandate/whole-or-chosen");
    public static readonly Refusal HistoryBackwards = new("mandate/history-backwards");
    public static readonly Refusal StartsBeforeGranted = new("mandate/starts-before-granted");
    public static readonly Refusal EndsBeforeStart = new("mandate/ends-before-start");
    public static readonly Refusal TooLong = new("mandate/too-long");
    public static readonly Refusal EndHasPassed = new("mandate/end-has-passed");
    public static readonly Refusal IsOver = new("mandate/is-over");

    public static Mandate Initial { get; } = new(false, default, default, false);

    public static Decision<MandateEvent> Decide(Mandate state, MandateCommand command, Acting acting) => command switch
    {
        GrantMandate when state.IsGranted => AlreadyGranted,
        GrantMandate c when !Fits(c.Authority, c.Basis) => BasisOfAnother,
        GrantMandate { WholeMunicipality: false, Arenas.Count: 0 } => NoArena,
        GrantMandate { WholeMunicipality: true, Arenas.Count: > 0 } => WholeOrChosen,
        GrantMandate c when c.HistoryTo < c.HistoryFrom => HistoryBackwards,
        GrantMandate c when c.Start < acting.On => StartsBeforeGranted,
        GrantMandate c when Wrong(c.Start, c.End) is { } refusal => refusal,
        GrantMandate c => [new MandateGranted(
            c.Holding, c.Authority, c.Basis, c.Purpose, c.WholeMunicipality, c.Arenas, c.HistoryFrom, c.HistoryTo, c.Start, c.End)],
        _ when !state.IsGranted => NotGranted,
        EndMandate when state.IsEnded => [],
        _ when state.IsEnded || acting.On > state.End => IsOver,
        EndMandate c => [new MandateEnded(c.Reason)],
        ChangeMandateEnd c when c.End == state.End => [],
        ChangeMandateEnd c when Wrong(state.Start, c.End) is { } refusal => refusal,
        ChangeMandateEnd c when c.End < acting.On => EndHasPassed,
        ChangeMandateEnd c => [new MandateEndChanged(c.End, c.Reason)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Mandate Evolve(Mandate state, MandateEvent happened) => happened switch
    {
        MandateGranted e => new(true, e.Start, e.End, false),
        MandateEndChanged e => state with { End = e.End },
        MandateEnded => state with { IsEnded = true },
        _ => state,
    };

    private static Refusal? Wrong(DateOnly start, DateOnly end) => end < start ? EndsBeforeStart : end > start.AddYears(Longest) ? TooLong : null;

    // What one authority may ask for is no ground for another; who works for the municipality itself may also do so by agreement.
    private static bool Fits(AuditAuthority authority, LegalBasis basis) => authority switch
    {
        AuditAuthority.ControlCommittee => basis is LegalBasis.ControlCommitteeAccess or LegalBasis.AgreedTask,
        AuditAuthority.MunicipalAuditor => basis is LegalBasis.AuditorAccess or LegalBasis.AgreedTask,
        AuditAuthority.InternalControl => basis is LegalBasis.InternalControl or LegalBasis.AgreedTask,
        AuditAuthority.LabourInspection => basis is LegalBasis.LabourInspectionAccess,
        AuditAuthority.DataProtectionAuthority => basis is LegalBasis.DataProtectionAccess,
        AuditAuthority.CountyGovernor => basis is LegalBasis.StateSupervision,
        AuditAuthority.ParliamentaryOmbudsman => basis is LegalBasis.OmbudsmanAccess,
        _ => false,
    };
}
