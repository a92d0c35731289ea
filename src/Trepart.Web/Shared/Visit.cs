using Trepart.Store;
using Trepart.Web.Seats;

namespace Trepart.Web;

/// <summary>The request as pages see it: in which municipality, who, in which language. Filled in before any endpoint runs.</summary>
public sealed class Visit
{
    private Municipality? _municipality;
    private SignedIn? _who;

    public Language Text { get; set; } = new(Written.Bokmål);

    /// <summary>Path and query, to come back to after a change of language or signing in.</summary>
    public string Here { get; set; } = "/";

    /// <summary>Null on pages outside a municipality.</summary>
    public Municipality? MunicipalityOrNull => _municipality;

    public SignedIn? WhoOrNull => _who;

    /// <exception cref="InvalidOperationException">A page outside any municipality asked for one: there is no default.</exception>
    public Municipality Municipality => _municipality ?? throw new InvalidOperationException("A request reached tenant data without a tenant.");

    public Tenant Tenant => Municipality.Tenant;

    public SignedIn Who => _who ?? throw new InvalidOperationException("A request reached tenant data without a person.");

    /// <summary>Where this municipality's addresses begin.</summary>
    public string Root => $"/{Tenant.Id}";

    /// <summary>What the signed-in one had typed when her last session ran out; null where there is none.</summary>
    public SignIn.KeptForm? Kept { get; set; }

    public void Enter(Municipality municipality, SignedIn who) => (_municipality, _who) = (municipality, who);
}
