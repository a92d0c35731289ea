using Trepart.Web.People;

namespace Trepart.Web.Mail;

/// <summary>Where mail is sent to a person, what she has chosen, and what was sent when: a part of everything that is kept about her.</summary>
public static class MailOfPerson
{
    public static readonly PersonPart Part = new("mail", ["mail_addresses", "mail_outbox"], async (of, ct) =>
    {
        var chosen = await of.Reader.Query(
            of.Tenant, "select address, weekly, asked, off, chosen_at from mail_addresses where tenant_id = $1 and person_id = $2",
            row => new PartRow(
                ("address", row.GetString(0)), ("weekly", row.GetBoolean(1)), ("asked", row.GetBoolean(2)), ("off", (IReadOnlyList<string>)row.GetFieldValue<string[]>(3)),
                ("begun", row.GetFieldValue<DateTimeOffset>(4))), ct, of.Person.Id);
        var sent = await of.Reader.Query(
            of.Tenant, "select made_at, sent_at, counts::text from mail_outbox where tenant_id = $1 and person_id = $2 and state <> 'Nothing' order by made_at, id",
            row => new PartRow(
                ("made", row.GetFieldValue<DateTimeOffset>(0)), ("sent", row.IsDBNull(1) ? null : row.GetFieldValue<DateTimeOffset>(1)), ("counts", row.GetString(2))), ct, of.Person.Id);
        return [.. chosen, .. sent];
    });
}
