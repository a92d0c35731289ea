using System.CommandLine;
using Npgsql;
using Trepart.Store;
using Trepart.Web.Country;

namespace Trepart.Tool;

/// <summary>The union's transition unit: the country's map, and who works there.</summary>
public static class UnitCommand
{
    private static readonly Argument<FileInfo> File = new("file") { Description = "JSON, one a line, such as tools/places/norway.jsonl." };
    private static readonly Option<string> Name = new("--name") { Description = "The person's name.", Required = true };
    private static readonly Option<string> Office = new("--office") { Description = "Such as 'rådgiver'.", Required = true };
    private static readonly Option<string?> Authority = new("--authority") { Description = "Who vouches: a directory's tid, or an issuer." };
    private static readonly Option<string?> Subject = new("--subject") { Description = "Who it is there: in Entra ID the oid." };
    private static readonly Argument<Guid> Id = new("id") { Description = "As 'unit people' shows it." };

    public static Command Create()
    {
        var map = new Command("map", "Brings in what happened to municipalities and counties: founded, renumbered, merged, split. Lines that are there already are passed by.") { File };
        map.SetAction((parsed, ct) => BringIn(parsed, PlaceImport.Run, "events", ct));
        var programmes = new Command("programmes", "Brings in programmes across municipalities and their gatherings, such as tools/places/programmes.jsonl. What is there already is passed by.") { File };
        programmes.SetAction((parsed, ct) => BringIn(parsed, ProgrammeImport.Run, "programmes and gatherings", ct));
        var add = new Command("add", "Lets someone in who works in the unit.") { Name, Office, Authority, Subject };
        add.SetAction(Add);
        var people = new Command("people", "Lists those who work in the unit.");
        people.SetAction(List);
        var erase = new Command("erase", "Erases someone, who is out at once.") { Id };
        erase.SetAction(Erase);
        return new Command("unit", "The union's transition unit.") { map, programmes, add, people, erase };
    }

    private static NpgsqlDataSource Open(ParseResult parsed) => NpgsqlDataSource.Create(StateFolder.Of(parsed).OwnerOf(Placement.Default));

    private static async Task<int> BringIn(ParseResult parsed, Func<NpgsqlDataSource, IEnumerable<string>, CancellationToken, Task<int>> run, string what, CancellationToken ct)
    {
        await using var db = Open(parsed);
        try
        {
            Console.WriteLine($"{await run(db, await System.IO.File.ReadAllLinesAsync(parsed.GetRequiredValue(File).FullName, ct), ct)} {what} are brought in.");
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            throw new ToolException(e.Message);
        }

        return 0;
    }

    private static async Task<int> Add(ParseResult parsed, CancellationToken ct)
    {
        var (name, office) = (parsed.GetRequiredValue(Name).Trim(), parsed.GetRequiredValue(Office).Trim());
        if (name.Length is 0 or > 120 || office.Length is 0 or > 120)
            throw new ToolException("--name and --office are 1 to 120 characters.");
        var (authority, subject) = (parsed.GetValue(Authority), parsed.GetValue(Subject));
        if (authority is null != subject is null)
            throw new ToolException("--authority and --subject go together.");
        await using var db = Open(parsed);
        await using var there = db.CreateCommand("select count(*) from unit.people where name = $1 and office = $2").With(name, office);
        if (subject is null && (long)(await there.ExecuteScalarAsync(ct))! > 0)
        {
            Console.WriteLine($"{name} is there already.");
            return 0;
        }

        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await using var batch = db.CreateBatch().Add("insert into unit.people (id, name, office) values ($1, $2, $3)", id, name, office);
        if (subject is not null)
            batch.Add("insert into unit.identities (authority, subject, person_id) values ($1, $2, $3)", authority, subject, id);
        await batch.ExecuteNonQueryAsync(ct);
        Console.WriteLine($"{name} is let in.");
        return 0;
    }

    private static async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var db = Open(parsed);
        await using var command = db.CreateCommand("select id, name, office from unit.people order by name, id");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            Console.WriteLine($"{reader.GetGuid(0)}  {reader.GetString(1)}, {reader.GetString(2)}");
        return 0;
    }

    private static async Task<int> Erase(ParseResult parsed, CancellationToken ct)
    {
        await using var db = Open(parsed);
        await using var command = db.CreateCommand("delete from unit.people where id = $1").With(parsed.GetRequiredValue(Id));
        return await command.ExecuteNonQueryAsync(ct) == 1 ? 0 : throw new ToolException("There is nobody with this id.");
    }
}
