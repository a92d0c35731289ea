using System.CommandLine;
using Trepart.Store;
using Trepart.Web;
using Trepart.Web.Commands;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Tool;

/// <summary>Invites a municipality's first coordinator. The link is printed once and kept nowhere.</summary>
public static class InviteCommand
{
    private static readonly Option<string> Tenant = new("--tenant") { Description = "The municipality's id.", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "The coordinator's name, as the municipality's register is to have it.", Required = true };

    private static readonly Option<string> Address = new("--address")
    {
        Description = "Where people reach the service, such as 'https://trepart.example'.",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };

    public static Command Create()
    {
        var command = new Command("invite", "Invites a municipality's first coordinator and prints the link, once. Only where nobody is coordinator yet.") { Tenant, Name, Address };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var name = parsed.GetRequiredValue(Name).Trim();
        if (name.Length is 0 or > 120 || name.Any(char.IsControl))
            throw new ToolException("--name is 1 to 120 characters.");
        if (!Uri.TryCreate(parsed.GetRequiredValue(Address), UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            throw new ToolException("--address is an address that begins with https:// or http://.");

        var settings = StateFolder.Of(parsed).Service;
        await using var databases = settings.Open(TimeProvider.System);
        var calendar = new Calendar(TimeProvider.System);
        var tenant = CommandLine.TenantOf(parsed.GetRequiredValue(Tenant));
        if (await new Store.Directory(databases.Directory).Find(tenant, calendar.Today, ct) is not { } municipality)
            throw new ToolException($"There is no municipality {tenant.Id}; make it first: trepart tenant create.");

        var reader = new TenantReader(databases);
        var store = new EventStore(databases, EventJson.Format, TrepartHost.Projections, TimeProvider.System);
        var coordinators = new FirstCoordinator(
            store, reader, new Invitations(databases, reader, new Identities(databases, reader)), new FingerprintKey(settings.FingerprintKey), calendar);
        string? code;
        try
        {
            code = await coordinators.Invite(tenant, name, ct);
        }
        catch (StreamMovedException)
        {
            throw new ToolException("Someone did the same meanwhile, and nothing is stored; try again.");
        }

        if (code is null)
            throw new ToolException($"{municipality.Name} has a coordinator, who invites the others. A coordinator who has not come in yet is invited again by the same name.");
        Console.WriteLine($"{address.ToString().TrimEnd('/')}{Invitations.AddressOf(tenant, code)}");
        Console.Error.WriteLine($"The link is for {name} alone, can be used once within {Invitations.Lasts.TotalDays:0} days, and is shown only now.");
        return 0;
    }
}
