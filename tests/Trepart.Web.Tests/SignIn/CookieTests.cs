using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Over https every cookie of the service is locked to its host; on the loopback demo's http they are the same without the lock.</summary>
public sealed class CookieTests
{
    [Fact]
    public async Task Over_https_they_are_locked_to_the_host_and_unlocked_ones_are_not_taken()
    {
        await using var app = new TrepartApp { Settings = new() { ["Trepart:KnownProxies"] = "127.0.0.1" } };
        await app.InitializeAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https"); // as the proxy says

        var page = await Send(HttpMethod.Get, "/logg-inn");
        var form = Assert.Single(page.Cookies);
        Assert.StartsWith("__Host-trepart-form=", form, StringComparison.Ordinal);
        var forgery = new WebPage(HttpStatusCode.OK, page.Body, app.Address, null).Forgery;
        var signedIn = await Send(
            HttpMethod.Post, "/logg-inn", form, new() { ["tenant"] = "as", ["person"] = Id(Ås, "person", "person-leder").ToString(), [forgery.Name] = forgery.Value });
        var session = Assert.Single(signedIn.Cookies, c => c.Contains("session", StringComparison.Ordinal));
        Assert.StartsWith("__Host-trepart-session=", session, StringComparison.Ordinal);
        Assert.All(page.Cookies.Concat(signedIn.Cookies), c =>
        {
            var parts = c.Split("; ").Skip(1).Select(p => p.ToLowerInvariant()).ToList();
            Assert.Superset(new HashSet<string> { "path=/", "secure", "httponly", "samesite=lax" }, parts.ToHashSet());
            Assert.DoesNotContain(parts, p => p.StartsWith("domain", StringComparison.Ordinal));
        });

        Assert.Equal(HttpStatusCode.OK, (await Send(HttpMethod.Get, "/as", session)).Status);
        Assert.Equal(HttpStatusCode.Found, (await Send(HttpMethod.Get, "/as", session.Replace("__Host-", "", StringComparison.Ordinal))).Status);

        async Task<(HttpStatusCode Status, List<string> Cookies, string Body)> Send(HttpMethod method, string path, string? cookie = null, Dictionary<string, string>? fields = null)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Accept.ParseAdd("text/html");
            if (cookie is not null)
                request.Headers.Add("Cookie", cookie.Split(';')[0]);
            if (fields is not null)
                request.Content = new FormUrlEncodedContent(fields);
            using var response = await http.SendAsync(request);
            return (response.StatusCode, [.. response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []], await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task On_the_demos_http_they_are_the_same_without_the_lock()
    {
        await using var app = new TrepartApp();
        await app.InitializeAsync();
        var user = await app.SignIn(Ås, "leder");

        var session = user.Cookies.GetAllCookies().Single(c => c.Name == "trepart-session");

        Assert.True(session.HttpOnly);
        Assert.Equal(43, session.Value.Length);
        Assert.DoesNotContain(session.Value, string.Join('\n', app.Logged), StringComparison.Ordinal);
    }
}
