using System.Diagnostics;
using Npgsql;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>
/// What each part of an append costs: the whole beside the same with one thing changed in its database, or without words; at 8 clients.
/// And what the service itself does for one event.
/// </summary>
public static class PartsScenario
{
    private const int Clients = 8;

    public static async Task Run(string server, Pace pace, Report report)
    {
        report.Head("the same, but", "speed beside the whole", "quartiles", "so/s", "whole/s");
        await using var whole = await BenchDatabase.Create(server);
        await Beside(whole, "", words: true, "nothing is changed");
        await Beside(whole, "", words: false, "no words");
        await Beside(whole, "create index on mt_events (tenant_id, arena_id, seq_id)", words: true, "an index of events by arena");
        await Beside(
            whole, "alter table mt_events add foreign key (tenant_id, stream_id) references mt_streams (tenant_id, id)", words: true,
            "a foreign key to the stream");
        await Beside(
            whole,
            """
            do $$ declare t text; begin
              for t in select tablename from pg_tables where schemaname = 'public' and rowsecurity loop
                execute format('alter table %I disable row level security', t);
              end loop;
            end $$
            """,
            words: true, "no row-level security");
        await Beside(
            whole, "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$", words: true,
            "no waiting for the disk");

        report.Line("");
        report.Head("in the service, one core", "µs");
        var append = Payload.Next(Guid.CreateVersion7(), 5, 1);
        var happened = append.Streams[0].Events[0];
        var recorded = new Recorded(
            BenchDatabase.Tenants[0], 0, Guid.CreateVersion7(), "matter", 6, Guid.CreateVersion7(), EventJson.Format.NameOf(happened), EventJson.Format.Write(happened), happened,
            DateTimeOffset.UtcNow, append.HappenedOn, Payload.Arena, "arena", Payload.Actor, Payload.Seat, append.Command, append.Correlation, null, []);
        Micro(report, "the event as canonical JSON", () => EventJson.Format.Write(happened));
        Micro(report, "the leaf hash", () => Leaf.HashOf(recorded));
        Micro(report, "an event read back", () => EventJson.Format.Read(recorded.Type, recorded.Data));

        async Task Beside(BenchDatabase unchanged, string change, bool words, string what)
        {
            await using var changed = await BenchDatabase.Create(server);
            if (change != "")
                await changed.Run(change);
            await using var wholeDb = NpgsqlDataSource.Create(unchanged.AsApp);
            await using var changedDb = NpgsqlDataSource.Create(changed.AsApp);
            var c = await Rounds.Compare(pace, LogClient.Many(Store(changedDb), Clients, words: words), LogClient.Many(Store(wholeDb), Clients));
            report.Row(what, Report.Text(c.Ratio), $"{Report.Text(c.Low)}–{Report.Text(c.High)}", Report.Text(c.First, "0"), Report.Text(c.Second, "0"));
        }
    }

    private static EventStore Store(NpgsqlDataSource db) => new(Placement.Of(db), EventJson.Format, [], TimeProvider.System);

    private static void Micro(Report report, string what, Func<object> act)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 5000; i++)
                act();
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / 5000);
        }

        report.Row(what, Report.Text(best, "0.0"));
    }
}
