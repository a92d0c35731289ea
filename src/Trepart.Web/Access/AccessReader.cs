using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.People;
using Trepart.Web.Seats;

namespace Trepart.Web.Access;

/// <summary>An entry of the access log.</summary>
/// <param name="Reader">Null for a mandate, and where the reader has been erased.</param>
/// <param name="Seat">From which seat it was read.</param>
/// <param name="About">Those it was about who are in the register still.</param>
public sealed record AccessEntry(
    Guid Id, DateTimeOffset ReadAt, Guid? Reader, string? ReaderName, SeatInfo? Seat, Guid? Mandate, string Kind, Guid? Thing, Right? Right,
    IReadOnlyList<(Guid Id, string Name)> About);

/// <summary>What to show of the access log; null leaves a thing open.</summary>
/// <param name="About">Only what was about this person.</param>
/// <param name="From">Read on this day or later, in Norway.</param>
/// <param name="Before">Only entries older than this one, for the next page.</param>
public sealed record AccessFilter(Guid? About = null, Guid? Reader = null, string? Kind = null, DateOnly? From = null, DateOnly? To = null, Guid? Before = null, int Limit = 50);

/// <summary>Reads the access log.</summary>
public sealed class AccessReader(TenantReader reader)
{
    private const int MostInPart = 10_000;

    /// <summary>Who has read what about a person, without the readers' names: a part of everything that is kept about her.</summary>
    public static readonly PersonPart Part = new("access", ["access_log", "access_about"], async (of, ct) =>
    [
        .. (await new AccessReader(of.Reader).Find(of.Tenant, new(About: of.Person.Id, Limit: MostInPart), ct)).Select(e => new PartRow(
            ("readAt", e.ReadAt), ("what", Coded.Of(e.Kind, $"access.kind.{e.Kind}")), ("readFrom", From(e)))),
    ]);

    /// <summary>From which seat, or under a mandate.</summary>
    public static Coded From(AccessEntry entry) =>
        entry.Mandate is not null ? Coded.Of("mandate", "access.by-mandate") : entry.Seat is { } seat ? Coded.Seat(seat) : Coded.Of("unknown", "access.by-unknown");

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<AccessEntry>> Find(Tenant tenant, AccessFilter filter, CancellationToken ct)
    {
        var entries = await reader.Query(
            tenant,
            """
            select l.id, l.read_at, l.reader, p.name, s.id, s.arena_id, s.role, s.organisation, l.mandate, l.kind, l.thing, l."right"
            from access_log l
            left join people p on p.tenant_id = l.tenant_id and p.id = l.reader
            left join seats s on s.tenant_id = l.tenant_id and s.id = l.seat
            where l.tenant_id = $1
              and ($2::uuid is null or exists (select from access_about a where a.tenant_id = $1 and a.person_id = $2 and a.access_id = l.id))
              and ($3::uuid is null or l.reader = $3)
              and ($4::varchar is null or l.kind = $4)
              and ($5::timestamptz is null or l.read_at >= $5)
              and ($6::timestamptz is null or l.read_at <= $6)
              and ($7::uuid is null or (l.read_at, l.id) < (select b.read_at, b.id from access_log b where b.tenant_id = $1 and b.id = $7))
            order by l.read_at desc, l.id desc limit $8
            """,
            row => new AccessEntry(
                row.GetGuid(0), new DateTimeOffset(row.GetDateTime(1), TimeSpan.Zero), row.IdOrNull(2), row.TextOrNull(3),
                row.IsDBNull(4) ? null : new SeatInfo(row.GetGuid(4), row.GetGuid(5), Enum.Parse<SeatRole>(row.GetString(6)), row.TextOrNull(7)),
                row.IdOrNull(8), row.GetString(9), row.IdOrNull(10), Enum.TryParse<Right>(row.TextOrNull(11), out var right) ? right : null, []),
            ct, filter.About, filter.Reader, filter.Kind, filter.From is { } from ? Calendar.StartOf(from).UtcDateTime : null,
            filter.To is { } to ? Calendar.EndOf(to).UtcDateTime : null, filter.Before, filter.Limit);

        var about = (await reader.Query(
            tenant,
            """
            select a.access_id, p.id, p.name from access_about a join people p on p.tenant_id = a.tenant_id and p.id = a.person_id
            where a.tenant_id = $1 and a.access_id = any($2) order by p.name, p.id
            """,
            row => (Entry: row.GetGuid(0), Id: row.GetGuid(1), Name: row.GetString(2)), ct, entries.Select(e => e.Id).ToArray())).ToLookup(a => a.Entry, a => (a.Id, a.Name));
        return [.. entries.Select(e => e with { About = [.. about[e.Id]] })];
    }
}
