using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Web.Access;
using Trepart.Web.Api;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Search;

/// <summary>Søk in the matters and inputs that one may read. Asked by POST, so that what someone looks for stands in no address and in nobody's log.</summary>
public static class SearchRoutes
{
    private const int Longest = 200;

    public static void MapSearch(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("sok", IResult (Visit visit) => new RazorComponentResult<SearchPage>(new { MayFind = Readable(visit).Length > 0 })).ForEveryone().ShowsNobody();
        municipality.MapPost("sok/finn", async Task<IResult> (HttpContext http, Visit visit, SearchReader search, Arenas arenas, CancellationToken ct) =>
        {
            var words = (await http.Request.ReadFormAsync(ct))["ord"].ToString().Trim();
            if (words.Length > Longest)
                words = words[..Longest];
            return new RazorComponentResult<SearchPage>(new
            {
                MayFind = Readable(visit).Length > 0,
                Words = words,
                Results = await search.Find(visit.Tenant, Readable(visit), words, ct),
                Arenas = await arenas.All(visit.Tenant, ct),
            });
        }).ForEveryone().Shows(PersonalData.Texts);
    }

    public static void MapSearchApi(this IEndpointRouteBuilder municipality) =>
        municipality.MapPost("search", async (HttpContext http, Visit visit, SearchReader search, CancellationToken ct) =>
            {
                if (await Asked(http, ct) is not { } words)
                    return Problems.Unreadable(visit, [new FieldError("words", "required")]);
                return (IResult)TypedResults.Ok(new SearchAnswer(
                    [.. (await search.Find(visit.Tenant, Readable(visit), words, ct)).Select(f => new FoundAnswer(f.Kind, f.Thing, f.Arena, f.Title, f.Version, f.Parts))]));
            })
            .ForEveryone().Shows(PersonalData.Texts).WithMetadata(new JsonBody(("words", "What is looked for, at most 200 characters.")))
            .WithName("search").WithTags("search").WithSummary("Matters and inputs that you may read, where these words stand; at most 50").Produces<SearchAnswer>();

    private static Guid[] Readable(Visit visit) =>
        [.. visit.Who.Holdings.Where(h => Rights.Of(h.Seat).Contains(Right.ReadArena)).Select(h => h.Seat.Arena).Distinct()];

    private static async Task<string?> Asked(HttpContext http, CancellationToken ct)
    {
        try
        {
            return http.Request.HasJsonContentType()
                && await JsonNode.ParseAsync(http.Request.Body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 4 }, cancellationToken: ct) is JsonObject body
                && body["words"] is JsonValue value && value.TryGetValue<string>(out var words) && words.Length <= Longest
                ? words
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}


public sealed record SearchAnswer(IReadOnlyList<FoundAnswer> Items);

/// <summary>A text where the words stand.</summary>
/// <param name="Kind">matter or input.</param>
/// <param name="Version">The entry of the thing's story in which the text stands.</param>
/// <param name="Parts">The text round it; every second part is what was looked for.</param>
public sealed record FoundAnswer(string Kind, Guid Thing, Guid Arena, string? Title, long Version, IReadOnlyList<string> Parts);
