using System.Globalization;
using System.Net;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.Web.Public.Charts;

namespace AdvocacyBot.Tests.Facts;

/// <summary>Charts of figures over time: what a line joins, and the same figures as a table.</summary>
public sealed class ChartTests
{
    [Fact]
    public void Line_joins_only_figures_of_one_scope_in_consecutive_years()
    {
        var chart = Assert.Single(FactChart.Of(
        [
            Fact(2014, 10, "all"), Fact(2015, 12, "all"), Fact(2017, 9, "all"), Fact(2018, 30, "injured too"), Fact(2019, 31, "injured too"),
        ]));

        Assert.Equal(2, chart.Series.Count);
        var svg = ChartSvg.Write(chart, "label", CultureInfo.InvariantCulture);
        Assert.Equal(2, svg.Split("<line x1=").Length - 1);
        Assert.Equal(5, svg.Split("<title>").Length - 1);
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_years_or_too_many_series_give_no_chart()
    {
        Assert.Empty(FactChart.Of([Fact(2014, 10, "all"), Fact(2015, 12, "all")]));
        Assert.Empty(FactChart.Of(Enumerable.Range(0, 30).Select(i => Fact(2000 + (i % 3), i, $"scope {i / 3}"))));
        Assert.Empty(FactChart.Of([Fact(2014, 10, "all") with { Point = null }]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 10)]
    [InlineData(11, 20)]
    [InlineData(432, 500)]
    [InlineData(3_700_000, 5_000_000)]
    public void Axis_ends_at_a_round_number(int max, int top) => Assert.Equal(top, new ChartScale(2014, 2016, max).Top);

    [Fact]
    public async Task Pages_show_the_chart_with_its_sources_and_the_figures_as_a_table()
    {
        await using var bot = await FactsHarness.StartAsync();
        var rows = Enumerable.Range(2018, 5).Select(year =>
            "  - {topic: evictions, when: " + year + ", subjects: [Peru], value: " + (year - 2000) + ", unit: evictions, scope: {en: by court order, fr: par décision, es: por orden}, publisher: NPR}");
        await bot.ImportAsync("terms: {evictions: {kind: topic, en: [evictions]}}\nfacts:\n" + string.Join('\n', rows));
        using var visitor = await bot.OpenEndpointsAsync();
        var id = (await bot.AskAsync("evictions Peru 2020")).Claims[0].Id;

        foreach (var path in (string[])["/facts?topic=evictions", $"/f/{id}"])
        {
            var page = WebUtility.HtmlDecode(await visitor.GetStringAsync(path));
            Assert.Contains("<svg class=\"chart\"", page, StringComparison.Ordinal);
            Assert.Contains("Peru: by court order", page, StringComparison.Ordinal);
            Assert.Contains("(NPR)", page, StringComparison.Ordinal);
            Assert.Contains("<th scope=\"row\">2022</th><td>22</td>", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<svg class=\"chart\"", await visitor.GetStringAsync("/facts?topic=delegations"), StringComparison.Ordinal);
    }

    private static PublicFact Fact(int year, decimal value, string scope) => new($"F-{year}", "deaths", "deaths", scope, null)
    {
        Value = value,
        Point = new FactPoint("deaths", scope, scope, year, value, value.ToString(CultureInfo.InvariantCulture)),
        Sources = [new PublicSource("NPR", null, null, null, null)],
    };
}
