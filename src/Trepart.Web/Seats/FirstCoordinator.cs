using System.Text.Json;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.SignIn;

namespace Trepart.Web.Seats;

/// <summary>
/// Gives a municipality its first coordinator, who does the rest. Whoever runs the service names her and gets a link for her, and sees nothing of
/// what is there: where someone keeps the seats already, nobody is let in this way.
/// </summary>
public sealed class FirstCoordinator(EventStore store, TenantReader reader, Invitations invitations, FingerprintKey key, Calendar calendar)
{
    /// <summary>Made by the service, and not from any seat.</summary>
    private static readonly Guid Service = Guid.Empty;

    /// <returns>
    /// The code of the invitation, which is kept nowhere; the same name again gives a new one, as long as nobody has come in by it.
    /// Null where the municipality has a coordinator.
    /// </returns>
    /// <exception cref="StreamMovedException">Someone else did the same meanwhile.</exception>
    public async Task<string?> Invite(Tenant tenant, string name, CancellationToken ct)
    {
        var there = await reader.Query(
            tenant,
            """
            select p.id, p.name, s.id, s.arena_id, t.id is not null,
              exists (select from identities d where d.tenant_id = $1 and d.person_id = p.id)
              or exists (select from invitations i where i.tenant_id = $1 and i.person_id = p.id and (i.used_at is not null or i.by_holding <> $3))
            from seats s
            left join seat_holdings t on t.tenant_id = $1 and t.seat_id = s.id and (t.left_on is null or t.left_on > $2)
            left join holdings h on h.tenant_id = $1 and h.id = t.id
            left join people p on p.tenant_id = $1 and p.id = h.person_id
            where s.tenant_id = $1 and s.role = 'Coordinator'
            order by s.id
            """,
            row => (Person: row.IdOrNull(0), Name: row.TextOrNull(1), Seat: row.GetGuid(2), Arena: row.GetGuid(3), IsHeld: row.GetBoolean(4), HasComeIn: row.IsTrue(5)),
            ct, calendar.Today, Service);

        var held = there.Where(s => s.IsHeld).ToList();
        var person = held switch
        {
            [] => await Take(tenant, name, there is [var vacant, ..] ? (vacant.Seat, vacant.Arena) : null, ct),
            [{ HasComeIn: false, Person: { } waiting, Name: { } known }] when known == name => waiting,
            _ => (Guid?)null,
        };
        return person is { } invited ? await invitations.Create(tenant, invited, Service, calendar.Now, ct) : null;
    }

    private async Task<Guid> Take(Tenant tenant, string name, (Guid Seat, Guid Arena)? vacant, CancellationToken ct)
    {
        var taker = new Taker(Guid.CreateVersion7(), name, Guid.CreateVersion7());
        var acting = new Acting(Service, calendar.Today);
        var parts = new List<StreamAppend>();
        if (vacant is { } seat)
        {
            var past = (await store.Read(tenant, seat.Seat, ct)).Events;
            parts.Add(new(seat.Seat, Kind.Seat.Name, past.Count, seat.Arena, Decided(Kind.Seat, past.Select(e => e.Event), new TakeSeat(taker.Holding), acting), []));
        }
        else
        {
            var steering = (await reader.Query(
                tenant, "select id from arenas where tenant_id = $1 and kind = 'SteeringGroup' order by established_on, id limit 1", row => row.GetGuid(0), ct)).ToList();
            var arena = steering is [var first] ? first : Guid.CreateVersion7();
            if (steering is [])
                parts.Add(new(arena, Kind.Arena.Name, 0, arena, Decided(Kind.Arena, [], new EstablishArena(ArenaKind.SteeringGroup, "Styringsgruppa", null), acting), []));
            parts.Add(new(
                Guid.CreateVersion7(), Kind.Seat.Name, 0, arena, Decided(Kind.Seat, [], new EstablishSeat(SeatRole.Coordinator, null, taker.Holding), acting), []));
        }

        var command = Guid.CreateVersion7();
        await store.Append(
            tenant,
            new Append(
                command, key.Of(tenant, SeatActs.Take, parts[^1].StreamId, new JsonObject { ["holding"] = taker.Holding.ToString() }),
                JsonSerializer.Serialize(new Outcome.Done(parts[^1].StreamId, parts[^1].ExpectedVersion + parts[^1].Events.Count), EventJson.Options),
                acting.On, Kind.Seat.Visibility, null, null, parts),
            ct, batch => taker.AddTo(batch, tenant));
        return taker.Person;
    }

    private static IReadOnlyList<object> Decided(Kind kind, IEnumerable<object> past, object command, Acting acting) =>
        kind.Decide(kind.Fold(past), command, acting) is { Refusal: null } decided
            ? decided.Events
            : throw new InvalidOperationException($"{command.GetType().Name} was turned down.");
}
