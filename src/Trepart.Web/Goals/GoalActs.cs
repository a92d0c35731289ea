using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Goals;

/// <summary>What can be done with a group's own goals.</summary>
public static class GoalActs
{
    public static readonly Act Set = Of("set_goal", "nytt-mal", typeof(SetGoal)) with { Creates = true, Welcome = _ => new WelcomeWork() };
    public static readonly Act Revise = Of("revise_goal", "endre-mal", typeof(ReviseGoal));
    public static readonly Act Assess = Of("assess_goal", "vurder-mal", typeof(AssessGoal));
    public static readonly Act End = Of("end_goal", "avslutt-mal", typeof(EndGoal));
    public static readonly Act Reopen = Of("reopen_goal", "ta-opp-mal-igjen", typeof(ReopenGoal));

    public static readonly Act EraseText = Of("erase_goal_text", "slett-maltekst", typeof(EraseGoalText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseGoalText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnGoal { get; } = [Revise, Assess, End, Reopen, EraseText];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Goal, command, Right.WorkInGroup);
}
