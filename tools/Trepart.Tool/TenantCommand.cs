using System.CommandLine;
using Npgsql;
using Trepart.Store;
using Trepart.Web;

namespace Trepart.Tool;

/// <summary>Makes a municipality without anything in it.</summary>
public static class TenantCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "Given once and never changed, such as 'steinkjer'." };
    private static readonly Option<string> Name = new("--name") { Description = "Such as 'Steinkjer kommune'.", Required = true };
    private static readonly Option<string?> Number = new("--number") { Description = "The municipality's number: four digits." };
    private static readonly Option<string?> OrganisationNumber = new("--organisation-number") { Description = "Nine digits." };
    private static readonly Option<string?> County = new("--county") { Description = "Such as 'Trøndelag'." };

    private static readonly Option<string> Written = new("--written")
    {
        Description = "The written language it has chosen.",
        DefaultValueFactory = _ => "nb",
    };

    private static readonly Option<string> In = new("--placement")
    {
        Description = "The name of the database that is to hold it.",
        DefaultValueFactory = _ => Placement.Default,
    };

    public static Command Create()
    {
        Written.AcceptOnlyFromAmong("nb", "nn");
        var create = new Command("create", "Makes an empty municipality. Can be repeated: what is there stays as it is.")
        {
            Id, Name, Number, OrganisationNumber, County, Written, In,
        };
        create.SetAction(Run);
        return new Command("tenant", "Municipalities.") { create, TenantExportCommand.Create(), TenantDeleteCommand.Create() };
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var tenant = CommandLine.TenantOf(parsed.GetRequiredValue(Id));
        var attributes = new Dictionary<string, string> { ["name"] = Checked(parsed, Name, n => n.Trim().Length is > 0 and <= 120, "1 to 120 characters")! };
        attributes["written_language"] = parsed.GetRequiredValue(Written);
        Add("number", Checked(parsed, Number, n => IsDigits(n, 4), "four digits"));
        Add("organisation_number", Checked(parsed, OrganisationNumber, n => IsDigits(n, 9), "nine digits"));
        Add("county", Checked(parsed, County, n => n.Trim().Length is > 0 and <= 120, "1 to 120 characters"));

        var state = StateFolder.Of(parsed);
        var placement = parsed.GetRequiredValue(In);
        await using var db = NpgsqlDataSource.Create(state.OwnerOf(Placement.Default));
        await using var holder = NpgsqlDataSource.Create(state.OwnerOf(placement));
        var directory = new Store.Directory(db);
        var today = new Calendar(TimeProvider.System).Today;
        if (await directory.DeletedOn(tenant, ct) is { } day)
            throw new ToolException($"{tenant.Id} was deleted on {day:yyyy-MM-dd}, and its id is not given again.");
        if (await directory.Find(tenant, today, ct) is { } there)
        {
            Console.WriteLine($"{tenant.Id} exists already, as {there.Name}; nothing is changed.");
            return 0;
        }

        await directory.Create(new(tenant, attributes, today, TimeProvider.System.GetUtcNow(), placement), holder, ct);
        Console.WriteLine($"{tenant.Id} is created, as {attributes["name"]}.");
        return 0;

        void Add(string attribute, string? value)
        {
            if (value is not null)
                attributes[attribute] = value;
        }
    }

    private static string? Checked<T>(ParseResult parsed, Option<T> option, Func<string, bool> isRight, string shape) =>
        parsed.GetValue(option) is not string value ? null
        : isRight(value) && !value.Any(char.IsControl) ? value.Trim()
        : throw new ToolException($"{option.Name} is {shape}.");

    private static bool IsDigits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);
}
