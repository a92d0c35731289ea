using Trepart.Store;

namespace Trepart.Web.Workers;

/// <summary>Brings async projections up to date for as long as the service runs. Every process has some; they share the work through the database.</summary>
public sealed class ProjectionWorkers(Projector projector, ProjectionMetrics metrics, Settings settings, ILogger<ProjectionWorkers> log) : BackgroundService
{
    /// <summary>How long a worker waits when nothing was behind.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, settings.Workers).Select(_ => Work(stoppingToken)));

    private async Task Work(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var pause = TimeSpan.Zero;
            try
            {
                if (!await projector.Step(ct))
                {
                    await metrics.Refresh(ct);
                    pause = Pause;
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (LogCorruptException e)
            {
                log.LogDamaged(e.Tenant.Id, e.Position);
            }
            catch (Exception e)
            {
                // The database is away, or busy: what was not done is done later, by this worker or another.
                log.LogProjectionFailed(e.GetType().Name);
                pause = PauseAfterFailure;
            }

            await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
