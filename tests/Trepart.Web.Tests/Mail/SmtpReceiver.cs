using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Trepart.Web.Tests.Mail;

public enum SmtpMood
{
    TakesMail,

    /// <summary>Says 550 to whoever it is for.</summary>
    KnowsNobody,

    /// <summary>Says 451: try again later.</summary>
    IsBusy,

    /// <summary>Takes the connection and says nothing.</summary>
    HangsAtOnce,

    /// <summary>Has the whole mail, and never says that it has.</summary>
    HangsAfterTheMail,

    /// <summary>Has the whole mail, and breaks the line off.</summary>
    BreaksOffAfterTheMail,
}

/// <summary>A small mail server on this machine (RFC 5321): what it is given is kept as it came.</summary>
public sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    public SmtpReceiver()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _work = Listen();
    }

    public int Port { get; }

    public SmtpMood Mood { get; set; }

    public ConcurrentQueue<(string To, MimeMessage Mail)> Received { get; } = [];

    /// <summary>Done when a mail has come whole, whatever is then said of it.</summary>
    public SemaphoreSlim Came { get; } = new(0);

    /// <summary>Nobody listens there any more.</summary>
    public void Leave() => _listener.Stop();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _work;
        _end.Dispose();
        Came.Dispose();
    }

    private async Task Listen()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(Talk(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                async Task Say(string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _end.Token);
                if (Mood is SmtpMood.HangsAtOnce)
                    await Task.Delay(Timeout.Infinite, _end.Token);
                await Say("220 here ESMTP");
                var to = "";
                while (await reader.ReadLineAsync(_end.Token) is { } line)
                {
                    switch (line.Split(' ', ':')[0].ToUpperInvariant())
                    {
                        case "EHLO" or "HELO" or "MAIL" or "RSET" or "NOOP":
                            await Say("250 well");
                            break;
                        case "RCPT" when Mood is SmtpMood.KnowsNobody:
                            await Say("550 5.1.1 <ola@example.no> nobody here by that name");
                            break;
                        case "RCPT" when Mood is SmtpMood.IsBusy:
                            await Say("451 4.3.2 later");
                            break;
                        case "RCPT":
                            to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                            await Say("250 well");
                            break;
                        case "DATA":
                            await Say("354 go on");
                            await Take(reader, to);
                            if (Mood is SmtpMood.BreaksOffAfterTheMail)
                                return;
                            if (Mood is SmtpMood.HangsAfterTheMail)
                                await Task.Delay(Timeout.Infinite, _end.Token);
                            await Say("250 taken");
                            break;
                        case "QUIT":
                            await Say("221 goodbye");
                            return;
                        default:
                            await Say("502 not here");
                            break;
                    }
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The other one went.
            }
        }
    }

    private async Task Take(StreamReader reader, string to)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        Received.Enqueue((to, await MimeMessage.LoadAsync(bytes, _end.Token)));
        Came.Release();
    }
}
