using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Trepart.Web.Tests;

/// <summary>
/// A line to PostgreSQL on which answers come late, most of all those that tell of something written: what is committed is for a while known
/// to the database alone. Can be cut, and what was on its way back is lost.
/// </summary>
internal sealed class LateLine : IAsyncDisposable
{
    private static readonly TimeSpan Read = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Written = TimeSpan.FromMilliseconds(25);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<CancellationTokenSource, byte> _lines = new();
    private readonly int _server;
    private readonly Task _running;
    private int _held;

    public LateLine(int server)
    {
        _server = server;
        _listener.Start();
        _running = Run();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers that tell of something written are on their way.</summary>
    public int Held => Volatile.Read(ref _held);

    public void Cut()
    {
        foreach (var line in _lines.Keys)
        {
            try
            {
                line.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself meanwhile.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _running;
    }

    private async Task Run()
    {
        var carried = new List<Task>();
        try
        {
            while (true)
                carried.Add(Carry(await _listener.AcceptTcpClientAsync()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Cut();
            await Task.WhenAll(carried);
        }
    }

    private async Task Carry(TcpClient client)
    {
        using var cut = new CancellationTokenSource();
        _lines[cut] = 0;
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            client.LingerState = new LingerOption(true, 0);
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, cut.Token);
                var there = Copy(client.GetStream(), server.GetStream(), isBack: false, cut.Token);
                var back = Copy(server.GetStream(), client.GetStream(), isBack: true, cut.Token);
                await Task.WhenAny(there, back);
                await cut.CancelAsync();
                await Task.WhenAll(there, back);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // One side has gone; the other is let go too.
            }
            finally
            {
                _lines.TryRemove(cut, out _);
            }
        }
    }

    private async Task Copy(NetworkStream from, NetworkStream to, bool isBack, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (isBack && TellsOfWriting(buffer.AsSpan(0, read)))
                await Hold(ct);
            else if (isBack)
                await Task.Delay(Read, ct);
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }

    private async Task Hold(CancellationToken ct)
    {
        Interlocked.Increment(ref _held);
        try
        {
            await Task.Delay(Written, ct);
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    private static bool TellsOfWriting(ReadOnlySpan<byte> answer) => answer.IndexOf("INSERT 0 "u8) >= 0 || answer.IndexOf("UPDATE 1"u8) >= 0;
}
