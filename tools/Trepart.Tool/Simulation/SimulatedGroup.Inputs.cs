namespace Trepart.Tool.Simulation;

/// <content>What the employees bring: one a year from each, answered at the next meeting.</content>
public sealed partial class SimulatedGroup
{
    private readonly List<string> _waiting = [];
    private readonly HashSet<string> _raised = [];
    private int _inputs;

    private void GiveInput()
    {
        var (input, text) = (Alias($"i{++_inputs}"), SimulatedTexts.Input(_random));
        Line("give_input", "ansatte", ("arena", Alias(Arena)), ("input", input), ("kind", Pick("problem", "suggestion", "question", "praise")), ("text", text));
        if (Chance(1, 30))
        {
            Plan(1, () => Line("withdraw_input", "ansatte", ("input", input)));
            return;
        }

        _waiting.Add(input);
        PlanOn(NextMeeting, () => Answer(input));
        if (Chance(1, 8))
            AskGiver(input);
    }

    private void AskGiver(string input) => Plan(_random.Next(1, 4), () =>
    {
        Line("ask_giver", Member(), ("input", input), ("question", SimulatedTexts.Question(_random)));
        if (Chance(3, 4))
            Plan(_random.Next(1, 6), () => Line("reply_to_group", "ansatte", ("input", input), ("reply", SimulatedTexts.Reply(_random))));
    });

    // Four in ten are not taken up, each with a reason. What a matter was raised from is.
    private void Answer(string input)
    {
        _waiting.Remove(input);
        if (_raised.Contains(input))
        {
            Line("answer_input", Member(), ("input", input), ("disposition", "takenUp"), ("reason", SimulatedTexts.Answer(_random, "takenUp")));
        }
        else if (Chance(1, 15))
        {
            Line("route_input", "leder", ("input", input), ("to", Pick("leader", "humanResources", "safetyRepresentative")), ("reason", SimulatedTexts.Routed(_random)));
        }
        else
        {
            var disposition = Pick("notTakenUp", "notTakenUp", "takenUp", "takenUp", "later");
            Line("answer_input", Member(), ("input", input), ("disposition", disposition), ("reason", SimulatedTexts.Answer(_random, disposition)));
            if (disposition == "takenUp" && _matters > 0 && Chance(1, 2))
                Line("link_input", Member(), ("input", input), ("matter", Alias($"s{_matters}")));
        }

        if (Chance(2, 3))
            Plan(_random.Next(1, 9), () => Line("note_answer_read", "ansatte", ("input", input)));
    }
}
