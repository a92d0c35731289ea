using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.People;
using Trepart.Web.Seats;

namespace Trepart.Web.Retention;

/// <summary>Oppbevaring: how long each kind is kept, what was chosen before, and what has been erased. Everyone may see it; the keeper of the register chooses.</summary>
public static class RetentionRoutes
{
    private const int Shown = 50;

    public static void AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<RetentionBook>();
        services.AddSingleton<RetentionChooser>();
        services.AddSingleton<RetentionSweep>();
        services.AddHostedService<Workers.RetentionWorker>();
    }

    public static void MapRetention(this IEndpointRouteBuilder municipality)
    {
        var retention = municipality.MapGroup("oppbevaring").ShowsNobody();
        retention.MapGet("", Show).ForEveryone();
        retention.MapGet("{kind}/velg", (string kind, HttpContext http, Visit visit) => ShowForm(http, visit, kind, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepRegister);
        retention.MapPost("{kind}/velg", (string kind, HttpContext http, Visit visit, RetentionChooser chooser) => Choose(kind, http, visit, chooser)).NeedsRight(Right.KeepRegister);
    }

    private static async Task<IResult> Show(Visit visit, RetentionBook book, SeatBook seats, CancellationToken ct) =>
        new RazorComponentResult<RetentionPage>(new
        {
            All = await book.All(visit.Tenant, ct),
            Runs = await book.Runs(visit.Tenant, Shown, ct),
            Choices = await book.Choices(visit.Tenant, ct),
            Seats = await seats.AllSeats(visit.Tenant, ct),
        });

    private static async Task<IResult> Choose(string kind, HttpContext http, Visit visit, RetentionChooser chooser) =>
        ChoiceNames.Parse<RetentionKind>(kind) is { } known
            ? await CommandEndpoints.FromForm(
                http, visit, (asked, ct) => chooser.Choose(visit, known, asked, ct), RegisterActs.ChooseRetention, RetentionBook.StreamOf(visit.Tenant, known), null,
                (h, v, _, draft, status) => ShowForm(h, v, kind, draft, status), _ => $"{visit.Root}/oppbevaring")
            : Problems.NotFound(visit);

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, string name, Draft? draft, int status)
    {
        if (ChoiceNames.Parse<RetentionKind>(name) is not { } kind)
            return Problems.NotFound(visit);

        var kept = (await http.RequestServices.GetRequiredService<RetentionBook>().All(visit.Tenant, http.RequestAborted)).Single(k => k.Kind == kind);
        var (usual, least, most) = Domain.Retention.Bounds(kind);
        return new RazorComponentResult<ActPage>(new
        {
            Act = RegisterActs.ChooseRetention,
            About = visit.Text[$"choice.retentionKind.{name}"] + ". " + visit.Text[$"retention.why.{name}"],
            Standing = visit.Text.Say("retention.bounds", ("usual", usual), ("least", least), ("most", most)),
            Back = $"{visit.Root}/oppbevaring",
            Draft = draft ?? (Draft.New() with { Body = new JsonObject { ["months"] = kept.Months } }),
        })
        { StatusCode = status };
    }
}
