using System.Globalization;
using System.Text;
using QRCoder;

namespace Trepart.Web.OpenInputs;

/// <summary>An address as a picture that phones read: one path, with no style and no colour of its own.</summary>
/// <param name="Size">How many modules it is wide, with the quiet zone around it.</param>
public sealed record Qr(int Size, string Path)
{
    public static Qr Of(string address)
    {
        // A quarter of it may be torn or in shadow.
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.Q);
        var path = new StringBuilder();
        foreach (var (y, row) in data.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return new(data.ModuleMatrix.Count, path.ToString());
    }
}
