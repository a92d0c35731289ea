using System.Globalization;
using MailKit.Security;
using MimeKit;

namespace Trepart.Web.Mail;

/// <summary>How the service sends mail. Null as a whole where it does not.</summary>
/// <param name="PublicAddress">Where people find the service: links in a mail begin with it.</param>
/// <param name="Patience">How long the server is waited for, from the first word to the last.</param>
public sealed record MailSettings(
    string Host, int Port, SecureSocketOptions Security, string? User, string? Password, MailboxAddress From, Uri PublicAddress, TimeSpan Patience)
{
    /// <exception cref="InvalidOperationException">A server is named, and something that it takes is missing or cannot be read.</exception>
    public static MailSettings? Read(IConfiguration configuration)
    {
        if (configuration["Trepart:Smtp:Host"] is not { Length: > 0 } host)
            return null;
        var security = configuration["Trepart:Smtp:Security"] ?? "starttls";
        return new(
            host, Settings.WholeNumber(configuration, "Trepart:Smtp:Port", 587, 1),
            security switch
            {
                "starttls" => SecureSocketOptions.StartTls,
                "tls" => SecureSocketOptions.SslOnConnect,
                "none" => SecureSocketOptions.None,
                _ => throw new InvalidOperationException("The setting Trepart:Smtp:Security is starttls, tls or none."),
            },
            configuration["Trepart:Smtp:User"], configuration["Trepart:Smtp:Password"],
            MailboxAddress.TryParse(configuration["Trepart:Smtp:From"], out var from) ? from : throw new InvalidOperationException("The setting Trepart:Smtp:From is an address that mail is sent from."),
            Uri.TryCreate(configuration["Trepart:PublicAddress"], UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
                ? address
                : throw new InvalidOperationException("The setting Trepart:PublicAddress is where people find the service, as https://trepart.example.no."),
            TimeSpan.FromSeconds(Settings.WholeNumber(configuration, "Trepart:Smtp:Seconds", 60, 1)));
    }

    /// <summary>Says nothing of itself: it holds a password.</summary>
    public override string ToString() => nameof(MailSettings);

    public string At(string path) => new Uri(PublicAddress, path).ToString();

    /// <summary>The same for every try of a mail, so that whoever receives it twice sees one.</summary>
    public string IdOf(Guid mail) => string.Create(CultureInfo.InvariantCulture, $"{mail:N}@{PublicAddress.Host}");
}
