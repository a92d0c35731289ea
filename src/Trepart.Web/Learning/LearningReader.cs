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
    public const int MostTrials = 40;

    /// <summary>As many wins as the overview names.</summary>
    public const int MostWins = 5;

    private const int MostRows = 5000;

    // $2 are the arenas or null, $3 and $4 the first and last day of the period, $5 the theme or null.
    private const string Within = "($2::uuid[] is null or m.arena_id = any($2)) and ($5::varchar is null or m.theme = $5)";

    private const string OfTheme = "($5::varchar is null or exists (select from matters m where m.tenant_id = $1 and m.id = t.matter_id and m.theme = $5))";

    private const string InPeriod =
        $"t.tenant_id = $1 and ($2::uuid[] is null or t.arena_id = any($2)) and {OfTheme} and t.started_on <= $4 and t.counts_until >= $3";

    // In these two $2 are the arenas or null, $3 the last day that is soon, and $4 the theme or null.
    private const string IsDue =
        """
        t.tenant_id = $1 and t.stage in ('Running', 'Evaluated') and ($2::uuid[] is null or t.arena_id = any($2))
          and ($4::varchar is null or exists (select from matters m where m.tenant_id = $1 and m.id = t.matter_id and m.theme = $4))
          and (t.stage = 'Evaluated' or t.evaluate_on <= $3::date)
        """;

    private const string IsHanded =
        "m.tenant_id = $1 and m.awaits_outcome is not null and ($2::uuid[] is null or m.arena_id = any($2)) and ($4::varchar is null or m.theme = $4)";

    /// <summary>The first trials of a selection. Which they are is settled before the words are looked up: for those that are shown and no others.</summary>
    private static string TrialsOf(string which, string order, string most) =>
        $"""
        with k as (select t.matter_id, t.number from trials t where {which} order by {order} limit {most})
        select t.matter_id, t.number, t.arena_id, t.stage, c.text, t.started_on, t.evaluate_on, t.evaluated_on, t.ended_on, t.followed_up_on, l.text,
               t.extensions, t.effects,
               array(select a.text from unnest(t.affected_ids) with ordinality u (id, n)
                     left join words a on a.tenant_id = $1 and a.stream_id = t.matter_id and a.id = u.id order by u.n)
        from k join trials t on t.tenant_id = $1 and t.matter_id = k.matter_id and t.number = k.number
        left join words c on c.tenant_id = $1 and c.stream_id = t.matter_id and c.id = t.change_id
        left join words l on l.tenant_id = $1 and l.stream_id = t.matter_id and l.id = t.learned_id
        order by {order}
        """;

    /// <param name="arenas">All arenas of the municipality.</param>
    public async Task<LearningRows> Read(
        Tenant tenant, IReadOnlyDictionary<Guid, ArenaInfo> arenas, LearningScope scope, DateOnly today, CancellationToken ct)
    {
        // Side by side in three, as many as it takes to keep the database busy: one page shall not take every connection.
        var (waiting, tried, given) = (WhatWaits(), WhatWasTried(), WhatWasSaid());
        await Task.WhenAll(waiting, tried, given);
        var (groups, hasMatters, waitsIn, due, handed) = await waiting;
        var (stages, newest, matters, deferrals) = await tried;
        var (counted, replies, shared, wins) = await given;
        return new(
            groups, hasMatters, waitsIn, stages, newest, due, handed, counted,
            [.. matters.GroupBy(m => (m.Trial, m.Closed)).Select(g => new PathRow(g.Key.Trial, g.Key.Closed, g.Sum(m => m.Count)))], deferrals,
            [.. matters.GroupBy(m => (m.Theme, m.Quarter)).Select(g => new ThemeRow(g.Key.Theme, g.Key.Quarter, g.Sum(m => m.Count)))], replies, shared, wins);

        async Task<(IReadOnlyList<GroupRow>, bool, int, IReadOnlyList<TrialRow>, IReadOnlyList<HandedRow>)> WhatWaits()
        {
            var (groups, hasMatters) = (await Groups(tenant, arenas, scope, today, ct), await HasMatters(tenant, scope, ct));
            Guid[] waits = [.. groups.Where(g => g.HasWaited).Select(g => g.Arena.Id).Union(await AreDue(tenant, scope, today, ct))];
            var first = LearningOverview.First(waits, arenas);
            return (groups, hasMatters, waits.Length, await Due(tenant, scope with { Arenas = first }, today, ct), await Handed(tenant, scope with { Arenas = first }, ct));
        }

        async Task<(IReadOnlyDictionary<TrialStage, int>, IReadOnlyList<TrialRow>, IReadOnlyList<MattersRow>, Deferrals)> WhatWasTried() => (
            await Stages(tenant, scope, ct),
            await reader.QueryMuch(tenant, TrialsOf(InPeriod, "t.started_on desc, t.matter_id, t.number", "$6"), ReadTrial, ct, [.. scope.Parameters, MostTrials]),
            await Matters(tenant, scope, ct), await Deferred(tenant, scope, ct));

        async Task<(IReadOnlyList<CountedRow>, IReadOnlyList<ReplyRow>, PassedOn, IReadOnlyList<CelebratedRow>)> WhatWasSaid() =>
            (await Counted(tenant, scope, ct), await Replies(tenant, scope, ct), await Shared(tenant, scope, ct), await Wins(tenant, scope, ct));
    }

    /// <summary>Matters of the period that are alike.</summary>
    private sealed record MattersRow(TrialStage? Trial, bool Closed, Theme? Theme, DateOnly Quarter, int Count);

    private DateOnly ThisMonth => InputBatches.MonthOf(clock.GetUtcNow());

    private async Task<IReadOnlyList<GroupRow>> Groups(Tenant tenant, IReadOnlyDictionary<Guid, ArenaInfo> arenas, LearningScope scope, DateOnly today, CancellationToken ct)
    {
        var waited = await reader.QueryMuch(
            tenant, "select distinct i.arena_id from inputs i where i.tenant_id = $1 and i.stage = 'Open' and i.given_on < $3 and ($2::uuid[] is null or i.arena_id = any($2))",
            row => row.GetGuid(0), ct, scope.Arenas, LearningOverview.LongAgo(today));
        var counted = await reader.QueryMuch(
            tenant,
            $"""
            select a.id from arenas a
            join input_batches b on b.tenant_id = $1 and b.arena_id = a.id and b.series = '{InputBatches.Given}' and b.number = 1
            where a.tenant_id = $1 and ($2::uuid[] is null or a.id = any($2)) and {InputBatches.IsCounted("$3")}
            """,
            row => row.GetGuid(0), ct, scope.Arenas, ThisMonth);
        var (waits, isCounted) = (waited.ToHashSet(), counted.ToHashSet());
        return
        [
            .. (scope.Arenas ?? arenas.Keys).Select(id => arenas[id]).Where(a => a.Kind is ArenaKind.WorkingGroup)
                .Select(a => new GroupRow(a, isCounted.Contains(a.Id), isCounted.Contains(a.Id) && waits.Contains(a.Id))),
        ];
    }

    private async Task<bool> HasMatters(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        (await reader.QueryMuch(
            tenant, "select exists (select from matters m where m.tenant_id = $1 and ($2::uuid[] is null or m.arena_id = any($2)))", row => row.GetBoolean(0), ct, scope.Arenas))[0];

    /// <summary>The groups where a trial is due or something was handed over.</summary>
    private Task<IReadOnlyList<Guid>> AreDue(Tenant tenant, LearningScope scope, DateOnly today, CancellationToken ct) =>
        reader.QueryMuch(
            tenant,
            $"""
            select t.arena_id from trials t where {IsDue}
            union
            select m.arena_id from matters m where {IsHanded}
            """,
            row => row.GetGuid(0), ct, scope.Arenas, today.AddDays(LearningOverview.SoonDays), scope.Theme?.ToString());

    private async Task<IReadOnlyDictionary<TrialStage, int>> Stages(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        (await reader.QueryMuch(
            tenant, $"select t.stage, count(*) from trials t where {InPeriod} group by t.stage",
            row => (Stage: Enum.Parse<TrialStage>(row.GetString(0)), Count: row.GetInt32(1)), ct, scope.Parameters)).ToDictionary(r => r.Stage, r => r.Count);

    private Task<IReadOnlyList<TrialRow>> Due(Tenant tenant, LearningScope scope, DateOnly today, CancellationToken ct) =>
        reader.QueryMuch(
            tenant, TrialsOf(IsDue, "t.evaluate_on, t.matter_id", "$5"), ReadTrial, ct, scope.Arenas, today.AddDays(LearningOverview.SoonDays), scope.Theme?.ToString(), MostRows);

    private Task<IReadOnlyList<HandedRow>> Handed(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.QueryMuch(
            tenant,
            $"""
            select m.arena_id, m.awaits_outcome, count(*), min(m.handed_on) from matters m where {IsHanded}
            group by m.arena_id, m.awaits_outcome order by m.arena_id, m.awaits_outcome limit $3
            """,
            row => new HandedRow(row.GetGuid(0), Enum.Parse<DecisionLine>(row.GetString(1)), row.GetInt32(2), row.Date(3)),
            ct, scope.Arenas, MostRows, scope.Theme?.ToString());

    /// <summary>Whole batches of the months that the period touches, and no others (<see cref="InputBatches"/>).</summary>
    private Task<IReadOnlyList<CountedRow>> Counted(Tenant tenant, LearningScope scope, CancellationToken ct)
    {
        var first = scope.From.AddDays(1 - scope.From.Day);
        return scope.Arenas is { } some
            ? reader.QueryMuch(tenant, CountedOfSome, Row, ct, first, scope.To, ThisMonth, some)
            : reader.QueryMuch(tenant, CountedOfAll, Row, ct, first, scope.To, ThisMonth);

        static CountedRow Row(DbDataReader row) => new(row.GetString(0), row.IsDBNull(1) ? null : row.GetInt32(1), row.GetInt32(2));
    }

    // In these two $2 and $3 are the first month and the last day of the period, and $4 this month.
    private static readonly string CountedOfSome =
        $"""
        select b.series, x.day, sum(case when x.day is null then b.times else 1 end)::int
        from input_batches b
        join arenas a on a.tenant_id = $1 and a.id = b.arena_id
        left join lateral unnest(b.days) x (day) on true
        where b.tenant_id = $1 and b.month >= $2 and b.month <= $3 and b.arena_id = any($5) and {InputBatches.IsCounted("$4")}
        group by b.series, x.day
        """;

    // The sums of all batches, less those of the groups that stand where few work.
    private static readonly string CountedOfAll =
        $"""
        select c.series, nullif(c.day, {InputBatches.NoAnswer}), sum(c.times)::int
        from (
          select s.series, s.day, s.times from input_sums s where s.tenant_id = $1 and s.month >= $2 and s.month <= $3 and s.month < $4
          union all
          select b.series, coalesce(x.day, {InputBatches.NoAnswer}), -(case when x.day is null then b.times else 1 end)
          from arenas a
          join input_batches b on b.tenant_id = $1 and b.arena_id = a.id
          left join lateral unnest(b.days) x (day) on true
          where a.tenant_id = $1 and b.month >= $2 and b.month <= $3 and b.month < $4 and {InputBatches.HasThree} and {InputBatches.IsSmall}) c
        group by c.series, c.day having sum(c.times) > 0
        """;

    private Task<IReadOnlyList<MattersRow>> Matters(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.QueryMuch(
            tenant,
            $"""
            select m.trial_stage, m.stage = 'Closed', m.theme, date_trunc('quarter', m.raised_on::timestamp)::date, count(*) from matters m
            where m.tenant_id = $1 and {Within} and m.raised_on >= $3 and m.raised_on <= $4
            group by 1, 2, 3, 4
            """,
            row => new MattersRow(
                row.TextOrNull(0) is { } stage ? Enum.Parse<TrialStage>(stage) : null, row.GetBoolean(1), row.TextOrNull(2) is { } theme ? Enum.Parse<Theme>(theme) : null, row.Date(3), row.GetInt32(4)),
            ct, scope.Parameters);

    private async Task<Deferrals> Deferred(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        (await reader.QueryMuch(
            tenant,
            $"""
            select count(*), count(*) filter (where m.stage = 'Deferred'), count(*) filter (where m.stage <> 'Deferred' and m.trial_stage is not null),
              count(*) filter (where m.stage = 'Closed' and m.trial_stage is null)
            from matters m
            where m.tenant_id = $1 and {Within} and m.last_deferred_on >= $3 and m.last_deferred_on <= $4
            """,
            row => new Deferrals(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), ct, scope.Parameters))[0];

    private Task<IReadOnlyList<ReplyRow>> Replies(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.QueryMuch(
            tenant,
            """
            select grouping(r.answer_kind) = 1, r.answer_kind, count(*)::int, percentile_disc(0.5) within group (order by r.answered_on - r.sent_on), count(r.problem_id)::int
            from reports r
            where r.tenant_id = $1 and ($2::uuid[] is null or r.arena_id = any($2)) and r.sent_on >= $3 and r.sent_on <= $4
            group by grouping sets ((r.answer_kind), ())
            """,
            row => new ReplyRow(row.GetBoolean(0), row.TextOrNull(1) is { } kind ? Enum.Parse<ReportReply>(kind) : null, row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt32(4)),
            ct, scope.Arenas, scope.From, scope.To);

    private async Task<PassedOn> Shared(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        (await reader.QueryMuch(
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
            row => new PassedOn(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4)), ct, scope.Arenas, scope.From, scope.To))[0];

    private Task<IReadOnlyList<CelebratedRow>> Wins(Tenant tenant, LearningScope scope, CancellationToken ct) =>
        reader.QueryMuch(
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
