using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Learning;

namespace Trepart.Web.Involvement;

/// <summary>An important process. Texts are null where none was written, and where the words have been erased.</summary>
/// <param name="Arena">Where it was registered, and is answered for.</param>
/// <param name="Place">The name of the workplace that it concerns; null for the whole municipality.</param>
public sealed record ProcessRow(
    Guid Id, Guid Arena, long Version, string? Title, ProcessKind Kind, string? Owner, string? About, Guid? Workplace, string? Place, DateOnly BeganOn, DateOnly? PlannedEnd,
    DateOnly RegisteredOn, DateOnly? EndedOn, string? Result);

/// <summary>That someone was involved in a process one day.</summary>
/// <param name="Matter">What it was about; only for those who may read it. So too the steering group's item.</param>
/// <param name="Seat">The seat that put it down.</param>
/// <param name="TakenBackOn">Set where it was not so.</param>
public sealed record InvolvementRow(
    Guid Process, int Number, DateOnly Day, InvolvementForm Form, ProcessPhase Phase, IReadOnlyList<InvolvedPart> Parts, IReadOnlyList<string> Organisations, string? What,
    Linked? Matter, Linked? SteeringItem, Linked? PoliticalDecision, Guid Seat, DateOnly NotedOn, DateOnly? TakenBackOn, string? TakenBackBecause);

/// <summary>A thing with a page of its own.</summary>
/// <param name="Title">Null where the words have been erased.</param>
public sealed record Linked(Guid Id, Guid? Arena, string? Title);

/// <summary>A party that says it was not involved where it should have been.</summary>
/// <param name="AnsweredOn">Null where it stands.</param>
public sealed record LackRow(
    Guid Process, int Number, ProcessPhase Phase, InvolvedPart Part, string? Organisation, string? What, DateOnly NotedOn, DateOnly? AnsweredOn, string? Answer);

/// <summary>A process with everything that is put on record of it, in the order in which it was.</summary>
public sealed record ProcessWhole(ProcessRow Process, IReadOnlyList<InvolvementRow> Involvements, IReadOnlyList<LackRow> Lacks)
{
    /// <summary>What was so.</summary>
    public IEnumerable<InvolvementRow> Standing => Involvements.Where(i => i.TakenBackOn is null);

    public IEnumerable<LackRow> Unanswered => Lacks.Where(l => l.AnsweredOn is null);
}

/// <summary>Reads the register of important processes.</summary>
public sealed class ProcessBook(TenantReader reader)
{
    private const int Most = 200;

    private const string Select =
        """
        select p.id, p.arena_id, p.version, t.text, p.kind, o.text, a.text, p.workplace_id, n.name, p.began_on, p.planned_end, p.registered_on, p.ended_on, r.text
        from processes p
        left join words t on t.tenant_id = $1 and t.stream_id = p.id and t.id = p.title_id
        left join words o on o.tenant_id = $1 and o.stream_id = p.id and o.id = p.owner_id
        left join words a on a.tenant_id = $1 and a.stream_id = p.id and a.id = p.about_id
        left join words r on r.tenant_id = $1 and r.stream_id = p.id and r.id = p.result_id
        left join workplace_names n on n.tenant_id = $1 and n.id = p.workplace_id
        where p.tenant_id = $1
        """;

    private const string SelectInvolvement =
        """
        select i.process_id, i.number, i.day, i.form, i.phase, i.parts, i.organisations, h.text, i.matter_id, m.arena_id, mt.text, i.item_id, s.arena_id, st.text,
               i.decision_id, dt.text, i.seat_id, i.noted_on, i.taken_back_on, y.text
        from involvements i
        left join words h on h.tenant_id = $1 and h.stream_id = i.process_id and h.id = i.what_id
        left join words y on y.tenant_id = $1 and y.stream_id = i.process_id and y.id = i.why_id
        left join matters m on m.tenant_id = $1 and m.id = i.matter_id
        left join words mt on mt.tenant_id = $1 and mt.stream_id = m.id and mt.id = m.title_id
        left join steering_items s on s.tenant_id = $1 and s.id = i.item_id
        left join words st on st.tenant_id = $1 and st.stream_id = s.id and st.id = s.title_id
        left join political_decisions d on d.tenant_id = $1 and d.id = i.decision_id
        left join words dt on dt.tenant_id = $1 and dt.stream_id = d.id and dt.id = d.title_id
        where i.tenant_id = $1 and i.process_id = any($2)
        order by i.process_id, i.number
        """;

    private const string SelectLack =
        """
        select l.process_id, l.number, l.phase, l.part, l.organisation, h.text, l.noted_on, l.answered_on, a.text
        from involvement_lacks l
        left join words h on h.tenant_id = $1 and h.stream_id = l.process_id and h.id = l.what_id
        left join words a on a.tenant_id = $1 and a.stream_id = l.process_id and a.id = l.answer_id
        where l.tenant_id = $1 and l.process_id = any($2)
        order by l.process_id, l.number
        """;

    public async Task<ProcessWhole?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await Whole(tenant, await reader.Query(tenant, $"{Select} and p.id = $2", Read, ct, id), ct) is [var one] ? one : null;

    /// <summary>Those that go on first, by title; then those that have ended, the latest first.</summary>
    public async Task<IReadOnlyList<ProcessWhole>> All(Tenant tenant, CancellationToken ct)
    {
        var all = await Whole(tenant, await reader.Query(tenant, $"{Select} order by p.ended_on is not null, p.ended_on desc, p.began_on desc, p.id limit {Most}", Read, ct), ct);
        return
        [
            .. all.Where(p => p.Process.EndedOn is null).OrderBy(p => p.Process.Title ?? "", NorwegianOrder.Instance).ThenBy(p => p.Process.Id),
            .. all.Where(p => p.Process.EndedOn is not null),
        ];
    }

    /// <summary>Those in which a party says that it was not involved, and has no answer.</summary>
    public async Task<IReadOnlyList<ProcessWhole>> Lacking(Tenant tenant, CancellationToken ct) =>
        await Whole(
            tenant,
            await reader.Query(
                tenant,
                $"""
                {Select} and exists (select from involvement_lacks l where l.tenant_id = $1 and l.process_id = p.id and l.answered_on is null)
                order by p.began_on, p.id limit {Most}
                """,
                Read, ct),
            ct);

    /// <summary>The processes in which a matter stands as what was talked about.</summary>
    public Task<IReadOnlyList<Linked>> OfMatter(Tenant tenant, Guid matter, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select p.id, t.text from processes p
            left join words t on t.tenant_id = $1 and t.stream_id = p.id and t.id = p.title_id
            where p.tenant_id = $1 and exists (
              select from involvements i where i.tenant_id = $1 and i.process_id = p.id and i.matter_id = $2 and i.taken_back_on is null)
            order by p.began_on, p.id limit 50
            """,
            row => new Linked(row.GetGuid(0), null, row.TextOrNull(1)), ct, matter);

    /// <summary>The unions that the municipality knows, by name.</summary>
    public async Task<IReadOnlyList<string>> Unions(Tenant tenant, CancellationToken ct) =>
        [.. (await reader.Query(
            tenant, "select organisation from seats where tenant_id = $1 and organisation is not null union select organisation from unions where tenant_id = $1",
            row => row.GetString(0), ct)).Order(NorwegianOrder.Instance)];

    private async Task<IReadOnlyList<ProcessWhole>> Whole(Tenant tenant, IReadOnlyList<ProcessRow> processes, CancellationToken ct)
    {
        if (processes is [])
            return [];
        var ids = processes.Select(p => p.Id).ToArray();
        var involvements = (await reader.Query(tenant, SelectInvolvement, ReadInvolvement, ct, ids)).ToLookup(i => i.Process);
        var lacks = (await reader.Query(tenant, SelectLack, ReadLack, ct, ids)).ToLookup(l => l.Process);
        return [.. processes.Select(p => new ProcessWhole(p, [.. involvements[p.Id]], [.. lacks[p.Id]]))];
    }

    private static ProcessRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.TextOrNull(3), Enum.Parse<ProcessKind>(row.GetString(4)), row.TextOrNull(5), row.TextOrNull(6), row.IdOrNull(7),
        row.TextOrNull(8), row.Date(9), row.DateOrNull(10), row.Date(11), row.DateOrNull(12), row.TextOrNull(13));

    private static InvolvementRow ReadInvolvement(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.Date(2), Enum.Parse<InvolvementForm>(row.GetString(3)), Enum.Parse<ProcessPhase>(row.GetString(4)),
        [.. row.GetFieldValue<string[]>(5).Select(Enum.Parse<InvolvedPart>)], row.GetFieldValue<string[]>(6), row.TextOrNull(7), LinkedAt(row, 8), LinkedAt(row, 11),
        row.IdOrNull(14) is { } decision ? new(decision, null, row.TextOrNull(15)) : null, row.GetGuid(16), row.Date(17), row.DateOrNull(18), row.TextOrNull(19));

    private static Linked? LinkedAt(DbDataReader row, int at) => row.IdOrNull(at) is { } id ? new(id, row.IdOrNull(at + 1), row.TextOrNull(at + 2)) : null;

    private static LackRow ReadLack(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), Enum.Parse<ProcessPhase>(row.GetString(2)), Enum.Parse<InvolvedPart>(row.GetString(3)), row.TextOrNull(4), row.TextOrNull(5), row.Date(6),
        row.DateOrNull(7), row.TextOrNull(8));
}
