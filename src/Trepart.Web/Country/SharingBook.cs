using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Import;

namespace Trepart.Web.Country;

/// <summary>What a municipality has said yes to, one row a kind that it has ever shared.</summary>
public sealed class SharingTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["sharing_consents"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        switch (recorded.Event)
        {
            case SharingGranted e:
                sql.Add(
                    """
                    insert into sharing_consents (tenant_id, kind, granted_on) values ($1, $2, $3)
                    on conflict (tenant_id, kind) do update set granted_on = excluded.granted_on, stopped_on = null
                    """,
                    recorded.Tenant.Id, e.Kind.ToString(), recorded.HappenedOn);
                break;
            case SharingWithdrawn e:
                sql.Add("update sharing_consents set stopped_on = $3 where tenant_id = $1 and kind = $2", recorded.Tenant.Id, e.Kind.ToString(), recorded.HappenedOn);
                break;
        }
    }
}

/// <param name="StoppedOn">Null where it is shared now.</param>
public sealed record Consent(SharedKind Kind, DateOnly GrantedOn, DateOnly? StoppedOn);

/// <param name="Seat">The seat that said it.</param>
public sealed record SharingChange(SharedKind Kind, bool IsGranted, DateOnly On, Guid? Seat);

/// <summary>A municipality's consent.</summary>
public sealed class SharingBook(TenantReader reader, EventStore store)
{
    /// <summary>One stream holds it all: what is shared depends on what else is.</summary>
    public static Guid StreamOf(Tenant tenant) => StableId.Of(new DateOnly(2026, 1, 1), "sharing", tenant.Id);

    /// <summary>Each kind that was ever shared.</summary>
    public Task<IReadOnlyList<Consent>> Of(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant, "select kind, granted_on, stopped_on from sharing_consents where tenant_id = $1",
            row => new Consent(Enum.Parse<SharedKind>(row.GetString(0)), row.Date(1), row.DateOrNull(2)), ct);

    /// <summary>What was said, the newest first.</summary>
    public async Task<IReadOnlyList<SharingChange>> Changes(Tenant tenant, CancellationToken ct) =>
    [
        .. (await store.Read(tenant, StreamOf(tenant), ct)).Events.OrderByDescending(e => e.Position).Select(e => e.Event switch
        {
            SharingGranted granted => new SharingChange(granted.Kind, true, e.HappenedOn, e.Seat),
            SharingWithdrawn withdrawn => new SharingChange(withdrawn.Kind, false, e.HappenedOn, e.Seat),
            _ => throw new InvalidOperationException(e.Type),
        }),
    ];
}
