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

    /// <summary>
    /// The experiences that are published and may be shared. The groups' experiences are not built yet: where they are, this reads them, and nothing else changes.
    /// </summary>
    public Task<IReadOnlyList<SharedExperience>> Experiences(Tenant tenant, CancellationToken ct) => Task.FromResult<IReadOnlyList<SharedExperience>>([]);
}
