using Npgsql;

namespace Trepart.Store;

/// <summary>A municipality as everyone may know it.</summary>
/// <param name="Written">The written language it has chosen: <c>nb</c> or <c>nn</c>.</param>
/// <param name="AccessibilityStatement">Address of its own statement; null until it has entered one.</param>
public sealed record Municipality(Tenant Tenant, string Name, string Written, string? AccessibilityStatement);

/// <summary>The municipalities of this installation. Name, number and county are dated attributes; only the id is for ever.</summary>
public sealed class Directory(NpgsqlDataSource db)
{
    /// <summary>Makes an empty municipality. Can be repeated: what is there stays. Run by an operator, as the owner.</summary>
    /// <param name="attributes">By name, as in the table <c>tenant_attributes</c>.</param>
    /// <param name="from">The day from which the attributes hold.</param>
    public async Task Create(
        Tenant tenant, IReadOnlyDictionary<string, string> attributes, DateOnly from, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = db.CreateBatch();
        batch.Add("insert into tenants (tenant_id, created) values ($1, $2) on conflict do nothing", tenant.Id, now.UtcDateTime);
        batch.Add("insert into tenant_heads (tenant_id) values ($1) on conflict do nothing", tenant.Id);
        foreach (var (attribute, value) in attributes)
        {
            batch.Add(
                "insert into tenant_attributes (tenant_id, attribute, valid_from, value) values ($1, $2, $3, $4) on conflict do nothing",
                tenant.Id, attribute, from, value);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>All municipalities with the attributes that hold on <paramref name="on"/>, in the order of their ids.</summary>
    public Task<IReadOnlyList<Municipality>> All(DateOnly on, CancellationToken ct) => Read(null, on, ct);

    /// <returns>Null where there is no such municipality.</returns>
    public async Task<Municipality?> Find(Tenant tenant, DateOnly on, CancellationToken ct) =>
        await Read(tenant, on, ct) is [var found] ? found : null;

    private async Task<IReadOnlyList<Municipality>> Read(Tenant? tenant, DateOnly on, CancellationToken ct)
    {
        await using var command = db.CreateCommand(
            """
            select t.tenant_id, coalesce(a.value ->> 'name', t.tenant_id), coalesce(a.value ->> 'written_language', 'nb'), a.value ->> 'accessibility_statement'
            from tenants t
            left join lateral (
              select jsonb_object_agg(d.attribute, d.value) as value
              from (select distinct on (attribute) attribute, value from tenant_attributes
                    where tenant_id = t.tenant_id and valid_from <= $1 order by attribute, valid_from desc) d) a on true
            where $2::varchar is null or t.tenant_id = $2
            order by t.tenant_id
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = on });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)tenant?.Id ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var all = new List<Municipality>();
        while (await reader.ReadAsync(ct))
            all.Add(new(new Tenant(reader.GetString(0)), reader.GetString(1), reader.GetString(2), reader.TextOrNull(3)));
        return all;
    }

    /// <summary>Whether this installation is for demonstration, where a demo person may be chosen at sign-in.</summary>
    public async Task<bool> IsDemo(CancellationToken ct)
    {
        await using var command = db.CreateCommand("select exists (select from installation where purpose = 'demo')");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
