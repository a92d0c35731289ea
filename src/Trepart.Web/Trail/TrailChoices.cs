using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.Seats;

namespace Trepart.Web.Trail;

/// <summary>What the trail's form has to choose from. Seats and things are offered for one group at a time: a municipality can have thousands.</summary>
/// <param name="Things">The group's matters and inputs.</param>
/// <param name="Events">Kinds of events, in groups.</param>
/// <param name="Related">Streams that belong together with the one that is asked for.</param>
public sealed record TrailChoices(
    IReadOnlyList<ArenaInfo> Arenas,
    IReadOnlyList<SeatInfo> Seats,
    IReadOnlyList<(Guid Id, string Text)> Things,
    IReadOnlyList<(string Group, IReadOnlyList<(string Name, string Text)> Events)> Events,
    IReadOnlyList<(Guid Id, string Text)> Related)
{
    private const int Most = 500;

    public static async Task<TrailChoices> For(
        TrailQuestion question, TrailAccess access, Visit visit, EventStore store, SeatBook seats, Arenas arenas, InputLists inputs, MatterLists matters,
        CancellationToken ct)
    {
        var tenant = visit.Tenant;
        var opening = question.Stream is { } stream ? (await store.ReadOpenings(tenant, [stream], ct)).GetValueOrDefault(stream) : null;
        var all = (await arenas.All(tenant, ct)).Values.Where(a => access.Sees(a.Id)).ToList();

        var chosenSeats = new List<SeatInfo>();
        var things = new List<(Guid, string)>();
        if ((question.Arena ?? opening?.Arena) is { } arena)
        {
            chosenSeats.AddRange(await seats.SeatsOf(tenant, arena, ct));

            // A title tells something too: who sees a part of the history finds its matters in the lines.
            if (access.SeesAll(arena))
            {
                things.AddRange((await matters.OfArena(tenant, arena, Most, ct)).Select(m => (m.Id, MatterTitle(m))));
                things.AddRange((await inputs.OfArena(tenant, arena, Most, ct)).Select(i => (i.Id, InputTitle(i))));
            }
        }
        else if (question.Seat is { } seat && (await seats.AllSeats(tenant, ct)).GetValueOrDefault(seat) is { } known && access.Sees(known.Arena))
        {
            chosenSeats.Add(known);
        }

        return new([.. all.OrderBy(a => a.Workplace is not null).ThenBy(a => a.Workplace, StringComparer.Ordinal)], chosenSeats, things, Kinds(visit.Text), await Related());

        string MatterTitle(MatterRow matter) => matter.Title ?? visit.Text["words.erased"];

        string InputTitle(InputRow input) => TrailLine.InputTitle(visit.Text, input.Kind, input.GivenOn);

        async Task<IReadOnlyList<(Guid, string)>> Related()
        {
            if (opening is null || !access.SeesAll(opening.Arena))
                return [];
            if (opening.Event is MatterRaised)
                return [.. (await inputs.OfMatter(tenant, opening.StreamId, ct)).Select(i => (i.Id, InputTitle(i)))];
            if (opening.Event is (InputReceived or UnnamedInputReceived) && (await inputs.Get(tenant, opening.StreamId, ct))?.Matter is { } linked && await matters.Get(tenant, linked, ct) is { } matter)
                return [(matter.Id, MatterTitle(matter))];
            return [];
        }
    }

    private static List<(string, IReadOnlyList<(string, string)>)> Kinds(Language text) =>
    [
        .. EventNames.Types
            .GroupBy(t => t.Value switch
            {
                var e when e.IsSubclassOf(typeof(TrialEvent)) => "trail.kind.2-trials",
                var e when e.IsSubclassOf(typeof(MatterEvent)) => "trail.kind.1-matters",
                var e when e.IsSubclassOf(typeof(InputEvent)) || e.IsSubclassOf(typeof(InputLinkEvent)) || e.IsSubclassOf(typeof(StaffMeetingEvent)) => "trail.kind.3-inputs",
                var e when e.IsSubclassOf(typeof(MandateEvent)) => "trail.kind.5-mandates",
                var e when e.IsSubclassOf(typeof(PersonEvent)) || e.IsSubclassOf(typeof(RetentionEvent)) => "trail.kind.6-register",
                var e when e.IsSubclassOf(typeof(MeetingEvent)) || e.IsSubclassOf(typeof(SeriesEvent)) || e.IsSubclassOf(typeof(ActionEvent)) => "trail.kind.7-meetings",
                var e when e.IsSubclassOf(typeof(HelpEvent)) => "trail.kind.8-help",
                var e when e.IsSubclassOf(typeof(ExerciseEvent)) || e.IsSubclassOf(typeof(OwnQuestionsEvent)) || e.IsSubclassOf(typeof(TrustEvent)) => "trail.kind.9-reflection",
                var e when e.IsSubclassOf(typeof(SteeringEvent)) || e.IsSubclassOf(typeof(ItemEvent)) => "trail.kind.8-steering",
                var e when e.IsSubclassOf(typeof(TrainingEvent)) || e.IsSubclassOf(typeof(ParticipationEvent)) || e.IsSubclassOf(typeof(GatheringEvent))
                    || e.IsSubclassOf(typeof(PresentationEvent)) => "trail.kind.9-training",
                var e when e.IsSubclassOf(typeof(ProcessEvent)) => "trail.kind.9-processes",
                var e when e.IsSubclassOf(typeof(GoalEvent)) => "trail.kind.9-goals",
                _ => "trail.kind.4-seats",
            })
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (text[g.Key], (IReadOnlyList<(string, string)>)[.. g.Select(t => (t.Key, text[$"event.{t.Key}"])).OrderBy(t => t.Item2, StringComparer.Ordinal)])),
    ];
}
