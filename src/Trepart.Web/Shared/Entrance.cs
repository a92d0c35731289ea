using Microsoft.AspNetCore.Authentication;
using Trepart.Store;
using Trepart.Web.Auditing;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Web;

/// <summary>Works out language, municipality and person before any endpoint runs. Another municipality's addresses are not found.</summary>
public sealed class Entrance(RequestDelegate next)
{
    public const string TenantClaim = "tenant";
    public const string PersonClaim = "person";
    public const string LanguageCookie = "sprak";

    public async Task Invoke(HttpContext http, Visit visit, Store.Directory directory, SeatBook seats, MandateBook mandates, Identities identities, KeptForms kept,
        Calendar calendar)
    {
        if (http.GetEndpoint() is null || http.GetRouteValue("tenant") is not string id)
        {
            await next(http);
            return;
        }

        if (Whose.Of(http.User) is not { } whose)
        {
            await kept.Keep(http, http.RequestServices.GetRequiredService<Forgery>().Name);
            await http.ChallengeAsync();
            return;
        }

        var tenant = Tenant.TryParse(id);
        if (tenant is null || await PersonOf(whose, tenant, identities, http.RequestAborted) is not { } person
            || await directory.Find(tenant, calendar.Today, http.RequestAborted) is not { } municipality
            || await seats.Find(tenant, person, calendar.Today, http.RequestAborted) is not { } who)
        {
            await Problems.NotFound(visit).ExecuteAsync(http);
            return;
        }

        if (who.IsAuditor)
            who = who with { Mandates = await mandates.Running(tenant, person, calendar.Today, http.RequestAborted) };
        visit.Enter(municipality, who);
        visit.Kept = await kept.Open(http, whose);
        visit.Text = new Language(Chosen(http) ?? (municipality.Written == "nn" ? Written.Nynorsk : Written.Bokmål));
        await next(http);
    }

    // Someone who was vouched for may have a place in several municipalities: the address says which.
    private static async ValueTask<Guid?> PersonOf(Whose whose, Tenant tenant, Identities identities, CancellationToken ct) =>
        whose.Identity is { } identity ? await identities.PersonOf(tenant, identity, ct)
        : whose.Chosen is { } chosen && chosen.Tenant == tenant ? chosen.Person
        : null;

    /// <summary>The language that was asked for; null where nobody has said.</summary>
    public static Written? Chosen(HttpContext http)
    {
        if (HtmlProblemWriter.IsApi(http))
            return http.Request.Headers.AcceptLanguage.ToString().StartsWith("nn", StringComparison.OrdinalIgnoreCase) ? Written.Nynorsk : null;
        return http.Request.Cookies[LanguageCookie] switch { "nn" => Written.Nynorsk, "nb" => Written.Bokmål, _ => null };
    }
}
