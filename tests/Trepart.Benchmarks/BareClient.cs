using Npgsql;
using NpgsqlTypes;

namespace Trepart.Benchmarks;

/// <summary>
/// The floor that everything is held against: the best Npgsql can do with one row a transaction. A connection of its own,
/// one INSERT prepared by hand, parameters used again; the row holds what an event's payload and words hold, with a primary key.
/// </summary>
public sealed class BareClient : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _insert;
    private readonly NpgsqlParameter<Guid> _id = new() { NpgsqlDbType = NpgsqlDbType.Uuid };

    private BareClient(NpgsqlConnection connection)
    {
        _connection = connection;
        _insert = new NpgsqlCommand("insert into bare (id, data, text) values ($1, $2, $3)", connection);
        _insert.Parameters.Add(_id);
        _insert.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Jsonb, TypedValue = Payload.BareData });
        _insert.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = Payload.Text });
    }

    public static async Task<IReadOnlyList<BareClient>> Open(NpgsqlDataSource db, int clients)
    {
        var all = new List<BareClient>();
        for (var i = 0; i < clients; i++)
        {
            var client = new BareClient(await db.OpenConnectionAsync());
            await client._insert.PrepareAsync();
            all.Add(client);
        }

        return all;
    }

    public async Task Insert()
    {
        _id.TypedValue = Guid.CreateVersion7();
        await _insert.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
