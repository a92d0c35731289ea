using System.Globalization;
using System.Text;
using System.Text.Json;

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
        var text = new StringBuilder();
        Write(element, text);
        return text.ToString();
    }

    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static void Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var (index, property) in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Index())
                {
                    if (index > 0)
                        text.Append(',');
                    Write(property.Name, text);
                    text.Append(':');
                    Write(property.Value, text);
                }

                text.Append('}');
                break;

            case JsonValueKind.Array:
                text.Append('[');
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    if (index > 0)
                        text.Append(',');
                    Write(item, text);
                }

                text.Append(']');
                break;

            case JsonValueKind.String:
                Write(element.GetString()!, text);
                break;

            case JsonValueKind.Number:
                text.Append(Whole(element).ToString(CultureInfo.InvariantCulture));
                break;

            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static long Whole(JsonElement element) =>
        element.TryGetInt64(out var whole) && Math.Abs(whole) <= 1L << 53 ? whole : throw new FormatException("A number in an event is whole.");

    // RFC 8785, 3.2.2.2: the two-character escapes, \u00xx for other control characters, everything else as it is.
    private static void Write(string value, StringBuilder text)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\0': throw new FormatException("U+0000 cannot be kept.");
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
                        text.Append(c).Append(value[++i]);
                    else if (char.IsSurrogate(c))
                        throw new FormatException("A lone surrogate is not text.");
                    else
                        text.Append(c);
                    break;
            }
        }

        text.Append('"');
    }
}
