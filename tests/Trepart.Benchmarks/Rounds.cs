using System.Diagnostics;

namespace Trepart.Benchmarks;

/// <summary>How long things are measured.</summary>
/// <param name="Round">The length of one side of a round.</param>
/// <param name="Groups">In the largest municipality.</param>
/// <param name="Views">How often a page is asked for.</param>
public sealed record Pace(int Rounds, TimeSpan Round, TimeSpan WarmUp, int GrowthAppends, long[] GrowthSteps, int LogEvents, int Groups, int Views)
{
    public static readonly Pace Full = new(9, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5), 1500, [0, 1_000_000, 5_000_000], 1_000_000, 2_100, 60);
    public static readonly Pace Quick = new(5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), 400, [0, 100_000, 500_000], 100_000, 210, 20);
}

/// <summary>What one thing did beside another in the same run.</summary>
/// <param name="Ratio">Median over the rounds; <paramref name="Low"/> and <paramref name="High"/> are its lower and upper quartile.</param>
public sealed record Compared(double Ratio, double Low, double High, double First, double Second);

public static class Rounds
{
    /// <summary>
    /// The two take turns, A B B A A B …, so that what else the machine does falls on both. Each is a set of clients,
    /// and each client does the next thing as soon as the last is done.
    /// </summary>
    public static async Task<Compared> Compare(Pace pace, IReadOnlyList<Func<Task>> first, IReadOnlyList<Func<Task>> second)
    {
        await Rate(first, pace.WarmUp);
        await Rate(second, pace.WarmUp);
        var rounds = new List<(double First, double Second)>();
        for (var i = 0; i < pace.Rounds; i++)
        {
            if (i % 2 == 0)
            {
                var a = await Rate(first, pace.Round);
                rounds.Add((a, await Rate(second, pace.Round)));
            }
            else
            {
                var b = await Rate(second, pace.Round);
                rounds.Add((await Rate(first, pace.Round), b));
            }
        }

        var ratios = rounds.Select(r => r.First / r.Second).Order().ToList();
        return new(Median(ratios), ratios[ratios.Count / 4], ratios[ratios.Count - 1 - (ratios.Count / 4)], Median(rounds.Select(r => r.First)), Median(rounds.Select(r => r.Second)));
    }

    /// <returns>How many were done a second, by all clients together.</returns>
    public static async Task<double> Rate(IReadOnlyList<Func<Task>> clients, TimeSpan length)
    {
        var done = new long[clients.Count];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(clients.Select((client, i) => Task.Run(async () =>
        {
            long n = 0;
            for (; watch.Elapsed < length; n++)
                await client();
            done[i] = n;
        })));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
