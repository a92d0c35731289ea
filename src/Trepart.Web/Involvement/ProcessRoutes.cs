using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Decisions;
using Trepart.Web.Erasing;
using Trepart.Web.Learning;
using Trepart.Web.Matters;
using Trepart.Web.Seats;
using Trepart.Web.Steering;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Involvement;

/// <summary>Medvirkning: the municipality's important processes, with who was involved and when, and what lacks.</summary>
public static class ProcessRoutes
{
    private const int Most = 100;

    public static void AddInvolvement(this IServiceCollection services) => services.AddSingleton<ProcessBook>();

    public static void MapInvolvement(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("medvirkning", async Task<IResult> (Visit visit, ProcessBook book, CancellationToken ct) =>
            !Reads(visit.Who) ? Problems.Forbidden(visit) : new RazorComponentResult<ProcessesPage>(new { Processes = await book.All(visit.Tenant, ct) })).ForEveryone().Shows(PersonalData.Texts);
        municipality.MapGet("medvirkning.csv", async Task<IResult> (Visit visit, ProcessBook book, Calendar calendar, CancellationToken ct) => !Reads(visit.Who) ? Problems.Forbidden(visit) : TypedResults.File(
            ProcessFile.Csv(visit.Text, await book.All(visit.Tenant, ct)), "text/csv; charset=utf-8",
            $"medvirkning-{visit.Tenant.Id}-{calendar.Today:yyyy-MM-dd}.csv")).ForEveryone().Shows(PersonalData.Texts);

        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet(ProcessActs.Register.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowRegister(http, visit, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepProcesses);
        group.MapPost(ProcessActs.Register.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, ProcessActs.Register, null, arena, (h, v, _, draft, status) => ShowRegister(h, v, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.KeepProcesses);

        var one = municipality.MapGroup("medvirkning/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", Show).ForEveryone();
        one.MapForms(ProcessActs.OnProcess, ShowForm, AddressOf);

        municipality.MapEvidence();
    }

    public static void MapInvolvementApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("processes", async Task<IResult> (Visit visit, ProcessBook book, CancellationToken ct) =>
                !Reads(visit.Who) ? Problems.Forbidden(visit) : TypedResults.Ok(new ProcessList([.. (await book.All(visit.Tenant, ct)).Select(p => ProcessAnswer.Of(visit, p))])))
            .ForEveryone().Shows(PersonalData.Texts)
            .WithName("list-processes").WithTags("process").WithSummary("The municipality's important processes: those that go on first, at most 200").Produces<ProcessList>();
        municipality.MapGet("processes/{id:guid}", Read).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-process").WithTags("process").WithSummary("An important process, with who was involved and when, and who says that it was not").Produces<ProcessAnswer>();
        municipality.MapEvidenceApi();
    }

    public static string AddressOf(Visit visit, Guid process) => $"{visit.Root}/medvirkning/{process}";

    /// <summary>What it is, what it concerns, and from when: "Omorganisering · Solbakken · begynte 3. mars 2026".</summary>
    public static string About(Language text, DateOnly today, ProcessRow process) => string.Join(
        " · ",
        Telling.Upper(text.Choice(process.Kind)), process.Place ?? text["process.whole-municipality"],
        text.Say(process.BeganOn > today ? "process.begins" : "process.began", ("on", text.Date(process.BeganOn))),
        process.EndedOn is { } ended ? text.Say("process.ended", ("on", text.Date(ended)))
            : process.PlannedEnd is { } end ? text.Say("process.planned-end", ("on", text.Date(end))) : text["process.goes-on"]);

    /// <summary>Everyone who has a seat. An auditor has none, and reads of processes in the history, where each opening is written down.</summary>
    public static bool Reads(SignedIn who) => who.Holdings.Count > 0;

    // INV-12: what a group works with is told to itself alone, and the steering group's items to those who sit there.
    public static InvolvementRow Shown(Visit visit, InvolvementRow row) => row with { Matter = ForReader(visit, row.Matter), SteeringItem = ForReader(visit, row.SteeringItem) };

    private static Linked? ForReader(Visit visit, Linked? thing) => thing is { Arena: { } arena } && visit.Who.May(Right.ReadArena, arena) ? thing : null;

    private static async Task<IResult> Show(Guid id, Visit visit, ProcessBook book, Arenas arenas, SeatBook seats, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } whole)
            return Problems.NotFound(visit);
        if (!Reads(visit.Who))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<ProcessPage>(new
        {
            Whole = whole with { Involvements = [.. whole.Involvements.Select(i => Shown(visit, i))] },
            Arena = await arenas.Get(visit.Tenant, whole.Process.Arena, ct),
            Seats = await seats.AllSeats(visit.Tenant, ct),
        });
    }

    private static async Task<IResult> ShowRegister(HttpContext http, Visit visit, Draft? draft, int status) =>
        new RazorComponentResult<ActPage>(new
        {
            Act = ProcessActs.Register,
            Back = $"{visit.Root}/medvirkning",
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with { OptionsOf = await Places(http, visit) },
        })
        { StatusCode = status };

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<(string Value, string Text)>>> Places(HttpContext http, Visit visit) =>
        new Dictionary<string, IReadOnlyList<(string, string)>>
        {
            ["workplace"] = WorkplaceRoutes.Choices(await http.RequestServices.GetRequiredService<WorkplaceBook>().All(visit.Tenant, http.RequestAborted)),
        };

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<ProcessBook>().Get(visit.Tenant, id, ct) is not { } whole)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, whole.Process.Arena))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = whole.Process.Title ?? visit.Text["words.erased"],
            Standing = About(visit.Text, services.GetRequiredService<Calendar>().Today, whole.Process),
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(whole.Process.Version) with { Body = act == ProcessActs.Edit ? Beginning(whole.Process) : [] },
            Choices = await ChoicesFor(http, visit, whole, act),
        })
        { StatusCode = status };
    }

    private static JsonObject Beginning(ProcessRow process) => new()
    {
        ["title"] = process.Title,
        ["beganOn"] = Iso(process.BeganOn),
        ["owner"] = process.Owner,
        ["workplace"] = process.Workplace?.ToString(),
        ["plannedEnd"] = process.PlannedEnd is { } end ? Iso(end) : null,
    };

    private static async Task<FormChoices> ChoicesFor(HttpContext http, Visit visit, ProcessWhole whole, Act act)
    {
        var (services, text, ct) = (http.RequestServices, visit.Text, http.RequestAborted);
        var choices = FormChoices.None with { Option = http.Request.Query["nr"] };
        if (act == ProcessActs.Edit)
            return choices with { OptionsOf = await Places(http, visit) };
        if (act == ProcessActs.TakeBack)
        {
            var mine = visit.Who.Holdings.Select(h => h.Seat.Id).ToHashSet();
            return choices with { Options = [.. whole.Standing.Where(i => mine.Contains(i.Seat)).Select(i => (Number(i.Number), Named(text, i)))] };
        }

        if (act == ProcessActs.Answer)
        {
            return choices with
            {
                Options = [.. whole.Unanswered.Select(l => (Number(l.Number), $"{Telling.Upper(InvolvementMatrix.NameOf(text, l.Part, l.Organisation))}, {text.Choice(l.Phase)}"))],
            };
        }

        if (act == ProcessActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, whole.Process.Id, ct);
            return choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }

        return act == ProcessActs.Note ? choices with { OptionsOf = await Links(services, visit, ct) } : choices;
    }

    // What is linked to is what she may read herself.
    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<(string Value, string Text)>>> Links(IServiceProvider services, Visit visit, CancellationToken ct)
    {
        var erased = visit.Text["words.erased"];
        var matters = new List<(string, string)>();
        var items = new List<(string, string)>();
        foreach (var arena in (await services.GetRequiredService<Arenas>().All(visit.Tenant, ct)).Values.Where(a => visit.Who.May(Right.ReadArena, a.Id)))
        {
            if (arena.Kind is ArenaKind.WorkingGroup)
                matters.AddRange((await services.GetRequiredService<MatterLists>().OfArena(visit.Tenant, arena.Id, Most, ct)).Select(m => (m.Id.ToString(), $"{m.Title ?? erased} ({GroupName.Of(arena)})")));
            else
                items.AddRange((await services.GetRequiredService<SteeringBook>().Items(visit.Tenant, arena.Id, Most, ct)).Select(i => (i.Id.ToString(), i.Title ?? erased)));
        }

        return new Dictionary<string, IReadOnlyList<(string, string)>>
        {
            ["organisations"] = [.. (await services.GetRequiredService<ProcessBook>().Unions(visit.Tenant, ct)).Select(u => (u, u))],
            ["matter"] = matters,
            ["steeringItem"] = items,
            ["politicalDecision"] = [.. (await services.GetRequiredService<DecisionBook>().All(visit.Tenant, ct)).Select(d => (d.Id.ToString(), d.Title ?? erased))],
        };
    }

    private static string Named(Language text, InvolvementRow i) =>
        $"{text.Date(i.Day)}: {text.List(InvolvementMatrix.PartiesOf(i).Select(p => InvolvementMatrix.NameOf(text, p.Part, p.Organisation)))}, {text.Choice(i.Form)}";

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, ProcessBook book, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } whole)
            return Problems.NotFound(visit);
        if (!Reads(visit.Who))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{whole.Process.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(ProcessAnswer.Of(visit, whole));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

public sealed record ProcessList(IReadOnlyList<ProcessAnswer> Items);

/// <param name="Missing">The parties of the cooperation that are on record at no phase.</param>
public sealed record ProcessAnswer(
    Guid Id, long Version, ProcessRow Process, IReadOnlyList<InvolvementRow> Involvements, IReadOnlyList<LackRow> Lacks, IReadOnlyList<InvolvedPart> Missing)
{
    public static ProcessAnswer Of(Visit visit, ProcessWhole whole) => new(
        whole.Process.Id, whole.Process.Version, whole.Process, [.. whole.Involvements.Select(i => ProcessRoutes.Shown(visit, i))], whole.Lacks,
        InvolvementMatrix.Of(whole).Missing);
}
