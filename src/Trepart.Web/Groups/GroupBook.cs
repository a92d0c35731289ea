using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Groups;

/// <summary>What a group has said of itself.</summary>
/// <param name="Purpose">Null where it has said nothing else than the usual, and where the words have been erased.</param>
/// <param name="Involvement">Null where it has not said it, and where the words have been erased.</param>
public sealed record GroupFacts(ExistingMeeting? BuildsOn, MeetingRhythm? Rhythm, GroupMaturity? Maturity, string? Purpose, string? Involvement);

/// <summary>A version of a group's rules of play.</summary>
/// <param name="Points">Null in place of a rule whose words have been erased.</param>
public sealed record RulesRow(Guid Id, Guid Arena, int Number, DateOnly AdoptedOn, IReadOnlyList<string?> Points);

/// <summary>A union at a group's workplace, as it stands.</summary>
/// <param name="StageOn">The day of the latest invitation or answer.</param>
/// <param name="Invitations">How many times it has been asked.</param>
/// <param name="Speaker">The seat that represents it; null where none does.</param>
/// <param name="Reason">Null where none was given, and where the words have been erased.</param>
public sealed record UnionRow(Guid Id, Guid Arena, long Version, string Organisation, UnionStage Stage, DateOnly StageOn, int Invitations, Guid? Speaker, string? Reason);

/// <param name="Text">Null where the words have been erased.</param>
/// <param name="Number">The first is 1.</param>
public sealed record ExpectationRow(string? Text, int Number, DateOnly StatedOn);

/// <summary>Something that was agreed.</summary>
public sealed record AgreementRow(Guid Matter, string? Title, string? Agreement, DateOnly On);

/// <summary>Reads what groups have said of themselves, their rules, and the unions around them.</summary>
public sealed class GroupBook(TenantReader reader)
{
    private const string SelectUnion =
        """
        select u.id, u.arena_id, u.version, u.organisation, u.stage, u.stage_on, u.invitations, u.speaker, w.text
        from unions u left join words w on w.tenant_id = u.tenant_id and w.stream_id = u.id and w.id = u.reason_id
        where u.tenant_id = $1
        """;

    private const string SelectRules =
        """
        select r.id, r.arena_id, r.number, r.adopted_on,
          array(select w.text from unnest(r.point_ids) with ordinality p (id, nth)
                left join words w on w.tenant_id = r.tenant_id and w.stream_id = r.id and w.id = p.id order by p.nth)
        from rules r where r.tenant_id = $1
        """;

    public async Task<GroupFacts> Facts(Tenant tenant, Guid arena, CancellationToken ct) =>
        await reader.Query(
            tenant,
            """
            select f.builds_on, f.rhythm, f.maturity, w.text, i.text from group_facts f
            left join words w on w.tenant_id = f.tenant_id and w.stream_id = f.arena_id and w.id = f.purpose_id
            left join words i on i.tenant_id = f.tenant_id and i.stream_id = f.arena_id and i.id = f.involvement_id
            where f.tenant_id = $1 and f.arena_id = $2
            """,
            row => new GroupFacts(Read<ExistingMeeting>(row.TextOrNull(0)), Read<MeetingRhythm>(row.TextOrNull(1)), Read<GroupMaturity>(row.TextOrNull(2)), row.TextOrNull(3), row.TextOrNull(4)),
            ct, arena) is [var found] ? found : new(null, null, null, null, null);

    /// <summary>A group's rules, the version that holds first.</summary>
    public Task<IReadOnlyList<RulesRow>> Rules(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectRules} and r.arena_id = $2 order by r.number desc, r.id", ReadRules, ct, arena);

    public async Task<RulesRow?> OneRules(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{SelectRules} and r.id = $2", ReadRules, ct, id) is [var found] ? found : null;

    /// <summary>The seats that stand behind a version, and since when.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateOnly>> Behind(Tenant tenant, Guid rules, CancellationToken ct) =>
        (await reader.Query(
            tenant, "select seat_id, acknowledged_on from rules_acknowledged where tenant_id = $1 and rules_id = $2 and stands",
            row => (Seat: row.GetGuid(0), On: row.Date(1)), ct, rules)).ToDictionary(r => r.Seat, r => r.On);

    /// <summary>The unions at a group's workplace, by name; last those that have no members there any more.</summary>
    public Task<IReadOnlyList<UnionRow>> Unions(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectUnion} and u.arena_id = $2 order by u.stage = 'Gone', u.organisation, u.id", ReadUnion, ct, arena);

    public async Task<UnionRow?> Union(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{SelectUnion} and u.id = $2", ReadUnion, ct, id) is [var found] ? found : null;

    /// <summary>How it stood with the unions on a day: what had happened by then, also where it was written down later.</summary>
    /// <param name="before">On the day itself, only what stands before this position in the log; null for all of the day.</param>
    public async Task<IReadOnlyList<(string Organisation, UnionStage Stage, DateOnly Since)>> UnionsOn(Tenant tenant, Guid arena, DateOnly day, long? before, CancellationToken ct) =>
        [.. (await reader.Query(
            tenant,
            """
            select u.organisation, l.type, l.happened from unions u
            join lateral (
              select e.type, (e.headers ->> 'happenedOn')::date as happened from mt_events e
              where e.tenant_id = $1 and e.stream_id = u.id and (e.headers ->> 'happenedOn')::date <= $3
                and ($4::bigint is null or (e.headers ->> 'happenedOn')::date < $3 or e.seq_id < $4)
              order by e.version desc limit 1) l on true
            where u.tenant_id = $1 and u.arena_id = $2 order by u.organisation, u.id
            """,
            row => (Organisation: row.GetString(0), Stage: StageAfter(row.GetString(1)), Since: row.Date(2)), ct, arena, day, before)).Where(u => u.Stage is not UnionStage.Gone)];

    /// <summary>What is expected of a seat now; null where the group has said nothing.</summary>
    public async Task<ExpectationRow?> Expectations(Tenant tenant, Guid seat, CancellationToken ct) =>
        await reader.Query(
            tenant,
            """
            select w.text, x.number, x.stated_on from seat_expectations x
            left join words w on w.tenant_id = x.tenant_id and w.stream_id = x.seat_id and w.id = x.expectations_id
            where x.tenant_id = $1 and x.seat_id = $2
            """,
            row => new ExpectationRow(row.TextOrNull(0), row.GetInt32(1), row.Date(2)), ct, seat) is [var found] ? found : null;

    /// <summary>What a group has agreed on since a day, the latest first.</summary>
    public Task<IReadOnlyList<AgreementRow>> Agreements(Tenant tenant, Guid arena, DateOnly since, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select m.id, t.text, w.text, (e.headers ->> 'happenedOn')::date
            from mt_events e
            join matters m on m.tenant_id = $1 and m.id = e.stream_id
            left join words t on t.tenant_id = $1 and t.stream_id = m.id and t.id = m.title_id
            left join words w on w.tenant_id = $1 and w.stream_id = e.stream_id and w.id = (e.data -> 'agreement' ->> 'id')::uuid
            where e.tenant_id = $1 and e.arena_id = $2 and e.type = 'agreement_reached' and (e.headers ->> 'happenedOn')::date >= $3
            order by 4 desc, e.seq_id desc limit 100
            """,
            row => new AgreementRow(row.GetGuid(0), row.TextOrNull(1), row.TextOrNull(2), row.Date(3)), ct, arena, since);

    /// <summary>What a group's open matters are about, the most frequent first.</summary>
    public Task<IReadOnlyList<(string Theme, int Count)>> Themes(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(
            tenant,
            "select theme, count(*)::int from matters where tenant_id = $1 and arena_id = $2 and stage <> 'Closed' and theme is not null group by theme order by 2 desc, 1",
            row => (row.GetString(0), row.GetInt32(1)), ct, arena);

    private static UnionStage StageAfter(string type) => type switch
    {
        "union_invited" => UnionStage.Invited,
        "union_accepted" => UnionStage.Accepted,
        "union_declined" => UnionStage.Declined,
        "union_represented" => UnionStage.Represented,
        "union_gone" => UnionStage.Gone,
        _ => UnionStage.Noted,
    };

    private static T? Read<T>(string? name)
        where T : struct, Enum => name is null ? null : Enum.Parse<T>(name);

    private static UnionRow ReadUnion(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetString(3), Enum.Parse<UnionStage>(row.GetString(4)), row.Date(5), row.GetInt32(6), row.IdOrNull(7), row.TextOrNull(8));

    private static RulesRow ReadRules(System.Data.Common.DbDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.Date(3), row.GetFieldValue<string?[]>(4));
}
