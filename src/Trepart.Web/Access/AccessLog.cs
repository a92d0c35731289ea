using Trepart.Store;
using Trepart.Web.Seats;

namespace Trepart.Web.Access;

/// <summary>Who reads: a person from one of her seats, or an auditor under a mandate.</summary>
public sealed record Reader
{
    private Reader(Guid? person, Guid? seat, Guid? mandate, Right? right, IReadOnlyList<Guid> own) =>
        (Person, Seat, Mandate, Right, Own) = (person, seat, mandate, right, own);

    public Guid? Person { get; }

    public Guid? Seat { get; }

    public Guid? Mandate { get; }

    public Right? Right { get; }

    /// <summary>The holdings that are the reader's own: what she reads of herself is no access to another.</summary>
    public IReadOnlyList<Guid> Own { get; }

    /// <param name="arena">Where the right holds; null for the whole municipality.</param>
    public static Reader From(SignedIn who, Right right, Guid? arena = null) =>
        new(who.Person, who.Holding(right, arena)?.Seat.Id, null, right, [.. who.Holdings.Select(h => h.Id)]);

    public static Reader Under(Guid mandate) => new(null, null, mandate, null, []);
}

/// <summary>What was read.</summary>
/// <param name="Thing">Which one, where it is one: an input, an event. Never a person: who it is about leaves with her.</param>
public sealed record Reading(PersonalData What, Guid? Thing = null)
{
    /// <summary>The persons that it is about, by their ids in the register.</summary>
    public IReadOnlyCollection<Guid> Persons { get; init; } = [];

    /// <summary>The same by the holdings of their seats.</summary>
    public IReadOnlyCollection<Guid> Holdings { get; init; } = [];
}

/// <summary>
/// The access log: who has read personal data about others. Written in the same request, before the answer goes out; a read that cannot be written
/// down is not answered. One for each request.
/// </summary>
public sealed class AccessLog(Placement databases, TimeProvider clock)
{
    private readonly HashSet<PersonalData> _settled = [];

    /// <summary>What this request has accounted for.</summary>
    public IReadOnlySet<PersonalData> Settled => _settled;

    /// <summary>Puts down a read. One that shows nobody but the reader herself leaves no entry; under a mandate, every read does.</summary>
    public async Task Record(Tenant tenant, Reader reader, Reading reading, CancellationToken ct)
    {
        var persons = reading.Persons.Where(p => p != reader.Person).Distinct().ToArray();
        var holdings = reading.Holdings.Except(reader.Own).Distinct().ToArray();
        if (reader.Mandate is not null || persons.Length + holdings.Length > 0)
        {
            var now = clock.GetUtcNow();
            var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            var id = Guid.CreateVersion7(minute);
            await using var batch = await databases.Batch(tenant, ct);
            batch.Add(
                """
                insert into access_log (tenant_id, id, read_at, reader, seat, mandate, kind, thing, "right") values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                tenant.Id, id, minute.UtcDateTime, reader.Person, reader.Seat, reader.Mandate, reading.What.Code, reading.Thing, reader.Right?.ToString());
            batch.Add(
                """
                insert into access_about (tenant_id, person_id, access_id)
                select $1, p.id, $2 from people p
                where p.tenant_id = $1
                  and (p.id = any($3) or p.id in (select h.person_id from holdings h where h.tenant_id = $1 and h.id = any($4)))
                """,
                tenant.Id, id, persons, holdings);
            await batch.ExecuteNonQueryAsync(ct);
        }

        _settled.Add(reading.What);
    }

    /// <summary>The answer turned out to show nobody, as an input that was passed on for a colleague does.</summary>
    public void ShowsNobody(PersonalData what) => _settled.Add(what);
}
