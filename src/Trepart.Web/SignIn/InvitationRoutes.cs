using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.People;

namespace Trepart.Web.SignIn;

/// <summary>
/// Where the link of an invitation leads. Open to all, since whoever is invited is nobody yet: nothing is told before she has signed in with one
/// whom the municipality lets in.
/// </summary>
public static class InvitationRoutes
{
    public static void MapInvitations(this IEndpointRouteBuilder app, bool isDemo)
    {
        // Not {tenant}: addresses that begin so are for those who have a place there already.
        var invitation = app.MapGroup("{municipality}/invitasjon").AllowAnonymous().Shows(PersonalData.Own).Reaches(Reach.Invited);
        invitation.MapGet("", (string municipality, [FromQuery(Name = "kode")] string? code, HttpContext http, Visit visit, CancellationToken ct) => Show(municipality, code ?? "", isDemo, http, visit, ct));
        invitation.MapPost("", (string municipality, [FromQuery(Name = "kode")] string? code, HttpContext http, Visit visit, CancellationToken ct) => Take(municipality, code ?? "", isDemo, http, visit, ct))
            .AddEndpointFilter(TrepartHost.Antiforgery);
    }

    private static async Task<IResult> Show(string municipality, string code, bool isDemo, HttpContext http, Visit visit, CancellationToken ct)
    {
        if (await Find(municipality, code, http, visit, ct) is not ({ } where, { } invitation))
            return Problems.Of(visit, StatusCodes.Status404NotFound, "invitation-unknown");

        var services = http.RequestServices;
        var state = invitation.State(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var identities = services.GetRequiredService<Identities>();
        var identity = Whose.Of(http.User)?.Identity;
        var person = identity is null ? null : await identities.PersonOf(where.Tenant, identity, ct);
        if (person == invitation.Person)
            return TypedResults.Redirect($"/{where.Tenant.Id}");

        var letsIn = identity is not null && await identities.LetsIn(where.Tenant, identity.Authority, ct);
        var step = state is not InvitationState.Open ? InvitationStep.Closed
            : isDemo && identity is null ? InvitationStep.Demo
            : identity is null ? InvitationStep.SignIn
            : !letsIn ? InvitationStep.ForeignAccount
            : person is not null ? InvitationStep.IsAnother
            : InvitationStep.Confirm;
        var authorities = await identities.Authorities(ct);
        return new RazorComponentResult<InvitationPage>(new
        {
            Municipality = where,
            Address = Invitations.AddressOf(where.Tenant, code),
            State = state,
            Step = step,
            Providers = services.GetRequiredService<Providers>().Of(authorities[where.Tenant]),
            Name = step is InvitationStep.Confirm ? (await services.GetRequiredService<Register>().Get(where.Tenant, invitation.Person, ct))?.Name : null,
        })
        { StatusCode = step is InvitationStep.Closed ? StatusCodes.Status410Gone : StatusCodes.Status200OK };
    }

    private static async Task<IResult> Take(string municipality, string code, bool isDemo, HttpContext http, Visit visit, CancellationToken ct)
    {
        if (await Find(municipality, code, http, visit, ct) is not ({ } where, _))
            return Problems.Of(visit, StatusCodes.Status404NotFound, "invitation-unknown");

        var invitations = http.RequestServices.GetRequiredService<Invitations>();
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (Whose.Of(http.User)?.Identity is { } identity)
        {
            // What it came to is told by the page itself, which looks at how things stand.
            return await invitations.Accept(where.Tenant, code, identity, now, ct) is Acceptance.Bound
                ? TypedResults.Redirect($"/{where.Tenant.Id}")
                : await Show(municipality, code ?? "", isDemo, http, visit, ct);
        }

        if (!isDemo || await invitations.TakeInDemo(where.Tenant, code, now, ct) is not { } person)
            return await Show(municipality, code ?? "", isDemo, http, visit, ct);
        await SignedInBrowser.Enter(http, Whose.Of(new Place(where.Tenant, person)), null, null);
        return TypedResults.Redirect($"/{where.Tenant.Id}");
    }

    private static async Task<(Municipality? Where, Invitation? Invitation)> Find(string municipality, string code, HttpContext http, Visit visit, CancellationToken ct)
    {
        var services = http.RequestServices;
        var directory = services.GetRequiredService<Store.Directory>();
        if (Tenant.TryParse(municipality) is not { } tenant || await directory.Find(tenant, services.GetRequiredService<Calendar>().Today, ct) is not { } where)
            return default;
        if (!http.Request.Cookies.ContainsKey(Entrance.LanguageCookie))
            visit.Text = new Language(where.Written == "nn" ? Written.Nynorsk : Written.Bokmål);
        return (where, await services.GetRequiredService<Invitations>().Find(tenant, code, ct));
    }
}

/// <summary>How far the one who opened the link has come.</summary>
public enum InvitationStep
{
    /// <summary>Not open any more.</summary>
    Closed,

    SignIn,

    /// <summary>Signed in with one whom the municipality does not let in.</summary>
    ForeignAccount,

    /// <summary>The account is another person of the municipality already.</summary>
    IsAnother,

    /// <summary>All is well: she says yes.</summary>
    Confirm,

    /// <summary>In a demo nobody vouches for anyone.</summary>
    Demo,
}
