using Npgsql;
using Trepart.Store;

namespace Trepart.Web.SignIn;

/// <summary>Who someone is to the one that vouches for it. Never an e-mail address, a user name or a name: those are changed and given to others.</summary>
/// <param name="Authority">For Entra ID the directory's <c>tid</c>; for others the issuer.</param>
/// <param name="Subject">For Entra ID <c>oid</c>; for others the claim that the provider's settings name.</param>
public sealed record IdentityRef(string Authority, string Subject);

/// <summary>A person of a municipality that someone who signs in turned out to be.</summary>
public sealed record Place(Tenant Tenant, Guid Person);

/// <summary>
/// Which person of a municipality an identity is. A municipality says which authorities it lets in; a person is bound by an invitation, and the
/// binding ends when the person is erased, or the municipality no longer lets the authority in.
/// </summary>
public sealed class Identities(Placement databases, TenantReader reader)
{
    /// <summary>The municipalities that let this authority in, in the order of their ids.</summary>
    public Task<IReadOnlyList<Tenant>> TenantsOf(string authority, CancellationToken ct) =>
        Directory("select tenant_id from tenant_authorities where authority = $1 order by tenant_id", r => new Tenant(r.GetString(0)), ct, authority);

    /// <summary>Every municipality that lets someone in, with the authorities it lets in.</summary>
    public async Task<ILookup<Tenant, string>> Authorities(CancellationToken ct) =>
        (await Directory("select tenant_id, authority from tenant_authorities order by 1, 2", r => (Tenant: new Tenant(r.GetString(0)), Authority: r.GetString(1)), ct))
        .ToLookup(r => r.Tenant, r => r.Authority);

    public async Task<bool> LetsIn(Tenant tenant, string authority, CancellationToken ct) =>
        await Directory("select 1 from tenant_authorities where tenant_id = $1 and authority = $2", _ => true, ct, tenant.Id, authority) is not [];

    /// <returns>Null where the municipality does not know the identity, or does not let its authority in.</returns>
    public async Task<Guid?> PersonOf(Tenant tenant, IdentityRef identity, CancellationToken ct) =>
        await LetsIn(tenant, identity.Authority, ct)
        && await reader.Query(
            tenant, "select person_id from identities where tenant_id = $1 and authority = $2 and subject = $3", r => r.GetGuid(0), ct, identity.Authority, identity.Subject) is [var person]
            ? person
            : null;

    /// <summary>Every municipality in which the identity is someone.</summary>
    public async Task<IReadOnlyList<Place>> PlacesOf(IdentityRef identity, CancellationToken ct)
    {
        var places = new List<Place>();
        foreach (var tenant in await TenantsOf(identity.Authority, ct))
        {
            if (await PersonOf(tenant, identity, ct) is { } person)
                places.Add(new(tenant, person));
        }

        return places;
    }

    /// <summary>What a person is bound to, with when; the oldest first.</summary>
    public Task<IReadOnlyList<(IdentityRef Identity, DateTimeOffset BoundAt)>> Of(Tenant tenant, Guid person, CancellationToken ct) =>
        reader.Query(
            tenant, "select authority, subject, bound_at from identities where tenant_id = $1 and person_id = $2 order by bound_at, authority, subject",
            r => (new IdentityRef(r.GetString(0), r.GetString(1)), r.GetFieldValue<DateTimeOffset>(2)), ct, person);

    /// <summary>The people of a municipality who can sign in.</summary>
    public async Task<IReadOnlySet<Guid>> Bound(Tenant tenant, CancellationToken ct) =>
        (await reader.Query(tenant, "select distinct person_id from identities where tenant_id = $1", r => r.GetGuid(0), ct)).ToHashSet();

    /// <summary>Ends every binding of a person; a new invitation makes another.</summary>
    public async Task Release(Tenant tenant, Guid person, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("delete from identities where tenant_id = $1 and person_id = $2", tenant.Id, person);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<IReadOnlyList<T>> Directory<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct, params object[] parameters)
    {
        await using var batch = databases.Directory.CreateBatch();
        batch.Add(sql, parameters);
        await using var rows = await batch.ExecuteReaderAsync(ct);
        var all = new List<T>();
        while (await rows.ReadAsync(ct))
            all.Add(read(rows));
        return all;
    }
}
