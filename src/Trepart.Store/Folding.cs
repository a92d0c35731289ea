using Npgsql;

namespace Trepart.Store;

/// <summary>A stream that a projection could not go on with.</summary>
/// <param name="Position">Of the event that it stopped at.</param>
/// <param name="Error">The kind of error and the event's stored name; never its content.</param>
public sealed record Stopped(Guid StreamId, long Position, string Error);

/// <summary>Sums a municipality's events in order, and leaves out the streams that cannot be gone on with.</summary>
internal static class Folding
{
    /// <summary>How long a parked stream stands still before it is tried again; then twice as long, and so on.</summary>
    public static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);

    /// <param name="parkedBefore">Streams that stand still already.</param>
    /// <returns>The sum, and the streams that stopped in this page.</returns>
    public static (ISum Sum, List<Stopped> Parked) Fold(
        IAsyncProjection projection, EventFormat format, IReadOnlyList<Passing> page, IReadOnlySet<Guid> parkedBefore)
    {
        var parked = new List<Stopped>();
        while (true)
        {
            var sum = projection.Begin();
            if (Stop(sum, page, format, parkedBefore, parked) is not { } stopped)
                return (sum, parked);

            // From the beginning without that stream's rest: an event that fails may have been half added.
            parked.Add(stopped);
        }
    }

    private static Stopped? Stop(ISum sum, IReadOnlyList<Passing> page, EventFormat format, IReadOnlySet<Guid> parkedBefore, List<Stopped> parked)
    {
        foreach (var happened in page)
        {
            if (parkedBefore.Contains(happened.StreamId) || parked.Exists(p => p.StreamId == happened.StreamId && p.Position <= happened.Position))
                continue;
            try
            {
                // A newer version of the service may count what this one does not even know.
                if (!format.Knows(happened.Type))
                    throw new UnknownEventException(happened.Type);
                sum.Add(happened);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return Park(happened, e.GetType().Name);
            }
        }

        return null;
    }

    /// <summary>Data that PostgreSQL will not have (classes 22 and 23) is the event's own fault; anything else is the database's, and passes.</summary>
    public static bool IsEventsOwn(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal);

    public static void AddParked(NpgsqlBatch batch, IAsyncProjection projection, Tenant tenant, Stopped stopped, DateTimeOffset now) =>
        batch.Add(
            "insert into parked_streams (tenant_id, projection, stream_id, position, error, tries, parked_at, retry_at) values ($1, $2, $3, $4, $5, 0, $6, $7)",
            tenant.Id, projection.Tables[0], stopped.StreamId, stopped.Position, stopped.Error, now.UtcDateTime, (now + FirstRetry).UtcDateTime);

    public static Stopped Park(Passing happened, string error) => new(happened.StreamId, happened.Position, $"{error} at {happened.Type}");
}
