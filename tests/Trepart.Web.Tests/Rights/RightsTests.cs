using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.Import;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Web.Tests;

/// <summary>docs/rights.md, the table in the code and what the service answers are one and the same, seat by seat.</summary>
public sealed class RightsTests(RightsTests.Municipality municipality) : IClassFixture<RightsTests.Municipality>
{
    private static readonly Dictionary<Right, string> Headings = new()
    {
        [Right.GiveInput] = "Gi innspill",
        [Right.OwnInput] = "Eget innspill",
        [Right.ReadArena] = "Lese gruppa",
        [Right.WorkInGroup] = "Arbeide i gruppa",
        [Right.TakeAction] = "Ta tiltak",
        [Right.DecideAsLeader] = "Lederbeslutning",
        [Right.EraseText] = "Slette tekst",
        [Right.ReadLearning] = "Læringsoversikt",
        [Right.ReadOwnTrail] = "Historikk, egen gruppe",
        [Right.ReadWholeTrail] = "Historikk, hele kommunen",
        [Right.ErasePeople] = "Slette personer",
        [Right.GrantMandate] = "Gi revisor innsyn",
        [Right.SeeMandates] = "Se revisors innsyn",
        [Right.KeepSeats] = "Plasser",
        [Right.KeepRegister] = "Personregister",
        [Right.ReadAccessLog] = "Tilgangslogg",
        [Right.RaiseHmsConcern] = "HMS-bekymring",
        [Right.FollowUp] = "Følge opp",
        [Right.AskForTalk] = "Be om samtale",
        [Right.ShowInterest] = "Melde interesse",
        [Right.AnswerGroups] = "Svare gruppene",
        [Right.NoteReports] = "Merknad til rapport",
        [Right.ConsentToSharing] = "Deling",
        [Right.KeepTraining] = "Opplæring",
        [Right.KeepProcesses] = "Prosesser",
        [Right.NoteInvolvement] = "Medvirkning",
        [Right.SeeAssurance] = "Slik er det sikret",
    };

    /// <summary>Address, and the rights of which one opens it.</summary>
    private static readonly (string Address, Right[] Opens)[] Pages =
    [
        ("grupper/{arena}", [Right.ReadArena]),
        ("saker/{matter}", [Right.ReadArena]),
        ("innspill/{input}", [Right.ReadArena]),
        ("laering", [Right.ReadLearning]),
        ("historikk", [Right.ReadOwnTrail, Right.ReadWholeTrail]),
        ("grupper/{arena}/gi-innspill", [Right.GiveInput]),
        ("grupper/{arena}/ny-sak", [Right.WorkInGroup]),
        ("saker/{matter}/utsett", [Right.WorkInGroup]),
        ("grupper/{arena}/moter", [Right.ReadArena]),
        ("grupper/{arena}/kalender", [Right.ReadArena]),
        ("grupper/{arena}/ny-moterekke", [Right.WorkInGroup]),
        ("saker/{matter}/leder-beslutter", [Right.DecideAsLeader]),
        ("saker/{matter}/hms-bekymring", [Right.RaiseHmsConcern]),
        ("grupper/{arena}/temaer", [Right.ReadArena]),
        ("innspill/{input}/svar", [Right.WorkInGroup]),
        ("saker/{matter}/slett-tekst", [Right.EraseText]),
        ("innspill/{input}/slett-innspillstekst", [Right.EraseText]),
        ("personer", [Right.KeepRegister]),
        ("tilgangslogg", [Right.ReadAccessLog]),
        ("oppbevaring/inputTexts/velg", [Right.KeepRegister]),
        ("innsyn", [Right.SeeMandates]),
        ("innsyn/gi-innsyn", [Right.GrantMandate]),
        ("plasser", [Right.KeepSeats]),
        ("plasser/{seat}", [Right.KeepSeats]),
        ("plasser/{seat}/gi-plass", [Right.KeepSeats]),
        ("plasser/moteplass/{arena}/ny-plass", [Right.KeepSeats]),
        ("arbeidsplasser", [Right.ReadLearning]),
        ("arbeidsplasser/ny-arbeidsplass", [Right.KeepSeats]),
        ("arbeidsplasser/importer", [Right.KeepSeats]),
        ("plasser/moteplass/{arena}/knytt-til-arbeidsplass", [Right.KeepSeats]),
        ("grupper/{arena}/om", [Right.ReadArena]),
        ("grupper/{arena}/sammensetning", [Right.ReadArena]),
        ("grupper/{arena}/kjoreregler", [Right.ReadArena]),
        ("plass/{seat}", [Right.ReadArena]),
        ("grupper/{arena}/ny-forening", [Right.WorkInGroup]),
        ("plass/{seat}/forventninger", [Right.WorkInGroup]),
        ("oppfolging", [Right.FollowUp]),
        ("kom-i-gang", [Right.KeepSeats]),
        ("deling/del", [Right.ConsentToSharing]),
        ("deling/slutt-a-dele", [Right.ConsentToSharing]),
        ("invitasjoner", [Right.KeepSeats]),
        ("grupper/{arena}/rapporter", [Right.ReadArena]),
        ("grupper/{arena}/ny-rapport", [Right.WorkInGroup]),
        ("rapporter", [Right.AnswerGroups]),
        ("grupper/{arena}/opplaering", [Right.ReadArena, Right.KeepTraining]),
        ("grupper/{arena}/ny-opplaering", [Right.KeepTraining]),
        ("grupper/{arena}/nye-sporsmal", [Right.KeepTraining]),
        ("grupper/{arena}/registrer-deltakelse", [Right.KeepTraining]),
        ("grupper/{arena}/reise", [Right.ReadArena]),
        ("saker/{matter}/medvirkning", [Right.ReadArena]),
        ("grupper/{arena}/ny-prosess", [Right.KeepProcesses]),
        ("trygghet", [Right.SeeAssurance]),
        ("grupper/{arena}/tall", [Right.ReadArena]),
        ("grupper/{arena}/mal", [Right.ReadArena]),
        ("grupper/{arena}/nytt-mal", [Right.WorkInGroup]),
        ("grupper/{arena}/siden-sist", [Right.ReadArena]),
        ("grupper/{arena}/lenker", [Right.WorkInGroup]),
        ("grupper/{arena}/nytt-personalmote", [Right.WorkInGroup]),
        ("grupper/{arena}/stopp-opp", [Right.WorkInGroup]),
        ("grupper/{arena}/ovelser", [Right.WorkInGroup]),
        ("grupper/{arena}/tillitssjekk", [Right.GiveInput]),
        ("grupper/{arena}/ny-samling", [Right.KeepTraining]),
        ("plasser/ny-moteplass", [Right.KeepSeats]),
    ];

    /// <summary>The same in the steering group, where what a workplace's seat gives opens nothing.</summary>
    private static readonly (string Address, Right[] Opens)[] SteeringPages =
    [
        ("grupper/{arena}/moter", [Right.ReadArena]),
        ("grupper/{arena}/kjoreregler", [Right.ReadArena]),
        ("grupper/{arena}/ny-moterekke", [Right.WorkInGroup]),
        ("grupper/{arena}/ny-styringssak", [Right.WorkInGroup]),
        ("grupper/{arena}/grunnlaget", [Right.WorkInGroup]),
        ("grupper/{arena}/ny-prosess", [Right.KeepProcesses]),
        ("grupper/{arena}/valget", [Right.WorkInGroup]),
        ("styringssaker/{item}", [Right.ReadArena]),
        ("styringssaker/{item}/skriv-til-saken", [Right.WorkInGroup]),
        ("styringssaker/{item}/slett-styringstekst", [Right.EraseText]),
    ];

    public static TheoryData<SeatRole> Roles => [.. Enum.GetValues<SeatRole>()];

    /// <summary>An auditor's seat stands in old logs only.</summary>
    public static TheoryData<SeatRole> Seats => [.. Enum.GetValues<SeatRole>().Where(r => r is not SeatRole.Auditor)];

    [Theory]
    [MemberData(nameof(Roles))]
    public void The_page_on_rights_says_of_a_seat_what_the_code_says(SeatRole role)
    {
        var (headings, rows) = Table();
        var row = Assert.Single(rows, r => r[0].Contains($"`{role}`", StringComparison.Ordinal));

        Assert.Contains(new Language(Written.Bokmål).Say($"seat.{role}", ("organisation", "…")).Split(" for ")[0], row[0], StringComparison.Ordinal);
        Assert.Equal(
            Rights.Of(role).Order(),
            headings.Index().Skip(1).Where(h => row[h.Index] == "ja").Select(h => Headings.Single(r => r.Value == h.Item).Key).Order());
        Assert.All(row.Skip(1), cell => Assert.True(cell is "ja" or "–", cell));
    }

    [Fact]
    public void The_page_on_rights_has_every_right_and_every_seat_once()
    {
        var (headings, rows) = Table();

        Assert.Equal(Enum.GetValues<Right>().Select(r => Headings[r]), headings.Skip(1));
        Assert.Equal(Enum.GetValues<SeatRole>().Length, rows.Count);
    }

    [Fact]
    public void The_page_on_rights_names_the_addresses_that_are_tried_here() =>
        Assert.All(
            Pages.Concat(SteeringPages),
            p => Assert.Contains("`/{kommune}/" + p.Address.Replace("{arena}", "{id}", StringComparison.Ordinal).Replace("{matter}", "{id}", StringComparison.Ordinal)
                .Replace("{input}", "{id}", StringComparison.Ordinal).Replace("{seat}", "{id}", StringComparison.Ordinal).Replace("{item}", "{id}", StringComparison.Ordinal) + "`", Sources.Read("docs/rights.md"), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task A_seat_opens_what_its_rights_open_and_nothing_else(SeatRole role)
    {
        var user = await municipality.SignIn(role);
        foreach (var (address, opens) in Pages)
        {
            var expected = opens.Intersect(At(address, role)).Any() ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            var page = await user.Get(municipality.At(address));
            Assert.True(page.Status == expected, $"{role} at {address}: {page.Status}, not {expected}");
        }
    }

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task A_seat_opens_the_steering_group_where_it_sits_there_and_everyone_reads_what_it_is_for(SeatRole role)
    {
        var user = await municipality.SignIn(role);
        Assert.Equal(HttpStatusCode.OK, (await user.Get($"/{Municipality.Tenant.Id}/styringsgruppa")).Status);
        foreach (var (address, opens) in SteeringPages)
        {
            var expected = Arena.Fits(role, ArenaKind.SteeringGroup) && opens.Intersect(Rights.Of(role)).Any() ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            var page = await user.Get(municipality.InSteering(address));
            Assert.True(page.Status == expected, $"{role} at {address}: {page.Status}, not {expected}");
        }
    }

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task A_seat_may_send_what_it_may_open(SeatRole role)
    {
        var api = municipality.Api(role);
        foreach (var (things, body, right) in new (string, object, Right)[]
        {
            ($"arenas/{municipality.Arena}/inputs", new { kind = "question", text = "Hvem kan?" }, Right.GiveInput),
            ($"arenas/{municipality.Arena}/matters", new { title = "Hvem kan", concern = "Vi lurer." }, Right.WorkInGroup),
        })
        {
            var answer = await api.Post($"/api/v1/{Municipality.Tenant.Id}/{things}", body);
            Assert.Equal(At("grupper/{arena}", role).Contains(right) ? HttpStatusCode.Created : HttpStatusCode.Forbidden, answer.Status);
        }
    }

    [Theory]
    [InlineData(SeatRole.Mayor)]
    [InlineData(SeatRole.Politician)]
    public void Politicians_have_nothing_that_reaches_into_a_group(SeatRole role) =>
        Assert.Equal([Right.ReadLearning, Right.AnswerGroups, Right.NoteInvolvement, Right.SeeAssurance], Rights.Of(role).Where(Rights.IsMunicipal));

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_seat_that_stands_where_it_has_no_place_gives_nothing_there(SeatRole role) =>
        Assert.All(Rights.Of(new SeatInfo(Guid.Empty, Guid.Empty, role, null) { IsAstray = true }), right => Assert.True(Rights.IsMunicipal(right)));

    /// <summary>The unit, the data protection officer and helpers from outside have no door of their own into a municipality's work.</summary>
    [Theory]
    [InlineData(SeatRole.Helper)]
    [InlineData(SeatRole.DataProtectionOfficer)]
    public void Who_stands_outside_the_work_sees_nothing_of_it(SeatRole role) =>
        Assert.Empty(Rights.Of(role).Intersect([Right.GiveInput, Right.ReadArena, Right.WorkInGroup, Right.DecideAsLeader, Right.ReadLearning, Right.ReadOwnTrail, Right.ReadWholeTrail, Right.KeepSeats]));

    [Fact]
    public void An_auditors_seat_from_before_there_were_mandates_gives_nothing() => Assert.Empty(Rights.Of(SeatRole.Auditor));

    [Fact]
    public void Only_the_coordinator_keeps_seats() =>
        Assert.Equal([SeatRole.Coordinator], Enum.GetValues<SeatRole>().Where(r => Rights.Of(r).Contains(Right.KeepSeats)));

    [Theory]
    [MemberData(nameof(Seats))]
    public async Task A_deputy_opens_what_the_seat_opens_while_it_lasts_and_nothing_after(SeatRole role)
    {
        if (role is SeatRole.Employee)
            return; // has no deputy

        var seat = Municipality.SeatOf(role);
        var (person, holding) = await municipality.AppointDeputy(seat, new { name = $"Vara for {role}" });
        var deputy = await municipality.App.SignIn(Municipality.Tenant, person);
        foreach (var (address, opens) in Pages)
        {
            var expected = opens.Intersect(At(address, role)).Any() ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            var page = await deputy.Get(municipality.At(address));
            Assert.True(page.Status == expected, $"{role}'s deputy at {address}: {page.Status}, not {expected}");
        }

        await municipality.Keep(seat, "end-deputyship", new { holding });
        foreach (var (address, _) in Pages)
            Assert.Equal((address, HttpStatusCode.Forbidden), (address, (await deputy.Get(municipality.At(address))).Status));
    }

    [Fact]
    public async Task A_deputyship_begins_and_ends_at_midnight_also_for_one_who_is_signed_in()
    {
        using var clock = municipality.Clock();
        var seat = Municipality.SeatOf(SeatRole.UnitLeader);
        var (person, _) = await municipality.AppointDeputy(seat, new { name = "Vara neste dag", from = "2026-11-21", until = "2026-11-21" });
        var board = municipality.At("grupper/{arena}");

        clock.Set("2026-11-20T22:50:00Z");
        var deputy = await municipality.App.SignIn(Municipality.Tenant, person);
        clock.Set("2026-11-20T22:59:59Z");
        Assert.Equal(HttpStatusCode.Forbidden, (await deputy.Get(board)).Status);
        clock.Set("2026-11-20T23:00:00Z");
        Assert.Equal(HttpStatusCode.OK, (await deputy.Get(board)).Status);

        clock.Set("2026-11-21T22:50:00Z");
        deputy = await municipality.App.SignIn(Municipality.Tenant, person);
        Assert.Equal(HttpStatusCode.OK, (await deputy.Get(board)).Status);
        clock.Set("2026-11-21T23:00:00Z");
        Assert.Equal(HttpStatusCode.Forbidden, (await deputy.Get(board)).Status);
    }

    [Fact]
    public async Task A_planned_last_day_ends_the_right_at_midnight_also_for_one_who_is_signed_in()
    {
        using var clock = municipality.Clock();
        var seat = Municipality.SeatOf(SeatRole.DepartmentLeader);
        await municipality.Keep(seat, "take-seat", new { name = "Leder ut dagen", until = "2026-11-20" });
        var person = await municipality.PersonIn(seat, "Leder ut dagen");
        var board = municipality.At("grupper/{arena}");
        var inputs = $"/api/v1/{Municipality.Tenant.Id}/arenas/{municipality.Arena}/inputs";

        clock.Set("2026-11-20T22:59:00Z");
        var holder = await municipality.App.SignIn(Municipality.Tenant, person);
        var api = municipality.Api(person);
        Assert.Equal(HttpStatusCode.OK, (await holder.Get(board)).Status);
        Assert.Equal(HttpStatusCode.Created, (await api.Post(inputs, new { kind = "praise", text = "Takk for i dag." })).Status);

        clock.Set("2026-11-20T23:00:00Z");
        Assert.Equal(HttpStatusCode.Forbidden, (await holder.Get(board)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.Post(inputs, new { kind = "praise", text = "Takk for i dag." })).Status);
    }

    [Fact]
    public async Task The_story_and_the_trail_tell_that_it_was_the_deputy()
    {
        var (person, holding) = await municipality.AppointDeputy(Municipality.SeatOf(SeatRole.ShopSteward), new { name = "Vara Varasen" });
        var begun = await municipality.Api(person).Post(
            $"/api/v1/{Municipality.Tenant.Id}/arenas/{municipality.Arena}/matters", new { title = "Vaktbytter", concern = "De er mange." });
        var matter = begun.Body!["id"]!.ToString();

        var leader = await municipality.SignIn(SeatRole.UnitLeader);
        Assert.Contains("Vara for plasstillitsvald for Fagforbundet tok opp saka", (await leader.Get($"/{Municipality.Tenant.Id}/saker/{matter}")).Text, StringComparison.Ordinal);
        Assert.Contains(
            "Vara for plasstillitsvald for Fagforbundet (Vara Varasen)", (await leader.Get($"/{Municipality.Tenant.Id}/historikk?sak={matter}")).Text, StringComparison.Ordinal);
        var story = await municipality.Api(SeatRole.UnitLeader).Get($"/api/v1/{Municipality.Tenant.Id}/matters/{matter}");
        Assert.True(story.Body!["events"]![0]!["byDeputy"]!.GetValue<bool>());
        Assert.Equal(holding.ToString(), story.Body["events"]![0]!["actor"]!.ToString());

        // What the steward does is the steward's.
        var own = await municipality.Api(SeatRole.ShopSteward).Post(
            $"/api/v1/{Municipality.Tenant.Id}/arenas/{municipality.Arena}/matters", new { title = "Pauser", concern = "De blir borte." });
        var told = (await leader.Get($"/{Municipality.Tenant.Id}/saker/{own.Body!["id"]}")).Text;
        Assert.Contains("Plasstillitsvald for Fagforbundet tok opp saka", told, StringComparison.Ordinal);
        Assert.DoesNotContain("Vara for", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_ends_the_day_the_seat_is_left_also_for_one_who_is_signed_in()
    {
        var user = await municipality.SignIn("vikar");
        var api = municipality.Api("vikar");
        var board = municipality.At("grupper/{arena}");
        Assert.Equal(HttpStatusCode.OK, (await user.Get(board)).Status);

        await municipality.App.Load(municipality.Story + $$"""{"do":"leave_seat","at":"2026-11-20","seat":"plass-vikar","holding":"vikar"}""");

        Assert.Equal(HttpStatusCode.Forbidden, (await user.Get(board)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await user.Get(municipality.At("grupper/{arena}/gi-innspill"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await user.Get(municipality.At("laering"))).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await api.Post($"/api/v1/{Municipality.Tenant.Id}/arenas/{municipality.Arena}/inputs", new { kind = "praise", text = "Takk." })).Status);
        Assert.Equal(HttpStatusCode.OK, (await user.Get($"/{Municipality.Tenant.Id}")).Status);
    }

    // What a seat of the steering group gives there does not open the working group that the addresses name; the history of one's own is at the same address.
    private static IEnumerable<Right> At(string address, SeatRole role) =>
        Rights.Of(role).Where(r => Rights.IsMunicipal(r) || Arena.Fits(role, ArenaKind.WorkingGroup) || address == "historikk");

    /// <summary>The first table of the page.</summary>
    private static (IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) Table()
    {
        var lines = Sources.Read("docs/rights.md").Split('\n').SkipWhile(l => !l.StartsWith('|')).TakeWhile(l => l.StartsWith('|')).Select(Cells).ToList();
        return (lines[0], [.. lines.Skip(2)]);

        static IReadOnlyList<string> Cells(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];
    }

    /// <summary>A municipality with one of every kind of seat, each in the arena where it belongs.</summary>
    public sealed class Municipality : IAsyncLifetime
    {
        private static readonly DateOnly Founded = new(2026, 1, 5);

        public static Tenant Tenant { get; } = new("rettar");

        public TrepartApp App { get; } = new();

        public Guid Arena { get; } = Id("arena", "gruppa");

        public string Story { get; } = Lines();

        private string Matter { get; set; } = "";

        private string Input { get; set; } = "";

        private string Item { get; set; } = "";

        public async ValueTask InitializeAsync()
        {
            await App.InitializeAsync();
            await App.Load(Story);
            Input = await Begin(SeatRole.Employee, "inputs", new { kind = "problem", text = "Det trekker." });
            var put = await Api(SeatRole.Mayor).Post($"/api/v1/{Tenant.Id}/arenas/{Id("arena", "styret")}/steering-items", new { kind = "dialogue", title = "Heiltid", content = "Korleis går det?" });
            Item = put.Body!["id"]!.ToString();
            Matter = await Begin(SeatRole.UnitLeader, "matters", new { title = "Vinduene", concern = "Det er kaldt." });
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();

        public static Guid SeatOf(SeatRole role) => Id("seat", "plass-" + Alias(role));

        /// <summary>Does something with a seat, as the coordinator.</summary>
        public async Task Keep(Guid seat, string act, object body)
        {
            var answer = await Api(SeatRole.Coordinator).Post($"/api/v1/{Tenant.Id}/seats/{seat}/{act}", JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
        }

        public async Task<(Guid Person, Guid Holding)> AppointDeputy(Guid seat, object body)
        {
            await Keep(seat, "appoint-deputy", body);
            var name = body.GetType().GetProperty("name")!.GetValue(body)!.ToString();
            var holder = (await Holders(seat)).Single(h => h!["name"]?.ToString() == name)!;
            Assert.True(holder["isDeputy"]!.GetValue<bool>());
            return (holder["person"]!.GetValue<Guid>(), holder["holding"]!.GetValue<Guid>());
        }

        public async Task<Guid> PersonIn(Guid seat, string name) => (await Holders(seat)).Single(h => h!["name"]?.ToString() == name)!["person"]!.GetValue<Guid>();

        /// <summary>The clock, to be put back afterwards.</summary>
        public MovedClock Clock() => new(App.Clock);

        private async Task<JsonArray> Holders(Guid seat) =>
            (await Api(SeatRole.Coordinator).Get($"/api/v1/{Tenant.Id}/seats/{seat}")).Body!["holders"]!.AsArray();

        public ApiUser Api(Guid person) => App.ApiWithToken(App.Services.GetRequiredService<DemoTokenKey>().Mint(Tenant.Id, person, App.Clock.Now));

        public Task<WebUser> SignIn(SeatRole role) => SignIn(Alias(role));

        public Task<WebUser> SignIn(string who) => App.SignIn(Tenant, Id("person", "person-" + who));

        public ApiUser Api(SeatRole role) => Api(Alias(role));

        public ApiUser Api(string who) => App.ApiWithToken(App.Services.GetRequiredService<DemoTokenKey>().Mint(Tenant.Id, Id("person", "person-" + who), App.Clock.Now));

        public string At(string address) =>
            $"/{Tenant.Id}/" + address.Replace("{arena}", Arena.ToString(), StringComparison.Ordinal).Replace("{matter}", Matter, StringComparison.Ordinal)
                .Replace("{input}", Input, StringComparison.Ordinal).Replace("{seat}", SeatOf(SeatRole.SafetyRepresentative).ToString(), StringComparison.Ordinal);

        public string InSteering(string address) =>
            $"/{Tenant.Id}/" + address.Replace("{arena}", Id("arena", "styret").ToString(), StringComparison.Ordinal).Replace("{item}", Item, StringComparison.Ordinal);

        private async Task<string> Begin(SeatRole role, string things, object body)
        {
            var answer = await Api(role).Post($"/api/v1/{Tenant.Id}/arenas/{Arena}/{things}", body);
            Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
            return answer.Body!["id"]!.ToString();
        }

        private static Guid Id(string kind, string alias) => StableId.Of(Founded, kind, Tenant.Id, alias);

        private static string Alias(SeatRole role) => role.ToString().ToLowerInvariant();

        private static string Lines()
        {
            var lines = new List<string>
            {
                $$"""{"do":"create_municipality","tenant":"{{Tenant.Id}}","name":"Rettar kommune","written":"nn","at":"2026-01-05"}""",
                """{"do":"establish_arena","at":"2026-01-05","arena":"gruppa","kind":"workingGroup","name":"HMS-gruppa","workplace":"Solbakken"}""",
                """{"do":"establish_arena","at":"2026-01-05","arena":"styret","kind":"steeringGroup","name":"Styringsgruppa"}""",
            };
            foreach (var role in Enum.GetValues<SeatRole>().Where(r => r is not SeatRole.Auditor))
                Seat(lines, Alias(role), role is <= SeatRole.SafetyRepresentative or SeatRole.LinkPerson ? "gruppa" : "styret", role);
            Seat(lines, "vikar", "gruppa", SeatRole.UnitLeader);
            return string.Join('\n', lines) + "\n";
        }

        private static void Seat(List<string> lines, string alias, string arena, SeatRole role)
        {
            var organisation = role is SeatRole.ShopSteward or SeatRole.ChiefShopSteward ? ""","organisation":"Fagforbundet" """ : "";
            lines.Add($$"""{"do":"establish_seat","at":"2026-01-05","seat":"plass-{{alias}}","arena":"{{arena}}","role":"{{JsonNamingPolicy.CamelCase.ConvertName(role.ToString())}}"{{organisation}}}""");
            lines.Add($$"""{"do":"take_seat","at":"2026-01-05","seat":"plass-{{alias}}","holding":"{{alias}}","person":"person-{{alias}}","name":"Den som er {{alias}}"}""");
        }
    }

    public sealed class MovedClock(Clock clock) : IDisposable
    {
        private readonly DateTimeOffset _before = clock.Now;

        public void Set(string time) => clock.Now = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

        public void Dispose() => clock.Now = _before;
    }
}
