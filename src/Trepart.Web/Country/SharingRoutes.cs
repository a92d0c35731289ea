using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Country;

/// <summary>Deling: what the municipality shares with the union's transition unit, row by row, for everyone to see; two seats say yes and no.</summary>
public static class SharingRoutes
{
    public static void AddCountry(this IServiceCollection services)
    {
        services.AddSingleton<SharingBook>();
        services.AddSingleton<SharingDesk>();
        services.AddSingleton<SharedSources>();
        services.AddSingleton<CountryCopier>();
        services.AddSingleton<CountryReader>();
        services.AddSingleton<UnitBook>();
        services.AddSingleton<CountryOverview>();
        services.AddHostedService<Workers.CountryWorker>();
    }

    public static void MapSharing(this IEndpointRouteBuilder municipality)
    {
        var sharing = municipality.MapGroup("deling").ShowsNobody();
        sharing.MapGet("", Show).ForEveryone();
        foreach (var act in SharingActs.All)
        {
            sharing.MapGet(act.Slug!, (HttpContext http, Visit visit) => ShowForm(http, visit, act, null, StatusCodes.Status200OK)).NeedsRight(act.Right);
            sharing.MapPost(act.Slug!, (HttpContext http, Visit visit, SharingDesk desk) => CommandEndpoints.FromForm(
                    http, visit, (asked, ct) => desk.Handle(visit, asked, ct), act, SharingBook.StreamOf(visit.Tenant), null,
                    (h, v, a, draft, status) => ShowForm(h, v, a, draft, status), _ => $"{visit.Root}/deling"))
                .NeedsRight(act.Right);
        }
    }

    public static void MapSharingApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("sharing", Read).ForEveryone().ShowsNobody()
            .WithName("read-sharing").WithTags("sharing").WithSummary("What the municipality shares with the union's transition unit, row by row").Produces<SharingAnswer>();
        foreach (var act in SharingActs.All)
        {
            municipality.MapPost("sharing/" + act.ApiName, (HttpContext http, Visit visit, SharingDesk desk) => CommandEndpoints.FromJson(
                    http, visit, (asked, ct) => desk.Handle(visit, asked, ct), act, SharingBook.StreamOf(visit.Tenant), null, null))
                .NeedsRight(act.Right).ShowsNobody().WithMetadata(act).WithTags(act.Kind.Name).WithName(act.ApiName)
                .WithSummary(Telling.Upper(act.Name.Replace('_', ' '))).Produces<CommandEndpoints.Accepted>();
        }
    }

    private static async Task<IResult> Show(Visit visit, SharingBook book, CountryReader country, SeatBook seats, CancellationToken ct) =>
        new RazorComponentResult<SharingPage>(new
        {
            Consents = await book.Of(visit.Tenant, ct),
            Changes = await book.Changes(visit.Tenant, ct),
            Rows = await country.Of(visit.Tenant, ct),
            Seats = await seats.AllSeats(visit.Tenant, ct),
        });

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Act act, Draft? draft, int status)
    {
        var shared = (await http.RequestServices.GetRequiredService<SharingBook>().Of(visit.Tenant, http.RequestAborted)).Where(c => c.StoppedOn is null).Select(c => c.Kind).ToList();
        var among = act == SharingActs.Grant ? Enum.GetValues<SharedKind>().Except(shared) : shared.Order();
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = visit.Text[act == SharingActs.Grant ? "sharing.grant.about" : "sharing.withdraw.about"],
            Back = $"{visit.Root}/deling",
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with { Among = new Dictionary<string, IReadOnlyCollection<object>> { ["kind"] = [.. among.Cast<object>()] } },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> Read(Visit visit, CountryReader country, CancellationToken ct)
    {
        var rows = await country.Of(visit.Tenant, ct);
        return TypedResults.Ok(new SharingAnswer(rows.Consents, rows.Municipality, rows.Figures, rows.Experiences));
    }
}

/// <summary>Everything that the union's transition unit can see of the municipality.</summary>
public sealed record SharingAnswer(
    IReadOnlyList<SharedConsent> Sharings, [property: Description("Null while presence is not shared.")] SharedMunicipality? Municipality,
    [property: Description("The newest quarter first; null is too few to show.")] IReadOnlyList<SharedFigures> Figures, IReadOnlyList<SharedExperience> Experiences);
