using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Matters;
using Trepart.Web.Meetings;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.Groups;

/// <summary>A deferral in which the seat is to talk with others before the next meeting.</summary>
public sealed record TalkToHave(MatterRow Matter, DateOnly Until);

/// <summary>
/// Plassen: what whoever takes a seat steps into (MET-18, ROL-06). Everything follows the seat and nobody hands anything over by hand: the rules, what is
/// open, what is on trial, what was put off, what was agreed, and what the others expect.
/// </summary>
public static class NewcomerRoutes
{
    private const int Most = 200;

    public static void MapNewcomers(this IEndpointRouteBuilder municipality)
    {
        var seat = municipality.MapGroup("plass/{id:guid}").Shows(PersonalData.Texts);
        seat.MapGet("", Show).NeedsRight(Right.ReadArena);
        seat.MapForms(GroupActs.OnSeat, ShowForm, AddressOf);
    }

    public static string AddressOf(Visit visit, Guid seat) => $"{visit.Root}/plass/{seat}";

    private static async Task<IResult> Show(
        Guid id, Visit visit, SeatOverview seats, SeatBook known, Arenas arenas, GroupBook book, MatterLists matters, ActionLists actions, SteeringBook steering, EventStore store, Calendar calendar,
        CancellationToken ct)
    {
        if (await seats.Get(visit.Tenant, id, ct) is not { } seat)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, seat.Seat.Arena))
            return Problems.Forbidden(visit);

        var open = (await matters.OfArena(visit.Tenant, seat.Seat.Arena, Most, ct)).Where(m => m.Stage is not MatterStage.Closed).ToList();
        var rules = await book.Rules(visit.Tenant, seat.Seat.Arena, ct) is [var latest, ..] ? latest : null;
        return new RazorComponentResult<NewcomerPage>(new
        {
            seat.Seat,
            IsVacant = seat.HoldersOn(calendar.Today) is [],
            Arena = (await arenas.Get(visit.Tenant, seat.Seat.Arena, ct))!,
            Expectations = await book.Expectations(visit.Tenant, id, ct),
            Rules = rules,
            StandsBehind = rules is not null && (await book.Behind(visit.Tenant, rules.Id, ct)).TryGetValue(id, out var on) ? on : (DateOnly?)null,
            Open = open,
            Items = (await steering.Items(visit.Tenant, seat.Seat.Arena, Most, ct)).Where(i => i.Stage is not ItemStage.Closed).ToList(),
            Talks = await Talks(),
            Actions = (await actions.Open(visit.Tenant, seat.Seat.Arena, ct)).Where(a => a.Seats.Contains(id)).ToList(),
            Seats = await known.AllSeats(visit.Tenant, ct),
            Agreements = await book.Agreements(visit.Tenant, seat.Seat.Arena, calendar.Today.AddYears(-1), ct),
        });

        async Task<IReadOnlyList<TalkToHave>> Talks()
        {
            var talks = new List<TalkToHave>();
            foreach (var deferred in open.Where(m => m.Stage is MatterStage.Deferred))
            {
                if (MatterStory.Of(deferred.Id, await store.Read(visit.Tenant, deferred.Id, ct))?.Deferral is { } deferral && deferral.Talk.Contains(id))
                    talks.Add(new(deferred, deferral.Until));
            }

            return talks;
        }
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<SeatOverview>().Get(visit.Tenant, id, ct) is not { } seat)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, seat.Seat.Arena) || (act.IsOfOwnSeat && visit.Who.Holdings.All(h => h.Seat.Id != id)))
            return Problems.Forbidden(visit);

        var book = services.GetRequiredService<GroupBook>();
        var body = new JsonObject();
        var choices = FormChoices.None;
        if (act == GroupActs.AcknowledgeRules)
        {
            // The version that was shown goes with the form: another may have been adopted since.
            var shown = draft?.Body["rules"]?.ToString() ?? (await book.Rules(visit.Tenant, seat.Seat.Arena, ct) is [var latest, ..] ? latest.Id.ToString() : null);
            choices = choices with { Hidden = ["rules"], Fixed = shown is null ? null : [("rules", shown)] };
        }
        else
        {
            body["expectations"] = (await book.Expectations(visit.Tenant, id, ct))?.Text ?? Starter(visit.Text, seat.Seat.Role);
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = Telling.Upper(Telling.SeatName(visit.Text, seat.Seat)),
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New((await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct)).Version) with { Body = body },
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static string? Starter(Language text, SeatRole role) => Texts.Has($"expectations.starter.{role}") ? text[$"expectations.starter.{role}"] : null;
}
