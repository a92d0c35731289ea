namespace Trepart.Domain;

/// <summary>What one asks of a series of meetings (møterekke).</summary>
public abstract record SeriesCommand;

/// <summary>Meetings at a fixed time that everyone at the workplace can know (AG-09). Each becomes a meeting of its own in the same append.</summary>
/// <param name="Until">The last day on which there may be one.</param>
/// <param name="CooperationEvery">How often the group asks itself how it works together (AG-13); null for the usual.</param>
public sealed record PlanSeries(
    DateOnly First, TimeOnly Begins, int Lasts, Rhythm Rhythm, DateOnly Until, string? Place = null, ChairForm Chair = ChairForm.Nobody, int? CooperationEvery = null)
    : SeriesCommand;

public abstract record SeriesEvent;

public sealed record SeriesPlanned(
    DateOnly First, TimeOnly Begins, int Lasts, Rhythm Rhythm, DateOnly Until, string? Place, ChairForm Chair, int? CooperationEvery) : SeriesEvent;

public enum Rhythm
{
    /// <summary>The usual, and what is advised in the first half year (INV-14).</summary>
    Monthly,
    Weekly,
    EveryOtherWeek,
    EveryOtherMonth,
    Quarterly,
}

/// <summary>Who leads the talk (MTG-12).</summary>
public enum ChairForm
{
    Nobody,
    Fixed,
    Rotating,
}

public sealed record Series(bool IsPlanned) : IDecider<Series, SeriesCommand, SeriesEvent>
{
    /// <summary>Whoever plans for longer plans again, so that someone has asked whether the rhythm still fits.</summary>
    public const int LongestInMonths = 13;

    public static readonly Refusal AlreadyPlanned = new("series/already-planned");
    public static readonly Refusal BeginsInThePast = new("series/begins-in-the-past");
    public static readonly Refusal EndsBeforeItBegins = new("series/ends-before-it-begins");
    public static readonly Refusal TooLong = new("series/too-long");

    public static Series Initial { get; } = new(false);

    public static Decision<SeriesEvent> Decide(Series state, SeriesCommand command, Acting acting) => command switch
    {
        PlanSeries when state.IsPlanned => AlreadyPlanned,
        PlanSeries c when c.First < acting.On => BeginsInThePast,
        PlanSeries c when c.Until < c.First => EndsBeforeItBegins,
        PlanSeries c when c.Until > c.First.AddMonths(LongestInMonths) => TooLong,
        PlanSeries c when !Meeting.CanLast(c.Lasts) => Meeting.LastsWrong,
        PlanSeries c => [new SeriesPlanned(c.First, c.Begins, c.Lasts, c.Rhythm, c.Until, c.Place, c.Chair, c.CooperationEvery)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Series Evolve(Series state, SeriesEvent happened) => new(true);

    /// <summary>The days of the meetings: the same weekday, and for whole months the same one of them in its month ("second Wednesday").</summary>
    public static IEnumerable<DateOnly> Days(PlanSeries plan)
    {
        // What cannot be planned has no days; the rule itself says why.
        var last = plan.Until <= plan.First.AddMonths(LongestInMonths) ? plan.Until : plan.First.AddDays(-1);
        for (var n = 0; ; n++)
        {
            var day = plan.Rhythm switch
            {
                Rhythm.Weekly => plan.First.AddDays(7 * n),
                Rhythm.EveryOtherWeek => plan.First.AddDays(14 * n),
                Rhythm.Monthly => SameWeekday(plan.First, n),
                Rhythm.EveryOtherMonth => SameWeekday(plan.First, 2 * n),
                Rhythm.Quarterly => SameWeekday(plan.First, 3 * n),
                _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Rhythm, null),
            };
            if (day > last)
                yield break;
            yield return day;
        }
    }

    private static DateOnly SameWeekday(DateOnly first, int months)
    {
        var start = new DateOnly(first.Year, first.Month, 1).AddMonths(months);
        var day = start.AddDays((((int)first.DayOfWeek - (int)start.DayOfWeek + 7) % 7) + (7 * ((first.Day - 1) / 7)));
        return day.Month == start.Month ? day : day.AddDays(-7);
    }
}
