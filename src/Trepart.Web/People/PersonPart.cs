using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.People;

/// <summary>The one whose data are put together, and where to look.</summary>
public sealed record Subject(
    Tenant Tenant, RegisteredPerson Person, DateOnly Today, TenantReader Reader, EventStore Store, Arenas Arenas, Placement Databases)
{
    /// <summary>It is herself who asks.</summary>
    public bool IsOwn { get; init; }

    public Guid[] Holdings => [.. Person.Seats.Select(s => s.Holding)];

    /// <summary>The groups where what she did can stand; null where a seat of hers reaches the whole municipality.</summary>
    public Guid[]? Reach =>
        Person.Seats.Any(s => Rights.Of(s.Seat).Any(Rights.Acts)) ? null : [.. Person.Seats.Select(s => s.Seat.Arena).Distinct()];
}

/// <summary>What an area of the service keeps about a person: one part of everything that she can ask for.</summary>
/// <param name="Name">Stable: the member in JSON; the page has the texts <c>me.part.{name}</c> and <c>me.part.{name}.none</c>.</param>
/// <param name="Tables">The tables that it tells about.</param>
public sealed record PersonPart(string Name, IReadOnlyList<string> Tables, Func<Subject, CancellationToken, Task<IReadOnlyList<PartRow>>> Read);

/// <summary>
/// One thing of a part: names of fields and values, in the order in which they are read. The page calls a field <c>me.field.{name}</c>; what is null
/// is left out there, and so are ids.
/// </summary>
public sealed class PartRow(params (string Field, object? Value)[] values)
{
    public IReadOnlyList<(string Field, object? Value)> Values { get; } = values;

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (field, value) in Values)
            json[field] = Of(value);
        return json;
    }

    private static JsonNode? Of(object? value) => value switch
    {
        null => null,
        Coded coded => coded.Code,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => Leaf.Time(moment),
        IReadOnlyList<string> texts => new JsonArray([.. texts.Select(t => (JsonNode)t)]),
        _ => JsonSerializer.SerializeToNode(value),
    };
}

/// <summary>A value with a code for programs and words for people.</summary>
public sealed record Coded(string Code, Func<Language, string> Say)
{
    public static Coded Of(string code, string key) => new(code, text => text[key]);

    public static Coded Of(Enum choice) => new(choice.Camel(), text => text.Choice(choice));

    public static Coded Seat(SeatInfo seat) => new(seat.Organisation is null ? seat.Role.ToString() : $"{seat.Role} {seat.Organisation}", text => Telling.Upper(Telling.SeatName(text, seat)));
}

/// <summary>
/// The list of parts: everything that is kept about a person stands in one of them. A test goes through the database's tables and finds one with a
/// person's or a holding's id that is in no part and is no exception.
/// </summary>
public static class PersonParts
{
    public static IReadOnlyList<PersonPart> All { get; } =
    [
        OwnParts.Register, OwnParts.Seats, Inputs.InputsOfPerson.Part, OwnParts.Done, OwnParts.Views, SignIn.SignInOfPerson.Part, Auditing.MandatesOfPerson.Part, Access.AccessReader.Part, Retention.RetentionBook.Part, Mail.MailOfPerson.Part,
        Meetings.CalendarsOfPerson.Part, FollowUp.FollowUpOfPerson.Part, Reflection.PrivateAnswers.Part,
    ];

    /// <summary>Tables that hold an id of a person or of a holding and are in no part, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Exceptions { get; } = new Dictionary<string, string>
    {
        ["commands"] = "the answer to having someone erased names her id, so that sending it again changes nothing; kept for months only",
    };
}
