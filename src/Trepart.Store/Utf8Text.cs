using System.Text;

namespace Trepart.Store;

/// <summary>A text in UTF-8 that grows. Each thread has one that is used again and again: take it, fill it, copy out of it.</summary>
internal sealed class Utf8Text
{
    [ThreadStatic]
    private static Utf8Text? _ofThisThread;

    private byte[] _bytes = new byte[2048];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public static Utf8Text Begin()
    {
        var text = _ofThisThread ??= new Utf8Text();
        text._length = 0;
        return text;
    }

    public override string ToString() => Encoding.UTF8.GetString(Written);

    public void Add(byte one)
    {
        Room(1)[0] = one;
        _length++;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    public void Add(ReadOnlySpan<char> text) => _length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <param name="most">More bytes than it can become.</param>
    public void Add<T>(T value, int most, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(Room(most), out var written, format, null);
        _length += written;
    }

    private Span<byte> Room(int more)
    {
        if (_bytes.Length - _length < more)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        return _bytes.AsSpan(_length);
    }
}
