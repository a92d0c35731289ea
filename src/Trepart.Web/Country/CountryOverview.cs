using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Country;

/// <summary>A municipality or county as the unit sees it.</summary>
/// <param name="Tenant">Null where it shares nothing and never has.</param>
/// <param name="HasStopped">It shared once, and does no longer; nothing more is known.</param>
public sealed record PlaceSeen(PlaceOn Place, SpreadStatus Status, SharedMunicipality? Shared, string? Tenant, bool HasStopped);

/// <summary>The country on a day: its counties in the order of their names, each with its municipalities in the order of theirs. Nothing is ranked.</summary>
public sealed record CountrySeen(NationalMap Map, IReadOnlyList<(PlaceSeen County, IReadOnlyList<PlaceSeen> Municipalities)> Counties)
{
    public IEnumerable<PlaceSeen> All => Counties.SelectMany(c => c.Municipalities.Prepend(c.County));

    public PlaceSeen? Find(string? place) => All.FirstOrDefault(p => p.Place.Place == place);
}

/// <summary>Puts together what municipalities share and what the unit knows itself.</summary>
public sealed class CountryOverview(UnitBook unit, CountryReader country, Store.Directory directory, Calendar calendar)
{
    public async Task<CountrySeen> Read(CancellationToken ct)
    {
        var today = calendar.Today;
        var map = await unit.Map(ct);
        var contacts = (await unit.Contacts(ct)).ToDictionary(c => c.Place);
        var shared = (await country.Municipalities(ct)).Where(m => m.Number is not null).ToDictionary(m => m.Number!);
        var stopped = new Dictionary<string, string>();
        foreach (var consent in (await country.Consents(ct)).Where(c => c is { Kind: SharedKind.Presence, StoppedOn: not null }))
        {
            // Its public number; the schema itself keeps nothing but that it shares no longer.
            if (await directory.NumberOf(new Tenant(consent.TenantId), today, ct) is { } number)
                stopped[number] = consent.TenantId;
        }

        var places = map.On(today).Values.Select(p =>
        {
            var own = p.Kind is PlaceKind.Municipality ? shared.GetValueOrDefault(p.Number) : null;
            var past = p.Kind is PlaceKind.Municipality ? stopped.GetValueOrDefault(p.Number) : null;
            return new PlaceSeen(p, own?.Status ?? contacts.GetValueOrDefault(p.Place)?.Status ?? SpreadStatus.NoContact, own, own?.TenantId ?? past, past is not null);
        }).OrderBy(p => p.Place.Name, Learning.NorwegianOrder.Instance).ToList();
        return new(
            map,
            [
                .. places.Where(p => p.Place.Kind is PlaceKind.County)
                    .Select(c => (c, (IReadOnlyList<PlaceSeen>)[.. places.Where(p => p.Place.County == c.Place.Place)])),
            ]);
    }
}
