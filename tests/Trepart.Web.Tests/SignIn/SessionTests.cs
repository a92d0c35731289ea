using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Sessions are the server's: they run out, can be seen and can be ended, and a cookie is worth no more than they are.</summary>
public sealed class SessionTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    private const string Firefox = "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0";
    private const string Edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0";

    [Fact]
    public async Task One_municipality_is_entered_several_are_chosen_among_and_none_is_explained()
    {
        var (one, both, none) = (SignInHouse.NewOid(), SignInHouse.NewOid(), SignInHouse.NewOid());
        await house.Bind(Ås, "ansatt", one);
        await house.Bind(Ås, "leder", both);
        await house.Bind(Vestby, "verneombud", both);
        var user = house.App.Nobody();

        Assert.Equal("/as", (await house.SignIn(house.App.Nobody(), one)).Location);
        Assert.Equal("/kommuner", (await house.SignIn(user, both)).Location);
        var choice = await user.Get("/kommuner");
        Assert.Contains("Du har plass i 2 kommuner.", choice.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/as\"", choice.Html, StringComparison.Ordinal);
        Assert.Contains("Hei, leder fra Ås kommune", (await user.Get("/as")).Text, StringComparison.Ordinal);
        Assert.Contains("Hei, verneombud fra Vestby kommune", (await user.Get("/vestby")).Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/kommuner\"", (await user.Get("/as/innlogginger")).Html, StringComparison.Ordinal);
        Assert.Equal("/vestby/laering", (await house.SignIn(house.App.Nobody(), both, til: "/vestby/laering")).Location);

        var nobody = house.App.Nobody();
        Assert.Equal("/kommuner", (await house.SignIn(nobody, none, til: "/as")).Location);
        Assert.Contains("Be koordinatoren i kommunen om en invitasjon", (await nobody.Get("/kommuner")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get("/as")).Status);
    }

    [Fact]
    public async Task The_same_address_with_another_oid_is_another()
    {
        var oid = SignInHouse.NewOid();
        await house.Bind(Ås, "koordinator", oid);

        // Both tokens say samme@as.example, and the second one that its user name is the first one's id.
        var swapped = await house.SignIn(house.App.Nobody(), SignInHouse.NewOid(), spoil: f => (f.Claims["preferred_username"], f.Claims["sub"]) = (oid, oid));

        Assert.Equal("/as", (await house.SignIn(house.App.Nobody(), oid)).Location);
        Assert.Equal("/kommuner", swapped.Location);
    }

    [Fact]
    public async Task An_authority_that_is_shut_out_is_out_at_once()
    {
        await using var own = new Own();
        await own.House.InitializeAsync();
        var (oid, user) = (SignInHouse.NewOid(), own.House.App.Nobody());
        await own.House.Bind(Ås, "leder", oid);
        await own.House.SignIn(user, oid);
        Assert.Equal(HttpStatusCode.OK, (await user.Get("/as")).Status);

        await Databases.Run(own.House.App.Database, "delete from tenant_authorities where tenant_id = 'as'");

        Assert.Equal(HttpStatusCode.NotFound, (await user.Get("/as")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await own.House.App.ApiWithToken(own.House.AccessToken(oid).Made()).Get("/api/v1/as/arenas")).Status);
    }

    [Fact]
    public async Task A_session_ends_after_an_hour_without_use_and_after_ten_hours_whatever_is_done()
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        await house.Bind(Ås, "leder", oid);
        await house.SignIn(user, oid);

        house.App.Clock.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(HttpStatusCode.OK, (await user.Get("/as")).Status);
        house.App.Clock.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(HttpStatusCode.OK, (await user.Get("/as")).Status);
        house.App.Clock.Now += TimeSpan.FromMinutes(60);
        Assert.Contains("/logg-inn?til=%2Fas", (await user.Get("/as")).Location, StringComparison.Ordinal);
        Assert.Contains("/logg-inn", (await user.Get("/as")).Location, StringComparison.Ordinal);

        await house.SignIn(user, oid);
        for (var minutes = 0; minutes < 590; minutes += 50)
        {
            Assert.Equal(HttpStatusCode.OK, (await user.Get("/as")).Status);
            house.App.Clock.Now += TimeSpan.FromMinutes(50);
        }

        Assert.Contains("/logg-inn", (await user.Get("/as")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_sees_ones_sessions_and_ends_one_or_all_others()
    {
        var oid = SignInHouse.NewOid();
        await house.Bind(Ås, "leder", oid);
        var (phone, desk, third) = (new WebUser(house.App.Address, Firefox), new WebUser(house.App.Address, Edge), house.App.Nobody());
        foreach (var user in new[] { phone, desk, third })
            await house.SignIn(user, oid);

        var page = await desk.Get("/as/innlogginger");
        Assert.Contains("Firefox på Android", page.Text, StringComparison.Ordinal);
        Assert.Contains("Edge på Windows Dette er den du bruker nå.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Ukjent nettleser", page.Text, StringComparison.Ordinal);

        var first = EndForms(page)[0];
        Assert.Equal("/as/innlogginger?avsluttet=1#gjort", (await desk.Send(page, first)).Location);
        Assert.Equal(1, new[] { await phone.Get("/as"), await third.Get("/as") }.Count(p => p.Status is HttpStatusCode.Found));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Send(page, first)).Status);

        Assert.Equal("/as/innlogginger?avsluttet=1#gjort", (await desk.Send(page, "/as/innlogginger/logg-ut-andre")).Location);
        Assert.All(new[] { await phone.Get("/as"), await third.Get("/as") }, p => Assert.Equal(HttpStatusCode.Found, p.Status));
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/as")).Status);
    }

    [Fact]
    public async Task Nobody_sees_or_ends_anothers_session()
    {
        var (mine, yours) = (SignInHouse.NewOid(), SignInHouse.NewOid());
        await house.Bind(Ås, "leder", mine);
        await house.Bind(Ås, "verneombud", yours);
        var (me, you) = (new WebUser(house.App.Address, Firefox), new WebUser(house.App.Address, Edge));
        await house.SignIn(me, mine);
        await house.SignIn(you, yours);
        var session = (await Databases.Query<Guid>(house.App.Database, $"select id from web_sessions where subject = '{yours}'"))[0];

        var page = await me.Get("/as/innlogginger");
        Assert.DoesNotContain("Edge", page.Text, StringComparison.Ordinal);
        var answer = await me.Post($"/as/innlogginger/{session}/logg-ut", new() { [page.Forgery.Name] = page.Forgery.Value });

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal((await me.Post($"/as/innlogginger/{Guid.Empty}/logg-ut", new() { [page.Forgery.Name] = page.Forgery.Value })).Text, answer.Text);
        Assert.Equal(HttpStatusCode.OK, (await you.Get("/as")).Status);
    }

    [Theory]
    [InlineData("guessed")]
    [InlineData("empty")]
    [InlineData("changed at its end")]
    [InlineData("in capitals")]
    [InlineData("the session's id")]
    [InlineData("the hash of the key")]
    [InlineData("very long")]
    [InlineData("ended")]
    [InlineData("signed out")]
    [InlineData("from before signing in anew")]
    public async Task A_cookie_that_is(string what)
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        await house.Bind(Ås, "leder", oid);
        await house.SignIn(user, oid);
        var page = await user.Get("/as");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var key = Key(user);
        var row = $"from web_sessions where subject = '{oid}'";
        var value = what switch
        {
            "guessed" => new string('A', 43),
            "empty" => "",
            "changed at its end" => key[..^2] + (key[^2] == 'A' ? 'B' : 'A') + key[^1],
            "in capitals" => key.ToUpperInvariant(),
            "the session's id" => (await Databases.Query<Guid>(house.App.Database, "select id " + row))[0].ToString(),
            "the hash of the key" => System.Buffers.Text.Base64Url.EncodeToString((await Databases.Query<byte[]>(house.App.Database, "select key_hash " + row))[0]),
            "very long" => key + new string('A', 3000),
            _ => key,
        };
        if (what == "ended")
            await Databases.Run(house.App.Database, "delete " + row);
        if (what == "signed out")
            await user.Post("/logg-ut", new() { [page.Forgery.Name] = page.Forgery.Value });
        if (what == "from before signing in anew")
            await house.SignIn(user, oid);

        var thief = house.App.Nobody();
        thief.Cookies.Add(house.App.Address, new Cookie("trepart-session", value));

        Assert.Contains("/logg-inn", (await thief.Get("/as")).Location, StringComparison.Ordinal);
        Assert.DoesNotContain(key, string.Join('\n', await Databases.Query<string>(house.App.Database, "select to_jsonb(s)::text from web_sessions s")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_it_at_the_server_and_at_the_provider()
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        await house.Bind(Ås, "leder", oid);
        await house.SignIn(user, oid);
        var page = await user.Get("/as");

        Assert.Equal("/", (await user.Get("/logg-ut/as")).Location);
        Assert.Equal(HttpStatusCode.BadRequest, (await user.Post("/logg-ut", [])).Status);
        Assert.Equal(HttpStatusCode.OK, (await user.Get("/as")).Status);
        Assert.Equal("/logg-ut/as", (await user.Post("/logg-ut", new() { [page.Forgery.Name] = page.Forgery.Value })).Location);

        var there = await user.Get("/logg-ut/as");
        var address = WebUtility.HtmlDecode(there.Html).Split("href=\"").Select(h => h.Split('"')[0]).Single(h => h.StartsWith(house.ÅsIssuer.Name, StringComparison.Ordinal));
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(address).Query);
        Assert.Equal(("trepart", new Uri(house.App.Address, "/signout-callback-oidc").ToString()), (query["client_id"], query["post_logout_redirect_uri"]));
        Assert.Equal(3, query["id_token_hint"]!.Split('.').Length);
        Assert.Equal("/logg-inn", (await user.Get("/signout-callback-oidc")).Location);
        Assert.Equal(HttpStatusCode.Found, (await user.Get("/as")).Status);

        // The hint is used once.
        Assert.DoesNotContain("id_token_hint", (await user.Get("/logg-ut/as")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example", "/as")]
    [InlineData("/\\evil.example", "/as")]
    [InlineData("/\t/evil.example", "/as")]
    [InlineData("https://evil.example/as", "/as")]
    [InlineData("/as\r\nSet-Cookie: a=b", "/as")]
    [InlineData("javascript:alert(1)", "/as")]
    [InlineData("/vestby", "/as")]
    [InlineData("/asker", "/as")]
    [InlineData("", "/as")]
    [InlineData("/as?fra=2026-01-01", "/as?fra=2026-01-01")]
    [InlineData("/as/laering", "/as/laering")]
    public async Task One_lands_at_home_whatever_the_link_said(string til, string lands)
    {
        var oid = SignInHouse.NewOid();
        await house.Bind(Ås, "leder", oid);

        Assert.Equal(lands, (await house.SignIn(house.App.Nobody(), oid, til)).Location);
    }

    [Fact]
    public async Task A_new_key_is_trusted_when_it_is_published_and_an_old_one_no_longer_than_that()
    {
        await using var own = new Own();
        await own.House.InitializeAsync();
        var (issuer, app, oid) = (own.House.ÅsIssuer, own.House.App, SignInHouse.NewOid());
        await own.House.Bind(Ås, "leder", oid);
        Assert.Equal("/as", (await own.House.SignIn(app.Nobody(), oid)).Location);
        var (old, read) = (issuer.Keys[0], issuer.KeysRead);

        app.Clock.Now += Discovery.Rest;
        issuer.Keys = [SigningKey.New("second"), old];
        Assert.Equal("/as", (await own.House.SignIn(app.Nobody(), oid)).Location);
        Assert.Equal(read + 1, issuer.KeysRead);

        // Unknown keys do not make the service ask again and again.
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await own.House.SignIn(app.Nobody(), oid, spoil: f => f.Header["kid"] = "unknown")).Status);
        Assert.Equal(read + 1, issuer.KeysRead);

        // Taken away: trusted until the keys are read again, which is within the hour.
        issuer.Keys = [issuer.Keys[0]];
        app.Clock.Now += Discovery.Trusted;
        var refused = await own.House.SignIn(app.Nobody(), oid, spoil: f => (f.Key, f.Header["kid"]) = (old, old.Kid));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(nameof(SignInFault.TokenKey), own.House.Faults[^1]);
        var token = own.House.AccessToken(oid);
        Assert.Equal(HttpStatusCode.OK, (await app.ApiWithToken(token.Made()).Get("/api/v1/as/arenas")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.ApiWithToken(token.With(f => (f.Key, f.Header["kid"]) = (old, old.Kid)).Made()).Get("/api/v1/as/arenas")).Status);
    }

    [Fact]
    public async Task A_token_opens_the_municipality_of_the_address_for_the_person_that_its_account_is_there()
    {
        var (mine, nobodys) = (SignInHouse.NewOid(), SignInHouse.NewOid());
        await house.Bind(Ås, "leder", mine);
        var api = house.App.ApiWithToken(house.AccessToken(mine).Made());

        Assert.Equal(HttpStatusCode.OK, (await api.Get($"/api/v1/as/arenas/{Group(Ås)}/matters")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Get("/api/v1/vestby/arenas")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.App.ApiWithToken(house.AccessToken(nobodys).Made()).Get("/api/v1/as/arenas")).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.App.ApiWithToken(house.AccessToken(mine).With(f => f.Header["typ"] = "at+jwt").With(f => f.Claims.Remove("ver")).Made()).Get("/api/v1/as/arenas")).Status);
        Assert.Equal(HttpStatusCode.Found, (await house.App.ApiWithToken(house.AccessToken(mine).Made()).Get("/as")).Status);
    }

    [Fact]
    public async Task A_provider_of_another_kind_is_known_by_its_issuer_and_subject()
    {
        var (user, identity) = (house.App.Nobody(), new IdentityRef(house.Common.Name, "pairwise-7"));
        await house.LetIn(Vestby, house.Common.Name);
        await house.Bind(Vestby, "ordforer", identity.Subject, identity.Authority);
        var choice = await user.Get("/logg-inn?kommune=vestby");
        Assert.Contains("/logg-inn/felles?", choice.Html, StringComparison.Ordinal);
        Assert.Contains("/logg-inn/as?", choice.Html, StringComparison.Ordinal);

        var sent = await SignInHouse.Begin(user, "felles");
        Assert.Contains("scope=openid&", sent, StringComparison.Ordinal);
        var answer = await user.Get(house.Common.Answer(sent, g => house.IdToken(g, "7", house.Common).Made()));

        Assert.Equal("/vestby", answer.Location);
    }

    [Fact]
    public async Task The_municipalities_that_one_can_sign_in_to_are_listed_and_found_by_name()
    {
        var user = house.App.Nobody();

        var all = await user.Get("/logg-inn");
        Assert.Contains("Ås kommune", all.Text, StringComparison.Ordinal);
        Assert.Contains("Vestby kommune", all.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vestby", (await user.Get("/logg-inn?kommune=&navn=ås")).Text, StringComparison.Ordinal);
        Assert.Contains("Vi fant ingen kommune", (await user.Get("/logg-inn?kommune=&navn=oslo")).Text, StringComparison.Ordinal);
        Assert.Contains("Du skal til Ås kommune", (await user.Get("/logg-inn?til=/as/laering")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await user.Get("/logg-inn/finnes-ikke")).Status);
    }

    [Fact]
    public async Task Nothing_that_opens_or_names_anyone_is_logged()
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        await house.Bind(Ås, "leder", oid);
        var code = await house.Invite(Ås, "leder");
        await user.Get(Invitations.AddressOf(Ås, code));
        var sent = await SignInHouse.Begin(user, til: "/as");
        var grant = house.ÅsIssuer.Asked(sent);
        var answer = house.ÅsIssuer.Answer(sent, g => house.IdToken(g, oid).Made());
        await user.Get(answer);
        await user.Get("/as/innlogginger");
        await user.Get(answer);

        var log = string.Join('\n', house.App.Logged);
        foreach (var secret in new[] { oid, code, grant.State, grant.Nonce, Key(user), answer.Split("code=")[1].Split('&')[0], "samme@as.example", "Navnesen", "leder fra", Issuer.Secret })
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36", "Samsung Internet", "Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari", "iPhone")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36", "Chrome", "Mac")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox", "Linux")]
    [InlineData(Edge, "Edge", "Windows")]
    [InlineData("<script>", "unknown", "unknown")]
    [InlineData(null, "unknown", "unknown")]
    public void A_browser_is_known_by_two_words(string? agent, string name, string system) => Assert.Equal(new(name, system), Browser.Of(agent));

    private static string Key(WebUser user) => user.Cookies.GetAllCookies().Single(c => c.Name == "trepart-session").Value;

    private static List<string> EndForms(WebPage page) =>
        [.. page.Html.Split("action=\"").Select(h => h.Split('"')[0]).Where(h => h.StartsWith("/as/innlogginger/", StringComparison.Ordinal) && h.EndsWith("/logg-ut", StringComparison.Ordinal))];

    /// <summary>A house of one's own, for what the others should not notice.</summary>
    private sealed class Own : IAsyncDisposable
    {
        public SignInHouse House { get; } = new();

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }
}
