using Npgsql;

namespace Trepart.Store;

/// <summary>A root as it is kept outside the database, one line for each.</summary>
/// <param name="Position">The number of leaves: the last position that the root covers.</param>
/// <param name="Root">Lower-case hex.</param>
public sealed record WitnessedRoot(string Tenant, long Position, string Root, DateTimeOffset RecordedAt)
{
    /// <summary>Each municipality's roots have a file of their own, so that one can be checked, moved or handed over without the others.</summary>
    public static string FileOf(Tenant tenant) => $"roots-{tenant.Id}.jsonl";
}

/// <summary>
/// Records how each municipality's log stands: the root of its tree, in the table <c>roots</c> and outside the database.
/// Every leaf is worked out again from the stored event, so that no root is ever put on an event that was changed.
/// </summary>
public sealed class Roots(Placement databases, Witness witness, TimeProvider clock)
{
    private const int Page = 1000;

    /// <summary>At most this many events for each root, so that no transaction is long, and what is stopped begins again near its end.</summary>
    private const int Stride = 50_000;

    // Not the one of the append, which has the seed 0: nobody who writes waits for this.
    private const string Turn = "select pg_try_advisory_xact_lock(hashtextextended($1, 1))";

    /// <summary>Brings every municipality's roots up to its head. One that fails does not keep the others back.</summary>
    /// <returns>The municipalities whose roots could not be recorded, and why.</returns>
    public async Task<IReadOnlyList<(Tenant Tenant, Exception Why)>> RecordAll(CancellationToken ct)
    {
        var failed = new List<(Tenant, Exception)>();
        foreach (var municipality in await new Directory(databases.Directory).All(DateOnly.FromDateTime(clock.GetUtcNow().Date), ct))
        {
            try
            {
                await Record(municipality.Tenant, ct);
            }
            catch (Exception e) when (e is LogCorruptException or NpgsqlException or IOException or PlacementUnknownException)
            {
                failed.Add((municipality.Tenant, e));
            }
        }

        return failed;
    }

    /// <summary>Records roots up to the head. Does nothing where another process is at it, or the municipality is closed while it is moved.</summary>
    /// <exception cref="LogCorruptException">An event is missing or is not as it was written; roots before it are recorded and stay.</exception>
    public async Task Record(Tenant tenant, CancellationToken ct)
    {
        while (await RecordNext(tenant, ct))
            ct.ThrowIfCancellationRequested();
    }

    private async Task<bool> RecordNext(Tenant tenant, CancellationToken ct)
    {
        await using var connection = await (await databases.Of(tenant, ct)).OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Begin(connection, tenant, ct) is not var (tree, head) || tree.Size >= head)
            return false;

        var upTo = Math.Min(head, tree.Size + Stride);
        while (tree.Size < upTo)
        {
            await using var page = new NpgsqlBatch(connection);
            var before = tree.Size;
            await foreach (var row in LogRow.Read(page, tenant, tree.Size, upTo, Page, null, ct))
            {
                if (row.Position != tree.Size + 1 || !row.IsAsWritten)
                    throw new LogCorruptException(tenant, tree.Size + 1);
                tree.Add(row.StoredLeaf);
            }

            if (tree.Size == before)
                throw new LogCorruptException(tenant, tree.Size + 1);
        }

        // Outside first: a root in the table then always has its line. A line without its row is what a process leaves that was stopped here.
        var (root, now) = (tree.Root(), Leaf.ToMicroseconds(clock.GetUtcNow()));
        await witness.Append(WitnessedRoot.FileOf(tenant), new WitnessedRoot(tenant.Id, tree.Size, Convert.ToHexStringLower(root), now), ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            "insert into roots (tenant_id, position, root, frontier, recorded_at) values ($1, $2, $3, $4, $5)",
            tenant.Id, tree.Size, root, tree.Full.ToArray(), now.UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return upTo < head;
    }

    /// <returns>The tree as it was last recorded, and the head; null where it is not for us to record.</returns>
    private static async Task<(Frontier Tree, long Head)?> Begin(NpgsqlConnection connection, Tenant tenant, CancellationToken ct)
    {
        // The first statement of the transaction, which the setting then holds for.
        await using (var turn = new NpgsqlBatch(connection).For(tenant).Add(Turn, tenant.Id))
        await using (var reader = await turn.ExecuteReaderAsync(ct))
        {
            await reader.NextResultAsync(ct);
            if (!await reader.ReadAsync(ct) || !reader.GetBoolean(0))
                return null;
        }

        // After the turn was taken, in a statement that sees what the one before us has recorded.
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("select position, frontier, root from roots where tenant_id = $1 order by position desc limit 1", tenant.Id);
        batch.Add("select position from tenant_heads where tenant_id = $1 and writable", tenant.Id);
        await using var last = await batch.ExecuteReaderAsync(ct);
        var tree = new Frontier();
        if (await last.ReadAsync(ct))
        {
            var position = last.GetInt64(0);
            tree = Frontier.TryFrom(position, last.GetFieldValue<byte[][]>(1)) is { } edge && edge.Root().AsSpan().SequenceEqual(last.GetFieldValue<byte[]>(2))
                ? edge
                : throw new LogCorruptException(tenant, position);
        }

        await last.NextResultAsync(ct);
        return await last.ReadAsync(ct) ? (tree, last.GetInt64(0)) : null;
    }
}
