using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>
/// Row-level security and the explicit predicates each hold by themselves: whichever single one is weakened, a check turns red. What a municipality
/// must see and leave behind is what it sees and leaves where there is no other.
/// </summary>
public sealed class IsolationMutantTests(IsolationMutantTests.TwinDatabases twins) : IClassFixture<IsolationMutantTests.TwinDatabases>
{
    /// <summary>Methods that take a municipality and have no line in the battery, and why.</summary>
    private static readonly IReadOnlyDictionary<string, string> NotPlayed = new Dictionary<string, string>
    {
        [nameof(Placement.Batch)] = "finds the database; reads the directory only",
        [nameof(Placement.Of)] = "finds the database; reads the directory only",
        [nameof(Placement.NameOf)] = "finds the database; reads the directory only",
        [nameof(Directory.NumberOf)] = "a municipality's public number on a day; reads the directory only, where Find and AttributesFrom are played",
        [nameof(TenantExport.Write)] = "an operator's; every table of the catalogue, tried beside a neighbour in WholeMunicipalityTests",
        [nameof(TenantDeletion.Left)] = "an operator's; every table of the catalogue, tried beside a neighbour in WholeMunicipalityTests",
    };

    /// <summary>Comparisons without which nothing changes, as they stand in the list, and why.</summary>
    private static readonly Dictionary<string, string> Equivalent = new()
    {
        ["insert into public.note_sums select * from pg_temp.note_sums where [tenant_id = $1]"] = "the temporary table is made for this municipality alone",
        ["insert into public.notes select * from pg_temp.notes where [tenant_id = $1]"] = "the temporary table is made for this municipality alone",
        ["select position from roots where [tenant_id = $1] order by position desc limit 1"] = "it only bounds how far the municipality's own roots are read",
        ["select from checkpoints where [tenant_id = $1] and projection = $2 for update"] = "it locks more rows, and changes none",
        ["select …ion < h.position and (c.retry_at is null or c.retry_at <= $3) and ($4::varchar is null or [c.tenant_id = $4]) order by c.worked_at, c.tenant_id limit 1 for update of c …"] =
            "whoever has waited longest is found again, as long as no other worker takes it between two tries",
    };

    [Fact]
    public async Task Each_municipality_sees_and_leaves_what_it_would_if_it_were_alone() => Assert.Null(await FirstRed(sql => sql));

    [Fact]
    public async Task Whichever_predicate_is_left_out_a_check_turns_red()
    {
        var lines = new List<string>();
        foreach (var mutant in await StatementMutants())
            lines.Add(Line(mutant, await FirstRed(sql => sql == mutant.Sql ? mutant.Without : sql)));
        foreach (var mutant in await FunctionMutants())
            lines.Add(Line(mutant, await FirstRed(sql => sql, mutant.Without)));
        await using (var app = NpgsqlDataSource.Create(Databases.AsApp(twins.Guarded)))
            lines.AddRange(await PolicyMutants.All(twins.Guarded, app, Ås, Vestby));

        Assert.True(!lines.Exists(IsSurvivor), string.Join('\n', lines.Where(IsSurvivor)));
        MutantList.Compare(lines);
    }

    /// <summary>Statements that are about all municipalities together, by how they begin, and why.</summary>
    private static readonly Dictionary<string, string> Across = new()
    {
        ["select tenant_id, projection, stream_id, position, error, tries, parked_at, retry_at from parked_streams"] = "the operator's list of what stands still: ids and positions",
    };

    [Fact]
    public async Task Every_statement_on_a_municipalitys_tables_compares_the_municipality()
    {
        await FirstRed(sql => sql);
        var tables = await Battery.TenantTables(twins.Open);
        var touching = twins.Line.Seen.Where(sql => Predicates.Touches(sql, tables)).ToList();
        Assert.NotEmpty(touching);
        Assert.DoesNotContain(touching, sql => Predicates.Mutants(sql) is [] && !Across.Keys.Any(a => sql.StartsWith(a, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_method_of_the_store_that_takes_a_municipality_is_played()
    {
        var taking = typeof(EventStore).Assembly.GetExportedTypes().SelectMany(t => t.GetMethods())
            .Where(m => m.DeclaringType!.Assembly == typeof(EventStore).Assembly && m.GetParameters().Any(p => p.ParameterType == typeof(Tenant)) && IsAwaited(m.ReturnType))
            .Select(m => m.Name);
        Assert.Empty(taking.Except(Battery.Checks.Select(c => c.Method)).Except(NotPlayed.Keys));
    }

    private static bool IsSurvivor(string line) => line.EndsWith("SURVIVED", StringComparison.Ordinal);

    private static bool IsAwaited(Type returned) =>
        returned.IsAssignableTo(typeof(Task)) || returned == typeof(ValueTask)
        || (returned.IsGenericType && (returned.GetGenericTypeDefinition() == typeof(ValueTask<>) || returned.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static string Line(Mutant mutant, string? red)
    {
        var isEquivalent = Equivalent.TryGetValue(mutant.Told, out var why);
        Assert.False(isEquivalent && red is not null, $"Not equivalent after all, caught by {red}: {mutant.Told}");
        return $"{mutant.Told}: {red ?? (isEquivalent ? $"equivalent, since {why}" : "SURVIVED")}";
    }

    private async Task<List<Mutant>> StatementMutants()
    {
        await FirstRed(sql => sql);
        return [.. twins.Line.Seen.Order(StringComparer.Ordinal).SelectMany(Predicates.Mutants)];
    }

    private async Task<List<Mutant>> FunctionMutants() =>
        [.. (await Databases.Query<string>(
            twins.Open,
            "select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace and prosrc ~ 'tenant_id' order by proname")).SelectMany(Predicates.Mutants)];

    /// <summary>The battery as both municipalities, in a fresh copy of the twins' database where row-level security lets everything through.</summary>
    /// <returns>The first check that answers otherwise than where the municipality is alone.</returns>
    private async Task<string?> FirstRed(Func<string, string> rewrite, string? function = null)
    {
        var database = $"trepart_test_{Guid.NewGuid():N}";
        await Databases.Run("postgres", $"create database {database} template {twins.Open}");
        try
        {
            await Databases.Run("postgres", $"grant connect on database {database} to {Installation.App}");
            if (function is not null)
                await Databases.Run(database, function);
            twins.Line.Rewrite = rewrite;
            await using var db = NpgsqlDataSource.Create(twins.Line.Through(Databases.AsApp(database)));
            var owner = twins.Line.Through(Installation.AsOwner(Databases.Server, database));
            foreach (var tenant in Twins.Both)
            {
                await foreach (var (check, answer) in Battery.Play(database, db, owner, tenant))
                {
                    if (answer != twins.Alone[tenant][check])
                        return check;
                }
            }

            // Once more the first's rows: what the second wrote may have changed them.
            await foreach (var (check, answer) in Battery.Rows(database, Ås))
            {
                if (answer != twins.Alone[Ås][check])
                    return $"{check}, when both have written";
            }

            return await Battery.Together(db, owner) == Battery.AllTogether ? null : "Backlogs of all";
        }
        finally
        {
            await Databases.Drop(database);
        }
    }

    /// <summary>The twins with and without row-level security, and what each municipality answers where it is alone.</summary>
    public sealed class TwinDatabases : IAsyncLifetime
    {
        private readonly Dictionary<Tenant, IReadOnlyDictionary<string, string>> _alone = [];

        /// <summary>Where every policy lets everything through, so that only the predicates protect.</summary>
        public string Open { get; private set; } = "";

        /// <summary>Where the policies are as they should be.</summary>
        public string Guarded { get; private set; } = "";

        public IReadOnlyDictionary<Tenant, IReadOnlyDictionary<string, string>> Alone => _alone;

        public RewritingLine Line { get; } = new(Databases.Server);

        public async ValueTask InitializeAsync()
        {
            Open = await Twins.Create(Twins.Both);
            Guarded = await Twins.Create(Twins.Both);
            await using (var db = NpgsqlDataSource.Create(Databases.AsApp(Guarded)))
                await Battery.Work(db);
            foreach (var table in await PolicyMutants.Tables(Open))
                await Databases.Run(Open, $"alter policy tenant on {table} using (true)");
            foreach (var tenant in Twins.Both)
            {
                var database = await Twins.Create(tenant);
                await using (var db = NpgsqlDataSource.Create(Databases.AsApp(database)))
                    _alone[tenant] = await Battery.Play(database, db, Installation.AsOwner(Databases.Server, database), tenant).ToDictionaryAsync(a => a.Check, a => a.Answer);
                await Databases.Drop(database);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Line.DisposeAsync();
            await Databases.Drop(Open);
            await Databases.Drop(Guarded);
        }
    }
}
