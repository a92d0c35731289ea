using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Learning;
using Trepart.Web.Workers;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Learning;

/// <summary>What has happened month by month, as workers have counted it.</summary>
public sealed class MonthsTests
{
    [Fact]
    public async Task The_months_say_what_the_log_says_counted_another_way()
    {
        await using var app = await Start(workers: 1);
        foreach (var on in new[] { "2026-05-04", "2026-05-29", "2026-09-01" })
            await Raise(app, on);
        await app.CaughtUp();

        var page = await (await app.SignIn(Ås, "leder")).Get("/as/laering?fra=2026-01-01");
        Assert.Contains("September 1 – – – Mai 2 – – –", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ikke talt med", page.Text, StringComparison.Ordinal);
        // Both as groups and as the whole municipality.
        foreach (var rows in new[] { $"arena_id = '{ActivityTable.Whole}'", $"arena_id <> '{ActivityTable.Whole}'" })
        {
            Assert.Equal(
                await Databases.Query<string>(app.Database, "select concat(left(headers ->> 'happenedOn', 7), ' ', count(*)) from mt_events where type = 'matter_raised' group by left(headers ->> 'happenedOn', 7) order by 1"),
                await Databases.Query<string>(app.Database, $"select concat(to_char(month, 'YYYY-MM'), ' ', sum(times)) from activity where event = 'matter_raised' and {rows} group by month order by 1"));
        }

        // Another municipality and another group have months of their own.
        Assert.Equal(0, (await Databases.Query<long>(app.Database, "select count(*) from activity where tenant_id = 'vestby'"))[0]);
        var group = Group(Ås);
        var neighbour = Id(Ås, "arena", "nabogruppa");
        var leader = await app.SignIn(Ås, "leder");
        Assert.Contains("September 1 – – – Mai 2 – – –", (await leader.Get($"/as/laering?fra=2026-01-01&gruppe={group}")).Text, StringComparison.Ordinal);
        Assert.Contains("Ingen saker er tatt opp eller prøvd ut", (await leader.Get($"/as/laering?fra=2026-01-01&gruppe={neighbour}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_counted_yet_is_said_on_the_page_and_as_a_metric()
    {
        await using var app = await Start(workers: 0);
        await Raise(app, "2026-11-04");
        var behind = await app.Count(Ås);

        var leader = await app.SignIn(Ås, "leder");
        Assert.Contains($"{behind} hendelser er ikke talt med ennå.", (await leader.Get("/as/laering")).Text, StringComparison.Ordinal);
        var metrics = app.Services.GetRequiredService<ProjectionMetrics>();
        await metrics.Refresh(default);
        var measured = Measure(app);
        Assert.Equal(behind + await app.Count(Vestby), measured["trepart.projection.lag"]);
        Assert.Equal(behind, measured["trepart.projection.lag.max"]);
        Assert.Equal(0, measured["trepart.projection.parked"]);

        var projector = app.Services.GetRequiredService<Projector>();
        while (await projector.Step(default))
        {
        }

        Assert.DoesNotContain("ikke talt med", (await leader.Get("/as/laering")).Text, StringComparison.Ordinal);
        await Databases.Run(app.Database, "insert into parked_streams select 'as', 'activity', gen_random_uuid(), 1, 'JsonException at matter_raised', 0, now(), now()");
        Assert.Contains("Én sak er ikke helt med i tallene", (await leader.Get("/as/laering")).Text, StringComparison.Ordinal);
        await Databases.Run(app.Database, "update checkpoints set definition = 0 where tenant_id = 'as'");
        Assert.Contains("Tallene telles opp på nytt", (await leader.Get("/as/laering")).Text, StringComparison.Ordinal);
    }

    private static async Task<TrepartApp> Start(int workers)
    {
        var app = new TrepartApp { Workers = workers };
        await app.InitializeAsync();
        return app;
    }

    private static async Task Raise(TrepartApp app, string on) =>
        Assert.Equal(
            HttpStatusCode.Created,
            (await app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new JsonObject { ["title"] = "Planen", ["concern"] = "Den kommer sent.", ["on"] = on })).Status);

    /// <summary>What this service's meter says just now; other services in the same run have meters of the same name.</summary>
    private static Dictionary<string, long> Measure(TrepartApp app)
    {
        var meter = app.Services.GetRequiredService<ProjectionMetrics>().Meter;
        var measured = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == meter)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (Assert.Single(tags.ToArray()).Value is "activity")
                measured[instrument.Name] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
