using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Trepart.Domain;
using Trepart.Web.Learning;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Learning;

/// <summary>A year of a group, and then a month that changes every figure of the overview: each is counted once more, from the log and by other means.</summary>
public sealed partial class ScriptedMonthTests
{
    private static readonly (DateOnly From, DateOnly To) Period = (new(2026, 1, 1), new(2026, 12, 10));

    [Fact]
    public async Task A_month_changes_every_figure_and_every_sentence_to_what_the_log_says()
    {
        await using var app = await Start();
        await app.Load(Story([]));
        await app.CaughtUp();
        var before = await Figures(app);
        Assert.Equal(await Counted(app), before);
        var said = await Sentences(app);

        await app.Load(Story(Month));
        app.Clock.Now = new(2026, 12, 10, 9, 30, 0, TimeSpan.Zero);
        await app.CaughtUp();
        var after = await Figures(app);
        Assert.Equal(await Counted(app), after);

        // What stands in both is another number; what came and went is another line.
        Assert.Empty(before.Where(b => after.GetValueOrDefault(b.Key) == b.Value && !Stands(b.Key)).Select(b => $"{b.Key} {b.Value}"));
        Assert.Equal("Siden januar er to endringer prøvd ut. Én er blitt varig praksis, og én er fortsatt i gang. Gruppene har fått tre innspill og gitt tre svar med grunn. "
            + "Halvparten av de første svarene kom innen sju dager. Én sak er utsatt til et senere møte. "
            + "Styringsgruppa har fått to rapporter og svart på én, etter 14 dager. Én seier er feiret.", said);
        Assert.Equal("Siden januar er seks endringer prøvd ut. To er blitt varig praksis, én gikk man tilbake fra, og tre er fortsatt i gang. Gruppene har fått sju innspill og gitt sju svar "
            + "med grunn. Halvparten av de første svarene kom innen fire dager. Fem saker ble utsatt til et senere møte, og to av dem er utsatt nå. "
            + "Styringsgruppa har fått fem rapporter og svart på tre, halvparten innen tre dager. To seire er feiret.", await Sentences(app));
    }

    [Fact]
    public async Task The_file_for_a_spreadsheet_has_the_same_figures()
    {
        await using var app = await Start();
        await app.Load(Story([]));
        await app.CaughtUp();
        var leader = await app.SignIn(Ås, "leder");
        var file = await leader.Download("/as/laering/tall.xlsx?fra=2026-01-01");
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var rows = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>()
            .Select(r => r.Elements<Cell>().Select(c => c.CellValue?.Text ?? c.InlineString?.InnerText ?? "").ToArray()).Where(r => r.Length == 4).Skip(1);
        Assert.Equal(await Figures(app), rows.ToDictionary(r => $"{r[0]} | {r[1]} | {r[2]}", r => long.Parse(r[3], CultureInfo.InvariantCulture)));
        Assert.Contains("Ås kommune", (await leader.Get("/as/laering/tall.csv")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sector_a_theme_and_a_period_narrow_the_figures()
    {
        await using var app = await Start();
        await app.Load(Story([]));
        var leader = await app.SignIn(Ås, "leder");
        var sector = Id(Ås, "workplace", "helse");

        Assert.Contains("Siden januar er to endringer prøvd ut.", (await leader.Get($"/as/laering?fra=2026-01-01&sektor={sector}")).Text, StringComparison.Ordinal);
        Assert.Contains("Siden januar er ingen endringer prøvd ut.", (await leader.Get($"/as/laering?fra=2026-01-01&sektor={Id(Ås, "workplace", "skole")}")).Text, StringComparison.Ordinal);
        Assert.Contains("Siden januar er én endring prøvd ut.", (await leader.Get("/as/laering?fra=2026-01-01&tema=Rosters")).Text, StringComparison.Ordinal);
        Assert.Contains("Fra januar til mars ble én endring prøvd ut.", (await leader.Get("/as/laering?fra=2026-01-01&til=2026-03-31")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await leader.Get($"/as/laering?sektor={Id(Vestby, "workplace", "helse")}")).Status);
        Assert.Contains("Siste dag er før den første.", (await leader.Get("/as/laering?fra=2026-05-01&til=2026-03-31")).Text, StringComparison.Ordinal);
    }

    // The tree stands still this month, and so do the months and quarters that are over.
    private static bool Stands(string line) =>
        line.StartsWith("Hvor i kommunen", StringComparison.Ordinal) || !(line.EndsWith("| ", StringComparison.Ordinal) || line.EndsWith("4. kv. 2026", StringComparison.Ordinal) || line.EndsWith("2026-11", StringComparison.Ordinal));

    private static async Task<TrepartApp> Start()
    {
        var app = new TrepartApp();
        await app.InitializeAsync();
        return app;
    }

    private static async Task<string> Sentences(TrepartApp app) => Summary().Match((await (await app.SignIn(Ås, "leder")).Get("/as/laering?fra=2026-01-01")).Html) is { Success: true } m ? WebUtility.HtmlDecode(m.Groups[1].Value) : "";

    [GeneratedRegex("<p class=\"learning-summary\">([^<]*)</p>")]
    private static partial Regex Summary();

    private static async Task<Dictionary<string, long>> Figures(TrepartApp app)
    {
        var csv = Encoding.UTF8.GetString(await (await app.SignIn(Ås, "leder")).Download("/as/laering/tall.csv?fra=2026-01-01"));
        return csv.Split("\r\n").Select(l => l.Split(';')).Where(l => l.Length == 4).Skip(1)
            .ToDictionary(l => $"{l[0]} | {l[1]} | {l[2]}", l => long.Parse(l[3], CultureInfo.InvariantCulture));
    }

    /// <summary>The same figures, counted from the events one by one.</summary>
    private static async Task<Dictionary<string, long>> Counted(TrepartApp app)
    {
        var text = new Language(Written.Bokmål);
        var log = (await Tests.ReadTables.Log(app.Store, [Ås])).ToList();
        var lines = new Dictionary<string, long>();
        var (now, thisMonth) = (DateOnly.FromDateTime(app.Clock.Now.Date), new DateOnly(app.Clock.Now.Year, app.Clock.Now.Month, 1));

        void Add(string part, string what, long count, string when = "") => lines[$"{text[part]} | {Telling.Upper(what)} | {when}"] = count;

        var given = Batches(log.Where(e => e.Event is InputReceived), thisMonth);
        Add("learning.answers", text["learning.path.row.inputs"], given);
        var answers = log.Where(e => e.Event is InputAnswered or InputRouted).GroupBy(e => e.StreamId).Select(g => g.First()).ToList();
        foreach (var way in answers.GroupBy(e => e.Event is InputAnswered a ? a.Disposition.ToString() : ((InputRouted)e.Event).To.ToString()))
        {
            if (Batches(way, thisMonth) is > 0 and var count)
                Add("learning.answers", text[$"learning.way.{way.Key}"], count);
        }

        var matters = log.Where(e => e.StreamType == "matter").GroupBy(e => e.StreamId)
            .Select(g => (Events: g.ToList(), State: g.Select(e => (MatterEvent)e.Event).Aggregate(Matter.Initial, Matter.Evolve))).ToList();
        Add("learning.path", text["learning.path.row.matters"], matters.Count);
        Add("learning.path", text["learning.path.row.closed"], matters.Count(m => m.State.Stage is MatterStage.Closed && !WasTried(m.Events)));
        Add("learning.path", text["learning.path.row.tried"], matters.Count(m => WasTried(m.Events)));
        foreach (var outcome in matters.Where(m => WasTried(m.Events)).GroupBy(m => m.State.Trial!.Stage))
            Add("learning.path", text.Say("learning.path.row.outcome", ("state", text[$"learning.state.{outcome.Key}"])), outcome.Count());

        var deferred = matters.Where(m => m.Events.Exists(e => e.Event is MatterDeferred)).ToList();
        var still = deferred.Count(m => m.State.Stage is MatterStage.Deferred);
        var tried = deferred.Count(m => m.State.Stage is not MatterStage.Deferred && WasTried(m.Events));
        var closed = deferred.Count(m => m.State.Stage is MatterStage.Closed && !WasTried(m.Events));
        foreach (var (what, count) in new[] { ("tried", tried), ("closed", closed), ("open", deferred.Count - still - tried - closed), ("still", still) })
            Add("learning.deferrals", text[$"learning.deferrals.{what}"], count);

        var raised = matters.Select(m => (m.Events[0].HappenedOn, ((MatterRaised)m.Events[0].Event).Theme)).ToList();
        foreach (var theme in raised.Select(r => r.Theme).Distinct())
        {
            for (var quarter = 1; quarter <= 4; quarter++)
                Add("learning.themes", ThemeWords.Of(text, theme), raised.Count(r => r.Theme == theme && (r.HappenedOn.Month + 2) / 3 == quarter), $"{quarter}. kv. 2026");
        }

        var reports = log.Where(e => e.StreamType == "report").GroupBy(e => e.StreamId).Select(g => g.Select(e => e.Event).ToList()).Where(g => g.OfType<ReportSent>().Any()).ToList();
        Add("learning.loop", text["learning.loop.sent"], reports.Count);
        foreach (var kind in reports.SelectMany(r => r.OfType<ReportAnswered>()).CountBy(a => a.Kind))
            Add("learning.loop", text[$"learning.loop.{kind.Key}"], kind.Value);
        Add("learning.loop", text["learning.loop.waits"], reports.Count(r => !r.OfType<ReportAnswered>().Any()));
        Add("learning.loop", text["learning.loop.problems"], reports.Count(r => r.OfType<ReportDrafted>().Single().Problem is not null));
        Add("learning.loop", text["learning.shared.published"], log.Count(e => e.Event is ExperiencePublished));
        Add("learning.loop", text["learning.shared.offered"], log.Sum(e => e.Event is ExperienceOffered offered ? offered.Arenas.Count : 0));
        Add("learning.loop", text["learning.shared.will-try"], log.Count(e => e.Event is ExperienceAnswered { Answer: AdoptionAnswer.WillTry }));
        Add("learning.loop", text["learning.shared.told"], log.Count(e => e.Event is AdoptionTold));
        Add("learning.loop", text["learning.shared.used"], log.Sum(e => e.Event is LearningUsed used ? used.Experiences.Count + used.Reports.Count : 0));
        Add("learning.wins", text["learning.wins.count"], log.Count(e => e.Event is WinCelebrated));

        foreach (var (sector, with, without) in new[] { ("Helse", 1, 0), ("Skole", 0, 1) })
        {
            Add("learning.coverage", $"{sector}: {text["learning.coverage.with"]}", with);
            Add("learning.coverage", $"{sector}: {text["learning.coverage.starting"]}", 0);
            Add("learning.coverage", $"{sector}: {text["learning.coverage.without"]}", without);
        }

        foreach (var month in log.Where(e => ActivityTable.Counted.Contains(e.Type)).GroupBy(e => $"{e.HappenedOn:yyyy-MM}"))
        {
            foreach (var name in ActivityTable.Counted)
                Add("learning.months", text[$"learning.months.{name}"], month.Count(e => e.Type == name), month.Key);
        }

        Assert.True(now <= Period.To && log.TrueForAll(e => e.HappenedOn >= Period.From));
        return lines;
    }

    private static bool WasTried(IEnumerable<Recorded> events) => events.Any(e => e.Event is TrialStarted);

    /// <summary>How many are in batches of three or more whose month is over: a new batch once the last one was in the figures when the next was recorded.</summary>
    private static int Batches(IEnumerable<Recorded> events, DateOnly thisMonth)
    {
        var sum = 0;
        foreach (var group in events.GroupBy(e => e.Arena))
        {
            var (count, month) = (0, default(DateOnly));
            foreach (var one in group)
            {
                if (count >= 3 && month < new DateOnly(one.RecordedAt.Year, one.RecordedAt.Month, 1))
                    (sum, count, month) = (sum + count, 0, default);
                var own = new DateOnly(one.HappenedOn.Year, one.HappenedOn.Month, 1);
                (count, month) = (count + 1, own > month ? own : month);
            }

            if (count >= 3 && month < thisMonth)
                sum += count;
        }

        return sum;
    }

    private static string Story(IEnumerable<string> more) => string.Join('\n', [Municipality("as", "Ås kommune", "nb"), .. Year.Concat(more).OrderBy(Day, StringComparer.Ordinal)]);

    private static string Day(string line) => line.Split("\"at\":\"")[1][..10];

    private static IEnumerable<string> Input(string name, string day, string answered) =>
    [
        $$"""{"do":"give_input","at":"2026-{{day}}","by":"ansatt","input":"{{name}}","arena":"gruppa","kind":"problem","text":"Noe om {{name}}."}""",
        $$"""{"do":"answer_input","at":"2026-{{answered}}","by":"tillitsvalgt","input":"{{name}}","disposition":"takenUp","reason":"Vi tar det."}""",
    ];

    private static IEnumerable<string> Trial(string matter, string day, string theme, bool isEvaluated, string? ends) =>
    [
        $$"""{"do":"raise_matter","at":"2026-{{day}}","by":"tillitsvalgt","matter":"{{matter}}","arena":"gruppa","title":"Om {{matter}}","concern":"Det må bli bedre."{{(theme == "" ? "" : $",\"theme\":\"{theme}\"")}}}""",
        $$"""{"do":"propose_trial","at":"2026-{{day}}","by":"tillitsvalgt","matter":"{{matter}}","change":"Noe nytt","howWeKnow":"Færre avvik.","evaluateOn":"2027-01-14","wayBack":"Som før.","affected":["Nattevaktene"]}""",
        $$"""{"do":"answer_hms_risk","at":"2026-{{day}}","by":"verneombud","matter":"{{matter}}","risk":"assessed","explanation":"Vi har sett på det."}""",
        $$"""{"do":"agree_trial","at":"2026-{{day}}","by":"leder","matter":"{{matter}}","seats":["tv-plass","vo-plass"]}""",
        $$"""{"do":"start_trial","at":"2026-{{day}}","by":"leder","matter":"{{matter}}"}""",
        .. isEvaluated
            ? new[] { $$"""{"do":"evaluate_trial","at":"2026-{{day}}","by":"verneombud","matter":"{{matter}}","findings":[{"group":1,"effect":"better","what":"Roligere."}],"learned":"Det hjalp."}""" } : [],
        .. ends is null ? [] : new[] { $$"""{"do":"{{ends}}","at":"2026-{{day}}","by":"leder","matter":"{{matter}}","{{(ends == "revert_trial" ? "reason" : "practice")}}":"Slik ble det."}""" },
    ];

    /// <summary>A report that all parties have approved, and what the steering group did with it; null where it waits.</summary>
    private static IEnumerable<string> Report(string name, string day, string? problem, string? answered, string kind = "answers") =>
    [
        $$"""{"do":"draft_report","at":"2026-{{day}}","by":"leder","report":"{{name}}","arena":"gruppa","from":"2026-01-01","until":"2026-{{day}}","text":"Dette har vi gjort."{{(problem is null ? "" : $",\"problem\":\"{problem}\"")}}}""",
        .. ByAll("report", name, day), $$"""{"do":"send_report","at":"2026-{{day}}","by":"tillitsvalgt","report":"{{name}}"}""",
        .. answered is null ? [] : new[] { $$"""{"do":"answer_report","at":"2026-{{answered}}","by":"direktor","report":"{{name}}","kind":"{{kind}}","answer":"Vi har lest."{{(problem is null ? "" : ",\"onProblem\":\"Vi ser på det.\"")}}}""" },
    ];

    private static IEnumerable<string> Experience(string name, string day) =>
    [
        $$"""{"do":"draft_experience","at":"2026-{{day}}","by":"tillitsvalgt","experience":"{{name}}","arena":"gruppa","title":"Om {{name}}","situation":"Det var uro.","tried":"Noe nytt.","result":"Roligere.","outcome":"kept"}""",
        .. ByAll("experience", name, day),
        $$"""{"do":"publish_experience","at":"2026-{{day}}","by":"tillitsvalgt","experience":"{{name}}","shareable":false}""",
        $$"""{"do":"offer_experience","at":"2026-{{day}}","by":"koordinator","experience":"{{name}}","arenas":["nabogruppa"],"why":"Prøv dette."}""",
        $$"""{"do":"answer_experience","at":"2026-{{day}}","by":"nabo","adoption":"{{name}}-hos-naboen","arena":"nabogruppa","experience":"{{name}}","answer":"willTry"}""",
        $$"""{"do":"tell_adoption","at":"2026-{{day}}","by":"nabo","adoption":"{{name}}-hos-naboen","outcome":"helped","result":"Det virket her også."}""",
        $$"""{"do":"register_decision","at":"2026-{{day}}","by":"koordinator","political_decision":"vedtak-{{name}}","arena":"styret","title":"Om {{name}}","body":"Kommunestyret","decidedOn":"2026-{{day}}"}""",
        $$"""{"do":"note_learning_used","at":"2026-{{day}}","by":"koordinator","political_decision":"vedtak-{{name}}","experiences":["{{name}}"],"reports":[],"how":"Den sto i saka."}""",
        $$"""{"do":"celebrate_win","at":"2026-{{day}}","by":"tillitsvalgt","win":"seier-{{name}}","arena":"gruppa","what":"Vi klarte {{name}}"}""",
    ];

    private static readonly string[] Table = ["leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud"];

    private static IEnumerable<string> ByAll(string thing, string name, string day) =>
    [
        $$"""{"do":"present_{{thing}}","at":"2026-{{day}}","by":"tillitsvalgt","{{thing}}":"{{name}}"}""",
        .. Table.Select(by => $$"""{"do":"approve_{{thing}}","at":"2026-{{day}}","by":"{{by}}","{{thing}}":"{{name}}"}"""),
    ];

    private static IEnumerable<string> Deferred(string matter, bool isTakenUp) =>
    [
        $$"""{"do":"raise_matter","at":"2026-11-06","by":"leder","matter":"{{matter}}","arena":"gruppa","title":"Om {{matter}}","concern":"Det haster ikke."}""",
        $$"""{"do":"defer_matter","at":"2026-11-06","by":"leder","matter":"{{matter}}","until":"2026-11-30","reason":"Vi må vite mer.","talk":["tv-plass","vo-plass"]}""",
        .. isTakenUp ? new[] { $$"""{"do":"take_up_matter","at":"2026-11-16","by":"leder","matter":"{{matter}}"}""" } : [],
    ];

    private static readonly string[] Year =
    [
        """{"do":"register_workplace","at":"2026-01-05","workplace":"helse","arena":"styret","level":"sector","name":"Helse"}""",
        """{"do":"register_workplace","at":"2026-01-05","workplace":"skole","arena":"styret","level":"sector","name":"Skole"}""",
        """{"do":"register_workplace","at":"2026-01-05","workplace":"solbakken","arena":"styret","level":"unit","name":"Solbakken","parent":"helse","employees":40}""",
        """{"do":"register_workplace","at":"2026-01-05","workplace":"skolen","arena":"styret","level":"unit","name":"Skolen","parent":"skole"}""",
        """{"do":"attach_arena","at":"2026-01-05","arena":"gruppa","node":"solbakken"}""",
        .. Input("en", "02-02", "02-09"), .. Input("to", "02-03", "02-10"), .. Input("tre", "03-03", "03-10"), .. Input("fire", "03-04", "03-05"),
        .. Trial("nattliste", "03-05", "rosters", isEvaluated: true, "make_trial_permanent"),
        .. Trial("tavle", "05-05", "", isEvaluated: false, null),
        """{"do":"raise_matter","at":"2026-08-05","by":"leder","matter":"bilene","arena":"gruppa","title":"Bilene","concern":"For få biler.","theme":"resources"}""",
        """{"do":"defer_matter","at":"2026-08-06","by":"leder","matter":"bilene","until":"2026-12-20","reason":"Vi må vite mer.","talk":["tv-plass","vo-plass"]}""",
        """{"do":"raise_matter","at":"2026-10-05","by":"leder","matter":"rydding","arena":"gruppa","title":"Rydding","concern":"Det roter seg."}""",
        """{"do":"close_matter","at":"2026-10-06","by":"leder","matter":"rydding","result":"Vi ryddet."}""",
        .. Report("varen", "06-01", "Vi mangler vikarer.", "06-15"), .. Report("sommeren", "09-01", null, null), .. Experience("lista", "06-03"),
    ];

    private static readonly string[] Month =
    [
        .. Input("fem", "11-02", "11-06"), .. Input("seks", "11-02", "11-03"), .. Input("sju", "11-03", "11-03"),
        .. Trial("skjema", "11-04", "rosters", isEvaluated: true, "make_trial_permanent"),
        .. Trial("pauser", "11-05", "resources", isEvaluated: true, "revert_trial"),
        .. Trial("seng", "11-09", "", isEvaluated: false, null),
        .. Deferred("senere", isTakenUp: true), .. Deferred("vakt", isTakenUp: false), .. Deferred("kjokken", isTakenUp: true),
        .. Trial("kjokken", "11-18", "", isEvaluated: false, null).Skip(1),
        """{"do":"raise_matter","at":"2026-11-06","by":"leder","matter":"lys","arena":"gruppa","title":"Lys","concern":"Det er mørkt."}""",
        """{"do":"defer_matter","at":"2026-11-06","by":"leder","matter":"lys","until":"2026-11-16","reason":"Vi må vite mer.","talk":["tv-plass","vo-plass"]}""",
        """{"do":"take_up_matter","at":"2026-11-16","by":"leder","matter":"lys"}""",
        """{"do":"close_matter","at":"2026-11-17","by":"leder","matter":"lys","result":"Nye pærer."}""",
        .. Report("hosten", "11-16", "Vi mangler et rom.", "11-18"), .. Report("natta", "11-16", null, "11-19", "helps"), .. Report("kjokkenet", "11-17", null, null), .. Experience("pausene", "11-19"),
    ];
}
