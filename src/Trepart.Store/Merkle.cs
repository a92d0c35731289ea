using System.Numerics;
using System.Security.Cryptography;

namespace Trepart.Store;

/// <summary>
/// The tree of RFC 6962 over a municipality's leaf hashes, and what anyone needs to check a proof from it. A leaf's index is its position − 1.
/// Leaves are hashed in <see cref="Leaf"/>, with 0x00 before the text (RFC 6962, 2.1).
/// </summary>
public static class Merkle
{
    public const int HashLength = 32;

    /// <summary>RFC 6962, 2.1: the root of no leaves is the hash of nothing.</summary>
    public static byte[] EmptyRoot { get; } = SHA256.HashData([]);

    /// <summary>RFC 6962, 2.1: an inner node is the hash of 0x01 and its two children.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> text = stackalloc byte[1 + (2 * HashLength)];
        text[0] = 1;
        left.CopyTo(text[1..]);
        right.CopyTo(text[(1 + HashLength)..]);
        return SHA256.HashData(text);
    }

    /// <summary>Whether the leaf is the one with this index in the tree of this size and root (RFC 6962, 2.1.1, checked as in RFC 9162, 2.1.3.2).</summary>
    public static bool Includes(long size, ReadOnlySpan<byte> root, long index, byte[] leaf, IReadOnlyList<byte[]> proof)
    {
        if (index < 0 || index >= size || !AreHashes([leaf, .. proof]))
            return false;

        var (at, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0)
                return false;
            if (IsRight(at) || at == last)
            {
                hash = Node(sibling, hash);
                SkipSingles(ref at, ref last);
            }
            else
            {
                hash = Node(hash, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether the tree of the first size is the beginning of the second (RFC 6962, 2.1.2, checked as in RFC 9162, 2.1.4.2).</summary>
    public static bool IsBeginning(long size, ReadOnlySpan<byte> root, long laterSize, ReadOnlySpan<byte> laterRoot, IReadOnlyList<byte[]> proof)
    {
        if (size < 0 || size > laterSize || !AreHashes(proof))
            return false;
        if (size == laterSize)
            return proof is [] && root.SequenceEqual(laterRoot);

        // Everything begins with nothing.
        if (size == 0)
            return proof is [] && root.SequenceEqual(EmptyRoot);

        // A first tree that is full stands whole in the second: whoever checks has its hash already.
        if (BitOperations.IsPow2(size))
            proof = [root.ToArray(), .. proof];
        if (proof is [])
            return false;

        var (at, last) = (size - 1, laterSize - 1);
        while (IsRight(at))
            (at, last) = (at >> 1, last >> 1);

        var (first, second) = (proof[0], proof[0]);
        foreach (var sibling in proof.Skip(1))
        {
            if (last == 0)
                return false;
            if (IsRight(at) || at == last)
            {
                (first, second) = (Node(sibling, first), Node(sibling, second));
                SkipSingles(ref at, ref last);
            }
            else
            {
                second = Node(second, sibling);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(first) && laterRoot.SequenceEqual(second);
    }

    private static bool IsRight(long at) => (at & 1) == 1;

    // The right edge has nodes with no sibling, which stand for themselves one level up.
    private static void SkipSingles(ref long at, ref long last)
    {
        while (!IsRight(at) && at != 0)
            (at, last) = (at >> 1, last >> 1);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> hashes) => hashes.All(h => h.Length == HashLength);
}
