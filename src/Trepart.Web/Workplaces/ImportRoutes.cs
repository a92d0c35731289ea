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
    public static async Task<string> CsvOf(IFormCollection form, CancellationToken ct)
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

    private static async Task<IResult> Import(HttpContext http, Visit visit, WorkplaceImport import, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["commandId"], out var command))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");

        var csv = await CsvOf(form, ct);
        var plan = await import.Plan(visit.Tenant, csv, ct);
        if (plan.Faults is [_, ..])
            return Page(StatusCodes.Status400BadRequest);
        if (form["plan"].ToString() is not { Length: > 0 } seen)
            return Page(StatusCodes.Status200OK);

        // Sent again after it was done, the tree is another; the first answer is found by the command's id.
        var outcome = seen == plan.Digest || plan.Changes is [] ? await import.Carry(visit.Tenant, visit.Who, command, csv, plan, ct) : new Outcome.Moved(0);
        return outcome switch
        {
            Outcome.Done => TypedResults.Redirect($"{visit.Root}/arbeidsplasser?importert=1#gjort"),
            Outcome.Refused refused => Problems.Refused(visit, refused.Refusal),
            Outcome.Moved => Page(StatusCodes.Status412PreconditionFailed, isMoved: true),
            Outcome.BodyDiffers => Problems.Of(visit, StatusCodes.Status422UnprocessableEntity, "command-id-used"),
            _ => Problems.Forbidden(visit),
        };

        RazorComponentResult<WorkplaceImportPage> Page(int status, bool isMoved = false) =>
            new(new { CommandId = command, Csv = csv, Plan = plan, IsMoved = isMoved }) { StatusCode = status };
    }
}
