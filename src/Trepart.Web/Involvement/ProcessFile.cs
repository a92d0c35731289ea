using System.Globalization;
using CsvHelper;

namespace Trepart.Web.Involvement;

/// <summary>The register as a file that spreadsheets open: a line for each party of each entry, and for each party that says it was not involved.</summary>
public static class ProcessFile
{
    private static readonly string[] Columns = ["process", "kind", "place", "owner", "began", "planned", "ended", "what", "day", "phase", "form", "party", "organisation", "words", "answer"];

    public static byte[] Csv(Language text, IReadOnlyList<ProcessWhole> processes)
    {
        using var file = new MemoryStream();
        var options = new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true, Injection = CsvInjection.Escape };
        using (var csv = CsvWriter.Create(file, options, leaveOpen: true))
        {
            Write(Columns.Select(c => text[$"process.file.{c}"]));
            foreach (var whole in processes)
            {
                var process = whole.Process;
                string[] about =
                [
                    process.Title ?? text["words.erased"], text.Choice(process.Kind), process.Place ?? text["process.whole-municipality"], process.Owner ?? text["words.erased"],
                    Iso(process.BeganOn), Iso(process.PlannedEnd), Iso(process.EndedOn),
                ];
                var lines = whole.Standing
                    .SelectMany(i => InvolvementMatrix.PartiesOf(i).Select(p => (string[])
                        [text["process.file.involved"], Iso(i.Day), text.Choice(i.Phase), text.Choice(i.Form), text.Choice(p.Part), p.Organisation ?? "", i.What ?? "", ""]))
                    .Concat(whole.Lacks.Select(l => (string[])
                        [text["process.file.not-involved"], Iso(l.NotedOn), text.Choice(l.Phase), "", text.Choice(l.Part), l.Organisation ?? "", l.What ?? text["words.erased"], l.Answer ?? ""]))
                    .DefaultIfEmpty(["", "", "", "", "", "", "", ""]);
                foreach (var line in lines)
                    Write([.. about, .. line]);
            }

            void Write(IEnumerable<string> cells)
            {
                foreach (var cell in cells)
                    csv.WriteField(cell);
                csv.EndRecord();
            }
        }

        return file.ToArray();
    }

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
