using System.Data.Common;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Reflection;

/// <summary>One row for each time that the municipality has written questions of its own; of each set one stands at most.</summary>
public sealed class OwnQuestionsTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["own_questions"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, version) = (recorded.Tenant.Id, recorded.StreamId, recorded.Version);
        if (recorded.Event is QuestionsWritten written)
        {
            var set = written.Set.ToString();
            sql.Add("update own_questions set stands = false where tenant_id = $1 and set_name = $2 and stands", tenant, set);
            sql.Add(
                "insert into own_questions (tenant_id, id, version, set_name, question_ids, written_on, stands) values ($1, $2, $3, $4, $5, $6, true)",
                tenant, id, version, set, written.Questions.Select(q => q.Id).ToArray(), recorded.HappenedOn);
        }
        else if (recorded.Event is OwnQuestionsEvent happened)
        {
            sql.Add("update own_questions set version = $3, stands = stands and not $4 where tenant_id = $1 and id = $2", tenant, id, version, happened is QuestionsWithdrawn);
        }
    }
}

/// <summary>A writing of the municipality's own questions.</summary>
/// <param name="Questions">In the order of the set; null where the words have been erased.</param>
/// <param name="Stands">It is the one that is asked.</param>
public sealed record OwnQuestionsRow(Guid Id, long Version, QuestionSet Set, IReadOnlyList<string?> Questions, DateOnly WrittenOn, bool Stands);

/// <summary>Reads the municipality's own questions.</summary>
public sealed class OwnQuestionsBook(TenantReader reader)
{
    private const string Select =
        """
        select q.id, q.version, q.set_name, q.written_on, q.stands,
          array(select w.text from unnest(q.question_ids) with ordinality u (id, n)
                left join words w on w.tenant_id = $1 and w.stream_id = q.id and w.id = u.id order by u.n)
        from own_questions q where q.tenant_id = $1
        """;

    public async Task<OwnQuestionsRow?> Get(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{Select} and q.id = $2", Read, ct, id) is [var found] ? found : null;

    /// <summary>Those that are asked, by set.</summary>
    public async Task<IReadOnlyDictionary<QuestionSet, OwnQuestionsRow>> Standing(Tenant tenant, CancellationToken ct) =>
        (await reader.Query(tenant, $"{Select} and q.stands", Read, ct)).ToDictionary(q => q.Set);

    public async Task<IReadOnlyDictionary<QuestionSet, QuestionsInUse>> InUse(Tenant tenant, CancellationToken ct) =>
        (await reader.Query(
            tenant, "select set_name, id, cardinality(question_ids) from own_questions where tenant_id = $1 and stands",
            row => (Set: Enum.Parse<QuestionSet>(row.GetString(0)), Own: new QuestionsInUse(row.GetGuid(1), row.GetInt32(2))), ct)).ToDictionary(q => q.Set, q => q.Own);

    /// <summary>What an exercise asks: as it was when it began.</summary>
    public async Task<IReadOnlyList<string>> Of(Visit visit, ExerciseRow exercise, CancellationToken ct) =>
        exercise.Writing is { } writing && await Get(visit.Tenant, writing, ct) is { } own
            ? [.. own.Questions.Select(q => q ?? visit.Text["words.erased"])]
            : QuestionSets.Of(visit.Text, exercise.Set);

    private static OwnQuestionsRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), Enum.Parse<QuestionSet>(row.GetString(2)), row.GetFieldValue<string?[]>(5), row.Date(3), row.GetBoolean(4));
}
