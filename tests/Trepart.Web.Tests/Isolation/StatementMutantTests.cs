using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace Trepart.Web.Tests;

/// <summary>
/// Row-level security and the predicates of each statement hold by themselves, over HTTP; and where both are gone for one comparison or one table,
/// a request turns red. The store's own statements have the same in Trepart.Store.Tests, and are not repeated here.
/// </summary>
public sealed class StatementMutantTests(StatementMutantTests.Watched watched, ITestOutputHelper output) : IClassFixture<StatementMutantTests.Watched>
{
    /// <summary>Comparisons without which no request is answered otherwise, by what stands in the list, by what else the statement has, and why.</summary>
    private static readonly (string Comparison, string In, string Why)[] Equivalent =
    [
        ("[t.tenant_id = m.tenant_id]", "and m.id = $2", "one matter by itself is read for its title alone"),
        ("exists (select from matters m where [m.tenant_id = $1]", "", "it only tells whether a municipality has anything at all"),
    ];

    /// <summary>Tables that no request touches, and why.</summary>
    private static readonly Dictionary<string, string> Untouched = new()
    {
        ["roots"] = "written and read beside the requests, by statements of the store",
    };

    private const string Long = "Every statement in turn: tools/test --full.";

    [Fact]
    public async Task Without_row_level_security_the_predicates_hold()
    {
        Assert.SkipUnless(LongRun.IsAsked, Long);
        await using var open = await watched.WithoutPolicies(await PolicyMutants.Tables(watched.Database));
        Assert.Null(await FirstRed(watched.Battery.Readings, watched.Battery.Walk));
    }

    [Fact]
    public async Task Without_the_predicates_row_level_security_holds()
    {
        Assert.SkipUnless(LongRun.IsAsked, Long);
        watched.Line.Rewrite = Watched.Bare;
        try
        {
            Assert.Null(await FirstRed(watched.Battery.Readings, watched.Battery.Walk));
        }
        finally
        {
            watched.Line.Rewrite = sql => sql;
        }
    }

    [Fact]
    public async Task Where_both_are_gone_a_request_turns_red()
    {
        Assert.SkipUnless(LongRun.IsAsked, Long);
        var (lines, red) = (new List<string>(), new List<string>());
        var tables = await PolicyMutants.Tables(watched.Database);
        foreach (var table in tables)
        {
            await using (await watched.WithoutPolicies([table]))
                await Try($"{table}: its policy lets everything through, and no statement on it compares", Untouched.GetValueOrDefault(table), sql => Predicates.Touches(sql, [table]) ? Watched.Bare(sql) : sql, sql => Predicates.Touches(sql, [table]));
        }

        await using (await watched.WithoutPolicies(tables))
        {
            foreach (var (number, mutant) in watched.Mutants.Index())
            {
                if (number % 50 == 0)
                    TestContext.Current.SendDiagnosticMessage($"{number} of {watched.Mutants.Count} mutants, {lines.Count(l => l.EndsWith("SURVIVED", StringComparison.Ordinal))} survived, {DateTime.Now:T}");
                if (await watched.Projected.FirstRed(mutant) is { } projected)
                    Note(mutant.Told, projected);
                else
                    await Try(mutant.Told, WhyEquivalent(mutant), sql => sql == mutant.Sql ? mutant.Without : sql, sql => sql == mutant.Sql);
            }
        }

        output.WriteLine($"{lines.Count} mutants, {watched.Battery.Readings.Count} readings, {watched.Battery.Walk.Count} steps");
        Keep("red.txt", red, l => !l.StartsWith(' '));
        MutantList.Compare(lines);
        Assert.True(!lines.Exists(l => l.EndsWith("SURVIVED", StringComparison.Ordinal)), string.Join('\n', lines.Where(l => l.EndsWith("SURVIVED", StringComparison.Ordinal))));

        async Task Try(string told, string? why, Func<string, string> rewrite, Func<string, bool> runs)
        {
            watched.Line.Rewrite = rewrite;
            (string Check, string Should, string Was)? found;
            try
            {
                found = await FirstRed(
                    [.. watched.Battery.Readings.Where(r => watched.Runs(r.Name).Any(runs))],
                    watched.Battery.Walk.Any(s => watched.Runs(s.Name).Any(runs)) ? watched.Battery.Walk : []);
            }
            finally
            {
                watched.Line.Rewrite = sql => sql;
            }

            Assert.False(why is not null && found is not null, $"Not equivalent after all, caught by {found?.Check}: {told}");
            if (found is { } f)
                Note(told, f);
            else
                lines.Add($"{told}: {(why is null ? "SURVIVED" : $"equivalent, since {why}")}");
        }

        void Note(string told, (string Check, string Should, string Was) found)
        {
            lines.Add($"{told}: {found.Check}");
            red.AddRange([told, $"  {found.Check}", $"  - {found.Should}", $"  + {found.Was}"]);
        }
    }

    [Fact]
    public void Every_statement_on_a_municipalitys_tables_compares_the_municipality() =>
        Assert.DoesNotContain(watched.Seen, sql => Predicates.Touches(sql, watched.Tables) && Predicates.Mutants(sql) is []);

    private static string? WhyEquivalent(Mutant mutant) =>
        Equivalent.FirstOrDefault(e => mutant.Told.Contains(e.Comparison, StringComparison.Ordinal) && mutant.Sql.Contains(e.In, StringComparison.Ordinal)).Why;

    /// <summary>Sends them until one is answered otherwise than when all is as it should be.</summary>
    private async Task<(string Check, string Should, string Was)?> FirstRed(IReadOnlyList<Reading> readings, IReadOnlyList<Stride> walk)
    {
        foreach (var reading in readings)
        {
            var logged = watched.Neighbours.App.Logged.Count;
            await watched.ForgetWhatWasRead();
            var answer = await watched.Sender.Send(reading.Who, reading.Asking);
            var (should, was) = (watched.Answers[reading.Name], Battery.Told(answer));
            if (should == was)
                continue;
            CanRun(logged, reading.Name);
            var mark = reading.Who.Tenant is { } home ? Neighbours.ForeignMark(was, home) : null;
            var (there, here) = Difference(should, was);
            return (mark is null ? $"{reading.Name}" : $"{reading.Name}, by its mark", there, mark is null ? here : Short(mark));
        }

        if (walk is [])
            return null;
        var before = watched.Neighbours.App.Logged.Count;
        try
        {
            (string Check, string Should, string Was)? red = null;
            await watched.Play(walk, (number, step, answer, rows) =>
            {
                var (status, should) = watched.Left[number];
                var table = should.FirstOrDefault(r => rows.GetValueOrDefault(r.Key) != r.Value).Key;
                if (status == answer.Status && table is null)
                    return true;
                CanRun(before, step.Name);
                red = status != answer.Status
                    ? ($"{step.Name} in the walk", $"{status}", $"{answer.Status} {Short(answer.Body)}")
                    : ($"the rows of {table} after {step.Name} at {Neighbours.Own.Id}", "as the step leaves them", "others");
                return false;
            });
            return red;
        }
        finally
        {
            await watched.Restore();
        }
    }

    /// <summary>A mutant that PostgreSQL does not understand shows nothing.</summary>
    private void CanRun(int loggedBefore, string check)
    {
        foreach (var line in watched.Neighbours.App.Logged.Skip(loggedBefore))
        {
            foreach (var state in new[] { "42601", "42703", "42702", "42883", "42P01", "42P08", "42P18" })
                Assert.False(line.Contains(state + ":", StringComparison.Ordinal), $"{check}: the statement cannot run at all: {Short(line)}");
        }
    }

    private static (string Should, string Was) Difference(string should, string was)
    {
        var (there, here) = (should.Split('\n'), was.Split('\n'));
        for (var i = 0; i < Math.Max(there.Length, here.Length); i++)
        {
            var (a, b) = (there.ElementAtOrDefault(i) ?? "", here.ElementAtOrDefault(i) ?? "");
            if (a == b)
                continue;
            var same = a.Zip(b).TakeWhile(p => p.First == p.Second).Count();
            var from = Math.Max(0, same - 30);
            return (Short(a[Math.Min(from, a.Length)..]), Short(b[Math.Min(from, b.Length)..]));
        }

        return ("", "");
    }

    private static string Short(string text) => text.ReplaceLineEndings(" ").Trim() is { Length: > 110 } t ? t[..110] + "…" : text.ReplaceLineEndings(" ").Trim();

    /// <summary>Kept beside the list for whoever reads it; that it is of the same mutants is checked, its details are of the run that wrote it.</summary>
    private static void Keep(string name, List<string> lines, Func<string, bool> isHeading, [CallerFilePath] string file = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, name);
        if (Environment.GetEnvironmentVariable("TREPART_RECORD") == "1")
            File.WriteAllLines(path, lines);
        Assert.Equal(File.ReadAllLines(path).Where(isHeading).Order(StringComparer.Ordinal), lines.Where(isHeading).Order(StringComparer.Ordinal));
    }

    /// <summary>The neighbours with a line to their database that sees each statement, and what is answered when all is as it should be.</summary>
    public sealed class Watched : IAsyncLifetime
    {
        private readonly Dictionary<string, HashSet<string>> _runs = [];
        private IReadOnlyList<string> _kept = [];

        public Watched() => Neighbours = Neighbours.With(Line.Through);

        public RewritingLine Line { get; } = new(Databases.Server);

        public Neighbours Neighbours { get; }

        public string Database => Neighbours.App.Database;

        public Battery Battery { get; private set; } = null!;

        public Sender Sender { get; private set; } = null!;

        public Dictionary<string, string> Answers { get; } = [];

        /// <summary>What each step of the walk is answered, and the rows that it leaves.</summary>
        public List<(int Status, IReadOnlyDictionary<string, string> Rows)> Left { get; } = [];

        public IReadOnlyList<string> Tables { get; private set; } = [];

        public ProjectedStatements Projected { get; private set; } = null!;

        public IReadOnlyCollection<string> Seen => [.. _runs.Values.SelectMany(s => s).Distinct()];

        /// <summary>Of the statements seen, those comparisons that the store's own list does not have.</summary>
        public IReadOnlyList<Mutant> Mutants { get; private set; } = [];

        public IReadOnlyCollection<string> Runs(string check) => _runs.GetValueOrDefault(check) ?? [];

        /// <summary>A statement without any comparison, where row-level security stands behind each of its tables.</summary>
        public static string Bare(string sql)
        {
            if (Predicates.Touches(sql, StartupCheck.Open) || sql.Contains("tenant_heads", StringComparison.Ordinal))
                return sql;
            while (Predicates.Mutants(sql) is [var first, ..])
                sql = first.Without;
            return sql;
        }

        public async ValueTask InitializeAsync()
        {
            await Neighbours.InitializeAsync();
            while (await Neighbours.App.Services.GetRequiredService<Projector>().Step(default))
            {
            }

            Tables = await PolicyMutants.Tables(Database);
            Sender = new(Neighbours.App.Address);
            var visitors = await Visitors.SignIn(Neighbours.App);
            Battery = await Battery.Of(Neighbours, visitors, await Matrix.Of(Neighbours, visitors));
            if (LongRun.IsAsked)
                await Doubled.Make(Database, Tables, Neighbours.Own, Neighbours.Twin);
            await Save();
            foreach (var reading in Battery.Readings)
            {
                await ForgetWhatWasRead();
                Answers[reading.Name] = Battery.Told(await Watch(reading.Name, () => Sender.Send(reading.Who, reading.Asking)));
            }

            var wrong = new ConcurrentQueue<string>();
            await Play(
                Battery.Walk,
                (_, step, answer, rows) =>
                {
                    Left.Add((answer.Status, rows));
                    if (answer.Status is not (200 or 302))
                        wrong.Enqueue($"{step.Name}: {answer.Status} {answer.Body}");
                    return true;
                },
                isWatched: true);
            Assert.True(wrong.IsEmpty, string.Join('\n', wrong));
            await Restore();

            Projected = ProjectedStatements.Of(Database, Tables, await Neighbours.App.Store.ReadLog(Neighbours.Own, 0, 100_000, default));
            var known = File.ReadAllLines(Path.Combine(Sources.Root, "tests/Trepart.Store.Tests/Isolation/mutants.txt")).ToList();
            Mutants = [.. Seen.Union(Projected.All).Order(StringComparer.Ordinal).SelectMany(Predicates.Mutants).Where(m => !known.Exists(k => k.StartsWith(m.Told + ": ", StringComparison.Ordinal)))];
        }

        public async ValueTask DisposeAsync()
        {
            Sender?.Dispose();
            await Neighbours.DisposeAsync();
            await Line.DisposeAsync();
        }

        /// <summary>The steps one after the other, for as long as whoever looks wants more.</summary>
        public async Task Play(IReadOnlyList<Stride> walk, Func<int, Stride, Answer, IReadOnlyDictionary<string, string>, bool> look, bool isWatched = false)
        {
            foreach (var (number, step) in walk.Index())
            {
                var answer = isWatched ? await Watch(step.Name, () => Sender.Send(step.Who, step.Asking)) : await Sender.Send(step.Who, step.Asking);
                if (!look(number, step, answer, await Battery.Rows(Database, _kept)))
                    return;
            }
        }

        /// <summary>Until it is disposed of, these tables' policies hide nothing.</summary>
        public async Task<IAsyncDisposable> WithoutPolicies(IReadOnlyCollection<string> tables)
        {
            await Databases.Run(Database, string.Join(';', tables.Select(t => $"alter table {t} disable row level security")));
            return new Again(async () => await Databases.Run(Database, string.Join(';', tables.Select(t => $"alter table {t} enable row level security"))));
        }

        /// <summary>All tables as they were before the walk.</summary>
        public Task Restore() => Databases.Run(
            Database,
            $"set session_replication_role = replica; truncate {string.Join(", ", _kept)}; {string.Join(';', _kept.Select(t => $"insert into {t} select * from saved.{t}"))}");

        /// <summary>Each reading of personal data leaves a line for the next to find.</summary>
        public Task ForgetWhatWasRead() => Databases.Run(
            Database,
            """
            delete from access_log x where not exists (select from saved.access_log s where s.tenant_id = x.tenant_id and s.id = x.id);
            delete from mandate_openings x where not exists (select from saved.mandate_openings s where s.tenant_id = x.tenant_id and s.id = x.id)
            """);

        private async Task Save()
        {
            _kept = await Neighbours.TenantTables();
            await Databases.Run(Database, $"create schema saved; {string.Join(';', _kept.Select(t => $"create table saved.{t} as table {t}"))}");
        }

        private async Task<Answer> Watch(string check, Func<Task<Answer>> send)
        {
            var seen = _runs.TryGetValue(check, out var before) ? before : _runs[check] = [];
            Line.Rewrite = sql =>
            {
                lock (seen)
                    seen.Add(sql);
                return sql;
            };
            try
            {
                return await send();
            }
            finally
            {
                Line.Rewrite = sql => sql;
            }
        }

        private sealed class Again(Func<Task> back) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync() => await back();
        }
    }
}
