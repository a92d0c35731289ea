using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Who comes in, where they end up, and how they leave.</summary>
public sealed class SignInTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly Guid Leader = Id(Ås, "person", "person-leder");

    [Fact]
    public async Task In_a_demo_one_chooses_who_to_be()
    {
        var page = await app.Nobody().Get("/logg-inn");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("leder fra Ås kommune", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", null, true)]
    [InlineData("Development", "http://0.0.0.0:0", true)]
    [InlineData("Development", null, false)]
    public async Task Nobody_is_offered_where_it_is_not_a_demo(string environment, string? address, bool marked)
    {
        await using var other = new TrepartApp { EnvironmentName = environment, Urls = address ?? "http://127.0.0.1:0", IsMarkedDemo = marked };
        await other.InitializeAsync();
        var user = new WebUser(new UriBuilder(other.Address) { Host = "127.0.0.1" }.Uri);

        var page = await user.Get("/logg-inn");
        var sent = await user.Post("/logg-inn", new() { ["tenant"] = "as", ["person"] = Leader.ToString(), [page.Forgery.Name] = page.Forgery.Value });

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("leder", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Leader.ToString(), page.Html, StringComparison.Ordinal);
        Assert.True(sent.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{sent.Status}");
        Assert.Equal(HttpStatusCode.Found, (await user.Get("/as")).Status);
    }

    [Theory]
    [InlineData("//evil.example", "/as")]
    [InlineData("/\\evil.example", "/as")]
    [InlineData("/\t/evil.example", "/as")]
    [InlineData("https://evil.example/as", "/as")]
    [InlineData("javascript:alert(1)", "/as")]
    [InlineData("as/laering", "/as")]
    [InlineData("/vestby", "/as")]
    [InlineData("/asker", "/as")]
    [InlineData("/as/../vestby", "/as/../vestby")]
    [InlineData("/as/laering", "/as/laering")]
    [InlineData("", "/as")]
    public async Task One_lands_in_ones_own_municipality_and_nowhere_else(string til, string lands)
    {
        var user = app.Nobody();
        var page = await user.Get("/logg-inn");
        var answer = await user.Post("/logg-inn", new() { ["tenant"] = "as", ["person"] = Leader.ToString(), ["til"] = til, [page.Forgery.Name] = page.Forgery.Value });
        Assert.Equal((HttpStatusCode.Found, lands), (answer.Status, answer.Location));
    }

    [Theory]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/as/laering?fra=2026-01-01", "/as/laering?fra=2026-01-01")]
    public async Task A_change_of_language_leads_back_and_nowhere_else(string til, string lands)
    {
        var user = await app.SignIn(Ås, "leder");
        var page = await user.Get("/as");
        var answer = await user.Post("/sprak", new() { ["sprak"] = "nn", ["til"] = til, [page.Forgery.Name] = page.Forgery.Value });
        Assert.Equal((HttpStatusCode.Found, lands), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task The_language_stays_as_it_was_chosen()
    {
        var user = await app.SignIn(Ås, "leder");
        var page = await user.Get("/as");
        Assert.Contains("<html lang=\"nb\"", page.Html, StringComparison.Ordinal);

        await user.Post("/sprak", new() { ["sprak"] = "nn", [page.Forgery.Name] = page.Forgery.Value });
        Assert.Contains("<html lang=\"nn\"", (await user.Get("/as")).Html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"nn\"", (await user.Get("/as/finnes-ikke")).Html, StringComparison.Ordinal);

        await user.Post("/sprak", new() { ["sprak"] = "en", [page.Forgery.Name] = page.Forgery.Value });
        Assert.Contains("<html lang=\"nn\"", (await user.Get("/hjelp")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_chosen_the_municipality_decides() =>
        Assert.Contains("<html lang=\"nn\"", (await (await app.SignIn(Vestby, "leder")).Get("/vestby")).Html, StringComparison.Ordinal);

    [Fact]
    public async Task Whoever_signs_out_is_out()
    {
        var user = await app.SignIn(Ås, "leder");
        var page = await user.Get("/as");
        Assert.Equal(HttpStatusCode.OK, page.Status);

        Assert.Equal("/logg-inn", (await user.Post("/logg-ut", new() { [page.Forgery.Name] = page.Forgery.Value })).Location);
        var after = await user.Get("/as");
        Assert.Equal(HttpStatusCode.Found, after.Status);
        Assert.Contains("/logg-inn?til=%2Fas", after.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_of_another_municipality_is_not_found()
    {
        var user = app.Nobody();
        var page = await user.Get("/logg-inn");
        var answer = await user.Post("/logg-inn", new() { ["tenant"] = "vestby", ["person"] = Leader.ToString(), [page.Forgery.Name] = page.Forgery.Value });
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignIn(Ås, "leder")).Get("/vestby")).Status);
    }

    [Fact]
    public async Task Whoever_has_left_the_seat_has_lost_its_rights()
    {
        var story = """
            {"do":"create_municipality","tenant":"frogn","name":"Frogn kommune","written":"nb","at":"2026-01-05"}
            {"do":"establish_arena","at":"2026-01-05","arena":"gruppa","kind":"workingGroup","name":"Gruppa","workplace":"Ullerud"}
            {"do":"establish_seat","at":"2026-01-05","seat":"leder-plass","arena":"gruppa","role":"unitLeader"}
            {"do":"take_seat","at":"2026-01-05","seat":"leder-plass","holding":"leder","person":"person-leder","name":"Leder"}
            """;
        var frogn = new Tenant("frogn");
        await app.Load(story);
        var user = await app.SignIn(frogn, Id(frogn, "person", "person-leder"));
        Assert.Equal(HttpStatusCode.OK, (await user.Get($"/frogn/grupper/{Group(frogn)}")).Status);

        await app.Load(story + "\n" + """{"do":"leave_seat","at":"2026-11-20","seat":"leder-plass","holding":"leder"}""");
        Assert.Equal(HttpStatusCode.Forbidden, (await user.Get($"/frogn/grupper/{Group(frogn)}")).Status);
    }

    [Fact]
    public async Task An_error_of_ours_tells_nothing_of_the_inside()
    {
        await using var broken = new TrepartApp();
        await broken.InitializeAsync();
        var user = await broken.SignIn(Ås, "leder");
        await Databases.Run(broken.Database, "alter table matters rename to matters_gone");

        var page = await user.Get($"/as/grupper/{Group(Ås)}");
        var answer = await broken.Api(Ås, "leder").Get($"/api/v1/as/arenas/{Group(Ås)}/matters");

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (page.Status, answer.Status));
        Assert.Contains("Noe gikk galt hos oss", page.Text, StringComparison.Ordinal);
        Assert.Equal("our-fault", answer.Problem);
        foreach (var word in new[] { "matters", "42P01", "Npgsql", "Exception", "select", ".cs:line" })
        {
            Assert.DoesNotContain(word, page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(word, answer.Raw.Replace("/matters\"", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        }

        using var http = new HttpClient { BaseAddress = broken.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", broken.Token(Ås, "leder"));
        using var response = await http.GetAsync(new Uri($"/api/v1/as/arenas/{Group(Ås)}/matters", UriKind.Relative));
        Assert.Equal("nosniff", string.Join(' ', response.Headers.TryGetValues("X-Content-Type-Options", out var values) ? values : []));
    }
}
