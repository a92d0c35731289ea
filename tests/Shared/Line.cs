using System.Net.Sockets;

namespace Trepart.Tests;

/// <summary>Stands between two programs on this machine and carries each connection in its own way.</summary>
public abstract class Line : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    protected Line()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running = Run();
    }

    protected int Port { get; }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    /// <param name="down">The line is taken down.</param>
    protected abstract Task Carry(TcpClient client, CancellationToken down);

    private async Task Run()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
                lines.Add(Carry(await _listener.AcceptTcpClientAsync(_stop.Token), _stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }
}
