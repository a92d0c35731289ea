namespace Trepart.Store;

/// <summary>
/// Follows a log while it is read, and compares the tree that its events give with every root that was recorded of it.
/// Where an event and its hash were both rewritten, nothing in the rows tells; the roots do, and between which two of them it was.
/// </summary>
internal sealed class TreeCheck(Action<Fault> found)
{
    private long _good;
    private bool _isOutsideWrong;

    /// <summary>What the events give; null from where one is missing until the next recorded root to go on from.</summary>
    private Frontier? _given = new();

    /// <summary>What the stored hashes give, where that is another thing.</summary>
    private Frontier? _stored;

    /// <summary>Null where the log has a hole after the last recorded root.</summary>
    public byte[]? Root => _given?.Root();

    /// <summary>The last position of the tree; -1 where the tree is broken off.</summary>
    public long Size => _given?.Size ?? -1;

    public void Add(LogRow row)
    {
        if (row.IsAsWritten)
        {
            _given?.Add(row.StoredLeaf);
            _stored?.Add(row.StoredLeaf);
            return;
        }

        _stored ??= _given?.Copy();
        _stored?.Add(row.StoredLeaf);
        _given?.Add(row.Leaf ?? row.StoredLeaf);
    }

    public void Miss() => (_given, _stored) = (null, null);

    /// <summary>To be called when the log has been followed up to exactly the root's position, or that lies in a hole.</summary>
    public void Compare(RecordedRoot recorded, bool isWitnessed)
    {
        var at = recorded.Position;
        if (recorded.Root is not null && recorded.Edge is null)
            found(new(at, $"the edge of the tree that was recorded at position {at} does not give the root recorded with it"));
        if (recorded.Root is not null && isWitnessed && recorded.Witnessed is [])
            found(new(at, $"the root that was recorded at position {at} is not kept outside the database"));

        if (_given is null)
        {
            GoOnFrom(recorded);
            return;
        }

        var tableFits = recorded.Root is null || Fits(recorded.Root);
        var outsideFits = recorded.Witnessed.All(Fits);
        if (tableFits && outsideFits)
        {
            Settle(recorded);
            return;
        }

        if (outsideFits && recorded.Witnessed is not [])
        {
            found(new(at, $"the root in the table roots at position {at} was changed; the one kept outside the database is the log's"));
            Settle(recorded);
            return;
        }

        if (!tableFits)
        {
            found(new(_good + 1, $"positions {_good + 1} to {at} are not what they were when the root at position {at} was recorded"));
            _isOutsideWrong = false;
        }
        else if (!_isOutsideWrong)
        {
            // From here on every root outside is another one, unless there is one to begin anew from: told once.
            found(new(
                _good + 1,
                $"positions {_good + 1} to {at} are not what they were when the root at position {at} was kept outside the database"
                + (recorded.Root is null ? "" : "; the root in the table was rewritten with them")));
            _isOutsideWrong = true;
        }

        GoOnFrom(recorded);
    }

    private bool Fits(byte[] root) =>
        root.AsSpan().SequenceEqual(_given!.Root()) || (_stored is not null && root.AsSpan().SequenceEqual(_stored.Root()));

    // What the recorded root says is right from here on: the stored hashes where an event was changed, the events where a hash was.
    private void Settle(RecordedRoot recorded)
    {
        var root = recorded.Witnessed is [var outside, ..] ? outside : recorded.Root!;
        if (_stored is not null && root.AsSpan().SequenceEqual(_stored.Root()))
            _given = _stored;
        (_good, _stored, _isOutsideWrong) = (recorded.Position, null, false);
    }

    // Only from an edge that nobody contradicts.
    private void GoOnFrom(RecordedRoot recorded)
    {
        if (recorded.Edge is not null && recorded.Witnessed.All(w => w.AsSpan().SequenceEqual(recorded.Root)))
            (_given, _stored, _good, _isOutsideWrong) = (recorded.Edge.Copy(), null, recorded.Position, false);
    }
}
