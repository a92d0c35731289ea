using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.OpenInputs;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.OpenInputs;

/// <summary>A group with a poster on the wall, as the tests of the open forms use it.</summary>
internal static class OpenHouse
{
    /// <summary>Where a new poster of the group leads.</summary>
    public static async Task<string> Poster(TrepartApp app, Tenant tenant)
    {
        var answer = await app.Api(tenant, "leder").Post($"/api/v1/{tenant.Id}/arenas/{Group(tenant)}/links", new { });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return $"/{tenant.Id}/gi/{app.Services.GetRequiredService<OpenKeys>().Of(tenant, OpenDoor.Group, answer.Body!["id"]!.GetValue<Guid>())}";
    }

    /// <returns>The code that the giver was shown.</returns>
    public static async Task<string> Give(WebUser user, string poster, string text, params (string, string)[] more)
    {
        var thanks = await user.Fill(poster, [("tekst", text), .. more]);
        Assert.True(thanks.Status == HttpStatusCode.OK, thanks.Text);
        return CodeOn(thanks);
    }

    public static string CodeOn(WebPage page) =>
        System.Text.RegularExpressions.Regex.Match(page.Html, "receipt-code\">([^<]+)<").Groups[1].Value is { Length: > 0 } code ? code : throw new InvalidOperationException(page.Text);

    public static async Task<WebPage> Read(TrepartApp app, Tenant tenant, string code, params (string, string)[] more)
    {
        var user = app.Nobody();
        var page = await user.Get($"/{tenant.Id}/svar");
        return await user.Send(page, $"/{tenant.Id}/svar", [("kode", code), .. more]);
    }

    public static Task<int> Release(TrepartApp app, Tenant tenant) => app.Services.GetRequiredService<Release>().Run(tenant, default);
}
