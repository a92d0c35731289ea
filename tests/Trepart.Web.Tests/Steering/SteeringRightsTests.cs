using Trepart.Domain;
using Trepart.Web.Seats;

namespace Trepart.Web.Tests;

/// <summary>What the steering group's seats give, where they stand and nowhere else (INV-12), and what has its place in which kind of group.</summary>
public sealed class SteeringRightsTests(SteeringHouse house) : IClassFixture<SteeringHouse>
{
    private static readonly string[] AroundTheTable = ["ordforer", "posisjon", "opposisjon", "direktor", "hr", "htv", "htv-to", "htv-tre", "hvo", "koordinator"];

    [Fact]
    public async Task Everyone_around_the_steering_groups_table_may_the_same_there_and_nothing_in_a_working_group()
    {
        var matter = await house.Begin("leder", "matters", new { title = "Vinduene", concern = "De trekker." }, SteeringHouse.Group);
        foreach (var who in AroundTheTable)
        {
            var user = await house.SignIn(who);
            foreach (var page in new[] { "moter", "kjoreregler", "ny-moterekke", "nye-kjoreregler", "kalender" })
                Assert.Equal((who, page, HttpStatusCode.OK), (who, page, (await user.Get($"/fron/grupper/{SteeringHouse.Steering}/{page}")).Status));
            await house.Begin(who, "meetings", new { day = "2026-12-10", begins = "09:00", lasts = 60 });
            foreach (var page in new[] { $"grupper/{SteeringHouse.Group}", $"grupper/{SteeringHouse.Group}/moter", $"grupper/{SteeringHouse.Group}/om", $"saker/{matter}", $"saker/{matter}/utsett", $"plass/{SteeringHouse.Seat("leder")}" })
                Assert.Equal((who, page, HttpStatusCode.Forbidden), (who, page, (await user.Get($"/fron/{page}")).Status));
        }

        foreach (var who in new[] { "leder", "tillitsvalgt", "verneombud", "ansatt" })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await house.SignIn(who)).Get($"/fron/grupper/{SteeringHouse.Steering}/moter")).Status);
    }

    [Theory]
    [InlineData(SeatRole.Mayor)]
    [InlineData(SeatRole.Politician)]
    [InlineData(SeatRole.MunicipalDirector)]
    [InlineData(SeatRole.HrLead)]
    [InlineData(SeatRole.ChiefShopSteward)]
    [InlineData(SeatRole.ChiefSafetyRepresentative)]
    [InlineData(SeatRole.Coordinator)]
    public async Task A_steering_seat_is_not_established_in_a_working_group_and_one_from_before_gives_nothing_there(SeatRole role)
    {
        var organisation = role is SeatRole.ChiefShopSteward ? "Delta" : null;
        await house.Refused("arena/seat-is-of-steering-group", "koordinator", $"arenas/{SteeringHouse.Group}/seats", new { role = Camel(role), organisation });

        var matter = await house.Begin("leder", "matters", new { title = "Vinduene", concern = "De trekker." }, SteeringHouse.Group);
        var person = await house.Astray(role, SteeringHouse.Group);
        var user = await house.App.SignIn(SteeringHouse.Tenant, person);
        foreach (var page in new[] { $"grupper/{SteeringHouse.Group}", $"grupper/{SteeringHouse.Group}/moter", $"grupper/{SteeringHouse.Group}/ny-sak", $"saker/{matter}", $"saker/{matter}/utsett", $"grupper/{SteeringHouse.Steering}/moter" })
            Assert.Equal((page, HttpStatusCode.Forbidden), (page, (await user.Get($"/fron/{page}")).Status));
        Assert.Equal(HttpStatusCode.Forbidden, (await house.Api(person).Post($"/api/v1/fron/arenas/{SteeringHouse.Group}/matters", new { title = "Ny", concern = "Nei." })).Status);
        Assert.Equal(HttpStatusCode.OK, (await user.Get("/fron/laering")).Status);
        Assert.DoesNotContain("Vinduene", (await user.Get("/fron/min-side")).Text, StringComparison.Ordinal);

        // The seat is told of where it stands, and is no party there.
        Assert.Equal(HttpStatusCode.OK, (await (await house.SignIn("koordinator")).Get("/fron/plasser")).Status);
        var leader = await house.SignIn("leder");
        Assert.Equal(HttpStatusCode.OK, (await leader.Get($"/fron/grupper/{SteeringHouse.Group}/om")).Status);
        var seats = (SeatBook)house.App.Services.GetService(typeof(SeatBook))!;
        Assert.Equal(3, (await seats.PartiesOf(SteeringHouse.Tenant, SteeringHouse.Group, new(2026, 11, 20), default)).Count);
    }

    [Theory]
    [InlineData(SeatRole.Employee)]
    [InlineData(SeatRole.UnitLeader)]
    [InlineData(SeatRole.DepartmentLeader)]
    [InlineData(SeatRole.ShopSteward)]
    [InlineData(SeatRole.SafetyRepresentative)]
    [InlineData(SeatRole.LinkPerson)]
    public async Task A_workplaces_seat_is_not_established_in_the_steering_group_and_one_from_before_gives_nothing_there(SeatRole role)
    {
        await house.Refused("arena/seat-is-of-working-group", "koordinator", $"arenas/{SteeringHouse.Steering}/seats", new { role = Camel(role), organisation = role is SeatRole.ShopSteward ? "Delta" : null });
        var user = await house.App.SignIn(SteeringHouse.Tenant, await house.Astray(role, SteeringHouse.Steering));
        Assert.Equal(HttpStatusCode.Forbidden, (await user.Get($"/fron/grupper/{SteeringHouse.Steering}/moter")).Status);
    }

    [Fact]
    public async Task What_belongs_to_a_workplace_is_refused_in_the_steering_group_and_says_why()
    {
        foreach (var (things, body) in new (string, object)[]
        {
            ("matters", new { title = "Vinduene", concern = "De trekker." }), ("links", new { where = "Gangen" }),
            ("staff-meetings", new { day = "2026-12-01", theme = "Hverdagen", question = "Hva nå?" }), ("unions", new { organisation = "Delta" }),
        })
        {
            await house.Refused("arena/only-for-working-groups", "ordforer", $"arenas/{SteeringHouse.Steering}/{things}", body);
        }

        foreach (var (act, body) in new (string, object)[]
        {
            ("choose-meeting", new { buildsOn = "hmsMeeting", rhythm = "monthly" }), ("state-purpose", new { purpose = "En god dag." }),
            ("state-involvement", new { involvement = "Vi spør." }), ("set-maturity", new { maturity = "lasting" }), ("note-deviation", new { point = "noLeader", reason = "Slik er det." }),
        })
        {
            await house.Refused("arena/only-for-working-groups", "ordforer", $"arenas/{SteeringHouse.Steering}/{act}", body);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await house.Api("ordforer").Post($"/api/v1/fron/arenas/{SteeringHouse.Steering}/inputs", new { kind = "praise", text = "Takk." })).Status);
    }

    [Fact]
    public async Task The_steering_groups_meeting_goes_to_its_three_parties_and_has_no_standing_item_about_the_workday()
    {
        var (mayor, meeting) = (await house.SignIn("ordforer"), await house.Begin("koordinator", "meetings", new { day = "2026-11-20", begins = "09:00", lasts = 60, place = "Formannskapssalen" }));
        await house.Do("posisjon", $"meetings/{meeting}/add-item", new { title = "Heltid i pleie og omsorg", purpose = "information", planned = 20 });
        await house.Do("koordinator", $"meetings/{meeting}/open-meeting", new { present = new[] { SteeringHouse.Seat("ordforer"), SteeringHouse.Seat("htv") } });
        var open = await mayor.Get($"/fron/moter/{meeting}");
        Assert.DoesNotContain("Arbeidshverdagen og tjenestene", open.Text, StringComparison.Ordinal);
        Assert.Contains("Hovedverneombudet er ikke med", open.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("arbeidsgruppa", open.Text, StringComparison.OrdinalIgnoreCase);
        await house.Refused("arena/only-for-working-groups", "ordforer", $"meetings/{meeting}/skip-workday", new { });
        await house.Refused("arena/only-for-working-groups", "ordforer", $"meetings/{meeting}/note-workday", new { workday = "Roligere." });

        await house.Do("htv", $"meetings/{meeting}/conclude-item", new { item = 1, way = "moreFacts", summary = "Vi venter på tallene.", seats = new[] { SteeringHouse.Seat("ordforer"), SteeringHouse.Seat("htv") } });
        Assert.Contains("Venter på bekreftelse fra administrasjonen.", (await mayor.Get($"/fron/moter/{meeting}")).Text, StringComparison.Ordinal);
        Assert.Contains("Vi venter på tallene.", (await (await house.SignIn("hr")).Get("/fron/min-side")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Vi venter på tallene.", (await (await house.SignIn("koordinator")).Get("/fron/min-side")).Text, StringComparison.Ordinal);
        await house.Refused("meeting/way-not-confirmed", "ordforer", $"meetings/{meeting}/present-minutes", new { });
        await house.Do("hr", $"meetings/{meeting}/confirm-way", new { item = 1 });
        await house.Do("koordinator", $"meetings/{meeting}/present-minutes", new { });
        await house.Refused("meeting/not-a-party", "koordinator", $"meetings/{meeting}/approve-minutes", new { });
        foreach (var who in new[] { "opposisjon", "direktor", "hvo" })
            await house.Do(who, $"meetings/{meeting}/approve-minutes", new { });

        var minutes = await mayor.Get($"/fron/moter/{meeting}/referat");
        Assert.Contains("godkjent av alle parter", minutes.Text, StringComparison.Ordinal);
        Assert.Contains("De folkevalgte: godkjent", minutes.Text, StringComparison.Ordinal);
        Assert.Contains("De ansattes representanter: godkjent", minutes.Text, StringComparison.Ordinal);
        var summary = await mayor.Get($"/fron/moter/{meeting}/oppsummering");
        Assert.DoesNotContain("fagforeningens medlemmer", summary.Text, StringComparison.Ordinal);

        var action = await house.Begin("htv-to", "actions", new { what = "Hente tall", seats = new[] { SteeringHouse.Seat("hr") }, meeting });
        await house.Do("hr", $"actions/{action}/complete-action", new { note = "Tallene ligger ved." });
    }

    private static string Camel(SeatRole role) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}
