using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Import;
using Trepart.Web.People;

namespace Trepart.Web.Retention;

/// <summary>What a municipality has chosen, one row a kind.</summary>
public sealed class RetentionTable : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["retention_choices"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        if (recorded.Event is RetentionChosen e)
        {
            sql.Add(
                """
                insert into retention_choices (tenant_id, kind, months, chosen_on) values ($1, $2, $3, $4)
                on conflict (tenant_id, kind) do update set months = excluded.months, chosen_on = excluded.chosen_on
                """,
                recorded.Tenant.Id, e.Kind.ToString(), e.Months, recorded.HappenedOn);
        }
    }
}

/// <summary>How long a kind is kept.</summary>
/// <param name="ChosenOn">Null where nothing was chosen, and the usual time holds.</param>
/// <param name="LookedAt">When it was last looked through to its end; null before the first time.</param>
public sealed record Kept(RetentionKind Kind, int Months, DateOnly? ChosenOn, DateTimeOffset? LookedAt)
{
    /// <summary>What is older than this has had its time.</summary>
    public DateOnly Until(DateOnly today) => today.AddMonths(-Months);
}

/// <summary>What was erased because its time was over.</summary>
/// <param name="Until">What was older than this.</param>
public sealed record RetentionRun(RetentionKind Kind, DateOnly Until, long Erased, DateTimeOffset RanAt);

/// <param name="Seat">The seat that chose.</param>
public sealed record RetentionChoice(RetentionKind Kind, int Months, DateOnly On, Guid? Seat);

/// <summary>How long each kind is kept in a municipality, and what has been erased.</summary>
public sealed class RetentionBook(TenantReader reader, EventStore store)
{
    /// <summary>How long what is about a person is kept: a part of everything that is kept about her.</summary>
    public static readonly PersonPart Part = new("retention", [], async (of, ct) =>
    [
        .. (await new RetentionBook(of.Reader, of.Store).All(of.Tenant, ct)).Select(k => new PartRow(
            ("what", Coded.Of(k.Kind)), ("months", k.Months))),
    ]);

    /// <summary>Each kind's choices are a stream of their own.</summary>
    public static Guid StreamOf(Tenant tenant, RetentionKind kind) => StableId.Of(new DateOnly(2026, 1, 1), "retention", tenant.Id, kind.ToString());

    /// <summary>Every kind, in the order of the list.</summary>
    public async Task<IReadOnlyList<Kept>> All(Tenant tenant, CancellationToken ct)
    {
        var chosen = (await reader.Query(
            tenant, "select kind, months, chosen_on from retention_choices where tenant_id = $1",
            row => (Kind: row.GetString(0), Months: row.GetInt32(1), On: row.Date(2)), ct)).ToDictionary(r => r.Kind);
        var looked = (await reader.Query(
            tenant, "select kind, looked_at from retention_looks where tenant_id = $1",
            row => (Kind: row.GetString(0), At: new DateTimeOffset(row.GetDateTime(1), TimeSpan.Zero)), ct)).ToDictionary(r => r.Kind, r => r.At);
        return
        [
            .. Enum.GetValues<RetentionKind>().Select(k => new Kept(
                k, chosen.TryGetValue(k.ToString(), out var own) ? own.Months : Domain.Retention.Bounds(k).Usual, own.Kind is null ? null : own.On,
                looked.TryGetValue(k.ToString(), out var at) ? at : null)),
        ];
    }

    /// <summary>The newest first.</summary>
    public Task<IReadOnlyList<RetentionRun>> Runs(Tenant tenant, int limit, CancellationToken ct) =>
        reader.Query(
            tenant, "select kind, until, erased, ran_at from retention_runs where tenant_id = $1 order by ran_at desc, kind limit $2",
            row => new RetentionRun(Enum.Parse<RetentionKind>(row.GetString(0)), row.Date(1), row.GetInt64(2), new DateTimeOffset(row.GetDateTime(3), TimeSpan.Zero)), ct, limit);

    /// <summary>What has been chosen, the newest first.</summary>
    public async Task<IReadOnlyList<RetentionChoice>> Choices(Tenant tenant, CancellationToken ct)
    {
        var all = new List<Recorded>();
        foreach (var kind in Enum.GetValues<RetentionKind>())
            all.AddRange((await store.Read(tenant, StreamOf(tenant, kind), ct)).Events);
        return
        [
            .. all.OrderByDescending(e => e.Position)
                .Select(e => (e, (RetentionChosen)e.Event)).Select(c => new RetentionChoice(c.Item2.Kind, c.Item2.Months, c.e.HappenedOn, c.e.Seat)),
        ];
    }
}

/// <summary>Chooses how long a kind is to be kept.</summary>
public sealed class RetentionChooser(MunicipalDesk desk)
{
    public async Task<Outcome> Choose(Visit visit, RetentionKind kind, Asked asked, CancellationToken ct)
    {
        var (body, problem) = MunicipalDesk.Read<Time>(asked);
        return body is null ? problem! : await desk.Handle(visit.Tenant, visit.Who, asked, new ChooseRetention(kind, body.Months), ct);
    }
}
