using Trepart.Store;
using Trepart.Web.Seats;

namespace Trepart.Web.Waiting;

/// <summary>Something that waits for someone.</summary>
/// <param name="Text">What the thing is known by; null where it has none, or the words have been erased.</param>
/// <param name="Since">From when it has waited.</param>
/// <param name="Due">By when, where a day is set.</param>
public sealed record WaitingItem(WaitingKind Kind, Guid Arena, Guid Thing, string? Text, DateOnly Since, DateOnly? Due);

/// <summary>What waits for whom. For one person at a time, and for nobody else: nothing here counts what anyone has done.</summary>
public sealed class WaitingBook(TenantReader reader)
{
    private static readonly Dictionary<string, WaitingKind> Kinds = WaitingKind.All.ToDictionary(k => k.Code);

    /// <summary>What is asked of this person now, the oldest first.</summary>
    public async Task<IReadOnlyList<WaitingItem>> Of(Tenant tenant, SignedIn who, DateOnly today, CancellationToken ct) =>
        who.Holdings.Count == 0 ? [] : await reader.Query(
            tenant, WaitingKind.Question,
            row => new WaitingItem(Kinds[row.GetString(0)], row.GetGuid(1), row.GetGuid(2), row.TextOrNull(3), row.Date(4), row.DateOrNull(5)), ct,
            Groups(who, Right.WorkInGroup), who.Holdings.Select(h => h.Seat.Id).Distinct().ToArray(), who.Holdings.Select(h => h.Id).ToArray(), today,
            Groups(who, Right.RaiseHmsConcern), Groups(who, Right.DecideAsLeader), who.May(Right.AnswerGroups));

    private static Guid[] Groups(SignedIn who, Right right) =>
        [.. who.Holdings.Where(h => Rights.Of(h.Seat).Contains(right)).Select(h => h.Seat.Arena).Distinct()];
}
