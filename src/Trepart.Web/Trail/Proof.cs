using System.Text.Json;
using Trepart.Store;

namespace Trepart.Web.Trail;

/// <summary>What can be checked at once of a record: its leaf, and the words that it holds on to.</summary>
/// <param name="Text">The exact text that is hashed.</param>
/// <param name="Hash">The hash that stands in the log, in lower-case hex.</param>
/// <param name="Holds">The text gives that hash.</param>
public sealed record Proof(string Text, string Hash, bool Holds, IReadOnlyList<WordsProof> Words)
{
    public static Proof Of(Recorded recorded, IReadOnlyDictionary<Guid, WrittenWords> words)
    {
        using var data = JsonDocument.Parse(recorded.Data);
        var text = Leaf.TextOf(recorded);
        return new(
            text, Convert.ToHexStringLower(recorded.LeafHash), Leaf.HashOf(text).AsSpan().SequenceEqual(recorded.LeafHash),
            [.. References(data.RootElement, "").Select(r => new WordsProof(r.Field, r.Id, r.Commitment, words.GetValueOrDefault(r.Id)))]);
    }

    /// <summary>The references to words in a payload: objects of an id and a commitment, wherever they are.</summary>
    private static IEnumerable<(string Field, Guid Id, string Commitment)> References(JsonElement value, string field)
    {
        if (value.ValueKind is JsonValueKind.Array)
            return value.EnumerateArray().Index().SelectMany(i => References(i.Item, $"{field}/{i.Index}"));
        if (value.ValueKind is not JsonValueKind.Object)
            return [];
        if (value.TryGetProperty("commitment", out var commitment) && value.TryGetProperty("id", out var id))
            return [(field, id.GetGuid(), commitment.GetString()!)];
        return value.EnumerateObject().SelectMany(p => References(p.Value, field.Length == 0 ? p.Name : $"{field}/{p.Name}"));
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
