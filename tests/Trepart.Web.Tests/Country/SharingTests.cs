using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Country;

/// <summary>A municipality says yes and no to what it shares; everyone in it sees the very rows, and a no takes them away at once.</summary>
public sealed class SharingTests : IAsyncLifetime
{
    private readonly TrepartApp _app = new();

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        await _app.Load(Municipality("as", "Ås kommune", "nb") + "\n" + SharingHouse.Quarter("tekst"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_coordinator_says_yes_to_one_thing_at_a_time_and_everyone_sees_the_very_rows()
    {
        var (coordinator, employee) = (await _app.SignIn(Ås, "koordinator"), await _app.SignIn(Ås, "ansatt"));
        Assert.Contains("Ingenting. Kommunen deler ikke noe nå.", (await employee.Get("/as/deling")).Text, StringComparison.Ordinal);
        var refused = await coordinator.Fill("/as/deling/del", ("kind", "figures"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Kommunen må først dele at den er med.", refused.Text, StringComparison.Ordinal);
        Assert.Equal("/as/deling?gjort=grant_sharing#gjort", (await coordinator.Fill("/as/deling/del", ("kind", "presence"))).Location);
        await _app.CaughtUp();
        Assert.Equal("/as/deling?gjort=grant_sharing#gjort", (await coordinator.Fill("/as/deling/del", ("kind", "figures"))).Location);

        await _app.CopyAll();
        var page = await employee.Get("/as/deling");
        Assert.Contains("Ås kommune: i gang, første gruppe startet 5. januar 2026.", page.Text, StringComparison.Ordinal);
        Assert.Contains("3. kvartal 2026 for få 3 3 3 0 0 0 4", page.Text, StringComparison.Ordinal);
        Assert.Contains("20. november 2026: ja til å dele tall for hele kommunen (koordinator)", page.Text, StringComparison.Ordinal);
        Assert.Contains("sa ja til å dele med omstillingsenheten: tall for hele kommunen", (await coordinator.Get("/as/historikk")).Text, StringComparison.OrdinalIgnoreCase);

        // What the page shows is what the schema has, row by row.
        var answer = await _app.Api(Ås, "ansatt").Get("/api/v1/as/sharing");
        Assert.Equal(2, answer.Body!["sharings"]!.AsArray().Count);
        Assert.Equal("active", answer.Body!["municipality"]!["status"]!.ToString());
        Assert.Equal(4, answer.Body!["figures"]![0]!["inputsAnswered"]!.GetValue<int>());
        Assert.Equal(4, (await _app.Everything()).Count);
    }

    [Fact]
    public async Task A_no_takes_the_rows_away_at_once_and_leaves_that_it_is_shared_no_longer()
    {
        await _app.Says(Ås, "grant-sharing", "presence");
        await _app.Says(Ås, "grant-sharing", "figures");
        await _app.CopyAll();
        Assert.Contains(await _app.Everything(), r => r.StartsWith("figures", StringComparison.Ordinal));

        await _app.Says(Ås, "withdraw-sharing", "figures");
        Assert.DoesNotContain(await _app.Everything(), r => r.StartsWith("figures", StringComparison.Ordinal));
        Assert.Contains("Tall for hele kommunen: deler ikke lenger", (await (await _app.SignIn(Ås, "ansatt")).Get("/as/deling")).Text, StringComparison.Ordinal);

        await _app.Says(Ås, "withdraw-sharing", "presence");
        await _app.CopyAll();
        Assert.Equal(
            [
                """sharings {"kind": "Figures", "since": null, "tenant_id": "as", "stopped_on": "2026-11-20"}""",
                """sharings {"kind": "Presence", "since": null, "tenant_id": "as", "stopped_on": "2026-11-20"}""",
            ],
            await _app.Everything());
    }

    [Fact]
    public async Task What_is_told_of_a_quarter_is_not_told_again()
    {
        await _app.Says(Ås, "grant-sharing", "presence");
        await _app.Says(Ås, "grant-sharing", "figures");
        await _app.CopyAll();
        var told = await _app.Everything();
        await _app.Load(
            Municipality("as", "Ås kommune", "nb") + "\n" + SharingHouse.Quarter("tekst") + "\n"
            + """{"do":"raise_matter","at":"2026-09-20","by":"leder","matter":"sen-sak","arena":"gruppa","title":"Sen sak","concern":"Skrevet ned sent."}""");
        await _app.CopyAll();
        Assert.Equal(told, await _app.Everything());
    }

    [Theory]
    [InlineData("Published", true, true)]
    [InlineData("Published", false, false)]
    [InlineData("Approved", true, false)]
    [InlineData("Withdrawn", true, false)]
    public async Task An_experience_is_shared_where_it_is_published_and_the_group_has_said_so(string stage, bool shareable, bool isShared)
    {
        await _app.Says(Ås, "grant-sharing", "presence");
        await _app.Says(Ås, "grant-sharing", "experiences");
        var (id, day) = (Guid.CreateVersion7(), stage == "Approved" ? "null" : "'2026-11-02'");
        await Databases.Run(
            _app.Database,
            $"""
            with texts as (
              insert into words (tenant_id, stream_id, id, text, salt) select 'as', '{id}', gen_random_uuid(), w, '' from unnest(array['Faste vakter', 'Uro', 'Plan', 'Ro']) w returning text, id)
            insert into experiences (tenant_id, id, arena_id, version, stage, title_id, situation_id, tried_id, result_id, outcome, published_on, shareable)
            select 'as', '{id}', '{Group(Ås)}', 1, '{stage}', (select id from texts where text = 'Faste vakter'), (select id from texts where text = 'Uro'),
              (select id from texts where text = 'Plan'), (select id from texts where text = 'Ro'), 'Kept', {day}, {shareable}
            """);
        await _app.CopyAll();

        var shown = await (await _app.SignIn(Ås, "ansatt")).Get("/as/deling");
        Assert.Equal(isShared, shown.Text.Contains("Faste vakter", StringComparison.Ordinal));
        Assert.Equal(isShared ? 1 : 0, (await _app.Everything()).Count(r => r.StartsWith("experiences", StringComparison.Ordinal)));
        await Databases.Run(_app.Database, $"delete from words where stream_id = '{id}' and text = 'Uro'");
        await _app.CopyAll();
        Assert.DoesNotContain(await _app.Everything(), r => r.Contains("Faste vakter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_seats_may_say_it_and_no_other()
    {
        foreach (var who in new[] { "ansatt", "leder", "tillitsvalgt", "ordforer", "ombud", "revisor" })
        {
            var user = await _app.SignIn(Ås, who);
            Assert.Equal(HttpStatusCode.Forbidden, (await user.Get("/as/deling/del")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await _app.Api(Ås, who).Post("/api/v1/as/sharing/grant-sharing", new JsonObject { ["kind"] = "presence" })).Status);
        }

        Assert.Empty(await _app.Everything());
    }

    /// <summary>Who copied a moment ago does not put back what was withdrawn since: the consent is read under the lock.</summary>
    [Fact]
    public async Task Withdrawing_and_copying_at_once_leaves_nothing()
    {
        for (var n = 0; n < 10; n++)
        {
            await _app.Says(Ås, "grant-sharing", "presence");
            await Task.WhenAll(_app.Says(Ås, "withdraw-sharing", "presence"), _app.CopyAll(), _app.CopyAll());
            Assert.DoesNotContain(await _app.Everything(), r => r.StartsWith("municipalities", StringComparison.Ordinal));
        }
    }
}
