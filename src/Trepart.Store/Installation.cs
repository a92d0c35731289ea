using System.Reflection;
using Npgsql;

namespace Trepart.Store;

/// <summary>
/// Makes and migrates a database. Two roles: <c>trepart_owner</c>, which nobody signs in as and which owns everything,
/// and <c>trepart_app</c>, as which the service signs in and which owns nothing. Those that it takes on for one transaction at a time may a little more, each.
/// </summary>
public static class Installation
{
    public const string Owner = "trepart_owner";
    public const string App = "trepart_app";

    /// <summary>May delete what the service may only add to, once its time is over. Nobody signs in as it; the service takes it on for one transaction.</summary>
    public const string Retention = "trepart_retention";

    /// <summary>Writes what municipalities share across municipalities, and may nothing else.</summary>
    public const string Copier = "trepart_copier";

    /// <summary>Reads that, and may nothing else.</summary>
    public const string Country = "trepart_country";

    /// <summary>Reads and writes what the union's transition unit keeps of its own, and may nothing else.</summary>
    public const string Unit = "trepart_unit";

    private static readonly string[] TakenOn = [Retention, Copier, Country, Unit];

    /// <summary>Creates what is missing of roles and database. Can be repeated.</summary>
    /// <param name="administrator">Signs in as one that may create roles and databases.</param>
    /// <param name="appPassword">Set anew each time, so that the service's file and the server agree; null leaves it as it is.</param>
    public static async Task Create(string administrator, string database, string? appPassword, CancellationToken ct)
    {
        await using var db = NpgsqlDataSource.Create(administrator);
        await Run(db, "do $$ begin create role trepart_owner nologin; exception when duplicate_object then end $$", ct);
        await Run(db, "do $$ begin create role trepart_app login nobypassrls; exception when duplicate_object then end $$", ct);
        if (appPassword is not null)
            await Run(db, await Quoted(db, "select format('alter role trepart_app password %L', $1)", appPassword, ct), ct);
        await Run(db, "do $$ begin execute format('grant trepart_owner, trepart_app to %I', current_user); end $$", ct);

        await using var exists = db.CreateCommand("select 1 from pg_database where datname = $1");
        exists.Parameters.Add(new NpgsqlParameter { Value = database });
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            // Keys are compared byte by byte: quicker than by the rules of a language, and an index stays right when those rules are upgraded.
            await Run(db, await Quoted(db, "select format('create database %I owner trepart_owner encoding ''UTF8'' lc_collate ''C'' template template0', $1)", database, ct), ct);
            await Run(db, await Quoted(db, "select format('revoke all on database %I from public', $1)", database, ct), ct);
        }

        await Run(db, await Quoted(db, "select format('grant connect on database %I to trepart_app', $1)", database, ct), ct);
    }

    /// <summary>Brings the schema up to date as the owner, one script a transaction, each once. Can be repeated, also by several at once.</summary>
    /// <param name="scripts">The assemblies that carry scripts under <c>schema/</c>; they run in the order of their names.</param>
    /// <returns>The names of the scripts that were run.</returns>
    public static async Task<IReadOnlyList<string>> Migrate(string administrator, string database, IEnumerable<Assembly> scripts, CancellationToken ct)
    {
        await MakeRolesToTakeOn(administrator, database, ct);
        await using var db = NpgsqlDataSource.Create(AsOwner(administrator, database));
        await Run(db, "create table if not exists migrations (name varchar not null primary key, applied_at timestamptz not null default now())", ct);

        var run = new List<string>();
        foreach (var (name, sql) in Scripts(scripts))
        {
            await using var connection = await db.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await Run(connection, "lock table migrations in exclusive mode", ct);
            await using var insert = new NpgsqlCommand("insert into migrations (name) values ($1) on conflict do nothing", connection);
            insert.Parameters.Add(new NpgsqlParameter { Value = name });
            if (await insert.ExecuteNonQueryAsync(ct) == 0)
                continue;

            await Run(connection, sql, ct);
            await Run(connection, ProtectTenantTables, ct);
            await transaction.CommitAsync(ct);
            run.Add(name);
        }

        return run;
    }

    // Here and not where the database is made, so that one that was made before gets them too. What such a role may do is not inherited: the service must
    // take it on by name.
    private static async Task MakeRolesToTakeOn(string administrator, string database, CancellationToken ct)
    {
        await using var db = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(administrator) { Database = database, Pooling = false }.ConnectionString);
        await Run(db, "do $$ begin if (select rolinherit from pg_roles where rolname = 'trepart_app') then alter role trepart_app noinherit; end if; end $$", ct);
        foreach (var role in TakenOn)
        {
            await Run(db, $"do $$ begin create role {role} nologin; exception when duplicate_object then end $$", ct);
            await Run(db, $"do $$ begin if not pg_has_role('trepart_app', '{role}', 'MEMBER') then grant {role} to trepart_app; end if; end $$", ct);
        }
    }

    /// <summary>A connection string that works as the owner. The role is given at start-up, not set on a session that others share.</summary>
    public static string AsOwner(string administrator, string database) =>
        new NpgsqlConnectionStringBuilder(administrator) { Database = database, Options = "-c role=trepart_owner", Pooling = false }.ConnectionString;

    /// <summary>How the service signs in. Every wait is bounded, so that a municipality that is stuck stops only itself.</summary>
    public static string AsApp(string server, string database, string password) =>
        new NpgsqlConnectionStringBuilder(server)
        {
            Database = database,
            Username = App,
            Password = password,
            NoResetOnClose = true, // nothing is ever set on a session, and DISCARD ALL would throw away the prepared plans
            MaxAutoPrepare = 200,
            Options = "-c lock_timeout=2s -c statement_timeout=5s -c idle_in_transaction_session_timeout=10s -c timezone=UTC",
        }.ConnectionString;

    public static IEnumerable<(string Name, string Sql)> Scripts(IEnumerable<Assembly> assemblies) =>
        from assembly in assemblies.Prepend(typeof(Installation).Assembly).Distinct()
        from name in assembly.GetManifestResourceNames()
        where name.StartsWith("schema/", StringComparison.Ordinal)
        orderby name
        select (name["schema/".Length..], Read(assembly, name));

    // Row-level security is put on every table with a municipality's rows here, so that no script can forget it.
    private static readonly string ProtectTenantTables =
        $$"""
        do $$
        declare t text;
        begin
          for t in
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relforcerowsecurity
              and c.relname not in ({{string.Join(", ", StartupCheck.Open.Select(t => $"'{t}'"))}})
          loop
            execute format('alter table %I enable row level security', t);
            execute format('alter table %I force row level security', t);
            execute format('create policy tenant on %I using (tenant_id = current_setting(''trepart.tenant'', true))', t);
          end loop;
        end $$
        """;

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static async Task<string> Quoted(NpgsqlDataSource db, string format, string value, CancellationToken ct)
    {
        await using var command = db.CreateCommand(format);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

#pragma warning disable CA2100 // The statements are our own scripts, or were quoted by PostgreSQL's format().
    private static async Task Run(NpgsqlDataSource db, string sql, CancellationToken ct)
    {
        await using var command = db.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
#pragma warning restore CA2100
}
