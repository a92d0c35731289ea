using System.Text.Json.Nodes;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;

namespace Trepart.Web.Auditing;

/// <summary>Who the auditor is: someone in the register, or someone new to it. The event holds only the id of the holding.</summary>
public sealed class Granting(Register register)
{
    private sealed record Named(string Name);

    public async Task<Asked> Prepare(Visit visit, Asked asked, CancellationToken ct)
    {
        // Made by us and the same at every try: the command's own id, since no other holding has it.
        asked.Body["holding"] = asked.CommandId.ToString();
        var errors = new List<FieldError>();
        Guid? known = null;
        string? name = null;
        if (asked.Body["person"] is JsonValue chosen && chosen.TryGetValue<string>(out var text) && text.Length > 0)
        {
            if (Guid.TryParseExact(text, "D", out var id) && await register.Get(visit.Tenant, id, ct) is not null)
                known = id;
            else
                errors.Add(new("person", "not-an-id"));
        }
        else if (asked.Body["person"] is not null and not JsonValue)
        {
            errors.Add(new("person", "not-an-id"));
        }
        else
        {
            var reader = new CommandReader(_ => null);
            name = (reader.Read(typeof(Named), new JsonObject { ["name"] = asked.Body["name"]?.DeepClone() }, []) as Named)?.Name;
            errors.AddRange(reader.Errors);
        }

        var (tenant, holding, person) = (visit.Tenant.Id, asked.CommandId, known ?? Guid.CreateVersion7());
        return asked with
        {
            Errors = errors,
            Beside = batch =>
            {
                if (name is not null)
                    batch.Add("insert into people (tenant_id, id, name) values ($1, $2, $3)", tenant, person, name);
                batch.Add("insert into holdings (tenant_id, id, person_id) values ($1, $2, $3)", tenant, holding, person);
            },
        };
    }
}
