using Npgsql;

namespace Trepart.Store;

/// <summary>A municipality as everyone may know it.</summary>
/// <param name="Written">The written language it has chosen: <c>nb</c> or <c>nn</c>.</param>
/// <param name="AccessibilityStatement">Address of its own statement; null until it has entered one.</param>
public sealed record Municipality(Tenant Tenant, string Name, string Written, string? AccessibilityStatement);

/// <summary>A municipality that is to be made.</summary>
/// <param name="Attributes">By name, as in the table <c>tenant_attributes</c>.</param>
/// <param name="From">The day from which the attributes hold.</param>
/// <param name="Placement">The name of the database that is to hold it.</param>
public sealed record NewMunicipality(
    Tenant Tenant, IReadOnlyDictionary<string, string> Attributes, DateOnly From, DateTimeOffset Created, string Placement = Placement.Default);

/// <summary>The municipalities of this installation. Name, number and county are dated attributes; only the id is for ever.</summary>
/// <param name="db">Where the directory stands.</param>
public sealed class Directory(NpgsqlDataSource db)
{
    /// <summary>Adds a municipality to the directory. Can be repeated: what is there stays. The batch is the owner's.</summary>
    public static void Enter(NpgsqlBatch batch, NewMunicipality made)
    {
        batch.Add(
            "insert into tenants (tenant_id, placement, created) values ($1, $2, $3) on conflict do nothing",
            made.Tenant.Id, made.Placement, made.Created.UtcDateTime);
        foreach (var (attribute, value) in made.Attributes)
        {
            batch.Add(
                "insert into tenant_attributes (tenant_id, attribute, valid_from, value) values ($1, $2, $3, $4) on conflict do nothing",
                made.Tenant.Id, attribute, made.From, value);
        }
    }

    /// <summary>Makes its empty log, in the database that holds it. Can be repeated: what is there stays. The batch is the owner's.</summary>
    public static void Open(NpgsqlBatch batch, NewMunicipality made)
    {
        batch.Add(
            "insert into tenants (tenant_id, placement, created) values ($1, $2, $3) on conflict do nothing",
            made.Tenant.Id, made.Placement, made.Created.UtcDateTime);
        batch.Add("insert into tenant_heads (tenant_id) values ($1) on conflict do nothing", made.Tenant.Id);
    }

    /// <summary>Makes an empty municipality. Can be repeated: what is there stays. Both databases are opened as the owner.</summary>
    /// <param name="holder">The database that is to hold it.</param>
    public async Task Create(NewMunicipality made, NpgsqlDataSource holder, CancellationToken ct)
    {
        // The log before the entry that points to it.
        await using var log = holder.CreateBatch();
        Open(log, made);
        await log.ExecuteNonQueryAsync(ct);

        await using var entry = db.CreateBatch();
        Enter(entry, made);
        await entry.ExecuteNonQueryAsync(ct);
    }

    /// <summary>All municipalities with the attributes that hold on <paramref name="on"/>, in the order of their ids.</summary>
    public Task<IReadOnlyList<Municipality>> All(DateOnly on, CancellationToken ct) => Read(null, on, ct);

    /// <returns>Null where there is no such municipality.</returns>
    public async Task<Municipality?> Find(Tenant tenant, DateOnly on, CancellationToken ct) =>
        await Read(tenant, on, ct) is [var found] ? found : null;

    /// <summary>The day on which a municipality was deleted; null where it was not. Its id is never given again.</summary>
    public async Task<DateOnly?> DeletedOn(Tenant tenant, CancellationToken ct)
    {
        await using var command = db.CreateCommand("select valid_from from tenant_attributes where tenant_id = $1 and attribute = 'deleted'");
        command.Parameters.Add(new NpgsqlParameter { Value = tenant.Id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? reader.Date(0) : null;
    }

    /// <summary>The name of the database that a municipality was placed in, deleted or not; null where there never was one.</summary>
    public async Task<string?> PlacementOf(Tenant tenant, CancellationToken ct)
    {
        await using var command = db.CreateCommand("select placement from tenants where tenant_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = tenant.Id });
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>The municipality's number as it is on a day; null where the directory does not have it.</summary>
    public async Task<string?> NumberOf(Tenant tenant, DateOnly on, CancellationToken ct)
    {
        await using var command = db.CreateCommand(
            "select value from tenant_attributes where tenant_id = $1 and attribute = 'number' and valid_from <= $2 order by valid_from desc limit 1").With(tenant.Id, on);
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>The attributes that hold from exactly this day, by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AttributesFrom(Tenant tenant, DateOnly from, CancellationToken ct)
    {
        await using var command = db.CreateCommand("select attribute, value from tenant_attributes where tenant_id = $1 and valid_from = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = tenant.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = from });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var attributes = new Dictionary<string, string>();
        while (await reader.ReadAsync(ct))
            attributes[reader.GetString(0)] = reader.GetString(1);
        return attributes;
    }

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
            where ($2::varchar is null or t.tenant_id = $2)
              and not exists (select from tenant_attributes d where d.tenant_id = t.tenant_id and d.attribute = 'deleted')
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
