using System.ComponentModel;
using System.Globalization;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Seats;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Groups;

/// <summary>What the pages of workplaces and groups show, as JSON.</summary>
public static class GroupApi
{
    public static void MapGroupsApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("workplaces", ListWorkplaces).NeedsRight(Right.ReadLearning).ShowsNobody()
            .WithName("list-workplaces").WithTags("workplace").WithSummary("The tree of workplaces, with whether each has a group").Produces<WorkplaceList>();
        municipality.MapGet("workplaces/{id:guid}", ReadWorkplace).NeedsRight(Right.ReadLearning).ShowsNobody()
            .WithName("read-workplace").WithTags("workplace").WithSummary("A workplace").Produces<WorkplaceAnswer>();

        var arena = municipality.MapGroup("arenas/{arena:guid}");
        arena.MapGet("about", About).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-group").WithTags("arena").WithSummary("What a group has said of itself, and how it is put together").Produces<GroupAnswer>();
        arena.MapGet("rules", ListRules).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-rules").WithTags("rules").WithSummary("A group's rules of play, the version that holds first").Produces<RulesList>();
        arena.MapGet("unions", ListUnions).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-unions").WithTags("union").WithSummary("The unions at a group's workplace, and what they answered").Produces<UnionList>();
        municipality.MapGet("rules/{id:guid}", ReadRules).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-rules").WithTags("rules").WithSummary("A version of a group's rules of play, and the seats that stand behind it").Produces<RulesAnswer>();
        municipality.MapGet("unions/{id:guid}", ReadUnion).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-union").WithTags("union").WithSummary("A union at a group's workplace").Produces<UnionRow>();
    }

    private static async Task<IResult> ListWorkplaces(Visit visit, WorkplaceTrees trees, Calendar calendar, CancellationToken ct) =>
        TypedResults.Ok(new WorkplaceList([.. (await trees.Read(visit.Tenant, calendar.Today, ct)).All.Select(n => WorkplaceAnswer.Of(n.Workplace, n))]));

    private static async Task<IResult> ReadWorkplace(Guid id, HttpContext http, Visit visit, WorkplaceBook book, WorkplaceTrees trees, Calendar calendar, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } row)
            return Problems.NotFound(visit);
        http.Response.Headers.ETag = $"\"{row.Version.ToString(CultureInfo.InvariantCulture)}\"";
        var node = (await trees.Read(visit.Tenant, calendar.Today, ct)).All.FirstOrDefault(n => n.Workplace.Id == id);
        return TypedResults.Ok(WorkplaceAnswer.Of(row, node));
    }

    private static async Task<IResult> About(Guid arena, Visit visit, GroupBook book, CompositionBook compositions, Calendar calendar, CancellationToken ct)
    {
        var facts = await book.Facts(visit.Tenant, arena, ct);
        var composition = await compositions.Of(visit.Tenant, arena, calendar.Today, ct);
        return TypedResults.Ok(new GroupAnswer(arena, facts.BuildsOn, facts.Rhythm, facts.Maturity, facts.Purpose, composition.Advice, composition.Deviations));
    }

    private static async Task<IResult> ListRules(Guid arena, Visit visit, GroupBook book, CancellationToken ct) =>
        TypedResults.Ok(new RulesList(await book.Rules(visit.Tenant, arena, ct)));

    private static async Task<IResult> ListUnions(Guid arena, Visit visit, GroupBook book, CancellationToken ct) =>
        TypedResults.Ok(new UnionList(await book.Unions(visit.Tenant, arena, ct)));

    private static async Task<IResult> ReadRules(Guid id, HttpContext http, Visit visit, GroupBook book, EventStore store, CancellationToken ct)
    {
        if (await book.OneRules(visit.Tenant, id, ct) is not { } rules)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, rules.Arena))
            return Problems.Forbidden(visit);
        var version = (await store.Read(visit.Tenant, id, ct)).Version;
        http.Response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(new RulesAnswer(
            id, rules.Arena, version, rules.Number, rules.AdoptedOn, rules.Points,
            [.. (await book.Behind(visit.Tenant, id, ct)).Select(b => new Acknowledged(b.Key, b.Value)).OrderBy(b => b.Seat)]));
    }

    private static async Task<IResult> ReadUnion(Guid id, HttpContext http, Visit visit, GroupBook book, CancellationToken ct)
    {
        if (await book.Union(visit.Tenant, id, ct) is not { } union)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.ReadArena, union.Arena))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{union.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(union);
    }
}

public sealed record WorkplaceList(IReadOnlyList<WorkplaceAnswer> Items);

public sealed record RulesList(IReadOnlyList<RulesRow> Items);

public sealed record UnionList(IReadOnlyList<UnionRow> Items);

/// <param name="Employees">Null where nobody has counted.</param>
/// <param name="Coverage">Null for one that is closed.</param>
/// <param name="Groups">The groups that have their place here.</param>
public sealed record WorkplaceAnswer(
    Guid Id, long Version, WorkplaceLevel Level, string Name, Guid? Parent, int? Employees, DateOnly RegisteredOn, DateOnly? ClosedOn, Coverage? Coverage, IReadOnlyList<Guid> Groups)
{
    public static WorkplaceAnswer Of(WorkplaceRow row, TreeNode? node) => new(
        row.Id, row.Version, row.Level, row.Name, row.Parent, row.Employees, row.RegisteredOn, row.ClosedOn, node?.Coverage, [.. node?.Groups.Select(g => g.Arena) ?? []]);
}

/// <param name="Purpose">Null where the group has said nothing else than the usual.</param>
/// <param name="Advice">What the method recommends otherwise; it stops nothing.</param>
public sealed record GroupAnswer(
    Guid Id, ExistingMeeting? BuildsOn, MeetingRhythm? Rhythm, GroupMaturity? Maturity, string? Purpose, IReadOnlyList<CompositionAdvice> Advice,
    [property: Description("What the group has put on record as meant.")] IReadOnlyList<DeviationRow> Deviations);

public sealed record RulesAnswer(
    Guid Id, Guid Arena, long Version, int Number, DateOnly AdoptedOn, [property: Description("Null in place of a rule whose words have been erased.")] IReadOnlyList<string?> Points,
    IReadOnlyList<Acknowledged> Behind);

/// <summary>A seat that stands behind a version of the rules.</summary>
public sealed record Acknowledged(Guid Seat, DateOnly On);
