using Trepart.Web.People;

namespace Trepart.Web.Auditing;

/// <summary>The mandates under which a person is let in as an auditor, and what she opened: a part of everything that is kept about her.</summary>
public static class MandatesOfPerson
{
    public static readonly PersonPart Part = new("mandates", ["mandates", "mandate_openings"], async (of, ct) =>
    {
        var rows = await of.Reader.Query(
            of.Tenant,
            """
            select m.id, m.starts_on, coalesce(m.ended_on, m.ends_on), (select count(*) from mandate_openings o where o.tenant_id = $1 and o.mandate_id = m.id)
            from mandates m join holdings h on h.tenant_id = m.tenant_id and h.id = m.holding
            where m.tenant_id = $1 and h.person_id = $2 order by m.starts_on, m.id
            """,
            row => (Id: row.GetGuid(0), From: row.GetFieldValue<DateOnly>(1), To: row.GetFieldValue<DateOnly>(2), Opened: row.GetInt64(3)), ct, of.Person.Id);
        return [.. rows.Select(m => new PartRow(("mandate", m.Id), ("from", m.From), ("to", m.To), ("opened", (int)m.Opened)))];
    });
}
