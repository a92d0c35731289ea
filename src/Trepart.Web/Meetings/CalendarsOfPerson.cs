using Trepart.Web.People;

namespace Trepart.Web.Meetings;

/// <summary>The secret calendar addresses that a person has made: a part of everything that is kept about her.</summary>
public static class CalendarsOfPerson
{
    public static readonly PersonPart Part = new("calendars", ["calendar_addresses"], async (of, ct) =>
    {
        var arenas = await of.Arenas.All(of.Tenant, ct);
        return await of.Reader.Query(
            of.Tenant, "select arena_id, made_at, stopped_at from calendar_addresses where tenant_id = $1 and holding = any($2) order by made_at, id",
            row => new PartRow(
                ("group", arenas.GetValueOrDefault(row.GetGuid(0))?.Name), ("from", row.GetFieldValue<DateTimeOffset>(1)),
                ("to", row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2))),
            ct, of.Holdings);
    });
}
