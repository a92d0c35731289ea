using System.Data.Common;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Auditing;

/// <summary>One row for each mandate.</summary>
public sealed class MandateTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["mandates"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            MandateGranted e => sql.Add(
                """
                insert into mandates (tenant_id, id, version, holding, authority, basis, purpose_id, whole_municipality, arenas, history_from, history_to,
                                      starts_on, ends_on, granted_on)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                """,
                tenant, id, version, e.Holding, e.Authority.ToString(), e.Basis.ToString(), e.Purpose.Id, e.WholeMunicipality, e.Arenas.ToArray(), e.HistoryFrom,
                e.HistoryTo, e.Start, e.End, on),
            MandateEndChanged e => sql.Add("update mandates set version = $3, ends_on = $4 where tenant_id = $1 and id = $2", tenant, id, version, e.End),
            MandateEnded => sql.Add("update mandates set version = $3, ended_on = $4 where tenant_id = $1 and id = $2", tenant, id, version, on),
            _ => sql,
        };
    }
}

/// <summary>Where a mandate is in its life.</summary>
public enum MandateStanding
{
    Running,
    Coming,
    Over,
}

/// <summary>A mandate as it stands.</summary>
/// <param name="Purpose">Null where the words have been erased.</param>
/// <param name="Arenas">Empty for the whole municipality.</param>
/// <param name="End">The last day.</param>
/// <param name="EndedOn">Where it was ended before its time.</param>
/// <param name="Auditor">The name; null where the register no longer has it.</param>
public sealed record MandateRow(
    Guid Id, long Version, Guid Holding, AuditAuthority Authority, LegalBasis Basis, string? Purpose, bool WholeMunicipality, IReadOnlyList<Guid> Arenas,
    DateOnly? HistoryFrom, DateOnly? HistoryTo, DateOnly Start, DateOnly End, DateOnly? EndedOn, DateOnly GrantedOn, string? Auditor)
{
    public MandateStanding On(DateOnly today) =>
        EndedOn is not null || End < today ? MandateStanding.Over : Start > today ? MandateStanding.Coming : MandateStanding.Running;

    public bool Covers(Guid arena) => WholeMunicipality || Arenas.Contains(arena);

    public bool Covers(DateOnly happenedOn) => !(happenedOn < HistoryFrom) && !(happenedOn > HistoryTo);

    public bool Covers(Recorded recorded) => Covers(recorded.Arena) && Covers(recorded.HappenedOn);
}

/// <summary>Reads mandates.</summary>
public sealed class MandateBook(TenantReader reader)
{
    private const string Select =
        """
        select m.id, m.version, m.holding, m.authority, m.basis, w.text, m.whole_municipality, m.arenas, m.history_from, m.history_to, m.starts_on, m.ends_on,
               m.ended_on, m.granted_on, p.name
        from mandates m
        left join words w on w.tenant_id = m.tenant_id and w.stream_id = m.id and w.id = m.purpose_id
        left join holdings h on h.tenant_id = m.tenant_id and h.id = m.holding
        left join people p on p.tenant_id = h.tenant_id and p.id = h.person_id
        where m.tenant_id = $1
        """;

    /// <summary>Those under which a person may read today.</summary>
    public Task<IReadOnlyList<MandateRow>> Running(Tenant tenant, Guid person, DateOnly today, CancellationToken ct) =>
        reader.Query(
            tenant, $"{Select} and h.person_id = $2 and m.starts_on <= $3 and m.ends_on >= $3 and m.ended_on is null order by m.id", Read, ct, person, today);

    /// <summary>All of them, the latest start first.</summary>
    public Task<IReadOnlyList<MandateRow>> All(Tenant tenant, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} order by m.starts_on desc, m.id desc", Read, ct);

    public async Task<MandateRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and m.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>Those who have or had one, and are still in the register.</summary>
    public Task<IReadOnlyList<(Guid Id, string Name)>> Auditors(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select distinct p.id, p.name from mandates m
            join holdings h on h.tenant_id = m.tenant_id and h.id = m.holding
            join people p on p.tenant_id = h.tenant_id and p.id = h.person_id
            where m.tenant_id = $1 order by p.name, p.id
            """,
            row => (row.GetGuid(0), row.GetString(1)), ct);

    private static MandateRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), Enum.Parse<AuditAuthority>(row.GetString(3)), Enum.Parse<LegalBasis>(row.GetString(4)), row.TextOrNull(5),
        row.GetBoolean(6), row.GetFieldValue<Guid[]>(7), row.DateOrNull(8), row.DateOrNull(9), row.Date(10), row.Date(11), row.DateOrNull(12), row.Date(13),
        row.TextOrNull(14));
}
