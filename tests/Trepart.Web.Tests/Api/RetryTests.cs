using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Whoever never heard the answer sends the same again, and gets it.</summary>
public sealed class RetryTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string Inputs = $"/api/v1/as/arenas/{Group(Ås)}/inputs";
    private static readonly string Form = $"/as/grupper/{Group(Ås)}/gi-innspill";
    private static readonly JsonObject Body = new() { ["kind"] = "problem", ["text"] = "Heisen står." };

    [Fact]
    public async Task A_request_whose_answer_was_lost_gets_it_the_second_time()
    {
        await using var line = new LossyLine(app.Address);
        var api = new ApiUser(line.Address, app.Token(Ås, "ansatt"));
        var id = Guid.CreateVersion7();
        var before = await app.Count(Ås);

        line.LoseNext();
        await Assert.ThrowsAsync<HttpRequestException>(() => api.Post(Inputs, Body, id: id));
        Assert.Equal((1, before + 1), (line.Lost, await app.Count(Ås)));

        var answer = await api.Post(Inputs, Body, id: id);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(1, answer.Body!["version"]!.GetValue<long>());
        Assert.Equal(before + 1, await app.Count(Ås));
        Assert.Equal(HttpStatusCode.OK, (await api.Get($"/api/v1/as/inputs/{answer.Body["id"]}")).Status);
        Assert.Equal([1L], await Databases.Query<long>(app.Database, $"select count(*) from commands where command_id = '{id}'"));
    }

    [Fact]
    public async Task A_form_whose_answer_was_lost_gets_it_the_second_time()
    {
        await using var line = new LossyLine(app.Address);
        var user = await TrepartApp.SignIn(new WebUser(line.Address), Ås, Id(Ås, "person", "person-ansatt"));
        var open = await user.Get(Form);
        var before = await app.Count(Ås);
        (string, string)[] fields = [("kind", "praise"), ("text", "Fint med ny tavle.")];

        line.LoseNext();
        await Assert.ThrowsAsync<HttpRequestException>(() => user.Send(open, Form, fields));
        Assert.Equal((1, before + 1), (line.Lost, await app.Count(Ås)));

        var answer = await user.Send(open, Form, fields);
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.Equal(before + 1, await app.Count(Ås));
        Assert.Contains("Fint med ny tavle.", (await user.Get(answer.Location!.Split('#')[0])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_request_many_times_at_once_happens_once()
    {
        var id = Guid.CreateVersion7();
        var before = await app.Count(Ås);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.Api(Ås, "ansatt").Post(Inputs, Body, id: id)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(answers.Select(a => a.Raw).Distinct());
        Assert.Equal(before + 1, await app.Count(Ås));
    }

    [Fact]
    public async Task The_same_id_in_another_municipality_is_another_command()
    {
        var id = Guid.CreateVersion7();
        var here = await app.Api(Ås, "ansatt").Post(Inputs, Body, id: id);
        var there = await app.Api(Vestby, "ansatt").Post($"/api/v1/vestby/arenas/{Group(Vestby)}/inputs", Body, id: id);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (here.Status, there.Status));
        Assert.NotEqual(here.Body!["id"]!.ToString(), there.Body!["id"]!.ToString());
    }

    [Fact]
    public async Task Two_who_saw_the_same_version_cannot_both_be_first()
    {
        var matter = (await app.Api(Ås, "leder").Post(
            $"/api/v1/as/arenas/{Group(Ås)}/matters", new JsonObject { ["title"] = "Heisen", ["concern"] = "Den står." })).Body!["id"];
        var before = await app.Count(Ås);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            app.Api(Ås, "leder").Post($"/api/v1/as/matters/{matter}/clarify-problem", new JsonObject { ["problem"] = $"Utgave {i}." }, seen: 1)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a is { Status: HttpStatusCode.PreconditionFailed, Problem: "changed-meanwhile" }));
        Assert.Equal(before + 1, await app.Count(Ås));
    }
}
