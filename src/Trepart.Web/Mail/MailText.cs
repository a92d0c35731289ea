using MimeKit;
using Trepart.Store;

namespace Trepart.Web.Mail;

/// <summary>A mail that is to be sent.</summary>
/// <param name="Kind">weekly or asked.</param>
/// <param name="Counts">How many of each kind of waiting thing.</param>
public sealed record Letter(Guid Id, Guid Person, string Kind, IReadOnlyDictionary<string, int> Counts, int Attempts, string Address, Written Written, bool IsWanted);

/// <summary>Puts a mail in words: counts and links, and nothing that says what, where or who.</summary>
public sealed class MailText(MailSettings settings, StopCode stop, TimeProvider clock)
{
    public MimeMessage Of(Tenant tenant, Letter letter)
    {
        var text = new Language(letter.Written);
        var end = settings.At(stop.AddressFor(tenant, letter.Person));
        var message = new MimeMessage
        {
            MessageId = settings.IdOf(letter.Id),
            Date = clock.GetUtcNow(),
            Subject = letter.Kind == "asked" ? text["mail.asked.subject"] : text.Count("mail.weekly.subject", letter.Counts.Values.Sum()),
            Body = new TextPart("plain")
            {
                Text = string.Join('\n',
                [
                    text[letter.Kind == "asked" ? "mail.asked.begin" : "mail.weekly.begin"], "",
                    .. letter.Counts.Select(c => Line(text, $"mail.count.{c.Key}", c.Value)), "",
                    text["mail.see"], settings.At($"/{tenant.Id}/min-side"), "",
                    text["mail.choose"], settings.At($"/{tenant.Id}/varsler"), "",
                    text["mail.stop"], end, "",
                ]),
            },
        };
        message.From.Add(settings.From);
        message.To.Add(new MailboxAddress("", letter.Address));
        message.Headers.Add("List-Unsubscribe", $"<{end}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", text.Tag);
        return message;
    }

    private static string Line(Language text, string key, int count) => "- " + text.Count(key, count);
}
