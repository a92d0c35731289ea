using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Decisions;
using Trepart.Web.Erasing;
using Trepart.Web.Experiences;
using Trepart.Web.Reports;
using Trepart.Web.Seats;

namespace Trepart.Web.Gatherings;

/// <summary>Samlinger: when groups meet, and what each of them shows there.</summary>
public static class GatheringRoutes
{
    // Before this no group can have done anything that is told here.
    private static readonly DateOnly Beginning = new(1990, 1, 1);

    public static void MapGatherings(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("samlinger", async Task<IResult> (Visit visit, GatheringBook book, CancellationToken ct) =>
            new RazorComponentResult<GatheringsPage>(new { Gatherings = await book.All(visit.Tenant, ct) })).ForEveryone().Shows(PersonalData.Texts);

        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet(GatheringActs.Plan.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowPlan(http, visit, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepTraining);
        group.MapPost(GatheringActs.Plan.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, GatheringActs.Plan, null, arena, (h, v, _, draft, status) => ShowPlan(h, v, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.KeepTraining);
        group.MapGet(GatheringActs.Draft.Slug!, (Guid arena, [FromQuery(Name = "samling")] Guid? gathering, HttpContext http, Visit visit) =>
            ShowDraft(http, visit, arena, gathering, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        group.MapPost(GatheringActs.Draft.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, GatheringActs.Draft, null, arena,
                (h, v, _, draft, status) => ShowDraft(h, v, arena, Guid.TryParse(draft.Body["gathering"]?.ToString(), out var id) ? id : null, draft, status),
                done => PresentationAddress(visit, done)))
            .NeedsRight(Right.WorkInGroup);

        var one = municipality.MapGroup("samlinger/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", Show).ForEveryone();
        one.MapForms(GatheringActs.OnGathering, ShowForm, AddressOf);

        var shown = municipality.MapGroup("framvisninger/{id:guid}").Shows(PersonalData.Texts);
        shown.MapGet("", ShowPresentation).ForEveryone();
        shown.MapForms(GatheringActs.OnPresentation, ShowPresentationForm, PresentationAddress);
    }

    public static void MapGatheringsApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("gatherings", async (Visit visit, GatheringBook book, CancellationToken ct) => TypedResults.Ok(new GatheringList(await book.All(visit.Tenant, ct))))
            .ForEveryone().Shows(PersonalData.Texts)
            .WithName("list-gatherings").WithTags("gathering").WithSummary("The municipality's gatherings, the latest first").Produces<GatheringList>();
        municipality.MapGet("gatherings/{id:guid}", Read).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-gathering").WithTags("gathering").WithSummary("A gathering, with what groups have agreed to show there").Produces<GatheringAnswer>();
        municipality.MapGet("presentations/{id:guid}", ReadPresentation).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-presentation").WithTags("presentation").WithSummary("What a group shows at a gathering: to everyone where all its parties have agreed, otherwise to itself")
            .Produces<PresentationRow>();
    }

    public static string AddressOf(Visit visit, Guid gathering) => $"{visit.Root}/samlinger/{gathering}";

    public static string PresentationAddress(Visit visit, Guid presentation) => $"{visit.Root}/framvisninger/{presentation}";

    private static bool MayRead(SignedIn who, PresentationRow presentation) => presentation.Stage is PresentationStage.Shown || who.May(Right.ReadArena, presentation.Arena);

    private static async Task<IResult> Show(
        Guid id, Visit visit, GatheringBook book, Arenas arenas, ReportCounts counts, ExperienceBook experiences, DecisionBook decisions, Calendar calendar, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } gathering)
            return Problems.NotFound(visit);
        var presentations = (await book.Of(visit.Tenant, id, ct)).Where(p => MayRead(visit.Who, p)).ToList();
        var (published, wins) = (await experiences.Published(visit.Tenant, null, null, ct), await decisions.Wins(visit.Tenant, ct));
        var shown = new List<GroupShown>();
        foreach (var presentation in presentations.Where(p => p.Stage is PresentationStage.Shown))
        {
            shown.Add(new(
                presentation,
                presentation.Journey
                    ? ReportFigures.Of(await counts.Happened(visit.Tenant, presentation.Arena, Beginning, gathering.Day < calendar.Today ? gathering.Day : calendar.Today, ct))
                    : null,
                [.. published.Where(e => e.Arena == presentation.Arena)], [.. wins.Where(w => w.Arena == presentation.Arena)]));
        }

        return new RazorComponentResult<GatheringPage>(new
        {
            Gathering = gathering,
            Shown = shown,
            Own = presentations.Where(p => visit.Who.May(Right.ReadArena, p.Arena)).ToList(),
            Arenas = (await arenas.All(visit.Tenant, ct)).Values.Where(a => a.Kind is ArenaKind.WorkingGroup).ToList(),
        });
    }

    private static async Task<IResult> ShowPresentation(Guid id, Visit visit, GatheringBook book, Arenas arenas, SeatBook seats, Calendar calendar, CancellationToken ct)
    {
        if (await book.Presentation(visit.Tenant, id, ct) is not { } presentation || await book.Get(visit.Tenant, presentation.Gathering, ct) is not { } gathering)
            return Problems.NotFound(visit);
        if (!MayRead(visit.Who, presentation))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<PresentationPage>(new
        {
            Presentation = presentation,
            Gathering = gathering,
            Arena = (await arenas.Get(visit.Tenant, presentation.Arena, ct))!,
            Seats = await seats.AllSeats(visit.Tenant, ct),
            Parties = visit.Who.May(Right.WorkInGroup, presentation.Arena) ? await seats.PartiesOf(visit.Tenant, presentation.Arena, calendar.Today, ct) : [],
        });
    }

    private static async Task<IResult> ShowPlan(HttpContext http, Visit visit, Draft? draft, int status) =>
        new RazorComponentResult<ActPage>(new
        {
            Act = GatheringActs.Plan,
            Back = $"{visit.Root}/samlinger",
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with { Arenas = await Groups(http, visit) },
        })
        { StatusCode = status };

    private static async Task<IReadOnlyList<(Guid Id, string Name)>> Groups(HttpContext http, Visit visit) =>
        [.. (await http.RequestServices.GetRequiredService<Arenas>().All(visit.Tenant, http.RequestAborted)).Values.Where(a => a.Kind is ArenaKind.WorkingGroup).Select(a => (a.Id, SeatRoutes.NameOf(a)))];

    private static async Task<IResult> ShowDraft(HttpContext http, Visit visit, Guid arena, Guid? gathering, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var open = (await services.GetRequiredService<GatheringBook>().All(visit.Tenant, ct)).Where(g => !g.IsCancelled && g.Invites(arena)).ToList();
        var one = open.Find(g => g.Id == gathering);
        return new RazorComponentResult<ActPage>(new
        {
            Act = GatheringActs.Draft,
            About = SeatRoutes.NameOf((await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!),
            Standing = one is null ? null : Named(visit.Text, one),
            Back = one is null ? $"{visit.Root}/samlinger" : AddressOf(visit, one.Id),
            Draft = draft ?? Draft.New(),
            Choices = one is not null
                ? FormChoices.None with { Hidden = ["gathering"], Fixed = [("gathering", one.Id.ToString())] }
                : FormChoices.None with { Options = [.. open.Select(g => (g.Id.ToString(), Named(visit.Text, g)))] },
        })
        { StatusCode = status };
    }

    private static string Named(Language text, GatheringRow gathering) => $"{gathering.Theme ?? text["words.erased"]}, {text.Date(gathering.Day)}";

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<GatheringBook>().Get(visit.Tenant, id, ct) is not { } gathering)
            return Problems.NotFound(visit);
        var choices = FormChoices.None;
        if (act == GatheringActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }
        else if (act == GatheringActs.Invite)
        {
            choices = choices with { Arenas = [.. (await Groups(http, visit)).Where(a => !gathering.Invites(a.Id))] };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = Named(visit.Text, gathering),
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(gathering.Version) with
            {
                Body = act == GatheringActs.Move ? new() { ["day"] = gathering.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["place"] = gathering.Place } : [],
            },
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowPresentationForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var book = services.GetRequiredService<GatheringBook>();
        if (await book.Presentation(visit.Tenant, id, ct) is not { } presentation || await book.Get(visit.Tenant, presentation.Gathering, ct) is not { } gathering)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, presentation.Arena))
            return Problems.Forbidden(visit);
        var choices = FormChoices.None;
        if (act == GatheringActs.ErasePresentation)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = Named(visit.Text, gathering),
            Back = PresentationAddress(visit, id),
            Draft = draft ?? Draft.New(presentation.Version) with
            {
                Body = act == GatheringActs.Edit ? new() { ["text"] = presentation.Text, ["journey"] = presentation.Journey ? "true" : null } : [],
            },
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, GatheringBook book, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } gathering)
            return Problems.NotFound(visit);
        http.Response.Headers.ETag = $"\"{gathering.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(new GatheringAnswer(id, gathering.Version, gathering, [.. (await book.Of(visit.Tenant, id, ct)).Where(p => MayRead(visit.Who, p))]));
    }

    private static async Task<IResult> ReadPresentation(Guid id, HttpContext http, Visit visit, GatheringBook book, CancellationToken ct)
    {
        if (await book.Presentation(visit.Tenant, id, ct) is not { } presentation)
            return Problems.NotFound(visit);
        if (!MayRead(visit.Who, presentation))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{presentation.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(presentation);
    }
}

/// <summary>What a group has agreed to show, and what it has published to everyone before.</summary>
/// <param name="Figures">Of its journey until the gathering; null where the group does not show them.</param>
public sealed record GroupShown(PresentationRow Presentation, ReportFigures? Figures, IReadOnlyList<ExperienceRow> Experiences, IReadOnlyList<WinRow> Wins);

public sealed record GatheringList(IReadOnlyList<GatheringRow> Items);

/// <param name="Presentations">What all may see, and what is the reader's own group's.</param>
public sealed record GatheringAnswer(Guid Id, long Version, GatheringRow Gathering, IReadOnlyList<PresentationRow> Presentations);
