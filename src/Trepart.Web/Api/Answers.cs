using System.ComponentModel;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.Meetings;
using Trepart.Web.StaffMeetings;
using Trepart.Web.Trail;

namespace Trepart.Web.Api;

/// <summary>A list, so that something can be said of it later without breaking those who read it.</summary>
public sealed record ArenaList(IReadOnlyList<ArenaInfo> Items);

public sealed record SeatList(IReadOnlyList<SeatAnswer> Items);

public sealed record InputList(IReadOnlyList<InputItem> Items);

public sealed record MatterList(IReadOnlyList<MatterRow> Items);

/// <param name="Organisation">The union of a representative's seat; null for all others.</param>
public sealed record SeatAnswer(Guid Id, SeatRole Role, string? Organisation);

/// <param name="Workplace">Null for the steering group.</param>
public sealed record ArenaAnswer(Guid Id, long Version, ArenaKind Kind, string Name, string? Workplace);

/// <summary>A seat with everyone who has it or has had it.</summary>
/// <param name="Number">Which of several alike in its arena; null where it is the only one.</param>
/// <param name="Holders">Null where the reader may not know.</param>
public sealed record SeatStory(Guid Id, Guid Arena, long Version, SeatRole Role, string? Organisation, int? Number, IReadOnlyList<Seats.SeatHolder>? Holders);

/// <summary>An input as a list shows it.</summary>
/// <param name="Giver">The holding of the one who gave it; null where the reader may not know.</param>
public sealed record InputItem(
    Guid Id, Guid Arena, long Version, InputKind Kind, string? Text, bool OnBehalf, Guid? Giver, DateOnly GivenOn, InputStage Stage,
    Disposition? Disposition, Domain.Route? RoutedTo, string? Reason, DateOnly? AnsweredOn, DateOnly? ReadOn, Guid? Matter, InputSource? Source)
{
    public static InputItem Of(InputRow row, bool mayKnowGiver) => new(
        row.Id, row.Arena, row.Version, row.Kind, row.Text, row.OnBehalf, mayKnowGiver && !row.OnBehalf ? row.Giver : null, row.GivenOn, row.Stage,
        row.Disposition, row.RoutedTo, row.Reason, row.AnsweredOn, row.ReadOn, row.Matter, row.Source);
}

/// <summary>An input with its whole story.</summary>
public sealed record InputAnswer(Guid Id, Guid Arena, long Version, InputState State, IReadOnlyList<StoryEvent> Events);

public sealed record InputState(InputStage Stage, Guid? Matter, bool AnswerIsRead);

/// <summary>A matter with its whole story.</summary>
/// <param name="Title">Null where the words have been erased.</param>
public sealed record MatterAnswer(Guid Id, Guid Arena, long Version, string? Title, MatterState State, IReadOnlyList<StoryEvent> Events);

/// <summary>Where a matter stands, by the same rules that decide what may happen next.</summary>
/// <param name="Views">The seats whose views are known.</param>
/// <param name="Trial">The latest; null until one is proposed.</param>
public sealed record MatterState(
    MatterStage Stage, DateOnly? DeferredUntil, int Deferrals, bool AwaitsOutcome, IReadOnlyCollection<Guid> Views, TrialState? Trial)
{
    public static MatterState Of(Matter state) => new(
        state.Stage, state.DeferredUntil, state.Deferrals, state.AwaitsOutcome, [.. state.Views.Order()],
        state.Trial is { } trial ? new(trial.Number, trial.Stage, trial.EvaluateOn, trial.Affected, trial.Hms) : null);
}

public sealed record TrialState(int Number, TrialStage Stage, DateOnly? EvaluateOn, int AffectedGroups, HmsRisk? HmsRisk);

/// <summary>An event of a story. Wherever the payload refers to words, their text stands with the reference; null where it has been erased.</summary>
public sealed record StoryEvent(
    [property: Description("The place in the municipality's log.")] long Position,
    [property: Description("The place in this story; the first is 1.")] long Version,
    Guid Id,
    [property: Description("The stored name of the event.")] string Type,
    DateOnly HappenedOn,
    [property: Description("UTC with six decimals.")] string RecordedAt,
    [property: Description("The seat that acted; null for the service itself.")] Guid? Seat,
    [property: Description("The holding of the seat; null for the service itself, and where the reader may not know.")] Guid? Actor,
    [property: Description("Whether it was a deputy who acted from the seat.")] bool ByDeputy,
    [property: Description("The payload.")] JsonNode Data)
{
    public static StoryEvent Of(Recorded recorded, IReadOnlyDictionary<Guid, string> words, bool mayKnowActor, bool byDeputy)
    {
        var data = JsonNode.Parse(recorded.Data)!;
        Resolve(data, words);
        return new(
            recorded.Position, recorded.Version, recorded.Id, recorded.Type, recorded.HappenedOn, Leaf.Time(recorded.RecordedAt), recorded.Seat,
            mayKnowActor ? recorded.Actor : null, byDeputy, data);
    }

    private static void Resolve(JsonNode? node, IReadOnlyDictionary<Guid, string> words)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                    Resolve(item, words);
                break;
            case JsonObject reference when reference.ContainsKey("commitment"):
                reference["text"] = words.GetValueOrDefault(reference["id"]!.GetValue<Guid>());
                break;
            case JsonObject fields:
                foreach (var (_, value) in fields.ToList())
                    Resolve(value, words);
                break;
        }
    }
}

/// <summary>A page of the audit trail, newest first.</summary>
public sealed record TrailAnswer(
    IReadOnlyList<TrailRecordAnswer> Items, [property: Description("The address of the next, older page; null on the last.")] string? Next);

/// <summary>An event exactly as it lies in the log, and whether it can be believed.</summary>
public sealed record TrailRecordAnswer(
    [property: Description("The place in the municipality's log. Not part of the leaf.")] long Position,
    Guid Event,
    string Type,
    Guid Stream,
    string StreamType,
    long Version,
    DateOnly HappenedOn,
    [property: Description("UTC with six decimals.")] string RecordedAt,
    Guid Arena,
    string Visibility,
    Guid? Actor,
    Guid? Seat,
    Guid Command,
    string? Correlation,
    string? Causation,
    [property: Description("The payload, as it is hashed.")] JsonNode Data,
    IReadOnlyList<TrailWords> Words,
    [property: Description("The hash that stands in the log, in hex.")] string LeafHash,
    [property: Description("The exact text that it is a hash of, after one byte 0x00.")] string LeafText,
    [property: Description("Whether the text gave that hash just now.")] bool LeafHolds)
{
    public static TrailRecordAnswer Of(Recorded r, Proof proof) => new(
        r.Position, r.Id, r.Type, r.StreamId, r.StreamType, r.Version, r.HappenedOn, Leaf.Time(r.RecordedAt), r.Arena, r.Visibility, r.Actor, r.Seat, r.Command,
        r.Correlation, r.Causation, JsonNode.Parse(r.Data)!,
        [.. proof.Words.Select(w => new TrailWords(
            w.Field, w.Id, w.Commitment, w.Written?.Text, w.Written is { } written ? Convert.ToHexStringLower(written.Salt) : null, w.Holds))],
        proof.Hash, proof.Text, proof.Holds);
}

/// <summary>Words that an event refers to.</summary>
public sealed record TrailWords(
    [property: Description("Where in the payload, as in findings/0/what.")] string Field,
    Guid Id,
    string Commitment,
    [property: Description("Null where the text has been erased.")] string? Text,
    [property: Description("In hex.")] string? Salt,
    [property: Description("Whether salt and text give the commitment; null where they have been erased.")] bool? Holds);

/// <param name="Meetings">The earliest first.</param>
public sealed record MeetingList(IReadOnlyList<MeetingRow> Meetings);

public sealed record ActionList(IReadOnlyList<ActionRow> Actions);

/// <summary>Something with its whole story.</summary>
/// <param name="Version">Sent as <c>If-Match</c> with the next command.</param>
public sealed record StoryAnswer(Guid Id, Guid Arena, long Version, IReadOnlyList<StoryEvent> Story);

/// <summary>A staff meeting: what was asked, what came, what became of it.</summary>
/// <param name="Theme">Null where the words have been erased.</param>
public sealed record StaffMeetingAnswer(
    Guid Id, Guid Arena, long Version, StaffMeetingStage Stage, DateOnly Day, string? Theme, IReadOnlyList<string?> Questions, IReadOnlyList<Cluster> Clusters,
    IReadOnlyList<StaffAnswer> Loose, int? Present, int? Staff)
{
    public static StaffMeetingAnswer Of(StaffMeetingStory story) => new(
        story.Id, story.Arena, story.Version, story.State.Stage, story.Day, story.Theme, [.. story.Questions.Select(q => q.Text)], story.Clusters, story.Loose,
        story.Numbers?.Present, story.Numbers?.Staff);
}
