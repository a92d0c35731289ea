using Trepart.Benchmarks;

// Run by tools/bench, which starts a server of its own: what is measured here fills its disk and changes its settings.
var server = Environment.GetEnvironmentVariable("TREPART_BENCH_SERVER")
    ?? throw new InvalidOperationException("Set TREPART_BENCH_SERVER to a superuser's connection string of a server made for this, or run tools/bench.");
var pace = args.Contains("--quick") ? Pace.Quick : Pace.Full;
var asked = args.Where(a => !a.StartsWith('-')).ToList();

var scenarios = new Dictionary<string, Func<string, Pace, Report, Task>>
{
    ["append"] = AppendScenario.Run,
    ["decide"] = DecideScenario.Run,
    ["inline"] = InlineScenario.Run,
    ["parts"] = PartsScenario.Run,
    ["rebuild"] = RebuildScenario.Run,
    ["growth"] = GrowthScenario.Run,
    ["overview"] = OverviewScenario.Run,
};
if (asked.Find(a => !scenarios.ContainsKey(a)) is { } unknown)
{
    Console.Error.WriteLine($"There is no scenario '{unknown}'. There are: {string.Join(", ", scenarios.Keys)}.");
    return 2;
}

var report = new Report(Console.Out);
await report.Machine(server, pace);
foreach (var (name, run) in scenarios.Where(s => asked is [] || asked.Contains(s.Key)))
{
    report.Begin(name);
    await run(server, pace, report);
}

return 0;
