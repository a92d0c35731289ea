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
            MatterDeferred e => sql.Add(
                "update matters set stage = 'Deferred', deferred_until = $3, deferrals = deferrals + 1 where tenant_id = $1 and id = $2", tenant, id, e.Until),
            MatterTakenUpAgain => sql.Add("update matters set stage = 'Open', deferred_until = null where tenant_id = $1 and id = $2", tenant, id),
            MatterHandedOver e => sql.Add("update matters set awaits_outcome = $3 where tenant_id = $1 and id = $2", tenant, id, e.To.ToString()),
            OutcomeReturned => sql.Add("update matters set awaits_outcome = null where tenant_id = $1 and id = $2", tenant, id),
            MatterClosed => sql.Add("update matters set stage = 'Closed', closed_on = $3 where tenant_id = $1 and id = $2", tenant, id, on),
            MatterReopened => sql.Add("update matters set stage = 'Open', closed_on = null where tenant_id = $1 and id = $2", tenant, id),
            _ => sql,
        };
    }
}

/// <summary>One row for each trial, from the proposal to what became of it.</summary>
public sealed class TrialTable : IProjection
{
    private const string Latest =
        "where tenant_id = $1 and matter_id = $2 and number = (select max(l.number) from trials l where l.tenant_id = $1 and l.matter_id = $2)";

    public IReadOnlyList<string> Tables { get; } = ["trials"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            TrialProposed e => sql.Add(
                """
                insert into trials (tenant_id, matter_id, number, arena_id, stage, change_id, affected_ids, evaluate_on, proposed_on, extensions)
                values ($1, $2, $3, $4, 'Proposed', $5, $6, $7, $8, 0)
                on conflict (tenant_id, matter_id, number) do update
                set change_id = excluded.change_id, affected_ids = excluded.affected_ids, evaluate_on = excluded.evaluate_on
                """,
                tenant, id, e.Number, recorded.Arena, e.Change.Id, e.Affected.Select(a => a.Id).ToArray(), e.EvaluateOn, on),
            TrialAgreed => sql.Add($"update trials set stage = 'Agreed' {Latest}", tenant, id),
            TrialStarted => sql.Add($"update trials set stage = 'Running', started_on = $3 {Latest}", tenant, id, on),
            TrialEvaluated e => sql.Add(
                $"update trials set stage = 'Evaluated', evaluated_on = $3, learned_id = $4, effects = $5 {Latest}",
                tenant, id, on, e.Learned.Id, e.Findings.OrderBy(f => f.Group).Select(f => f.Effect.ToString()).ToArray()),
            TrialMadePermanent => sql.Add($"update trials set stage = 'Permanent', ended_on = $3 {Latest}", tenant, id, on),
            TrialReverted => sql.Add($"update trials set stage = 'Reverted', ended_on = $3 {Latest}", tenant, id, on),
            TrialExtended e => sql.Add($"update trials set stage = 'Running', evaluate_on = $3, extensions = extensions + 1 {Latest}", tenant, id, e.EvaluateOn),
            TrialWithdrawn => sql.Add($"update trials set stage = 'Withdrawn', ended_on = $3 {Latest}", tenant, id, on),
            TrialStillInUse => sql.Add($"update trials set followed_up_on = $3 {Latest}", tenant, id, on),
            TrialSlidBack => sql.Add($"update trials set stage = 'SlidBack', followed_up_on = $3 {Latest}", tenant, id, on),

            // A proposal that nobody agreed on ends with its matter.
            MatterClosed => sql.Add($"update trials set stage = 'Withdrawn', ended_on = $3 {Latest} and stage = 'Proposed'", tenant, id, on),
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
    DateOnly? ClosedOn, DateOnly TouchedOn, TrialStage? Trial, DateOnly? EvaluateOn, long Version);

public sealed class MatterLists(TenantReader reader)
{
    private const string Select =
        """
        select m.id, m.arena_id, w.text, m.stage, m.deferred_until, m.deferrals, m.awaits_outcome, m.raised_on, m.closed_on, m.touched_on,
               t.stage, t.evaluate_on, m.version
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

    private static MatterRow Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.TextOrNull(2), Enum.Parse<MatterStage>(row.GetString(3)), row.DateOrNull(4), row.GetInt32(5),
        row.TextOrNull(6) is { } line ? Enum.Parse<DecisionLine>(line) : null, row.Date(7), row.DateOrNull(8), row.Date(9),
        row.TextOrNull(10) is { } stage ? Enum.Parse<TrialStage>(stage) : null, row.DateOrNull(11), row.GetInt64(12));
}
