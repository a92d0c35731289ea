using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Api;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Auditing;

/// <summary>Innsyn: who is let in as auditor, to what and until when, and everything that was opened.</summary>
public static class AuditRoutes
{
    public static void MapAudits(this IEndpointRouteBuilder municipality)
    {
        var innsyn = municipality.MapGroup("innsyn").Shows(PersonalData.Mandates);
        innsyn.MapGet("", List).NeedsRight(Right.SeeMandates);
        innsyn.MapGet(MandateActs.Grant.Slug!, (HttpContext http, Visit visit) => ShowNew(http, visit, null, StatusCodes.Status200OK)).NeedsRight(Right.GrantMandate);
        innsyn.MapPost(MandateActs.Grant.Slug!, (HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, MandateActs.Grant, null, PlaceOf(visit), (h, v, _, draft, status) => ShowNew(h, v, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.GrantMandate);

        var one = innsyn.MapGroup("{id:guid}");
        one.MapGet("", Show).NeedsRight(Right.SeeMandates);
        one.MapForms(MandateActs.OnMandate, ShowForm, AddressOf);
    }

    public static void MapAuditsApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("mandates", ReadList).NeedsRight(Right.SeeMandates).Shows(PersonalData.Mandates)
            .WithName("list-mandates").WithTags("mandate").WithSummary("Auditors' mandates, the latest start first").Produces<MandateList>();
        municipality.MapGet("mandates/{id:guid}", ReadOne).NeedsRight(Right.SeeMandates).Shows(PersonalData.Mandates)
            .WithName("read-mandate").WithTags("mandate").WithSummary("A mandate, and what was opened under it").Produces<MandateAnswer>();
    }

    public static string AddressOf(Visit visit, Guid mandate) => $"{visit.Root}/innsyn/{mandate}";

    /// <summary>Where a mandate is recorded: in the arena of the seat that grants it.</summary>
    public static Guid? PlaceOf(Visit visit) => visit.Who.Holding(Right.GrantMandate)?.Seat.Arena;

    private static async Task<IResult> List(Visit visit, MandateBook mandates, Openings openings, Arenas arenas, CancellationToken ct) =>
        new RazorComponentResult<MandatesPage>(new
        {
            All = await mandates.All(visit.Tenant, ct),
            Sums = await openings.Sums(visit.Tenant, ct),
            Arenas = await arenas.All(visit.Tenant, ct),
        });

    private static async Task<IResult> Show(
        Guid id, [FromQuery(Name = "for")] Guid? before, Visit visit, MandateBook mandates, Openings openings, Arenas arenas, EventStore store, CancellationToken ct)
    {
        if (await mandates.Get(visit.Tenant, id, ct) is not { } mandate)
            return Problems.NotFound(visit);
        var opened = await openings.Of(visit.Tenant, id, before, ct);
        var shown = opened.Take(Openings.PageSize).ToList();
        return new RazorComponentResult<MandatePage>(new
        {
            Mandate = mandate,
            Opened = shown,
            Older = opened.Count > shown.Count ? shown[^1].Id : (Guid?)null,
            IsFirst = before is null,
            Arenas = await arenas.All(visit.Tenant, ct),
            Streams = await store.ReadOpenings(visit.Tenant, [.. shown.Select(o => o.Thing).OfType<Guid>().Distinct()], ct),
            Words = await store.ReadWords(visit.Tenant, [.. shown.Select(o => o.Thing).OfType<Guid>().Distinct()], ct),
        });
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var auditors = await services.GetRequiredService<MandateBook>().Auditors(visit.Tenant, ct);
        var arenas = await services.GetRequiredService<Arenas>().All(visit.Tenant, ct);
        return new RazorComponentResult<ActPage>(new
        {
            Act = MandateActs.Grant,
            Back = $"{visit.Root}/innsyn",
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with
            {
                Arenas = [.. arenas.Values.Select(a => (a.Id, NameOf(a))).OrderBy(a => a.Item2, Learning.NorwegianOrder.Instance)],
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { ["person"] = [.. auditors.Select(a => (a.Id.ToString(), a.Name))] },
                Hidden = auditors.Count == 0 ? ["person"] : null,
            },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        if (await http.RequestServices.GetRequiredService<MandateBook>().Get(visit.Tenant, id, http.RequestAborted) is not { } mandate)
            return Problems.NotFound(visit);
        var form = draft ?? Draft.New(mandate.Version);
        if (draft is null && act == MandateActs.ChangeEnd)
            form.Body["end"] = mandate.End.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = Trail.TrailLine.MandateTitle(visit.Text, mandate.Authority),
            Standing = Until(visit.Text, mandate, http.RequestServices.GetRequiredService<Calendar>().Today),
            Back = AddressOf(visit, id),
            Draft = form,
        })
        { StatusCode = status };
    }

    /// <summary>One sentence that says from when until when.</summary>
    public static string Until(Language text, MandateRow mandate, DateOnly today) => mandate switch
    {
        { EndedOn: { } ended } => text.Say("mandate.ended", ("on", text.Date(ended))),
        _ => text.Say($"mandate.{mandate.On(today)}", ("from", text.Date(mandate.Start)), ("to", text.Date(mandate.End))),
    };

    public static string NameOf(ArenaInfo arena) => arena.Workplace is null ? arena.Name : $"{arena.Workplace} – {arena.Name}";

    private static async Task<IResult> ReadList(Visit visit, MandateBook mandates, Openings openings, Calendar calendar, CancellationToken ct)
    {
        var sums = await openings.Sums(visit.Tenant, ct);
        return TypedResults.Ok(new MandateList([.. (await mandates.All(visit.Tenant, ct)).Select(m => MandateItem.Of(m, calendar.Today, sums.GetValueOrDefault(m.Id)))]));
    }

    private static async Task<IResult> ReadOne(
        Guid id, [FromQuery(Name = "before"), Description("Only openings older than this one; the next page's address has it.")] Guid? before,
        HttpContext http, Visit visit, MandateBook mandates, Openings openings, Calendar calendar, CancellationToken ct)
    {
        if (await mandates.Get(visit.Tenant, id, ct) is not { } mandate)
            return Problems.NotFound(visit);
        http.Response.Headers.ETag = $"\"{mandate.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}\"";
        var opened = await openings.Of(visit.Tenant, id, before, ct);
        var shown = opened.Take(Openings.PageSize).ToList();
        return TypedResults.Ok(new MandateAnswer(
            MandateItem.Of(mandate, calendar.Today, (await openings.Sums(visit.Tenant, ct)).GetValueOrDefault(id)), shown,
            opened.Count > shown.Count ? $"{ApiRoutes.RootOf(visit)}/mandates/{id}?before={shown[^1].Id}" : null));
    }
}

public sealed record MandateList(IReadOnlyList<MandateItem> Items);

/// <summary>A mandate, and what was opened under it, newest first.</summary>
public sealed record MandateAnswer(
    MandateItem Mandate, IReadOnlyList<Opening> Opened, [property: Description("The address of the next, older page; null on the last.")] string? Next);

/// <summary>A mandate as a list shows it.</summary>
/// <param name="Purpose">Null where the words have been erased.</param>
public sealed record MandateItem(
    Guid Id, long Version, MandateStanding Standing, [property: Description("Null where the register no longer has it.")] string? Auditor, AuditAuthority Authority,
    LegalBasis Basis, string? Purpose, bool WholeMunicipality, IReadOnlyList<Guid> Arenas, DateOnly? HistoryFrom, DateOnly? HistoryTo, DateOnly Start,
    [property: Description("The last day.")] DateOnly End, [property: Description("Where it was ended before its time.")] DateOnly? EndedOn, DateOnly GrantedOn,
    [property: Description("How many pages and answers were opened under it.")] long OpenedCount)
{
    public static MandateItem Of(MandateRow row, DateOnly today, (long Count, DateTimeOffset Last) opened) => new(
        row.Id, row.Version, row.On(today), row.Auditor, row.Authority, row.Basis, row.Purpose, row.WholeMunicipality, row.Arenas, row.HistoryFrom, row.HistoryTo,
        row.Start, row.End, row.EndedOn, row.GrantedOn, opened.Count);
}
