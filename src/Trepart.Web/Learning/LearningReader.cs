using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;

namespace Trepart.Web.Learning;

/// <summary>
/// Reads what the learning overview is made from. Days that no table keeps, such as that of an input's first answer,
/// are looked up in the log, stream by stream.
/// </summary>
public sealed class LearningReader(TenantReader reader)
{
    /// <summary>As many trials as one page shows; the counts reach beyond it.</summary>
    public const int MostTrials = 100;

    private const int MostGroups = 5000;
    private const int MostRows = 5000;

    // $2 is the arena or null, $3 the first day of the period. A practice that slid back belongs to the period in which that was seen.
    private const string InPeriod =
        """
        t.tenant_id = $1 and ($2::uuid is null or t.arena_id = $2) and t.started_on is not null
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
    /// <param name="arena">Only this one; null for all.</param>
    /// <param name="from">The first day of the period.</param>
    public async Task<LearningRows> Read(
        Tenant tenant, IReadOnlyDictionary<Guid, ArenaInfo> arenas, Guid? arena, DateOnly from, DateOnly today, CancellationToken ct) => new(
        await Groups(tenant, arenas, arena, ct),
        await Stages(tenant, arena, from, ct),
        await Newest(tenant, arena, from, ct),
        await Due(tenant, arena, today, ct),
        await Handed(tenant, arena, ct),
        await Answers(tenant, arena, from, ct),
        await Path(tenant, arena, from, ct),
        await Deferred(tenant, arena, from, ct));

    private Task<IReadOnlyList<GroupRow>> Groups(Tenant tenant, IReadOnlyDictionary<Guid, ArenaInfo> arenas, Guid? arena, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select a.id,
              (select count(*) from (
                select from inputs i where i.tenant_id = $1 and i.arena_id = a.id and i.stage <> 'Withdrawn' limit $3) few),
              coalesce(w.waiting, 0), w.oldest,
              exists (select from matters m where m.tenant_id = $1 and m.arena_id = a.id)
            from arenas a
            left join (
              select i.arena_id, count(*) as waiting, min(i.given_on) as oldest from inputs i
              where i.tenant_id = $1 and i.stage = 'Open' group by i.arena_id) w on w.arena_id = a.id
            where a.tenant_id = $1 and a.kind = 'WorkingGroup' and ($2::uuid is null or a.id = $2)
            order by a.id limit $4
            """,
            row => new GroupRow(arenas[row.GetGuid(0)], row.GetInt32(1), row.GetInt32(2), row.DateOrNull(3), row.GetBoolean(4)),
            ct, arena, LearningOverview.Few, MostGroups);

    private async Task<IReadOnlyDictionary<TrialStage, int>> Stages(Tenant tenant, Guid? arena, DateOnly from, CancellationToken ct) =>
        (await reader.Query(
            tenant, $"select t.stage, count(*) from trials t where {InPeriod} group by t.stage",
            row => (Stage: Enum.Parse<TrialStage>(row.GetString(0)), Count: row.GetInt32(1)), ct, arena, from)).ToDictionary(r => r.Stage, r => r.Count);

    private Task<IReadOnlyList<TrialRow>> Newest(Tenant tenant, Guid? arena, DateOnly from, CancellationToken ct) =>
        reader.Query(tenant, $"{Trials} where {InPeriod} order by t.started_on desc, t.matter_id, t.number limit $4", ReadTrial, ct, arena, from, MostTrials);

    private Task<IReadOnlyList<TrialRow>> Due(Tenant tenant, Guid? arena, DateOnly today, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            {Trials}
            where t.tenant_id = $1 and ($2::uuid is null or t.arena_id = $2) and t.started_on is not null
              and (t.stage = 'Evaluated' or (t.stage = 'Running' and t.evaluate_on <= $3))
            order by t.evaluate_on, t.matter_id limit $4
            """,
            ReadTrial, ct, arena, today.AddDays(LearningOverview.SoonDays), MostRows);

    private Task<IReadOnlyList<HandedRow>> Handed(Tenant tenant, Guid? arena, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select m.arena_id, m.awaits_outcome, count(*), min(h.day)
            from matters m
            cross join lateral (
              select (e.headers ->> 'happenedOn')::date as day from mt_events e
              where e.tenant_id = $1 and e.stream_id = m.id and e.type = 'matter_handed_over' order by e.version desc limit 1) h
            where m.tenant_id = $1 and m.awaits_outcome is not null and ($2::uuid is null or m.arena_id = $2)
            group by m.arena_id, m.awaits_outcome order by m.arena_id, m.awaits_outcome limit $3
            """,
            row => new HandedRow(row.GetGuid(0), Enum.Parse<DecisionLine>(row.GetString(1)), row.GetInt32(2), row.Date(3)), ct, arena, MostRows);

    private Task<IReadOnlyList<AnswerRow>> Answers(Tenant tenant, Guid? arena, DateOnly from, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select i.stage, i.disposition, i.routed_to, i.matter_id is not null, case when f.day is not null then greatest(f.day - i.given_on, 0) end, count(*)
            from inputs i
            left join lateral (
              select (e.headers ->> 'happenedOn')::date as day from mt_events e
              where e.tenant_id = $1 and e.stream_id = i.id and e.type in ('input_answered', 'input_routed') order by e.version limit 1) f on true
            where i.tenant_id = $1 and ($2::uuid is null or i.arena_id = $2) and i.given_on >= $3 and i.stage <> 'Withdrawn'
            group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5 limit $4
            """,
            row => new AnswerRow(
                Enum.Parse<InputStage>(row.GetString(0)), row.TextOrNull(1) is { } d ? Enum.Parse<Disposition>(d) : null,
                row.TextOrNull(2) is { } r ? Enum.Parse<Domain.Route>(r) : null, row.GetBoolean(3), row.IsDBNull(4) ? null : row.GetInt32(4), row.GetInt32(5)),
            ct, arena, from, MostRows);

    private Task<IReadOnlyList<PathRow>> Path(Tenant tenant, Guid? arena, DateOnly from, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select exists (select from inputs i where i.tenant_id = $1 and i.matter_id = m.id), t.stage, m.stage = 'Closed', count(*)
            from matters m
            left join lateral (
              select t.stage from trials t where t.tenant_id = $1 and t.matter_id = m.id and t.started_on is not null
              order by t.number desc limit 1) t on true
            where m.tenant_id = $1 and ($2::uuid is null or m.arena_id = $2)
              and (m.raised_on >= $3 or exists (
                select from inputs i where i.tenant_id = $1 and i.matter_id = m.id and i.given_on >= $3 and i.stage <> 'Withdrawn'))
            group by 1, 2, 3 order by 1, 2, 3 limit $4
            """,
            row => new PathRow(
                row.GetBoolean(0), row.TextOrNull(1) is { } stage ? Enum.Parse<TrialStage>(stage) : null, row.GetBoolean(2), row.GetInt32(3)),
            ct, arena, from, MostRows);

    private async Task<Deferrals> Deferred(Tenant tenant, Guid? arena, DateOnly from, CancellationToken ct) =>
        (await reader.Query(
            tenant,
            """
            select count(*), count(*) filter (where m.stage = 'Deferred')
            from matters m
            where m.tenant_id = $1 and ($2::uuid is null or m.arena_id = $2) and m.deferrals > 0 and m.touched_on >= $3
              and exists (
                select from mt_events e where e.tenant_id = $1 and e.stream_id = m.id and e.type = 'matter_deferred'
                  and (e.headers ->> 'happenedOn')::date >= $3)
            """,
            row => new Deferrals(row.GetInt32(0), row.GetInt32(1)), ct, arena, from))[0];

    private static TrialRow ReadTrial(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetGuid(2), Enum.Parse<TrialStage>(row.GetString(3)), row.TextOrNull(4),
        row.GetFieldValue<string?[]>(13), row.IsDBNull(12) ? [] : [.. row.GetFieldValue<string[]>(12).Select(Enum.Parse<Effect>)],
        row.Date(5), row.DateOrNull(6), row.DateOrNull(7), row.DateOrNull(8), row.DateOrNull(9), row.TextOrNull(10), row.GetInt32(11));
}
