using System.CommandLine;
using Trepart.Store;
using Trepart.Web;
using Trepart.Web.Commands;

namespace Trepart.Tool;

/// <summary>Makes a projection's rows again from the log, municipality by municipality, while the service runs.</summary>
public static class RebuildCommand
{
    private static readonly Argument<string> Name = new("projection") { Description = $"The name of its table: {string.Join(", ", Rebuild("").Names)}." };
    private static readonly Option<string?> Tenant = ChosenTenants.Option();

    public static Command Create()
    {
        var command = new Command(
            "rebuild", "Makes a table again from the log, one municipality at a time. The old rows serve until the new ones are there; it can be ended and run again.")
        {
            Name, Tenant,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var name = parsed.GetRequiredValue(Name);
        if (!Rebuild("").Names.Contains(name))
            throw new ToolException($"There is no projection {name}; there are {string.Join(", ", Rebuild("").Names)}.");

        var state = StateFolder.Of(parsed);
        await using var databases = state.Service.Open(TimeProvider.System);
        var tenants = await ChosenTenants.Of(databases, parsed.GetValue(Tenant), ct);
        var code = 0;
        foreach (var (index, tenant) in tenants.Index())
        {
            var progress = new ProgressLine($"{index + 1} of {tenants.Count}: {tenant.Id}");
            try
            {
                var owner = state.OwnerOf(await databases.NameOf(tenant, ct));
                progress.End($"{await Rebuild(owner).Run(name, tenant, progress, ct)} events");
            }
            catch (Exception e) when (e is RebuildException or LogCorruptException)
            {
                // The others are rebuilt all the same; this one goes on with the rows it has.
                progress.End("not rebuilt");
                code = CommandLine.Fail(e.Message);
            }
        }

        return code;
    }

    private static Rebuild Rebuild(string owner) => new(owner, EventJson.Format, TrepartHost.Projections, TrepartHost.AsyncProjections, TimeProvider.System);

    /// <summary>One line that counts up on a terminal; in a file only its end.</summary>
    private sealed class ProgressLine(string what) : IProgress<long>
    {
        public void Report(long value)
        {
            if (!Console.IsOutputRedirected)
                Console.Write($"\r{what}: {value} events");
        }

        public void End(string result) => Console.WriteLine($"{(Console.IsOutputRedirected ? "" : "\r")}{what}: {result}");
    }
}
