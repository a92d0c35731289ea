using Trepart.Store;

namespace Trepart.Web.Auditing;

/// <summary>What can be opened under a mandate.</summary>
public enum Opened
{
    Trail,
    Record,
    Matter,
    Input,
}

/// <summary>Something that an auditor has opened.</summary>
/// <param name="Thing">The matter or input; for the trail, the stream that it was asked for.</param>
/// <param name="Position">The record of the log.</param>
/// <param name="KnownOn">The day that it was seen as known on.</param>
/// <param name="ByProgram">Through the API.</param>
public sealed record Opening(Guid Id, DateTimeOffset At, Opened Kind, Guid? Thing, Guid? Arena, long? Position, DateOnly? KnownOn, bool ByProgram);

/// <summary>
/// What auditors have opened, for the municipality to see. Written before the answer goes out: what cannot be written down is not shown.
/// </summary>
public sealed class Openings(Placement databases, TenantReader reader, TimeProvider clock)
{
    public const int PageSize = 50;

    public async Task Put(Tenant tenant, Guid mandate, Opened kind, HttpContext http, CancellationToken ct, Guid? thing = null, Guid? arena = null, long? position = null, DateOnly? knownOn = null)
    {
        var now = clock.GetUtcNow();
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            """
            insert into mandate_openings (tenant_id, mandate_id, id, opened_at, kind, thing, arena_id, position, known_on, by_program)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            tenant.Id, mandate, Guid.CreateVersion7(now), now.UtcDateTime, kind.ToString(), thing, arena, position, knownOn, HtmlProblemWriter.IsApi(http));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The newest first; one more than a page, where there are older ones.</summary>
    public Task<IReadOnlyList<Opening>> Of(Tenant tenant, Guid mandate, Guid? before, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select opened_at, kind, thing, arena_id, position, known_on, by_program, id from mandate_openings
            where tenant_id = $1 and mandate_id = $2 and ($3::uuid is null or id < $3) order by id desc limit $4
            """,
            row => new Opening(
                row.GetGuid(7), new DateTimeOffset(row.GetDateTime(0), TimeSpan.Zero), Enum.Parse<Opened>(row.GetString(1)), row.IdOrNull(2), row.IdOrNull(3), row.NumberOrNull(4),
                row.DateOrNull(5), row.GetBoolean(6)),
            ct, mandate, before, PageSize + 1);

    /// <summary>How often something was opened under each mandate, and when last.</summary>
    public async Task<IReadOnlyDictionary<Guid, (long Count, DateTimeOffset Last)>> Sums(Tenant tenant, CancellationToken ct) =>
        (await reader.Query(
            tenant, "select mandate_id, count(*), max(opened_at) from mandate_openings where tenant_id = $1 group by mandate_id",
            row => (Id: row.GetGuid(0), Count: row.GetInt64(1), Last: new DateTimeOffset(row.GetDateTime(2), TimeSpan.Zero)), ct)).ToDictionary(r => r.Id, r => (r.Count, r.Last));
}
