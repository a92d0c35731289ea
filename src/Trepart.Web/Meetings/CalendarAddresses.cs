using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Trepart.Store;

namespace Trepart.Web.Meetings;

/// <param name="Holding">Whose it is: it opens for as long as she has that seat.</param>
public sealed record CalendarAddress(Guid Id, Guid Arena, Guid Holding, DateTimeOffset MadeAt);

/// <summary>Secret addresses for calendar programs. Only the code's SHA-256 is kept.</summary>
public sealed class CalendarAddresses(Placement databases, TenantReader reader)
{
    /// <returns>The code; it is not kept, and can be told only now.</returns>
    public async Task<string> Make(Tenant tenant, Guid arena, Guid holding, DateTimeOffset now, CancellationToken ct)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            "insert into calendar_addresses (tenant_id, id, arena_id, code_hash, holding, made_at) values ($1, $2, $3, $4, $5, $6)",
            tenant.Id, Guid.CreateVersion7(now), arena, HashOf(code), holding, now.UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
        return code;
    }

    /// <summary>Those that are open, of some holdings.</summary>
    public Task<IReadOnlyList<CalendarAddress>> Of(Tenant tenant, Guid arena, Guid[] holdings, CancellationToken ct) =>
        reader.Query(
            tenant,
            "select id, arena_id, holding, made_at from calendar_addresses where tenant_id = $1 and arena_id = $2 and holding = any($3) and stopped_at is null order by made_at, id",
            Read, ct, arena, holdings);

    /// <returns>Whether one of these holdings had it.</returns>
    public async Task<bool> Stop(Tenant tenant, Guid arena, Guid id, Guid[] holdings, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            "update calendar_addresses set stopped_at = coalesce(stopped_at, $5) where tenant_id = $1 and arena_id = $2 and id = $3 and holding = any($4)",
            tenant.Id, arena, id, holdings, now.UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
        return await reader.Query(
            tenant, "select 1 from calendar_addresses where tenant_id = $1 and arena_id = $2 and id = $3 and holding = any($4)", _ => true, ct, arena, id, holdings) is not [];
    }

    /// <summary>What a code opens today; null where it opens nothing, never has, or does no longer.</summary>
    public async Task<CalendarAddress?> Find(Tenant tenant, string code, DateOnly today, CancellationToken ct) =>
        await reader.Query(
            tenant,
            """
            select a.id, a.arena_id, a.holding, a.made_at from calendar_addresses a
            join seat_holdings h on h.tenant_id = a.tenant_id and h.id = a.holding
            where a.tenant_id = $1 and a.code_hash = $2 and a.stopped_at is null and h.taken_on <= $3 and (h.left_on is null or h.left_on > $3)
            """,
            Read, ct, HashOf(code), today) is [var found] ? found : null;

    private static CalendarAddress Read(System.Data.Common.DbDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetFieldValue<DateTimeOffset>(3));

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}
