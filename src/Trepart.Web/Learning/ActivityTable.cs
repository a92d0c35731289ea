using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Learning;

/// <summary>How often each thing has happened, by group and month.</summary>
public sealed class ActivityTable : IAsyncProjection
{
    /// <summary>What is counted, in the order of the table's columns. Inputs are not: a month has too few of them to hide who gave them.</summary>
    public static IReadOnlyList<string> Counted { get; } =
    [
        EventNames.Names[typeof(MatterRaised)],
        EventNames.Names[typeof(MatterDeferred)],
        EventNames.Names[typeof(TrialStarted)],
        EventNames.Names[typeof(TrialEvaluated)],
    ];

    /// <summary>Stands for the arena in the rows that count the whole municipality.</summary>
    public static readonly Guid Whole = Guid.Empty;

    public IReadOnlyList<string> Tables { get; } = ["activity"];

    public int Definition => 2;

    public IReadOnlyCollection<string> Sees => Counted;

    public IReadOnlyCollection<string> Opens { get; } = [];

    public ISum Begin() => new Sum();

    private sealed class Sum : ISum
    {
        private readonly Dictionary<(Guid Arena, DateOnly Month, string Event), long> _times = [];

        public void Add(Passing happened)
        {
            var on = happened.HappenedOn;
            foreach (var arena in new[] { happened.Arena, Whole })
            {
                var key = (arena, new DateOnly(on.Year, on.Month, 1), happened.Type);
                _times[key] = _times.GetValueOrDefault(key) + 1;
            }
        }

        public void Write(Tenant tenant, NpgsqlBatch sql)
        {
            if (_times.Count == 0)
                return;
            sql.Add(
                """
                insert into activity as a (tenant_id, arena_id, month, event, times)
                select $1, * from unnest($2::uuid[], $3::date[], $4::varchar[], $5::bigint[])
                on conflict (tenant_id, arena_id, month, event) do update set times = a.times + excluded.times
                """,
                tenant.Id, _times.Keys.Select(k => k.Arena).ToArray(), _times.Keys.Select(k => k.Month).ToArray(),
                _times.Keys.Select(k => k.Event).ToArray(), _times.Values.ToArray());
        }
    }
}

/// <summary>What happened month by month, and how far it has been counted.</summary>
/// <param name="Months">Those in which something happened, the newest first.</param>
public sealed record Activity(IReadOnlyList<ActivityMonth> Months, Progress Progress);

/// <param name="Times">By stored name; what did not happen is not in it.</param>
public sealed record ActivityMonth(DateOnly Month, IReadOnlyDictionary<string, long> Times);

public sealed class ActivityReader(TenantReader reader, Projector projector)
{
    /// <param name="arenas">Only these; null for all.</param>
    /// <param name="from">The first day of the period; its whole month is counted, and that of <paramref name="to"/>.</param>
    public async Task<Activity> Read(Tenant tenant, Guid[]? arenas, DateOnly from, DateOnly to, CancellationToken ct)
    {
        // How far before how much: what is counted in between is then in the figures, and not told as missing.
        var progress = await projector.ProgressOf(tenant, "activity", ct);
        var rows = await reader.QueryMuch(
            tenant,
            """
            select month, event, sum(times)::bigint from activity
            where tenant_id = $1 and arena_id = any($2) and month >= $3 and month <= $4
            group by month, event order by month desc
            """,
            row => (Month: row.Date(0), Event: row.GetString(1), Times: row.GetInt64(2)), ct, arenas ?? [ActivityTable.Whole], new DateOnly(from.Year, from.Month, 1), to);
        return new([.. rows.GroupBy(r => r.Month).Select(m => new ActivityMonth(m.Key, m.ToDictionary(r => r.Event, r => r.Times)))], progress);
    }
}
