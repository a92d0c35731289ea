using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Commands;
using Trepart.Web.Meetings;
using Trepart.Web.OpenInputs;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>What must hold of every address of the service, those of tomorrow too.</summary>
public sealed class RouteRules(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly string[] Asked = ["Hvem får fri?"];

    private IReadOnlyList<RouteEndpoint> Routes => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [Fact]
    public void Every_route_is_open_to_all_or_says_what_it_takes() =>
        Assert.Empty(Routes.Where(r => !IsOpen(r) && !(AsksWho(r) && r.Metadata.GetMetadata<May>() is not null)).Select(Name));

    [Fact]
    public void Every_route_of_a_municipality_asks_who_it_is()
    {
        var municipal = Routes.Where(r => r.RoutePattern.Parameters.Any(p => p.Name == "tenant")).ToList();

        Assert.True(municipal.Count > 60, $"{municipal.Count} routes");
        Assert.Empty(municipal.Where(r => IsOpen(r) || !AsksWho(r)).Select(Name));
    }

    [Fact]
    public void What_is_open_to_all_is_this_and_no_more() =>
        Assert.Equal(
            [
                "GET /", "GET /health/live", "GET /health/ready", "GET /hjelp", "GET /logg-inn", "GET /openapi/{documentName}.json", "GET /personvern",
                "GET /start", "GET /tilgjengelighet", "GET /{municipality}/avmeld", "GET /{municipality}/gi/{key}", "GET /{municipality}/invitasjon", "GET /{municipality}/kalender/{code}",
                "GET /{municipality}/mote/{key}", "GET /{municipality}/svar",
                "POST /logg-inn", "POST /logg-ut", "POST /sprak", "POST /start", "POST /{municipality}/avmeld", "POST /{municipality}/gi/{key}", "POST /{municipality}/invitasjon",
                "POST /{municipality}/mote/{key}", "POST /{municipality}/svar", "POST /{municipality}/tillitssjekk", "any /api/{**rest}",
            ],
            Routes.Where(IsOpen).Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_command_comes_by_POST_and_every_act_has_its_form_and_its_JSON_address()
    {
        Assert.Empty(Routes.Where(r => r.Metadata.GetMetadata<Act>() is not null && Methods(r) != "POST").Select(Name));
        Assert.Empty(Routes.Select(Methods).Distinct().Except(["GET", "POST", "any"]));
        foreach (var act in AllActs.ByName.Values.Where(a => a.Slug is not null))
        {
            Assert.Single(Routes, r => Methods(r) == "POST" && r.Metadata.GetMetadata<Act>() == act);
            Assert.Single(Routes, r => !IsOpen(r) && Methods(r) == "POST" && Name(r).EndsWith("/" + act.Slug, StringComparison.Ordinal));
            Assert.Single(Routes, r => !IsOpen(r) && Methods(r) == "GET" && Name(r).EndsWith("/" + act.Slug, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_form_asks_for_the_right_of_its_act() =>
        Assert.All(
            AllActs.ByName.Values.Where(a => a.Slug is not null),
            act => Assert.All(
                Routes.Where(r => !IsOpen(r)).Where(r => r.Metadata.GetMetadata<Act>() == act || Name(r).EndsWith("/" + act.Slug, StringComparison.Ordinal)),
                r => Assert.Equal(act.Right, r.Metadata.GetMetadata<May>()?.Right)));

    /// <summary>Opens every address there is, as one who may do much, and looks whether anything was written.</summary>
    [Fact]
    public async Task Nothing_changes_by_being_looked_at()
    {
        var leader = await app.SignIn(Ås, "leder");
        var api = app.Api(Ås, "leder");
        var input = await Begin(api, "inputs", new { kind = "problem", text = "Det trekker." });
        var matter = await Begin(api, "matters", new { title = "Vinduene", concern = "Det er kaldt." });
        var meeting = await Begin(api, "meetings", new { day = "2026-11-20", begins = "09:00", lasts = 60 });
        var series = await Begin(api, "series", new { first = "2026-12-02", begins = "09:00", lasts = 60, rhythm = "monthly", until = "2027-03-01" });
        var action = await Begin(api, "actions", new { what = "Tette vinduene" });
        var code = await app.Services.GetRequiredService<CalendarAddresses>().Make(Ås, Group(Ås), Id(Ås, "holding", "leder"), app.Clock.Now, default);
        var invitation = await app.Services.GetRequiredService<Invitations>().Create(Ås, Id(Ås, "person", "person-leder"), Id(Ås, "holding", "koordinator"), app.Clock.Now, default);
        var link = await Begin(api, "links", new { });
        var staff = await Begin(api, "staff-meetings", new { day = "2026-12-01", theme = "Hverdagen", question = "Hva er viktigst?" });
        Assert.Equal(HttpStatusCode.OK, (await api.Post($"/api/v1/as/staff-meetings/{staff}/open-collecting", new { }, 1)).Status);
        var keys = app.Services.GetRequiredService<OpenKeys>();
        var workplace = await app.Api(Ås, "koordinator").Post("/api/v1/as/workplaces", new { level = "unit", name = "Solbakken" });
        var politicalDecision = await Begin(app.Api(Ås, "ordforer"), "political-decisions", new { title = "Heltid", body = "Kommunestyret", decidedOn = "2026-06-18" });
        var signal = await Begin(app.Api(Ås, "ordforer"), "signals", new { kind = "information", title = "Nytt", text = "Til dere.", everyone = true });
        var experience = await Begin(api, "experiences", new { title = "Plan", situation = "Sent.", tried = "Før.", result = "Ro.", outcome = "kept" });
        foreach (var (who, act) in new[] { ("leder", "present"), ("leder", "approve"), ("tillitsvalgt", "approve"), ("tillitsvalgt-to", "approve"), ("verneombud", "approve"), ("leder", "publish") })
            Assert.Equal(HttpStatusCode.OK, (await app.Api(Ås, who).PostRaw($"/api/v1/as/experiences/{experience}/{act}-experience", "{}", "*", Guid.CreateVersion7().ToString())).Status);
        (string[] Names, string Id)[] things =
        [
            (["innspill", "inputs"], input), (["arbeidsplasser", "workplaces"], workplace.Body!["id"]!.ToString()),
            (["foreninger", "unions/"], await Begin(api, "unions", new { organisation = "Delta" })), (["rules/"], await Begin(api, "rules", new { points = (List<string>)["Alle blir hørt."] })),
            (["plass/", "seats/"], Id(Ås, "seat", "leder-plass").ToString()),
            (["ovelser/", "exercises/"], await Begin(api, "exercises", new { set = "fairness" })), (["hjelp/", "help/"], await Begin(api, "help", new { })),
            (["tillitssjekk/", "trust-checks/"], await Begin(api, "trust-checks", new { closesOn = "2026-12-10" })),
            (["rapporter/", "reports/"], await Begin(api, "reports", new { from = "2026-01-01", until = "2026-06-30", text = "Vi har prøvd to ting." })),
            (["sporsmal/", "signals/"], signal), (["replies/"], await Begin(api, "replies", new { signal })),
            (["utprovd-hos-oss/", "adoptions/"], await Begin(api, "adoptions", new { experience, answer = "willTry" })),
            (["decision-links/", "decision-uses-read/"], await Begin(api, "decision-links", new { politicalDecision, matter })),
            (["erfaringer/", "experiences/"], experience),
            (["vedtak/", "political-decisions/"], politicalDecision),
            (["mal/", "goals/"], await Begin(api, "goals", new { kind = "sickLeave", what = "Lavere sykefravær" })),
            (["seire/", "wins/"], await Begin(api, "wins", new { what = "Rolige netter" })),
            (["report-rhythms/"], await Begin(app.Api(Ås, "ordforer"), "report-rhythms", new { rhythm = "quarterly" })),
            (["lenker/", "links/"], link), (["personalmoter/", "staff-meetings/"], staff), (["moter/", "meetings/"], meeting), (["tiltak/", "actions/"], action), (["series"], series),
        ];
        things = [.. things, (["styringssaker/", "steering-items/"], (await app.Api(Ås, "ordforer").Post(
            $"/api/v1/as/arenas/{Id(Ås, "arena", "styret")}/steering-items", new { kind = "dialogue", title = "Heltid", content = "Hvordan går det?" })).Body!["id"]!.ToString())];
        var coordinator = app.Api(Ås, "koordinator");
        var training = await Begin(coordinator, "trainings", new { title = "Modellen", kind = "method", day = "2026-11-20", audience = "everyone", held = true });
        var gathering = await Begin(coordinator, "gatherings", new { theme = "Det vi har lært", day = "2026-12-10", arenas = Array.Empty<string>(), everyone = true });
        things =
        [
            .. things, (["opplaering/", "trainings/"], training),
            (["refleksjon/egne/", "own-questions/"], await Begin(coordinator, "own-questions", new { set = "fairness", questions = Asked })), (["samlinger/", "gatherings/"], gathering),
            (["framvisninger/", "presentations/"], await Begin(api, "presentations", new { gathering, text = "Vi prøvde to ting." })),
            (["medvirkning/", "processes/"], await Begin(api, "processes", new { title = "Ny turnus", kind = "workingHours", beganOn = "2026-09-01", owner = "Kommunalsjef helse" })),
            (["deltakelser/", "participations/"], await Begin(coordinator, "participations", new { training, seats = new[] { Id(Ås, "seat", "leder-plass") } })),
        ];
        var before = await State();

        var opened = 0;
        foreach (var route in Routes.Where(r => Methods(r) == "GET"))
        {
            var thing = things.FirstOrDefault(t => t.Names.Any(n => route.RoutePattern.RawText!.Contains(n, StringComparison.Ordinal))).Id ?? matter;
            var address = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => parameter.Name switch
                {
                    "tenant" or "municipality" => "as",
                    "arena" => Group(Ås).ToString(),
                    "id" => thing,
                    "code" => code,
                    "key" => route.RoutePattern.RawText!.Contains("/gi/", StringComparison.Ordinal)
                        ? keys.Of(Ås, OpenDoor.Group, Guid.Parse(link)) : keys.Of(Ås, OpenDoor.StaffMeeting, Guid.Parse(staff)),
                    "kind" => "inputTexts",
                    "position" => "1",
                    "documentName" => "v1",
                    var other => throw new InvalidOperationException($"What stands for {{{other}}} in {route.RoutePattern.RawText}?"),
                },
                _ => ".",
            }))));
            if (address == "/as/invitasjon")
                address = Invitations.AddressOf(Ås, invitation!);
            if (address == "/as/avmeld")
                address = app.Services.GetRequiredService<Web.Mail.StopCode>().AddressFor(Ås, Id(Ås, "person", "person-leder"));
            var status = address.StartsWith("/api/", StringComparison.Ordinal) ? (await api.Get(address)).Status : (await leader.Get(address)).Status;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Found or HttpStatusCode.Forbidden, $"{address}: {status} {string.Join('\n', app.Logged.Where(l => l.Contains("failed:", StringComparison.Ordinal)))}");
            opened += status is HttpStatusCode.OK ? 1 : 0;
        }

        Assert.True(opened > 40, $"only {opened} addresses could be opened");
        Assert.Equal(before, await State());
    }

    private async Task<List<string>> State()
    {
        await app.CaughtUp();
        return await Databases.Query<string>(
            app.Database, "select relname || ' ' || (xpath('/row/c/text()', query_to_xml('select count(*) as c, max(xmin::text::bigint) from ' || relname, false, true, '')))[1]::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('access_log', 'access_about') order by relname");
    }

    private static async Task<string> Begin(ApiUser api, string things, object body)
    {
        var answer = await api.Post($"/api/v1/as/arenas/{Group(Ås)}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    private static bool IsOpen(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool AsksWho(RouteEndpoint route) => route.Metadata.GetMetadata<IAuthorizeData>() is not null;

    private static string Methods(RouteEndpoint route) => string.Join(',', route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any"]);

    private static string Name(RouteEndpoint route) => $"{Methods(route)} /{route.RoutePattern.RawText!.Trim('/')}";
}
