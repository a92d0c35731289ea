using System.Text.RegularExpressions;
using Npgsql;

namespace Trepart.Web.Tests;

/// <summary>The database as it is breaks no rule of the catalogue, and each rule sees what it is there for.</summary>
public sealed partial class CatalogueTests(CatalogueTests.Database database) : IClassFixture<CatalogueTests.Database>
{
    /// <summary>A breach, and how the catalogue names it.</summary>
    private static readonly (string Rule, string Sql, string Named)[] Planted =
    [
        ("row-level security", "alter table words no force row level security", "the table words has no forced row-level security"),
        ("row-level security", "alter table people disable row level security", "the table people has no forced row-level security"),
        ("row-level security", "create table loose (tenant_id varchar not null, id uuid, primary key (tenant_id, id))", "the table loose has no forced row-level security"),
        ("open tables", "alter table checkpoints enable row level security", "the table checkpoints is listed as open, and is not there or is protected"),
        ("open tables", "drop table parked_streams", "the table parked_streams is listed as open, and is not there or is protected"),
        ("open tables", "alter table parked_streams add column content jsonb", "the open table parked_streams has the column content, which can hold content"),
        ("open tables", "alter table web_sessions add column content bytea", "the open table web_sessions has the column content, which can hold content"),
        ("policies", "drop policy tenant on people", "the table people has 0 policies, not one"),
        ("policies", "create policy all_rows on people using (true)", "the table people has 2 policies, not one"),
        ("policies", "alter policy tenant on matters using (true)", "the policy tenant on matters is not"),
        ("policies", "alter policy tenant on matters with check (true)", "the policy tenant on matters is not"),
        ("policies", "alter policy tenant on inputs to trepart_app", "the policy tenant on inputs is not"),
        ("policies", "alter policy tenant on inputs rename to other", "the policy other on inputs is not"),
        ("policies", "drop policy tenant on seats; create policy tenant on seats for select using (tenant_id = current_setting('trepart.tenant', true))", "the policy tenant on seats is not"),
        ("policies", "drop policy tenant on seats; create policy tenant on seats as restrictive using (tenant_id = current_setting('trepart.tenant', true))", "the policy tenant on seats is not"),
        ("policies", "alter policy tenant on arenas using (tenant_id = current_setting('trepart.tenant', true) or current_setting('trepart.tenant', true) = '*')", "the policy tenant on arenas is not"),
        ("municipality column", "alter table trials alter column tenant_id set default 'main'", "the column tenant_id of trials is missing"),
        ("municipality column", "create table loose (id uuid primary key)", "the column tenant_id of loose is missing"),
        ("primary keys", "alter table seats drop constraint seats_pkey", "the table seats has no primary key that begins with tenant_id"),
        ("primary keys", "alter table activity drop constraint activity_pkey; alter table activity add primary key (arena_id, tenant_id, month, event)", "the table activity has no primary key that begins with tenant_id"),
        ("indexes", "create index loose on inputs (arena_id, tenant_id)", "the index loose does not begin with tenant_id"),
        ("indexes", "create unique index loose on holdings (id)", "the index loose does not begin with tenant_id"),
        ("indexes", "create index loose on people (lower(name), tenant_id)", "the index loose does not begin with tenant_id"),
        ("exclusions", "alter table seats add constraint loose exclude (position with =)", "the constraint loose on seats holds across municipalities"),
        ("references", "alter table people add unique (id); alter table holdings add constraint loose foreign key (person_id) references people (id)", "the reference loose does not stay"),
        ("references", "alter table people add unique (id, tenant_id); alter table holdings add constraint loose foreign key (person_id, tenant_id) references people (id, tenant_id)", "the reference loose does not stay"),
        ("views", "create view loose as select * from words", "the view loose asks as its owner"),
        ("views", "create materialized view loose as select 1 as one", "there is a materialised view: loose"),
        ("views", "create sequence loose", "there is a sequence: loose"),
        ("functions", "create function loose() returns int language sql security definer as 'select 1'", "the function loose() acts as its owner"),
        ("functions", "create function loose() returns int language sql leakproof as 'select 1'", "the function loose() is said to be leakproof"),
        ("functions", "create function loose(int, int) returns int language internal immutable as 'int4pl'", "the function loose(integer,integer) is not written in SQL"),
        ("functions", "create function loose() returns int language sql set row_security = off as 'select 1'", "the function loose() sets row_security=off"),
        ("functions", "create function loose() returns int language sql set search_path = elsewhere as 'select 1'", "the function loose() sets search_path=elsewhere"),
        ("functions", "create function loose() returns text language sql as $$select set_config('trepart.tenant', 'as', false)$$", "the function loose() leaves something on the session"),
        ("functions", "create function loose() returns void language plpgsql as $$begin set trepart.tenant = 'as'; end$$", "the function loose() leaves something on the session"),
        ("functions", "create function loose(t text) returns void language plpgsql as $$begin execute 'delete from ' || t; end$$", "the function loose(text) puts a statement together"),
        ("triggers", "create function loose() returns trigger language plpgsql as $$begin return new; end$$; create trigger loose before insert on words for each row execute function loose()", "there is the trigger loose on words"),
        ("triggers", "create function loose() returns event_trigger language plpgsql as $$begin end$$; create event trigger loose on ddl_command_start execute function loose()", "there is the event trigger loose"),
        ("triggers", "create rule loose as on delete to words do instead nothing", "there is the rule loose on words"),
        ("types", "create type loose as enum ('a')", "there is the type loose"),
        ("types", "create domain loose as text", "there is the type loose"),
        ("types", "create type loose as (a int)", "there is the type loose"),
        ("types", "create operator === (leftarg = int, rightarg = int, function = int4eq)", "there is the operator ===(integer,integer)"),
        ("types", "create type loose as (a int); create cast (loose as text) with inout", "there is the cast from loose to text"),
        ("sequences", "alter table seats add column counted int generated always as identity", "the column counted of seats counts across municipalities"),
        ("sequences", "alter table seats add column counted serial", "the column counted of seats counts across municipalities"),
        ("kept tables", "alter table activity set unlogged", "the table activity is not kept"),
        ("kept tables", "create table loose () inherits (words)", "the table loose is a part of words"),
        ("grants to everyone", "grant select on words to public", "everyone may SELECT on words"),
        ("grants to everyone", "grant select (name) on people to public", "everyone may SELECT on people.name"),
        ("grants to everyone", "create function loose() returns int language sql as 'select 1'", "everyone may run loose()"),
        ("grants to everyone", "grant create on schema public to public", "everyone may CREATE in the schema public"),
        ("grants to everyone", "do $$ begin execute format('grant connect on database %I to public', current_database()); end $$", "everyone may CONNECT in the database"),
        ("grants to others", "grant select on words to pg_monitor", "pg_monitor may SELECT on words"),
        ("grants to others", "grant select on words to trepart_retention", "trepart_retention may SELECT on words"),
        ("grants to others", "grant delete on retention_runs to trepart_retention", "trepart_retention may DELETE on retention_runs"),
        ("grants to others", "grant update on access_log to trepart_retention", "trepart_retention may UPDATE on access_log"),
        ("grants to others", "grant delete on commands to trepart_retention with grant option", "trepart_retention may DELETE on commands"),
        ("grants to others", "grant select (name) on people to trepart_retention", "trepart_retention may SELECT on people.name"),
        ("grants to others", "grant create on schema public to trepart_retention", "trepart_retention may CREATE in the schema public"),
        ("grants to others", "revoke delete on access_log from trepart_retention", "trepart_retention may not DELETE on access_log"),
        ("grants to others", "grant execute on function trepart_refuse to pg_monitor", "pg_monitor may run trepart_refuse"),
        ("grants to others", "alter default privileges in schema public grant select on tables to trepart_app", "privileges are given by default"),
        ("grants to the service", "grant truncate on words to trepart_app", "the service may TRUNCATE on words"),
        ("grants to the service", "grant update on mt_events to trepart_app", "the service may UPDATE on mt_events"),
        ("grants to the service", "grant delete on roots to trepart_app", "the service may DELETE on roots"),
        ("grants to the service", "grant insert on tenants to trepart_app", "the service may INSERT on tenants"),
        ("grants to the service", "grant delete on tenant_heads to trepart_app", "the service may DELETE on tenant_heads"),
        ("grants to the service", "grant select on words to trepart_app with grant option", "the service may pass on SELECT on words"),
        ("grants to the service", "grant create on schema public to trepart_app", "the service may create in the schema public"),
        ("grants to the service", "do $$ begin execute format('grant temporary on database %I to trepart_app', current_database()); end $$", "the service may TEMPORARY in the database"),
        ("owners", "alter table words owner to trepart_app", "words is owned by trepart_app"),
        ("owners", "alter function trepart_refuse owner to trepart_app", "trepart_refuse(character varying,character varying) is owned by trepart_app"),
        ("roles", "alter role trepart_app bypassrls", "the role trepart_app can do more than it should"),
        ("roles", "alter role trepart_owner superuser", "the role trepart_owner can do more than it should"),
        ("roles", "alter role trepart_owner login", "one can sign in as trepart_owner"),
        ("roles", "grant trepart_owner to trepart_app", "the role trepart_app may act as trepart_owner"),
        ("roles", "alter role trepart_app inherit; revoke trepart_retention from trepart_app; grant trepart_retention to trepart_app", "the role trepart_app may act as trepart_retention"),
        ("roles", "grant trepart_retention to trepart_app with admin option", "the role trepart_app may act as trepart_retention"),
        ("roles", "grant trepart_owner to trepart_retention", "the role trepart_retention may act as trepart_owner"),
        ("roles", "alter role trepart_retention login", "one can sign in as trepart_retention"),
        ("roles", "alter role trepart_retention bypassrls", "the role trepart_retention can do more than it should"),
        ("settings", "alter role trepart_app set row_security = off", "row_security=off is set for trepart_app"),
        ("settings", "do $$ begin execute format('alter database %I set trepart.tenant = ''as''', current_database()); end $$", "trepart.tenant=as is set for everyone"),
        ("the union's schemas", "grant select on country.figures to trepart_app", "trepart_app may SELECT on country.figures"),
        ("the union's schemas", "grant insert on country.figures to trepart_country", "trepart_country may INSERT on country.figures"),
        ("the union's schemas", "create view country.loose as select 1", "in the schema country there is loose, which is no table of the owner's"),
        ("grants to others", "grant select on words to trepart_copier", "trepart_copier may SELECT on words"),
        ("grants to others", "grant select on people to trepart_country", "trepart_country may SELECT on people"),
        ("roles", "alter role trepart_country login", "one can sign in as trepart_country"),
        ("other places", "create schema loose", "there is the schema loose"),
        ("other places", "create publication loose for table words", "there is the publication loose"),
        ("other places", "select lo_create(4711)", "there is the large object 4711"),
    ];

    public static TheoryData<string, string, string> Breaches => [.. Planted.Select(p => (p.Rule, p.Sql, p.Named))];

    [Fact]
    public async Task Nothing_in_the_database_breaks_a_rule()
    {
        await using var connection = await database.Open();
        Assert.Empty(await Catalogue.Breaches(connection));
    }

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task A_breach_is_named_by_its_rule(string rule, string sql, string named)
    {
        await using var connection = await database.Open();
        await using var transaction = await connection.BeginTransactionAsync();
        await database.Plant(connection, sql);

        Assert.Contains(await Catalogue.Breaches(connection), b => b.Rule == rule && b.Breach.StartsWith(named, StringComparison.Ordinal));
        await transaction.RollbackAsync();
    }

    [Fact]
    public void No_rule_is_without_a_breach_that_it_names() => Assert.Empty(Catalogue.Rules.Keys.Except(Planted.Select(p => p.Rule)));

    [Fact]
    public void No_script_sets_anything_on_a_session() =>
        Assert.Empty(Sources.Under("src", ".sql").SelectMany(f => OnSession().Matches(Comment().Replace(f.Text, "")).Select(m => $"{f.Name}: {m.Value.Trim()}")));

    [Theory]
    [InlineData("grant select on a to b;\nset search_path = elsewhere;", true)]
    [InlineData("select set_config('trepart.tenant', 'as', false);", true)]
    [InlineData("create temp table t (a int);", true)]
    [InlineData("alter table a set (fillfactor = 80);\nupdate a set b = 1;\nset local role c; select set_config('trepart.tenant', $1, true)", false)]
    public void What_is_set_on_a_session_is_seen(string script, bool isSeen) => Assert.Equal(isSeen, OnSession().IsMatch(script));

    [GeneratedRegex(@"(^|;)\s*(set\s+(?!local\s)|reset\s|discard\s|listen\s|notify\s)|set_config\s*\([^)]*,\s*false\s*\)|\bcreate\s+temp", RegexOptions.IgnoreCase)]
    private static partial Regex OnSession();

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();

    /// <summary>A database of the service's own scripts, which nothing that is planted outlives.</summary>
    public sealed class Database : IAsyncLifetime
    {
        private string _name = "";

        public async ValueTask InitializeAsync() => _name = await Databases.Clone([typeof(TrepartHost).Assembly]);

        public async ValueTask DisposeAsync() => await Databases.Drop(_name);

        internal async Task<NpgsqlConnection> Open()
        {
            var connection = new NpgsqlConnection(Databases.AsSuperuser(_name));
            await connection.OpenAsync();
            return connection;
        }

#pragma warning disable CA1822, CA2100 // The test's own statements.
        internal async Task Plant(NpgsqlConnection connection, string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
#pragma warning restore CA1822, CA2100
    }
}
