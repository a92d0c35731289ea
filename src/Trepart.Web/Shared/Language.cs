using System.Globalization;

namespace Trepart.Web;

/// <summary>Texts, dates and numbers as they are written in one of the two written languages.</summary>
public sealed class Language(Written written)
{
    public Written Written { get; } = written;

    /// <summary>For the page's <c>lang</c>.</summary>
    public string Tag => Written switch { Written.Nynorsk => "nn", Written.English => "en", _ => "nb" };

    public string this[string key] => Texts.Of(Written, key);

    public string Say(string key, params ReadOnlySpan<(string Gap, object? Value)> gaps) => Texts.Fill(this[key], gaps);

    /// <summary>None, one or many: <c>key.none</c> for 0 where there is such a text, <c>key.one</c> for 1, otherwise <c>key.many</c>; the gap is <c>{n}</c>.</summary>
    public string Count(string key, long n) =>
        Texts.Fill(this[n == 1 ? key + ".one" : n == 0 && Texts.Has(key + ".none") ? key + ".none" : key + ".many"], ("n", Number(n)));

    /// <summary>"torsdag 14. mai", with the year where it is not the year of <paramref name="today"/>.</summary>
    public string Day(DateOnly date, DateOnly today)
    {
        var day = $"{this[$"day.{(int)date.DayOfWeek}"]} {date.Day}. {this[$"month.{date.Month}"]}";
        return date.Year == today.Year ? day : $"{day} {date.Year.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>"14. mai 2026".</summary>
    public string Date(DateOnly date) => $"{date.Day}. {this[$"month.{date.Month}"]} {date.Year.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>"14. mai 2026 kl. 09.05", in Norwegian time.</summary>
    public string Moment(DateTimeOffset time)
    {
        var local = Calendar.Local(time);
        return $"{Date(DateOnly.FromDateTime(local.DateTime))} {this["clock"]} {local.ToString("HH.mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>"kl. 09.05".</summary>
    public string Hour(TimeOnly time) => $"{this["clock"]} {time.ToString("HH.mm", CultureInfo.InvariantCulture)}";

    /// <summary>Thin spaces between thousands.</summary>
    public static string Number(long number) => number.ToString("#,0", Norwegian);

    /// <summary>One decimal at most, after a comma: "7,4".</summary>
    public static string OneDecimal(double number) => number.ToString("#,0.#", Norwegian);

    private static readonly NumberFormatInfo Norwegian = new() { NumberGroupSeparator = "\u2009", NumberDecimalSeparator = ",", NegativeSign = "\u2212" };

    /// <summary>"a", "a og b", "a, b og c".</summary>
    public string List(IEnumerable<string> items) => items.ToList() switch
    {
        [] => "",
        [var one] => one,
        [.. var most, var last] => $"{string.Join(", ", most)} {this["and"]} {last}",
    };
}
