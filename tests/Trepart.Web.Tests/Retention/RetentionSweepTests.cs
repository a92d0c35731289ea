using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trepart.Domain;
using Trepart.Web.Erasing;
using Trepart.Web.Retention;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Retention;

/// <summary>What has had its time is erased, once and no more, by any number of workers, and it is seen what was; a municipality chooses how long.</summary>
public sealed class RetentionSweepTests : IAsyncLifetime
{
    private readonly TrepartApp _app = new();

    private RetentionSweep Sweep => _app.Services.GetRequiredService<RetentionSweep>();

    private DateOnly Today => DateOnly.FromDateTime(_app.Clock.Now.DateTime);

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_keeper_of_the_register_chooses_within_bounds_and_the_choices_stay_in_the_history()
    {
        var coordinator = await _app.SignIn(Ås, "koordinator");
        Assert.Equal(HttpStatusCode.Conflict, (await coordinator.Fill("/as/oppbevaring/inputTexts/velg", ("months", "1"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await coordinator.Fill("/as/oppbevaring/inputTexts/velg", ("months", "lenge"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Get("/as/oppbevaring/alt/velg")).Status);
        Assert.Equal("/as/oppbevaring?gjort=choose_retention#gjort", (await coordinator.Fill("/as/oppbevaring/inputTexts/velg", ("months", "12"))).Location);
        var second = await _app.Api(Ås, "ombud").Post("/api/v1/as/retention/inputTexts/choose-retention", new JsonObject { ["months"] = 24 });
        Assert.True(second.Status == HttpStatusCode.OK, second.Raw);

        var page = await (await _app.SignIn(Ås, "ansatt")).Get("/as/oppbevaring");
        Assert.Contains("Tekster i innspill: 24 måneder", page.Text, StringComparison.Ordinal);
        Assert.Contains("Tekster i innspill, 24 måneder (personvernombud)", page.Text, StringComparison.Ordinal);
        Assert.Contains("Tekster i innspill, 12 måneder (koordinator)", page.Text, StringComparison.Ordinal);
        Assert.Contains("Tilgangsloggen: 24 måneder", page.Text, StringComparison.Ordinal);
        Assert.Contains("valgte hvor lenge noe blir liggende: tekster i innspill, 12 måneder", (await coordinator.Get("/as/historikk")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Tekstar i innspel: 36 månader", (await (await _app.SignIn(Vestby, "ansatt")).Get("/vestby/oppbevaring")).Text, StringComparison.Ordinal);
        foreach (var other in new[] { "ansatt", "leder", "revisor" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await _app.SignIn(Ås, other)).Get("/as/oppbevaring/inputTexts/velg")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await _app.Api(Ås, other).Post("/api/v1/as/retention/inputTexts/choose-retention", new JsonObject { ["months"] = 24 })).Status);
        }
    }

    [Fact]
    public async Task Words_of_inputs_go_the_same_way_as_by_hand_when_their_time_is_over()
    {
        var (gone, open, waits) = ("Gangen er kald.", "Ingen har svart på dette.", "Saken går fortsatt.");
        var answered = await Give(gone);
        await Answer(answered, "Vi har satt inn en ovn.");
        var unanswered = await Give(open);
        var linked = await Give(waits);
        await Answer(linked, "Vi tar det som sak.");
        await _app.Api(Ås, "leder").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new JsonObject { ["title"] = "Gangen", ["concern"] = "Kald.", ["input"] = linked });

        _app.Clock.Now = _app.Clock.Now.AddMonths(36);
        Assert.Equal(0, (await Sweep.Run(Ås, Today, default))[RetentionKind.InputTexts]);
        _app.Clock.Now = _app.Clock.Now.AddDays(1);
        Assert.Equal(0, (await Sweep.Run(Vestby, Today, default))[RetentionKind.InputTexts]);
        Assert.Equal(["words"], await Everywhere.TablesWith(_app.Database, gone));
        Assert.Equal(2, (await Sweep.Run(Ås, Today, default))[RetentionKind.InputTexts]);

        Assert.Empty(await Everywhere.TablesWith(_app.Database, gone));
        Assert.Empty(await Everywhere.TablesWith(_app.Database, "satt inn en ovn"));
        foreach (var kept in new[] { open, waits })
            Assert.Equal(["words"], await Everywhere.TablesWith(_app.Database, kept));
        Assert.Equal(0, (await Sweep.Run(Ås, Today, default))[RetentionKind.InputTexts]);
        Assert.Equal(2, _app.Services.GetRequiredService<ErasureList>().All().Count(e => e.Stream == Guid.Parse(answered) && e.Holding is null));

        var page = await (await _app.SignIn(Ås, "ansatt")).Get($"/as/innspill/{answered}");
        Assert.Contains("[Teksten er fjernet]", page.Text, StringComparison.Ordinal);
        Assert.Contains("det er ikke bruk for det lenger", page.Text, StringComparison.Ordinal);
        var told = await (await _app.SignIn(Ås, "ansatt")).Get("/as/oppbevaring");
        Assert.Contains("Tekster i innspill, 2 slettet, eldre enn 21. november 2026", told.Text, StringComparison.Ordinal);
        Assert.NotNull(unanswered);
    }

    [Fact]
    public async Task People_who_left_long_ago_reads_and_first_answers_go_and_what_is_newer_or_held_stays()
    {
        await _app.Load(
            Municipality("as", "Ås kommune", "nb") + "\n" + """{"do":"leave_seat","at":"2026-02-05","seat":"leder-plass","holding":"leder"}""");
        await Give("Noe å svare på.");
        await (await _app.SignIn(Ås, "koordinator")).Get("/as/personer");
        var commands = await Count("commands");

        _app.Clock.Now = new(2031, 2, 5, 9, 0, 0, TimeSpan.Zero);
        var first = await Sweep.Run(Ås, Today, default);
        Assert.Equal((0, 1, 1), (first[RetentionKind.LeftPeople], first[RetentionKind.AccessLog], first[RetentionKind.FirstAnswers]));
        Assert.Equal(0, await Count("access_log"));
        Assert.Equal(commands - 1, await Count("commands"));
        _app.Clock.Now = _app.Clock.Now.AddDays(1);
        Assert.Equal(1, (await Sweep.Run(Ås, Today, default))[RetentionKind.LeftPeople]);
        Assert.Empty(await Everywhere.TablesWith(_app.Database, "leder fra Ås kommune"));
        Assert.NotEmpty(await Everywhere.TablesWith(_app.Database, "tillitsvalgt fra Ås kommune"));
        Assert.NotEmpty(await Everywhere.TablesWith(_app.Database, "leder fra Vestby kommune"));

        // A file that has grown is still told from another one, although the answers that nobody asks for are gone.
        await _app.Load(
            Municipality("as", "Ås kommune", "nb") + "\n" + """{"do":"leave_seat","at":"2026-02-05","seat":"leder-plass","holding":"leder"}"""
            + "\n" + """{"do":"leave_seat","at":"2026-02-06","seat":"vo-plass","holding":"verneombud"}""");
    }

    [Fact]
    public async Task What_was_said_in_confidence_the_codes_and_what_an_auditor_opened_go_when_their_time_is_over()
    {
        var (closed, open) = (await Give("Lukket."), await Give("Åpen."));
        await Answer(closed, "Svart."); // on 20 November 2026
        foreach (var (tenant, seat) in new[] { ("as", "tv-plass"), ("vestby", "tv-plass") })
        {
            var (group, holder) = (Group(new(tenant)), Id(new(tenant), "seat", seat));
            await Databases.Run(
                _app.Database,
                $"""
                insert into steward_notes (tenant_id, id, receipt, arena_id, seat_id, text, released_on)
                  select '{tenant}', gen_random_uuid(), '\x00', '{group}', '{holder}', 'Sagt ' || d, d::date from unnest(array['2026-11-19', '2026-11-20']) d;
                insert into input_receipts (tenant_id, receipt, input_id) values ('{tenant}', '\x01', '{closed}'), ('{tenant}', '\x02', '{open}');
                insert into mandate_openings (tenant_id, mandate_id, id, opened_at, kind, by_program)
                  select '{tenant}', gen_random_uuid(), gen_random_uuid(), t::timestamptz, 'trail', false from unnest(array['2026-11-19 22:59Z', '2026-11-19 23:00Z']) t
                """);
        }

        // Each kind on the first day on which something is too old, and only what was before midnight in Norway.
        foreach (var (day, kind, table) in new[]
        {
            (new DateOnly(2027, 11, 20), RetentionKind.StewardNotes, "steward_notes"), (new(2029, 11, 21), RetentionKind.Receipts, "input_receipts"),
            (new(2031, 11, 20), RetentionKind.AuditOpenings, "mandate_openings"),
        })
        {
            Assert.Equal(2, await Count(table));
            Assert.Equal(0, (await Sweep.Run(Ås, day.AddDays(-1), default))[kind]);
            Assert.Equal(1, (await Sweep.Run(Ås, day, default))[kind]);
            Assert.Equal(1, await Count(table));
            Assert.Equal(0, (await Sweep.Run(Ås, day, default))[kind]);
            Assert.Equal(2, (await Databases.Query<long>(_app.Database, $"select count(*) from {table} where tenant_id = 'vestby'"))[0]);
        }

        Assert.Equal(["AuditOpenings 1", "Receipts 1", "StewardNotes 2"], await Runs("'StewardNotes', 'Receipts', 'AuditOpenings'"));
    }

    [Fact]
    public async Task Two_workers_at_once_erase_each_thing_once()
    {
        for (var i = 0; i < 12; i++)
            await Answer(await Give($"Innspill nummer {i}."), "Svaret.");
        await ManyReads(500);
        _app.Clock.Now = _app.Clock.Now.AddYears(4);
        var sweeps = Enumerable.Range(0, 4).Select(_ => new RetentionSweep(
            Get<Placement>(), Get<TenantReader>(), Get<RetentionBook>(), Get<Trepart.Web.People.Register>(), Get<Trepart.Web.People.PersonEraser>(), Get<TextEraser>(),
            Get<Trepart.Web.Commands.FingerprintKey>(), _app.Clock)
        { Part = 20 }).ToList();
        var erased = await Task.WhenAll(sweeps.Select(s => Task.Run(() => s.Run(Ås, Today, default))));

        Assert.Equal(24, erased.Sum(e => e[RetentionKind.InputTexts]) + (await Sweep.Run(Ås, Today, default))[RetentionKind.InputTexts]);
        Assert.Equal(24, (await Databases.Query<long>(_app.Database, "select count(*) from mt_events where tenant_id = 'as' and type = 'input_text_erased'"))[0]);
        Assert.Equal(0, await Count("access_log"));
        Assert.Equal(["AccessLog 500", "InputTexts 24"], await Runs("'AccessLog', 'InputTexts'"));
    }

    [Fact]
    public async Task A_worker_that_is_killed_in_the_middle_leaves_what_it_did_counted_and_the_rest_for_the_next()
    {
        await ManyReads(100);
        _app.Clock.Now = _app.Clock.Now.AddYears(4);
        await using var holder = new NpgsqlConnection(Databases.AsSuperuser(_app.Database));
        await holder.OpenAsync();
        await using var held = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select 1 from access_log where tenant_id = 'as' and id = (select id from access_log where tenant_id = 'as' order by read_at, id offset 55 limit 1) for update", holder))
            await hold.ExecuteScalarAsync();

        var killed = Task.Run(() => new RetentionSweep(
            Get<Placement>(), Get<TenantReader>(), Get<RetentionBook>(), Get<Trepart.Web.People.Register>(), Get<Trepart.Web.People.PersonEraser>(), Get<TextEraser>(),
            Get<Trepart.Web.Commands.FingerprintKey>(), _app.Clock)
        { Part = 10 }.Run(Ås, Today, default));
        while ((await Databases.Query<int>(
            _app.Database, $"select pid from pg_stat_activity where datname = '{_app.Database}' and wait_event_type = 'Lock' and query like 'delete from access_log%'")) is not [var pid] || !await Kill(pid))
        {
            Assert.False(killed.IsCompleted, "It was done before it could be killed.");
            await Task.Delay(10);
        }

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => killed);
        Assert.Equal(["AccessLog 50"], await Runs("'AccessLog'"));
        Assert.Equal(50, await Count("access_log"));
        await held.RollbackAsync();
        Assert.Equal(50, (await Sweep.Run(Ås, Today, default))[RetentionKind.AccessLog]);
        Assert.Equal(["AccessLog 100"], await Runs("'AccessLog'"));

        async Task<bool> Kill(int id) => (await Databases.Query<bool>(_app.Database, $"select pg_terminate_backend({id})"))[0];
    }

    [Fact]
    public async Task A_municipality_that_is_closed_for_writing_is_left_alone()
    {
        await ManyReads(5);
        _app.Clock.Now = _app.Clock.Now.AddYears(4);
        await Databases.Run(_app.Database, "update tenant_heads set writable = false where tenant_id = 'as'");
        Assert.Empty(await Sweep.Run(Ås, Today, default));
        Assert.Equal(5, await Count("access_log"));
    }

    private T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private Task ManyReads(int count) => Databases.Run(
        _app.Database,
        $"insert into access_log (tenant_id, id, read_at, kind) select 'as', gen_random_uuid(), timestamptz '2026-11-20 10:00Z' + n * interval '1 minute', 'register' from generate_series(1, {count}) n");

    private async Task<long> Count(string table) => (await Databases.Query<long>(_app.Database, $"select count(*) from {table} where tenant_id = 'as'"))[0];

    private Task<List<string>> Runs(string kinds) =>
        Databases.Query<string>(_app.Database, $"select kind || ' ' || sum(erased) from retention_runs where tenant_id = 'as' and kind in ({kinds}) group by kind order by kind");

    private async Task<string> Give(string text) =>
        (await _app.Api(Ås, "ansatt").Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new JsonObject { ["kind"] = "problem", ["text"] = text })).Body!["id"]!.ToString();

    private async Task Answer(string input, string reason)
    {
        var answer = await _app.Api(Ås, "leder").Post($"/api/v1/as/inputs/{input}/answer-input", new JsonObject { ["disposition"] = "later", ["reason"] = reason }, 1);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }
}
