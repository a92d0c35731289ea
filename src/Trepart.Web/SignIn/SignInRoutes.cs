using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.SignIn;

/// <summary>Signing in and out, and the choice of language. The choice of a demo person exists only where the whole installation is for demonstration.</summary>
public static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder app, bool isDemo)
    {
        app.MapGet("", Front).AllowAnonymous().ShowsNobody();
        app.MapPost("sprak", ChooseLanguage).AllowAnonymous().ShowsNobody();
        app.MapPost("logg-ut", (Delegate)SignOut).AllowAnonymous().ShowsNobody();
        app.MapGet("hjelp", () => Page("help")).AllowAnonymous().ShowsNobody();
        app.MapGet("personvern", () => Page("privacy")).AllowAnonymous().ShowsNobody();
        app.MapGet("tilgjengelighet", () => Page("accessibility")).AllowAnonymous().ShowsNobody();
        if (isDemo)
        {
            app.MapGet("logg-inn", ChoosePerson).AllowAnonymous().Shows(PersonalData.Demo);
            app.MapPost("logg-inn", SignInAs).AllowAnonymous().ShowsNobody();
        }
        else
        {
            app.MapGet("logg-inn", () => Page("no-sign-in")).AllowAnonymous().ShowsNobody();
        }
    }

    private static RazorComponentResult<TextPage> Page(string name) => new(new { Name = name });

    private static RedirectHttpResult Front(HttpContext http) =>
        http.User.FindFirst(Entrance.TenantClaim)?.Value is { } tenant ? TypedResults.Redirect("/" + tenant) : TypedResults.Redirect("/logg-inn");

    private static RedirectHttpResult ChooseLanguage(HttpContext http, [FromForm] string sprak, [FromForm] string? til)
    {
        if (sprak is "nb" or "nn")
        {
            http.Response.Cookies.Append(
                Entrance.LanguageCookie, sprak, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
        }

        return TypedResults.LocalRedirect(Local(til));
    }

    private static async Task<RedirectHttpResult> SignOut(HttpContext http)
    {
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.Redirect("/logg-inn");
    }

    private static async Task<IResult> ChoosePerson([FromQuery] string? til, Store.Directory directory, DemoPeople people, Calendar calendar, CancellationToken ct)
    {
        var all = new List<(Municipality Municipality, IReadOnlyList<DemoPerson> People)>();
        foreach (var municipality in await directory.All(calendar.Today, ct))
            all.Add((municipality, await people.Of(municipality.Tenant, calendar.Today, ct)));
        return new RazorComponentResult<ChoosePersonPage>(new { All = all, To = til });
    }

    private static async Task<IResult> SignInAs(
        HttpContext http, [FromForm] string tenant, [FromForm] Guid person, [FromForm] string? til, SeatBook seats, Visit visit, Calendar calendar, CancellationToken ct)
    {
        if (Tenant.TryParse(tenant) is not { } municipality || await seats.Find(municipality, person, calendar.Today, ct) is null)
            return Problems.NotFound(visit);

        var identity = new ClaimsIdentity(
            [new Claim(Entrance.TenantClaim, municipality.Id), new Claim(Entrance.PersonClaim, person.ToString())], CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
        var to = Local(til);
        return TypedResults.LocalRedirect(to == $"/{municipality.Id}" || to.StartsWith($"/{municipality.Id}/", StringComparison.Ordinal) ? to : $"/{municipality.Id}");
    }

    // Only addresses of this service: "//elsewhere" and "/\elsewhere" are not.
    private static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal) ? address : "/";
}

/// <summary>A person that one can choose to be, in a demo.</summary>
public sealed record DemoPerson(Guid Id, string Name, IReadOnlyList<(SeatInfo Seat, ArenaInfo Arena)> Seats);

public sealed class DemoPeople(TenantReader reader, Arenas arenas, SeatBook seats)
{
    /// <summary>Everyone with a seat today, by arena and role.</summary>
    public async Task<IReadOnlyList<DemoPerson>> Of(Tenant tenant, DateOnly today, CancellationToken ct)
    {
        var places = await arenas.All(tenant, ct);
        var all = await seats.AllSeats(tenant, ct);
        var rows = await reader.Query(
            tenant,
            """
            select p.id, p.name, t.seat_id
            from people p
            join holdings h on h.tenant_id = p.tenant_id and h.person_id = p.id
            join seat_holdings t on t.tenant_id = h.tenant_id and t.id = h.id and t.taken_on <= $2 and (t.left_on is null or t.left_on > $2)
            join seats s on s.tenant_id = t.tenant_id and s.id = t.seat_id
            where p.tenant_id = $1
            order by s.position, p.name, p.id
            """,
            row => (Id: row.GetGuid(0), Name: row.GetString(1), Seat: row.GetGuid(2)), ct, today);
        return [.. rows.GroupBy(r => (r.Id, r.Name)).Select(g => new DemoPerson(g.Key.Id, g.Key.Name, [.. g.Select(r => (all[r.Seat], places[all[r.Seat].Arena]))]))];
    }
}
