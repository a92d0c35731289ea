using System.CommandLine;
using System.Diagnostics;
using Npgsql;
using Trepart.Tool.Simulation;
using Trepart.Web;
using Trepart.Web.Commands;
using Trepart.Web.Import;

namespace Trepart.Tool;

/// <summary>Plays the working year of many groups into the store, or into a service that runs.</summary>
public static class SimulateCommand
{
    private static readonly Option<int> Tenants = Count("--tenants", "How many municipalities, 1 to 371; the first has a tenth of the groups.", 3, 371);
    private static readonly Option<int> Groups = Count("--groups", "How many working groups in all, 1 to 21000.", 20, 21_000);
    private static readonly Option<int> Days = Count("--days", "How many days, until today unless --from is given; 1 to 3660.", 90, 3660);
    private static readonly Option<int> Seed = Count("--seed", "Another number gives other days.", 1, int.MaxValue);
    private static readonly Option<DateOnly?> From = new("--from") { Description = "The first day. The same as before, with more days, goes on with what was simulated." };
    private static readonly Option<string?> Into = new("--into") { Description = "The address of a demo service on this machine; its API gets what the people do. Straight into the store unless given." };

    public static Command Create()
    {
        var command = new Command(
            "simulate",
            "Plays the working year of groups in made-up municipalities (sim-001, sim-002, …): workplaces, rules of play, meetings, inputs, matters, trials, actions. "
            + "The same again changes nothing. How long the largest takes stands in docs/performance.md.")
        {
            Tenants, Groups, Days, Seed, From, Into,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var state = StateFolder.Of(parsed);
        // It writes made-up people into municipalities of its own; where real ones are, it has nothing to do.
        await using var demo = await Demo.Open(state, ct);
        var (days, today) = (parsed.GetRequiredValue(Days), new Calendar(TimeProvider.System).Today);
        var from = parsed.GetValue(From) ?? today.AddDays(1 - days);
        var to = from.AddDays(days - 1);
        if (to > today)
            throw new ToolException($"{days} days from {from:yyyy-MM-dd} end after today.");
        var into = parsed.GetValue(Into) is { } address ? AddressOf(address) : null;

        var settings = state.Service;
        await using var app = settings.Open(TimeProvider.System);
        var importer = new Importer(app, placement => AgainAndAgain(state.OwnerOf(placement)), new FingerprintKey(settings.FingerprintKey), TimeProvider.System);
        using var service = into is null ? null : new RunningService(into, demo);
        var country = SimulatedCountry.Of(parsed.GetRequiredValue(Tenants), parsed.GetRequiredValue(Groups));
        var (watch, done, groups) = (Stopwatch.StartNew(), 0L, 0);
        await Parallel.ForEachAsync(country, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, async (one, stop) =>
        {
            for (var number = 1; number <= one.Groups; number++)
            {
                Interlocked.Add(ref done, await Play(new(one.Tenant.Id, number, parsed.GetRequiredValue(Seed), from, to), importer, service, today, stop));
                if (Interlocked.Increment(ref groups) % 100 == 0)
                    Console.WriteLine($"{groups} of {country.Sum(c => c.Groups)} groups");
            }
        });
        Console.WriteLine(
            $"{groups} groups in {country.Count} municipalities, {from:yyyy-MM-dd} to {to:yyyy-MM-dd}: {done} {(into is null ? "new events" : "commands sent")} in {watch.Elapsed.TotalSeconds:0} s ({done / watch.Elapsed.TotalSeconds:0} a second).");
        return 0;
    }

    private static async Task<int> Play(SimulatedGroup group, Importer importer, RunningService? service, DateOnly today, CancellationToken ct)
    {
        var (story, faults) = StoryReader.Read(group.Story(), today);
        if (story is null)
            throw new ToolException($"What was simulated cannot be read: {faults[0].Say(new(Written.Bokmål))}");

        // Arenas, seats and workplaces are the service's own work also where people's go by its API.
        var imported = await importer.Import(service is null ? story : story with { Commands = [.. story.Commands.Where(c => c.By is null)] }, ct);
        if (imported is Imported.Refused refused)
            throw new ToolException($"{story.Tenant.Id}: {refused.Fault.Say(new(Written.Bokmål))}");
        return service is null ? ((Imported.Done)imported).Events : await service.Send(story, ct);
    }

    // Thousands of groups are written with the same few statements: planned once for a connection, which is used again.
    private static string AgainAndAgain(string owner) =>
        new NpgsqlConnectionStringBuilder(owner) { Pooling = true, NoResetOnClose = true, MaxAutoPrepare = 200 }.ConnectionString;

    private static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { IsLoopback: true, Scheme: "http" or "https" }
            ? address
            : throw new ToolException($"'{text}' is not the address of a service on this machine.");

    private static Option<int> Count(string name, string description, int usual, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var n && (n < 1 || n > most))
                result.AddError($"{name} is 1 to {most}.");
        });
        return option;
    }
}
