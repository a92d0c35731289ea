using System.Text.RegularExpressions;

namespace Trepart.Tests;

/// <summary>Where a statement compares the municipality, and the statement without one of the comparisons.</summary>
public static partial class Predicates
{
    public static IReadOnlyList<Mutant> Mutants(string sql)
    {
        var found = Comparison().Matches(sql).Select(m => (m.Index, m.Length, With: "true")).Concat(InUsing().Matches(sql).Select(m => (m.Index, m.Length, With: "using (")));
        return [.. found.OrderBy(m => m.Index).Select(m => new Mutant(sql, sql[..m.Index] + m.With + sql[(m.Index + m.Length)..], Around(sql, m.Index, m.Length)))];
    }

    /// <summary>Whether it reads or changes rows of one of these tables.</summary>
    public static bool Touches(string sql, IEnumerable<string> tables) => tables.Any(t => Regex.IsMatch(sql, $@"\b(from|join|update|using)\s+(public\.)?{t}\b"));

    // The verb, and what stands near the comparison: what is selected may grow without changing the list.
    private static string Around(string sql, int index, int length)
    {
        const int Before = 90, After = 60;
        var (before, after) = (Spaces().Replace(sql[..index], " "), Spaces().Replace(sql[(index + length)..], " "));
        return (before.Length > Before ? $"{before.Split(' ', '(')[0]} …{before[^Before..]}" : before) + $"[{sql.Substring(index, length)}]"
            + (after.Length > After ? $"{after[..After]}…" : after);
    }

    [GeneratedRegex(@"(?<![\w.])(?:\w+\.)?tenant_id\s*=\s*(?:any\s*\(\s*)?(?:\$\d+|[a-z]_\w+|(?:\w+\.)?tenant_id\b|current_setting\([^)]*\))(?:::\w+)?(?:(?<=any\s*\([^)]*)\))?")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\busing\s*\(\s*tenant_id\s*,\s*")]
    private static partial Regex InUsing();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

/// <param name="Sql">The statement as it is.</param>
/// <param name="Without">The statement without one comparison of the municipality.</param>
/// <param name="Told">The comparison in brackets, in its surroundings.</param>
public sealed record Mutant(string Sql, string Without, string Told);
