using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trepart.Web.Commands;
using Trepart.Web.Import;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Erasing;

/// <summary>A whole municipality is written out so that it can be read without Trepart, and deleted so that nothing of it is left; its neighbour notices neither.</summary>
public sealed class WholeMunicipalityTests : IAsyncLifetime
{
    private static readonly string Own = Mark.New("eget");
    private static readonly string Neighbours = Mark.New("naboens");
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"trepart-export-{Guid.NewGuid():N}");
    private readonly TrepartApp _app = new();

    private string Owner => Installation.AsOwner(Databases.Server, _app.Database);

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        await Databases.Run(_app.Database, $"update people set name = name || ' {Own}' where tenant_id = 'as'; update people set name = name || ' {Neighbours}' where tenant_id = 'vestby'");
        foreach (var (tenant, marker) in new[] { (Ås, Own), (Vestby, Neighbours) })
        {
            await Begin(tenant, "ansatt", "inputs", new JsonObject { ["kind"] = "problem", ["text"] = $"Det trekker {marker}." });
            await Begin(tenant, "tillitsvalgt", "matters", new JsonObject { ["title"] = $"Vinduene {marker}", ["concern"] = $"Kaldt {marker}." });
            await (await _app.SignIn(tenant, "koordinator")).Get($"/{tenant.Id}/personer");
            await _app.Services.GetRequiredService<Roots>().Record(tenant, default);
        }

        await _app.CaughtUp();

        // A table that is made tomorrow, in another schema, with more rows than one part.
        await Databases.Run(
            _app.Database,
            $"""
            create schema tomorrow authorization trepart_owner;
            create table tomorrow.notes (tenant_id varchar not null, id int not null, note text not null, primary key (tenant_id, id));
            alter table tomorrow.notes owner to trepart_owner;
            insert into tomorrow.notes select t, n, m || n from (values ('as', '{Own}'), ('vestby', '{Neighbours}')) as v (t, m), generate_series(1, 35) n
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (System.IO.Directory.Exists(_folder))
            System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_export_has_every_row_of_every_table_and_nothing_of_another_municipality()
    {
        var manifest = await Export();

        // From the catalogue, not from a list: every table with a municipality's rows, whatever it is called.
        var tables = await Databases.Query<string>(
            _app.Database,
            """
            select case table_schema when 'public' then '' else table_schema || '.' end || table_name from information_schema.columns
            where column_name = 'tenant_id' and table_schema not in ('pg_catalog', 'information_schema') order by 1
            """);
        Assert.Contains("tomorrow.notes", tables);
        Assert.Equal(
            tables.Select(t => $"tables/{t}.jsonl").Prepend("log.jsonl").Order(StringComparer.Ordinal), manifest.Files.Select(f => f.Name).Order(StringComparer.Ordinal));
        foreach (var table in tables)
        {
            var rows = (await Databases.Query<long>(_app.Database, $"select count(*) from {table} where tenant_id = 'as'"))[0];
            Assert.Equal((table, rows), (table, manifest.Files.Single(f => f.Name == $"tables/{table}.jsonl").Lines));
        }

        Assert.Equal(await _app.Count(Ås), manifest.Position);
        var recorded = await Databases.Query<string>(_app.Database, "select encode(root, 'hex') from roots where tenant_id = 'as' order by position desc limit 1");
        Assert.Equal(recorded[0], manifest.Root);
        var files = System.IO.Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);
        Assert.All(files, f => Assert.DoesNotContain(Neighbours, File.ReadAllText(f), StringComparison.Ordinal));
        Assert.Contains(files, f => File.ReadAllText(f).Contains(Own, StringComparison.Ordinal));
        Assert.All(files, f => Assert.Equal("-rw-------", Mode(f)));

        // The log tells with words, without a database at hand.
        var given = File.ReadLines(Path.Combine(_folder, "log.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).Single(e => e.GetProperty("type").GetString() == "input_received");
        Assert.Equal($"Det trekker {Own}.", given.GetProperty("words")[0].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("tables/people.jsonl", "fra", "frå")]
    [InlineData("log.jsonl", "problem", "praise2")]
    [InlineData("manifest.json", "\"position\": ", "\"position\": 1")]
    public async Task An_export_that_was_changed_is_found_out(string file, string from, string to)
    {
        await Export();
        var path = Path.Combine(_folder, file);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(from, to, StringComparison.Ordinal));
        await Assert.ThrowsAsync<ExportDamagedException>(() => TenantExport.Verify(_folder, default));
        await Assert.ThrowsAsync<IOException>(Export);
    }

    [Fact]
    public async Task A_municipality_that_is_deleted_leaves_its_id_and_nothing_else_also_when_it_is_killed_on_the_way_and_after_a_restore()
    {
        var before = await Rows("vestby");
        var user = await _app.SignIn(Ås, "leder");
        await using var backup = await Backup.Of(_app.Database);

        // Killed where it waits for a row, with parts done and parts not.
        await using (var holder = new NpgsqlConnection(Databases.AsSuperuser(_app.Database)))
        {
            await holder.OpenAsync();
            await using var held = await holder.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("select 1 from tomorrow.notes where tenant_id = 'as' and id = 25 for update", holder))
                await hold.ExecuteScalarAsync();
            var killed = Task.Run(() => Delete(_app.Database));
            while ((await Databases.Query<int>(
                _app.Database, $"select pid from pg_stat_activity where datname = '{_app.Database}' and wait_event_type = 'Lock' and query like 'delete from \"tomorrow\"%'")) is not [var pid]
                || !(await Databases.Query<bool>(_app.Database, $"select pg_terminate_backend({pid})"))[0])
            {
                Assert.False(killed.IsCompleted, "It was done before it could be killed.");
                await Task.Delay(10);
            }

            await Assert.ThrowsAnyAsync<Exception>(() => killed);
        }

        Assert.NotEmpty(await Everywhere.TablesWith(_app.Database, Own));
        Assert.True((await user.Get("/as")).Status is HttpStatusCode.NotFound or HttpStatusCode.Found);
        Assert.True(await Delete(_app.Database) > 0);
        Assert.Equal(0, await Delete(_app.Database));
        await IsGone(_app.Database);
        Assert.Equal(before, await Rows("vestby"));
        Assert.Equal(HttpStatusCode.OK, (await (await _app.SignIn(Vestby, "leder")).Get("/vestby")).Status);
        Assert.Equal(HttpStatusCode.Found, (await user.Get("/as")).Status);
        Assert.IsType<Imported.Refused>(await _app.Import(Municipality("as", "Ås kommune", "nb")));
        Assert.Equal(new DateOnly(2026, 11, 20), await new Store.Directory(_app.Services.GetRequiredService<Placement>().Directory).DeletedOn(Ås, default));

        var restored = await backup.Restore();
        try
        {
            Assert.NotEmpty(await Everywhere.TablesWith(restored, Own));
            Assert.True(await Delete(restored) > 0);
            await IsGone(restored);
        }
        finally
        {
            await Databases.Drop(restored);
        }
    }

    private static string Mode(string file) => OperatingSystem.IsWindows() ? "-rw-------" : File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite) ? "-rw-------" : "open";

    private Task<TenantManifest> Export() => new TenantExport(EventJson.Format, _app.Clock).Write(Ås, Owner, null, _folder, "Les meg.", default);

    private static Task<long> Delete(string database)
    {
        var owner = Installation.AsOwner(Databases.Server, database);
        return new TenantDeletion(owner, owner) { Part = 10 }.Run(Ås, new(2026, 11, 20), null, default);
    }

    private static async Task IsGone(string database)
    {
        Assert.Empty(await Everywhere.TablesWith(database, Own));
        foreach (var table in await Databases.Query<string>(
            database, "select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.columns where column_name = 'tenant_id' and table_schema not in ('pg_catalog', 'information_schema')"))
        {
            var rows = (await Databases.Query<long>(database, $"select count(*) from {table} where tenant_id = 'as'"))[0];
            Assert.Equal((table, table is "public.tenants" or "public.tenant_attributes" ? 1 : 0), (table, rows));
        }
    }

    private async Task<List<string>> Rows(string tenant)
    {
        var rows = new List<string>();
        foreach (var table in await Databases.Query<string>(
            _app.Database, "select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.columns where column_name = 'tenant_id' and table_schema not in ('pg_catalog', 'information_schema') order by 1"))
        {
            rows.Add(table + " " + (await Databases.Query<string>(_app.Database, $"select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t where tenant_id = '{tenant}'"))[0]);
        }

        return rows;
    }

    private async Task Begin(Tenant tenant, string who, string things, JsonObject body)
    {
        var answer = await _app.Api(tenant, who).Post($"/api/v1/{tenant.Id}/arenas/{Group(tenant)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
    }
}
