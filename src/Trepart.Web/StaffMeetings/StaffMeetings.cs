using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.StaffMeetings;

/// <summary>What can be done with a staff meeting.</summary>
public static class StaffMeetingActs
{
    public static readonly Act Plan = new("plan_staff_meeting", "nytt-personalmote", Kind.StaffMeeting, typeof(PlanStaffMeeting), Right.WorkInGroup, Creates: true) { Welcome = _ => new WelcomeWork() };

    public static readonly Act Ask = Of("ask_staff", "still-sporsmal", typeof(AskStaff));
    public static readonly Act AssignPart = Of("assign_part", "fordel-del", typeof(AssignPart));
    public static readonly Act OpenCollecting = Of("open_collecting", "start-innsamling", typeof(OpenCollecting));
    public static readonly Act CloseCollecting = Of("close_collecting", "avslutt-innsamling", typeof(CloseCollecting));
    public static readonly Act TypeAnswers = Of("type_answers", "skriv-inn-svar", typeof(TypeAnswers));
    public static readonly Act MakeCluster = Of("make_cluster", "samle-svar", typeof(MakeCluster));
    public static readonly Act NoteTakingPart = Of("note_taking_part", "noter-deltakelse", typeof(NoteTakingPart));

    public static readonly Act AnswerCluster = Of("answer_cluster", "svar-alle", typeof(AnswerCluster)) with
    {
        PointsAt = command => ((AnswerCluster)command).Matter is { } matter ? [(Kind.Matter, matter)] : [],
    };

    public static IReadOnlyList<Act> OnMeeting { get; } =
        [Ask, AssignPart, OpenCollecting, CloseCollecting, TypeAnswers, MakeCluster, AnswerCluster, NoteTakingPart];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.StaffMeeting, command, Right.WorkInGroup);
}

public sealed class StaffMeetingTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["staff_meetings"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        if (recorded.Event is not StaffMeetingEvent happened)
            return;

        var (tenant, id, version) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version);
        if (happened is StaffMeetingPlanned planned)
        {
            sql.Add(
                "insert into staff_meetings (tenant_id, id, arena_id, version, held_on, theme_id, stage) values ($1, $2, $3, $4, $5, $6, 'Planned')",
                tenant, id, recorded.Arena, version, planned.Day, planned.Theme.Id);
            return;
        }

        var stage = happened switch { CollectingOpened => nameof(StaffMeetingStage.Collecting), CollectingClosed => nameof(StaffMeetingStage.Collected), _ => null };
        sql.Add("update staff_meetings set version = $3, stage = coalesce($4, stage) where tenant_id = $1 and id = $2", tenant, id, version, stage);
    }
}

/// <summary>A staff meeting as a list shows it.</summary>
/// <param name="Theme">Null where the words have been erased.</param>
public sealed record StaffMeetingRow(Guid Id, Guid Arena, long Version, DateOnly HeldOn, string? Theme, StaffMeetingStage Stage);

public sealed class StaffMeetingList(TenantReader reader)
{
    private const string Select =
        """
        select m.id, m.arena_id, m.version, m.held_on, w.text, m.stage from staff_meetings m
        left join words w on w.tenant_id = m.tenant_id and w.stream_id = m.id and w.id = m.theme_id
        where m.tenant_id = $1
        """;

    public async Task<StaffMeetingRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and m.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<StaffMeetingRow>> OfArena(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and m.arena_id = $2 order by m.held_on desc, m.id limit 100", Read, ct, arena);

    private static StaffMeetingRow Read(System.Data.Common.DbDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.Date(3), row.TextOrNull(4), Enum.Parse<StaffMeetingStage>(row.GetString(5)));
}
