using System.Data.Common;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Signals;

/// <summary>One row for each signal, and one for each reply.</summary>
public sealed class SignalTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["signals", "replies"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            SignalSent e => sql.Add(
                """
                insert into signals (tenant_id, id, version, kind, title_id, text_id, arenas, everyone, sent_on, answer_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """,
                tenant, id, version, e.Kind.ToString(), e.Title.Id, e.Text.Id, e.Arenas.ToArray(), e.Everyone, on, e.AnswerBy),
            SignalClosed e => sql.Add("update signals set version = $3, closed_on = $4, result_id = $5 where tenant_id = $1 and id = $2", tenant, id, version, on, e.Result.Id),
            ReplyGiven e => sql.Add(
                "insert into replies (tenant_id, id, signal_id, arena_id, version, answer_id, replied_on) values ($1, $2, $3, $4, $5, $6, $7)",
                tenant, id, e.Signal, recorded.Arena, version, e.Answer?.Id, on),
            _ => sql,
        };
    }
}

/// <summary>A signal as it stands. Texts are null where the words have been erased.</summary>
/// <param name="Arenas">The groups asked; none where it is every group.</param>
public sealed record SignalRow(
    Guid Id, long Version, SignalKind Kind, string? Title, string? Text, IReadOnlyList<Guid> Arenas, bool Everyone, DateOnly SentOn, DateOnly? AnswerBy, DateOnly? ClosedOn, string? Result)
{
    public bool Asks(Guid arena) => Everyone || Arenas.Contains(arena);
}

/// <param name="Answer">Null where the group has read it and says no more.</param>
public sealed record ReplyRow(Guid Id, Guid Signal, Guid Arena, long Version, string? Answer, DateOnly On);

/// <summary>Reads signals and replies.</summary>
public sealed class SignalBook(TenantReader reader)
{
    private const int Most = 200;

    private const string Select =
        """
        select s.id, s.version, s.kind, t.text, x.text, s.arenas, s.everyone, s.sent_on, s.answer_by, s.closed_on, r.text
        from signals s
        left join words t on t.tenant_id = $1 and t.stream_id = s.id and t.id = s.title_id
        left join words x on x.tenant_id = $1 and x.stream_id = s.id and x.id = s.text_id
        left join words r on r.tenant_id = $1 and r.stream_id = s.id and r.id = s.result_id
        where s.tenant_id = $1
        """;

    private const string SelectReply =
        """
        select y.id, y.signal_id, y.arena_id, y.version, w.text, y.replied_on from replies y
        left join words w on w.tenant_id = $1 and w.stream_id = y.id and w.id = y.answer_id
        where y.tenant_id = $1
        """;

    public async Task<SignalRow?> Get(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{Select} and s.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>All, the open first.</summary>
    public Task<IReadOnlyList<SignalRow>> All(Tenant tenant, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} order by s.closed_on is not null, s.sent_on desc, s.id desc limit {Most}", Read, ct);

    /// <summary>Those that ask these groups, the open first.</summary>
    public Task<IReadOnlyList<SignalRow>> To(Tenant tenant, Guid[] arenas, CancellationToken ct) =>
        reader.Query(
            tenant, $"{Select} and (s.everyone or s.arenas && $2) order by s.closed_on is not null, s.sent_on desc, s.id desc limit {Most}", Read, ct, arenas);

    /// <summary>What the groups replied, each group's latest first.</summary>
    public Task<IReadOnlyList<ReplyRow>> Replies(Tenant tenant, Guid signal, CancellationToken ct) =>
        reader.Query(tenant, $"{SelectReply} and y.signal_id = $2 order by y.arena_id, y.replied_on desc, y.id desc limit 5000", ReadReply, ct, signal);

    public async Task<ReplyRow?> Reply(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{SelectReply} and y.id = $2", ReadReply, ct, id) is [var row] ? row : null;

    private static SignalRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), Enum.Parse<SignalKind>(row.GetString(2)), row.TextOrNull(3), row.TextOrNull(4), row.GetFieldValue<Guid[]>(5), row.GetBoolean(6),
        row.Date(7), row.DateOrNull(8), row.DateOrNull(9), row.TextOrNull(10));

    private static ReplyRow ReadReply(DbDataReader row) => new(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.TextOrNull(4), row.Date(5));
}
