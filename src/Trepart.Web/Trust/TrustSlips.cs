using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Trust;

/// <summary>The right to answer a check once, without saying whose it is.</summary>
/// <param name="Mark">The same for the same person and check. Whoever has not the service's key cannot tell whose.</param>
public sealed record TrustSlip(Guid Check, byte[] Mark);

/// <summary>
/// Makes slips for those who are signed in, and knows them again where nobody is. A slip stands in the form that was opened, and in no table.
/// </summary>
public sealed class TrustSlips(FingerprintKey key)
{
    // Together a whole number of letters: no slip can be written in two ways.
    private const int IdLength = 16;
    private const int Length = 16;

    public byte[] MarkOf(Tenant tenant, Guid check, Guid person) => Keyed($"trust-mark\n{tenant.Id}\n{check}\n{person}");

    public string Of(Tenant tenant, Guid check, Guid person)
    {
        var mark = MarkOf(tenant, check, person);
        return Base64Url.EncodeToString([.. check.ToByteArray(bigEndian: true), .. mark, .. Seal(tenant, check, mark)]);
    }

    /// <returns>Null where it is none of ours, or another municipality's.</returns>
    public TrustSlip? Read(Tenant tenant, string? text)
    {
        Span<byte> bytes = stackalloc byte[IdLength + (2 * Length)];
        if (text?.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var read) || read != bytes.Length)
            return null;
        var (check, mark) = (new Guid(bytes[..IdLength], bigEndian: true), bytes[IdLength..^Length].ToArray());
        return CryptographicOperations.FixedTimeEquals(bytes[^Length..], Seal(tenant, check, mark)) ? new(check, mark) : null;
    }

    private byte[] Seal(Tenant tenant, Guid check, byte[] mark) => Keyed($"trust-slip\n{tenant.Id}\n{check}\n{Convert.ToHexString(mark)}");

    private byte[] Keyed(string what) => HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes(what))[..Length];
}
