using Trepart.Store;
using Trepart.Web.SignIn;

namespace Trepart.Web.Seats;

/// <summary>Someone with a seat, and how it stands with the invitation.</summary>
/// <param name="Seats">Where she sits: the seat and the group's name.</param>
/// <param name="Latest">The latest invitation; null where there has been none.</param>
/// <param name="HasSignedIn">An account is bound to her.</param>
public sealed record Invitee(Guid Person, string Name, IReadOnlyList<(SeatInfo Seat, string Arena)> Seats, Invitation? Latest, bool HasSignedIn);

/// <summary>Who can be invited, in the order of the alphabet.</summary>
public sealed class InvitationBook(TenantReader reader)
{
    public const int Most = 200;

    /// <summary>Those with a seat today or later whose name holds the text; at most two hundred.</summary>
    public async Task<IReadOnlyList<Invitee>> Find(Tenant tenant, string name, Guid? person, DateOnly today, CancellationToken ct)
    {
        var rows = await reader.Query(
            tenant,
            $"""
            select p.id, p.name, s.id, s.arena_id, s.role, s.organisation, null, coalesce(a.workplace || ' – ', '') || a.name,
              i.id, i.by_holding, i.created_at, i.expires_at, i.used_at, i.withdrawn_at,
              exists (select from identities d where d.tenant_id = $1 and d.person_id = p.id)
            from (
              select p.id, p.name from people p
              where p.tenant_id = $1 and position(lower($2) in lower(p.name)) > 0 and ($3::uuid is null or p.id = $3) and exists (
                select from holdings h join seat_holdings t on t.tenant_id = $1 and t.id = h.id
                where h.tenant_id = $1 and h.person_id = p.id and (t.left_on is null or t.left_on > $4))
              order by p.name, p.id limit {Most}) p
            join holdings h on h.tenant_id = $1 and h.person_id = p.id
            join seat_holdings t on t.tenant_id = $1 and t.id = h.id and (t.left_on is null or t.left_on > $4)
            join seats s on s.tenant_id = $1 and s.id = t.seat_id
            join arenas a on a.tenant_id = $1 and a.id = s.arena_id
            left join lateral (select i.* from invitations i where i.tenant_id = $1 and i.person_id = p.id order by i.created_at desc, i.id desc limit 1) i on true
            order by p.name, p.id, s.position, s.id
            """,
            row => (
                Person: row.GetGuid(0), Name: row.GetString(1), Seat: SeatBook.ReadSeat(row, 2), Arena: row.GetString(7),
                Latest: row.IsDBNull(8) ? null : new Invitation(
                    row.GetGuid(8), row.GetGuid(0), row.GetGuid(9), row.GetFieldValue<DateTimeOffset>(10), row.GetFieldValue<DateTimeOffset>(11),
                    row.IsDBNull(12) ? null : row.GetFieldValue<DateTimeOffset>(12), row.IsDBNull(13) ? null : row.GetFieldValue<DateTimeOffset>(13)),
                HasSignedIn: row.GetBoolean(14)),
            ct, name, person, today);
        return [.. rows.GroupBy(r => (r.Person, r.Name)).Select(g => new Invitee(g.Key.Person, g.Key.Name, [.. g.Select(r => (r.Seat, r.Arena))], g.First().Latest, g.First().HasSignedIn))
            .OrderBy(p => p.Name, Learning.NorwegianOrder.Instance)];
    }
}
