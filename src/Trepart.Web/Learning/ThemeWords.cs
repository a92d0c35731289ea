using Trepart.Domain;

namespace Trepart.Web.Learning;

/// <summary>Themes and what stands above their columns, as one reads them.</summary>
public static class ThemeWords
{
    public static string Of(Language text, Theme? theme) =>
        Telling.Upper(theme is { } one ? text.Choice(one) : text["learning.themes.without"]);

    /// <summary>"2026" for a year; "1. kv. 2026" for a quarter.</summary>
    public static string Column(ThemeTable table, DateOnly column) => table.IsByYear ? $"{column:yyyy}" : $"{((column.Month - 1) / 3) + 1}. kv. {column:yyyy}";
}

/// <summary>What came of deferred matters, in the order in which it is told: the text's key and the number.</summary>
public static class DeferralParts
{
    public static IReadOnlyList<(string Text, int Count)> Of(Deferrals deferrals) =>
    [
        ("learning.deferrals.tried", deferrals.Tried), ("learning.deferrals.closed", deferrals.Closed),
        ("learning.deferrals.open", deferrals.Open), ("learning.deferrals.still", deferrals.Still),
    ];
}
