using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;
using Trepart.Web.Auditing;
using Trepart.Web.Inputs;
using Trepart.Web.Involvement;
using Trepart.Web.Matters;
using Trepart.Web.Seats;
using Cookie = Microsoft.Playwright.Cookie;

namespace Trepart.Browser.Tests;

/// <summary>Every kind of page, as it is seen on a phone and on a big screen, in light and in dark.</summary>
public sealed class PagesTests(Site site, ITestOutputHelper output)
{
    private static readonly string Root = "/" + Site.Done;
    private static readonly string Board = $"{Root}/grupper/{Id("arena", PainPatchStory.Arena)}";
    private static readonly string Permanent = $"{Root}/saker/{Id("matter", "smerteplaster")}";
    private static readonly string Open = $"{Root}/saker/{Id("matter", "langvakter")}";

    private static readonly string Seat = $"{Root}/plasser/{Id("seat", "verneombud")}";

    private static readonly Guid Followed = TrepartApp.Id(TrepartApp.Ås, "holding", "tillitsvalgt");

    private static readonly Guid Process = TrepartApp.Id(TrepartApp.Ås, "process", "turnus");

    private readonly ConcurrentDictionary<string, Lazy<Task<Cookie[]>>> _signedIn = new();

    /// <summary>Which page, who reads it, and whether it is kept as a picture.</summary>
    private sealed record Kind(string Name, string? Reader, string Address, int Status = 200, bool Picture = true)
    {
        public Func<IPage, Task> Before { get; init; } = _ => Task.CompletedTask;
    }

    private static IReadOnlyList<Kind> Kinds { get; } =
    [
        new("sign-in", null, "/logg-inn"),
        new("sessions", "kari", Root + "/innlogginger"),
        new("help", null, "/hjelp"),
        new("privacy", null, "/personvern"),
        new("accessibility", null, "/tilgjengelighet", Picture: false),
        new("home-employee", "tone", Root),
        new("home-steward", "gro", Root),
        new("menu", "sigrid", Root) { Before = OpenMenu },
        new("home-mayor", "ragnhild", Root, Picture: false),
        new("steering", "ragnhild", Root + "/styringsgruppa"),
        new("steering-employee", "tone", Root + "/styringsgruppa", Picture: false),
        new("board", "kari", Board),
        new("board-employee", "tone", Board, Picture: false),
        new("board-empty", "ansatt", $"/as/grupper/{TrepartApp.Group(TrepartApp.Ås)}"),
        new("input", "tone", $"{Root}/innspill/{Id("input", "mer-ansvar")}"),
        new("input-waiting", "kari", $"{Root}/innspill/{Id("input", "medisintralle")}"),
        new("matter-permanent", "kari", Permanent),
        new("matter-employee", "tone", Permanent, Picture: false),
        new("matter-deferred", "kari", Open),
        new("matter-running", "lise", $"{Root}/saker/{Id("matter", "ro-ved-maten")}"),
        new("matter-reverted", "kari", $"{Root}/saker/{Id("matter", "vaktskifte-natt")}"),
        new("matter-as-known", "kari", Permanent + "?kjent=2026-11-20", Picture: false),
        new("done", "kari", Open + "?gjort=defer_matter"),
        new("form-errors", "tone", Board + "/gi-innspill", 400) { Before = p => p.Locator("form.act-form button[type=submit]").ClickAsync() },
        new("form-errors-rows", "kari", Permanent + "/evaluer", 400) { Before = p => p.Locator("form.act-form button[type=submit]").ClickAsync() },
        new("refusal", "kari", Open + "/start-utproving", 409) { Before = p => p.Locator("form.act-form button[type=submit]").ClickAsync() },
        new("guard", "tone", Board + "/gi-innspill", 409)
        {
            Before = async p =>
            {
                await p.GetByLabel("Forslag").CheckAsync();
                await p.GetByLabel("Hva vil du si?").FillAsync("Kari Lyngstad må få høyere lønn.");
                await p.Locator("form.act-form button[type=submit]").ClickAsync();
                await Assertions.Expect(p.Locator("[name=confirmed]")).ToBeAttachedAsync();
            },
        },
        new("questions", "tone", Root + "/refleksjon", Picture: false),
        new("questions-form", "sigrid", $"{Root}/grupper/{Id("arena", "styringsgruppa")}/nye-sporsmal?sett=fairness", Picture: false),
        new("goals-empty", "kari", Board + "/mal"),
        new("goal-form", "kari", Board + "/nytt-mal", Picture: false),
        new("learning", "ragnhild", Root + "/laering?fra=2025-01-01"),
        new("learning-empty", "ordforer", "/as/laering", Picture: false),
        new("trail", "harald", Root + "/historikk"),
        new("trail-matter", "harald", $"{Root}/historikk?sak={Id("matter", "smerteplaster")}", Picture: false),
        new("trail-none", "harald", Root + "/historikk?fra=2030-01-01", Picture: false),
        new("record", "harald", Root + "/historikk/120"),
        new("people", "sigrid", Root + "/personer"),
        new("people-none", "sigrid", Root + "/personer", Picture: false)
        {
            Before = async p =>
            {
                await p.GetByLabel("Navn").FillAsync("Ingenting");
                await p.Locator("form.people-find button").ClickAsync();
            },
        },
        new("person", "sigrid", $"{Root}/personer/{Id("person", "bjorn-sagvik")}"),
        new("person-correct", "sigrid", $"{Root}/personer/{Id("person", "bjorn-sagvik")}/rett-navn"),
        new("person-everything", "sigrid", $"{Root}/personer/{Id("person", "gro-vestnes")}/alt", Picture: false),
        new("me", "gro", Root + "/meg"),
        new("me-everything", "kari", Root + "/meg/alt"),
        new("retention", "sigrid", Root + "/oppbevaring"),
        new("retention-choose", "sigrid", Root + "/oppbevaring/inputTexts/velg"),
        new("access-log", "ombud", "/as/tilgangslogg"),
        new("access-log-none", "ombud", "/as/tilgangslogg?til=2020-01-01", Picture: false),
        new("people-erase", "sigrid", $"{Root}/personer/{Id("person", "bjorn-sagvik")}/slett"),
        new("seats", "sigrid", Root + "/plasser"),
        new("seats-vacant", "sigrid", Root + "/plasser?ledige=1", Picture: false),
        new("seats-arena", "sigrid", $"{Root}/plasser/moteplass/{Id("arena", PainPatchStory.Arena)}"),
        new("seat", "sigrid", Seat),
        new("start", "sigrid", Root + "/kom-i-gang"),
        new("invitations", "sigrid", Root + "/invitasjoner"),
        new("invited", "sigrid", Root + "/invitasjoner")
        {
            Before = async p =>
            {
                await p.GetByLabel("Navn").FillAsync("Kari");
                await p.Locator("form.people-find button").ClickAsync();
                await p.Locator("form[action$='/lag'] button").First.ClickAsync();
            },
        },
        new("form-ny-moteplass", "sigrid", $"{Root}/plasser/ny-moteplass", Picture: false),
        new("form-ny-plass", "sigrid", $"{Root}/plasser/moteplass/{Id("arena", PainPatchStory.Arena)}/ny-plass"),
        .. SeatActs.OnSeat.Select(a => new Kind("form-" + a.Slug, "sigrid", $"{Seat}/{a.Slug}", Picture: a == SeatActs.HandOver)),
        new("follow-up", "htv", "/as/oppfolging"),
        new("follow-up-safety", "hvo", "/as/oppfolging"),
        new("follow-up-pair", "htv", $"/as/oppfolging/{Followed}"),
        new("follow-up-own", "tillitsvalgt", $"/as/oppfolging/{Followed}"),
        new("follow-up-errors", "htv", $"/as/oppfolging/{Followed}", 400, Picture: false)
        {
            Before = async p =>
            {
                await p.Locator("form[action$='/skriv']").EvaluateAsync("f => f.closest('details').open = true");
                await p.Locator("form[action$='/skriv'] button").ClickAsync();
            },
        },
        new("ask-for-talk", "tillitsvalgt", $"/as/plass/{TrepartApp.Id(TrepartApp.Ås, "seat", "tv-plass")}"),
        new("mine-asked", "tillitsvalgt", "/as/min-side"),
        new("mine-chief", "htv", "/as/min-side", Picture: false),
        new("interest", "ansatt", $"/as/grupper/{TrepartApp.Group(TrepartApp.Ås)}/om"),
        new("home-auditor", "harald", Root),
        new("outside-mandate", "harald", Board, 403),
        new("audits", "sigrid", Root + "/innsyn"),
        new("mandate", "sigrid", $"{Root}/innsyn/{Id("mandate", "mandat-kontrollutvalget")}"),
        new("form-gi-innsyn", "sigrid", Root + "/innsyn/gi-innsyn"),
        new("form-gi-innsyn-errors", "sigrid", Root + "/innsyn/gi-innsyn", 400, Picture: false) { Before = p => p.Locator("form.act-form button[type=submit]").ClickAsync() },
        .. MandateActs.OnMandate.Select(a => new Kind("form-" + a.Slug, "sigrid", $"{Root}/innsyn/{Id("mandate", "mandat-kontrollutvalget")}/{a.Slug}", Picture: false)),
        new("not-found", "kari", $"{Root}/saker/{Guid.Empty}", 404),
        new("forbidden", "tone", Permanent + "/syn", 403),
        .. MatterActs.OnMatter.Select(a => new Kind("form-" + a.Slug, a.Right is Right.RaiseHmsConcern ? "odd" : "kari", $"{(a == MatterActs.EvaluateTrial ? Permanent : Open)}/{a.Slug}", Picture: a.Name is "defer_matter" or "evaluate_trial" or "propose_trial" or "correct_matter" or "register_view")),
        .. InputActs.OnInput.Where(a => a.Slug is "svar" or "knytt-til-sak" or "send-videre" or "slett-innspillstekst").Select(a => new Kind("form-" + a.Slug, "kari", $"{Root}/innspill/{Id("input", "medisintralle")}/{a.Slug}", Picture: false)),
        new("form-trekk", "amalie", $"{Root}/innspill/{Id("input", "medisintralle")}/trekk", Picture: false),
        new("form-gi-innspill", "tone", Board + "/gi-innspill"),
        new("processes", "ansatt", "/as/medvirkning"),
        new("processes-none", "tone", Root + "/medvirkning", Picture: false),
        new("process", "htv", $"/as/medvirkning/{Process}"),
        new("process-leader", "leder", $"/as/medvirkning/{Process}", Picture: false),
        new("form-ny-prosess", "leder", $"/as/grupper/{TrepartApp.Group(TrepartApp.Ås)}/ny-prosess", Picture: false),
        .. ProcessActs.OnProcess.Select(a => new Kind("form-" + a.Slug, a.Right is Right.KeepProcesses ? "leder" : "htv", $"/as/medvirkning/{Process}/{a.Slug}", Picture: a.Name is "note_involvement")),
        new("matter-evidence", "kari", Permanent + "/medvirkning"),
        new("assurance", "ordforer", "/as/trygghet"),
        new("assurance-done", "ragnhild", Root + "/trygghet", Picture: false),
        new("form-ny-sak", "kari", $"{Board}/ny-sak?innspill={Id("input", "medisintralle")}"),
    ];

    [Fact]
    public async Task Every_page_is_for_everyone_and_fits_the_window()
    {
        // Somebody has looked in the register, so that the access log has something to tell.
        var looks = await site.Open(360, script: false);
        await Site.SignIn(looks, "as", "koordinator fra Ås kommune");
        await looks.GotoAsync("/as/personer");
        await looks.Context.CloseAsync();

        await SomethingToFollowUp();

        // Two pages at a time: while the service makes one, the browser draws the other.
        var waiting = new ConcurrentQueue<Kind>(Kinds);
        var faults = new ConcurrentQueue<string>();
        await Task.WhenAll(Lane(), Lane());
        Assert.True(faults.IsEmpty, string.Join("\n", faults));
        site.AssertQuiet();

        async Task Lane()
        {
            while (waiting.TryDequeue(out var kind))
            {
                var started = Stopwatch.GetTimestamp();
                var found = await LookAt(kind);
                found.ForEach(f => faults.Enqueue($"{kind.Name} {f}"));
                output.WriteLine($"{kind.Name}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, {(found is [] ? "as it should be" : string.Join("; ", found))}");
            }
        }
    }

    // Chiefs, seats that nobody has, and what two of them have between them.
    private async Task SomethingToFollowUp()
    {
        static string Seat(string seat, string arena, string role, string? organisation = null) =>
            $$"""{"do":"establish_seat","at":"2026-01-05","seat":"{{seat}}","arena":"{{arena}}","role":"{{role}}"{{(organisation is null ? "" : $",\"organisation\":\"{organisation}\"")}}}""";
        static string Take(string seat, string who) =>
            $$"""{"do":"take_seat","at":"2026-01-05","seat":"{{seat}}","holding":"{{who}}","person":"person-{{who}}","name":"{{who}} fra Ås kommune"}""";
        await site.App.Load(string.Join('\n',
        [
            TrepartApp.Municipality("as", "Ås kommune", "nb"),
            Seat("hvo-plass", "styret", "chiefSafetyRepresentative"), Take("hvo-plass", "hvo"),
            Seat("ledig-plass", "gruppa", "shopSteward", "Fagforbundet"), Seat("ledig-vo", "gruppa", "safetyRepresentative"),
            """{"do":"register_process","at":"2026-01-05","by":"leder","process":"turnus","arena":"gruppa","title":"Ny turnus og arbeidstidsordning i hjemmetjenesten","kind":"workingHours","beganOn":"2026-01-19","owner":"Kommunalsjef helse og omsorg","plannedEnd":"2027-01-31","about":"Helgene skal fordeles på nytt."}""",
            """{"do":"note_involvement","at":"2026-02-03","by":"leder","process":"turnus","day":"2026-01-20","form":"informed","phase":"beforeStart","employees":true,"leaders":true,"shopStewards":true,"organisations":["Fagforbundet","Norsk Sykepleierforbund"]}""",
            """{"do":"note_involvement","at":"2026-02-10","by":"htv","process":"turnus","day":"2026-02-09","form":"discussed","phase":"workedOn","chiefShopStewards":true,"workingEnvironmentCommittee":true,"organisations":["Fagforbundet"],"what":"Referatet ligger i arkivet."}""",
            """{"do":"note_involvement","at":"2026-02-11","by":"htv","process":"turnus","day":"2026-02-10","form":"discussed","phase":"workedOn","chiefShopStewards":true,"organisations":["Fagforbundet"]}""",
            """{"do":"take_back_involvement","at":"2026-02-12","by":"htv","process":"turnus","involvement":3,"why":"Det var et annet møte."}""",
            """{"do":"note_lack","at":"2026-02-13","by":"htv","process":"turnus","phase":"beforeStart","what":"Vi fikk vite det da det var bestemt."}""",
            """{"do":"answer_lack","at":"2026-02-16","by":"leder","process":"turnus","lack":1,"answer":"Dere er med fra nå."}""",
            """{"do":"note_lack","at":"2026-02-17","by":"hvo","process":"turnus","phase":"beforeDecision","what":"Ingen har spurt hva nattevaktene gjør med helsa."}""",
        ]));
        var (chief, employee, seat) = (TrepartApp.Id(TrepartApp.Ås, "holding", "htv"), TrepartApp.Id(TrepartApp.Ås, "holding", "ansatt"), TrepartApp.Id(TrepartApp.Ås, "seat", "ledig-plass"));
        await Databases.Run(
            site.App.Database,
            $"""
            insert into follow_up_entries (tenant_id, id, holding, by_holding, kind, readers, text, happens_on, done_on, written_on) values
              ('as', gen_random_uuid(), '{Followed}', '{chief}', 'Talk', array['{chief}']::uuid[], 'Vi snakket om hvordan det er å være ny i plassen.', '2026-10-02', null, '2026-10-02'),
              ('as', gen_random_uuid(), '{Followed}', '{Followed}', 'Note', array['{chief}']::uuid[], 'Takk for praten. Jeg vil gjerne på kurset i januar.', null, null, '2026-10-05'),
              ('as', gen_random_uuid(), '{Followed}', '{Followed}', 'Ask', array['{chief}']::uuid[], null, null, null, '2026-11-18'),
              ('as', gen_random_uuid(), '{Followed}', '{chief}', 'Step', array['{chief}']::uuid[], 'Kurs i å lede samtaler', '2027-01-20', null, '2026-10-05'),
              ('as', gen_random_uuid(), '{Followed}', '{chief}', 'Step', array['{chief}']::uuid[], 'Grunnkurs for tillitsvalgte', null, '2026-05-12', '2026-05-12');
            insert into seat_interests (tenant_id, id, seat_id, holding, given_on) values ('as', gen_random_uuid(), '{seat}', '{employee}', '2026-11-19')
            """);
    }

    private async Task<List<string>> LookAt(Kind kind)
    {
        var page = await site.Open(360, script: true, kind.Status);
        if (kind.Reader is { } reader)
            await page.Context.AddCookiesAsync(await _signedIn.GetOrAdd(reader, r => new Lazy<Task<Cookie[]>>(() => SignIn(r))).Value);

        // The last whole page that came is the one that is looked at.
        var status = 0;
        page.Response += (_, r) => status = r.Request.IsNavigationRequest && r.Status != 302 ? r.Status : status;
        await page.GotoAsync(kind.Address);
        await kind.Before(page);
        await page.WaitForLoadStateAsync();
        var faults = new List<string>();
        if (status != kind.Status)
            faults.Add($"{status}, not {kind.Status}");
        if (await page.Locator("footer").CountAsync() == 0)
            faults.Add($"no page, but {await page.Locator("body").InnerTextAsync()}");
        else
            faults.AddRange(await LookAt(page, kind.Name, kind.Picture));
        await page.Context.CloseAsync();
        return faults;
    }

    /// <summary>Looks at a page in every size and colour, and takes pictures of it.</summary>
    /// <returns>What is wrong.</returns>
    internal static async Task<List<string>> LookAt(IPage page, string name, bool picture)
    {
        var faults = new List<string>();
        if (picture)
        {
            foreach (var (width, scheme) in new[] { (360, ColorScheme.Light), (768, ColorScheme.Light), (1280, ColorScheme.Light), (360, ColorScheme.Dark) })
            {
                await Set(page, width, scheme);
                await page.ScreenshotAsync(new() { Path = Picture($"{name}-{width}{(scheme is ColorScheme.Dark ? "-dark" : "")}"), FullPage = true });
            }

            if (name == "matter-permanent")
            {
                await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Light });
                await page.ScreenshotAsync(new() { Path = Picture(name + "-print"), FullPage = true });
                await page.EmulateMediaAsync(new() { Media = Media.Screen });
            }
        }

        // What is folded away is looked at too.
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        foreach (var width in new[] { 360, 1280 })
        {
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await Set(page, width, scheme);
                if (await Site.TooWide(page) is { } wide)
                    faults.Add($"{width}: too wide: {wide}");
                if (await page.Locator("header.top").EvaluateAsync<double>("h => h.offsetHeight") is var head and > 900 / 5)
                    faults.Add($"{width}: the head of the page takes {head} px of a phone's screen");
                faults.AddRange((await Axe.Look(page)).Select(f => $"{width} {scheme}: {f}"));
            }
        }

        return faults;
    }

    // A long menu is folded into a button on a phone.
    private static async Task OpenMenu(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Meny", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".menu a[href$='/plasser']")).ToBeVisibleAsync();
    }

    private static async Task Set(IPage page, int width, ColorScheme scheme)
    {
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
    }

    // Everyone signs in once, as people do, and all the windows are theirs.
    private async Task<Cookie[]> SignIn(string reader)
    {
        var page = await site.Open(360, script: true);
        await (reader switch
        {
            "ansatt" or "ordforer" or "ombud" or "htv" or "hvo" or "tillitsvalgt" or "leder" => Site.SignIn(page, "as", $"{reader} fra Ås kommune"),
            _ => Site.SignIn(page, Site.Done, PainPatchStory.PersonOf(reader).Name),
        });
        var cookies = await Site.CookiesOf(page);
        await page.Context.CloseAsync();
        return cookies;
    }

    private static Guid Id(string kind, string alias) => PainPatchStory.IdOf(Site.Done, kind, alias);

    private static string Picture(string name, [System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, $"../../artifacts/screenshots/{name}.png"));
}
