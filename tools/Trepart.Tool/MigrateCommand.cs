using System.CommandLine;
using Trepart.Store;
using Trepart.Web;

namespace Trepart.Tool;

/// <summary>Brings the schema up to date.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Brings the database's schema up to date. Can be repeated.");
        command.SetAction(async (parsed, ct) =>
        {
            foreach (var (name, administrator) in StateFolder.Of(parsed).Operators)
            {
                var told = Told(await Migrate(administrator, StateFolder.DatabaseOf(administrator), ct));
                Console.WriteLine(name == Placement.Default ? told : $"{name}: {told}");
            }

            return 0;
        });
        return command;
    }

    public static Task<IReadOnlyList<string>> Migrate(string administrator, string database, CancellationToken ct) =>
        Installation.Migrate(administrator, database, [typeof(Installation).Assembly, typeof(TrepartHost).Assembly], ct);

    public static string Told(IReadOnlyList<string> run) => run is [] ? "the schema is up to date." : $"ran {string.Join(", ", run)}.";
}
