using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Inputs;

namespace Trepart.Web.Learning;

/// <summary>What the learning overview is asked about.</summary>
/// <param name="Arenas">Only these groups; null for all.</param>
/// <param name="Theme">Only matters with this theme, and their trials; null for all. Inputs have no theme.</param>
/// <param name="From">The first day of the period.</param>
/// <param name="To">Its last day.</param>
public sealed record LearningScope(Guid[]? Arenas, Theme? Theme, DateOnly From, DateOnly To)
{
    public object?[] Parameters => [Arenas, From, To, Theme?.ToString()];
}

/// <summary>Reads what the learning overview is made from.</summary>
public sealed class LearningReader(TenantReader reader, TimeProvider clock)
{
    /// <summary>As many trials as one page shows; the counts reach beyond it.</summary>
    public const int MostTrials = 100;

    /// <summary>As many wins as the overview names.</summary>
    public const int MostWins = 5;

    private const int MostGroups = 5000;
    private const int MostRows = 5000;

    // $2 are the arenas or null, $3 and $4 the first and last day of the period, $5 the theme or null.
    private const string Within = "($2::uuid[] is null or m.arena_id = any($2)) and ($5::varchar is null or m.theme = $5)";

    private const string OfTheme = "($5::varchar is null or exists (select from matters m where m.tenant_id = $1 and m.id = t.matter_id and m.theme = $5))";

    // A practice that slid back belongs to the period in which that was seen.
    private const string InPeriod =
        $"""
        t.tenant_id = $1 and ($2::uuid[] is null or t.arena_id = any($2)) and {OfTheme} and t.started_on <= $4
          and (t.ended_on is null or t.ended_on >= $3 or (t.stage = 'SlidBack' and t.followed_up_on >= $3))
        """;

    private const string Trials =
        """
        select t.matter_id, t.number, t.arena_id, t.stage, c.text, t.started_on, t.evaluate_on, t.evaluated_on, t.ended_on, t.followed_up_on, l.text,
               t.extensions, t.effects,
               array(select a.text from unnest(t.affected_ids) with ordinality u (id, n)
                     left join words a on a.tenant_id = $1 and a.stream_id = t.matter_id and a.id = u.id order by u.n)
        from trials t
        left join words c on c.tenant_id = $1 and c.stream_id = t.matter_id and c.id = t.change_id
        left join words l on l.tenant_id = $1 and l.stream_id = t.matter_id and l.id = t.learned_id
        """;

    /// <param name="arenas">All arenas of the municipality.</param>
    public async Task<LearningRows> Read(
        Tenant tenant, IReadOnlyDictionary<Guid, ArenaInfo> arenas, LearningScope scope, DateOnly today, CancellationToken ct)
    {
        // Side by side: each is a question of its own, and the page waits for the slowest.
        var groups = Groups(tenant, arenas, scope, today, ct);
        var stages = Stages(tenant, scope, ct);
        var newest = reader.Query(tenant, $"{Trials} where {InPeriod} order by t.started_on desc, t.matter_id, t.number limit $6", ReadTrial, ct, [.. scope.Parameters, MostTrials]);
        var due = Due(tenant, scope, today, ct);
        var handed = Handed(tenant, scope, ct);
        var counted = Counted(tenant, scope, ct);
        var path = Path(tenant, scope, ct);
        var deferrals = Deferred(tenant, scope, ct);
        var themes = Themes(tenant, scope, ct);
        var replies = Replies(tenant, scope, ct);
        var shared = Shared(tenant, scope, ct);
        var wins = Wins(tenant, scope, ct);
        await Task.WhenAll(groups, stages, newest, due, handed, counted, path, deferrals, themes, replies, shared, wins);
        return new(await groups, await stages, await newest, await due, await handed, await counted, await path, await deferrals, await themes, await replies, await shared, await wins);
    }

    private DateOnly ThisMonth => InputBatches.MonthOf(clock.GetUtcNow());

    private Task<IReadOnlyList<GroupRow>> Groups(Tenant tenant, IReadOnlyDictionary<Guid, ArenaInfo> arenas, LearningScope scope, DateOnly today, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            select a.id, c.is_counted, c.is_counted and exists (
                select from inputs i where i.tenant_id = $1 and i.arena_id = a.id and i.stage = 'Open' and i.given_on < $3),
              exists (select from matters m where m.tenant_id = $1 and m.arena_id = a.id)
            from arenas a
            cross join lateral (select exists (
              select from input_batches b where b.tenant_id = $1 and b.arena_id = a.id and b.series = '{InputBatches.Given}' and {InputBatches.IsCounted("$4")}) is_counted) c
            where a.tenant_id = $1 and a.kind = 'WorkingGroup' and ($2::uuid[] is null or a.id = any($2))
            order by a.id limit $5
            """,
            row => new GroupRow(arenas[row.GetGuid(0)], row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3)),
            ct, scope.Arenas, LearningOverview.LongAgo(today), ThisMonth, MostGroups);

    private async Task<IReadOnlyDictionary<TrialStage, int>> Stages(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        (await reader.Query(
            tenant, $"select t.stage, count(*) from trials t where {InPeriod} group by t.stage",
            row => (Stage: Enum.Parse<TrialStage>(row.GetString(0)), Count: row.GetInt32(1)), ct, scope.Parameters)).ToDictionary(r => r.Stage, r => r.Count);

    private Task<IReadOnlyList<TrialRow>> Due(Tenant tenant, LearningScope scope, DateOnly today, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            {Trials}
            where t.tenant_id = $1 and ($2::uuid[] is null or t.arena_id = any($2)) and {OfTheme.Replace("$5", "$4", StringComparison.Ordinal)} and t.started_on is not null
              and (t.stage = 'Evaluated' or (t.stage = 'Running' and t.evaluate_on <= $3))
            order by t.evaluate_on, t.matter_id limit $5
            """,
            ReadTrial, ct, scope.Arenas, today.AddDays(LearningOverview.SoonDays), scope.Theme?.ToString(), MostRows);

    private Task<IReadOnlyList<HandedRow>> Handed(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select m.arena_id, m.awaits_outcome, count(*), min(m.handed_on)
            from matters m
            where m.tenant_id = $1 and m.awaits_outcome is not null and ($2::uuid[] is null or m.arena_id = any($2)) and ($3::varchar is null or m.theme = $3)
            group by m.arena_id, m.awaits_outcome order by m.arena_id, m.awaits_outcome limit $4
            """,
            row => new HandedRow(row.GetGuid(0), Enum.Parse<DecisionLine>(row.GetString(1)), row.GetInt32(2), row.Date(3)),
            ct, scope.Arenas, scope.Theme?.ToString(), MostRows);

    /// <summary>Whole batches of the months that the period touches, and no others (<see cref="InputBatches"/>).</summary>
    private Task<IReadOnlyList<CountedRow>> Counted(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            with counted as materialized (
              select b.series, b.times, b.days from input_batches b join arenas a on a.tenant_id = $1 and a.id = b.arena_id
              where b.tenant_id = $1 and b.month >= $3 and b.month <= $4 and ($2::uuid[] is null or b.arena_id = any($2)) and {InputBatches.IsCounted("$5")})
            select s.series, s.times, d.days
            from (select c.series, sum(c.times)::int times from counted c group by c.series) s
            left join (select c.series, percentile_disc(0.5) within group (order by x.day) days from counted c, unnest(c.days) x (day) group by c.series) d on d.series = s.series
            union all
            select null, count(*)::int, percentile_disc(0.5) within group (order by x.day) from counted c, unnest(c.days) x (day)
            order by 1
            """,
            row => new CountedRow(row.TextOrNull(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetInt32(2)),
            ct, scope.Arenas, scope.From.AddDays(1 - scope.From.Day), scope.To, ThisMonth);

    private Task<IReadOnlyList<PathRow>> Path(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            select m.trial_stage, m.stage = 'Closed', count(*) from matters m
            where m.tenant_id = $1 and {Within} and m.raised_on >= $3 and m.raised_on <= $4
            group by 1, 2 order by 1, 2
            """,
            row => new PathRow(row.TextOrNull(0) is { } stage ? Enum.Parse<TrialStage>(stage) : null, row.GetBoolean(1), row.GetInt32(2)), ct, scope.Parameters);

    private async Task<Deferrals> Deferred(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        (await reader.Query(
            tenant,
            $"""
            select count(*), count(*) filter (where m.stage = 'Deferred'), count(*) filter (where m.stage <> 'Deferred' and m.trial_stage is not null),
              count(*) filter (where m.stage = 'Closed' and m.trial_stage is null)
            from matters m
            where m.tenant_id = $1 and {Within} and m.last_deferred_on >= $3 and m.last_deferred_on <= $4
            """,
            row => new Deferrals(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), ct, scope.Parameters))[0];

    private Task<IReadOnlyList<ThemeRow>> Themes(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            select m.theme, date_trunc('quarter', m.raised_on)::date, count(*) from matters m
            where m.tenant_id = $1 and {Within} and m.raised_on >= $3 and m.raised_on <= $4
            group by 1, 2 order by 1, 2
            """,
            row => new ThemeRow(row.TextOrNull(0) is { } theme ? Enum.Parse<Theme>(theme) : null, row.Date(1), row.GetInt32(2)), ct, scope.Parameters);

    private Task<IReadOnlyList<ReplyRow>> Replies(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select grouping(r.answer_kind) = 1, r.answer_kind, count(*)::int, percentile_disc(0.5) within group (order by r.answered_on - r.sent_on), count(r.problem_id)::int
            from reports r
            where r.tenant_id = $1 and ($2::uuid[] is null or r.arena_id = any($2)) and r.sent_on >= $3 and r.sent_on <= $4
            group by grouping sets ((r.answer_kind), ())
            """,
            row => new ReplyRow(row.GetBoolean(0), row.TextOrNull(1) is { } kind ? Enum.Parse<ReportReply>(kind) : null, row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt32(4)),
            ct, scope.Arenas, scope.From, scope.To);

    private async Task<Shared> Shared(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        (await reader.Query(
            tenant,
            """
            select
              (select count(*) from experiences e where e.tenant_id = $1 and ($2::uuid[] is null or e.arena_id = any($2)) and e.published_on >= $3 and e.published_on <= $4 and e.withdrawn_on is null),
              (select count(*) from experience_offers o where o.tenant_id = $1 and ($2::uuid[] is null or o.arena_id = any($2)) and o.offered_on >= $3 and o.offered_on <= $4),
              (select count(*) from adoptions a where a.tenant_id = $1 and ($2::uuid[] is null or a.arena_id = any($2)) and a.answered_on >= $3 and a.answered_on <= $4 and a.answer = 'WillTry'),
              (select count(*) from adoptions a where a.tenant_id = $1 and ($2::uuid[] is null or a.arena_id = any($2)) and a.told_on >= $3 and a.told_on <= $4),
              (select count(*) from learning_used u where u.tenant_id = $1 and u.used_on >= $3 and u.used_on <= $4 and ($2::uuid[] is null
                or exists (select from experiences e where e.tenant_id = $1 and e.id = u.source_id and e.arena_id = any($2))
                or exists (select from reports r where r.tenant_id = $1 and r.id = u.source_id and r.arena_id = any($2))))
            """,
            row => new Shared(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)), ct, scope.Arenas, scope.From, scope.To))[0];

    private Task<IReadOnlyList<CelebratedRow>> Wins(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select w.id, w.arena_id, t.text, w.celebrated_on, w.times
            from (
              select w.tenant_id, w.id, w.arena_id, w.what_id, w.celebrated_on, count(*) over ()::int times from wins w
              where w.tenant_id = $1 and ($2::uuid[] is null or w.arena_id = any($2)) and w.celebrated_on >= $3 and w.celebrated_on <= $4
              order by w.celebrated_on desc, w.id limit $5) w
            left join words t on t.tenant_id = $1 and t.stream_id = w.id and t.id = w.what_id
            order by w.celebrated_on desc, w.id
            """,
            row => new CelebratedRow(row.GetGuid(0), row.GetGuid(1), row.TextOrNull(2), row.Date(3), row.GetInt32(4)), ct, scope.Arenas, scope.From, scope.To, MostWins);

    private static TrialRow ReadTrial(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetGuid(2), Enum.Parse<TrialStage>(row.GetString(3)), row.TextOrNull(4),
        row.GetFieldValue<string?[]>(13), row.IsDBNull(12) ? [] : [.. row.GetFieldValue<string[]>(12).Select(Enum.Parse<Effect>)],
        row.Date(5), row.DateOrNull(6), row.DateOrNull(7), row.DateOrNull(8), row.DateOrNull(9), row.TextOrNull(10), row.GetInt32(11));
}
