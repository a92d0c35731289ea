using System.Net;
using System.Security.Cryptography;
using System.Text;
using Trepart.Web.Hardening;

namespace Trepart.Web.OpenInputs;

/// <summary>
/// How much may come from one address at the open forms. Addresses are known only by a keyed hash under a key that was made at random in this
/// process and is dropped at midnight with all that was counted: afterwards nobody can tell whether two came from the same place, or from where.
/// </summary>
public sealed class DailyLimit(Calendar calendar, TimeProvider clock, HardeningSettings settings)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset Begun, int Count)> _counts = [];
    private DateOnly _day;
    private byte[] _key = [];

    /// <summary>How many addresses are known now; they are forgotten at midnight.</summary>
    public int Known
    {
        get
        {
            lock (_lock)
                return _counts.Count;
        }
    }

    /// <summary>Counts one more; false where that is too many in ten minutes.</summary>
    /// <param name="what">What is counted by itself.</param>
    public bool Allows(string what, IPAddress? address, int most)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            Turn();
            var whose = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{what}\n{RateLimits.AddressOf(address)}")));
            var (begun, count) = _counts.GetValueOrDefault(whose, (now, 0));
            if (now - begun >= Window)
                (begun, count) = (now, 0);
            _counts[whose] = (begun, count + 1);
            return settings.Limits.OpenPercent == 0 || count < most * settings.Limits.OpenPercent / 100.0;
        }
    }

    private void Turn()
    {
        if (_day == calendar.Today)
            return;
        CryptographicOperations.ZeroMemory(_key);
        (_key, _day) = (RandomNumberGenerator.GetBytes(32), calendar.Today);
        _counts.Clear();
    }
}

public static class DailyLimitExtensions
{
    /// <summary>At most so many from one address in ten minutes.</summary>
    public static RouteHandlerBuilder AtMost(this RouteHandlerBuilder route, string what, int most)
    {
        route.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.RequestServices.GetRequiredService<DailyLimit>().Allows(what, http.Connection.RemoteIpAddress, most))
                return await next(context);
            http.Response.Headers.RetryAfter = "600";
            return Problems.Of(http.RequestServices.GetRequiredService<Visit>(), StatusCodes.Status429TooManyRequests, "too-many");
        });
        return route;
    }
}
