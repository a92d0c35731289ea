using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;

namespace Trepart.Web.Assurance;

/// <summary>What the municipality answers for, in counts and names of groups, and nothing of what anyone wrote in them (INV-12).</summary>
/// <param name="Groups">How many working groups there are.</param>
/// <param name="WithoutSafety">Those in which nobody has a safety representative's seat today.</param>
/// <param name="HmsWaiting">Matters with a concern about health, environment and safety that are open, and whose day to be taken up again or evaluated is past. Null where they are so few that a number would point at them.</param>
public sealed record Assured(int Groups, IReadOnlyList<ArenaInfo> WithoutSafety, int? HmsWaiting);

/// <summary>Reads whether what the municipality answers for is in place.</summary>
public sealed class AssuranceBook(TenantReader reader, Arenas arenas)
{
    public async Task<Assured> Read(Tenant tenant, DateOnly today, CancellationToken ct)
    {
        var groups = (await arenas.All(tenant, ct)).Values.Where(a => a.Kind is ArenaKind.WorkingGroup).ToList();
        var with = (await reader.Query(
            tenant,
            """
            select distinct s.arena_id from seats s
            join seat_holdings h on h.tenant_id = $1 and h.seat_id = s.id and h.taken_on <= $2 and (h.left_on is null or h.left_on > $2)
            where s.tenant_id = $1 and s.role = 'SafetyRepresentative'
            """,
            row => row.GetGuid(0), ct, today)).ToHashSet();
        var waiting = (await reader.Query(
            tenant,
            """
            select count(*)::int from matters m
            where m.tenant_id = $1 and m.hms_raised_on is not null and m.stage <> 'Closed'
              and ((m.stage = 'Deferred' and m.deferred_until < $2)
                or exists (select from trials t where t.tenant_id = $1 and t.matter_id = m.id and t.stage = 'Running' and t.evaluate_on < $2))
            """,
            row => row.GetInt32(0), ct, today))[0];
        return new(groups.Count, [.. groups.Where(g => !with.Contains(g.Id))], waiting is > 0 and < Hidden.FewestAnswers ? null : waiting);
    }
}
