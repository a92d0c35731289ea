using System.Text.Json.Nodes;
using Trepart.Web.Search;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Search;

/// <summary>What one may read is found by its words; what is erased, another group's or another municipality's is not.</summary>
public sealed class SearchTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Theory]
    [InlineData("sykepleieren")]
    [InlineData("smerteplasteret")] // another form of the word
    [InlineData("smerte")] // its beginning
    [InlineData("SMERTEPLASTER")]
    [InlineData("helsefagarbeidere plaster")] // both, in whatever order
    public async Task A_text_is_found_by_any_form_or_beginning_of_its_words(string words)
    {
        var matter = await Begin("leder", "matters", new { title = "Smerteplaster om kvelden", concern = "Plastrene venter på sykepleier. Helsefagarbeiderne kan skifte et smerteplaster." });
        var found = await Find("ansatt", words);
        Assert.Contains(found, f => f["thing"]!.ToString() == matter && f["kind"]!.ToString() == "matter" && f["title"]!.ToString() == "Smerteplaster om kvelden");
    }

    [Fact]
    public async Task Every_word_must_be_there_and_the_place_is_marked()
    {
        var matter = await Begin("leder", "matters", new { title = "Heisen", concern = "Heisen & trappa stopper mellom <2 og 3> hver torsdag." });
        await Do("tillitsvalgt", $"matters/{matter}/register-view", new { seat = Id(Ås, "seat", "tv-plass"), view = "Vaktmesteren kommer aldri på torsdager." }, 1);
        Assert.Empty(await Find("leder", "heisen flodhest"));

        var page = await Ask("leder", "vaktmester");
        Assert.Contains("<mark>Vaktmesteren</mark>", page.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/as/saker/{matter}#h2\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("Heisen &amp; trappa <mark>stopper</mark> mellom &lt;2 og 3&gt;", (await Ask("leder", "stopp")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_and_their_answers_are_found_and_withdrawn_ones_are_not()
    {
        var input = await Begin("ansatt", "inputs", new { kind = "problem", text = "Oppvaskmaskinen lekker." });
        await Do("leder", $"inputs/{input}/answer-input", new { disposition = "later", reason = "Rørleggeren er bestilt." }, 1);
        Assert.Equal(input, Assert.Single(await Find("ansatt-to", "rørlegger"))["thing"]!.ToString());
        var withdrawn = await Begin("ansatt", "inputs", new { kind = "problem", text = "Termostaten henger." });
        Assert.Single(await Find("leder", "termostat"));
        await Do("ansatt", $"inputs/{withdrawn}/withdraw-input", new { }, 1);
        Assert.Empty(await Find("leder", "termostat"));
    }

    [Fact]
    public async Task Another_groups_and_another_municipalitys_words_are_never_found()
    {
        var canary = Mark.New("kanari");
        await Begin("leder", "matters", new { title = $"Sak {canary}", concern = $"Det gjelder {canary}." });
        foreach (var who in new[] { "leder", "ansatt", "verneombud" })
            Assert.NotEmpty(await Find(who, canary));
        foreach (var who in new[] { "nabo", "ordforer", "koordinator", "ombud", "revisor" })
        {
            Assert.Empty(await Find(who, canary));
            Assert.DoesNotContain($"/saker/", (await Ask(who, canary)).Html, StringComparison.Ordinal);
        }

        Assert.Empty(await Find("leder", canary, Vestby));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Api(Vestby, "leder").PostRaw("/api/v1/as/search", new JsonObject { ["words"] = canary }.ToJsonString())).Status);
    }

    [Fact]
    public async Task What_is_erased_is_found_no_more_from_that_moment()
    {
        var canary = Mark.New("slettes");
        var matter = await Begin("leder", "matters", new { title = "Noe", concern = $"Her står {canary}." });
        Assert.Single(await Find("leder", canary));
        var text = (await Databases.Query<Guid>(app.Database, $"select id from words where text like '%{canary}%'"))[0];
        await Do("leder", $"matters/{matter}/erase-matter-text", new { text, reason = "namesSomeone" }, 1);
        Assert.Empty(await Find("leder", canary));
        Assert.DoesNotContain("<mark>", (await Ask("leder", canary)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_someone_looks_for_stands_in_no_address_and_no_line_of_the_log()
    {
        var canary = Mark.New("leter");
        var page = await Ask("leder", canary);
        await Find("leder", canary);
        Assert.DoesNotContain(canary, page.Address.ToString(), StringComparison.Ordinal);
        Assert.Null(page.Location);
        Assert.DoesNotContain(app.Logged, l => l.Contains(canary, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(await Everywhere.TablesWith(app.Database, canary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("og")]
    [InlineData("'; drop table words; --")]
    [InlineData("a:* | b & !c <-> (")]
    [InlineData("\\ ' \" :* \u0002")]
    public async Task What_is_no_word_or_too_common_finds_nothing_and_breaks_nothing(string words)
    {
        Assert.Equal(HttpStatusCode.OK, (await Ask("leder", words)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Api(Ås, "leder").PostRaw("/api/v1/as/search", new JsonObject { ["words"] = words }.ToJsonString())).Status);
    }

    [Theory]
    [InlineData("""{"ord": "heis"}""")]
    [InlineData("""{"words": 4}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task A_question_that_cannot_be_read_is_told(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Api(Ås, "leder").PostRaw("/api/v1/as/search", body)).Status);

    [Fact]
    public void Each_term_is_a_word_of_letters_and_figures_alone() =>
        Assert.Equal(["Smerte", "plaster", "2026"], SearchReader.TermsOf("Smerte-plaster: (2026) & | ! '\\ x"));

    private async Task<WebPage> Ask(string who, string words)
    {
        var user = await app.SignIn(Ås, who);
        var page = await user.Get("/as/sok");
        return await user.Post("/as/sok/finn", new Dictionary<string, string> { [page.Forgery.Name] = page.Forgery.Value, ["ord"] = words });
    }

    private async Task<List<JsonNode>> Find(string who, string words, Tenant? tenant = null)
    {
        tenant ??= Ås;
        var answer = await app.Api(tenant, who).PostRaw($"/api/v1/{tenant.Id}/search", new JsonObject { ["words"] = words }.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
        return [.. answer.Body!["items"]!.AsArray().Select(i => i!)];
    }

    private async Task<string> Begin(string who, string things, object body)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task Do(string who, string address, object body, long seen)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/{address}", body, seen);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }
}
