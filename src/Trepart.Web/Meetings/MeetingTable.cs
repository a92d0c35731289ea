using System.Globalization;
using System.Text.Json;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Meetings;

/// <summary>One row for each meeting, as lists and the calendar show it, and one for each item that has a way forward.</summary>
public sealed class MeetingTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["meetings", "ways"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (recorded.Event is not MeetingEvent)
            return;
        if (recorded.Event is not MeetingPlanned)
            sql.Add("update meetings set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = recorded.Event switch
        {
            MeetingPlanned e => sql.Add(
                """
                insert into meetings (tenant_id, id, arena_id, version, day, at, lasts, place, chair, cooperation_every, series_id, stage)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'Planned')
                """,
                tenant, id, recorded.Arena, version, e.Day, e.Begins, e.Lasts, e.Place, e.Chair.ToString(), e.CooperationEvery, e.Series),
            MeetingMoved e => sql.Add("update meetings set day = $3, at = $4, place = $5 where tenant_id = $1 and id = $2", tenant, id, e.Day, e.Begins, e.Place),
            MeetingCancelled => Stage(MeetingStage.Cancelled),
            MeetingOpened => Stage(MeetingStage.Open),
            MinutesPresented e => sql.Add(
                "update meetings set stage = 'Presented', parties = $3::text::jsonb, presented_on = $4 where tenant_id = $1 and id = $2",
                tenant, id, JsonSerializer.Serialize(e.Parties, EventJson.Options), on),
            MinutesReopened => sql.Add("update meetings set stage = 'Open', parties = null, presented_on = null, approvals = '{}' where tenant_id = $1 and id = $2", tenant, id),

            ItemConcluded e => sql.Add(
                """
                insert into ways (tenant_id, meeting_id, item, arena_id, summary_id, confirmed, concluded_on) values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (tenant_id, meeting_id, item) do update set summary_id = excluded.summary_id, confirmed = excluded.confirmed, concluded_on = excluded.concluded_on
                """,
                tenant, id, ItemKey(e.Item, e.Matter), recorded.Arena, e.Summary.Id, e.Seats.ToArray(), on),
            WayConfirmed e => sql.Add(
                "update ways set confirmed = confirmed || $4 where tenant_id = $1 and meeting_id = $2 and item = $3", tenant, id, ItemKey(e.Item, e.Matter), e.Seat),

            // Approved when no party is left of whose seats none has approved.
            MinutesApproved e => sql.Add(
                """
                update meetings set approvals = approvals || $3,
                  stage = case when missing then stage else 'Approved' end, approved_on = case when missing then null else $4 end
                from (select exists (
                        select from meetings m cross join jsonb_array_elements(m.parties) p
                        where m.tenant_id = $1 and m.id = $2
                          and not exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = $3 or s.value::uuid = any(m.approvals))) as missing) x
                where tenant_id = $1 and id = $2
                """,
                tenant, id, e.Seat, on),
            _ => sql,
        };

        static string ItemKey(int? item, Guid? matter) => matter?.ToString() ?? item!.Value.ToString(CultureInfo.InvariantCulture);

        NpgsqlBatch Stage(MeetingStage stage) => sql.Add("update meetings set stage = $3 where tenant_id = $1 and id = $2", tenant, id, stage.ToString());
    }
}

/// <summary>A meeting as a list shows it.</summary>
/// <param name="Number">Which of the group's meetings it is, without those that were cancelled; the first is 1.</param>
public sealed record MeetingRow(
    Guid Id, Guid Arena, long Version, DateOnly Day, TimeOnly At, int Lasts, string? Place, ChairForm Chair, int? CooperationEvery, MeetingStage Stage,
    IReadOnlyList<Guid> Approvals, DateOnly? ApprovedOn, int Number)
{
    /// <summary>Whether the group asks itself this time how it works together.</summary>
    public bool AsksAboutCooperation => Number % Math.Max(1, CooperationEvery ?? Meeting.UsualCooperationEvery) == 0;
}

/// <summary>A matter that stands on an agenda by itself.</summary>
/// <param name="Title">Null where the words have been erased.</param>
/// <param name="DeferredUntil">The day it was put off to; null where a trial is to be evaluated.</param>
public sealed record DueMatter(Guid Id, string? Title, DateOnly? DeferredUntil, DateOnly? EvaluateOn, int Deferrals);

/// <summary>Reads meetings, and what stands on their agendas without anyone having put it there.</summary>
public sealed class MeetingLists(TenantReader reader)
{
    private const string Select =
        """
        select m.id, m.arena_id, m.version, m.day, m.at, m.lasts, m.place, m.chair, m.cooperation_every, m.stage, m.approvals, m.approved_on,
          (select count(*) from meetings b where b.tenant_id = $1 and b.arena_id = m.arena_id and b.stage <> 'Cancelled' and (b.day, b.at, b.id) <= (m.day, m.at, m.id))
        from meetings m where m.tenant_id = $1
        """;

    // A meeting gathers what is due on its day, and since the planned meeting before it: what was put off to one that was moved or cancelled is not lost.
    private const string Due =
        """
        select m.id, w.text, case when m.stage = 'Deferred' then m.deferred_until end, t.evaluate_on, m.deferrals
        from matters m
        left join words w on w.tenant_id = m.tenant_id and w.stream_id = m.id and w.id = m.title_id
        left join lateral (
          select t.evaluate_on from trials t
          where t.tenant_id = m.tenant_id and t.matter_id = m.id and t.stage = 'Running' order by t.number desc limit 1) t on true
        cross join lateral (select case when m.stage = 'Deferred' then least(m.deferred_until, t.evaluate_on) else t.evaluate_on end as due) d
        where m.tenant_id = $1 and m.arena_id = $2 and m.stage <> 'Closed'
        """;

    /// <summary>An arena's meetings from a day on, the next first.</summary>
    public Task<IReadOnlyList<MeetingRow>> From(Tenant tenant, Guid arena, DateOnly day, int limit, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and m.arena_id = $2 and m.day >= $3 order by m.day, m.at, m.id limit $4", Read, ct, arena, day, limit);

    /// <summary>An arena's meetings before a day, the latest first.</summary>
    public Task<IReadOnlyList<MeetingRow>> Before(Tenant tenant, Guid arena, DateOnly day, int limit, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and m.arena_id = $2 and m.day < $3 order by m.day desc, m.at desc, m.id limit $4", Read, ct, arena, day, limit);

    public async Task<MeetingRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and m.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>The next meeting that is to be held, or is under way.</summary>
    public async Task<MeetingRow?> Next(Tenant tenant, Guid arena, DateOnly today, CancellationToken ct) =>
        await reader.Query(
            tenant, $"{Select} and m.arena_id = $2 and m.day >= $3 and m.stage in ('Planned', 'Open') order by m.day, m.at, m.id limit 1", Read, ct, arena, today) is [var row] ? row : null;

    /// <summary>The days of the coming meetings, to put something off to.</summary>
    public Task<IReadOnlyList<MeetingRow>> Coming(Tenant tenant, Guid arena, DateOnly after, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and m.arena_id = $2 and m.day > $3 and m.stage = 'Planned' order by m.day, m.at, m.id limit 26", Read, ct, arena, after);

    /// <summary>The meetings of its group in which it was said how a matter goes on, the first first.</summary>
    public Task<IReadOnlyList<(Guid Meeting, DateOnly Day, string? Summary)>> OfMatter(Tenant tenant, Guid arena, Guid matter, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select m.id, m.day, w.text from ways y
            join meetings m on m.tenant_id = $1 and m.id = y.meeting_id
            left join words w on w.tenant_id = $1 and w.stream_id = y.meeting_id and w.id = y.summary_id
            where y.tenant_id = $1 and y.arena_id = $2 and y.item = $3::uuid::text order by m.day, m.id limit 50
            """,
            row => (row.GetGuid(0), row.Date(1), row.TextOrNull(2)), ct, arena, matter);

    /// <summary>What is put off to this meeting, or is to be evaluated at it (INV-4, UTP-07).</summary>
    public Task<IReadOnlyList<DueMatter>> DueAt(Tenant tenant, MeetingRow meeting, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            {Due} and d.due <= $3
              and not exists (select from meetings o where o.tenant_id = $1 and o.arena_id = $2 and o.stage = 'Planned' and o.id <> $4 and o.day >= d.due
                              and (o.day, o.at, o.id) < ($3, $5, $4))
            order by d.due, m.id
            """,
            ReadDue, ct, meeting.Arena, meeting.Day, meeting.Id, meeting.At);

    /// <summary>What is put off to a day at or after which there is no meeting yet.</summary>
    public Task<IReadOnlyList<DueMatter>> WithoutMeeting(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            {Due} and d.due is not null
              and not exists (select from meetings o where o.tenant_id = $1 and o.arena_id = $2 and o.stage = 'Planned' and o.day >= d.due)
            order by d.due, m.id limit 50
            """,
            ReadDue, ct, arena);

    private static DueMatter ReadDue(System.Data.Common.DbDataReader row) =>
        new(row.GetGuid(0), row.TextOrNull(1), row.DateOrNull(2), row.DateOrNull(3), row.GetInt32(4));

    private static MeetingRow Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.Date(3), row.GetFieldValue<TimeOnly>(4), row.GetInt32(5), row.TextOrNull(6),
        Enum.Parse<ChairForm>(row.GetString(7)), row.IsDBNull(8) ? null : row.GetInt32(8), Enum.Parse<MeetingStage>(row.GetString(9)), row.GetFieldValue<Guid[]>(10),
        row.DateOrNull(11), row.GetInt32(12));
}
