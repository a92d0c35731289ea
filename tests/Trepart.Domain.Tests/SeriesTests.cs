using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class SeriesTests
{
    private static readonly TimeOnly Nine = new(9, 0);

    private static Scenario<Series, SeriesCommand, SeriesEvent> Given(params SeriesEvent[] events) => new(events);

    private static PlanSeries Plan(DateOnly first, Rhythm rhythm, DateOnly until) => new(first, Nine, 60, rhythm, until);

    [Fact]
    public void A_series_is_planned_once_and_for_a_year_at_most()
    {
        Given().WhenTwice(new PlanSeries(March, Nine, 60, Rhythm.Monthly, September)).ThenRefused(Series.AlreadyPlanned);
        Given().When(Plan(January, Rhythm.Monthly, September)).ThenRefused(Series.BeginsInThePast);
        Given().When(Plan(March, Rhythm.Monthly, February)).ThenRefused(Series.EndsBeforeItBegins);
        Given().When(Plan(March, Rhythm.Monthly, March.AddMonths(14))).ThenRefused(Series.TooLong);
        Given().When(Plan(March, Rhythm.Monthly, September) with { Lasts = 0 }).ThenRefused(Meeting.LastsWrong);
    }

    [Fact]
    public void Each_month_it_is_the_same_one_of_the_same_weekday() =>
        Assert.Equal(
            [new(2026, 9, 9), new(2026, 10, 14), new(2026, 11, 11), new(2026, 12, 9), new(2027, 1, 13)],
            Series.Days(Plan(new(2026, 9, 9), Rhythm.Monthly, new(2027, 2, 1))));

    [Fact]
    public void Where_a_month_has_no_fifth_one_it_is_the_last() =>
        Assert.Equal([new(2026, 9, 30), new(2026, 10, 28), new(2026, 11, 25), new(2026, 12, 30)], Series.Days(Plan(new(2026, 9, 30), Rhythm.Monthly, new(2026, 12, 31))));

    [Theory]
    [InlineData(Rhythm.Weekly, 7)]
    [InlineData(Rhythm.EveryOtherWeek, 14)]
    public void Weeks_are_counted_in_days(Rhythm rhythm, int days) =>
        Assert.Equal([February, February.AddDays(days)], Series.Days(Plan(February, rhythm, February.AddDays((2 * days) - 1))));

    [Fact]
    public void What_cannot_be_planned_has_no_days() => Assert.Empty(Series.Days(Plan(February, Rhythm.Weekly, February.AddMonths(40))));

    [Fact]
    public void Monthly_meetings_are_advised_in_the_first_half_year_and_not_after()
    {
        DateOnly[] monthly = [.. Series.Days(Plan(January, Rhythm.Monthly, January.AddMonths(6)))];
        Assert.Null(Cadence.AdviceOn(monthly, February));
        Assert.Equal(Advice.MonthlyAtFirst, Cadence.AdviceOn([monthly[0], .. monthly[2..]], February));
        Assert.Null(Cadence.AdviceOn([monthly[0], .. monthly[3..], January.AddMonths(10)], January.AddMonths(8)));
        Assert.Equal(Advice.PlanMeetings, Cadence.AdviceOn([], February));
        Assert.Equal(Advice.NoMeetingPlanned, Cadence.AdviceOn([January], February));
    }
}
