using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trepart.Web.Access;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Access;

/// <summary>Whoever reads personal data about another leaves an entry, before she sees anything.</summary>
public sealed class AccessLogTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly Guid Employee = Id(Ås, "person", "person-ansatt");

    private IReadOnlyList<RouteEndpoint> Routes => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [Fact]
    public void Every_route_says_what_it_shows_of_persons() =>
        Assert.Empty(Routes.Where(r => r.Metadata.GetMetadata<PersonalData>() is null).Select(r => r.DisplayName));

    [Fact]
    public void What_is_logged_is_this_and_no_more() =>
        Assert.Equal(
            [
                "access-entries /api/v1/{tenant}/access-log", "access-entries /{tenant}/tilgangslogg",
                "input-giver /{tenant}/innspill/{id:guid}",
                "person /{tenant}/personer/{id:guid}", "person /{tenant}/personer/{id:guid}/rett-navn", "person /{tenant}/personer/{id:guid}/slett",
                "person-export /api/v1/{tenant}/people/{id:guid}/everything", "person-export /{tenant}/personer/{id:guid}/alt", "person-export /{tenant}/personer/{id:guid}/alt.json",
                "register /api/v1/{tenant}/people", "register /{tenant}/personer", "register /{tenant}/personer/finn",
                "seat-holders /{tenant}/invitasjoner", "seat-holders /{tenant}/invitasjoner/finn", "seat-holders /{tenant}/invitasjoner/{id:guid}/lag",
                "seat-holders /{tenant}/plasser", "seat-holders /{tenant}/plasser/moteplass/{arena:guid}", "seat-holders /{tenant}/plasser/moteplass/{arena:guid}/ny-plass",
                "seat-holders /{tenant}/plasser/{id:guid}", "seat-holders /{tenant}/plasser/{id:guid}/avslutt-vara", "seat-holders /{tenant}/plasser/{id:guid}/ga-ut",
                "seat-holders /{tenant}/plasser/{id:guid}/gi-plass", "seat-holders /{tenant}/plasser/{id:guid}/gi-videre", "seat-holders /{tenant}/plasser/{id:guid}/oppnevn-vara",
                "seat-holders /{tenant}/plasser/{id:guid}/side-i-radet",
                "trail-names /{tenant}/historikk", "trail-names /{tenant}/historikk/{position:long}",
            ],
            Routes.Where(r => r.Metadata.GetMetadata<PersonalData>()!.IsLogged).Select(r => $"{r.Metadata.GetMetadata<PersonalData>()!.Code} /{r.RoutePattern.RawText!.Trim('/')}")
                .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_kind_of_read_leaves_one_entry_with_who_what_and_from_where()
    {
        var input = await Give();
        var coordinator = await app.SignIn(Ås, "koordinator");
        var (steward, officer) = (await app.SignIn(Ås, "tillitsvalgt"), await app.SignIn(Ås, "ombud"));

        await Leaves(() => coordinator.Get("/as/personer"), "register", "koordinator", "KeepRegister", null);
        await Leaves(() => coordinator.Get($"/as/personer/{Employee}"), "person", "koordinator", "KeepRegister", null);
        await Leaves(() => coordinator.Get($"/as/personer/{Employee}/rett-navn"), "person", "koordinator", "KeepRegister", null);
        await Leaves(() => coordinator.Get($"/as/personer/{Employee}/slett"), "person", "koordinator", "ErasePeople", null);
        await Leaves(() => coordinator.Get($"/as/personer/{Employee}/alt"), "person-export", "koordinator", "KeepRegister", null);
        await Leaves(() => coordinator.Get($"/as/personer/{Employee}/alt.json"), "person-export", "koordinator", "KeepRegister", null);
        await Leaves(() => officer.Get($"/as/personer/{Employee}/alt"), "person-export", "ombud", "KeepRegister", null);
        await Leaves(() => steward.Get($"/as/innspill/{input}"), "input-giver", "tillitsvalgt", "WorkInGroup", input);
        await Leaves(() => coordinator.Get("/as/historikk"), "trail-names", "koordinator", "ReadWholeTrail", null);
        await Leaves(() => steward.Get("/as/historikk"), "trail-names", "tillitsvalgt", "ReadOwnTrail", null);
        await Leaves(() => officer.Get("/as/tilgangslogg"), "access-entries", "ombud", "ReadAccessLog", null);
        Assert.Equal(HttpStatusCode.OK, (await app.Api(Ås, "ombud").Get("/api/v1/as/access-log")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Api(Ås, "koordinator").Get("/api/v1/as/people")).Status);
        Assert.Equal(["access-entries", "register"], (await Entries()).TakeLast(2).Select(e => e.Kind).Order());

        // To the minute, and about those who were shown.
        Assert.Empty(await Databases.Query<Guid>(app.Database, "select id from access_log where read_at <> date_trunc('minute', read_at)"));
        Assert.Equal(
            [Employee],
            await Databases.Query<Guid>(app.Database, $"select distinct a.person_id from access_about a join access_log l on l.tenant_id = a.tenant_id and l.id = a.access_id where l.thing = '{input}' or l.kind in ('person', 'person-export')"));
    }

    [Fact]
    public async Task What_one_reads_of_oneself_or_of_nobody_leaves_nothing()
    {
        var input = await Give();
        var employee = await app.SignIn(Ås, "ansatt");
        var before = (await Entries()).Count;
        foreach (var path in new[] { "/as", "/as/meg", "/as/meg/alt", "/as/meg/alt.json", $"/as/innspill/{input}", "/as/oppbevaring", $"/as/grupper/{Group(Ås)}" })
            Assert.Equal(HttpStatusCode.OK, (await employee.Get(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Api(Ås, "ansatt").Get("/api/v1/as/me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await app.SignIn(Ås, "koordinator")).Get($"/as/meg/alt")).Status);

        // Another employee sees the input and not who gave it; what is not there is not shown.
        Assert.Equal(HttpStatusCode.OK, (await (await app.SignIn(Ås, "ansatt-to")).Get($"/as/innspill/{input}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignIn(Ås, "koordinator")).Get($"/as/personer/{Guid.CreateVersion7()}")).Status);
        Assert.Equal(before, (await Entries()).Count);
    }

    [Fact]
    public async Task A_read_that_cannot_be_written_down_is_not_answered()
    {
        var input = await Give();
        var (coordinator, steward) = (await app.SignIn(Ås, "koordinator"), await app.SignIn(Ås, "tillitsvalgt"));
        await Databases.Run(app.Database, "revoke insert on access_log from trepart_app");
        try
        {
            foreach (var (user, path) in new[] { (coordinator, "/as/personer"), (coordinator, $"/as/personer/{Employee}"), (coordinator, $"/as/personer/{Employee}/alt"), (coordinator, $"/as/personer/{Employee}/alt.json"), (coordinator, "/as/historikk"), (steward, $"/as/innspill/{input}") })
            {
                var page = await user.Get(path);
                Assert.Equal((path, HttpStatusCode.InternalServerError), (path, page.Status));
                Assert.DoesNotContain("ansatt fra Ås", page.Html, StringComparison.Ordinal);
            }
        }
        finally
        {
            await Databases.Run(app.Database, "grant insert on access_log to trepart_app");
        }
    }

    [Fact]
    public async Task The_service_only_adds_to_it()
    {
        await (await app.SignIn(Ås, "koordinator")).Get("/as/personer");
        await using var db = NpgsqlDataSource.Create(Databases.AsApp(app.Database));
        foreach (var statement in new[] { "delete from access_log", "update access_log set reader = null", "delete from access_about", "truncate access_log cascade" })
        {
            await using var batch = db.CreateBatch().For(Ås).Add(statement);
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync())).SqlState);
        }
    }

    [Fact]
    public async Task The_data_protection_officer_sees_it_with_filters_and_the_person_herself_sees_what_is_about_her()
    {
        var input = await Give();
        await (await app.SignIn(Ås, "verneombud")).Get($"/as/innspill/{input}");
        var officer = await app.SignIn(Ås, "ombud");
        var all = await officer.Get("/as/tilgangslogg");
        Assert.Contains("verneombud fra Ås kommune", all.Text, StringComparison.Ordinal);
        Assert.Contains("Den skal ikke brukes til å følge med på hvordan noen arbeider.", all.Text, StringComparison.Ordinal);
        var about = await officer.Get($"/as/tilgangslogg?om={Employee}&hva=input-giver&fra=2026-11-20&til=2026-11-20");
        Assert.Contains("Hvem som ga et innspill", about.Text, StringComparison.Ordinal);
        Assert.Contains("ansatt fra Ås kommune", about.Text, StringComparison.Ordinal);
        Assert.Contains("passer med det du valgte", (await officer.Get("/as/tilgangslogg?til=2026-11-19")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Get("/as/tilgangslogg?om=x")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Api(Ås, "ombud").Get("/api/v1/as/access-log?om=x")).Status);

        var own = await (await app.SignIn(Ås, "ansatt")).Get("/as/meg");
        Assert.Contains("Hvem som ga et innspill – Verneombud", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("verneombud fra Ås", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hvem som ga et innspill", (await (await app.SignIn(Ås, "ordforer")).Get("/as/meg")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ås kommune", (await (await app.SignIn(Vestby, "ombud")).Get($"/vestby/tilgangslogg?om={Employee}")).Text, StringComparison.Ordinal);
        foreach (var other in new[] { "leder", "koordinator", "revisor", "ordforer", "ansatt" })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, other)).Get("/as/tilgangslogg")).Status);
    }

    [Fact]
    public async Task It_is_read_page_by_page_and_nothing_is_met_twice_or_left_out()
    {
        for (var i = 0; i < 60; i++)
        {
            await app.Services.GetRequiredService<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<Web.Access.AccessLog>()
                .Record(Vestby, Reader.Under(Guid.CreateVersion7()), new(PersonalData.Register), default);
        }

        var (met, next) = (new List<string>(), (string?)"/api/v1/vestby/access-log?kind=register");
        for (; next is not null;)
        {
            var page = await app.Api(Vestby, "ombud").Get(next);
            Assert.True(page.Status == HttpStatusCode.OK, page.Raw);
            met.AddRange(page.Body!["items"]!.AsArray().Select(i => i!["id"]!.ToString()));
            next = page.Body["next"]?.ToString();
        }

        Assert.Equal(60, met.Count);
        Assert.Equal(60, met.Distinct().Count());
    }

    [Fact]
    public async Task Who_is_erased_leaves_it_as_reader_and_as_the_one_read_about()
    {
        var (reader, about) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Databases.Run(app.Database, $"insert into people (tenant_id, id, name) values ('as', '{reader}', 'Les Er'), ('as', '{about}', 'Om Talt')");
        await Databases.Run(app.Database, $"insert into access_log (tenant_id, id, read_at, reader, seat, kind) values ('as', '{reader}', '2026-11-20 09:30Z', '{reader}', '{Group(Ås)}', 'register')");
        await Databases.Run(app.Database, $"insert into access_about (tenant_id, person_id, access_id) values ('as', '{about}', '{reader}')");
        var coordinator = await app.SignIn(Ås, "koordinator");
        foreach (var person in new[] { reader, about })
            Assert.Equal(HttpStatusCode.Found, (await coordinator.Fill($"/as/personer/{person}/slett", ("reason", "askedFor"))).Status);
        Assert.Empty(await Databases.Query<Guid>(app.Database, $"select access_id from access_about where person_id = '{about}'"));
        Assert.Equal([Group(Ås)], await Databases.Query<Guid>(app.Database, $"select seat from access_log where id = '{reader}' and reader is null"));
    }

    private async Task<string> Give() =>
        (await app.Api(Ås, "ansatt").Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new JsonObject { ["kind"] = "problem", ["text"] = "Døra går ikke igjen." })).Body!["id"]!.ToString();

    private async Task Leaves(Func<Task<WebPage>> read, string kind, string who, string right, object? thing)
    {
        var before = await Entries();
        var page = await read();
        Assert.True(page.Status == HttpStatusCode.OK, $"{kind}: {page.Status} {page.Text}");
        var entry = Assert.Single((await Entries()).Except(before));
        Assert.Equal((kind, $"{who} fra Ås kommune", right, thing?.ToString() ?? ""), (entry.Kind, entry.Who, entry.Right, entry.Thing));
    }

    private async Task<List<(string Kind, string Who, string Right, string Thing, string Id)>> Entries() =>
        [.. (await Databases.Query<string>(
            app.Database,
            """
            select concat_ws('|', l.kind, coalesce(p.name, ''), l."right", coalesce(l.thing::text, ''), l.id) from access_log l
            left join people p on p.tenant_id = l.tenant_id and p.id = l.reader where l.tenant_id = 'as' and l.reader is not null order by xmin(l)::text::bigint
            """.Replace("xmin(l)", "l.xmin", StringComparison.Ordinal)))
            .Select(e => e.Split('|')).Select(e => (e[0], e[1], e[2], e[3], e[4]))];
}
