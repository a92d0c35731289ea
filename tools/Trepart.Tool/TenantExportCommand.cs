using System.CommandLine;
using Npgsql;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Tool;

/// <summary>Writes everything of a municipality to a folder that can be read without Trepart.</summary>
public static class TenantExportCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The municipality." };

    private static readonly Option<string> To = new("--to")
    {
        Description = "A folder that is new or empty. It will hold names and what people wrote: keep it as you keep the database.",
        HelpName = "folder",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("export", "Writes everything of a municipality: the log with its words and every table, as JSON lines with a manifest; then reads it back.") { Id, To };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var tenant = CommandLine.TenantOf(parsed.GetRequiredValue(Id));
        var state = StateFolder.Of(parsed);
        await using var db = NpgsqlDataSource.Create(state.OwnerOf(Placement.Default));
        var directory = new Store.Directory(db);
        if (await directory.PlacementOf(tenant, ct) is not { } placement || await directory.DeletedOn(tenant, ct) is not null)
            throw new ToolException($"There is no municipality {tenant.Id}.");

        var folder = Path.GetFullPath(parsed.GetRequiredValue(To));
        try
        {
            var manifest = await new TenantExport(EventJson.Format, TimeProvider.System).Write(
                tenant, state.OwnerOf(placement), placement == Placement.Default ? null : state.OwnerOf(Placement.Default), folder, ReadMe.Of(tenant), ct);
            Console.WriteLine(
                $"{tenant.Id}: {manifest.Position} events and {manifest.Files.Count - 1} tables are in {folder}, read back and found whole. The root is {manifest.Root}.");
            return 0;
        }
        catch (ExportDamagedException e)
        {
            throw new ToolException(e.Message);
        }
    }

    /// <summary>What stands beside an export.</summary>
    private static class ReadMe
    {
        public static string Of(Tenant tenant) =>
            $$"""
            Alt som Trepart har om kommunen «{{tenant.Id}}»
            ==========================================

            Mappa kan leses uten Trepart. Alt er tekst i UTF-8. Filene som ender på .jsonl, har ett JSON-objekt på hver linje.
            Her står navn på personer og det folk har skrevet: ta vare på den deretter.

            manifest.json    hvilke filer det er, hvor mange linjer hver har, og SHA-256 av hver. «position» og «root» gjelder loggen.
            log.jsonl        alt som har hendt, i rekkefølge. «type» er hva, «happenedOn» når, «seat» fra hvilken plass, «data» innholdet,
                             «words» det som ble skrevet (null der teksten er slettet).
            tables/          hver tabell i databasen, rad for rad, slik de sto i samme øyeblikk som loggen. De viktigste:
                             people (navn), holdings (hvem som har hatt en plass), seats, arenas (grupper), inputs (innspill), matters (saker),
                             trials (utprøvinger), words (tekstene), mt_events (loggen slik databasen har den), access_log (hvem som har sett hva).
            directory/       kommunens navn og nummer, der de står i en annen database. Ellers står de i tables/.

            Slik finner du fram: en linje i log.jsonl har «seat»; den samme id-en står i tables/seats.jsonl, og gruppa i tables/arenas.jsonl.
            Hvem som hadde plassen: «holding» i linja er «id» i tables/holdings.jsonl, og «person_id» der er «id» i tables/people.jsonl.

            Slik kan det kontrolleres:
              sha256sum tables/*.jsonl log.jsonl            skal gi det som står i manifest.json
              «leafHash» i hver linje av log.jsonl er SHA-256 av byten 00 fulgt av teksten i «leafText»;
              «root» er roten av Merkle-treet (RFC 6962) av dem i rekkefølge.
              Hver tekst: SHA-256 av «salt» (heksadesimalt) fulgt av teksten er «commitment» samme sted i «data».

            """;
    }
}
