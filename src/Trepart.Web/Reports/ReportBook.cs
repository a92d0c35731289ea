using System.Data.Common;
using System.Text.Json;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Reports;

/// <summary>A report as it stands. Texts are null where none was written, and where the words have been erased.</summary>
/// <param name="HasProblem">The group has lifted something that must be answered.</param>
/// <param name="Figures">Null until it is presented.</param>
/// <param name="HandedTo">Where it is handed over; null where it is not.</param>
/// <param name="OutcomeOn">The day on which something came back.</param>
public sealed record ReportRow(
    Guid Id, Guid Arena, long Version, DateOnly From, DateOnly Until, ReportStage Stage, string? Text, bool HasProblem, string? Problem, ReportFigures? Figures,
    DateOnly? SentOn, DateOnly? AnsweredOn, ReportReply? AnswerKind, string? Answer, string? OnProblem, DecisionLine? HandedTo, DateOnly? OutcomeOn, string? Outcome,
    DateOnly? ReadOn)
{
    public bool IsSent => Stage is ReportStage.Sent or ReportStage.Answered;
}

/// <summary>A note of a chief's beside a report.</summary>
public sealed record ReportNoteRow(Guid Seat, string? Note, DateOnly On);

/// <summary>Reads reports, and when they are due.</summary>
public sealed class ReportBook(TenantReader reader)
{
    private const int Most = 200;

    private const string Select =
        """
        select r.id, r.arena_id, r.version, r.from_on, r.until_on, r.stage, t.text, r.problem_id is not null, p.text, r.figures::text, r.sent_on, r.answered_on,
          r.answer_kind, a.text, o.text, r.handed_to, r.outcome_on, c.text, r.read_on
        from reports r
        left join words t on t.tenant_id = $1 and t.stream_id = r.id and t.id = r.text_id
        left join words p on p.tenant_id = $1 and p.stream_id = r.id and p.id = r.problem_id
        left join words a on a.tenant_id = $1 and a.stream_id = r.id and a.id = r.answer_id
        left join words o on o.tenant_id = $1 and o.stream_id = r.id and o.id = r.on_problem_id
        left join words c on c.tenant_id = $1 and c.stream_id = r.id and c.id = r.outcome_id
        where r.tenant_id = $1
        """;

    public async Task<ReportRow?> Get(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{Select} and r.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>A group's reports, the latest first.</summary>
    public Task<IReadOnlyList<ReportRow>> OfArena(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and r.arena_id = $2 order by r.until_on desc, r.id desc limit {Most}", Read, ct, arena);

    /// <summary>What all groups have sent: what waits for an answer first, the oldest of it first; then the rest, the latest first.</summary>
    public Task<IReadOnlyList<ReportRow>> Sent(Tenant tenant, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            {Select} and r.stage in ('Sent', 'Answered')
            order by r.stage desc, case when r.stage = 'Sent' then r.sent_on end, r.answered_on desc, r.id limit {Most}
            """,
            Read, ct);

    public Task<IReadOnlyList<ReportNoteRow>> Notes(Tenant tenant, Guid report, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select n.seat_id, w.text, n.noted_on from report_notes n
            left join words w on w.tenant_id = $1 and w.stream_id = n.report_id and w.id = n.note_id
            where n.tenant_id = $1 and n.report_id = $2 order by n.number
            """,
            row => new ReportNoteRow(row.GetGuid(0), row.TextOrNull(1), row.Date(2)), ct, report);

    /// <summary>What the municipality has chosen last.</summary>
    public async Task<ReportRhythm> Rhythm(Tenant tenant, CancellationToken ct) =>
        await reader.Query(
            tenant, "select rhythm from report_rhythms where tenant_id = $1 order by number desc limit 1", row => Enum.Parse<ReportRhythm>(row.GetString(0)), ct) is [var chosen]
            ? chosen : ReportRhythmChoice.Usual;

    public async Task<ReportRhythm?> OneRhythm(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(
            tenant, "select rhythm from report_rhythms where tenant_id = $1 and id = $2", row => Enum.Parse<ReportRhythm>(row.GetString(0)), ct, id) is [var chosen] ? chosen : null;

    private static ReportRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.Date(3), row.Date(4), Enum.Parse<ReportStage>(row.GetString(5)), row.TextOrNull(6), row.GetBoolean(7),
        row.TextOrNull(8), row.TextOrNull(9) is { } figures ? JsonSerializer.Deserialize<ReportFigures>(figures, EventJson.Options) : null, row.DateOrNull(10),
        row.DateOrNull(11), row.TextOrNull(12) is { } kind ? Enum.Parse<ReportReply>(kind) : null, row.TextOrNull(13), row.TextOrNull(14),
        row.TextOrNull(15) is { } to ? Enum.Parse<DecisionLine>(to) : null, row.DateOrNull(16), row.TextOrNull(17), row.DateOrNull(18));
}
