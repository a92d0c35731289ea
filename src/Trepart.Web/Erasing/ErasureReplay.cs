using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.People;

namespace Trepart.Web.Erasing;

/// <summary>Erases again what a restored backup has brought back, from the list outside the database. Can be repeated.</summary>
public sealed class ErasureReplay(Register register, PersonEraser people, TextEraser texts, ErasureList list)
{
    /// <summary>The texts and persons of one municipality. A whole one is the tool's to delete, since that takes the owner.</summary>
    /// <returns>How many of the municipality's erasures are on the list, and how many of them had come back.</returns>
    public async Task<(int Listed, int Again)> Run(Tenant tenant, CancellationToken ct)
    {
        var (listed, again) = (0, 0);
        foreach (var erasure in list.All().Where(e => e.Tenant == tenant.Id && e.Whole is null))
        {
            listed++;
            if (erasure.Person is null ? await texts.Erase(tenant, erasure, false, ct) : await ErasePerson(tenant, erasure, ct))
                again++;
        }

        return (listed, again);
    }

    private async Task<bool> ErasePerson(Tenant tenant, Erasure erasure, CancellationToken ct)
    {
        if (await register.Get(tenant, erasure.Person!.Value, ct) is null)
            return false;

        // Someone who was restored to a seat that she had left after the backup must be let go of it by hand first.
        var outcome = await people.Erase(tenant, erasure, false, ct);
        return outcome is Outcome.Refused ? throw new InvalidOperationException($"{erasure.Person} holds a seat, and cannot be erased before it is left.") : outcome is Outcome.Done;
    }
}
