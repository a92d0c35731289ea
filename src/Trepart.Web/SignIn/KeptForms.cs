using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Primitives;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.SignIn;

/// <summary>What someone had typed when her session ran out, given back to her after signing in again; never sent by itself.</summary>
/// <param name="Address">Where the form was sent.</param>
/// <param name="Owner">Who typed it; nobody else sees it.</param>
/// <param name="Fields">All fields but the antiforgery token.</param>
public sealed record KeptForm(string Address, string Owner, IReadOnlyList<KeyValuePair<string, string[]>> Fields)
{
    private static readonly string[] Technical = ["commandId", "version", "confirmed"];

    /// <summary>Whether the page's own form shows it, filled in; otherwise the page shows the texts, to be copied.</summary>
    public bool HasItsForm() => AllActs.ByName.Values.Any(a => a.Slug is not null && a.Slug == Address.Split('?')[0].Split('/')[^1]);

    /// <summary>What was written, without ids and choices.</summary>
    public IEnumerable<string> Written() => Fields.Where(f => !Technical.Contains(f.Key)).SelectMany(f => f.Value).Where(v => v.Contains(' ', StringComparison.Ordinal));

    public Draft AsDraft(Act act, Language text)
    {
        var form = new FormCollection(Fields.ToDictionary(f => f.Key, f => new StringValues(f.Value)));
        long? version = long.TryParse(form["version"], out var seen) && seen > 0 ? seen : null;
        return new Draft(
            Guid.TryParse(form["commandId"], out var command) ? command : Guid.CreateVersion7(), version, FormBody.Of(form, act, ""), [],
            new Notice(text["signin.kept.title"], [text["signin.kept.again"]]), IsSent: true, Asks: false);
    }
}

/// <summary>
/// Keeps what was typed for some minutes, for the same browser and the same person. It stands encrypted in the database; half of the key is in the
/// browser's cookie, so neither the database nor the key ring opens it.
/// </summary>
public sealed class KeptForms(Placement databases, IDataProtectionProvider protection, EndpointDataSource endpoints, TimeProvider clock)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    /// <summary>As much as a request may hold.</summary>
    public const int MaxBytes = 256 * 1024;

    private const string Cookie = "trepart-kept";

    /// <summary>Where to go after signing in again: where the form is, if it is not where it was sent.</summary>
    public sealed record ComeBack(string Address);

    /// <summary>There is something kept for this browser; whose it is, is seen when someone has signed in.</summary>
    public static bool IsThere(HttpContext http) => SafeCookie.Read(http, Cookie) is not null;

    /// <summary>Keeps the form of a request whose session has run out. One that was ended, or never was, is not known to be anyone's.</summary>
    public async Task Keep(HttpContext http, string forgeryField)
    {
        var ct = http.RequestAborted;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || http.Features.Get<FoundSession>() is not { RanOut: true } found)
            return;

        IFormCollection form;
        try
        {
            form = await http.Request.ReadFormAsync(ct);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
        {
            return; // it could not have been saved either
        }

        var kept = new KeptForm(
            http.Request.Path + http.Request.QueryString, OwnerOf(found.Session.Whose),
            [.. form.Where(f => f.Key != forgeryField).Select(f => KeyValuePair.Create(f.Key, f.Value.Select(v => v ?? "").ToArray()))]);
        var content = JsonSerializer.SerializeToUtf8Bytes(kept);
        if (content.Length > MaxBytes)
            return;

        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        await using var batch = databases.Directory.CreateBatch();
        batch.Add("delete from kept_forms where kept_at < $1", (now - Lasts).UtcDateTime);
        batch.Add(
            """
            insert into kept_forms (key_hash, session_id, content, kept_at) values ($1, $2, $3, $4)
            on conflict (session_id) do update set key_hash = excluded.key_hash, content = excluded.content, kept_at = excluded.kept_at
            """,
            HashOf(key), found.Session.Id, Protector(key).Protect(content), now.UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
        SafeCookie.Write(http, Cookie, key, Lasts);
        http.Features.Set(new ComeBack(WhereTheFormIs(http)));
    }

    /// <returns>What is kept for this browser and for the one who has signed in; null where there is none. What is another's is thrown away.</returns>
    public async Task<KeptForm?> Open(HttpContext http, Whose whose)
    {
        if (SafeCookie.Read(http, Cookie) is not { } key)
            return null;

        var kept = await Read(key, http.RequestAborted);
        var isSentAgain = HttpMethods.IsPost(http.Request.Method) && kept?.Address == http.Request.Path + http.Request.QueryString;
        if (kept is not null && kept.Owner == OwnerOf(whose) && !isSentAgain)
            return kept;

        await Forget(http);
        return null;
    }

    public async Task Forget(HttpContext http)
    {
        if (SafeCookie.Read(http, Cookie) is not { } key)
            return;
        await using var batch = databases.Directory.CreateBatch().Add("delete from kept_forms where key_hash = $1", HashOf(key));
        await batch.ExecuteNonQueryAsync(http.RequestAborted);
        SafeCookie.Remove(http, Cookie);
    }

    private async Task<KeptForm?> Read(string key, CancellationToken ct)
    {
        await using var batch = databases.Directory.CreateBatch();
        batch.Add("select content from kept_forms where key_hash = $1 and kept_at > $2", HashOf(key), (clock.GetUtcNow() - Lasts).UtcDateTime);
        if (await batch.ExecuteScalarAsync(ct) is not byte[] content)
            return null;
        try
        {
            return JsonSerializer.Deserialize<KeptForm>(Protector(key).Unprotect(content));
        }
        catch (CryptographicException)
        {
            return null; // the key ring is another: a demo that was begun anew
        }
    }

    // Most forms are shown where they are sent. Others stand on a page above.
    private string WhereTheFormIs(HttpContext http)
    {
        var shown = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
            .Select(e => e.RoutePattern.RawText!.Trim('/')).ToHashSet();
        var pattern = ((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText!.Trim('/');
        var path = http.Request.Path.Value!.Trim('/');
        if (shown.Contains(pattern))
            return http.Request.Path + http.Request.QueryString;
        while (!shown.Contains(pattern) && pattern.Contains('/', StringComparison.Ordinal))
            (pattern, path) = (pattern[..pattern.LastIndexOf('/')], path[..path.LastIndexOf('/')]);
        return "/" + path;
    }

    private IDataProtector Protector(string key) => protection.CreateProtector("Trepart.KeptForm", key);

    private static string OwnerOf(Whose whose) => JsonSerializer.Serialize(whose.Claims.Select(c => new JsonArray(c.Type, c.Value)));

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
