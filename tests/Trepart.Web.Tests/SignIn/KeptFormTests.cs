using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>What was typed when the session ran out comes back to its writer after signing in again, and to nobody else; and nothing is sent by itself.</summary>
public sealed class KeptFormTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private const string Typed = "Vi rekker ikke pausene, og «natta» er verst.\nHva kan vi prøve?";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(61);

    private static string Form => $"/as/grupper/{Group(Ås)}/gi-innspill";

    [Fact]
    public async Task It_comes_back_into_the_form_and_is_sent_once_when_its_writer_sends_it()
    {
        var user = await app.SignIn(Ås, "ansatt");
        var sent = await SendTooLate(user);
        Assert.Equal((HttpStatusCode.Found, "/logg-inn?til=" + Uri.EscapeDataString(Form)), (sent.Status, sent.Location));
        Assert.Contains("kommer fram igjen når du har logget inn", (await user.Get(sent.Location!)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pausene", string.Join('\n', await Databases.Query<string>(app.Database, "select encode(content, 'escape') from kept_forms")), StringComparison.Ordinal);

        var before = await app.Stored();
        await TrepartApp.SignIn(user, Ås, Id(Ås, "person", "person-ansatt"));
        var page = await user.Get(Form);
        Assert.Equal(before, await app.Stored());
        Assert.Contains(Typed, WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.Contains("value=\"problem\" checked", page.Html, StringComparison.Ordinal);
        Assert.Contains("Det er ikke sendt.", page.Text, StringComparison.Ordinal);
        Assert.Contains(Typed, WebUtility.HtmlDecode((await user.Get(Form)).Html), StringComparison.Ordinal);

        var done = await user.Send(page, Form, ("kind", "problem"), ("text", Typed));
        Assert.Contains("gjort=give_input", done.Location, StringComparison.Ordinal);
        Assert.DoesNotContain("pausene", (await user.Get(Form)).Html, StringComparison.Ordinal);
        Assert.Empty(await Databases.Query<string>(app.Database, "select encode(content, 'escape') from kept_forms"));
    }

    [Fact]
    public async Task Another_who_signs_in_sees_nothing_of_it_and_then_it_is_gone()
    {
        var user = await app.SignIn(Ås, "ansatt");
        await SendTooLate(user);

        await TrepartApp.SignIn(user, Ås, Id(Ås, "person", "person-leder"));
        Assert.DoesNotContain("pausene", (await user.Get(Form)).Html, StringComparison.Ordinal);
        await TrepartApp.SignIn(user, Ås, Id(Ås, "person", "person-ansatt"));
        Assert.DoesNotContain("pausene", (await user.Get(Form)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_browser_of_the_same_person_sees_nothing_of_it()
    {
        await SendTooLate(await app.SignIn(Ås, "ansatt"));

        Assert.DoesNotContain("pausene", (await (await app.SignIn(Ås, "ansatt")).Get(Form)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_kept_for_a_quarter_of_an_hour()
    {
        var user = await app.SignIn(Ås, "ansatt");
        await SendTooLate(user);
        app.Clock.Now += TimeSpan.FromMinutes(15);

        await TrepartApp.SignIn(user, Ås, Id(Ås, "person", "person-ansatt"));
        Assert.DoesNotContain("pausene", (await user.Get(Form)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_whose_cookie_was_changed_gets_nothing()
    {
        var user = await app.SignIn(Ås, "ansatt");
        await SendTooLate(user);
        var cookie = user.Cookies.GetAllCookies().Single(c => c.Name == "trepart-kept");
        cookie.Value = new string('A', cookie.Value.Length);

        await TrepartApp.SignIn(user, Ås, Id(Ås, "person", "person-ansatt"));
        Assert.DoesNotContain("pausene", (await user.Get(Form)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_sent_is_not_kept()
    {
        var user = await app.SignIn(Ås, "ansatt");
        var page = await user.Get(Form);
        await user.Post("/logg-ut", new() { [page.Forgery.Name] = page.Forgery.Value });
        var before = await Databases.Query<long>(app.Database, "select count(*) from kept_forms");

        await user.Send(page, Form, ("kind", "problem"), ("text", Typed));
        await app.Nobody().Post(Form, new() { ["text"] = Typed });

        Assert.Equal(before, await Databases.Query<long>(app.Database, "select count(*) from kept_forms"));
    }

    /// <summary>A form that is not one of the acts', and is sent to another address than it stands on.</summary>
    [Fact]
    public async Task Where_the_form_cannot_be_filled_in_the_text_is_shown()
    {
        var user = await app.SignIn(Ås, "ansatt");
        var page = await user.Get(Form);
        app.Clock.Now += Long;
        var sent = await user.Post("/as/innlogginger/logg-ut-andre", new() { [page.Forgery.Name] = page.Forgery.Value, ["note"] = Typed });
        Assert.Equal("/logg-inn?til=" + Uri.EscapeDataString("/as/innlogginger"), sent.Location);

        await TrepartApp.SignIn(user, Ås, Id(Ås, "person", "person-ansatt"));
        Assert.Contains("Dette skrev du før innloggingen tok slutt", (await user.Get("/as/innlogginger")).Text, StringComparison.Ordinal);
        Assert.Contains("natta", (await user.Get("/as/innlogginger")).Text, StringComparison.Ordinal);
    }

    private async Task<WebPage> SendTooLate(WebUser user)
    {
        var page = await user.Get(Form);
        app.Clock.Now += Long;
        return await user.Send(page, Form, ("kind", "problem"), ("text", Typed));
    }
}
