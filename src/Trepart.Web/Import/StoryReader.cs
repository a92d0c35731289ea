using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Country;
using Trepart.Web.Meetings;
using Trepart.Web.Seats;
using Trepart.Web.StaffMeetings;

namespace Trepart.Web.Import;

/// <summary>
/// Reads a file in the format of tools/stories/README.md, and says everything that is wrong with it at once. Each line is read by the same
/// reader as a form or a request; the file's own names stand for ids, and what a line names must have been made by an earlier one.
/// </summary>
public sealed partial class StoryReader
{
    private readonly Dictionary<string, Named> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Line, string? Name)> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, Guid> _persons = [];
    private readonly Dictionary<string, int> _repeats = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, int> _answers = [];
    private readonly List<StoryFault> _faults = [];
    private readonly HashSet<(int Line, string Field)> _told = [];
    private readonly DateOnly _today;
    private DateOnly _latest;
    private int _firstLost = int.MaxValue;
    private Tenant? _tenant;

    private StoryReader(DateOnly today) => _today = today;

    private enum WrittenLanguage
    {
        Nb,
        Nn,
    }

    /// <param name="file">The file's bytes.</param>
    /// <param name="today">No line may be from a later day.</param>
    /// <returns>The story, or what is wrong with it, in the order of the lines.</returns>
    public static (Story? Story, IReadOnlyList<StoryFault> Faults) Read(ReadOnlySpan<byte> file, DateOnly today)
    {
        var reader = new StoryReader(today);
        var lines = StoryLines.Of(file, reader._faults);
        return reader.ReadAll(lines) is { } story && reader._faults.Count == 0 ? (story, []) : (null, [.. reader._faults.OrderBy(f => f.Line)]);
    }

    private Story? ReadAll(IReadOnlyList<StoryLine> lines)
    {
        if (lines.Count == 0)
            return null;
        if (_faults is [var lost, ..])
            _firstLost = lost.Line;
        var isFirst = TextOf(lines[0], "do") == "create_municipality";
        if (!isFirst && lines[0].Number < _firstLost)
            Fault(lines[0], "do", "import.municipality-first");

        var municipality = isFirst ? ReadMunicipality(lines[0]) : null;
        var from = _latest;
        var commands = lines.Skip(isFirst ? 1 : 0).Select(ReadCommand).OfType<StoryCommand>().ToList();
        return municipality is null || _tenant is null ? null : new(lines[0].Number, _tenant, from, municipality, commands, _persons);
    }

    private Dictionary<string, string>? ReadMunicipality(StoryLine line)
    {
        ReadDay(line);
        var reader = new CommandReader(_ => null);
        var read = reader.Read(typeof(CreateMunicipality), line.Fields, ["do", "at"]);
        AddFaults(line, reader.Errors);
        if (read is not CreateMunicipality c)
            return null;

        _tenant = Tenant.TryParse(c.Tenant);
        if (_tenant is null)
            _faults.Add(new(line.Number, "tenant", "import.not-a-tenant"));
        else if (ReservedIds.Has(_tenant))
            _faults.Add(new(line.Number, "tenant", "import.reserved-tenant"));
        var attributes = new Dictionary<string, string> { ["name"] = c.Name, ["written_language"] = c.Written is WrittenLanguage.Nn ? "nn" : "nb" };
        foreach (var (attribute, value) in new[] { ("number", c.Number), ("organisation_number", c.OrganisationNumber), ("county", c.County) })
        {
            if (value is not null)
                attributes[attribute] = value;
        }

        return attributes;
    }

    private StoryCommand? ReadCommand(StoryLine line)
    {
        var name = TextOf(line, "do");
        // A story tells what happened; what is to be erased is left out of it.
        if (name is null || !(AllActs.ByName.TryGetValue(name, out var act) || (act = SharingActs.All.FirstOrDefault(a => a.Name == name)) is not null) || act.Erases is not null)
        {
            var key = name switch { null => "error.required", "create_municipality" => "import.municipality-only-first", _ => "import.no-such-act" };
            Fault(line, "do", key, ("name", name));
            _firstLost = Math.Min(_firstLost, line.Number);
            return null;
        }

        // Read before any name is made: an id begins with the day. What is made stands also where the rest of the line is wrong,
        // so that one fault does not draw others after it.
        var on = ReadDay(line);
        var within = act.Creates && act.Kind != Kind.Arena ? Find(line, "arena", "arena") : null;
        var stream = act.Kind == Kind.Sharing ? OfMunicipality(line, act, within) : act.Creates ? Make(line, act.Kind.Name, act.Kind.Name, on, within) : Find(line, act.Kind.Name, act.Kind.Name);
        var takes = act.Made is { } made && (made.Required || line.Fields[made.Name] is not null) ? ReadTaker(line, made.Name, on, stream) : null;
        // What keeps seats is done by the service where nobody is named.
        var by = act.Right is Right.KeepSeats && line.Fields["by"] is null ? null : Find(line, "by", "holding");

        var reader = new CommandReader(text => _names.GetValueOrDefault(text)?.Id, stream is null ? null : TextIds(act, on, stream));
        var command = reader.Read(act.Command, line.Fields, Technical(act));
        CheckNames(line, act, stream?.Arena);
        MakeMore(line, act, command, stream);
        AddFaults(line, reader.Errors);
        if (command is null || stream is null || _tenant is null || _faults.Count > 0)
            return null;

        var bare = WithoutTexts(line, act);
        var repeat = _repeats[bare] = _repeats.GetValueOrDefault(bare) + 1;
        return new StoryCommand(
            line.Number, StableId.Of(on, "command", _tenant.Id, bare, $"{repeat}"), act, stream.Id, stream.Arena!.Id, on,
            by is null ? null : new Actor(by.Name, by.Id, by.Within!.Id, by.Arena!.Id), command, reader.Pen.Written, line.Fields, takes);
    }

    // What the municipality shares is one stream, whose id is known.
    private Named? OfMunicipality(StoryLine line, Act act, Named? within) =>
        within is null || _tenant is null ? null : new(act.Kind.Name, act.Kind.Name, SharingBook.StreamOf(_tenant), line.Number, within);

    // A command's id stays in the log when a text is erased, and must not give the text away to one who guesses: it is made of the rest of the line.
    private static string WithoutTexts(StoryLine line, Act act)
    {
        var rest = line.Fields.DeepClone().AsObject();
        rest.Remove("name");
        foreach (var field in CommandShape.Of(act.Command).Where(f => f.Kind is FieldKind.Text or FieldKind.Texts or FieldKind.Rows))
            rest.Remove(field.Name);
        return CanonicalJson.Of(rest.ToJsonString());
    }

    private static IReadOnlyCollection<string> Technical(Act act) =>
    [
        "do", "at", "by", act.Kind.Name,
        .. act.Creates ? new[] { "arena" } : [],
        .. act.Made is not null ? new[] { "person", "name" } : [],
    ];

    private DateOnly ReadDay(StoryLine line)
    {
        var reader = new CommandReader(_ => null);
        if (reader.ReadDate(line.Fields, "at") is not { } on)
        {
            AddFaults(line, reader.Errors);
            Fault(line, "at", "error.required");
            return _latest;
        }

        if (on > _today)
            Fault(line, "at", "error.in-future");
        else if (on < _latest)
            Fault(line, "at", "import.not-in-order");
        else
            _latest = on;
        return on;
    }

    private Taker? ReadTaker(StoryLine line, string made, DateOnly on, Named? seat)
    {
        var holding = Make(line, made, "holding", on, seat);
        if (NameIn(line, "person") is not { } alias)
            return null;

        var reader = new CommandReader(_ => null);
        var name = (reader.Read(typeof(Person), new JsonObject { ["name"] = line.Fields["name"]?.DeepClone() }, []) as Person)?.Name;
        var isNew = !_people.TryGetValue(alias, out var known);
        if (isNew)
            Make(line, "person", "person", on, null);
        if (isNew || reader.Errors is not [{ Code: "required" }])
            AddFaults(line, reader.Errors);
        if (isNew)
            _people[alias] = (line.Number, name);
        else if (name is not null && known.Name is not null && name != known.Name)
            Fault(line, "name", "import.other-name", ("line", known.Line));

        if (holding is null || _names.GetValueOrDefault(alias) is not { Kind: "person" } person)
            return null;
        _persons[holding.Id] = person.Id;
        return new Taker(person.Id, isNew ? name : null, holding.Id);
    }

    // What a line begins beside what it names: the meetings of a series by their days, and the answers of a staff meeting by their numbers.
    private void MakeMore(StoryLine line, Act act, object? command, Named? stream)
    {
        if (command is null || stream is null)
        {
            if (act == MeetingActs.PlanSeries || act == StaffMeetingActs.TypeAnswers)
                _firstLost = Math.Min(_firstLost, line.Number);
            return;
        }

        foreach (var (kind, id, one) in act.Begins(command, stream.Id))
        {
            if (one is PlanMeeting meeting)
                Make(line, act.Kind.Name, new Named($"{stream.Name}-{meeting.Day:yyyy-MM-dd}", kind.Name, id, line.Number, stream.Arena));
        }

        foreach (var answer in command is TypeAnswers typed ? typed.Answers : [])
        {
            var number = _answers[stream.Id] = _answers.GetValueOrDefault(stream.Id) + 1;
            Make(line, act.Kind.Name, new Named($"{stream.Name}-{number}", "answer", answer.Id, line.Number, stream));
        }
    }

    // An answer is pointed at by a later line, so it must have the same id when the file has grown and is read again. Made of where it stands and
    // never of what it says: an id stays when a text is erased, and must not give it away.
    private Func<Guid>? TextIds(Act act, DateOnly on, Named stream)
    {
        if (act != StaffMeetingActs.TypeAnswers)
            return null;
        var number = _answers.GetValueOrDefault(stream.Id);
        return () => StableId.Of(on, "answer", _tenant?.Id ?? "", stream.Name, $"{++number}");
    }

    // That what the fields name is of the right kind and in the same arena: the reader only knows whether a name is known.
    private void CheckNames(StoryLine line, Act act, Named? arena)
    {
        foreach (var field in CommandShape.Of(act.Command).Where(f => f.Kind is FieldKind.Id or FieldKind.Ids && !f.IsMade))
        {
            var value = line.Fields[field.Name];
            var names = value is JsonArray list ? list.Index().Select(i => (Value: i.Item, Path: $"{field.Name}/{i.Index}")) : [(value, field.Name)];
            foreach (var (item, path) in names)
            {
                if (item is JsonValue text && text.TryGetValue<string>(out var name) && !string.IsNullOrWhiteSpace(name)
                    && Find(line, path, name, KindOf(field)) is { } found && !field.IsArena && !field.IsWorkplace && !field.IsFromAnywhere && arena is not null && found.Arena != arena)
                {
                    Fault(line, path, "import.other-arena", ("name", name));
                }
            }
        }
    }

    private static string KindOf(Field field) => field switch
    {
        { IsSeat: true } => "seat",
        { IsArena: true } => "arena",
        { IsWorkplace: true } => "workplace",
        { Kind: FieldKind.Ids } => field.Name[..^1], // "matters"
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name), // "politicalDecision"
    };

    private Named? Make(StoryLine line, string field, string kind, DateOnly on, Named? within)
    {
        if (NameIn(line, field) is not { } name)
            return null;
        if (!Shape().IsMatch(name))
        {
            Fault(line, field, "import.not-a-name");
            return null;
        }

        return Make(line, field, new Named(name, kind, StableId.Of(on, kind, _tenant?.Id ?? "", name), line.Number, within));
    }

    private Named? Make(StoryLine line, string field, Named made)
    {
        if (_names.TryAdd(made.Name, made))
            return made;
        Fault(line, field, "import.name-taken", ("name", made.Name), ("line", _names[made.Name].Line));
        return null;
    }

    private Named? Find(StoryLine line, string field, string kind) => NameIn(line, field) is { } name ? Find(line, field, name, kind) : null;

    private Named? Find(StoryLine line, string field, string name, string kind)
    {
        if (_names.TryGetValue(name, out var found) && found.Kind == kind)
            return found;
        if (found is not null)
            Fault(line, field, "import.name-of-other", ("name", name), ("line", found.Line));
        else if (line.Number < _firstLost)
            Fault(line, field, "import.name-unknown", ("name", name));
        else
            _told.Add((line.Number, field)); // A line that could not be read may have made it.
        return null;
    }

    private string? NameIn(StoryLine line, string field)
    {
        if (TextOf(line, field) is { Length: > 0 } name)
            return name;
        Fault(line, field, line.Fields[field] is null ? "error.required" : "import.not-a-name");
        return null;
    }

    private static string? TextOf(StoryLine line, string field) =>
        line.Fields[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private void AddFaults(StoryLine line, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
            Fault(line, error.Field, "error." + error.Code, ("max", error.Max is { } max ? Language.Number(max) : null));
    }

    // The first thing that is wrong with a field is told; what comes after it follows from it.
    private void Fault(StoryLine line, string field, string key, params IReadOnlyList<(string Gap, object? Value)> gaps)
    {
        if (_told.Add((line.Number, field)))
            _faults.Add(new(line.Number, field, key, gaps));
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,79}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    private sealed record CreateMunicipality(
        string Tenant, string Name, WrittenLanguage Written, string? Number = null, string? OrganisationNumber = null, string? County = null);

    private sealed record Person(string Name);

    /// <summary>Something that a line has made, by the name that the file gives it.</summary>
    /// <param name="Within">The arena of a seat, an input, a matter and the like; the seat of a holding; the staff meeting of an answer; otherwise null.</param>
    private sealed record Named(string Name, string Kind, Guid Id, int Line, Named? Within)
    {
        public Named? Arena => Kind == "arena" ? this : Within?.Arena;
    }
}
