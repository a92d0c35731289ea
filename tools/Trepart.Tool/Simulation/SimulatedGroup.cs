using System.Text.Json.Nodes;

namespace Trepart.Tool.Simulation;

/// <summary>
/// The days of one working group, as a story: who sits there, what the employees bring, and what the group makes of it at its monthly meetings.
/// Once a fortnight someone gives an input, once a month a matter is raised, every fourth of them is tried out. The same seed tells the same story.
/// </summary>
/// <param name="number">The group's number in its municipality; the first is 1.</param>
public sealed class SimulatedGroup(string tenant, int number, int seed, DateOnly from, DateOnly to)
{
    private const string Arena = "gruppa";

    private readonly Random _random = new(StableHash($"{seed} {tenant} {number}"));
    private readonly PriorityQueue<Action, (DateOnly On, int Order)> _planned = new();
    private readonly List<string> _lines = [];
    private int _order;
    private int _inputs;
    private int _matters;
    private DateOnly _today;

    /// <summary>A group's own number leads each alias, so that two groups' stories of one municipality tell of different things.</summary>
    private string Alias(string name) => $"g{number}-{name}";

    public byte[] Story()
    {
        _today = from;
        Write(new JsonObject { ["do"] = "create_municipality", ["tenant"] = tenant, ["name"] = $"{Municipality(tenant)} kommune", ["written"] = "nb", ["at"] = $"{from:yyyy-MM-dd}" });
        FillSeats();
        for (_today = from; _today <= to; _today = _today.AddDays(1))
        {
            var due = new List<Action>();
            while (_planned.TryPeek(out _, out var when) && when.On <= _today)
                due.Add(_planned.Dequeue());
            foreach (var act in due)
                act();
            if (_today.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                Workday();
        }

        return System.Text.Encoding.UTF8.GetBytes(string.Join('\n', _lines));
    }

    public static string Municipality(string tenant) => $"{char.ToUpperInvariant(tenant[0])}{tenant[1..]}".Replace('-', ' ');

    private void FillSeats()
    {
        Line("establish_arena", null, ("arena", Alias(Arena)), ("kind", "workingGroup"), ("name", SimulatedTexts.Group(_random)), ("workplace", SimulatedTexts.Workplace(_random, number)));
        foreach (var (seat, role, union) in SimulatedTexts.Seats)
        {
            var established = new List<(string, JsonNode?)> { ("arena", Alias(Arena)), ("seat", Alias(seat)), ("role", role) };
            if (union is not null)
                established.Add(("organisation", union));
            Line("establish_seat", null, [.. established]);
            Line("take_seat", null, ("seat", Alias(seat)), ("holding", Alias("h-" + seat)), ("person", Alias("p-" + seat)), ("name", SimulatedTexts.Person(_random)));
        }
    }

    private void Workday()
    {
        if (Chance(26, 230))
            GiveInput();
        if (_today == Meeting(_today))
            RaiseMatterNow();
    }

    private void GiveInput()
    {
        var (input, text) = (Alias($"i{++_inputs}"), SimulatedTexts.Input(_random));
        Line("give_input", "ansatte", ("arena", Alias(Arena)), ("input", input), ("kind", Pick("problem", "suggestion", "question", "praise")), ("text", text));
        if (Chance(1, 30))
        {
            Plan(1, () => Line("withdraw_input", "ansatte", ("input", input)));
            return;
        }

        PlanMeeting(() =>
        {
            if (Chance(1, 15))
                Line("route_input", "leder", ("input", input), ("to", Pick("leader", "humanResources", "safetyRepresentative")), ("reason", SimulatedTexts.Routed(_random)));
            else
                Line("answer_input", Member(), ("input", input), ("disposition", Pick("takenUp", "later", "notTakenUp")), ("reason", SimulatedTexts.Answer(_random)));
            if (Chance(2, 3))
                Plan(_random.Next(1, 9), () => Line("note_answer_read", "ansatte", ("input", input)));
        });
    }

    private void RaiseMatterNow()
    {
        var (matter, theme) = (Alias($"s{++_matters}"), SimulatedTexts.Matter(_random));
        Line("raise_matter", Member(), ("arena", Alias(Arena)), ("matter", matter), ("title", theme.Title), ("concern", theme.Concern), ("theme", theme.Kind));
        Line("clarify_problem", Member(), ("matter", matter), ("problem", theme.Problem));
        foreach (var seat in SimulatedTexts.Members)
        {
            if (Chance(2, 3))
                Line("register_view", seat, ("matter", matter), ("seat", Alias(seat)), ("view", SimulatedTexts.View(_random)));
        }

        if (Chance(1, 3))
        {
            Line("defer_matter", "leder", ("matter", matter), ("until", $"{Meeting(_today.AddDays(14)):yyyy-MM-dd}"), ("reason", SimulatedTexts.Deferred(_random)), ("talk", Two()));
            Plan(_random.Next(3, 12), () => Line("note_talk", "tv1", ("matter", matter), ("seats", Two()), ("clearer", SimulatedTexts.Clearer(_random))));
            PlanMeeting(() =>
            {
                Line("take_up_matter", "leder", ("matter", matter));
                Conclude(matter, theme);
            });
        }
        else
        {
            Conclude(matter, theme);
        }
    }

    private void Conclude(string matter, SimulatedTexts.Theme theme)
    {
        if (!Chance(1, 4))
        {
            Line("note_agreement", "leder", ("matter", matter), ("agreement", SimulatedTexts.Agreement(_random)), ("seats", Two()));
            PlanMeeting(() => Line("close_matter", Member(), ("matter", matter), ("result", SimulatedTexts.Result(_random))));
            return;
        }

        var evaluateOn = Meeting(_today.AddDays(56));
        Line(
            "propose_trial", Member(), ("matter", matter), ("change", theme.Change), ("howWeKnow", SimulatedTexts.HowWeKnow(_random)), ("evaluateOn", $"{evaluateOn:yyyy-MM-dd}"),
            ("wayBack", SimulatedTexts.WayBack(_random)), ("affected", new JsonArray("De som er på vakt", "Brukerne")));
        Line("answer_hms_risk", "vo", ("matter", matter), ("risk", "noRisk"), ("explanation", "Verneombudet har sett på det sammen med lederen."));
        Line("agree_trial", "leder", ("matter", matter), ("seats", Two()));
        Line("start_trial", "leder", ("matter", matter));
        Plan(20, () => Line("note_observation", Member(), ("matter", matter), ("observation", SimulatedTexts.Observation(_random))));
        Plan(40, () => Line("note_observation", Member(), ("matter", matter), ("observation", SimulatedTexts.Observation(_random))));
        PlanOn(evaluateOn, () => Evaluate(matter, theme));
    }

    private void Evaluate(string matter, SimulatedTexts.Theme theme)
    {
        Line(
            "evaluate_trial", "leder", ("matter", matter),
            ("findings", new JsonArray(Finding(1), Finding(2))), ("learned", SimulatedTexts.Learned(_random)));
        if (Chance(1, 6))
        {
            var evaluateOn = Meeting(_today.AddDays(42));
            Line("extend_trial", "leder", ("matter", matter), ("evaluateOn", $"{evaluateOn:yyyy-MM-dd}"), ("reason", "Ferien kom midt i, og vi vil se en hel periode."));
            PlanOn(evaluateOn, () => Evaluate(matter, theme));
            return;
        }

        var kept = Chance(2, 3);
        if (kept)
            Line("make_trial_permanent", "leder", ("matter", matter), ("practice", theme.Change));
        else
            Line("revert_trial", "leder", ("matter", matter), ("reason", "Det ga ikke det vi håpet på. Nå vet vi mer om hvorfor."));
        Line("close_matter", Member(), ("matter", matter), ("result", kept ? "Det vi prøvde, er blitt slik vi gjør det." : "Vi gjør det som før og har lært av det."));
        if (kept)
            Plan(90, () => Line(Chance(4, 5) ? "note_still_in_use" : "note_slid_back", "vo", ("matter", matter), ("note", SimulatedTexts.FollowUp(_random))));
    }

    private JsonObject Finding(int group) =>
        new() { ["group"] = group, ["effect"] = Pick("better", "mixed", "asBefore"), ["what"] = SimulatedTexts.Observation(_random) };

    /// <summary>The group's meeting in the month of a day, or the next month's where that day has passed it: the second Thursday, none in July.</summary>
    private static DateOnly Meeting(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        var meeting = first.AddDays(((int)DayOfWeek.Thursday - (int)first.DayOfWeek + 7) % 7 + 7);
        return meeting < day || meeting.Month == 7 ? Meeting(first.AddMonths(1)) : meeting;
    }

    private void Plan(int days, Action act) => PlanOn(_today.AddDays(days), act);

    private void PlanMeeting(Action act) => PlanOn(Meeting(_today.AddDays(1)), act);

    private void PlanOn(DateOnly on, Action act) => _planned.Enqueue(act, (on, _order++));

    private JsonArray Two() => new(Alias("tv1"), Alias("leder"));

    private string Member() => SimulatedTexts.Members[_random.Next(SimulatedTexts.Members.Count)];

    private bool Chance(int of, int all) => _random.Next(all) < of;

    private string Pick(params ReadOnlySpan<string> from) => from[_random.Next(from.Length)];

    // by is a seat's name here; in the file it is the holding.
    private void Line(string act, string? by, params IReadOnlyList<(string Name, JsonNode? Value)> fields)
    {
        var line = new JsonObject { ["do"] = act, ["at"] = $"{_today:yyyy-MM-dd}" };
        if (by is not null)
            line["by"] = Alias("h-" + by);
        foreach (var (name, value) in fields)
            line[name] = value;
        Write(line);
    }

    private void Write(JsonObject line) => _lines.Add(line.ToJsonString());

    // The same in every process, which GetHashCode is not.
    private static int StableHash(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
}
