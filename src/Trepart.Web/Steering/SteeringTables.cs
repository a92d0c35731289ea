using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Steering;

/// <summary>What waits for each steering group, what it has on record of its composition, and on which side its politicians' seats are.</summary>
public sealed class SteeringTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["steering_groups", "steering_deviations", "seat_sides"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            CharterAdopted e => Set("review_on", e.ReviewOn),
            CharterRenewed e => Set("review_on", e.ReviewOn),
            SteeringGroupConstituted => Set("constituted_on", on),
            ElectionNoted e => Set("election_on", e.Held),
            CompositionChosen e => Set("template", e.Template.ToString()),
            SteeringDeviationNoted e => sql.Add(
                """
                insert into steering_deviations (tenant_id, arena_id, point, reason_id, noted_on) values ($1, $2, $3, $4, $5)
                on conflict (tenant_id, arena_id, point) do update set reason_id = excluded.reason_id, noted_on = excluded.noted_on
                """,
                tenant, id, e.Point.ToString(), e.Reason.Id, on),
            SideStated e => sql.Add(
                "insert into seat_sides (tenant_id, seat_id, side) values ($1, $2, $3) on conflict (tenant_id, seat_id) do update set side = excluded.side",
                tenant, id, e.Side.ToString()),
            _ => sql,
        };

        NpgsqlBatch Set(string column, object value) => sql.Add(
            $"insert into steering_groups (tenant_id, arena_id, {column}) values ($1, $2, $3) on conflict (tenant_id, arena_id) do update set {column} = excluded.{column}",
            tenant, id, value);
    }
}

/// <summary>One row for each item of a steering group.</summary>
public sealed class ItemTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["steering_items"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        if (recorded.Event is not ItemEvent happened)
            return;
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (happened is ItemPutUp put)
        {
            sql.Add(
                """
                insert into steering_items (tenant_id, id, arena_id, version, kind, theme, title_id, stage, put_up_on, put_up_by, touched_on, latest)
                values ($1, $2, $3, $4, $5, $6, $7, 'Open', $8, $9, $8, $10)
                """,
                tenant, id, recorded.Arena, version, put.Kind.ToString(), put.Theme, put.Title.Id, on, recorded.Seat, recorded.Type);
            return;
        }

        // The last change is what the list says of it (SG-22); that a text is gone is none.
        sql.Add("update steering_items set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        if (happened is not ItemTextErased)
            sql.Add("update steering_items set touched_on = $3, latest = $4 where tenant_id = $1 and id = $2", tenant, id, on, recorded.Type);
        _ = happened switch
        {
            SignalAnswered => sql.Add("update steering_items set answered_on = $3 where tenant_id = $1 and id = $2", tenant, id, on),
            ItemRouted e => sql.Add(
                "update steering_items set stage = 'Routed', routed_to = $3, routed_on = $4, responsible_id = $5 where tenant_id = $1 and id = $2",
                tenant, id, e.To.ToString(), on, e.Responsible.Id),
            ItemOutcomeNoted or ItemReopened => Stage(ItemStage.Open),
            ItemClosed => Stage(ItemStage.Closed),
            _ => sql,
        };

        NpgsqlBatch Stage(ItemStage stage) => sql.Add("update steering_items set stage = $3 where tenant_id = $1 and id = $2", tenant, id, stage.ToString());
    }
}
