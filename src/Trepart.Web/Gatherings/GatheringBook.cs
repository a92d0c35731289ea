using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Gatherings;

/// <summary>A gathering as it stands. Texts are null where none was written, and where the words have been erased.</summary>
/// <param name="Arenas">The groups that are invited; none where it is every group.</param>
public sealed record GatheringRow(
    Guid Id, long Version, string? Theme, string? Place, DateOnly Day, IReadOnlyList<Guid> Arenas, bool Everyone, bool IsCancelled, string? CancelledBecause)
{
    public bool Invites(Guid arena) => Everyone || Arenas.Contains(arena);
}

/// <summary>What a group shows at a gathering.</summary>
/// <param name="Journey">Its journey in figures is shown beside the text.</param>
/// <param name="Agreed">The seats that agree to it as it stands.</param>
public sealed record PresentationRow(
    Guid Id, Guid Gathering, Guid Arena, long Version, PresentationStage Stage, string? Text, bool Journey, IReadOnlyList<Guid> Agreed, DateOnly WrittenOn, DateOnly? ShownOn);

/// <summary>Reads gatherings, and what groups show there.</summary>
public sealed class GatheringBook(TenantReader reader)
{
    private const int Most = 200;

    private const string Select =
        """
        select g.id, g.version, t.text, p.text, g.day, g.arenas, g.everyone, g.cancelled, r.text
        from gatherings g
        left join words t on t.tenant_id = $1 and t.stream_id = g.id and t.id = g.theme_id
        left join words p on p.tenant_id = $1 and p.stream_id = g.id and p.id = g.place_id
        left join words r on r.tenant_id = $1 and r.stream_id = g.id and r.id = g.reason_id
        where g.tenant_id = $1
        """;

    private const string SelectPresentation =
        """
        select x.id, x.gathering_id, x.arena_id, x.version, x.stage, t.text, x.journey, x.agreed, x.written_on, x.shown_on
        from presentations x
        left join words t on t.tenant_id = $1 and t.stream_id = x.id and t.id = x.text_id
        where x.tenant_id = $1
        """;

    public async Task<GatheringRow?> Get(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{Select} and g.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<GatheringRow>> All(Tenant tenant, CancellationToken ct) => reader.Query(tenant, $"{Select} order by g.day desc, g.id desc limit {Most}", Read, ct);

    public async Task<PresentationRow?> Presentation(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{SelectPresentation} and x.id = $2", ReadPresentation, ct, id) is [var row] ? row : null;

    /// <summary>What groups show there, and what they have not shown yet or have taken back.</summary>
    public Task<IReadOnlyList<PresentationRow>> Of(Tenant tenant, Guid gathering, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectPresentation} and x.gathering_id = $2 order by x.arena_id, x.id", ReadPresentation, ct, gathering);

    private static GatheringRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.TextOrNull(2), row.TextOrNull(3), row.Date(4), row.GetFieldValue<Guid[]>(5), row.GetBoolean(6), row.GetBoolean(7), row.TextOrNull(8));

    private static PresentationRow ReadPresentation(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), Enum.Parse<PresentationStage>(row.GetString(4)), row.TextOrNull(5), row.GetBoolean(6),
        row.GetFieldValue<Guid[]>(7), row.Date(8), row.DateOrNull(9));
}
