using Npgsql;
using Trepart.Store;

namespace Trepart.Web.Inputs;

/// <summary>
/// How many inputs a group has been given and how they were answered, counted so that no figure upwards is about fewer than three (INV-16). Each kind of
/// figure of each group is counted in batches. A batch is in the figures once it has three and its month is over; it never changes after that, and every
/// figure is a sum of whole batches. So neither two dates, two periods nor a whole and its parts differ by one or two (docs/decisions/0023).
/// </summary>
public static class InputBatches
{
    /// <summary>The smallest batch.</summary>
    public const int Few = 3;

    /// <summary>Stands for the days from an input to its answer where what is counted is no answer.</summary>
    public const int NoAnswer = -1;

    /// <summary>Figures about a workplace where fewer work than this are in no sum.</summary>
    public const int FewPersons = 5;

    public const string Given = "Given";
    public const string Linked = "Linked";

    /// <summary>The condition for an arena <c>a</c> to stand where so few work that it is in no sum.</summary>
    public static readonly string IsSmall = $"exists (select from workplaces w where w.tenant_id = $1 and w.id = a.node_id and w.employees < {FewPersons})";

    /// <summary>A batch <c>b</c> of so many that it is a figure, when its month is over.</summary>
    public static readonly string HasThree = $"b.times >= {Few}";

    /// <summary>The condition for a batch <c>b</c> of an arena <c>a</c> to be in the figures.</summary>
    /// <param name="thisMonth">The parameter with the first day of the month now, in UTC as batches are closed.</param>
    public static string IsCounted(string thisMonth) => $"{HasThree} and b.month < {thisMonth} and not {IsSmall}";

    /// <summary>
    /// One more in its batch: the latest, or a new one where the latest is in the figures already. What has three is added up for the municipality too; its
    /// month stays, so a night between two months, which the clock here has left and UTC has not, begins a batch of its own.
    /// </summary>
    /// <param name="series">What is counted: given, linked to a matter, or the way of a first answer.</param>
    /// <param name="days">From the input to its answer; null for what is no answer.</param>
    public static NpgsqlBatch Count(NpgsqlBatch sql, Tenant tenant, Guid arena, string series, DateOnly happenedOn, DateTimeOffset recordedAt, int? days = null) =>
        Count(sql, "(values (1)) one", days is null ? "'{}'::int[]" : $"array[{days}]", tenant.Id, arena, series, happenedOn, recordedAt);

    /// <summary>The same for the first answer to an input: the table that knows whether it is the first has not been told of it yet.</summary>
    public static NpgsqlBatch CountAnswer(NpgsqlBatch sql, Recorded answered, string way) =>
        Count(
            sql, "(select greatest($4::date - i.given_on, 0) days from inputs i where i.tenant_id = $1 and i.id = $6 and i.answered_on is null) one", "array[one.days]",
            answered.Tenant.Id, answered.Arena, way, answered.HappenedOn, answered.RecordedAt, answered.StreamId);

    /// <summary>The same for the first time that an input becomes part of a matter.</summary>
    public static NpgsqlBatch CountLink(NpgsqlBatch sql, Recorded linked) =>
        Count(
            sql, "(select from inputs i where i.tenant_id = $1 and i.id = $6 and i.matter_id is null) one", "'{}'::int[]",
            linked.Tenant.Id, linked.Arena, Linked, linked.HappenedOn, linked.RecordedAt, linked.StreamId);

    /// <summary>
    /// Pay is negotiated and notices of concern have their own channel. They are counted as one: that there was a notice is nobody's figure.
    /// </summary>
    public static string WayOf(Domain.Route route) => route is Domain.Route.Negotiation or Domain.Route.Whistleblowing ? "Elsewhere" : route.ToString();

    private static NpgsqlBatch Count(NpgsqlBatch sql, string one, string days, string tenant, Guid arena, string series, DateOnly on, DateTimeOffset at, params ReadOnlySpan<object?> more) =>
        sql.Add(
            $"""
            with batch as (
              insert into input_batches as b (tenant_id, arena_id, series, number, month, times, days)
              select $1, $2, $3, coalesce(l.number + (l.times >= {Few} and l.month < greatest($5, date_trunc('month', $4::date)::date))::int, 1), date_trunc('month', $4::date)::date, 1, {days}
              from {one} left join lateral (
                select o.number, o.times, o.month from input_batches o
                where o.tenant_id = $1 and o.arena_id = $2 and o.series = $3 order by o.number desc limit 1) l on true
              on conflict (tenant_id, arena_id, series, number) do update
              set times = b.times + 1, month = greatest(b.month, excluded.month), days = b.days || excluded.days
              returning b.month, b.times, b.days)
            insert into input_sums as s (tenant_id, series, month, day, times)
            select $1, $3, b.month, coalesce(b.days[n], {NoAnswer}), count(*)
            from batch b, generate_series(case when b.times = {Few} then 1 else b.times end, b.times) n
            where {HasThree}
            group by b.month, coalesce(b.days[n], {NoAnswer})
            on conflict (tenant_id, series, month, day) do update set times = s.times + excluded.times
            """,
            [tenant, arena, series, on, MonthOf(at), .. more]);

    /// <summary>The first day of the month in UTC: when a batch is closed is the same for the one who counts and the one who reads.</summary>
    public static DateOnly MonthOf(DateTimeOffset moment) => new(moment.UtcDateTime.Year, moment.UtcDateTime.Month, 1);
}
