using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>
/// What each part of an append costs: the whole beside the same without one part, at 8 clients. The parts are taken out of a database made for it
/// (an index, a key, a policy, a statement of the function), never out of the code.
/// </summary>
public static class PartsScenario
{
    private const int Clients = 8;

    public static async Task Run(string server, Pace pace, Report report)
    {
        report.Head("without", "speed beside the whole", "quartiles", "without/s", "whole/s");
        await using var whole = await BenchDatabase.Create(server);
        foreach (var (what, sql) in new (string, string)[]
        {
            ("nothing (two alike)", ""),
            ("the words", Without("insert into words")),
            ("the command's first answer", Without("insert into commands")),
            ("the stream's version", Without("update mt_streams")),
            ("the index by arena", "drop index if exists mt_events_arena"),
            ("the foreign key to the stream", "alter table mt_events drop constraint if exists mt_events_tenant_id_stream_id_fkey"),
            ("row-level security", "do $$ declare t text; begin for t in select tablename from pg_tables where schemaname = 'public' and rowsecurity loop "
                + "execute format('alter table %I disable row level security', t); end loop; end $$"),
            ("waiting for the disk", "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$"),
        })
        {
            await using var less = await BenchDatabase.Create(server);
            if (sql.StartsWith("without:", StringComparison.Ordinal))
                await TakeOut(less, sql["without:".Length..]);
            else if (sql != "")
                await less.Run(sql);
            await using var wholeDb = NpgsqlDataSource.Create(whole.AsApp);
            await using var lessDb = NpgsqlDataSource.Create(less.AsApp);
            var c = await Rounds.Compare(pace, LogClient.Many(Store(lessDb), Clients), LogClient.Many(Store(wholeDb), Clients));
            report.Row(what, Report.Text(c.Ratio), $"{Report.Text(c.Low)}–{Report.Text(c.High)}", Report.Text(c.First, "0"), Report.Text(c.Second, "0"));
        }

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
    }

    private static EventStore Store(NpgsqlDataSource db) => new(db, EventJson.Format, [], TimeProvider.System);

    private static string Without(string statement) => $"without:{statement}";

    private static async Task TakeOut(BenchDatabase database, string statement)
    {
        foreach (var function in await database.Ask<string[]>("select array_agg(pg_get_functiondef(oid)) from pg_proc where proname like 'trepart_append%'"))
        {
            var less = new Regex($@"\b{statement}\b[^;]*;(\s*if not found then\s*raise [^;]*;\s*end if;)?").Replace(function, "null;");
            await database.Run(less);
        }
    }

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
