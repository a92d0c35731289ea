using System.Text.RegularExpressions;

namespace Trepart.Store;

/// <summary>A municipality. Every row, every query and every key begins with one; there is no default.</summary>
/// <param name="Id">Given at onboarding and never changed: lower-case ASCII, digits and hyphens, 2 to 40 characters.</param>
public sealed partial record Tenant(string Id)
{
    public string Id { get; } = Shape().IsMatch(Id) ? Id : throw new ArgumentException("Not the id of a municipality.", nameof(Id));

    /// <summary>Null where the text cannot be the id of any municipality.</summary>
    public static Tenant? TryParse(string? id) => id is not null && Shape().IsMatch(id) ? new Tenant(id) : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,39}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
