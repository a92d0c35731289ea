using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trepart.Web.Country;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Country;

/// <summary>No column, row, log line or message of the union's schema carries a person, a text that was not published, or a municipality that has not consented.</summary>
public sealed partial class CountrySchemaTests
{
    /// <summary>One record for each table: the whole of what may be there.</summary>
    private static readonly (string Table, Type Record)[] Allowed =
    [
        ("experiences", typeof(SharedExperience)), ("figures", typeof(SharedFigures)), ("help_requests", typeof(SharedHelp)), ("municipalities", typeof(SharedMunicipality)), ("sharings", typeof(SharedConsent)),
    ];

    /// <summary>Figures and days, the municipality's public name and number, a kind, the five texts of an experience, and what a group writes to the unit itself. Nothing that a name of a person could stand in.</summary>
    private static readonly string[] Texts =
        ["experiences.result", "experiences.situation", "experiences.tenant_id", "experiences.tips", "experiences.title", "experiences.tried", "figures.tenant_id", "help_requests.shared", "help_requests.tenant_id",
            "municipalities.name", "municipalities.number", "municipalities.status", "municipalities.tenant_id", "sharings.kind", "sharings.tenant_id"];

    [Fact]
    public async Task The_columns_are_those_of_the_allow_list_and_no_others()
    {
        await using var app = new TrepartApp { IsEmpty = true };
        await app.InitializeAsync();
        Assert.Equal(
            Allowed.SelectMany(a => a.Record.GetConstructors()[0].GetParameters().Select(p => $"{a.Table}.{Snake(p.Name!)} {ColumnOf(p.ParameterType)}")).Order(StringComparer.Ordinal),
            (await Databases.Query<string>(
                app.Database,
                "select table_name || '.' || column_name || ' ' || case data_type when 'character varying' then 'text' else data_type end from information_schema.columns where table_schema = 'country'"))
            .Order(StringComparer.Ordinal));
        Assert.Equal(
            Texts,
            (await Databases.Query<string>(
                app.Database, "select table_name || '.' || column_name from information_schema.columns where table_schema = 'country' and data_type not in ('integer', 'date', 'uuid')"))
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_a_municipality_that_has_not_consented_gets_in_nor_anything_but_figures_of_one_that_has()
    {
        var (silent, shown) = (Mark.New("taus"), Mark.New("delt"));
        await using var app = new TrepartApp();
        await app.InitializeAsync();
        await app.Load(Municipality("vestby", "Vestby kommune", "nn") + "\n" + SharingHouse.Quarter(silent));
        await app.Load(Municipality("as", "Ås kommune", "nb") + "\n" + SharingHouse.Quarter(shown));
        await Databases.Run(
            app.Database,
            $"update people set name = name || ' {silent}' where tenant_id = 'vestby'; update people set name = name || ' {shown}' where tenant_id = 'as'; update tenant_attributes set value = 'Vestby {silent}' where tenant_id = 'vestby' and attribute = 'name'");
        foreach (var kind in new[] { "presence", "figures", "experiences" })
            await app.Says(Ås, "grant-sharing", kind);
        await app.CopyAll();

        var rows = await app.Everything();
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.DoesNotContain(silent, r, StringComparison.Ordinal));
        Assert.All(rows, r => Assert.DoesNotContain("vestby", r, StringComparison.OrdinalIgnoreCase));
        Assert.All(rows, r => Assert.DoesNotContain(shown, r, StringComparison.Ordinal));
        Assert.All(app.Logged, l => Assert.False(l.Contains(silent, StringComparison.Ordinal) || l.Contains(shown, StringComparison.Ordinal), l));

        // No id of a seat, a person, a group or anything else of the municipality's.
        var ids = rows.SelectMany(r => AnyId().Matches(r).Select(m => m.Value)).ToList();
        Assert.Empty(ids);
        await app.Says(Ås, "withdraw-sharing", "presence");
        Assert.All(await app.Everything(), r => Assert.StartsWith("sharings", r, StringComparison.Ordinal));
    }

    /// <summary>Each of the three says by itself whether its rows are there.</summary>
    [Theory]
    [InlineData("figures", "figures")]
    [InlineData("presence", "municipalities")]
    public async Task Without_the_consent_to_it_none_of_its_rows_is_there(string kind, string table)
    {
        await using var app = new TrepartApp();
        await app.InitializeAsync();
        await app.Load(Municipality("as", "Ås kommune", "nb") + "\n" + SharingHouse.Quarter("tekst"));
        if (kind != "presence")
            await app.Says(Ås, "grant-sharing", "presence");
        await app.CopyAll();
        Assert.DoesNotContain(await app.Everything(), r => r.StartsWith(table, StringComparison.Ordinal));
        await app.Says(Ås, "grant-sharing", kind);
        await app.CopyAll();
        Assert.Contains(await app.Everything(), r => r.StartsWith(table, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("trepart_country", "select count(*) from people")]
    [InlineData("trepart_country", "select count(*) from tenants")]
    [InlineData("trepart_country", "delete from country.figures")]
    [InlineData("trepart_country", "insert into country.sharings values ('as', 'Figures', now(), null)")]
    [InlineData("trepart_copier", "select count(*) from words")]
    [InlineData("trepart_copier", "select count(*) from sharing_consents")]
    [InlineData("trepart_copier", "truncate country.figures")]
    [InlineData("", "select count(*) from country.figures")]
    [InlineData("", "insert into country.sharings values ('as', 'Figures', now(), null)")]
    public async Task A_role_that_is_taken_on_may_do_its_own_and_nothing_else(string role, string sql)
    {
        await using var app = new TrepartApp { IsEmpty = true };
        await app.InitializeAsync();
        await using var connection = new NpgsqlConnection(Databases.AsApp(app.Database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
#pragma warning disable CA2100 // The test's own statements.
        await using var command = new NpgsqlCommand($"{(role == "" ? "" : $"set local role {role};")} {sql}", connection);
#pragma warning restore CA2100
        Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    [Theory]
    [InlineData("grant select on words to trepart_country", "the role trepart_country may SELECT on words")]
    [InlineData("grant usage on schema country to trepart_app; grant select on country.figures to trepart_app", "the service itself may SELECT on country.figures")]
    [InlineData("grant update on country.figures to trepart_country", "the role trepart_country may UPDATE on country.figures")]
    public async Task The_service_does_not_start_where_a_role_may_more(string sql, string broken)
    {
        await using var app = new TrepartApp { IsEmpty = true };
        await app.InitializeAsync();
        Assert.Empty(await StartupCheck.Broken(app.Services.GetRequiredService<Placement>(), default));
        await Databases.Run(app.Database, sql);
        Assert.Contains(broken, await StartupCheck.Broken(app.Services.GetRequiredService<Placement>(), default));
    }

    private static string Snake(string name) => Capital().Replace(name, m => (m.Index == 0 ? "" : "_") + m.Value.ToLowerInvariant());

    private static string ColumnOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) => "integer",
        var t when t == typeof(DateOnly) => "date",
        var t when t == typeof(Guid) => "uuid",
        _ => "text",
    };

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex AnyId();
}
