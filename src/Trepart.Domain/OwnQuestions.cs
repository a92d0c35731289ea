using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>
/// A municipality's own questions of a set, instead of those that come with the service. Each writing is a stream of its own: an exercise keeps the
/// questions that it was begun with, so that an answer stands under the question that it answered.
/// </summary>
public abstract record OwnQuestionsCommand;

/// <summary>They are asked from now on, and those that stood before are not.</summary>
public sealed record WriteQuestions(QuestionSet Set, [AskedFor] Many<Words> Questions) : OwnQuestionsCommand;

/// <summary>The service's own questions are asked again.</summary>
public sealed record WithdrawQuestions : OwnQuestionsCommand;

/// <param name="Text">One of the questions, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseQuestionText(Guid Text, ErasureReason Reason) : OwnQuestionsCommand;

public abstract record OwnQuestionsEvent;

public sealed record QuestionsWritten(QuestionSet Set, Many<Words> Questions) : OwnQuestionsEvent;

public sealed record QuestionsWithdrawn : OwnQuestionsEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record QuestionTextErased(Guid Text, ErasureReason Reason) : OwnQuestionsEvent;

/// <summary>A municipality's questions that stand for a set when an exercise begins.</summary>
/// <param name="Writing">The stream in which they were written.</param>
public sealed record QuestionsInUse(Guid Writing, int Count);

public sealed record OwnQuestions(bool IsWritten, bool IsWithdrawn, ImmutableHashSet<Guid> Erased) : IDecider<OwnQuestions, OwnQuestionsCommand, OwnQuestionsEvent>
{
    /// <summary>As many questions as a group gets through: the largest set that comes with the service has nine.</summary>
    public const int Most = 12;

    public static readonly Refusal None = new("ownquestions/none");
    public static readonly Refusal TooMany = new("ownquestions/too-many");
    public static readonly Refusal AlreadyWritten = new("ownquestions/already-written");
    public static readonly Refusal NotWritten = new("ownquestions/not-written");

    public static OwnQuestions Initial { get; } = new(false, false, []);

    public static Decision<OwnQuestionsEvent> Decide(OwnQuestions state, OwnQuestionsCommand command, Acting acting) => command switch
    {
        WriteQuestions when state.IsWritten => AlreadyWritten,
        WriteQuestions { Questions.Count: 0 } => None,
        WriteQuestions { Questions.Count: > Most } => TooMany,
        WriteQuestions c => [new QuestionsWritten(c.Set, c.Questions)],
        _ when !state.IsWritten => NotWritten,
        WithdrawQuestions when state.IsWithdrawn => [],
        WithdrawQuestions => [new QuestionsWithdrawn()],
        EraseQuestionText c when state.Erased.Contains(c.Text) => [],
        EraseQuestionText c => [new QuestionTextErased(c.Text, c.Reason)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static OwnQuestions Evolve(OwnQuestions state, OwnQuestionsEvent happened) => happened switch
    {
        QuestionsWritten => state with { IsWritten = true },
        QuestionsWithdrawn => state with { IsWithdrawn = true },
        QuestionTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };
}
