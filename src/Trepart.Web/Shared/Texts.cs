using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Trepart.Web;

/// <summary>The written languages that pages come in.</summary>
public enum Written
{
    Bokmål,
    Nynorsk,

    /// <summary>Of the open form and its answer only; elsewhere what is not translated is in bokmål.</summary>
    English,
}

/// <summary>
/// Every sentence that a user reads. Each folder has a texts.json: the key, then bokmål and nynorsk side by side, so that neither is forgotten.
/// A text may have named gaps: <c>{by} utsatte saken til {until}.</c>
/// </summary>
public static class Texts
{
    public static FrozenDictionary<string, string[]> All { get; } = Load();

    /// <summary>What is shown to whoever is not signed in, in English.</summary>
    public static FrozenDictionary<string, string> English { get; } = LoadEnglish();

    /// <exception cref="KeyNotFoundException">There is no such text: a fault of ours, and a test finds it.</exception>
    public static string Of(Written written, string key) =>
        All.TryGetValue(key, out var both) ? written is Written.English ? English.GetValueOrDefault(key, both[0]) : both[(int)written] : throw new KeyNotFoundException($"There is no text '{key}'.");

    public static bool Has(string key) => All.ContainsKey(key);

    public static string Fill(string text, params ReadOnlySpan<(string Gap, object? Value)> gaps)
    {
        foreach (var (gap, value) in gaps)
            text = text.Replace($"{{{gap}}}", value?.ToString() ?? "", StringComparison.Ordinal);
        return text;
    }

    private static FrozenDictionary<string, string> LoadEnglish()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("english.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream, JsonSerializerOptions.Strict)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, string[]> Load()
    {
        var all = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("texts/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, both) in JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream, JsonSerializerOptions.Strict)!)
                all.Add(key, both);
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
