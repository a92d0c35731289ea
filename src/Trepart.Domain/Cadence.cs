namespace Trepart.Domain;

/// <summary>How often a group meets. Shown, and never in anybody's way.</summary>
public static class Cadence
{
    // From one month's meeting to the next month's, when the weekday is the same, and some days for a holiday.
    private const int LongMonth = 38;

    /// <param name="days">Of the group's meetings, past and planned, in order.</param>
    /// <returns>What the group should be told; null for nothing.</returns>
    public static Advice? AdviceOn(IReadOnlyList<DateOnly> days, DateOnly today)
    {
        if (days is [])
            return Advice.PlanMeetings;
        if (days[^1] < today)
            return Advice.NoMeetingPlanned;

        // INV-14: each month in the first half year, counted from the first meeting.
        var half = days[0].AddMonths(6);
        if (today >= half)
            return null;
        var first = days.TakeWhile(d => d <= half).Append(half).ToList();
        return first.Zip(first.Skip(1)).Any(pair => pair.Second.DayNumber - pair.First.DayNumber > LongMonth) ? Advice.MonthlyAtFirst : null;
    }
}
