using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.People;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Seats;

/// <summary>Plasser: the groups with their seats, who has them, and a form for each thing that can be done with them.</summary>
public static class SeatRoutes
{
    /// <summary>How many persons a drop-down list holds; beyond that one looks for a name.</summary>
    private const int MostToChoose = 300;

    public static void MapSeats(this IEndpointRouteBuilder municipality)
    {
        var plasser = municipality.MapGroup("plasser").Shows(PersonalData.SeatHolders);
        plasser.MapGet("", List).NeedsRight(Right.KeepSeats);
        plasser.MapGet("{id:guid}", Show).NeedsRight(Right.KeepSeats);
        plasser.MapGroup("{id:guid}").MapForms(SeatActs.OnSeat, ShowForm, AddressOf);

        plasser.MapGet(SeatActs.EstablishArena.Slug!, (HttpContext http, Visit visit) => ShowNewArena(http, visit, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepSeats).ShowsNobody();
        plasser.MapPost(SeatActs.EstablishArena.Slug!, (HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, SeatActs.EstablishArena, null, null, (h, v, _, draft, status) => ShowNewArena(h, v, draft, status), done => AddressOfArena(visit, done)))
            .NeedsRight(Right.KeepSeats).ShowsNobody();

        var arena = municipality.MapGroup("plasser/moteplass/{arena:guid}").Shows(PersonalData.SeatHolders);
        arena.MapGet("", ShowArena).NeedsRight(Right.KeepSeats);
        arena.MapGet(SeatActs.EstablishSeat.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowNewSeat(http, visit, arena, null, StatusCodes.Status200OK))
            .NeedsRight(Right.KeepSeats);
        arena.MapPost(SeatActs.EstablishSeat.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, SeatActs.EstablishSeat, null, arena, (h, v, _, draft, status) => ShowNewSeat(h, v, arena, draft, status), _ => AddressOfArena(visit, arena)))
            .NeedsRight(Right.KeepSeats);
    }

    public static string AddressOf(Visit visit, Guid seat) => $"{visit.Root}/plasser/{seat}";

    public static string AddressOfArena(Visit visit, Guid arena) => $"{visit.Root}/plasser/moteplass/{arena}";

    public static string NameOf(ArenaInfo arena) => arena.Workplace is { } workplace ? $"{workplace} – {arena.Name}" : arena.Name;

    private static async Task<IResult> List(
        [FromQuery(Name = "navn")] string? name, [FromQuery(Name = "ledige")] string? vacant, Visit visit, SeatOverview overview, AccessLog log, Calendar calendar,
        CancellationToken ct)
    {
        var looked = name?.Trim() ?? "";
        var onlyVacant = vacant == "1";
        var pages = await overview.Find(visit.Tenant, looked, onlyVacant, calendar.Today, ct);
        await Note(log, visit, pages.Arenas.SelectMany(a => a.Seats), [], ct);
        return new RazorComponentResult<SeatsPage>(new { Pages = pages, Name = looked, OnlyVacant = onlyVacant });
    }

    private static async Task<IResult> ShowArena(
        Guid arena, Visit visit, SeatOverview overview, Arenas arenas, Onboarding onboarding, AccessLog log, Calendar calendar, CancellationToken ct)
    {
        if (await arenas.Get(visit.Tenant, arena, ct) is not { } info)
            return Problems.NotFound(visit);
        var seats = await overview.Of(visit.Tenant, arena, calendar.Today, ct);
        await Note(log, visit, seats, [], ct);
        return new RazorComponentResult<ArenaSeatsPage>(new { Arena = new ArenaSeats(info, seats), IsStarting = !await onboarding.IsDone(visit.Tenant, calendar.Today, ct) });
    }

    private static async Task<IResult> Show(Guid id, Visit visit, SeatOverview overview, Arenas arenas, AccessLog log, CancellationToken ct)
    {
        if (await overview.Get(visit.Tenant, id, ct) is not { } seat)
            return Problems.NotFound(visit);
        await Note(log, visit, [seat], [], ct);
        return new RazorComponentResult<SeatPage>(new { Seat = seat, Arena = (await arenas.Get(visit.Tenant, seat.Seat.Arena, ct))! });
    }

    private static Task Note(AccessLog log, Visit visit, IEnumerable<SeatWithHolders> seats, IEnumerable<Guid> people, CancellationToken ct) =>
        log.Record(
            visit.Tenant, Reader.From(visit.Who, Right.KeepSeats),
            new(PersonalData.SeatHolders) { Holdings = [.. seats.SelectMany(s => s.All.Select(h => h.Holding))], Persons = [.. people] }, ct);

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var services = http.RequestServices;
        var ct = http.RequestAborted;
        if (await services.GetRequiredService<SeatOverview>().Get(visit.Tenant, id, ct) is not { } seat)
            return Problems.NotFound(visit);

        var today = services.GetRequiredService<Calendar>().Today;
        var arena = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, seat.Seat.Arena, ct))!;
        var leaving = (act == SeatActs.EndDeputyship ? seat.DeputiesFrom(today) : [.. seat.All.Where(h => !h.IsDeputy && !h.IsOverOn(today))])
            .Select(h => (h.Holding.ToString(), h.Name ?? visit.Text["seats.erased"])).ToList();
        var (people, isMore) = act.Made is null ? ([], false) : await PeopleToChoose(http, visit);
        await Note(services.GetRequiredService<AccessLog>(), visit, [seat], people.Select(p => Guid.Parse(p.Value)), ct);
        return new RazorComponentResult<SeatActPage>(new
        {
            Act = act,
            About = $"{Telling.Upper(Telling.SeatName(visit.Text, seat.Seat))}, {NameOf(arena)}",
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New((await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct)).Version),
            LooksFor = act.Made is null ? null : LookedFor(http),
            IsMore = isMore,
            Choices = FormChoices.None with
            {
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { ["person"] = people, ["holding"] = leaving },
                Option = leaving is [var only] ? only.Item1 : http.Request.Query["hvem"].ToString(),
            },
        })
        { StatusCode = status };
    }

    // A place that is named beforehand is chosen, and says with it that it is a working group; without a tree there is none to choose from.
    private static async Task<IResult> ShowNewArena(HttpContext http, Visit visit, Draft? draft, int status)
    {
        var places = WorkplaceRoutes.Choices(await http.RequestServices.GetRequiredService<WorkplaceBook>().All(visit.Tenant, http.RequestAborted));
        var chosen = http.Request.Query["sted"].ToString();
        var isChosen = places.Any(p => p.Value == chosen);
        var form = draft ?? Draft.New();
        if (draft is null && isChosen)
            form.Body["kind"] = "workingGroup";
        return new RazorComponentResult<SeatActPage>(new
        {
            Act = SeatActs.EstablishArena,
            Back = isChosen ? $"{visit.Root}/arbeidsplasser/{chosen}" : $"{visit.Root}/plasser",
            Draft = form,
            Choices = FormChoices.None with
            {
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { ["node"] = places },
                Option = isChosen ? chosen : null,
                Hidden = places.Count == 0 ? ["node"] : isChosen ? ["workplace"] : null,
            },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowNewSeat(HttpContext http, Visit visit, Guid arena, Draft? draft, int status)
    {
        var info = (await http.RequestServices.GetRequiredService<Arenas>().Get(visit.Tenant, arena, http.RequestAborted))!;
        var (people, isMore) = await PeopleToChoose(http, visit);
        await Note(http.RequestServices.GetRequiredService<AccessLog>(), visit, [], people.Select(p => Guid.Parse(p.Value)), http.RequestAborted);
        return new RazorComponentResult<SeatActPage>(new
        {
            Act = SeatActs.EstablishSeat,
            About = NameOf(info),
            Back = AddressOfArena(visit, arena),
            Draft = draft ?? Draft.New(),
            LooksFor = LookedFor(http),
            IsMore = isMore,
            Choices = FormChoices.None with
            {
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { ["person"] = people },
                Among = new Dictionary<string, IReadOnlyCollection<object>> { ["role"] = [.. SeatActs.RolesIn(info.Kind).Cast<object>()] },
            },
        })
        { StatusCode = status };
    }

    private static string LookedFor(HttpContext http) => http.Request.Query["navn"].ToString().Trim();

    // With where they sit or sat, so that two of the same name are told apart.
    private static async Task<(IReadOnlyList<(string Value, string Text)> People, bool IsMore)> PeopleToChoose(HttpContext http, Visit visit)
    {
        var found = await http.RequestServices.GetRequiredService<Register>().FindSome(visit.Tenant, LookedFor(http), MostToChoose + 1, http.RequestAborted);
        return (
            [.. found.Take(MostToChoose).Select(p => (p.Id.ToString(), p.Seats is [var latest, ..] ? $"{p.Name} ({Telling.SeatName(visit.Text, latest.Seat)}, {latest.Workplace ?? latest.Arena})" : p.Name))],
            found.Count > MostToChoose);
    }
}
