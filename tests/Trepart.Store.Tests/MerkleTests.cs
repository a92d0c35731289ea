using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Trepart.Store.Tests;

/// <summary>Roots and proofs, against known roots and against an implementation that others wrote (peer/tlog.go).</summary>
public sealed class MerkleTests
{
    private const int Small = 300;

    /// <summary>The leaves that implementations of RFC 6962 test themselves with, and the root at each size.</summary>
    private static readonly string[] KnownLeaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] KnownRoots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Known_leaves_have_the_known_roots()
    {
        var (tree, frontier) = (new MerkleTree(), new Frontier());
        Assert.Equal(KnownRoots[0], Convert.ToHexStringLower(frontier.Root()));
        foreach (var (index, leaf) in KnownLeaves.Index())
        {
            var hash = SHA256.HashData([0, .. Convert.FromHexString(leaf)]);
            tree.Add(hash);
            frontier.Add(hash);
            Assert.Equal(KnownRoots[index + 1], Convert.ToHexStringLower(frontier.Root()));
        }

        Assert.Equal(KnownRoots, Enumerable.Range(0, 9).Select(size => Convert.ToHexStringLower(tree.Root(size))));
    }

    [Fact]
    public async Task Small_trees_and_all_their_proofs_are_as_the_other_implementation_makes_them()
    {
        using var peer = await Peer.Start();
        var (tree, frontier) = (new MerkleTree(), new Frontier());
        Assert.Equal(Merkle.EmptyRoot, tree.Root(0));
        for (var size = 1; size <= Small; size++)
        {
            Add(size, tree, frontier, peer);
            peer.Ask($"root {size}", Hex(tree.Root(size)));
            Assert.Equal(tree.Root(size), frontier.Root());
            for (var other = 0; other < size; other++)
                AskBoth(peer, tree, other, size);
        }

        await peer.Finish();
    }

    [Fact]
    public async Task Larger_trees_are_so_too()
    {
        var random = new Random(20261122);
        using var peer = await Peer.Start();
        var (tree, frontier) = (new MerkleTree(), new Frontier());
        var sizes = Enumerable.Range(0, 200).Select(_ => random.Next(Small, 40_000)).Append(32_768).Append(32_769).Order().ToList();
        foreach (var size in sizes)
        {
            while (tree.Size < size)
                Add((int)tree.Size + 1, tree, frontier, peer);
            peer.Ask($"root {size}", Hex(tree.Root(size)));
            Assert.Equal(tree.Root(size), frontier.Root());
            foreach (var other in new[] { 0, 1, size - 1, random.Next(size), random.Next(size), 1 << random.Next(8) })
                AskBoth(peer, tree, other, size);
        }

        await peer.Finish();
    }

    [Fact]
    public async Task Neither_accepts_a_proof_that_was_tampered_with()
    {
        var random = new Random(6962);
        using var peer = await Peer.Start();
        var (tree, frontier) = (new MerkleTree(), new Frontier());
        for (var size = 1; size <= 260; size++)
            Add(size, tree, frontier, peer);

        for (var i = 0; i < 2000; i++)
        {
            var size = random.Next(2, 261);
            var other = random.Next(size);
            var (root, leaf, inclusion) = (tree.Root(size), LeafOf(other + 1), tree.Inclusion(other, size));
            var included = Tampered(random, size, root, other, leaf, inclusion);
            Refused(
                peer, $"includes {included.Later} {Hex(included.LaterRoot)} {included.First} {Hex(included.Hash)} {Hex(included.Proof)}",
                Merkle.Includes(included.Later, included.LaterRoot, included.First, included.Hash, included.Proof));
            if (other == 0)
                continue;

            var begun = Tampered(random, size, root, other, tree.Root(other), tree.Consistency(other, size));
            Refused(
                peer, $"begins {begun.First} {Hex(begun.Hash)} {begun.Later} {Hex(begun.LaterRoot)} {Hex(begun.Proof)}",
                Merkle.IsBeginning(begun.First, begun.Hash, begun.Later, begun.LaterRoot, begun.Proof));
        }

        await peer.Finish();
    }

    [Fact]
    public void The_edge_of_a_tree_is_taken_up_again_at_every_size()
    {
        var whole = new Frontier();
        for (var size = 0; size <= 130; size++)
        {
            var again = Frontier.TryFrom(whole.Size, whole.Full)!;
            Assert.Equal((size, Hex(whole.Root())), (again.Size, Hex(again.Root())));
            again.Add(LeafOf(size + 1));
            var before = whole.Copy();
            whole.Add(LeafOf(size + 1));
            Assert.Equal(whole.Root(), again.Root());
            Assert.Equal(size, before.Size);
            Assert.Null(Frontier.TryFrom(size, [.. before.Full, new byte[32]]));
        }

        Assert.Null(Frontier.TryFrom(1, [new byte[31]]));
        Assert.Null(Frontier.TryFrom(-1, []));
    }

    [Fact]
    public void What_lies_outside_the_tree_is_refused()
    {
        var tree = new MerkleTree();
        tree.Add(LeafOf(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Root(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Inclusion(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tree.Consistency(2, 1));
        Assert.True(Merkle.IsBeginning(0, Merkle.EmptyRoot, 1, tree.Root(1), []));
        Assert.True(Merkle.IsBeginning(1, tree.Root(1), 1, tree.Root(1), []));
        Assert.False(Merkle.IsBeginning(0, tree.Root(1), 1, tree.Root(1), []));
        Assert.False(Merkle.IsBeginning(2, tree.Root(1), 1, tree.Root(1), []));
        Assert.False(Merkle.Includes(1, tree.Root(1), 1, LeafOf(1), []));
        Assert.False(Merkle.Includes(1, tree.Root(1), -1, LeafOf(1), []));
        Assert.False(Merkle.Includes(1, tree.Root(1), 0, LeafOf(1)[..31], []));
    }

    [Fact]
    public void A_proof_does_not_hold_for_a_size_where_it_would_be_longer()
    {
        var tree = new MerkleTree();
        for (var number = 1; number <= 8; number++)
            tree.Add(LeafOf(number));
        foreach (var size in new[] { 8, 9, 12, 16, 17 })
        {
            Assert.Equal(size == 8, Merkle.Includes(size, tree.Root(8), 4, LeafOf(5), tree.Inclusion(4, 8)));
            Assert.Equal(size == 8, Merkle.IsBeginning(4, tree.Root(4), size, tree.Root(8), tree.Consistency(4, 8)));
        }
    }

    private static void Add(int number, MerkleTree tree, Frontier frontier, Peer peer)
    {
        tree.Add(LeafOf(number));
        frontier.Add(LeafOf(number));
        peer.Tell($"leaf {Hex(LeafOf(number))}");
    }

    // Ours is what theirs is, ours accepts it, and theirs accepts ours.
    private static void AskBoth(Peer peer, MerkleTree tree, int other, int size)
    {
        var (root, inclusion) = (tree.Root(size), tree.Inclusion(other, size));
        peer.Ask($"inclusion {size} {other}", Hex(inclusion));
        peer.Ask($"includes {size} {Hex(root)} {other} {Hex(LeafOf(other + 1))} {Hex(inclusion)}", "yes");
        Assert.True(Merkle.Includes(size, root, other, LeafOf(other + 1), inclusion));

        var (first, consistency) = (tree.Root(other), tree.Consistency(other, size));
        Assert.True(Merkle.IsBeginning(other, first, size, root, consistency));
        if (other == 0)
            return; // theirs has no proofs from nothing
        peer.Ask($"consistency {other} {size}", Hex(consistency));
        peer.Ask($"begins {other} {Hex(first)} {size} {Hex(root)} {Hex(consistency)}", "yes");
    }

    private static void Refused(Peer peer, string question, bool ours)
    {
        Assert.False(ours, question);
        peer.Ask(question, "no");
    }

    private static (long Later, byte[] LaterRoot, long First, byte[] Hash, IReadOnlyList<byte[]> Proof) Tampered(
        Random random, int size, byte[] root, int other, byte[] hash, IReadOnlyList<byte[]> proof)
    {
        while (true)
        {
            var at = random.Next(proof.Count + 1);
            switch (random.Next(6))
            {
                case 0: return (size, Flip(random, root), other, hash, proof);
                case 1: return (size, root, other, Flip(random, hash), proof);
                case 2 when proof.Count > 0: return (size, root, other, hash, [.. proof.Select((h, i) => i == at % proof.Count ? Flip(random, h) : h)]);
                case 3: return (size, root, other, hash, [.. proof.Take(at), Flip(random, root), .. proof.Skip(at)]);
                case 4 when proof.Count > 0: return (size, root, other, hash, [.. proof.Where((_, i) => i != at % proof.Count)]);
                case 5 when proof.Count > 1: return (size, root, other, hash, [.. proof.Reverse()]);
                default: break;
            }
        }
    }

    private static byte[] Flip(Random random, byte[] hash)
    {
        byte[] flipped = [.. hash];
        flipped[random.Next(32)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] LeafOf(int number)
    {
        Span<byte> bytes = stackalloc byte[5];
        BinaryPrimitives.WriteInt32BigEndian(bytes[1..], number);
        return SHA256.HashData(bytes);
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static string Hex(IReadOnlyList<byte[]> hashes) => hashes is [] ? "-" : string.Join(',', hashes.Select(Hex));
}
