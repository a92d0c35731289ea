using System.Globalization;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Seats;

namespace Trepart.Web.Reports;

/// <summary>What the pages of reports show, as JSON and to the same people.</summary>
public static class ReportApi
{
    public static void MapReportsApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("arenas/{arena:guid}/reports", List).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-reports").WithTags("report").WithSummary("A group's reports to the steering group, the latest first").Produces<ReportList>();
        municipality.MapGet("reports", ListSent).NeedsRight(Right.AnswerGroups).Shows(PersonalData.Texts)
            .WithName("list-sent-reports").WithTags("report").WithSummary("What the groups have sent: what waits for an answer first").Produces<ReportList>();

        // The group, and those it is sent to: two rights, and the handler asks.
        municipality.MapGet("reports/{id:guid}", Read).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-report").WithTags("report").WithSummary("A report with its answer; to the steering group once it is sent").Produces<ReportAnswer>();
        municipality.MapGet("report-rhythms/{id:guid}", ReadRhythm).ForEveryone().ShowsNobody()
            .WithName("read-report-rhythm").WithTags("report_rhythm").WithSummary("A choice of how often reports are due").Produces<ReportRhythmAnswer>();
    }

    private static async Task<IResult> List(Guid arena, Visit visit, ReportBook book, CancellationToken ct) =>
        TypedResults.Ok(new ReportList(await book.OfArena(visit.Tenant, arena, ct)));

    private static async Task<IResult> ListSent(Visit visit, ReportBook book, CancellationToken ct) => TypedResults.Ok(new ReportList(await book.Sent(visit.Tenant, ct)));

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, ReportBook book, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } report)
            return Problems.NotFound(visit);
        if (!ReportRoutes.MayRead(visit.Who, report))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{report.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(new ReportAnswer(id, report.Version, report, await book.Notes(visit.Tenant, id, ct)));
    }

    private static async Task<IResult> ReadRhythm(Guid id, HttpContext http, Visit visit, ReportBook book, EventStore store, CancellationToken ct)
    {
        if (await book.OneRhythm(visit.Tenant, id, ct) is not { } rhythm)
            return Problems.NotFound(visit);
        var version = (await store.Read(visit.Tenant, id, ct)).Version;
        http.Response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(new ReportRhythmAnswer(id, version, rhythm));
    }
}

public sealed record ReportList(IReadOnlyList<ReportRow> Items);

/// <param name="Notes">Of the chief shop stewards and the chief safety representative.</param>
public sealed record ReportAnswer(Guid Id, long Version, ReportRow Report, IReadOnlyList<ReportNoteRow> Notes);

public sealed record ReportRhythmAnswer(Guid Id, long Version, ReportRhythm Rhythm);
