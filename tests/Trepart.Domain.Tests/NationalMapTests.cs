namespace Trepart.Domain.Tests;

public sealed class NationalMapTests
{
    private static readonly NationalMap Map = new(
    [
        new PlaceFounded(new(2018, 1, 1), "f-buskerud", PlaceKind.County, "06", "Buskerud", null),
        new PlaceFounded(new(2018, 1, 1), "f-oppland", PlaceKind.County, "05", "Oppland", null),
        new PlaceFounded(new(2018, 1, 1), "f-trondelag", PlaceKind.County, "50", "Trøndelag", null),
        new PlaceFounded(new(2018, 1, 1), "k-ovre-eiker", PlaceKind.Municipality, "0624", "Øvre Eiker", "f-buskerud"),
        new PlaceFounded(new(2018, 1, 1), "k-lunner", PlaceKind.Municipality, "0533", "Lunner", "f-oppland"),
        new PlaceFounded(new(2018, 1, 1), "k-steinkjer", PlaceKind.Municipality, "5004", "Steinkjer", "f-trondelag"),
        new PlaceFounded(new(2018, 1, 1), "k-verran", PlaceKind.Municipality, "5039", "Verran", "f-trondelag"),
        new PlaceFounded(new(2020, 1, 1), "f-viken", PlaceKind.County, "30", "Viken", null),
        new PlacesMerged(new(2020, 1, 1), ["f-buskerud"], "f-viken"),
        new PlaceRenumbered(new(2020, 1, 1), "k-ovre-eiker", "3048", null, "f-viken"),
        new PlaceRenumbered(new(2020, 1, 1), "k-lunner", "3054", null, "f-viken"),
        new PlacesMerged(new(2020, 1, 1), ["k-steinkjer", "k-verran"], "k-steinkjer"),
        new PlaceRenumbered(new(2020, 1, 1), "k-steinkjer", "5006", null, null),
        new PlaceFounded(new(2024, 1, 1), "f-buskerud-2024", PlaceKind.County, "33", "Buskerud", null),
        new PlaceFounded(new(2024, 1, 1), "f-akershus-2024", PlaceKind.County, "32", "Akershus", null),
        new PlaceSplit(new(2024, 1, 1), "f-viken", ["f-buskerud-2024", "f-akershus-2024"]),
        new PlaceRenumbered(new(2024, 1, 1), "k-ovre-eiker", "3314", null, "f-buskerud-2024"),
        new PlaceRenumbered(new(2024, 1, 1), "k-lunner", "3234", null, "f-akershus-2024"),
    ]);

    [Theory]
    [InlineData("k-ovre-eiker", 2019, "0624", "Buskerud")]
    [InlineData("k-ovre-eiker", 2020, "3048", "Viken")]
    [InlineData("k-ovre-eiker", 2024, "3314", "Buskerud")]
    [InlineData("k-lunner", 2019, "0533", "Oppland")]
    [InlineData("k-lunner", 2020, "3054", "Viken")]
    [InlineData("k-lunner", 2024, "3234", "Akershus")]
    [InlineData("k-steinkjer", 2019, "5004", "Trøndelag")]
    [InlineData("k-steinkjer", 2024, "5006", "Trøndelag")]
    public void A_municipality_has_the_number_and_the_county_of_the_day(string place, int year, string number, string county)
    {
        Assert.Equal(number, Map.On(new(year, 6, 30))[place].Number);
        Assert.Equal(county, Map.CountyOn(place, new(year, 6, 30))!.Name);
        Assert.Equal(place, Map.ByNumber(number, new(year, 6, 30))!.Place);
    }

    [Fact]
    public void What_is_merged_or_split_is_there_until_the_day_before()
    {
        Assert.Contains("k-verran", Map.On(new(2019, 12, 31)).Keys);
        Assert.DoesNotContain("k-verran", Map.On(new(2020, 1, 1)).Keys);
        Assert.Contains("f-viken", Map.On(new(2023, 12, 31)).Keys);
        Assert.DoesNotContain("f-viken", Map.On(new(2024, 1, 1)).Keys);
        Assert.Null(Map.CountyOn("k-verran", new(2024, 1, 1)));
        Assert.Empty(Map.Faults());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        string[] Faults(params PlaceEvent[] more) => [.. new NationalMap([.. Map.Events, .. more]).Faults()];
        Assert.Equal(["k-verran is renumbered and not there"], Faults(new PlaceRenumbered(new(2025, 1, 1), "k-verran", "5099", null, null)));
        Assert.Equal(["f-viken is merged or split and not there"], Faults(new PlaceSplit(new(2025, 1, 1), "f-viken", ["f-trondelag"])));
        Assert.Contains("k-lunner is founded twice", Faults(new PlaceFounded(new(2025, 1, 1), "k-lunner", PlaceKind.Municipality, "3234", "Lunner", "f-akershus-2024")));
        Assert.Contains("not in the order of their days", Faults(new PlaceRenumbered(new(2019, 1, 1), "k-lunner", "3234", null, null)));
        Assert.Contains("k-lunner is in a county that is not there", Faults(new PlaceRenumbered(new(2025, 1, 1), "k-lunner", "3234", null, "f-nowhere")));
        Assert.Contains("3314 is the number of several", Faults(new PlaceRenumbered(new(2025, 1, 1), "k-lunner", "3314", null, null)));
    }
}
