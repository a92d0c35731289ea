using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Seats;
using Trepart.Web.Workplaces;

namespace Trepart.Web.FollowUp;

/// <summary>A form of a page that is shown again.</summary>
/// <param name="Name">The last part of its address.</param>
/// <param name="About">The entry that it is about; null for a new one.</param>
public sealed record FollowUpDraft(string Name, Guid? About, JsonObject Body, IReadOnlyList<FieldError> Errors);

/// <summary>
/// Oppfølging: a chief's page over those whom she follows up, and the page that the two of each pair have to themselves (ROL-17, ROL-20, ROL-28,
/// ROL-30, ROL-55).
/// </summary>
public static class FollowUpRoutes
{
    private static readonly string[] Fields = ["text", "on", "what", "due", "done"];

    public static void AddFollowUp(this IServiceCollection services)
    {
        services.AddSingleton<FollowUpBook>();
        services.AddSingleton<FollowUpActions>();
        services.AddSingleton<InterestBook>();
    }

    public static void MapFollowUp(this IEndpointRouteBuilder municipality)
    {
        var all = municipality.MapGroup("oppfolging").Shows(PersonalData.FollowedUp);
        all.MapGet("", ShowAll).NeedsRight(Right.FollowUp);
        all.MapPost("interesse/{id:guid}/legg-bort", PutAside).NeedsRight(Right.FollowUp);

        // The one followed up has it by one right and the chief by another: the handlers ask.
        var one = all.MapGroup("{id:guid}");
        one.MapGet("", (Guid id, HttpContext http, Visit visit) => Show(http, visit, id, null, StatusCodes.Status200OK)).ForEveryone();
        one.MapPost("be-om-samtale", (Guid id, HttpContext http, Visit visit, FollowUpActions actions) =>
            Send(http, visit, id, null, (key, _, ct) => actions.Ask(visit.Tenant, visit.Who, id, key, ct))).NeedsRight(Right.AskForTalk);
        one.MapPost("skriv", (Guid id, HttpContext http, Visit visit, FollowUpActions actions) =>
            Send(http, visit, id, null, (key, body, ct) => actions.Note(visit.Tenant, visit.Who, id, key, body, ct))).ForEveryone();
        one.MapPost("samtale-holdt", (Guid id, HttpContext http, Visit visit, FollowUpActions actions) =>
            Send(http, visit, id, null, (key, body, ct) => actions.Talk(visit.Tenant, visit.Who, id, key, body, ct))).NeedsRight(Right.FollowUp);
        one.MapPost("plan", (Guid id, HttpContext http, Visit visit, FollowUpActions actions) =>
            Send(http, visit, id, null, (key, body, ct) => actions.Step(visit.Tenant, visit.Who, id, key, body, ct))).NeedsRight(Right.FollowUp);
        one.MapPost("oppforing/{entry:guid}/gjennomfort", (Guid id, Guid entry, HttpContext http, Visit visit, FollowUpActions actions) =>
            Send(http, visit, id, entry, (_, body, ct) => actions.Finish(visit.Tenant, visit.Who, id, entry, body, ct))).NeedsRight(Right.FollowUp);
        one.MapPost("oppforing/{entry:guid}/fjern", (Guid id, Guid entry, HttpContext http, Visit visit, FollowUpActions actions) =>
            Send(http, visit, id, entry, (_, _, ct) => actions.Remove(visit.Tenant, visit.Who, id, entry, ct))).ForEveryone();
    }

    public static string AddressOf(Visit visit, Guid holding) => $"{visit.Root}/oppfolging/{holding}";

    private static async Task<IResult> ShowAll(Visit visit, FollowUpBook book, InterestBook interests, WorkplaceTrees trees, Calendar calendar, CancellationToken ct)
    {
        var chief = Chiefs.Of(visit.Who);
        var isSafety = chief.Any(c => c.Seat.Role is Domain.SeatRole.ChiefSafetyRepresentative);
        return new RazorComponentResult<FollowUpPage>(new
        {
            Chief = chief,
            Seats = await book.Of(visit.Tenant, chief, calendar.Today, ct),
            Interested = await interests.For(visit.Tenant, chief, calendar.Today, ct),
            GroupsWithout = isSafety ? await book.WithoutSafetyRepresentative(visit.Tenant, ct) : [],
            WorkplacesWithout = isSafety ? WithoutGroup(await trees.Read(visit.Tenant, calendar.Today, ct)) : [],
        });
    }

    /// <summary>The units that no group reaches: nobody there is a safety representative in one.</summary>
    public static IReadOnlyList<WorkplaceRow> WithoutGroup(WorkplaceTree tree) =>
        [.. tree.All.Where(n => n is { Coverage: Coverage.None, Workplace: { Level: Domain.WorkplaceLevel.Unit, ClosedOn: null } }).Select(n => n.Workplace)];

    private static async Task<IResult> Show(HttpContext http, Visit visit, Guid id, FollowUpDraft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var (pair, isForbidden) = await services.GetRequiredService<FollowUpActions>().Find(visit.Tenant, visit.Who, id, ct);
        if (pair is null)
            return isForbidden ? Problems.Forbidden(visit) : Problems.NotFound(visit);
        var book = services.GetRequiredService<FollowUpBook>();
        return new RazorComponentResult<PairPage>(new
        {
            Pair = pair,
            Entries = await book.Entries(visit.Tenant, pair, ct),
            HasChief = pair.IsChief || await book.HasChief(visit.Tenant, pair.Seat.Seat.Id, ct),
            Draft = draft,
        })
        { StatusCode = status };
    }

    private static async Task<IResult> Send(HttpContext http, Visit visit, Guid id, Guid? entry, Func<Guid, JsonObject, CancellationToken, Task<FollowUpOutcome>> act)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["commandId"], out var key))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");

        var body = new JsonObject();
        foreach (var field in Fields.Where(form.ContainsKey))
            body[field] = form[field].ToString();
        return await act(key, body, http.RequestAborted) switch
        {
            FollowUpOutcome.Done => TypedResults.Redirect($"{AddressOf(visit, id)}#mellom-oss"),
            FollowUpOutcome.Forbidden => Problems.Forbidden(visit),
            FollowUpOutcome.Unreadable bad => await Show(
                http, visit, id, new(http.Request.Path.Value!.Split('/')[^1], entry, body, bad.Errors), StatusCodes.Status400BadRequest),
            _ => Problems.NotFound(visit),
        };
    }

    private static async Task<IResult> PutAside(Guid id, Visit visit, InterestBook interests, CancellationToken ct) =>
        await interests.PutAside(visit.Tenant, id, Chiefs.Of(visit.Who), ct) ? TypedResults.Redirect($"{visit.Root}/oppfolging#ledige") : Problems.NotFound(visit);
}
