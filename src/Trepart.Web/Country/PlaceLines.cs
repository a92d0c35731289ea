using System.Text.Json;
using System.Text.Json.Serialization;
using Trepart.Domain;

namespace Trepart.Web.Country;

/// <summary>An event of the national map as a line of a file: <c>{"do":"renumber","on":"2020-01-01","place":"k-steinkjer","number":"5006"}</c>.</summary>
public static class PlaceLines
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private sealed record Line(
        string Do, DateOnly On, string? Place = null, PlaceKind? Kind = null, string? Number = null, string? Name = null, string? County = null, string[]? From = null, string[]? Into = null);

    /// <exception cref="FormatException">It is none of the five, or lacks something.</exception>
    public static PlaceEvent Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, Options) switch
            {
                { Do: "found", Place: { } place, Kind: { } kind, Number: { } number, Name: { } name } l => new PlaceFounded(l.On, place, kind, number, name, l.County),
                { Do: "renumber", Place: { } place, Number: { } number } l => new PlaceRenumbered(l.On, place, number, l.Name, l.County),
                { Do: "merge", From: { Length: > 0 } from, Into: [var into] } l => new PlacesMerged(l.On, [.. from], into),
                { Do: "split", From: [var from], Into: { Length: > 0 } into } l => new PlaceSplit(l.On, from, [.. into]),
                _ => throw new FormatException($"Not an event of the map: {line}"),
            };
        }
        catch (JsonException)
        {
            throw new FormatException($"Not an event of the map: {line}");
        }
    }
}
