using System.Globalization;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Matters;
using Trepart.Web.Seats;

namespace Trepart.Web.Meetings;

/// <summary>What the forms of a meeting have to choose from, and what stands in them from the start.</summary>
/// <param name="matters">The group's matters, where one can be put on the agenda.</param>
public sealed class MeetingChoices(Visit visit, MeetingStory story, IReadOnlyList<SeatInfo> around, IReadOnlyList<MatterRow> matters, Telling telling)
{
    private static readonly int[] Lengths = [30, 45, 60, 75, 90, 120, 150, 180, 240];

    /// <summary>A plan as the method advises it: each month, for the first half year (INV-14).</summary>
    public static JsonObject Beginning(Act act, DateOnly? day, DateOnly today)
    {
        var body = new JsonObject { ["lasts"] = "60", ["chair"] = "nobody" };
        if (act == MeetingActs.Plan)
        {
            body["day"] = Written(day);
            return body;
        }

        body["rhythm"] = "monthly";
        body["until"] = Written(today.AddMonths(6));
        body["cooperationEvery"] = $"{Meeting.UsualCooperationEvery}";
        return body;
    }

    public static FormChoices ForPlan(Language text) => FormChoices.None with
    {
        OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>>
        {
            ["lasts"] = Minutes(text, Lengths),
            ["cooperationEvery"] = [.. Enumerable.Range(1, 6).Select(n => ($"{n}", n == 1 ? text["meeting.every-meeting"] : text.Say("meeting.every-n", ("n", n))))],
        },
    };

    public static IReadOnlyList<(string Value, string Text)> Minutes(Language text, IEnumerable<int> lengths) =>
        [.. lengths.Select(n => ($"{n}", text.Say("meeting.minutes", ("n", n))))];

    public Draft DraftFor(Act act)
    {
        var body = new JsonObject();
        if (act == MeetingActs.Move)
        {
            body["day"] = Written(story.Row.Day);
            body["begins"] = story.Row.At.ToString("HH:mm", CultureInfo.InvariantCulture);
            body["place"] = story.Row.Place;
        }
        else if (act == MeetingActs.NoteWorkday && story.Last<WorkdayNoted>() is { } workday)
        {
            body["workday"] = story.Text(workday.Workday);
            body["services"] = story.Text(workday.Services);
        }
        else if (act == MeetingActs.NoteCooperation && story.Last<CooperationNoted>() is { } cooperation)
        {
            body["together"] = story.Text(cooperation.Together);
            body["rolesUsed"] = story.Text(cooperation.RolesUsed);
        }
        else if (act == MeetingActs.Open)
        {
            // Everyone, until the group says otherwise; and whose turn it is, where they take turns.
            body["present"] = new JsonArray([.. around.Select(s => JsonValue.Create(s.Id.ToString()))]);
            if (story.Row.Chair is ChairForm.Rotating && around.Count > 0)
                body["chairedBy"] = around[(story.Row.Number - 1) % around.Count].Id.ToString();
        }
        else if (act == MeetingActs.AddItem)
        {
            body["purpose"] = "development";
        }

        return Draft.New(story.Version) with { Body = body };
    }

    public FormChoices For(Act act, AgendaItem item)
    {
        IReadOnlyCollection<Guid> chosen = act.Name switch
        {
            "note_attendance" or "conclude_item" => story.State.Present,
            "hear_seat" when story.State.Stage is MeetingStage.Planned => visit.Who.Holding(Right.WorkInGroup, story.Row.Arena) is { } mine ? [mine.Seat.Id] : [],
            _ => [],
        };
        IReadOnlyList<(string, string)> aboutItem = item is { Matter: { } matter } ? [("matter", matter.ToString())] : item is { Number: { } number } ? [("item", $"{number}")] : [];
        return new(Seats(act, item), chosen, [], null, [])
        {
            Hidden = act == MeetingActs.AddItem ? null : ["item", "matter", "matters", "cooperation"],
            Fixed = act == MeetingActs.Open
                ? [.. story.Items.Select(i => i.Item.Matter).OfType<Guid>().Select(m => ("matters", m.ToString())), ("cooperation", story.Row.AsksAboutCooperation ? "true" : "false")]
                : act == MeetingActs.AddItem ? null : aboutItem,
            OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>>
            {
                ["planned"] = Minutes(visit.Text, [5, 10, 15, 20, 30, 45, 60]),
                ["matter"] = [.. matters.Where(m => m.Stage is not MatterStage.Closed).Select(m => (m.Id.ToString(), m.Title ?? visit.Text["words.erased"]))],
                ["entry"] = [.. story.Events.Select(e => (e.Version.ToString(CultureInfo.InvariantCulture), $"{e.Version}. {telling.Tell(e).Sentences[0]}"))],
                ["text"] = TextChoices.Of(story.Events, story.Words),
            },
        };
    }

    // The round begins with another seat for each item.
    private IReadOnlyList<SeatInfo> Seats(Act act, AgendaItem item) =>
        act == MeetingActs.Hear ? [.. MeetingStory.Rotated(around, Math.Max(0, story.Items.ToList().FindIndex(i => i.Item == item)) + story.Row.Number)] : around;

    private static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
