using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Meetings;

/// <summary>One row for each action.</summary>
public sealed class ActionTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["actions"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            ActionAgreed e => sql.Add(
                """
                insert into actions (tenant_id, id, arena_id, version, what_id, seats, due, joint, meeting_id, item, matter_id, stage, carried, agreed_on)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'Open', 0, $12)
                """,
                tenant, id, recorded.Arena, version, e.What.Id, e.Seats.ToArray(), e.Due, e.Joint, e.Meeting, e.Item, e.Matter, on),
            ActionTaken e => sql.Add("update actions set version = $3, seats = seats || $4 where tenant_id = $1 and id = $2", tenant, id, version, e.Seat),
            ActionCompleted => sql.Add("update actions set version = $3, stage = 'Done', ended_on = $4 where tenant_id = $1 and id = $2", tenant, id, version, on),
            ActionCarried e => sql.Add(
                "update actions set version = $3, due = $4, carried = carried + 1 where tenant_id = $1 and id = $2", tenant, id, version, e.Due),
            ActionDropped => sql.Add("update actions set version = $3, stage = 'Dropped', ended_on = $4 where tenant_id = $1 and id = $2", tenant, id, version, on),
            ActionTextErased => sql.Add("update actions set version = $3 where tenant_id = $1 and id = $2", tenant, id, version),
            _ => sql,
        };
    }
}

/// <summary>An action as a list shows it.</summary>
/// <param name="What">Null where the words have been erased.</param>
/// <param name="Seats">Those who do it; none where it waits for somebody.</param>
public sealed record ActionRow(
    Guid Id, Guid Arena, long Version, string? What, IReadOnlyList<Guid> Seats, DateOnly? Due, bool Joint, Guid? Meeting, int? Item, Guid? Matter, ActionStage Stage,
    int Carried, DateOnly AgreedOn, DateOnly? EndedOn);

public sealed class ActionLists(TenantReader reader)
{
    private const string Select =
        """
        select a.id, a.arena_id, a.version, w.text, a.seats, a.due, a.joint, a.meeting_id, a.item, a.matter_id, a.stage, a.carried, a.agreed_on, a.ended_on
        from actions a left join words w on w.tenant_id = a.tenant_id and w.stream_id = a.id and w.id = a.what_id
        where a.tenant_id = $1
        """;

    /// <summary>An arena's actions: the open ones first, what is due soonest on top.</summary>
    public Task<IReadOnlyList<ActionRow>> OfArena(Tenant tenant, Guid arena, int limit, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and a.arena_id = $2 order by a.stage <> 'Open', a.due, a.agreed_on desc, a.id limit $3", Read, ct, arena, limit);

    /// <summary>Everything still open that was agreed before a meeting: it is carried over by itself.</summary>
    public Task<IReadOnlyList<ActionRow>> Open(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and a.arena_id = $2 and a.stage = 'Open' order by a.due, a.agreed_on, a.id limit 200", Read, ct, arena);

    public Task<IReadOnlyList<ActionRow>> OfMeeting(Tenant tenant, Guid meeting, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and a.meeting_id = $2 order by a.agreed_on, a.id", Read, ct, meeting);

    public async Task<ActionRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and a.id = $2", Read, ct, id) is [var row] ? row : null;

    private static ActionRow Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.TextOrNull(3), row.GetFieldValue<Guid[]>(4), row.DateOrNull(5), row.GetBoolean(6), row.IdOrNull(7),
        row.IsDBNull(8) ? null : row.GetInt32(8), row.IdOrNull(9), Enum.Parse<ActionStage>(row.GetString(10)), row.GetInt32(11), row.Date(12), row.DateOrNull(13));
}
