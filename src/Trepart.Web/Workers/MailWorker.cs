using Trepart.Store;
using Trepart.Web.Mail;

namespace Trepart.Web.Workers;

/// <summary>Makes and sends the mails that are due, every few minutes. Every process does; they share the work through the database.</summary>
public sealed class MailWorker(
    MailMaker maker, MailSender sender, Store.Directory directory, Settings settings, Calendar calendar, TimeProvider clock, ILogger<MailWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.MailMinutes <= 0)
            return;

        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.MailMinutes), clock);
        do
        {
            try
            {
                foreach (var municipality in await directory.All(calendar.Today, stoppingToken))
                    await Run(municipality.Tenant, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The directory's database is away, or busy: next time.
                log.LogMailFailed("*", e.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // One that fails does not keep the others back.
    private async Task Run(Tenant tenant, CancellationToken ct)
    {
        try
        {
            await maker.Fill(tenant, ct);
            await sender.Run(tenant, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogMailFailed(tenant.Id, e.GetType().Name);
        }
    }
}
