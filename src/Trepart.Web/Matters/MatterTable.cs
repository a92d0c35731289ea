using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Matters;

/// <summary>One row for each matter, as the board shows it.</summary>
public sealed class MatterTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["matters"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        if (recorded.Event is not MatterEvent happened)
            return;

        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        if (happened is MatterRaised raised)
        {
            sql.Add(
                """
                insert into matters (tenant_id, id, arena_id, version, title_id, theme, stage, deferrals, raised_on, touched_on)
                values ($1, $2, $3, $4, $5, $6, 'Open', 0, $7, $7)
                """,
                tenant, id, recorded.Arena, recorded.Version, raised.Title.Id, raised.Theme?.ToString(), on);
            return;
        }

        sql.Add("update matters set version = $3, touched_on = greatest(touched_on, $4) where tenant_id = $1 and id = $2", tenant, id, recorded.Version, on);
        _ = happened switch
        {
            MatterRetitled e => sql.Add("update matters set title_id = $3 where tenant_id = $1 and id = $2", tenant, id, e.Title.Id),
            MatterMarked e => sql.Add(
                "update matters set urgency = $3, size = $4 where tenant_id = $1 and id = $2", tenant, id, e.Urgency?.ToString(), e.Size?.ToString()),
            MatterDeferred e => sql.Add(
                "update matters set stage = 'Deferred', deferred_until = $3, deferrals = deferrals + 1, talk = $4, deferred_on = $5, last_deferred_on = $5 where tenant_id = $1 and id = $2",
                tenant, id, e.Until, e.Talk.ToArray(), on),
            TalkHeld e => Talked(sql, tenant, id, [.. e.Seats]),
            OwnSideNoted e => Talked(sql, tenant, id, [e.Seat]),
            MatterTakenUpAgain => sql.Add("update matters set stage = 'Open', deferred_until = null, deferred_on = null, talk = '{}' where tenant_id = $1 and id = $2", tenant, id),
            MatterHandedOver e => sql.Add("update matters set awaits_outcome = $3, handed_on = $4 where tenant_id = $1 and id = $2", tenant, id, e.To.ToString(), on),
            OutcomeReturned => sql.Add("update matters set awaits_outcome = null, handed_on = null where tenant_id = $1 and id = $2", tenant, id),
            HmsConcernRaised => sql.Add("update matters set hms_raised_on = coalesce(hms_raised_on, $3) where tenant_id = $1 and id = $2", tenant, id, on),
            LeaderAsked => sql.Add("update matters set leader_asked_on = coalesce(leader_asked_on, $3) where tenant_id = $1 and id = $2", tenant, id, on),
            LeaderDecided => sql.Add("update matters set leader_asked_on = null where tenant_id = $1 and id = $2", tenant, id),
            MatterClosed => sql.Add("update matters set stage = 'Closed', closed_on = $3, leader_asked_on = null where tenant_id = $1 and id = $2", tenant, id, on),
            MatterReopened => sql.Add("update matters set stage = 'Open', closed_on = null where tenant_id = $1 and id = $2", tenant, id),
            TrialStarted or TrialExtended => Tried(sql, tenant, id, TrialStage.Running),
            TrialEvaluated => Tried(sql, tenant, id, TrialStage.Evaluated),
            TrialMadePermanent => Tried(sql, tenant, id, TrialStage.Permanent),
            TrialReverted => Tried(sql, tenant, id, TrialStage.Reverted),

            // An earlier one that slid back says nothing of the latest.
            TrialSlidBack { Earlier: null } => Tried(sql, tenant, id, TrialStage.SlidBack),
            _ => sql,
        };
    }

    private static NpgsqlBatch Tried(NpgsqlBatch sql, string tenant, Guid id, TrialStage stage) =>
        sql.Add("update matters set trial_stage = $3 where tenant_id = $1 and id = $2", tenant, id, stage.ToString());

    private static NpgsqlBatch Talked(NpgsqlBatch sql, string tenant, Guid id, Guid[] seats) =>
        sql.Add(
            """
            update matters set talk = array(select t.seat from unnest(talk) with ordinality t (seat, n) where t.seat <> all($3) order by t.n)
            where tenant_id = $1 and id = $2
            """,
            tenant, id, seats);
}

/// <summary>One row for each fact that a matter needs.</summary>
public sealed class FactTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["matter_facts"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            FactNeeded e => sql.Add(
                "insert into matter_facts (tenant_id, matter_id, number, arena_id, seat_id, what_id, asked_on, due_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                tenant, id, e.Number, recorded.Arena, e.Seat, e.What.Id, on, e.Due),
            FactBrought e => sql.Add(
                "update matter_facts set brought_on = $4 where tenant_id = $1 and matter_id = $2 and number = $3", tenant, id, e.Fact, on),
            _ => sql,
        };
    }
}

/// <summary>One row for each trial, from the proposal to what became of it.</summary>
public sealed class TrialTable : IProjection
{
    private const string Latest =
        "where tenant_id = $1 and matter_id = $2 and number = (select max(l.number) from trials l where l.tenant_id = $1 and l.matter_id = $2)";

    // The one that the event names, else the latest.
    private const string Named =
        """
        where tenant_id = $1 and matter_id = $2
          and number = coalesce($4::int, (select max(l.number) from trials l where l.tenant_id = $1 and l.matter_id = $2))
        """;

    public IReadOnlyList<string> Tables { get; } = ["trials"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            TrialProposed e => sql.Add(
                """
                insert into trials (tenant_id, matter_id, number, arena_id, stage, change_id, affected_ids, evaluate_on, proposed_on, extensions, kind)
                values ($1, $2, $3, $4, 'Proposed', $5, $6, $7, $8, 0, $9)
                on conflict (tenant_id, matter_id, number) do update
                set change_id = excluded.change_id, affected_ids = excluded.affected_ids, evaluate_on = excluded.evaluate_on, kind = excluded.kind
                """,
                tenant, id, e.Number, recorded.Arena, e.Change.Id, e.Affected.Select(a => a.Id).ToArray(), e.EvaluateOn, on, e.Kind?.ToString()),
            HmsRiskAnswered e => sql.Add($"update trials set hms = $3 {Latest}", tenant, id, e.Risk.ToString()),
            TrialAgreed => sql.Add($"update trials set stage = 'Agreed' {Latest}", tenant, id),
            TrialStarted => sql.Add($"update trials set stage = 'Running', started_on = $3 {Latest}", tenant, id, on),
            TrialEvaluated e => sql.Add(
                $"update trials set stage = 'Evaluated', evaluated_on = $3, learned_id = $4, effects = $5 {Latest}",
                tenant, id, on, e.Learned.Id, e.Findings.OrderBy(f => f.Group).Select(f => f.Effect.ToString()).ToArray()),
            TrialMadePermanent => sql.Add(
                $"update trials set stage = 'Permanent', ended_on = $3, counts_until = $3, follow_up_on = ($3 + interval '3 months')::date {Latest}", tenant, id, on),
            TrialReverted => sql.Add($"update trials set stage = 'Reverted', ended_on = $3, counts_until = $3 {Latest}", tenant, id, on),
            TrialExtended e => sql.Add($"update trials set stage = 'Running', evaluate_on = $3, extensions = extensions + 1 {Latest}", tenant, id, e.EvaluateOn),
            TrialWithdrawn => sql.Add($"update trials set stage = 'Withdrawn', ended_on = $3, counts_until = $3 {Latest}", tenant, id, on),
            TrialStillInUse e => sql.Add(
                $"""
                update trials set followed_up_on = $3, follow_up_on = case
                  when $3 < (ended_on + interval '3 months')::date then (ended_on + interval '3 months')::date
                  when $3 < (ended_on + interval '12 months')::date then (ended_on + interval '12 months')::date end
                {Named}
                """,
                tenant, id, on, e.Earlier),
            TrialSlidBack e => sql.Add($"update trials set stage = 'SlidBack', followed_up_on = $3, counts_until = greatest(ended_on, $3), follow_up_on = null {Named}", tenant, id, on, e.Earlier),

            // A proposal that nobody agreed on ends with its matter.
            MatterClosed => sql.Add($"update trials set stage = 'Withdrawn', ended_on = $3, counts_until = $3 {Latest} and stage = 'Proposed'", tenant, id, on),
            _ => sql,
        };
    }
}

/// <summary>A matter as a list shows it.</summary>
/// <param name="Title">Null where the words have been erased.</param>
/// <param name="AwaitsOutcome">Where the matter has been handed and no outcome has come back; null otherwise.</param>
/// <param name="Trial">Where its latest trial stands; null if it has none.</param>
/// <param name="TouchedOn">The latest day on which something happened.</param>
public sealed record MatterRow(
    Guid Id, Guid Arena, string? Title, MatterStage Stage, DateOnly? DeferredUntil, int Deferrals, DecisionLine? AwaitsOutcome, DateOnly RaisedOn,
    DateOnly? ClosedOn, DateOnly TouchedOn, TrialStage? Trial, DateOnly? EvaluateOn, long Version, MatterSize? Size, Urgency? Urgency);

public sealed class MatterLists(TenantReader reader)
{
    private const string Select =
        """
        select m.id, m.arena_id, w.text, m.stage, m.deferred_until, m.deferrals, m.awaits_outcome, m.raised_on, m.closed_on, m.touched_on,
               t.stage, t.evaluate_on, m.version, m.size, m.urgency
        from matters m
        left join words w on w.tenant_id = m.tenant_id and w.stream_id = m.id and w.id = m.title_id
        left join lateral (
          select stage, evaluate_on from trials t where t.tenant_id = m.tenant_id and t.matter_id = m.id order by number desc limit 1) t on true
        where m.tenant_id = $1
        """;

    /// <summary>An arena's matters: the open ones first, what has stood still longest on top; then the closed ones, newest first.</summary>
    public Task<IReadOnlyList<MatterRow>> OfArena(Tenant tenant, Guid arena, int limit, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"{Select} and m.arena_id = $2 order by m.stage = 'Closed', case when m.stage <> 'Closed' then m.touched_on end, m.closed_on desc, m.id limit $3",
            Read, ct, arena, limit);

    public async Task<MatterRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and m.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>Whether a group has brought no matter to its end yet: then it is told to begin with something small.</summary>
    public async Task<bool> IsNew(Tenant tenant, Guid arena, CancellationToken ct) =>
        await reader.Query(tenant, "select 1 from matters where tenant_id = $1 and arena_id = $2 and stage = 'Closed' limit 1", _ => true, ct, arena) is [];

    private static MatterRow Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.TextOrNull(2), Enum.Parse<MatterStage>(row.GetString(3)), row.DateOrNull(4), row.GetInt32(5),
        row.TextOrNull(6) is { } line ? Enum.Parse<DecisionLine>(line) : null, row.Date(7), row.DateOrNull(8), row.Date(9),
        row.TextOrNull(10) is { } stage ? Enum.Parse<TrialStage>(stage) : null, row.DateOrNull(11), row.GetInt64(12),
        row.TextOrNull(13) is { } size ? Enum.Parse<MatterSize>(size) : null, row.TextOrNull(14) is { } urgency ? Enum.Parse<Urgency>(urgency) : null);
}
