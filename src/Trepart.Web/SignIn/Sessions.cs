using System.Buffers.Text;
using System.Data.Common;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Trepart.Store;

namespace Trepart.Web.SignIn;

/// <summary>Who a session is: someone that a provider vouched for, or in a demo a chosen person. Exactly one of the two is there.</summary>
public sealed record Whose(IdentityRef? Identity, Place? Chosen)
{
    public static Whose Of(IdentityRef identity) => new(identity, null);

    public static Whose Of(Place chosen) => new(null, chosen);

    private const string AuthorityClaim = "authority";
    private const string SubjectClaim = "subject";

    /// <summary>The same in every session of theirs: a form that was opened in one can be sent in the next.</summary>
    public IEnumerable<Claim> Claims => Identity is { } identity
        ? [new(AuthorityClaim, identity.Authority), new(SubjectClaim, identity.Subject)]
        : [new(Entrance.TenantClaim, Chosen!.Tenant.Id), new(Entrance.PersonClaim, Chosen.Person.ToString())];

    /// <returns>Null for one who is not signed in.</returns>
    public static Whose? Of(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated != true ? null
        : (user.FindFirst(AuthorityClaim)?.Value, user.FindFirst(SubjectClaim)?.Value) is ({ } authority, { } subject) ? Of(new IdentityRef(authority, subject))
        : Tenant.TryParse(user.FindFirst(Entrance.TenantClaim)?.Value) is { } tenant && Guid.TryParse(user.FindFirst(Entrance.PersonClaim)?.Value, out var person)
            ? Of(new Place(tenant, person))
            : null;
}

/// <summary>A session: what the service knows of one browser in which someone has signed in.</summary>
/// <param name="Id">Names it in the list of sessions; opens nothing.</param>
/// <param name="Provider">Where signing out goes on; null where nobody vouched.</param>
public sealed record Session(Guid Id, Whose Whose, string? Provider, Browser Browser, DateTimeOffset BegunAt, DateTimeOffset UsedAt);

/// <summary>What a cookie's value turned out to be.</summary>
/// <param name="RanOut">It is known, but its time is up: it opens nothing, and only tells whose it was.</param>
public sealed record FoundSession(Session Session, bool RanOut);

/// <summary>
/// Sessions are kept at the server. A browser holds 32 random bytes and nothing else, and here stands their hash: whoever reads the table can take
/// over no session, and a session that is ended here is ended.
/// </summary>
public sealed class Sessions(Placement databases, Settings settings, TimeProvider clock)
{
    private const string Columns = "id, authority, subject, tenant_id, person_id, provider, browser, system, begun_at, used_at";

    /// <summary>Use is written down at most so often: not a row for every page that is opened.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session, and clears away those that ran out more than a day ago.</summary>
    /// <returns>What the browser keeps.</returns>
    public async Task<(string Key, Session Session)> Begin(Whose whose, string? provider, Browser browser, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var session = new Session(Guid.CreateVersion7(now), whose, provider, browser, now, now);
        await using var batch = databases.Directory.CreateBatch();
        batch.Add("delete from web_sessions where used_at < $1", (now - settings.SessionLength - TimeSpan.FromDays(1)).UtcDateTime);
        batch.Add(
            $"insert into web_sessions (key_hash, {Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
            HashOf(key), session.Id, whose.Identity?.Authority, whose.Identity?.Subject, whose.Chosen?.Tenant.Id, whose.Chosen?.Person, provider, browser.Name, browser.System,
            now.UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
        return (key, session);
    }

    /// <returns>Null where no session has this key.</returns>
    public async Task<FoundSession?> Find(string key, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var batch = databases.Directory.CreateBatch();
        batch.Add(
            "update web_sessions set used_at = $2 where key_hash = $1 and used_at < $3 and used_at > $4 and begun_at > $5",
            HashOf(key), now.UtcDateTime, (now - Noted).UtcDateTime, (now - settings.SessionIdle).UtcDateTime, (now - settings.SessionLength).UtcDateTime);
        batch.Add($"select {Columns} from web_sessions where key_hash = $1", HashOf(key));
        return await Read(batch, ct) is [var session]
            ? new(session, RanOut: now - session.UsedAt >= settings.SessionIdle || now - session.BegunAt >= settings.SessionLength)
            : null;
    }

    /// <summary>The sessions of the same one that have not run out, the one last used first.</summary>
    public async Task<IReadOnlyList<Session>> Of(Whose whose, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var batch = databases.Directory.CreateBatch();
        batch.Add(
            $"""
            select {Columns} from web_sessions
            where (authority = $1 and subject = $2 or tenant_id = $3 and person_id = $4) and used_at > $5 and begun_at > $6 order by used_at desc, id
            """,
            whose.Identity?.Authority, whose.Identity?.Subject, whose.Chosen?.Tenant.Id, whose.Chosen?.Person,
            (now - settings.SessionIdle).UtcDateTime, (now - settings.SessionLength).UtcDateTime);
        return await Read(batch, ct);
    }

    public Task End(string key, CancellationToken ct) => Delete("delete from web_sessions where key_hash = $1", ct, HashOf(key));

    /// <summary>Ends one session of the same one.</summary>
    /// <returns>False where there is no such session of theirs.</returns>
    public async Task<bool> End(Whose whose, Guid id, CancellationToken ct) =>
        await Delete("delete from web_sessions where id = $5 and (authority = $1 and subject = $2 or tenant_id = $3 and person_id = $4)", ct, [.. Keys(whose), id]) == 1;

    /// <summary>Ends all sessions of the same one.</summary>
    /// <param name="but">The one that goes on; null for none.</param>
    public Task EndAll(Whose whose, Guid? but, CancellationToken ct) =>
        Delete(
            "delete from web_sessions where id <> $5 and (authority = $1 and subject = $2 or tenant_id = $3 and person_id = $4)", ct, [.. Keys(whose), but ?? Guid.Empty]);

    private static object?[] Keys(Whose whose) => [whose.Identity?.Authority, whose.Identity?.Subject, whose.Chosen?.Tenant.Id, whose.Chosen?.Person];

    private async Task<int> Delete(string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = databases.Directory.CreateBatch().Add(sql, parameters);
        return await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IReadOnlyList<Session>> Read(NpgsqlBatch batch, CancellationToken ct)
    {
        var sessions = new List<Session>();
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            sessions.Add(Read(rows));
        return sessions;
    }

    private static Session Read(DbDataReader row) => new(
        row.GetGuid(0),
        row.IsDBNull(1) ? Whose.Of(new Place(new Tenant(row.GetString(3)), row.GetGuid(4))) : Whose.Of(new IdentityRef(row.GetString(1), row.GetString(2))),
        row.TextOrNull(5), new(row.GetString(6), row.GetString(7)), row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9));

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
