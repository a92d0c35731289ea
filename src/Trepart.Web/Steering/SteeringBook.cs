using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.Steering;

/// <summary>An item as the list shows it.</summary>
/// <param name="Title">Null where the words have been erased.</param>
/// <param name="Latest">The stored name of the latest event.</param>
/// <param name="Responsible">The office that answers for what was sent elsewhere; null where nothing is, and where the words have been erased.</param>
/// <param name="AnsweredOn">When the administration answered a signal.</param>
public sealed record ItemRow(
    Guid Id, Guid Arena, long Version, ItemKind Kind, int? Theme, string? Title, ItemStage Stage, DateOnly PutUpOn, Guid? PutUpBy, DateOnly TouchedOn, string Latest,
    FormalPlace? RoutedTo, DateOnly? RoutedOn, string? Responsible, DateOnly? AnsweredOn);

/// <summary>A deviation that the steering group has put on record.</summary>
/// <param name="Reason">Null where the words have been erased.</param>
public sealed record SteeringDeviation(SteeringPoint Point, string? Reason, DateOnly On);

/// <summary>How a steering group is put together today, beside what it compares itself with.</summary>
/// <param name="Sides">On which side of the council each politician's seat is, where it has been said.</param>
public sealed record SteeringComposed(
    SteeringTemplate Template, IReadOnlyList<SteeringPoint> Points, IReadOnlyList<SteeringDeviation> Deviations, SteeringCounts Counts, IReadOnlyDictionary<Guid, CouncilSide> Sides)
{
    /// <summary>What is not on record as meant.</summary>
    public IReadOnlyList<SteeringPoint> Open => [.. Points.Where(p => !Deviations.Any(d => d.Point == p))];
}

/// <summary>Reads steering groups and their items.</summary>
public sealed class SteeringBook(TenantReader reader, Arenas arenas)
{
    private const string Select =
        """
        select i.id, i.arena_id, i.version, i.kind, i.theme, w.text, i.stage, i.put_up_on, i.put_up_by, i.touched_on, i.latest, i.routed_to, i.routed_on, r.text, i.answered_on
        from steering_items i
        left join words w on w.tenant_id = i.tenant_id and w.stream_id = i.id and w.id = i.title_id
        left join words r on r.tenant_id = i.tenant_id and r.stream_id = i.id and r.id = i.responsible_id
        where i.tenant_id = $1
        """;

    /// <summary>The municipality's steering groups: the one where the reader sits first, then the oldest.</summary>
    public async Task<IReadOnlyList<ArenaInfo>> Groups(Tenant tenant, SignedIn who, CancellationToken ct)
    {
        var ids = await reader.Query(
            tenant, "select id from arenas where tenant_id = $1 and kind = 'SteeringGroup' order by established_on, id", row => row.GetGuid(0), ct);
        var found = new List<ArenaInfo>();
        foreach (var id in ids.OrderByDescending(i => who.May(Right.ReadArena, i)))
            found.Add((await arenas.Get(tenant, id, ct))!);
        return found;
    }

    /// <summary>A group's items: first those that are going on, the one that was touched longest ago on top.</summary>
    public Task<IReadOnlyList<ItemRow>> Items(Tenant tenant, Guid arena, int limit, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"{Select} and i.arena_id = $2 order by i.stage = 'Closed', case when i.stage = 'Closed' then null else i.touched_on end, i.touched_on desc, i.id limit $3",
            Read, ct, arena, limit);

    public async Task<ItemRow?> Item(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{Select} and i.id = $2", Read, ct, id) is [var row] ? row : null;

    public async Task<SteeringComposed> Composition(Tenant tenant, Guid arena, DateOnly today, CancellationToken ct)
    {
        var template = (await reader.Query(
            tenant, "select template from steering_groups where tenant_id = $1 and arena_id = $2 and template is not null", row => Enum.Parse<SteeringTemplate>(row.GetString(0)), ct, arena))
            is [var chosen] ? chosen : SteeringTemplate.Handbook;
        var seats = await reader.Query(
            tenant,
            """
            select s.id, s.role, d.side,
              exists (select from seat_holdings h where h.tenant_id = $1 and h.seat_id = s.id and not h.is_deputy and h.taken_on <= $3 and (h.left_on is null or h.left_on > $3))
            from seats s left join seat_sides d on d.tenant_id = $1 and d.seat_id = s.id
            where s.tenant_id = $1 and s.arena_id = $2
            """,
            row => (Id: row.GetGuid(0), Seat: new SteeringSeat(Enum.Parse<SeatRole>(row.GetString(1)), row.TextOrNull(2) is { } side ? Enum.Parse<CouncilSide>(side) : null), IsHeld: row.GetBoolean(3)),
            ct, arena, today);
        var deviations = await reader.Query(
            tenant,
            """
            select d.point, w.text, d.noted_on from steering_deviations d
            left join words w on w.tenant_id = d.tenant_id and w.stream_id = d.arena_id and w.id = d.reason_id
            where d.tenant_id = $1 and d.arena_id = $2 order by d.noted_on, d.point
            """,
            row => new SteeringDeviation(Enum.Parse<SteeringPoint>(row.GetString(0)), row.TextOrNull(1), row.Date(2)), ct, arena);
        var held = seats.Where(s => s.IsHeld).Select(s => s.Seat).ToList();
        return new(
            template, [.. SteeringComposition.On(template, held)], deviations, SteeringCounts.Of(held),
            seats.Where(s => s.Seat.Side is not null).ToDictionary(s => s.Id, s => s.Seat.Side!.Value));
    }

    private static ItemRow Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), Enum.Parse<ItemKind>(row.GetString(3)), row.IsDBNull(4) ? null : row.GetInt32(4), row.TextOrNull(5),
        Enum.Parse<ItemStage>(row.GetString(6)), row.Date(7), row.IdOrNull(8), row.Date(9), row.GetString(10),
        row.TextOrNull(11) is { } to ? Enum.Parse<FormalPlace>(to) : null, row.DateOrNull(12), row.TextOrNull(13), row.DateOrNull(14));
}
