using System.Text.Json;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Reports;

/// <summary>One row for each report with its answer, the notes beside it, and the municipality's choices of rhythm.</summary>
public sealed class ReportTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["reports", "report_notes", "report_rhythms"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (recorded.Event is ReportEvent and not ReportDrafted)
            sql.Add("update reports set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = recorded.Event switch
        {
            ReportDrafted e => sql.Add(
                """
                insert into reports (tenant_id, id, arena_id, version, from_on, until_on, stage, text_id, problem_id) values ($1, $2, $3, $4, $5, $6, 'Drafted', $7, $8)
                """,
                tenant, id, recorded.Arena, version, e.From, e.Until, e.Text.Id, e.Problem?.Id),
            ReportEdited e => sql.Add("update reports set text_id = $3, problem_id = $4 where tenant_id = $1 and id = $2", tenant, id, e.Text.Id, e.Problem?.Id),
            ReportPresented e => sql.Add(
                "update reports set stage = 'Presented', parties = $3::text::jsonb, figures = $4::text::jsonb, presented_on = $5 where tenant_id = $1 and id = $2",
                tenant, id, JsonSerializer.Serialize(e.Parties, EventJson.Options), JsonSerializer.Serialize(e.Figures, EventJson.Options), on),
            ReportReopened => sql.Add(
                "update reports set stage = 'Drafted', parties = null, figures = null, presented_on = null, approvals = '{}' where tenant_id = $1 and id = $2", tenant, id),

            // Approved when no party is left of whose seats none has approved.
            ReportApproved e => sql.Add(
                """
                update reports set approvals = approvals || $3, stage = case when missing then stage else 'Approved' end
                from (select exists (
                        select from reports r cross join jsonb_array_elements(r.parties) p
                        where r.tenant_id = $1 and r.id = $2
                          and not exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = $3 or s.value::uuid = any(r.approvals))) as missing) x
                where tenant_id = $1 and id = $2
                """,
                tenant, id, e.Seat),
            ReportSent => sql.Add("update reports set stage = 'Sent', sent_on = $3 where tenant_id = $1 and id = $2", tenant, id, on),
            ReportNoted e => sql.Add(
                "insert into report_notes (tenant_id, report_id, number, seat_id, note_id, noted_on) values ($1, $2, $3, $4, $5, $6)",
                tenant, id, version, recorded.Seat, e.Note.Id, on),
            ReportAnswered e => sql.Add(
                """
                update reports set stage = 'Answered', answered_on = $3, answer_kind = $4, answer_id = $5, on_problem_id = $6, handed_to = $7
                where tenant_id = $1 and id = $2
                """,
                tenant, id, on, e.Kind.ToString(), e.Answer.Id, e.OnProblem?.Id, e.To?.ToString()),
            ReportOutcomeReturned e => sql.Add(
                "update reports set outcome_id = $3, outcome_on = $4, read_on = null where tenant_id = $1 and id = $2", tenant, id, e.Outcome.Id, on),
            ReportAnswerRead => sql.Add("update reports set read_on = $3 where tenant_id = $1 and id = $2", tenant, id, on),
            ReportRhythmChosen e => sql.Add(
                """
                insert into report_rhythms (tenant_id, id, number, rhythm, chosen_on)
                select $1::varchar, $2::uuid, count(*) + 1, $3::varchar, $4::date from report_rhythms where tenant_id = $1
                """,
                tenant, id, e.Rhythm.ToString(), on),
            _ => sql,
        };
    }
}
