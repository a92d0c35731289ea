using System.Text.Json.Nodes;

namespace Trepart.Tool.Simulation;

/// <summary>
/// The working year of one group, as a story: who sits there and how they agree to work, what the employees bring, and what the group makes of it
/// at its monthly meetings. What it plays stands in a file each. The same seed tells the same story, and more days go on with it.
/// </summary>
/// <param name="number">The group's number in its municipality; the first is 1.</param>
public sealed partial class SimulatedGroup(string tenant, int number, int seed, DateOnly from, DateOnly to)
{
    private readonly Random _random = new(StableHash($"{seed} {tenant} {number}"));
    private readonly PriorityQueue<Action, (DateOnly On, int Order)> _planned = new();
    private readonly List<string> _lines = [];
    private int _order;
    private DateOnly _today;

    public static string Municipality(string tenant) => $"{char.ToUpperInvariant(tenant[0])}{tenant[1..]}".Replace('-', ' ');

    public byte[] Story()
    {
        _today = from;
        Begin();
        for (_today = from; _today <= to; _today = _today.AddDays(1))
        {
            var due = new List<Action>();
            while (_planned.TryPeek(out _, out var when) && when.On <= _today)
                due.Add(_planned.Dequeue());
            foreach (var act in due)
                act();
            if (IsWorkday(_today))
                Workday();
        }

        return System.Text.Encoding.UTF8.GetBytes(string.Join('\n', _lines));
    }

    private void Workday()
    {
        if (Chance(_employees, 230))
            GiveInput();
        if (MeetingFrom(_today) == _today.AddDays(7))
            RaiseMatter();
    }

    /// <summary>The first of the group's days on or after a day: the second Thursday of each month, none in July.</summary>
    private static DateOnly MeetingFrom(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        var meeting = first.AddDays((((int)DayOfWeek.Thursday - (int)first.DayOfWeek + 7) % 7) + 7);
        return meeting < day || meeting.Month == 7 ? MeetingFrom(first.AddMonths(1)) : meeting;
    }

    private DateOnly NextMeeting => MeetingFrom(_today.AddDays(1));

    private void Plan(int days, Action act) => PlanOn(_today.AddDays(days), act);

    // People write on workdays. What was planned first comes first on a day.
    private void PlanOn(DateOnly on, Action act)
    {
        while (!IsWorkday(on))
            on = on.AddDays(1);
        _planned.Enqueue(act, (on, _order++));
    }

    private static bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>A group's own number leads each alias, so that two groups' stories of one municipality tell of different things.</summary>
    private string Alias(string name) => $"g{number}-{name}";

    private JsonArray Seats(IEnumerable<string> seats) => List(seats.Select(Alias));

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private JsonArray Two() => Seats(["tv1", "leder"]);

    private string Member() => SimulatedTexts.Members[_random.Next(SimulatedTexts.Members.Count)];

    private bool Chance(int of, int all) => _random.Next(all) < of;

    private string Pick(params ReadOnlySpan<string> from) => from[_random.Next(from.Length)];

    // by is a seat's name here; in the file it is the holding. What is null is left out.
    private void Line(string act, string? by, params IReadOnlyList<(string Name, JsonNode? Value)> fields)
    {
        var line = new JsonObject { ["do"] = act, ["at"] = Day(_today) };
        if (by is not null)
            line["by"] = Alias("h-" + by);
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                line[name] = value;
        }

        Write(line);
    }

    private void Write(JsonObject line) => _lines.Add(line.ToJsonString());

    private static string Day(DateOnly day) => $"{day:yyyy-MM-dd}";

    // The same in every process, which GetHashCode is not.
    private static int StableHash(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}
