using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Store;
using Trepart.Web.Access;
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
        municipality.MapGet("historikk", List).ForEveryone().Shows(PersonalData.TrailNames);
        municipality.MapGet("historikk/{position:long}", Show).ForEveryone().Shows(PersonalData.TrailNames);
    }

    public static string AddressOf(Visit visit, long position) => $"{visit.Root}/historikk/{position}";

    private static async Task<IResult> List(
        HttpContext http, Visit visit, EventStore store, SeatBook seats, Arenas arenas, InputLists inputs, MatterLists matters, AuditReading audit, AccessLog log,
        Calendar calendar,
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
        var lines = await TrailLine.Of(page, visit, calendar, store, seats, arenas, ct);
        await Settle(log, visit, access, lines, null, ct);
        return new RazorComponentResult<TrailPage>(new
        {
            Question = question,
            Typed = http.Request.Query,
            Choices = await TrailChoices.For(question, access, visit, store, seats, arenas, inputs, matters, ct),
            Lines = lines,
            Older = older,
        })
        { StatusCode = question.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }

    private static async Task<IResult> Show(
        long position, HttpContext http, Visit visit, EventStore store, SeatBook seats,
        Arenas arenas, AuditReading audit, AccessLog log, Calendar calendar, CancellationToken ct)
    {
        if (TrailAccess.Of(visit.Who) is not { } access)
            return Problems.Forbidden(visit);

        var page = await store.ReadTrail(visit.Tenant, new TrailFilter(Position: position, Limit: 1, Within: access.Within), ct);
        page = page with { Events = [.. page.Events.Where(access.Sees)] };
        if (await TrailLine.Of(page, visit, calendar, store, seats, arenas, ct) is not [var line])
            return Problems.NotFound(visit);
        if (access.IsAudit)
            await audit.OpenRecord(http, visit, line.Record, ct);
        await Settle(log, visit, access, [line], line.Record.Id, ct);
        return new RazorComponentResult<RecordPage>(new { Line = line });
    }

    private static Task Settle(AccessLog log, Visit visit, TrailAccess access, IReadOnlyList<TrailLine> lines, Guid? record, CancellationToken ct)
    {
        // An auditor's opening is on record by itself; here it stands for those whose names were seen.
        var reader = access.IsAudit ? Reader.Under(visit.Who.Mandates[0].Id)
            : visit.Who.May(Right.ReadWholeTrail) || lines is []
                ? Reader.From(visit.Who, Right.ReadWholeTrail)
                : Reader.From(visit.Who, Right.ReadOwnTrail, lines[0].Record.Arena);
        return log.Record(visit.Tenant, reader, new(PersonalData.TrailNames, record) { Holdings = [.. lines.Select(l => l.Named).OfType<Guid>()] }, ct);
    }
}
