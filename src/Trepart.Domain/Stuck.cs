namespace Trepart.Domain;

/// <summary>When a group is reminded that it may stop for a while (HLP-01). Shown to the group alone, and never in anybody's way.</summary>
public static class Stuck
{
    private const int ManyDeferrals = 3;
    private const int Lapsed = 2;

    // So long after the last meeting that a group that meets monthly has missed two.
    private const int LongSince = 75;

    /// <param name="deferrals">Of the open matter that has been deferred most.</param>
    /// <param name="lastMet">The last meeting that was held; null where none is on record.</param>
    /// <param name="lapsed">Meetings since then that were cancelled, or planned and never opened.</param>
    public static IEnumerable<Advice> AdviceOn(int deferrals, DateOnly? lastMet, int lapsed, DateOnly today)
    {
        if (deferrals >= ManyDeferrals)
            yield return Advice.StopAsDeferredOften;
        if (lapsed >= Lapsed || today.DayNumber - lastMet?.DayNumber > LongSince)
            yield return Advice.StopAsMeetingsLapse;
    }
}
