using Trepart.Store;

namespace Trepart.Web;

/// <summary>Records the municipalities' roots as the service starts, and then once in a while.</summary>
public sealed partial class RootRecording(Roots roots, TimeSpan every, TimeProvider clock, ILogger<RootRecording> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        do
        {
            try
            {
                foreach (var (tenant, why) in await roots.RecordAll(stoppingToken))
                {
                    if (why is LogCorruptException { Position: var position })
                        LogDamaged(tenant.Id, position);
                    else
                        LogNotRecorded(tenant.Id, why);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNoneRecorded(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Critical, "The log of {Tenant} is damaged at position {Position}: no root is recorded. Run trepart verify.")]
    private partial void LogDamaged(string tenant, long position);

    [LoggerMessage(2, LogLevel.Warning, "The root of {Tenant} could not be recorded; it is tried again.")]
    private partial void LogNotRecorded(string tenant, Exception why);

    [LoggerMessage(3, LogLevel.Warning, "No roots could be recorded; it is tried again.")]
    private partial void LogNoneRecorded(Exception why);
}
