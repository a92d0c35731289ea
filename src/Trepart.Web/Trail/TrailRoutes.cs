using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Store;
using Trepart.Web.Auditing;
using Trepart.Web.Boards;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.Seats;

namespace Trepart.Web.Trail;

/// <summary>Historikk: the municipality's log as people read it, and each record of it as it can be checked.</summary>
public static class TrailRoutes
{
    public static void MapTrail(this IEndpointRouteBuilder municipality)
    {
        // Two rights open the trail, the whole or one's own groups' part of it, and a route can name only one: the handlers ask.
        municipality.MapGet("historikk", List).ForEveryone();
        municipality.MapGet("historikk/{position:long}", Show).ForEveryone();
    }

    public static string AddressOf(Visit visit, long position) => $"{visit.Root}/historikk/{position}";

    private static async Task<IResult> List(
        HttpContext http, Visit visit, EventStore store, SeatBook seats, Arenas arenas, InputLists inputs, MatterLists matters, AuditReading audit, Calendar calendar,
        CancellationToken ct)
    {
        if (TrailAccess.Of(visit.Who) is not { } access)
            return Problems.Forbidden(visit);

        var question = TrailQuestion.Read(http.Request.Query, TrailNames.Page);
        if (question.Arena is null && access.Within is { Count: 1 } own)
            question = question with { Arena = own.Single() };
        if (await access.Refuse(question, visit, arenas, store, ct) is { } problem)
            return problem;

        var page = question.Errors.Count == 0 ? await store.ReadTrail(visit.Tenant, question.Filter(access), ct) : new History([], new Dictionary<Guid, string>());
        var more = page.Events.Count > question.Limit;
        var older = more ? page.Events[question.Limit - 1].Position : (long?)null;
        page = page with { Events = [.. page.Events.Take(question.Limit).Where(access.Sees)] };
        if (access.IsAudit)
            await audit.OpenTrail(http, visit, question, question.Arena, ct);
        return new RazorComponentResult<TrailPage>(new
        {
            Question = question,
            Typed = http.Request.Query,
            Choices = await TrailChoices.For(question, access, visit, store, seats, arenas, inputs, matters, ct),
            Lines = await TrailLine.Of(page, visit, calendar, store, seats, arenas, ct),
            Older = older,
        })
        { StatusCode = question.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }

    private static async Task<IResult> Show(
        long position, HttpContext http, Visit visit, EventStore store, SeatBook seats, Arenas arenas, AuditReading audit, Calendar calendar, CancellationToken ct)
    {
        if (TrailAccess.Of(visit.Who) is not { } access)
            return Problems.Forbidden(visit);

        var page = await store.ReadTrail(visit.Tenant, new TrailFilter(Position: position, Limit: 1, Within: access.Within), ct);
        page = page with { Events = [.. page.Events.Where(access.Sees)] };
        if (await TrailLine.Of(page, visit, calendar, store, seats, arenas, ct) is not [var line])
            return Problems.NotFound(visit);
        if (access.IsAudit)
            await audit.OpenRecord(http, visit, line.Record, ct);
        return new RazorComponentResult<RecordPage>(new { Line = line });
    }
}
