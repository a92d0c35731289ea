using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Trepart.Tests;

/// <summary>A line to PostgreSQL that sees each statement as it is sent to be parsed, and can pass on another one in its place.</summary>
public sealed class RewritingLine(string server) : Line
{
    private readonly ConcurrentDictionary<string, int> _seen = new();
    private readonly NpgsqlConnectionStringBuilder _server = new(server);

    /// <summary>What is passed on in place of a statement.</summary>
    public Func<string, string> Rewrite { get; set; } = sql => sql;

    /// <summary>Every statement that was sent, as it was sent.</summary>
    public IReadOnlyCollection<string> Seen => [.. _seen.Keys];

    /// <summary>The same sign-in, through this line, where each statement is parsed each time.</summary>
    public string Through(string connection) =>
        new NpgsqlConnectionStringBuilder(connection)
        {
            Host = "127.0.0.1",
            Port = Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            MaxAutoPrepare = 0,
        }.ConnectionString;

    protected override async Task Carry(TcpClient client, CancellationToken down)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(down);
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server.Host!, _server.Port, ended.Token);
            var there = Quietly(() => Statements(client.GetStream(), server.GetStream(), ended.Token));
            var back = Quietly(() => server.GetStream().CopyToAsync(client.GetStream(), ended.Token));
            await Task.WhenAny(there, back);
            await ended.CancelAsync();
            await Task.WhenAll(there, back);
        }
    }

    private async Task Statements(NetworkStream from, NetworkStream to, CancellationToken ct)
    {
        // The first message has no letter: start-up, or a request to cancel.
        var head = new byte[5];
        await from.ReadExactlyAsync(head.AsMemory(1), ct);
        await Pass(head.AsMemory(1), await Body(head, from, ct), to, ct);
        while (true)
        {
            await from.ReadExactlyAsync(head, ct);
            var body = await Body(head, from, ct);
            if (head[0] == 'P')
            {
                var name = Array.IndexOf(body, (byte)0) + 1;
                var end = Array.IndexOf(body, (byte)0, name);
                var sql = Encoding.UTF8.GetString(body, name, end - name);
                _seen.TryAdd(sql, 0);
                body = [.. body[..name], .. Encoding.UTF8.GetBytes(Rewrite(sql)), .. body[end..]];
                BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), body.Length + 4);
            }

            await Pass(head, body, to, ct);
        }
    }

    private static async Task<byte[]> Body(byte[] head, NetworkStream from, CancellationToken ct)
    {
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4];
        await from.ReadExactlyAsync(body, ct);
        return body;
    }

    private static Task Pass(ReadOnlyMemory<byte> head, byte[] body, NetworkStream to, CancellationToken ct) =>
        to.WriteAsync(new byte[][] { head.ToArray(), body }.SelectMany(part => part).ToArray(), ct).AsTask();

    private static async Task Quietly(Func<Task> carry)
    {
        try
        {
            await carry();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One side has gone; the other is let go too.
        }
    }
}
