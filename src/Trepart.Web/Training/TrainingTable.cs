using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Training;

/// <summary>One row for each training, and for each time that a group's part in one was put on record.</summary>
public sealed class TrainingTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["trainings", "participations"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version);
        if (recorded.Event is TrainingEvent and not TrainingPlanned)
            sql.Add("update trainings set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        if (recorded.Event is ParticipationEvent and not ParticipationRegistered)
            sql.Add("update participations set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = recorded.Event switch
        {
            TrainingPlanned e => sql.Add(
                "insert into trainings (tenant_id, id, version, stage, title_id, kind, audience, day) values ($1, $2, $3, 'Planned', $4, $5, $6, $7)",
                tenant, id, version, e.Title.Id, e.Kind.ToString(), e.Audience.ToString(), e.Day),
            TrainingEdited e => sql.Add(
                "update trainings set title_id = $3, kind = $4, audience = $5, day = $6 where tenant_id = $1 and id = $2",
                tenant, id, e.Title.Id, e.Kind.ToString(), e.Audience.ToString(), e.Day),
            TrainingHeld e => sql.Add("update trainings set stage = 'Held', day = $3 where tenant_id = $1 and id = $2", tenant, id, e.Day),
            TrainingCancelled e => sql.Add("update trainings set stage = 'Cancelled', reason_id = $3 where tenant_id = $1 and id = $2", tenant, id, e.Reason.Id),
            ParticipationRegistered e => sql.Add(
                "insert into participations (tenant_id, id, training_id, arena_id, version, seats, registered_on) values ($1, $2, $3, $4, $5, $6, $7)",
                tenant, id, e.Training, recorded.Arena, version, e.Seats.ToArray(), recorded.HappenedOn),
            ParticipationCorrected e => sql.Add("update participations set seats = $3 where tenant_id = $1 and id = $2", tenant, id, e.Seats.ToArray()),
            ParticipationWithdrawn => sql.Add("update participations set withdrawn = true where tenant_id = $1 and id = $2", tenant, id),
            _ => sql,
        };
    }
}
