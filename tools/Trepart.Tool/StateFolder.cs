using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Trepart.Store;
using Trepart.Web;

namespace Trepart.Tool;

/// <summary>
/// What set-up leaves for the others: service.json, which the service reads and which holds its keys, and operator.json, which it never sees.
/// Both are closed to everyone but their owner.
/// </summary>
public sealed class StateFolder(string path)
{
    public static readonly Option<string> Option = new("--state")
    {
        Description = "The folder with the installation's configuration; TREPART_STATE or .trepart unless given.",
        HelpName = "folder",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TREPART_STATE") is { Length: > 0 } state ? state : ".trepart",
    };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string _path = Path.GetFullPath(path);

    public string KeysFolder => Path.Combine(_path, "keys");

    public string WitnessFolder => Path.Combine(_path, "witness");

    private string ServiceFile => Path.Combine(_path, "service.json");

    private string OperatorFile => Path.Combine(_path, "operator.json");

    public static StateFolder Of(ParseResult parsed) => new(parsed.GetRequiredValue(Option));

    /// <exception cref="ToolException">There is no configuration, or it cannot be read.</exception>
    public Settings Service
    {
        get
        {
            try
            {
                return Settings.From(Read(ServiceFile));
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException)
            {
                throw new ToolException($"{ServiceFile} cannot be used: {e.Message}");
            }
        }
    }

    /// <summary>Every database by its name, with the administrator's connection string.</summary>
    /// <exception cref="ToolException">There is no configuration, or it cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Operators =>
        Read(OperatorFile).GetSection("ConnectionStrings").GetChildren().ToDictionary(d => d.Key == "Operator" ? Placement.Default : d.Key, d => d.Value ?? "");

    /// <summary>Connection string that works as the owner of the database with this name.</summary>
    /// <exception cref="ToolException">It is not configured.</exception>
    public string OwnerOf(string placement) => Installation.AsOwner(OperatorOf(placement), DatabaseOf(OperatorOf(placement)));

    public static string DatabaseOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Database!;

    private string OperatorOf(string placement) =>
        Operators.GetValueOrDefault(placement) ?? throw new ToolException($"{OperatorFile} has no connection string for the database '{placement}'.");

    /// <summary>The configuration as it lies there, to be added to; empty before the first set-up.</summary>
    public JsonObject ServiceOrNew() => ReadOrNew(ServiceFile);

    /// <summary>The same for what the service never sees.</summary>
    public JsonObject ForOperatorOrNew() => ReadOrNew(OperatorFile);

    private static JsonObject ReadOrNew(string file)
    {
        try
        {
            return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? [] : [];
        }
        catch (JsonException e)
        {
            throw new ToolException($"{file} is not JSON: {e.Message}");
        }
    }

    public void Write(JsonObject service, JsonObject forOperator)
    {
        MakeFolder(KeysFolder);
        Write(ServiceFile, service);
        Write(OperatorFile, forOperator);
    }

    /// <summary>The folder, closed to others if it is new.</summary>
    public void Make() => MakeFolder(_path);

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(folder);
        else
            System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // Written beside and moved into place: whoever reads it sees the old file or the new one, and nobody else can read either.
    private static void Write(string file, JsonObject content)
    {
        var beside = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(beside, options))
        {
            JsonSerializer.Serialize(stream, content, Indented);
            stream.Write("\n"u8);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }

    private static IConfigurationRoot Read(string file)
    {
        if (!File.Exists(file))
            throw new ToolException($"{file} is missing; set up first: trepart setup.");
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file).Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new ToolException($"{file} cannot be read: {e.Message}");
        }
    }
}
