using System.CommandLine;

namespace Trepart.Tool;

/// <summary>Prints a bearer token for the API, in a demo.</summary>
public static class TokenCommand
{
    private static readonly Option<string> Tenant = new("--tenant") { Description = "The municipality's id.", Required = true };
    private static readonly Option<string> Person = new("--person") { Description = "Name or id of one who has a seat today.", Required = true };

    public static Command Create()
    {
        var command = new Command("token", "Prints a bearer token for the API, for eight hours; only in a demo.") { Tenant, Person };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        await using var demo = await Demo.Open(StateFolder.Of(parsed), ct);
        var tenant = CommandLine.TenantOf(parsed.GetRequiredValue(Tenant));
        if (await demo.Directory.Find(tenant, demo.Today, ct) is null)
            throw new ToolException($"There is no municipality {tenant.Id}.");

        var asked = parsed.GetRequiredValue(Person).Trim();
        var found = (await demo.People.Of(tenant, demo.Today, ct))
            .Where(p => Guid.TryParse(asked, out var id) ? p.Id == id : p.Name.Equals(asked, StringComparison.OrdinalIgnoreCase)).ToList();
        var person = found switch
        {
            [var one] => one.Id,
            [] => throw new ToolException($"Nobody in {tenant.Id} with a seat today is called '{asked}'; see: trepart people."),
            _ => throw new ToolException($"Several in {tenant.Id} are called '{asked}'; give an id: {string.Join(", ", found.Select(p => p.Id))}."),
        };
        Console.WriteLine(demo.Key.Mint(tenant.Id, person, TimeProvider.System.GetUtcNow()));
        return 0;
    }
}
