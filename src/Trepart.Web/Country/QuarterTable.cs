using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Country;

/// <summary>How often each thing has happened, by group and quarter: what the shared figures are added up from.</summary>
public sealed class QuarterTable : IAsyncProjection
{
    public static readonly string Meetings = EventNames.Names[typeof(MeetingOpened)];
    public static readonly string Raised = EventNames.Names[typeof(MatterRaised)];
    public static readonly string Deferred = EventNames.Names[typeof(MatterDeferred)];
    public static readonly string Started = EventNames.Names[typeof(TrialStarted)];
    public static readonly string Kept = EventNames.Names[typeof(TrialMadePermanent)];
    public static readonly string GoneBack = EventNames.Names[typeof(TrialReverted)];

    /// <summary>An input is answered with a reason or not at all.</summary>
    public static readonly string Answered = EventNames.Names[typeof(InputAnswered)];

    public IReadOnlyList<string> Tables { get; } = ["quarter_activity"];

    public int Definition => 1;

    public IReadOnlyCollection<string> Sees { get; } = [Meetings, Raised, Deferred, Started, Kept, GoneBack, Answered];

    public IReadOnlyCollection<string> Opens { get; } = [];

    public ISum Begin() => new Sum();

    /// <summary>The first day of the quarter in which a day is.</summary>
    public static DateOnly QuarterOf(DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);

    private sealed class Sum : ISum
    {
        private readonly Dictionary<(Guid Arena, DateOnly Quarter, string Event), long> _times = [];

        public void Add(Passing happened)
        {
            // A group has too few inputs in a quarter to hide who gave them, also from those who can read the tables.
            var key = (happened.Type == Answered ? Guid.Empty : happened.Arena, QuarterOf(happened.HappenedOn), happened.Type);
            _times[key] = _times.GetValueOrDefault(key) + 1;
        }

        public void Write(Tenant tenant, NpgsqlBatch sql)
        {
            if (_times.Count == 0)
                return;
            sql.Add(
                """
                insert into quarter_activity as a (tenant_id, arena_id, quarter, event, times)
                select $1, * from unnest($2::uuid[], $3::date[], $4::varchar[], $5::bigint[])
                on conflict (tenant_id, arena_id, quarter, event) do update set times = a.times + excluded.times
                """,
                tenant.Id, _times.Keys.Select(k => k.Arena).ToArray(), _times.Keys.Select(k => k.Quarter).ToArray(),
                _times.Keys.Select(k => k.Event).ToArray(), _times.Values.ToArray());
        }
    }
}
