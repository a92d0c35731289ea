using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Involvement;

/// <summary>One row for each important process, for each time that someone was involved in it, and for each party that says it was not.</summary>
public sealed class ProcessTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["processes", "involvements", "involvement_lacks"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        if (recorded.Event is not ProcessEvent happened)
            return;
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (happened is not ProcessRegistered)
            sql.Add("update processes set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = happened switch
        {
            ProcessRegistered e => sql.Add(
                """
                insert into processes (tenant_id, id, arena_id, version, title_id, kind, owner_id, about_id, workplace_id, began_on, planned_end, registered_on)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                """,
                tenant, id, recorded.Arena, version, e.Title.Id, e.Kind.ToString(), e.Owner.Id, e.About?.Id, e.Workplace, e.BeganOn, e.PlannedEnd, on),
            ProcessEdited e => sql.Add(
                "update processes set title_id = $3, owner_id = $4, workplace_id = $5, began_on = $6, planned_end = $7 where tenant_id = $1 and id = $2",
                tenant, id, e.Title.Id, e.Owner.Id, e.Workplace, e.BeganOn, e.PlannedEnd),
            InvolvementNoted e => sql.Add(
                """
                insert into involvements (tenant_id, process_id, number, day, form, phase, parts, organisations, what_id, matter_id, item_id, decision_id, seat_id, noted_on)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                """,
                tenant, id, e.Number, e.Day, e.Form.ToString(), e.Phase.ToString(), e.Parts.Select(p => p.ToString()).ToArray(), e.Organisations.ToArray(), e.What?.Id,
                e.Matter, e.SteeringItem, e.PoliticalDecision, e.Seat, on),
            InvolvementTakenBack e => sql.Add(
                "update involvements set taken_back_on = $4, why_id = $5 where tenant_id = $1 and process_id = $2 and number = $3", tenant, id, e.Involvement, on, e.Why.Id),
            LackNoted e => sql.Add(
                "insert into involvement_lacks (tenant_id, process_id, number, phase, part, organisation, what_id, noted_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                tenant, id, e.Number, e.Phase.ToString(), e.Part.ToString(), e.Organisation, e.What.Id, on),
            LackAnswered e => sql.Add(
                "update involvement_lacks set answer_id = $4, answered_on = $5 where tenant_id = $1 and process_id = $2 and number = $3", tenant, id, e.Lack, e.Answer.Id, on),
            ProcessEnded e => sql.Add("update processes set ended_on = $3, result_id = $4 where tenant_id = $1 and id = $2", tenant, id, on, e.Result.Id),
            _ => sql,
        };
    }
}
