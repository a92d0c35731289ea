using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Decisions;

/// <summary>One row for each political decision, for what a group says of it, for where learning was used, and for each win.</summary>
public sealed class PoliticalDecisionTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["political_decisions", "decision_links", "learning_used", "wins"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            DecisionRegistered e => sql.Add(
                "insert into political_decisions (tenant_id, id, version, title_id, body, decided_on, case_number) values ($1, $2, $3, $4, $5, $6, $7)",
                tenant, id, version, e.Title.Id, e.Body, e.DecidedOn, e.CaseNumber),
            LearningUsed e => Used(e),
            LinkedToDecision e => sql.Add(
                "insert into decision_links (tenant_id, id, decision_id, arena_id, version, matter_id, report_id, said_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                tenant, id, e.PoliticalDecision, recorded.Arena, version, e.Matter, e.Report, on),
            UseRead e => sql.Add(
                "insert into decision_links (tenant_id, id, decision_id, arena_id, version, read_on, said_on) values ($1, $2, $3, $4, $5, $6, $6)",
                tenant, id, e.PoliticalDecision, recorded.Arena, version, on),
            WinCelebrated e => sql.Add(
                "insert into wins (tenant_id, id, arena_id, version, what_id, thanks_id, matter_id, celebrated_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                tenant, id, recorded.Arena, version, e.What.Id, e.Thanks?.Id, e.Matter, on),
            Congratulated e => sql.Add(
                "update wins set version = $3, greeting_ids = greeting_ids || $4 where tenant_id = $1 and id = $2", tenant, id, version, e.Greeting.Id),
            _ => sql,
        };

        NpgsqlBatch Used(LearningUsed e)
        {
            sql.Add("update political_decisions set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
            return sql.Add(
                """
                insert into learning_used (tenant_id, decision_id, source_id, how_id, used_on)
                select $1::varchar, $2::uuid, s.id, $4::uuid, $5::date from unnest($3::uuid[]) s (id)
                on conflict (tenant_id, decision_id, source_id) do update set how_id = excluded.how_id, used_on = excluded.used_on
                """,
                tenant, id, e.Experiences.Concat(e.Reports).Distinct().ToArray(), e.How.Id, on);
        }
    }
}
