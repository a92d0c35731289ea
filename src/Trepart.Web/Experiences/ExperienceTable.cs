using System.Text.Json;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Experiences;

/// <summary>One row for each experience, for each group it is offered to, and for each group that has said what it does with it.</summary>
public sealed class ExperienceTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["experiences", "experience_offers", "adoptions"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (recorded.Event is ExperienceEvent and not ExperienceDrafted)
            sql.Add("update experiences set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = recorded.Event switch
        {
            ExperienceDrafted e => sql.Add(
                """
                insert into experiences (tenant_id, id, arena_id, version, stage, title_id, situation_id, tried_id, result_id, tips_id, outcome, theme, matter_id)
                values ($1, $2, $3, $4, 'Drafted', $5, $6, $7, $8, $9, $10, $11, $12)
                """,
                tenant, id, recorded.Arena, version, e.Title.Id, e.Situation.Id, e.Tried.Id, e.Result.Id, e.Tips?.Id, e.Outcome.ToString(), e.Theme?.ToString(), e.Matter),
            ExperienceEdited e => sql.Add(
                """
                update experiences set title_id = $3, situation_id = $4, tried_id = $5, result_id = $6, tips_id = $7, outcome = $8, theme = $9 where tenant_id = $1 and id = $2
                """,
                tenant, id, e.Title.Id, e.Situation.Id, e.Tried.Id, e.Result.Id, e.Tips?.Id, e.Outcome.ToString(), e.Theme?.ToString()),
            ExperiencePresented e => sql.Add(
                "update experiences set stage = 'Presented', parties = $3::text::jsonb, presented_on = $4 where tenant_id = $1 and id = $2",
                tenant, id, JsonSerializer.Serialize(e.Parties, EventJson.Options), on),
            ExperienceReopened => sql.Add(
                "update experiences set stage = 'Drafted', parties = null, presented_on = null, approvals = '{}' where tenant_id = $1 and id = $2", tenant, id),

            // Approved when no party is left of whose seats none has approved.
            ExperienceApproved e => sql.Add(
                """
                update experiences set approvals = approvals || $3, stage = case when missing then stage else 'Approved' end
                from (select exists (
                        select from experiences x cross join jsonb_array_elements(x.parties) p
                        where x.tenant_id = $1 and x.id = $2
                          and not exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = $3 or s.value::uuid = any(x.approvals))) as missing) y
                where tenant_id = $1 and id = $2
                """,
                tenant, id, e.Seat),
            ExperiencePublished e => sql.Add(
                "update experiences set stage = 'Published', published_on = $3, shareable = $4 where tenant_id = $1 and id = $2", tenant, id, on, e.Shareable),
            ExperienceSharingChosen e => sql.Add("update experiences set shareable = $3 where tenant_id = $1 and id = $2", tenant, id, e.Shareable),
            ExperienceOffered e => sql.Add(
                """
                insert into experience_offers (tenant_id, experience_id, arena_id, why_id, offered_on)
                select $1::varchar, $2::uuid, a.id, $4::uuid, $5::date from unnest($3::uuid[]) a (id)
                on conflict (tenant_id, experience_id, arena_id) do update set why_id = excluded.why_id, offered_on = excluded.offered_on
                """,
                tenant, id, e.Arenas.ToArray(), e.Why.Id, on),
            ExperienceWithdrawn => sql.Add(
                "update experiences set stage = 'Withdrawn', withdrawn_on = $3, shareable = false where tenant_id = $1 and id = $2", tenant, id, on),
            ExperienceAnswered e => sql.Add(
                "insert into adoptions (tenant_id, id, experience_id, arena_id, version, answer, why_id, answered_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                tenant, id, e.Experience, recorded.Arena, version, e.Answer.ToString(), e.Why?.Id, on),
            AdoptionTold e => sql.Add(
                "update adoptions set version = $3, outcome = $4, result_id = $5, told_on = $6 where tenant_id = $1 and id = $2",
                tenant, id, version, e.Outcome.ToString(), e.Result.Id, on),
            _ => sql,
        };
    }
}
