using System.CommandLine;
using Trepart.Store;
using Trepart.Web;
using Trepart.Web.Commands;

namespace Trepart.Tool;

/// <summary>Streams that an async projection could not go on with: told, and let go on.</summary>
public static class ParkedCommand
{
    private static readonly Option<string?> Tenant = ChosenTenants.Option();

    public static Command Create()
    {
        var list = new Command("list", "Lists them, with the event each stopped at and when it is tried again. Ends with 1 if there are any.") { Tenant };
        list.SetAction((parsed, ct) => With(parsed, List, ct));
        var release = new Command("release", "Has them tried again now, by the service's workers, instead of when their turn comes.") { Tenant };
        release.SetAction((parsed, ct) => With(parsed, Release, ct));
        return new Command("parked", "Streams that a projection could not go on with. The rest of the municipality goes on; nothing is skipped.") { list, release };
    }

    private static async Task<int> With(ParseResult parsed, Func<Projector, IReadOnlyList<Parked>, CancellationToken, Task<int>> act, CancellationToken ct)
    {
        await using var databases = StateFolder.Of(parsed).Service.Open(TimeProvider.System);
        var tenants = await ChosenTenants.Of(databases, parsed.GetValue(Tenant), ct);
        var projector = new Projector(databases, EventJson.Format, TrepartHost.AsyncProjections, TimeProvider.System);
        return await act(projector, [.. (await projector.AllParked(ct)).Where(p => tenants.Contains(p.Tenant))], ct);
    }

    private static Task<int> List(Projector projector, IReadOnlyList<Parked> parked, CancellationToken ct)
    {
        foreach (var one in parked)
        {
            Console.WriteLine(
                $"{one.Tenant.Id}: {one.Projection} stopped stream {one.Stream.StreamId} at position {one.Stream.Position}, {Leaf.Time(one.ParkedAt)}: {one.Stream.Error}; "
                + $"tried again {one.Tries} times, next {Leaf.Time(one.RetryAt)}");
        }

        if (parked is [])
            Console.WriteLine("Nothing is parked.");
        return Task.FromResult(parked is [] ? 0 : 1);
    }

    private static async Task<int> Release(Projector projector, IReadOnlyList<Parked> parked, CancellationToken ct)
    {
        foreach (var one in parked)
            await projector.Release(one, ct);
        Console.WriteLine($"{parked.Count} will be tried again at once; see: trepart parked list.");
        return 0;
    }
}
