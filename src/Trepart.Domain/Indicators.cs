using System.Globalization;

namespace Trepart.Domain;

/// <summary>What is measured at a workplace, a quarter at a time, beside what the groups try out (IND-01, IND-03). It proves nothing about them.</summary>
public enum Indicator
{
    /// <summary>Of the working days, in per cent.</summary>
    SickLeave,

    /// <summary>Those with a full-time position, in per cent of all.</summary>
    FullTime,
}

/// <summary>A figure of a quarter that has none.</summary>
/// <param name="Quarter">From 1 to 4.</param>
/// <param name="Percent">As it is written: "7,4", "7.4" or "7,4 %"; one decimal at most.</param>
public sealed record EnterFigure(Indicator Indicator, int Year, int Quarter, string Percent) : WorkplaceCommand;

/// <summary>Another figure of a quarter that has one. The old one stays in the history.</summary>
public sealed record CorrectFigure(Indicator Indicator, int Year, int Quarter, string Percent) : WorkplaceCommand;

/// <param name="Tenths">Of a per cent: 74 is 7,4 %.</param>
public sealed record FigureEntered(Indicator Indicator, int Year, int Quarter, int Tenths) : WorkplaceEvent;

/// <param name="Tenths">What it is now.</param>
/// <param name="Was">What it was.</param>
public sealed record FigureCorrected(Indicator Indicator, int Year, int Quarter, int Tenths, int Was) : WorkplaceEvent;

/// <summary>What a per cent and a quarter are.</summary>
public static class Figures
{
    public const int FirstYear = 2000;

    public static DateOnly StartOf(int year, int quarter) => new(year, (quarter * 3) - 2, 1);

    public static DateOnly EndOf(int year, int quarter) => new DateOnly(year, quarter * 3, 1).AddMonths(1).AddDays(-1);

    public static bool IsQuarter(int year, int quarter) => quarter is >= 1 and <= 4 && year is >= FirstYear and <= 2199;

    /// <summary>The quarter that a day lies in.</summary>
    public static (int Year, int Quarter) QuarterOf(DateOnly day) => (day.Year, ((day.Month - 1) / 3) + 1);

    /// <returns>Null where it is no per cent with one decimal at most.</returns>
    public static int? TenthsOf(string percent)
    {
        var text = percent.Trim().TrimEnd('%').Trim().Replace(',', '.');
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100 && number * 10 == decimal.Truncate(number * 10)
            ? (int)(number * 10)
            : null;
    }
}
