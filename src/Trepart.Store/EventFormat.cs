using System.Text.Json;

namespace Trepart.Store;

/// <summary>How events are written and read. The store knows no event by name; it is given the names.</summary>
/// <param name="types">Stored name to type. A name is never derived from a type.</param>
public sealed class EventFormat(IReadOnlyDictionary<string, Type> types, JsonSerializerOptions json)
{
    private readonly Dictionary<Type, string> _names = types.ToDictionary(t => t.Value, t => t.Key);

    public string NameOf(object happened) => _names[happened.GetType()];

    public IReadOnlyCollection<string> Names => _names.Values;

    public bool Knows(string name) => types.ContainsKey(name);

    /// <summary>The type that bears the stored name, as Marten writes types; null where none does.</summary>
    public string? ClrNameOf(string name) => types.TryGetValue(name, out var type) ? ClrNameOf(type) : null;

    public static string ClrNameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    public string Write(object happened) => CanonicalJson.Of(JsonSerializer.SerializeToElement(happened, happened.GetType(), json));

    /// <exception cref="UnknownEventException">No type bears this name.</exception>
    public object Read(string name, string data) => JsonSerializer.Deserialize(data, TypeOf(name), json)!;

    /// <summary>From what PostgreSQL keeps, which has an order of its own: the payload in its canonical form, and as its type.</summary>
    internal (string Data, object Happened) ReadStored(string name, ReadOnlyMemory<byte> stored)
    {
        var type = TypeOf(name);
        using var document = JsonDocument.Parse(stored);
        return (CanonicalJson.Of(document.RootElement), document.RootElement.Deserialize(type, json)!);
    }

    /// <summary>The same without the payload's text.</summary>
    internal object ReadStoredEvent(string name, ReadOnlySpan<byte> stored) => JsonSerializer.Deserialize(stored, TypeOf(name), json)!;

    private Type TypeOf(string name) => types.TryGetValue(name, out var type) ? type : throw new UnknownEventException(name);
}

/// <summary>The log holds an event that this version of the service does not know. Nothing is skipped.</summary>
public sealed class UnknownEventException(string name) : Exception($"There is no event '{name}'.");
