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
using Trepart.Web.Steering;

namespace Trepart.Web.Goals;

/// <summary>Egne mål: what a group wants to get to, and how far it says that it has come, quarter by quarter.</summary>
public static class GoalRoutes
{
    public static void MapGoals(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts).OnlyInWorkingGroups();
        group.MapGet("mal", List).NeedsRight(Right.ReadArena);
        group.MapGet(GoalActs.Set.Slug!, (Guid arena, [FromQuery(Name = "slag")] string? kind, HttpContext http, Visit visit) =>
            ShowNew(http, visit, arena, kind, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        group.MapPost(GoalActs.Set.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, GoalActs.Set, null, arena, (h, v, _, draft, status) => ShowNew(h, v, arena, null, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.WorkInGroup);

        var one = municipality.MapGroup("mal/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", Show).NeedsRight(Right.ReadArena);
        one.MapForms(GoalActs.OnGoal, ShowForm, AddressOf);
    }

    public static void MapGoalsApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("arenas/{arena:guid}/goals", async (Guid arena, Visit visit, GoalBook book, CancellationToken ct) =>
                TypedResults.Ok(new GoalList(await book.OfArena(visit.Tenant, arena, ct))))
            .NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-goals").WithTags("goal").WithSummary("A group's own goals with what it says of each quarter: those it works towards first").Produces<GoalList>();
        municipality.MapGet("goals/{id:guid}", Read).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-goal").WithTags("goal").WithSummary("A group's own goal, and how far the group says that it has come in each quarter").Produces<GoalRow>();
    }

    public static string AddressOf(Visit visit, Guid goal) => $"{visit.Root}/mal/{goal}";

    public static string GroupAddress(Visit visit, Guid arena) => $"{visit.Root}/grupper/{arena}/mal";

    private static async Task<IResult> List(Guid arena, Visit visit, GoalBook book, Arenas arenas, CancellationToken ct) =>
        new RazorComponentResult<GoalsPage>(new { Arena = (await arenas.Get(visit.Tenant, arena, ct))!, Goals = await book.OfArena(visit.Tenant, arena, ct) });

    private static async Task<IResult> Show(Guid id, Visit visit, GoalBook book, Arenas arenas, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } goal)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, goal.Arena))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<GoalPage>(new { Goal = goal, Arena = (await arenas.Get(visit.Tenant, goal.Arena, ct))! });
    }

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, GoalBook book, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } goal)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, goal.Arena))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{goal.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(goal);
    }

    // One of the kinds that are offered comes with words to begin with; a kind that cannot be read is none.
    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, string? kind, Draft? draft, int status)
    {
        JsonObject body = ChoiceNames.Parse<GoalKind>(kind) is not { } chosen ? []
            : Goal.Offered.Contains(chosen) ? new() { ["kind"] = chosen.Camel(), ["what"] = Telling.Upper(visit.Text.Choice(chosen)) } : new() { ["kind"] = chosen.Camel() };
        return new RazorComponentResult<ActPage>(new
        {
            Act = GoalActs.Set,
            About = SeatRoutes.NameOf((await http.RequestServices.GetRequiredService<Arenas>().Get(visit.Tenant, arena, http.RequestAborted))!),
            Back = GroupAddress(visit, arena),
            Draft = draft ?? Draft.New() with { Body = body },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct, text) = (http.RequestServices, http.RequestAborted, visit.Text);
        if (await services.GetRequiredService<GoalBook>().Get(visit.Tenant, id, ct) is not { } goal)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, goal.Arena))
            return Problems.Forbidden(visit);

        var (choices, today) = (FormChoices.None, services.GetRequiredService<Calendar>().Today);
        if (act == GoalActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }
        else if (act == GoalActs.Assess)
        {
            choices = choices with
            {
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>>
                {
                    ["year"] = [.. Enumerable.Range(goal.SetOn.Year, Math.Max(1, today.Year - goal.SetOn.Year + 1)).Reverse().Select(y => (Written(y), Written(y)))],
                    ["quarter"] = [.. Enumerable.Range(1, 4).Select(q => (Written(q), text[$"goal.quarter.{q}"]))],
                },
            };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = goal.What ?? text["words.erased"],
            Standing = goal.Sign,
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(goal.Version) with
            {
                Body = act == GoalActs.Revise ? new() { ["kind"] = goal.Kind.Camel(), ["what"] = goal.What, ["sign"] = goal.Sign }
                    : act == GoalActs.Assess ? Assessing(goal, AskedFor(http.Request.Query["aar"], http.Request.Query["kvartal"]) ?? Figures.QuarterOf(today)) : [],
            },
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static (int Year, int Quarter)? AskedFor(string? year, string? quarter) =>
        int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) && int.TryParse(quarter, NumberStyles.None, CultureInfo.InvariantCulture, out var q) && Figures.IsQuarter(y, q)
            ? (y, q) : null;

    // What the group has said of the quarter stands there already, to be said otherwise.
    private static JsonObject Assessing(GoalRow goal, (int Year, int Quarter) of)
    {
        var said = goal.Of(of.Year, of.Quarter);
        return new() { ["year"] = Written(of.Year), ["quarter"] = Written(of.Quarter), ["attainment"] = said?.Attainment.Camel(), ["note"] = said?.Note };
    }

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);
}

public sealed record GoalList(IReadOnlyList<GoalRow> Items);
