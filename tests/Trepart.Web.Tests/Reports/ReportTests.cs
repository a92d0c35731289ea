using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Reports;

/// <summary>The way of a report: drafted from what is on record, approved by the parties, sent, answered, and the answer read.</summary>
public sealed class ReportTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Fact]
    public async Task A_report_is_drafted_from_what_happened_approved_sent_answered_and_read()
    {
        var matter = await Begin("leder", "matters", new { title = "Smerteplaster", concern = "Hvem setter dem?", on = "2026-03-02" });
        var late = await Begin("leder", "matters", new { title = "Etter perioden", concern = "Ikke med.", on = "2026-08-03" });
        var form = await (await app.SignIn(Ås, "leder")).Get($"/as/grupper/{Group(Ås)}/ny-rapport");
        Assert.Contains("«Smerteplaster»", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Etter perioden", form.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-01-01\"", form.Html, StringComparison.Ordinal);
        Assert.Contains(await Of("leder", Group(Ås).ToString()), w => w["kind"]!.ToString() == "write-report");
        Assert.DoesNotContain(await Of("ansatt", Group(Ås).ToString()), w => w["kind"]!.ToString() == "write-report");

        var report = await Begin("leder", "reports", new { from = "2026-01-01", until = "2026-06-30", text = "Vi har prøvd en plan.", problem = "Vi får ikke vikarer." });
        foreach (var stage in new[] { "draft", "presented", "approved" })
        {
            // Until it is sent it is the group's alone.
            Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, "ordforer")).Get($"/as/rapporter/{report}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, "htv").Get($"/api/v1/as/reports/{report}")).Status);
            Assert.DoesNotContain("Vi får ikke vikarer", (await (await app.SignIn(Ås, "ordforer")).Get("/as/rapporter")).Text, StringComparison.Ordinal);
            if (stage == "draft")
                await Do("leder", report, "present-report", new { });
            else if (stage == "presented")
                await ApprovedByAll(report);
        }

        // What happens after the parties got it does not change what they approve.
        await Begin("leder", "matters", new { title = "Ført etterpå", concern = "Sent.", on = "2026-03-03" });
        Assert.Equal("send-report", Assert.Single(await Of("leder", report))["kind"]!.ToString());
        await Do("tillitsvalgt", report, "send-report", new { });
        Assert.Equal("answer-report", Assert.Single(await Of("ordforer", report))["kind"]!.ToString());
        Assert.Empty(await Of("leder", report));
        Assert.DoesNotContain(await Of("leder", Group(Ås).ToString()), w => w["kind"]!.ToString() == "write-report");

        var read = (await app.Api(Ås, "ordforer").Get($"/api/v1/as/reports/{report}")).Body!["report"]!;
        Assert.Equal(1, read["figures"]!["raised"]!.GetValue<int>());
        Assert.Null(read["figures"]!["answered"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, "nabo").Get($"/api/v1/as/reports/{report}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, "ombud").Get($"/api/v1/as/reports/{report}")).Status);

        // The mayor reads the report, and nothing of what it is about.
        var mayor = await app.SignIn(Ås, "ordforer");
        var page = await mayor.Get($"/as/rapporter/{report}");
        Assert.Contains("Vi får ikke vikarer.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Én sak tatt opp", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"story\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await mayor.Get($"/as/saker/{matter}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await mayor.Get($"/as/saker/{late}")).Status);

        await Do("htv", report, "add-report-note", new { note = "Jeg ser det flere steder." });
        await Do("ordforer", report, "answer-report", new { kind = "handsOver", answer = "Vi tar det videre.", onProblem = "Det er meldt inn.", to = "municipalDirector" });
        Assert.Empty(await Of("ordforer", report));
        Assert.Equal("read-report-answer", Assert.Single(await Of("verneombud", report))["kind"]!.ToString());
        var told = (await (await app.SignIn(Ås, "leder")).Get($"/as/rapporter/{report}")).Text;
        Assert.Contains("Det ligger nå hos kommunedirektøren.", told, StringComparison.Ordinal);
        Assert.Contains("Det er ikke kommet noe tilbake ennå.", told, StringComparison.Ordinal);
        Assert.Contains("Jeg ser det flere steder.", told, StringComparison.Ordinal);

        await Do("tillitsvalgt", report, "note-report-read", new { });
        Assert.Empty(await Of("verneombud", report));
        await Do("ordforer", report, "return-report-outcome", new { outcome = "Det blir to vikarer til." });
        Assert.Equal("read-report-answer", Assert.Single(await Of("verneombud", report))["kind"]!.ToString());
        Assert.Equal(
            ["Answered 2026-11-20 2026-11-20 HandsOver"],
            await Databases.Query<string>(app.Database, $"select concat_ws(' ', stage, sent_on, answered_on, answer_kind) from reports where tenant_id = 'as' and id = '{report}'"));
    }

    [Fact]
    public async Task A_report_that_is_brought_in_with_a_story_counts_what_the_story_tells()
    {
        await app.Load(Municipality("rapportby", "Rapportby", "nn") + '\n' + string.Join('\n',
        [
            """{"do":"raise_matter","at":"2026-02-02","by":"leder","matter":"en","arena":"gruppa","title":"Heisen","concern":"Han står."}""",
            """{"do":"raise_matter","at":"2026-02-03","by":"leder","matter":"to","arena":"gruppa","title":"Døra","concern":"Ho smell."}""",
            """{"do":"raise_matter","at":"2026-02-03","by":"nabo","matter":"tre","arena":"nabogruppa","title":"Naboen","concern":"Ikkje vår."}""",
            """{"do":"close_matter","at":"2026-02-09","by":"leder","matter":"to","result":"Ho er smurd."}""",
            """{"do":"raise_matter","at":"2026-07-02","by":"leder","matter":"fire","arena":"gruppa","title":"Etterpå","concern":"Seint."}""",
            """{"do":"draft_report","at":"2026-07-03","by":"leder","report":"rapporten","arena":"gruppa","from":"2026-01-01","until":"2026-06-30","text":"To saker."}""",
            """{"do":"present_report","at":"2026-07-03","by":"leder","report":"rapporten"}""",
        ]) + '\n');
        Assert.Equal(
            ["2 1"],
            await Databases.Query<string>(app.Database, "select concat_ws(' ', figures ->> 'raised', figures ->> 'closed') from reports where tenant_id = 'rapportby'"));
    }

    [Fact]
    public async Task The_municipality_chooses_how_often()
    {
        var coordinator = await app.SignIn(Vestby, "koordinator");
        var answer = await coordinator.Fill($"/vestby/grupper/{Id(Vestby, "arena", "styret")}/rapportrytme", ("rhythm", "quarterly"));
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        var form = await (await app.SignIn(Vestby, "leder")).Get($"/vestby/grupper/{Group(Vestby)}/ny-rapport");
        Assert.Contains("value=\"2026-07-01\"", form.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-09-30\"", form.Html, StringComparison.Ordinal);
    }

    private async Task ApprovedByAll(string report)
    {
        foreach (var who in new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" })
        {
            Assert.Equal("approve-report", Assert.Single(await Of(who, report))["kind"]!.ToString());
            await Do(who, report, "approve-report", new { });
        }
    }

    private async Task<List<JsonNode>> Of(string who, string thing) =>
        [.. (await app.Api(Ås, who).Get("/api/v1/as/waiting")).Body!["items"]!.AsArray().Select(i => i!).Where(i => i["thing"]!.ToString() == thing)];

    private async Task<string> Begin(string who, string things, object body)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private async Task Do(string who, string report, string act, object body)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/reports/{report}/{act}", System.Net.Http.Json.JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
        Assert.True(answer.Status == HttpStatusCode.OK, $"{act}: {answer.Raw}");
    }
}
