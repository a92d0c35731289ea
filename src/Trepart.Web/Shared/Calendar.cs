namespace Trepart.Web;

/// <summary>The municipalities' calendar: what day it is in Norway.</summary>
public sealed class Calendar(TimeProvider clock)
{
    private static readonly TimeZoneInfo Norway = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    public DateOnly Today => DateOnly.FromDateTime(Local(clock.GetUtcNow()).DateTime);

    public DateTimeOffset Now => Local(clock.GetUtcNow());

    public static DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Norway);

    /// <summary>The first moment of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(midnight, Norway.GetUtcOffset(midnight));
    }

    /// <summary>The last moment of a day, for "as known on".</summary>
    public static DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(midnight, Norway.GetUtcOffset(midnight)).AddTicks(-10);
    }
}
