using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Country;

/// <summary>Brings events into the national map, all or none. What is brought in is never changed: a mistake is put right by another event.</summary>
public static class PlaceImport
{
    /// <param name="owner">Works as the owner.</param>
    /// <returns>How many were not there already.</returns>
    /// <exception cref="FormatException">A line cannot be read, or the events do not fit together.</exception>
    public static async Task<int> Run(NpgsqlDataSource owner, IEnumerable<string> lines, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var there = new List<string>();
        await using (var read = new NpgsqlCommand("lock table unit.place_events in exclusive mode; select line from unit.place_events order by number", connection))
        await using (var reader = await read.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                there.Add(reader.GetString(0));
        }

        var known = there.ToHashSet();
        var added = lines.Select(l => l.Trim()).Where(l => l.Length > 0 && known.Add(l)).ToList();
        if (new NationalMap([.. there.Concat(added).Select(PlaceLines.Read)]).Faults() is [_, ..] faults)
            throw new FormatException($"The events do not fit together: {string.Join("; ", faults)}.");
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (n, line) in added.Index())
            batch.Add("insert into unit.place_events (number, line) values ($1, $2)", there.Count + n + 1, line);
        if (added.Count > 0)
            await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return added.Count;
    }
}
