using Trepart.Store;
using Trepart.Web.Retention;

namespace Trepart.Web.Workers;

/// <summary>Erases what has had its time, as the service starts and then once in a while. Every process does; they share the work through the database.</summary>
public sealed class RetentionWorker(
    RetentionSweep sweep, Store.Directory directory, Settings settings, Calendar calendar, TimeProvider clock, ILogger<RetentionWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.RetentionMinutes <= 0)
            return;

        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.RetentionMinutes), clock);
        do
        {
            try
            {
                foreach (var municipality in await directory.All(calendar.Today, stoppingToken))
                    await Sweep(municipality.Tenant, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The directory's database is away, or busy: next time.
                log.LogRetentionFailed("*", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // One that fails does not keep the others back.
    private async Task Sweep(Tenant tenant, CancellationToken ct)
    {
        try
        {
            await sweep.Run(tenant, calendar.Today, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogRetentionFailed(tenant.Id, e.GetType().Name);
        }
    }
}
