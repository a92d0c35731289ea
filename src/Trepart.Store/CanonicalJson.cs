using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Trepart.Store;

/// <summary>
/// JSON in the canonical form of RFC 8785 (JCS), which any implementation writes alike. Numbers are whole and within 2^53;
/// what needs decimals is written as a string, so that nobody has to agree on how to print a floating-point number.
/// </summary>
public static class CanonicalJson
{
    /// <exception cref="FormatException">A number is not whole, or a string has U+0000 or a lone surrogate.</exception>
    public static string Of(JsonElement element)
    {
        var text = Utf8Text.Begin();
        Write(element, text);
        return text.ToString();
    }

    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    internal static void Write(JsonElement element, Utf8Text text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Add((byte)'{');
                foreach (var (index, property) in Sorted(element).Index())
                {
                    if (index > 0)
                        text.Add((byte)',');
                    WriteName(property, text);
                    text.Add((byte)':');
                    Write(property.Value, text);
                }

                text.Add((byte)'}');
                break;

            case JsonValueKind.Array:
                text.Add((byte)'[');
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    if (!first)
                        text.Add((byte)',');
                    first = false;
                    Write(item, text);
                }

                text.Add((byte)']');
                break;

            case JsonValueKind.String:
                var raw = JsonMarshal.GetRawUtf8Value(element);
                if (IsPlain(raw))
                    text.Add(raw);
                else
                    Write(element.GetString(), text);
                break;

            case JsonValueKind.Number:
                text.Add(Whole(element), 20);
                break;

            default:
                text.Add(JsonMarshal.GetRawUtf8Value(element));
                break;
        }
    }

    // RFC 8785, 3.2.2.2: the two-character escapes, \u00xx for other control characters, everything else as it is.
    internal static void Write(ReadOnlySpan<char> value, Utf8Text text)
    {
        text.Add((byte)'"');
        while (value.IndexOfAnyInRange('\0', '\x1f') is var control && value.IndexOfAny('"', '\\') is var quote && (control >= 0 || quote >= 0))
        {
            var at = control < 0 ? quote : quote < 0 ? control : Math.Min(control, quote);
            WriteWhole(value[..at], text);
            text.Add(Escaped(value[at]));
            value = value[(at + 1)..];
        }

        WriteWhole(value, text);
        text.Add((byte)'"');
    }

    private static string Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\0' => throw new FormatException("U+0000 cannot be kept."),
        _ => $"\\u00{(int)c:x2}",
    };

    private static void WriteWhole(ReadOnlySpan<char> value, Utf8Text text)
    {
        for (var i = value.IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                i++;
            else if (char.IsSurrogate(value[i]))
                throw new FormatException("A lone surrogate is not text.");
        }

        text.Add(value);
    }

    // What was written without escapes is already as it should be, since JSON allows neither quotes nor control characters in it.
    private static bool IsPlain(ReadOnlySpan<byte> raw) => !raw.Contains((byte)'\\') && Utf8.IsValid(raw);

    private static void WriteName(JsonProperty property, Utf8Text text)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (IsPlain(raw))
        {
            text.Add((byte)'"');
            text.Add(raw);
            text.Add((byte)'"');
        }
        else
        {
            Write(property.Name, text);
        }
    }

    // Few and short: put in their place one by one.
    private static JsonProperty[] Sorted(JsonElement element)
    {
        var sorted = new JsonProperty[element.GetPropertyCount()];
        var count = 0;
        foreach (var property in element.EnumerateObject())
        {
            var at = count++;
            for (; at > 0 && Compare(sorted[at - 1], property) > 0; at--)
                sorted[at] = sorted[at - 1];
            sorted[at] = property;
        }

        return sorted;
    }

    // By UTF-16 units, as RFC 8785 says; for ASCII that is by bytes.
    private static int Compare(JsonProperty one, JsonProperty other)
    {
        var first = JsonMarshal.GetRawUtf8PropertyName(one);
        var second = JsonMarshal.GetRawUtf8PropertyName(other);
        return IsPlain(first) && IsPlain(second) && Ascii.IsValid(first) && Ascii.IsValid(second)
            ? first.SequenceCompareTo(second)
            : string.CompareOrdinal(one.Name, other.Name);
    }

    private static long Whole(JsonElement element) =>
        element.TryGetInt64(out var whole) && Math.Abs(whole) <= 1L << 53 ? whole : throw new FormatException("A number in an event is whole.");
}
