using System.Security.Cryptography;
using System.Text;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Mail;

/// <summary>What stands in the link that ends a person's mail without signing in: her id, and a keyed hash of it that nobody else can make.</summary>
public sealed class StopCode(FingerprintKey key)
{
    public string AddressFor(Tenant tenant, Guid person) => $"/{tenant.Id}/avmeld?brev={person:N}.{Seal(tenant, person)}";

    /// <returns>Null where the code is not one that was given out here.</returns>
    public Guid? Read(Tenant tenant, string? code) =>
        code?.Split('.') is [var id, var seal] && Guid.TryParseExact(id, "N", out var person)
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(seal), Encoding.ASCII.GetBytes(Seal(tenant, person)))
            ? person
            : null;

    private string Seal(Tenant tenant, Guid person) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes($"end mail\n{tenant.Id}\n{person:N}"))[..16]);
}
