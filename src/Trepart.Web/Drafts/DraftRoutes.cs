using System.Security.Cryptography;
using System.Text;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Drafts;

/// <summary>
/// The key with which a browser keeps what someone has typed, until it is acknowledged. It is hers in this municipality alone, is handed out only to
/// her, and is stored nowhere: whoever else uses the machine finds nothing that can be read (decision 0015).
/// </summary>
public static class DraftRoutes
{
    /// <param name="Key">32 bytes, base64.</param>
    /// <param name="Owner">Tells her drafts from others' on the same machine, and says nothing about who she is.</param>
    public sealed record DraftKey(string Key, string Owner);

    public static void MapDrafts(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("utkast/nokkel", (Visit visit, FingerprintKey secret) =>
            TypedResults.Json(new DraftKey(Derive(secret, "key", visit, 32), Derive(secret, "owner", visit, 16)))).ForEveryone().ShowsNobody();

    public static string AddressOf(Visit visit) => $"{visit.Root}/utkast/nokkel";

    private static string Derive(FingerprintKey secret, string what, Visit visit, int bytes) => Convert.ToBase64String(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Bytes, bytes, info: Encoding.UTF8.GetBytes($"trepart drafts {what}\n{visit.Tenant.Id}\n{visit.Who.Person}")));
}
