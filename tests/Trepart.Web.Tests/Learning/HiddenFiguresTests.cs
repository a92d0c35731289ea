using Npgsql;
using Trepart.Domain;
using Trepart.Web.Boards;
using Trepart.Web.Inputs;
using Trepart.Web.Learning;

namespace Trepart.Web.Tests.Learning;

/// <summary>
/// Someone who reads the overview as often as she likes, of every group and period that it can be asked about, subtracts one figure from another:
/// what is left is never one or two inputs (INV-16).
/// </summary>
public sealed class HiddenFiguresTests
{
    private const int Organisations = 10_000;
    private const int Months = 4;
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly Tenant Tenant = new("as");

    private sealed record Given(Guid Group, DateOnly On, DateTimeOffset At);

    /// <summary>What the figures are at a moment, for each group and month: the smallest that can be asked for, of which all others are sums.</summary>
    private sealed record Look(IReadOnlyDictionary<(Guid Group, DateOnly Month), int> Cells);

    [Fact]
    public async Task No_two_figures_of_ten_thousand_random_organisations_differ_by_one_or_two()
    {
        var random = new Random(20261126);
        var organisations = Enumerable.Range(0, Organisations).Select(_ => Enumerable.Range(0, random.Next(1, 4)).Select(_ => NewId(random)).ToArray()).ToArray();
        var database = await Databases.Clone([typeof(TrepartHost).Assembly]);
        try
        {
            await using var db = NpgsqlDataSource.Create(Databases.AsSuperuser(database) + ";Pooling=true");
            await Prepare(db, organisations);
            var (shown, naive) = (new List<Look>(), new List<Look>());
            var given = new Dictionary<(Guid, DateOnly), int>();
            for (var month = First; month < First.AddMonths(Months); month = month.AddMonths(1))
            {
                // Twice a month, and once more when the next has begun: what is given in between must not be seen.
                foreach (var half in new[] { 1, 15 })
                {
                    var now = new DateTimeOffset(month.AddDays(half), TimeOnly.MinValue, TimeSpan.Zero);
                    await Count(db, Give(random, organisations, now, given));
                    shown.Add(await Read(db, InputBatches.MonthOf(now)));
                    naive.Add(new(given.Where(g => g.Value >= InputBatches.Few).ToDictionary()));
                }

                shown.Add(await Read(db, month.AddMonths(1)));
            }

            Assert.Empty(Reconstructed(shown));
            var (counted, all) = (shown[^1].Cells.Values.Sum(), given.Values.Sum());
            Assert.True(counted > all / 2, $"Most of what was given is in the figures: {counted} of {all}.");

            // The attack is one: against figures that only leave out what is under three, it finds what was given between two days.
            var found = Reconstructed(naive).Count();
            Assert.True(found > Organisations / 10, $"{found} found.");

            // Some turn out to be of a workplace where few work; a group alone is never told from the whole and the rest.
            await Shrink(db, [.. organisations.Where((_, i) => i % 7 == 0).Select(o => o[0])]);
            var (whole, parts) = (await Figures(db, organisations, isWhole: true), await Figures(db, organisations, isWhole: false));
            Assert.Equal(parts, whole);
            Assert.True(whole.Sum(f => f.Times) is > 0 and var left && left < counted, "Those of a small workplace are in no sum.");
        }
        finally
        {
            await Databases.Drop(database);
        }
    }

    [Fact]
    public async Task A_night_between_two_months_begins_a_batch_of_its_own()
    {
        var database = await Databases.Clone([typeof(TrepartHost).Assembly]);
        try
        {
            await using var db = NpgsqlDataSource.Create(Databases.AsSuperuser(database) + ";Pooling=true");
            var group = Guid.CreateVersion7();
            await Prepare(db, [[group]]);

            // Past midnight here it is still January in UTC.
            var (january, night) = (new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 31, 23, 30, 0, TimeSpan.Zero));
            await Count(db, [.. Enumerable.Repeat(new Given(group, new(2026, 1, 31), january), 3), .. Enumerable.Repeat(new Given(group, new(2026, 2, 1), night), 4)]);

            Assert.Equal([(new DateOnly(2026, 1, 1), 3), (new(2026, 2, 1), 4)], (await Read(db, new(2026, 3, 1))).Cells.Select(c => (c.Key.Month, c.Value)).Order());
            Assert.Equal(await Figures(db, [[group]], isWhole: false), await Figures(db, [[group]], isWhole: true));
        }
        finally
        {
            await Databases.Drop(database);
        }
    }

    /// <summary>Figures of the same group and month at two looks, that differ by what someone gave in between; and those that are too small themselves.</summary>
    private static IEnumerable<(Guid Group, DateOnly Month)> Reconstructed(IReadOnlyList<Look> looks)
    {
        foreach (var (before, after) in looks.Zip(looks.Skip(1)))
        {
            foreach (var cell in before.Cells.Keys.Union(after.Cells.Keys))
            {
                var (was, now) = (before.Cells.GetValueOrDefault(cell), after.Cells.GetValueOrDefault(cell));
                if (now is > 0 and < InputBatches.Few || (now != was && Math.Abs(now - was) < InputBatches.Few))
                    yield return cell;
            }
        }
    }

    private static List<Given> Give(Random random, Guid[][] organisations, DateTimeOffset now, Dictionary<(Guid, DateOnly), int> count)
    {
        var all = new List<Given>();
        foreach (var group in organisations.SelectMany(o => o))
        {
            for (var i = random.Next(0, 3); i > 0; i--)
            {
                // Now and then something is written down that was said long before.
                var on = DateOnly.FromDateTime(now.DateTime).AddDays(random.Next(10) == 0 ? -random.Next(1, 100) : 0);
                all.Add(new(group, on, now));
                var cell = (group, new DateOnly(on.Year, on.Month, 1));
                count[cell] = count.GetValueOrDefault(cell) + 1;
            }
        }

        return all;
    }

    private static async Task Count(NpgsqlDataSource db, List<Given> all)
    {
        foreach (var page in all.Chunk(1000))
        {
            await using var batch = db.CreateBatch();
            foreach (var one in page)
            {
                InputBatches.Count(batch, Tenant, one.Group, InputBatches.Given, one.On, one.At);
                if (one.On.Day % 5 == 0)
                    InputBatches.Count(batch, Tenant, one.Group, "Answered", one.On, one.At, days: one.On.DayNumber % 12);
            }

            await batch.ExecuteNonQueryAsync();
        }
    }

    private static async Task<Look> Read(NpgsqlDataSource db, DateOnly thisMonth)
    {
        await using var command = db.CreateCommand(
            $"""
            select b.arena_id, b.month, sum(b.times)::int from input_batches b join arenas a on a.tenant_id = $1 and a.id = b.arena_id
            where b.tenant_id = $1 and b.series = '{InputBatches.Given}' and {InputBatches.IsCounted("$2")} group by 1, 2
            """).With(Tenant.Id, thisMonth);
        await using var reader = await command.ExecuteReaderAsync();
        var cells = new Dictionary<(Guid, DateOnly), int>();
        while (await reader.ReadAsync())
            cells[(reader.GetGuid(0), reader.GetFieldValue<DateOnly>(1))] = reader.GetInt32(2);
        return new(cells);
    }

    /// <summary>What the overview counts of inputs: kept as sums for the whole municipality, and counted from the batches for groups one by one.</summary>
    private static async Task<List<(string Series, int? Day, int Times)>> Figures(NpgsqlDataSource db, Guid[][] organisations, bool isWhole)
    {
        var arenas = organisations.SelectMany(o => o).ToDictionary(id => id, id => new ArenaInfo(id, ArenaKind.WorkingGroup, "Gruppa", "Her"));
        var (first, last) = (First.AddMonths(-4), First.AddMonths(Months));
        var clock = new Clock(new DateTimeOffset(last, TimeOnly.MinValue, TimeSpan.Zero));
        var rows = await new LearningReader(new TenantReader(Placement.Of(db)), clock)
            .Read(Tenant, arenas, new(isWhole ? null : [.. arenas.Keys], null, first, last), last, TestContext.Current.CancellationToken);
        return [.. rows.Counted.Select(c => (c.Series, c.Days, c.Count)).Order()];
    }

    private static async Task Shrink(NpgsqlDataSource db, Guid[] groups)
    {
        await using var command = db.CreateCommand(
            """
            with small as (
              insert into workplaces (tenant_id, id, version, level, name, employees, registered_on) values ($1, $3, 1, 'Unit', 'Her', 4, $4) returning id)
            update arenas a set node_id = s.id from small s where a.tenant_id = $1 and a.id = any($2)
            """).With(Tenant.Id, groups, Guid.CreateVersion7(), First);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Prepare(NpgsqlDataSource db, Guid[][] organisations)
    {
        await using var command = db.CreateCommand(
            "insert into arenas (tenant_id, id, kind, name, workplace, established_on) select $1, g, 'WorkingGroup', 'Gruppa', 'Her', $3 from unnest($2::uuid[]) g")
            .With(Tenant.Id, organisations.SelectMany(o => o).ToArray(), First);
        await command.ExecuteNonQueryAsync();
    }

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new(bytes);
    }
}
