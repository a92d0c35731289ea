using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Erasing;

/// <summary>No name and nothing that anyone wrote is in a log line, an activity or a metric, of ours or of the framework's.</summary>
public sealed class TelemetryTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string Marker = Mark.New("merke");

    [Fact]
    public async Task A_marker_in_every_text_and_name_is_in_no_log_line_activity_or_metric()
    {
        await Databases.Run(app.Database, $"update people set name = name || ' {Marker}'; update arenas set name = name || ' {Marker}', workplace = workplace || ' {Marker}'");
        var told = new ConcurrentQueue<string>();
        using var activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => told.Enqueue(
                $"activity {a.Source.Name} {a.OperationName} {a.DisplayName} {a.StatusDescription} {string.Join(' ', a.TagObjects)} {string.Join(' ', a.Baggage)} {string.Join(' ', a.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"))}"),
        };
        ActivitySource.AddActivityListener(activities);
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        void Measured<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
            told.Enqueue($"metric {instrument.Meter.Name} {instrument.Name} {value} {string.Join(' ', tags.ToArray())}");
        meters.SetMeasurementEventCallback<long>(Measured);
        meters.SetMeasurementEventCallback<int>(Measured);
        meters.SetMeasurementEventCallback<double>(Measured);
        meters.Start();

        foreach (var (_, trying) in ActTable.All)
            await Try(trying.Act, trying.Before);
        await Elsewhere();
        await app.CaughtUp();
        // A worker that has nothing to do looks how far behind the tables are, at most every 15 seconds.
        for (var wait = Stopwatch.StartNew(); wait.Elapsed < TimeSpan.FromSeconds(40) && !told.Any(IsOurs); await Task.Delay(50))
            meters.RecordObservableInstruments();
        List<string> heard = [.. told, .. app.Logged];

        // The control: it was written, it is shown, and the listeners heard of it.
        Assert.True((await Databases.Query<long>(app.Database, $"select count(*) from words where text like '%{Marker}%'"))[0] > 40);
        Assert.Contains(told, t => t.StartsWith("activity Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(told, t => t.StartsWith("activity Npgsql", StringComparison.Ordinal));
        Assert.Contains(told, t => t.StartsWith("metric Microsoft.AspNetCore.Hosting", StringComparison.Ordinal));
        Assert.Contains(told, IsOurs);
        Assert.NotEmpty(app.Logged);
        Assert.Empty(heard.Where(t => t.Contains(Marker, StringComparison.OrdinalIgnoreCase)).Distinct());
    }

    private static bool IsOurs(string told) => told.StartsWith("metric Trepart", StringComparison.Ordinal);

    private async Task Try(Deed deed, Deed[] before)
    {
        var scene = await Scene.Of(app, deed.Act, before);
        var body = Marked(await scene.Body(deed.Body));
        var user = await app.SignIn(Ås, deed.Who);
        var form = await user.Fill(Scene.Form(Ås, deed.Act, scene.Thing, body), Scene.Fields(body));
        Assert.True(form.Status == HttpStatusCode.Found, $"{deed.Act.Name}: {form.Status} {form.Text}");
        await user.Get(form.Location!.Split('#')[0]);

        // Once more by JSON, where it is refused or done; and with a text that is too long, which is named in no fault.
        await app.Api(Ås, deed.Who).Post(Scene.Api(Ås, deed.Act, scene.Thing), body, deed.Act.Creates ? null : scene.Version + 1);
        var tooLong = (JsonObject)body.DeepClone();
        foreach (var (field, value) in body.Where(f => f.Value is JsonValue v && v.ToString().Contains(Marker, StringComparison.Ordinal)))
            tooLong[field] = value + new string('x', 5000);
        await app.Api(Ås, deed.Who).Post(Scene.Api(Ås, deed.Act, scene.Thing), tooLong, deed.Act.Creates ? null : scene.Version + 1);
    }

    private async Task Elsewhere()
    {
        foreach (var who in new[] { "ansatt", "leder", "koordinator", "ombud", "ordforer", "revisor" })
        {
            var user = await app.SignIn(Ås, who);
            foreach (var path in new[] { "/as", $"/as/grupper/{Group(Ås)}", "/as/laering", "/as/historikk", "/as/historikk/30", "/as/meg", "/as/meg/alt", "/as/meg/alt.json", "/as/personer", "/as/tilgangslogg", "/as/oppbevaring" })
                await user.Get(path);
            await app.Api(Ås, who).Get("/api/v1/as/me");
        }

        var person = Id(Ås, "person", "person-ansatt-to");
        var coordinator = await app.SignIn(Ås, "koordinator");
        var found = await coordinator.Send(await coordinator.Get("/as/personer"), "/as/personer/finn", ("navn", Marker));
        Assert.Contains(Marker, found.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await coordinator.Fill($"/as/personer/{person}/rett-navn", ("name", $"Ny {Marker}"), ("reason", "newName"))).Status);
        await coordinator.Get($"/as/personer/{person}/alt");

        // What cannot be read, and what goes wrong.
        await app.Api(Ås, "ansatt").Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new JsonObject { ["kind"] = Marker, [Marker] = Marker });
        await (await app.SignIn(Ås, "ansatt")).Fill($"/as/grupper/{Group(Ås)}/gi-innspill", ("kind", "problem"), ("text", $"Kari Hansen bør få mer lønn, sier {Marker}."));
        await Databases.Run(app.Database, "revoke insert on words from trepart_app");
        try
        {
            var broken = await app.Api(Ås, "ansatt").Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new JsonObject { ["kind"] = "problem", ["text"] = $"Dette går galt {Marker}." });
            Assert.Equal(HttpStatusCode.InternalServerError, broken.Status);
            Assert.DoesNotContain(Marker, broken.Raw, StringComparison.Ordinal);
        }
        finally
        {
            await Databases.Run(app.Database, "grant insert on words to trepart_app");
        }
    }

    // What has a space is what someone wrote; the rest are ids, dates and choices.
    private static JsonObject Marked(JsonObject body)
    {
        JsonNode? Mark(JsonNode? node) => node switch
        {
            JsonObject fields => new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, Mark(f.Value)))),
            JsonArray items => new JsonArray([.. items.Select(i => i is JsonValue v && !Guid.TryParse(v.ToString(), out _) ? JsonValue.Create($"{v} {Marker}") : Mark(i))]),
            JsonValue value when value.GetValueKind() is System.Text.Json.JsonValueKind.String && value.ToString().Contains(' ', StringComparison.Ordinal) => JsonValue.Create($"{value} {Marker}"),
            _ => node?.DeepClone(),
        };
        return (JsonObject)Mark(body)!;
    }
}
