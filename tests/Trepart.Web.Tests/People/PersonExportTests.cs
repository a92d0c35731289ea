using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.People;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.People;

/// <summary>Everything that is kept about one person, for herself and for the one who keeps the register; and her name corrected.</summary>
public sealed partial class PersonExportTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Fact]
    public async Task She_gets_everything_that_she_gave_wrote_and_did_and_the_seats_she_had()
    {
        var input = await Give("Heisen stopper mellom etasjene.");
        await app.Api(Ås, "leder").Post($"/api/v1/as/inputs/{input}/answer-input", new JsonObject { ["disposition"] = "later", ["reason"] = "Vi venter på delen." }, 1);
        var matter = await Raise("Heisen", "Den stopper.");
        await Post("tillitsvalgt", $"matters/{matter}/register-view", new { seat = Id(Ås, "seat", "tv-plass"), view = "Det er utrygt." }, 1);
        await Post("leder", $"matters/{matter}/register-view", new { seat = Id(Ås, "seat", "vo-plass"), view = "Verneombudet ser det samme." }, 2);

        var employee = await Everything("ansatt");
        Assert.Contains("Heisen stopper mellom etasjene.", employee, StringComparison.Ordinal);
        Assert.Contains("Vi venter på delen.", employee, StringComparison.Ordinal);
        Assert.Contains("input_received", employee, StringComparison.Ordinal);
        var steward = await Everything("tillitsvalgt");
        foreach (var part in new[] { "Den stopper.", "Det er utrygt.", "matter_raised", "view_registered", "ShopSteward Fagforbundet", "\"from\":\"2026-01-05\"" })
            Assert.Contains(part, steward, StringComparison.Ordinal);
        Assert.DoesNotContain("Heisen stopper mellom etasjene.", steward, StringComparison.Ordinal);
        Assert.Contains("Verneombudet ser det samme.", await Everything("verneombud"), StringComparison.Ordinal);

        // What was erased is not there either.
        var text = (await Databases.Query<Guid>(app.Database, $"select id from words where stream_id = '{input}' and text like 'Heisen%'"))[0];
        await Post("leder", $"inputs/{input}/erase-input-text", new { text, reason = "wrongPlace" }, 2);
        Assert.DoesNotContain("Heisen stopper mellom etasjene.", await Everything("ansatt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_persons_name_is_in_it()
    {
        await Raise("Lys", "Det blinker.");
        await (await app.SignIn(Ås, "koordinator")).Get($"/as/personer/{Id(Ås, "person", "person-tillitsvalgt")}/alt");
        var names = await Databases.Query<string>(app.Database, "select name from people order by name");
        Assert.True(names.Count > 20);
        foreach (var who in new[] { "ansatt-to", "tillitsvalgt", "koordinator", "ombud", "ordforer" })
        {
            var user = await app.SignIn(Ås, who);
            var texts = new[] { (await user.Get("/as/meg/alt.json")).Html, (await user.Get("/as/meg/alt")).Html, (await user.Get("/as/meg")).Html, (await app.Api(Ås, who).Get("/api/v1/as/me")).Raw };
            foreach (var text in texts)
            {
                Assert.Contains($"{who} fra ", text, StringComparison.Ordinal);
                Assert.Equal([$"{who} fra Ås kommune"], names.Where(n => Regex.IsMatch(WebUtility.HtmlDecode(text), $@"(?<![\w-]){Regex.Escape(n)}")));
            }
        }
    }

    [Fact]
    public async Task The_keeper_of_the_register_gets_the_same_and_nobody_else_does()
    {
        await Give("Det er kaldt i gangen.");
        var person = Id(Ås, "person", "person-ansatt");
        foreach (var keeper in new[] { "koordinator", "ombud" })
        {
            Assert.Contains("Det er kaldt i gangen.", (await (await app.SignIn(Ås, keeper)).Get($"/as/personer/{person}/alt")).Text, StringComparison.Ordinal);
            Assert.Contains("Det er kaldt i gangen.", (await app.Api(Ås, keeper).Get($"/api/v1/as/people/{person}/everything")).Raw, StringComparison.Ordinal);
        }

        foreach (var other in new[] { "ansatt-to", "leder", "revisor", "ordforer" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, other)).Get($"/as/personer/{person}/alt")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignIn(Ås, other)).Get($"/as/personer/{person}/alt.json")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, other).Get($"/api/v1/as/people/{person}/everything")).Status);
        }

        var neighbour = await app.SignIn(Vestby, "ombud");
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get($"/vestby/personer/{person}/alt")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get($"/vestby/personer/{person}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Api(Vestby, "ombud").Get($"/api/v1/vestby/people/{person}/everything")).Status);
    }

    [Fact]
    public async Task Every_table_with_a_persons_or_a_holdings_id_is_in_the_list_of_parts_or_says_why_not()
    {
        await Raise("Dører", "De smeller.");
        await Give("Dører smeller.");
        await (await app.SignIn(Ås, "koordinator")).Get("/as/personer");
        var listed = PersonParts.All.SelectMany(p => p.Tables).Concat(PersonParts.Exceptions.Keys).ToHashSet();
        Assert.All(PersonParts.Exceptions.Values, why => Assert.True(why.Length > 20));

        // By what columns are called, so that an empty table is seen too; and by what stands in them, whatever they are called.
        var named = await Databases.Query<string>(
            app.Database,
            """
            select distinct c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
              and (a.attname ~ '(^|_)(person|holding|holder|giver|reader|actor|deputy|invitee|subject)(_id|s|)($|_)' or c.relname = 'people')
            """);
        var held = new HashSet<string>();
        foreach (var id in await Databases.Query<string>(
            app.Database, "select id::text from people where name ~ '^(ansatt|koordinator|tillitsvalgt) fra' union all select h.id::text from holdings h join people p on p.id = h.person_id where p.name ~ '^(ansatt|koordinator|tillitsvalgt) fra'"))
        {
            held.UnionWith(await Everywhere.TablesWith(app.Database, id));
        }

        Assert.Contains("inputs", held);
        Assert.Contains("access_about", held);
        Assert.Contains("seat_holdings", held);
        Assert.Empty(named.Concat(held).Distinct().Except(listed));
    }

    [Fact]
    public async Task A_name_is_corrected_and_the_log_tells_who_and_why_but_not_the_name()
    {
        var (old, right) = (Mark.New("Krai "), Mark.New("Kari "));
        var person = await Register(old);
        var coordinator = await app.SignIn(Ås, "koordinator");
        var form = await coordinator.Get($"/as/personer/{person}/rett-navn");
        Assert.Contains(old, form.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await coordinator.Send(form, $"/as/personer/{person}/rett-navn", ("name", " "), ("reason", "misspelt"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await coordinator.Send(form, $"/as/personer/{person}/rett-navn", ("name", right))).Status);

        var before = await app.Count(Ås);
        for (var i = 0; i < 2; i++)
            Assert.Equal($"/as/personer/{person}?gjort=correct_person_name#gjort", (await coordinator.Send(form, $"/as/personer/{person}/rett-navn", ("name", right), ("reason", "misspelt"))).Location);
        Assert.Equal(before + 1, await app.Count(Ås));
        Assert.Contains("Navnet er rettet.", (await coordinator.Get($"/as/personer/{person}?gjort=correct_person_name")).Text, StringComparison.Ordinal);
        Assert.Contains("Koordinator rettet et navn i personregisteret. Grunn: det var skrevet feil.", (await coordinator.Get("/as/historikk")).Text, StringComparison.Ordinal);
        Assert.Empty(await Everywhere.TablesWith(app.Database, old));
        Assert.Equal(["people"], await Everywhere.TablesWith(app.Database, right));

        // The same by JSON; the same name again changes nothing; the same command with another name is told.
        var command = Guid.CreateVersion7();
        var again = await app.Api(Ås, "ombud").Post($"/api/v1/as/people/{person}/correct-person-name", new JsonObject { ["name"] = right, ["reason"] = "newName" });
        Assert.True(again.Status == HttpStatusCode.OK, again.Raw);
        Assert.Equal(before + 1, await app.Count(Ås));
        Assert.NotEqual(command, Guid.Empty);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, "leder").Post($"/api/v1/as/people/{person}/correct-person-name", new JsonObject { ["name"] = "X", ["reason"] = "newName" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Api(Vestby, "ombud").Post($"/api/v1/vestby/people/{person}/correct-person-name", new JsonObject { ["name"] = "X", ["reason"] = "newName" })).Status);
        Assert.DoesNotContain(app.Logged, line => line.Contains(old, StringComparison.Ordinal) || line.Contains(right, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_who_never_had_a_seat_is_told_so_and_erased()
    {
        var name = Mark.New("Uten ");
        var person = await Register(name);
        var own = await TrepartApp.SignIn(app.Nobody(), Ås, person);
        Assert.Contains("har ikke hatt noen plass", (await own.Get("/as/meg")).Text, StringComparison.Ordinal);
        Assert.Contains(name, (await own.Get("/as/meg/alt")).Text, StringComparison.Ordinal);

        var answer = await app.Api(Ås, "koordinator").Post($"/api/v1/as/people/{person}/erase-person", new JsonObject { ["reason"] = "askedFor" });
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
        Assert.Empty(await Everywhere.TablesWith(app.Database, name));
        Assert.Equal("/logg-inn", (await own.Get("/as/meg")).Location?.Split('?')[0]);
        Assert.Contains("slettet en som ikke hadde hatt noen plass", (await (await app.SignIn(Ås, "koordinator")).Get("/as/historikk")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Api(Ås, "ombud").Post($"/api/v1/as/people/{Id(Ås, "person", "person-leder")}/erase-person", new JsonObject { ["reason"] = "askedFor" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Api(Ås, "koordinator").Post($"/api/v1/as/people/{Id(Ås, "person", "person-leder")}/erase-person", new JsonObject { ["reason"] = "namesSomeone" })).Status);
        Assert.Equal("seat/still-held", (await app.Api(Ås, "koordinator").Post($"/api/v1/as/people/{Id(Ås, "person", "person-leder")}/erase-person", new JsonObject { ["reason"] = "askedFor" })).Problem);
    }

    [Fact]
    public async Task Both_languages_have_every_field_of_it()
    {
        await Give("Eit innspel.");
        var user = await app.SignIn(Ås, "tillitsvalgt");
        await user.Post("/sprak", new Dictionary<string, string> { ["sprak"] = "nn", ["til"] = "/as", [(await user.Get("/as")).Forgery.Name] = (await user.Get("/as")).Forgery.Value });
        Assert.Contains("Plassar", (await user.Get("/as/meg/alt")).Text, StringComparison.Ordinal);
    }

    private async Task<string> Everything(string who)
    {
        var user = await app.SignIn(Ås, who);
        var page = await user.Get("/as/meg/alt");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var file = await user.Get("/as/meg/alt.json");
        var json = JsonNode.Parse(file.Html)!;
        Assert.Equal(("trepart/person/v1", "as"), (json["format"]!.ToString(), json["municipality"]!.ToString()));
        Assert.Equal(PersonParts.All.Select(p => p.Name), json["parts"]!.AsObject().Select(p => p.Key));

        // What is words in the file stands on the page as well.
        foreach (var words in Words().Matches(file.Html).Select(m => JsonNode.Parse(m.Groups[1].Value)!.ToString()))
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        return json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private async Task<Guid> Register(string name)
    {
        var id = Guid.CreateVersion7();
        await Databases.Run(app.Database, $"insert into people (tenant_id, id, name) values ('as', '{id}', '{name}')");
        return id;
    }

    private async Task<string> Give(string text) => (await app.Api(Ås, "ansatt").Post($"/api/v1/as/arenas/{Group(Ås)}/inputs", new JsonObject { ["kind"] = "problem", ["text"] = text })).Body!["id"]!.ToString();

    private async Task<string> Raise(string title, string concern) =>
        (await app.Api(Ås, "tillitsvalgt").Post($"/api/v1/as/arenas/{Group(Ås)}/matters", new JsonObject { ["title"] = title, ["concern"] = concern })).Body!["id"]!.ToString();

    private async Task Post(string who, string address, object body, long seen)
    {
        var answer = await app.Api(Ås, who).Post($"/api/v1/as/{address}", body, seen);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
    }

    [GeneratedRegex("\"(?:text|answer)\": (\"(?:[^\"\\\\]|\\\\.)*\")")]
    private static partial Regex Words();
}
