using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Inputs;

/// <summary>One row for each input, as boards list them, and the batches that overviews count.</summary>
public sealed class InputTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["inputs", "input_batches", "input_sums"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);

        // Before the row is told: it knows whether this is the first time.
        _ = recorded.Event switch
        {
            InputReceived or UnnamedInputReceived => InputBatches.Count(sql, recorded.Tenant, recorded.Arena, InputBatches.Given, on, recorded.RecordedAt),
            InputAnswered e => InputBatches.CountAnswer(sql, recorded, e.Disposition.ToString()),
            InputRouted e => InputBatches.CountAnswer(sql, recorded, InputBatches.WayOf(e.To)),
            InputLinked => InputBatches.CountLink(sql, recorded),
            _ => sql,
        };

        _ = recorded.Event switch
        {
            InputReceived e => sql.Add(
                """
                insert into inputs (tenant_id, id, arena_id, version, kind, text_id, on_behalf, giver, given_on, stage, source)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'Open', $10)
                """,
                tenant, id, recorded.Arena, version, e.Kind.ToString(), e.Text.Id, e.OnBehalf, recorded.Actor, on, e.Source?.ToString()),
            UnnamedInputReceived e => sql.Add(
                """
                insert into inputs (tenant_id, id, arena_id, version, kind, text_id, on_behalf, given_on, stage, source)
                values ($1, $2, $3, $4, $5, $6, false, $7, 'Open', $8)
                """,
                tenant, id, recorded.Arena, version, e.Kind.ToString(), e.Text.Id, on, e.Source?.ToString()),
            GiverAsked => sql.Add("update inputs set version = $3, is_asked = true where tenant_id = $1 and id = $2", tenant, id, version),
            GiverReplied => sql.Add("update inputs set version = $3, is_asked = false where tenant_id = $1 and id = $2", tenant, id, version),
            InputAnswered e => sql.Add(
                """
                update inputs set version = $3, stage = 'Answered', disposition = $4, routed_to = null, reason_id = $5, answered_on = $6, read_on = null
                where tenant_id = $1 and id = $2
                """,
                tenant, id, version, e.Disposition.ToString(), e.Reason.Id, on),
            InputRouted e => sql.Add(
                """
                update inputs set version = $3, stage = 'Routed', disposition = null, routed_to = $4, reason_id = $5, answered_on = $6, read_on = null
                where tenant_id = $1 and id = $2
                """,
                tenant, id, version, e.To.ToString(), e.Reason.Id, on),
            InputLinked e => sql.Add(
                "update inputs set version = $3, matter_id = $4 where tenant_id = $1 and id = $2", tenant, id, version, e.Matter),
            InputRelinked e => sql.Add(
                "update inputs set version = $3, matter_id = $4 where tenant_id = $1 and id = $2", tenant, id, version, e.Matter),
            InputWithdrawn => sql.Add("update inputs set version = $3, stage = 'Withdrawn' where tenant_id = $1 and id = $2", tenant, id, version),
            InputAnswerRead => sql.Add("update inputs set version = $3, read_on = $4 where tenant_id = $1 and id = $2", tenant, id, version, on),
            _ => sql,
        };
    }
}

/// <summary>An input as a list shows it.</summary>
/// <param name="Text">Null where the words have been erased.</param>
/// <param name="Reason">Null until it is answered or routed, and where the words have been erased.</param>
/// <param name="Giver">The holding of the one who gave it; null where nobody knows.</param>
/// <param name="IsAsked">The group has asked the giver something.</param>
public sealed record InputRow(
    Guid Id, Guid Arena, long Version, InputKind Kind, string? Text, bool OnBehalf, Guid? Giver, DateOnly GivenOn, InputStage Stage,
    Disposition? Disposition, Trepart.Domain.Route? RoutedTo, string? Reason, DateOnly? AnsweredOn, DateOnly? ReadOn, Guid? Matter, InputSource? Source, bool IsAsked);

public sealed class InputLists(TenantReader reader)
{
    private const string Select =
        """
        select i.id, i.arena_id, i.version, i.kind, t.text, i.on_behalf, i.giver, i.given_on, i.stage, i.disposition, i.routed_to, r.text,
               i.answered_on, i.read_on, i.matter_id, i.source, i.is_asked
        from inputs i
        left join words t on t.tenant_id = i.tenant_id and t.stream_id = i.id and t.id = i.text_id
        left join words r on r.tenant_id = i.tenant_id and r.stream_id = i.id and r.id = i.reason_id
        where i.tenant_id = $1
        """;

    /// <summary>An arena's inputs: the unanswered ones first, the oldest of them on top; then the others, newest first.</summary>
    public Task<IReadOnlyList<InputRow>> OfArena(Tenant tenant, Guid arena, int limit, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"{Select} and i.arena_id = $2 order by i.stage <> 'Open', case when i.stage = 'Open' then i.given_on end, i.given_on desc, i.id limit $3",
            Read, ct, arena, limit);

    public async Task<InputRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and i.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>What was given from some holdings, the oldest first.</summary>
    public Task<IReadOnlyList<InputRow>> GivenBy(Tenant tenant, Guid[] holdings, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and i.giver = any($2) order by i.given_on, i.id", Read, ct, holdings);

    /// <summary>How many days, in the middle, the group's last hundred answered inputs waited for an answer; null where there are fewer than five.</summary>
    public async Task<int?> MedianDays(Tenant tenant, Guid arena, CancellationToken ct)
    {
        var days = await reader.Query(
            tenant,
            """
            select answered_on - given_on from inputs
            where tenant_id = $1 and arena_id = $2 and answered_on is not null and stage in ('Answered', 'Routed') order by answered_on desc, id limit 100
            """,
            row => row.GetInt32(0), ct, arena);
        return days.Count < 5 ? null : days.Order().ElementAt(days.Count / 2);
    }

    public Task<IReadOnlyList<InputRow>> OfMatter(Tenant tenant, Guid matter, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and i.matter_id = $2 order by i.given_on, i.id", Read, ct, matter);

    private static InputRow Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), Enum.Parse<InputKind>(row.GetString(3)), row.TextOrNull(4), row.GetBoolean(5), row.IdOrNull(6),
        row.Date(7), Enum.Parse<InputStage>(row.GetString(8)), row.TextOrNull(9) is { } d ? Enum.Parse<Disposition>(d) : null,
        row.TextOrNull(10) is { } r ? Enum.Parse<Trepart.Domain.Route>(r) : null, row.TextOrNull(11), row.DateOrNull(12), row.DateOrNull(13), row.IdOrNull(14),
        row.TextOrNull(15) is { } source ? Enum.Parse<InputSource>(source) : null, row.GetBoolean(16));
}
