using System.Numerics;

namespace Trepart.Store;

/// <summary>A tree with all its full nodes, in memory, from which proofs are made for every size that it has had.</summary>
public sealed class MerkleTree
{
    private readonly List<List<byte[]>> _levels = [[]];

    public long Size => _levels[0].Count;

    public void Add(byte[] leaf)
    {
        _levels[0].Add(leaf);
        for (var level = 0; _levels[level].Count % 2 == 0; level++)
        {
            if (_levels.Count == level + 1)
                _levels.Add([]);
            _levels[level + 1].Add(Merkle.Node(_levels[level][^2], _levels[level][^1]));
        }
    }

    /// <summary>RFC 6962, 2.1: the root when there were this many leaves.</summary>
    public byte[] Root(long size) => size == 0 ? Merkle.EmptyRoot : Hash(0, Within(size));

    /// <summary>RFC 6962, 2.1.1: PATH(index, D[size]), from the leaf up.</summary>
    public IReadOnlyList<byte[]> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Within(size));
        var proof = new List<byte[]>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + Left(to - from);
            var isLeft = index < middle;
            proof.Add(isLeft ? Hash(middle, to) : Hash(from, middle));
            (from, to) = isLeft ? (from, middle) : (middle, to);
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>RFC 6962, 2.1.2: PROOF(size, D[laterSize]). Empty where either is all or nothing of the other.</summary>
    public IReadOnlyList<byte[]> Consistency(long size, long laterSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Within(laterSize));
        if (size == 0)
            return [];

        var proof = new List<byte[]>();
        var (from, to) = (0L, laterSize);
        while (size != to)
        {
            var middle = from + Left(to - from);
            var isLeft = size <= middle;
            proof.Add(isLeft ? Hash(middle, to) : Hash(from, middle));
            (from, to) = isLeft ? (from, middle) : (middle, to);
        }

        // The first tree itself is known to whoever checks; a part of it is not.
        if (from > 0)
            proof.Add(Hash(from, to));
        proof.Reverse();
        return proof;
    }

    /// <summary>RFC 6962, 2.1: the largest power of two that is smaller than the number of leaves.</summary>
    private static long Left(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));

    /// <summary>MTH(D[from:to]), where from is a whole number of trees as large as the one that begins there.</summary>
    private byte[] Hash(long from, long to)
    {
        if (BitOperations.IsPow2(to - from))
            return _levels[BitOperations.Log2((ulong)(to - from))][(int)(from / (to - from))];
        var middle = from + Left(to - from);
        return Merkle.Node(Hash(from, middle), Hash(middle, to));
    }

    private long Within(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return size;
    }
}
