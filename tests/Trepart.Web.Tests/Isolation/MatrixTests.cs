using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Commands;

namespace Trepart.Web.Tests;

/// <summary>
/// Every endpoint × every kind of foreign id × every role: what belongs to a neighbour is answered, to the last byte, as what does not exist.
/// The endpoints are those of the running service, so that a new one is tried the day it is made.
/// </summary>
public sealed partial class MatrixTests(Neighbours neighbours, ITestOutputHelper output) : IClassFixture<Neighbours>
{
    private const int AtLeast = 5000;
    private const int AtOnce = 8;
    private const int Told = 60;

    /// <summary>What begins alike is told of once.</summary>
    private const int OfOneKind = 60;

    /// <summary>Every row of every table is read after so many endpoints.</summary>
    private const int LookedAtTogether = 8;

    /// <summary>Endpoints that show several municipalities by their nature, and why.</summary>
    private static readonly Dictionary<string, string> ShowsAll = new()
    {
        ["GET /logg-inn"] = "a demo lets one choose among the made-up people of all its municipalities",
        ["POST /{municipality}/svar"] = "says the name of the municipality in the address, which everyone may know, and is the same for every code that opens nothing",
    };

    /// <summary>Tables that one's own requests may add to by being answered, and why.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Grows = new Dictionary<string, string>
    {
        ["mandate_openings"] = "what an auditor opens is written down",
        ["access_log"] = "who reads what is about persons is written down",
        ["access_about"] = "whom it was about, too",
    };

    private readonly ConcurrentDictionary<string, Task<Answer>> _unknown = new();
    private readonly ConcurrentQueue<string> _red = new();

    [Fact]
    public void Every_value_that_an_endpoint_takes_is_known_to_the_matrix()
    {
        var unknown = new List<string>();
        var doors = Doors.Of(neighbours.App.Services.GetRequiredService<EndpointDataSource>().Endpoints, unknown);
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
        Assert.True(doors.Count > 90, $"{doors.Count} endpoints");
    }

    /// <summary>What is tried with fewer kinds of foreign ids than the rest is known by name.</summary>
    [Fact]
    public void What_cannot_be_judged_without_being_done_is_little() =>
        Assert.Equal(["call_stop", "choose_report_rhythm", "note_use_read", "start_exercise"], AllActs.ByName.Values.Where(Samples.IsNeverTurnedDown).Select(a => a.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_value_that_a_handler_reads_by_hand_is_known_to_the_matrix()
    {
        var read = Sources.Under("src/Trepart.Web", ".cs", ".razor")
            .SelectMany(f => ByHand().Matches(f.Text).Select(m => (f.Name, Value: m.Groups[1].Value))).ToList();
        Assert.True(read.Count > 5, $"{read.Count} were found");
        Assert.Empty(read.Where(r => !Doors.Knows(r.Value)).Select(r => $"{r.Name} reads '{r.Value}': add it to Doors.InQuery or Doors.InFields, and where it is read to Doors.ReadByHand"));
    }

    [GeneratedRegex(@"(?:\bQuery|\bquery|\bform)\[""(\w+)""\]")]
    private static partial Regex ByHand();

    [Fact]
    public async Task What_is_a_neighbours_is_answered_as_what_does_not_exist()
    {
        var doors = Doors.Of(neighbours.App.Services.GetRequiredService<EndpointDataSource>().Endpoints, []);
        var visitors = await Visitors.SignIn(neighbours.App);
        var matrix = await Matrix.Of(neighbours, visitors);
        using var sender = new Sender(neighbours.App.Address);
        var (cases, kinds) = (0, new SortedDictionary<string, int>(StringComparer.Ordinal));

        var (before, since) = (await AllRows(), new List<string>());
        foreach (var door in doors)
        {
            var answered = new ConcurrentBag<(string What, int Status)>();
            await Parallel.ForEachAsync(matrix.Of(door), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) =>
            {
                answered.Add((one.What, await Try(sender, one)));
                Interlocked.Increment(ref cases);
            });
            foreach (var (what, _) in answered)
                kinds[what] = kinds.GetValueOrDefault(what) + 1;

            // A rule that no seat gets past would hide that the id is never looked at.
            // Which of one's own seats one acts from is compared with those one has, and looked up nowhere.
            bool IsCompared(string what) => what == "Field seat" && door.Act is { FromSeat: not null };
            foreach (var kind in answered.Where(a => !a.What.StartsWith("session", StringComparison.Ordinal) && !IsCompared(a.What)).GroupBy(a => a.What).Where(k => k.All(a => a.Status is 302 or 400 or 401 or 403)))
                _red.Enqueue($"{door.Name}: {kind.Key}: nobody gets as far as the id ({string.Join(' ', kind.Select(a => a.Status).Distinct())})");
            await Look(sender, door, matrix, visitors);
            since.Add(door.Name);
            if (since.Count < LookedAtTogether && door != doors[^1])
                continue;
            var after = await AllRows();
            foreach (var (tenant, table) in Changed(before, after))
                _red.Enqueue($"{string.Join(" or ", since)}: {tenant} has other rows in {table} afterwards");
            (before, since) = (after, []);
        }

        // What is kept beside the database, too.
        var files = System.IO.Directory.GetFiles(neighbours.App.WitnessFolder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            if (Neighbours.AnyMark(await File.ReadAllTextAsync(file)) is { } mark)
                _red.Enqueue($"a municipality's text in {Path.GetFileName(file)}: {mark}");
        }

        foreach (var line in neighbours.App.Logged.Select(Neighbours.AnyMark).OfType<string>().Take(3))
            _red.Enqueue($"a municipality's text in the log: {line}");
        output.WriteLine($"{cases} cases at {doors.Count} endpoints: {string.Join(", ", kinds.Select(k => $"{k.Key} {k.Value}"))}");
        Assert.True(_red.IsEmpty, $"{_red.Count} of {cases}:\n{string.Join('\n', _red.DistinctBy(r => r[..Math.Min(r.Length, OfOneKind)]).Take(Told))}");
        Assert.True(cases >= AtLeast, $"{cases} cases");
    }

    private async Task<int> Try(Sender sender, Attempt one)
    {
        var foreign = await sender.Send(one.Foreign.Who, one.Foreign.Asking);
        var unknown = await _unknown.GetOrAdd($"{one.Unknown.Who} {one.Unknown.Asking}", _ => sender.Send(one.Unknown.Who, one.Unknown.Asking));
        var (was, should) = (
            Sender.Masked(foreign.All, [.. one.Named.Select(n => (n.Foreign, "§named"))]), Sender.Masked(unknown.All, [.. one.Named.Select(n => (n.Unknown, "§named"))]));
        if (was != should)
            Red(one, Difference(should, was));
        var isExpected = one.Expected switch
        {
            Expected.Hidden => foreign.Status is 404 or 403,
            Expected.NotFound => foreign.Status is 404,
            Expected.SignIn => foreign.Status is 401 or 302,
            Expected.Away => foreign.Status is 401 or 302 or 404,
            _ => foreign.Status is not 400 and < 500,
        };
        if (!isExpected)
            Red(one, $"{foreign.Status} {Short(foreign.Body)}");
        if (!ShowsAll.ContainsKey(one.Door.Name) && Neighbours.ForeignMark(foreign.All, one.Foreign.Who.Tenant) is { } mark)
            Red(one, $"a neighbour's text: {mark}");

        // A form that is done goes on to a page that says so, and one that is nobody's to signing in.
        return foreign.Status is 302 && foreign.Headers.Contains("?gjort=", StringComparison.Ordinal) ? 200 : foreign.Status;
    }

    /// <summary>The endpoint as it is meant to be used, as each role: it works for somebody, and shows nobody a neighbour's texts.</summary>
    private async Task Look(Sender sender, Door door, Matrix matrix, Visitors visitors)
    {
        if (door.IsPost)
            return;
        var works = false;
        foreach (var who in visitors.AllOfOwn)
        {
            var answer = await sender.Send(who, matrix.Plain(door));
            works |= answer.Status is 200 || (!door.IsMunicipal && answer.Status is 302 or 404);

            // What a code opens, it opens for one who is nobody yet.
            if (!ShowsAll.ContainsKey(door.Name) && Neighbours.ForeignMark(answer.All, door.IsMunicipal ? who.Tenant : Neighbours.Own) is { } mark)
                _red.Enqueue($"{door.Name} as {who}: a neighbour's text: {mark}");
            if (answer.Status >= 500)
                _red.Enqueue($"{door.Name} as {who}: {answer.Status}");
        }

        if (!works)
            _red.Enqueue($"{door.Name}: nobody can open it, so that the matrix shows nothing");
    }

    private void Red(Attempt one, string why) => _red.Enqueue($"{one.Door.Name} as {one.Foreign.Who}: {one.What}: {why}\n    {one.Foreign.Asking}");

    /// <summary>The first line that differs.</summary>
    private static string Difference(string should, string was)
    {
        var (there, here) = (should.Split('\n'), was.Split('\n'));
        for (var i = 0; i < Math.Max(there.Length, here.Length); i++)
        {
            var (a, b) = (there.ElementAtOrDefault(i) ?? "", here.ElementAtOrDefault(i) ?? "");
            if (a != b)
                return $"«{Short(b)}», and «{Short(a)}» for one that does not exist";
        }

        return "";
    }

    private static string Short(string text) => text.Trim() is { Length: > 160 } t ? t[..160] + "…" : text.Trim();

    private async Task<Dictionary<Tenant, IReadOnlyDictionary<string, string>>> AllRows()
    {
        var all = new Dictionary<Tenant, IReadOnlyDictionary<string, string>>();
        foreach (var tenant in Neighbours.All)
            all[tenant] = await neighbours.Rows(tenant);
        return all;
    }

    private static IEnumerable<(string Tenant, string Table)> Changed(
        Dictionary<Tenant, IReadOnlyDictionary<string, string>> before, Dictionary<Tenant, IReadOnlyDictionary<string, string>> after) =>
        from tenant in before.Keys
        from table in before[tenant].Keys
        where before[tenant][table] != after[tenant][table] && !(tenant == Neighbours.Own && Grows.ContainsKey(table))
        select (tenant.Id, table);
}
