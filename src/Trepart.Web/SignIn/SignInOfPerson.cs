using Trepart.Store;
using Trepart.Web.People;

namespace Trepart.Web.SignIn;

/// <summary>The accounts that a person signs in with, her invitations and where she is signed in: a part of everything that is kept about her.</summary>
public static class SignInOfPerson
{
    public static readonly PersonPart Part = new("signIn", ["identities", "invitations", "web_sessions"], async (of, ct) =>
    {
        var accounts = await new Identities(of.Databases, of.Reader).Of(of.Tenant, of.Person.Id, ct);
        var invitations = await of.Reader.Query(
            of.Tenant, "select created_at, expires_at, used_at, withdrawn_at from invitations where tenant_id = $1 and person_id = $2 order by created_at",
            row => (Made: row.GetFieldValue<DateTimeOffset>(0), Ends: row.GetFieldValue<DateTimeOffset>(1), Used: Moment(row, 2), Withdrawn: Moment(row, 3)), ct, of.Person.Id);
        return
        [
            .. accounts.Select(a => new PartRow(
                ("what", Coded.Of("account", "me.signIn.account")), ("authority", a.Identity.Authority), ("subject", a.Identity.Subject), ("begun", a.BoundAt))),
            .. invitations.Select(i => new PartRow(
                ("what", Coded.Of("invitation", "me.signIn.invitation")), ("begun", i.Made), ("expires", i.Ends), ("used", i.Used), ("withdrawn", i.Withdrawn))),
            .. (await Sessions(of, accounts, ct)).Select(s => new PartRow(
                ("what", Coded.Of("session", "me.signIn.session")), ("begun", s.Begun), ("used", s.Used), ("browser", $"{s.Browser}, {s.System}"))),
        ];
    });

    private static async Task<List<(DateTimeOffset Begun, DateTimeOffset Used, string Browser, string System)>> Sessions(
        Subject of, IReadOnlyList<(IdentityRef Identity, DateTimeOffset BoundAt)> accounts, CancellationToken ct)
    {
        await using var batch = of.Databases.Directory.CreateBatch();
        batch.Add(
            """
            select begun_at, used_at, browser, system from web_sessions
            where (tenant_id = $1 and person_id = $2) or (authority, subject) in (select * from unnest($3::varchar[], $4::varchar[])) order by begun_at
            """,
            of.Tenant.Id, of.Person.Id, accounts.Select(a => a.Identity.Authority).ToArray(), accounts.Select(a => a.Identity.Subject).ToArray());
        await using var rows = await batch.ExecuteReaderAsync(ct);
        var sessions = new List<(DateTimeOffset, DateTimeOffset, string, string)>();
        while (await rows.ReadAsync(ct))
            sessions.Add((rows.GetFieldValue<DateTimeOffset>(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetString(2), rows.GetString(3)));
        return sessions;
    }

    private static DateTimeOffset? Moment(System.Data.Common.DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
