using Npgsql;

namespace Trepart.Store;

/// <summary>What must hold of the database before the service takes a single request. Each broken promise is named.</summary>
public static class StartupCheck
{
    /// <summary>Tables without row-level security: ids, positions and the municipalities' public names; no content.</summary>
    public static readonly IReadOnlyList<string> Open =
    [
        "tenants", "tenant_attributes", "tenant_heads", "checkpoints", "parked_streams", "installation", "migrations",

        // Read at sign-in, before any municipality is known: ids, hashes and times; and what was typed, encrypted with a key that is not here.
        "tenant_authorities", "web_sessions", "sign_in_answers", "kept_forms",
    ];

    private const string Promises =
        """
        select 'the role ' || rolname || ' is a superuser or bypasses row-level security'
        from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)
        union all
        select 'the role ' || current_user || ' may act as ' || r.rolname
        from pg_roles r where (r.rolsuper or r.rolname = 'trepart_owner') and pg_has_role(current_user, r.oid, 'MEMBER') and r.rolname <> current_user
        union all
        select 'the table ' || relname || ' is owned by the service''s own role'
        from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relowner = current_user::regrole
        union all
        select 'the table ' || c.relname || ' has no forced row-level security'
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (c.relname = any($1))
          and not (c.relrowsecurity and c.relforcerowsecurity)
        union all
        select 'the table ' || c.relname || ' does not have exactly the one policy that compares the municipality'
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (c.relname = any($1))
          and array(select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.polrelid = c.oid)
              <> array['((tenant_id)::text = current_setting(''trepart.tenant''::text, true))']
        union all
        select 'the key ' || i.indexrelid::regclass || ' does not begin with tenant_id'
        from pg_index i join pg_class c on c.oid = i.indrelid
          left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where c.relnamespace = 'public'::regnamespace and not (c.relname = any($1)) and a.attname is distinct from 'tenant_id'
        union all
        select 'the service may ' || p.privilege || ' on ' || t.name
        from unnest(array['mt_events', 'commands', 'roots', 'access_log', 'access_about']) as t (name), unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) as p (privilege)
        where has_table_privilege(current_user, to_regclass(t.name), p.privilege)
        union all
        select 'the role ' || r.rolname || ' can be signed in as, is a superuser or bypasses row-level security'
        from pg_roles r where r.rolname in ('trepart_copier', 'trepart_country', 'trepart_unit') and (r.rolcanlogin or r.rolsuper or r.rolbypassrls)
        union all
        select 'the role ' || r.rolname || ' may ' || p.privilege || ' on ' || c.oid::regclass
        from pg_roles r cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
          cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as p (privilege)
        where r.rolname in ('trepart_copier', 'trepart_country', 'trepart_unit') and c.relkind in ('r', 'p', 'v', 'm')
          and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_' and has_table_privilege(r.oid, c.oid, p.privilege)
          and not (r.rolname = 'trepart_copier' and n.nspname = 'country' and p.privilege <> 'TRUNCATE')
          and not (r.rolname = 'trepart_country' and n.nspname = 'country' and p.privilege = 'SELECT')
          and not (r.rolname = 'trepart_unit' and n.nspname = 'unit' and p.privilege <> 'TRUNCATE')
        union all
        select 'the service itself may ' || p.privilege || ' on ' || c.oid::regclass
        from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) as p (privilege)
        where n.nspname in ('country', 'unit') and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege(current_user, c.oid, p.privilege)
        union all
        select name || ' is ' || setting || ', not on' from pg_settings
        where name in ('fsync', 'full_page_writes') and setting <> 'on'
        union all
        select 'synchronous_commit is ' || setting from pg_settings where name = 'synchronous_commit' and setting in ('off', 'local')
        """;

    /// <summary>Every database that the service was given, and the directory's placements among them.</summary>
    /// <returns>The promises that do not hold, in plain words; empty where all is well.</returns>
    public static async Task<IReadOnlyList<string>> Broken(Placement databases, CancellationToken ct)
    {
        var broken = new List<string>();
        foreach (var (name, db) in databases.All)
            broken.AddRange((await Broken(db, ct)).Select(promise => name == Placement.Default ? promise : $"in the database '{name}', {promise}"));

        await using var command = databases.Directory.CreateCommand(
            "select distinct 'no database was given for the placement ''' || placement || '''' from tenants where not (placement = any($1))");
        command.Parameters.Add(new NpgsqlParameter { Value = databases.All.Keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            broken.Add(reader.GetString(0));
        return broken;
    }

    /// <returns>The promises that do not hold, in plain words; empty where all is well.</returns>
    public static async Task<IReadOnlyList<string>> Broken(NpgsqlDataSource db, CancellationToken ct)
    {
        await using var command = db.CreateCommand(Promises);
        command.Parameters.Add(new NpgsqlParameter { Value = Open.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var broken = new List<string>();
        while (await reader.ReadAsync(ct))
            broken.Add(reader.GetString(0));
        return broken;
    }
}
