using System.Data.Common;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Reflection;

/// <summary>One row for each exercise.</summary>
public sealed class ExerciseTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["exercises"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        if (recorded.Event is not ExerciseEvent happened)
            return;
        var (tenant, id, version, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version, recorded.HappenedOn);
        if (happened is ExerciseStarted started)
        {
            sql.Add(
                """
                insert into exercises (tenant_id, id, arena_id, version, set_name, started_on, shared, agreed, stands, matters, writing_id, questions)
                values ($1, $2, $3, $4, $5, $6, 0, '{}', false, '{}', $7, $8)
                """,
                tenant, id, recorded.Arena, version, started.Set.ToString(), on, started.Writing, started.Questions ?? Exercise.QuestionsOf(started.Set));
            return;
        }

        sql.Add("update exercises set version = $3 where tenant_id = $1 and id = $2", tenant, id, version);
        _ = happened switch
        {
            AnswerShared => sql.Add("update exercises set shared = shared + 1 where tenant_id = $1 and id = $2", tenant, id),
            ExerciseSummarised e => sql.Add(
                "update exercises set summary_id = $3, surprised_id = $4, summary_on = $5, agreed = '{}', stands = false where tenant_id = $1 and id = $2",
                tenant, id, e.Summary.Id, e.Surprised?.Id, on),
            SummaryAgreed e => sql.Add("update exercises set agreed = agreed || $3 where tenant_id = $1 and id = $2", tenant, id, e.Seat),
            SummaryStands => sql.Add("update exercises set stands = true where tenant_id = $1 and id = $2", tenant, id),
            ExerciseLinked e => sql.Add("update exercises set matters = matters || $3 where tenant_id = $1 and id = $2", tenant, id, e.Matter),
            ExerciseEnded => sql.Add("update exercises set ended_on = $3 where tenant_id = $1 and id = $2", tenant, id, on),
            _ => sql,
        };
    }
}

/// <summary>An exercise as it stands.</summary>
/// <param name="Shared">How many answers have been shared.</param>
/// <param name="Summary">Null where there is none, and where the words have been erased.</param>
/// <param name="Agreed">The seats that stand behind it.</param>
/// <param name="Stands">Every party does.</param>
/// <param name="Writing">The municipality's own questions that it was begun with; null for those that come with the service.</param>
/// <param name="Questions">How many it asks.</param>
public sealed record ExerciseRow(
    Guid Id, Guid Arena, long Version, QuestionSet Set, DateOnly StartedOn, int Shared, bool IsSummarised, string? Summary, string? Surprised, IReadOnlyList<Guid> Agreed, bool Stands,
    IReadOnlyList<Guid> Matters, DateOnly? EndedOn, Guid? Writing, int Questions);

/// <summary>Reads exercises.</summary>
public sealed class ExerciseBook(TenantReader reader)
{
    private const string Select =
        """
        select x.id, x.arena_id, x.version, x.set_name, x.started_on, x.shared, x.summary_id, s.text, p.text, x.agreed, x.stands, x.matters, x.ended_on, x.writing_id, x.questions
        from exercises x
        left join words s on s.tenant_id = x.tenant_id and s.stream_id = x.id and s.id = x.summary_id
        left join words p on p.tenant_id = x.tenant_id and p.stream_id = x.id and p.id = x.surprised_id
        where x.tenant_id = $1
        """;

    public async Task<ExerciseRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and x.id = $2", Read, ct, id) is [var found] ? found : null;

    /// <summary>A group's exercises: those that go on first, then the latest.</summary>
    public Task<IReadOnlyList<ExerciseRow>> OfArena(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and x.arena_id = $2 order by x.ended_on is not null, x.started_on desc, x.id desc limit 100", Read, ct, arena);

    private static ExerciseRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), Enum.Parse<QuestionSet>(row.GetString(3)), row.Date(4), row.GetInt32(5), !row.IsDBNull(6), row.TextOrNull(7),
        row.TextOrNull(8), row.GetFieldValue<Guid[]>(9), row.GetBoolean(10), row.GetFieldValue<Guid[]>(11), row.DateOrNull(12), row.IdOrNull(13), row.GetInt32(14));
}
