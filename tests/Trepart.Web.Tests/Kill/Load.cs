using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>
/// Eight who send commands over the API, each the next one when it has the answer to the last. One that was not answered is sent again, with the
/// same id, until it is. What is acknowledged is written down at once, in a file that neither service nor database knows.
/// </summary>
internal sealed class Load(Uri service, Func<Tenant, string, string> token, StreamWriter journal)
{
    private const int Clients = 8;

    private readonly ConcurrentDictionary<int, Order> _unanswered = new();
    private readonly Lock _writing = new();
    private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isEnded;
    private int _waiting;
    private long _acknowledged;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>What has been sent and not been answered, each with its municipality, while nobody sends.</summary>
    public IReadOnlyList<string> Unanswered => [.. _unanswered.Values.Select(o => $"{o.Tenant.Id} {o.Command}")];

    public Task Run() => Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => Send(client))));

    public void Open()
    {
        var gate = _gate;
        _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        gate.SetResult();
    }

    /// <summary>Until everyone has sent what they will and waits.</summary>
    public async Task AllWait()
    {
        while (Volatile.Read(ref _waiting) < Clients)
            await Task.Delay(5);
    }

    public bool IsClosed { get; set; } = true;

    /// <summary>Each ends when what it has sent is answered.</summary>
    public void End() => _isEnded = true;

    private async Task Send(int client)
    {
        var tenant = client % 2 == 0 ? Ås : Vestby;
        var (employee, leader) = (new ApiUser(service, token(tenant, "ansatt")), new ApiUser(service, token(tenant, "leder")));
        var (input, matter, number) = ("", "", 0);
        while (true)
        {
            if (IsClosed)
            {
                var gate = _gate;
                Interlocked.Increment(ref _waiting);
                await gate.Task;
                Interlocked.Decrement(ref _waiting);
            }

            if (!_unanswered.TryGetValue(client, out var order))
            {
                if (_isEnded)
                    return;
                order = _unanswered[client] = (number++ % 3) switch
                {
                    0 => new(tenant, employee, $"arenas/{Group(tenant)}/inputs", new() { ["kind"] = "problem", ["text"] = "Heisen står." }, 1),
                    1 => new(tenant, leader, $"arenas/{Group(tenant)}/matters", new() { ["title"] = "Heisen", ["concern"] = "Den står.", ["input"] = input }, 2),
                    _ => new(tenant, leader, $"matters/{matter}/clarify-problem", new() { ["problem"] = "Den står hver dag." }, 1, Seen: "*"),
                };
            }

            if (await Try(order) is not { } id)
                continue;
            (input, matter) = order.Events == 2 ? (input, id) : order.Seen is null ? (id, matter) : (input, matter);
            lock (_writing)
                journal.WriteLine(new Acknowledged(tenant.Id, order.Command, order.Events).Line);
            _unanswered.TryRemove(client, out _);
            Interlocked.Increment(ref _acknowledged);
        }
    }

    /// <returns>The id of what it concerns; null where no answer came, or none that says it was done.</returns>
    private static async Task<string?> Try(Order order)
    {
        try
        {
            var answer = await order.User.PostRaw($"/api/v1/{order.Tenant.Id}/{order.Path}", order.Body.ToJsonString(), order.Seen, order.Command.ToString());
            if ((int)answer.Status is >= 200 and < 300)
                return answer.Body!["id"]!.ToString();
            Assert.True((int)answer.Status >= 500, $"{order.Path}: {answer.Raw}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            // Not heard.
        }

        await Task.Delay(10);
        return null;
    }

    private sealed record Order(Tenant Tenant, ApiUser User, string Path, JsonObject Body, int Events, string? Seen = null)
    {
        public Guid Command { get; } = Guid.CreateVersion7();
    }
}
