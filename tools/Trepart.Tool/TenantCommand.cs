using System.CommandLine;
using Npgsql;
using Trepart.Store;
using Trepart.Web;
using Trepart.Web.SignIn;

namespace Trepart.Tool;

/// <summary>Makes a municipality without anything in it, and says who may vouch for its people.</summary>
public static class TenantCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "Given once and never changed, such as 'steinkjer'." };
    private static readonly Argument<string> Authority = new("authority") { Description = "Such as '6f0e…', the tid of the municipality's Entra ID, or 'https://idporten.no'." };
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
        var letIn = new Command(
            "let-in", "Lets those in for whom an authority vouches: a directory's tid in Entra ID, or another provider's issuer. Can be repeated.") { Id, Authority };
        letIn.SetAction((parsed, ct) => Let(parsed, isIn: true, ct));
        var shutOut = new Command("shut-out", "Lets an authority in no longer: whoever is signed in with it is out at once. Bindings stay.") { Id, Authority };
        shutOut.SetAction((parsed, ct) => Let(parsed, isIn: false, ct));
        return new Command("tenant", "Municipalities.") { create, TenantRenumberCommand.Create(), letIn, shutOut, TenantExportCommand.Create(), TenantDeleteCommand.Create() };
    }

    private static async Task<int> Let(ParseResult parsed, bool isIn, CancellationToken ct)
    {
        var tenant = CommandLine.TenantOf(parsed.GetRequiredValue(Id));
        var authority = parsed.GetRequiredValue(Authority).Trim();
        if (Guid.TryParse(authority, out var tid))
            authority = tid.ToString(); // as tokens write it
        else if (!Provider.IsSafe(authority))
            throw new ToolException($"'{authority}' is neither a directory's id nor an issuer's https address.");

        await using var db = NpgsqlDataSource.Create(StateFolder.Of(parsed).OwnerOf(Placement.Default));
        if (await new Store.Directory(db).Find(tenant, new Calendar(TimeProvider.System).Today, ct) is null)
            throw new ToolException($"There is no municipality {tenant.Id}.");
        await using var batch = db.CreateBatch().Add(
            isIn
                ? "insert into tenant_authorities (tenant_id, authority) values ($1, $2) on conflict do nothing"
                : "delete from tenant_authorities where tenant_id = $1 and authority = $2",
            tenant.Id, authority);
        await batch.ExecuteNonQueryAsync(ct);
        Console.WriteLine(isIn ? $"{tenant.Id} lets {authority} in." : $"{tenant.Id} does not let {authority} in.");
        return 0;
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
        if (ReservedIds.Has(tenant))
            throw new ToolException($"{tenant.Id} is the beginning of the service's own addresses. Choose another id.");
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
