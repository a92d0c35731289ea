namespace Trepart.Domain.Tests;

public sealed class IndicatorTests
{
    private static readonly WorkplaceEvent Unit = new WorkplaceRegistered(WorkplaceLevel.Unit, "Solbakken sykehjem", null, 62);
    private static readonly WorkplaceEvent Entered = new FigureEntered(Indicator.SickLeave, 2025, 4, 74);

    private static Scenario<Workplace, WorkplaceCommand, WorkplaceEvent> Given(params WorkplaceEvent[] events) => new(events);

    private static EnterFigure Enter(string percent = "7,4", int year = 2025, int quarter = 4) => new(Indicator.SickLeave, year, quarter, percent);

    [Fact]
    public void A_figure_is_entered_once_for_a_quarter_that_is_over()
    {
        Given(Unit).When(Enter()).Then(Entered);
        Given(Unit).WhenTwice(new EnterFigure(Indicator.SickLeave, 2025, 4, "7,4")).ThenNothing();
        Given(Unit, Entered).When(Enter("7,5")).ThenRefused(Workplace.FigureIsThere);
        Given(Unit, Entered).When(new EnterFigure(Indicator.FullTime, 2025, 4, "41")).Then(new FigureEntered(Indicator.FullTime, 2025, 4, 410));
        Given(Unit).When(Enter(year: 2026, quarter: 1)).ThenRefused(Workplace.QuarterNotOver);
        Given(Unit).When(Enter(quarter: 0)).ThenRefused(Workplace.NotAQuarter);
        Given(Unit).When(Enter(quarter: 5)).ThenRefused(Workplace.NotAQuarter);
        Given(Unit).When(Enter(year: 1999)).ThenRefused(Workplace.NotAQuarter);
        Given(Unit, new WorkplaceClosed()).When(Enter()).ThenRefused(Workplace.Closed);
    }

    [Fact]
    public void A_correction_keeps_what_it_was()
    {
        var correct = new CorrectFigure(Indicator.SickLeave, 2025, 4, "7,5 %");
        Given(Unit).When(correct).ThenRefused(Workplace.NoFigure);
        Given(Unit, Entered).When(correct).Then(new FigureCorrected(Indicator.SickLeave, 2025, 4, 75, 74));
        Given(Unit, Entered).WhenTwice(new CorrectFigure(Indicator.SickLeave, 2025, 4, "7,5")).ThenNothing();
        Given(Unit, Entered, new FigureCorrected(Indicator.SickLeave, 2025, 4, 75, 74)).When(correct with { Percent = "8" }).Then(new FigureCorrected(Indicator.SickLeave, 2025, 4, 80, 75));
        Given(Unit, Entered).When(correct with { Percent = "mye" }).ThenRefused(Workplace.NotAPercent);
    }

    [Fact]
    public void Nothing_is_measured_of_fewer_than_five()
    {
        Given(Unit, new EmployeesCounted(4)).When(Enter()).ThenRefused(Workplace.TooFewEmployees);
        Given(Unit, new EmployeesCounted(5)).When(Enter()).Then(Entered);
        Given(new WorkplaceRegistered(WorkplaceLevel.Unit, "Solbakken", null, null)).When(Enter()).ThenRefused(Workplace.NotCounted);
        Given(Unit, Entered, new EmployeesCounted(4)).When(new CorrectFigure(Indicator.SickLeave, 2025, 4, "8")).ThenRefused(Workplace.TooFewEmployees);
    }

    [Theory]
    [InlineData("7,4", 74)]
    [InlineData("7.4", 74)]
    [InlineData(" 7,4 % ", 74)]
    [InlineData("7", 70)]
    [InlineData("0", 0)]
    [InlineData("100", 1000)]
    [InlineData("7,40", 74)]
    [InlineData("100,1", null)]
    [InlineData("7,45", null)]
    [InlineData("-1", null)]
    [InlineData("7 4", null)]
    [InlineData("1e1", null)]
    [InlineData("", null)]
    [InlineData("%", null)]
    public void A_per_cent_is_written_with_a_comma_or_a_point_and_one_decimal(string written, int? tenths) => Assert.Equal(tenths, Figures.TenthsOf(written));
}
