using Npgsql;

namespace Trepart.Web.Tests;

/// <summary>
/// What must hold of everything that the database consists of, so that no table, key, view, function, type, grant or setting opens a way from one
/// municipality to another. Each rule is a query for what breaks it, in words.
/// </summary>
public static class Catalogue
{
    private const string Tables = "pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')";
    private const string Protected = $"{Tables} and not (c.relname = any($1))";

    /// <summary>Who may be named in a grant.</summary>
    private const string KnownRoles = "('trepart_owner', 'trepart_app')";

    /// <summary>
    /// What the role that erases may, and nothing else: delete what has had its time and the service may only add to, not delete from a municipality that
    /// is frozen, and note how many went. Nobody signs in as it (decision 0010).
    /// </summary>
    private const string GrantedToRetention =
        """
        (values ('SELECT', 'tenant_heads'), ('SELECT', 'access_log'), ('DELETE', 'access_log'), ('SELECT', 'commands'), ('DELETE', 'commands'),
                ('SELECT', 'invitations'), ('DELETE', 'invitations'), ('SELECT', 'retention_runs'), ('INSERT', 'retention_runs'), ('UPDATE', 'retention_runs'),
                ('SELECT', 'steward_notes'), ('DELETE', 'steward_notes'), ('SELECT', 'input_receipts'), ('DELETE', 'input_receipts'), ('SELECT', 'inputs'),
                ('SELECT', 'mandate_openings'), ('DELETE', 'mandate_openings'), ('SELECT', 'follow_up_entries'), ('DELETE', 'follow_up_entries'),
                ('SELECT', 'help_openings'), ('DELETE', 'help_openings'), ('SELECT', 'private_answers'), ('DELETE', 'private_answers'), ('SELECT', 'exercises'),
                ('SELECT', 'seat_interests'), ('DELETE', 'seat_interests'), ('SELECT', 'seat_holdings'))
        """;

    public static IReadOnlyDictionary<string, string> Rules { get; } = new Dictionary<string, string>
    {
        ["row-level security"] = $"select 'the table ' || c.relname || ' has no forced row-level security' from {Protected} and not (c.relrowsecurity and c.relforcerowsecurity)",
        ["open tables"] =
            $"""
            select 'the table ' || name || ' is listed as open, and is not there or is protected' from unnest($1) as name
            where not exists (select from {Tables} and c.relname = name and not c.relrowsecurity)
            union all
            select 'the open table ' || c.relname || ' has the column ' || a.attname || ', which can hold content'
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any($1) and a.attnum > 0 and not a.attisdropped
              and not (a.atttypid = 'bytea'::regtype and (a.attname like '%\_hash' or (c.relname, a.attname) = ('kept_forms', 'content'))) -- the latter encrypted with a key that is not here
              and a.atttypid not in ('varchar'::regtype, 'uuid'::regtype, 'bigint'::regtype, 'int'::regtype, 'boolean'::regtype, 'date'::regtype, 'timestamptz'::regtype)
            """,
        ["policies"] =
            $"""
            select 'the table ' || c.relname || ' has ' || count(p.oid) || ' policies, not one' from pg_policy p right join pg_class c on c.oid = p.polrelid
            where c.oid in (select c.oid from {Protected}) group by c.relname having count(p.oid) <> 1
            union all
            select 'the policy ' || p.polname || ' on ' || c.relname || ' is not the one that compares the municipality, for all and in both directions'
            from pg_policy p join pg_class c on c.oid = p.polrelid
            where p.polname <> 'tenant' or p.polcmd <> '*' or not p.polpermissive or p.polroles <> array[0::oid]
              or pg_get_expr(p.polqual, p.polrelid) is distinct from '((tenant_id)::text = current_setting(''trepart.tenant''::text, true))'
              or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid)) is distinct from pg_get_expr(p.polqual, p.polrelid)
            """,
        ["municipality column"] =
            $"""
            select 'the column tenant_id of ' || c.relname || ' is missing, may be null, has a default or is no varchar' from {Protected}
              and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull and not a.atthasdef
                              and a.attgenerated = '' and a.atttypid = 'varchar'::regtype and not a.attisdropped)
            """,
        ["primary keys"] =
            $"""
            select 'the table ' || c.relname || ' has no primary key that begins with tenant_id' from {Protected}
              and not exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                              where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id')
            """,
        ["indexes"] =
            """
            select 'the index ' || i.indexrelid::regclass || ' does not begin with tenant_id' from pg_index i join pg_class c on c.oid = i.indrelid
              left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (c.relname = any($1)) and a.attname is distinct from 'tenant_id'
            """,
        ["exclusions"] =
            """
            select 'the constraint ' || f.conname || ' on ' || c.relname || ' holds across municipalities' from pg_constraint f join pg_class c on c.oid = f.conrelid
            where c.relnamespace = 'public'::regnamespace and f.contype = 'x'
            """,
        ["references"] =
            """
            select 'the reference ' || f.conname || ' does not stay within a municipality' from pg_constraint f
              join pg_class c on c.oid = f.conrelid join pg_class t on t.oid = f.confrelid
              left join pg_attribute here on here.attrelid = f.conrelid and here.attnum = f.conkey[1]
              left join pg_attribute there on there.attrelid = f.confrelid and there.attnum = f.confkey[1]
            where c.relnamespace = 'public'::regnamespace and f.contype = 'f'
              and (here.attname <> 'tenant_id' or there.attname <> 'tenant_id' or (cardinality(f.conkey) < 2 and not (t.relname = any($1))))
            """,
        ["views"] =
            """
            select 'the view ' || c.relname || ' asks as its owner' from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'], false)
            union all
            select 'there is ' || case c.relkind when 'm' then 'a materialised view' when 'f' then 'a foreign table' else 'a sequence' end || ': ' || c.relname
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('m', 'f', 'S')
            """,
        ["functions"] =
            """
            select 'the function ' || p.oid::regprocedure || ' acts as its owner' from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
            union all
            select 'the function ' || p.oid::regprocedure || ' is said to be leakproof' from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proleakproof
            union all
            select 'the function ' || p.oid::regprocedure || ' is not written in SQL' from pg_proc p join pg_language l on l.oid = p.prolang
            where p.pronamespace = 'public'::regnamespace and l.lanname not in ('sql', 'plpgsql')
            union all
            select 'the function ' || p.oid::regprocedure || ' sets ' || s from pg_proc p cross join unnest(p.proconfig) s
            where p.pronamespace = 'public'::regnamespace and s not in ('search_path=public', 'search_path=pg_catalog, public', 'search_path="$user", public')
            union all
            select 'the function ' || p.oid::regprocedure || ' leaves something on the session' from pg_proc p
            where p.pronamespace = 'public'::regnamespace
              and (p.prosrc ~* 'set_config\s*\([^)]*,\s*false\s*\)' or p.prosrc ~* '(^|;|\mbegin|\mthen|\melse|\mloop)\s*(set\s+(?!local\s)|reset\s|listen\s|notify\s|create\s+temp|prepare\s)')
            union all
            select 'the function ' || p.oid::regprocedure || ' puts a statement together and runs it' from pg_proc p
            where p.pronamespace = 'public'::regnamespace and p.prosrc ~* '\mexecute\M'
            """,
        ["triggers"] =
            """
            select 'there is the trigger ' || t.tgname || ' on ' || c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
            union all
            select 'there is the event trigger ' || evtname from pg_event_trigger
            union all
            select 'there is the rule ' || r.rulename || ' on ' || c.relname from pg_rewrite r join pg_class c on c.oid = r.ev_class
            where c.relnamespace = 'public'::regnamespace and r.rulename <> '_RETURN'
            """,
        ["types"] =
            """
            select 'there is the type ' || t.typname from pg_type t left join pg_class c on c.oid = t.typrelid
            where t.typnamespace = 'public'::regnamespace and t.typelem = 0 and (t.typtype <> 'c' or c.relkind = 'c')
            union all
            select 'there is the operator ' || o.oid::regoperator from pg_operator o where o.oprnamespace = 'public'::regnamespace
            union all
            select 'there is the cast from ' || castsource::regtype || ' to ' || casttarget::regtype from pg_cast where oid >= 16384
            """,
        ["sequences"] =
            """
            select 'the column ' || a.attname || ' of ' || c.relname || ' counts across municipalities' from pg_attribute a join pg_class c on c.oid = a.attrelid
              left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where c.relnamespace = 'public'::regnamespace and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like '%nextval%')
            """,
        ["kept tables"] =
            """
            select 'the table ' || c.relname || ' is not kept' from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relpersistence <> 'p'
            union all
            select 'the table ' || i.inhrelid::regclass || ' is a part of ' || i.inhparent::regclass from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            """,
        ["grants to everyone"] =
            """
            select 'everyone may ' || a.privilege_type || ' on ' || c.relname from pg_class c cross join aclexplode(c.relacl) a
            where c.relnamespace = 'public'::regnamespace and a.grantee = 0
            union all
            select 'everyone may ' || a.privilege_type || ' on ' || c.relname || '.' || t.attname from pg_attribute t join pg_class c on c.oid = t.attrelid cross join aclexplode(t.attacl) a
            where c.relnamespace = 'public'::regnamespace and a.grantee = 0
            union all
            select 'everyone may run ' || p.oid::regprocedure from pg_proc p cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            where p.pronamespace = 'public'::regnamespace and a.grantee = 0
            union all
            select 'everyone may ' || a.privilege_type || ' in the schema ' || n.nspname from pg_namespace n cross join aclexplode(n.nspacl) a
            where n.nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE'
            union all
            select 'everyone may ' || a.privilege_type || ' in the database' from pg_database d cross join aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
            where d.datname = current_database() and a.grantee = 0
            """,
        ["grants to others"] =
            $"""
            select r.rolname || ' may ' || a.privilege_type || ' on ' || c.relname from pg_class c cross join aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
            where c.relnamespace = 'public'::regnamespace and r.rolname not in {KnownRoles}
              and not (r.rolname = 'trepart_retention' and not a.is_grantable and (a.privilege_type, c.relname::text) in {GrantedToRetention})
            union all
            select 'trepart_retention may not ' || g.privilege || ' on ' || g.relation || ', and is to' from {GrantedToRetention} g (privilege, relation)
            where not has_table_privilege('trepart_retention', g.relation, g.privilege)
            union all
            select r.rolname || ' may ' || a.privilege_type || ' on ' || c.relname || '.' || t.attname
            from pg_attribute t join pg_class c on c.oid = t.attrelid cross join aclexplode(t.attacl) a join pg_roles r on r.oid = a.grantee
            where c.relnamespace = 'public'::regnamespace and r.rolname not in {KnownRoles}
            union all
            select r.rolname || ' may run ' || p.oid::regprocedure from pg_proc p cross join aclexplode(p.proacl) a join pg_roles r on r.oid = a.grantee
            where p.pronamespace = 'public'::regnamespace and r.rolname not in {KnownRoles}
            union all
            select r.rolname || ' may ' || a.privilege_type || ' in the schema public' from pg_namespace n cross join aclexplode(n.nspacl) a join pg_roles r on r.oid = a.grantee
            where n.nspname = 'public' and a.privilege_type = 'CREATE' and r.rolname not in {KnownRoles} and r.oid <> n.nspowner
            union all
            select 'privileges are given by default, by ' || defaclrole::regrole from pg_default_acl
            """,
        ["grants to the service"] =
            """
            select 'the service may ' || a.privilege_type || ' on ' || c.relname from pg_class c cross join aclexplode(c.relacl) a
            where c.relnamespace = 'public'::regnamespace and a.grantee = 'trepart_app'::regrole
              and (a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
                   or (c.relname in ('mt_events', 'commands', 'roots') and a.privilege_type in ('UPDATE', 'DELETE'))
                   or (c.relname in ('tenants', 'tenant_attributes', 'installation', 'migrations') and a.privilege_type <> 'SELECT')
                   or (c.relname = 'tenant_heads' and a.privilege_type in ('INSERT', 'DELETE')))
            union all
            select 'the service may pass on ' || a.privilege_type || ' on ' || c.relname from pg_class c cross join aclexplode(c.relacl) a
            where c.relnamespace = 'public'::regnamespace and a.grantee = 'trepart_app'::regrole and a.is_grantable
            union all
            select 'the service may create in the schema ' || n.nspname from pg_namespace n where has_schema_privilege('trepart_app', n.oid, 'CREATE')
            union all
            select 'the service may ' || p || ' in the database' from unnest(array['CREATE', 'TEMPORARY']) p where has_database_privilege('trepart_app', current_database(), p)
            """,
        ["owners"] =
            """
            select c.relname || ' is owned by ' || c.relowner::regrole from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and c.relowner <> 'trepart_owner'::regrole
            union all
            select p.oid::regprocedure || ' is owned by ' || p.proowner::regrole from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proowner <> 'trepart_owner'::regrole
            union all
            select 'the database is owned by ' || datdba::regrole from pg_database where datname = current_database() and datdba <> 'trepart_owner'::regrole
            """,
        ["roles"] =
            """
            select 'the role ' || rolname || ' can do more than it should' from pg_roles
            where rolname in ('trepart_owner', 'trepart_app', 'trepart_retention', 'trepart_copier', 'trepart_country', 'trepart_unit') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
            union all
            select 'one can sign in as ' || rolname from pg_roles where rolname in ('trepart_owner', 'trepart_retention', 'trepart_copier', 'trepart_country', 'trepart_unit') and rolcanlogin
            union all
            select 'the role ' || member::regrole || ' may act as ' || roleid::regrole from pg_auth_members
            where member::regrole::text in ('trepart_owner', 'trepart_app', 'trepart_retention', 'trepart_copier', 'trepart_country', 'trepart_unit')
              and not (member = 'trepart_app'::regrole and roleid::regrole::text in ('trepart_retention', 'trepart_copier', 'trepart_country', 'trepart_unit') and not admin_option and not pg_has_role(member, roleid, 'USAGE'))
            """,
        ["settings"] =
            """
            select s || ' is set for ' || coalesce(r.rolname, 'everyone') from pg_db_role_setting d cross join unnest(d.setconfig) s left join pg_roles r on r.oid = d.setrole
            where d.setdatabase in (0, (select oid from pg_database where datname = current_database())) and (d.setrole = 0 or r.rolname in ('trepart_owner', 'trepart_app', 'trepart_retention', 'trepart_copier', 'trepart_country', 'trepart_unit'))
            """,
        ["the union's schemas"] =
            """
            select r.rolname || ' may ' || a.privilege_type || ' on ' || n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
            where n.nspname in ('country', 'unit') and a.grantee <> c.relowner
              and (a.is_grantable or not coalesce((r.rolname, n.nspname::text) in (('trepart_copier', 'country'), ('trepart_unit', 'unit')) and a.privilege_type <> 'TRUNCATE'
                   or (r.rolname, n.nspname::text, a.privilege_type) = ('trepart_country', 'country', 'SELECT'), false))
            union all
            select 'in the schema ' || n.nspname || ' there is ' || c.relname || ', which is no table of the owner''s' from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('country', 'unit') and c.relkind <> 'i' and (c.relkind <> 'r' or c.relowner <> 'trepart_owner'::regrole)
            union all
            select 'in the schema ' || n.nspname || ' there is the function ' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('country', 'unit')
            union all
            select 'the service may look in the schema ' || n.nspname from pg_namespace n where n.nspname in ('country', 'unit') and has_schema_privilege('trepart_app', n.oid, 'USAGE')
            """,
        ["other places"] =
            """
            select 'there is the schema ' || nspname from pg_namespace where nspname not in ('public', 'country', 'unit', 'pg_catalog', 'information_schema', 'pg_toast') and nspname !~ '^pg_(toast_)?temp_'
            union all
            select 'there is the extension ' || extname from pg_extension where extname <> 'plpgsql'
            union all
            select 'there is the publication ' || pubname from pg_publication
            union all
            select 'there is the foreign server ' || srvname from pg_foreign_server
            union all
            select 'there is the large object ' || oid from pg_largeobject_metadata
            """,
    };

    /// <returns>What is amiss, by the rule that says so.</returns>
    public static async Task<IReadOnlyList<(string Rule, string Breach)>> Breaches(NpgsqlConnection connection)
    {
        var breaches = new List<(string, string)>();
        foreach (var (rule, sql) in Rules)
        {
#pragma warning disable CA2100 // The test's own statements.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            if (sql.Contains("$1", StringComparison.Ordinal))
                command.Parameters.Add(new NpgsqlParameter { Value = StartupCheck.Open.ToArray() });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                breaches.Add((rule, reader.GetString(0)));
        }

        return breaches;
    }
}
