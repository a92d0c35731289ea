using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.OpenInputs;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.Trust;

/// <summary>Tillitssjekken: the group asks its own, everyone answers without a name, and the group sees how it stands from year to year.</summary>
public static class TrustRoutes
{
    /// <summary>From one address in ten minutes. A whole workplace may share one.</summary>
    public const int MostAnswers = 200;

    public static void AddTrust(this IServiceCollection services)
    {
        services.AddSingleton<TrustBook>();
        services.AddSingleton<TrustSlips>();
        services.AddSingleton<TrustAnswers>();
        services.AddSingleton<TrustClosing>();
    }

    public static void MapTrust(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").ShowsNobody().OnlyInWorkingGroups();
        group.MapGet("tillitssjekk", Show).NeedsRight(Right.GiveInput);
        group.MapGet(TrustActs.Open.Slug!, (Guid arena, Visit visit) => ShowNew(visit, arena, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        group.MapPost(TrustActs.Open.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, TrustActs.Open, null, arena, (_, v, _, draft, status) => ShowNew(v, arena, draft, status), _ => AddressOf(visit, arena)))
            .NeedsRight(Right.WorkInGroup);
        municipality.MapGet("tillitssjekk/{id:guid}/lever", ShowForm).NeedsRight(Right.GiveInput).ShowsNobody();
    }

    /// <summary>
    /// Where an answer is sent: by the slip in the form and by nobody, so that neither the session nor our own instruments see who it was. The slip is known
    /// to the one who opened the form and to nobody else: it is also what keeps another page from sending in her name.
    /// </summary>
    public static void MapTrustAnswers(this IEndpointRouteBuilder app) =>
        app.MapPost("{municipality}/tillitssjekk", Answer).AllowAnonymous().ShowsNobody().Reaches(Reach.Keyed).WithMetadata(new UnnamedRoute()).AtMost("tillit", MostAnswers);

    public static string AddressOf(Visit visit, Guid arena) => $"{visit.Root}/grupper/{arena}/tillitssjekk";

    private static async Task<IResult> Show(Guid arena, Visit visit, TrustBook book, TrustSlips slips, TrustAnswers answers, Arenas arenas, Calendar calendar, CancellationToken ct)
    {
        var checks = await book.OfArena(visit.Tenant, arena, ct);
        var open = checks.FirstOrDefault(c => c.IsOpen(calendar.Today));
        return new RazorComponentResult<TrustPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Checks = checks,
            Open = open,
            HasAnswered = open is not null && await answers.IsMarked(visit.Tenant, open.Id, slips.MarkOf(visit.Tenant, open.Id, visit.Who.Person), ct),
        });
    }

    private static Task<IResult> ShowNew(Visit visit, Guid arena, Draft? draft, int status) =>
        Task.FromResult<IResult>(new RazorComponentResult<ActPage>(new { Act = TrustActs.Open, Back = AddressOf(visit, arena), Draft = draft ?? Draft.New() }) { StatusCode = status });

    private static async Task<IResult> ShowForm(Guid id, HttpContext http, Visit visit, TrustBook book, TrustSlips slips, Calendar calendar, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } check)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.GiveInput, check.Arena))
            return Problems.Forbidden(visit);
        if (!check.IsOpen(calendar.Today))
            return TypedResults.Redirect(AddressOf(visit, check.Arena));

        // What was chosen is not to be found by the next one at the same machine.
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<TrustAnswerPage>(new { Check = check, Slip = slips.Of(visit.Tenant, id, visit.Who.Person) });
    }

    private static async Task<IResult> Answer(string municipality, HttpContext http, Visit visit, TrustBook book, TrustSlips slips, TrustAnswers answers, Calendar calendar, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (await OpenRoutes.Find(municipality, form["sprak"], http, visit, ct) is not { } where
            || slips.Read(where.Tenant, form["lapp"]) is not { } slip
            || await book.Get(where.Tenant, slip.Check, ct) is not { } check)
        {
            return Problems.NotFound(visit);
        }

        http.Response.Headers.CacheControl = "no-store";
        int?[] steps = [.. TrustWords.Fields.Select(f => int.TryParse(form[f], NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : (int?)null)];
        int[] given = [.. steps.OfType<int>()];
        if (check.IsOpen(calendar.Today) && !TrustCheck.IsWhole(given))
        {
            return new RazorComponentResult<TrustAgainPage>(new { Municipality = where, Check = check, Slip = form["lapp"].ToString(), Steps = steps })
            { StatusCode = StatusCodes.Status400BadRequest };
        }

        var isOpen = check.IsOpen(calendar.Today);
        if (isOpen)
            await answers.Put(where.Tenant, slip, given, calendar.Today, ct);
        return new RazorComponentResult<TrustThanksPage>(new { Municipality = where, Check = check, IsOver = !isOpen });
    }
}
