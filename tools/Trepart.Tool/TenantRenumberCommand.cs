using System.CommandLine;
using System.Globalization;
using Npgsql;
using Trepart.Store;

namespace Trepart.Tool;

/// <summary>Gives a municipality another number, name or county from a day on. Its id, its log and what was before stay as they are.</summary>
public static class TenantRenumberCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The municipality's id." };
    private static readonly Option<string> From = new("--on") { Description = "The first day, such as 2024-01-01.", Required = true };
    private static readonly Option<string?> Number = new("--number") { Description = "Four digits." };
    private static readonly Option<string?> Name = new("--name") { Description = "Where the name is another." };
    private static readonly Option<string?> County = new("--county") { Description = "Where the county is another." };

    public static Command Create()
    {
        var command = new Command("renumber", "Gives a municipality another number, name or county from a day on. Can be repeated.") { Id, From, Number, Name, County };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var tenant = CommandLine.TenantOf(parsed.GetRequiredValue(Id));
        if (!DateOnly.TryParseExact(parsed.GetRequiredValue(From), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on))
            throw new ToolException("--on is a day, such as 2024-01-01.");
        if (parsed.GetValue(Number) is { } number && !(number.Length == 4 && number.All(char.IsAsciiDigit)))
            throw new ToolException("--number is four digits.");

        await using var db = NpgsqlDataSource.Create(StateFolder.Of(parsed).OwnerOf(Placement.Default));
        if (await new Store.Directory(db).Find(tenant, new Web.Calendar(TimeProvider.System).Today, ct) is null)
            throw new ToolException($"There is no municipality {tenant.Id}.");
        await using var batch = db.CreateBatch();
        foreach (var (attribute, value) in new[] { ("number", parsed.GetValue(Number)), ("name", parsed.GetValue(Name)), ("county", parsed.GetValue(County)) })
        {
            if (value is null)
                continue;
            if (value.Trim().Length is 0 or > 120 || value.Any(char.IsControl))
                throw new ToolException($"--{attribute} is 1 to 120 characters.");
            batch.Add(
                """
                insert into tenant_attributes (tenant_id, attribute, valid_from, value) values ($1, $2, $3, $4)
                on conflict (tenant_id, attribute, valid_from) do update set value = excluded.value
                """,
                tenant.Id, attribute, on, value.Trim());
        }

        if (batch.BatchCommands.Count == 0)
            throw new ToolException("Say what is to be another: --number, --name or --county.");
        await batch.ExecuteNonQueryAsync(ct);
        Console.WriteLine($"{tenant.Id} is changed from {on:yyyy-MM-dd}.");
        return 0;
    }
}
