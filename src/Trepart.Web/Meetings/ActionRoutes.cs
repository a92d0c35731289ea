using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Matters;
using Trepart.Web.Seats;

namespace Trepart.Web.Meetings;

/// <summary>Tiltak: who does what by when, and what came of it.</summary>
public static class ActionRoutes
{
    public static void MapActions(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet(
                ActionActs.Agree.Slug!,
                (Guid arena, [FromQuery(Name = "mote")] Guid? meeting, [FromQuery(Name = "sak")] Guid? matter, [FromQuery(Name = "punkt")] int? item, HttpContext http, Visit visit) =>
                    ShowNew(http, visit, arena, meeting, matter, item, null, StatusCodes.Status200OK))
            .NeedsRight(ActionActs.Agree.Right);
        group.MapPost(ActionActs.Agree.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, ActionActs.Agree, null, arena,
                (h, v, _, draft, status) => ShowNew(h, v, arena, IdIn(draft, "meeting"), IdIn(draft, "matter"), NumberIn(draft), draft, status),
                done => AddressOf(visit, done)))
            .NeedsRight(ActionActs.Agree.Right);

        var tiltak = municipality.MapGroup("tiltak/{id:guid}").Shows(PersonalData.Texts);
        tiltak.MapGet("", Show).NeedsRight(Right.ReadArena);
        tiltak.MapForms(ActionActs.OnAction, ShowForm, AddressOf);
    }

    public static string AddressOf(Visit visit, Guid action) => $"{visit.Root}/tiltak/{action}";

    private static async Task<IResult> Show(
        Guid id, Visit visit, ActionLists actions, EventStore store, SeatBook seats, MatterLists matters, Calendar calendar, CancellationToken ct)
    {
        if (await actions.Get(visit.Tenant, id, ct) is not { } action)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, action.Arena))
            return Problems.Forbidden(visit);
        var history = await store.Read(visit.Tenant, id, ct);
        return new RazorComponentResult<ActionPage>(new
        {
            Action = action,
            History = history,
            Telling = new Telling(visit.Text, calendar.Today, await seats.AllSeats(visit.Tenant, ct), history.Words),
            Matter = action.Matter is { } matter ? await matters.Get(visit.Tenant, matter, ct) : null,
        });
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Guid? meeting, Guid? matter, int? item, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var from = meeting is { } id ? await services.GetRequiredService<MeetingLists>().Get(visit.Tenant, id, ct) : null;
        var about = matter is { } named ? await services.GetRequiredService<MatterLists>().Get(visit.Tenant, named, ct) : null;
        if ((meeting is not null && from?.Arena != arena) || (matter is not null && about?.Arena != arena))
            return Problems.NotFound(visit);

        List<(string, string)> given =
        [
            .. meeting is { } m ? new[] { ("meeting", m.ToString()) } : [], .. matter is { } s ? new[] { ("matter", s.ToString()) } : [],
            .. item is { } n ? new[] { ("item", n.ToString(CultureInfo.InvariantCulture)) } : [],
        ];
        return new RazorComponentResult<ActPage>(new
        {
            Act = ActionActs.Agree,
            About = about?.Title,
            Back = from is null ? $"{visit.Root}/grupper/{arena}/moter" : MeetingRoutes.AddressOf(visit, from.Id),
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with
            {
                Seats = [.. (await services.GetRequiredService<SeatBook>().SeatsOf(visit.Tenant, arena, ct)).Where(x => Rights.Of(x).Contains(Right.TakeAction))],
                Hidden = ["meeting", "matter", "item"],
                Fixed = given,
            },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<ActionLists>().Get(visit.Tenant, id, ct) is not { } action)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, action.Arena))
            return Problems.Forbidden(visit);

        var choices = FormChoices.None;
        if (act == ActionActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = action.What ?? visit.Text["words.erased"],
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(action.Version),
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static Guid? IdIn(Draft draft, string field) => Guid.TryParse(draft.Body[field]?.ToString(), out var id) ? id : null;

    private static int? NumberIn(Draft draft) => int.TryParse(draft.Body["item"]?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
