using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trepart.Store;

/// <summary>
/// What is kept outside the database, so that whoever has the database in hand cannot unsay it: files of JSON lines that only grow,
/// in a folder of their own. A line that was appended is on disk.
/// </summary>
public sealed class Witness(string folder)
{
    private const string LockFile = ".lock";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Makes the folder, closed to others, if it is not there.</summary>
    public void Make()
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(Folder);
        else
            System.IO.Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Appends one line, also where other processes do so at the same time. When it returns, a power cut cannot take the line away.</summary>
    /// <param name="file">A name without folders, such as <c>erasures.jsonl</c>; made if it is not there.</param>
    /// <exception cref="IOException">The folder is not there, or it cannot be written in.</exception>
    public async Task Append<T>(string file, T line, CancellationToken ct)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];
        await using var turn = await TakeTurn(ct);
        var path = PathOf(file);
        var isNew = !File.Exists(path);
        await using (var stream = Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))
        {
            // Half a line at the end was never answered for: whoever wrote it was stopped before it returned.
            var whole = WholeLines(stream);
            stream.SetLength(whole);
            stream.Position = whole;
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        if (isNew)
            Disk.Flush(Folder);
    }

    /// <summary>All lines of a file, oldest first; none if there is no such file. Half a line at the end is left out.</summary>
    /// <exception cref="WitnessDamagedException">A line is not as it was written.</exception>
    public IEnumerable<T> Read<T>(string file)
    {
        foreach (var (number, text) in ReadLines(file))
            yield return Parse<T>(text) is { } line ? line : throw new WitnessDamagedException(file, number);
    }

    /// <summary>The same as text with the lines' numbers, for whoever goes on past damage.</summary>
    public IEnumerable<(long Number, string Text)> ReadLines(string file)
    {
        if (!File.Exists(PathOf(file)))
            yield break;

        using var stream = Open(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var (left, number, buffer, line) = (WholeLines(stream), 0L, new byte[65536], new ArrayBufferWriter<byte>());
        while (left > 0)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(buffer.Length, left));
            stream.ReadExactly(part.Span);
            left -= part.Length;
            for (int end; (end = part.Span.IndexOf((byte)'\n')) >= 0; part = part[(end + 1)..])
            {
                line.Write(part.Span[..end]);
                yield return (++number, Encoding.UTF8.GetString(line.WrittenSpan));
                line.ResetWrittenCount();
            }

            line.Write(part.Span);
        }
    }

    /// <returns>Null where the line is not a whole one of this kind.</returns>
    public static T? Parse<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // One at a time in all processes: an exclusive open of the lock file, which the kernel ends with the process that holds it.
    private async Task<FileStream> TakeTurn(CancellationToken ct)
    {
        const int Tries = 2000;
        for (var i = 1; ; i++)
        {
            try
            {
                return Open(PathOf(LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException) && i < Tries)
            {
                await Task.Delay(5, ct);
            }
        }
    }

    private string PathOf(string file) =>
        Path.GetFileName(file) == file && file.Length > 0 ? Path.Combine(Folder, file) : throw new ArgumentException("A file's name only.", nameof(file));

    private static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (mode == FileMode.OpenOrCreate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>How many bytes there are up to and with the last line's end.</summary>
    private static long WholeLines(FileStream stream)
    {
        var buffer = new byte[4096];
        for (var end = stream.Length; end > 0;)
        {
            var part = (int)Math.Min(buffer.Length, end);
            stream.Position = end - part;
            stream.ReadExactly(buffer, 0, part);
            if (buffer.AsSpan(0, part).LastIndexOf((byte)'\n') is >= 0 and var at)
            {
                stream.Position = 0;
                return end - part + at + 1;
            }

            end -= part;
        }

        stream.Position = 0;
        return 0;
    }
}

/// <summary>A file outside the database is not as it was written.</summary>
public sealed class WitnessDamagedException(string file, long line) : Exception($"{file} is damaged in line {line}.")
{
    public long Line { get; } = line;
}
