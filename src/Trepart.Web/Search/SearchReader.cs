using System.Text.RegularExpressions;
using Trepart.Store;

namespace Trepart.Web.Search;

/// <summary>A text that was found.</summary>
/// <param name="Kind">"matter" or "input".</param>
/// <param name="Title">What the thing is known by; null where that has been erased.</param>
/// <param name="Version">The entry of the story in which the text stands.</param>
/// <param name="Parts">The text round what was found; every second part is what was looked for.</param>
public sealed record Found(string Kind, Guid Thing, Guid Arena, string? Title, long Version, IReadOnlyList<string> Parts);

/// <summary>
/// Looks for words in what the asker may read. Who may read what comes first: the groups' matters and inputs are found by (municipality, group), their
/// texts by the key of the words table, and only those are compared. Nothing is kept beside the words: what is erased is found no more.
/// </summary>
public sealed partial class SearchReader(TenantReader reader)
{
    public const int Most = 50;

    // Never in a text: control characters are refused where texts come in.
    private const char Begins = '\u0002';
    private const char Ends = '\u0003';

    // A stem is taken of what is asked and once more of that: "sykepleieren" has "sykepleier", which in a text has "sykeplei".
    private static readonly string Statement =
        $"""
        with twice as (select {TwiceStemmed("$6")} q),
        asked as (select coalesce(to_tsquery('norwegian', $3) || t.q, to_tsquery('norwegian', $3)) q from twice t),
        things as (
          select 'matter' kind, m.id, m.arena_id, m.title_id, m.touched_on latest from matters m where m.tenant_id = $1 and m.arena_id = any($2)
          union all
          select 'input', i.id, i.arena_id, i.text_id, coalesce(i.answered_on, i.given_on) from inputs i
          where i.tenant_id = $1 and i.arena_id = any($2) and i.stage <> 'Withdrawn'),
        found as (
          select t.kind, t.id, t.arena_id, t.title_id, t.latest, w.id words_id, w.text, ts_rank(to_tsvector('norwegian', w.text), a.q) rank
          from things t join words w on w.tenant_id = $1 and w.stream_id = t.id cross join asked a
          where to_tsvector('norwegian', w.text) @@ a.q
          order by rank desc, t.latest desc, t.id, w.id limit $4)
        select f.kind, f.id, f.arena_id, h.text,
          coalesce((select e.version from mt_events e
                    where e.tenant_id = $1 and e.stream_id = f.id and position(f.words_id::text in e.data::text) > 0 order by e.version limit 1), 1),
          ts_headline('norwegian', f.text, a.q, $5)
        from found f cross join asked a
        left join words h on h.tenant_id = $1 and h.stream_id = f.id and h.id = f.title_id
        order by f.rank desc, f.latest desc, f.id, f.words_id
        """;

    /// <summary>The words asked for, each by the stem of its stem, in SQL; null where none has any.</summary>
    public static string TwiceStemmed(string words) =>
        $"""
        (select to_tsquery('simple', string_agg((ts_lexize('norwegian_stem', (ts_lexize('norwegian_stem', lower(t.word)))[1]))[1] || ':*', ' & '))
         from unnest({words}::text[]) t (word))
        """;

    /// <param name="arenas">The groups whose work the asker may read.</param>
    public async Task<IReadOnlyList<Found>> Find(Tenant tenant, Guid[] arenas, string words, CancellationToken ct)
    {
        var terms = TermsOf(words);
        if (arenas is [] || terms is [])
            return [];
        return await reader.Query(
            tenant, Statement,
            row => new Found(row.GetString(0), row.GetGuid(1), row.GetGuid(2), row.TextOrNull(3), row.GetInt64(4), row.GetString(5).Split(Begins, Ends)), ct,
            arenas, QueryOf(terms), Most, $"StartSel={Begins}, StopSel={Ends}, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=\" … \"", terms.ToArray());
    }

    /// <summary>The words that are looked for: letters and figures alone.</summary>
    public static IReadOnlyList<string> TermsOf(string words) => [.. Word().Matches(words).Select(m => m.Value).Distinct().Take(12)];

    // Every word must be there, in any form of it, or as the beginning of one.
    private static string QueryOf(IEnumerable<string> terms) => string.Join(" & ", terms.Select(t => $"{t}:*"));

    [GeneratedRegex(@"[\p{L}\p{N}]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
