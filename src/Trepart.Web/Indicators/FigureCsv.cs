using System.Globalization;
using CsvHelper;
using Trepart.Domain;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Indicators;

/// <summary>A figure of the file.</summary>
public sealed record CsvFigure(int Line, IReadOnlyList<string?> Path, Indicator Indicator, int Year, int Quarter, string Percent)
{
    public string Key => CsvWorkplace.KeyOf(Path);

    public int Tenths => Figures.TenthsOf(Percent)!.Value;
}

/// <summary>Reads figures as a spreadsheet gives them: the workplace by the names above it, year, quarter, and a column for each indicator.</summary>
public static class FigureCsv
{
    private static readonly string[][] Columns = [["sektor"], ["enhet", "eining"], ["avdeling"], ["år"], ["kvartal"], ["sykefravær", "sjukefråvær"], ["heltid", "heltidsandel", "heiltid", "heiltidsdel"]];

    private static readonly Indicator[] Measured = [Indicator.SickLeave, Indicator.FullTime];

    /// <returns>The figures in the order of the lines; everything that is wrong, by line.</returns>
    public static (IReadOnlyList<CsvFigure> Figures, IReadOnlyList<CsvFault> Faults) Read(string csv)
    {
        var (faults, found) = (new List<CsvFault>(), new Dictionary<(string, Indicator, int, int), CsvFigure>());
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions { Separator = WorkplaceCsv.DelimiterOf(csv), HasHeader = false, TrackLineNumbers = true });
        int?[]? places = null;
        while (reader.Read())
        {
            var (line, record) = ((int)reader.LineNumber, Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i).Trim()).ToArray());
            if (record.All(string.IsNullOrEmpty))
                continue;
            if (places is null)
            {
                places = WorkplaceCsv.PlacesOf(record, Columns);
                if ((places[0] ?? places[1] ?? places[2]) is null || places[3] is null || places[4] is null || (places[5] ?? places[6]) is null)
                    return ([], [new(line, "figures.csv.no-heading")]);
                continue;
            }

            if (found.Count > WorkplaceCsv.MostLines)
                return ([], [new(line, "workplaces.csv.too-many", Language.Number(WorkplaceCsv.MostLines))]);
            Add(line, [.. places.Select(p => p is { } at && at < record.Length && record[at].Length > 0 ? record[at] : null)]);
        }

        if (places is null)
            faults.Add(new(1, "workplaces.csv.empty"));
        return ([.. found.Values.OrderBy(f => f.Line)], faults);

        void Add(int line, string?[] cells)
        {
            if (cells[..3].All(c => c is null))
            {
                faults.Add(new(line, "workplaces.csv.no-name"));
                return;
            }

            if (!int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || !int.TryParse(cells[4]?[..1], NumberStyles.None, CultureInfo.InvariantCulture, out var quarter))
            {
                faults.Add(new(line, "figures.csv.no-quarter"));
                return;
            }

            foreach (var (indicator, percent) in Measured.Zip(cells[5..]).Where(m => m.Second is not null))
            {
                var figure = new CsvFigure(line, cells[..3], indicator, year, quarter, percent!);
                if (!found.TryAdd((figure.Key, indicator, year, quarter), figure))
                    faults.Add(new(line, "figures.csv.twice", found[(figure.Key, indicator, year, quarter)].Line.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
