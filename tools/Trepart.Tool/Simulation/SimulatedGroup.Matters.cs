using System.Text.Json.Nodes;

namespace Trepart.Tool.Simulation;

/// <content>
/// The matters: one is raised the week before each meeting. What becomes of it is said at a meeting, about the same matter; the rest is done between
/// meetings. One in seven is put off, some again and again, and every fourth is tried out.
/// </content>
public sealed partial class SimulatedGroup
{
    private readonly List<OnAgenda> _agenda = [];
    private int _matters;

    private void RaiseMatter()
    {
        var (matter, theme, by) = (Alias($"s{++_matters}"), SimulatedTexts.Matter(_random), Member());
        var input = _waiting is [.., var last] && Chance(1, 2) ? last : null;
        Line("raise_matter", by, ("arena", Alias(Arena)), ("matter", matter), ("title", theme.Title), ("concern", theme.Concern), ("theme", theme.Kind), ("input", input));
        if (input is not null)
        {
            _waiting.Remove(input);
            _raised.Add(input);
        }

        Line("clarify_problem", Member(), ("matter", matter), ("problem", theme.Problem));
        if (Chance(1, 2))
            Line("mark_matter", by, ("matter", matter), ("urgency", Pick("canWait", "soon", "pressing")), ("size", Pick("small", "small", "large")), ("interest", Two()));
        if (_meetings.TryGetValue(NextMeeting, out var meeting))
            Line("add_item", by, ("meeting", meeting), ("matter", matter), ("purpose", "development"), ("planned", 20));
        foreach (var seat in SimulatedTexts.Members)
        {
            if (Chance(1, 3))
                Plan(_random.Next(1, 5), () => Line("register_view", seat, ("matter", matter), ("seat", Alias(seat)), ("view", SimulatedTexts.View(_random))));
        }

        _agenda.Add(new(matter, NextMeeting, () => TakeUp(matter, theme, 0)));
    }

    private string TakeUp(string matter, SimulatedTexts.Theme theme, int deferrals)
    {
        if (Chance(deferrals == 0 ? 15 : 36, 100))
            return Defer(matter, theme, deferrals);
        if (Chance(1, 4))
            return TryOut(matter, theme);
        if (Chance(1, 12))
            return HandOver(matter);

        Line("note_agreement", "leder", ("matter", matter), ("agreement", SimulatedTexts.Agreement(_random)), ("seats", Two()));
        PlanOn(NextMeeting, () => Line("close_matter", Member(), ("matter", matter), ("result", SimulatedTexts.Result(_random))));
        return "agreed";
    }

    private string Defer(string matter, SimulatedTexts.Theme theme, int deferrals)
    {
        var until = NextMeeting;
        Line("defer_matter", "leder", ("matter", matter), ("until", Day(until)), ("reason", SimulatedTexts.Deferred(_random)), ("talk", Two()));
        Plan(_random.Next(3, 12), () => Line("note_talk", "tv1", ("matter", matter), ("seats", Two()), ("clearer", SimulatedTexts.Clearer(_random))));
        _agenda.Add(new(matter, until, () =>
        {
            Line("take_up_matter", "leder", ("matter", matter));
            return TakeUp(matter, theme, deferrals + 1);
        }));
        return "defer";
    }

    private string HandOver(string matter)
    {
        Line("hand_over_matter", "leder", ("matter", matter), ("to", Pick("leader", "consultation", "workingEnvironmentCommittee")), ("recommendation", SimulatedTexts.Recommendation(_random)));
        Plan(_random.Next(20, 60), () =>
        {
            Line("return_outcome", "leder", ("matter", matter), ("outcome", SimulatedTexts.Outcome(_random)));
            Line("close_matter", Member(), ("matter", matter), ("result", SimulatedTexts.Result(_random)));
        });
        return "handOver";
    }

    private string TryOut(string matter, SimulatedTexts.Theme theme)
    {
        var evaluateOn = MeetingFrom(_today.AddDays(56));
        Line(
            "propose_trial", Member(), ("matter", matter), ("change", theme.Change), ("howWeKnow", SimulatedTexts.HowWeKnow(_random)), ("evaluateOn", Day(evaluateOn)),
            ("wayBack", SimulatedTexts.WayBack(_random)), ("affected", new JsonArray("De som er på vakt", "Brukerne")));
        Line("answer_hms_risk", "vo", ("matter", matter), ("risk", "noRisk"), ("explanation", "Verneombudet har sett på det sammen med lederen."));
        Line("agree_trial", "leder", ("matter", matter), ("seats", Two()));
        Line("start_trial", "leder", ("matter", matter));
        foreach (var days in new[] { 15, 27, 40 })
            Plan(days, () => Line("note_observation", Member(), ("matter", matter), ("observation", SimulatedTexts.Observation(_random))));
        _agenda.Add(new(matter, evaluateOn, () => Evaluate(matter, theme)));
        return "tryOut";
    }

    private string Evaluate(string matter, SimulatedTexts.Theme theme)
    {
        Line(
            "evaluate_trial", "leder", ("matter", matter),
            ("findings", new JsonArray(Finding(1), Finding(2))), ("learned", SimulatedTexts.Learned(_random)));
        if (Chance(1, 6))
        {
            var evaluateOn = MeetingFrom(_today.AddDays(42));
            Line("extend_trial", "leder", ("matter", matter), ("evaluateOn", Day(evaluateOn)), ("reason", "Ferien kom midt i, og vi vil se en hel periode."));
            _agenda.Add(new(matter, evaluateOn, () => Evaluate(matter, theme)));
            return "tryOut";
        }

        var kept = Chance(2, 3);
        if (kept)
            Line("make_trial_permanent", "leder", ("matter", matter), ("practice", theme.Change));
        else
            Line("revert_trial", "leder", ("matter", matter), ("reason", "Det ga ikke det vi håpet på. Nå vet vi mer om hvorfor."));
        Line("close_matter", Member(), ("matter", matter), ("result", kept ? "Det vi prøvde, er blitt slik vi gjør det." : "Vi gjør det som før og har lært av det."));
        if (kept)
            Plan(90, () => Line(Chance(4, 5) ? "note_still_in_use" : "note_slid_back", "vo", ("matter", matter), ("note", SimulatedTexts.FollowUp(_random))));
        return "closed";
    }

    private JsonObject Finding(int group) =>
        new() { ["group"] = group, ["effect"] = Pick("better", "mixed", "asBefore"), ["what"] = SimulatedTexts.Observation(_random) };

    /// <summary>A matter that is to be taken up.</summary>
    /// <param name="From">At the first meeting on or after this day.</param>
    /// <param name="TakeUp">Writes what the matter itself records of it, and says which way it goes on.</param>
    private sealed record OnAgenda(string Matter, DateOnly From, Func<string> TakeUp);
}
