using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Seats;

namespace Trepart.Web;

/// <summary>An event in plain words.</summary>
/// <param name="Sentences">Who did what, and what follows; never empty.</param>
/// <param name="Quotes">What was written, as it was written.</param>
public sealed record Told(IReadOnlyList<string> Sentences, IReadOnlyList<Quote> Quotes);

/// <param name="Label">What kind of text it is; null where the sentence says it.</param>
/// <param name="Text">Null where the words have been erased.</param>
public sealed record Quote(string? Label, string? Text);

/// <summary>
/// Tells events in the user's language. The sentence is the text <c>story.{event}</c> with the event's own fields as gaps, and <c>{by}</c> for
/// the seat; a field that is there and has a text <c>story.{event}.{field}</c> adds a sentence; words that no sentence holds are quoted.
/// </summary>
/// <param name="seats">The seats that may be named.</param>
/// <param name="words">The words that are still there.</param>
public sealed class Telling(Language text, DateOnly today, KnownSeats seats, IReadOnlyDictionary<Guid, string> words)
{
    private IReadOnlyList<string?> _affected = [];

    public Told Tell(Recorded recorded)
    {
        var key = "story." + recorded.Type;
        var fields = recorded.Event.GetType().GetProperties().Where(p => p.Name != "EqualityContract").ToList();
        if (recorded.Event is TrialProposed proposed)
            _affected = [.. proposed.Affected.Select(TextOf)];

        var gaps = fields.ToDictionary(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name), p => Shown(p.GetValue(recorded.Event)));
        gaps["by"] = NameOfActor(recorded);
        gaps["on"] = text.Day(recorded.HappenedOn, today);

        var sentences = new List<string> { Filled(text[key], gaps) };
        var used = text[key];
        foreach (var field in fields.Where(f => IsThere(f.GetValue(recorded.Event))))
        {
            var more = $"{key}.{JsonNamingPolicy.CamelCase.ConvertName(field.Name)}";
            if (Texts.Has(more))
            {
                sentences.Add(Filled(text[more], gaps));
                used += text[more];
            }
        }

        return new Told(sentences, [.. fields.SelectMany(f => Quotes(recorded, f, used))]);
    }

    /// <summary>The seat that acted, and that it was a deputy where it was.</summary>
    public string NameOfActor(Recorded recorded) =>
        seats.IsDeputy(recorded.Actor) ? text.Say("seat.deputy", ("seat", SeatName(recorded.Seat))) : SeatName(recorded.Seat);

    /// <summary>"plasstillitsvalgt for Fagforbundet"; the service itself where nobody acted.</summary>
    public string SeatName(Guid? seat) =>
        seat is not { } id ? text["seat.service"] : seats.GetValueOrDefault(id) is { } info ? SeatName(text, info) : text["seat.unknown"];

    public static string SeatName(Language text, Holding holding) =>
        holding.IsDeputy ? text.Say("seat.deputy", ("seat", SeatName(text, holding.Seat))) : SeatName(text, holding.Seat);

    public static string SeatName(Language text, SeatInfo seat) =>
        text.Say($"seat.{seat.Role}", ("organisation", seat.Organisation)) + (seat.Number is { } number ? " " + text.Say("seat.number", ("n", number)) : "");

    public static string Upper(string sentence) =>
        sentence is [var first, .. var rest] ? char.ToUpper(first, CultureInfo.InvariantCulture) + rest : sentence;

    private static bool IsThere(object? value) => value switch
    {
        null or false => false,
        ICollection { Count: 0 } => false,
        Many<Guid> { Count: 0 } or Many<Words> { Count: 0 } or Many<string> { Count: 0 } => false,
        _ => true,
    };

    private static string Filled(string sentence, Dictionary<string, string> gaps)
    {
        foreach (var (gap, value) in gaps)
            sentence = sentence.Replace($"{{{gap}}}", value, StringComparison.Ordinal);
        return Upper(sentence);
    }

    private IEnumerable<Quote> Quotes(Recorded recorded, PropertyInfo field, string sentences)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(field.Name);
        if (sentences.Contains($"{{{name}}}", StringComparison.Ordinal))
            return [];

        return field.GetValue(recorded.Event) switch
        {
            Words one => [new Quote(Label(recorded.Type, name), TextOf(one))],
            Many<Words> { Count: > 0 } many => [new Quote(Label(recorded.Type, name), text.List(many.Select(w => TextOf(w) ?? text["words.erased"])))],
            Many<Finding> findings => findings.Select(f => new Quote($"{GroupName(f.Group)}: {text.Choice(f.Effect)}", TextOf(f.What))),
            _ => [],
        };
    }

    private string? Label(string type, string name) =>
        Texts.Has($"quote.{type}.{name}") ? NullIfEmpty(text[$"quote.{type}.{name}"]) : text[$"field.{name}"];

    private static string? NullIfEmpty(string value) => value.Length == 0 ? null : value;

    private string GroupName(int group) => _affected.ElementAtOrDefault(group - 1) ?? text.Say("group.number", ("n", group));

    private string? TextOf(Words reference) => words.GetValueOrDefault(reference.Id);

    private string Shown(object? value) => value switch
    {
        Words reference => TextOf(reference) ?? text["words.erased"],
        DateOnly date => text.Day(date, today),
        TimeOnly time => text.Hour(time),
        Many<Guid> ids => text.List(ids.Select(id => SeatName(id))),
        Many<InvolvedPart> parts => text.List(parts.Select(p => text.Choice(p))),
        Many<string> names => text.List(names),
        Many<HelperKind> helpers => Help.HelpRoutes.Kinds(text, helpers),
        Guid id => seats.ContainsKey(id) ? SeatName(id) : "",
        Enum choice => text.Choice(choice),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        null => "",
        _ => value.ToString() ?? "",
    };
}
