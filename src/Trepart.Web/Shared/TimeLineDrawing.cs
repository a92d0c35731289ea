using Trepart.Web.Learning;

namespace Trepart.Web;

/// <summary>Some figures over time, as lines in a picture that fits a phone.</summary>
public sealed class TimeLineDrawing
{
    public const int Height = 220;
    public const int Top = 16;
    public const int Bottom = 176;
    private const int Left = 44;
    private const int Right = Drawing.Width - 12;

    private readonly DateOnly _from;
    private readonly int _days;
    private readonly double _low;
    private readonly double _high;

    /// <param name="low">What the lowest line of the picture stands for.</param>
    public TimeLineDrawing(IEnumerable<DateOnly> days, double low, double high)
    {
        var all = days.Order().ToList();
        _from = all[0];
        _days = Math.Max(all[^1].DayNumber - _from.DayNumber, 1);
        (_low, _high) = (low, Math.Max(high, low + 1));
    }

    public double X(DateOnly day) => Left + ((Right - Left) * Math.Clamp((day.DayNumber - _from.DayNumber) / (double)_days, 0, 1));

    public double Y(double figure) => Bottom - ((Bottom - Top) * Math.Clamp((figure - _low) / (_high - _low), 0, 1));

    /// <summary>The points of a line, as SVG writes them.</summary>
    public string Points(IEnumerable<(DateOnly On, double Figure)> line) => string.Join(' ', line.Select(p => $"{Drawing.N(X(p.On))},{Drawing.N(Y(p.Figure))}"));

    /// <summary>Lines are told apart by how they are drawn, not by colour.</summary>
    public static string? Dash(int line) => (line % 3) switch { 1 => "7 4", 2 => "2 4", _ => null };
}
