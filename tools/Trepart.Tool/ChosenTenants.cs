using System.CommandLine;
using Trepart.Store;
using Trepart.Web;

namespace Trepart.Tool;

/// <summary>The municipalities that a command is about: all, or the one that is named.</summary>
public static class ChosenTenants
{
    public static Option<string?> Option() => new("--tenant") { Description = "Only this municipality." };

    /// <exception cref="ToolException">There is no such municipality.</exception>
    public static async Task<IReadOnlyList<Tenant>> Of(Placement databases, string? one, CancellationToken ct)
    {
        var directory = new Store.Directory(databases.Directory);
        var today = new Calendar(TimeProvider.System).Today;
        if (one is null)
            return [.. (await directory.All(today, ct)).Select(m => m.Tenant)];
        return await directory.Find(CommandLine.TenantOf(one), today, ct) is { } found
            ? [found.Tenant]
            : throw new ToolException($"There is no municipality {one}.");
    }
}
