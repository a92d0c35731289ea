using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Seats;

namespace Trepart.Web.Training;

/// <summary>Opplæring: what is planned and held, who has had it by seat, and how far it has come in each group.</summary>
public static class TrainingRoutes
{
    public static void MapTraining(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("opplaering", List).ForEveryone().Shows(PersonalData.Texts);

        // Those in the group and whoever keeps the register: two rights, and the handler asks.
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet("opplaering", OfGroup).ForEveryone();
        group.MapGet(TrainingActs.Plan.Slug!, (Guid arena, Visit visit) => ShowPlan(visit, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepTraining);
        group.MapPost(TrainingActs.Plan.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, TrainingActs.Plan, null, arena, (_, v, _, draft, status) => ShowPlan(v, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.KeepTraining);
        group.MapGet(TrainingActs.Register.Slug!, (Guid arena, [FromQuery(Name = "opplaering")] Guid? training, HttpContext http, Visit visit) =>
            ShowRegister(http, visit, arena, training, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepTraining);
        group.MapPost(TrainingActs.Register.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, TrainingActs.Register, null, arena,
                (h, v, _, draft, status) => ShowRegister(h, v, arena, Guid.TryParse(draft.Body["training"]?.ToString(), out var id) ? id : null, draft, status),
                done => ParticipationAddress(visit, done)))
            .NeedsRight(Right.KeepTraining);

        var one = municipality.MapGroup("opplaering/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", Show).ForEveryone();
        one.MapForms(TrainingActs.OnTraining, ShowForm, AddressOf);

        var part = municipality.MapGroup("deltakelser/{id:guid}").Shows(PersonalData.Texts);
        part.MapGet("", ShowParticipation).ForEveryone();
        part.MapForms(TrainingActs.OnParticipation, ShowCorrection, ParticipationAddress);
    }

    public static void MapTrainingApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("trainings", async (Visit visit, TrainingBook book, CancellationToken ct) => TypedResults.Ok(new TrainingList(await book.All(visit.Tenant, ct))))
            .ForEveryone().Shows(PersonalData.Texts)
            .WithName("list-trainings").WithTags("training").WithSummary("The municipality's trainings, planned and held, the latest first").Produces<TrainingList>();
        municipality.MapGet("trainings/{id:guid}", Read).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-training").WithTags("training").WithSummary("A training").Produces<TrainingRow>();
        municipality.MapGet("participations/{id:guid}", ReadParticipation).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-participation").WithTags("participation").WithSummary("Which seats of a group took part in a training").Produces<ParticipationRow>();
        municipality.MapGet("arenas/{arena:guid}/training", ReadCoverage).ForEveryone().ShowsNobody()
            .WithName("read-training-coverage").WithTags("training").WithSummary("How many of a group's seats have had each kind of training; which lack it, to those who work in the group")
            .Produces<CoverageAnswer>();
    }

    public static string AddressOf(Visit visit, Guid training) => $"{visit.Root}/opplaering/{training}";

    public static string ParticipationAddress(Visit visit, Guid participation) => $"{visit.Root}/deltakelser/{participation}";

    public static string GroupAddress(Visit visit, Guid arena) => $"{visit.Root}/grupper/{arena}/opplaering";

    public static string KindOf(Language text, TrainingKind kind) => text.Choice(kind);

    /// <summary>What a training is, in a line: "opplæring i metoden · for alle rollene".</summary>
    public static string About(Language text, TrainingRow training) => $"{Telling.Upper(KindOf(text, training.Kind))} · {text.Choice(training.Audience)}";

    private static bool MaySee(SignedIn who, Guid arena) => who.May(Right.KeepTraining) || who.May(Right.ReadArena, arena);

    // Which seats it is: within the group, and to whoever put it on record.
    private static bool MaySeeSeats(SignedIn who, Guid arena) => who.May(Right.KeepTraining) || who.May(Right.WorkInGroup, arena);

    private static async Task<IResult> List(Visit visit, TrainingBook book, Arenas arenas, Calendar calendar, CancellationToken ct)
    {
        var groups = (await arenas.All(visit.Tenant, ct)).Values.Where(a => a.Kind is ArenaKind.WorkingGroup).ToList();
        var meant = await book.Meant(visit.Tenant, ct);
        var seats = (await book.Trained(visit.Tenant, null, calendar.Today, ct)).ToLookup(s => s.Arena);
        return new RazorComponentResult<TrainingsPage>(new
        {
            Trainings = await book.All(visit.Tenant, ct),
            Groups = groups.Select(g => new GroupCoverage(g, TrainingCoverage.In([.. seats[g.Id]], meant))).ToList(),
            Mine = groups.Where(g => visit.Who.May(Right.ReadArena, g.Id)).ToList(),
        });
    }

    private static async Task<IResult> OfGroup(Guid arena, Visit visit, TrainingBook book, Arenas arenas, SeatBook seats, Calendar calendar, CancellationToken ct)
    {
        if (await arenas.Get(visit.Tenant, arena, ct) is not { } info)
            return Problems.NotFound(visit);
        if (!MaySee(visit.Who, arena))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<GroupTrainingPage>(new
        {
            Arena = info,
            Coverage = TrainingCoverage.In(await book.Trained(visit.Tenant, arena, calendar.Today, ct), await book.Meant(visit.Tenant, ct)),
            Seats = await seats.AllSeats(visit.Tenant, ct),
            Trainings = await book.All(visit.Tenant, ct),
            Participations = await book.OfArena(visit.Tenant, arena, ct),
            ShowsSeats = visit.Who.May(Right.WorkInGroup, arena),
            Opens = MaySeeSeats(visit.Who, arena),
        });
    }

    private static async Task<IResult> Show(Guid id, Visit visit, TrainingBook book, Arenas arenas, CancellationToken ct) =>
        await book.Get(visit.Tenant, id, ct) is not { } training ? Problems.NotFound(visit)
        : new RazorComponentResult<TrainingPage>(new
        {
            Training = training,
            Participations = await book.Of(visit.Tenant, id, ct),
            Arenas = (await arenas.All(visit.Tenant, ct)).Values.ToList(),
        });

    private static async Task<IResult> ShowParticipation(Guid id, Visit visit, TrainingBook book, Arenas arenas, SeatBook seats, CancellationToken ct)
    {
        if (await book.Participation(visit.Tenant, id, ct) is not { } participation)
            return Problems.NotFound(visit);
        if (!MaySeeSeats(visit.Who, participation.Arena))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<ParticipationPage>(new
        {
            Participation = participation,
            Training = (await book.Get(visit.Tenant, participation.Training, ct))!,
            Arena = (await arenas.Get(visit.Tenant, participation.Arena, ct))!,
            Seats = await seats.AllSeats(visit.Tenant, ct),
        });
    }

    private static Task<IResult> ShowPlan(Visit visit, Draft? draft, int status) =>
        Task.FromResult<IResult>(new RazorComponentResult<ActPage>(new { Act = TrainingActs.Plan, Back = $"{visit.Root}/opplaering", Draft = draft ?? Draft.New() }) { StatusCode = status });

    private static async Task<IResult> ShowRegister(HttpContext http, Visit visit, Guid arena, Guid? training, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var book = services.GetRequiredService<TrainingBook>();
        var held = (await book.All(visit.Tenant, ct)).Where(t => t.Stage is TrainingStage.Held).ToList();
        var one = held.Find(t => t.Id == training);
        var day = one?.Day ?? services.GetRequiredService<Calendar>().Today;
        var seats = await SeatsOn(services, visit.Tenant, arena, day, ct);
        return new RazorComponentResult<ActPage>(new
        {
            Act = TrainingActs.Register,
            About = SeatRoutes.NameOf((await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!),
            Standing = one is null ? null : $"{one.Title ?? visit.Text["words.erased"]}, {visit.Text.Date(one.Day)}",
            Back = one is null ? GroupAddress(visit, arena) : AddressOf(visit, one.Id),
            Draft = draft ?? Draft.New(),
            Choices = one is not null
                ? FormChoices.None with { Seats = seats, Hidden = ["training"], Fixed = [("training", one.Id.ToString())] }
                : FormChoices.None with { Seats = seats, Options = [.. held.Select(t => (t.Id.ToString(), $"{t.Title ?? visit.Text["words.erased"]}, {visit.Text.Date(t.Day)}"))] },
        })
        { StatusCode = status };
    }

    private static async Task<IReadOnlyList<SeatInfo>> SeatsOn(IServiceProvider services, Tenant tenant, Guid arena, DateOnly day, CancellationToken ct)
    {
        var held = (await services.GetRequiredService<TrainingBook>().HeldOn(tenant, arena, day, ct)).ToHashSet();
        return [.. (await services.GetRequiredService<SeatBook>().SeatsOf(tenant, arena, ct)).Where(s => held.Contains(s.Id))];
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<TrainingBook>().Get(visit.Tenant, id, ct) is not { } training)
            return Problems.NotFound(visit);
        var choices = FormChoices.None;
        if (act == TrainingActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = training.Title ?? visit.Text["words.erased"],
            Standing = About(visit.Text, training),
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(training.Version) with { Body = Beginning(act, training) },
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static JsonObject Beginning(Act act, TrainingRow training) =>
        act == TrainingActs.Edit ? new() { ["title"] = training.Title, ["kind"] = training.Kind.Camel(), ["day"] = Iso(training.Day), ["audience"] = training.Audience.Camel() }
        : act == TrainingActs.Hold ? new() { ["day"] = Iso(training.Day) } : [];

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<IResult> ShowCorrection(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var book = services.GetRequiredService<TrainingBook>();
        if (await book.Participation(visit.Tenant, id, ct) is not { } participation || await book.Get(visit.Tenant, participation.Training, ct) is not { } training)
            return Problems.NotFound(visit);
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = SeatRoutes.NameOf((await services.GetRequiredService<Arenas>().Get(visit.Tenant, participation.Arena, ct))!),
            Standing = $"{training.Title ?? visit.Text["words.erased"]}, {visit.Text.Date(training.Day)}",
            Back = ParticipationAddress(visit, id),
            Draft = draft ?? Draft.New(participation.Version),
            Choices = FormChoices.None with { Seats = await SeatsOn(services, visit.Tenant, participation.Arena, training.Day, ct), Chosen = participation.Seats.ToHashSet() },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, TrainingBook book, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } training)
            return Problems.NotFound(visit);
        http.Response.Headers.ETag = $"\"{training.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(training);
    }

    private static async Task<IResult> ReadParticipation(Guid id, HttpContext http, Visit visit, TrainingBook book, CancellationToken ct)
    {
        if (await book.Participation(visit.Tenant, id, ct) is not { } participation)
            return Problems.NotFound(visit);
        if (!MaySeeSeats(visit.Who, participation.Arena))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{participation.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(participation);
    }

    private static async Task<IResult> ReadCoverage(Guid arena, Visit visit, TrainingBook book, Arenas arenas, Calendar calendar, CancellationToken ct)
    {
        if (await arenas.Get(visit.Tenant, arena, ct) is null)
            return Problems.NotFound(visit);
        if (!MaySee(visit.Who, arena))
            return Problems.Forbidden(visit);
        var within = visit.Who.May(Right.WorkInGroup, arena);
        var found = TrainingCoverage.In(await book.Trained(visit.Tenant, arena, calendar.Today, ct), await book.Meant(visit.Tenant, ct));
        return TypedResults.Ok(new CoverageAnswer([.. found.Select(c => new CoverageLine(c.Kind, c.Had, c.Of, within ? c.Lacking : null))]));
    }
}

/// <summary>How far training has come in a group.</summary>
public sealed record GroupCoverage(ArenaInfo Arena, IReadOnlyList<TrainingCoverage> Kinds);

public sealed record TrainingList(IReadOnlyList<TrainingRow> Items);

public sealed record CoverageAnswer(IReadOnlyList<CoverageLine> Items);

/// <param name="Lacking">The seats that have not had it; null for those who do not work in the group.</param>
public sealed record CoverageLine(TrainingKind Kind, int Had, int Of, IReadOnlyList<Guid>? Lacking);
