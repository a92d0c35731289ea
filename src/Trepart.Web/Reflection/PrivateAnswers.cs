using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.People;
using Trepart.Web.Seats;

namespace Trepart.Web.Reflection;

/// <summary>What someone wrote for herself.</summary>
public sealed record PrivateAnswer(int Question, ThinkingAs As, string Text);

/// <summary>
/// What is written alone in an exercise, before anything is shared (REF-20). Every statement names the holdings of the one who asks, so that nobody else's
/// can be read: no other seat, coordinator or auditor has a way to them.
/// </summary>
public sealed class PrivateAnswers(TenantReader reader, Placement databases)
{
    /// <summary>A part of everything that is kept about her: to herself alone.</summary>
    public static readonly PersonPart Part = new("privateAnswers", ["private_answers"], async (of, ct) =>
        !of.IsOwn
            ? [new PartRow(("what", Coded.Of("own-only", "me.private-answers.own-only")))]
            : [.. await of.Reader.Query(
                of.Tenant, "select text, written_on from private_answers where tenant_id = $1 and holding = any($2) order by written_on, exercise_id, question",
                row => new PartRow(("text", row.GetString(0)), ("writtenOn", row.Date(1))), ct, of.Holdings)]);

    public Task<IReadOnlyList<PrivateAnswer>> Mine(Tenant tenant, Guid exercise, SignedIn who, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select p.question, p.thinking_as, p.text from private_answers p
              join exercises x on x.tenant_id = $1 and x.id = p.exercise_id and x.ended_on is null
            where p.tenant_id = $1 and p.exercise_id = $2 and p.holding = any($3) order by p.question, p.thinking_as
            """,
            row => new PrivateAnswer(row.GetInt32(0), Enum.Parse<ThinkingAs>(row.GetString(1)), row.GetString(2)), ct, exercise, who.Holdings.Select(h => h.Id).ToArray());

    /// <summary>Keeps it in place of what she wrote to the same question before; an empty one takes it away. Nothing is kept when the exercise is over.</summary>
    public async Task Write(Tenant tenant, Guid exercise, Guid holding, PrivateAnswer answer, DateOnly today, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        if (answer.Text.Length == 0)
        {
            batch.Add(
                "delete from private_answers where tenant_id = $1 and exercise_id = $2 and holding = $3 and question = $4 and thinking_as = $5",
                tenant.Id, exercise, holding, answer.Question, answer.As.ToString());
        }
        else
        {
            // The row of the exercise is held, so that one who ends it meanwhile waits and takes this away too.
            batch.Add(
                """
                insert into private_answers (tenant_id, exercise_id, holding, question, thinking_as, text, written_on)
                select $1::varchar, x.id, $3::uuid, $4::int, $5::varchar, $6::text, $7::date from exercises x
                where x.tenant_id = $1 and x.id = $2 and x.ended_on is null for share
                on conflict (tenant_id, exercise_id, holding, question, thinking_as) do update set text = excluded.text, written_on = excluded.written_on
                """,
                tenant.Id, exercise, holding, answer.Question, answer.As.ToString(), answer.Text, today);
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The exercise is over: what was not shared is gone, in the same transaction.</summary>
    public static void AddErase(NpgsqlBatch batch, Tenant tenant, Guid exercise) =>
        batch.Add("delete from private_answers where tenant_id = $1 and exercise_id = $2", tenant.Id, exercise);
}
