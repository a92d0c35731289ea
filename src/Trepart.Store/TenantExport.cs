using System.Data;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Trepart.Store;

/// <summary>What lies in an export.</summary>
/// <param name="Position">The last position of the log.</param>
/// <param name="Root">The root of the log's tree, in lower-case hex.</param>
public sealed record TenantManifest(string Format, string Tenant, DateTimeOffset ExportedAt, long Position, string Root, IReadOnlyList<ManifestFile> Files)
{
    public const string Current = "trepart/tenant/v1";
    public const string FileName = "manifest.json";
}

/// <param name="Name">Within the folder.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record ManifestFile(string Name, long Lines, long Bytes, string Sha256);

/// <summary>Something in an export that is not as its manifest says.</summary>
public sealed class ExportDamagedException(string what) : Exception(what);

/// <summary>
/// Writes everything of one municipality to a folder: the log with its words, as people and other programs read it, and every table row by row,
/// all as they stood at one moment. Then reads it back.
/// </summary>
public sealed class TenantExport(EventFormat format, TimeProvider clock)
{
    private const string Log = "log.jsonl";
    private const int Page = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="holder">Connection string that works as the owner of the database that holds it.</param>
    /// <param name="directory">The same for the directory's database, where that is another one; otherwise null.</param>
    /// <param name="readMe">How to read it, for whoever opens the folder.</param>
    /// <exception cref="IOException">The folder is not empty, or cannot be written in.</exception>
    public async Task<TenantManifest> Write(Tenant tenant, string holder, string? directory, string folder, string readMe, CancellationToken ct)
    {
        if (System.IO.Directory.Exists(folder) && System.IO.Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"{folder} is not empty.");
        Make(folder);
        Make(Path.Combine(folder, "tables"));
        var files = new List<ManifestFile>();
        var tree = new Frontier();
        await using (var connection = new NpgsqlConnection(holder))
        {
            await connection.OpenAsync(ct);
            await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await TenantTables.SetTenant(connection, tenant, ct);
            files.Add(await WriteLog(connection, tenant, folder, tree, ct));
            foreach (var table in await TenantTables.Read(connection, ct))
                files.Add(await WriteTable(connection, tenant, table, folder, "tables", ct));
        }

        if (directory is not null)
        {
            Make(Path.Combine(folder, "directory"));
            await using var connection = new NpgsqlConnection(directory);
            await connection.OpenAsync(ct);
            await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await TenantTables.SetTenant(connection, tenant, ct);
            foreach (var table in await TenantTables.Read(connection, ct))
                files.Add(await WriteTable(connection, tenant, table, folder, "directory", ct));
        }

        var manifest = new TenantManifest(
            TenantManifest.Current, tenant.Id, clock.GetUtcNow(), tree.Size, Convert.ToHexStringLower(tree.Root()), [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)]);
        await WriteWhole(Path.Combine(folder, "README.txt"), readMe, ct);
        await WriteWhole(Path.Combine(folder, TenantManifest.FileName), JsonSerializer.Serialize(manifest, Json) + "\n", ct);
        await Verify(folder, ct);
        return manifest;
    }

    /// <summary>Reads an export back: every file's lines, bytes and hash, every event's leaf, and the root.</summary>
    /// <exception cref="ExportDamagedException">Something is not as the manifest says.</exception>
    public static async Task<TenantManifest> Verify(string folder, CancellationToken ct)
    {
        TenantManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<TenantManifest>(await File.ReadAllTextAsync(Path.Combine(folder, TenantManifest.FileName), ct), Json)!;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new ExportDamagedException($"{Path.Combine(folder, TenantManifest.FileName)} cannot be read.");
        }

        if (manifest is not { Format: TenantManifest.Current, Files.Count: > 0 })
            throw new ExportDamagedException($"{folder} is not an export of this form.");
        foreach (var file in manifest.Files)
        {
            var path = Path.GetFullPath(Path.Combine(folder, file.Name));
            if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
                throw new ExportDamagedException($"{file.Name} is missing.");
            await using var stream = File.OpenRead(path);
            var (bytes, lines, hash, buffer) = (0L, 0L, IncrementalHash.CreateHash(HashAlgorithmName.SHA256), new byte[65536]);
            using (hash)
            {
                while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
                {
                    hash.AppendData(buffer, 0, read);
                    bytes += read;
                    lines += buffer.AsSpan(0, read).Count((byte)'\n');
                }

                if ((bytes, lines, Convert.ToHexStringLower(hash.GetHashAndReset())) != (file.Bytes, file.Lines, file.Sha256))
                    throw new ExportDamagedException($"{file.Name} is not as it was written.");
            }
        }

        var tree = new Frontier();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(folder, Log), ct))
        {
            using var row = JsonDocument.Parse(line);
            var leaf = Leaf.HashOf(row.RootElement.GetProperty("leafText").GetString()!);
            if (row.RootElement.GetProperty("position").GetInt64() != tree.Size + 1 || row.RootElement.GetProperty("leafHash").GetString() != Convert.ToHexStringLower(leaf))
                throw new ExportDamagedException($"{Log} is not whole at position {tree.Size + 1}.");
            tree.Add(leaf);
        }

        return tree.Size == manifest.Position && Convert.ToHexStringLower(tree.Root()) == manifest.Root
            ? manifest
            : throw new ExportDamagedException($"{Log} does not give the root in the manifest.");
    }

    private async Task<ManifestFile> WriteLog(NpgsqlConnection connection, Tenant tenant, string folder, Frontier tree, CancellationToken ct)
    {
        await using var file = new Lines(folder, Log);
        for (var isFull = true; isFull;)
        {
            await using var page = new NpgsqlBatch(connection);
            page.Add(
                $"""
                select {RecordedRows.Columns} from mt_events e join mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id
                where e.tenant_id = $1 and e.seq_id > $2 order by e.seq_id limit $3
                """,
                tenant.Id, tree.Size, Page);
            List<Recorded> events;
            await using (var reader = await page.ExecuteReaderAsync(ct))
                events = await reader.ReadEvents(tenant, format, ct);

            var words = new Dictionary<Guid, WrittenWords>();
            await using var written = new NpgsqlBatch(connection);
            written.Add("select id, text, salt from words where tenant_id = $1 and stream_id = any($2)", tenant.Id, events.Select(e => e.StreamId).Distinct().ToArray());
            await using (var reader = await written.ExecuteReaderAsync(ct))
            {
                while (await reader.ReadAsync(ct))
                    words[reader.GetGuid(0)] = new(reader.GetGuid(0), reader.GetString(1), (byte[])reader.GetValue(2));
            }

            foreach (var e in events)
            {
                await file.Add(Told(e, words), ct);
                tree.Add(e.LeafHash);
            }

            isFull = events.Count == Page;
        }

        return await file.End(ct);
    }

    private static string Told(Recorded e, Dictionary<Guid, WrittenWords> words)
    {
        using var data = JsonDocument.Parse(e.Data);
        return JsonSerializer.Serialize(
            new
            {
                position = e.Position,
                happenedOn = e.HappenedOn,
                recordedAt = Leaf.Time(e.RecordedAt),
                type = e.Type,
                stream = e.StreamId,
                streamType = e.StreamType,
                version = e.Version,
                arena = e.Arena,
                seat = e.Seat,
                holding = e.Actor,
                data = data.RootElement,
                words = Commitment.In(data.RootElement).Select(w => new
                {
                    field = w.Field,
                    id = w.Id,
                    text = words.GetValueOrDefault(w.Id)?.Text,
                    salt = words.TryGetValue(w.Id, out var there) ? Convert.ToHexStringLower(there.Salt) : null,
                }),
                leafText = Leaf.TextOf(e),
                leafHash = Convert.ToHexStringLower(e.LeafHash),
            },
            Relaxed);
    }

    private static readonly JsonSerializerOptions Relaxed = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<ManifestFile> WriteTable(NpgsqlConnection connection, Tenant tenant, TenantTable table, string folder, string within, CancellationToken ct)
    {
        await using var file = new Lines(folder, $"{within}/{(table.Schema == "public" ? "" : table.Schema + ".")}{table.Name}.jsonl");
#pragma warning disable CA2100 // The names are the catalogue's own, quoted.
        await using var command = new NpgsqlCommand($"select to_jsonb(t)::text from {table.Quoted} t where t.tenant_id = $1 order by {table.Order}", connection).With(tenant.Id);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct);
        while (await reader.ReadAsync(ct))
            await file.Add(reader.GetString(0), ct);
        return await file.End(ct);
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(folder);
        else
            System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task WriteWhole(string path, string text, CancellationToken ct)
    {
        await using var stream = new FileStream(path, Lines.Closed());
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>A file of lines that is hashed as it is written; closed to all but its owner.</summary>
    private sealed class Lines(string folder, string name) : IAsyncDisposable
    {
        private readonly FileStream _stream = new(Path.Combine(folder, name), Closed());
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _lines;
        private long _bytes;

        public async ValueTask Add(string line, CancellationToken ct)
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            _hash.AppendData(bytes);
            _lines++;
            _bytes += bytes.Length;
            await _stream.WriteAsync(bytes, ct);
        }

        public async Task<ManifestFile> End(CancellationToken ct)
        {
            await _stream.FlushAsync(ct);
            _stream.Flush(flushToDisk: true);
            return new(name, _lines, _bytes, Convert.ToHexStringLower(_hash.GetHashAndReset()));
        }

        public async ValueTask DisposeAsync()
        {
            _hash.Dispose();
            await _stream.DisposeAsync();
        }

        public static FileStreamOptions Closed()
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 65536 };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return options;
        }
    }
}
