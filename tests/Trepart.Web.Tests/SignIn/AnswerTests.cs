using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Answers that do not belong to the question: changed, stolen, replayed or from someone else.</summary>
public sealed class AnswerTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    private static readonly Dictionary<string, SignInFault> Rows = new()
    {
        ["no state"] = SignInFault.StateMissing,
        ["empty state"] = SignInFault.StateMissing,
        ["state twice"] = SignInFault.StateMissing,
        ["state of nobody"] = SignInFault.StateUnknown,
        ["state with another end"] = SignInFault.StateUnknown,
        ["state of another browser"] = SignInFault.StateUnknown,
        ["no cookie"] = SignInFault.StateUnknown,
        ["changed cookie"] = SignInFault.StateUnknown,
        ["another attempt's cookie"] = SignInFault.StateUnknown,
        ["too late"] = SignInFault.StateOld,
        ["replayed"] = SignInFault.StateUnknown,
        ["replayed with the cookie"] = SignInFault.AnswerUsed,
        ["at another provider's address"] = SignInFault.ProviderMixedUp,
        ["of another provider"] = SignInFault.IssuerMixedUp,
        ["of nobody who says who"] = SignInFault.IssuerMixedUp,
        ["of two"] = SignInFault.IssuerMixedUp,
        ["denied"] = SignInFault.ProviderSaidNo,
        ["no code"] = SignInFault.CodeMissing,
        ["code twice"] = SignInFault.CodeMissing,
        ["code of nobody"] = SignInFault.CodeRefused,
        ["code of another provider"] = SignInFault.CodeRefused,
        ["code of another attempt"] = SignInFault.CodeRefused,
        ["code replayed"] = SignInFault.CodeRefused,
        ["code without a token"] = SignInFault.TokenMissing,
        ["token of an earlier attempt"] = SignInFault.TokenNonce,
    };

    public static TheoryData<string> Bad => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task It_signs_nobody_in(string what)
    {
        var oid = SignInHouse.NewOid();
        await house.Bind(Ås, "leder", oid);
        var user = house.App.Nobody();
        string? Token(Grant grant) => house.IdToken(grant, oid).Made();
        var sent = await SignInHouse.Begin(user, til: "/as");
        var grant = house.ÅsIssuer.Asked(sent);
        var good = house.ÅsIssuer.Answer(sent, Token);
        var before = house.Faults.Count;

        var page = await user.Get(what switch
        {
            "no state" => good.Replace("state=", "stat=", StringComparison.Ordinal),
            "empty state" => good.Replace(grant.State, "", StringComparison.Ordinal),
            "state twice" => good + "&state=" + grant.State,
            "state of nobody" => good.Replace(grant.State, new string('A', 43), StringComparison.Ordinal),
            "state with another end" => good.Replace(grant.State, grant.State[..^1] + (grant.State[^1] == 'A' ? 'B' : 'A'), StringComparison.Ordinal),
            "state of another browser" => house.ÅsIssuer.Answer(await SignInHouse.Begin(house.App.Nobody()), Token),
            "no cookie" => Forget(user, good),
            "changed cookie" => Spoil(user, grant, good),
            "another attempt's cookie" => await Swap(user, grant, good),
            "too late" => Wait(good),
            "replayed" => await Use(user, good),
            "replayed with the cookie" => await UseAndPutBack(user, good),
            "at another provider's address" => good.Replace("/signin-oidc/as", "/signin-oidc/nabo", StringComparison.Ordinal),
            "of another provider" => good.Replace(Uri.EscapeDataString(house.ÅsIssuer.Name), Uri.EscapeDataString(house.NaboIssuer.Name), StringComparison.Ordinal),
            "of nobody who says who" => good.Split("&iss=")[0],
            "of two" => good + "&iss=" + Uri.EscapeDataString(house.NaboIssuer.Name),
            "denied" => $"/signin-oidc/as?error=access_denied&state={grant.State}&iss={Uri.EscapeDataString(house.ÅsIssuer.Name)}",
            "no code" => house.ÅsIssuer.Answer(grant, ""),
            "code twice" => good + "&code=another",
            "code of nobody" => house.ÅsIssuer.Answer(grant, "nobodys"),
            "code of another provider" => house.ÅsIssuer.Answer(grant, house.NaboIssuer.Code(grant, Token)),
            "code of another attempt" => house.ÅsIssuer.Answer(grant, house.ÅsIssuer.Code(house.ÅsIssuer.Asked(await SignInHouse.Begin(house.App.Nobody())), Token)),
            "code replayed" => house.ÅsIssuer.Answer(house.ÅsIssuer.Asked(await SignInHouse.Begin(user)), CodeIn(await Use(user, good))),
            "code without a token" => house.ÅsIssuer.Answer(sent, _ => null),
            _ => house.ÅsIssuer.Answer(sent, g => house.IdToken(g with { Nonce = "of an earlier attempt" }, oid).Made()),
        });

        Assert.Equal((HttpStatusCode.BadRequest, Rows[what].ToString()), (page.Status, string.Join(' ', house.Faults.Skip(before))));
        Assert.Contains("Innloggingen ble ikke fullført", page.Text, StringComparison.Ordinal);

        // Replaying ended nothing that was begun before; the rest are not in.
        Assert.Equal(what.Contains("replayed", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Found, (await user.Get("/as")).Status);
    }

    [Fact]
    public async Task A_provider_that_does_not_name_itself_is_known_by_the_address_that_it_answers_at()
    {
        await using var other = new SignInHouse2();
        await other.Start(namesItself: false);
        var oid = SignInHouse.NewOid();
        await other.House.Bind(Ås, "leder", oid);

        Assert.Equal("/as", (await other.House.SignIn(other.House.App.Nobody(), oid)).Location);
    }

    [Fact]
    public async Task Two_windows_sign_in_at_once()
    {
        var oid = SignInHouse.NewOid();
        await house.Bind(Ås, "leder", oid);
        var user = house.App.Nobody();
        var first = await SignInHouse.Begin(user, til: "/as/laering");
        var second = await SignInHouse.Begin(user, til: "/as/historikk");

        Assert.Equal("/as/laering", (await user.Get(house.ÅsIssuer.Answer(first, g => house.IdToken(g, oid).Made()))).Location);
        Assert.Equal("/as/historikk", (await user.Get(house.ÅsIssuer.Answer(second, g => house.IdToken(g, oid).Made()))).Location);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_told_of_and_does_not_lock_anyone_out_for_long()
    {
        var user = house.App.Nobody();
        var sent = await SignInHouse.Begin(user);
        house.ÅsIssuer.IsDown = true;
        var page = await user.Get(house.ÅsIssuer.Answer(sent, _ => null));
        house.ÅsIssuer.IsDown = false;
        house.App.Clock.Now += Discovery.Pause;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("Innloggingen svarer ikke", page.Text, StringComparison.Ordinal);
        Assert.Equal("/kommuner", (await house.SignIn(user, SignInHouse.NewOid())).Location);
    }

    private string Wait(string answer)
    {
        house.App.Clock.Now += SignInFlow.Lasts + TimeSpan.FromSeconds(1);
        return answer;
    }

    private static string Forget(WebUser user, string answer)
    {
        foreach (var cookie in user.Cookies.GetAllCookies().Where(c => c.Name.StartsWith("trepart-attempt", StringComparison.Ordinal)))
            cookie.Expired = true;
        return answer;
    }

    private static string Spoil(WebUser user, Grant grant, string answer)
    {
        var cookie = Cookie(user, grant);
        cookie.Value = cookie.Value[..^4] + (cookie.Value[^4] == 'A' ? "B" : "A") + cookie.Value[^3..];
        return answer;
    }

    private async Task<string> Swap(WebUser user, Grant grant, string answer)
    {
        var another = house.ÅsIssuer.Asked(await SignInHouse.Begin(user));
        Cookie(user, grant).Value = Cookie(user, another).Value;
        return answer;
    }

    private static async Task<string> Use(WebUser user, string answer)
    {
        Assert.Equal("/as", (await user.Get(answer)).Location);
        return answer;
    }

    private static async Task<string> UseAndPutBack(WebUser user, string answer)
    {
        var kept = user.Cookies.GetAllCookies().Single(c => c.Name.StartsWith("trepart-attempt", StringComparison.Ordinal));
        var again = new Cookie(kept.Name, kept.Value, kept.Path, kept.Domain);
        await Use(user, answer);
        user.Cookies.Add(again);
        return answer;
    }

    private static string CodeIn(string answer) => System.Web.HttpUtility.ParseQueryString(answer.Split('?')[1])["code"]!;

    private static Cookie Cookie(WebUser user, Grant grant) => user.Cookies.GetAllCookies().Single(c => c.Name == $"trepart-attempt-{grant.State[..8]}");

    /// <summary>A house of one's own, where a provider's manners are others.</summary>
    private sealed class SignInHouse2 : IAsyncDisposable
    {
        public SignInHouse House { get; } = new();

        public async Task Start(bool namesItself)
        {
            await House.InitializeAsync();
            House.ÅsIssuer.NamesItself = namesItself;
        }

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}
