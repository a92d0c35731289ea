using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.OpenInputs;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Web.Country;

/// <summary>Landet: what the union's transition unit sees across municipalities, and keeps itself. Outside every municipality, and for those who work there alone.</summary>
public static class CountryRoutes
{
    /// <summary>Requests to start from one address in ten minutes.</summary>
    private const int MostStarts = 5;

    private const int LongestLine = 200;

    public static void MapCountry(this IEndpointRouteBuilder app)
    {
        var country = app.MapGroup("landet").RequireAuthorization().ForEveryone().Shows(PersonalData.UnitRegister).Reaches(Reach.Unit);
        country.AddEndpointFilter(TrepartHost.Antiforgery).AddEndpointFilter(LetIn);
        country.MapGet("", Show);
        country.MapGet("kommune", ShowPlace);
        country.MapPost("status", NoteStatus);
        country.MapGet("erfaringer", ShowExperiences);
        country.MapGet("program", ShowProgrammes);
        country.MapPost("program", AddProgramme);
        country.MapPost("samling", AddGathering);
        country.MapGet("ressurspersoner", ShowResourcePersons);
        country.MapPost("ressurspersoner", AddResourcePerson);
        country.MapPost("ressurspersoner/slett", EraseResourcePerson);
        country.MapGet("henvendelser", ShowRequests);
        country.MapPost("henvendelser/ferdig", FinishRequest);
        country.MapPost("henvendelser/slett", EraseRequest);

        var start = app.MapGroup("start").AllowAnonymous().ShowsNobody().Reaches(Reach.Open);
        start.MapGet("", IResult ([FromQuery(Name = "takk")] string? thanks) => new RazorComponentResult<StartPage>(new { IsThanked = thanks is not null }));
        start.MapPost("", Ask).AddEndpointFilter(TrepartHost.Antiforgery).AtMost("start", MostStarts);
    }

    // Whoever is of a municipality is sent home: there is nothing here to find out about.
    private static async ValueTask<object?> LetIn(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return Whose.Of(http.User) is { } whose && await http.RequestServices.GetRequiredService<UnitBook>().Find(whose, http.RequestAborted) is not null
            ? await next(context)
            : TypedResults.Redirect("/kommuner");
    }

    private static async Task<IResult> Show(CountryOverview overview, UnitBook unit, CancellationToken ct) =>
        new RazorComponentResult<CountryPage>(new { Seen = await overview.Read(ct), Waiting = (await unit.StartRequests(ct)).Count(r => r.DoneOn is null) });

    private static async Task<IResult> ShowPlace([FromQuery(Name = "landsted")] string? place, Visit visit, CountryOverview overview, CountryReader country, CancellationToken ct)
    {
        var seen = await overview.Read(ct);
        if (seen.Find(place) is not { } found)
            return Problems.NotFound(visit);
        var figures = found.Shared is { } shared ? await country.Figures(ct, new Tenant(shared.TenantId)) : [];
        return new RazorComponentResult<PlacePage>(new { Seen = seen, Place = found, Figures = figures });
    }

    private static async Task<IResult> NoteStatus(HttpContext http, Visit visit, UnitBook unit, CountryOverview overview, Calendar calendar, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if ((await overview.Read(ct)).Find(form["sted"]) is not { } place || !Enum.TryParse<SpreadStatus>(form["status"], out var status) || !Enum.IsDefined(status))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");
        await unit.Note(new(place.Place.Place, status, calendar.Today), ct);
        return TypedResults.Redirect($"/landet/kommune?landsted={place.Place.Place}");
    }

    private static async Task<IResult> ShowExperiences([FromQuery(Name = "sokeord")] string? words, CountryReader country, CancellationToken ct)
    {
        var asked = words?.Trim() is { Length: > 0 and <= LongestLine } text ? text : null;
        return new RazorComponentResult<ExperiencesPage>(new
        {
            Words = asked,
            Experiences = await country.Experiences(ct, words: asked),
            Names = (await country.Municipalities(ct)).ToDictionary(m => m.TenantId, m => m.Name),
        });
    }

    private static async Task<IResult> ShowProgrammes(UnitBook unit, CountryOverview overview, CancellationToken ct) =>
        new RazorComponentResult<ProgrammesPage>(new { All = await unit.Programmes(ct), Seen = await overview.Read(ct) });

    private static async Task<IResult> AddProgramme(HttpContext http, Visit visit, UnitBook unit, CountryOverview overview, TimeProvider clock, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var seen = await overview.Read(ct);
        var places = form["steder"].OfType<string>().Distinct().ToList();
        var end = form["slutt"].ToString() is { Length: > 0 } text ? Day(text) : null;
        if (Line(form["navn"]) is not { } name || !Enum.TryParse<ProgrammeKind>(form["type"], out var kind) || !Enum.IsDefined(kind) || Day(form["begynner"]) is not { } begins
            || (form["slutt"].ToString().Length > 0 && (end is null || end < begins)) || places.Any(p => seen.Find(p) is null))
        {
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");
        }

        await unit.Add(new Programme(Guid.CreateVersion7(clock.GetUtcNow()), name, kind, begins, end, places, []), ct);
        return TypedResults.Redirect("/landet/program");
    }

    private static async Task<IResult> AddGathering(HttpContext http, Visit visit, UnitBook unit, TimeProvider clock, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["hvilket"], out var programme) || Day(form["begynner"]) is not { } day || Line(form["navn"]) is not { } theme)
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");
        await unit.Add(Guid.CreateVersion7(clock.GetUtcNow()), new Gathering(programme, day, theme), ct);
        return TypedResults.Redirect("/landet/program");
    }

    private static async Task<IResult> ShowResourcePersons(UnitBook unit, CountryOverview overview, CancellationToken ct) =>
        new RazorComponentResult<ResourcePersonsPage>(new { All = await unit.ResourcePersons(ct), Seen = await overview.Read(ct) });

    private static async Task<IResult> AddResourcePerson(HttpContext http, Visit visit, UnitBook unit, CountryOverview overview, TimeProvider clock, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if ((await overview.Read(ct)).Find(form["sted"]) is not { Place: { Kind: PlaceKind.County, Place: var county } } || Line(form["rolle"]) is not { } office
            || Line(form["navn"]) is not { } name || Line(form["kontakt"]) is not { } contact)
        {
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");
        }

        await unit.Add(new ResourcePerson(Guid.CreateVersion7(clock.GetUtcNow()), county, office, name, contact), ct);
        return TypedResults.Redirect("/landet/ressurspersoner");
    }

    private static async Task<IResult> EraseResourcePerson(HttpContext http, UnitBook unit, CancellationToken ct)
    {
        if (Guid.TryParse((await http.Request.ReadFormAsync(ct))["hvilket"], out var id))
            await unit.EraseResourcePerson(id, ct);
        return TypedResults.Redirect("/landet/ressurspersoner");
    }

    private static async Task<IResult> ShowRequests(UnitBook unit, CountryReader country, CancellationToken ct) =>
        new RazorComponentResult<RequestsPage>(new
        {
            Starts = await unit.StartRequests(ct),
            Helps = await country.Help(ct),
            Names = (await country.Municipalities(ct)).ToDictionary(m => m.TenantId, m => m.Name),
        });

    private static async Task<IResult> FinishRequest(HttpContext http, UnitBook unit, Calendar calendar, CancellationToken ct)
    {
        if (Guid.TryParse((await http.Request.ReadFormAsync(ct))["hvilket"], out var id))
            await unit.Finish(id, calendar.Today, ct);
        return TypedResults.Redirect("/landet/henvendelser");
    }

    private static async Task<IResult> EraseRequest(HttpContext http, UnitBook unit, CancellationToken ct)
    {
        if (Guid.TryParse((await http.Request.ReadFormAsync(ct))["hvilket"], out var id))
            await unit.EraseStartRequest(id, ct);
        return TypedResults.Redirect("/landet/henvendelser");
    }

    private static async Task<IResult> Ask(HttpContext http, UnitBook unit, Calendar calendar, TimeProvider clock, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var (message, fault) = OpenDraft.ReadText(form["tekst"]);
        var email = form["adresse"].ToString().Trim();
        var isAddress = email.Length == 0 || (email.Length <= LongestLine && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < email.Length - 1 && !email.Any(c => char.IsControl(c) || c == ' '));
        if (fault is not null || Line(form["sted"]) is not { } municipality || Line(form["rolle"]) is not { } role || !isAddress)
        {
            return new RazorComponentResult<StartPage>(new
            {
                IsWrong = true,
                Municipality = form["sted"].ToString(),
                Role = form["rolle"].ToString(),
                Email = email,
                Message = form["tekst"].ToString(),
            })
            { StatusCode = StatusCodes.Status400BadRequest };
        }

        await unit.Add(new StartRequest(Guid.CreateVersion7(clock.GetUtcNow()), municipality, role, email.Length == 0 ? null : email, message, calendar.Today, null), ct);
        return TypedResults.Redirect("/start?takk=1");
    }

    private static string? Line(string? text) => text?.Trim() is { Length: > 0 and <= LongestLine } line && !line.Any(char.IsControl) ? line : null;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
