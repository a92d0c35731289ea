using System.Text;

namespace Trepart.Tests;

/// <summary>Looks for a text in everything that a database holds: every row and column of every table in every schema, large values and bytes too.</summary>
public static class Everywhere
{
    /// <returns>The tables that hold it, by name; those outside <c>public</c> with their schema.</returns>
    public static async Task<List<string>> TablesWith(string database, string text, string? except = null)
    {
        var (found, bytes) = (new List<string>(), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)));
        foreach (var table in await Databases.Query<string>(
            database,
            """
            select case when n.nspname = 'public' then '' else quote_ident(n.nspname) || '.' end || quote_ident(c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1
            """))
        {
            if (table != except && (await Databases.Query<bool>(database, $"select exists (select from {table} t where position('{text}' in t::text) > 0 or position('{bytes}' in t::text) > 0)"))[0])
                found.Add(table);
        }

        return found;
    }
}
