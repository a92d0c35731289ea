using Trepart.Store;
using Trepart.Web.Country;

namespace Trepart.Web.Workers;

/// <summary>Copies what municipalities share to the union's own schema, as the service starts and then once in a while.</summary>
public sealed class CountryWorker(
    CountryCopier copier, Store.Directory directory, Settings settings, Calendar calendar, TimeProvider clock, ILogger<CountryWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.CountryMinutes <= 0)
            return;

        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.CountryMinutes), clock);
        do
        {
            try
            {
                foreach (var municipality in await directory.All(calendar.Today, stoppingToken))
                    await Copy(municipality, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogCountryFailed("*", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // One that fails does not keep the others back.
    private async Task Copy(Municipality municipality, CancellationToken ct)
    {
        try
        {
            await copier.Copy(municipality, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogCountryFailed(municipality.Tenant.Id, e.GetType().Name);
        }
    }
}
