using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Decisions;

/// <summary>What can be done with political decisions and with wins.</summary>
public static class DecisionActs
{
    public static readonly Act Register = new("register_decision", "nytt-vedtak", Kind.PoliticalDecision, typeof(RegisterDecision), Right.AnswerGroups, Creates: true);

    public static readonly Act NoteUsed = new("note_learning_used", "laering-brukt", Kind.PoliticalDecision, typeof(NoteLearningUsed), Right.AnswerGroups)
    {
        PointsAt = command => command is NoteLearningUsed c
            ? [.. c.Experiences.Select(e => (Kind.Experience, e)), .. c.Reports.Select(r => (Kind.Report, r))] : [],
    };

    public static readonly Act Link = new("link_to_decision", "knytt-til-vedtak", Kind.DecisionLink, typeof(LinkToDecision), Right.WorkInGroup, Creates: true)
    {
        Welcome = _ => new WelcomeWork(),
        PointsAt = command => command is LinkToDecision c
            ? [(Kind.PoliticalDecision, c.PoliticalDecision), .. Of(Kind.Matter, c.Matter), .. Of(Kind.Report, c.Report)] : [],
    };

    public static readonly Act NoteRead = new("note_use_read", "bruk-lest", Kind.DecisionLink, typeof(NoteUseRead), Right.WorkInGroup, Creates: true)
    {
        Welcome = _ => new WelcomeWork(),
        PointsAt = command => [(Kind.PoliticalDecision, ((NoteUseRead)command).PoliticalDecision)],
    };

    public static readonly Act Celebrate = new("celebrate_win", "ny-seier", Kind.Win, typeof(CelebrateWin), Right.WorkInGroup, Creates: true)
    {
        Welcome = _ => new WelcomeWork(),
        PointsAt = command => command is CelebrateWin c ? [.. Of(Kind.Matter, c.Matter)] : [],
    };

    public static readonly Act Congratulate = new("congratulate", "gratuler", Kind.Win, typeof(Congratulate), Right.AnswerGroups);

    private static (Kind Kind, Guid Stream)[] Of(Kind kind, Guid? stream) => stream is { } id ? [(kind, id)] : [];
}
