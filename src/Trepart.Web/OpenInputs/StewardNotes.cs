using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Inputs;
using Trepart.Web.Seats;

namespace Trepart.Web.OpenInputs;

/// <param name="Input">What it was passed on as; null until it is.</param>
public sealed record StewardNote(Guid Id, Guid Arena, Guid Seat, string Text, string? Answer, DateOnly ReleasedOn, Guid? Input);

/// <summary>What was said to a shop steward in confidence. Found by seat only, and nowhere else.</summary>
public sealed class StewardNotes(TenantReader reader, Placement databases)
{
    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<StewardNote>> Of(Tenant tenant, Guid[] seats, CancellationToken ct) =>
        reader.Query(
            tenant,
            "select id, arena_id, seat_id, text, answer, released_on, input_id from steward_notes where tenant_id = $1 and seat_id = any($2) order by released_on desc, id limit 200",
            row => new StewardNote(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetString(3), row.TextOrNull(4), row.Date(5), row.IdOrNull(6)), ct, seats);

    public async Task Answer(Tenant tenant, Guid id, string answer, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("update steward_notes set answer = $3 where tenant_id = $1 and id = $2", tenant.Id, id, answer);
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task NotePassedOn(Tenant tenant, Guid id, Guid input, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("update steward_notes set input_id = $3 where tenant_id = $1 and id = $2", tenant.Id, id, input);
        await batch.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>The shop steward's own page: to answer the giver, or to pass on to the group with nobody named (INP-22, ROL-23).</summary>
public static class StewardRoutes
{
    public static void MapStewardNotes(this IEndpointRouteBuilder municipality)
    {
        var notes = municipality.MapGroup("tillitsvalgt").ForEveryone().Shows(PersonalData.Texts);
        notes.MapGet("", async (Visit visit, StewardNotes book, CancellationToken ct) => await Show(visit, book, null, null, StatusCodes.Status200OK, ct));
        notes.MapPost("svar-giver", Answer);
        notes.MapPost("si-videre", PassOn);
    }

    public static Guid[] SeatsOf(SignedIn who) => [.. who.Holdings.Where(h => h.Seat.Role is SeatRole.ShopSteward).Select(h => h.Seat.Id)];

    private static async Task<IResult> Show(Visit visit, StewardNotes book, Guid? about, Notice? notice, int status, CancellationToken ct) =>
        new RazorComponentResult<StewardPage>(new { Notes = await book.Of(visit.Tenant, SeatsOf(visit.Who), ct), About = about, Notice = notice }) { StatusCode = status };

    private static async Task<StewardNote?> Find(IFormCollection form, Visit visit, StewardNotes book, CancellationToken ct) =>
        Guid.TryParse(form["notat"], out var id) ? (await book.Of(visit.Tenant, SeatsOf(visit.Who), ct)).FirstOrDefault(n => n.Id == id) : null;

    private static async Task<IResult> Answer(HttpContext http, Visit visit, StewardNotes book, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (await Find(form, visit, book, ct) is not { } note)
            return Problems.NotFound(visit);
        var (text, error) = OpenDraft.ReadText(form["tekst"]);
        if (error is not null)
            return await Show(visit, book, note.Id, new(visit.Text["steward.answer"], [visit.Text.Say("error." + error, ("max", Language.Number(CommandShape.LongestText)))]), StatusCodes.Status400BadRequest, ct);
        await book.Answer(visit.Tenant, note.Id, text, ct);
        return TypedResults.Redirect($"{visit.Root}/tillitsvalgt#notat-{note.Id}");
    }

    // As any input that is passed on for a colleague, from the steward's seat. The note remembers which it became; the input knows of no note.
    private static async Task<IResult> PassOn(HttpContext http, Visit visit, StewardNotes book, Desk desk, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (await Find(form, visit, book, ct) is not { } note)
            return Problems.NotFound(visit);
        if (!Guid.TryParse(form["commandId"], out var command))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");

        var body = new JsonObject { ["kind"] = InputKind.Suggestion.Camel(), ["text"] = form["tekst"].ToString(), ["onBehalf"] = true };
        var outcome = await desk.Handle(visit.Tenant, visit.Who, new(InputActs.Give, RandomId.New(), note.Arena, command, null, body, form["confirmed"] == "true"), ct);
        switch (outcome)
        {
            case Outcome.Done done:
                await book.NotePassedOn(visit.Tenant, note.Id, done.Stream, ct);
                return TypedResults.Redirect($"{InputRoutes.AddressOf(visit, done.Stream)}?gjort={InputActs.Give.Name}#gjort");
            case Outcome.Asks asks:
                return await Show(visit, book, note.Id, new(visit.Text["problem.guard-asks.title"], [.. asks.Concerns.Select(c => visit.Text[$"guard.{c}"])]), StatusCodes.Status409Conflict, ct);
            case Outcome.Unreadable bad:
                return await Show(visit, book, note.Id, new(visit.Text["steward.pass-on"], [.. bad.Errors.Select(e => Problems.Sentence(visit.Text, e))]), StatusCodes.Status400BadRequest, ct);
            default:
                return Problems.Forbidden(visit);
        }
    }
}
