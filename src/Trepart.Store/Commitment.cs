using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Trepart.Store;

/// <summary>The salted hash by which an event holds on to a text that stands beside the log.</summary>
public static class Commitment
{
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Lower-case hex of SHA-256 over the salt and the text in UTF-8.</summary>
    public static string To(string text, byte[] salt) => Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]));

    /// <summary>The references to words in a payload: objects of an id and a commitment, wherever they are.</summary>
    /// <returns>With each, where it stands: <c>reason</c>, <c>findings/0/what</c>.</returns>
    public static IEnumerable<(string Field, Guid Id, string Commitment)> In(JsonElement data, string field = "")
    {
        if (data.ValueKind is JsonValueKind.Array)
            return data.EnumerateArray().Index().SelectMany(i => In(i.Item, $"{field}/{i.Index}"));
        if (data.ValueKind is not JsonValueKind.Object)
            return [];
        if (data.TryGetProperty("commitment", out var commitment) && data.TryGetProperty("id", out var id))
            return [(field, id.GetGuid(), commitment.GetString()!)];
        return data.EnumerateObject().SelectMany(p => In(p.Value, field.Length == 0 ? p.Name : $"{field}/{p.Name}"));
    }
}
