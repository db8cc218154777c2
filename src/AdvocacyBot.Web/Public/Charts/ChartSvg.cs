using System.Globalization;
using System.Net;
using System.Text;
using AdvocacyBot.Core.Facts.Public;

namespace AdvocacyBot.Web.Public.Charts;

/// <summary>
/// Draws figures over time as SVG without script. Each series has its own mark, so that color is never needed; a line joins only
/// figures of one series in consecutive years, because nothing is known of the years between others. Pure.
/// </summary>
internal static class ChartSvg
{
    private const int Width = 640;
    private const int Height = 260;
    private const int Left = 72;
    private const int Right = 20;
    private const int Top = 16;
    private const int Bottom = 32;

    /// <summary>How many years are labelled on the axis at most.</summary>
    private const int MaxYears = 8;
    private const int MarkRadius = 5;

    /// <param name="chart">What to draw.</param>
    /// <param name="label">What a screen reader says in place of the picture.</param>
    /// <param name="culture">How numbers on the axis are written.</param>
    public static string Write(FactChart chart, string label, CultureInfo culture)
    {
        var points = chart.Series.SelectMany(s => s.Points).ToList();
        var scale = new ChartScale(points.Min(p => p.Year), points.Max(p => p.Year), points.Max(p => p.Value));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-label="{WebUtility.HtmlEncode(label)}">""");
        Axes(svg, scale, culture);
        foreach (var (index, series) in chart.Series.Index())
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<g class="series{index}">""");
            foreach (var (one, next) in series.Points.Zip(series.Points.Skip(1)).Where(pair => pair.Second.Year == pair.First.Year + 1))
                svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{X(scale, one.Year)}" y1="{Y(scale, one.Value)}" x2="{X(scale, next.Year)}" y2="{Y(scale, next.Value)}"/>""");
            foreach (var point in series.Points)
                svg.Append("<g><title>").Append(WebUtility.HtmlEncode($"{point.Year}: {point.Figure}")).Append("</title>").Append(Mark(index, X(scale, point.Year), Y(scale, point.Value))).Append("</g>");
            svg.Append("</g>");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>The mark of a series, for the legend.</summary>
    public static string Legend(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"""<svg class="chart mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" aria-hidden="true"><g class="series{index}">{Mark(index, 10, 10)}</g></svg>""");

    private static void Axes(StringBuilder svg, ChartScale scale, CultureInfo culture)
    {
        foreach (var value in (decimal[])[0, scale.Top / 2, scale.Top])
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{Left}" y1="{Y(scale, value)}" x2="{Width - Right}" y2="{Y(scale, value)}"/>""")
                .Append(CultureInfo.InvariantCulture, $"""<text x="{Left - 8}" y="{Y(scale, value) + 4}" text-anchor="end">""").Append(Short(value, culture)).Append("</text>");
        }

        var step = Math.Max(1, (int)Math.Ceiling((scale.Last - scale.First + 1) / (double)MaxYears));
        for (var year = scale.First; year <= scale.Last; year += step)
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(scale, year)}" y="{Height - 8}" text-anchor="middle">{year}</text>""");
    }

    private static string Short(decimal value, CultureInfo culture) => value switch
    {
        >= 1_000_000_000 => (value / 1_000_000_000).ToString("0.##", culture) + "G",
        >= 1_000_000 => (value / 1_000_000).ToString("0.##", culture) + "M",
        _ => WebUtility.HtmlEncode(value.ToString("#,0.##", culture)),
    };

    private static string Mark(int index, double x, double y) => index switch
    {
        0 => Circle(x, y),
        1 => string.Create(CultureInfo.InvariantCulture, $"""<rect x="{x - MarkRadius}" y="{y - MarkRadius}" width="{2 * MarkRadius}" height="{2 * MarkRadius}"/>"""),
        2 => Polygon((x, y - MarkRadius), (x + MarkRadius, y + MarkRadius), (x - MarkRadius, y + MarkRadius)),
        3 => Polygon((x, y - MarkRadius), (x + MarkRadius, y), (x, y + MarkRadius), (x - MarkRadius, y)),
        4 => Polygon((x - MarkRadius, y - MarkRadius), (x + MarkRadius, y - MarkRadius), (x, y + MarkRadius)),
        _ => string.Create(CultureInfo.InvariantCulture, $"""<path d="M{x - MarkRadius} {y - MarkRadius}L{x + MarkRadius} {y + MarkRadius}M{x + MarkRadius} {y - MarkRadius}L{x - MarkRadius} {y + MarkRadius}"/>"""),
    };

    private static string Circle(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"""<circle cx="{x}" cy="{y}" r="{MarkRadius}"/>""");

    private static string Polygon(params ReadOnlySpan<(double X, double Y)> corners)
    {
        var text = new StringBuilder("<polygon points=\"");
        foreach (var (x, y) in corners)
            text.Append(CultureInfo.InvariantCulture, $"{x},{y} ");
        return text.Append("\"/>").ToString();
    }

    private static double X(ChartScale scale, int year) =>
        scale.Last == scale.First ? Left : Math.Round(Left + MarkRadius + ((Width - Left - Right - (2.0 * MarkRadius)) * (year - scale.First) / (scale.Last - scale.First)), 1);

    private static double Y(ChartScale scale, decimal value) =>
        Math.Round(Height - Bottom - ((Height - Top - Bottom) * (double)(value / scale.Top)), 1);
}

/// <summary>The ranges of a chart's axes; values begin at zero, so that heights compare as the figures do.</summary>
/// <param name="First">The first year.</param>
/// <param name="Last">The last year.</param>
/// <param name="Max">The greatest value.</param>
internal sealed record ChartScale(int First, int Last, decimal Max)
{
    /// <summary>The next of 1, 2 and 5 times a power of ten.</summary>
    public decimal Top { get; } = Round(Max);

    private static decimal Round(decimal max)
    {
        if (max <= 1)
            return 1;
        var top = 1m;
        while (top < max && top < decimal.MaxValue / 10)
            top *= 10;
        return top / 5 >= max ? top / 5 : top / 2 >= max ? top / 2 : top;
    }
}
