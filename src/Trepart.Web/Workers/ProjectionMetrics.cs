using System.Diagnostics.Metrics;
using Trepart.Store;

namespace Trepart.Web.Workers;

/// <summary>How far async projections are behind, as metrics of the meter "Trepart". Read from the database every quarter of a minute, not when asked.</summary>
public sealed class ProjectionMetrics : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private readonly Projector _projector;
    private volatile IReadOnlyList<Backlog> _backlogs = [];
    private long _refreshedAt;

    public ProjectionMetrics(Projector projector)
    {
        _projector = projector;
        Meter.CreateObservableGauge("trepart.projection.lag", () => Each(b => b.Events), "{event}", "Events that are not in the projection's rows yet, in all municipalities.");
        Meter.CreateObservableGauge("trepart.projection.lag.max", () => Each(b => b.Most), "{event}", "The same in the municipality that is furthest behind.");
        Meter.CreateObservableGauge("trepart.projection.parked", () => Each(b => b.Parked), "{stream}", "Streams that the projection could not go on with.");
    }

    public Meter Meter { get; } = new("Trepart");

    public async Task Refresh(CancellationToken ct)
    {
        var before = Interlocked.Read(ref _refreshedAt);
        if (before != 0 && TimeProvider.System.GetElapsedTime(before) < Fresh)
            return;
        Interlocked.Exchange(ref _refreshedAt, TimeProvider.System.GetTimestamp());
        _backlogs = await _projector.Backlogs(ct);
    }

    public void Dispose() => Meter.Dispose();

    private IEnumerable<Measurement<long>> Each(Func<Backlog, long> figure) =>
        _backlogs.Select(b => new Measurement<long>(figure(b), new KeyValuePair<string, object?>("projection", b.Projection)));
}
