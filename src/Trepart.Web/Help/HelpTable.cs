using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Help;

/// <summary>One row for each stop, and one for each helper's leave to read.</summary>
public sealed class HelpTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["help_requests", "help_access"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        if (recorded.Event is not HelpEvent happened)
            return;
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (happened is StopCalled)
        {
            sql.Add(
                """
                insert into help_requests (tenant_id, id, arena_id, version, stage, called_on, confirmed, helpers, sessions, showing, shown)
                values ($1, $2, $3, $4, 'Stopped', $5, '{}', '{}', 0, '{}', false)
                """,
                tenant, id, recorded.Arena, version, on);
            return;
        }

        sql.Add("update help_requests set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = happened switch
        {
            CauseStated e => sql.Add("update help_requests set cause_id = $3, cause_on = $4, confirmed = '{}' where tenant_id = $1 and id = $2", tenant, id, e.Cause.Id, on),
            CauseConfirmed e => sql.Add("update help_requests set confirmed = confirmed || $3 where tenant_id = $1 and id = $2", tenant, id, e.Seat),
            HelpAsked e => sql.Add(
                "update help_requests set stage = 'Asked', helpers = $3, shares_id = $4, asked_on = $5 where tenant_id = $1 and id = $2",
                tenant, id, e.Helpers.Select(h => h.ToString()).ToArray(), e.Shares?.Id, on),
            AccessProposed e => sql.Add(
                """
                insert into help_access (tenant_id, help_id, number, arena_id, seat_id, starts_on, ends_on, matters, agreed, stage, proposed_on)
                values ($1, $2, $3, $4, $5, $6, $7, $8, '{}', 'Proposed', $9)
                """,
                tenant, id, e.Access, recorded.Arena, e.Helper, e.Start, e.End, e.Matters.ToArray(), on),
            AccessAgreed e => sql.Add("update help_access set agreed = agreed || $4 where tenant_id = $1 and help_id = $2 and number = $3", tenant, id, e.Access, e.Seat),
            AccessGiven e => Set(e.Access, AccessStage.Given),
            AccessTakenBack e => Set(e.Access, AccessStage.TakenBack),
            HelpSessionPlanned e => sql.Add(
                "update help_requests set session_on = $3, session_at = $4, session_place = $5, session_agreed_on = $6 where tenant_id = $1 and id = $2",
                tenant, id, e.Day, e.Begins, e.Place, on),
            HelpSessionHeld => sql.Add(
                """
                update help_requests set sessions = sessions + 1, session_on = null, session_at = null, session_place = null, session_agreed_on = null
                where tenant_id = $1 and id = $2
                """,
                tenant, id),
            ShowingAgreed e => sql.Add("update help_requests set showing = showing || $3 where tenant_id = $1 and id = $2", tenant, id, e.Seat),
            ShownUpwards => sql.Add("update help_requests set shown = true where tenant_id = $1 and id = $2", tenant, id),
            ShowingTakenBack => sql.Add("update help_requests set shown = false, showing = '{}' where tenant_id = $1 and id = $2", tenant, id),
            StopEnded e => sql.Add("update help_requests set stage = 'Ended', learned_id = $3, ended_on = $4 where tenant_id = $1 and id = $2", tenant, id, e.Learned.Id, on),
            _ => sql,
        };

        NpgsqlBatch Set(int number, AccessStage stage) =>
            sql.Add("update help_access set stage = $4 where tenant_id = $1 and help_id = $2 and number = $3", tenant, id, number, stage.ToString());
    }
}
