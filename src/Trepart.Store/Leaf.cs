using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trepart.Store;

/// <summary>
/// What is hashed of an event, and how: SHA-256 over 0x00 (RFC 6962, 2.1) and the canonical JSON (RFC 8785) of envelope and payload.
/// The position is not in it: it is the leaf's index in the municipality's tree. The fields are told in docs/auditing.md, with an example.
/// </summary>
public static class Leaf
{
    /// <summary>Names the form of the hashed text; another form gets another name, and old leaves keep theirs.</summary>
    public const string Format = "trepart/event/v1";

    public static byte[] HashOf(Recorded recorded)
    {
        var text = Utf8Text.Begin();
        text.Add(0);
        Write(recorded, text);
        return SHA256.HashData(text.Written);
    }

    public static byte[] HashOf(string text)
    {
        var bytes = new byte[1 + Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(1));
        return SHA256.HashData(bytes);
    }

    public static string TextOf(Recorded recorded)
    {
        var text = Utf8Text.Begin();
        Write(recorded, text);
        return text.ToString();
    }

    /// <summary>UTC with exactly six decimals, as PostgreSQL keeps it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Cut, not rounded: rounding could put an event after the moment it was recorded.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % 10), TimeSpan.Zero);

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    // Names in the order that RFC 8785 asks for; the payload is canonical as it is. What is null is left out,
    // so that a field can be added later without changing the leaves of those who do not have it.
    private static void Write(Recorded recorded, Utf8Text text)
    {
        if (recorded.Actor is { } actor)
            Add(text, "{\"actor\":\""u8, actor);
        Add(text, recorded.Actor is null ? "{\"arena\":\""u8 : ",\"arena\":\""u8, recorded.Arena);
        if (recorded.Causation is { } causation)
            Add(text, ",\"causation\":"u8, causation);
        Add(text, ",\"command\":\""u8, recorded.Command);
        if (recorded.Correlation is { } correlation)
            Add(text, ",\"correlation\":"u8, correlation);
        text.Add(",\"data\":"u8);
        text.Add(recorded.Data);
        Add(text, ",\"event\":\""u8, recorded.Id);
        Add(text, ",\"format\":"u8, Format);
        text.Add(",\"happenedOn\":\""u8);
        text.Add(recorded.HappenedOn, 10, "yyyy-MM-dd");
        text.Add("\",\"recordedAt\":\""u8);
        text.Add(recorded.RecordedAt.UtcDateTime, 27, TimeFormat);
        text.Add((byte)'"');
        if (recorded.Seat is { } seat)
            Add(text, ",\"seat\":\""u8, seat);
        Add(text, ",\"stream\":\""u8, recorded.StreamId);
        Add(text, ",\"streamType\":"u8, recorded.StreamType);
        Add(text, ",\"tenant\":"u8, recorded.Tenant.Id);
        Add(text, ",\"type\":"u8, recorded.Type);
        text.Add(",\"version\":"u8);
        text.Add(recorded.Version, 20);
        Add(text, ",\"visibility\":"u8, recorded.Visibility);
        text.Add((byte)'}');
    }

    private static void Add(Utf8Text text, ReadOnlySpan<byte> name, Guid id)
    {
        text.Add(name);
        text.Add(id, 36);
        text.Add((byte)'"');
    }

    private static void Add(Utf8Text text, ReadOnlySpan<byte> name, string value)
    {
        text.Add(name);
        CanonicalJson.Write(value, text);
    }
}
