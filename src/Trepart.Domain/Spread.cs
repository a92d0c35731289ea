namespace Trepart.Domain;

/// <summary>How far the method has come in a municipality or county (SYS-18). An order of time, not of worth.</summary>
public enum SpreadStatus
{
    NoContact,
    Interested,
    Starting,
    Active,
    Paused,
}

public static class Spread
{
    /// <summary>How long a municipality may go without a meeting and still be told as active: a half-year with a summer in it.</summary>
    public const int QuietMonths = 6;

    /// <summary>What a municipality that has begun is told as.</summary>
    /// <param name="lastMeeting">The last one held in any of its groups; null where there has been none.</param>
    public static SpreadStatus StatusOf(DateOnly? lastMeeting, DateOnly today) => lastMeeting switch
    {
        null => SpreadStatus.Starting,
        { } day when day.AddMonths(QuietMonths) < today => SpreadStatus.Paused,
        _ => SpreadStatus.Active,
    };
}
