using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Groups;

/// <summary>Foreninger: a union at a group's workplace, what it has been asked and what it answered.</summary>
public static class UnionRoutes
{
    public static void MapUnions(this IEndpointRouteBuilder municipality)
    {
        var one = municipality.MapGroup("foreninger/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", Show).NeedsRight(Right.ReadArena);
        one.MapForms(GroupActs.OnUnion, ShowForm, AddressOf);
    }

    public static string AddressOf(Visit visit, Guid union) => $"{visit.Root}/foreninger/{union}";

    /// <summary>How it stands with a union, in one sentence.</summary>
    public static string Standing(Language text, DateOnly today, UnionStage stage, DateOnly on, string? speaker = null) =>
        text.Say($"union.stage.{stage}", ("on", text.Day(on, today)), ("speaker", speaker ?? text["union.another"]));

    private static async Task<IResult> Show(Guid id, Visit visit, GroupBook book, EventStore store, SeatBook seats, Calendar calendar, CancellationToken ct)
    {
        if (await book.Union(visit.Tenant, id, ct) is not { } union)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, union.Arena))
            return Problems.Forbidden(visit);
        var history = await store.Read(visit.Tenant, id, ct);
        return new RazorComponentResult<UnionPage>(new
        {
            Union = union,
            History = history,
            Telling = new Telling(visit.Text, calendar.Today, await seats.AllSeats(visit.Tenant, ct), history.Words),
        });
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<GroupBook>().Union(visit.Tenant, id, http.RequestAborted) is not { } union)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, union.Arena))
            return Problems.Forbidden(visit);
        var stewards = act == GroupActs.UnionRepresented
            ? (await services.GetRequiredService<SeatBook>().SeatsOf(visit.Tenant, union.Arena, http.RequestAborted))
                .Where(s => s.Role is SeatRole.ShopSteward && !Composition.IsSame(s.Organisation, union.Organisation)).ToList()
            : [];
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = union.Organisation,
            Standing = Standing(visit.Text, services.GetRequiredService<Calendar>().Today, union.Stage, union.StageOn),
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(union.Version),
            Choices = FormChoices.None with { Seats = stewards },
        })
        { StatusCode = status };
    }
}
