using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Erasing;

/// <summary>Personer: who stands in the register, where they sit or sat, and the form that erases one.</summary>
public static class PeopleRoutes
{
    public static void MapPeople(this IEndpointRouteBuilder municipality)
    {
        var people = municipality.MapGroup("personer");
        people.MapGet("", Show).NeedsRight(Right.ErasePeople);
        people.MapGet("{id:guid}/slett", (Guid id, Visit visit, Register register, CancellationToken ct) =>
            ShowForm(visit, register, id, new(Guid.CreateVersion7(), null, null), StatusCodes.Status200OK, ct)).NeedsRight(Right.ErasePeople);
        people.MapPost("{id:guid}/slett", Erase).NeedsRight(Right.ErasePeople);
    }

    private static async Task<IResult> Show([FromQuery(Name = "navn")] string? name, [FromQuery(Name = "slettet")] string? erased, Visit visit, Register register, CancellationToken ct) =>
        new RazorComponentResult<PeoplePage>(new { People = await register.Find(visit.Tenant, name, ct), Name = name?.Trim() ?? "", IsErased = erased == "1" });

    private static async Task<IResult> Erase(Guid id, HttpContext http, Visit visit, Register register, PersonEraser eraser, Calendar calendar, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["commandId"], out var command))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");

        var given = Enum.GetValues<ErasureReason>().Where(r => ErasePersonPage.ValueOf(r) == form["reason"]).ToList();
        if (given is not [var reason])
            return await ShowForm(visit, register, id, new(command, null, "required"), StatusCodes.Status400BadRequest, ct);

        return await eraser.Erase(visit.Tenant, visit.Who, id, reason, command, calendar.Today, ct) switch
        {
            Outcome.Done => TypedResults.Redirect($"{visit.Root}/personer?slettet=1#gjort"),
            Outcome.Forbidden => Problems.Forbidden(visit),
            Outcome.Refused refused => await ShowForm(visit, register, id, new(command, reason, "refusal." + refused.Refusal.Code), StatusCodes.Status409Conflict, ct),
            Outcome.Moved => await ShowForm(visit, register, id, new(Guid.CreateVersion7(), reason, "problem.changed-meanwhile.detail"), StatusCodes.Status412PreconditionFailed, ct),
            Outcome.BodyDiffers => Problems.Of(visit, StatusCodes.Status422UnprocessableEntity, "command-id-used"),
            _ => Problems.NotFound(visit),
        };
    }

    private static async Task<IResult> ShowForm(Visit visit, Register register, Guid id, ErasePersonForm form, int status, CancellationToken ct) =>
        await register.Get(visit.Tenant, id, ct) is { } person
            ? new RazorComponentResult<ErasePersonPage>(new { Person = person, Form = form }) { StatusCode = status }
            : Problems.NotFound(visit);
}

/// <param name="Problem">"required", or the key of the sentence that says why not; null at first.</param>
public sealed record ErasePersonForm(Guid CommandId, ErasureReason? Reason, string? Problem);
