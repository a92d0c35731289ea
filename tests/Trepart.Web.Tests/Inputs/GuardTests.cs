using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>INV-10: what does not belong in the group's papers is asked about before it is stored, and the writer decides.</summary>
public sealed class GuardTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    // Made up: the month is 80 too high, as in all test data of the population register.
    private const string Text = "Sjå journalen til 01817550181.";

    private static readonly string Form = $"/as/grupper/{Group(Ås)}/gi-innspill";

    [Fact]
    public async Task A_page_asks_explains_and_goes_on_when_confirmed()
    {
        var user = await app.SignIn(Ås, "ansatt");
        var stored = await app.Stored();

        var asked = await user.Fill(Form, ("kind", "problem"), ("text", Text));
        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        Assert.Contains("Det ser ut som teksten har et fødselsnummer. Ta det bort.", asked.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"confirmed\"", asked.Html, StringComparison.Ordinal);
        Assert.Contains(Text, WebUtility.HtmlDecode(asked.Html), StringComparison.Ordinal);
        Assert.Equal(stored, await app.Stored());

        var unconfirmed = await user.Send(asked, Form, ("kind", "problem"), ("text", Text));
        Assert.Equal(HttpStatusCode.Conflict, unconfirmed.Status);
        Assert.Equal(stored, await app.Stored());

        var confirmed = await user.Send(unconfirmed, Form, ("kind", "problem"), ("text", Text), ("confirmed", "true"));
        Assert.Equal(HttpStatusCode.Found, confirmed.Status);
        Assert.NotEqual(stored, await app.Stored());
    }

    [Fact]
    public async Task The_text_can_be_changed_instead()
    {
        var user = await app.SignIn(Ås, "ansatt");
        var asked = await user.Fill(Form, ("kind", "problem"), ("text", Text));
        var changed = await user.Send(asked, Form, ("kind", "problem"), ("text", "Sjå journalen."));
        Assert.Equal(HttpStatusCode.Found, changed.Status);
    }

    [Fact]
    public async Task The_api_asks_too()
    {
        var api = app.Api(Vestby, "ansatt");
        var path = $"/api/v1/vestby/arenas/{Group(Vestby)}/inputs";
        var id = Guid.CreateVersion7();
        var stored = await app.Stored();

        var asked = await api.Post(path, new JsonObject { ["kind"] = "problem", ["text"] = Text }, id: id);
        Assert.Equal((HttpStatusCode.Conflict, "guard-asks"), (asked.Status, asked.Problem));
        Assert.Equal("NationalIdentityNumber", asked.Body!["concerns"]![0]!["code"]!.ToString());
        Assert.Equal("Det ser ut som teksten har eit fødselsnummer. Ta det bort.", asked.Body["concerns"]![0]!["detail"]!.ToString());
        Assert.Equal(stored, await app.Stored());

        var confirmed = await api.Post(path, new JsonObject { ["kind"] = "problem", ["text"] = Text, ["confirmed"] = true }, id: id);
        Assert.Equal(HttpStatusCode.Created, confirmed.Status);
    }

    [Fact]
    public async Task A_rule_is_told_before_the_guard_asks()
    {
        var scene = await Scene.Of(app, Web.Matters.MatterActs.ClarifyProblem, ActTable.All["take_up_matter"].Before);
        var answer = await app.Api(Ås, "leder").Post(Scene.Api(Ås, Web.Matters.MatterActs.ClarifyProblem, scene.Thing), new JsonObject { ["problem"] = Text }, scene.Version);
        Assert.Equal((HttpStatusCode.Conflict, "matter/is-deferred"), (answer.Status, answer.Problem));
    }
}
