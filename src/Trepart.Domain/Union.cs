using System.Text.RegularExpressions;

namespace Trepart.Domain;

/// <summary>
/// What one asks of a union (fagforening) at a group's workplace: whether it is asked to take part, and what it answers. About the organisation,
/// and never about who is a member of it, or how many.
/// </summary>
public abstract record UnionCommand;

/// <param name="Organisation">One that has members at the workplace.</param>
public sealed record NoteUnion(string Organisation) : UnionCommand;

/// <summary>Asked to take part; also once more, after an answer (ROL-34).</summary>
public sealed record InviteUnion : UnionCommand;

public sealed record NoteUnionAccepts : UnionCommand;

/// <param name="Reason">Where the union has given one. It owes nobody any.</param>
public sealed record NoteUnionDeclines(Words? Reason) : UnionCommand;

/// <param name="Seat">The representative of another union, who speaks for this one too.</param>
public sealed record NoteUnionRepresented([Seat] Guid Seat) : UnionCommand;

/// <summary>It has no members here any more.</summary>
public sealed record NoteUnionGone : UnionCommand;

public abstract record UnionEvent;

public sealed record UnionNoted(string Organisation) : UnionEvent;

public sealed record UnionInvited : UnionEvent;

public sealed record UnionAccepted : UnionEvent;

public sealed record UnionDeclined(Words? Reason) : UnionEvent;

public sealed record UnionRepresented(Guid Seat) : UnionEvent;

public sealed record UnionGone : UnionEvent;

public enum UnionStage
{
    NotNoted,

    /// <summary>Known to be there, and not asked.</summary>
    Noted,
    Invited,
    Accepted,
    Declined,
    Represented,
    Gone,
}

/// <param name="Speaker">The seat that represents it; null where none does.</param>
public sealed partial record Union(UnionStage Stage, bool IsInvited, Guid? Speaker) : IDecider<Union, UnionCommand, UnionEvent>
{
    public static readonly Refusal NotThere = new("union/not-noted");
    public static readonly Refusal AlreadyThere = new("union/already-noted");
    public static readonly Refusal NotInvited = new("union/not-invited");
    public static readonly Refusal IsGone = new("union/gone");

    public static readonly Refusal NoNumberOfMembers = new("union/no-number-of-members");

    public static Union Initial { get; } = new(UnionStage.NotNoted, false, null);

    public static Decision<UnionEvent> Decide(Union state, UnionCommand command, Acting acting) => command switch
    {
        NoteUnion when state.Stage is not UnionStage.NotNoted => AlreadyThere,

        // How many are members of what is nowhere to be written, and this is the one place where it could be.
        NoteUnion c when MemberCount().IsMatch(c.Organisation) => NoNumberOfMembers,
        NoteUnion c => [new UnionNoted(c.Organisation)],
        _ when state.Stage is UnionStage.NotNoted => NotThere,
        NoteUnionGone when state.Stage is UnionStage.Gone => [],
        NoteUnionGone => [new UnionGone()],
        _ when state.Stage is UnionStage.Gone => IsGone,
        InviteUnion => [new UnionInvited()],

        // What a union answers is never assumed: it has been asked first.
        _ when !state.IsInvited => NotInvited,
        NoteUnionAccepts when state.Stage is UnionStage.Accepted => [],
        NoteUnionAccepts => [new UnionAccepted()],
        NoteUnionDeclines c => [new UnionDeclined(c.Reason)],
        NoteUnionRepresented c when state.Stage is UnionStage.Represented && state.Speaker == c.Seat => [],
        NoteUnionRepresented c => [new UnionRepresented(c.Seat)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Union Evolve(Union state, UnionEvent happened) => happened switch
    {
        UnionNoted => state with { Stage = UnionStage.Noted },
        UnionInvited => state with { Stage = UnionStage.Invited, IsInvited = true },
        UnionAccepted => state with { Stage = UnionStage.Accepted, Speaker = null },
        UnionDeclined => state with { Stage = UnionStage.Declined, Speaker = null },
        UnionRepresented e => state with { Stage = UnionStage.Represented, Speaker = e.Seat },
        UnionGone => state with { Stage = UnionStage.Gone },
        _ => state,
    };

    [GeneratedRegex(@"\(\s*\d+\s*\)|\d+\s*(medlem|stk|pers|%)|[:=]\s*\d+\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MemberCount();
}
