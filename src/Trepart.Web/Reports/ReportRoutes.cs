using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Seats;

namespace Trepart.Web.Reports;

/// <summary>Rapporter: what the groups tell the steering group, and what it answers.</summary>
public static class ReportRoutes
{
    public static void MapReports(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet("rapporter", List).NeedsRight(Right.ReadArena);
        foreach (var act in new[] { ReportActs.Draft, ReportActs.ChooseRhythm })
        {
            group.MapGet(act.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowNew(http, visit, arena, act, null, StatusCodes.Status200OK)).NeedsRight(act.Right);
            group.MapPost(act.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, null, arena, (h, v, a, draft, status) => ShowNew(h, v, arena, a, draft, status),
                    done => act == ReportActs.Draft ? AddressOf(visit, done) : $"{visit.Root}/rapporter"))
                .NeedsRight(act.Right);
        }

        municipality.MapGet("rapporter", ListSent).NeedsRight(Right.AnswerGroups).Shows(PersonalData.Texts);
        var report = municipality.MapGroup("rapporter/{id:guid}").Shows(PersonalData.Texts);

        // The group, and those it is sent to: two rights, and the handler asks.
        report.MapGet("", Show).ForEveryone();
        report.MapForms(ReportActs.OnReport, ShowForm, AddressOf);
    }

    public static string AddressOf(Visit visit, Guid report) => $"{visit.Root}/rapporter/{report}";

    /// <summary>The group itself, and after it is sent those to whom it is.</summary>
    public static bool MayRead(SignedIn who, ReportRow report) =>
        who.May(Right.ReadArena, report.Arena) || (report.IsSent && (who.May(Right.AnswerGroups) || who.May(Right.NoteReports)));

    /// <summary>Whether the seat may do it here: what is municipal waits until the group has sent it.</summary>
    public static bool MayDo(SignedIn who, Act act, ReportRow report) => who.May(act.Right, report.Arena) && MayRead(who, report);

    /// <summary>"1. januar 2026 til 30. juni 2026".</summary>
    public static string Period(Language text, ReportRow report) => text.Say("report.period", ("from", text.Date(report.From)), ("until", text.Date(report.Until)));

    private static async Task<IResult> List(Guid arena, Visit visit, Arenas arenas, ReportBook book, Calendar calendar, CancellationToken ct)
    {
        var rhythm = await book.Rhythm(visit.Tenant, ct);
        return new RazorComponentResult<ReportsPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Reports = await book.OfArena(visit.Tenant, arena, ct),
            Rhythm = rhythm,
            Due = ReportRhythmChoice.PeriodBefore(rhythm, calendar.Today),
        });
    }

    private static async Task<IResult> ListSent(Visit visit, Arenas arenas, ReportBook book, CancellationToken ct) =>
        new RazorComponentResult<SentReportsPage>(new
        {
            Reports = await book.Sent(visit.Tenant, ct),
            Arenas = await arenas.All(visit.Tenant, ct),
            Rhythm = await book.Rhythm(visit.Tenant, ct),
        });

    private static async Task<IResult> Show(Guid id, Visit visit, Arenas arenas, ReportBook book, SeatBook seats, EventStore store, Calendar calendar, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } report)
            return Problems.NotFound(visit);
        if (!MayRead(visit.Who, report))
            return Problems.Forbidden(visit);

        // Who stands outside the group reads what was sent, and not how it came about.
        var history = visit.Who.May(Right.ReadArena, report.Arena) ? await store.Read(visit.Tenant, id, ct) : null;
        var known = await seats.AllSeats(visit.Tenant, ct);
        return new RazorComponentResult<ReportPage>(new
        {
            Report = report,
            Arena = (await arenas.Get(visit.Tenant, report.Arena, ct))!,
            Notes = await book.Notes(visit.Tenant, id, ct),
            Seats = known,
            History = history,
            State = history is null ? null : (Report)Kind.Report.Fold(history.Events.Select(e => e.Event)),
            Telling = new Telling(visit.Text, calendar.Today, known, history?.Words ?? new Dictionary<Guid, string>()),
        });
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var info = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!;
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = act == ReportActs.Draft ? SeatRoutes.NameOf(info) : null,
            Back = act == ReportActs.Draft ? $"{visit.Root}/grupper/{arena}/rapporter" : $"{visit.Root}/rapporter",
            Draft = draft ?? Draft.New() with { Body = await Beginning(services, visit, arena, act, ct) },
        })
        { StatusCode = status };
    }

    // The period that has ended, and what is on record of it.
    private static async Task<JsonObject> Beginning(IServiceProvider services, Visit visit, Guid arena, Act act, CancellationToken ct)
    {
        var rhythm = await services.GetRequiredService<ReportBook>().Rhythm(visit.Tenant, ct);
        if (act == ReportActs.ChooseRhythm)
            return new JsonObject { ["rhythm"] = rhythm.Camel() };
        var (from, until) = ReportRhythmChoice.PeriodBefore(rhythm, services.GetRequiredService<Calendar>().Today);
        return new JsonObject
        {
            ["from"] = from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["until"] = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["text"] = await services.GetRequiredService<ReportCounts>().Draft(visit.Tenant, arena, from, until, visit.Text, ct),
        };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<ReportBook>().Get(visit.Tenant, id, ct) is not { } report)
            return Problems.NotFound(visit);
        if (!MayDo(visit.Who, act, report))
            return Problems.Forbidden(visit);
        var info = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, report.Arena, ct))!;
        var history = act == ReportActs.EraseText ? await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct) : null;
        var choices = history is not null
            ? FormChoices.None with { Options = TextChoices.Of(history.Events.Where(e => e.Event is not (ReportNoted or ReportAnswered or ReportOutcomeReturned)), history.Words) }
            : act == ReportActs.Answer && !report.HasProblem ? FormChoices.None with { Hidden = ["onProblem"] } : FormChoices.None;
        var body = act == ReportActs.Edit ? new JsonObject { ["text"] = report.Text, ["problem"] = report.Problem } : [];
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = SeatRoutes.NameOf(info),
            Standing = act == ReportActs.Answer && report.HasProblem ? visit.Text.Say("report.lifts", ("problem", report.Problem ?? visit.Text["words.erased"])) : Period(visit.Text, report),
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(report.Version) with { Body = body },
            Choices = choices,
        })
        { StatusCode = status };
    }
}
