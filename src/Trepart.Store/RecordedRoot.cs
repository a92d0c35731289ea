namespace Trepart.Store;

/// <summary>What was recorded when a log had reached a position.</summary>
/// <param name="Root">In the table; null where there is none.</param>
/// <param name="Edge">The tree's right edge from the table; null where it does not give the root.</param>
/// <param name="Witnessed">Outside the database; usually one.</param>
internal sealed record RecordedRoot(long Position, byte[]? Root, Frontier? Edge, IReadOnlyList<byte[]> Witnessed);

/// <summary>A municipality's recorded roots, in the order of their positions, from the table and from outside side by side.</summary>
internal sealed class RecordedRoots
{
    private const int Page = 500;

    private readonly TenantReader _reader;
    private readonly Tenant _tenant;
    private readonly long _last;
    private readonly IReadOnlyList<(long Position, byte[] Root)> _witnessed;
    private readonly Queue<(long Position, byte[] Root, byte[][] Frontier)> _rows = new();
    private (int Line, long Row) _at;

    private RecordedRoots(TenantReader reader, Tenant tenant, long last, IReadOnlyList<(long Position, byte[] Root)> witnessed) =>
        (_reader, _tenant, _last, _witnessed) = (reader, tenant, last, witnessed);

    /// <summary>How many roots are kept outside the database.</summary>
    public int Lines => _witnessed.Count;

    public long FirstWitnessed => _witnessed is [var first, ..] ? first.Position : long.MaxValue;

    /// <summary>How many rows of the table have been met.</summary>
    public long Rows { get; private set; }

    /// <summary>To be opened before the log is read, so that the log reaches as far as what was recorded of it.</summary>
    public static async Task<RecordedRoots> Open(TenantReader reader, Tenant tenant, Witness witness, Action<Fault> found, CancellationToken ct)
    {
        // The table first: what is recorded meanwhile has its line outside before its row.
        var last = (await reader.Query(
            tenant, "select position from roots where tenant_id = $1 order by position desc limit 1", row => row.GetInt64(0), ct)).SingleOrDefault();
        var witnessed = new List<(long Position, byte[] Root)>();
        var file = WitnessedRoot.FileOf(tenant);
        foreach (var (number, text) in witness.ReadLines(file))
        {
            if (Witness.Parse<WitnessedRoot>(text) is { } line && line.Tenant == tenant.Id && line.Position > 0 && HashOf(line.Root) is { } root)
                witnessed.Add((line.Position, root));
            else
                found(new(null, $"line {number} of {file}, kept outside the database, is not as it was written"));
        }

        return new(reader, tenant, last, [.. witnessed.OrderBy(w => w.Position)]);
    }

    /// <returns>Null when there are no more.</returns>
    public async Task<RecordedRoot?> Next(CancellationToken ct)
    {
        if (_rows.Count == 0 && _at.Row < _last)
        {
            var rows = await _reader.Query(
                _tenant, "select position, root, frontier from roots where tenant_id = $1 and position > $2 and position <= $3 order by position limit $4",
                row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[][]>(2)), ct, _at.Row, _last, Page);
            foreach (var row in rows)
                _rows.Enqueue(row);
            _at.Row = rows is [.., var (position, _, _)] ? position : _last;
        }

        var inTable = _rows.TryPeek(out var next);
        if (!inTable && _at.Line == _witnessed.Count)
            return null;

        var at = Math.Min(inTable ? next.Position : long.MaxValue, _at.Line < _witnessed.Count ? _witnessed[_at.Line].Position : long.MaxValue);
        var roots = new List<byte[]>();
        for (; _at.Line < _witnessed.Count && _witnessed[_at.Line].Position == at; _at.Line++)
            roots.Add(_witnessed[_at.Line].Root);
        if (!inTable || next.Position != at)
            return new(at, null, null, roots);

        Rows++;
        _rows.Dequeue();
        var edge = Frontier.TryFrom(at, next.Frontier);
        return new(at, next.Root, edge is not null && edge.Root().AsSpan().SequenceEqual(next.Root) ? edge : null, roots);
    }

    private static byte[]? HashOf(string hex) =>
        hex.Length == 2 * Merkle.HashLength && hex.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(hex) : null;
}
