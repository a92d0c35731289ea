using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Gatherings;

/// <summary>One row for each gathering, and for what each group shows there.</summary>
public sealed class GatheringTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["gatherings", "presentations"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (recorded.Event is GatheringEvent and not GatheringPlanned)
            sql.Add("update gatherings set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        if (recorded.Event is PresentationEvent and not PresentationDrafted)
            sql.Add("update presentations set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = recorded.Event switch
        {
            GatheringPlanned e => sql.Add(
                "insert into gatherings (tenant_id, id, version, theme_id, place_id, day, arenas, everyone, planned_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                tenant, id, version, e.Theme.Id, e.Place?.Id, e.Day, e.Arenas.ToArray(), e.Everyone, on),
            GatheringMoved e => sql.Add("update gatherings set day = $3, place_id = $4 where tenant_id = $1 and id = $2", tenant, id, e.Day, e.Place?.Id),
            GroupsInvited e => sql.Add("update gatherings set arenas = arenas || $3::uuid[] where tenant_id = $1 and id = $2", tenant, id, e.Arenas.ToArray()),
            GatheringCancelled e => sql.Add("update gatherings set cancelled = true, reason_id = $3 where tenant_id = $1 and id = $2", tenant, id, e.Reason.Id),
            PresentationDrafted e => sql.Add(
                """
                insert into presentations (tenant_id, id, gathering_id, arena_id, version, stage, text_id, journey, written_on) values ($1, $2, $3, $4, $5, 'Drafted', $6, $7, $8)
                """,
                tenant, id, e.Gathering, recorded.Arena, version, e.Text.Id, e.Journey, on),
            PresentationEdited e => sql.Add(
                "update presentations set stage = 'Drafted', text_id = $3, journey = $4, agreed = '{}', written_on = $5, shown_on = null where tenant_id = $1 and id = $2",
                tenant, id, e.Text.Id, e.Journey, on),
            PresentationAgreed e => sql.Add("update presentations set agreed = agreed || $3 where tenant_id = $1 and id = $2", tenant, id, e.Seat),
            PresentationShown => sql.Add("update presentations set stage = 'Shown', shown_on = $3 where tenant_id = $1 and id = $2", tenant, id, on),
            PresentationTakenBack => sql.Add(
                "update presentations set stage = 'TakenBack', agreed = '{}', shown_on = null where tenant_id = $1 and id = $2", tenant, id),
            _ => sql,
        };
    }
}
