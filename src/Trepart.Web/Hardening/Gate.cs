using Microsoft.Extensions.Primitives;

namespace Trepart.Web.Hardening;

/// <summary>
/// What is looked at before anything else: is the request for this service, made in a way that it knows, and not made by another site in the
/// user's name? Fetch metadata says the last; browsers that do not send it say where a form stood, and the form's own token decides the rest.
/// </summary>
public sealed class Gate(RequestDelegate next, HardeningSettings settings)
{
    private static readonly string[] Own = ["localhost", "127.0.0.1", "[::1]"];

    private readonly List<StringSegment> _hosts = [.. Own.Concat(settings.AllowedHosts).Select(h => new StringSegment(h))];

    public Task Invoke(HttpContext http, Visit visit)
    {
        visit.Here = http.Request.Path + http.Request.QueryString;
        visit.Text = new Language(Entrance.Chosen(http) ?? Written.Bokmål);

        if (!IsSafe(http.Request) && !HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD, POST";
            return Problems.Of(visit, StatusCodes.Status405MethodNotAllowed, "wrong-method").ExecuteAsync(http);
        }

        // A load balancer asks for health by the machine's address.
        if (!http.Request.Path.StartsWithSegments("/health") && !IsOurs(http.Request.Host))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "wrong-host").ExecuteAsync(http);

        return IsByAnotherSite(http.Request)
            ? Problems.Of(visit, StatusCodes.Status403Forbidden, "another-site").ExecuteAsync(http)
            : next(http);
    }

    private bool IsOurs(HostString host) => host.HasValue && HostString.MatchesAny(host.Host, _hosts);

    private static bool IsByAnotherSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length == 0)
            return !IsSafe(request) && request.Headers.Origin.Count > 0 && !IsOwn(request.Headers.Origin.ToString(), request.Host);
        if (site is "same-origin" or "none")
            return false;

        // A link in an e-mail or on the municipality's own pages leads here. Nothing else that stands there does.
        return !(IsSafe(request) && request.Headers["Sec-Fetch-Mode"].ToString() is "navigate" && request.Headers["Sec-Fetch-Dest"].ToString() is ("document" or ""));
    }

    // The scheme is the proxy's business; who can answer in the same name over another scheme has the connection already.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    private static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
