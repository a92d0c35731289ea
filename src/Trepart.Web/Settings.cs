using System.Globalization;
using Npgsql;
using Trepart.Store;

namespace Trepart.Web;

/// <summary>What the service is given: by environment, or by the file that set-up wrote. Nothing secret is in the repository.</summary>
/// <param name="Database">Connection string of the role <c>trepart_app</c>.</param>
/// <param name="FingerprintKey">32 bytes, kept outside the database; base64 in <c>Trepart:FingerprintKey</c>.</param>
/// <param name="DemoTokenKey">Signs demo tokens; null outside a demo.</param>
/// <param name="WitnessFolder">What is kept outside the database; see <see cref="Witness"/>.</param>
/// <param name="RootMinutes">How often this process records the municipalities' roots; 0 for never.</param>
/// <param name="RetentionMinutes">How often this process erases what has had its time; 0 for never.</param>
/// <param name="Databases">Connection strings of further databases that hold municipalities, by the name in the directory.</param>
/// <param name="Workers">How many bring async projections up to date in this process; 0 for none.</param>
/// <param name="KeysFolder">Where the keys are that encrypt what browsers carry; null keeps them in memory, and a sign-in or a form under way is lost at a restart.</param>
public sealed record Settings(
    string Database, IReadOnlyDictionary<string, string> Databases, byte[] FingerprintKey, byte[]? DemoTokenKey, string WitnessFolder, int RootMinutes,
    string? KeysFolder, int Workers, int RetentionMinutes)
{
    /// <summary>How long a session lasts without use. Long enough for a meeting on the ward, short enough for a machine that is left.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a session lasts at most: one shift and its hand-over.</summary>
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(10);

    /// <summary>How often this process makes and sends the mails that are due; 0 for never.</summary>
    public int MailMinutes { get; init; } = 5;

    /// <summary>Null where the service sends no mail.</summary>
    public Mail.MailSettings? Mail { get; init; }

    /// <summary>How often this process looks whether something unnamed is to be let in; 0 for never.</summary>
    public int ReleaseMinutes { get; init; } = 10;

    /// <summary>How often this process copies what municipalities share to the union's own schema; 0 for never.</summary>
    public int CountryMinutes { get; init; } = 10;

    /// <summary>How long a provider is waited for.</summary>
    public TimeSpan ProviderPatience { get; init; } = TimeSpan.FromSeconds(10);

    public static Settings From(IConfiguration configuration) => new(
        configuration.GetConnectionString("Trepart") ?? throw Missing("ConnectionStrings:Trepart"),
        configuration.GetSection("Trepart:Databases").GetChildren().ToDictionary(d => d.Key, d => d.Value ?? ""),
        Convert.FromBase64String(configuration["Trepart:FingerprintKey"] ?? throw Missing("Trepart:FingerprintKey")),
        configuration["Trepart:DemoTokenKey"] is { } key ? Convert.FromBase64String(key) : null,
        configuration["Trepart:WitnessFolder"] ?? throw Missing("Trepart:WitnessFolder"),
        WholeNumber(configuration, "Trepart:RootMinutes", 10, 0),
        configuration["Trepart:KeysFolder"],
        WholeNumber(configuration, "Trepart:Workers", 1, 0),
        WholeNumber(configuration, "Trepart:RetentionMinutes", 60, 0))
    {
        Mail = Web.Mail.MailSettings.Read(configuration),
        MailMinutes = WholeNumber(configuration, "Trepart:MailMinutes", 5, 0),
        SessionIdle = TimeSpan.FromMinutes(WholeNumber(configuration, "Trepart:SessionIdleMinutes", 60, 1)),
        ReleaseMinutes = WholeNumber(configuration, "Trepart:ReleaseMinutes", 10, 0),
        CountryMinutes = WholeNumber(configuration, "Trepart:CountryMinutes", 10, 0),
        ProviderPatience = TimeSpan.FromSeconds(WholeNumber(configuration, "Trepart:ProviderSeconds", 10, 1)),
        SessionLength = TimeSpan.FromHours(WholeNumber(configuration, "Trepart:SessionHours", 10, 1)),
    };

    /// <summary>Every database that the service was given, by name.</summary>
    public Placement Open(TimeProvider clock) => new(
        Databases.Append(new(Placement.Default, Database)).ToDictionary(d => d.Key, d => DataSource(d.Key, d.Value)), clock);

    /// <summary>Says nothing of itself: it holds passwords and keys, and a record would print them all.</summary>
    public override string ToString() => nameof(Settings);

    private static NpgsqlDataSource DataSource(string name, string connection)
    {
        var builder = new NpgsqlDataSourceBuilder(connection) { Name = name };

        // Of an unnamed request no statement is traced: the moment would stand there.
        builder.ConfigureTracing(o => o
            .ConfigureCommandFilter(_ => !OpenInputs.Unnamed.IsNow)
            .ConfigureBatchFilter(_ => !OpenInputs.Unnamed.IsNow)
            .EnablePhysicalOpenTracing(false));
        return builder.Build();
    }

    public static int WholeNumber(IConfiguration configuration, string name, int usual, int least) =>
        configuration[name] is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
        : throw new InvalidOperationException($"The setting {name} is a whole number, {least} or more.");

    private static InvalidOperationException Missing(string name) => new($"The setting {name} is missing.");
}
