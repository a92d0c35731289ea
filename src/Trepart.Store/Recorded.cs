namespace Trepart.Store;

/// <summary>An event as it lies in a municipality's log.</summary>
/// <param name="Position">Its place in the municipality's log: 1, 2, 3, … without holes. 0 while it is being appended: an inline table may not use it.</param>
/// <param name="Version">Its place in the stream; the first event is 1.</param>
/// <param name="Type">The stored name.</param>
/// <param name="Data">The payload as canonical JSON (RFC 8785).</param>
/// <param name="Event">The payload as the type that bears the stored name.</param>
/// <param name="RecordedAt">UTC, whole microseconds, by the service's clock. Tells when, never in what order.</param>
/// <param name="HappenedOn">The day it happened, in the municipality's calendar.</param>
/// <param name="Arena">The arena it belongs to.</param>
/// <param name="Visibility">Who it is for, as a class: <c>group</c>, <c>arena</c> or <c>municipality</c>.</param>
/// <param name="Actor">The holding of a seat that acted; null for what the service did at onboarding.</param>
/// <param name="Seat">The seat that acted; null with <paramref name="Actor"/>.</param>
/// <param name="LeafHash">32 bytes; see <see cref="Leaf"/>.</param>
public sealed record Recorded(
    Tenant Tenant,
    long Position,
    Guid StreamId,
    string StreamType,
    long Version,
    Guid Id,
    string Type,
    string Data,
    object Event,
    DateTimeOffset RecordedAt,
    DateOnly HappenedOn,
    Guid Arena,
    string Visibility,
    Guid? Actor,
    Guid? Seat,
    Guid Command,
    string? Correlation,
    string? Causation,
    byte[] LeafHash);

/// <summary>A stream as it was read, with the words its events refer to.</summary>
/// <param name="Words">By id. A reference that is missing here has been erased.</param>
public sealed record History(IReadOnlyList<Recorded> Events, IReadOnlyDictionary<Guid, string> Words)
{
    public long Version => Events is [.., var last] ? last.Version : 0;
}

/// <summary>What has happened in a stream, as a decision looks at it; without events where there is no such stream.</summary>
/// <param name="StreamType">Null where there is no such stream; so too <paramref name="Arena"/>.</param>
/// <param name="Arena">Of the first event.</param>
/// <param name="Actor">Whose holding began it; null for what the service did at onboarding.</param>
public sealed record Past(string? StreamType, Guid? Arena, Guid? Actor, IReadOnlyList<object> Events)
{
    public static Past None { get; } = new(null, null, null, []);

    public long Version => Events.Count;
}

/// <summary>A text that stands beside the log.</summary>
/// <param name="Salt">32 random bytes that go into the commitment, so that a short text cannot be guessed from it.</param>
public sealed record WrittenWords(Guid Id, string Text, byte[] Salt);

/// <summary>What one stream gains in an append.</summary>
/// <param name="ExpectedVersion">The version that the events were decided on; 0 for a new stream.</param>
/// <param name="Arena">The stream's own, for good: with another one it is refused like a stream that has moved.</param>
public sealed record StreamAppend(
    Guid StreamId, string StreamType, long ExpectedVersion, Guid Arena, IReadOnlyList<object> Events, IReadOnlyList<WrittenWords> Words);

/// <summary>One command's events, to be appended together or not at all.</summary>
/// <param name="Fingerprint">Keyed hash of what was asked; the same command id with another one is told apart.</param>
/// <param name="Answer">JSON that is given again to whoever repeats the command.</param>
public sealed record Append(
    Guid Command,
    byte[] Fingerprint,
    string Answer,
    DateOnly HappenedOn,
    string Visibility,
    Guid? Actor,
    Guid? Seat,
    IReadOnlyList<StreamAppend> Streams,
    string? Correlation = null,
    string? Causation = null);

/// <summary>The first answer to a command.</summary>
public sealed record FirstAnswer(byte[] Fingerprint, string Answer);

/// <summary>Keeps read tables in step with the events, in the transaction that appends them.</summary>
public interface IProjection
{
    /// <summary>The tables that it alone writes, so that they can be emptied and made again from the log.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Adds to <paramref name="sql"/> what this event changes. Reads no clock and makes no id; may not use the position.</summary>
    void Project(Recorded recorded, Npgsql.NpgsqlBatch sql);
}

/// <summary>Someone else wrote to the stream after it was read.</summary>
public sealed class StreamMovedException(Guid streamId) : Exception($"Stream {streamId} has moved.");

/// <summary>The command is known: its first answer is given again.</summary>
public sealed class CommandKnownException(FirstAnswer first) : Exception("The command is known.")
{
    public FirstAnswer First { get; } = first;
}

/// <summary>The municipality is closed for writing, while it is moved to another database.</summary>
public sealed class TenantClosedException(Tenant tenant) : Exception($"{tenant.Id} is closed for writing.");

/// <summary>There is no such municipality in this database.</summary>
public sealed class TenantMissingException(Tenant tenant) : Exception($"There is no municipality {tenant.Id}.");

/// <summary>The log is not what was written: a hole in the positions or a leaf that does not fit. Nothing is skipped.</summary>
public sealed class LogCorruptException(Tenant tenant, long position)
    : Exception($"The log of {tenant.Id} is damaged at position {position}.")
{
    public Tenant Tenant { get; } = tenant;

    public long Position { get; } = position;
}
