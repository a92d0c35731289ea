using System.Net;
using System.Net.Sockets;

namespace Trepart.Benchmarks;

/// <summary>A line to the database that holds back what is sent by a fixed time; answers come as they are. Threads, since a timer is too coarse.</summary>
public sealed class SlowLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _to;
    private readonly TimeSpan _delay;

    public SlowLine(int to, TimeSpan delay)
    {
        (_to, _delay) = (to, delay);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public int Port { get; }

    public ValueTask DisposeAsync()
    {
        _listener.Stop();
        return ValueTask.CompletedTask;
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var near = _listener.AcceptTcpClient();
                var far = new TcpClient("127.0.0.1", _to) { NoDelay = true };
                near.NoDelay = true;
                new Thread(() => Carry(near, far, _delay)) { IsBackground = true }.Start();
                new Thread(() => Carry(far, near, TimeSpan.Zero)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // The line is down.
        }
    }

    private static void Carry(TcpClient from, TcpClient to, TimeSpan delay)
    {
        var buffer = new byte[128 * 1024];
        try
        {
            while (from.GetStream().Read(buffer) is > 0 and var read)
            {
                if (delay > TimeSpan.Zero)
                    Thread.Sleep(delay);
                to.GetStream().Write(buffer, 0, read);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end has gone.
        }

        from.Dispose();
        to.Dispose();
    }
}
