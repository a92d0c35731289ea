using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Country;

/// <summary>Reads what municipalities share, as a role that may read that and nothing else.</summary>
public sealed class CountryReader(Placement databases)
{
    public Task<IReadOnlyList<SharedConsent>> Consents(CancellationToken ct, Tenant? of = null) =>
        Query(
            "select tenant_id, kind, since, stopped_on from country.sharings where $1::varchar is null or tenant_id = $1 order by tenant_id, kind",
            row => new SharedConsent(row.GetString(0), Enum.Parse<SharedKind>(row.GetString(1)), row.DateOrNull(2), row.DateOrNull(3)), ct, of?.Id);

    public Task<IReadOnlyList<SharedMunicipality>> Municipalities(CancellationToken ct, Tenant? of = null) =>
        Query(
            "select tenant_id, name, number, status, since from country.municipalities where $1::varchar is null or tenant_id = $1 order by tenant_id",
            row => new SharedMunicipality(row.GetString(0), row.GetString(1), row.TextOrNull(2), Enum.Parse<SpreadStatus>(row.GetString(3)), row.DateOrNull(4)), ct, of?.Id);

    /// <summary>The newest quarter first.</summary>
    public Task<IReadOnlyList<SharedFigures>> Figures(CancellationToken ct, Tenant? of = null) =>
        Query(
            """
            select tenant_id, quarter, groups_active, meetings_held, matters_raised, matters_deferred, trials_started, trials_kept, trials_gone_back, inputs_answered
            from country.figures where $1::varchar is null or tenant_id = $1 order by tenant_id, quarter desc
            """,
            row => new SharedFigures(
                row.GetString(0), row.Date(1), CountOf(row, 2), CountOf(row, 3), CountOf(row, 4), CountOf(row, 5), CountOf(row, 6), CountOf(row, 7), CountOf(row, 8), CountOf(row, 9)),
            ct, of?.Id);

    /// <summary>The newest first.</summary>
    /// <param name="words">Only those in which this stands.</param>
    public Task<IReadOnlyList<SharedExperience>> Experiences(CancellationToken ct, Tenant? of = null, string? words = null) =>
        Query(
            """
            select tenant_id, id, title, situation, tried, result, tips, published_on from country.experiences
            where ($1::varchar is null or tenant_id = $1)
              and ($2::text is null or position(lower($2) in lower(concat_ws(' ', title, situation, tried, result, tips))) > 0)
            order by published_on desc, id limit 200
            """,
            row => new SharedExperience(
                row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.TextOrNull(6), row.Date(7)),
            ct, of?.Id, words);

    /// <summary>Those that are stuck first, the oldest of them first.</summary>
    public Task<IReadOnlyList<SharedHelp>> Help(CancellationToken ct, Tenant? of = null) =>
        Query(
            """
            select tenant_id, id, shared, asked_on, ended_on from country.help_requests
            where $1::varchar is null or tenant_id = $1 order by ended_on is not null, asked_on, tenant_id, id limit 500
            """,
            row => new SharedHelp(row.GetString(0), row.GetGuid(1), row.TextOrNull(2), row.Date(3), row.DateOrNull(4)), ct, of?.Id);

    /// <summary>The very rows of one municipality, for itself to see.</summary>
    public async Task<SharedRows> Of(Tenant tenant, CancellationToken ct) => new(
        await Consents(ct, tenant), (await Municipalities(ct, tenant)).SingleOrDefault(), await Figures(ct, tenant), await Experiences(ct, tenant), await Help(ct, tenant));

    private async Task<IReadOnlyList<T>> Query<T>(string sql, Func<DbDataReader, T> read, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = databases.Directory.CreateBatch();
        batch.Add("select set_config('role', 'trepart_country', true)").Add(sql, parameters);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(read(reader));
        return rows;
    }

    private static int? CountOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
