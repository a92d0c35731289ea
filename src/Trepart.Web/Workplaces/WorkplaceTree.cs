using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Groups;

namespace Trepart.Web.Workplaces;

/// <summary>Whether a workplace has somewhere to meet (AG-01).</summary>
public enum Coverage
{
    None,

    /// <summary>The one above has a group that this one belongs to.</summary>
    Above,
    Starting,
    HasGroup,
}

/// <summary>A group in the tree, with what is to think about in who sits in it.</summary>
/// <param name="Node">Null where it has no place in the tree yet.</param>
/// <param name="Advice">Without what the group has put on record as meant.</param>
public sealed record GroupInTree(Guid Arena, string Name, string? Workplace, Guid? Node, GroupMaturity? Maturity, bool IsManned, IReadOnlyList<CompositionAdvice> Advice)
{
    /// <summary>It says so itself, or lacks leader, shop steward or safety representative.</summary>
    public bool IsStarting => Maturity is GroupMaturity.Starting || (Maturity is null && !IsManned);
}

/// <summary>A workplace with what stands under it.</summary>
public sealed record TreeNode(WorkplaceRow Workplace, IReadOnlyList<GroupInTree> Groups, Coverage Coverage, IReadOnlyList<TreeNode> Under)
{
    public IEnumerable<TreeNode> All => Under.SelectMany(n => n.All).Prepend(this);
}

/// <summary>The municipality's workplaces as a tree, with the groups in their places.</summary>
/// <param name="Placeless">Groups that have no place in the tree yet.</param>
public sealed record WorkplaceTree(IReadOnlyList<TreeNode> Roots, IReadOnlyList<GroupInTree> Placeless)
{
    public IEnumerable<TreeNode> All => Roots.SelectMany(n => n.All);

    public static WorkplaceTree Of(IReadOnlyList<WorkplaceRow> rows, IReadOnlyList<GroupInTree> groups)
    {
        var open = rows.Where(w => w.ClosedOn is null || groups.Any(g => g.Node == w.Id)).ToList();
        var there = open.Select(w => w.Id).ToHashSet();

        // Under a workplace that is closed it stands at the top, so that nothing is lost from sight.
        var under = open.ToLookup(w => w.Parent is { } parent && there.Contains(parent) ? parent : (Guid?)null);
        var at = groups.ToLookup(g => g.Node);
        return new([.. under[null].Select(w => Node(w, false))], [.. groups.Where(g => g.Node is not { } node || !there.Contains(node))]);

        TreeNode Node(WorkplaceRow row, bool isCovered)
        {
            var own = at[row.Id].ToList();
            var coverage = own.Exists(g => !g.IsStarting) ? Coverage.HasGroup : own.Count > 0 ? Coverage.Starting : isCovered ? Coverage.Above : Coverage.None;
            return new(row, own, coverage, [.. under[row.Id].Select(w => Node(w, isCovered || coverage is Coverage.HasGroup))]);
        }
    }
}

/// <summary>How far the municipality's units have come: numbers of units, and of those who work there.</summary>
/// <param name="Reached">How many work at units with a group, where they are counted (AG-33).</param>
public sealed record CoverageSum(int Units, int WithGroup, int Starting, int Employees, int Reached)
{
    public static CoverageSum Of(WorkplaceTree tree)
    {
        var units = tree.All.Where(n => n.Workplace.Level is WorkplaceLevel.Unit).ToList();
        var with = units.Where(n => n.Coverage is Coverage.HasGroup or Coverage.Above).ToList();
        return new(
            units.Count, with.Count, units.Count(n => n.Coverage is Coverage.Starting), units.Sum(n => n.Workplace.Employees ?? 0), with.Sum(n => n.Workplace.Employees ?? 0));
    }
}

/// <summary>Puts the tree together.</summary>
public sealed class WorkplaceTrees(TenantReader reader, WorkplaceBook book, CompositionBook compositions)
{
    public async Task<WorkplaceTree> Read(Tenant tenant, DateOnly today, CancellationToken ct)
    {
        var advice = await compositions.OfAll(tenant, today, ct);
        var groups = await reader.Query(
            tenant,
            """
            select a.id, a.name, a.workplace, a.node_id, f.maturity from arenas a
            left join group_facts f on f.tenant_id = a.tenant_id and f.arena_id = a.id
            where a.tenant_id = $1 and a.kind = 'WorkingGroup' order by a.name, a.id
            """,
            row => (Id: row.GetGuid(0), Name: row.GetString(1), Workplace: row.TextOrNull(2), Node: row.IdOrNull(3),
                Maturity: row.TextOrNull(4) is { } maturity ? Enum.Parse<GroupMaturity>(maturity) : (GroupMaturity?)null), ct);
        return WorkplaceTree.Of(
            await book.All(tenant, ct),
            [.. groups.Select(g => new GroupInTree(g.Id, g.Name, g.Workplace, g.Node, g.Maturity, advice[g.Id].IsManned, advice[g.Id].Open))]);
    }
}
