using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Goals;

/// <summary>A goal as it stands. Texts are null where there are none, and where the words have been erased.</summary>
/// <param name="Sign">How the group will see it.</param>
/// <param name="EndedOn">Null while the group works towards it.</param>
/// <param name="Assessments">The earliest first.</param>
public sealed record GoalRow(
    Guid Id, Guid Arena, long Version, GoalKind Kind, string? What, string? Sign, DateOnly SetOn, DateOnly? EndedOn, string? Learned, IReadOnlyList<AssessmentRow> Assessments)
{
    public AssessmentRow? Of(int year, int quarter) => Assessments.FirstOrDefault(a => (a.Year, a.Quarter) == (year, quarter));
}

/// <summary>What the group itself says of a quarter.</summary>
/// <param name="Note">Null where there is none, and where the words have been erased.</param>
/// <param name="On">When it was last said.</param>
public sealed record AssessmentRow(int Year, int Quarter, Attainment Attainment, string? Note, DateOnly On);

/// <summary>Reads the groups' goals, each with what was assessed.</summary>
public sealed class GoalBook(TenantReader reader)
{
    private const int Most = 200;

    public async Task<GoalRow?> Get(Tenant tenant, Guid id, CancellationToken ct) => await Find(tenant, "g.id = $2", id, ct) is [var found] ? found : null;

    /// <summary>Those that the group works towards first, then the latest.</summary>
    public Task<IReadOnlyList<GoalRow>> OfArena(Tenant tenant, Guid arena, CancellationToken ct) => Find(tenant, "g.arena_id = $2", arena, ct);

    /// <summary>Those of every group at a workplace.</summary>
    public Task<IReadOnlyList<GoalRow>> OfWorkplace(Tenant tenant, Guid workplace, CancellationToken ct) =>
        Find(tenant, "g.arena_id in (select a.id from arenas a where a.tenant_id = $1 and a.node_id = $2)", workplace, ct);

    private async Task<IReadOnlyList<GoalRow>> Find(Tenant tenant, string which, Guid of, CancellationToken ct)
    {
        var assessed = (await reader.Query(
            tenant,
            $"""
            select x.goal_id, x.year, x.quarter, x.attainment, n.text, x.assessed_on
            from goal_assessments x
            join goals g on g.tenant_id = $1 and g.id = x.goal_id
            left join words n on n.tenant_id = $1 and n.stream_id = x.goal_id and n.id = x.note_id
            where x.tenant_id = $1 and {which}
            order by x.year, x.quarter
            """,
            row => (
                Goal: row.GetGuid(0),
                Row: new AssessmentRow(row.GetInt32(1), row.GetInt32(2), Enum.Parse<Attainment>(row.GetString(3)), row.TextOrNull(4), row.Date(5))), ct, of)).ToLookup(a => a.Goal, a => a.Row);
        return await reader.Query(
            tenant,
            $"""
            select g.id, g.arena_id, g.version, g.kind, w.text, s.text, g.set_on, g.ended_on, l.text
            from goals g
            left join words w on w.tenant_id = $1 and w.stream_id = g.id and w.id = g.what_id
            left join words s on s.tenant_id = $1 and s.stream_id = g.id and s.id = g.sign_id
            left join words l on l.tenant_id = $1 and l.stream_id = g.id and l.id = g.learned_id
            where g.tenant_id = $1 and {which}
            order by g.ended_on is not null, g.set_on desc, g.id desc limit {Most}
            """,
            row => Read(row, assessed), ct, of);
    }

    private static GoalRow Read(DbDataReader row, ILookup<Guid, AssessmentRow> assessed) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), Enum.Parse<GoalKind>(row.GetString(3)), row.TextOrNull(4), row.TextOrNull(5), row.Date(6), row.DateOrNull(7), row.TextOrNull(8),
        [.. assessed[row.GetGuid(0)]]);
}
