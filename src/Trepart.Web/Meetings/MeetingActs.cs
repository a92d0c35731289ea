using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Import;
using Trepart.Web.Seats;

namespace Trepart.Web.Meetings;

/// <summary>What can be done with series, meetings and actions.</summary>
public static class MeetingActs
{
    /// <summary>A series is one decision, and each of its meetings a stream of its own: all of them are begun in the same append.</summary>
    public static readonly Act PlanSeries = new("plan_series", "ny-moterekke", Kind.Series, typeof(PlanSeries), Right.WorkInGroup, Creates: true)
    {
        Begins = (command, series) => command is PlanSeries c
            ?
            [
                .. Series.Days(c).Select(day => (
                    Kind.Meeting, StableId.Of(day, "meeting", series.ToString()),
                    (object)new PlanMeeting(day, c.Begins, c.Lasts, c.Place, c.Chair) { Series = series, CooperationEvery = c.CooperationEvery })),
            ]
            : [],
    };

    public static readonly Act Plan = Of("plan_meeting", "nytt-mote", typeof(PlanMeeting)) with { Creates = true };
    public static readonly Act Move = Of("move_meeting", "flytt-mote", typeof(MoveMeeting));
    public static readonly Act Cancel = Of("cancel_meeting", "avlys-mote", typeof(CancelMeeting));
    public static readonly Act AddItem = Of("add_item", "nytt-punkt", typeof(AddItem)) with { PointsAt = c => Matters(((AddItem)c).Matter) };
    public static readonly Act Hear = Of("hear_seat", "runde", typeof(HearSeat)) with { PointsAt = c => Matters(((HearSeat)c).Matter) };
    public static readonly Act Open = Of("open_meeting", "apne-motet", typeof(OpenMeeting)) with { PointsAt = c => [.. ((OpenMeeting)c).Matters.Select(m => (Kind.Matter, m))] };
    public static readonly Act Attend = Of("note_attendance", "oppmote", typeof(NoteAttendance));
    public static readonly Act NoteWorkday = Of("note_workday", "fast-punkt", typeof(NoteWorkday)) with { With = (command, table) => ((NoteWorkday)command) with { Of = table.Kind } };
    public static readonly Act SkipWorkday = Of("skip_workday", "hopp-over-fast-punkt", typeof(SkipWorkday)) with { With = (command, table) => ((SkipWorkday)command) with { Of = table.Kind } };
    public static readonly Act NoteCooperation = Of("note_cooperation", "samarbeidet", typeof(NoteCooperation));
    public static readonly Act Conclude = Of("conclude_item", "vei-videre", typeof(ConcludeItem)) with { PointsAt = c => Matters(((ConcludeItem)c).Matter) };
    public static readonly Act Confirm = Of("confirm_way", "bekreft-vei-videre", typeof(ConfirmWay)) with { PointsAt = c => Matters(((ConfirmWay)c).Matter) };

    public static readonly Act Present = Of("present_minutes", "legg-fram-referat", typeof(PresentMinutes)) with
    {
        With = (command, table) => ((PresentMinutes)command) with { Parties = table.Parties, Of = table.Kind },
    };

    public static readonly Act Reopen = Of("reopen_minutes", "apne-referat-igjen", typeof(ReopenMinutes));
    public static readonly Act Approve = Of("approve_minutes", "godkjenn-referat", typeof(ApproveMinutes));
    public static readonly Act Correct = Of("correct_minutes", "rett-referat", typeof(CorrectMinutes));

    public static readonly Act EraseText = Of("erase_meeting_text", "slett-motetekst", typeof(EraseMeetingText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseMeetingText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnMeeting { get; } =
    [
        Move, Cancel, AddItem, Hear, Open, Attend, NoteWorkday, SkipWorkday, NoteCooperation, Conclude, Confirm, Present, Reopen, Approve, Correct, EraseText,
    ];

    private static IReadOnlyList<(Kind Kind, Guid Stream)> Matters(Guid? matter) => matter is { } id ? [(Kind.Matter, id)] : [];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Meeting, command, Right.WorkInGroup);
}

/// <summary>What can be done with an action.</summary>
public static class ActionActs
{
    public static readonly Act Agree = Of("agree_action", "nytt-tiltak", typeof(AgreeAction)) with
    {
        Creates = true,
        PointsAt = command => command is AgreeAction c
            ? [.. c.Meeting is { } meeting ? new[] { (Kind.Meeting, meeting) } : [], .. c.Matter is { } matter ? new[] { (Kind.Matter, matter) } : []]
            : [],
    };

    public static readonly Act Take = Of("take_action", "ta-tiltaket", typeof(TakeAction)) with { Right = Right.TakeAction };
    public static readonly Act Complete = Of("complete_action", "tiltaket-er-gjort", typeof(CompleteAction)) with { Right = Right.TakeAction };
    public static readonly Act Carry = Of("carry_action", "ta-tiltaket-videre", typeof(CarryAction));
    public static readonly Act Drop = Of("drop_action", "legg-bort-tiltaket", typeof(DropAction));

    public static readonly Act EraseText = Of("erase_action_text", "slett-tiltakstekst", typeof(EraseActionText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseActionText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnAction { get; } = [Take, Complete, Carry, Drop, EraseText];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Action, command, Right.WorkInGroup);
}
