using System.CommandLine;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web;
using Trepart.Web.Erasing;

namespace Trepart.Tool;

/// <summary>Deletes everything of a municipality.</summary>
public static class TenantDeleteCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The municipality." };
    private static readonly Option<string> Confirm = new("--confirm") { Description = "The same id once more.", HelpName = "id", Required = true };

    private static readonly Option<string?> Export = new("--export")
    {
        Description = "The folder of an export of it as it stands now; it is read through first.",
        HelpName = "folder",
    };

    private static readonly Option<bool> WithoutExport = new("--without-export") { Description = "Nobody is to have it." };

    public static Command Create()
    {
        var command = new Command(
            "delete", "Deletes everything of a municipality, for good. Can be ended and run again; its id is never given again, and a restored backup deletes it anew.")
        {
            Id, Confirm, Export, WithoutExport,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var tenant = CommandLine.TenantOf(parsed.GetRequiredValue(Id));
        if (parsed.GetRequiredValue(Confirm) != tenant.Id)
            throw new ToolException($"--confirm is to be {tenant.Id}, the municipality that is deleted.");

        var state = StateFolder.Of(parsed);
        var owner = state.OwnerOf(Placement.Default);
        await using var db = NpgsqlDataSource.Create(owner);
        var directory = new Store.Directory(db);
        if (await directory.PlacementOf(tenant, ct) is not { } placement)
            throw new ToolException($"There is no municipality {tenant.Id}.");
        var begun = await directory.DeletedOn(tenant, ct) is not null;
        if (!begun)
            await Check(parsed, tenant, state.OwnerOf(placement), ct);

        var today = new Calendar(TimeProvider.System).Today;
        var list = new ErasureList(new Witness(state.Service.WitnessFolder));
        if (!list.All().Any(e => e.Tenant == tenant.Id && e.Whole is true))
            await list.Add(new(tenant.Id, ErasureReason.NoLongerNeeded, Guid.CreateVersion7(), "", today, Whole: true), ct);
        return await Delete(tenant, state.OwnerOf(placement), owner, today, ct);
    }

    /// <summary>Also after a restore.</summary>
    public static async Task<int> Delete(Tenant tenant, string holder, string directory, DateOnly on, CancellationToken ct)
    {
        try
        {
            var rows = await new TenantDeletion(holder, directory).Run(
                tenant, on, Console.IsOutputRedirected ? null : (table, gone) => Console.WriteLine($"  {table}: {gone}"), ct);
            Console.WriteLine($"{tenant.Id} is deleted: {rows} rows now, and nothing of it is left but its id.");
            return 0;
        }
        catch (InvalidOperationException e)
        {
            return CommandLine.Fail(e.Message);
        }
    }

    private static async Task Check(ParseResult parsed, Tenant tenant, string holder, CancellationToken ct)
    {
        if (parsed.GetValue(WithoutExport))
            return;
        if (parsed.GetValue(Export) is not { } folder)
            throw new ToolException($"Give --export with the folder of an export of {tenant.Id}, or --without-export.");

        TenantManifest manifest;
        try
        {
            manifest = await TenantExport.Verify(folder, ct);
        }
        catch (ExportDamagedException e)
        {
            throw new ToolException(e.Message);
        }

        await using var db = NpgsqlDataSource.Create(holder);
        await using var head = db.CreateCommand("select position from tenant_heads where tenant_id = $1").With(tenant.Id);
        var position = (long?)await head.ExecuteScalarAsync(ct) ?? 0;
        if (manifest.Tenant != tenant.Id || manifest.Position != position)
            throw new ToolException($"{folder} is an export of {manifest.Tenant} up to position {manifest.Position}; {tenant.Id} is at {position}. Export it again.");
    }
}
