using System.CommandLine;
using Npgsql;
using Trepart.Store;
using Trepart.Web;
using Trepart.Web.Commands;

namespace Trepart.Tool;

/// <summary>Reads each municipality's log from end to end and works every leaf hash out again.</summary>
public static class VerifyCommand
{
    private const int Page = 1000;

    private static readonly Option<string?> OneTenant = new("--tenant") { Description = "Only this municipality." };

    public static Command Create()
    {
        var command = new Command("verify", "Reads each municipality's log and tells the first position that is not as it was written.") { OneTenant };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        await using var db = StateFolder.Of(parsed).Service.Open(TimeProvider.System);
        var store = new EventStore(db, EventJson.Format, [], TimeProvider.System);
        var reader = new TenantReader(db);
        var code = 0;
        foreach (var tenant in await Tenants(db, parsed.GetValue(OneTenant), ct))
        {
            // Read before the log, which may grow meanwhile.
            var head = (await reader.Query(tenant, "select position from tenant_heads where tenant_id = $1", row => row.GetInt64(0), ct)).SingleOrDefault();
            var (count, wrong) = await Verify(store, tenant, ct);
            if (wrong is null && count < head)
                wrong = $"the log ends at position {count}, and should reach {head}";

            Console.WriteLine(wrong is null ? $"{tenant.Id}: {count} events, all as they were written." : $"{tenant.Id}: {wrong}; {count} events before it are as they were written.");
            code = wrong is null ? code : 1;
        }

        return code;
    }

    private static async Task<IReadOnlyList<Tenant>> Tenants(Placement db, string? one, CancellationToken ct)
    {
        var directory = new Store.Directory(db.Directory);
        var today = new Calendar(TimeProvider.System).Today;
        if (one is null)
            return [.. (await directory.All(today, ct)).Select(m => m.Tenant)];
        return await directory.Find(CommandLine.TenantOf(one), today, ct) is { } found
            ? [found.Tenant]
            : throw new ToolException($"There is no municipality {one}.");
    }

    private static async Task<(long Count, string? Wrong)> Verify(EventStore store, Tenant tenant, CancellationToken ct)
    {
        var (at, page) = (0L, Page);
        while (true)
        {
            IReadOnlyList<Recorded> events;
            try
            {
                events = await store.ReadLog(tenant, at, page, ct);
            }
            catch (LogCorruptException) when (page == 1)
            {
                return (at, $"position {at + 1} is missing");
            }
            catch (Exception e) when (e is not (NpgsqlException or OperationCanceledException) && page == 1)
            {
                return (at, $"position {at + 1} cannot be read");
            }
            catch (Exception e) when (e is not (NpgsqlException or OperationCanceledException))
            {
                // One by one from here on, to tell which it is.
                page = 1;
                continue;
            }

            foreach (var recorded in events)
            {
                if (!Leaf.HashOf(recorded).AsSpan().SequenceEqual(recorded.LeafHash))
                    return (at, $"position {at + 1} is not as it was written");
                at++;
            }

            if (events.Count < page)
                return (at, null);
        }
    }
}
