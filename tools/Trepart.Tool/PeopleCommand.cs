using System.CommandLine;
using Trepart.Web;
using Trepart.Web.Boards;
using Trepart.Web.SignIn;

namespace Trepart.Tool;

/// <summary>Whom one can sign in as in a demo: for each group one person of each role.</summary>
public static class PeopleCommand
{
    private static readonly Language Text = new(Web.Written.Bokmål);

    public static Command Create()
    {
        var command = new Command("people", "Lists whom one can sign in as in a demo: in each group one of each role, and … where there are more.");
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        await using var demo = await Demo.Open(StateFolder.Of(parsed), ct);
        var municipalities = await demo.Directory.All(demo.Today, ct);
        if (municipalities is [])
            Console.WriteLine("There is no municipality yet.");
        foreach (var municipality in municipalities)
        {
            Console.WriteLine($"{municipality.Name} ({municipality.Tenant.Id})");
            Show(await demo.People.Of(municipality.Tenant, demo.Today, ct));
        }

        return 0;
    }

    private static void Show(IReadOnlyList<DemoPerson> people)
    {
        var arenas = people.SelectMany(p => p.Seats.Select(s => (p.Name, s.Seat, s.Arena))).GroupBy(p => p.Arena);
        foreach (var arena in arenas.OrderBy(a => a.Key.Kind is Domain.ArenaKind.SteeringGroup ? 0 : 1).ThenBy(a => a.Key.Workplace, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {NameOf(arena.Key)}");
            foreach (var role in arena.GroupBy(p => p.Seat.Role).OrderBy(r => r.Key))
                Console.WriteLine($"    {role.First().Name} – {Telling.SeatName(Text, role.First().Seat)}{(role.Count() > 1 ? " …" : "")}");
        }
    }

    private static string NameOf(ArenaInfo arena) => arena.Workplace is null ? arena.Name : $"{arena.Name}, {arena.Workplace}";
}
