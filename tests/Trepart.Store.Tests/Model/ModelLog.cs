namespace Trepart.Store.Tests;

/// <summary>A municipality's log as one would write it who had no database: the simplest thing that can be right.</summary>
internal sealed class ModelLog(Tenant tenant)
{
    private readonly List<Recorded> _events = [];
    private readonly Dictionary<Guid, FirstAnswer> _answers = [];
    private readonly Dictionary<Guid, (Guid Stream, WrittenWords Words)> _words = [];

    public bool IsClosed { get; set; }

    public long Head => _events.Count;

    public IEnumerable<Guid> Commands => _answers.Keys;

    public IEnumerable<(Guid Stream, Guid Words)> Words => _words.Select(w => (w.Value.Stream, w.Key));

    public long VersionOf(Guid stream) => _events.Count(e => e.StreamId == stream);

    /// <exception cref="CommandKnownException"></exception>
    /// <exception cref="TenantClosedException"></exception>
    /// <exception cref="StreamMovedException"></exception>
    public void Append(Append append, DateTimeOffset now)
    {
        if (_answers.TryGetValue(append.Command, out var first))
            throw new CommandKnownException(first);
        if (IsClosed)
            throw new TenantClosedException(tenant);
        if (append.Streams.FirstOrDefault(s => VersionOf(s.StreamId) != s.ExpectedVersion) is { } moved)
            throw new StreamMovedException(moved.StreamId);

        _answers[append.Command] = new FirstAnswer(append.Fingerprint, append.Answer);
        foreach (var stream in append.Streams)
        {
            foreach (var happened in stream.Events)
            {
                _events.Add(new Recorded(
                    tenant, Head + 1, stream.StreamId, stream.StreamType, VersionOf(stream.StreamId) + 1, Guid.Empty, TestStore.Format.NameOf(happened),
                    TestStore.Format.Write(happened), happened, Leaf.ToMicroseconds(now), append.HappenedOn, stream.Arena, append.Visibility, append.Actor,
                    append.Seat, append.Command, append.Correlation, append.Causation, []));
            }

            foreach (var words in stream.Words)
                _words[words.Id] = (stream.StreamId, words);
        }
    }

    public void Erase(Guid words) => _words.Remove(words);

    public FirstAnswer? FirstAnswer(Guid command) => _answers.GetValueOrDefault(command);

    public IEnumerable<Recorded> Read(Guid stream, DateTimeOffset? asKnownAt = null) => Known(asKnownAt).Where(e => e.StreamId == stream);

    public IEnumerable<Recorded> ReadLog(long after, int limit) => _events.Where(e => e.Position > after).Take(limit);

    public IEnumerable<Recorded> ReadTrail(TrailFilter f) =>
        Known(f.KnownAt).Reverse().Where(e =>
            (f.Arena is null || e.Arena == f.Arena) && (f.Stream is null || e.StreamId == f.Stream) && (f.Type is null || e.Type == f.Type)
            && (f.Seat is null || e.Seat == f.Seat) && (f.From is null || e.HappenedOn >= f.From) && (f.To is null || e.HappenedOn <= f.To)
            && (f.Before is null || e.Position < f.Before) && (f.Position is null || e.Position == f.Position)
            && (f.Within is null || f.Within.Contains(e.Arena))).Take(f.Limit);

    public IEnumerable<WrittenWords> ReadWords(params IEnumerable<Guid> streams) => _words.Values.Where(w => streams.Contains(w.Stream)).Select(w => w.Words);

    // Up to the last event recorded by then: a clock that was set back hides nothing that stands before it.
    private IEnumerable<Recorded> Known(DateTimeOffset? at) =>
        at is null ? _events : _events.Take(_events.FindLastIndex(e => e.RecordedAt <= at) + 1);
}
