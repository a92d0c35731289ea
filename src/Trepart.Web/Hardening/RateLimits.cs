using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Trepart.Web.Hardening;

/// <summary>
/// How much one may ask for. Three counts, each by itself: of the person (of the address, where nobody is signed in), of the municipality, and
/// of what a municipality has under way. A municipality is that of the one who asks, never the one in the address: nobody can use up another's.
/// </summary>
public static class RateLimits
{
    private const string NoLimit = "";

    public static void AddRateLimits(this IServiceCollection services, Limits limits) => services.AddRateLimiter(o =>
    {
        o.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => PersonOf(http) is { } person
                ? PerMinute(person, limits.PerPerson)
                : PerMinute(AddressOf(http.Connection.RemoteIpAddress), limits.PerAddress)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => PerMinute(MunicipalityOf(http), limits.PerMunicipality)),
            PartitionedRateLimiter.Create<HttpContext, string>(http => AtOnce(MunicipalityOf(http), limits.AtOnce)));
        o.OnRejected = Reject;
    });

    private static async ValueTask Reject(Microsoft.AspNetCore.RateLimiting.OnRejectedContext context, CancellationToken ct)
    {
        var http = context.HttpContext;
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)) : 1;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await Problems.Of(http.RequestServices.GetRequiredService<Visit>(), StatusCodes.Status429TooManyRequests, "too-many").ExecuteAsync(http);
    }

    private static string? MunicipalityOf(HttpContext http) => http.User.Identity?.IsAuthenticated == true ? http.User.FindFirst(Entrance.TenantClaim)?.Value : null;

    private static string? PersonOf(HttpContext http) =>
        MunicipalityOf(http) is { } tenant && http.User.FindFirst(Entrance.PersonClaim)?.Value is { } person ? $"{tenant} {person}" : null;

    /// <summary>Whoever has one IPv6 address has its whole network.</summary>
    public static string AddressOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        if (address is null || address.AddressFamily is AddressFamily.InterNetwork)
            return address?.ToString() ?? "unknown";
        return Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8));
    }

    private static RateLimitPartition<string> PerMinute(string? who, int count) => who is null || count == 0
        ? RateLimitPartition.GetNoLimiter(NoLimit)
        : RateLimitPartition.GetTokenBucketLimiter(who, _ => new()
        {
            TokenLimit = count,
            TokensPerPeriod = Math.Max(1, count / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(count < 60 ? 60.0 / count : 1),
            AutoReplenishment = false, // the partitions are refilled together
        });

    private static RateLimitPartition<string> AtOnce(string? who, int count) => who is null || count == 0
        ? RateLimitPartition.GetNoLimiter(NoLimit)
        : RateLimitPartition.GetConcurrencyLimiter(who, _ => new() { PermitLimit = count, QueueLimit = count * 5, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
