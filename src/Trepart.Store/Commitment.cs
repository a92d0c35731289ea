using System.Security.Cryptography;
using System.Text;

namespace Trepart.Store;

/// <summary>The salted hash by which an event holds on to a text that stands beside the log.</summary>
public static class Commitment
{
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Lower-case hex of SHA-256 over the salt and the text in UTF-8.</summary>
    public static string To(string text, byte[] salt) => Convert.ToHexStringLower(SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]));
}
