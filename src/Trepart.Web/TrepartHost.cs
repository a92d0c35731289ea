using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Api;
using Trepart.Web.Assurance;
using Trepart.Web.Auditing;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Country;
using Trepart.Web.Decisions;
using Trepart.Web.Drafts;
using Trepart.Web.Erasing;
using Trepart.Web.Experiences;
using Trepart.Web.FollowUp;
using Trepart.Web.Gatherings;
using Trepart.Web.Goals;
using Trepart.Web.Groups;
using Trepart.Web.Hardening;
using Trepart.Web.Help;
using Trepart.Web.Indicators;
using Trepart.Web.Inputs;
using Trepart.Web.Involvement;
using Trepart.Web.Journey;
using Trepart.Web.Learning;
using Trepart.Web.Mail;
using Trepart.Web.Matters;
using Trepart.Web.Meetings;
using Trepart.Web.OpenInputs;
using Trepart.Web.People;
using Trepart.Web.Reflection;
using Trepart.Web.Reports;
using Trepart.Web.Retention;
using Trepart.Web.Search;
using Trepart.Web.Seats;
using Trepart.Web.Signals;
using Trepart.Web.SignIn;
using Trepart.Web.StaffMeetings;
using Trepart.Web.Steering;
using Trepart.Web.Trail;
using Trepart.Web.Training;
using Trepart.Web.Trust;
using Trepart.Web.Waiting;
using Trepart.Web.Workers;
using Trepart.Web.Workplaces;

namespace Trepart.Web;

/// <summary>Builds the service. Tests build the same one, and only change what <c>configure</c> changes.</summary>
public static class TrepartHost
{
    /// <summary>The tables that are kept in step with the log, in the append's own transaction.</summary>
    public static IReadOnlyList<IProjection> Projections { get; } =
    [
        new SeatTables(), new InputTable(), new MatterTable(), new TrialTable(), new FactTable(), new MandateTable(), new RetentionTable(),
        new WorkplaceTable(), new GroupTable(), new UnionTable(), new RulesTable(), new MeetingTable(), new ActionTable(),
        new InputLinkTable(), new StaffMeetingTable(), new ReportTable(), new SignalTable(), new ExperienceTable(),
        new PoliticalDecisionTable(), new SteeringTable(), new ItemTable(), new SharingTable(), new HelpTable(), new ExerciseTable(), new OwnQuestionsTable(), new TrainingTable(),
        new GatheringTable(), new TrustTable(), new FigureTable(), new ProcessTable(), new GoalTable(),
    ];

    /// <summary>The tables that workers bring up to date afterwards.</summary>
    public static IReadOnlyList<IAsyncProjection> AsyncProjections { get; } = [new ActivityTable(), new QuarterTable()];

    /// <exception cref="InvalidOperationException">A setting is missing, or the database does not keep what the service promises.</exception>
    public static async Task<WebApplication> Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        HardeningExtensions.RefuseSecretsInSight(args);
        var builder = WebApplication.CreateBuilder(args);
        if (Environment.GetEnvironmentVariable("TREPART_STATE") is { Length: > 0 } state)
            builder.Configuration.AddJsonFile(Path.GetFullPath(Path.Combine(state, "service.json")), optional: false);
        configure?.Invoke(builder);

        var settings = Settings.From(builder.Configuration);
        AddServices(builder, settings);
        // The framework's own line for each request has the whole address in it, and an address may hold what someone looked for.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);

        // Which endpoint was asked for, and when, would tell an unnamed giving's minute where only one is given.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Routing.EndpointMiddleware", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Http", LogLevel.Warning);
        builder.AddHardening();

        var app = builder.Build();
        if (await StartupCheck.Broken(app.Services.GetRequiredService<Placement>(), default) is [_, ..] broken)
        {
            await app.DisposeAsync();
            throw new InvalidOperationException($"The database does not keep what the service promises: {string.Join("; ", broken)}.");
        }

        if (app.Services.GetRequiredService<Witness>() is var witness && !System.IO.Directory.Exists(witness.Folder))
        {
            await app.DisposeAsync();
            throw new InvalidOperationException($"The folder {witness.Folder} of the setting Trepart:WitnessFolder is missing.");
        }

        var isDemo = app.Environment.IsDevelopment() && IsLoopback(app.Configuration) && settings.DemoTokenKey is not null
            && await app.Services.GetRequiredService<Store.Directory>().IsDemo(default);
        Use(app);
        Map(app, isDemo);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(s => settings.Open(s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new EventStore(s.GetRequiredService<Placement>(), EventJson.Format, Projections, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Calendar>();
        services.AddSingleton(new Witness(settings.WitnessFolder));
        services.AddSingleton<Roots>();
        services.AddSingleton(s => new Store.Directory(s.GetRequiredService<Placement>().Directory));
        services.AddSingleton<TenantReader>();
        services.AddSingleton<SeatBook>();
        services.AddSingleton<MandateBook>();
        services.AddSingleton<Openings>();
        services.AddSingleton<AuditReading>();
        services.AddSingleton<SeatOverview>();
        services.AddSingleton<Onboarding>();
        services.AddSingleton<InvitationBook>();
        services.AddSingleton<FirstCoordinator>();
        services.AddSingleton<Arenas>();
        services.AddSingleton<WorkplaceBook>();
        services.AddSingleton<WorkplaceTrees>();
        services.AddSingleton<ListDesk>();
        services.AddSingleton<WorkplaceImport>();
        services.AddSingleton<GroupBook>();
        services.AddSingleton<CompositionBook>();
        services.AddSingleton<SteeringBook>();
        services.AddSingleton<InputLists>();
        services.AddSingleton<MatterLists>();
        services.AddSingleton<WaitingBook>();
        services.AddSingleton<SearchReader>();
        services.AddMail(settings);
        services.AddSingleton<MeetingLists>();
        services.AddSingleton<MeetingReader>();
        services.AddSingleton<ActionLists>();
        services.AddSingleton<CalendarAddresses>();
        services.AddSingleton<OpenKeys>();
        services.AddSingleton<DailyLimit>();
        services.AddSingleton<InputLinkList>();
        services.AddSingleton<WaitingRoom>();
        services.AddSingleton<Given>();
        services.AddSingleton<StewardNotes>();
        services.AddFollowUp();
        services.AddHelp();
        services.AddReflection();
        services.AddTrust();
        services.AddFigures();
        services.AddSingleton<StaffMeetingList>();
        services.AddSingleton<Release>();
        services.AddHostedService<ReleaseWorker>();
        services.AddSingleton<LearningReader>();
        services.AddSingleton<SectorCoverage>();
        services.AddSingleton<ActivityReader>();
        services.AddSingleton(s => new Projector(s.GetRequiredService<Placement>(), EventJson.Format, AsyncProjections, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ProjectionMetrics>();
        services.AddHostedService<ProjectionWorkers>();
        services.AddHostedService<RootRecording>();
        services.AddSingleton<DemoPeople>();
        AddSignIn(services, settings);
        services.AddSingleton<ErasureList>();
        services.AddSingleton<TextEraser>();
        services.AddPeople();
        services.AddSingleton<AccessReader>();
        services.AddRetention();
        services.AddSingleton<ReportBook>();
        services.AddSingleton<ReportCounts>();
        services.AddSingleton<SignalBook>();
        services.AddSingleton<ExperienceBook>();
        services.AddSingleton<DecisionBook>();
        services.AddSingleton<TrainingBook>();
        services.AddSingleton<GatheringBook>();
        services.AddSingleton<GoalBook>();
        services.AddInvolvement();
        services.AddAssurance();
        services.AddSingleton<JourneyBook>();
        services.AddCountry();
        services.AddSingleton<Desk>();
        services.AddSingleton(new FingerprintKey(settings.FingerprintKey));
        services.AddSingleton(new DemoTokenKey(builder.Environment.IsDevelopment() ? settings.DemoTokenKey : null));
        services.AddScoped<AccessLog>();
        services.AddScoped<Visit>();
        services.AddScoped<Forgery>();

        services.AddHttpContextAccessor();
        // The first writer that can, writes: before the framework's own, which would give a browser JSON.
        services.AddSingleton<IProblemDetailsWriter, HtmlProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<Problems>();
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((o, http) => o.Cookie = new FormCookie(http)
        {
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
        });
        var keys = services.AddDataProtection().SetApplicationName("Trepart");
        if (settings.KeysFolder is { } folder)
            keys.PersistKeysToFileSystem(new DirectoryInfo(folder));

        services.AddAuthentication("Either")
            .AddPolicyScheme("Either", null, o => o.ForwardDefaultSelector =
                http => HtmlProblemWriter.IsApi(http) ? BearerHandler.SchemeName : SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddTrepartOpenApi();
    }

    private static void AddSignIn(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<Identities>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<KeptForms>();
        services.AddSingleton<Places>();
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<SignInFlow>();
        services.AddSingleton<Providers>();

        // To the providers alone; what they answer is small and comes soon, or is not waited for.
        services.AddSingleton(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = settings.ProviderPatience,
            MaxResponseContentBufferSize = 1024 * 1024,
        });

        // Addresses carry what opens once: an invitation's code, a provider's answer. They are not written down.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Http.Result", LogLevel.Warning));
    }

    private static void Use(WebApplication app)
    {
        app.UseHardening();
        app.UseRouting();
        app.UseMiddleware<Unnamed>();
        app.UseAuthentication();
        var limits = app.Services.GetRequiredService<HardeningSettings>().Limits;
        app.UseRateLimiter(RateLimits.OfWho(limits));
        app.UseMiddleware<Entrance>();
        app.UseRateLimiter(RateLimits.OfMunicipality(limits));
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static void Map(WebApplication app, bool isDemo)
    {
        app.MapGet("health/live", () => TypedResults.Ok()).AllowAnonymous().ShowsNobody().DisableRateLimiting().Reaches(Reach.Open);
        app.MapGet("health/ready", async (Placement databases, CancellationToken ct) =>
        {
            foreach (var db in databases.All.Values)
            {
                await using var command = db.CreateCommand("select 1");
                await command.ExecuteScalarAsync(ct);
            }

            return TypedResults.Ok();
        }).AllowAnonymous().ShowsNobody().DisableRateLimiting().Reaches(Reach.Open);
        app.MapGroup("").Reaches(Reach.Open).MapSignIn(isDemo);

        var municipality = app.MapGroup("{tenant}").RequireAuthorization().Reaches(Reach.Municipality);
        municipality.AddEndpointFilter(Antiforgery);
        municipality.MapBoards();
        municipality.MapInputs();
        municipality.MapInputLinks();
        municipality.MapStewardNotes();
        municipality.MapStaffMeetings();
        municipality.MapMatters();
        municipality.MapWaiting();
        municipality.MapMail();
        municipality.MapSearch();
        municipality.MapMeetings();
        municipality.MapActions();
        municipality.MapCalendars();
        municipality.MapLearning();
        municipality.MapTrail();
        municipality.MapPeople();
        municipality.MapAudits();
        municipality.MapSeats();
        municipality.MapInviting();
        municipality.MapWorkplaces();
        municipality.MapGroups();
        municipality.MapUnions();
        municipality.MapSteering();
        municipality.MapSteeringItems();
        municipality.MapNewcomers();
        municipality.MapReports();
        municipality.MapSignals();
        municipality.MapExperiences();
        municipality.MapDecisions();
        municipality.MapTraining();
        municipality.MapGatherings();
        municipality.MapGoals();
        municipality.MapInvolvement();
        municipality.MapAssurance();
        municipality.MapJourney();
        municipality.MapFollowUp();
        municipality.MapInterests();
        municipality.MapHelp();
        municipality.MapReflection();
        municipality.MapTrust();
        municipality.MapFigures();
        municipality.MapMe();
        municipality.MapAccess();
        municipality.MapRetention();
        municipality.MapSharing();
        municipality.MapSessions();
        municipality.MapDrafts();
        app.MapCalendarFeed();
        app.MapOpenInputs();
        app.MapTrustAnswers();
        app.MapCountry();
        app.MapApi();
        app.MapUnsubscribing();
    }

    // The forms are read by our own reader, so the framework does not know that these endpoints take one.
    public static async ValueTask<object?> Antiforgery(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method))
        {
            var visit = http.RequestServices.GetRequiredService<Visit>();
            if (!http.Request.HasFormContentType)
                return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");
            try
            {
                // Read here, so that a form that cannot be read is told from one that another site sends. Too large goes on to its own answer.
                await http.Request.ReadFormAsync(http.RequestAborted);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException or (IOException and not BadHttpRequestException))
            {
                return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");
            }

            if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
                return Problems.Of(visit, StatusCodes.Status400BadRequest, "form-expired");
        }

        return await next(context);
    }

    private static bool IsLoopback(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? "http://127.0.0.1:5080").Split(';');
        return urls.All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip))));
    }
}
