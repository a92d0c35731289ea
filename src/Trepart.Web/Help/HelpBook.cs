using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Seats;

namespace Trepart.Web.Help;

/// <summary>A stop as it stands.</summary>
/// <param name="Cause">Null where none is stated, and where the words have been erased.</param>
/// <param name="Confirmed">The seats that have confirmed it.</param>
/// <param name="Shares">What those who are asked may read beside the cause.</param>
/// <param name="SessionOn">When the group is to meet those who help; null where no day is set.</param>
/// <param name="IsShown">The steering group may see that it is this group.</param>
public sealed record HelpRow(
    Guid Id, Guid Arena, long Version, HelpStage Stage, DateOnly CalledOn, bool HasCause, string? Cause, IReadOnlyList<Guid> Confirmed, IReadOnlyList<HelperKind> Helpers,
    string? Shares, DateOnly? AskedOn, DateOnly? SessionOn, TimeOnly? SessionAt, string? SessionPlace, int Sessions, IReadOnlyList<Guid> Showing, bool IsShown, string? Learned,
    DateOnly? EndedOn);

/// <summary>A helper's leave to read.</summary>
/// <param name="Seat">The helper's.</param>
/// <param name="End">The last day.</param>
/// <param name="Matters">What may be read beside what the group shares.</param>
/// <param name="IsOver">The stop it belongs to is ended.</param>
public sealed record HelpAccessRow(
    Guid Help, int Number, Guid Arena, Guid Seat, DateOnly Start, DateOnly End, IReadOnlyList<Guid> Matters, IReadOnlyList<Guid> Agreed, AccessStage Stage, bool IsOver)
{
    public bool RunsOn(DateOnly day) => Stage is AccessStage.Given && !IsOver && Start <= day && day <= End;
}

/// <summary>Something that a helper has opened.</summary>
/// <param name="Matter">Null for what the group shares itself.</param>
/// <param name="ByProgram">Through the API.</param>
public sealed record HelpOpening(int Access, DateTimeOffset At, Guid? Matter, bool ByProgram);

/// <summary>How many groups have stopped, and those that let it be seen.</summary>
/// <param name="Groups">Null where they are so few that a number would point at them.</param>
public sealed record HelpUpwards(int? Groups, IReadOnlyList<HelpRow> Shown);

/// <summary>Reads stops, and what may be said of them upwards.</summary>
public sealed class HelpBook(TenantReader reader)
{
    /// <summary>Fewer groups than this are not counted aloud.</summary>
    public const int Fewest = 3;

    private const string Select =
        """
        select h.id, h.arena_id, h.version, h.stage, h.called_on, h.cause_id, c.text, h.confirmed, h.helpers, s.text, h.asked_on, h.session_on, h.session_at, h.session_place,
               h.sessions, h.showing, h.shown, l.text, h.ended_on
        from help_requests h
        left join words c on c.tenant_id = h.tenant_id and c.stream_id = h.id and c.id = h.cause_id
        left join words s on s.tenant_id = h.tenant_id and s.stream_id = h.id and s.id = h.shares_id
        left join words l on l.tenant_id = h.tenant_id and l.stream_id = h.id and l.id = h.learned_id
        where h.tenant_id = $1
        """;

    private const string SelectAccess =
        """
        select a.help_id, a.number, a.arena_id, a.seat_id, a.starts_on, a.ends_on, a.matters, a.agreed, a.stage, h.stage = 'Ended'
        from help_access a join help_requests h on h.tenant_id = a.tenant_id and h.id = a.help_id
        where a.tenant_id = $1
        """;

    public async Task<HelpRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and h.id = $2", Read, ct, id) is [var found] ? found : null;

    /// <summary>A group's stops: the one that goes on first, then the latest.</summary>
    public Task<IReadOnlyList<HelpRow>> OfArena(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and h.arena_id = $2 order by h.stage = 'Ended', h.called_on desc, h.id desc limit 100", Read, ct, arena);

    /// <summary>The helpers' leaves to read of one stop, in the order proposed.</summary>
    public Task<IReadOnlyList<HelpAccessRow>> Accesses(Tenant tenant, Guid help, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectAccess} and a.help_id = $2 order by a.number", ReadAccess, ct, help);

    /// <summary>What a helper may read today, from the seats that she has.</summary>
    public async Task<IReadOnlyList<HelpAccessRow>> Running(Tenant tenant, SignedIn who, DateOnly today, CancellationToken ct)
    {
        var seats = who.Holdings.Where(h => h.Seat.Role is SeatRole.Helper).Select(h => h.Seat.Id).ToArray();
        return seats is [] ? [] : [.. (await reader.Query(
            tenant, $"{SelectAccess} and a.seat_id = any($2) and a.stage = 'Given' order by a.help_id, a.number", ReadAccess, ct, seats)).Where(a => a.RunsOn(today))];
    }

    /// <summary>What helpers have opened of one stop, the newest first.</summary>
    public Task<IReadOnlyList<HelpOpening>> Openings(Tenant tenant, Guid help, CancellationToken ct) =>
        reader.Query(
            tenant, "select number, opened_at, matter_id, by_program from help_openings where tenant_id = $1 and help_id = $2 order by id desc limit 200",
            row => new HelpOpening(row.GetInt32(0), new DateTimeOffset(row.GetDateTime(1), TimeSpan.Zero), row.IdOrNull(2), row.GetBoolean(3)), ct, help);

    /// <summary>What is said upwards: how many groups have stopped, never which, unless they let it be seen (HLP-03).</summary>
    public async Task<HelpUpwards> Upwards(Tenant tenant, CancellationToken ct)
    {
        var groups = (await reader.Query(
            tenant, "select count(distinct arena_id)::int from help_requests where tenant_id = $1 and stage <> 'Ended'", row => row.GetInt32(0), ct))[0];
        return new(groups is > 0 and < Fewest ? null : groups, await reader.Query(tenant, $"{Select} and h.shown order by h.called_on desc, h.id limit 200", Read, ct));
    }

    /// <summary>Whether it may help a group to stop: told to the group, and to nobody else.</summary>
    public async Task<IReadOnlyList<Advice>> Advise(Tenant tenant, Guid arena, DateOnly today, CancellationToken ct) =>
        [.. (await reader.Query(
            tenant,
            """
            select coalesce((select max(m.deferrals) from matters m where m.tenant_id = $1 and m.arena_id = $2 and m.stage <> 'Closed'), 0),
              (select max(m.day) from meetings m where m.tenant_id = $1 and m.arena_id = $2 and m.stage in ('Open', 'Presented', 'Approved')),
              (select count(*)::int from meetings m where m.tenant_id = $1 and m.arena_id = $2 and m.day < $3
                 and m.stage in ('Cancelled', 'Planned') and m.day > coalesce(
                   (select max(x.day) from meetings x where x.tenant_id = $1 and x.arena_id = $2 and x.stage in ('Open', 'Presented', 'Approved')), '-infinity'))
            """,
            row => Stuck.AdviceOn(row.GetInt32(0), row.DateOrNull(1), row.GetInt32(2), today), ct, arena, today))[0]];

    private static HelpRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), Enum.Parse<HelpStage>(row.GetString(3)), row.Date(4), !row.IsDBNull(5), row.TextOrNull(6),
        row.GetFieldValue<Guid[]>(7), [.. row.GetFieldValue<string[]>(8).Select(Enum.Parse<HelperKind>)], row.TextOrNull(9), row.DateOrNull(10), row.DateOrNull(11),
        row.IsDBNull(12) ? null : row.GetFieldValue<TimeOnly>(12), row.TextOrNull(13), row.GetInt32(14), row.GetFieldValue<Guid[]>(15), row.GetBoolean(16), row.TextOrNull(17),
        row.DateOrNull(18));

    private static HelpAccessRow ReadAccess(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetGuid(2), row.GetGuid(3), row.Date(4), row.Date(5), row.GetFieldValue<Guid[]>(6), row.GetFieldValue<Guid[]>(7),
        Enum.Parse<AccessStage>(row.GetString(8)), row.GetBoolean(9));
}
