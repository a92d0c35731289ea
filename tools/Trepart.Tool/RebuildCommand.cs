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

    private static readonly Option<int> AtATime = new("--at-a-time")
    {
        Description = "How many municipalities are rebuilt side by side.",
        DefaultValueFactory = _ => 2,
    };

    public static Command Create()
    {
        var command = new Command(
            "rebuild", "Makes a table again from the log, one municipality at a time. The old rows serve until the new ones are there; it can be ended and run again.")
        {
            Name, Tenant, AtATime,
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
        var (code, done) = (0, 0);
        await Parallel.ForEachAsync(tenants, new ParallelOptions { MaxDegreeOfParallelism = parsed.GetRequiredValue(AtATime), CancellationToken = ct }, async (tenant, stop) =>
        {
            var progress = new Counter(tenant.Id, tenants.Count == 1);
            try
            {
                var owner = state.OwnerOf(await databases.NameOf(tenant, stop));
                var events = await Rebuild(owner).Run(name, tenant, progress, stop);
                progress.End($"{Interlocked.Increment(ref done)} of {tenants.Count}: {tenant.Id}: {events} events");
            }
            catch (Exception e) when (e is RebuildException or LogCorruptException)
            {
                // The others are rebuilt all the same; this one goes on with the rows it has.
                progress.End($"{Interlocked.Increment(ref done)} of {tenants.Count}: {tenant.Id}: not rebuilt");
                code = CommandLine.Fail(e.Message);
            }
        });
        return code;
    }

    private static Rebuild Rebuild(string owner) => new(owner, EventJson.Format, TrepartHost.Projections, TrepartHost.AsyncProjections, TimeProvider.System);

    /// <summary>A line for each municipality; where there is only one, and someone is looking, it counts up.</summary>
    private sealed class Counter(string what, bool isAlone) : IProgress<long>
    {
        private readonly bool _counts = isAlone && !Console.IsOutputRedirected;

        public void Report(long value)
        {
            if (_counts)
                Console.Write($"\r{what}: {value} events");
        }

        public void End(string result) => Console.WriteLine((_counts ? "\r" : "") + result);
    }
}
