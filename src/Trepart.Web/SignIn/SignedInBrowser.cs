using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Trepart.Web.SignIn;

/// <summary>Begins and ends the session of the browser at hand.</summary>
public static class SignedInBrowser
{
    private const string HintPath = "/logg-ut";

    /// <summary>A browser takes no cookie above 4 kB. Without the hint the provider asks whom to sign out.</summary>
    private const int LongestHint = 3500;

    /// <summary>Begins a new session; the one that the browser had ends, so that no key from before signing in is worth anything.</summary>
    /// <param name="idToken">Kept by the browser, encrypted, and sent to <c>/logg-ut</c> alone: the provider wants it when one signs out.</param>
    public static async Task Enter(HttpContext http, Whose whose, Provider? provider, string? idToken)
    {
        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (SafeCookie.Read(http, SafeCookie.Session) is { } old)
            await sessions.End(old, http.RequestAborted);
        var (key, _) = await sessions.Begin(whose, provider?.Name, Browser.Of(http.Request.Headers.UserAgent), http.RequestAborted);
        SafeCookie.Write(http, SafeCookie.Session, key, null);

        if (idToken is not null && Base64Url.EncodeToString(Protector(http).Protect(Encoding.UTF8.GetBytes(idToken))) is { Length: < LongestHint } hint)
            http.Response.Cookies.Append(HintName(http), hint, HintOptions(http));
    }

    /// <summary>Ends the session, here and at the server. What another site sends carries no cookie, and ends nothing.</summary>
    public static async Task Leave(HttpContext http)
    {
        if (SafeCookie.Read(http, SafeCookie.Session) is not { } key)
            return;
        await http.RequestServices.GetRequiredService<Sessions>().End(key, http.RequestAborted);
        await http.RequestServices.GetRequiredService<KeptForms>().Forget(http);
        SafeCookie.Remove(http, SafeCookie.Session);
    }

    /// <summary>The id_token that the browser has kept for its provider; used once.</summary>
    public static string? TakeHint(HttpContext http)
    {
        if (http.Request.Cookies[HintName(http)] is not { } hint)
            return null;
        http.Response.Cookies.Delete(HintName(http), HintOptions(http));
        try
        {
            return Encoding.UTF8.GetString(Protector(http).Unprotect(Base64Url.DecodeFromChars(hint)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    // A path of its own, which __Host- does not allow.
    private static string HintName(HttpContext http) => http.Request.IsHttps ? "__Secure-trepart-hint" : "trepart-hint";

    private static CookieOptions HintOptions(HttpContext http) =>
        new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = HintPath };

    private static IDataProtector Protector(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("Trepart.SignOutHint");
}
