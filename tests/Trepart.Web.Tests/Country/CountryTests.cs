using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trepart.Domain;
using Trepart.Web.Country;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Country;

/// <summary>Scenario 10, the programme in Trøndelag: three municipalities share unequally, and the transition unit sees what each has said yes to.</summary>
public sealed class CountryTests : IAsyncLifetime
{
    private static readonly Tenant Steinkjer = new("steinkjer");
    private static readonly Tenant Melhus = new("melhus");
    private static readonly Tenant Malvik = new("malvik");
    private static readonly Guid Adviser = Guid.Parse("019a0000-0000-7000-8000-0000000000b1");

    private readonly TrepartApp _app = new() { IsEmpty = true };

    public async ValueTask InitializeAsync()
    {
        await _app.InitializeAsync();
        foreach (var (tenant, name, number) in new[] { (Steinkjer, "Steinkjer kommune", "5006"), (Melhus, "Melhus kommune", "5028"), (Malvik, "Malvik kommune", "5031") })
        {
            await _app.Load(Municipality(tenant.Id, name, "nb") + "\n" + SharingHouse.Quarter($"skrevet i {tenant.Id}"));
            await Databases.Run(
                _app.Database,
                $"insert into tenant_attributes (tenant_id, attribute, valid_from, value) values ('{tenant.Id}', 'number', '2026-01-05', '{number}') on conflict (tenant_id, attribute, valid_from) do update set value = excluded.value");
        }

        await using var owner = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, _app.Database));
        await PlaceImport.Run(owner, Sources.Read("tools/places/norway.jsonl").Split('\n'), default);
        await Databases.Run(_app.Database, $"insert into unit.people values ('{Adviser}', 'Ingvild Moe', 'rådgiver')");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Three_municipalities_share_unequally_and_one_withdraws()
    {
        foreach (var kind in new[] { "presence", "figures" })
            await _app.Says(Steinkjer, "grant-sharing", kind);
        await _app.Says(Melhus, "grant-sharing", "presence");
        await _app.CopyAll();
        var unit = await _app.SignIn(UnitBook.Place, Adviser);

        // A programme with its three municipalities and a gathering.
        var programmes = await unit.Get("/landet/program");
        await unit.Send(programmes, "/landet/program", ("navn", "Trepartsprosjektet i Trøndelag"), ("type", "Programme"), ("begynner", "2025-01-06"), ("slutt", "2026-12-31"),
            ("steder", "k-steinkjer"), ("steder", "k-melhus"), ("steder", "k-malvik"));
        var programme = (await Databases.Query<Guid>(_app.Database, "select id from unit.programmes"))[0];
        await unit.PostPairs("/landet/samling", [
            new(programmes.Forgery.Name, programmes.Forgery.Value), new("hvilket", $"{programme}"), new("begynner", "2026-10-01"), new("navn", "Erfaringer så langt")]);

        var page = (await unit.Get("/landet/program")).Text;
        Assert.Contains("program, fra 6. januar 2025 til 31. desember 2026 Malvik : ingen kontakt Melhus : i gang Steinkjer : i gang Samling 1. oktober 2026: Erfaringer så langt", page, StringComparison.Ordinal);

        // Figures from the one that shares them alone, told beside the county of the time and nothing else.
        var steinkjer = (await unit.Get("/landet/kommune?landsted=k-steinkjer")).Text;
        Assert.Contains("3. kvartal 2026 (Trøndelag) for få 3 3 3 0 0 0 4", steinkjer, StringComparison.Ordinal);
        Assert.DoesNotContain("kvartal 2026", (await unit.Get("/landet/kommune?landsted=k-melhus")).Text, StringComparison.Ordinal);
        var country = await unit.Get("/landet");
        Assert.Contains("Malvik : ingen kontakt", country.Text, StringComparison.Ordinal);
        foreach (var address in new[] { "/landet", "/landet/program", "/landet/erfaringer", "/landet/ressurspersoner", "/landet/henvendelser", "/landet/kommune?landsted=k-malvik", "/landet/kommune?landsted=k-steinkjer" })
        {
            var shown = await unit.Get(address);
            Assert.Equal((address, HttpStatusCode.OK), (address, shown.Status));
            Assert.DoesNotContain("skrevet i", shown.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("fra Malvik kommune", shown.Html, StringComparison.Ordinal);
        }

        await _app.Says(Steinkjer, "withdraw-sharing", "presence");
        steinkjer = (await unit.Get("/landet/kommune?landsted=k-steinkjer")).Text;
        Assert.DoesNotContain("kvartal 2026", steinkjer, StringComparison.Ordinal);
        Assert.Contains("Kommunen deler ikke lenger. Mer er ikke kjent her.", steinkjer, StringComparison.Ordinal);
        Assert.Contains("Steinkjer : ingen kontakt (deler ikke lenger)", (await unit.Get("/landet")).Text, StringComparison.Ordinal);
        Assert.Contains("At kommunen er med: deler ikke lenger", (await (await _app.SignIn(Steinkjer, "ansatt")).Get("/steinkjer/deling")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_unit_is_let_in_and_the_unit_is_let_in_nowhere_else()
    {
        foreach (var who in new[] { "koordinator", "leder", "ordforer" })
        {
            var user = await _app.SignIn(Steinkjer, who);
            Assert.Equal("/kommuner", (await user.Get("/landet")).Location);
            Assert.Equal("/kommuner", (await user.Get("/landet/ressurspersoner")).Location);
        }

        var unit = await _app.SignIn(UnitBook.Place, Adviser);
        foreach (var address in new[] { "/steinkjer", "/steinkjer/deling", "/steinkjer/laering", "/omstillingsenheten" })
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await unit.Get(address)).Status));

        // Erased, she is out.
        await Databases.Run(_app.Database, "delete from unit.people");
        Assert.Equal("/kommuner", (await unit.Get("/landet")).Location);
    }

    [Fact]
    public async Task Someone_who_wants_to_start_is_answered_and_her_address_goes()
    {
        var anyone = _app.Nobody();
        var wrong = await anyone.Fill("/start", ("sted", "Lierne"), ("rolle", ""), ("adresse", "kari@lierne.example"), ("tekst", "Vi vil prøve."));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("kari@lierne.example", wrong.Html, StringComparison.Ordinal);
        Assert.Equal("/start?takk=1", (await anyone.Fill("/start", ("sted", "Lierne"), ("rolle", "tillitsvalgt"), ("adresse", "kari@lierne.example"), ("tekst", "Vi vil prøve."))).Location);

        var unit = await _app.SignIn(UnitBook.Place, Adviser);
        Assert.Contains("Én henvendelse venter på svar", (await unit.Get("/landet")).Text, StringComparison.Ordinal);
        var requests = await unit.Get("/landet/henvendelser");
        Assert.Contains("Lierne: tillitsvalgt 20. november 2026, kari@lierne.example Vi vil prøve.", requests.Text, StringComparison.Ordinal);
        await unit.Send(requests, "/landet/henvendelser/ferdig");
        Assert.Empty(await Everywhere.TablesWith(_app.Database, "kari@lierne"));
        Assert.All(_app.Logged, l => Assert.DoesNotContain("lierne", l, StringComparison.OrdinalIgnoreCase));
        await unit.Send(await unit.Get("/landet/henvendelser"), "/landet/henvendelser/slett");
        Assert.Empty(await Everywhere.TablesWith(_app.Database, "Vi vil prøve"));
    }

    [Fact]
    public async Task A_resource_person_is_found_by_county_and_erased_whole_and_the_unit_notes_whom_it_is_in_touch_with()
    {
        var unit = await _app.SignIn(UnitBook.Place, Adviser);
        await unit.Fill("/landet/ressurspersoner", ("sted", "f-trondelag"), ("rolle", "Prosjektleder"), ("navn", "Oddny Prøve"), ("kontakt", "oddny@prove.example"));
        var page = await unit.Get("/landet/ressurspersoner");
        Assert.Contains("Trøndelag Prosjektleder: Oddny Prøve, oddny@prove.example", page.Text, StringComparison.Ordinal);
        await unit.Send(page, "/landet/ressurspersoner/slett");
        Assert.Empty(await Everywhere.TablesWith(_app.Database, "Oddny"));

        var lunner = await unit.Get("/landet/kommune?landsted=k-lunner");
        Assert.Contains("Ligger i Akershus.", lunner.Text, StringComparison.Ordinal);
        await unit.Send(lunner, "/landet/status", ("status", "Interested"));
        Assert.Contains("Lunner : interessert", (await unit.Get("/landet")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k-ovre-eiker", 2019, "Buskerud")]
    [InlineData("k-ovre-eiker", 2020, "Viken")]
    [InlineData("k-ovre-eiker", 2024, "Buskerud")]
    [InlineData("k-lunner", 2019, "Oppland")]
    [InlineData("k-lunner", 2020, "Viken")]
    [InlineData("k-lunner", 2024, "Akershus")]
    [InlineData("k-steinkjer", 2017, "Nord-Trøndelag")]
    [InlineData("k-steinkjer", 2019, "Trøndelag")]
    public void A_figure_is_told_under_the_county_of_the_time(string place, int year, string county)
    {
        var map = new NationalMap([.. Sources.Read("tools/places/norway.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(PlaceLines.Read)]);
        Assert.Empty(map.Faults());
        Assert.Equal(county, map.CountyOn(place, new(year, 4, 1))!.Name);
    }

    [Fact]
    public async Task The_map_takes_a_line_once_and_no_line_that_does_not_fit()
    {
        await using var owner = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, _app.Database));
        Assert.Equal(0, await PlaceImport.Run(owner, Sources.Read("tools/places/norway.jsonl").Split('\n'), default));
        await Assert.ThrowsAsync<FormatException>(() => PlaceImport.Run(owner, ["""{"do":"renumber","on":"2026-01-01","place":"k-nowhere","number":"9999"}"""], default));
        await Assert.ThrowsAsync<FormatException>(() => PlaceImport.Run(owner, ["""{"do":"rename","on":"2026-01-01","place":"k-as"}"""], default));
        Assert.Equal(1, await PlaceImport.Run(owner, ["""{"do":"renumber","on":"2026-01-01","place":"k-as","number":"3299"}"""], default));
        Assert.Equal("3299", (await _app.Services.GetRequiredService<UnitBook>().Map(default)).On(new(2026, 11, 20))["k-as"].Number);
    }

    [Fact]
    public async Task A_group_that_asks_the_unit_for_help_is_heard_where_the_municipality_shares_it_and_nothing_but_what_it_wrote_for_it()
    {
        await _app.Load(Municipality("as", "Ås kommune", "nb") + "\n" + string.Join('\n',
            """{"do":"call_stop","at":"2026-10-01","by":"verneombud","help":"stopp","arena":"gruppa"}""",
            """{"do":"answer_stuck","at":"2026-10-01","by":"tillitsvalgt","help":"stopp","question":1,"answer":"Det hemmelige svaret."}""",
            """{"do":"state_cause","at":"2026-10-01","by":"tillitsvalgt","help":"stopp","cause":"Den hemmelige årsaken."}""",
            """{"do":"confirm_cause","at":"2026-10-01","by":"leder","help":"stopp"}""", """{"do":"confirm_cause","at":"2026-10-01","by":"tillitsvalgt-to","help":"stopp"}""",
            """{"do":"confirm_cause","at":"2026-10-01","by":"verneombud","help":"stopp"}""",
            """{"do":"ask_for_help","at":"2026-10-02","by":"verneombud","help":"stopp","transitionUnit":true,"shares":"Vi vil lære å utsette og snakke."}"""));
        await _app.Says(Ås, "grant-sharing", "presence");
        var unit = await _app.SignIn(UnitBook.Place, Adviser);
        Assert.Contains("har bedt om hjelp.", (await Requests()).Text, StringComparison.Ordinal);

        await _app.Says(Ås, "grant-sharing", "help");
        var page = await Requests();
        Assert.Contains("Ås kommune Ba om hjelp 2. oktober 2026. Vi vil lære å utsette og snakke.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hemmelige", page.Html + string.Join('\n', await _app.Everything()), StringComparison.Ordinal);
        Assert.Contains("Vi vil lære å utsette og snakke.", (await (await _app.SignIn(Ås, "ansatt")).Get("/as/deling")).Text, StringComparison.Ordinal);

        await _app.Says(Ås, "withdraw-sharing", "help");
        Assert.DoesNotContain("utsette og snakke", (await Requests()).Html + string.Join('\n', await _app.Everything()), StringComparison.Ordinal);

        async Task<WebPage> Requests()
        {
            await _app.CopyAll();
            return await unit.Get("/landet/henvendelser");
        }
    }

    [Fact]
    public async Task The_demos_programmes_are_brought_in_once_and_a_line_that_does_not_fit_brings_nothing()
    {
        await using var owner = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, _app.Database));
        var lines = Sources.Read("tools/places/programmes.jsonl").Split('\n');
        foreach (var wrong in new[]
        {
            """{"do":"programme","programme":"feil","name":"Feil","kind":"programme","startsOn":"2025-01-06","places":["k-nowhere"]}""",
            """{"do":"programme","programme":"feil","name":"Feil","kind":"programme","startsOn":"2025-01-06","endsOn":"2024-01-06","places":["k-as"]}""",
            """{"do":"gathering","programme":"ukjent","day":"2025-03-20","theme":"Ingenting"}""",
            """{"do":"programme","programme":"feil","name":"Feil","kind":"programme","startsOn":"2025-01-06","places":[],"vote":true}""",
        })
        {
            await Assert.ThrowsAsync<FormatException>(() => ProgrammeImport.Run(owner, [.. lines, wrong], default));
            Assert.Equal(0, (await Databases.Query<long>(_app.Database, "select count(*) from unit.programmes"))[0]);
        }

        Assert.Equal(lines.Count(l => l.Length > 0), await ProgrammeImport.Run(owner, lines, default));
        Assert.Equal(0, await ProgrammeImport.Run(owner, lines, default));
        var page = (await (await _app.SignIn(UnitBook.Place, Adviser)).Get("/landet/program")).Text;
        Assert.Contains("Partene sammen i Trøndelag", page, StringComparison.Ordinal);
        Assert.Contains("Det vi gikk tilbake fra", page, StringComparison.Ordinal);
    }
}
