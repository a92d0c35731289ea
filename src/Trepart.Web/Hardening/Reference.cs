using System.Diagnostics;

namespace Trepart.Web.Hardening;

/// <summary>What someone can read aloud to those who help, so that they find the line in the service's log.</summary>
public static class Reference
{
    private const int Short = 10;

    /// <summary>The request's trace, as it stands in the log.</summary>
    public static string Of(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;

    /// <summary>The beginning of it, for a page. Null where the page itself says what to do, and nothing is logged.</summary>
    public static string? ForPage(HttpContext http, int status) => IsLogged(status) ? Of(http) is { Length: > Short } all ? all[..Short] : Of(http) : null;

    public static bool IsLogged(int status) => status is 400 or 405 or 408 or 413 or 415 or 429 or >= 500;

    /// <summary>What failed and where in our code, without its message: that may hold what someone wrote.</summary>
    public static string Where(Exception exception)
    {
        var kinds = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
            kinds.Add(e is Npgsql.PostgresException { SqlState: var state } ? $"{e.GetType().Name} {state}" : e.GetType().Name);
        return $"{string.Join(" < ", kinds)}\n{exception.StackTrace}";
    }
}
