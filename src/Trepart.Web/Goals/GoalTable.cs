using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Goals;

/// <summary>One row for each goal, and one for each quarter in which it was assessed.</summary>
public sealed class GoalTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["goals", "goal_assessments"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (recorded.Event is GoalEvent and not GoalSet)
            sql.Add("update goals set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = recorded.Event switch
        {
            GoalSet e => sql.Add(
                "insert into goals (tenant_id, id, arena_id, version, kind, what_id, sign_id, set_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                tenant, id, recorded.Arena, version, e.Kind.ToString(), e.What.Id, e.Sign?.Id, e.SetOn),
            GoalRevised e => sql.Add("update goals set kind = $3, what_id = $4, sign_id = $5 where tenant_id = $1 and id = $2", tenant, id, e.Kind.ToString(), e.What.Id, e.Sign?.Id),
            GoalAssessed e => sql.Add(
                """
                insert into goal_assessments (tenant_id, goal_id, year, quarter, attainment, note_id, assessed_on) values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (tenant_id, goal_id, year, quarter) do update
                set attainment = excluded.attainment, note_id = excluded.note_id, assessed_on = excluded.assessed_on
                """,
                tenant, id, e.Year, e.Quarter, e.Attainment.ToString(), e.Note?.Id, on),
            GoalEnded e => sql.Add("update goals set ended_on = $3, learned_id = $4 where tenant_id = $1 and id = $2", tenant, id, on, e.Learned?.Id),
            GoalReopened => sql.Add("update goals set ended_on = null, learned_id = null where tenant_id = $1 and id = $2", tenant, id),
            _ => sql,
        };
    }
}
