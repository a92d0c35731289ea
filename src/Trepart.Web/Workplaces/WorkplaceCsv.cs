using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Web.Workplaces;

/// <summary>What is wrong with a line of the file; its key finds the sentence.</summary>
public sealed record CsvFault(int Line, string Key, string? What = null, int? Max = null)
{
    public string Say(Language text) => text.Say(Key, ("what", What), ("max", Max is { } max ? Language.Number(max) : null));
}

/// <summary>A workplace of the file: its place in the tree by the names above it, and how many work there.</summary>
public sealed record CsvWorkplace(int Line, WorkplaceLevel Level, IReadOnlyList<string?> Path, int? Employees)
{
    public string Name => Path[(int)Level]!;

    /// <summary>The names from the top, as a key that does not care how letters are written.</summary>
    public string Key => KeyOf(Path);

    public static string KeyOf(IEnumerable<string?> path) => JsonSerializer.Serialize(path.Select(p => p?.ToUpperInvariant() ?? ""));
}

/// <summary>Reads a list of workplaces as a spreadsheet gives it: sector, unit, department, and the number of employees. Each line is read as a form is.</summary>
public static class WorkplaceCsv
{
    public const int MostLines = 5000;

    private static readonly char[] Delimiters = [';', '\t', ','];

    private static readonly string[][] Columns = [["sektor"], ["enhet", "eining"], ["avdeling"], ["ansatte", "tilsette"]];

    /// <summary>Bytes as they are in a file: UTF-8, or what a Norwegian spreadsheet writes where nobody has chosen.</summary>
    public static string Decode(byte[] file)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(file);
        }
    }

    /// <returns>The workplaces in the order of the lines, those above before those under; everything that is wrong, by line.</returns>
    public static (IReadOnlyList<CsvWorkplace> Workplaces, IReadOnlyList<CsvFault> Faults) Read(string csv)
    {
        var faults = new List<CsvFault>();
        var found = new Dictionary<string, CsvWorkplace>();
        using var reader = CsvReader.FromText(csv, new CsvReaderOptions { Separator = DelimiterOf(csv), HasHeader = false, TrackLineNumbers = true });
        int?[]? places = null;
        while (reader.Read())
        {
            var (line, record) = ((int)reader.LineNumber, Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i).Trim()).ToArray());
            if (record.All(string.IsNullOrEmpty))
                continue;
            if (places is null)
            {
                places = PlacesOf(record, Columns);
                if (places[0] is null && places[1] is null)
                    return ([], [new(line, "workplaces.csv.no-heading")]);
                continue;
            }

            if (found.Count > MostLines)
                return ([], [new(line, "workplaces.csv.too-many", Language.Number(MostLines))]);
            Add(line, [.. places.Select(p => p is { } at && at < record.Length && record[at].Length > 0 ? record[at] : null)]);
        }

        if (places is null)
            faults.Add(new(1, "workplaces.csv.empty"));
        return ([.. found.Values.OrderBy(w => w.Level).ThenBy(w => w.Line)], faults);

        void Add(int line, string?[] cells)
        {
            var path = cells[..3];
            if (Array.FindLastIndex(path, p => p is not null) is not (>= 0 and var last))
            {
                faults.Add(new(line, "workplaces.csv.no-name"));
                return;
            }

            var before = faults.Count;
            foreach (var level in Enumerable.Range(0, last + 1).Where(i => path[i] is not null))
            {
                string?[] upTo = [.. path[..(level + 1)], .. Enumerable.Repeat((string?)null, 2 - level)];
                var employees = level == last ? Judge(line, (WorkplaceLevel)level, upTo[level]!, cells[3]) : null;
                if (faults.Count > before)
                    return;
                var workplace = new CsvWorkplace(line, (WorkplaceLevel)level, upTo, employees);
                if (!found.TryGetValue(workplace.Key, out var known))
                    found[workplace.Key] = workplace;
                else if (level == last && known.Employees is not null && employees is not null)
                    faults.Add(new(line, "workplaces.csv.twice", known.Line.ToString(CultureInfo.InvariantCulture)));
                else if (level == last && employees is not null)
                    found[workplace.Key] = known with { Employees = employees };
            }
        }

        // By the same reader and the same rule as a form.
        int? Judge(int line, WorkplaceLevel level, string name, string? employees)
        {
            var rows = new CommandReader(_ => null);
            var body = new JsonObject { ["level"] = level.Camel(), ["name"] = name, ["employees"] = employees };
            if (rows.Read(typeof(RegisterWorkplace), body, []) is not RegisterWorkplace command)
            {
                faults.AddRange(rows.Errors.Select(e => new CsvFault(line, $"error.{e.Code}", null, e.Max)));
                return null;
            }

            if (Workplace.Decide(Workplace.Initial, command, new(Guid.Empty, default)).Refusal is { } refusal)
                faults.Add(new(line, $"refusal.{refusal.Code}"));
            return command.Employees;
        }
    }

    /// <summary>Where each column stands, by any of its names; null for one that is not there.</summary>
    public static int?[] PlacesOf(string[] heading, string[][] columns) =>
        [.. columns.Select(names => Array.FindIndex(heading, r => names.Contains(r, StringComparer.OrdinalIgnoreCase)) is >= 0 and var at ? at : (int?)null)];

    // What stands most often in the heading.
    public static char DelimiterOf(string csv)
    {
        var heading = csv.Split('\n').FirstOrDefault(l => !string.IsNullOrWhiteSpace(l)) ?? "";
        return Delimiters.MaxBy(d => heading.Split(d).Length);
    }
}
