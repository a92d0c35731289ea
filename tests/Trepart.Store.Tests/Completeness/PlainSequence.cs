using Npgsql;
using Trepart.Tests;

namespace Trepart.Store.Tests;

/// <summary>
/// The control: the same transactions, numbered by a sequence over all municipalities and read by <c>position &gt; last</c>. A number that is taken
/// before another and committed after it is skipped; if none is, the load proves nothing about the log either.
/// </summary>
internal static class PlainSequence
{
    public const string Insert = "insert into plain_sequence (command) values ($1)";

    public static Task Create(string database) => Databases.Run(
        database,
        """
        create table plain_sequence (position bigserial primary key, command uuid not null);
        grant select, insert on plain_sequence to trepart_app;
        grant usage on sequence plain_sequence_position_seq to trepart_app;
        """);

    /// <returns>The commands that were seen.</returns>
    public static async Task<IReadOnlyCollection<Guid>> Follow(NpgsqlDataSource db, Task writers)
    {
        var (seen, last) = (new List<Guid>(), 0L);
        while (true)
        {
            var ended = writers.IsCompleted;
            var before = seen.Count;
            await using (var command = db.CreateCommand("select position, command from plain_sequence where position > $1 order by position"))
            {
                command.Parameters.Add(new NpgsqlParameter { Value = last });
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    last = reader.GetInt64(0);
                    seen.Add(reader.GetGuid(1));
                }
            }

            if (ended && seen.Count == before)
                return seen;
            await Task.Delay(2);
        }
    }
}
