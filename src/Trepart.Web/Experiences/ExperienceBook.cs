using System.Data.Common;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Search;

namespace Trepart.Web.Experiences;

/// <summary>An experience as it stands. Texts are null where none was written, and where the words have been erased.</summary>
/// <param name="Matter">The group's matter it comes from; null for none.</param>
/// <param name="Shareable">The group has agreed that it may be read outside the municipality.</param>
public sealed record ExperienceRow(
    Guid Id, Guid Arena, long Version, ExperienceStage Stage, string? Title, string? Situation, string? Tried, string? Result, string? Tips, ExperienceOutcome Outcome,
    Theme? Theme, Guid? Matter, DateOnly? PublishedOn, bool Shareable, DateOnly? WithdrawnOn)
{
    public bool IsPublished => Stage is ExperienceStage.Published;
}

/// <param name="ToldOn">The day on which the group told what came of it.</param>
public sealed record AdoptionRow(
    Guid Id, Guid Experience, Guid Arena, long Version, AdoptionAnswer Answer, string? Why, DateOnly AnsweredOn, AdoptionResult? Outcome, string? Result, DateOnly? ToldOn);

/// <summary>A group to which an experience has been offered.</summary>
public sealed record OfferRow(Guid Experience, Guid Arena, string? Why, DateOnly On);

/// <summary>Reads experiences, and what became of them elsewhere.</summary>
public sealed class ExperienceBook(TenantReader reader)
{
    private const int Most = 200;

    private const string Select =
        """
        select x.id, x.arena_id, x.version, x.stage, t.text, s.text, u.text, r.text, p.text, x.outcome, x.theme, x.matter_id, x.published_on, x.shareable, x.withdrawn_on
        from experiences x
        left join words t on t.tenant_id = $1 and t.stream_id = x.id and t.id = x.title_id
        left join words s on s.tenant_id = $1 and s.stream_id = x.id and s.id = x.situation_id
        left join words u on u.tenant_id = $1 and u.stream_id = x.id and u.id = x.tried_id
        left join words r on r.tenant_id = $1 and r.stream_id = x.id and r.id = x.result_id
        left join words p on p.tenant_id = $1 and p.stream_id = x.id and p.id = x.tips_id
        where x.tenant_id = $1
        """;

    private const string SelectAdoption =
        """
        select a.id, a.experience_id, a.arena_id, a.version, a.answer, w.text, a.answered_on, a.outcome, r.text, a.told_on from adoptions a
        left join words w on w.tenant_id = $1 and w.stream_id = a.id and w.id = a.why_id
        left join words r on r.tenant_id = $1 and r.stream_id = a.id and r.id = a.result_id
        where a.tenant_id = $1
        """;

    public async Task<ExperienceRow?> Get(Tenant tenant, Guid id, CancellationToken ct) => await reader.Query(tenant, $"{Select} and x.id = $2", Read, ct, id) is [var row] ? row : null;

    /// <summary>The catalogue: what is published, the latest first.</summary>
    /// <param name="words">Each of them must be there, in any form of it; none for all.</param>
    public Task<IReadOnlyList<ExperienceRow>> Published(Tenant tenant, Theme? theme, string? words, CancellationToken ct)
    {
        var terms = SearchReader.TermsOf(words ?? "");
        return reader.Query(
            tenant,
            $"""
            {Select} and x.stage = 'Published' and ($2::varchar is null or x.theme = $2)
              and ($3::varchar is null or to_tsvector('norwegian', concat_ws(' ', t.text, s.text, u.text, r.text, p.text)) @@ (
                select coalesce(to_tsquery('norwegian', $3) || {SearchReader.TwiceStemmed("$4")}, to_tsquery('norwegian', $3))))
            order by x.published_on desc, x.id desc limit {Most}
            """,
            Read, ct, theme?.ToString(), terms is [] ? null : string.Join(" & ", terms.Select(t => $"{t}:*")), terms.ToArray());
    }

    /// <summary>A group's own, also those that are not published.</summary>
    public Task<IReadOnlyList<ExperienceRow>> OfArena(Tenant tenant, Guid arena, CancellationToken ct) =>
        reader.Query(tenant, $"{Select} and x.arena_id = $2 order by x.id desc limit {Most}", Read, ct, arena);

    /// <summary>What other groups do with it, each group's latest answer.</summary>
    public Task<IReadOnlyList<AdoptionRow>> Adoptions(Tenant tenant, Guid experience, CancellationToken ct) =>
        reader.Query(
            tenant,
            $"""
            {SelectAdoption} and a.experience_id = $2 and not exists (
              select from adoptions l where l.tenant_id = $1 and l.experience_id = a.experience_id and l.arena_id = a.arena_id and (l.answered_on, l.id) > (a.answered_on, a.id))
            order by a.told_on desc nulls last, a.answered_on desc, a.id limit {Most}
            """,
            ReadAdoption, ct, experience);

    public async Task<AdoptionRow?> Adoption(Tenant tenant, Guid id, CancellationToken ct) =>
        await reader.Query(tenant, $"{SelectAdoption} and a.id = $2", ReadAdoption, ct, id) is [var row] ? row : null;

    public Task<IReadOnlyList<OfferRow>> Offers(Tenant tenant, Guid experience, CancellationToken ct) =>
        reader.Query(
            tenant,
            """
            select o.experience_id, o.arena_id, w.text, o.offered_on from experience_offers o
            left join words w on w.tenant_id = $1 and w.stream_id = o.experience_id and w.id = o.why_id
            where o.tenant_id = $1 and o.experience_id = $2 order by o.offered_on desc, o.arena_id limit 5000
            """,
            row => new OfferRow(row.GetGuid(0), row.GetGuid(1), row.TextOrNull(2), row.Date(3)), ct, experience);

    private static ExperienceRow Read(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), Enum.Parse<ExperienceStage>(row.GetString(3)), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7),
        row.TextOrNull(8), Enum.Parse<ExperienceOutcome>(row.GetString(9)), row.TextOrNull(10) is { } theme ? Enum.Parse<Theme>(theme) : null, row.IdOrNull(11), row.DateOrNull(12),
        row.GetBoolean(13), row.DateOrNull(14));

    private static AdoptionRow ReadAdoption(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), Enum.Parse<AdoptionAnswer>(row.GetString(4)), row.TextOrNull(5), row.Date(6),
        row.TextOrNull(7) is { } outcome ? Enum.Parse<AdoptionResult>(outcome) : null, row.TextOrNull(8), row.DateOrNull(9));
}
