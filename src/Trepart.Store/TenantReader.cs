using System.Data.Common;
using Npgsql;

namespace Trepart.Store;

/// <summary>Reads a municipality's own tables: in every statement <c>$1</c> is the municipality, and row-level security knows it too.</summary>
public sealed class TenantReader(Placement databases)
{
    /// <param name="sql">Compares <c>tenant_id</c> with <c>$1</c>; further parameters are <c>$2</c>, <c>$3</c>, …</param>
    public async Task<IReadOnlyList<T>> Query<T>(
        Tenant tenant, string sql, Func<DbDataReader, T> read, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = await databases.Batch(tenant, ct);
        return await Read(batch.Add(sql, [tenant.Id, .. parameters]), read, ct);
    }

    /// <summary>
    /// The same for a question that goes through much. It is planned for these very parameters: a prepared plan knows neither how long the period is nor
    /// whether all groups are meant, and took seven times as long for the ten years of the largest municipality. It is answered by one process: those who
    /// ask this ask several such at once, and starting helpers took longer than they helped.
    /// </summary>
    public async Task<IReadOnlyList<T>> QueryMuch<T>(
        Tenant tenant, string sql, Func<DbDataReader, T> read, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('max_parallel_workers_per_gather', '0', true)");
        return await Read(batch.Add(sql, [tenant.Id, .. parameters]), read, ct);
    }

    /// <summary>The rows of the last statement; those before it only set the scene.</summary>
    private static async Task<IReadOnlyList<T>> Read<T>(NpgsqlBatch batch, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var reader = await batch.ExecuteReaderAsync(ct);
        for (var i = 1; i < batch.BatchCommands.Count; i++)
            await reader.NextResultAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(read(reader));
        return rows;
    }
}

public static class RowExtensions
{
    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static Guid? IdOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    public static DateOnly Date(this DbDataReader row, int column) => row.GetFieldValue<DateOnly>(column);

    public static DateOnly? DateOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>False where it is not known.</summary>
    public static bool IsTrue(this DbDataReader row, int column) => !row.IsDBNull(column) && row.GetBoolean(column);
}
