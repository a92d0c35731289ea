namespace Trepart.Web.Import;

/// <summary>What is wrong with a line, and where.</summary>
/// <param name="Line">The first line is 1.</param>
/// <param name="Field">The field's name; null where it concerns the whole line.</param>
/// <param name="Key">Finds the sentence in the texts.</param>
public sealed record StoryFault(int Line, string? Field, string Key, params IReadOnlyList<(string Gap, object? Value)> Gaps)
{
    /// <summary><c>17: until: Oppgi en dato.</c></summary>
    public string Say(Language text) =>
        $"{Line}: {(Field is null ? "" : Field + ": ")}{(Texts.Has(Key) ? text.Say(Key, [.. Gaps]) : Key)}";
}
