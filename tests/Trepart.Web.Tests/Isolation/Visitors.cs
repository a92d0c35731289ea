using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.SignIn;

namespace Trepart.Web.Tests;

/// <summary>Whoever sends a request, by cookie or by token.</summary>
/// <param name="Name">As reports call her.</param>
/// <param name="Tenant">Where she is signed in; null for nobody.</param>
/// <param name="Forgery">What her forms carry; null for none.</param>
public sealed record Visitor(string Name, Tenant? Tenant, string Cookies, string? Token, (string Name, string Value)? Forgery)
{
    public override string ToString() => Name;
}

/// <summary>A request that can be sent again and again.</summary>
/// <param name="Form">Null for none; a field may be named twice.</param>
public sealed record Asking(
    string Method, string Address, IReadOnlyList<(string Name, string Value)> Headers, IReadOnlyList<(string Name, string Value)>? Form = null, string? Json = null)
{
    public bool IsApi => Address.StartsWith("/api/", StringComparison.Ordinal) || Address.StartsWith("/openapi/", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Address}{string.Concat(Headers.Select(h => $" {h.Name}: {h.Value}"))}{(Json is null ? "" : " " + Json)}{(Form is null ? "" : " " + string.Join('&', Form.Where(f => !f.Name.StartsWith("__", StringComparison.Ordinal)).Select(f => $"{f.Name}={f.Value}")))}";
}

/// <summary>All that came back.</summary>
/// <param name="Headers">Without the time of day.</param>
public sealed record Answer(int Status, string Headers, string Body)
{
    public string All => $"{Status}\n{Headers}\n{Body}";
}

/// <summary>Sends requests over a few connections that are kept open.</summary>
public sealed partial class Sender(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 16 }) { BaseAddress = address };

    public async Task<Answer> Send(Visitor visitor, Asking asking, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asking.Method), asking.Address);
        request.Headers.TryAddWithoutValidation("Accept", asking.IsApi ? "application/json" : "text/html");
        if (asking.IsApi && visitor.Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", visitor.Token);
        if (!asking.IsApi && visitor.Cookies.Length > 0)
            request.Headers.TryAddWithoutValidation("Cookie", visitor.Cookies);
        foreach (var (name, value) in asking.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (asking.Json is not null)
            request.Content = new StringContent(asking.Json, Encoding.UTF8, "application/json");
        else if (asking.Form is not null)
            request.Content = new FormUrlEncodedContent([.. asking.Form.Concat(visitor.Forgery is { } f ? [(f.Name, f.Value)] : []).Select(f => KeyValuePair.Create(f.Item1, f.Item2))]);

        using var response = await _http.SendAsync(request, ct);
        var headers = response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Date" or "Transfer-Encoding" or "Content-Length"))
            .Select(h => $"{h.Key}: {string.Join(" | ", h.Value)}").Order(StringComparer.Ordinal);
        return new((int)response.StatusCode, string.Join('\n', headers), await response.Content.ReadAsStringAsync(ct));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The one place that takes away what differs from request to request by itself: protected tokens, form and trace ids, and what the request itself named.</summary>
    /// <param name="named">What the request named, and what to write in its place.</param>
    public static string Masked(string text, params IReadOnlyList<(string Value, string Mask)> named)
    {
        text = Protected().Replace(text, "§token");
        text = FormId().Replace(text, "$1§form\"");
        text = TraceId().Replace(text, "$1§trace\"");
        text = ErrorReference().Replace(text, "<code>§reference</code>");
        foreach (var (value, mask) in named)
        {
            // A number stands in other numbers and in hashes too.
            text = value.All(char.IsAsciiDigit)
                ? Regex.Replace(text, $@"(?:(?<=%2F|%3D)|(?<![\w-])){value}(?![\w-])", mask)
                : text.Replace(value, mask, StringComparison.OrdinalIgnoreCase).Replace(Uri.EscapeDataString(value), mask, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    [GeneratedRegex("<code>[0-9a-f]{10}</code>", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorReference();

    [GeneratedRegex(@"CfDJ8[\w-]+")]
    private static partial Regex Protected();

    [GeneratedRegex("(name=\"commandId\" value=\")[^\"]*\"")]
    private static partial Regex FormId();

    [GeneratedRegex("(\"traceId\":\")[^\"]*\"")]
    private static partial Regex TraceId();
}

/// <summary>Everyone who comes to the door: each role, one without a seat, nobody, and those who should not be there at all.</summary>
public sealed class Visitors
{
    private Visitors()
    {
    }

    /// <summary>One for each role in the asking municipality, by role.</summary>
    public IReadOnlyDictionary<SeatRole, Visitor> Roles { get; private init; } = new Dictionary<SeatRole, Visitor>();

    /// <summary>Signed in, and holds no seat any more.</summary>
    public Visitor WithoutSeat { get; private init; } = null!;

    public Visitor Nobody { get; private init; } = null!;

    /// <summary>Holds seats whose ids mean other seats, or other persons', at the neighbour's.</summary>
    public Visitor Mixed { get; private init; } = null!;

    /// <summary>The same persons' ids with the same roles, signed in at the neighbour's.</summary>
    public IReadOnlyDictionary<SeatRole, Visitor> AtTwin { get; private init; } = new Dictionary<SeatRole, Visitor>();

    /// <summary>Was signed in when she was erased from the register.</summary>
    public Visitor Erased { get; private init; } = null!;

    /// <summary>Holds what she had when she signed out.</summary>
    public Visitor Ended { get; private init; } = null!;

    public IEnumerable<Visitor> AllOfOwn => [.. Roles.Values, WithoutSeat, Nobody];

    public static async Task<Visitors> SignIn(TrepartApp app)
    {
        var visitors = new Visitors
        {
            Roles = await InEachRole(app, Neighbours.Own, ""),
            AtTwin = await InEachRole(app, Neighbours.Twin, "neighbour's "),
            WithoutSeat = await One(app, Neighbours.Own, Neighbours.WithoutSeat, "without seat"),
            Mixed = await One(app, Neighbours.Own, Neighbours.Mixed, "mixed"),
            Nobody = await One(app.Nobody(), "nobody", null, null),
            Erased = await One(app, Neighbours.Own, Neighbours.ToErase, "erased"),
            Ended = await SignedOut(app),
        };

        // In all three, so that their rows stay alike.
        foreach (var tenant in Neighbours.All)
            await Neighbours.Erase(app, tenant, Neighbours.ToErase);
        return visitors;
    }

    private static async Task<IReadOnlyDictionary<SeatRole, Visitor>> InEachRole(TrepartApp app, Tenant tenant, string prefix)
    {
        var all = new Dictionary<SeatRole, Visitor>();
        foreach (var role in Enum.GetValues<SeatRole>())
            all[role] = await One(app, tenant, Neighbours.Person(role), $"{prefix}{role}");
        return all;
    }

    public static async Task<Visitor> One(TrepartApp app, Tenant tenant, Guid person, string name) =>
        await One(await app.SignIn(tenant, person), name, tenant, app.Services.GetRequiredService<DemoTokenKey>().Mint(tenant.Id, person, app.Clock.Now));

    private static async Task<Visitor> One(WebUser user, string name, Tenant? tenant, string? token)
    {
        var page = await user.Get(tenant is null ? "/hjelp" : $"/{tenant.Id}");
        return new(name, tenant, string.Join("; ", user.Cookies.GetAllCookies().Select(c => $"{c.Name}={c.Value}")), token, page.Forgery);
    }

    private static async Task<Visitor> SignedOut(TrepartApp app)
    {
        var user = await app.SignIn(Neighbours.Own, Neighbours.Person(SeatRole.UnitLeader));
        var visitor = await One(user, "signed out", Neighbours.Own, null);
        var page = await user.Get($"/{Neighbours.Own.Id}");
        await user.Post("/logg-ut", page.FormFor("/logg-ut"));
        return visitor;
    }
}
