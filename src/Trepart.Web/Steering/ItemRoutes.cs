using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Seats;

namespace Trepart.Web.Steering;

/// <summary>Styringssaker: what the steering group talks about, also between its meetings. There is nothing to vote on and nothing to decide.</summary>
public static class ItemRoutes
{
    public static void MapSteeringItems(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet(SteeringActs.PutUp.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowNew(http, visit, arena, null, StatusCodes.Status200OK)).NeedsRight(SteeringActs.PutUp.Right);
        group.MapPost(SteeringActs.PutUp.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, SteeringActs.PutUp, null, arena, (h, v, _, draft, status) => ShowNew(h, v, arena, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(SteeringActs.PutUp.Right);

        var one = municipality.MapGroup("styringssaker/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", Show).NeedsRight(Right.ReadArena);
        foreach (var act in SteeringActs.OnItem)
        {
            one.MapGet(act.Slug!, (Guid id, [FromQuery(Name = "punkt")] int? question, HttpContext http, Visit visit) => ShowForm(http, visit, id, act, question, null, StatusCodes.Status200OK))
                .NeedsRight(act.Right);
            one.MapPost(act.Slug!, (Guid id, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, id, null, (h, v, a, draft, status) => ShowForm(h, v, id, a, null, draft, status), done => AddressOf(visit, done)))
                .NeedsRight(act.Right);
        }
    }

    public static string AddressOf(Visit visit, Guid item) => $"{visit.Root}/styringssaker/{item}";

    /// <summary>Where an item stands, in one sentence.</summary>
    public static string Standing(Language text, DateOnly today, ItemRow item) => item switch
    {
        { Stage: ItemStage.Closed } => text["item.standing.closed"],
        { Stage: ItemStage.Routed, RoutedTo: { } to, RoutedOn: { } on } => text.Say("item.standing.routed", ("to", text.Choice(to)), ("on", text.Day(on, today))),
        { Kind: ItemKind.Signal, AnsweredOn: null } => text["item.standing.signal"],
        _ => text["item.standing.open"],
    };


    private static async Task<IResult> Show(Guid id, Visit visit, SteeringBook book, EventStore store, SeatBook seats, Calendar calendar, CancellationToken ct)
    {
        if (await book.Item(visit.Tenant, id, ct) is not { } item)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, item.Arena))
            return Problems.Forbidden(visit);
        var history = await store.Read(visit.Tenant, id, ct);
        var story = SteeringStory.Of(item.Arena, await store.Read(visit.Tenant, item.Arena, ct));
        return new RazorComponentResult<ItemPage>(new
        {
            Item = item,
            State = (SteeringItem)Kind.Item.Fold(history.Events.Select(e => e.Event)),
            History = history,
            Theme = story?.ThemeName(item.Theme, visit.Text),
            Telling = new Telling(visit.Text, calendar.Today, await seats.AllSeats(visit.Tenant, ct), history.Words),
        });
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Draft? draft, int status)
    {
        var history = await http.RequestServices.GetRequiredService<EventStore>().Read(visit.Tenant, arena, http.RequestAborted);
        var story = SteeringStory.Of(arena, history);
        if (story is null && draft is null)
            return TypedResults.Redirect($"{visit.Root}/grupper/{arena}");

        // A signal is the politicians' to give: to others it is not offered.
        var kinds = Enum.GetValues<ItemKind>().Where(k => k is not ItemKind.Signal || visit.Who.Holdings.Any(h => h.Seat.Arena == arena && h.Seat.Role is SeatRole.Mayor or SeatRole.Politician));
        return new RazorComponentResult<ActPage>(new
        {
            Act = SteeringActs.PutUp,
            Back = SteeringRoutes.AddressOf(visit),
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with
            {
                OptionsOf = story is null ? new Dictionary<string, IReadOnlyList<(string, string)>>() : SteeringRoutes.ThemeOptions(visit.Text, story),
                Among = new Dictionary<string, IReadOnlyCollection<object>> { ["kind"] = [.. kinds.Cast<object>()] },
            },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, int? question, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<SteeringBook>().Item(visit.Tenant, id, ct) is not { } item)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, item.Arena))
            return Problems.Forbidden(visit);

        var choices = FormChoices.None;
        var body = new JsonObject();
        if (act == SteeringActs.EraseText || act == SteeringActs.Answer)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = act == SteeringActs.EraseText
                ? choices with { Options = TextChoices.Of(history.Events, history.Words) }
                : choices with { OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { ["question"] = Questions(history, visit.Text) } };
            body["question"] = question?.ToString(CultureInfo.InvariantCulture);
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = item.Title ?? visit.Text["words.erased"],
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(item.Version) with { Body = body },
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static IReadOnlyList<(string Value, string Text)> Questions(History history, Language text) =>
        [.. history.Events.Select(e => e.Event).OfType<ItemAskedAbout>().Select(e => (e.Question.ToString(CultureInfo.InvariantCulture), history.Words.GetValueOrDefault(e.Asked.Id) ?? text["words.erased"]))];
}
