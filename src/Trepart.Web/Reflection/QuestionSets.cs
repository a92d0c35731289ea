using System.Reflection;
using System.Text.Json;
using Trepart.Domain;

namespace Trepart.Web.Reflection;

/// <summary>The sets of questions in our own words, both written languages side by side. A version that has been used is not changed: a new one is made.</summary>
public static class QuestionSets
{
    private static readonly Content Read = Load();

    public static int Version => Read.Version;

    /// <summary>In the order of the set.</summary>
    public static IReadOnlyList<string> Of(Language text, QuestionSet set) =>
        set is QuestionSet.Stuck
            ? [.. Enumerable.Range(1, HelpRequest.Questions).Select(n => text[$"help.question.{n}"])]
            : [.. Read.Sets[set.Camel()].Select(q => q[text.Written is Written.Nynorsk ? 1 : 0])];

    public static string TitleOf(Language text, QuestionSet set) => text.Choice(set);

    private static Content Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("questions.json")!;
        return JsonSerializer.Deserialize<Content>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Content(int Version, Dictionary<string, string[][]> Sets);
}
