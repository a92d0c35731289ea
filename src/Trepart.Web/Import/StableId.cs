using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Trepart.Web.Import;

/// <summary>Ids that come out the same each time a file is read, in the shape of UUID v7 (RFC 9562, 5.7): the day first, then a hash.</summary>
public static class StableId
{
    public static Guid Of(DateOnly day, params IReadOnlyList<string> of)
    {
        // As JSON, so that no two lists of parts become the same text.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(of)));
        var time = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        var bytes = hash[..16];
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(time >> (40 - (8 * i)));
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
