using System.Net.Http.Headers;
using System.Text;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>What a browser, or someone who pretends to be one, can send that nobody means: a page says what is wrong, and nothing is stored.</summary>
public sealed class BadFormTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string Form = $"/as/grupper/{Group(Ås)}/gi-innspill";

    public static TheoryData<string, string, string> BadFields => new()
    {
        { "kind", "", "error.required" },
        { "kind", "klage", "error.not-a-choice" },
        { "text", "", "error.required" },
        { "text", "a\u0007b", "error.unreadable-characters" },
        { "text", new string('a', 4001), "error.too-long" },
        { "onBehalf", "kanskje", "error.not-true-or-false" },
        { "giver", "meg", "error.unknown-field" },
        { "on", "31.2.2026", "error.not-a-date" },
        { "on", "i morgen", "error.not-a-date" },
        { "on", "0001-01-01", "error.not-a-date" },
        { "on", "21.11.2026", "error.in-future" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task The_form_comes_back_and_says_what_is_wrong(string name, string value, string error)
    {
        var fields = new Dictionary<string, string> { ["kind"] = "problem", ["text"] = "Heisen står.", [name] = value };
        var page = await Refuses(HttpStatusCode.BadRequest, "form.errors", async user => await user.Fill(Form, [.. fields.Select(f => (f.Key, f.Value))]));
        Assert.Contains(Texts.Of(Written.Bokmål, error).Split('{')[0], page.Text, StringComparison.Ordinal);
        if (name != "text")
            Assert.Contains("Heisen står.", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_told_of()
    {
        var page = await Refuses(HttpStatusCode.BadRequest, "form.errors", async user =>
        {
            var content = new ByteArrayContent([.. Encoding.ASCII.GetBytes(await Opened(user) + "&kind=problem&text=bl"), 0xE5]);
            content.Headers.ContentType = new("application/x-www-form-urlencoded");
            return await user.PostRaw(Form, content);
        });
        Assert.Contains(Texts.Of(Written.Bokmål, "error.unreadable-characters"), page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_answers_in_nynorsk_to_one_who_chose_it()
    {
        var user = await app.SignIn(Ås, "ansatt");
        var front = await user.Get("/as");
        Assert.Equal(HttpStatusCode.Found, (await user.Post("/sprak", new() { ["sprak"] = "nn", ["til"] = "/as", [front.Forgery.Name] = front.Forgery.Value })).Status);

        var page = await user.Fill(Form, ("kind", "problem"), ("text", new string('a', 4001)));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Teksten er for lang. Han kan ha 4\u2009000 teikn.", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"nn\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exactly_4000_characters_are_not_too_many()
    {
        var user = await app.SignIn(Ås, "ansatt");
        Assert.Equal(HttpStatusCode.Found, (await user.Fill(Form, ("kind", "problem"), ("text", new string('å', 4000)))).Status);
    }

    [Fact]
    public Task A_megabyte_is_too_much() =>
        Refuses(HttpStatusCode.RequestEntityTooLarge, "problem.too-large.title", async user => await user.Fill(Form, ("kind", "problem"), ("text", new string('a', 1024 * 1024))));

    [Theory]
    [InlineData("commandId=")]
    [InlineData("commandId=en")]
    public Task A_form_without_its_own_number_is_not_read(string field) =>
        Refuses(HttpStatusCode.BadRequest, "problem.unreadable.title", async user =>
        {
            var forgery = (await user.Get(Form)).Forgery;
            return await user.PostRaw(Form, Encoded($"{forgery.Name}={Uri.EscapeDataString(forgery.Value)}&{field}&kind=problem&text=Ja"));
        });

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("en")]
    public async Task A_form_that_does_not_say_what_was_seen_is_not_read(string version)
    {
        var scene = await Scene.Of(app, Web.Matters.MatterActs.ClarifyProblem, []);
        await Refuses(HttpStatusCode.BadRequest, "problem.unreadable.title",
            async user => await user.Fill($"/as/saker/{scene.Thing}/problemet", ("version", version), ("problem", "Ja.")), "leder");
    }

    [Fact]
    public Task A_form_that_another_site_sends_is_not_taken() =>
        Refuses(HttpStatusCode.BadRequest, "problem.form-expired.title", async user =>
        {
            await user.Get(Form);
            return await user.Post(Form, new() { ["commandId"] = Guid.CreateVersion7().ToString(), ["kind"] = "problem", ["text"] = "Ja." });
        });

    [Fact]
    public Task A_form_with_someone_elses_token_is_not_taken() =>
        Refuses(HttpStatusCode.BadRequest, "problem.form-expired.title", async user =>
        {
            var other = (await (await app.SignIn(Ås, "ansatt-to")).Get(Form)).Forgery;
            return await user.Fill(Form, (other.Name, other.Value), ("kind", "problem"), ("text", "Ja."));
        });

    [Theory]
    [InlineData("text/plain", "kind=problem")]
    [InlineData("application/json", """{"kind": "problem", "text": "Ja."}""")]
    [InlineData("multipart/form-data", "uten grense")]
    [InlineData("multipart/form-data; boundary=xyz", "ikke noe skjema")]
    [InlineData("multipart/form-data; boundary=xyz", "--xyz\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nproblem")]
    public async Task What_is_not_a_form_is_not_read(string type, string body)
    {
        var stored = await app.Stored();
        var user = await app.SignIn(Ås, "ansatt");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var page = await user.PostRaw(Form, content);

        Assert.True(page.Status == HttpStatusCode.BadRequest, $"{page.Status} {page.Text}");
        Assert.Contains("Ingenting er lagret.", page.Text, StringComparison.Ordinal);
        Assert.Equal(stored, await app.Stored());
    }

    [Fact]
    public Task A_form_with_u0000_is_not_read() =>
        Refuses(HttpStatusCode.BadRequest, "problem.unreadable.title", async user => await user.PostRaw(Form, Encoded(await Opened(user) + "&kind=problem&text=a%00b")));

    [Fact]
    public Task Thousands_of_fields_are_not_read() =>
        Refuses(HttpStatusCode.BadRequest, "problem.unreadable.title",
            async user => await user.PostRaw(Form, Encoded(await Opened(user) + string.Concat(Enumerable.Range(0, 3000).Select(i => $"&f{i}=1")))));

    [Theory]
    [InlineData("/as/saker/ikke-en-id")]
    [InlineData("/as/saker/01930000-0000-7000-8000-00000000dead")]
    [InlineData("/as/finnes-ikke")]
    [InlineData("/finnes/ikke/her")]
    public async Task An_address_that_does_not_exist_has_a_page_of_its_own(string path)
    {
        var page = await (await app.SignIn(Ås, "leder")).Get(path);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains(Texts.Of(Written.Bokmål, "problem.not-found.title"), page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("i morgen")]
    [InlineData("2026-02-31")]
    [InlineData("")]
    public async Task A_day_in_an_address_that_is_none_does_not_break_the_page(string day)
    {
        var scene = await Scene.Of(app, Web.Matters.MatterActs.ClarifyProblem, []);
        var page = await (await app.SignIn(Ås, "leder")).Get($"/as/saker/{scene.Thing}?kjent={Uri.EscapeDataString(day)}");
        Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{page.Status}");
        Assert.Contains("<html lang=\"nb\"", page.Html, StringComparison.Ordinal);
    }

    private static async Task<string> Opened(WebUser user)
    {
        var forgery = (await user.Get(Form)).Forgery;
        return $"{forgery.Name}={Uri.EscapeDataString(forgery.Value)}&commandId={Guid.CreateVersion7()}";
    }

    private static StringContent Encoded(string body) => new(body, Encoding.ASCII, "application/x-www-form-urlencoded");

    private async Task<WebPage> Refuses(HttpStatusCode status, string text, Func<WebUser, Task<WebPage>> send, string who = "ansatt")
    {
        var user = await app.SignIn(Ås, who);
        var stored = await app.Stored();
        var page = await send(user);
        Assert.True(page.Status == status, $"{page.Status} {page.Text}");
        Assert.Contains(Texts.Of(Written.Bokmål, text), page.Text, StringComparison.Ordinal);
        Assert.Equal(stored, await app.Stored());
        return page;
    }
}
