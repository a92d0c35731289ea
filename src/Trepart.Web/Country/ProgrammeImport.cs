using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Trepart.Store;
using Trepart.Web.Import;

namespace Trepart.Web.Country;

/// <summary>
/// Brings the transition unit's programmes and their gatherings in from a file, all or none:
/// <c>{"do":"programme","programme":"trondelag","name":"…","kind":"programme","startsOn":"2025-01-06","places":["k-melhus"]}</c> and
/// <c>{"do":"gathering","programme":"trondelag","day":"2025-03-20","theme":"…"}</c>. What is there already is passed by.
/// </summary>
public static class ProgrammeImport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private sealed record Line(
        string Do, string Programme, string? Name = null, ProgrammeKind? Kind = null, DateOnly? StartsOn = null, DateOnly? EndsOn = null, string[]? Places = null,
        DateOnly? Day = null, string? Theme = null);

    /// <param name="owner">Works as the owner.</param>
    /// <returns>How many were not there already.</returns>
    /// <exception cref="FormatException">A line cannot be read, names a place that the map has not, or a programme that no earlier line has.</exception>
    public static async Task<int> Run(NpgsqlDataSource owner, IEnumerable<string> lines, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var places = new HashSet<string>();
        await using (var read = new NpgsqlCommand("select line from unit.place_events", connection))
        await using (var reader = await read.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                places.UnionWith(PlaceLines.Read(reader.GetString(0)) is Domain.PlaceFounded founded ? [founded.Place] : []);
        }

        var begun = new Dictionary<string, DateOnly>();
        var added = 0;
        foreach (var text in lines.Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            await using var batch = new NpgsqlBatch(connection);
            switch (Read(text))
            {
                case { Do: "programme", Name: { } name, Kind: { } kind, StartsOn: { } starts, Places: { Length: > 0 } of } line
                    when of.All(places.Contains) && (line.EndsOn ?? DateOnly.MaxValue) > starts:
                    begun[line.Programme] = starts;
                    batch.Add(
                        "insert into unit.programmes (id, name, kind, starts_on, ends_on, places) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
                        IdOf(line.Programme, starts), name, kind.ToString(), starts, line.EndsOn, of);
                    break;
                case { Do: "gathering", Day: { } day, Theme: { } theme } line when begun.TryGetValue(line.Programme, out var starts):
                    batch.Add(
                        "insert into unit.gatherings (id, programme_id, day, theme) values ($1, $2, $3, $4) on conflict (id) do nothing",
                        StableId.Of(day, "gathering", UnitBook.Place.Id, line.Programme), IdOf(line.Programme, starts), day, theme);
                    break;
                default:
                    throw new FormatException($"Not a programme of places in the map, nor a gathering of an earlier line: {text}");
            }

            added += await batch.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return added;
    }

    private static Guid IdOf(string programme, DateOnly starts) => StableId.Of(starts, "programme", UnitBook.Place.Id, programme);

    private static Line Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text, Options) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new FormatException($"Not a programme or a gathering: {text}");
        }
    }
}
