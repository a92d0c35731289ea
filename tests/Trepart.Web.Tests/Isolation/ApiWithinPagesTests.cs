using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;

namespace Trepart.Web.Tests;

/// <summary>No role reaches by the API what it cannot by the pages: neither a text, nor who did something, nor a command.</summary>
public sealed partial class ApiWithinPagesTests(Neighbours neighbours, ITestOutputHelper output) : IClassFixture<Neighbours>
{
    private const int AtOnce = 6;

    private IReadOnlyList<Door> AllDoors => Doors.Of(neighbours.App.Services.GetRequiredService<EndpointDataSource>().Endpoints, []);

    [Fact]
    public async Task What_a_role_is_shown_by_the_api_it_is_shown_by_some_page()
    {
        var things = await Addresses.Things(neighbours.App.Database);
        using var sender = new Sender(neighbours.App.Address);
        var (red, shown, asked) = (new List<string>(), 0, 0);
        foreach (var role in Enum.GetValues<SeatRole>())
        {
            var who = await Visitors.One(neighbours.App, Neighbours.Own, Neighbours.Person(role), $"{role}");
            var pages = await All(AllDoors.Where(d => d is { IsApi: false, IsPost: false, IsMunicipal: true }));
            var api = await All(AllDoors.Where(d => d is { IsApi: true, IsPost: false, IsMunicipal: true }));
            shown += api.Count;
            foreach (var (mark, address) in api.Where(a => !pages.ContainsKey(a.Key)))
                red.Add($"{role} is shown {mark} at {address}, and on no page");

            async Task<IReadOnlyDictionary<string, string>> All(IEnumerable<Door> doors)
            {
                var found = new ConcurrentDictionary<string, string>();
                await Parallel.ForEachAsync(doors.SelectMany(d => Addresses.Of(d, things)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (address, ct) =>
                {
                    // A list goes on at its next page, as whoever reads it would.
                    for (var next = address; next is not null;)
                    {
                        var answer = await sender.Send(who, new("GET", next, []), ct);
                        Interlocked.Increment(ref asked);
                        Assert.True(answer.Status is 200 or 403 or 404 || IsLedOn(answer), $"{role} at {next}: {answer.Status} {string.Join('\n', neighbours.App.Logged.Where(l => l.Contains("xception", StringComparison.Ordinal)).TakeLast(2))}");
                        if (answer.Status == 200)
                        {
                            foreach (Match mark in Shown().Matches(answer.Body))
                                found.TryAdd(mark.Value, next);
                            foreach (var holding in things[Thing.Holding].Where(h => answer.Body.Contains(h, StringComparison.Ordinal)))
                                found.TryAdd($"the holding {holding}", next);
                        }

                        next = answer.Status == 200 && Next().Match(answer.Body) is { Success: true } more && more.Groups[1].Value != next ? WebUtility.HtmlDecode(more.Groups[1].Value).Replace("\\u0026", "&", StringComparison.Ordinal) : null;
                    }
                });
                return found;
            }
        }

        output.WriteLine($"{shown} things shown by the API to {Enum.GetValues<SeatRole>().Length} roles, {asked} requests");
        Assert.True(shown > 500, $"{shown} things were shown: too few to show anything");
        Assert.True(red.Count == 0, string.Join('\n', red.Take(30)));
    }

    [Fact]
    public async Task A_role_may_send_by_the_api_what_it_may_send_by_a_form_and_nothing_more()
    {
        var doors = AllDoors.Where(d => d is { IsPost: true, Act: { } act } && !Samples.IsNeverTurnedDown(act)).ToList();
        var visitors = await Visitors.SignIn(neighbours.App);
        var matrix = await Matrix.Of(neighbours, visitors);
        using var sender = new Sender(neighbours.App.Address);
        var before = await neighbours.Rows(Neighbours.Own);
        var (red, statuses) = (new List<string>(), new List<int>());

        // Seeded, so that a failure is the same again: who, what and where, in another group too.
        var random = new Random(4);
        foreach (var pair in doors.GroupBy(d => d.Act!).OrderBy(_ => random.Next()))
        {
            if (pair.Where(d => !d.IsApi).ToList() is not [var form] || pair.Where(d => d.IsApi).ToList() is not [var api])
            {
                red.Add($"{pair.Key.Name} is not one form and one of the API: {string.Join(", ", pair.Select(d => d.Name))}");
                continue;
            }

            foreach (var who in visitors.AllOfOwn.OrderBy(_ => random.Next()))
            {
                foreach (var things in random.Next(2) == 0 ? new[] { Own, Other } : [Own])
                {
                    var page = await sender.Send(who, matrix.NotCarriedOut(form, things));
                    var json = await sender.Send(who, matrix.NotCarriedOut(api, things));
                    statuses.Add(json.Status);
                    var should = json.Status is 401 ? "sign in" : json.Status is 200 or 201 ? "done" : $"{json.Status}";
                    if (Said(page) is var was && was != should)
                        red.Add($"{pair.Key.Name} as {who}: {was} by the form, {should} by the API");
                }
            }
        }

        output.WriteLine(string.Join(", ", statuses.CountBy(s => s).OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}")));
        Assert.True(red.Count == 0, string.Join('\n', red.Take(30)));
        Assert.Superset(new HashSet<int> { 401, 403, 409, 412 }, statuses.ToHashSet());
        Assert.Equal(WithoutGrowing(before), WithoutGrowing(await neighbours.Rows(Neighbours.Own)));

        static Dictionary<string, string> WithoutGrowing(IReadOnlyDictionary<string, string> rows) => rows.Where(r => !MatrixTests.Grows.ContainsKey(r.Key)).ToDictionary();
    }

    /// <summary>From a page about another kind of group to that group's own; nothing is shown on the way.</summary>
    private static bool IsLedOn(Answer answer) => answer.Status is 302 && !answer.Headers.Contains("/logg-inn", StringComparison.Ordinal);

    /// <summary>A form that is done, and one of nobody's, both go on to another page: which, says what it was.</summary>
    private static string Said(Answer page) => page.Status is not 302 ? $"{page.Status}" : page.Headers.Contains("?gjort=", StringComparison.Ordinal) ? "done" : page.Headers.Contains("/logg-inn", StringComparison.Ordinal) ? "sign in" : "302";

    /// <summary>Things of the group where those who may much have their seats.</summary>
    private static readonly Dictionary<Thing, string> Own = [];

    /// <summary>Things of another group of the same municipality.</summary>
    private static readonly Dictionary<Thing, string> Other = new()
    {
        [Thing.Arena] = Neighbours.Id("arena", "samarbeidsgruppa").ToString(),
        [Thing.Matter] = Neighbours.Id("matter", "ro-ved-maten").ToString(),
        [Thing.Input] = Neighbours.Id("input", "stoy-ved-maten").ToString(),
    };

    [GeneratedRegex(@"Qvask\d{4}")]
    private static partial Regex Shown();

    /// <summary>The next page of a list, as the API and the trail's page say it.</summary>
    [GeneratedRegex(@"(?:""next"":""|href="")(/[^""]*(?:before|for)=\d+[^""]*)""")]
    private static partial Regex Next();
}
