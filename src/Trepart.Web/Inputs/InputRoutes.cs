using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Auditing;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Matters;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.Inputs;

/// <summary>Innspill: the form that anyone at the workplace can fill in, and the page where the answer comes.</summary>
public static class InputRoutes
{
    public static void MapInputs(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").ShowsNobody().OnlyInWorkingGroups();
        group.MapGet(InputActs.Give.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowNew(http, visit, arena, null, StatusCodes.Status200OK))
            .NeedsRight(Right.GiveInput);
        group.MapPost(InputActs.Give.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, InputActs.Give, null, arena, (h, v, _, draft, status) => ShowNew(h, v, arena, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.GiveInput);

        var innspill = municipality.MapGroup("innspill/{id:guid}");
        innspill.MapGet("", Show).NeedsRight(Right.ReadArena).Shows(PersonalData.InputGiver);
        foreach (var act in InputActs.OnInput)
        {
            innspill.MapGet(act.Slug!, (Guid id, HttpContext http, Visit visit) => ShowForm(http, visit, id, act, null, StatusCodes.Status200OK))
                .NeedsRight(act.Right).Shows(PersonalData.Texts);
            innspill.MapPost(act.Slug!, (Guid id, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, id, null, (h, v, a, draft, status) => ShowForm(h, v, id, a, draft, status), done => AddressOf(visit, done)))
                .NeedsRight(act.Right).Shows(PersonalData.Texts);
        }
    }

    public static string AddressOf(Visit visit, Guid input) => $"{visit.Root}/innspill/{input}";

    private static async Task<IResult> Show(
        Guid id, HttpContext http, Visit visit, EventStore store, InputLists inputs, MatterLists matters, SeatBook seats, AuditReading audit, AccessLog access,
        Calendar calendar, CancellationToken ct)
    {
        if (await inputs.Get(visit.Tenant, id, ct) is not { } input)
            return Problems.NotFound(visit);
        var history = await store.Read(visit.Tenant, id, ct);
        if (!visit.Who.May(Right.ReadArena, input.Arena) && await audit.Open(http, visit, Opened.Input, id, history, null, ct) is null)
            return Problems.Forbidden(visit);

        var telling = new Telling(visit.Text, calendar.Today, await seats.AllSeats(visit.Tenant, ct), history.Words);
        var matter = input.Matter is { } linked ? await matters.Get(visit.Tenant, linked, ct) : null;

        // Who gave it is for the group that answers, and for the giver; other employees see what was said and what was answered.
        var giver = visit.Who.May(Right.WorkInGroup, input.Arena) && input is { OnBehalf: false, Giver: { } holding }
            ? (await seats.NamesOf(visit.Tenant, [holding], ct)).GetValueOrDefault(holding)
            : null;
        if (giver is null)
            access.ShowsNobody(PersonalData.InputGiver);
        else
            await access.Record(visit.Tenant, Reader.From(visit.Who, Right.WorkInGroup, input.Arena), new(PersonalData.InputGiver, id) { Holdings = [input.Giver!.Value] }, ct);
        return new RazorComponentResult<InputPage>(new { Input = input, History = history, Telling = telling, Matter = matter, Giver = giver });
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Draft? draft, int status)
    {
        var info = await http.RequestServices.GetRequiredService<Boards.Arenas>().Get(visit.Tenant, arena, http.RequestAborted);
        return new RazorComponentResult<ActPage>(new
        {
            Act = InputActs.Give,
            About = visit.Text.Say("input.to-group", ("group", info!.Name), ("workplace", info.Workplace)),
            Standing = visit.Text["input.what-happens"],
            Back = $"{visit.Root}/grupper/{arena}",
            Draft = draft ?? Draft.New(),
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<InputLists>().Get(visit.Tenant, id, http.RequestAborted) is not { } input)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, input.Arena) || (act.Right is Right.OwnInput && visit.Who.Holdings.All(h => h.Id != input.Giver)))
            return Problems.Forbidden(visit);

        var choices = FormChoices.None;
        if (act == InputActs.Link || act == InputActs.Relink)
        {
            var matters = await services.GetRequiredService<MatterLists>().OfArena(visit.Tenant, input.Arena, 500, http.RequestAborted);
            choices = choices with
            {
                Options = [.. matters.Where(m => m.Stage is not MatterStage.Closed).Select(m => (m.Id.ToString(), m.Title ?? visit.Text["words.erased"]))],
            };
        }

        if (act == InputActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, http.RequestAborted);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = input.Text ?? visit.Text["words.erased"],
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(input.Version),
            Choices = choices,
        })
        { StatusCode = status };
    }
}
