using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trepart.Domain;

namespace Trepart.Web.Commands;

/// <summary>A field that could not be read, and why, as a code with a sentence in the texts.</summary>
/// <param name="Field">The field's name; for a row, <c>findings/0/what</c>.</param>
/// <param name="Max">The longest text, where that is what is wrong.</param>
public sealed record FieldError(string Field, string Code, int? Max = null);

/// <summary>Turns what was sent into a command, or says everything that is wrong with it at once. Judges nothing: rules are in Decide.</summary>
/// <param name="idOf">Ids as they come, or the local names of an imported file. Null where it names nothing.</param>
/// <param name="newText">The ids of its texts, one after the other; null where any new ones will do.</param>
public sealed class CommandReader(Func<string, Guid?> idOf, Func<Guid>? newText = null)
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>The texts that the command refers to, to be kept beside the log.</summary>
    public Pen Pen { get; } = new(newText ?? Guid.CreateVersion7);

    /// <returns>Null where <see cref="Errors"/> says why.</returns>
    public object? Read(Type command, JsonObject body, IReadOnlyCollection<string> alsoKnown)
    {
        var fields = CommandShape.Of(command);
        foreach (var (name, _) in body)
        {
            if (!fields.Any(f => f.Name == name) && !alsoKnown.Contains(name))
                _errors.Add(new(name, "unknown-field"));
        }

        var values = fields.Select(f => Value(f, body[f.Name], f.Name)).ToArray();
        return _errors.Count > 0 ? null : command.GetConstructors()[0].Invoke(values);
    }

    /// <summary>A date that may be left out.</summary>
    public DateOnly? ReadDate(JsonObject body, string name) => (DateOnly?)Date(body[name], name);

    private object? Value(Field field, JsonNode? value, string path)
    {
        if (IsAbsent(value))
        {
            if (field.Required)
                _errors.Add(new(path, "required"));
            return field.Kind switch
            {
                FieldKind.Texts => HoldsNames(field) ? new Many<string>() : new Many<Words>(),
                FieldKind.Ids => new Many<Guid>(),
                FieldKind.Rows => new Many<Finding>(),
                FieldKind.Flag => field.Parameter.HasDefaultValue && (bool)field.Parameter.DefaultValue!,
                _ => null,
            };
        }

        return field.Kind switch
        {
            FieldKind.Text when field.Parameter.ParameterType == typeof(string) => Text(value, field, path),
            FieldKind.Text => Text(value, field, path) is { } text ? Pen.Write(text) : null,
            FieldKind.Texts when HoldsNames(field) => new Many<string>([.. Items(value, path).Select(i => Text(i.Value, field, i.Path)).OfType<string>().Distinct()]),
            FieldKind.Texts => new Many<Words>([.. Items(value, path).Select(i => Text(i.Value, field, i.Path)).OfType<string>().Select(Pen.Write)]),
            FieldKind.Date => Date(value, path),
            FieldKind.Time => Time(value, path),
            FieldKind.Choice => Choice(value, field.Choice!, path),
            FieldKind.Flag => Flag(value, path),
            FieldKind.Number => Number(value, path),
            FieldKind.Id => Id(value, path),
            FieldKind.Ids => new Many<Guid>([.. Items(value, path).Select(i => Id(i.Value, i.Path)).OfType<Guid>().Distinct()]),
            FieldKind.Rows => Rows(value, field, path),
            _ => throw new NotSupportedException(field.Kind.ToString()),
        };
    }

    // What stands in the event itself, such as the names of unions.
    private static bool HoldsNames(Field field) => field.Parameter.ParameterType == typeof(Many<string>);

    private static bool IsAbsent(JsonNode? value) =>
        value is null || (value is JsonValue v && v.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text));

    private Many<Finding> Rows(JsonNode? value, Field field, string path)
    {
        var rows = new List<Finding>();
        foreach (var (row, rowPath) in Items(value, path))
        {
            if (row is not JsonObject fields)
            {
                _errors.Add(new(rowPath, "not-an-object"));
                continue;
            }

            foreach (var (name, _) in fields.Where(f => !field.RowFields.Any(r => r.Name == f.Key)))
                _errors.Add(new($"{rowPath}/{name}", "unknown-field"));
            var before = _errors.Count;
            var values = field.RowFields.Select(f => Value(f, fields[f.Name], $"{rowPath}/{f.Name}")).ToArray();
            if (_errors.Count == before)
                rows.Add((Finding)field.Choice!.GetConstructors()[0].Invoke(values));
        }

        return [.. rows];
    }

    private IEnumerable<(JsonNode? Value, string Path)> Items(JsonNode? value, string path)
    {
        if (value is JsonArray { Count: <= 50 } list)
            return [.. list.Index().Where(i => !IsAbsent(i.Item)).Select(i => (i.Item, $"{path}/{i.Index}"))];
        _errors.Add(new(path, value is JsonArray ? "too-many" : "not-a-list"));
        return [];
    }

    private string? Text(JsonNode? value, Field field, string path)
    {
        if (value is not JsonValue v || !v.TryGetValue<string>(out var raw))
            return Error<string>(path, "not-text");
        if (!IsWellFormed(raw))
            return Error<string>(path, "unreadable-characters");

        var text = raw.ReplaceLineEndings("\n").Trim().Normalize(NormalizationForm.FormC);
        if (field.OneLine && text.Contains('\n', StringComparison.Ordinal))
            return Error<string>(path, "one-line");
        if (field.IsAddress && !IsSafeAddress(text))
            return Error<string>(path, "not-https");
        if (text.Length <= field.Max)
            return text;

        _errors.Add(new(path, "too-long", field.Max));
        return null;
    }

    // PostgreSQL keeps neither U+0000 nor half of a surrogate pair; other control characters are never meant, and U+FFFD stands where a form had
    // bytes that are not UTF-8: what was written there is lost.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\n' or '\r' or '\t')) || text[i] == '\uFFFD')
                return false;
        }

        return true;
    }

    /// <summary>Leads to another system over https, and carries no name or password.</summary>
    private static bool IsSafeAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
        && uri.Host.Contains('.', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace);

    private object? Date(JsonNode? value, string path)
    {
        if (IsAbsent(value))
            return null;
        return value is JsonValue v && v.TryGetValue<string>(out var text)
            && DateOnly.TryParseExact(text.Trim(), ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1990 and <= 2199
            ? date
            : Error<object>(path, "not-a-date");
    }

    private object? Time(JsonNode? value, string path) =>
        value is JsonValue v && v.TryGetValue<string>(out var text)
        && TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "HH.mm", "H:mm", "H.mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : Error<object>(path, "not-a-time");

    private object? Choice(JsonNode? value, Type choice, string path)
    {
        if (value is JsonValue v && v.TryGetValue<string>(out var text))
        {
            foreach (Enum one in Enum.GetValues(choice))
            {
                if (one.Camel() == text)
                    return one;
            }
        }

        return Error<object>(path, "not-a-choice");
    }

    private object Flag(JsonNode? value, string path) => value is JsonValue v && v.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when v.GetValue<string>() is "true" or "on" => true,
        JsonValueKind.String when v.GetValue<string>() is "false" => false,
        _ => Error<object>(path, "not-true-or-false") is not null,
    };

    private object? Number(JsonNode? value, string path)
    {
        var number = 0;
        var isNumber = value is JsonValue v && v.GetValueKind() switch
        {
            JsonValueKind.Number => v.TryGetValue(out number),
            JsonValueKind.String => int.TryParse(v.GetValue<string>(), NumberStyles.None, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        return isNumber ? number : Error<object>(path, "not-a-number");
    }

    private object? Id(JsonNode? value, string path) =>
        value is JsonValue v && v.TryGetValue<string>(out var text) && idOf(text) is { } id ? id : Error<object>(path, "not-an-id");

    private T? Error<T>(string path, string code)
        where T : class
    {
        _errors.Add(new(path, code));
        return null;
    }
}

/// <summary>Puts texts beside the log and gives the references that events hold.</summary>
public sealed class Pen(Func<Guid> newId)
{
    private readonly List<Store.WrittenWords> _written = [];

    public IReadOnlyList<Store.WrittenWords> Written => _written;

    public Words Write(string text)
    {
        var salt = Store.Commitment.NewSalt();
        var words = new Words(newId(), Store.Commitment.To(text, salt));
        _written.Add(new(words.Id, text, salt));
        return words;
    }
}
