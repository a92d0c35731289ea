using System.CommandLine;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Tool;

/// <summary>Reads each municipality's log from end to end, works everything out again, and compares it with the roots that were recorded.</summary>
public static class VerifyCommand
{
    private const int Named = 20;

    private static readonly Option<string?> Tenant = ChosenTenants.Option();

    public static Command Create()
    {
        var command = new Command("verify", "Reads each municipality's log and names every position that is not as it was written.") { Tenant };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var settings = StateFolder.Of(parsed).Service;
        await using var db = settings.Open(TimeProvider.System);
        var verification = new Verification(db, EventJson.Format, new Witness(settings.WitnessFolder));
        var code = 0;
        foreach (var tenant in await ChosenTenants.Of(db, parsed.GetValue(Tenant), ct))
        {
            var (faults, count) = (new List<Fault>(), 0);
            var verified = await verification.Verify(
                tenant,
                fault =>
                {
                    count++;
                    if (faults.Count < Named)
                        faults.Add(fault);
                },
                ct);
            Tell(tenant, verified, faults, count);
            code = count == 0 ? code : 1;
        }

        return code;
    }

    private static void Tell(Tenant tenant, Verified verified, List<Fault> faults, int count)
    {
        if (count == 0)
        {
            Console.WriteLine(
                $"{tenant.Id}: {verified.Events} events, all as they were written; {verified.Roots} recorded roots and {verified.Witnessed} kept outside the database agree; "
                + $"{verified.Texts} texts fit. The root is {verified.Root}.");
            return;
        }

        Console.WriteLine($"{tenant.Id}: {verified.Events} events, and {count} {(count == 1 ? "thing is" : "things are")} not as written:");
        foreach (var fault in faults)
            Console.WriteLine($"  {(fault.Position is { } position ? $"position {position}: " : "")}{fault.What}.");
        if (count > faults.Count)
            Console.WriteLine($"  and {count - faults.Count} more.");
    }
}
