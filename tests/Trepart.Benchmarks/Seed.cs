using Npgsql;
using NpgsqlTypes;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>
/// Fills the logs with rows such as Append writes, hashes and all, by COPY: matters of 20 events, one command an event,
/// spread over the municipalities as everything else is; and the bare table with as many rows. Goes on where an earlier filling stopped.
/// </summary>
public sealed class Seed(BenchDatabase made)
{
    private const int PerMatter = 20;
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(1);
    private readonly Dictionary<Tenant, long> _positions = [];
    private long _matters;

    /// <param name="events">How many to add; a multiple of <see cref="PerMatter"/>.</param>
    public async Task Add(long events)
    {
        foreach (var tenant in BenchDatabase.Tenants)
            _positions[tenant] = await made.Ask<long>($"select position from tenant_heads where tenant_id = '{tenant.Id}'");
        for (var left = events / PerMatter; left > 0; left -= 5000)
            await AddMatters((int)Math.Min(left, 5000));

        await made.Run(string.Join(";", _positions.Select(p => $"update tenant_heads set position = {p.Value} where tenant_id = '{p.Key.Id}'")));
        await made.Run("vacuum analyze");
        await made.Run("checkpoint");
    }

    private async Task AddMatters(int count)
    {
        var streams = new List<(Tenant Tenant, Guid Id, DateTimeOffset At)>(count);
        var all = new List<(Recorded Event, Guid Word)>(count * PerMatter);
        for (var i = 0; i < count; i++)
        {
            var (tenant, at) = (LogClient.Choose(_random), Start.AddSeconds(_matters++ * 10));
            streams.Add((tenant, Guid.CreateVersion7(at), at));
            for (var version = 1; version <= PerMatter; version++)
                all.Add(Event(tenant, streams[i].Id, version, at.AddSeconds(version)));
        }

        await Task.WhenAll(
            Copy("mt_streams (tenant_id, id, type, version, timestamp, created, arena_id)", streams, async (to, s) =>
            {
                await to.WriteAsync(s.Tenant.Id, NpgsqlDbType.Varchar);
                await to.WriteAsync(s.Id, NpgsqlDbType.Uuid);
                await to.WriteAsync("matter", NpgsqlDbType.Varchar);
                await to.WriteAsync((long)PerMatter, NpgsqlDbType.Bigint);
                await to.WriteAsync(s.At.UtcDateTime, NpgsqlDbType.TimestampTz);
                await to.WriteAsync(s.At.UtcDateTime, NpgsqlDbType.TimestampTz);
                await to.WriteAsync(Payload.Arena, NpgsqlDbType.Uuid);
            }),
            Copy("commands (tenant_id, command_id, fingerprint, answer, recorded_at)", all, async (to, e) =>
            {
                await to.WriteAsync(e.Event.Tenant.Id, NpgsqlDbType.Varchar);
                await to.WriteAsync(e.Event.Command, NpgsqlDbType.Uuid);
                await to.WriteAsync(Payload.Fingerprint, NpgsqlDbType.Bytea);
                await to.WriteAsync(Payload.Answer, NpgsqlDbType.Jsonb);
                await to.WriteAsync(e.Event.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            }),
            Copy("words (tenant_id, stream_id, id, text, salt)", all, async (to, e) =>
            {
                await to.WriteAsync(e.Event.Tenant.Id, NpgsqlDbType.Varchar);
                await to.WriteAsync(e.Event.StreamId, NpgsqlDbType.Uuid);
                await to.WriteAsync(e.Word, NpgsqlDbType.Uuid);
                await to.WriteAsync(Payload.Text, NpgsqlDbType.Text);
                await to.WriteAsync(Payload.Fingerprint, NpgsqlDbType.Bytea);
            }),
            Copy("bare (id, data, text)", all, async (to, e) =>
            {
                await to.WriteAsync(e.Event.Id, NpgsqlDbType.Uuid);
                await to.WriteAsync(Payload.BareData, NpgsqlDbType.Jsonb);
                await to.WriteAsync(Payload.Text, NpgsqlDbType.Text);
            }));
        await Copy(
            "mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, headers, arena_id, leaf_hash)", all,
            async (to, e) =>
            {
                var at = e.Event;
                await to.WriteAsync(at.Position, NpgsqlDbType.Bigint);
                await to.WriteAsync(at.Id, NpgsqlDbType.Uuid);
                await to.WriteAsync(at.StreamId, NpgsqlDbType.Uuid);
                await to.WriteAsync(at.Version, NpgsqlDbType.Bigint);
                await to.WriteAsync(at.Data, NpgsqlDbType.Jsonb);
                await to.WriteAsync(at.Type, NpgsqlDbType.Varchar);
                await to.WriteAsync(at.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
                await to.WriteAsync(at.Tenant.Id, NpgsqlDbType.Varchar);
                await to.WriteAsync(at.Correlation, NpgsqlDbType.Varchar);
                await to.WriteAsync(
                    $$"""{"happenedOn":"{{at.HappenedOn:yyyy-MM-dd}}","visibility":"{{at.Visibility}}","actor":"{{at.Actor}}","seat":"{{at.Seat}}","command":"{{at.Command}}"}""",
                    NpgsqlDbType.Jsonb);
                await to.WriteAsync(at.Arena, NpgsqlDbType.Uuid);
                await to.WriteAsync(at.LeafHash, NpgsqlDbType.Bytea);
            });
    }

    private (Recorded Event, Guid Word) Event(Tenant tenant, Guid stream, long version, DateTimeOffset at)
    {
        var append = Payload.Next(stream, version - 1, 1);
        var happened = append.Streams[0].Events[0];
        var recorded = new Recorded(
            tenant, _positions[tenant] += 1, stream, "matter", version, Guid.CreateVersion7(at), EventJson.Format.NameOf(happened), EventJson.Format.Write(happened),
            happened, at, append.HappenedOn, Payload.Arena, append.Visibility, append.Actor, append.Seat, Guid.CreateVersion7(at), append.Correlation, null, []);
        return (recorded with { LeafHash = Leaf.HashOf(recorded) }, append.Streams[0].Words[0].Id);
    }

    private async Task Copy<T>(string into, IReadOnlyList<T> rows, Func<NpgsqlBinaryImporter, T, Task> write)
    {
        await using var connection = new NpgsqlConnection(made.AsSuperuser);
        await connection.OpenAsync();
        await using var importer = await connection.BeginBinaryImportAsync($"copy {into} from stdin (format binary)");
        foreach (var row in rows)
        {
            await importer.StartRowAsync();
            await write(importer, row);
        }

        await importer.CompleteAsync();
    }
}
