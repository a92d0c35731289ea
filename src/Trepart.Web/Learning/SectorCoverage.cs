using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Learning;

/// <summary>How far the way of working has come in a sector (SG-17): in units, never by group, and never ranked.</summary>
/// <param name="Sector">Null for units that stand in no sector.</param>
/// <param name="Starting">Has a group that says that it is starting.</param>
public sealed record SectorRow(Guid? Sector, string? Name, int Units, int WithGroup, int Starting)
{
    public int Without => Units - WithGroup - Starting;
}

/// <summary>A workplace of the tree.</summary>
public sealed record TreeNode(Guid Id, Guid? Parent, WorkplaceLevel Level, string Name, bool IsOpen);

/// <summary>A group that stands at a workplace of the tree.</summary>
/// <param name="IsStarting">It says so itself.</param>
public sealed record PlacedGroup(Guid Arena, Guid Node, bool IsWorkingGroup, bool IsStarting);

/// <summary>The municipality's sectors with what stands in each, and which groups belong there.</summary>
public sealed class Sectors
{
    private readonly Dictionary<Guid, TreeNode> _nodes;
    private readonly ILookup<Guid?, Guid> _groups;

    public Sectors(IReadOnlyList<TreeNode> tree, IReadOnlyList<PlacedGroup> groups)
    {
        _nodes = tree.ToDictionary(n => n.Id);
        _groups = groups.Where(g => g.IsWorkingGroup).ToLookup(g => SectorOf(g.Node), g => g.Arena);
        var works = groups.GroupBy(g => g.Node).ToDictionary(g => g.Key, g => g.Any(one => !one.IsStarting));
        Rows =
        [
            .. tree.Where(n => n is { Level: WorkplaceLevel.Unit, IsOpen: true }).GroupBy(n => SectorOf(n.Id))
                .Select(units => (units.Key, Stand: units.Select(u => Stands(u.Id)).ToList()))
                .Select(s => new SectorRow(s.Key, s.Key is { } id ? _nodes[id].Name : null, s.Stand.Count, s.Stand.Count(w => w is true), s.Stand.Count(w => w is false)))
                .OrderBy(s => s.Sector is null).ThenBy(s => s.Name ?? "", NorwegianOrder.Instance).ThenBy(s => s.Sector),
        ];

        // A unit under a workplace with a group belongs to that group.
        bool? Stands(Guid unit)
        {
            bool? stands = null;
            foreach (var node in Up(unit))
            {
                if (works.TryGetValue(node.Id, out var one))
                    stands = (stands ?? false) || one;
            }

            return stands;
        }
    }

    /// <summary>By the alphabet; what stands in no sector last.</summary>
    public IReadOnlyList<SectorRow> Rows { get; }

    /// <summary>The groups at the workplaces of a sector; none where the sector has none, or is none.</summary>
    public Guid[] GroupsOf(Guid sector) => [.. _groups[sector].Order()];

    /// <summary>The uppermost sector over a workplace; null where there is none.</summary>
    private Guid? SectorOf(Guid node) => Up(node).LastOrDefault(n => n.Level is WorkplaceLevel.Sector)?.Id;

    // A tree that was turned into a ring is walked once.
    private IEnumerable<TreeNode> Up(Guid node)
    {
        var seen = new HashSet<Guid>();
        for (var next = (Guid?)node; next is { } id && seen.Add(id) && _nodes.TryGetValue(id, out var found); next = found.Parent)
            yield return found;
    }
}

public sealed class SectorCoverage(TenantReader reader)
{
    public async Task<Sectors> Read(Tenant tenant, CancellationToken ct) => new(
        await reader.Query(
            tenant, "select id, parent_id, level, name, closed_on is null from workplaces where tenant_id = $1",
            row => new TreeNode(row.GetGuid(0), row.IdOrNull(1), Enum.Parse<WorkplaceLevel>(row.GetString(2)), row.GetString(3), row.GetBoolean(4)), ct),
        await reader.Query(
            tenant,
            """
            select a.id, a.node_id, a.kind = 'WorkingGroup', coalesce(f.maturity, '') = 'Starting'
            from arenas a left join group_facts f on f.tenant_id = $1 and f.arena_id = a.id
            where a.tenant_id = $1 and a.node_id is not null
            """,
            row => new PlacedGroup(row.GetGuid(0), row.GetGuid(1), row.GetBoolean(2), row.GetBoolean(3)), ct));
}
