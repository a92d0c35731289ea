namespace Trepart.Web.Waiting;

/// <summary>A kind of thing that is asked of someone. One line in <see cref="All"/> and two texts are all that a new kind takes.</summary>
/// <param name="Code">Stable: it stands in the API and in what a person has turned off; the texts are <c>waiting.{code}</c> and <c>mail.count.{code}</c>.</param>
/// <param name="Sql">
/// Gives the group, the thing (a stream), the text that it is known by (among the thing's own words, or null), the day since when, and the day by when
/// (or null). $1 is the municipality; then what the asker has: $2 groups where she works, $3 seats, $4 holdings, $5 today, $6 groups whose safety
/// representative she is.
/// </param>
/// <param name="Place">Where it is done, after the municipality's own address.</param>
/// <param name="Asks">It is asked of her seat by name: she may be told at once.</param>
public sealed record WaitingKind(string Code, string Sql, Func<Guid, string> Place, bool Asks = false)
{
    public static IReadOnlyList<WaitingKind> All { get; } =
    [
        new("answer-input",
            "select i.arena_id, i.id, i.text_id, i.given_on, null::date from inputs i where i.tenant_id = $1 and i.arena_id = any($2) and i.stage = 'Open'",
            id => $"innspill/{id}/svar"),
        new("read-answer",
            """
            select i.arena_id, i.id, i.text_id, i.answered_on, null::date from inputs i
            where i.tenant_id = $1 and i.giver = any($4) and i.stage in ('Answered', 'Routed') and i.read_on is null
            """,
            id => $"innspill/{id}"),
        new("talk",
            "select m.arena_id, m.id, m.title_id, m.deferred_on, m.deferred_until from matters m where m.tenant_id = $1 and m.stage = 'Deferred' and m.talk && $3",
            id => $"saker/{id}/var-side-av-samtalen", Asks: true),
        new("take-up",
            """
            select m.arena_id, m.id, m.title_id, m.deferred_until, null::date from matters m
            where m.tenant_id = $1 and m.arena_id = any($2) and m.stage = 'Deferred' and m.deferred_until <= $5
            """,
            id => $"saker/{id}/ta-opp-igjen"),
        new("find-out",
            """
            select f.arena_id, f.matter_id, f.what_id, f.asked_on, f.due_on from matter_facts f
              join matters m on m.tenant_id = $1 and m.id = f.matter_id and m.stage <> 'Closed'
            where f.tenant_id = $1 and f.seat_id = any($3) and f.brought_on is null
            """,
            id => $"saker/{id}/fakta-funnet", Asks: true),
        new("hms-answer",
            """
            select t.arena_id, t.matter_id, t.change_id, t.proposed_on, null::date from trials t
              join matters m on m.tenant_id = $1 and m.id = t.matter_id and m.stage <> 'Closed'
            where t.tenant_id = $1 and t.arena_id = any($6) and t.hms = 'AskedSafetyRepresentative' and t.stage in ('Proposed', 'Agreed')
            """,
            id => $"saker/{id}/hms-risiko", Asks: true),
        new("start-trial",
            """
            select t.arena_id, t.matter_id, t.change_id, t.proposed_on, null::date from trials t
              join matters m on m.tenant_id = $1 and m.id = t.matter_id and m.stage = 'Open'
            where t.tenant_id = $1 and t.arena_id = any($2) and t.stage = 'Agreed' and t.hms is distinct from 'AskedSafetyRepresentative'
            """,
            id => $"saker/{id}/start-utproving"),
        new("evaluate",
            """
            select t.arena_id, t.matter_id, t.change_id, t.evaluate_on, t.evaluate_on from trials t
              join matters m on m.tenant_id = $1 and m.id = t.matter_id and m.stage = 'Open'
            where t.tenant_id = $1 and t.arena_id = any($2) and t.stage = 'Running' and t.evaluate_on <= $5 + 7
            """,
            id => $"saker/{id}/evaluer"),
        new("settle",
            """
            select t.arena_id, t.matter_id, t.change_id, t.evaluated_on, null::date from trials t
              join matters m on m.tenant_id = $1 and m.id = t.matter_id and m.stage = 'Open'
            where t.tenant_id = $1 and t.arena_id = any($2) and t.stage = 'Evaluated'
            """,
            id => $"saker/{id}"),
        new("follow-up",
            """
            select t.arena_id, t.matter_id, t.change_id, t.follow_up_on, null::date from trials t
            where t.tenant_id = $1 and t.arena_id = any($2) and t.stage = 'Permanent' and t.follow_up_on <= $5
            """,
            id => $"saker/{id}/fortsatt-i-bruk"),
    ];

    /// <summary>All kinds as one question, the oldest first.</summary>
    public static string Question { get; } =
        $"""
        select k.kind, k.arena, k.thing, w.text, k.since, k.due
        from ({string.Join("\nunion all\n", All.Select(k => $"select '{k.Code}', q.* from ({k.Sql}) q (arena, thing, text, since, due)"))}) k (kind, arena, thing, text, since, due)
        left join words w on w.tenant_id = $1 and w.stream_id = k.thing and w.id = k.text
        order by k.since, k.kind, k.thing limit 200
        """;
}
