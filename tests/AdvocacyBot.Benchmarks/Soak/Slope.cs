namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>How fast something grows: the slope of the line with the least squares. Pure.</summary>
internal static class Slope
{
    /// <returns>Null where a line cannot be told from so few points.</returns>
    public static double? Of(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 3)
            return null;

        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var spread = points.Sum(p => (p.X - x) * (p.X - x));
        return spread == 0 ? null : points.Sum(p => (p.X - x) * (p.Y - y)) / spread;
    }
}
