using Npgsql;
using Trepart.Domain;

namespace Trepart.Web.Tests;

/// <summary>
/// The statements that keep the tables in step with the events, each with events that lead to it: those of the asking municipality's log, and one of
/// every kind there is, as if it came next in a stream that is there.
/// </summary>
public sealed class ProjectedStatements
{
    private const int Samples = 4;
    private readonly Dictionary<string, List<(string Event, NpgsqlParameter[] Parameters)>> _led = [];
    private readonly string _database;
    private readonly IReadOnlyList<string> _tables;

    private ProjectedStatements(string database, IReadOnlyList<string> tables) => (_database, _tables) = (database, tables);

    public IReadOnlyCollection<string> All => _led.Keys;

    public static ProjectedStatements Of(string database, IReadOnlyList<string> tables, IReadOnlyList<Recorded> log)
    {
        var found = new ProjectedStatements(database, tables);
        foreach (var recorded in log.Concat(GoldenEventTests.Samples.SelectMany(e => Next(e, log))))
        {
            foreach (var projection in TrepartHost.Projections)
            {
                using var batch = new NpgsqlBatch();
                try
                {
                    projection.Project(recorded, batch);
                }
                catch (ArgumentOutOfRangeException)
                {
                    continue; // A sample that no stream could have.
                }

                foreach (var command in batch.BatchCommands)
                {
                    var led = found._led.TryGetValue(command.CommandText, out var before) ? before : found._led[command.CommandText] = [];
                    if (led.Count < Samples)
                        led.Add((recorded.Type, [.. command.Parameters.Cast<NpgsqlParameter>().Select(p => p.Clone())]));
                }
            }
        }

        return found;
    }

    /// <returns>What is otherwise without the comparison; null where nothing is, or where no event leads to it.</returns>
    public async Task<(string Check, string Should, string Was)?> FirstRed(Mutant mutant)
    {
        if (!_led.TryGetValue(mutant.Sql, out var led))
            return null;
        var tables = _tables.Where(t => Predicates.Touches(mutant.Sql, [t]) || mutant.Sql.Contains($"into {t} ", StringComparison.Ordinal)).ToList();
        foreach (var (happened, parameters) in led)
        {
            var (should, was) = (await After(mutant.Sql, parameters, tables), await After(mutant.Without, parameters, tables));
            if (should.FirstOrDefault(s => was.GetValueOrDefault(s.Key) != s.Value) is { Key: { } table })
                return ($"the rows of {table} after {happened}", "as the event leaves them", "others");
        }

        return null;
    }

    // As one that row-level security does not stop, and nothing of it stays.
    private async Task<Dictionary<string, string>> After(string sql, NpgsqlParameter[] parameters, IReadOnlyList<string> tables)
    {
        await using var connection = new NpgsqlConnection(Databases.AsSuperuser(_database));
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
#pragma warning disable CA2100 // The service's own statements, and mutants of them.
            await using (var off = new NpgsqlCommand("set local session_replication_role = replica", connection))
                await off.ExecuteNonQueryAsync();
            await using (var command = new NpgsqlCommand(sql, connection))
            {
                command.Parameters.AddRange(parameters.Select(p => p.Clone()).ToArray());
                await command.ExecuteNonQueryAsync();
            }

            var rows = new Dictionary<string, string>();
            foreach (var table in tables)
            {
                await using var count = new NpgsqlCommand($"select tenant_id, md5(string_agg(to_jsonb(x)::text, '' order by to_jsonb(x)::text)) from {table} x group by 1", connection);
#pragma warning restore CA2100
                await using var reader = await count.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                    rows[$"{table} at {reader.GetString(0)}"] = reader.GetString(1);
            }

            return rows;
        }
        catch (PostgresException e)
        {
            return new() { ["the database"] = $"{e.SqlState} {e.ConstraintName}" };
        }
    }

    private static IEnumerable<Recorded> Next(object sample, IReadOnlyList<Recorded> log)
    {
        var family = sample.GetType().BaseType!;
        return log.Where(r => r.Event.GetType().BaseType == family || family.IsInstanceOfType(r.Event)).GroupBy(r => r.StreamId).Take(Samples)
            .Select(s => s.Last() with { Event = sample, Type = EventNames.Names[sample.GetType()], Version = s.Last().Version + 1, Id = Guid.CreateVersion7() });
    }
}
