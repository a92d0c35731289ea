using System.Collections.Concurrent;
using Npgsql;
using Trepart.Tests;

namespace Trepart.Store.Tests;

/// <summary>Whatever is asked in whatever order, the store does and answers as a store of lists and dictionaries would.</summary>
public sealed class ModelTests(TestStore test) : IClassFixture<TestStore>
{
    private const int Steps = 60;

    [Fact]
    public async Task Two_hundred_random_histories_go_as_in_the_model()
    {
        await using var operators = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Installation.AsOwner(Databases.Server, test.Database)) { Pooling = true }.ConnectionString);
        var failures = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, LongRun.Or(full: 5000, otherwise: 200)), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (seed, _) =>
            {
                if (await Play.Run(test.Db, operators, $"s{seed}", Step.Some(seed, Steps)) is not null)
                    failures.Add(seed);
            });

        if (failures.Order().ToList() is [var first, ..] all)
            Assert.Fail($"Of {all.Count} histories that went otherwise, that of seed {first}:\n{await Shortest(operators, first)}");
    }

    // Up to the first step that shows a difference, without those that can be left out.
    private async Task<string> Shortest(NpgsqlDataSource operators, int seed)
    {
        var tries = 0;
        async Task<(int Step, string Difference)?> Again(IReadOnlyList<Step> steps) => await Play.Run(test.Db, operators, $"r{seed}-{tries++}", steps);

        IReadOnlyList<Step> steps = Step.Some(seed, Steps);
        var (last, difference) = (await Again(steps))!.Value;
        steps = [.. steps.Take(last + 1)];
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            IReadOnlyList<Step> without = [.. steps.Where((_, n) => n != i)];
            if (await Again(without) is var (_, still))
                (steps, difference) = (without, still);
        }

        return $"{string.Join('\n', steps)}\n{difference}";
    }
}
