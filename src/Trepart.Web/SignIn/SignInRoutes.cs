using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Country;
using Trepart.Web.Seats;

namespace Trepart.Web.SignIn;

/// <summary>Signing in and out, and the choice of language. The choice of a demo person exists only where the whole installation is for demonstration.</summary>
public static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder app, bool isDemo)
    {
        app.MapGet("", Front).AllowAnonymous().ShowsNobody();
        app.MapPost("sprak", ChooseLanguage).AddEndpointFilter(TrepartHost.Antiforgery).AllowAnonymous().ShowsNobody();
        app.MapPost("logg-ut", SignOut).AllowAnonymous().ShowsNobody().AddEndpointFilter(TrepartHost.Antiforgery);
        app.MapGet("hjelp", IResult () => Page("help")).AllowAnonymous().ShowsNobody();
        app.MapGet("personvern", IResult () => Page("privacy")).AllowAnonymous().ShowsNobody();
        app.MapGet("tilgjengelighet", IResult () => Page("accessibility")).AllowAnonymous().ShowsNobody();
        app.MapGet("kommuner", ShowPlaces).RequireAuthorization().ForEveryone().ShowsNobody().Reaches(Reach.Oneself);
        app.MapInvitations(isDemo);

        var providers = app.ServiceProvider.GetRequiredService<Providers>();
        if (isDemo)
        {
            app.MapGet("logg-inn", ChoosePerson).AllowAnonymous().Shows(PersonalData.Demo).Reaches(Reach.Demo);

            // The framework's own check would be met where the form is read, by an exception and not by an answer (0025).
            app.MapPost("logg-inn", SignInAs).DisableAntiforgery().AddEndpointFilter(TrepartHost.Antiforgery).AllowAnonymous().ShowsNobody().Reaches(Reach.Demo);
        }
        else
        {
            app.MapGet("logg-inn", ChooseProvider).AllowAnonymous().ShowsNobody();
        }

        if (providers.All is [])
            return;
        app.MapGet("logg-inn/{provider}", Start).AllowAnonymous().ShowsNobody();
        app.MapGet("logg-ut/{provider}", SignOutThere).AllowAnonymous().ShowsNobody();
        foreach (var provider in providers.All)
            app.MapGet(provider.CallbackPath, (HttpContext http, Visit visit, CancellationToken ct) => Answer(provider, http, visit, ct)).AllowAnonymous().ShowsNobody();
        foreach (var path in providers.All.Select(p => p.SignedOutPath).Distinct(StringComparer.OrdinalIgnoreCase))
            app.MapGet(path, () => TypedResults.Redirect("/logg-inn")).AllowAnonymous().ShowsNobody();
    }

    private static RazorComponentResult<TextPage> Page(string name) => new(new { Name = name });

    private static async Task<RedirectHttpResult> Front(HttpContext http, Places places, CancellationToken ct) =>
        TypedResults.Redirect(Whose.Of(http.User) is { } whose ? await places.Landing(whose, null, ct) : "/logg-inn");

    private static async Task<RedirectHttpResult> ChooseLanguage(HttpContext http, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (form["sprak"].ToString() is ("nb" or "nn") and var language)
        {
            http.Response.Cookies.Append(
                Entrance.LanguageCookie, language, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
        }

        return TypedResults.LocalRedirect(Local(form["til"]));
    }

    /// <summary>One page for all: the municipalities, then those who vouch for its people. Whoever comes from a municipality's page is there already.</summary>
    private static async Task<IResult> ChooseProvider(
        [FromQuery] string? til, [FromQuery] string? kommune, [FromQuery] string? navn, HttpContext http, Providers providers, Identities identities, Store.Directory directory,
        Calendar calendar, CancellationToken ct)
    {
        if (providers.All is [])
            return Page("no-sign-in");

        var to = Local(til);
        var authorities = await identities.Authorities(ct);
        var all = (await directory.All(calendar.Today, ct)).Where(m => providers.Of(authorities[m.Tenant]).Count > 0).ToList();
        var chosen = all.FirstOrDefault(m => m.Tenant.Id == (kommune ?? to.Split('/', '?')[1]));
        return new RazorComponentResult<ChooseProviderPage>(new
        {
            Chosen = chosen,
            Providers = chosen is null ? [] : providers.Of(authorities[chosen.Tenant]),
            All = (IReadOnlyList<Municipality>)[.. all.Where(m => navn is null || m.Name.Contains(navn.Trim(), StringComparison.OrdinalIgnoreCase)).OrderBy(m => m.Name, Learning.NorwegianOrder.Instance)],
            Name = navn?.Trim() ?? "",
            To = to == "/" ? null : to,
            IsKept = KeptForms.IsThere(http),
        });
    }

    private static async Task<IResult> Start(string provider, [FromQuery] string? til, HttpContext http, Visit visit, Providers providers, SignInFlow flow, CancellationToken ct)
    {
        if (providers.Find(provider) is not { } asked)
            return Problems.NotFound(visit);
        try
        {
            return TypedResults.Redirect(await flow.Start(http, asked, Local(til), ct));
        }
        catch (ProviderAwayException e)
        {
            return Away(http, visit, asked, e);
        }
    }

    private static async Task<IResult> Answer(Provider provider, HttpContext http, Visit visit, CancellationToken ct)
    {
        var services = http.RequestServices;
        Answered answered;
        try
        {
            answered = await services.GetRequiredService<SignInFlow>().Answer(http, provider, ct);
        }
        catch (ProviderAwayException e)
        {
            return Away(http, visit, provider, e);
        }

        if (answered.Identity is not { } identity)
        {
            services.GetRequiredService<ILogger<SignInFlow>>().LogSignInRefused(provider.Name, answered.Fault!.Value);
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "sign-in-failed");
        }

        await SignedInBrowser.Enter(http, Whose.Of(identity), provider, answered.IdToken);
        return TypedResults.LocalRedirect(await services.GetRequiredService<Places>().Landing(Whose.Of(identity), answered.To, ct));
    }

    private static ProblemHttpResult Away(HttpContext http, Visit visit, Provider provider, ProviderAwayException e)
    {
        http.RequestServices.GetRequiredService<ILogger<SignInFlow>>().LogProviderAway(provider.Name, (e.InnerException ?? e).GetType().Name);
        http.Response.Headers.RetryAfter = "30";
        return Problems.Of(visit, StatusCodes.Status503ServiceUnavailable, "sign-in-away");
    }

    private static async Task<RedirectHttpResult> SignOut(HttpContext http, Providers providers)
    {
        var provider = http.Session()?.Provider;
        await SignedInBrowser.Leave(http);

        // Not to the provider at once: a form may lead to this service alone, and the browser holds us to that through every redirect.
        return TypedResults.Redirect(providers.Find(provider) is { } found ? $"/logg-ut/{found.Name}" : "/logg-inn");
    }

    private static async Task<IResult> SignOutThere(string provider, HttpContext http, Visit visit, Providers providers, SignInFlow flow, CancellationToken ct)
    {
        if (providers.Find(provider) is not { } asked)
            return Problems.NotFound(visit);
        if (http.Session() is not null)
            return TypedResults.Redirect("/"); // a link from elsewhere signs nobody out
        string? address;
        try
        {
            address = await flow.SignOutAddress(http, asked, SignedInBrowser.TakeHint(http), ct);
        }
        catch (ProviderAwayException e)
        {
            http.RequestServices.GetRequiredService<ILogger<SignInFlow>>().LogProviderAway(asked.Name, (e.InnerException ?? e).GetType().Name);
            address = null;
        }

        if (address is not null)
            http.Response.Headers["Refresh"] = $"0; url={address}";
        return new RazorComponentResult<SignedOutPage>(new { Address = address });
    }

    private static async Task<IResult> ShowPlaces(HttpContext http, Places places, CancellationToken ct) =>
        new RazorComponentResult<PlacesPage>(new { Municipalities = await places.Of(Whose.Of(http.User)!, ct) });

    private static async Task<IResult> ChoosePerson([FromQuery] string? til, HttpContext http, Store.Directory directory, DemoPeople people, UnitBook unit, Calendar calendar, CancellationToken ct)
    {
        var all = new List<(Municipality Municipality, IReadOnlyList<DemoPerson> People)>();
        foreach (var municipality in await directory.All(calendar.Today, ct))
            all.Add((municipality, await people.Of(municipality.Tenant, calendar.Today, ct)));
        return new RazorComponentResult<ChoosePersonPage>(new { All = all, Unit = await unit.People(ct), To = til, IsKept = KeptForms.IsThere(http) });
    }

    private static async Task<IResult> SignInAs(
        HttpContext http, [FromForm] string tenant, [FromForm] Guid person, [FromForm] string? til, SeatBook seats, Places places, UnitBook unit, Visit visit, Calendar calendar, CancellationToken ct)
    {
        if (Tenant.TryParse(tenant) is not { } municipality
            || (await seats.Find(municipality, person, calendar.Today, ct) is null && await unit.Find(Whose.Of(new Place(municipality, person)), ct) is null))
        {
            return Problems.NotFound(visit);
        }

        var whose = Whose.Of(new Place(municipality, person));
        await SignedInBrowser.Enter(http, whose, null, null);
        return TypedResults.LocalRedirect(await places.Landing(whose, Local(til), ct));
    }

    /// <summary>Only addresses of this service: "//elsewhere" and "/\elsewhere" are not.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Any(c => c is '\\' || char.IsControl(c)) ? address : "/";
}

/// <summary>Where someone who has signed in belongs.</summary>
public sealed class Places(Identities identities, Store.Directory directory, UnitBook unit, Calendar calendar)
{
    /// <summary>The municipalities in which someone has a place.</summary>
    public async Task<IReadOnlyList<Municipality>> Of(Whose whose, CancellationToken ct)
    {
        var found = new List<Municipality>();
        foreach (var tenant in await TenantsOf(whose, ct))
        {
            if (await directory.Find(tenant, calendar.Today, ct) is { } municipality)
                found.Add(municipality);
        }

        return found;
    }

    /// <summary>Where to go after signing in: to what was asked for in a municipality of theirs, to the only municipality, or to choose one.</summary>
    public async Task<string> Landing(Whose whose, string? to, CancellationToken ct)
    {
        if (to?.Split('?')[0].Split('/') is [_, _, "invitasjon"])
            return to;
        var places = await TenantsOf(whose, ct);
        if (to is not null && places.Any(p => to == $"/{p.Id}" || to.StartsWith($"/{p.Id}/", StringComparison.Ordinal) || to.StartsWith($"/{p.Id}?", StringComparison.Ordinal)))
            return to;
        if (places.All(p => p == UnitBook.Place) && await unit.Find(whose, ct) is not null)
            return to?.StartsWith("/landet", StringComparison.Ordinal) == true ? to : "/landet";
        return places is [var only] ? $"/{only.Id}" : "/kommuner";
    }

    private async Task<IReadOnlyList<Tenant>> TenantsOf(Whose whose, CancellationToken ct) =>
        whose.Identity is { } identity ? [.. (await identities.PlacesOf(identity, ct)).Select(p => p.Tenant)] : [whose.Chosen!.Tenant];
}
