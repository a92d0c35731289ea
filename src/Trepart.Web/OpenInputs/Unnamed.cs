using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Trepart.Web.SignIn;

namespace Trepart.Web.OpenInputs;

/// <summary>Says on a route that whoever comes here is nobody, also to our own instruments.</summary>
public sealed class UnnamedRoute;

/// <summary>
/// At the door of an unnamed route a session is left outside, so that using it is not noted; nothing is measured, traced or written down of the
/// request; and it is counted only by <see cref="DailyLimit"/>.
/// </summary>
public sealed class Unnamed(RequestDelegate next)
{
    private static readonly AsyncLocal<bool> Within = new();

    /// <summary>What happens now happens for an unnamed request: a database's trace is not to be taken.</summary>
    public static bool IsNow => Within.Value;

    public static bool IsAt(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<UnnamedRoute>() is not null;

    public async Task Invoke(HttpContext http)
    {
        if (!IsAt(http))
        {
            await next(http);
            return;
        }

        var session = SafeCookie.NameOf(http, SafeCookie.Session);
        http.Request.Headers.Cookie = string.Join(
            "; ", http.Request.Headers.Cookie.SelectMany(c => (c ?? "").Split(';', StringSplitOptions.TrimEntries)).Where(c => !c.StartsWith(session + "=", StringComparison.Ordinal)));
        if (http.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;
        if (Activity.Current is { } activity)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            foreach (var (tag, _) in activity.TagObjects.ToList())
                activity.SetTag(tag, null);
        }

        Within.Value = true;
        try
        {
            await next(http);
        }
        finally
        {
            Within.Value = false;
        }
    }
}
