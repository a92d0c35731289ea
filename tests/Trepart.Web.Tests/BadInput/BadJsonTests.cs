using System.Net.Http.Headers;
using System.Text;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>What a program can send that nobody means: each has an answer that says what is wrong, and nothing is stored.</summary>
public sealed class BadJsonTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string Inputs = $"arenas/{Group(Ås)}/inputs";
    private static readonly string Good = """{"kind": "problem", "text": "Heisen står."}""";

    public static TheoryData<string, string> Unreadable => new()
    {
        { "nothing", "" },
        { "no end", """{"kind": "problem", """ },
        { "words", "hei" },
        { "a list", $"[{Good}]" },
        { "a text", "\"hei\"" },
        { "null", "null" },
        { "two objects", Good + Good },
        { "a comment", "/* hei */" + Good },
        { "a field twice", """{"kind": "problem", "text": "Ja.", "text": "Nei."}""" },
        { "a field twice, further in", """{"kind": "problem", "text": {"a": 1, "a": 2}}""" },
        { "depth", string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000) },
        { "half a pair", """{"kind": "problem", "text": "\ud83d"}""" },
        { "half a pair as a name", """{"kind": "problem", "text": "Ja.", "\ud83d": "x"}""" },
    };

    public static TheoryData<string, string, string> BadFields => new()
    {
        { """{"text": "Ja."}""", "/kind", "required" },
        { """{"kind": "problem"}""", "/text", "required" },
        { """{"kind": "problem", "text": ""}""", "/text", "required" },
        { """{"kind": "problem", "text": " \n "}""", "/text", "required" },
        { """{"kind": "problem", "text": null}""", "/text", "required" },
        { """{"kind": "problem", "text": 5}""", "/text", "not-text" },
        { """{"kind": "problem", "text": true}""", "/text", "not-text" },
        { """{"kind": "problem", "text": ["Ja."]}""", "/text", "not-text" },
        { """{"kind": "problem", "text": {"id": "x"}}""", "/text", "not-text" },
        { """{"kind": "problem", "text": "a\u0000b"}""", "/text", "unreadable-characters" },
        { """{"kind": "problem", "text": "a\u0007b"}""", "/text", "unreadable-characters" },
        { """{"kind": "problem", "text": "a\u0085b"}""", "/text", "unreadable-characters" },
        { """{"kind": "complaint", "text": "Ja."}""", "/kind", "not-a-choice" },
        { """{"kind": "Problem", "text": "Ja."}""", "/kind", "not-a-choice" },
        { """{"kind": 0, "text": "Ja."}""", "/kind", "not-a-choice" },
        { """{"kind": [], "text": "Ja."}""", "/kind", "not-a-choice" },
        { """{"kind": "problem", "text": "Ja.", "onBehalf": "kanskje"}""", "/onBehalf", "not-true-or-false" },
        { """{"kind": "problem", "text": "Ja.", "onBehalf": 1}""", "/onBehalf", "not-true-or-false" },
        { """{"kind": "problem", "text": "Ja.", "giver": "meg"}""", "/giver", "unknown-field" },
        { """{"kind": "problem", "text": "Ja.", "Text": "Nei."}""", "/Text", "unknown-field" },
        { """{"kind": "problem", "text": "Ja.", "arena": 1e400}""", "/arena", "unknown-field" },
        { """{"kind": "problem", "text": "Ja.", "on": "31.2.2026"}""", "/on", "not-a-date" },
        { """{"kind": "problem", "text": "Ja.", "on": "2026-02-31"}""", "/on", "not-a-date" },
        { """{"kind": "problem", "text": "Ja.", "on": "i morgen"}""", "/on", "not-a-date" },
        { """{"kind": "problem", "text": "Ja.", "on": "0001-01-01"}""", "/on", "not-a-date" },
        { """{"kind": "problem", "text": "Ja.", "on": "9999-12-31"}""", "/on", "not-a-date" },
        { """{"kind": "problem", "text": "Ja.", "on": 20261120}""", "/on", "not-a-date" },
        { """{"kind": "problem", "text": "Ja.", "on": "2026-11-21"}""", "/on", "in-future" },
    };

    public static TheoryData<string, string, string, string> BadFieldsOfMatters => new()
    {
        { "register-view", """{"seat": "plassen min", "view": "Ja."}""", "/seat", "not-an-id" },
        { "register-view", """{"seat": 7, "view": "Ja."}""", "/seat", "not-an-id" },
        { "note-agreement", """{"agreement": "Ja.", "seats": "alle"}""", "/seats", "not-a-list" },
        { "note-agreement", """{"agreement": "Ja.", "seats": [5]}""", "/seats/0", "not-an-id" },
        { "note-agreement", $$"""{"agreement": "Ja.", "seats": [{{string.Join(',', Enumerable.Repeat("\"x\"", 51))}}]}""", "/seats", "too-many" },
        { "propose-trial", """{"change": "To\nlinjer"}""", "/change", "one-line" },
        { "propose-trial", $$"""{"change": "{{new string('a', 121)}}"}""", "/change", "too-long" },
        { "propose-trial", $$"""{"change": "Plan", "affected": [{{string.Join(',', Enumerable.Repeat("\"Vi\"", 51))}}]}""", "/affected", "too-many" },
        { "propose-trial", """{"change": "Plan", "affected": [{"navn": "Vi"}]}""", "/affected/0", "not-text" },
        { "evaluate-trial", """{"findings": ["bra"], "learned": "Ja."}""", "/findings/0", "not-an-object" },
        { "evaluate-trial", """{"findings": [{"group": "en", "effect": "better", "what": "Ja."}], "learned": "Ja."}""", "/findings/0/group", "not-a-number" },
        { "evaluate-trial", """{"findings": [{"group": 1, "effect": "best", "what": "Ja."}], "learned": "Ja."}""", "/findings/0/effect", "not-a-choice" },
        { "evaluate-trial", """{"findings": [{"group": 1, "effect": "better", "what": "Ja.", "who": "vi"}], "learned": "Ja."}""", "/findings/0/who", "unknown-field" },
        { "correct-matter", """{"entry": 1.5, "correct": "Ja.", "why": "Nei."}""", "/entry", "not-a-number" },
        { "correct-matter", """{"entry": 1e99, "correct": "Ja.", "why": "Nei."}""", "/entry", "not-a-number" },
        { "correct-matter", """{"entry": 99999999999, "correct": "Ja.", "why": "Nei."}""", "/entry", "not-a-number" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_is_not_one_object_is_not_read(string what, string body)
    {
        Assert.NotEmpty(what);
        await Refuses(HttpStatusCode.BadRequest, "unreadable-json", () => app.Api(Ås, "ansatt").PostRaw($"/api/v1/as/{Inputs}", body, id: NewId()));
    }

    [Fact]
    public Task Bytes_that_are_not_utf8_are_not_read() =>
        Refuses(HttpStatusCode.BadRequest, "unreadable-json", () => app.Api(Ås, "ansatt").Post(
            $"/api/v1/as/{Inputs}", Json([.. "{\"kind\": \"problem\", \"text\": \"bl"u8, 0xE5, .. "\"}"u8]), null, NewId()));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData(null)]
    public Task Only_json_is_read(string? type) =>
        Refuses(HttpStatusCode.BadRequest, "unreadable-json", () => app.Api(Ås, "ansatt").Post($"/api/v1/as/{Inputs}", Json(Encoding.UTF8.GetBytes(Good), type), null, NewId()));

    [Theory]
    [MemberData(nameof(BadFields))]
    public Task Each_field_says_what_is_wrong_with_it(string body, string field, string code) => RefusesField(Inputs, "ansatt", body, field, code);

    [Theory]
    [MemberData(nameof(BadFieldsOfMatters))]
    public async Task Each_field_of_a_matter_says_what_is_wrong_with_it(string act, string body, string field, string code)
    {
        var scene = await Scene.Of(app, Web.Matters.MatterActs.ClarifyProblem, []);
        await RefusesField($"matters/{scene.Thing}/{act}", "leder", body, field, code);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var answer = await app.Api(Ås, "ansatt").PostRaw($"/api/v1/as/{Inputs}", """{"kind": "x", "on": "y", "z": 1}""", id: NewId());
        Assert.Equal(["/kind", "/on", "/text", "/z"], answer.Body!["errors"]!.AsArray().Select(e => e!["pointer"]!.ToString()).Order());
    }

    [Theory]
    [InlineData(4000, HttpStatusCode.Created)]
    [InlineData(4001, HttpStatusCode.BadRequest)]
    public async Task A_text_has_room_for_exactly_4000_characters(int length, HttpStatusCode expected)
    {
        var stored = await app.Stored();
        var answer = await app.Api(Ås, "ansatt").Post($"/api/v1/as/{Inputs}", new { kind = "problem", text = new string('å', length) });
        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected == HttpStatusCode.Created, stored != await app.Stored());
        if (expected == HttpStatusCode.BadRequest)
            Assert.Equal("Teksten er for lang. Den kan ha 4\u2009000 tegn.", answer.Body!["errors"]![0]!["detail"]!.ToString());
    }

    [Fact]
    public Task A_megabyte_is_too_much() =>
        Refuses(HttpStatusCode.RequestEntityTooLarge, "too-large", () => app.Api(Ås, "ansatt").Post(
            $"/api/v1/as/{Inputs}", new { kind = "problem", text = new string('a', 1024 * 1024) }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("en")]
    [InlineData("01930000-0000-7000-8000-0000000000000")]
    public Task A_command_needs_an_id(string? id) =>
        Refuses(HttpStatusCode.BadRequest, "idempotency-key-missing", () => app.Api(Ås, "ansatt").PostRaw($"/api/v1/as/{Inputs}", Good, id: id));

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired, "if-match-missing")]
    [InlineData("\"-1\"", HttpStatusCode.BadRequest, "if-match-unreadable")]
    [InlineData("\"0\"", HttpStatusCode.BadRequest, "if-match-unreadable")]
    [InlineData("\"en\"", HttpStatusCode.BadRequest, "if-match-unreadable")]
    [InlineData("\"1\", \"2\"", HttpStatusCode.BadRequest, "if-match-unreadable")]
    [InlineData("W/\"1\"", HttpStatusCode.BadRequest, "if-match-unreadable")]
    [InlineData("\"99999999999999999999\"", HttpStatusCode.BadRequest, "if-match-unreadable")]
    [InlineData("\"2\"", HttpStatusCode.PreconditionFailed, "changed-meanwhile")]
    public async Task A_change_needs_the_version_that_was_seen(string? tag, HttpStatusCode status, string problem)
    {
        var scene = await Scene.Of(app, Web.Matters.MatterActs.ClarifyProblem, []);
        await Refuses(status, problem, () => app.Api(Ås, "leder").PostRaw($"/api/v1/as/matters/{scene.Thing}/clarify-problem", """{"problem": "Ja."}""", tag, NewId()));
    }

    [Fact]
    public async Task Another_municipalitys_id_in_a_body_is_as_one_that_does_not_exist()
    {
        var scene = await Scene.Of(app, Web.Matters.MatterActs.ClarifyProblem, []);
        var input = await Scene.Of(app, Web.Inputs.InputActs.Answer, []);
        var theirMatter = (await app.Api(Vestby, "leder").Post($"/api/v1/vestby/arenas/{Group(Vestby)}/matters", new { title = "Vår", concern = "Egen." })).Body!["id"]!.ToString();
        var theirInput = (await app.Api(Vestby, "ansatt").Post($"/api/v1/vestby/arenas/{Group(Vestby)}/inputs", new { kind = "problem", text = "Vår egen." })).Body!["id"]!.ToString();
        var never = "01930000-0000-7000-8000-00000000dead";

        foreach (var (path, seen, theirs, body) in new (string, long?, string, string)[]
        {
            ($"inputs/{input.Thing}/link-input", 1, theirMatter, """{"matter": "ID"}"""),
            ($"inputs/{input.Thing}/link-input", 1, input.Thing.ToString(), """{"matter": "ID"}"""),
            ($"matters/{scene.Thing}/register-view", 1, Id(Vestby, "seat", "tv-plass").ToString(), """{"seat": "ID", "view": "Ja."}"""),
            ($"matters/{scene.Thing}/register-view", 1, Id(Ås, "seat", "nabo-plass").ToString(), """{"seat": "ID", "view": "Ja."}"""),
            ($"matters/{scene.Thing}/note-agreement", 1, Id(Vestby, "seat", "tv-plass").ToString(), """{"seats": ["ID"], "agreement": "Ja."}"""),
            ($"arenas/{Group(Ås)}/matters", null, theirInput, """{"title": "Heisen", "concern": "Den står.", "input": "ID"}"""),
            ($"arenas/{Group(Ås)}/matters", null, scene.Thing.ToString(), """{"title": "Heisen", "concern": "Den står.", "input": "ID"}"""),
        })
        {
            Task<ApiAnswer> Send(string id) => app.Api(Ås, "leder").PostRaw(
                $"/api/v1/as/{path}", body.Replace("ID", id, StringComparison.Ordinal), seen is null ? null : $"\"{seen}\"", NewId());
            var notTheirs = await Refuses(HttpStatusCode.NotFound, "not-found", () => Send(never));
            var foreign = await Refuses(HttpStatusCode.NotFound, "not-found", () => Send(theirs));
            Assert.Equal(notTheirs.Body!["detail"]!.ToString(), foreign.Body!["detail"]!.ToString());
        }
    }

    [Theory]
    [InlineData("nn", "Teksten er for lang. Han kan ha 4\u2009000 teikn.")]
    [InlineData("nb", "Teksten er for lang. Den kan ha 4\u2009000 tegn.")]
    public async Task The_answer_is_in_the_language_that_was_asked_for(string language, string sentence)
    {
        var answer = await app.Api(Ås, "ansatt", language).Post($"/api/v1/as/{Inputs}", new { kind = "problem", text = new string('a', 4001) });
        Assert.Equal(sentence, answer.Body!["errors"]![0]!["detail"]!.ToString());
    }

    [Theory]
    [InlineData("/api/v1/as/matters/ikke-en-id/clarify-problem")]
    [InlineData("/api/v1/as/matters/01930000-0000-7000-8000-00000000dead/finnes-ikke")]
    [InlineData("/api/v2/as/matters")]
    public Task An_address_that_does_not_exist_is_not_found(string path) =>
        Refuses(HttpStatusCode.NotFound, "not-found", () => app.Api(Ås, "leder").PostRaw(path, "{}", "\"1\"", NewId()));

    private async Task RefusesField(string path, string who, string body, string field, string code)
    {
        var answer = await Refuses(HttpStatusCode.BadRequest, "unreadable-fields", () => app.Api(Ås, who).PostRaw($"/api/v1/as/{path}", body, "\"1\"", NewId()));
        var error = Assert.Single(answer.Body!["errors"]!.AsArray(), e => e!["pointer"]!.ToString() == field)!;
        Assert.Equal(code, error["code"]!.ToString());
        Assert.StartsWith(Texts.Of(Written.Bokmål, "error." + code).Split('{')[0], error["detail"]!.ToString(), StringComparison.Ordinal);
    }

    private async Task<ApiAnswer> Refuses(HttpStatusCode status, string problem, Func<Task<ApiAnswer>> send)
    {
        var stored = await app.Stored();
        var answer = await send();
        Assert.True((status, problem) == (answer.Status, answer.Problem), $"{answer.Status} {answer.Raw}");
        Assert.Equal(Texts.Of(Written.Bokmål, $"problem.{problem}.title"), answer.Body!["title"]!.ToString());
        Assert.Equal(Texts.Of(Written.Bokmål, $"problem.{problem}.detail"), answer.Body["detail"]!.ToString());
        Assert.Equal(stored, await app.Stored());
        return answer;
    }

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static ByteArrayContent Json(byte[] body, string? type = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        return content;
    }
}
