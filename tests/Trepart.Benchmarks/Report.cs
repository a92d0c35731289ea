using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace Trepart.Benchmarks;

/// <summary>Prints what was measured as Markdown, line by line as it comes.</summary>
public sealed class Report(TextWriter to)
{
    private static readonly string[] Settings = ["server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size"];

    public async Task Machine(string server, Pace pace)
    {
        await using var db = NpgsqlDataSource.Create(server);
        await using var command = db.CreateCommand(
            "select string_agg(name || ' ' || current_setting(name), ', ' order by name) from pg_settings where name = any($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = Settings });
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        var npgsql = typeof(NpgsqlConnection).Assembly.GetName().Version?.ToString(3);
        Line(
            $"Machine: {Environment.ProcessorCount} cores ({Processor()}), {Text(memory, "0")} GB; database and service share them. "
            + $"{RuntimeInformation.FrameworkDescription}, Npgsql {npgsql}; PostgreSQL: {await command.ExecuteScalarAsync()}.");
        Line($"Each ratio: median of {pace.Rounds} rounds of {pace.Round.TotalSeconds} s a side in turns, and its quartiles.");
    }

    public void Begin(string scenario) => Line($"\n### {scenario}\n");

    public void Head(params string[] columns)
    {
        Line($"| {string.Join(" | ", columns)} |");
        Line($"| {string.Join(" | ", columns.Select((_, i) => i == 0 ? "---" : "---:"))} |");
    }

    public void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public void Row(string what, Compared c, double? atLeast = null) =>
        Row(what, $"**{Text(c.Ratio)}**", $"{Text(c.Low)}–{Text(c.High)}", Text(c.First, "0"), Text(c.Second, "0"),
            atLeast is { } least ? $"{Text(least)} {(c.Ratio >= least ? "met" : "missed")}" : "–");

    public void Line(string text) => to.WriteLine(text);

    public static string Text(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : RuntimeInformation.ProcessArchitecture.ToString();
}
