namespace Trepart.Tests;

/// <summary>A word that stands nowhere else. Of letters alone: among digits there could be what looks like a national identity number, and the guard would ask.</summary>
public static class Mark
{
    public static string New(string begins = "") =>
        begins + string.Concat(Guid.NewGuid().ToString("N").Select(c => char.IsAsciiDigit(c) ? (char)('g' + (c - '0')) : c));
}
