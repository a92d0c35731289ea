using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Inputs;

namespace Trepart.Web.OpenInputs;

/// <summary>What a code opens.</summary>
/// <param name="IsWaiting">Not let in yet.</param>
/// <param name="Text">What was given; null where it has been erased.</param>
/// <param name="Input">Null while it waits, and for what a shop steward has not passed on.</param>
/// <param name="ToSteward">It was given to a shop steward.</param>
/// <param name="StewardsAnswer">Null until there is one.</param>
/// <param name="Thread">What the group asked and the giver replied.</param>
public sealed record GivenThing(bool IsWaiting, string? Text, InputRow? Input, bool ToSteward, string? StewardsAnswer, IReadOnlyList<(bool IsGroup, string? Text)> Thread);

/// <summary>Finds what was given without a name, by its code. Reading leaves no trace.</summary>
public sealed class Given(WaitingRoom room, InputLists inputs, EventStore store, TenantReader reader)
{
    public async Task<GivenThing?> Find(Tenant tenant, string code, CancellationToken ct)
    {
        var receipt = Receipt.HashOf(tenant, code);
        if (await room.OfReceipt(tenant, receipt, ct) is [var waiting, ..])
            return new(true, waiting.Text, null, waiting.What is WaitingFor.Note, null, []);

        var own = await reader.Query(tenant, "select input_id from input_receipts where tenant_id = $1 and receipt = $2", row => row.GetGuid(0), ct, receipt);
        if (own is [var id])
            return await Of(tenant, id, ct) is { } input ? new(false, input.Row.Text, input.Row, false, null, input.Thread) : null;

        var notes = await reader.Query(
            tenant, "select text, answer, input_id from steward_notes where tenant_id = $1 and receipt = $2",
            row => (Text: row.GetString(0), Answer: row.TextOrNull(1), Input: row.IdOrNull(2)), ct, receipt);
        if (notes is not [var note])
            return null;

        // What the steward passed on is the steward's input: the giver of the note reads its answer, and is no part of its thread.
        var passed = note.Input is { } on ? (await Of(tenant, on, ct))?.Row : null;
        return new(false, note.Text, passed, true, note.Answer, []);
    }

    private async Task<(InputRow Row, IReadOnlyList<(bool, string?)> Thread)?> Of(Tenant tenant, Guid id, CancellationToken ct)
    {
        if (await inputs.Get(tenant, id, ct) is not { } row)
            return null;
        var history = await store.Read(tenant, id, ct);
        return (row, [.. history.Events.Select(e => e.Event).OfType<InputEvent>().SelectMany(e => e switch
        {
            GiverAsked asked => [(true, history.Words.GetValueOrDefault(asked.Question.Id))],
            GiverReplied reply => [(false, history.Words.GetValueOrDefault(reply.Reply.Id))],
            _ => (IEnumerable<(bool, string?)>)[],
        })]);
    }
}
