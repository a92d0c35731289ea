using Trepart.Web.Import;

namespace Trepart.Web.Tests;

/// <summary>A story is brought in whole or not at all, and as often as one likes.</summary>
public sealed class ImportTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string[] Start =
    [
        """{"do":"create_municipality","tenant":"TENANT","name":"Nesodden kommune","written":"nb","at":"2026-01-05"}""",
        """{"do":"establish_arena","at":"2026-01-05","arena":"gruppa","kind":"workingGroup","name":"HMS-gruppa","workplace":"Fjellstrand"}""",
        """{"do":"establish_seat","at":"2026-01-05","seat":"leder-plass","arena":"gruppa","role":"unitLeader"}""",
        """{"do":"take_seat","at":"2026-01-05","seat":"leder-plass","holding":"leder","person":"person-leder","name":"Leder fra Nesodden"}""",
        """{"do":"raise_matter","at":"2026-02-02","matter":"sak","arena":"gruppa","by":"leder","title":"Heisen","concern":"Den står."}""",
    ];

    private static readonly string[] More =
    [
        """{"do":"clarify_problem","at":"2026-02-09","matter":"sak","by":"leder","problem":"Den står hver uke."}""",
        """{"do":"close_matter","at":"2026-03-02","matter":"sak","by":"leder","result":"Ny heis er på plass."}""",
    ];

    public static TheoryData<string, string, string> BadLines => new()
    {
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"sak","by":"leder"}""", "problem", "error.required" },
        { """{"do":"clarify_problem","at":"31.2.2026","matter":"sak","by":"leder","problem":"Ja."}""", "at", "error.not-a-date" },
        { """{"do":"clarify_problem","at":"2026-12-24","matter":"sak","by":"leder","problem":"Ja."}""", "at", "error.in-future" },
        { """{"do":"clarify_problem","at":"2026-01-09","matter":"sak","by":"leder","problem":"Ja."}""", "at", "import.not-in-order" },
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"saka","by":"leder","problem":"Ja."}""", "matter", "import.name-unknown" },
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"gruppa","by":"leder","problem":"Ja."}""", "matter", "import.name-of-other" },
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"sak","by":"nestleder","problem":"Ja."}""", "by", "import.name-unknown" },
        { """{"do":"clarify_problem","at":"2026-02-09","matter":"sak","by":"leder","problem":"Ja.","problems":"Nei."}""", "problems", "error.unknown-field" },
        { """{"do":"vote","at":"2026-02-09","matter":"sak","by":"leder"}""", "do", "import.no-such-act" },
        { """{"do":"withdraw_trial","at":"2026-02-09","matter":"sak","by":"leder","reason":"Ja."}""", "", "refusal.trial/none-proposed" },
        { """{"do":"raise_matter","at":"2026-02-09","matter":"sak","arena":"gruppa","by":"leder","title":"Heisen","concern":"Den står."}""", "matter", "import.name-taken" },
        { "[]", "", "import.not-an-object" },
        { "{", "", "import.not-an-object" },
        { """{"do":"clarify_problem","do":"close_matter"}""", "", "import.not-an-object" },
    };

    [Fact]
    public async Task A_file_that_is_brought_in_again_changes_nothing()
    {
        var story = Story("igjen", [.. Start, .. More]);
        await app.Load(story);
        var all = await Everything();

        await app.Load(story);
        Assert.Equal(all, await Everything());

        // Also where the fields stand in another order, with other spaces.
        await app.Load(story.Replace("""{"do":"close_matter","at":"2026-03-02",""", """{ "at": "2026-03-02",  "do": "close_matter", """, StringComparison.Ordinal));
        Assert.Equal(all, await Everything());
    }

    [Fact]
    public async Task A_file_that_has_grown_goes_on_where_it_was()
    {
        var tenant = new Tenant("vokser");
        await app.Load(Story("vokser", Start));
        Assert.Equal(4, await app.Count(tenant));

        var grown = Assert.IsType<Imported.Done>(await app.Import(Story("vokser", [.. Start, .. More])));
        Assert.Equal((6, 2, 2), (grown.Lines, grown.New, grown.Events));
        Assert.Equal(6, await app.Count(tenant));
    }

    [Fact]
    public async Task A_file_that_grows_in_the_middle_is_turned_down()
    {
        await app.Load(Story("midten", [.. Start, .. More]));
        var all = await Everything();

        var refused = Assert.IsType<Imported.Refused>(await app.Import(Story("midten", [.. Start, """{"do":"note_disagreement","at":"2026-02-05","matter":"sak","by":"leder","difference":"Når."}""", .. More])));

        Assert.Equal((6, "import.new-before-known"), (refused.Fault.Line, refused.Fault.Key));
        Assert.Equal(all, await Everything());
    }

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task A_bad_line_is_named_and_nothing_of_the_file_is_stored(string line, string field, string key)
    {
        var all = await Everything();

        var refused = Assert.IsType<Imported.Refused>(await app.Import(Story("feil", [.. Start, line, .. More])));

        Assert.Equal((6, field, key), (refused.Fault.Line, refused.Fault.Field ?? "", refused.Fault.Key));
        Assert.StartsWith(field == "" ? "6: " : $"6: {field}: ", refused.Fault.Say(new Language(Written.Bokmål)), StringComparison.Ordinal);
        Assert.DoesNotContain(key, refused.Fault.Say(new Language(Written.Bokmål)), StringComparison.Ordinal);
        Assert.Equal(all, await Everything());
        Assert.Empty(await Databases.Query<string>(app.Database, "select value from tenant_attributes where tenant_id = 'feil'"));
    }

    [Fact]
    public async Task What_a_file_brings_in_is_seen_at_once()
    {
        await app.Load(Story("synlig", [.. Start, .. More]));
        var leader = await app.SignIn(new Tenant("synlig"), TrepartApp.Id(new("synlig"), "person", "person-leder"));
        var board = await leader.Get($"/synlig/grupper/{TrepartApp.Group(new("synlig"))}");
        Assert.Contains("Heisen", board.Text, StringComparison.Ordinal);
    }

    private static string Story(string tenant, params string[] lines) => string.Join('\n', lines).Replace("TENANT", tenant, StringComparison.Ordinal);

    /// <summary>Every table with its number of rows and a hash of what stands in them.</summary>
    private async Task<IReadOnlyList<string>> Everything()
    {
        await app.CaughtUp();
        var tables = await Databases.Query<string>(app.Database, "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1");
        Assert.Contains("mt_events", tables);
        var all = new List<string>();
        foreach (var table in tables)
            all.AddRange(await Databases.Query<string>(app.Database, $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t"));
        return all;
    }
}
