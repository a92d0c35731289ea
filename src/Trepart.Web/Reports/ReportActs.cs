using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Reports;

/// <summary>What can be done with a report: by the group until it is sent, and by the steering group after that.</summary>
public static class ReportActs
{
    public static readonly Act Draft = Of("draft_report", "ny-rapport", typeof(DraftReport)) with { Creates = true, Welcome = _ => new WelcomeWork() };
    public static readonly Act Edit = Of("edit_report", "endre-rapport", typeof(EditReport));

    public static readonly Act Present = Of("present_report", "legg-fram-rapport", typeof(PresentReport)) with
    {
        With = (command, table) => ((PresentReport)command) with { Parties = table.Parties },
        Counts = new(
            past => past is [ReportDrafted drafted, ..] ? (drafted.From, drafted.Until) : default,
            (command, figures) => ((PresentReport)command) with { Figures = figures }),
    };

    public static readonly Act Reopen = Of("reopen_report", "apne-rapport-igjen", typeof(ReopenReport));
    public static readonly Act Approve = Of("approve_report", "godkjenn-rapport", typeof(ApproveReport));
    public static readonly Act Send = Of("send_report", "send-rapport", typeof(SendReport));
    public static readonly Act Note = Of("add_report_note", "merknad", typeof(AddReportNote)) with { Right = Right.NoteReports };
    public static readonly Act Answer = Of("answer_report", "svar-pa-rapport", typeof(AnswerReport)) with { Right = Right.AnswerGroups };
    public static readonly Act ReturnOutcome = Of("return_report_outcome", "rapport-utfall", typeof(ReturnReportOutcome)) with { Right = Right.AnswerGroups };
    public static readonly Act NoteRead = Of("note_report_read", "svar-lest", typeof(NoteReportRead));

    public static readonly Act EraseText = Of("erase_report_text", "slett-rapporttekst", typeof(EraseReportText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseReportText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static readonly Act ChooseRhythm = new("choose_report_rhythm", "rapportrytme", Kind.ReportRhythm, typeof(ChooseReportRhythm), Right.AnswerGroups, Creates: true);

    public static IReadOnlyList<Act> OnReport { get; } = [Edit, Present, Reopen, Approve, Send, Note, Answer, ReturnOutcome, NoteRead, EraseText];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Report, command, Right.WorkInGroup);
}
