using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Help;

/// <summary>
/// A helper's reading: only what the group lets her, in its time, and every opening is written down before anything is shown; as an auditor's is
/// (<see cref="Auditing.AuditReading"/>), but for the group to see.
/// </summary>
public sealed class HelpReading(HelpBook book, Placement databases, Calendar calendar, TimeProvider clock)
{
    /// <summary>Opens what the group shares itself.</summary>
    /// <returns>Null where she has no leave today.</returns>
    public async Task<HelpAccessRow?> Open(HttpContext http, Visit visit, Guid help, CancellationToken ct) =>
        await Put(http, visit, (await book.Running(visit.Tenant, visit.Who, calendar.Today, ct)).FirstOrDefault(a => a.Help == help), null, ct);

    /// <summary>Opens a matter that the group has chosen.</summary>
    /// <returns>Whether she may read it today.</returns>
    public async Task<bool> OpenMatter(HttpContext http, Visit visit, Guid matter, CancellationToken ct) =>
        visit.Who.Holdings.Any(h => h.Seat.Role is SeatRole.Helper)
        && await Put(http, visit, (await book.Running(visit.Tenant, visit.Who, calendar.Today, ct)).FirstOrDefault(a => a.Matters.Contains(matter)), matter, ct) is not null;

    private async Task<HelpAccessRow?> Put(HttpContext http, Visit visit, HelpAccessRow? access, Guid? matter, CancellationToken ct)
    {
        if (access is null)
            return null;
        var now = clock.GetUtcNow();
        await using var batch = await databases.Batch(visit.Tenant, ct);
        batch.Add(
            "insert into help_openings (tenant_id, help_id, id, number, opened_at, matter_id, by_program) values ($1, $2, $3, $4, $5, $6, $7)",
            visit.Tenant.Id, access.Help, Guid.CreateVersion7(now), access.Number, now.UtcDateTime, matter, HtmlProblemWriter.IsApi(http));
        await batch.ExecuteNonQueryAsync(ct);
        return access;
    }
}
