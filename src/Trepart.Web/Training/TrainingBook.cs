using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Training;

/// <summary>A training as it stands.</summary>
/// <param name="Title">Null where the words have been erased.</param>
/// <param name="Day">When it is to be held, or was.</param>
/// <param name="Groups">How many groups have had it put on record that they took part.</param>
public sealed record TrainingRow(
    Guid Id, long Version, TrainingStage Stage, string? Title, TrainingKind Kind, TrainingAudience Audience, DateOnly Day, string? CancelledBecause, int Groups);

/// <summary>A group's part in a training.</summary>
/// <param name="Seats">Those that took part.</param>
public sealed record ParticipationRow(Guid Id, Guid Training, Guid Arena, long Version, IReadOnlyList<Guid> Seats, DateOnly RegisteredOn, bool IsWithdrawn);

/// <summary>Reads trainings, who took part in them, and what the seats that someone has today have had.</summary>
public sealed class TrainingBook(TenantReader reader)
{
    private const int Most = 200;

    private const string Select =
        """
        select x.id, x.version, x.stage, t.text, x.kind, x.audience, x.day, r.text,
          (select count(distinct p.arena_id) from participations p where p.tenant_id = $1 and p.training_id = x.id and not p.withdrawn)::int
        from trainings x
        left join words t on t.tenant_id = $1 and t.stream_id = x.id and t.id = x.title_id
        left join words r on r.tenant_id = $1 and r.stream_id = x.id and r.id = x.reason_id
        where x.tenant_id = $1
        """;

    private const string SelectParticipation =
        "select p.id, p.training_id, p.arena_id, p.version, p.seats, p.registered_on, p.withdrawn from participations p where p.tenant_id = $1";

    public async Task<TrainingRow?> Get(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{Select} and x.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<TrainingRow>> All(Tenant tenant, CancellationToken ct) => reader.Query(tenant, $"{Select} order by x.day desc, x.id desc limit {Most}", Read, ct);

    public async Task<ParticipationRow?> Participation(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{SelectParticipation} and p.id = $2", ReadParticipation, ct, id) is [var row] ? row : null;

    /// <summary>What is on record of a training, and has not been taken back.</summary>
    public Task<IReadOnlyList<ParticipationRow>> Of(Tenant tenant, Guid training, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectParticipation} and p.training_id = $2 and not p.withdrawn order by p.arena_id, p.id", ReadParticipation, ct, training);

    /// <summary>What is on record of a group, and has not been taken back.</summary>
    public Task<IReadOnlyList<ParticipationRow>> OfArena(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectParticipation} and p.arena_id = $2 and not p.withdrawn order by p.id desc limit {Most}", ReadParticipation, ct, arena);

    /// <summary>Whom the municipality's trainings of each kind are meant for, planned and held.</summary>
    public Task<IReadOnlyList<(TrainingKind Kind, TrainingAudience Audience)>> Meant(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant, "select distinct kind, audience from trainings where tenant_id = $1 and stage <> 'Cancelled'",
            row => (Enum.Parse<TrainingKind>(row.GetString(0)), Enum.Parse<TrainingAudience>(row.GetString(1))), ct);

    /// <summary>
    /// The seats that someone has today, and what they have had: a training counts for as long as everyone who has the seat had it when the training
    /// was held. Deputies do not count.
    /// </summary>
    /// <param name="arena">Null for every group.</param>
    public Task<IReadOnlyList<TrainedSeat>> Trained(Tenant tenant, Guid? arena, DateOnly today, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            with held as (
              select s.id, s.arena_id, s.role, s.position, s.organisation, s.number, max(h.taken_on) as since
              from seats s join seat_holdings h on h.tenant_id = $1 and h.seat_id = s.id and not h.is_deputy and h.taken_on <= $3 and (h.left_on is null or h.left_on > $3)
              where s.tenant_id = $1 and ($2::uuid is null or s.arena_id = $2)
              group by s.id, s.arena_id, s.role, s.position, s.organisation, s.number),
            had as (
              select p.seat_id, t.kind, t.day
              from (select x.training_id, unnest(x.seats) as seat_id from participations x where x.tenant_id = $1 and not x.withdrawn and ($2::uuid is null or x.arena_id = $2)) p
              join trainings t on t.tenant_id = $1 and t.id = p.training_id and t.stage = 'Held')
            select held.id, held.arena_id, held.role, coalesce(array_agg(distinct had.kind) filter (where had.kind is not null), '{}')
            from held left join had on had.seat_id = held.id and had.day >= held.since
            group by held.id, held.arena_id, held.role, held.position, held.organisation, held.number
            order by held.arena_id, held.position, held.organisation, held.number, held.id
            """,
            row => new TrainedSeat(
                row.GetGuid(0), row.GetGuid(1), Enum.Parse<SeatRole>(row.GetString(2)), [.. row.GetFieldValue<string[]>(3).Select(Enum.Parse<TrainingKind>)]), ct, arena, today);

    /// <summary>The seats of an arena that someone had on a day, so that they can have taken part then.</summary>
    public Task<IReadOnlyList<Guid>> HeldOn(Tenant tenant, Guid arena, DateOnly day, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select s.id from seats s where s.tenant_id = $1 and s.arena_id = $2 and s.role not in ('Employee', 'LinkPerson', 'Helper', 'Auditor', 'DataProtectionOfficer') and exists (
              select from seat_holdings h where h.tenant_id = $1 and h.seat_id = s.id and h.taken_on <= $3 and (h.left_on is null or h.left_on > $3))
            """,
            row => row.GetGuid(0), ct, arena, day);

    private static TrainingRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), Enum.Parse<TrainingStage>(row.GetString(2)), row.TextOrNull(3), Enum.Parse<TrainingKind>(row.GetString(4)),
        Enum.Parse<TrainingAudience>(row.GetString(5)), row.Date(6), row.TextOrNull(7), row.GetInt32(8));

    private static ParticipationRow ReadParticipation(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetFieldValue<Guid[]>(4), row.Date(5), row.GetBoolean(6));
}
