using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Trepart.Web.SignIn;

/// <summary>Knows a browser by the session that its cookie names, and sends one without a session to sign in.</summary>
public sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SafeCookie.Read(Context, SafeCookie.Session) is not { Length: 43 } key || await sessions.Find(key, Context.RequestAborted) is not { } found)
            return AuthenticateResult.NoResult();

        Context.Features.Set(found);
        return found.RanOut
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(found.Session.Whose.Claims, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var here = Context.Features.Get<KeptForms.ComeBack>()?.Address ?? Request.Path + Request.QueryString;
        Response.Redirect(QueryHelpers.AddQueryString("/logg-inn", "til", here));
        return Task.CompletedTask;
    }
}

public static class SessionExtensions
{
    /// <summary>The session of this request; null for one that is not signed in by a browser.</summary>
    public static Session? Session(this HttpContext http) => http.Features.Get<FoundSession>() is { RanOut: false } found ? found.Session : null;
}
