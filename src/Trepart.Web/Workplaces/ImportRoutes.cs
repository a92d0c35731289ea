using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Workplaces;

/// <summary>Brings the tree in from a spreadsheet: first it is shown what will happen, then it is done.</summary>
public static class ImportRoutes
{
    public static void MapWorkplaceImport(this IEndpointRouteBuilder workplaces)
    {
        workplaces.MapGet("importer", IResult () => new RazorComponentResult<WorkplaceImportPage>(new { CommandId = Guid.CreateVersion7() })).NeedsRight(Right.KeepSeats);
        workplaces.MapPost("importer", Import).NeedsRight(Right.KeepSeats);
    }

    /// <summary>The list as it was pasted, or as it stands in the file.</summary>
    private static async Task<string> CsvOf(IFormCollection form, CancellationToken ct)
    {
        var csv = form["csv"].ToString();
        if (form.Files["fil"] is { Length: > 0 } file)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, ct);
            csv = WorkplaceCsv.Decode(bytes.ToArray());
        }

        return csv.ReplaceLineEndings("\n");
    }

    private static Task<IResult> Import(HttpContext http, Visit visit, WorkplaceImport import, CancellationToken ct) => Answer(
        http, visit, (csv, stop) => import.Plan(visit.Tenant, csv, stop), (command, csv, plan, stop) => import.Carry(visit.Tenant, visit.Who, command, csv, plan, stop),
        (command, csv, plan, isMoved, status) => new RazorComponentResult<WorkplaceImportPage>(new { CommandId = command, Csv = csv, Plan = plan, IsMoved = isMoved }) { StatusCode = status }, ct);

    /// <summary>A list that was sent: shown with what it would do, and done when that comes back as it was shown.</summary>
    /// <param name="show">The page, for a command with the list, its plan and whether things are other than they were when it was shown.</param>
    public static async Task<IResult> Answer<TPlan>(
        HttpContext http, Visit visit, Func<string, CancellationToken, Task<TPlan>> makePlan, Func<Guid, string, TPlan, CancellationToken, Task<Outcome>> carry,
        Func<Guid, string, TPlan, bool, int, IResult> show, CancellationToken ct)
        where TPlan : IListPlan
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["commandId"], out var command))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");

        var csv = await CsvOf(form, ct);
        var plan = await makePlan(csv, ct);
        if (plan.Faults is [_, ..])
            return show(command, csv, plan, false, StatusCodes.Status400BadRequest);
        if (form["plan"].ToString() is not { Length: > 0 } seen)
            return show(command, csv, plan, false, StatusCodes.Status200OK);

        // Sent again after it was done, the workplaces are others; the first answer is found by the command's id.
        var outcome = seen == plan.Digest || plan.ChangesNothing ? await carry(command, csv, plan, ct) : new Outcome.Moved(0);
        return outcome switch
        {
            Outcome.Done => TypedResults.Redirect($"{visit.Root}/arbeidsplasser?importert=1#gjort"),
            Outcome.Refused refused => Problems.Refused(visit, refused.Refusal),
            Outcome.Moved => show(command, csv, plan, true, StatusCodes.Status412PreconditionFailed),
            Outcome.BodyDiffers => Problems.Of(visit, StatusCodes.Status422UnprocessableEntity, "command-id-used"),
            _ => Problems.Forbidden(visit),
        };
    }
}
