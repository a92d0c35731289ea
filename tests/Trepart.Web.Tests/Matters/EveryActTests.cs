using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Help;
using Trepart.Web.Reflection;
using Trepart.Web.Seats;
using Trepart.Web.Workplaces;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>What holds for every act alike, through its form and through the API.</summary>
public sealed partial class EveryActTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    public static TheoryData<string> Names => [.. ActTable.All.Keys];

    public static TheoryData<string> NamesOfRefused => [.. ActTable.All.Where(a => a.Value.Refused is not null).Select(a => a.Key)];

    public static TheoryData<string> NamesOfOnThings => [.. ActTable.All.Where(a => !a.Value.Act.Act.Creates && a.Value.Act.Act.Kind != Kind.InputLink && a.Value.Act.Act.Kind != Kind.Signal).Select(a => a.Key)];

    [Fact]
    public void No_act_with_a_form_is_left_out() =>
        Assert.Equal(AllActs.ByName.Values.Where(a => a.Slug is not null && a.Kind != Kind.Mandate).Select(a => a.Name).Order(), ActTable.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_works_through_its_form(string name)
    {
        var (act, scene, body) = await Ready(name);
        var user = await app.SignIn(Ås, act.Who);
        var before = await app.Count(Ås);

        var answer = await user.Fill(Scene.Form(Ås, act.Act, scene.Thing, body), Scene.Fields(body));

        Assert.True(answer.Status == HttpStatusCode.Found, $"{answer.Status} {answer.Text}");
        Assert.True(await app.Count(Ås) > before);
        var told = await user.Get(answer.Location!.Split('#')[0]);
        Assert.Equal(HttpStatusCode.OK, told.Status);
        Assert.Contains(Texts.Of(Written.Bokmål, $"act.{name}.done"), told.Text, StringComparison.Ordinal);
    }

    public static TheoryData<string> NamesOfErasing => [.. ActTable.All.Where(a => a.Value.Act.Act.Erases is not null).Select(a => a.Key)];

    /// <summary>A backup brings it back, or its time is over.</summary>
    [Theory]
    [MemberData(nameof(NamesOfErasing))]
    public async Task What_can_be_erased_at_the_desk_can_be_erased_where_nobody_stands_there(string name)
    {
        var (_, scene, body) = await Ready(name);
        var text = Guid.Parse(body["text"]!.ToString());
        var before = await app.Store.Read(Ås, scene.Thing, default);
        Assert.Contains(text, before.Words.Keys);
        var erasure = new Erasure("as", ErasureReason.NamesSomeone, Guid.CreateVersion7(), "00", new(2026, 11, 20), Stream: scene.Thing, Text: text);

        Assert.True(await app.Services.GetRequiredService<TextEraser>().Erase(Ås, erasure, isNew: true, default));

        var after = await app.Store.Read(Ås, scene.Thing, default);
        Assert.DoesNotContain(text, after.Words.Keys);
        Assert.Equal(before.Version + 1, after.Version);
        Assert.EndsWith("TextErased", after.Events[^1].Event.GetType().Name, StringComparison.Ordinal);
        Assert.False(await app.Services.GetRequiredService<TextEraser>().Erase(Ås, erasure, isNew: false, default));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_works_through_the_api(string name)
    {
        var (act, scene, body) = await Ready(name);
        var before = await app.Count(Ås);

        var answer = await app.Api(Ås, act.Who).Post(Scene.Api(Ås, act.Act, scene.Thing), body, Seen(act, scene));

        Assert.True(answer.Status == (act.Act.Creates ? HttpStatusCode.Created : HttpStatusCode.OK), answer.Raw);
        Assert.True(await app.Count(Ås) > before);
        var version = answer.Body!["version"]!.GetValue<long>();
        Assert.Equal($"\"{version}\"", answer.Tag);
        Assert.Equal(scene.Version + EventsOf(act.Act), version);
        var things = Scene.Things(act.Act);
        var thing = await app.Api(Ås, act.Who).Get($"/api/v1/as/{things}/{answer.Body["id"]}");
        Assert.Equal(version, thing.Body!["version"]!.GetValue<long>());
        if (act.Act.Creates)
            Assert.Equal($"/api/v1/as/{things}/{answer.Body["id"]}", answer.Location);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Another_municipality_finds_nothing_and_cannot_tell_it_from_what_never_was(string name)
    {
        var (act, scene, body) = await Ready(name);
        var stored = await app.Stored();
        var user = await app.SignIn(Vestby, act.Who);
        var api = app.Api(Vestby, act.Who);
        var never = Guid.Parse("01930000-0000-7000-8000-00000000dead");

        // A new group is begun in no other: there is nothing of the neighbour's to name but the municipality itself.
        var isOfNothing = act.Act == SeatActs.EstablishArena || act.Act == WorkplaceActs.Register;

        var forgery = (await user.Get("/vestby")).Forgery;
        async Task<string[]> Try(Tenant address, Guid thing)
        {
            var form = Scene.Form(address, act.Act, thing, []);
            var fields = new Dictionary<string, string> { [forgery.Name] = forgery.Value, ["commandId"] = Guid.CreateVersion7().ToString(), ["version"] = "1" };
            foreach (var (field, value) in Scene.Fields(body))
                fields[field] = value;
            WebPage[] pages = [await user.Get(form), await user.Post(form, fields), .. act.Act.Creates ? [] : new[] { await user.Get(Scene.Page(address, act.Act, thing)) }];
            var answer = await api.Post(Scene.Api(address, act.Act, thing), body, Seen(act, scene));
            Assert.All(pages, p => Assert.Equal(HttpStatusCode.NotFound, p.Status));
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), (answer.Status, answer.Problem));
            return [.. pages.Select(p => p.Html).Append(answer.Raw).Select(text => Token().Replace(Trace().Replace(text, ""), "").Replace(thing.ToString(), "id", StringComparison.Ordinal))];
        }

        if (!isOfNothing)
            Assert.Equal(await Try(Vestby, never), await Try(Vestby, scene.Thing));
        Assert.Equal(await Try(Ås, never), await Try(Ås, scene.Thing));
        Assert.Equal(stored, await app.Stored());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whoever_has_not_the_right_is_told_so(string name)
    {
        var (act, scene, body) = await Ready(name);
        var stored = await app.Stored();
        string[] others = ["ordforer", "koordinator", "revisor", "nabo"];
        others = act.Act.Right switch
        {
            _ when Scene.IsOfSteering(act.Act) => ["revisor", "nabo", "ansatt", "leder", "tillitsvalgt", "verneombud"],
            Right.GiveInput => others,
            Right.TakeAction => others,
            Right.OwnInput => [.. others, "ansatt-to", "tillitsvalgt", "leder"],
            Right.KeepSeats or Right.KeepTraining => ["ordforer", "revisor", "nabo", "ansatt", "tillitsvalgt", "leder", "verneombud"],
            Right.KeepProcesses => [.. others, "ansatt", "tillitsvalgt", "verneombud"],
            Right.NoteInvolvement => ["revisor", "ansatt", "tillitsvalgt", "verneombud"],
            Right.AnswerGroups => ["revisor", "nabo", "ansatt", "tillitsvalgt", "leder", "verneombud"],
            Right.NoteReports => [.. others, "ansatt", "tillitsvalgt", "leder"],
            Right.RaiseHmsConcern => [.. others, "ansatt", "tillitsvalgt", "leder"],
            Right.DecideAsLeader => [.. others, "ansatt", "tillitsvalgt", "verneombud"],
            _ => [.. others, "ansatt"],
        };

        foreach (var other in others)
        {
            var user = await app.SignIn(Ås, other);
            var forgery = (await user.Get("/as")).Forgery;
            var form = Scene.Form(Ås, act.Act, scene.Thing, body);
            var fields = Scene.Fields(body).Select(f => KeyValuePair.Create(f.Item1, f.Item2))
                .Append(new(forgery.Name, forgery.Value)).Append(new("commandId", Guid.CreateVersion7().ToString())).Append(new("version", $"{scene.Version}"));

            var page = await user.Get(form);
            var sent = await user.PostPairs(form, [.. fields]);
            var answer = await app.Api(Ås, other).Post(Scene.Api(Ås, act.Act, scene.Thing), body, Seen(act, scene));

            Assert.Equal((other, HttpStatusCode.Forbidden), (other, page.Status));
            Assert.Equal((other, HttpStatusCode.Forbidden), (other, sent.Status));
            Assert.Contains(Texts.Of(Written.Bokmål, other == "revisor" ? "problem.outside-mandate.title" : "problem.not-allowed.title"), sent.Text, StringComparison.Ordinal);
            Assert.Equal((other, HttpStatusCode.Forbidden, "not-allowed"), (other, answer.Status, answer.Problem));
        }

        Assert.Equal(stored, await app.Stored());
    }

    [Theory]
    [MemberData(nameof(NamesOfRefused))]
    public async Task What_a_rule_turns_down_is_explained_and_not_stored(string name)
    {
        var trying = ActTable.All[name];
        var (act, refused) = (trying.Act, trying.Refused!);
        var scene = await Scene.Of(app, act.Act, refused.Before);
        var body = await scene.Body(refused.Body ?? act.Body);
        var stored = await app.Stored();
        var sentence = Texts.Of(Written.Bokmål, "refusal." + refused.Code);

        var page = await (await app.SignIn(Ås, act.Who)).Fill(Scene.Form(Ås, act.Act, scene.Thing, body), Scene.Fields(body));
        var answer = await app.Api(Ås, act.Who).Post(Scene.Api(Ås, act.Act, scene.Thing), body, Seen(act, scene));

        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        AssertTyped(body, page);
        Assert.Equal((HttpStatusCode.Conflict, refused.Code), (answer.Status, answer.Problem));
        Assert.Equal(sentence, answer.Body!["detail"]!.ToString());
        Assert.Equal(stored, await app.Stored());
    }

    [Theory]
    [MemberData(nameof(NamesOfOnThings))]
    public async Task What_was_typed_is_kept_where_someone_else_came_first(string name)
    {
        var (act, scene, body) = await Ready(name);
        var user = await app.SignIn(Ås, act.Who);
        var action = Scene.Form(Ås, act.Act, scene.Thing, body);
        var open = await user.Get(action);
        var seen = scene.Version;
        await scene.Do(ActTable.Meanwhile(act.Act));
        var stored = await app.Stored();

        var page = await user.Send(open, action, Scene.Fields(body));
        var answer = await app.Api(Ås, act.Who).Post(Scene.Api(Ås, act.Act, scene.Thing), body, seen);

        Assert.Equal(HttpStatusCode.PreconditionFailed, page.Status);
        Assert.Contains(Texts.Of(Written.Bokmål, "problem.changed-meanwhile.title"), page.Text, StringComparison.Ordinal);
        AssertTyped(body, page);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "changed-meanwhile"), (answer.Status, answer.Problem));
        Assert.Equal(stored, await app.Stored());

        var again = await user.Send(page, action, Scene.Fields(body));
        Assert.True(again.Status == HttpStatusCode.Found, $"{again.Status} {again.Text}");
        Assert.NotEqual(stored, await app.Stored());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_form_that_is_sent_again_gets_the_first_answer(string name)
    {
        var (act, scene, body) = await Ready(name);
        var user = await app.SignIn(Ås, act.Who);
        var action = Scene.Form(Ås, act.Act, scene.Thing, body);
        var open = await user.Get(action);
        var fields = Scene.Fields(body);

        var first = await user.Send(open, action, fields);
        var stored = await app.Stored();
        var second = await user.Send(open, action, fields);

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (first.Status, second.Status));
        Assert.Equal(first.Location, second.Location);
        Assert.Equal(stored, await app.Stored());

        if (!act.Act.Creates)
        {
            await Follow(scene, act);
            stored = await app.Stored();
            Assert.Equal(first.Location, (await user.Send(open, action, fields)).Location);
        }

        var other = await user.Send(open, action, [.. fields, ("on", "2026-11-19")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains(Texts.Of(Written.Bokmål, "problem.command-id-used.title"), other.Text, StringComparison.Ordinal);
        Assert.Equal(stored, await app.Stored());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_request_that_is_sent_again_gets_the_first_answer(string name)
    {
        var (act, scene, body) = await Ready(name);
        var api = app.Api(Ås, act.Who);
        var (path, seen, id) = (Scene.Api(Ås, act.Act, scene.Thing), Seen(act, scene), Guid.CreateVersion7());

        var first = await api.Post(path, body, seen, id);
        var stored = await app.Stored();
        Assert.Equal(first, await api.Post(path, body, seen, id), SameAnswer);
        Assert.Equal(stored, await app.Stored());

        if (!act.Act.Creates)
        {
            await Follow(scene, act);
            stored = await app.Stored();
            Assert.Equal(first, await api.Post(path, body, seen, id), SameAnswer);
        }

        var other = await api.Post(path, new JsonObject(body.DeepClone().AsObject().Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())).Append(new("on", "2026-11-19"))), seen, id);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "command-id-used"), (other.Status, other.Problem));
        Assert.Equal(stored, await app.Stored());
    }

    private async Task<(Deed Act, Scene Scene, JsonObject Body)> Ready(string name)
    {
        var trying = ActTable.All[name];
        var scene = await Scene.Of(app, trying.Act.Act, trying.Before);
        return (trying.Act, scene, await scene.Body(trying.Act.Body));
    }

    /// <summary>Something more happens to the thing, where anything still can.</summary>
    private async Task Follow(Scene scene, Deed act)
    {
        if (ActTable.Last.Contains(act.Act))
            return;
        var next = ActTable.Meanwhile(act.Act);
        var answer = await app.Api(Ås, next.Who).Post(Scene.Api(Ås, next.Act, scene.Thing), await scene.Body(next.Body), scene.Version + EventsOf(act.Act));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }

    // One leaves and another takes over; whoever writes a cause, a summary or a proposal also stands behind it.
    private static int EventsOf(Act act) => act == SeatActs.HandOver || act == HelpActs.StateCause || act == HelpActs.ProposeAccess || act == ReflectionActs.Summarise ? 2 : 1;

    private static long? Seen(Deed act, Scene scene) => act.Act.Creates ? null : scene.Version;

    private static bool SameAnswer(ApiAnswer first, ApiAnswer second) =>
        (first.Status, first.Raw, first.Tag, first.Location) == (second.Status, second.Raw, second.Tag, second.Location);

    private static void AssertTyped(JsonObject body, WebPage page)
    {
        var html = WebUtility.HtmlDecode(page.Html);
        Assert.All(Scene.Fields(body).Where(f => f.Item2.Contains(' ', StringComparison.Ordinal)), f => Assert.Contains(f.Item2, html, StringComparison.Ordinal));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]*\"")]
    private static partial Regex Token();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex Trace();
}
