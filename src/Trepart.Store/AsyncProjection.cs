using System.Globalization;
using Npgsql;

namespace Trepart.Store;

/// <summary>
/// Tables that add up many things. Workers bring them up to date a little after the append: a page of events is summed in memory and written
/// as one upsert for each table, in the transaction that moves the checkpoint.
/// </summary>
public interface IAsyncProjection
{
    /// <summary>The tables that it alone writes. The first one's name is the projection's.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Goes up by one when the rows come to mean something else. Older rows are then left alone until they are rebuilt.</summary>
    int Definition { get; }

    /// <summary>The stored names of the events that it looks at. Others pass it by.</summary>
    IReadOnlyCollection<string> Sees { get; }

    /// <summary>Those of them whose content it reads; of the others it sees the envelope.</summary>
    IReadOnlyCollection<string> Opens { get; }

    /// <summary>An empty sum.</summary>
    ISum Begin();
}

/// <summary>What a page of one municipality's events comes to.</summary>
public interface ISum
{
    /// <summary>Reads no clock, makes no id, and sees nothing but this event.</summary>
    void Add(Passing happened);

    /// <summary>Adds to <paramref name="sql"/> at most one upsert for each table, whose names are not qualified by a schema.</summary>
    void Write(Tenant tenant, NpgsqlBatch sql);
}

/// <summary>An event as it passes by an async projection.</summary>
public sealed class Passing(long position, Guid streamId, string type, Guid arena, string happenedOn, string? data, EventFormat format)
{
    public long Position => position;

    public Guid StreamId => streamId;

    /// <summary>The stored name.</summary>
    public string Type => type;

    public Guid Arena => arena;

    /// <summary>The day it happened, in the municipality's calendar.</summary>
    public DateOnly HappenedOn => DateOnly.ParseExact(happenedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The content.</summary>
    /// <exception cref="InvalidOperationException">The projection does not say that it opens events of this name.</exception>
    public object Event => format.Read(type, data ?? throw new InvalidOperationException($"The content of '{type}' was not asked for."));
}
