using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Trepart.Web.Tests;

/// <summary>The service as it is run, in a process of its own, with an installation that the tool has set up.</summary>
internal sealed class KilledService(string state) : IAsyncDisposable
{
    // Beside this test's own programs: built with it.
    private static readonly string Built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../.."));
    private static readonly string Version = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int _port = Ports.Free();
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public byte[] TokenKey => Convert.FromBase64String(JsonNode.Parse(File.ReadAllText(Path.Combine(state, "service.json")))!["Trepart"]!["DemoTokenKey"]!.ToString());

    public Task<string> Tool(params string[] arguments) => Programs.Run("dotnet", [Path.Combine(Built, "Trepart.Tool", Version, "trepart.dll"), .. arguments, "--state", state]);

    /// <summary>Starts it, and waits until it is ready.</summary>
    public async Task Start()
    {
        _process = Programs.Start(
            ["dotnet", Path.Combine(Built, "Trepart.Web", Version, "Trepart.Web.dll"), "--urls", Address.ToString()], Path.Combine(Sources.Root, "src/Trepart.Web"),
            ("TREPART_STATE", state), ("ASPNETCORE_ENVIRONMENT", "Development"), ("Logging__LogLevel__Default", "Critical"));
        while (!await IsReady())
        {
            Assert.False(_process.HasExited, "The service ended while starting.");
            await Task.Delay(25);
        }
    }

    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Until it answers again after its database was away.</summary>
    public async Task Settle()
    {
        while (!await IsReady())
            await Task.Delay(25);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await Kill();
        _http.Dispose();
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
