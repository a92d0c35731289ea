using System.Security.Cryptography;
using System.Text;
using Trepart.Store;

namespace Trepart.Web.OpenInputs;

/// <summary>
/// The code with which an unnamed giver finds the answer. It is made at random, shown once, and kept nowhere: tables hold a hash of it, and with a
/// hundred random bits there is nothing to guess it from.
/// </summary>
public static class Receipt
{
    // No letter that is taken for another when it is read from paper.
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 20;

    public static string New() => Grouped(RandomNumberGenerator.GetString(Letters, Length));

    /// <summary>As it was shown, whatever way it was typed; null where it is no code.</summary>
    public static string? Read(string? typed)
    {
        var letters = new string([.. (typed ?? "").ToUpperInvariant().Where(c => c is not (' ' or '-' or '\u2011' or '\u00A0'))]);
        return letters.Length == Length && letters.All(Letters.Contains) ? Grouped(letters) : null;
    }

    public static byte[] HashOf(Tenant tenant, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"receipt\n{tenant.Id}\n{code}"));

    /// <summary>The id under which what the code was given for waits and then stands: one code gives one thing, however often it is sent.</summary>
    public static Guid IdOf(Tenant tenant, string code)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"unnamed\n{tenant.Id}\n{code}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Grouped(string letters) => string.Join('-', letters.Chunk(5).Select(c => new string(c)));
}

/// <summary>Ids of version 4, for what must not tell when it was made; everything else has ids that sort.</summary>
public static class RandomId
{
    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
