using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Meetings;

/// <summary>What someone said about an item.</summary>
/// <param name="View">Null where the seat said no more, or the words have been erased.</param>
public sealed record Said(Guid Seat, string? View, bool Beforehand);

/// <summary>An item of the agenda as the page shows it.</summary>
/// <param name="Title">Null where the words have been erased.</param>
/// <param name="Why">Why a matter stands here by itself; null for what someone has put on.</param>
public sealed record ItemView(
    AgendaItem Item, string? Title, ItemPurpose Purpose, int? Planned, DueMatter? Why, IReadOnlyList<Said> Said, WayForward? Way, string? Summary, IReadOnlyList<Guid> Confirmed)
{
    /// <summary>What its forms carry, so that they speak of this item.</summary>
    public string Query => Item.Matter is { } matter ? $"sak={matter}" : $"punkt={Item.Number}";

    public string Anchor => Item.Matter is { } matter ? $"sak-{matter}" : $"punkt-{Item.Number}";
}

/// <summary>A meeting with its whole story, read from its stream: the agenda, the round and the minutes are all made of it.</summary>
public sealed record MeetingStory(MeetingRow Row, Meeting State, IReadOnlyList<Recorded> Events, IReadOnlyDictionary<Guid, string> Words, IReadOnlyList<DueMatter> Due, IReadOnlyDictionary<Guid, string?> Titles)
{
    public Guid Id => Row.Id;

    public long Version => Events[^1].Version;

    /// <summary>The agenda: what comes by itself while the meeting is planned, what stood there when it began, and what has been added.</summary>
    public IReadOnlyList<ItemView> Items
    {
        get
        {
            var refs = (State.Stage is MeetingStage.Planned ? Due.Select(d => new AgendaItem(null, d.Id)) : [])
                .Concat(State.Agenda).Concat(State.Concluded.Keys).Concat(State.Heard.Keys).Distinct();
            return [.. refs.Select(View)];
        }
    }

    public string? Text(Words? words) => words is null ? null : Words.GetValueOrDefault(words.Id);

    public T? Last<T>()
        where T : class => Events.Select(e => e.Event).OfType<T>().LastOrDefault();

    /// <summary>The seats in the order of the round: it begins with another for each item, so that nobody is always first.</summary>
    public static IEnumerable<T> Rotated<T>(IReadOnlyList<T> seats, int by) => seats.Count == 0 ? [] : Enumerable.Range(0, seats.Count).Select(n => seats[(n + by) % seats.Count]);

    private ItemView View(AgendaItem item)
    {
        var added = Events.Select(e => e.Event).OfType<ItemAdded>().FirstOrDefault(e => new AgendaItem(e.Item, e.Matter) == item);
        var concluded = Events.Select(e => e.Event).OfType<ItemConcluded>().LastOrDefault(e => new AgendaItem(e.Item, e.Matter) == item);
        return new(
            item,
            item.Matter is { } matter ? Titles.GetValueOrDefault(matter) : Text(added?.Title),
            added?.Purpose ?? ItemPurpose.Development, added?.Planned, Due.FirstOrDefault(d => d.Id == item.Matter),
            [.. Events.Select(e => e.Event).OfType<SeatHeard>().Where(e => new AgendaItem(e.Item, e.Matter) == item).Select(e => new Said(e.Seat, Text(e.View), e.Beforehand))],
            concluded?.Way, Text(concluded?.Summary), State.Concluded.TryGetValue(item, out var way) ? [.. way.Confirmed] : []);
    }
}

/// <summary>Puts a meeting together from its stream and what stands on its agenda by itself.</summary>
public sealed class MeetingReader(EventStore store, MeetingLists meetings, Matters.MatterLists matters)
{
    /// <returns>Null where there is no such meeting.</returns>
    public async Task<MeetingStory?> Read(Tenant tenant, Guid id, CancellationToken ct)
    {
        if (await meetings.Get(tenant, id, ct) is not { } row)
            return null;
        var history = await store.Read(tenant, id, ct);
        var state = (Meeting)Kind.Meeting.Fold(history.Events.Select(e => e.Event));
        var due = state.Stage is MeetingStage.Planned or MeetingStage.Open ? await meetings.DueAt(tenant, row, ct) : [];
        var titles = due.ToDictionary(d => d.Id, d => d.Title);
        foreach (var matter in state.Agenda.Concat(state.Concluded.Keys).Concat(state.Heard.Keys).Select(i => i.Matter).OfType<Guid>().Where(m => !titles.ContainsKey(m)).Distinct())
            titles[matter] = (await matters.Get(tenant, matter, ct))?.Title;
        return new(row, state, history.Events, history.Words, due, titles);
    }
}
