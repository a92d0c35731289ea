using System.Globalization;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Erasing;

/// <summary>The texts of a matter or an input that are still there, to choose one from.</summary>
public static class TextChoices
{
    private const int Shown = 70;

    /// <returns>The text's id, and where it stands with how it begins.</returns>
    public static IReadOnlyList<(string Value, string Text)> Of(IEnumerable<Recorded> events, IReadOnlyDictionary<Guid, string> words) =>
    [
        .. from recorded in events
           from reference in In(recorded.Event)
           where words.ContainsKey(reference.Id)
           select (reference.Id.ToString(), $"{recorded.Version.ToString(CultureInfo.InvariantCulture)}. «{Cut(words[reference.Id])}»"),
    ];

    /// <summary>The texts that an event refers to.</summary>
    public static IEnumerable<Words> In(object happened) =>
        happened.GetType().GetProperties().SelectMany(p => p.GetValue(happened) switch
        {
            Words one => [one],
            Many<Words> many => many,
            Many<Finding> findings => findings.Select(f => f.What),
            _ => (IEnumerable<Words>)[],
        });

    private static string Cut(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Shown ? line : line[..(char.IsHighSurrogate(line[Shown - 1]) ? Shown - 1 : Shown)].TrimEnd() + "…";
    }
}
