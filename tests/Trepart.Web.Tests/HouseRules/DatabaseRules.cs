using System.Text.RegularExpressions;

namespace Trepart.Web.Tests;

/// <summary>What must hold of every table and every statement, so that one municipality's rows never meet another's.</summary>
public sealed partial class DatabaseRules(TrepartApp app) : IClassFixture<TrepartApp>
{
    private const string Ours = "c.relnamespace = 'public'::regnamespace";

    /// <summary>Statements that may name a municipality's table without the municipality; each says why.</summary>
    private static readonly string[] Whole = [];

    [Fact]
    public async Task Tables_without_row_level_security_are_the_few_that_are_listed() =>
        Assert.Equal(
            StartupCheck.Open.Order(StringComparer.Ordinal),
            await Names($"select c.relname::text from pg_class c where {Ours} and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity) order by 1"));

    [Fact]
    public async Task Every_other_table_has_the_municipality_first_in_every_key_and_index()
    {
        Assert.Empty(await Names(
            $"""
            select c.relname::text from pg_class c
            where {Ours} and c.relkind in ('r', 'p') and c.relrowsecurity
              and not exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                              where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id' and a.attnotnull)
            """));
        Assert.Empty(await Names(
            $"""
            select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
              left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where {Ours} and c.relrowsecurity and a.attname is distinct from 'tenant_id'
            """));
    }

    [Fact]
    public async Task Every_policy_compares_the_municipality_and_nothing_else() =>
        Assert.Equal(
            ["tenant: ((tenant_id)::text = current_setting('trepart.tenant'::text, true)) for *"],
            await Names(
                $"""
                select distinct p.polname || ': ' || pg_get_expr(p.polqual, p.polrelid) || ' for ' || p.polcmd::text
                from pg_policy p join pg_class c on c.oid = p.polrelid where {Ours}
                """));

    [Fact]
    public async Task Every_reference_between_tables_stays_within_a_municipality() =>
        Assert.Empty(await Names(
            $"""
            select f.conname::text from pg_constraint f join pg_class c on c.oid = f.conrelid
              left join pg_attribute here on here.attrelid = f.conrelid and here.attnum = f.conkey[1]
              left join pg_attribute there on there.attrelid = f.confrelid and there.attnum = f.confkey[1]
            where {Ours} and f.contype = 'f' and (here.attname <> 'tenant_id' or there.attname <> 'tenant_id')
            """));

    [Fact]
    public async Task Nothing_in_the_database_acts_as_another_than_the_one_who_asks()
    {
        Assert.Empty(await Names("select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef"));
        Assert.Empty(await Names($"select c.relname::text from pg_class c where {Ours} and c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'], false)"));
        Assert.Empty(await Names($"select c.relname::text from pg_class c where {Ours} and c.relkind in ('m', 'f')"));
        Assert.Empty(await Names($"select t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid where {Ours} and not t.tgisinternal"));
    }

    // A rebuild has a connection to itself, which is ended with it: nobody else meets its tables.
    private static bool IsOnItsOwn(string file, string sql) => file == "src/Trepart.Store/Rebuild.cs" && sql.StartsWith("create temporary table", StringComparison.Ordinal);

    [Fact]
    public void No_statement_leaves_anything_on_a_session_or_wakes_others() =>
        Assert.Empty(Statements().Where(s => OnSession().IsMatch(s.Sql) && s.Sql is not ("set local role trepart_app" or "set local role trepart_retention") && !IsOnItsOwn(s.File, s.Sql)).Select(s => $"{s.File}: {s.Sql}"));

    [Fact]
    public async Task Every_statement_that_names_a_municipalitys_table_names_the_municipality()
    {
        var tables = await Names($"select c.relname::text from pg_class c where {Ours} and c.relkind in ('r', 'p') and c.relrowsecurity");
        var naming = new Regex($@"\b(from|join|into|update)\s+({string.Join('|', tables)})\b", RegexOptions.CultureInvariant);
        var named = Statements().Where(s => naming.IsMatch(s.Sql)).ToList();

        Assert.True(named.Count > 40, $"{named.Count} statements were found");
        Assert.Empty(named.Where(s => !s.Sql.Contains("tenant_id", StringComparison.Ordinal) && !Whole.Contains(s.Sql)).Select(s => $"{s.File}: {s.Sql}"));
    }

    [Fact]
    public void The_scan_of_statements_sees_what_it_should()
    {
        const string Source =
            """"
            private const string Latest = "where tenant_id = $1 and id = $2"; // "not this"
            sql.Add($"update trials set stage = 'Agreed' {Latest}", tenant, id);
            sql.Add("""
                select text from words
                """);
            Run("listen news"); Run("set role none"); var c = '"'; Run("create temporary table t ()");
            """";
        var found = Sql(Source).ToList();

        Assert.Contains("update trials set stage = 'Agreed' where tenant_id = $1 and id = $2", found);
        Assert.Contains("select text from words", found);
        Assert.Equal(["listen news", "set role none", "create temporary table t ()"], found.Where(s => OnSession().IsMatch(s)));
        Assert.DoesNotContain("not this", found);
    }

    private Task<List<string>> Names(string sql) => Databases.Query<string>(app.Database, sql);

    private static IEnumerable<(string File, string Sql)> Statements() =>
        from file in Sources.Under("src/Trepart.Web", ".cs").Concat(Sources.Under("src/Trepart.Store", ".cs"))
        from sql in Sql(file.Text)
        select (file.Name, sql);

    /// <summary>The texts in a source file, with the constants that stand in them.</summary>
    private static IEnumerable<string> Sql(string source)
    {
        var texts = Token().Matches(source).Where(t => t.Groups["raw"].Success || t.Groups["plain"].Success).ToList();
        var constants = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            if (Constant().Match(source[..text.Index]) is { Success: true } c)
                constants.TryAdd(c.Groups[1].Value, Value(text));
        }

        return texts.Select(t => Hole().Replace(Value(t), h => constants.GetValueOrDefault(h.Groups[1].Value, h.Value)))
            .Select(t => Hole().Replace(t, h => constants.GetValueOrDefault(h.Groups[1].Value, h.Value)));
    }

    private static string Value(Match token) => (token.Groups["raw"].Success ? token.Groups["raw"] : token.Groups["plain"]).Value.Trim();

    /// <summary>Comments and characters are stepped over, so that quotes in them are not taken for texts.</summary>
    [GeneratedRegex(""""
        //[^\n]* | /\*.*?\*/ | '(\\.|[^'\\\n])+' | \$*"""(?<raw>.*?)""" | @\$?"([^"]|"")*" | \$?"(?<plain>(\\.|\{[^{}"\n]*("[^"\n]*"[^{}"\n]*)*\}|[^"\\\n])*)"
        """", RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\bconst\s+string\s+(\w+)\s*=\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Constant();

    [GeneratedRegex(@"\{(\w+)(\.Replace\([^}]*\))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();

    [GeneratedRegex(@"(^|;)\s*(set|reset|discard|listen|unlisten|notify|prepare|declare)\s|\bcreate\s+(global\s+|local\s+)?temp|\bpg_notify\b|\bpg_advisory_lock\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OnSession();
}
