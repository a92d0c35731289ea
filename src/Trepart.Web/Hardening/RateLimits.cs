using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Trepart.Web.SignIn;

namespace Trepart.Web.Hardening;

/// <summary>
/// How much one may ask for. Three counts, each by itself: of the person (of the address, where nobody is signed in), of the municipality, and
/// of what a municipality has under way. A municipality is that of the one who asks, never the one in the address: nobody can use up another's.
/// </summary>
public static class RateLimits
{
    private const string NoLimit = "";

    /// <summary>Of the one who asks; before anything is looked up of the municipality.</summary>
    public static RateLimiterOptions OfWho(Limits limits) => With(PartitionedRateLimiter.Create<HttpContext, string>(http => OpenInputs.Unnamed.IsAt(http) ? RateLimitPartition.GetNoLimiter(NoLimit) : Whose.Of(http.User) is { } whose
        ? PerMinute(whose.Identity is { } identity ? $"{identity.Authority} {identity.Subject}" : $"{whose.Chosen!.Tenant.Id} {whose.Chosen.Person}", limits.PerPerson)
        : PerMinute(AddressOf(http.Connection.RemoteIpAddress), limits.PerAddress)));

    /// <summary>Of the municipality that someone has been let in to.</summary>
    public static RateLimiterOptions OfMunicipality(Limits limits) => With(PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(http => PerMinute(MunicipalityOf(http), limits.PerMunicipality)),
        PartitionedRateLimiter.Create<HttpContext, string>(http => AtOnce(MunicipalityOf(http), limits.AtOnce))));

    private static RateLimiterOptions With(PartitionedRateLimiter<HttpContext> limiter) => new() { GlobalLimiter = limiter, OnRejected = Reject };

    private static async ValueTask Reject(OnRejectedContext context, CancellationToken ct)
    {
        var http = context.HttpContext;
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)) : 1;
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await Problems.Of(http.RequestServices.GetRequiredService<Visit>(), StatusCodes.Status429TooManyRequests, "too-many").ExecuteAsync(http);
    }

    private static string? MunicipalityOf(HttpContext http) => http.RequestServices.GetRequiredService<Visit>().MunicipalityOrNull?.Tenant.Id;

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
