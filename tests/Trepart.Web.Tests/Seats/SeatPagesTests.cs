using System.Text.Json.Nodes;
using Trepart.Web.Seats;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Plasser: what the coordinator sees, and what becomes of the register and of numbers.</summary>
public sealed class SeatPagesTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string[] Aliases = ["nr-a", "nr-b", "nr-c"];

    private ApiUser Coordinator => app.Api(Ås, "koordinator");

    [Fact]
    public async Task The_coordinator_sees_every_group_with_its_seats_holders_deputies_and_vacancies()
    {
        var arena = await NewArena("Oversikten", "Oversikt skole");
        var vacant = await NewSeat(arena, new JsonObject { ["role"] = "safetyRepresentative" });
        var held = await NewSeat(arena, new JsonObject { ["role"] = "unitLeader", ["name"] = "Rektor Rektorsen" });
        await Do(held, SeatActs.AppointDeputy, new JsonObject { ["name"] = "Vikar Vikarsen", ["from"] = "2026-12-01", ["until"] = "2026-12-31" });

        var text = (await (await app.SignIn(Ås, "koordinator")).Get("/as/plasser?navn=oversikt")).Text;

        Assert.Contains("Oversikt skole – Oversikten", text, StringComparison.Ordinal);
        Assert.Contains("Enhetsleder Rektor Rektorsen, siden 20. november 2026", text, StringComparison.Ordinal);
        Assert.Contains("Vara: Vikar Vikarsen, fra 1. desember 2026 til og med 31. desember 2026", text, StringComparison.Ordinal);
        Assert.Contains("Verneombud Ledig", text, StringComparison.Ordinal);
        Assert.Contains("Én plass er ledig.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nabobygget", text, StringComparison.Ordinal);

        var vacancies = (await (await app.SignIn(Ås, "koordinator")).Get("/as/plasser?navn=oversikt&ledige=1")).Text;
        Assert.Contains("Verneombud Ledig", vacancies, StringComparison.Ordinal);
        Assert.DoesNotContain("Rektor Rektorsen", vacancies, StringComparison.Ordinal);
        Assert.Contains("Ingen har denne plassen nå.", (await (await app.SignIn(Ås, "koordinator")).Get($"/as/plasser/{vacant}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seat_that_is_handed_over_has_one_holder_and_remembers_the_other()
    {
        var seat = await NewSeat(Group(Ås), new JsonObject { ["role"] = "departmentLeader", ["name"] = "Første Leder" });
        var holding = (await Holders(seat))[0]!["holding"]!.ToString();
        await Do(seat, SeatActs.HandOver, new JsonObject { ["holding"] = holding, ["name"] = "Andre Leder", ["until"] = "2027-03-31" });

        var text = (await (await app.SignIn(Ås, "koordinator")).Get($"/as/plasser/{seat}")).Text;

        Assert.Contains("Har plassen Andre Leder fra 20. november 2026 til og med 31. mars 2027", text, StringComparison.Ordinal);
        Assert.Contains("Én har hatt plassen før Første Leder", text, StringComparison.Ordinal);
        Assert.Equal(1, (await Databases.Query<long>(app.Database, $"select count(*) from mt_events where stream_id = '{seat}' and type = 'seat_left'"))[0]);
    }

    [Fact]
    public async Task The_name_stands_in_the_register_and_in_no_event_no_command_and_no_log_line()
    {
        var seat = await NewSeat(Group(Ås), new JsonObject { ["role"] = "linkPerson", ["name"] = "Zakarias Zahlsen" });
        await Do(seat, SeatActs.AppointDeputy, new JsonObject { ["name"] = "Zenobia Zetterberg" });

        foreach (var name in new[] { "Zahlsen", "Zetterberg" })
        {
            Assert.Equal(1, (await Databases.Query<long>(app.Database, $"select count(*) from people where tenant_id = 'as' and name like '%{name}%'"))[0]);
            Assert.Equal(
                0, (await Databases.Query<long>(app.Database, $"select (select count(*) from mt_events e where e::text like '%{name}%') + (select count(*) from commands c where c::text like '%{name}%')"))[0]);
            Assert.DoesNotContain(app.Logged, l => l.Contains(name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("""{}""", "name", "person-or-name")]
    [InlineData("""{"name": "Begge To", "person": "@person"}""", "name", "person-or-name")]
    [InlineData("""{"name": "Med Eget", "holding": "@person"}""", "holding", "unknown-field")]
    [InlineData("""{"person": "ikke-en-id"}""", "person", "not-an-id")]
    public async Task Who_takes_a_seat_is_one_person_told_in_one_way(string body, string field, string code)
    {
        var seat = await NewSeat(Group(Ås), new JsonObject { ["role"] = "helper" });
        var sent = (JsonObject)JsonNode.Parse(body.Replace("@person", Id(Ås, "person", "person-nabo").ToString(), StringComparison.Ordinal))!;
        var stored = await app.Stored();

        var answer = await Coordinator.Post($"/api/v1/as/seats/{seat}/take-seat", sent, 1);

        Assert.Equal((HttpStatusCode.BadRequest, "unreadable-fields"), (answer.Status, answer.Problem));
        Assert.Contains(answer.Body!["errors"]!.AsArray(), e => e!["pointer"]!.ToString() == "/" + field && e["code"]!.ToString() == code);
        Assert.Equal(stored, await app.Stored());
    }

    [Fact]
    public async Task A_person_of_another_municipality_is_not_there()
    {
        var seat = await NewSeat(Group(Ås), new JsonObject { ["role"] = "helper" });
        var stored = await app.Stored();

        foreach (var person in new[] { Id(Vestby, "person", "person-nabo"), Guid.Parse("01930000-0000-7000-8000-00000000dead") })
        {
            var answer = await Coordinator.Post($"/api/v1/as/seats/{seat}/take-seat", new { person }, 1);
            Assert.Equal((HttpStatusCode.NotFound, "not-found"), (answer.Status, answer.Problem));
        }

        Assert.Equal(stored, await app.Stored());
    }

    [Fact]
    public async Task Nobody_gets_the_same_seat_twice_but_may_be_given_it_anew_when_the_time_is_out()
    {
        var person = Id(Ås, "person", "person-nabo");
        var seat = await NewSeat(Group(Ås), new JsonObject { ["role"] = "departmentLeader", ["person"] = person.ToString() });
        var holding = (await Holders(seat))[0]!["holding"]!.ToString();

        foreach (var act in new[] { "take-seat", "appoint-deputy" })
        {
            var answer = await Coordinator.Post($"/api/v1/as/seats/{seat}/{act}", new { person }, 2);
            Assert.Equal((HttpStatusCode.BadRequest, "sits-there"), (answer.Status, answer.Body!["errors"]![0]!["code"]!.ToString()));
        }

        // A new last day is a new time in the seat.
        await Do(seat, SeatActs.HandOver, new JsonObject { ["holding"] = holding, ["person"] = person.ToString(), ["until"] = "2027-06-30" });
        Assert.Equal(2, (await Holders(seat)).Count);
    }

    [Fact]
    public async Task Seats_alike_are_numbered_as_they_were_established_and_keep_their_numbers()
    {
        // In an order that is not that of their ids.
        string[] aliases = [.. Aliases.OrderByDescending(a => Id(Ås, "seat", a).ToString(), StringComparer.Ordinal)];
        var lines = aliases.Select(a => $$"""{"do":"establish_seat","at":"2026-01-05","seat":"{{a}}","arena":"nabogruppa","role":"departmentLeader"}""").ToList();
        await app.Load(string.Join('\n', [Municipality("as", "Ås kommune", "nb"), lines[0]]));
        Assert.Null(await Number(Id(Ås, "seat", aliases[0])));
        await app.Load(string.Join('\n', [Municipality("as", "Ås kommune", "nb"), .. lines]));

        Assert.Equal([1, 2, 3], [await Number(Id(Ås, "seat", aliases[0])), await Number(Id(Ås, "seat", aliases[1])), await Number(Id(Ås, "seat", aliases[2]))]);
        var text = (await (await app.SignIn(Ås, "koordinator")).Get($"/as/plasser/moteplass/{Id(Ås, "arena", "nabogruppa")}")).Text;
        Assert.Matches("Avdelingsleder nr. 1 .*Avdelingsleder nr. 2 .*Avdelingsleder nr. 3 ", text);
    }

    [Fact]
    public async Task Seats_that_were_there_before_they_had_numbers_are_numbered_by_the_log()
    {
        const string Numbers = "select string_agg(tenant_id || ' ' || id || ' ' || number, ', ' order by tenant_id, id) from seats";
        var before = (await Databases.Query<string>(app.Database, Numbers))[0];
        await Databases.Run(app.Database, "update seats set number = 0");

        // As the owner, to whom row-level security applies as well.
        var script = Sources.Read("src/Trepart.Web/Seats/0121-deputies-and-numbers.sql");
        await using (var connection = new Npgsql.NpgsqlConnection(Installation.AsOwner(Databases.Server, app.Database)))
        {
            await connection.OpenAsync();
#pragma warning disable CA2100 // Our own script.
            await using var command = new Npgsql.NpgsqlCommand(script[script.IndexOf("do $$", StringComparison.Ordinal)..], connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(before, (await Databases.Query<string>(app.Database, Numbers))[0]);
    }

    [Fact]
    public async Task An_employee_finds_no_way_into_the_pages_of_seats()
    {
        var employee = await app.SignIn(Ås, "ansatt");

        Assert.Equal(HttpStatusCode.Forbidden, (await employee.Get("/as/plasser")).Status);
        Assert.DoesNotContain("/plasser", (await employee.Get("/as")).Html, StringComparison.Ordinal);
        Assert.Contains("/as/plasser", (await (await app.SignIn(Ås, "koordinator")).Get("/as")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_tells_whom_it_concerns_apart_from_the_coordinator_who_did_it()
    {
        var seat = await NewSeat(Group(Ås), new JsonObject { ["role"] = "unitLeader", ["name"] = "Gjelder Denne" });

        var text = (await (await app.SignIn(Ås, "revisor")).Get($"/as/historikk?sak={seat}")).Text;

        Assert.Contains("Koordinator · gjelder Gjelder Denne", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Koordinator (Gjelder Denne)", text, StringComparison.Ordinal);
    }

    private async Task<Guid> NewArena(string name, string workplace) =>
        (await Coordinator.Post("/api/v1/as/arenas", new { kind = "workingGroup", name, workplace })).Body!["id"]!.GetValue<Guid>();

    private async Task<Guid> NewSeat(Guid arena, JsonObject body)
    {
        var answer = await Coordinator.Post($"/api/v1/as/arenas/{arena}/seats", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.GetValue<Guid>();
    }

    private async Task Do(Guid seat, Web.Commands.Act act, JsonObject body)
    {
        var version = (await Coordinator.Get($"/api/v1/as/seats/{seat}")).Body!["version"]!.GetValue<long>();
        var answer = await Coordinator.Post($"/api/v1/as/seats/{seat}/{act.ApiName}", body, version);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }

    private async Task<JsonArray> Holders(Guid seat) => (await Coordinator.Get($"/api/v1/as/seats/{seat}")).Body!["holders"]!.AsArray();

    private async Task<int?> Number(Guid seat) => (await Coordinator.Get($"/api/v1/as/seats/{seat}")).Body!["number"]?.GetValue<int>();
}
