using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Groups;

/// <summary>What each group has said of itself.</summary>
public sealed class GroupTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["group_facts", "group_deviations"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            MeetingChosen e => sql.Add(
                """
                insert into group_facts (tenant_id, arena_id, builds_on, rhythm) values ($1, $2, $3, $4)
                on conflict (tenant_id, arena_id) do update set builds_on = excluded.builds_on, rhythm = excluded.rhythm
                """,
                tenant, id, e.BuildsOn.ToString(), e.Rhythm?.ToString()),
            MaturitySet e => sql.Add(
                "insert into group_facts (tenant_id, arena_id, maturity) values ($1, $2, $3) on conflict (tenant_id, arena_id) do update set maturity = excluded.maturity",
                tenant, id, e.Maturity.ToString()),
            PurposeStated e => sql.Add(
                "insert into group_facts (tenant_id, arena_id, purpose_id) values ($1, $2, $3) on conflict (tenant_id, arena_id) do update set purpose_id = excluded.purpose_id",
                tenant, id, e.Purpose.Id),
            InvolvementStated e => sql.Add(
                "insert into group_facts (tenant_id, arena_id, involvement_id) values ($1, $2, $3) on conflict (tenant_id, arena_id) do update set involvement_id = excluded.involvement_id",
                tenant, id, e.Involvement.Id),
            DeviationNoted e => sql.Add(
                """
                insert into group_deviations (tenant_id, arena_id, point, reason_id, noted_on) values ($1, $2, $3, $4, $5)
                on conflict (tenant_id, arena_id, point) do update set reason_id = excluded.reason_id, noted_on = excluded.noted_on
                """,
                tenant, id, e.Point.ToString(), e.Reason.Id, on),
            _ => sql,
        };
    }
}

/// <summary>One row for each union at each group's workplace.</summary>
public sealed class UnionTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["unions"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            UnionNoted e => sql.Add(
                "insert into unions (tenant_id, id, version, arena_id, organisation, stage, stage_on, invitations) values ($1, $2, $3, $4, $5, 'Noted', $6, 0)",
                tenant, id, version, recorded.Arena, e.Organisation, on),
            UnionInvited => sql.Add(
                """
                update unions set version = $3, stage = 'Invited', stage_on = $4, invitations = invitations + 1, speaker = null, reason_id = null
                where tenant_id = $1 and id = $2
                """,
                tenant, id, version, on),
            UnionAccepted => Answer(UnionStage.Accepted, null, null),
            UnionDeclined e => Answer(UnionStage.Declined, null, e.Reason?.Id),
            UnionRepresented e => Answer(UnionStage.Represented, e.Seat, null),
            UnionGone => Answer(UnionStage.Gone, null, null),
            _ => sql,
        };

        NpgsqlBatch Answer(UnionStage stage, Guid? speaker, Guid? reason) =>
            sql.Add(
                "update unions set version = $3, stage = $4, stage_on = $5, speaker = $6, reason_id = $7 where tenant_id = $1 and id = $2",
                tenant, id, version, stage.ToString(), on, speaker, reason);
    }
}

/// <summary>The versions of each group's rules of play, who stands behind them, and what is expected of each seat.</summary>
public sealed class RulesTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["rules", "rules_acknowledged", "seat_expectations"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            RulesAdopted e => sql.Add(
                """
                insert into rules (tenant_id, id, arena_id, number, point_ids, adopted_on)
                select $1::varchar, $2::uuid, $3::uuid, count(*) + 1, $4::uuid[], $5::date from rules where tenant_id = $1 and arena_id = $3
                """,
                tenant, id, recorded.Arena, e.Points.Select(p => p.Id).ToArray(), on),
            RulesAcknowledged e => sql.Add(
                """
                insert into rules_acknowledged (tenant_id, rules_id, seat_id, acknowledged_on, stands) values ($1, $2, $3, $4, true)
                on conflict (tenant_id, rules_id, seat_id) do update set acknowledged_on = excluded.acknowledged_on, stands = true
                """,
                tenant, e.Rules, id, on),

            // The next one says it anew: what is stood behind is known by the one who stands there.
            SeatTaken => sql.Add("update rules_acknowledged set stands = false where tenant_id = $1 and seat_id = $2 and stands", tenant, id),
            ExpectationsStated e => sql.Add(
                """
                insert into seat_expectations (tenant_id, seat_id, expectations_id, number, stated_on) values ($1, $2, $3, 1, $4)
                on conflict (tenant_id, seat_id) do update
                set expectations_id = excluded.expectations_id, number = seat_expectations.number + 1, stated_on = excluded.stated_on
                """,
                tenant, id, e.Expectations.Id, on),
            _ => sql,
        };
    }
}
