using Npgsql;

namespace Trepart.Web.Tests;

/// <summary>
/// Gives a neighbour whatever a municipality has, under the same ids and with something else in it, and more of each kind around that: other numbers of
/// the same thing, other states, what is empty filled and what is filled empty. Whatever a statement asks, the neighbour has another answer to it.
/// </summary>
public static class Doubled
{
    private const int Variants = 3;

    /// <summary>What the log is made of: its positions and hashes are the store's own lists'.</summary>
    private static readonly string[] Log = ["mt_events", "mt_streams", "commands", "roots", "checkpoints"];

    private sealed record Column(string Name, string Type, bool IsNullable, bool IsKey);

    public static async Task Make(string database, IReadOnlyList<string> tables, Tenant own, Tenant neighbour)
    {
        await using var connection = new NpgsqlConnection(Databases.AsSuperuser(database));
        await connection.OpenAsync();
        await Run("set session_replication_role = replica");
        foreach (var table in tables.Except(Log))
        {
            var columns = await Columns(table);
            for (var variant = 0; variant <= Variants; variant++)
            {
                var values = new List<string>();
                foreach (var column in columns)
                    values.Add(column.Name == "tenant_id" ? $"'{neighbour.Id}'" : await Value(table, column, columns, variant));
                var insert = $"insert into {table} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) select ";
                var from = $" from {table} x where tenant_id = '{own.Id}' on conflict do nothing";

                // What a check does not allow is given as it is.
                await Try(insert + string.Join(", ", values) + from, insert + string.Join(", ", columns.Select((c, n) => c.IsKey || c.Name == "tenant_id" ? values[n] : $"\"{c.Name}\"")) + from);
            }
        }

        async Task Run(string sql)
        {
#pragma warning disable CA2100 // The test's own statements.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        async Task Try(string first, string then)
        {
            try
            {
                await Run(first);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.NumericValueOutOfRange)
            {
                await Run(then);
            }
        }

        async Task<List<Column>> Columns(string table) => [.. (await Databases.Query<string>(
            database,
            $"""
            select concat_ws(' ', a.attname, format_type(a.atttypid, null), not a.attnotnull,
              exists (select from pg_index i where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any(i.indkey)))
            from pg_attribute a where a.attrelid = '{table}'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
            """)).Select(r => r.Split(' ')).Select(r => new Column(r[0], string.Join(' ', r[1..^2]), r[^2] == "t", r[^1] == "t"))];

        // Few different words of a column are its states; many are what someone wrote.
        async Task<string> Value(string table, Column column, List<Column> columns, int variant)
        {
            var name = $"x.\"{column.Name}\"";
            var isLastKey = column.IsKey && column == columns.FindLast(c => c.IsKey);
            if (column.IsKey && (variant == 0 || !isLastKey))
                return name;
            var states = column.Type is "character varying" && !column.IsKey
                ? await Databases.Query<string>(database, $"select distinct {name} from {table} x where {name} is not null order by 1 limit 31") : [];
            var other = column.Type switch
            {
                "uuid" when isLastKey => $"md5({name}::text || '{variant}')::uuid",
                "integer" or "bigint" when isLastKey => $"{name} + {1000 * variant}",
                "date" when isLastKey => $"{name} + {400 * variant}",
                "character varying" or "text" when isLastKey => $"{name} || ' {variant}'",
                "bytea" when isLastKey => $"sha256({name} || '{variant}'::bytea)",
                "integer" or "bigint" => $"{name} + {variant + 1}",
                "date" => $"{name} + {variant + 1}",
                "boolean" when variant % 2 == 1 => $"not {name}",
                "character varying" when states.Count is > 1 and <= 30 =>
                    $"(array[{string.Join(", ", states.Select(s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'"))}])[1 + (array_position(array[{string.Join(", ", states.Select(s => $"'{s.Replace("'", "''", StringComparison.Ordinal)}'"))}]::varchar[], {name}) + {variant - 1}) % {states.Count}]",
                "text" => $"{name} || ' {variant}'",
                "bytea" => $"sha256({name} || '{variant}'::bytea)",
                _ => name,
            };
            return !column.IsNullable ? other : variant switch
            {
                2 => $"coalesce({other}, (select m.\"{column.Name}\" from {table} m where m.tenant_id = '{own.Id}' and m.\"{column.Name}\" is not null limit 1))",
                3 => "null",
                _ => other,
            };
        }
    }
}
