using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trepart.Store;

/// <summary>
/// What is hashed of an event, and how: SHA-256 over 0x00 (RFC 6962, 2.1) and the canonical JSON (RFC 8785) of envelope and payload.
/// The position is not in it: it is the leaf's index in the municipality's tree. The fields are told in docs/auditing.md, with an example.
/// </summary>
public static class Leaf
{
    /// <summary>Names the form of the hashed text; another form gets another name, and old leaves keep theirs.</summary>
    public const string Format = "trepart/event/v1";

    public static byte[] HashOf(Recorded recorded) => HashOf(TextOf(recorded));

    public static byte[] HashOf(string text)
    {
        var bytes = new byte[1 + Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(1));
        return SHA256.HashData(bytes);
    }

    public static string TextOf(Recorded recorded)
    {
        var leaf = new JsonObject
        {
            ["format"] = Format,
            ["tenant"] = recorded.Tenant.Id,
            ["stream"] = recorded.StreamId.ToString(),
            ["streamType"] = recorded.StreamType,
            ["version"] = recorded.Version,
            ["event"] = recorded.Id.ToString(),
            ["type"] = recorded.Type,
            ["recordedAt"] = Time(recorded.RecordedAt),
            ["happenedOn"] = recorded.HappenedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["arena"] = recorded.Arena.ToString(),
            ["visibility"] = recorded.Visibility,
            ["command"] = recorded.Command.ToString(),
            ["data"] = JsonNode.Parse(recorded.Data),
        };
        Add(leaf, "actor", recorded.Actor?.ToString());
        Add(leaf, "seat", recorded.Seat?.ToString());
        Add(leaf, "correlation", recorded.Correlation);
        Add(leaf, "causation", recorded.Causation);
        return CanonicalJson.Of(JsonSerializer.SerializeToElement(leaf));
    }

    /// <summary>UTC with exactly six decimals, as PostgreSQL keeps it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Cut, not rounded: rounding could put an event after the moment it was recorded.</summary>
    public static DateTimeOffset ToMicroseconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % 10), TimeSpan.Zero);

    // What is null is left out, so that a field can be added later without changing the leaves of those who do not have it.
    private static void Add(JsonObject leaf, string name, string? value)
    {
        if (value is not null)
            leaf[name] = value;
    }
}
