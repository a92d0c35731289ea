using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.OpenInputs;

public static class InputLinkActs
{
    public static readonly Act Open = new("open_input_link", "lag-lenke", Kind.InputLink, typeof(OpenInputLink), Right.WorkInGroup, Creates: true) { Welcome = _ => new WelcomeWork() };
    public static readonly Act Close = new("close_input_link", "steng-lenke", Kind.InputLink, typeof(CloseInputLink), Right.WorkInGroup);
}

public sealed class InputLinkTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["input_links"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            InputLinkOpened e => sql.Add(
                "insert into input_links (tenant_id, id, arena_id, version, opened_on, where_id) values ($1, $2, $3, $4, $5, $6)",
                tenant, id, recorded.Arena, version, on, e.Where?.Id),
            InputLinkClosed => sql.Add("update input_links set version = $3, closed_on = $4 where tenant_id = $1 and id = $2", tenant, id, version, on),
            _ => sql,
        };
    }
}

/// <param name="ClosedOn">Null while it is open.</param>
/// <param name="Where">Where it hangs; null where nobody said, or the words have been erased.</param>
public sealed record InputLinkRow(Guid Id, Guid Arena, long Version, DateOnly OpenedOn, DateOnly? ClosedOn, string? Where);

public sealed class InputLinkList(TenantReader reader)
{
    private const string Select =
        """
        select l.id, l.arena_id, l.version, l.opened_on, l.closed_on, w.text from input_links l
        left join words w on w.tenant_id = l.tenant_id and w.stream_id = l.id and w.id = l.where_id
        where l.tenant_id = $1
        """;

    public async Task<InputLinkRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and l.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>Those that are open, the newest first.</summary>
    public Task<IReadOnlyList<InputLinkRow>> OpenOf(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and l.arena_id = $2 and l.closed_on is null order by l.opened_on desc, l.id", Read, ct, arena);

    private static InputLinkRow Read(System.Data.Common.DbDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.Date(3), row.DateOrNull(4), row.TextOrNull(5));
}
