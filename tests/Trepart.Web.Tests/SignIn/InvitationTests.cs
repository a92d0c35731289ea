using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>From a link to a place: an invitation binds an account to a person, once.</summary>
public sealed class InvitationTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    private Invitations Invitations => house.App.Services.GetRequiredService<Invitations>();

    private Identities Identities => house.App.Services.GetRequiredService<Identities>();

    [Fact]
    public async Task Whoever_is_invited_signs_in_says_yes_and_is_in()
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        var link = Invitations.AddressOf(Ås, await house.Invite(Ås, "ansatt"));

        var stranger = await user.Get(link);
        Assert.Contains("Du er invitert til Ås kommune", stranger.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ansatt fra Ås", stranger.Text, StringComparison.Ordinal);
        Assert.Contains($"/logg-inn/as?til={Uri.EscapeDataString(link)}", WebUtility.HtmlDecode(stranger.Html), StringComparison.Ordinal);

        Assert.Equal(link, (await house.SignIn(user, oid, til: link)).Location);
        var known = await user.Get(link);
        Assert.Contains("Invitasjonen er til ansatt fra Ås kommune.", known.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await user.Get("/as")).Status);

        Assert.Equal("/as", (await user.Send(known, link)).Location);
        Assert.Contains("Hei, ansatt fra Ås kommune", (await user.Get("/as")).Text, StringComparison.Ordinal);
        Assert.Equal("/as", (await house.SignIn(house.App.Nobody(), oid)).Location);
        Assert.Equal("/as", (await user.Get(link)).Location);
    }

    [Theory]
    [InlineData(InvitationState.Used, "Invitasjonen er brukt.")]
    [InlineData(InvitationState.Expired, "Invitasjonen er for gammel.")]
    [InlineData(InvitationState.Withdrawn, "trukket tilbake")]
    public async Task One_that_is_not_open_says_so_and_binds_nobody(InvitationState state, string says)
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        var code = await house.Invite(Ås, "verneombud");
        await house.SignIn(user, oid);
        var page = await user.Get(Invitations.AddressOf(Ås, code));
        switch (state)
        {
            case InvitationState.Used:
                Assert.Equal(Acceptance.Bound, await Invitations.Accept(Ås, code, new(SignInHouse.ÅsTid, SignInHouse.NewOid()), house.App.Clock.Now, default));
                break;
            case InvitationState.Expired:
                house.App.Clock.Now += Invitations.Lasts;
                await house.SignIn(user, oid);
                break;
            default:
                Assert.True(await Invitations.Withdraw(Ås, (await Invitations.Find(Ås, code, default))!.Id, house.App.Clock.Now, default));
                break;
        }

        var sent = await user.Send(page, Invitations.AddressOf(Ås, code));

        Assert.Equal(HttpStatusCode.Gone, sent.Status);
        Assert.Contains(says, sent.Text, StringComparison.Ordinal);
        Assert.Contains("spør koordinatoren", sent.Text, StringComparison.Ordinal);
        Assert.Null(await Identities.PersonOf(Ås, new(SignInHouse.ÅsTid, oid), default));
        Assert.Equal(Acceptance.NotOpen, await Invitations.Accept(Ås, code, new(SignInHouse.ÅsTid, oid), house.App.Clock.Now, default));
    }

    [Fact]
    public async Task A_newer_invitation_takes_the_place_of_an_older_one()
    {
        var old = await house.Invite(Ås, "nabo");
        var newer = await house.Invite(Ås, "nabo");

        Assert.Equal(InvitationState.Withdrawn, (await Invitations.Find(Ås, old, default))!.State(house.App.Clock.Now));
        Assert.Equal(InvitationState.Open, (await Invitations.Find(Ås, newer, default))!.State(house.App.Clock.Now));
        Assert.Equal(InvitationState.Expired, (await Invitations.Find(Ås, newer, default))!.State(house.App.Clock.Now + Invitations.Lasts));
    }

    [Fact]
    public async Task An_account_that_is_another_person_is_told_so_and_the_invitation_stays()
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        await house.Bind(Ås, "tillitsvalgt", oid);
        var code = await house.Invite(Ås, "leder");
        await house.SignIn(user, oid);

        var page = await user.Get(Invitations.AddressOf(Ås, code));

        Assert.Contains("hører allerede til en annen person", page.Text, StringComparison.Ordinal);
        Assert.Equal(Acceptance.IsAnother, await Invitations.Accept(Ås, code, new(SignInHouse.ÅsTid, oid), house.App.Clock.Now, default));
        Assert.Equal(InvitationState.Open, (await Invitations.Find(Ås, code, default))!.State(house.App.Clock.Now));
    }

    [Fact]
    public async Task An_account_that_the_municipality_does_not_let_in_is_sent_to_one_that_it_does()
    {
        var user = house.App.Nobody();
        var code = await house.Invite(Ås, "leder");
        var sent = await SignInHouse.Begin(user, "nabo");
        await user.Get(house.NaboIssuer.Answer(sent, g => house.IdToken(g, SignInHouse.NewOid(), house.NaboIssuer).Made()));

        var page = await user.Get(Invitations.AddressOf(Ås, code));

        Assert.Contains("en konto som denne kommunen ikke bruker", page.Text, StringComparison.Ordinal);
        Assert.Contains("/logg-inn/as?", page.Html, StringComparison.Ordinal);
        Assert.Equal(
            Acceptance.ForeignAuthority, await Invitations.Accept(Ås, code, new(SignInHouse.NaboTid, SignInHouse.NewOid()), house.App.Clock.Now, default));
    }

    [Fact]
    public async Task Only_the_whole_code_opens_and_only_in_its_own_municipality()
    {
        var code = await house.Invite(Ås, "leder");
        foreach (var address in new[] { $"/vestby/invitasjon?kode={code}", $"/as/invitasjon?kode={code[..^1]}", $"/as/invitasjon?kode={code}A", "/as/invitasjon", $"/finnes-ikke/invitasjon?kode={code}", $"/AS/invitasjon?kode={code}" })
            Assert.Equal(HttpStatusCode.NotFound, (await house.App.Nobody().Get(address)).Status);

        Assert.Equal(Acceptance.Unknown, await Invitations.Accept(Vestby, code, new(SignInHouse.ÅsTid, SignInHouse.NewOid()), house.App.Clock.Now, default));
        Assert.Null(await Invitations.Create(Vestby, Id(Ås, "person", "person-leder"), Guid.Empty, house.App.Clock.Now, default));
        Assert.DoesNotContain(code, string.Join('\n', await Databases.Query<string>(house.App.Database, "select to_jsonb(i)::text from invitations i")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_take_it_at_once_one_is_bound()
    {
        var code = await house.Invite(Ås, "ordforer");
        var took = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Invitations.Accept(Ås, code, new(SignInHouse.ÅsTid, SignInHouse.NewOid()), house.App.Clock.Now, default)));

        Assert.Equal(1, took.Count(t => t is Acceptance.Bound));
        Assert.Equal(7, took.Count(t => t is Acceptance.NotOpen));
    }

    [Fact]
    public async Task Another_site_can_not_say_yes_for_anyone()
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        var link = Invitations.AddressOf(Ås, await house.Invite(Ås, "leder"));
        await house.SignIn(user, oid, til: link);

        Assert.Equal(HttpStatusCode.BadRequest, (await user.Post(link, [])).Status);
        Assert.Null(await Identities.PersonOf(Ås, new(SignInHouse.ÅsTid, oid), default));
    }

    [Fact]
    public async Task Erasing_the_person_ends_the_binding_the_invitations_and_the_sessions()
    {
        var (oid, user) = (SignInHouse.NewOid(), house.App.Nobody());
        var identity = new IdentityRef(SignInHouse.ÅsTid, oid);
        var code = await house.Invite(Ås, "tillitsvalgt-to");
        var person = (await Invitations.Find(Ås, code, default))!.Person;
        Assert.Equal(Acceptance.Bound, await Invitations.Accept(Ås, code, identity, house.App.Clock.Now, default));
        var open = await house.Invite(Ås, "tillitsvalgt-to");
        await house.SignIn(user, oid);
        Assert.Equal(HttpStatusCode.OK, (await user.Get("/as")).Status);

        await house.App.Load(TrepartApp.Municipality("as", "Ås kommune", "nb") + "\n" + """{"do":"leave_seat","at":"2026-01-06","seat":"tv-to-plass","holding":"tillitsvalgt-to"}""");
        await house.Bind(Ås, "koordinator", SignInHouse.NewOid());
        var coordinatorOid = SignInHouse.NewOid();
        await house.Bind(Ås, "koordinator", coordinatorOid);
        var coordinator = house.App.Nobody();
        await house.SignIn(coordinator, coordinatorOid);
        Assert.Equal(HttpStatusCode.Found, (await coordinator.Fill($"/as/personer/{person}/slett", ("reason", "askedFor"))).Status);

        Assert.Null(await Identities.PersonOf(Ås, identity, default));
        Assert.Null(await Invitations.Find(Ås, open, default));
        Assert.Contains("/logg-inn", (await user.Get("/as")).Location, StringComparison.Ordinal);
        Assert.Empty(await Databases.Query<string>(house.App.Database, $"select subject from web_sessions where subject = '{oid}'"));
    }

    [Fact]
    public async Task In_a_demo_the_link_is_the_person()
    {
        await using var demo = new TrepartApp();
        await demo.InitializeAsync();
        var invitations = demo.Services.GetRequiredService<Invitations>();
        var link = Invitations.AddressOf(Ås, (await invitations.Create(Ås, Id(Ås, "person", "person-leder"), Id(Ås, "holding", "koordinator"), demo.Clock.Now, default))!);
        var user = demo.Nobody();

        var page = await user.Get(link);
        Assert.Contains("prøveversjon", page.Text, StringComparison.Ordinal);
        Assert.Equal("/as", (await user.Send(page, link)).Location);
        Assert.Contains("Hei, leder fra Ås kommune", (await user.Get("/as")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await demo.Nobody().Get(link)).Status);
    }
}
