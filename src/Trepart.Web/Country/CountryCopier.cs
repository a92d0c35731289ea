using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Country;

/// <summary>
/// Copies what a municipality has consented to share into the union's own schema, and takes away what it no longer shares. Knows nothing but the
/// allow-listed records; works as a role that has rights in that schema alone.
/// </summary>
public sealed class CountryCopier(Placement databases, SharingBook sharing, SharedSources sources, Store.Directory directory, Calendar calendar)
{
    public async Task Copy(Municipality municipality, CancellationToken ct)
    {
        var tenant = municipality.Tenant;
        await using var connection = await databases.Directory.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // One at a time, and the consent is read under the lock: who copies a moment ago does not put back what was withdrawn since.
        await using (var begin = new NpgsqlBatch(connection).Add("select set_config('role', 'trepart_copier', true)").Add("select pg_advisory_xact_lock(hashtextextended($1, 23))", tenant.Id))
            await begin.ExecuteNonQueryAsync(ct);
        var rows = await RowsOf(municipality, ct);
        await using var batch = new NpgsqlBatch(connection);
        Write(batch, tenant, rows);
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<SharedRows> RowsOf(Municipality municipality, CancellationToken ct)
    {
        var (tenant, today) = (municipality.Tenant, calendar.Today);
        var consents = await sharing.Of(tenant, ct);
        bool Shares(SharedKind kind) => consents.Any(c => c.Kind == kind && c.StoppedOn is null);
        return new(
            [.. consents.Select(c => new SharedConsent(tenant.Id, c.Kind, c.StoppedOn is null ? c.GrantedOn : null, c.StoppedOn))],
            Shares(SharedKind.Presence) ? await sources.Presence(municipality, await directory.NumberOf(tenant, today, ct), today, ct) : null,
            Shares(SharedKind.Figures) ? await sources.Figures(tenant, today, ct) : [],
            Shares(SharedKind.Experiences) ? await sources.Experiences(tenant, ct) : [],
            Shares(SharedKind.Help) ? await sources.Help(tenant, ct) : []);
    }

    private static void Write(NpgsqlBatch sql, Tenant tenant, SharedRows rows)
    {
        sql.Add("delete from country.sharings where tenant_id = $1", tenant.Id);
        foreach (var c in rows.Consents)
            sql.Add("insert into country.sharings (tenant_id, kind, since, stopped_on) values ($1, $2, $3, $4)", c.TenantId, c.Kind.ToString(), c.Since, c.StoppedOn);

        sql.Add("delete from country.municipalities where tenant_id = $1", tenant.Id);
        if (rows.Municipality is { } m)
            sql.Add("insert into country.municipalities (tenant_id, name, number, status, since) values ($1, $2, $3, $4, $5)", m.TenantId, m.Name, m.Number, m.Status.ToString(), m.Since);

        if (!rows.Consents.Any(c => c is { Kind: SharedKind.Figures, StoppedOn: null }))
            sql.Add("delete from country.figures where tenant_id = $1", tenant.Id);

        // What is told of a quarter is not told again: two figures of the same quarter would tell what lies between them.
        foreach (var f in rows.Figures)
        {
            sql.Add(
                """
                insert into country.figures (tenant_id, quarter, groups_active, meetings_held, matters_raised, matters_deferred, trials_started, trials_kept, trials_gone_back, inputs_answered)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
                """,
                f.TenantId, f.Quarter, f.GroupsActive, f.MeetingsHeld, f.MattersRaised, f.MattersDeferred, f.TrialsStarted, f.TrialsKept, f.TrialsGoneBack, f.InputsAnswered);
        }

        sql.Add("delete from country.experiences where tenant_id = $1", tenant.Id);
        foreach (var e in rows.Experiences)
        {
            sql.Add(
                "insert into country.experiences (tenant_id, id, title, situation, tried, result, tips, published_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                e.TenantId, e.Id, e.Title, e.Situation, e.Tried, e.Result, e.Tips, e.PublishedOn);
        }

        sql.Add("delete from country.help_requests where tenant_id = $1", tenant.Id);
        foreach (var h in rows.Help)
            sql.Add("insert into country.help_requests (tenant_id, id, shared, asked_on, ended_on) values ($1, $2, $3, $4, $5)", h.TenantId, h.Id, h.Shared, h.AskedOn, h.EndedOn);
    }
}
