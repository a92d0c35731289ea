using System.Numerics;

namespace Trepart.Store;

/// <summary>
/// The right edge of a growing tree: the roots of the full trees that the leaves fall into, one for each bit of their number, largest first.
/// All that is needed to go on adding leaves and to tell the root at every size.
/// </summary>
public sealed class Frontier
{
    private readonly List<byte[]> _full;

    public Frontier() => _full = [];

    private Frontier(long size, IEnumerable<byte[]> full) => (Size, _full) = (size, [.. full]);

    public long Size { get; private set; }

    /// <summary>What is kept to go on from here: 32 bytes each.</summary>
    public IReadOnlyList<byte[]> Full => _full;

    /// <returns>Null where these cannot be the edge of a tree of this size.</returns>
    public static Frontier? TryFrom(long size, IReadOnlyList<byte[]> full) =>
        size >= 0 && full.Count == BitOperations.PopCount((ulong)size) && full.All(h => h.Length == Merkle.HashLength) ? new(size, full) : null;

    public Frontier Copy() => new(Size, _full);

    public void Add(byte[] leaf)
    {
        // Each bit that is set in the size is a full tree of that many leaves, and the new leaf closes those at the end.
        var hash = leaf;
        for (var bits = Size; (bits & 1) == 1; bits >>= 1)
        {
            hash = Merkle.Node(_full[^1], hash);
            _full.RemoveAt(_full.Count - 1);
        }

        _full.Add(hash);
        Size++;
    }

    /// <summary>RFC 6962, 2.1: the left part is the largest full tree, and the right part is divided in the same way.</summary>
    public byte[] Root()
    {
        if (_full is [])
            return Merkle.EmptyRoot;

        var root = _full[^1];
        for (var i = _full.Count - 2; i >= 0; i--)
            root = Merkle.Node(_full[i], root);
        return root;
    }
}
