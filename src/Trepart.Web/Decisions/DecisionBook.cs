using System.Data.Common;
using Trepart.Store;

namespace Trepart.Web.Decisions;

/// <summary>A political decision. Its title is null where the words have been erased.</summary>
public sealed record DecisionRow(Guid Id, long Version, string? Title, string Body, DateOnly DecidedOn, string? CaseNumber);

/// <summary>What a group does about a political decision.</summary>
/// <param name="Title">Of the matter, or null for a report.</param>
/// <param name="ReadOn">Set where the group says that it has read where its learning was used.</param>
public sealed record DecisionLinkRow(Guid Id, Guid Decision, Guid Arena, long Version, Guid? Matter, Guid? Report, string? Title, DateOnly? ReadOn, DateOnly SaidOn);

/// <summary>An experience or a report that was used in a political decision.</summary>
public sealed record UsedRow(Guid Decision, Guid Source, bool IsReport, Guid Arena, string? Title, string? How, DateOnly On);

/// <param name="Greetings">From the steering group. Null in place of one whose words have been erased.</param>
public sealed record WinRow(Guid Id, Guid Arena, long Version, string? What, string? Thanks, Guid? Matter, DateOnly On, IReadOnlyList<string?> Greetings);

/// <summary>Reads political decisions, what is done about them, and wins.</summary>
public sealed class DecisionBook(TenantReader reader)
{
    private const int Most = 200;

    private const string Select =
        """
        select d.id, d.version, w.text, d.body, d.decided_on, d.case_number from political_decisions d
        left join words w on w.tenant_id = $1 and w.stream_id = d.id and w.id = d.title_id
        where d.tenant_id = $1
        """;

    private const string SelectLink =
        """
        select l.id, l.decision_id, l.arena_id, l.version, l.matter_id, l.report_id, w.text, l.read_on, l.said_on from decision_links l
        left join matters m on m.tenant_id = $1 and m.id = l.matter_id
        left join words w on w.tenant_id = $1 and w.stream_id = m.id and w.id = m.title_id
        where l.tenant_id = $1
        """;

    // What is used is what the group has published or sent.
    private const string SelectUsed =
        """
        select u.decision_id, u.source_id, r.id is not null, coalesce(x.arena_id, r.arena_id), t.text, h.text, u.used_on
        from learning_used u
        left join experiences x on x.tenant_id = $1 and x.id = u.source_id and x.stage = 'Published'
        left join reports r on r.tenant_id = $1 and r.id = u.source_id and r.stage in ('Sent', 'Answered')
        left join words t on t.tenant_id = $1 and t.stream_id = x.id and t.id = x.title_id
        left join words h on h.tenant_id = $1 and h.stream_id = u.decision_id and h.id = u.how_id
        where u.tenant_id = $1 and (x.id is not null or r.id is not null)
        """;

    private const string SelectWin =
        """
        select v.id, v.arena_id, v.version, a.text, t.text, v.matter_id, v.celebrated_on,
          array(select w.text from unnest(v.greeting_ids) with ordinality g (id, nth)
                left join words w on w.tenant_id = $1 and w.stream_id = v.id and w.id = g.id order by g.nth)
        from wins v
        left join words a on a.tenant_id = $1 and a.stream_id = v.id and a.id = v.what_id
        left join words t on t.tenant_id = $1 and t.stream_id = v.id and t.id = v.thanks_id
        where v.tenant_id = $1
        """;

    public async Task<DecisionRow?> Get(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{Select} and d.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<DecisionRow>> All(Tenant tenant, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} order by d.decided_on desc, d.id desc limit {Most}", Read, ct);

    public Task<IReadOnlyList<DecisionLinkRow>> Links(Tenant tenant, Guid decision, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectLink} and l.decision_id = $2 order by l.said_on, l.id limit 1000", ReadLink, ct, decision);

    public async Task<DecisionLinkRow?> Link(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{SelectLink} and l.id = $2", ReadLink, ct, id) is [var row] ? row : null;

    public Task<IReadOnlyList<UsedRow>> Used(Tenant tenant, Guid decision, CancellationToken ct) =>
        reader.Query(
            tenant, $"{SelectUsed} and u.decision_id = $2 order by u.used_on, u.source_id",
            row => new UsedRow(row.GetGuid(0), row.GetGuid(1), row.GetBoolean(2), row.GetGuid(3), row.TextOrNull(4), row.TextOrNull(5), row.Date(6)), ct, decision);

    public async Task<WinRow?> Win(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{SelectWin} and v.id = $2", ReadWin, ct, id) is [var row] ? row : null;

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<WinRow>> Wins(Tenant tenant, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectWin} order by v.celebrated_on desc, v.id desc limit {Most}", ReadWin, ct);

    private static DecisionRow Read(DbDataReader row) => new(row.GetGuid(0), row.GetInt64(1), row.TextOrNull(2), row.GetString(3), row.Date(4), row.TextOrNull(5));

    private static DecisionLinkRow ReadLink(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.IdOrNull(4), row.IdOrNull(5), row.TextOrNull(6), row.DateOrNull(7), row.Date(8));

    private static WinRow ReadWin(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.TextOrNull(3), row.TextOrNull(4), row.IdOrNull(5), row.Date(6), row.GetFieldValue<string?[]>(7));
}
