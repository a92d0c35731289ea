using Trepart.Store;
using Trepart.Web.Country;

namespace Trepart.Web;

/// <summary>What no municipality can be called, since the service's own addresses begin so, and it could not be reached.</summary>
public static class ReservedIds
{
    private static readonly HashSet<string> FirstWords =
        ["api", "gi", "health", "hjelp", "kommuner", "landet", "lib", "logg-inn", "logg-ut", "mote", "openapi", "personvern", "sprak", "start", "svar", "tilgjengelighet"];

    public static bool Has(Tenant tenant) => tenant == UnitBook.Place || FirstWords.Contains(tenant.Id);
}
