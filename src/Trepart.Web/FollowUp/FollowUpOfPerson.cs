using Trepart.Store;
using Trepart.Web.People;

namespace Trepart.Web.FollowUp;

/// <summary>
/// What she and her chief wrote to one another, her training, and the vacant seats she would like: a part of everything that is kept about her.
/// Shown to herself alone. Whoever keeps the register is told where she finds it, whether there is any or not: that there is some would say too much.
/// </summary>
public static class FollowUpOfPerson
{
    public static readonly PersonPart Part = new("followUp", ["follow_up_entries", "seat_interests"], async (of, ct) =>
    {
        if (!of.IsOwn)
            return [new PartRow(("what", Coded.Of("own-only", "me.follow-up.own-only")))];
        var entries = await of.Reader.Query(
            of.Tenant,
            """
            select e.kind, e.holding = any($2), e.by_holding = any($2), e.text, e.happens_on, e.done_on, e.written_on from follow_up_entries e
            where e.tenant_id = $1 and (e.holding = any($2) or e.by_holding = any($2)) order by e.written_on, e.id
            """,
            row => new PartRow(
                ("what", Coded.Of(row.GetString(0), $"follow-up.kind.{row.GetString(0)}")), ("aboutHer", row.GetBoolean(1)), ("byHer", row.GetBoolean(2)), ("text", row.TextOrNull(3)),
                ("on", row.DateOrNull(4)), ("doneOn", row.DateOrNull(5)), ("writtenOn", row.Date(6))),
            ct, of.Holdings);
        var interests = await of.Reader.Query(
            of.Tenant,
            """
            select s.id, s.arena_id, s.role, s.organisation, null::int, i.given_on from seat_interests i
              join seats s on s.tenant_id = $1 and s.id = i.seat_id
            where i.tenant_id = $1 and i.holding = any($2) order by i.given_on, i.id
            """,
            row => new PartRow(("what", Coded.Of("interest", "follow-up.kind.Interest")), ("seat", Coded.Seat(Seats.SeatBook.ReadSeat(row, 0))), ("writtenOn", row.Date(5))), ct, of.Holdings);
        return [.. entries, .. interests];
    });
}
