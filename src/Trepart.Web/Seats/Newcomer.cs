using System.Text.Json.Nodes;
using Npgsql;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Seats;

/// <summary>Who gets a seat, as it is asked for: someone whom the register knows, or a new person by name. Goes to the register and never into an event.</summary>
public sealed record Newcomer(Guid? Person, string? Name)
{
    private static readonly string[] Names = ["person", "name"];

    /// <summary>What stands in a form in the place of the holding that is made.</summary>
    public static IEnumerable<Field> FieldsFor(Field made) => CommandShape.Of(typeof(Newcomer)).Select(f => f with { IsOneOfTwo = made.Required });

    /// <summary>Takes the newcomer out of what was sent, and puts the new holding's id in her place.</summary>
    /// <returns>What is left for the command; who takes the seat, null where nobody is named; and what is wrong with it.</returns>
    public static (JsonObject Command, Taker? Taker, IReadOnlyList<FieldError> Errors) TakeFrom(Act act, JsonObject body)
    {
        if (act.Made is not { } made)
            return (body, null, []);

        var reader = new CommandReader(text => Guid.TryParse(text, out var id) ? id : null);
        var command = new JsonObject(body.Where(f => !Names.Contains(f.Key)).Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
        var newcomer = reader.Read(typeof(Newcomer), new JsonObject(Names.Select(n => KeyValuePair.Create(n, body[n]?.DeepClone()))), []) as Newcomer;
        List<FieldError> errors = [.. reader.Errors];
        if (body.ContainsKey(made.Name))
            errors.Add(new(made.Name, "unknown-field"));

        Taker? taker = newcomer switch
        {
            { Person: { } person, Name: null } => new(person, null, Guid.CreateVersion7()),
            { Person: null, Name: { } name } => new(Guid.CreateVersion7(), name, Guid.CreateVersion7()),
            _ => null,
        };
        if (newcomer is { Person: not null, Name: not null } || (newcomer is { Person: null, Name: null } && made.Required))
            errors.Add(new("name", "person-or-name"));
        if (taker is not null || made.Required)
            command[made.Name] = (taker?.Holding ?? Guid.Empty).ToString();
        return (command, taker, errors);
    }
}

/// <summary>A person who takes a seat, for the register.</summary>
/// <param name="Name">Null where the register knows her.</param>
public sealed record Taker(Guid Person, string? Name, Guid Holding)
{
    public void AddTo(NpgsqlBatch batch, Tenant tenant)
    {
        if (Name is not null)
            batch.Add("insert into people (tenant_id, id, name) values ($1, $2, $3)", tenant.Id, Person, Name);
        batch.Add("insert into holdings (tenant_id, id, person_id) values ($1, $2, $3)", tenant.Id, Holding, Person);
    }
}
