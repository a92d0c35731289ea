using Npgsql;
using Trepart.Tests;

namespace Trepart.Store.Tests;

/// <summary>One bit in one column of each of 10,000 events, by someone who may write everything in the database, with no recorded root to help.</summary>
public sealed class BitFlipTests(TestStore test) : IClassFixture<TestStore>
{
    private const string Whole = "('x' || encode($1, 'hex'))::bit(64)::bigint";

    /// <summary>How each column's value (@) is read as bytes, and made of bytes ($1). What holds most bits comes more than once.</summary>
    private static readonly (string Name, string Read, string Write)[] Columns =
    [
        Json("data"), Id("id"), Text("type"), Json("headers"), ("version", "int8send(@)", Whole), ("leaf_hash", "@", "$1"),
        Json("data"), Id("stream_id"), Text("correlation_id"), Json("headers"), Text("tenant_id"), ("bdata", "@", "$1"),
        Json("data"), Id("arena_id"), Text("causation_id"), Json("headers"), Text("user_name"), ("is_archived", "boolsend(@)", "get_byte($1, 0) = 1"),
        Json("data"), Text("mt_dotnet_type"), ("timestamp", "timestamptz_send(@)", $"'2000-01-01 00:00Z'::timestamptz + ({Whole}::text || ' microseconds')::interval"),
    ];

    [Fact]
    public async Task Every_one_of_ten_thousand_is_found()
    {
        var random = new Random(10_000);
        var flips = new Dictionary<string, int>();
        foreach (var (name, events) in new[] { ("flip-one", 3000), ("flip-two", 3000), ("flip-six", 4000) })
        {
            using var log = await TestLog.In(test, name);
            for (var left = events; left > 0; left -= 23)
                await log.Append(Math.Min(left, 23));
            Assert.Empty(await log.Faults());

            var missed = Enumerable.Range(1, events).ToDictionary(p => (long)p, p => Columns[(p + name[^1]) % Columns.Length]);
            await using (var connection = new NpgsqlConnection(Databases.AsSuperuser(test.Database)))
            {
                await connection.OpenAsync();
                await using var unchecked_ = new NpgsqlCommand("set session_replication_role = replica; set synchronous_commit = off", connection);
                await unchecked_.ExecuteNonQueryAsync();
                foreach (var (position, column) in missed)
                {
                    await Flip(connection, log.Tenant, position, column, random);
                    flips[column.Name] = flips.GetValueOrDefault(column.Name) + 1;
                }
            }

            foreach (var fault in await log.Faults())
                missed.Remove(fault.Position ?? 0);
            Assert.Empty(missed.Select(m => $"position {m.Key}: {m.Value.Name}"));
        }

        Assert.Equal(10_000, flips.Values.Sum());
        Assert.All(Columns, c => Assert.True(flips[c.Name] > 400, c.Name));
    }

    // Any bit at all; where PostgreSQL refuses the value, or keeps it as what it was, the next one. What is null becomes what is empty.
#pragma warning disable CA2100 // The test's own statements.
    private static async Task Flip(NpgsqlConnection connection, Tenant tenant, long position, (string Name, string Read, string Write) column, Random random)
    {
        const string At = "tenant_id = $1 and seq_id = $2";
        await using var read = new NpgsqlCommand($"select {Read(column, column.Name)} from mt_events where {At}", connection);
        read.Parameters.Add(new() { Value = tenant.Id });
        read.Parameters.Add(new() { Value = position });
        var bytes = await read.ExecuteScalarAsync() as byte[] ?? [];

        var start = random.Next(Math.Max(1, bytes.Length * 8));
        for (var i = 0; i < Math.Max(1, bytes.Length * 8); i++)
        {
            var bit = (start + i) % Math.Max(1, bytes.Length * 8);
            byte[] flipped = [.. bytes];
            if (bytes is not [])
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var value = column.Write.Replace("$1", "$3", StringComparison.Ordinal);
            await using var write = new NpgsqlCommand(
                $"update mt_events set {column.Name} = {value} where {At} and {Read(column, column.Name)} is distinct from {Read(column, value)}", connection);
            write.Parameters.Add(new() { Value = tenant.Id });
            write.Parameters.Add(new() { Value = position });
            write.Parameters.Add(new() { Value = flipped });
            try
            {
                if (await write.ExecuteNonQueryAsync() == 1)
                    return;
            }
            catch (PostgresException e) when (e.SqlState[..2] is "22" or "23")
            {
            }
        }

        Assert.Fail($"No bit of {column.Name} can be flipped at position {position}.");
    }
#pragma warning restore CA2100

    private static string Read((string Name, string Read, string Write) column, string value) => column.Read.Replace("@", value, StringComparison.Ordinal);

    private static (string, string, string) Id(string column) => (column, "uuid_send(@)", "encode($1, 'hex')::uuid");

    private static (string, string, string) Text(string column) => (column, "convert_to(@, 'UTF8')", "convert_from($1, 'UTF8')");

    private static (string, string, string) Json(string column) => (column, "convert_to((@)::text, 'UTF8')", "convert_from($1, 'UTF8')::jsonb");
}
