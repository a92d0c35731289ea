using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Reflection;

/// <summary>What can be done with an exercise in reflection.</summary>
public static class ReflectionActs
{
    public static readonly Act Start = new("start_exercise", "ny-ovelse", Kind.Exercise, typeof(StartExercise), Right.WorkInGroup, Creates: true)
    {
        Questions = (command, own) => command is StartExercise start ? start with { Own = own.GetValueOrDefault(start.Set) } : command,
    };

    public static readonly Act Share = Of("share_answer", "del-svar", typeof(ShareAnswer)) with { FromSeat = c => ((ShareAnswer)c).Seat };

    public static readonly Act Summarise = Of("summarise_exercise", "oppsummer-ovelsen", typeof(SummariseExercise)) with
    {
        With = (c, table) => ((SummariseExercise)c) with { Parties = table.Parties },
    };

    public static readonly Act Agree = Of("agree_summary", "si-ja-til-oppsummeringen", typeof(AgreeSummary)) with
    {
        With = (c, table) => ((AgreeSummary)c) with { Parties = table.Parties },
        FromSeat = c => ((AgreeSummary)c).Seat,
    };

    public static readonly Act Link = Of("link_exercise", "knytt-ovelsen-til-sak", typeof(LinkExercise)) with { PointsAt = c => [(Kind.Matter, ((LinkExercise)c).Matter)] };
    public static readonly Act End = Of("end_exercise", "avslutt-ovelsen", typeof(EndExercise)) with { Beside = PrivateAnswers.AddErase };

    public static readonly Act EraseText = Of("erase_exercise_text", "slett-ovelsestekst", typeof(EraseExerciseText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseExerciseText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnExercise { get; } = [Share, Summarise, Agree, Link, End, EraseText];

    public static readonly Act WriteQuestions = new("write_questions", "nye-sporsmal", Kind.Questions, typeof(WriteQuestions), Right.KeepTraining, Creates: true);

    public static readonly Act WithdrawQuestions = new("withdraw_questions", "ta-bort-sporsmalene", Kind.Questions, typeof(WithdrawQuestions), Right.KeepTraining);

    public static readonly Act EraseQuestionText = new("erase_question_text", "slett-sporsmalstekst", Kind.Questions, typeof(EraseQuestionText), Right.KeepTraining)
    {
        Erases = command => command is EraseQuestionText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    /// <summary>What can be done with the municipality's own questions.</summary>
    public static IReadOnlyList<Act> OnQuestions { get; } = [WithdrawQuestions, EraseQuestionText];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Exercise, command, Right.WorkInGroup);
}
