using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.OpenInputs;

/// <summary>What a key in an open address opens.</summary>
public enum OpenDoor
{
    /// <summary>Giving an input to a group.</summary>
    Group,

    /// <summary>Answering a staff meeting's questions.</summary>
    StaffMeeting,
}

/// <summary>
/// The keys in open addresses: an id with a keyed mark that only the service can make. An id is seen by many who read the history; the key is known
/// to those who were given the link, and no table holds it. It opens nothing any more once its thing is closed.
/// </summary>
public sealed class OpenKeys(FingerprintKey key)
{
    // With the id a whole number of letters: no key can be written in two ways.
    private const int MarkLength = 14;

    public string Of(Tenant tenant, OpenDoor door, Guid id) => Base64Url.EncodeToString([.. id.ToByteArray(bigEndian: true), .. Mark(tenant, door, id)]);

    /// <returns>Null where it is none of ours.</returns>
    public Guid? Read(Tenant tenant, OpenDoor door, string text)
    {
        Span<byte> bytes = stackalloc byte[16 + MarkLength];
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var read) || read != bytes.Length)
            return null;
        var id = new Guid(bytes[..16], bigEndian: true);
        return CryptographicOperations.FixedTimeEquals(bytes[16..], Mark(tenant, door, id)) ? id : null;
    }

    private byte[] Mark(Tenant tenant, OpenDoor door, Guid id) =>
        HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes($"open\n{tenant.Id}\n{door}\n{id}"))[..MarkLength];
}
