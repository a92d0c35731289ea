using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.People;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Erasing;

/// <summary>What is erased is gone from everywhere, and the log is as it was.</summary>
public sealed class ErasureTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string[] Everyone = ["ansatt", "leder", "tillitsvalgt", "verneombud", "nabo", "ordforer", "koordinator", "revisor"];

    [Fact]
    public async Task A_text_that_is_erased_leaves_no_trace_in_any_table_page_answer_log_or_file()
    {
        var (canary, title) = (Canary(), Canary());
        var matter = await Raise(title, canary);
        var defer = await app.Api(Ås, "leder").Post(
            $"/api/v1/as/matters/{matter}/defer-matter", new JsonObject { ["until"] = "2026-12-10", ["reason"] = $"Fordi {canary} er borte.", ["talk"] = new JsonArray() }, 1);
        Assert.Equal(HttpStatusCode.OK, defer.Status);
        await app.CaughtUp();

        // The control: it is found where it should be, so the search can find.
        Assert.Equal(["words"], await TablesWith(canary));
        Assert.NotEmpty(await PagesWith(canary, matter));
        var before = await Log();

        await Erase("saker", matter, canary);
        await Erase("saker", matter, canary);
        await Erase("saker", matter, title);

        Assert.Empty(await TablesWith(canary));
        Assert.Empty(await TablesWith(title));
        Assert.Empty(await PagesWith(canary, matter));
        Assert.Empty(await PagesWith(title, matter));
        Assert.DoesNotContain(app.Logged, line => line.Contains(canary, StringComparison.Ordinal) || line.Contains(title, StringComparison.Ordinal));
        Assert.All(System.IO.Directory.GetFiles(app.Services.GetRequiredService<Witness>().Folder), file => Assert.DoesNotContain(canary, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.NotEmpty(app.Logged);

        // Positions, hashes and roots are as they were, and the log goes on with what was done.
        Assert.Equal(before, (await Log()).Take(before.Count));
        Assert.Empty(await Faults());
        var page = await (await app.SignIn(Ås, "leder")).Get($"/as/saker/{matter}");
        Assert.Contains("[Teksten er fjernet]", page.Text, StringComparison.Ordinal);
        Assert.Contains("Enhetsleder slettet en tekst. Grunn: noen er navngitt, eller kan kjennes igjen.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_shows_the_texts_that_are_there_and_only_those()
    {
        var canary = Canary();
        var matter = await Raise("Dørene", canary);
        var leader = await app.SignIn(Ås, "leder");
        Assert.Contains($"1. «{canary}»", (await leader.Get($"/as/saker/{matter}/slett-tekst")).Text, StringComparison.Ordinal);

        await Erase("saker", matter, canary);
        var form = await leader.Get($"/as/saker/{matter}/slett-tekst");
        Assert.DoesNotContain(canary, form.Text, StringComparison.Ordinal);
        Assert.Contains("1. «Dørene»", form.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inputs_text_is_erased_from_its_own_page()
    {
        var canary = Canary();
        var given = await app.Api(Ås, "ansatt").Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new JsonObject { ["kind"] = "problem", ["text"] = canary });
        var input = given.Body!["id"]!.GetValue<Guid>();
        Assert.Contains("Slett en tekst", (await (await app.SignIn(Ås, "leder")).Get($"/as/innspill/{input}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Slett en tekst", (await (await app.SignIn(Ås, "ansatt")).Get($"/as/innspill/{input}")).Text, StringComparison.Ordinal);

        await Erase("innspill", input, canary);
        Assert.Empty(await TablesWith(canary));
        Assert.Contains("slettet en tekst", (await (await app.SignIn(Ås, "ansatt")).Get($"/as/innspill/{input}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_another_matter_or_of_none_is_not_found()
    {
        var matter = await Raise("Dørene", "De går ikke igjen.");
        var other = await Text(await Raise("Vinduene", "De trekker."), "De trekker.");
        foreach (var text in new[] { other, Guid.CreateVersion7() })
        {
            var answer = await app.Api(Ås, "leder").Post($"/api/v1/as/matters/{matter}/erase-matter-text", new JsonObject { ["text"] = text, ["reason"] = "wrongPlace" }, 1);
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }

        Assert.Equal(["words"], await TablesWith("De trekker."));
    }

    [Fact]
    public async Task A_story_cannot_erase()
    {
        var refused = await app.Import(
            """
            {"do":"create_municipality","tenant":"as","name":"Ås kommune","written":"nb","at":"2026-01-05"}
            {"do":"erase_matter_text","at":"2026-02-05","text":"x","reason":"wrongPlace"}
            """);
        Assert.IsType<Import.Imported.Refused>(refused);
    }

    [Fact]
    public async Task A_person_who_has_left_is_erased_and_what_she_did_stays()
    {
        var name = $"Åse {Canary()}";
        var (seat, person) = await Sit(name);
        var coordinator = await app.SignIn(Ås, "koordinator");
        Assert.DoesNotContain($"/as/personer/{person}/slett", (await coordinator.Get("/as/personer")).Html, StringComparison.Ordinal);

        // Not while she sits there.
        var early = await coordinator.Fill($"/as/personer/{person}/slett", ("reason", "askedFor"));
        Assert.Equal(HttpStatusCode.Conflict, early.Status);
        Assert.Contains("har fortsatt en plass", early.Text, StringComparison.Ordinal);

        await Leave(seat, name);
        var register = await coordinator.Get("/as/personer");
        Assert.Contains(name, (await coordinator.Send(register, "/as/personer/finn", ("navn", name[4..].ToUpperInvariant()))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await coordinator.Fill($"/as/personer/{person}/slett")).Status);

        var form = await coordinator.Get($"/as/personer/{person}/slett");
        var before = await Log();
        var done = await coordinator.Send(form, $"/as/personer/{person}/slett", ("reason", "askedFor"));
        Assert.Equal("/as/personer?gjort=erase_person#gjort", done.Location);

        // The same form once more gives the same answer.
        Assert.Equal(done.Location, (await coordinator.Send(form, $"/as/personer/{person}/slett", ("reason", "askedFor"))).Location);
        Assert.Equal(before.Count + 1, (await Log()).Count);
        Assert.Equal(before, (await Log()).Take(before.Count));
        Assert.Empty(await TablesWith(name));
        Assert.Empty(await TablesWith(person.ToString(), except: "commands"));
        Assert.DoesNotContain(app.Logged, line => line.Contains(name, StringComparison.Ordinal));
        Assert.Contains("ble slettet fra personregisteret", (await coordinator.Get("/as/historikk")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Get($"/as/personer/{person}/slett")).Status);
    }

    [Fact]
    public async Task The_register_is_the_coordinators_alone_and_another_municipalitys_is_not_there()
    {
        var (_, person) = await Sit("Ola Canarie");
        foreach (var who in Everyone.Where(w => w != "koordinator"))
            Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, who)).Get($"/as/personer/{person}/slett")).Status);
        var neighbour = await app.SignIn(Vestby, "koordinator");
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get($"/vestby/personer/{person}/slett")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get($"/as/personer/{person}/slett")).Status);
        Assert.DoesNotContain("Ola Canarie", (await neighbour.Get("/vestby/personer")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restore_what_was_erased_is_erased_again()
    {
        var (text, both) = (Canary(), Canary());
        var name = $"Kari {Canary()}";
        var matter = await Raise("Gjenopprettet", text);
        var halfway = await Raise("Halvveis", both);
        var (seat, person) = await Sit(name);
        await Leave(seat, name);
        var backup = await Copy();
        try
        {
            await Erase("saker", matter, text);
            await Erase("saker", halfway, both);
            await (await app.SignIn(Ås, "koordinator")).Fill($"/as/personer/{person}/slett", ("reason", "askedFor"));
            Assert.Equal(["words"], await TablesWith(text, backup));
            Assert.Equal(["people"], await TablesWith(name, backup));

            await using var restored = Placement.Of(NpgsqlDataSource.Create(Databases.AsApp(backup)));
            var store = new EventStore(restored, EventJson.Format, TrepartHost.Projections, app.Clock);
            var list = app.Services.GetRequiredService<ErasureList>();
            var key = app.Services.GetRequiredService<FingerprintKey>();
            var reader = new TenantReader(restored);
            var register = new Register(reader, restored);
            var people = new PersonEraser(
                store, register, list, key, new Identities(restored, reader), new Sessions(restored, app.Services.GetRequiredService<Settings>(), app.Clock));
            var replay = new ErasureReplay(register, people, new TextEraser(store, list), list);

            Assert.Equal(3, (await replay.Run(Ås, default)).Again);
            foreach (var gone in new[] { text, both, name })
                Assert.Empty(await TablesWith(gone, backup));
            Assert.Equal(0, (await replay.Run(Ås, default)).Again);
            Assert.Equal(0, (await replay.Run(Vestby, default)).Listed);

            // The log tells it as it did before, with the same command and from the same seat.
            var told = (await store.Read(Ås, matter, default)).Events[^1];
            var original = (await app.Store.Read(Ås, matter, default)).Events[^1];
            Assert.Equal((original.Event, original.Command, original.Seat, original.Actor, original.HappenedOn), (told.Event, told.Command, told.Seat, told.Actor, told.HappenedOn));
            Assert.Empty(await Faults(restored));
        }
        finally
        {
            await Databases.Drop(backup);
        }
    }

    private static string Canary() => Mark.New("kanari");

    private async Task<Guid> Raise(string title, string concern)
    {
        var answer = await app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new JsonObject { ["title"] = title, ["concern"] = concern });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.GetValue<Guid>();
    }

    private async Task<Guid> Text(Guid stream, string holds) =>
        (await Databases.Query<Guid>(app.Database, $"select id from words where tenant_id = 'as' and stream_id = '{stream}' and text like '%{holds}%' order by id"))[0];

    private async Task Erase(string things, Guid thing, string text)
    {
        var id = await Text(thing, text);
        var done = await (await app.SignIn(Ås, "leder")).Fill($"/as/{things}/{thing}/{(things == "saker" ? "slett-tekst" : "slett-innspillstekst")}", ("text", id.ToString()), ("reason", "namesSomeone"));
        Assert.Equal(HttpStatusCode.Found, done.Status);
    }

    /// <summary>Someone takes a seat of her own in the group, by a story.</summary>
    private async Task<(string Seat, Guid Person)> Sit(string name)
    {
        var alias = Mark.New("gjest");
        await app.Load(Story(
            $$"""{"do":"establish_seat","at":"2026-02-01","seat":"{{alias}}","arena":"gruppa","role":"departmentLeader"}""",
            $$"""{"do":"take_seat","at":"2026-02-01","seat":"{{alias}}","holding":"{{alias}}-h","person":"person-{{alias}}","name":"{{name}}"}"""));
        return (alias, (await Databases.Query<Guid>(app.Database, $"select id from people where tenant_id = 'as' and name = '{name}'"))[0]);
    }

    private Task Leave(string seat, string name) => app.Load(Story(
        $$"""{"do":"establish_seat","at":"2026-02-01","seat":"{{seat}}","arena":"gruppa","role":"departmentLeader"}""",
        $$"""{"do":"take_seat","at":"2026-02-01","seat":"{{seat}}","holding":"{{seat}}-h","person":"person-{{seat}}","name":"{{name}}"}""",
        $$"""{"do":"leave_seat","at":"2026-03-01","seat":"{{seat}}","holding":"{{seat}}-h"}"""));

    private static string Story(params string[] lines) =>
        string.Join('\n',
        [
            """{"do":"create_municipality","tenant":"as","name":"Ås kommune","written":"nb","at":"2026-01-05"}""",
            """{"do":"establish_arena","at":"2026-01-05","arena":"gruppa","kind":"workingGroup","name":"HMS-gruppa","workplace":"Solbakken i as"}""",
            .. lines,
        ]);

    private Task<List<string>> Log() =>
        Databases.Query<string>(app.Database, "select concat_ws(' ', seq_id, id, version, encode(leaf_hash, 'hex'), data) from mt_events where tenant_id = 'as' order by seq_id");

    private Task<List<Fault>> Faults() => Faults(app.Services.GetRequiredService<Placement>());

    private async Task<List<Fault>> Faults(Placement databases)
    {
        var faults = new List<Fault>();
        await new Verification(databases, EventJson.Format, app.Services.GetRequiredService<Witness>()).Verify(Ås, faults.Add, default);
        return faults;
    }

    /// <summary>The tables that hold a text anywhere in a row.</summary>
    private async Task<List<string>> TablesWith(string text, string? database = null, string? except = null)
    {
        database ??= app.Database;
        var found = new List<string>();
        foreach (var table in await Databases.Query<string>(database, "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'm') order by 1"))
        {
            if (table != except && (await Databases.Query<bool>(database, $"select exists (select from {table} t where t::text like '%{text}%')"))[0])
                found.Add(table);
        }

        return found;
    }

    /// <summary>The addresses at which anyone finds the text, as a page or as JSON.</summary>
    private async Task<List<string>> PagesWith(string text, Guid matter)
    {
        var found = new List<string>();
        foreach (var who in Everyone)
        {
            var user = await app.SignIn(Ås, who);
            foreach (var path in new[] { "/as", $"/as/grupper/{Group(Ås)}", $"/as/saker/{matter}", $"/as/saker/{matter}/slett-tekst", $"/as/saker/{matter}/rett-opp", "/as/laering", "/as/historikk", $"/as/historikk?sak={matter}" })
            {
                if ((await user.Get(path)).Html.Contains(text, StringComparison.Ordinal))
                    found.Add($"{who} {path}");
            }

            var api = app.Api(Ås, who);
            foreach (var path in new[] { $"/api/v1/as/matters/{matter}", $"/api/v1/as/arenas/{Group(Ås)}/matters", "/api/v1/as/trail" })
            {
                if ((await api.Get(path)).Raw.Contains(text, StringComparison.Ordinal))
                    found.Add($"{who} {path}");
            }
        }

        return found;
    }

    // A base backup, for as much as a test needs of one: the whole database as it stands, while nobody writes.
    private async Task<string> Copy()
    {
        var name = $"trepart_test_{Guid.NewGuid():N}";
        await app.CaughtUp();
        await Databases.Run("postgres", $"alter database {app.Database} allow_connections false");
        try
        {
            await Databases.Run("postgres", $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{app.Database}'");
            await Databases.Run("postgres", $"create database {name} template {app.Database} owner trepart_owner");
            await Databases.Run("postgres", $"grant connect on database {name} to trepart_app");
        }
        finally
        {
            await Databases.Run("postgres", $"alter database {app.Database} allow_connections true");
        }

        app.Services.GetRequiredService<Placement>().Directory.Clear();
        return name;
    }
}
