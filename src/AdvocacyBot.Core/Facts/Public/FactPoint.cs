namespace AdvocacyBot.Core.Facts.Public;

/// <summary>A figure of one year as a chart shows it.</summary>
/// <param name="Chart">Figures that a chart may show together have the same: the topic and the unit.</param>
/// <param name="Series">Figures that a line may join have the same: also whom they are about, their exact scope and who says so.</param>
/// <param name="Name">Of the series: whom it is about and what exactly it counts.</param>
/// <param name="Figure">Written as in answers: "at least 6,661".</param>
public sealed record FactPoint(string Chart, string Series, string Name, int Year, decimal Value, string Figure);

/// <summary>Figures of one kind over time.</summary>
/// <param name="Unit">What they count.</param>
/// <param name="Series">At most <see cref="MaxSeries"/>.</param>
public sealed record FactChart(string Topic, string? Unit, IReadOnlyList<FactSeries> Series)
{
    public const int MaxSeries = 6;
    private const int MinYears = 3;

    /// <summary>The charts that facts give: of each topic and unit with figures for three years or more, unless they are too many for one chart. Pure.</summary>
    public static IReadOnlyList<FactChart> Of(IEnumerable<PublicFact> facts) =>
    [
        .. facts.Where(f => f.Point is not null)
            .GroupBy(f => f.Point!.Chart, StringComparer.Ordinal)
            .Select(g => new FactChart(g.First().TopicName, g.First().Unit, [.. g.GroupBy(f => f.Point!.Series, StringComparer.Ordinal).Select(FactSeries.Of)]))
            .Where(c => c.Series.Count <= MaxSeries && c.Series.SelectMany(s => s.Points).Select(p => p.Year).Distinct().Count() >= MinYears),
    ];
}

/// <summary>Figures that differ in nothing but their year.</summary>
/// <param name="Name">Whom they are about and what exactly they count.</param>
/// <param name="Sources">Who says so.</param>
/// <param name="Points">Oldest first.</param>
public sealed record FactSeries(string Name, string Sources, IReadOnlyList<FactSeriesPoint> Points)
{
    internal static FactSeries Of(IEnumerable<PublicFact> facts)
    {
        var all = facts.OrderBy(f => f.Point!.Year).ThenBy(f => f.Id, StringComparer.Ordinal).ToList();
        return new FactSeries(
            all[0].Point!.Name, string.Join("; ", all[0].Sources.Select(s => s.Publisher)),
            [.. all.Select(f => new FactSeriesPoint(f.Point!.Year, f.Point.Value, f.Point.Figure, f.Id))]);
    }
}

/// <summary>A figure of a series.</summary>
/// <param name="Figure">Written as in answers.</param>
/// <param name="Id">Of the fact.</param>
public sealed record FactSeriesPoint(int Year, decimal Value, string Figure, string Id);
