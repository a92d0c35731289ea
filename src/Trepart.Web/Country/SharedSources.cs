using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Country;

/// <summary>Reads of a municipality what it may share, as the allow-listed records: the only way from a municipality's tables to the union's.</summary>
public sealed class SharedSources(TenantReader reader, Projector projector)
{
    /// <summary>How long after its end a quarter is told: what is written down late is then in it.</summary>
    public const int SettlingDays = 30;

    public async Task<SharedMunicipality> Presence(Municipality municipality, string? number, DateOnly today, CancellationToken ct)
    {
        var (last, since) = (await reader.Query(
            municipality.Tenant,
            """
            select (select max(day) from meetings where tenant_id = $1 and stage not in ('Planned', 'Cancelled') and day <= $2),
                   (select min(established_on) from arenas where tenant_id = $1 and kind = 'WorkingGroup')
            """,
            row => (row.DateOrNull(0), row.DateOrNull(1)), ct, today))[0];
        return new(municipality.Tenant.Id, municipality.Name, number, Spread.StatusOf(last, today), since);
    }

    /// <summary>The quarters that are over and settled, the oldest first; none while the counting is behind.</summary>
    public async Task<IReadOnlyList<SharedFigures>> Figures(Tenant tenant, DateOnly today, CancellationToken ct)
    {
        if (await projector.ProgressOf(tenant, "quarter_activity", ct) is not { Behind: 0, AwaitsRebuild: false, Parked: 0 })
            return [];
        var open = QuarterTable.QuarterOf(today.AddDays(-SettlingDays));
        var counts = await reader.Query(
            tenant,
            """
            select q.quarter, q.event, sum(q.times)::int, count(distinct q.arena_id)::int
            from quarter_activity q left join arenas a on a.tenant_id = q.tenant_id and a.id = q.arena_id
            where q.tenant_id = $1 and q.quarter < $2 and (a.kind = 'WorkingGroup' or q.event = $3)
            group by q.quarter, q.event order by q.quarter
            """,
            row => (Quarter: row.Date(0), Event: row.GetString(1), Times: row.GetInt32(2), Arenas: row.GetInt32(3)), ct, open, QuarterTable.Answered);
        var persons = (await reader.Query(
            tenant,
            """
            select q.quarter, count(distinct coalesce(h.person_id, t.id))::int
            from (select distinct quarter, arena_id from quarter_activity where tenant_id = $1 and event = $2) q
            join arenas a on a.tenant_id = $1 and a.id = q.arena_id and a.kind = 'WorkingGroup'
            join seats s on s.tenant_id = $1 and s.arena_id = q.arena_id
            join seat_holdings t on t.tenant_id = $1 and t.seat_id = s.id and t.taken_on < q.quarter + interval '3 months' and (t.left_on is null or t.left_on > q.quarter)
            left join holdings h on h.tenant_id = $1 and h.id = t.id
            group by q.quarter
            """,
            row => (Quarter: row.Date(0), Persons: row.GetInt32(1)), ct, QuarterTable.Meetings)).ToDictionary(r => r.Quarter, r => r.Persons);
        return
        [
            .. counts.GroupBy(r => r.Quarter).Select(q =>
            {
                int? Hide(int count) => Hidden.Count(count, persons.GetValueOrDefault(q.Key));
                int? Times(string name) => Hide(q.Where(r => r.Event == name).Sum(r => r.Times));
                return new SharedFigures(
                    tenant.Id, q.Key, Hide(q.Where(r => r.Event == QuarterTable.Meetings).Sum(r => r.Arenas)), Times(QuarterTable.Meetings), Times(QuarterTable.Raised),
                    Times(QuarterTable.Deferred), Times(QuarterTable.Started), Times(QuarterTable.Kept), Times(QuarterTable.GoneBack), Times(QuarterTable.Answered));
            }),
        ];
    }

    /// <summary>The stops in which a group has asked the unit for help: nothing of its cause, its answers or its seats.</summary>
    public Task<IReadOnlyList<SharedHelp>> Help(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select h.id, w.text, h.asked_on, h.ended_on
            from help_requests h
            left join words w on w.tenant_id = $1 and w.stream_id = h.id and w.id = h.shares_id
            where h.tenant_id = $1 and h.asked_on is not null and 'TransitionUnit' = any(h.helpers)
            """,
            row => new SharedHelp(tenant.Id, row.GetGuid(0), row.TextOrNull(1), row.Date(2), row.DateOrNull(3)), ct);

    /// <summary>The experiences that are published, and that their groups have said may be read outside the municipality. One that has lost a text is not told.</summary>
    public Task<IReadOnlyList<SharedExperience>> Experiences(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select x.id, t.text, s.text, u.text, r.text, p.text, x.published_on
            from experiences x
            join words t on t.tenant_id = $1 and t.stream_id = x.id and t.id = x.title_id
            join words s on s.tenant_id = $1 and s.stream_id = x.id and s.id = x.situation_id
            join words u on u.tenant_id = $1 and u.stream_id = x.id and u.id = x.tried_id
            join words r on r.tenant_id = $1 and r.stream_id = x.id and r.id = x.result_id
            left join words p on p.tenant_id = $1 and p.stream_id = x.id and p.id = x.tips_id
            where x.tenant_id = $1 and x.stage = 'Published' and x.shareable and x.withdrawn_on is null
            """,
            row => new SharedExperience(tenant.Id, row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.TextOrNull(5), row.Date(6)), ct);
}
