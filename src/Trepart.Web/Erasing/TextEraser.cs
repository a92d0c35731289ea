using System.Text.Json;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Erasing;

/// <summary>Erases a text where nobody stands at the desk: again after a restore, or because its time is over.</summary>
public sealed class TextEraser(EventStore store, ErasureList list)
{
    /// <param name="isNew">Not from the list: it is put there before anything is erased.</param>
    /// <param name="beside">What belongs to the same transaction.</param>
    /// <returns>Whether the text was there, and is gone now.</returns>
    public async Task<bool> Erase(Tenant tenant, Erasure erasure, bool isNew, CancellationToken ct, Action<NpgsqlBatch>? beside = null)
    {
        var (stream, text) = (erasure.Stream!.Value, erasure.Text!.Value);
        var history = await store.Read(tenant, stream, ct);
        if (!history.Words.ContainsKey(text))
            return false;

        (Kind Kind, object Command) asked = history.Events[0].StreamType switch
        {
            "input" => (Kind.Input, new EraseInputText(text, erasure.Reason)),
            "meeting" => (Kind.Meeting, new EraseMeetingText(text, erasure.Reason)),
            "steering_item" => (Kind.Item, new EraseItemText(text, erasure.Reason)),
            "action" => (Kind.Action, new EraseActionText(text, erasure.Reason)),
            "own_questions" => (Kind.Questions, new EraseQuestionText(text, erasure.Reason)),
            "exercise" => (Kind.Exercise, new EraseExerciseText(text, erasure.Reason)),
            "help" => (Kind.Help, new EraseHelpText(text, erasure.Reason)),
            "gathering" => (Kind.Gathering, new EraseGatheringText(text, erasure.Reason)),
            "presentation" => (Kind.Presentation, new ErasePresentationText(text, erasure.Reason)),
            "process" => (Kind.Process, new EraseProcessText(text, erasure.Reason)),
            "training" => (Kind.Training, new EraseTrainingText(text, erasure.Reason)),
            _ => (Kind.Matter, new EraseMatterText(text, erasure.Reason)),
        };
        var (kind, command) = asked;
        var decided = kind.Decide(kind.Fold(history.Events.Select(e => e.Event)), command, new Acting(erasure.Seat ?? Guid.Empty, erasure.On)).Events;
        if (isNew)
            await list.Add(erasure, ct);

        // The backup may be older than the erasure's own event, or have it and the text both.
        if (decided is [])
        {
            await store.EraseWords(tenant, stream, text, ct);
            return true;
        }

        var done = new Outcome.Done(stream, history.Version + 1);
        try
        {
            await store.Append(
                tenant,
                new Append(
                    erasure.Command, Convert.FromHexString(erasure.Fingerprint), JsonSerializer.Serialize(done, EventJson.Options), erasure.On, kind.Visibility,
                    erasure.Holding, erasure.Seat, [new(stream, kind.Name, history.Version, history.Events[0].Arena, decided, [])]),
                ct,
                batch =>
                {
                    EventStore.AddEraseWords(batch, tenant, stream, text);
                    beside?.Invoke(batch);
                });
            return true;
        }
        catch (Exception e) when (isNew && e is CommandKnownException or StreamMovedException)
        {
            // Another worker came first, or someone wrote to it meanwhile: it is looked at again next time.
            return false;
        }
    }
}
