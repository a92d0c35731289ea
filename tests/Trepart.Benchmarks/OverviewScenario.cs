using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Trepart.Web;
using Trepart.Web.Commands;
using Trepart.Web.Import;
using Trepart.Web.Learning;
using Trepart.Web.Matters;

namespace Trepart.Benchmarks;

/// <summary>
/// The steering group's learning overview where it is largest: 2,100 groups that each have lived the year of a story ten times. The whole page, from the
/// service itself over HTTP, against a page that reads next to nothing.
/// </summary>
public static partial class OverviewScenario
{
    private const string Tenant = "oyer";
    private const string Password = "only-for-measuring";
    private const int Sectors = 10;
    private const int Years = 10;
    private const double Within = 200;

    public static async Task Run(string server, Pace pace, Report report)
    {
        var (database, folder) = ($"trepart_bench_{Guid.NewGuid():N}", System.IO.Directory.CreateTempSubdirectory("trepart-bench-").FullName);
        await Installation.Create(server, database, Password, default);
        await Installation.Migrate(server, database, [typeof(MatterTable).Assembly], default);
        await Do("insert into installation values ('demo')");
        new Witness(folder).Make();
        try
        {
            await using var app = await TrepartHost.Create([], b => Configure(b, Installation.AsApp(server, database, Password), folder));
            await app.StartAsync();
            await Import(app, server, database);
            await Multiply(pace.Groups);
            var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
            await SignIn(browser, await Ask<Guid>($"select h.person_id from holdings h join seat_holdings s on s.tenant_id = h.tenant_id and s.id = h.id join seats p on p.tenant_id = s.tenant_id and p.id = s.seat_id where h.tenant_id = '{Tenant}' and p.role = 'Coordinator' limit 1"));
            var latest = await Ask<DateOnly>($"select max(raised_on) from matters where tenant_id = '{Tenant}'");
            var sector = await Ask<Guid>($"select id from workplaces where tenant_id = '{Tenant}' and level = 'Sector' and name = 'Sektor 1'");

            report.Head(
                $"{await Ask<long>($"select count(*) from arenas where tenant_id = '{Tenant}'"):#,0} groups, {await Ask<long>($"select count(*) from matters where tenant_id = '{Tenant}'"):#,0} matters, "
                + $"{await Ask<long>($"select count(*) from trials where tenant_id = '{Tenant}'"):#,0} trials, {await Ask<long>($"select count(*) from inputs where tenant_id = '{Tenant}'"):#,0} inputs",
                "median ms", "19 of 20 ms", "kB", "to a bare page", "within ms");
            var bare = await Timed(browser, $"/{Tenant}/oppbevaring", pace.Views);
            Row("a page that reads next to nothing", bare, null);
            foreach (var (what, path) in new[]
            {
                ("the last year", $"/{Tenant}/laering?til={latest:yyyy-MM-dd}"),
                ("all ten years", $"/{Tenant}/laering?fra={latest.AddYears(-Years - 1):yyyy-MM-dd}&til={latest:yyyy-MM-dd}"),
                ("one sector in ten", $"/{Tenant}/laering?sektor={sector}&til={latest:yyyy-MM-dd}"),
                ("one theme", $"/{Tenant}/laering?tema=Rosters&til={latest:yyyy-MM-dd}"),
                ("the council's file", $"/{Tenant}/laering/tall.xlsx?til={latest:yyyy-MM-dd}"),
            })
            {
                Row(what, await Timed(browser, path, pace.Views), Within);
            }

            void Row(string what, (double Median, double Slow, double Size) took, double? within) => report.Row(
                what, Report.Text(took.Median, "0"), Report.Text(took.Slow, "0"), Report.Text(took.Size / 1000, "0"), Report.Text(took.Median / bare.Median, "0.0"),
                within is { } most ? $"{Report.Text(most, "0")} {(took.Slow <= most ? "met" : "missed")}" : "–");
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await Admin($"drop database if exists {database} with (force)");
            System.IO.Directory.Delete(folder, recursive: true);
        }

        // The same year in every group and ten times over, each thing under an id of its own; only what the overview reads.
        async Task Multiply(int groups)
        {
            const string Own = "md5(x.id::text || n.g || '.' || n.y)::uuid";
            const string Arena = "md5(x.arena_id::text || n.g)::uuid";
            var each = $"cross join (select g, y, 365 * y as days from generate_series(1, {groups}) g, generate_series(0, {Years - 1}) y) n";
            foreach (var statement in new[]
            {
                $"insert into workplaces (tenant_id, id, version, level, name, registered_on) select '{Tenant}', md5('sector' || s)::uuid, 1, 'Sector', 'Sektor ' || s, '2015-01-01' from generate_series(1, {Sectors}) s",
                $"insert into workplaces (tenant_id, id, version, level, name, parent_id, employees, registered_on) select '{Tenant}', md5('unit' || g)::uuid, 1, 'Unit', 'Enhet ' || g, md5('sector' || (1 + g % {Sectors}))::uuid, 30, '2015-01-01' from generate_series(1, {groups}) g",
                $"insert into arenas (tenant_id, id, kind, name, workplace, established_on, node_id) select x.tenant_id, md5(x.id::text || g)::uuid, x.kind, x.name || ' ' || g, x.workplace, '2015-01-01', md5('unit' || g)::uuid from arenas x, generate_series(1, {groups}) g where x.id in (select arena_id from matters)",
                $"""
                insert into words
                  select x.tenant_id, md5(x.stream_id::text || n.g || '.' || n.y)::uuid, x.id, x.text, x.salt from words x {each}
                  where exists (select from trials t where t.matter_id = x.stream_id and (x.id = t.change_id or x.id = t.learned_id or x.id = any(t.affected_ids)))
                """,
                $"""
                insert into matters (tenant_id, id, arena_id, version, title_id, theme, stage, deferred_until, deferrals, awaits_outcome, raised_on, closed_on, touched_on, trial_stage, last_deferred_on, handed_on)
                  select x.tenant_id, {Own}, {Arena}, x.version, x.title_id, x.theme, x.stage, x.deferred_until - n.days, x.deferrals, x.awaits_outcome, x.raised_on - n.days, x.closed_on - n.days, x.touched_on - n.days,
                    x.trial_stage, x.last_deferred_on - n.days, x.handed_on - n.days
                  from matters x {each}
                """,
                $"""
                insert into trials (tenant_id, matter_id, number, arena_id, stage, change_id, affected_ids, effects, evaluate_on, proposed_on, started_on, evaluated_on, ended_on, learned_id, extensions, followed_up_on, counts_until)
                  select x.tenant_id, md5(x.matter_id::text || n.g || '.' || n.y)::uuid, x.number, {Arena}, x.stage, x.change_id, x.affected_ids, x.effects, x.evaluate_on - n.days, x.proposed_on - n.days,
                    x.started_on - n.days, x.evaluated_on - n.days, x.ended_on - n.days, x.learned_id, x.extensions, x.followed_up_on - n.days, case when isfinite(x.counts_until) then x.counts_until - n.days else x.counts_until end
                  from trials x {each}
                """,
                $"""
                insert into inputs (tenant_id, id, arena_id, version, kind, text_id, on_behalf, giver, given_on, stage, disposition, routed_to, reason_id, answered_on)
                  select x.tenant_id, {Own}, {Arena}, x.version, x.kind, x.text_id, x.on_behalf, x.giver, x.given_on - n.days, x.stage, x.disposition, x.routed_to, x.reason_id, x.answered_on - n.days
                  from inputs x {each}
                """,
                $"""
                insert into input_batches
                  select x.tenant_id, {Arena}, x.series, x.number + 1000 * n.y, date_trunc('month', x.month - n.days * interval '1 day')::date, x.times, x.days from input_batches x {each}
                """,
                "delete from input_sums",
                """
                insert into input_sums
                  select b.tenant_id, b.series, b.month, coalesce(x.day, -1), sum(case when x.day is null then b.times else 1 end)
                  from input_batches b left join lateral unnest(b.days) x (day) on true where b.times >= 3 group by 1, 2, 3, 4
                """,
                $"""
                insert into activity select x.tenant_id, {Arena}, (x.month - n.y * interval '1 year')::date, x.event, sum(x.times) from activity x {each}
                  where x.arena_id <> '{ActivityTable.Whole}' group by 1, 2, 3, 4
                """,
                $"delete from activity where arena_id = '{ActivityTable.Whole}'",
                $"insert into activity select tenant_id, '{ActivityTable.Whole}', month, event, sum(times) from activity group by tenant_id, month, event",
                "vacuum analyze",
            })
            {
                await Do(statement);
            }
        }

        async Task Do(string sql) => await On(new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false, CommandTimeout = 1800 }.ConnectionString, sql);
        async Task Admin(string sql) => await On(server, sql);

#pragma warning disable CA2100 // Our own statements.
        async Task<T> Ask<T>(string sql)
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return reader.GetFieldValue<T>(0);
        }
    }

    private static async Task On(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
#pragma warning restore CA2100

    private static void Configure(WebApplicationBuilder builder, string connection, string folder)
    {
        var web = Path.Combine(Root(), "src", "Trepart.Web");
        builder.Environment.EnvironmentName = Environments.Development; // a demo's way of signing in
        builder.Environment.ContentRootPath = web;
        builder.Environment.WebRootPath = Path.Combine(web, "wwwroot");
        builder.Environment.WebRootFileProvider = new PhysicalFileProvider(builder.Environment.WebRootPath);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Trepart"] = connection,
            ["Trepart:FingerprintKey"] = Convert.ToBase64String(new byte[32]),
            ["Trepart:DemoTokenKey"] = Convert.ToBase64String(new byte[32]),
            ["Trepart:KeysFolder"] = folder,
            ["Trepart:WitnessFolder"] = folder,
            ["Trepart:RetentionMinutes"] = "0",
            ["Trepart:CountryMinutes"] = "0",
            ["Trepart:RootMinutes"] = "0",
            ["Trepart:ReleaseMinutes"] = "0",
            ["Trepart:Limits:PerPerson"] = "0",
            ["Trepart:Limits:PerAddress"] = "0",
            ["Trepart:Limits:PerMunicipality"] = "0",
        });
        builder.Logging.ClearProviders();
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Trepart.sln")))
                return at.FullName;
        }

        throw new InvalidOperationException("The scenario reads a story of the repository, and was not started in it.");
    }

    private static async Task Import(WebApplication app, string server, string database)
    {
        var (story, faults) = StoryReader.Read(await File.ReadAllBytesAsync(Path.Combine(Root(), "tools", "stories", Tenant + ".jsonl")), DateOnly.FromDateTime(DateTime.UtcNow));
        var importer = new Importer(
            app.Services.GetRequiredService<Placement>(), _ => Installation.AsOwner(server, database), app.Services.GetRequiredService<FingerprintKey>(), TimeProvider.System);
        if (story is null || await importer.Import(story, default) is not Imported.Done)
            throw new InvalidOperationException($"The story was not brought in: {(faults is [var first, ..] ? first : null)}");
        var projector = app.Services.GetRequiredService<Projector>();
        while ((await projector.Backlogs(default)).Any(b => b.Events > 0))
            await Task.Delay(50);
    }

    private static async Task SignIn(HttpClient browser, Guid person)
    {
        var page = await browser.GetStringAsync(new Uri("/logg-inn", UriKind.Relative));
        var token = Token().Match(page);
        using var form = new FormUrlEncodedContent([new("tenant", Tenant), new("person", person.ToString()), new(token.Groups[1].Value, WebUtility.HtmlDecode(token.Groups[2].Value))]);
        using var answer = await browser.PostAsync(new Uri("/logg-inn", UriKind.Relative), form);
        if (answer.StatusCode is not HttpStatusCode.Found)
            throw new InvalidOperationException($"Signing in was answered by {answer.StatusCode}.");
    }

    private static async Task<(double Median, double Slow, double Size)> Timed(HttpClient browser, string path, int views)
    {
        var (took, size) = (new List<double>(), 0);
        for (var i = -3; i < views; i++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (answer.StatusCode is not HttpStatusCode.OK)
                throw new InvalidOperationException($"{path} was answered by {answer.StatusCode}.");
            if (i >= 0)
                took.Add(watch.Elapsed.TotalMilliseconds);
            size = body.Length;
        }

        took.Sort();
        return (took[took.Count / 2], took[took.Count * 19 / 20], size);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Token();
}
