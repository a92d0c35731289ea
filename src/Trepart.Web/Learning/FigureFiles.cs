using System.Globalization;
using CsvHelper;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Trepart.Web.Learning;

/// <summary>Writes figures as files that spreadsheets open.</summary>
public static class FigureFiles
{
    private static readonly NumberFormatInfo Norwegian = new() { NumberDecimalSeparator = "," };

    /// <summary>Semicolons and a byte order mark: what a Norwegian spreadsheet expects.</summary>
    public static (byte[] File, string Type, string Extension) Csv(FigureSheet sheet)
    {
        using var file = new MemoryStream();
        var options = new CsvWriterOptions { Separator = ';', WriteByteOrderMark = true, Injection = CsvInjection.Escape, ValidateFieldCount = false };
        using (var csv = CsvWriter.Create(file, options, leaveOpen: true))
        {
            foreach (var row in Rows(sheet))
            {
                foreach (var cell in row)
                    csv.WriteField(cell switch { long number => number.ToString(CultureInfo.InvariantCulture), decimal number => number.ToString("0.0", Norwegian), _ => (string)cell });
                csv.EndRecord();
            }
        }

        return (file.ToArray(), "text/csv; charset=utf-8", "csv");
    }

    public static (byte[] File, string Type, string Extension) Xlsx(FigureSheet sheet)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData(Rows(sheet).Select(row => new Row(row.Select(CellOf)))));
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "Trepart" }));
        }

        return (file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    }

    private static IEnumerable<object[]> Rows(FigureSheet sheet) =>
        [
            [sheet.Title], .. sheet.About.Select(a => new object[] { a }), [""], [.. sheet.Columns],
            .. sheet.Lines.Select(l => new object[] { l.Part, l.What, l.When, l.Shown }),
        ];

    // Text is text, so that nothing that stands in a name becomes a formula.
    private static Cell CellOf(object value) => value is long or decimal
        ? new Cell { DataType = CellValues.Number, CellValue = new CellValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)) }
        : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text((string)value)) };
}
