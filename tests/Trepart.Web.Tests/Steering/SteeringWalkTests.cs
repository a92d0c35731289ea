namespace Trepart.Web.Tests;

/// <summary>The steering group as its members meet it: scenario 3 (Nord-Fron's TriPart), scenario 4 (after the election), and what everyone else may read.</summary>
public sealed class SteeringWalkTests : IAsyncLifetime
{
    private readonly SteeringHouse _house = new();

    private static string Group => $"/fron/grupper/{SteeringHouse.Steering}";

    public ValueTask InitializeAsync() => _house.InitializeAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Nord_Fron_has_its_own_name_themes_signals_and_questions_and_no_vote()
    {
        var (mayor, director) = (await _house.SignIn("ordforer"), await _house.SignIn("direktor"));
        Assert.Equal(HttpStatusCode.Found, (await mayor.Fill($"{Group}/navnet", ("name", "TriPart"))).Status);
        Assert.Equal("/fron/styringsgruppa", (await mayor.Get(Group)).Location);
        Assert.Equal("/fron/styringsgruppa", (await mayor.Get($"{Group}/om")).Location);
        Assert.Equal("/fron/styringsgruppa", (await mayor.Get($"{Group}/ny-sak")).Location);

        var page = await mayor.Get("/fron/styringsgruppa");
        Assert.Contains("TriPart", page.Text, StringComparison.Ordinal);
        Assert.Contains("Arbeidsmiljø og sykefravær", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("arbeidsgruppa", page.Text, StringComparison.OrdinalIgnoreCase);

        var signal = (await mayor.Fill($"{Group}/ny-styringssak", ("kind", "signal"), ("title", "Hele stillinger"), ("content", "Vi vil ha flere."), ("theme", "6"))).Location!.Split('?')[0];
        Assert.Contains("Svar på et styringssignal", (await director.Get("/fron/min-side")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Svar på et styringssignal", (await (await _house.SignIn("htv")).Get("/fron/min-side")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await (await _house.SignIn("htv")).Fill($"{signal}/spor-om-saken", ("question", "Gjelder det renholdet?"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await (await _house.SignIn("hr")).Fill($"{signal}/svar-pa-sporsmal", ("question", "1"), ("answer", "Ja, det også."))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await (await _house.SignIn("htv")).Fill($"{signal}/svar-pa-signalet", ("answer", "Nei."))).Status);
        Assert.Equal(HttpStatusCode.Found, (await director.Fill($"{signal}/svar-pa-signalet", ("answer", "Vi begynner i august."))).Status);
        var told = await mayor.Get(signal);
        foreach (var text in new[] { "Gjelder det renholdet?", "Ja, det også.", "Vi begynner i august.", "Ingen stemmer over noe her" })
            Assert.Contains(text, told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Svar på et styringssignal", (await director.Get("/fron/min-side")).Text, StringComparison.Ordinal);

        // A chief steward is not offered a signal, and is told why if she sends one all the same.
        Assert.DoesNotContain("value=\"signal\"", (await (await _house.SignIn("htv")).Get($"{Group}/ny-styringssak")).Html, StringComparison.Ordinal);
        await _house.Refused("steeringitem/signals-are-politicians", "htv", $"arenas/{SteeringHouse.Steering}/steering-items", new { kind = "signal", title = "Nei", content = "Nei." });
        await _house.Refused("steeringitem/working-environment-committee-first", "hvo", $"arenas/{SteeringHouse.Steering}/steering-items", new { kind = "dialogue", title = "Fravær", content = "Det stiger.", theme = 8 });
        await _house.Refused("arena/only-for-working-groups", "ordforer", $"arenas/{SteeringHouse.Steering}/matters", new { title = "Nei", concern = "Nei." });
        await _house.Refused("steering/only-for-steering-group", "leder", $"arenas/{SteeringHouse.Group}/adopt-charter", new { charter = "Nei.", reviewOn = "2027-11-20" });
    }

    [Fact]
    public async Task What_is_sent_where_it_belongs_stands_open_in_the_list_and_on_the_agenda_until_its_outcome_is_told()
    {
        var item = await _house.Begin("htv", "steering-items", new { kind = "dialogue", title = "Nye arbeidstider", content = "Hvordan blir det?", theme = 6 });
        await _house.Do("hr", $"steering-items/{item}/route-item", new { to = "consultation", why = "Det skal drøftes.", responsible = "HR-sjefen", reference = "26/7" });
        var meeting = await _house.Begin("koordinator", "meetings", new { day = "2026-12-10", begins = "09:00", lasts = 60 });
        var mayor = await _house.SignIn("ordforer");
        foreach (var address in new[] { "/fron/styringsgruppa", $"/fron/moter/{meeting}", $"/fron/styringssaker/{item}", $"/fron/plass/{SteeringHouse.Seat("hr")}" })
        {
            Assert.Contains("Nye arbeidstider", (await mayor.Get(address)).Text, StringComparison.Ordinal);
            Assert.Contains("Sendt til drøfting etter lov eller avtale", (await mayor.Get(address)).Text, StringComparison.Ordinal);
        }

        await _house.Refused("steeringitem/awaits-outcome", "ordforer", $"steering-items/{item}/close-item", new { summary = "Ferdig." });
        await _house.Do("hr", $"steering-items/{item}/note-item-outcome", new { outcome = "De ble enige." });
        await _house.Do("ordforer", $"steering-items/{item}/close-item", new { summary = "Vi følger det." });
        Assert.DoesNotContain("Nye arbeidstider", (await mayor.Get($"/fron/moter/{meeting}")).Text, StringComparison.Ordinal);
        Assert.Contains("De ble enige.", (await mayor.Get($"/fron/styringssaker/{item}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everyone_reads_what_the_group_is_for_and_nobody_else_reads_its_items()
    {
        await _house.Do("koordinator", $"arenas/{SteeringHouse.Steering}/note-founding", new { body = "council", decidedOn = "2026-02-05", text = "Vi skal arbeide slik.", reference = "26/5", policy = "https://kommune.example.no/politikk" });
        await _house.Do("koordinator", $"arenas/{SteeringHouse.Steering}/adopt-charter", new { charter = "Vi lærer av gruppene.", reviewOn = "2026-12-10" });
        await _house.Begin("koordinator", "meetings", new { day = "2026-12-10", begins = "09:00", lasts = 60 });
        var item = await _house.Begin("ordforer", "steering-items", new { kind = "dialogue", title = "Hemmelig for andre", content = "Bare her." });

        foreach (var who in new[] { "ansatt", "leder", "tillitsvalgt" })
        {
            var user = await _house.SignIn(who);
            var page = await user.Get("/fron/styringsgruppa");
            foreach (var text in new[] { "Vi skal arbeide slik.", "Vi lærer av gruppene.", "kommunestyret", "Ikke vurdert.", "Neste møte er torsdag 10. desember", "Hovedverneombud" })
                Assert.Contains(text, page.Text, StringComparison.Ordinal);
            foreach (var text in new[] { "Hemmelig for andre", "Den som er ordforer", "opposisjon" })
                Assert.DoesNotContain(text, page.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await user.Get($"/fron/styringssaker/{item}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await _house.Api(who).Get($"/api/v1/fron/steering-items/{item}")).Status);
            Assert.Equal(HttpStatusCode.OK, (await _house.Api(who).Get("/api/v1/fron/steering-groups")).Status);
        }

        // The mandate is to be looked at again within a month: its secretary is told.
        Assert.Contains("Se på mandatet igjen", (await (await _house.SignIn("koordinator")).Get("/fron/min-side")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Se på mandatet igjen", (await (await _house.SignIn("ordforer")).Get("/fron/min-side")).Text, StringComparison.Ordinal);
        await _house.Do("koordinator", $"arenas/{SteeringHouse.Steering}/assess-legal-status", new { status = "dialogueArena", office = "Kommuneadvokaten", assessment = "Den bestemmer ikke." });
        Assert.Contains("Vurdert av Kommuneadvokaten", (await (await _house.SignIn("ansatt")).Get("/fron/styringsgruppa")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_composition_is_advice_and_a_deviation_stands_there_with_its_reason()
    {
        var coordinator = await _house.SignIn("koordinator");
        var page = await coordinator.Get("/fron/styringsgruppa");
        foreach (var text in new[] { "Partene har ikke like mange plasser.", "En part har færre enn tre plasser.", "sitter for posisjonen", "sitter for opposisjonen", "3 folkevalgte, 2 fra administrasjonen, 3 hovedtillitsvalgte" })
            Assert.Contains(text, page.Text, StringComparison.Ordinal);

        await _house.Do("koordinator", $"seats/{SteeringHouse.Seat("posisjon")}/state-side", new { side = "position" });
        await _house.Do("koordinator", $"seats/{SteeringHouse.Seat("opposisjon")}/state-side", new { side = "opposition" });
        await _house.Refused("seat/only-for-elected", "koordinator", $"seats/{SteeringHouse.Seat("hr")}/state-side", new { side = "position" });
        Assert.Equal(HttpStatusCode.Found, (await coordinator.Fill($"{Group}/annen-sammensetning", ("point", "unequalParties"), ("reason", "En leder er i permisjon."))).Status);
        page = await coordinator.Get("/fron/styringsgruppa");
        Assert.DoesNotContain("sitter for opposisjonen", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Partene har ikke like mange plasser.", page.Text, StringComparison.Ordinal);
        Assert.Contains("En leder er i permisjon.", page.Text, StringComparison.Ordinal);

        // Another set-up, and what it would have otherwise is no longer told.
        await _house.Do("ordforer", $"arenas/{SteeringHouse.Steering}/choose-composition", new { template = "withoutPoliticians", reason = "Vi prøver." });
        Assert.Contains("Sammensetningen er slik rådet sier.", (await coordinator.Get("/fron/styringsgruppa")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_election_others_take_the_seats_and_find_all_of_it_and_the_group_is_constituted_anew()
    {
        var opposition = SteeringHouse.Seat("opposisjon");
        var item = await _house.Begin("opposisjon", "steering-items", new { kind = "input", title = "Lærlinger", content = "Vi bør ha flere." });
        await _house.Do("koordinator", $"arenas/{SteeringHouse.Steering}/constitute-steering-group", new { seats = new[] { SteeringHouse.Seat("ordforer"), opposition } });
        await _house.Do("koordinator", $"seats/{opposition}/state-expectations", new { expectations = "Still spørsmål." });
        var leaving = await _house.SignIn("opposisjon");
        var coordinator = await _house.SignIn("koordinator");
        var form = await coordinator.Get($"{Group}/valget");
        Assert.Contains($"value=\"{opposition}\" checked", form.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{SteeringHouse.Seat("hr")}\"", form.Html, StringComparison.Ordinal);
        await _house.Do("koordinator", $"arenas/{SteeringHouse.Steering}/note-election", new { held = "2026-11-21", lastDay = "2026-11-30", seats = new[] { SteeringHouse.Seat("ordforer"), SteeringHouse.Seat("posisjon"), opposition } });
        await _house.Refused("seat/only-for-elected", "koordinator", $"arenas/{SteeringHouse.Steering}/note-election", new { held = "2026-11-21", lastDay = "2026-11-30", seats = new[] { SteeringHouse.Seat("hr") } });
        Assert.DoesNotContain("Konstituer styringsgruppa på nytt", (await coordinator.Get("/fron/min-side")).Text, StringComparison.Ordinal);

        _house.App.Clock.Now = DateTimeOffset.Parse("2026-11-30T22:50:00Z", System.Globalization.CultureInfo.InvariantCulture);
        coordinator = await _house.SignIn("koordinator");
        leaving = await _house.SignIn("opposisjon");
        Assert.Equal(HttpStatusCode.OK, (await leaving.Get($"/fron/styringssaker/{item}")).Status);
        Assert.Contains("Konstituer styringsgruppa på nytt", (await coordinator.Get("/fron/min-side")).Text, StringComparison.Ordinal);
        _house.App.Clock.Now = DateTimeOffset.Parse("2026-11-30T23:05:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.Forbidden, (await leaving.Get($"/fron/styringssaker/{item}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await _house.SignIn("hr")).Get($"/fron/styringssaker/{item}")).Status);

        // The next one: the seat's page has what is going on, what is expected, and the whole story is there.
        await _house.Do("koordinator", $"seats/{opposition}/take-seat", new { name = "Ny Folkevalgt" });
        var holders = (await _house.Api("koordinator").Get($"/api/v1/fron/seats/{opposition}")).Body!["holders"]!.AsArray();
        var next = await _house.App.SignIn(SteeringHouse.Tenant, holders.Single(h => h!["name"]?.ToString() == "Ny Folkevalgt")!["person"]!.GetValue<Guid>());
        var seat = await next.Get($"/fron/plass/{opposition}");
        foreach (var text in new[] { "Lærlinger", "Still spørsmål.", "Dette er plassen din" })
            Assert.Contains(text, seat.Text, StringComparison.Ordinal);
        Assert.Contains("Vi bør ha flere.", (await next.Get($"/fron/styringssaker/{item}")).Text, StringComparison.Ordinal);
        Assert.Contains("styringsgruppa er konstituert", (await next.Get("/fron/historikk")).Text, StringComparison.Ordinal);

        await _house.Do("koordinator", $"arenas/{SteeringHouse.Steering}/constitute-steering-group", new { seats = new[] { opposition } });
        Assert.DoesNotContain("Konstituer styringsgruppa på nytt", (await coordinator.Get("/fron/min-side")).Text, StringComparison.Ordinal);
    }
}
