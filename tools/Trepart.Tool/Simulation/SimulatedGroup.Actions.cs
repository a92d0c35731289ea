namespace Trepart.Tool.Simulation;

/// <content>Who does what by when: most is done in time, some goes on or is put away, and some is left lying.</content>
public sealed partial class SimulatedGroup
{
    private int _actions;

    private void AgreeAction(string meeting, string? matter)
    {
        var (action, due) = (Alias($"t{++_actions}"), NextMeeting);
        string[] seats = _random.Next(5) switch
        {
            < 3 => [Member()],
            3 => ["leder", "vo"],
            _ => [],
        };
        Line(
            "agree_action", "leder", ("arena", Alias(Arena)), ("action", action), ("what", SimulatedTexts.Action(_random)), ("seats", Seats(seats)), ("due", Day(due)),
            ("joint", seats.Length > 1 ? true : null), ("meeting", meeting), ("matter", matter));
        if (seats is [var taker, ..])
            GoOn(action, taker, due);
        else
            Plan(_random.Next(1, 8), () => Take(action, due));
    }

    private void Take(string action, DateOnly due)
    {
        // Everyone at the workplace may.
        var taker = Chance(1, 3) ? "ansatte" : Member();
        Line("take_action", taker, ("action", action));
        GoOn(action, taker, due);
    }

    private void GoOn(string action, string taker, DateOnly due)
    {
        void Complete() => Line("complete_action", taker, ("action", action), ("note", Chance(1, 2) ? SimulatedTexts.Done(_random) : null));
        switch (_random.Next(20))
        {
            case < 14:
                Plan(_random.Next(3, 24), Complete);
                break;
            case < 17:
                PlanOn(due, () =>
                {
                    Line("carry_action", "leder", ("action", action), ("due", Day(NextMeeting)), ("reason", SimulatedTexts.Carried(_random)));
                    Plan(_random.Next(5, 30), Complete);
                });
                break;
            case 17:
                PlanOn(due, () => Line("drop_action", "leder", ("action", action), ("reason", SimulatedTexts.Dropped(_random))));
                break;
        }
    }
}
