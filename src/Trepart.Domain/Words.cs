using System.Collections;
using System.Runtime.CompilerServices;

namespace Trepart.Domain;

/// <summary>
/// A text that a person wrote. The text itself stands beside the log, where it can be erased; an event holds only this reference.
/// </summary>
/// <param name="Commitment">
/// Lower-case hex of a salted SHA-256 of the text: an auditor can tell that a text is the one that was written.
/// </param>
public sealed record Words(Guid Id, string Commitment);

/// <summary>A text of one line, such as a title; at most 120 characters unless said.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OneLineAttribute : Attribute
{
    public int Max { get; init; } = 120;
}

/// <summary>A text that is an address beginning with https.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpsAttribute : Attribute;

/// <summary>A seat of the arena in which the command is given.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SeatAttribute : Attribute;

/// <summary>An arena of the municipality.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ArenaAttribute : Attribute;

/// <summary>Something that any group of the municipality can point at.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromAnywhereAttribute : Attribute;

/// <summary>A workplace in the municipality's tree.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WorkplaceAttribute : Attribute;

/// <summary>An id that is made where the command comes in: nobody gives it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MadeAttribute : Attribute;

/// <summary>May be missing when the command comes in: the rule itself asks for it, and says why.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AskedForAttribute : Attribute;

/// <summary>A list with value equality, so that two events that say the same are equal.</summary>
[CollectionBuilder(typeof(Many), nameof(Many.Of))]
public sealed class Many<T>(params T[] items) : IReadOnlyList<T>, IEquatable<Many<T>>
{
    private readonly T[] _items = items;

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public bool Equals(Many<T>? other) => other is not null && _items.SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as Many<T>);

    public override int GetHashCode() => _items.Aggregate(_items.Length, HashCode.Combine);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

public static class Many
{
    public static Many<T> Of<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
