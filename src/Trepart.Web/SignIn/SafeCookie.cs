namespace Trepart.Web.SignIn;

/// <summary>
/// The service's cookies. Over https their names begin with <c>__Host-</c>, and the browser then sees to it that no neighbouring host and no page over
/// http has set them. A demo on loopback is plain http, where a browser refuses such a name; there they go without.
/// </summary>
public static class SafeCookie
{
    public const string Session = "trepart-session";

    public static string NameOf(HttpContext http, string name) => http.Request.IsHttps ? "__Host-" + name : name;

    public static string? Read(HttpContext http, string name) => http.Request.Cookies[NameOf(http, name)];

    /// <param name="lasts">Null for until the browser is closed.</param>
    public static void Write(HttpContext http, string name, string value, TimeSpan? lasts) =>
        http.Response.Cookies.Append(NameOf(http, name), value, Options(http, lasts));

    public static void Remove(HttpContext http, string name) => http.Response.Cookies.Delete(NameOf(http, name), Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? lasts) =>
        new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lasts };
}

/// <summary>The same for the antiforgery cookie, whose name the framework asks for at each request.</summary>
public sealed class FormCookie(IHttpContextAccessor accessor) : CookieBuilder
{
    public override string? Name
    {
        get => accessor.HttpContext is { } http ? SafeCookie.NameOf(http, "trepart-form") : "trepart-form";
        set => throw new NotSupportedException();
    }
}
