using System.Net;

namespace Trepart.Web.Hardening;

/// <summary>What an operator says of the world around the service.</summary>
/// <param name="AllowedHosts">The names that it answers to besides this machine's own; <c>*.example.no</c> for all below one.</param>
/// <param name="KnownProxies">From whom it believes what stands in <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>; nobody unless said.</param>
public sealed record HardeningSettings(IReadOnlyList<string> AllowedHosts, IReadOnlyList<IPNetwork> KnownProxies, Limits Limits)
{
    /// <exception cref="InvalidOperationException">A setting cannot be read, or would open what the others close.</exception>
    public static HardeningSettings From(IConfiguration configuration)
    {
        // The framework's own switch believes whoever calls: then anybody could choose the address that the limits count.
        if (configuration["ForwardedHeaders_Enabled"] is { } all && !all.Equals("false", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException("ASPNETCORE_FORWARDEDHEADERS_ENABLED believes anybody. Take it away, and name the proxies in the setting Trepart:KnownProxies.");

        return new(
            List(configuration, "AllowedHosts"),
            [.. List(configuration, "Trepart:KnownProxies").Select(text => Network(text) ?? throw new InvalidOperationException(
                "The setting Trepart:KnownProxies is addresses, or networks such as 10.0.0.0/8, with ; between them."))],
            Limits.From(configuration));
    }

    private static List<string> List(IConfiguration configuration, string name) =>
        [.. (configuration[name] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static IPNetwork? Network(string text) =>
        IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8) : IPNetwork.TryParse(text, out var network) ? network : null;
}

/// <summary>How much one may ask for; 0 for no limit. What is counted is known by the process alone: with several processes, each gives as much.</summary>
/// <param name="PerPerson">Requests a minute of one who is signed in, from all her windows together.</param>
/// <param name="PerAddress">Requests a minute from an address where nobody is signed in. A whole town hall may share one.</param>
/// <param name="PerMunicipality">Requests a minute in one municipality, of those who belong to it.</param>
/// <param name="AtOnce">How many of them are worked on at the same time; as many again times five wait.</param>
public sealed record Limits(int PerPerson, int PerAddress, int PerMunicipality, int AtOnce)
{
    /// <summary>How much of the usual the open forms take from one address, in percent; 0 for no limit.</summary>
    public int OpenPercent { get; init; } = 100;

    public static Limits From(IConfiguration configuration) => new(
        Settings.WholeNumber(configuration, "Trepart:Limits:PerPerson", 300, 0),
        Settings.WholeNumber(configuration, "Trepart:Limits:PerAddress", 1200, 0),
        Settings.WholeNumber(configuration, "Trepart:Limits:PerMunicipality", 6000, 0),
        Settings.WholeNumber(configuration, "Trepart:Limits:AtOnce", 40, 0))
    {
        OpenPercent = Settings.WholeNumber(configuration, "Trepart:Limits:OpenPercent", 100, 0),
    };
}
