using System.Text.Json.Serialization;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Erasing;

/// <summary>
/// One text, one person or one whole municipality that was to be erased, with what it takes to erase it again after a backup has brought it back.
/// Ids only.
/// </summary>
/// <param name="Tenant">The municipality's id.</param>
/// <param name="Fingerprint">Of the command, in hex, so that repeating it is still told from another one.</param>
/// <param name="On">The day it is said to have happened.</param>
/// <param name="Holding">Who asked for it; null where its time was over.</param>
/// <param name="Stream">Whose text; null for a person.</param>
/// <param name="Text">The text's id; null for a person.</param>
/// <param name="Person">The person's id; null for a text.</param>
/// <param name="Whole">True for everything of the municipality; null otherwise.</param>
public sealed record Erasure(
    string Tenant, [property: JsonConverter(typeof(JsonStringEnumConverter<ErasureReason>))] ErasureReason Reason, Guid Command, string Fingerprint, DateOnly On,
    Guid? Holding = null, Guid? Seat = null, Guid? Stream = null, Guid? Text = null, Guid? Person = null, bool? Whole = null);

/// <summary>
/// The list of what was erased, kept outside the database. Written before the database is asked: a text that was erased may never be in a restored
/// backup without being on the list, while one on the list that is still there was asked for all the same.
/// </summary>
public sealed class ErasureList(Witness witness)
{
    private const string File = "erasures.jsonl";

    public Task Add(Erasure erasure, CancellationToken ct) => witness.Append(File, erasure, ct);

    public IEnumerable<Erasure> All() => witness.Read<Erasure>(File);
}
