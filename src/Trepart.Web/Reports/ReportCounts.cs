using System.Text;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Reports;

/// <summary>What happened in a group in a period: counted for a report's figures, and told in sentences that a draft begins with.</summary>
public sealed class ReportCounts(TenantReader reader)
{
    private const int MostTold = 8;

    // Leaves room for what the group adds.
    private const int LongestDraft = 3000;

    /// <summary>The kind of each event that is counted, and its stream.</summary>
    public async Task<IReadOnlyList<(string Type, Guid Stream)>> Happened(Tenant tenant, Guid arena, DateOnly from, DateOnly until, CancellationToken ct) =>
        await reader.Query(
            tenant,
            """
            select distinct e.type, e.stream_id from mt_events e
            where e.tenant_id = $1 and e.arena_id = $2 and e.type = any($3) and (e.headers ->> 'happenedOn')::date between $4 and $5
            """,
            row => (row.GetString(0), row.GetGuid(1)), ct, arena, ReportFigures.Counted.ToArray(), from, until);

    /// <summary>A first text of a report, for the group to make its own.</summary>
    public async Task<string> Draft(Tenant tenant, Guid arena, DateOnly from, DateOnly until, Language text, CancellationToken ct)
    {
        var figures = ReportFigures.Of(await Happened(tenant, arena, from, until, ct));
        var told = await Told(tenant, arena, from, until, ct);
        var draft = new StringBuilder();
        Add(text.Count("report.draft.meetings", figures.Meetings));
        Titles("report.draft.raised", figures.Raised, "matter_raised");
        Titles("report.draft.started", figures.Started, "trial_started");
        foreach (var (_, what, learned) in told.Where(t => t.Type == "trial_evaluated" && t.What is not null).Take(MostTold))
            Add(text.Say(learned is null ? "report.draft.evaluated" : "report.draft.learned", ("what", what), ("learned", learned)));
        Titles("report.draft.kept", figures.Kept, "trial_made_permanent");
        Titles("report.draft.back", figures.WentBack, "trial_reverted");
        Titles("report.draft.deferred", figures.Deferred, "matter_deferred");
        Titles("report.draft.closed", figures.Closed, "matter_closed");
        if (figures.Answered is { } answered)
            Add(text.Count("report.draft.answered", answered));
        return draft.ToString().TrimEnd();

        void Titles(string key, int count, string type)
        {
            if (count == 0)
                return;
            var titles = told.Where(t => t.Type == type && t.What is not null).Select(t => t.What!).Distinct().ToList();
            Add(text.Count(key, count) + (titles.Count == 0 ? "" : $" {text.List(titles.Take(MostTold).Select(t => $"«{t}»"))}."));
        }

        void Add(string sentence)
        {
            if (draft.Length + sentence.Length < LongestDraft)
                draft.Append(sentence.Replace("..", ".", StringComparison.Ordinal)).Append('\n');
        }
    }

    // The titles of matters, and of trials what was tried and learned.
    private Task<IReadOnlyList<(string Type, string? What, string? Learned)>> Told(Tenant tenant, Guid arena, DateOnly from, DateOnly until, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select e.type, case when e.type like 'trial%' then c.text else h.text end, l.text
            from mt_events e
            join matters m on m.tenant_id = $1 and m.id = e.stream_id
            left join words h on h.tenant_id = $1 and h.stream_id = m.id and h.id = m.title_id
            left join lateral (
              select t.change_id, t.learned_id from trials t where t.tenant_id = $1 and t.matter_id = m.id and t.proposed_on <= (e.headers ->> 'happenedOn')::date
              order by t.number desc limit 1) t on e.type like 'trial%'
            left join words c on c.tenant_id = $1 and c.stream_id = m.id and c.id = t.change_id
            left join words l on l.tenant_id = $1 and l.stream_id = m.id and l.id = t.learned_id
            where e.tenant_id = $1 and e.arena_id = $2 and e.type = any($3) and (e.headers ->> 'happenedOn')::date between $4 and $5
            order by e.seq_id limit 400
            """,
            row => (row.GetString(0), row.TextOrNull(1), row.TextOrNull(2)), ct, arena, ReportFigures.Counted.ToArray(), from, until);
}
