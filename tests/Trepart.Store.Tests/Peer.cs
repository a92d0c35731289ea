using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Trepart.Store.Tests;

/// <summary>The program in peer/, built once for the run: it is told leaves and asked questions, and must answer as we would.</summary>
public sealed class Peer : IDisposable
{
    private static readonly Lazy<Task<string>> Built = new(Build);

    private readonly List<(string Question, string Answer)> _asked = [];
    private readonly Process _process;
    private readonly Task<string> _said;

    private Peer(string program)
    {
        _process = Process.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _process.StandardInput.AutoFlush = false;
        _said = _process.StandardOutput.ReadToEndAsync();
    }

    public static async Task<Peer> Start() => new(await Built.Value);

    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    public void Ask(string question, string expected)
    {
        _asked.Add((question, expected));
        Tell(question);
    }

    public async Task Finish()
    {
        _process.StandardInput.Close();
        var answers = (await _said).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await _process.WaitForExitAsync();
        Assert.Equal(0, _process.ExitCode);
        Assert.Equal(_asked.Count, answers.Length);
        foreach (var (asked, answer) in _asked.Zip(answers))
            Assert.True(asked.Answer == answer, $"{asked.Question}\nwe say {asked.Answer}\nthey   {answer}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static async Task<string> Build()
    {
        var source = Path.Combine(Path.GetDirectoryName(Here())!, "peer", "tlog.go");
        var program = Path.Combine(AppContext.BaseDirectory, "tlog-peer");
        var start = new ProcessStartInfo("go", ["build", "-o", program, source]) { RedirectStandardError = true };

        // Debian's packages of Go code are read from where they are installed: nothing is fetched.
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = "/usr/share/gocode";
        start.Environment["GOFLAGS"] = "";
        start.Environment["GOCACHE"] = Path.Combine(AppContext.BaseDirectory, "tlog-peer-cache");
        using var go = Process.Start(start)!;
        var said = await go.StandardError.ReadToEndAsync();
        await go.WaitForExitAsync();
        Assert.True(go.ExitCode == 0, said);
        return program;
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
