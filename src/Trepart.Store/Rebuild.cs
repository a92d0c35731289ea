using Npgsql;

namespace Trepart.Store;

/// <summary>
/// Makes a projection's rows again from the log, one municipality at a time, beside the rows that serve meanwhile. They are made in temporary
/// tables of the same names, which come first in the session's search path and are gone with it; the last events and the replacement are one
/// transaction. Ended at any point, it leaves the old rows as they were and can be run again.
/// </summary>
/// <param name="owner">Connection string that works as the owner of the municipality's database.</param>
public sealed class Rebuild(string owner, EventFormat format, IReadOnlyList<IProjection> inline, IReadOnlyList<IAsyncProjection> summed, TimeProvider clock)
{
    /// <summary>The names that can be rebuilt: of each projection its first table's.</summary>
    public IEnumerable<string> Names => inline.Select(p => p.Tables[0]).Concat(summed.Select(p => p.Tables[0]));

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="progress">Told after each page: up to which position the new rows are.</param>
    /// <returns>How many events the new rows are made from.</returns>
    /// <exception cref="RebuildException">An inline projection cannot go on with an event; the old rows are as they were.</exception>
    public async Task<long> Run(string name, Tenant tenant, IProgress<long>? progress, CancellationToken ct)
    {
        await using var rows = inline.FirstOrDefault(p => p.Tables[0] == name) is { } one
            ? new InlineRows(owner, tenant, one, format, clock)
            : (NewRows)new SummedRows(owner, tenant, summed.Single(p => p.Tables[0] == name), format, clock);
        return await rows.Make(progress, ct);
    }
}

/// <summary>An event that an inline projection cannot go on with.</summary>
public sealed class RebuildException(Tenant tenant, long position, Exception why)
    : Exception($"{tenant.Id}: position {position} cannot be applied ({why.GetType().Name}); the rows are as they were.", why)
{
    public long Position { get; } = position;
}

/// <summary>The rows of one projection in one municipality, being made. The connection is ended with them: nobody else ever sees its temporary tables.</summary>
internal abstract class NewRows(string owner, Tenant tenant, IReadOnlyList<string> tables, int pageSize) : IAsyncDisposable
{
    protected Tenant Tenant => tenant;

    protected NpgsqlConnection Connection { get; } = new(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);

    public virtual ValueTask DisposeAsync() => Connection.DisposeAsync();

    public async Task<long> Make(IProgress<long>? progress, CancellationToken ct)
    {
        await Connection.OpenAsync(ct);
        await using (var batch = new NpgsqlBatch(Connection))
        {
            foreach (var table in tables)
                batch.Add($"create temporary table {table} (like public.{table} including all)");
            await batch.ExecuteNonQueryAsync(ct);
        }

        long position = 0;
        while (true)
        {
            position = await CatchUp(position, false, progress, ct);
            if (await Replace(position, ct) is { } last)
                return last;
            BackTo(position);
        }
    }

    /// <summary>Applies the page after a position to the temporary tables, the whole of it or nothing.</summary>
    /// <returns>The last event's position; null where there are no more.</returns>
    protected abstract Task<long?> Apply(long after, int size, CancellationToken ct);

    /// <summary>An event cannot be applied, alone as it stands.</summary>
    protected abstract Task GiveUp(long position, Exception why, CancellationToken ct);

    /// <summary>Keeps everyone else from bringing the serving rows on, until the transaction ends.</summary>
    protected abstract Task Lock(CancellationToken ct);

    /// <summary>What else belongs to the replacement.</summary>
    protected virtual void AddReplaced(NpgsqlBatch batch, long position)
    {
    }

    /// <summary>The temporary tables are again as they were at that position.</summary>
    protected virtual void BackTo(long position)
    {
    }

    private async Task<long> CatchUp(long position, bool isLocked, IProgress<long>? progress, CancellationToken ct)
    {
        var size = pageSize;
        while (true)
        {
            try
            {
                if (await Apply(position, size, ct) is not { } last)
                    return position;

                // The rest comes under the lock: whoever waits for an empty page waits for the writers to pause.
                var isNear = !isLocked && last - position < size;
                (position, size) = (last, pageSize);
                progress?.Report(position);
                if (isNear)
                    return position;
            }
            catch (Exception e) when (IsEventsFault(e) && !(isLocked && e is PostgresException))
            {
                if (size == 1)
                    await GiveUp(++position, e, ct);
                else
                    size /= 2;
            }
        }
    }

    // The last events come under the lock, so that there is nothing between what the new rows are made from and what comes after them.
    private async Task<long?> Replace(long position, CancellationToken ct)
    {
        await using var transaction = await Connection.BeginTransactionAsync(ct);
        try
        {
            await Lock(ct);
            var head = await Head(ct);
            position = await CatchUp(position, true, null, ct);
            if (position < head)
                throw new LogCorruptException(tenant, position + 1);
            await using var batch = new NpgsqlBatch(Connection).For(tenant);
            foreach (var table in tables)
            {
                batch.Add($"delete from public.{table} where tenant_id = $1", tenant.Id);
                batch.Add($"insert into public.{table} select * from pg_temp.{table} where tenant_id = $1", tenant.Id);
            }

            AddReplaced(batch, position);
            await batch.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
            return position;
        }
        catch (PostgresException e) when (IsEventsFault(e))
        {
            // It has ended the transaction. The same event is met again outside of it, and handled there.
            return null;
        }
    }

    private async Task<long> Head(CancellationToken ct)
    {
        await using var head = new NpgsqlCommand("select position from tenant_heads where tenant_id = $1", Connection);
        return (long?)await head.With(tenant.Id).ExecuteScalarAsync(ct) ?? throw new TenantMissingException(tenant);
    }

    private static bool IsEventsFault(Exception e) =>
        e is PostgresException refused ? Folding.IsEventsOwn(refused) : e is not (NpgsqlException or OperationCanceledException or LogCorruptException);
}

internal sealed class InlineRows(string owner, Tenant tenant, IProjection projection, EventFormat format, TimeProvider clock)
    : NewRows(owner, tenant, projection.Tables, 512)
{
    private readonly Placement _log = Placement.Of(NpgsqlDataSource.Create(owner));

    public override async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<long?> Apply(long after, int size, CancellationToken ct)
    {
        if (await new EventStore(_log, format, [], clock).ReadLog(Tenant, after, size, ct) is not [.., var last] page)
            return null;

        await using var batch = new NpgsqlBatch(Connection).For(Tenant);
        foreach (var recorded in page)
            projection.Project(recorded with { Position = 0 }, batch);
        await batch.ExecuteNonQueryAsync(ct);
        return last.Position;
    }

    protected override Task GiveUp(long position, Exception why, CancellationToken ct) => throw new RebuildException(Tenant, position, why);

    protected override async Task Lock(CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(Connection).LockFor(Tenant);
        await batch.ExecuteNonQueryAsync(ct);
    }
}

internal sealed class SummedRows(string owner, Tenant tenant, IAsyncProjection projection, EventFormat format, TimeProvider clock)
    : NewRows(owner, tenant, projection.Tables, 8192) // so many that the turns between pages are nothing, and so few that holding them is nothing
{
    private readonly Dictionary<Guid, Stopped> _parked = [];

    protected override async Task<long?> Apply(long after, int size, CancellationToken ct)
    {
        var page = await PassingLog.ReadPage(Connection, projection, format, Tenant, after, size, ct);
        if (page.Last == after)
            return null;

        var (sum, stopped) = Folding.Fold(projection, format, page.Events, _parked.Keys.ToHashSet());
        await using var batch = new NpgsqlBatch(Connection).For(Tenant);
        sum.Write(Tenant, batch);
        await batch.ExecuteNonQueryAsync(ct);
        foreach (var one in stopped)
            _parked.Add(one.StreamId, one);
        return page.Last;
    }

    protected override async Task GiveUp(long position, Exception why, CancellationToken ct)
    {
        var refused = (await PassingLog.ReadPage(Connection, projection, format, Tenant, position - 1, 1, ct)).Events[0];
        _parked.Add(refused.StreamId, Folding.Park(refused, ((PostgresException)why).SqlState));
    }

    protected override void BackTo(long position)
    {
        foreach (var after in _parked.Values.Where(p => p.Position > position).ToList())
            _parked.Remove(after.StreamId);
    }

    // Held by whoever brings the serving rows on. Appends go on meanwhile.
    protected override async Task Lock(CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(Connection).For(Tenant);
        batch.Add(
            "insert into checkpoints (tenant_id, projection, definition, position, worked_at) values ($1, $2, $3, 0, $4) on conflict do nothing",
            Tenant.Id, projection.Tables[0], projection.Definition, clock.GetUtcNow().UtcDateTime);
        batch.Add("select from checkpoints where tenant_id = $1 and projection = $2 for update", Tenant.Id, projection.Tables[0]);
        await batch.ExecuteNonQueryAsync(ct);
    }

    protected override void AddReplaced(NpgsqlBatch batch, long position)
    {
        batch.Add("delete from parked_streams where tenant_id = $1 and projection = $2", Tenant.Id, projection.Tables[0]);
        foreach (var stopped in _parked.Values)
            Folding.AddParked(batch, projection, Tenant, stopped, clock.GetUtcNow());
        batch.Add(
            "update checkpoints set definition = $3, position = $4, worked_at = $5, retry_at = null where tenant_id = $1 and projection = $2",
            Tenant.Id, projection.Tables[0], projection.Definition, position, clock.GetUtcNow().UtcDateTime);
    }
}
