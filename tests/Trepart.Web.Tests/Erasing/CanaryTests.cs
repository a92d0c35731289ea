using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.People;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Erasing;

/// <summary>
/// What was erased is nowhere: in no table of any schema, no log line, no export, no file kept outside; and not in a backup that was taken before by
/// PostgreSQL's own program and is restored afterwards.
/// </summary>
public sealed class CanaryTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Fact]
    public async Task What_was_erased_is_nowhere_and_a_restored_backup_loses_it_again()
    {
        // Long enough to be stored out of line, and a short one; a name, and the name of one without a seat.
        var (word, name, loose, note, thought, mail) = (Mark.New("kanari"), Mark.New("Kanari "), Mark.New("Løs "), Mark.New("Notat "), Mark.New("Tanke "), $"{Mark.New("post")}@example.no");
        var large = string.Concat(Enumerable.Range(0, 90).Select(_ => Mark.New() + " ")) + word;
        var input = await Begin("ansatt", "inputs", new JsonObject { ["kind"] = "problem", ["text"] = large });
        var matter = await Begin("tillitsvalgt", "matters", new JsonObject { ["title"] = $"Om {word}", ["concern"] = large });
        await app.Load(
            $$"""
            {"do":"create_municipality","tenant":"as","name":"Ås kommune","written":"nb","at":"2026-01-05"}
            {"do":"establish_arena","at":"2026-01-05","arena":"gruppa","kind":"workingGroup","name":"HMS-gruppa","workplace":"Solbakken i as"}
            {"do":"establish_seat","at":"2026-02-01","seat":"kanari","arena":"gruppa","role":"departmentLeader"}
            {"do":"take_seat","at":"2026-02-01","seat":"kanari","holding":"kanari-h","person":"kanari-p","name":"{{name}}"}
            {"do":"leave_seat","at":"2026-03-01","seat":"kanari","holding":"kanari-h"}
            """);
        await Databases.Run(app.Database, $"insert into people (tenant_id, id, name) values ('as', gen_random_uuid(), '{loose}')");

        // What she and her chief had between them, what she thought by herself and where her mail goes are erased with her.
        await Databases.Run(
            app.Database,
            $"""
            insert into follow_up_entries (tenant_id, id, holding, by_holding, kind, readers, text, written_on)
            select h.tenant_id, gen_random_uuid(), h.id, h.id, 'Note', array[]::uuid[], '{note}', '2026-02-10'
            from holdings h join people p on p.tenant_id = h.tenant_id and p.id = h.person_id where p.name = '{name}';
            insert into private_answers (tenant_id, exercise_id, holding, question, thinking_as, text, written_on)
            select h.tenant_id, gen_random_uuid(), h.id, 1, 'Oneself', '{thought}', '2026-02-10'
            from holdings h join people p on p.tenant_id = h.tenant_id and p.id = h.person_id where p.name = '{name}';
            insert into mail_addresses (tenant_id, person_id, address, written, weekly, asked, chosen_at)
            select tenant_id, id, '{mail}', 'Bokmål', true, true, '2026-02-10' from people where name = '{name}'
            """);
        await app.CaughtUp();
        Guid[] people = [.. await Databases.Query<Guid>(app.Database, $"select id from people where name in ('{name}', '{loose}')")];
        Assert.Equal(2, people.Length);

        // The control: everything is found where it should be.
        Assert.Equal(["words"], await Everywhere.TablesWith(app.Database, word));
        Assert.Equal(["people"], await Everywhere.TablesWith(app.Database, name));
        Assert.Equal(["people"], await Everywhere.TablesWith(app.Database, loose));
        Assert.Equal(["follow_up_entries"], await Everywhere.TablesWith(app.Database, note));
        Assert.Equal(["private_answers"], await Everywhere.TablesWith(app.Database, thought));
        Assert.Equal(["mail_addresses"], await Everywhere.TablesWith(app.Database, mail));
        foreach (var hers in new[] { note, thought, mail })
            Assert.NotEmpty(await ExportsWith(hers));
        Assert.NotEmpty(await ExportsWith(word));
        Assert.NotEmpty(await ExportsWith(name));
        await using var backup = await Backup.Of(app.Database);

        var leader = await app.SignIn(Ås, "leder");
        foreach (var (things, thing, form) in new[] { ("innspill", input, "slett-innspillstekst"), ("saker", matter, "slett-tekst"), ("saker", matter, "slett-tekst") })
        {
            var text = (await Databases.Query<Guid>(app.Database, $"select id from words where stream_id = '{thing}' and position('{word}' in text) > 0 order by id"))[0];
            Assert.Equal(HttpStatusCode.Found, (await leader.Fill($"/as/{things}/{thing}/{form}", ("text", text.ToString()), ("reason", "aboutUser"))).Status);
        }

        var coordinator = await app.SignIn(Ås, "koordinator");
        foreach (var person in people)
        {
            await coordinator.Get($"/as/personer/{person}/alt");
            Assert.Equal(HttpStatusCode.Found, (await coordinator.Fill($"/as/personer/{person}/slett", ("reason", "askedFor"))).Status);
        }

        await IsNowhere(app.Database, [word, name, loose, note, thought, mail]);
        Assert.DoesNotContain(app.Logged, l => new[] { word, name, loose, note, thought, mail }.Any(c => l.Contains(c, StringComparison.Ordinal)));
        foreach (var canary in new[] { word, name, loose, note, thought, mail })
        {
            Assert.Empty(await ExportsWith(canary));
            Assert.All(System.IO.Directory.GetFiles(app.Services.GetRequiredService<Witness>().Folder), f => Assert.DoesNotContain(canary, File.ReadAllText(f), StringComparison.Ordinal));
        }

        var restored = await backup.Restore();
        try
        {
            Assert.Equal(["words"], await Everywhere.TablesWith(restored, word));
            Assert.Equal(["people"], await Everywhere.TablesWith(restored, name));
            Assert.Equal(["follow_up_entries"], await Everywhere.TablesWith(restored, note));
            Assert.Equal(["private_answers"], await Everywhere.TablesWith(restored, thought));
            Assert.Equal(["mail_addresses"], await Everywhere.TablesWith(restored, mail));
            await using (var databases = Placement.Of(NpgsqlDataSource.Create(Databases.AsApp(restored))))
            {
                var store = new EventStore(databases, EventJson.Format, TrepartHost.Projections, app.Clock);
                var (list, register) = (app.Services.GetRequiredService<ErasureList>(), new Register(new TenantReader(databases), databases));
                var eraser = new PersonEraser(
                    store, register, list, app.Services.GetRequiredService<FingerprintKey>(), new Identities(databases, new TenantReader(databases)),
                    new Sessions(databases, app.Services.GetRequiredService<Settings>(), app.Clock));
                var replay = new ErasureReplay(register, eraser, new TextEraser(store, list), list);
                Assert.Equal(5, (await replay.Run(Ås, default)).Again);
                Assert.Equal(0, (await replay.Run(Ås, default)).Again);
                Assert.Empty(await StartupCheck.Broken(databases, default));
            }

            await IsNowhere(restored, [word, name, loose, note, thought, mail]);
        }
        finally
        {
            await Databases.Drop(restored);
        }
    }

    private static async Task IsNowhere(string database, string[] canaries)
    {
        foreach (var canary in canaries)
            Assert.Empty(await Everywhere.TablesWith(database, canary));
    }

    /// <summary>The exports that hold it: of the whole municipality, and of each person in it.</summary>
    private async Task<List<string>> ExportsWith(string canary)
    {
        var found = new List<string>();
        var folder = Path.Combine(Path.GetTempPath(), $"trepart-export-{Guid.NewGuid():N}");
        try
        {
            await new TenantExport(EventJson.Format, app.Clock).Write(Ås, Installation.AsOwner(Databases.Server, app.Database), null, folder, "", default);
            found.AddRange(System.IO.Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => File.ReadAllText(f).Contains(canary, StringComparison.Ordinal)));
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }

        foreach (var id in await Databases.Query<Guid>(app.Database, "select id from people where tenant_id = 'as'"))
        {
            var export = await app.Services.GetRequiredService<PersonExporter>().Of(Ås, id, true, default);
            if (export!.ToJson(new Municipality(Ås, "", "nb", null)).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Contains(canary, StringComparison.Ordinal))
                found.Add(id.ToString());
        }

        return found;
    }

    private async Task<Guid> Begin(string who, string things, JsonObject body)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.GetValue<Guid>();
    }
}
