using System.Text.Json.Nodes;

namespace Trepart.Tool.Simulation;

/// <content>Twice a year everyone is asked, and hears what it became at the group's next meeting.</content>
public sealed partial class SimulatedGroup
{
    private int _staffMeetings;

    private void PlanStaffMeeting(DateOnly day, DateOnly until)
    {
        if (day < until)
            PlanOn(day.AddDays(-14), () => Ask(Alias($"pm{++_staffMeetings}"), day));
    }

    private void Ask(string meeting, DateOnly day)
    {
        Line(
            "plan_staff_meeting", "leder", ("arena", Alias(Arena)), ("staff_meeting", meeting), ("day", Day(day)), ("theme", SimulatedTexts.StaffTheme(_random)),
            ("question", SimulatedTexts.StaffQuestions[0]));
        Line("ask_staff", "tv1", ("staff_meeting", meeting), ("question", SimulatedTexts.StaffQuestions[1]));
        Line("assign_part", "leder", ("staff_meeting", meeting), ("part", "Ønske velkommen"), ("seat", Alias("tv1")));
        Line("assign_part", "leder", ("staff_meeting", meeting), ("part", "Lede samtalen ved bordene"), ("seat", Alias("vo")));
        PlanOn(day, () => Gather(meeting));
    }

    private void Gather(string meeting)
    {
        Line("open_collecting", "avdeling", ("staff_meeting", meeting));
        var (wishes, worries) = (SimulatedTexts.Wishes(_random), SimulatedTexts.Worries(_random));
        Line("type_answers", "avdeling", ("staff_meeting", meeting), ("question", 1), ("answers", List(wishes)), ("table", 1));
        Line("type_answers", "avdeling", ("staff_meeting", meeting), ("question", 2), ("answers", List(worries)), ("table", 2));
        Line("close_collecting", "avdeling", ("staff_meeting", meeting));
        Line("note_taking_part", "leder", ("staff_meeting", meeting), ("present", _random.Next(_employees / 2, _employees + 1)), ("staff", _employees), ("minutes", 60));
        Plan(5, () => Sort(meeting, wishes.Count, worries.Count));
        PlanOn(MeetingFrom(_today.AddDays(8)), () => AnswerAll(meeting));
    }

    // An answer is named by its number among the meeting's.
    private void Sort(string meeting, int wishes, int worries)
    {
        Line("make_cluster", "tv2", ("staff_meeting", meeting), ("name", "Mer tid til hverandre"), ("answers", Numbered(meeting, 1, wishes)));
        Line("make_cluster", "tv2", ("staff_meeting", meeting), ("name", "Det som tar for mye tid"), ("answers", Numbered(meeting, wishes + 1, worries)));
    }

    private void AnswerAll(string meeting)
    {
        Line(
            "answer_cluster", "leder", ("staff_meeting", meeting), ("cluster", 1), ("disposition", "takenUp"), ("reason", SimulatedTexts.Answer(_random, "takenUp")),
            ("matter", _matters > 0 ? Alias($"s{_matters}") : null));
        var disposition = Pick("later", "notTakenUp");
        Line("answer_cluster", "leder", ("staff_meeting", meeting), ("cluster", 2), ("disposition", disposition), ("reason", SimulatedTexts.Answer(_random, disposition)));
    }

    private static JsonArray Numbered(string meeting, int first, int count) => List(Enumerable.Range(first, count).Select(n => $"{meeting}-{n}"));
}
