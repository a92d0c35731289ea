using Trepart.Web.Boards;

namespace Trepart.Web.Learning;

/// <summary>The alphabet as Norwegians know it, ending in æ, ø, å, on every machine alike.</summary>
public sealed class NorwegianOrder : IComparer<string>
{
    public static NorwegianOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => string.CompareOrdinal(Key(x), Key(y));

    // The three signs after Z in ASCII stand in for the three letters after Z.
    private static string? Key(string? text) => text?.ToUpperInvariant().Replace('Æ', '[').Replace('Ø', '\\').Replace('Å', ']');
}

public static class GroupName
{
    /// <summary>"Bjørkelia sykehjem – HMS-gruppa".</summary>
    public static string Of(ArenaInfo arena) => arena.Workplace is { } workplace ? $"{workplace} – {arena.Name}" : arena.Name;
}
