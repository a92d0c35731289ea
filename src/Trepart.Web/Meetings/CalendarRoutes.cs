using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.Meetings;

/// <summary>Kalenderen: the page where one gets a secret address, and the address itself, which calendar programs ask without signing in.</summary>
public static class CalendarRoutes
{
    // What a calendar shows: the last year, and all that is planned.
    private const int Most = 300;

    public static void MapCalendars(this IEndpointRouteBuilder municipality)
    {
        var page = municipality.MapGroup("grupper/{arena:guid}/kalender").ShowsNobody();
        page.MapGet("", Show).NeedsRight(Right.ReadArena);
        page.MapPost("lag", Make).NeedsRight(Right.ReadArena);
        page.MapPost("{id:guid}/stopp", Stop).NeedsRight(Right.ReadArena);
    }

    /// <summary>Open to whoever has the code, as calendar programs are nobody.</summary>
    public static void MapCalendarFeed(this IEndpointRouteBuilder app) =>
        app.MapGet("{municipality}/kalender/{code}", Feed).AllowAnonymous().ShowsNobody().Reaches(Reach.Invited);

    public static string AddressOf(Tenant tenant, string code) => $"/{tenant.Id}/kalender/{code}.ics";

    private static Guid[] HoldingsOf(Visit visit, Guid arena) =>
        [.. visit.Who.Holdings.Where(h => h.Seat.Arena == arena && Rights.Of(h.Seat).Contains(Right.ReadArena)).Select(h => h.Id)];

    private static async Task<IResult> Show(
        Guid arena, [FromQuery(Name = "stoppet")] string? stopped, Visit visit, Arenas arenas, CalendarAddresses addresses, CancellationToken ct) =>
        await Page(arena, null, stopped == "1", visit, arenas, addresses, ct);

    // Answered with the page itself: the code is kept nowhere, and an address that led to it could be opened by another.
    private static async Task<IResult> Make(
        Guid arena, HttpContext http, Visit visit, Arenas arenas, CalendarAddresses addresses, Calendar calendar, CancellationToken ct)
    {
        var code = await addresses.Make(visit.Tenant, arena, visit.Who.Holding(Right.ReadArena, arena)!.Id, calendar.Now, ct);
        return await Page(arena, $"{http.Request.Scheme}://{http.Request.Host}{AddressOf(visit.Tenant, code)}", false, visit, arenas, addresses, ct);
    }

    private static async Task<IResult> Stop(Guid arena, Guid id, Visit visit, CalendarAddresses addresses, Calendar calendar, CancellationToken ct) =>
        await addresses.Stop(visit.Tenant, arena, id, HoldingsOf(visit, arena), calendar.Now, ct)
            ? TypedResults.Redirect($"{visit.Root}/grupper/{arena}/kalender?stoppet=1")
            : Problems.NotFound(visit);

    private static async Task<IResult> Page(
        Guid arena, string? made, bool isStopped, Visit visit, Arenas arenas, CalendarAddresses addresses, CancellationToken ct) =>
        new RazorComponentResult<CalendarPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Made = made,
            IsStopped = isStopped,
            Mine = await addresses.Of(visit.Tenant, arena, HoldingsOf(visit, arena), ct),
        });

    private static async Task<IResult> Feed(
        string municipality, string code, HttpContext http, Visit visit, Store.Directory directory, CalendarAddresses addresses, MeetingLists meetings, Arenas arenas,
        Calendar calendar, CancellationToken ct)
    {
        var secret = code.EndsWith(".ics", StringComparison.Ordinal) ? code[..^4] : code;
        if (Tenant.TryParse(municipality) is not { } tenant || await directory.Find(tenant, calendar.Today, ct) is not { } where
            || await addresses.Find(tenant, secret, calendar.Today, ct) is not { } address || await arenas.Get(tenant, address.Arena, ct) is not { } arena)
        {
            return Problems.NotFound(visit);
        }

        var rows = await meetings.From(tenant, arena.Id, calendar.Today.AddYears(-1), Most, ct);
        var feed = CalendarFeed.Of(arena, rows, new Language(where.Written == "nn" ? Written.Nynorsk : Written.Bokmål));
        var tag = CalendarFeed.TagOf(feed);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Text(feed, "text/calendar; charset=utf-8");
    }
}
