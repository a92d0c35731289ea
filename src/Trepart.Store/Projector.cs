using Npgsql;

namespace Trepart.Store;

/// <summary>
/// Brings async projections up to date, one page of one municipality at a time. Any number of them work side by side, in any number of
/// processes: PostgreSQL's row lock on the checkpoint is the only coordinator, and tables and checkpoint are one transaction.
/// </summary>
public sealed class Projector(Placement databases, EventFormat format, IReadOnlyList<IAsyncProjection> projections, TimeProvider clock)
{
    /// <summary>How many events a page has at most.</summary>
    public const int PageSize = 2000;

    /// <summary>How long a municipality is left alone after a failure that is not an event's own.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LastRetry = TimeSpan.FromHours(6);

    /// <summary>Takes one municipality that is behind, or one parked stream that is due, and brings it on.</summary>
    /// <returns>Whether there was one. If not, nothing is behind that is not being worked on by another.</returns>
    public async Task<bool> Step(CancellationToken ct)
    {
        foreach (var db in databases.All.Values)
        {
            foreach (var projection in projections)
            {
                if (await StepPage(db, projection, ct) || await StepParked(db, projection, ct))
                    return true;
            }
        }

        return await Enrol(ct);
    }

    /// <summary>How far every projection has come, for the whole installation.</summary>
    public async Task<IReadOnlyList<Backlog>> Backlogs(CancellationToken ct)
    {
        var all = new List<Backlog>();
        foreach (var db in databases.All.Values)
        {
            await using var command = db.CreateCommand(
                """
                select p.name, coalesce(sum(h.position - coalesce(c.position, 0)), 0)::bigint, coalesce(max(h.position - coalesce(c.position, 0)), 0)::bigint,
                  (select count(*) from parked_streams s where s.projection = p.name)
                from unnest($1::varchar[]) as p (name) cross join tenant_heads h
                  left join checkpoints c on c.tenant_id = h.tenant_id and c.projection = p.name
                group by p.name
                """);
            command.Parameters.Add(new NpgsqlParameter { Value = projections.Select(p => p.Tables[0]).ToArray() });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                all.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return [.. all.GroupBy(b => b.Projection).Select(g => new Backlog(g.Key, g.Sum(b => b.Events), g.Max(b => b.Most), g.Sum(b => b.Parked)))];
    }

    /// <summary>How far a projection has come in a municipality.</summary>
    /// <param name="projection">The name of its first table.</param>
    public async Task<Progress> ProgressOf(Tenant tenant, string projection, CancellationToken ct)
    {
        var definition = projections.Single(p => p.Tables[0] == projection).Definition;
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            """
            select coalesce(c.position, 0), h.position, coalesce(c.definition, $3) <> $3,
              (select count(*)::int from parked_streams s where s.tenant_id = $1 and s.projection = $2)
            from tenant_heads h left join checkpoints c on c.tenant_id = $1 and c.projection = $2
            where h.tenant_id = $1
            """,
            tenant.Id, projection, definition);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(2), reader.GetInt32(3))
            : throw new TenantMissingException(tenant);
    }

    /// <summary>Streams that stand still, in every municipality.</summary>
    public async Task<IReadOnlyList<Parked>> AllParked(CancellationToken ct)
    {
        var all = new List<Parked>();
        foreach (var db in databases.All.Values)
        {
            await using var command = db.CreateCommand(
                "select tenant_id, projection, stream_id, position, error, tries, parked_at, retry_at from parked_streams order by tenant_id, projection, stream_id");
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                all.Add(new(
                    new Tenant(reader.GetString(0)), reader.GetString(1), new(reader.GetGuid(2), reader.GetInt64(3), reader.GetString(4)), reader.GetInt32(5),
                    new DateTimeOffset(reader.GetDateTime(6), TimeSpan.Zero), new DateTimeOffset(reader.GetDateTime(7), TimeSpan.Zero)));
            }
        }

        return all;
    }

    /// <summary>Lets a parked stream be tried again now instead of when its turn comes.</summary>
    public async Task Release(Parked parked, CancellationToken ct)
    {
        await using var command = (await databases.Of(parked.Tenant, ct)).CreateCommand(
            "update parked_streams set retry_at = $4 where tenant_id = $1 and projection = $2 and stream_id = $3");
        command.With(parked.Tenant.Id, parked.Projection, parked.Stream.StreamId, clock.GetUtcNow().UtcDateTime);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<bool> StepPage(NpgsqlDataSource db, IAsyncProjection projection, CancellationToken ct)
    {
        // After an event that the database refuses, the page is halved until that event stands alone.
        var (size, only) = (PageSize, (Tenant?)null);
        while (true)
        {
            var claimed = (Tenant?)null;
            try
            {
                await using var connection = await db.OpenConnectionAsync(ct);
                await using var transaction = await connection.BeginTransactionAsync(ct);
                if (await Claim(connection, projection, only, ct) is not { } claim)
                    return only is not null;

                claimed = claim.Tenant;
                var page = await PassingLog.ReadPage(connection, projection, format, claim.Tenant, claim.Position, size, ct);
                if (page.Last == claim.Position)
                    throw new LogCorruptException(claim.Tenant, claim.Position + 1);
                var (sum, parked) = Folding.Fold(projection, format, page.Events, page.Parked);
                await Write(connection, projection, claim.Tenant, page.Last, sum, parked, ct);
                await transaction.CommitAsync(ct);
                return true;
            }
            catch (PostgresException e) when (Folding.IsEventsOwn(e) && claimed is not null)
            {
                if (size == 1)
                {
                    await ParkNext(db, projection, claimed, e.SqlState, ct);
                    return true;
                }

                (size, only) = (Math.Max(size / 2, 1), claimed);
            }
            catch (Exception e) when (claimed is not null && e is not OperationCanceledException)
            {
                await LeaveAlone(db, projection, claimed, ct);
                throw;
            }
        }
    }

    private async Task<(Tenant Tenant, long Position)?> Claim(NpgsqlConnection connection, IAsyncProjection projection, Tenant? only, CancellationToken ct)
    {
        await using var claim = new NpgsqlCommand(
            """
            select c.tenant_id, c.position
            from checkpoints c join tenant_heads h on h.tenant_id = c.tenant_id
            where c.projection = $1 and c.definition = $2 and c.position < h.position and (c.retry_at is null or c.retry_at <= $3)
              and ($4::varchar is null or c.tenant_id = $4)
            order by c.worked_at, c.tenant_id limit 1
            for update of c skip locked
            """,
            connection);
        claim.With(projection.Tables[0], projection.Definition, clock.GetUtcNow().UtcDateTime, only?.Id);
        await using var reader = await claim.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (new Tenant(reader.GetString(0)), reader.GetInt64(1)) : null;
    }

    private async Task Write(
        NpgsqlConnection connection, IAsyncProjection projection, Tenant tenant, long position, ISum? sum, List<Stopped> parked, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection).For(tenant);
        sum?.Write(tenant, batch);
        foreach (var stream in parked)
            Folding.AddParked(batch, projection, tenant, stream, clock.GetUtcNow());
        batch.Add(
            "update checkpoints set position = $3, worked_at = $4, retry_at = null where tenant_id = $1 and projection = $2",
            tenant.Id, projection.Tables[0], position, clock.GetUtcNow().UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
    }

    // The next event alone is refused by the database: its stream stands still, and the rest goes on.
    private async Task ParkNext(NpgsqlDataSource db, IAsyncProjection projection, Tenant tenant, string error, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Claim(connection, projection, tenant, ct) is not { } claim)
            return;
        var page = await PassingLog.ReadPage(connection, projection, format, tenant, claim.Position, 1, ct);
        await Write(connection, projection, tenant, page.Last, null, [.. page.Events.Select(e => Folding.Park(e, error))], ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<bool> StepParked(NpgsqlDataSource db, IAsyncProjection projection, CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await ClaimParked(connection, projection, ct) is not var (tenant, stream, checkpoint, tries))
            return false;

        string? error = null;
        try
        {
            var events = await PassingLog.ReadStream(connection, projection, format, tenant, stream.StreamId, stream.Position, checkpoint, ct);
            var (sum, parked) = Folding.Fold(projection, format, events, new HashSet<Guid>());
            if (parked is [var again])
            {
                error = again.Error;
            }
            else
            {
                await using var batch = new NpgsqlBatch(connection).For(tenant);
                sum.Write(tenant, batch);
                batch.Add(
                    "delete from parked_streams where tenant_id = $1 and projection = $2 and stream_id = $3",
                    tenant.Id, projection.Tables[0], stream.StreamId);
                await batch.ExecuteNonQueryAsync(ct);
                await transaction.CommitAsync(ct);
            }
        }
        catch (PostgresException e) when (Folding.IsEventsOwn(e))
        {
            error = e.SqlState;
        }

        if (error is not null)
        {
            await transaction.RollbackAsync(ct);
            await PostponeParked(db, projection, tenant, stream, error, tries, ct);
        }

        return true;
    }

    // The checkpoint is locked first, as by whoever works on a page: the stream cannot be passed by meanwhile.
    private async Task<(Tenant Tenant, Stopped Stream, long Checkpoint, int Tries)?> ClaimParked(
        NpgsqlConnection connection, IAsyncProjection projection, CancellationToken ct)
    {
        await using var claim = new NpgsqlCommand(
            """
            select s.tenant_id, s.stream_id, s.position, s.error, c.position, s.tries
            from checkpoints c join parked_streams s on s.tenant_id = c.tenant_id and s.projection = c.projection
            where c.projection = $1 and c.definition = $2 and s.retry_at <= $3
            order by s.retry_at, s.tenant_id, s.stream_id limit 1
            for update of c, s skip locked
            """,
            connection);
        claim.With(projection.Tables[0], projection.Definition, clock.GetUtcNow().UtcDateTime);
        await using var reader = await claim.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (new Tenant(reader.GetString(0)), new(reader.GetGuid(1), reader.GetInt64(2), reader.GetString(3)), reader.GetInt64(4), reader.GetInt32(5))
            : null;
    }

    private async Task PostponeParked(
        NpgsqlDataSource db, IAsyncProjection projection, Tenant tenant, Stopped stream, string error, int tries, CancellationToken ct)
    {
        var wait = TimeSpan.FromTicks(Math.Min(Folding.FirstRetry.Ticks << Math.Min(tries, 16), LastRetry.Ticks));
        await using var command = db.CreateCommand(
            "update parked_streams set tries = tries + 1, error = $4, retry_at = $5 where tenant_id = $1 and projection = $2 and stream_id = $3");
        command.With(tenant.Id, projection.Tables[0], stream.StreamId, error, (clock.GetUtcNow() + wait).UtcDateTime);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task LeaveAlone(NpgsqlDataSource db, IAsyncProjection projection, Tenant tenant, CancellationToken ct)
    {
        await using var command = db.CreateCommand("update checkpoints set retry_at = $3 where tenant_id = $1 and projection = $2");
        command.With(tenant.Id, projection.Tables[0], (clock.GetUtcNow() + Rest).UtcDateTime);
        await command.ExecuteNonQueryAsync(ct);
    }

    // A municipality that is new, or a projection that is: it begins with the first event.
    private async Task<bool> Enrol(CancellationToken ct)
    {
        var enrolled = 0;
        foreach (var db in databases.All.Values)
        {
            foreach (var projection in projections)
            {
                await using var command = db.CreateCommand(
                    """
                    insert into checkpoints (tenant_id, projection, definition, position, worked_at)
                    select h.tenant_id, $1, $2, 0, $3 from tenant_heads h
                    where not exists (select from checkpoints c where c.tenant_id = h.tenant_id and c.projection = $1)
                    on conflict do nothing
                    """);
                command.With(projection.Tables[0], projection.Definition, clock.GetUtcNow().UtcDateTime);
                enrolled += await command.ExecuteNonQueryAsync(ct);
            }
        }

        return enrolled > 0;
    }
}

/// <param name="Events">How many events it has yet to pass, in all municipalities.</param>
/// <param name="Most">In the municipality where it is furthest behind.</param>
/// <param name="Parked">How many streams stand still.</param>
public sealed record Backlog(string Projection, long Events, long Most, long Parked);

/// <param name="Position">Up to and with which event the rows are.</param>
/// <param name="Head">The municipality's last event.</param>
/// <param name="AwaitsRebuild">The rows mean something else than this version of the service thinks.</param>
/// <param name="Parked">How many streams the rows lack the rest of.</param>
public sealed record Progress(long Position, long Head, bool AwaitsRebuild, int Parked)
{
    public long Behind => Head - Position;
}

/// <param name="Projection">The name of its first table.</param>
/// <param name="Tries">How often it has been tried again in vain.</param>
public sealed record Parked(Tenant Tenant, string Projection, Stopped Stream, int Tries, DateTimeOffset ParkedAt, DateTimeOffset RetryAt);
