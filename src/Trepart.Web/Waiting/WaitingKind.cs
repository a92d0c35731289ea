using Trepart.Web.FollowUp;
using Trepart.Web.Seats;

namespace Trepart.Web.Waiting;

/// <summary>A kind of thing that is asked of someone. One line in <see cref="All"/> and two texts are all that a new kind takes.</summary>
/// <param name="Code">Stable: it stands in the API and in what a person has turned off; the texts are <c>waiting.{code}</c> and <c>mail.count.{code}</c>.</param>
/// <param name="Sql">
/// Gives the group, the thing (a stream), the text that it is known by (among the thing's own words, or null), the day since when, and the day by when
/// (or null). $1 is the municipality; then what the asker has: $2 groups where she works, $3 seats, $4 holdings, $5 today, $6 groups whose safety
/// representative she is, $7 groups whose leader she is, $8 whether she answers for the steering group.
/// </param>
/// <param name="Place">Where it is done, after the municipality's own address.</param>
/// <param name="Asks">It is asked of her seat by name: she may be told at once.</param>
/// <param name="HasText">False where the thing has no words of its own, such as a meeting.</param>
public sealed record WaitingKind(string Code, string Sql, Func<Guid, string> Place, bool Asks = false, bool HasText = true)
{
    // The groups where she has a seat: found by their index, where a seat alone would be looked for in all of the municipality.
    private const string HerGroups = "(select s.arena_id from seats s where s.tenant_id = $1 and s.id = any($3))";

    private static readonly string AskedForTrust =
        string.Join(", ", Enum.GetValues<Domain.SeatRole>().Where(r => Rights.Of(r).Contains(Right.GiveInput)).Select(r => $"'{r}'"));

    private static readonly string KeepsProcesses =
        string.Join(", ", Enum.GetValues<Domain.SeatRole>().Where(r => Rights.Of(r).Contains(Right.KeepProcesses)).Select(r => $"'{r}'"));

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
        new("decide",
            "select m.arena_id, m.id, m.title_id, m.leader_asked_on, null::date from matters m where m.tenant_id = $1 and m.arena_id = any($7) and m.leader_asked_on is not null",
            id => $"saker/{id}", Asks: true),
        new("talk",
            $"""
            select m.arena_id, m.id, m.title_id, m.deferred_on, m.deferred_until from matters m
            where m.tenant_id = $1 and m.arena_id in {HerGroups} and m.stage = 'Deferred' and m.talk && $3
            """,
            id => $"saker/{id}/var-side-av-samtalen", Asks: true),
        new("take-up",
            """
            select m.arena_id, m.id, m.title_id, m.deferred_until, null::date from matters m
            where m.tenant_id = $1 and m.arena_id = any($2) and m.stage = 'Deferred' and m.deferred_until <= $5
            """,
            id => $"saker/{id}/ta-opp-igjen"),
        new("find-out",
            $"""
            select f.arena_id, f.matter_id, f.what_id, f.asked_on, f.due_on from matter_facts f
              join matters m on m.tenant_id = $1 and m.id = f.matter_id and m.stage <> 'Closed'
            where f.tenant_id = $1 and f.arena_id in {HerGroups} and f.seat_id = any($3) and f.brought_on is null
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
        new("confirm-way",
            $"""
            select y.arena_id, y.meeting_id, y.summary_id, y.concluded_on, null::date from ways y
              join meetings m on m.tenant_id = $1 and m.id = y.meeting_id and m.stage = 'Open'
            where y.tenant_id = $1 and y.arena_id = any($2) and exists (
              select from seats s
              where s.tenant_id = $1 and s.arena_id = y.arena_id and s.id = any($3) and {Parties.Sql("s")} is not null
                and not exists (select from seats o where o.tenant_id = $1 and o.id = any(y.confirmed) and {Parties.Sql("o")} = {Parties.Sql("s")}))
            """,
            id => $"moter/{id}", Asks: true),
        new("approve-minutes",
            """
            select m.arena_id, m.id, null::uuid, m.presented_on, null::date from meetings m
            where m.tenant_id = $1 and m.arena_id = any($2) and m.stage = 'Presented' and exists (
              select from jsonb_array_elements(m.parties) p
              where exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = any($3))
                and not exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = any(m.approvals)))
            """,
            id => $"moter/{id}/referat", Asks: true, HasText: false),

        // Who has taken a seat since is asked from the day she took it.
        new("stand-behind-rules",
            $"""
            select s.arena_id, s.id, null::uuid,
              greatest(r.adopted_on, (select min(h.taken_on) from seat_holdings h where h.tenant_id = $1 and h.seat_id = s.id and h.id = any($4))), null::date
            from seats s
              join lateral (select r.id, r.adopted_on from rules r where r.tenant_id = $1 and r.arena_id = s.arena_id order by r.number desc limit 1) r on true
            where s.tenant_id = $1 and s.id = any($3) and s.arena_id = any($2) and {Parties.Sql("s")} is not null
              and not exists (select from rules_acknowledged a where a.tenant_id = $1 and a.rules_id = r.id and a.seat_id = s.id and a.stands)
            """,
            id => $"plass/{id}", Asks: true, HasText: false),
        new("do-action",
            $"""
            select a.arena_id, a.id, a.what_id, a.agreed_on, a.due from actions a
            where a.tenant_id = $1 and a.arena_id in {HerGroups} and a.stage = 'Open' and a.seats && $3
            """,
            id => $"tiltak/{id}"),

        // Of the steering group: what only its secretary is asked to see to, and what the administration is asked by the politicians.
        new("review-charter",
            """
            select g.arena_id, g.arena_id, null::uuid, g.review_on - 30, g.review_on from steering_groups g
            where g.tenant_id = $1 and g.arena_id = any($2) and g.review_on <= $5 + 30
              and exists (select from seats s where s.tenant_id = $1 and s.arena_id = g.arena_id and s.id = any($3) and s.role = 'Coordinator')
            """,
            _ => "styringsgruppa", HasText: false),
        new("constitute-again",
            """
            select g.arena_id, g.arena_id, null::uuid, g.election_on, null::date from steering_groups g
            where g.tenant_id = $1 and g.arena_id = any($2) and g.election_on <= $5 and (g.constituted_on is null or g.constituted_on < g.election_on)
              and exists (select from seats s where s.tenant_id = $1 and s.arena_id = g.arena_id and s.id = any($3) and s.role = 'Coordinator')
            """,
            id => $"grupper/{id}/konstituer", HasText: false),
        new("answer-signal",
            """
            select i.arena_id, i.id, i.title_id, i.put_up_on, null::date from steering_items i
            where i.tenant_id = $1 and i.arena_id = any($2) and i.kind = 'Signal' and i.stage <> 'Closed' and i.answered_on is null
              and exists (select from seats s where s.tenant_id = $1 and s.arena_id = i.arena_id and s.id = any($3) and s.role in ('MunicipalDirector', 'HrLead'))
            """,
            id => $"styringssaker/{id}/svar-pa-signalet", Asks: true),

        // Unanswered, it waits for whoever has the chief's seat.
        new("asks-talk",
            $"""
            select s.arena_id, e.holding, null::uuid, e.written_on, null::date from follow_up_entries e
              join seat_holdings h on h.tenant_id = $1 and h.id = e.holding and h.taken_on <= $5 and (h.left_on is null or h.left_on > $5)
              join seats s on s.tenant_id = $1 and s.id = h.seat_id
            where e.tenant_id = $1 and e.kind = 'Ask' and e.done_on is null
              and exists (select from seats c where c.tenant_id = $1 and c.id = any($3) and {Chiefs.Follows("c", "s")})
            """,
            id => $"oppfolging/{id}", Asks: true, HasText: false),
        new("seat-interest",
            $"""
            select s.arena_id, s.id, null::uuid, min(i.given_on), null::date from seat_interests i
              join seats s on s.tenant_id = $1 and s.id = i.seat_id
              join seat_holdings t on t.tenant_id = $1 and t.id = i.holding and (t.left_on is null or t.left_on > $5)
            where i.tenant_id = $1 and {InterestBook.IsOpen("$5")}
              and exists (select from seats c where c.tenant_id = $1 and c.id = any($3) and {Chiefs.Follows("c", "s")})
            group by s.arena_id, s.id
            """,
            _ => "oppfolging", Asks: true, HasText: false),
        new("confirm-cause",
            $"""
            select h.arena_id, h.id, h.cause_id, h.cause_on, null::date from help_requests h
            where h.tenant_id = $1 and h.arena_id = any($2) and h.stage <> 'Ended' and h.cause_id is not null and exists (
              select from seats s where s.tenant_id = $1 and s.arena_id = h.arena_id and s.id = any($3) and {Parties.Sql("s")} is not null and s.id <> all(h.confirmed))
            """,
            id => $"hjelp/{id}", Asks: true),
        new("agree-access",
            $"""
            select a.arena_id, a.help_id, null::uuid, min(a.proposed_on), null::date from help_access a
              join help_requests h on h.tenant_id = $1 and h.id = a.help_id and h.stage <> 'Ended'
            where a.tenant_id = $1 and a.arena_id = any($2) and a.stage = 'Proposed' and a.ends_on >= $5 and exists (
              select from seats s
              where s.tenant_id = $1 and s.arena_id = a.arena_id and s.id = any($3) and {Parties.Sql("s")} is not null
                and not exists (select from seats o where o.tenant_id = $1 and o.id = any(a.agreed) and {Parties.Sql("o")} = {Parties.Sql("s")}))
            group by a.arena_id, a.help_id
            """,
            id => $"hjelp/{id}", Asks: true, HasText: false),
        new("help-session",
            """
            select h.arena_id, h.id, null::uuid, h.session_agreed_on, h.session_on from help_requests h
            where h.tenant_id = $1 and h.arena_id = any($2) and h.stage <> 'Ended' and h.session_on is not null
            """,
            id => $"hjelp/{id}", HasText: false),

        new("agree-summary",
            $"""
            select x.arena_id, x.id, x.summary_id, x.summary_on, null::date from exercises x
            where x.tenant_id = $1 and x.arena_id = any($2) and x.summary_id is not null and not x.stands and exists (
              select from seats s
              where s.tenant_id = $1 and s.arena_id = x.arena_id and s.id = any($3) and {Parties.Sql("s")} is not null
                and not exists (select from seats o where o.tenant_id = $1 and o.id = any(x.agreed) and {Parties.Sql("o")} = {Parties.Sql("s")}))
            """,
            id => $"ovelser/{id}", Asks: true),

        // For everyone who is asked until its last day, and just the same for who has answered: a list, or a mail, that says who has not says who has.
        new("answer-trust",
            $"""
            select c.arena_id, c.id, null::uuid, c.opened_on, c.closes_on from trust_checks c
            where c.tenant_id = $1 and c.closed_on is null and c.closes_on >= $5 and c.arena_id in (
              select s.arena_id from seats s where s.tenant_id = $1 and s.id = any($3) and s.role in ({AskedForTrust}))
            """,
            id => $"tillitssjekk/{id}/lever", HasText: false),

        // For the helper, until she has opened it.
        new("read-as-helper",
            """
            select a.arena_id, a.help_id, null::uuid, min(a.starts_on), min(a.ends_on) from help_access a
              join help_requests h on h.tenant_id = $1 and h.id = a.help_id and h.stage <> 'Ended'
            where a.tenant_id = $1 and a.seat_id = any($3) and a.stage = 'Given' and a.starts_on <= $5 and a.ends_on >= $5
              and not exists (select from help_openings o where o.tenant_id = $1 and o.help_id = a.help_id and o.number = a.number)
            group by a.arena_id, a.help_id
            """,
            id => $"hjelp/{id}", Asks: true, HasText: false),

        // A period is over, and the group has told nothing of it. Nobody is late: it waits, as the rest does.
        new("write-report",
            """
            select a.id, a.id, null::uuid, p.next, null::date
            from (select (date_trunc('year', $5::date) + make_interval(months => (extract(month from $5::date)::int - 1) / m.months * m.months))::date as next
                  from (select case (select r.rhythm from report_rhythms r where r.tenant_id = $1 order by r.number desc limit 1)
                                 when 'Quarterly' then 3 when 'Yearly' then 12 else 6 end as months) m) p
            join arenas a on a.tenant_id = $1 and a.id = any($2) and a.kind = 'WorkingGroup' and a.established_on < p.next
            where not exists (
              select from reports r where r.tenant_id = $1 and r.arena_id = a.id and r.until_on >= p.next - 1 and r.stage <> 'Drafted')
            """,
            id => $"grupper/{id}/rapporter", HasText: false),
        new("approve-report",
            """
            select r.arena_id, r.id, null::uuid, r.presented_on, null::date from reports r
            where r.tenant_id = $1 and r.arena_id = any($2) and r.stage = 'Presented' and exists (
              select from jsonb_array_elements(r.parties) p
              where exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = any($3))
                and not exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = any(r.approvals)))
            """,
            id => $"rapporter/{id}", Asks: true, HasText: false),
        new("send-report",
            "select r.arena_id, r.id, null::uuid, r.presented_on, null::date from reports r where r.tenant_id = $1 and r.arena_id = any($2) and r.stage = 'Approved'",
            id => $"rapporter/{id}", HasText: false),
        new("answer-report",
            "select r.arena_id, r.id, r.text_id, r.sent_on, null::date from reports r where r.tenant_id = $1 and $8 and r.stage = 'Sent'",
            id => $"rapporter/{id}/svar-pa-rapport"),
        new("read-report-answer",
            """
            select r.arena_id, r.id, coalesce(r.outcome_id, r.answer_id), coalesce(r.outcome_on, r.answered_on), null::date from reports r
            where r.tenant_id = $1 and r.arena_id = any($2) and r.stage = 'Answered' and r.read_on is null
            """,
            id => $"rapporter/{id}"),
        new("reply-to-steering",
            """
            select a.id, s.id, s.title_id, s.sent_on, s.answer_by from signals s
            join arenas a on a.tenant_id = $1 and a.id = any($2) and a.kind = 'WorkingGroup' and (a.id = any(s.arenas) or (s.everyone and a.established_on <= s.sent_on))
            where s.tenant_id = $1 and s.closed_on is null
              and not exists (select from replies y where y.tenant_id = $1 and y.signal_id = s.id and y.arena_id = a.id)
            """,
            id => $"sporsmal/{id}"),
        new("approve-experience",
            """
            select x.arena_id, x.id, x.title_id, x.presented_on, null::date from experiences x
            where x.tenant_id = $1 and x.arena_id = any($2) and x.stage = 'Presented' and exists (
              select from jsonb_array_elements(x.parties) p
              where exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = any($3))
                and not exists (select from jsonb_array_elements_text(p.value) s where s.value::uuid = any(x.approvals)))
            """,
            id => $"erfaringer/{id}", Asks: true),
        new("consider-experience",
            """
            select o.arena_id, x.id, x.title_id, o.offered_on, null::date from experience_offers o
            join experiences x on x.tenant_id = $1 and x.id = o.experience_id and x.stage = 'Published'
            where o.tenant_id = $1 and o.arena_id = any($2)
              and not exists (select from adoptions a where a.tenant_id = $1 and a.experience_id = x.id and a.arena_id = o.arena_id)
            """,
            id => $"erfaringer/{id}"),

        // What the group learned has been used in a political decision: it is told so (scenario 11).
        new("read-use",
            """
            select s.arena_id, u.decision_id, d.title_id, max(u.used_on), null::date
            from learning_used u
            join political_decisions d on d.tenant_id = $1 and d.id = u.decision_id
            join (select x.id, x.arena_id from experiences x where x.tenant_id = $1 and x.arena_id = any($2) and x.stage = 'Published'
                  union all select r.id, r.arena_id from reports r where r.tenant_id = $1 and r.arena_id = any($2) and r.stage in ('Sent', 'Answered')) s on s.id = u.source_id
            where u.tenant_id = $1 and not exists (
              select from decision_links l where l.tenant_id = $1 and l.decision_id = u.decision_id and l.arena_id = s.arena_id and l.read_on >= u.used_on)
            group by s.arena_id, u.decision_id, d.title_id
            """,
            id => $"vedtak/{id}"),

        // A season after a group said that it would try, it is asked how it went.
        new("tell-adoption",
            """
            select a.arena_id, a.id, null::uuid, a.answered_on + 90, null::date from adoptions a
            where a.tenant_id = $1 and a.arena_id = any($2) and a.answer = 'WillTry' and a.told_on is null and a.answered_on + 90 <= $5
              and not exists (
                select from adoptions l where l.tenant_id = $1 and l.experience_id = a.experience_id and l.arena_id = a.arena_id and (l.answered_on, l.id) > (a.answered_on, a.id))
            """,
            id => $"utprovd-hos-oss/{id}", HasText: false),

        // The day has been: whoever planned it says whether it was held, and then who took part.
        new("hold-training",
            """
            select s.arena_id, t.id, t.title_id, t.day, null::date from trainings t
              join seats s on s.tenant_id = $1 and s.id = any($3) and s.arena_id = any($2) and s.role = 'Coordinator'
            where t.tenant_id = $1 and t.stage = 'Planned' and t.day < $5
            """,
            id => $"opplaering/{id}"),
        new("say-what-to-show",
            """
            select a.id, g.id, g.theme_id, g.planned_on, g.day from gatherings g
            join arenas a on a.tenant_id = $1 and a.id = any($2) and a.kind = 'WorkingGroup' and (a.id = any(g.arenas) or g.everyone)
            where g.tenant_id = $1 and not g.cancelled and g.day >= $5
              and not exists (select from presentations p where p.tenant_id = $1 and p.gathering_id = g.id and p.arena_id = a.id)
            """,
            id => $"samlinger/{id}"),
        new("agree-presentation",
            $"""
            select x.arena_id, x.id, x.text_id, x.written_on, null::date from presentations x
            where x.tenant_id = $1 and x.arena_id = any($2) and x.stage = 'Drafted' and exists (
              select from seats s
              where s.tenant_id = $1 and s.arena_id = x.arena_id and s.id = any($3) and {Parties.Sql("s")} is not null
                and not exists (select from seats o where o.tenant_id = $1 and o.id = any(x.agreed) and {Parties.Sql("o")} = {Parties.Sql("s")}))
            """,
            id => $"framvisninger/{id}", Asks: true),

        // A party was not involved, and asks those who have the process why (MET-33).
        new("answer-lack",
            $"""
            select p.arena_id, p.id, p.title_id, min(l.noted_on), null::date from processes p
              join involvement_lacks l on l.tenant_id = $1 and l.process_id = p.id and l.answered_on is null
            where p.tenant_id = $1 and exists (
              select from seats s where s.tenant_id = $1 and s.id = any($3) and s.arena_id = p.arena_id and s.role in ({KeepsProcesses}))
            group by p.arena_id, p.id, p.title_id
            """,
            id => $"medvirkning/{id}"),
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
