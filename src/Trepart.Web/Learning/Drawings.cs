using System.Globalization;
using Trepart.Domain;

namespace Trepart.Web.Learning;

/// <summary>The measures of a picture that fits a phone: 360 wide, and as high as it takes.</summary>
public static class Drawing
{
    public const int Width = 360;
    public const int Margin = 8;
    public const int Inner = Width - (2 * Margin);

    /// <summary>A number as SVG writes it.</summary>
    public static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>As much of a text as there is room for, cut between words where it can be.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;

        var space = text.LastIndexOf(' ', most - 1);
        return text[..(space > most / 2 ? space : most - 1)].TrimEnd(' ', ',', ';', ':', '–') + "…";
    }
}

/// <summary>The way from inputs to lasting practice: bars under one another, as wide as their numbers, and bands for what goes on to the next.</summary>
public sealed class PathDrawing
{
    private const int BarHeight = 20;
    private const int Step = 72;
    private const int Top = 24;
    private const double Gap = 4;
    private const double Legible = 200;

    private readonly double _unit;

    public PathDrawing(LearningPath path)
    {
        var most = Math.Max(Math.Max(path.Inputs, path.Matters), 1);
        _unit = (Drawing.Inner - (Gap * Math.Max(path.Outcomes.Count - 1, 0))) / most;

        Inputs = Row(0, path.Inputs, path.InMatters);
        Matters = Row(1, path.Matters, path.Tried);
        Tried = Row(2, path.Tried, path.Tried);

        IsMagnified = path.Tried * _unit < Legible;
        var unit = IsMagnified ? (Drawing.Inner - (Gap * (path.Outcomes.Count - 1))) / Math.Max(path.Tried, 1) : _unit;
        double from = Drawing.Margin, to = Drawing.Margin;
        foreach (var (stage, count) in path.Outcomes)
        {
            Outcomes.Add((stage, count, new Box(to, Y(3), count * unit, BarHeight)));
            Bands.Add(BandOf(2, from, count * _unit, to, count * unit));
            from += count * _unit;
            to += (count * unit) + Gap;
        }

        if (path.Tried > 0)
            Bands.Insert(0, BandOf(1, Drawing.Margin, path.Tried * _unit, Drawing.Margin, path.Tried * _unit));
    }

    public Bar Inputs { get; }

    public Bar Matters { get; }

    public Bar Tried { get; }

    /// <summary>What came of the trials is drawn wider than the rest, since it would be too narrow to read.</summary>
    public bool IsMagnified { get; }

    public List<(TrialStage Stage, int Count, Box Box)> Outcomes { get; } = [];

    /// <summary>Polygons, as SVG writes their points.</summary>
    public List<string> Bands { get; } = [];

    public int Height => Y(3) + BarHeight + 8;

    public static int Y(int row) => Top + (row * Step);

    /// <summary>Where the words above a bar stand.</summary>
    public static int WordsY(int row) => Y(row) - 7;

    private Bar Row(int row, int all, int goesOn) => new(
        new Box(Drawing.Margin, Y(row), all * _unit, BarHeight), new Box(Drawing.Margin, Y(row), Math.Min(goesOn, all) * _unit, BarHeight));

    private static string BandOf(int row, double from, double fromWidth, double to, double toWidth)
    {
        var (top, bottom) = (Y(row) + BarHeight, Y(row + 1));
        return string.Join(' ', new (double X, double Y)[] { (from, top), (from + fromWidth, top), (to + toWidth, bottom), (to, bottom) }
            .Select(p => $"{Drawing.N(p.X)},{Drawing.N(p.Y)}"));
    }

    /// <param name="All">The whole bar.</param>
    /// <param name="GoesOn">The part of it that goes on to the next.</param>
    public sealed record Bar(Box All, Box GoesOn);
}

/// <summary>A rectangle.</summary>
public sealed record Box(double X, double Y, double Width, double Height);

/// <summary>The trials on a time line, the oldest on top: from when until when, when each is evaluated, and how long what was kept has lasted.</summary>
public sealed class LineDrawing
{
    /// <summary>More lines than this do not fit a picture.</summary>
    public const int Most = 20;

    private const int RowHeight = 68;
    private const int Top = 48;
    private const int LabelWidth = 72;
    private const int MostTicks = 4;

    private static readonly int[] TickSteps = [1, 2, 3, 6, 12, 24, 60, 120];

    private readonly DateOnly _from;
    private readonly int _days;

    public LineDrawing(IReadOnlyList<TrialRow> newestFirst, DateOnly since, DateOnly today)
    {
        var trials = newestFirst.Take(Most).Reverse().ToList();
        var starts = trials.Min(t => t.StartedOn);
        _from = starts > since ? new DateOnly(starts.Year, starts.Month, 1) : since;
        var last = trials.Select(t => t.EvaluateOn ?? today).Append(today).Max();
        _days = Math.Max(last.DayNumber - _from.DayNumber, 30);

        TodayX = X(today);
        Lines = [.. trials.Index().Select(t => LineOf(t.Index, t.Item, today))];
        Height = Top + (trials.Count * RowHeight) + 4;
        Ticks = TicksTo(last);
    }

    public int Height { get; }

    public double TodayX { get; }

    public IReadOnlyList<Line> Lines { get; }

    /// <summary>The firsts of some months, with room for their names.</summary>
    public IReadOnlyList<(DateOnly Day, double X)> Ticks { get; }

    private Line LineOf(int index, TrialRow trial, DateOnly today)
    {
        var y = Top + (index * RowHeight);
        var barEnd = trial.Stage is TrialStage.Running ? Later(today, trial.EvaluateOn) : trial.EndedOn ?? trial.EvaluatedOn ?? today;
        var lastsTo = trial.Stage switch { TrialStage.Permanent => today, TrialStage.SlidBack => trial.FollowedUpOn, _ => null };
        var held = trial.EvaluatedOn is { } evaluated && evaluated >= _from ? X(evaluated) : (double?)null;
        var planned = trial is { Stage: TrialStage.Running, EvaluateOn: { } evaluate } ? X(evaluate) : (double?)null;
        var start = X(trial.StartedOn);
        return new(trial, y + 14, y + 33, new Box(start, y + 42, Math.Max(X(barEnd) - start, 3), 12), lastsTo is { } to ? X(to) : null, held, planned, y + 48);
    }

    private List<(DateOnly, double)> TicksTo(DateOnly last)
    {
        var first = _from.Day == 1 ? _from : new DateOnly(_from.Year, _from.Month, 1).AddMonths(1);
        var months = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        var step = TickSteps.FirstOrDefault(s => (months + s - 1) / s <= MostTicks, TickSteps[^1]);
        var ticks = new List<(DateOnly, double)>();
        for (var day = first; day <= last; day = day.AddMonths(step))
        {
            if (X(day) <= Drawing.Width - LabelWidth)
                ticks.Add((day, X(day)));
        }

        return ticks;
    }

    private double X(DateOnly day) => Drawing.Margin + (Drawing.Inner * Math.Clamp((day.DayNumber - _from.DayNumber) / (double)_days, 0, 1));

    private static DateOnly Later(DateOnly a, DateOnly? b) => b > a ? b.Value : a;

    /// <param name="WordsY">Where the words of the change stand.</param>
    /// <param name="StateY">Where the word of the state stands, between those and the bar.</param>
    /// <param name="LastsTo">Until where it has been lasting practice; null if it has not.</param>
    /// <param name="HeldX">Where it was evaluated; null if it was not, or before the picture begins.</param>
    /// <param name="PlannedX">Where it is to be evaluated; null if it is not.</param>
    public sealed record Line(TrialRow Trial, int WordsY, int StateY, Box Bar, double? LastsTo, double? HeldX, double? PlannedX, int MiddleY);
}
