using System.Text.Json.Nodes;

namespace Trepart.Web.Commands;

/// <summary>Turns a form into the same object that a JSON request would be, so that there is one reader for both.</summary>
public static class FormBody
{
    private static readonly string[] Technical = ["commandId", "version", "confirmed"];

    public static JsonObject Of(IFormCollection form, Act act, string forgeryField)
    {
        var body = new JsonObject();
        foreach (var (key, values) in form)
        {
            if (key == forgeryField || Technical.Contains(key))
                continue;

            var field = act.Fields.FirstOrDefault(f => f.Name == key.Split('.')[0]);
            switch (field?.Kind)
            {
                case FieldKind.Texts:
                    body[key] = new JsonArray([.. values.SelectMany(v => (v ?? "").Split('\n')).Select(l => l.Trim()).Where(l => l.Length > 0).Select(l => JsonValue.Create(l))]);
                    break;
                case FieldKind.Ids:
                    body[key] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
                    break;
                // A day may be chosen from a list, or written beside it.
                case FieldKind.Date when values.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v)) is { } day:
                    body[key] = day;
                    break;
                case FieldKind.Rows when key.Split('.') is [var name, var index, var inner] && int.TryParse(index, out var row) && row is >= 0 and < 50:
                    var rows = body[name] as JsonArray ?? [];
                    body[name] ??= rows;
                    while (rows.Count <= row)
                        rows.Add(new JsonObject());
                    ((JsonObject)rows[row]!)[inner] = values.ToString();
                    break;
                default:
                    if (!string.IsNullOrWhiteSpace(values.ToString()) || field is null)
                        body[key] = values.ToString();
                    break;
            }
        }

        return body;
    }
}
