using System.Net.Sockets;

namespace Trepart.Tests;

/// <summary>A line to the service that can lose an answer: the request arrives and is carried out, and whoever sent it hears nothing.</summary>
public sealed class LossyLine(Uri service) : Line
{
    private readonly Uri _service = service;
    private int _toLose;
    private int _lost;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>How many answers have been lost.</summary>
    public int Lost => _lost;

    /// <summary>The next answer that the service gives is not passed on.</summary>
    public void LoseNext() => Interlocked.Increment(ref _toLose);

    protected override async Task Carry(TcpClient client, CancellationToken down)
    {
        using var service = new TcpClient();
        using (client)
        {
            await service.ConnectAsync(_service.Host, _service.Port, down);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(down);
            var there = Copy(client.GetStream(), service.GetStream(), mayLose: false, ended);
            var back = Copy(service.GetStream(), client.GetStream(), mayLose: true, ended);
            await Task.WhenAny(there, back);
            await ended.CancelAsync();
            client.LingerState = new LingerOption(true, 0);
            client.Client.Close();
            await Task.WhenAll(there, back);
        }
    }

    private async Task Copy(NetworkStream from, NetworkStream to, bool mayLose, CancellationTokenSource ended)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, ended.Token) is > 0 and var read)
            {
                if (mayLose && Volatile.Read(ref _toLose) > 0)
                {
                    Interlocked.Decrement(ref _toLose);
                    Interlocked.Increment(ref _lost);
                    return;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One side has gone; the other is let go too.
        }
    }
}
