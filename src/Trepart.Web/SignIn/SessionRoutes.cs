using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Web.Access;
using Trepart.Web.Seats;

namespace Trepart.Web.SignIn;

/// <summary>Innlogginger: in which browsers one is signed in, and a way to end it there.</summary>
public static class SessionRoutes
{
    public static void MapSessions(this IEndpointRouteBuilder municipality)
    {
        var sessions = municipality.MapGroup("innlogginger").Shows(PersonalData.Own);
        sessions.MapGet("", Show).ForEveryone();
        sessions.MapPost("{id:guid}/logg-ut", End).ForEveryone();
        sessions.MapPost("logg-ut-andre", EndOthers).ForEveryone();
    }

    private static async Task<IResult> Show(HttpContext http, Sessions sessions, CancellationToken ct) =>
        new RazorComponentResult<SessionsPage>(new
        {
            Sessions = await sessions.Of(Whose.Of(http.User)!, ct),
            Here = http.Session()!.Id,
            CanChange = Whose.Of(http.User)!.Identity is not null,
            IsEnded = http.Request.Query["avsluttet"] == "1",
        });

    private static async Task<IResult> End(Guid id, HttpContext http, Visit visit, Sessions sessions, CancellationToken ct)
    {
        if (id == http.Session()!.Id)
        {
            await SignedInBrowser.Leave(http);
            return TypedResults.Redirect("/logg-inn");
        }

        return await sessions.End(Whose.Of(http.User)!, id, ct) ? TypedResults.Redirect($"{visit.Root}/innlogginger?avsluttet=1#gjort") : Problems.NotFound(visit);
    }

    private static async Task<IResult> EndOthers(HttpContext http, Visit visit, Sessions sessions, CancellationToken ct)
    {
        await sessions.EndAll(Whose.Of(http.User)!, http.Session()!.Id, ct);
        return TypedResults.Redirect($"{visit.Root}/innlogginger?avsluttet=1#gjort");
    }
}
