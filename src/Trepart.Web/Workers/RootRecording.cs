using Trepart.Store;

namespace Trepart.Web.Workers;

/// <summary>Records the municipalities' roots as the service starts, and then once in a while.</summary>
public sealed class RootRecording(Roots roots, Settings settings, TimeProvider clock, ILogger<RootRecording> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.RootMinutes <= 0)
            return;

        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.RootMinutes), clock);
        do
        {
            try
            {
                foreach (var (tenant, why) in await roots.RecordAll(stoppingToken))
                {
                    if (why is LogCorruptException damaged)
                        log.LogDamaged(tenant.Id, damaged.Position);
                    else
                        log.LogRootFailed(tenant.Id, why.GetType().Name);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The directory's database is away, or busy: next time.
                log.LogRootFailed("*", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
