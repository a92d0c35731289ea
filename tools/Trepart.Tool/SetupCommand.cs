using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Trepart.Store;

namespace Trepart.Tool;

/// <summary>Makes roles and database, brings the schema up to date and writes the configuration. Can be repeated; keys that are there are kept.</summary>
public static class SetupCommand
{
    private static readonly Option<string> Database = new("--database")
    {
        Description = "Npgsql connection string of one that may create roles and databases. Where it names a database other than 'postgres', that one is used.",
        HelpName = "connection string",
        Required = true,
    };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "The database's name.",
        DefaultValueFactory = _ => "trepart",
    };

    private static readonly Option<bool> Demo = new("--demo")
    {
        Description = "An installation for demonstration: a demo person may be chosen at sign-in, and demo tokens can be printed.",
    };

    private static readonly Option<string> As = new("--placement")
    {
        Description = "What the directory calls this database; a further one, for municipalities that are placed there, has a name of its own.",
        DefaultValueFactory = _ => Placement.Default,
    };

    public static Command Create()
    {
        var command = new Command("setup", "Creates roles, database and configuration. Can be repeated.") { Database, Name, As, Demo };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var server = Server(parsed.GetRequiredValue(Database));
        var name = server.Database is { Length: > 0 } given && given != "postgres" ? given : parsed.GetRequiredValue(Name);
        if (name.Any(char.IsControl) || Encoding.UTF8.GetByteCount(name) is 0 or > 63)
            throw new ToolException("A database's name is 1 to 63 bytes long.");

        // The database may not be there yet, so its roles are made from another one.
        server.Database = "postgres";
        var administrator = server.ConnectionString;
        var state = StateFolder.Of(parsed);
        var service = state.ServiceOrNew();
        var placement = parsed.GetRequiredValue(As);
        if (placement != Placement.Default && service["ConnectionStrings"] is null)
            throw new ToolException("The database with the directory of municipalities is set up first, without --placement.");
        var password = PasswordIn(service) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        state.Make();

        await Installation.Create(administrator, name, password, ct);
        var run = await MigrateCommand.Migrate(administrator, name, ct);
        var isDemo = parsed.GetValue(Demo);
        if (isDemo)
            await MarkAsDemo(administrator, name, ct);

        var settings = Section(service, "Trepart");
        if (placement == Placement.Default)
            Section(service, "ConnectionStrings")["Trepart"] = Installation.AsApp(administrator, name, password);
        else
            Section(settings, "Databases")[placement] = Installation.AsApp(administrator, name, password);
        settings["FingerprintKey"] ??= NewKey();
        if (isDemo)
            settings["DemoTokenKey"] ??= NewKey();
        settings["KeysFolder"] = state.KeysFolder;
        settings["WitnessFolder"] ??= state.WitnessFolder;
        new Witness(Text(settings["WitnessFolder"]) ?? state.WitnessFolder).Make();
        server.Database = name;
        var forOperator = state.ForOperatorOrNew();
        Section(forOperator, "ConnectionStrings")[placement == Placement.Default ? "Operator" : placement] = server.ConnectionString;
        state.Write(service, forOperator);

        Console.WriteLine($"The database {name} is set up{(isDemo ? " for demonstration" : "")}; {MigrateCommand.Told(run)}");
        return 0;
    }

    private static NpgsqlConnectionStringBuilder Server(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new ToolException($"--database is not an Npgsql connection string: {e.Message}");
        }
    }

    private static async Task MarkAsDemo(string administrator, string name, CancellationToken ct)
    {
        await using var db = NpgsqlDataSource.Create(Installation.AsOwner(administrator, name));
        await using var command = db.CreateCommand("insert into installation (purpose) values ('demo') on conflict do nothing");
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string? PasswordIn(JsonObject service) =>
        Text(service["ConnectionStrings"]?["Trepart"]) is { } connection ? Server(connection).Password : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Section(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject section)
            return section;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
