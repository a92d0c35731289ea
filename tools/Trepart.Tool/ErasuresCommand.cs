using System.CommandLine;
using Trepart.Store;
using Trepart.Web;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.People;
using Trepart.Web.SignIn;

namespace Trepart.Tool;

/// <summary>After a backup has been restored: what had been erased since it was taken is erased again.</summary>
public static class ErasuresCommand
{
    private static readonly Option<string?> Tenant = ChosenTenants.Option();

    public static Command Create()
    {
        var replay = new Command("replay", "Erases again, after a restore, what is on the list outside the database. Before anyone is let in; can be repeated.") { Tenant };
        replay.SetAction(Replay);
        return new Command("erasures", "The list of erased texts and persons that is kept outside the database.") { replay };
    }

    private static async Task<int> Replay(ParseResult parsed, CancellationToken ct)
    {
        var state = StateFolder.Of(parsed);
        var settings = state.Service;
        await using var databases = settings.Open(TimeProvider.System);
        var store = new EventStore(databases, EventJson.Format, TrepartHost.Projections, TimeProvider.System);
        var list = new ErasureList(new Witness(settings.WitnessFolder));
        var reader = new TenantReader(databases);
        var register = new Register(reader, databases);
        var people = new PersonEraser(
            store, register, list, new FingerprintKey(settings.FingerprintKey), new Identities(databases, reader), new Sessions(databases, settings, TimeProvider.System));

        // Municipalities first: what has come back of one that was deleted goes as a whole.
        foreach (var whole in list.All().Where(e => e.Whole is true && (parsed.GetValue(Tenant) is not { } one || one == e.Tenant)))
        {
            var tenant = new Tenant(whole.Tenant);
            var placement = await new Store.Directory(databases.Directory).PlacementOf(tenant, ct) ?? Placement.Default;
            if (await TenantDeleteCommand.Delete(tenant, state.OwnerOf(placement), state.OwnerOf(Placement.Default), whole.On, ct) is not 0 and var failed)
                return failed;
            if (parsed.GetValue(Tenant) is not null)
                return 0;
        }

        foreach (var tenant in await ChosenTenants.Of(databases, parsed.GetValue(Tenant), ct))
        {
            var (listed, again) = await new ErasureReplay(register, people, new TextEraser(store, list), list).Run(tenant, ct);
            Console.WriteLine($"{tenant.Id}: {listed} on the list, {again} had come back and are erased again.");
        }

        return 0;
    }
}
