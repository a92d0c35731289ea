using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Groups;
using Trepart.Web.Meetings;
using Trepart.Web.Seats;

namespace Trepart.Web.Steering;

/// <summary>
/// Styringsgruppa: what it is for, who sits there, what it was founded on and when it meets, for everyone in the municipality; and for those who sit
/// there its items, its composition and what waits to be put on record.
/// </summary>
public static class SteeringRoutes
{
    private const int Most = 200;

    public static void MapSteering(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("styringsgruppa", Show).ForEveryone().Shows(PersonalData.Texts);
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        foreach (var act in SteeringActs.OnGroup)
        {
            group.MapGet(act.Slug!, (Guid arena, [FromQuery(Name = "punkt")] string? point, HttpContext http, Visit visit) => ShowForm(http, visit, arena, act, point, null, StatusCodes.Status200OK))
                .NeedsRight(act.Right);
            group.MapPost(act.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, arena, null, (h, v, a, draft, status) => ShowForm(h, v, arena, a, null, draft, status), _ => AddressOf(visit)))
                .NeedsRight(act.Right);
        }
    }

    public static string AddressOf(Visit visit) => $"{visit.Root}/styringsgruppa";

    /// <summary>Whether someone sits around a steering group's table.</summary>
    public static bool SitsIn(SignedIn who) =>
        who.Holdings.Any(h => Arena.Fits(h.Seat.Role, ArenaKind.SteeringGroup) && !Arena.Fits(h.Seat.Role, ArenaKind.WorkingGroup) && Rights.Of(h.Seat).Contains(Right.WorkInGroup));

    /// <summary>The page is about a workplace's own things: whoever sits in the steering group is led to the steering group's page instead.</summary>
    public static TBuilder OnlyInWorkingGroups<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder
    {
        route.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var visit = http.RequestServices.GetRequiredService<Visit>();
            if (HttpMethods.IsGet(http.Request.Method) && Guid.TryParse(http.GetRouteValue("arena") as string, out var arena) && visit.Who.May(Right.ReadArena, arena)
                && await http.RequestServices.GetRequiredService<Arenas>().Get(visit.Tenant, arena, http.RequestAborted) is { Kind: ArenaKind.SteeringGroup })
            {
                return TypedResults.Redirect(AddressOf(visit));
            }

            return await next(context);
        });
        return route;
    }

    private static async Task<IResult> Show(
        [FromQuery(Name = "gruppe")] Guid? chosen, Visit visit, SteeringBook book, EventStore store, SeatBook seats, SeatOverview overview, GroupBook groups, MeetingLists meetings,
        Calendar calendar, CancellationToken ct)
    {
        var all = await book.Groups(visit.Tenant, visit.Who, ct);
        var arena = chosen is { } id ? all.FirstOrDefault(a => a.Id == id) : all is [var first, ..] ? first : null;
        if (chosen is not null && arena is null)
            return Problems.NotFound(visit);
        if (arena is null)
            return new RazorComponentResult<NoSteeringPage>();

        var isMember = visit.Who.May(Right.ReadArena, arena.Id);
        var story = SteeringStory.Of(arena.Id, await store.Read(visit.Tenant, arena.Id, ct))!;
        return new RazorComponentResult<SteeringPage>(new
        {
            Arena = arena,
            Story = story,
            Seats = (await overview.Of(visit.Tenant, arena.Id, calendar.Today, ct)).Where(s => !s.Seat.IsAstray && Arena.Fits(s.Seat.Role, ArenaKind.SteeringGroup)).ToList(),
            Telling = new Telling(visit.Text, calendar.Today, await seats.AllSeats(visit.Tenant, ct), story.Words),
            Next = await meetings.Next(visit.Tenant, arena.Id, calendar.Today, ct),
            Composition = await book.Composition(visit.Tenant, arena.Id, calendar.Today, ct),
            Items = isMember ? await book.Items(visit.Tenant, arena.Id, Most, ct) : [],
            Rules = isMember && await groups.Rules(visit.Tenant, arena.Id, ct) is [var latest, ..] ? latest : null,
            Others = all.Where(a => a.Id != arena.Id).ToList(),
        });
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid arena, Act act, string? point, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var info = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!;
        var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, arena, ct);
        var story = SteeringStory.Of(arena, history);

        // What is the steering group's alone is not begun in another; the rule says so to one who sends it all the same.
        if (story is null && act != SteeringActs.Rename && draft is null)
            return TypedResults.Redirect(GroupRoutes.AddressOf(visit, arena));
        var today = services.GetRequiredService<Calendar>().Today;
        var isSteering = story is not null;
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = SeatRoutes.NameOf(info),
            Back = isSteering ? AddressOf(visit) : GroupRoutes.AddressOf(visit, arena),
            Draft = draft ?? Draft.New(history.Version) with { Body = Beginning(visit.Text, info, story, act, point, today) },
            Choices = story is null ? FormChoices.None : await ChoicesFor(services, visit, story, act, today, ct),
        })
        { StatusCode = status };
    }

    // What holds today stands in the form to be built on; where nothing does, a suggestion.
    private static JsonObject Beginning(Language text, ArenaInfo info, SteeringStory? story, Act act, string? point, DateOnly today) => act.Name switch
    {
        "rename_arena" => new() { ["name"] = info.Name },
        "adopt_charter" => new()
        {
            ["charter"] = story?.Last<CharterAdopted>() is { } charter ? story.Text(charter.Event.Charter) : text["steering.charter.starter"],
            ["reviewOn"] = Written(today.AddYears(1)),
        },
        "renew_charter" => new() { ["reviewOn"] = Written((story?.State.ReviewOn > today ? story.State.ReviewOn.Value : today).AddYears(1)) },
        "choose_composition" => new() { ["template"] = story?.State.Template.Camel() },
        "mark_set_up" => new() { ["setUp"] = (story?.State.SetUp is SetUp.Draft ? SetUp.Established : SetUp.Draft).Camel() },
        "note_steering_deviation" => new() { ["point"] = point },
        _ => [],
    };

    private static async Task<FormChoices> ChoicesFor(IServiceProvider services, Visit visit, SteeringStory story, Act act, DateOnly today, CancellationToken ct)
    {
        var choices = FormChoices.None;
        if (act == SteeringActs.Constitute || act == SteeringActs.NoteElection)
        {
            var seats = (await services.GetRequiredService<SeatBook>().SeatsOf(visit.Tenant, story.Arena, ct)).Where(s => Rights.Of(s).Contains(Right.WorkInGroup)
                && (act == SteeringActs.Constitute ? s.Role is not SeatRole.Coordinator : s.Role is SeatRole.Mayor or SeatRole.Politician)).ToList();
            return choices with { Seats = seats, Chosen = [.. seats.Select(s => s.Id)] };
        }

        if (act == SteeringActs.NoteDeviation)
        {
            var composed = await services.GetRequiredService<SteeringBook>().Composition(visit.Tenant, story.Arena, today, ct);
            var points = composed.Points.Concat(composed.Deviations.Select(d => d.Point)).Distinct().Order().Cast<object>().ToList();
            return points.Count == 0 ? choices : choices with { Among = new Dictionary<string, IReadOnlyCollection<object>> { ["point"] = points } };
        }

        if (act == SteeringActs.AssessStatus)
            return choices with { Among = new Dictionary<string, IReadOnlyCollection<object>> { ["status"] = [LegalStatus.DialogueArena, LegalStatus.MunicipalBody] } };
        return act == SteeringActs.DropTheme ? choices with { OptionsOf = ThemeOptions(visit.Text, story) } : choices;
    }

    /// <summary>The themes in use, to choose one from.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<(string Value, string Text)>> ThemeOptions(Language text, SteeringStory story) =>
        new Dictionary<string, IReadOnlyList<(string, string)>> { ["theme"] = [.. story.Themes.Select(t => (t.Number.ToString(CultureInfo.InvariantCulture), t.In(text)))] };


    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
