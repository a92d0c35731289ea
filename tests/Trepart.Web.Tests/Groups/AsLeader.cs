using System.Net.Http.Json;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>What the leader in Ås does by the API, where it is only on the way to what is looked at.</summary>
public abstract class AsLeader(TrepartApp app)
{
    protected TrepartApp App => app;

    /// <returns>The new thing's id.</returns>
    protected async Task<string> Begin(string things, object body)
    {
        var answer = await app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    /// <returns>The version afterwards.</returns>
    protected async Task<long> Do(string act, object body)
    {
        var answer = await app.Api(Ås, "leder").Post($"/api/v1/as/{act}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
        return answer.Body!["version"]!.GetValue<long>();
    }
}
