using System.Text.Json;
using Trepart.Store;

namespace Trepart.Web.Trail;

/// <summary>What a record turned out to be when it was checked.</summary>
public enum Standing
{
    /// <summary>Everything is as it was written; texts may have been erased.</summary>
    Holds,

    /// <summary>The record gives another hash than the one that stands in the log.</summary>
    Broken,

    /// <summary>The record is as it was written, but a text beside it is not.</summary>
    WordsBroken,
}

/// <summary>What can be checked at once of a record: its leaf, and the words that it holds on to.</summary>
/// <param name="Text">The exact text that is hashed.</param>
/// <param name="Hash">The hash that stands in the log, in lower-case hex.</param>
/// <param name="Holds">The text gives that hash.</param>
public sealed record Proof(string Text, string Hash, bool Holds, IReadOnlyList<WordsProof> Words)
{
    public Standing Standing => !Holds ? Standing.Broken : Words.Any(w => w.Holds is false) ? Standing.WordsBroken : Standing.Holds;

    public static Proof Of(Recorded recorded, IReadOnlyDictionary<Guid, WrittenWords> words)
    {
        using var data = JsonDocument.Parse(recorded.Data);
        var text = Leaf.TextOf(recorded);
        return new(
            text, Convert.ToHexStringLower(recorded.LeafHash), Leaf.HashOf(text).AsSpan().SequenceEqual(recorded.LeafHash),
            [.. Commitment.In(data.RootElement).Select(r => new WordsProof(r.Field, r.Id, r.Commitment, words.GetValueOrDefault(r.Id)))]);
    }
}

/// <summary>Words that an event refers to.</summary>
/// <param name="Field">Where in the payload: <c>reason</c>, <c>findings/0/what</c>.</param>
/// <param name="Written">Null where the text has been erased.</param>
public sealed record WordsProof(string Field, Guid Id, string Commitment, WrittenWords? Written)
{
    /// <summary>Text and salt give the commitment; null where they have been erased.</summary>
    public bool? Holds => Written is null ? null : Store.Commitment.To(Written.Text, Written.Salt) == Commitment;
}
