using System.Text.Json.Nodes;

namespace Trepart.Tool.Simulation;

/// <content>The group's meetings: a series each half-year, and each of them from agenda to approved minutes. Three in a hundred lapse.</content>
public sealed partial class SimulatedGroup
{
    /// <summary>Those who confirm and approve for their party beside the leaders, of whom one always is there.</summary>
    private static readonly string[] Others = ["tv1", "tv2", "tv3", "vo"];

    private readonly Dictionary<DateOnly, string> _meetings = [];
    private int _series;
    private int _held;

    private void PlanSeries()
    {
        var first = MeetingFrom(_today.AddDays(7));
        var until = first.Month <= 6 ? new DateOnly(first.Year, 6, 30) : new DateOnly(first.Year, 12, 31);
        var series = Alias($"r{++_series}");
        Line(
            "plan_series", "leder", ("arena", Alias(Arena)), ("series", series), ("first", Day(first)), ("begins", Pick("13:00", "13:30", "14:15")), ("lasts", 75), ("rhythm", "monthly"),
            ("until", Day(until)), ("place", Pick("Møterommet", "Pauserommet", "Grupperom 2")), ("chair", Pick("rotating", "fixed")));
        for (var day = first; day <= until; day = MeetingFrom(day.AddDays(1)))
        {
            // The story's own name for a meeting of the series.
            var meeting = $"{series}-{Day(day)}";
            _meetings[day] = meeting;
            if (Chance(3, 100))
                PlanOn(day.AddDays(-2), () => Cancel(meeting));
            else
                PlanMeeting(meeting, day);
        }

        PlanOn(until.AddDays(-10), PlanSeries);
        PlanStaffMeeting(first.AddDays(62), until);
    }

    private void Cancel(string meeting)
    {
        _meetings.Remove(_today.AddDays(2));
        Line("cancel_meeting", "leder", ("meeting", meeting), ("reason", SimulatedTexts.Cancelled(_random)));
    }

    private void PlanMeeting(string meeting, DateOnly day)
    {
        var other = Chance(2, 3);
        if (other)
        {
            PlanOn(day.AddDays(-3), () => Line(
                "add_item", Member(), ("meeting", meeting), ("title", SimulatedTexts.Item(_random)), ("purpose", Pick("information", "development")), ("planned", 10)));
        }

        PlanOn(day, () => Hold(meeting, hasOther: other));
    }

    private void Hold(string meeting, bool hasOther)
    {
        var present = SimulatedTexts.Members.Where(m => m == "leder" || Chance(8, 9)).ToList();
        var due = _agenda.Where(a => a.From <= _today).ToList();
        _agenda.RemoveAll(due.Contains);
        foreach (var absent in SimulatedTexts.Members.Except(present))
        {
            if (due is [var first, ..] && Chance(1, 2))
                Hear(absent, meeting, ("matter", first.Matter), absent, SimulatedTexts.View(_random));
        }

        Open(meeting, present, due, asksItself: ++_held % 3 == 0);
        var actions = 0;
        if (hasOther)
        {
            Hear(Pick([.. present]), meeting, ("item", 1), present[_random.Next(present.Count)], SimulatedTexts.View(_random));
            Conclude(meeting, present, ("item", 1), "closed");
        }

        foreach (var item in due)
        {
            foreach (var seat in present.Where(_ => Chance(3, 4)).ToList())
                Hear("leder", meeting, ("matter", item.Matter), seat, Chance(4, 5) ? SimulatedTexts.View(_random) : null);
            var way = item.TakeUp();
            Conclude(meeting, present, ("matter", item.Matter), way);
            if (way is "agreed" or "tryOut" && actions < 2 && Chance(2, 3))
            {
                AgreeAction(meeting, item.Matter);
                actions++;
            }
        }

        if (actions == 0 || (actions == 1 && Chance(1, 4)))
            AgreeAction(meeting, null);
        Plan(_random.Next(4, 7), () => Present(meeting));
    }

    private void Open(string meeting, List<string> present, List<OnAgenda> due, bool asksItself)
    {
        // Someone may come when it has begun.
        var late = present.Count > 2 && Chance(1, 3) ? present[^1] : null;
        Line(
            "open_meeting", "leder", ("meeting", meeting), ("present", Seats(present.Where(p => p != late))), ("chairedBy", Alias(Pick([.. present.Where(p => p != late)]))),
            ("matters", List(due.Select(d => d.Matter))), ("cooperation", asksItself ? true : null));
        if (Chance(11, 12))
            Line("note_workday", "leder", ("meeting", meeting), ("workday", SimulatedTexts.Workday(_random)), ("services", Chance(2, 3) ? SimulatedTexts.Services(_random) : null));
        else
            Line("skip_workday", "leder", ("meeting", meeting));
        if (late is not null)
            Line("note_attendance", "leder", ("meeting", meeting), ("present", Seats(present)));
        if (asksItself)
            Line("note_cooperation", "leder", ("meeting", meeting), ("together", SimulatedTexts.Together(_random)), ("rolesUsed", Chance(1, 2) ? SimulatedTexts.RolesUsed(_random) : null));
    }

    private void Hear(string by, string meeting, (string Name, JsonNode? Value) item, string seat, string? view) =>
        Line("hear_seat", by, ("meeting", meeting), item, ("seat", Alias(seat)), ("view", view));

    // Each party confirms the way forward: at once, later that day, or the days after where it was not there. Then the minutes are ready.
    private void Conclude(string meeting, List<string> present, (string Name, JsonNode? Value) item, string way)
    {
        var atOnce = Others.Where(seat => present.Contains(seat) && Chance(1, 2)).ToList();
        Line("conclude_item", "leder", ("meeting", meeting), Copy(item), ("way", way), ("summary", SimulatedTexts.Summary(_random, way)), ("seats", Seats(["leder", .. atOnce])));
        foreach (var seat in Others.Except(atOnce))
        {
            if (present.Contains(seat))
                Line("confirm_way", seat, ("meeting", meeting), Copy(item));
            else
                Plan(_random.Next(1, 4), () => Line("confirm_way", seat, ("meeting", meeting), Copy(item)));
        }
    }

    private void Present(string meeting)
    {
        Line("present_minutes", "leder", ("meeting", meeting));
        foreach (var seat in Others.Prepend("leder"))
            Plan(_random.Next(1, 12), () => Line("approve_minutes", seat, ("meeting", meeting)));
    }

    // A node of JSON stands in one line only.
    private static (string Name, JsonNode? Value) Copy((string Name, JsonNode? Value) field) => (field.Name, field.Value?.DeepClone());
}
