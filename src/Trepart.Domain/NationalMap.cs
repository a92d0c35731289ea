namespace Trepart.Domain;

public enum PlaceKind
{
    Municipality,
    County,
}

/// <summary>Something that happened to the country's municipalities and counties. A place has an id of its own; number, name and county are what it has on a day.</summary>
public abstract record PlaceEvent(DateOnly On);

/// <param name="County">The id of its county; null for a county.</param>
public sealed record PlaceFounded(DateOnly On, string Place, PlaceKind Kind, string Number, string Name, string? County) : PlaceEvent(On);

/// <summary>It has another number, and perhaps another name or county; it is the same place.</summary>
public sealed record PlaceRenumbered(DateOnly On, string Place, string Number, string? Name, string? County) : PlaceEvent(On);

/// <param name="Into">A place that is founded the same day, or one of those that were there.</param>
public sealed record PlacesMerged(DateOnly On, Many<string> From, string Into) : PlaceEvent(On);

public sealed record PlaceSplit(DateOnly On, string From, Many<string> Into) : PlaceEvent(On);

/// <summary>A municipality or county as it is on a day.</summary>
public sealed record PlaceOn(string Place, PlaceKind Kind, string Number, string Name, string? County);

/// <summary>The country's municipalities and counties through time.</summary>
/// <param name="Events">In the order of their days; those of one day in the order in which they stand.</param>
public sealed record NationalMap(IReadOnlyList<PlaceEvent> Events)
{
    /// <summary>The places that are there on a day, by id.</summary>
    public IReadOnlyDictionary<string, PlaceOn> On(DateOnly day) => Fold(day, null);

    /// <summary>The place that has a number on a day; null where none has.</summary>
    public PlaceOn? ByNumber(string number, DateOnly day) => On(day).Values.FirstOrDefault(p => p.Kind is PlaceKind.Municipality && p.Number == number);

    /// <summary>
    /// The county of a municipality as it was on a day. A municipality that was founded later, by a merger or a split, has no county before: its figures
    /// from then are those of the places that it came from.
    /// </summary>
    public PlaceOn? CountyOn(string place, DateOnly day)
    {
        var places = On(day);
        return places.GetValueOrDefault(place)?.County is { } county ? places.GetValueOrDefault(county) : null;
    }

    /// <summary>What does not fit in the events, each in a few words; empty where all is well.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Events.Zip(Events.Skip(1)).Any(pair => pair.First.On > pair.Second.On))
            faults.Add("not in the order of their days");
        var last = Fold(DateOnly.MaxValue, faults);
        faults.AddRange(last.Values.Where(p => p.County is { } county && !last.ContainsKey(county)).Select(p => $"{p.Place} is in a county that is not there"));
        faults.AddRange(last.Values.GroupBy(p => (p.Kind, p.Number)).Where(g => g.Count() > 1).Select(g => $"{g.Key.Number} is the number of several"));
        return faults;
    }

    private Dictionary<string, PlaceOn> Fold(DateOnly day, List<string>? faults)
    {
        var places = new Dictionary<string, PlaceOn>();
        foreach (var happened in Events.TakeWhile(e => e.On <= day))
        {
            switch (happened)
            {
                case PlaceFounded e:
                    if (!places.TryAdd(e.Place, new(e.Place, e.Kind, e.Number, e.Name, e.County)))
                        faults?.Add($"{e.Place} is founded twice");
                    break;
                case PlaceRenumbered e:
                    if (places.TryGetValue(e.Place, out var was))
                        places[e.Place] = was with { Number = e.Number, Name = e.Name ?? was.Name, County = e.County ?? was.County };
                    else
                        faults?.Add($"{e.Place} is renumbered and not there");
                    break;
                case PlacesMerged e:
                    Replace(e.From, [e.Into]);
                    break;
                case PlaceSplit e:
                    Replace([e.From], e.Into);
                    break;
            }
        }

        return places;

        void Replace(Many<string> from, Many<string> into)
        {
            faults?.AddRange(from.Concat(into).Where(p => !places.ContainsKey(p)).Select(p => $"{p} is merged or split and not there"));
            foreach (var gone in from.Where(p => !into.Contains(p)))
                places.Remove(gone);
        }
    }
}
