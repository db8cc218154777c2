using System.Text;
using QRCoder;

namespace AdvocacyBot.Web;

/// <summary>Draws an address as a QR code: an SVG of one path in the text's colour, which scales to any size. Pure.</summary>
internal static class QrCode
{

    /// <param name="label">For those who do not see it.</param>
    public static string Svg(string address, string label)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        // The generator's matrix has its own quiet zone of the same width.
        var size = data.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            var row = data.ModuleMatrix[y];
            for (var x = 0; x < size; x++)
            {
                if (!row[x])
                    continue;
                var start = x;
                while (x + 1 < size && row[x + 1])
                    x++;
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{start} {y}h{x - start + 1}v1H{start}z");
            }
        }

        return $"""<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" aria-label="{System.Net.WebUtility.HtmlEncode(label)}" shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>""";
    }
}
