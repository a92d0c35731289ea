using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>A municipality is brought on board by its coordinator; whoever runs the service gives a name and a link, and sees nothing else.</summary>
public sealed partial class OnboardingTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private FirstCoordinator First => app.Services.GetRequiredService<FirstCoordinator>();

    [Fact]
    public async Task A_new_municipality_is_brought_on_board_from_the_invitation_to_the_first_input()
    {
        var code = await NewMunicipality("nykommune", "Grete Grunnlegger");
        var coordinator = await Enter(Invitations.AddressOf(new("nykommune"), code!));

        var home = await coordinator.Get("/nykommune");
        Assert.Contains("Hei, Grete Grunnlegger Du er koordinator.", home.Text, StringComparison.Ordinal);
        Assert.Contains("/nykommune/kom-i-gang", home.Html, StringComparison.Ordinal);
        await Expect(coordinator, "neste steg", "senere", "senere");

        var steering = GroupIn(await coordinator.Get("/nykommune/kom-i-gang"));
        await Seat(coordinator, steering, ("role", "municipalDirector"), ("name", "Kåre Kommunedirektør"));
        await Expect(coordinator, "gjort", "neste steg", "senere");

        var made = await coordinator.Fill("/nykommune/plasser/ny-moteplass", ("kind", "workingGroup"), ("name", "HMS-gruppa"), ("workplace", "Nyheim sykehjem"));
        Assert.Equal(HttpStatusCode.Found, made.Status);
        var group = made.Location!.Split('?')[0].Split('/')[^1];
        await Seat(coordinator, group, ("role", "unitLeader"), ("name", "Lise Leder"));
        await Seat(coordinator, group, ("role", "shopSteward"), ("organisation", "Fagforbundet"), ("name", "Tor Tillitsvalgt"));
        await Expect(coordinator, "gjort", "neste steg", "senere");
        await Seat(coordinator, group, ("role", "safetyRepresentative"), ("name", "Vigdis Verneombud"));
        await Seat(coordinator, group, ("role", "employee"), ("name", "Anne Ansatt"));
        await Expect(coordinator, "gjort", "gjort", "neste steg");

        var link = await Invite(coordinator, "nykommune", "Anne Ansatt");
        await Expect(coordinator, "gjort", "gjort", "gjort");
        Assert.Contains("Dere er i gang.", (await coordinator.Get("/nykommune/kom-i-gang")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/nykommune/kom-i-gang", (await coordinator.Get("/nykommune")).Html, StringComparison.Ordinal);

        var employee = await Enter(link);
        var given = await employee.Fill($"/nykommune/grupper/{group}/gi-innspill", ("kind", "suggestion"), ("text", "Vi kan begynne med morgenmøtet."));
        Assert.Equal(HttpStatusCode.Found, given.Status);
        Assert.Contains("Anne Ansatt", TextOf(await coordinator.Get("/nykommune/invitasjoner"), "Anne Ansatt", "Tok imot invitasjonen 20. november 2026"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_someone_keeps_the_seats_nobody_is_let_in_by_the_operator()
    {
        var first = await NewMunicipality("likekommune", "Kari Koordinator");

        // A link that was lost is made again for the same one, and for no other.
        Assert.Null(await First.Invite(new("likekommune"), "Olga Operatør", default));
        var second = await First.Invite(new("likekommune"), "Kari Koordinator", default);
        Assert.NotNull(second);
        Assert.Equal(HttpStatusCode.Gone, (await app.Nobody().Get(Invitations.AddressOf(new("likekommune"), first!))).Status);
        Assert.Equal(1, (await Databases.Query<long>(app.Database, "select count(*) from people where tenant_id = 'likekommune'"))[0]);

        var coordinator = await Enter(Invitations.AddressOf(new("likekommune"), second!));
        Assert.Null(await First.Invite(new("likekommune"), "Kari Koordinator", default));
        Assert.Null(await First.Invite(new("likekommune"), "Olga Operatør", default));
        Assert.Null(await First.Invite(Ås, "Olga Operatør", default));

        // When the last coordinator has left, someone must be let in; the log tells that the service did it.
        var seat = SeatIn(await coordinator.Get("/likekommune/plasser"), "Koordinator");
        await coordinator.Fill($"/likekommune/plasser/{seat}/ga-ut", ("holding", (await Databases.Query<Guid>(app.Database, "select id from seat_holdings where tenant_id = 'likekommune'"))[0].ToString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.Get("/likekommune/plasser")).Status);
        var third = await First.Invite(new("likekommune"), "Nils Ny", default);
        var next = await Enter(Invitations.AddressOf(new("likekommune"), third!));
        Assert.Contains("Tjenesten · gjelder Nils Ny", (await next.Get("/likekommune/historikk")).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await Databases.Query<long>(app.Database, "select count(*) from seats where tenant_id = 'likekommune'"))[0]);
    }

    [Fact]
    public async Task A_link_is_shown_once_and_can_be_taken_back()
    {
        var coordinator = await app.SignIn(Ås, "koordinator");
        var link = await Invite(coordinator, "as", "nabo fra Ås kommune");
        var page = await Find(coordinator, "as", "nabo");
        Assert.DoesNotContain(link.Split('=')[^1], page.Html, StringComparison.Ordinal);
        Assert.Contains("Invitert 20. november 2026. Lenken er ikke brukt ennå, og virker til 4. desember 2026.", page.Text, StringComparison.Ordinal);

        var withdraw = ActionIn(page, "/trekk-tilbake");
        Assert.Equal(HttpStatusCode.Found, (await coordinator.Send(page, withdraw)).Status);

        Assert.Equal(HttpStatusCode.Gone, (await app.Nobody().Get(new Uri(link).PathAndQuery)).Status);
        Assert.Contains("Invitasjonen er trukket tilbake.", (await Find(coordinator, "as", "nabo")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Send(page, withdraw)).Status);
    }

    [Fact]
    public async Task Nobody_invites_who_does_not_keep_the_seats_and_nobody_of_another_municipality_is_invited()
    {
        var before = (await Databases.Query<long>(app.Database, "select count(*) from invitations"))[0];
        var person = Id(Ås, "person", "person-nabo");
        foreach (var other in new[] { "ansatt", "leder", "revisor", "ordforer" })
        {
            var user = await app.SignIn(Ås, other);
            var forgery = (await user.Get("/as")).Forgery;
            foreach (var what in new[] { $"{person}/lag", $"{Guid.CreateVersion7()}/trekk-tilbake" })
                Assert.Equal((other, HttpStatusCode.Forbidden), (other, (await user.Post($"/as/invitasjoner/{what}", new() { [forgery.Name] = forgery.Value })).Status));
        }

        var coordinator = await app.SignIn(Vestby, "koordinator");
        var token = (await coordinator.Get("/vestby")).Forgery;
        foreach (var address in new[] { $"/vestby/invitasjoner/{person}/lag", $"/as/invitasjoner/{person}/lag" })
            Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Post(address, new() { [token.Name] = token.Value })).Status);
        Assert.Equal(before, (await Databases.Query<long>(app.Database, "select count(*) from invitations"))[0]);
    }

    [Fact]
    public async Task Who_has_no_seat_any_more_is_not_invited()
    {
        var coordinator = app.Api(Ås, "koordinator");
        var seat = (await coordinator.Post($"/api/v1/as/arenas/{Group(Ås)}/seats", new { role = "departmentLeader", name = "Snart Borte" })).Body!["id"]!.ToString();
        var holder = (await coordinator.Get($"/api/v1/as/seats/{seat}")).Body!["holders"]![0]!;
        await coordinator.Post($"/api/v1/as/seats/{seat}/leave-seat", JsonContent.Create(new { holding = holder["holding"]!.ToString() }), "*", Guid.CreateVersion7().ToString());

        var user = await app.SignIn(Ås, "koordinator");
        var page = await Find(user, "as", "Snart");
        Assert.Contains("Ingen i registeret heter «Snart».", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound, (await user.Post($"/as/invitasjoner/{holder["person"]}/lag", new() { [page.Forgery.Name] = page.Forgery.Value })).Status);
    }

    [Fact]
    public async Task The_one_who_is_invited_reads_of_herself_and_the_municipality_in_its_own_language()
    {
        var coordinator = await app.SignIn(Vestby, "koordinator");
        var page = await Find(coordinator, "vestby", "verneombud");
        var made = await coordinator.Send(page, ActionIn(page, "/lag"));

        Assert.Contains("Hei verneombud fra Vestby kommune!", made.Text, StringComparison.Ordinal);
        Assert.Contains("Du er verneombod i Vestby kommune og er invitert til Trepart", made.Text, StringComparison.Ordinal);
        Assert.Contains("seinast fredag 4. desember.", made.Text, StringComparison.Ordinal);
    }

    private async Task<string> NewMunicipality(string tenant, string coordinator)
    {
        await app.Load($$"""{"do":"create_municipality","tenant":"{{tenant}}","name":"Ny kommune","written":"nb","at":"2026-11-20"}""");
        Assert.Equal(0, await app.Count(new(tenant)));
        return (await First.Invite(new(tenant), coordinator, default))!;
    }

    /// <summary>Takes an invitation, as one does in a demo.</summary>
    private async Task<WebUser> Enter(string link)
    {
        var user = app.Nobody();
        var address = link.StartsWith('/') ? link : new Uri(link).PathAndQuery;
        var taken = await user.Send(await user.Get(address), address);
        Assert.Equal(HttpStatusCode.Found, taken.Status);
        return user;
    }

    private static async Task<WebPage> Find(WebUser user, string tenant, string name) =>
        await user.Send(await user.Get($"/{tenant}/invitasjoner"), $"/{tenant}/invitasjoner/finn", ("navn", name));

    private static async Task<string> Invite(WebUser coordinator, string tenant, string name)
    {
        var page = await Find(coordinator, tenant, name);
        var made = await coordinator.Send(page, ActionIn(page, "/lag"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        return Link().Match(WebUtility.HtmlDecode(made.Html)).Value;
    }

    private static async Task Seat(WebUser coordinator, string arena, params (string, string)[] fields) =>
        Assert.Equal(HttpStatusCode.Found, (await coordinator.Fill($"/nykommune/plasser/moteplass/{arena}/ny-plass", fields)).Status);

    private static async Task Expect(WebUser coordinator, params string[] marks) =>
        Assert.Equal(marks, Mark().Matches((await coordinator.Get("/nykommune/kom-i-gang")).Html).Select(m => m.Groups[1].Value));

    private static string GroupIn(WebPage page) => GroupLink().Match(page.Html).Groups[1].Value;

    private static string SeatIn(WebPage page, string name) => Regex.Match(page.Html, $"/plasser/([0-9a-f-]{{36}})\">{name}").Groups[1].Value;

    private static string ActionIn(WebPage page, string ending) =>
        Action().Matches(page.Html).Select(m => m.Groups[1].Value).Single(a => a.EndsWith(ending, StringComparison.Ordinal));

    private static string TextOf(WebPage page, string from, string to)
    {
        var start = page.Text.IndexOf(from, StringComparison.Ordinal);
        var end = page.Text.IndexOf(to, start, StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, page.Text);
        return page.Text[start..end];
    }

    [GeneratedRegex("http://[^\" <]+/invitasjon\\?kode=[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("class=\"start-mark\">([^<]+)<")]
    private static partial Regex Mark();

    [GeneratedRegex("/plasser/moteplass/([0-9a-f-]{36})/ny-plass")]
    private static partial Regex GroupLink();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
