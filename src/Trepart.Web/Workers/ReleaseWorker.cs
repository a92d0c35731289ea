using Trepart.Web.OpenInputs;
using Trepart.Web.Trust;

namespace Trepart.Web.Workers;

/// <summary>Lets in what was given without a name and closes the trust checks whose time is over, once in a while. Every process does; they share the work through the database.</summary>
public sealed class ReleaseWorker(Release release, TrustClosing trust, Store.Directory directory, Settings settings, Calendar calendar, TimeProvider clock, ILogger<ReleaseWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.ReleaseMinutes <= 0)
            return;

        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.ReleaseMinutes), clock);
        do
        {
            try
            {
                foreach (var municipality in await directory.All(calendar.Today, stoppingToken))
                    await Run(municipality.Tenant, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogReleaseFailed("*", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // One that fails does not keep the others back; what waits is let in the next time.
    private async Task Run(Store.Tenant tenant, CancellationToken ct)
    {
        foreach (var run in new Func<Store.Tenant, CancellationToken, Task<int>>[] { release.Run, trust.Run })
        {
            try
            {
                await run(tenant, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogReleaseFailed(tenant.Id, e.GetType().Name);
            }
        }
    }
}
