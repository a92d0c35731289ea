using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trepart.Store;

namespace Trepart.Web.Import;

/// <summary>A line of a story, read as an object.</summary>
public sealed record StoryLine(int Number, JsonObject Fields);

/// <summary>Takes a file apart into lines of JSON.</summary>
public static class StoryLines
{
    /// <summary>In bytes: as the longest request that the service takes.</summary>
    public const int Longest = 256 * 1024;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <param name="faults">Gains one for each line that is no object; empty lines are passed over.</param>
    public static IReadOnlyList<StoryLine> Of(ReadOnlySpan<byte> file, ICollection<StoryFault> faults)
    {
        if (file.StartsWith(Encoding.UTF8.Preamble))
            file = file[Encoding.UTF8.Preamble.Length..];

        var lines = new List<StoryLine>();
        var number = 0;
        foreach (var range in file.Split((byte)'\n'))
        {
            number++;
            var line = file[range].Trim(" \t\r"u8);
            if (line.IsEmpty)
                continue;

            var read = Read(number, line);
            if (read.Line is { } one)
                lines.Add(one);
            else
                faults.Add(read.Fault!);
        }

        if (lines is [] && faults.Count == 0)
            faults.Add(new(1, null, "import.empty"));
        return lines;
    }

    private static (StoryLine? Line, StoryFault? Fault) Read(int number, ReadOnlySpan<byte> line)
    {
        if (line.Length > Longest)
            return (null, new(number, null, "import.too-long", ("max", Language.Number(Longest))));
        try
        {
            var text = Utf8.GetString(line);
            if (JsonNode.Parse(text, documentOptions: Strict) is not JsonObject fields)
                return (null, new(number, null, "import.not-an-object"));

            // Read also as the log would write it, so that what it cannot hold is told with its line.
            _ = CanonicalJson.Of(text);
            return (new(number, fields), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, new(number, null, "import.not-utf8"));
        }
        catch (JsonException)
        {
            return (null, new(number, null, "import.not-an-object"));
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // A number that is not whole, U+0000 or half of a surrogate pair: what neither the log nor its hash can hold.
            return (null, new(number, null, "import.cannot-be-kept"));
        }
    }
}
