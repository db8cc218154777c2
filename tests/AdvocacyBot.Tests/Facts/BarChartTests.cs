using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Facts;

public sealed class BarChartTests
{
    private const string Head =
        """
        terms:
          marches: {kind: topic, en: [marches], fr: [marches], es: [marchas]}
          rallies: {kind: topic, en: [rallies], fr: [rassemblements], es: [mítines]}
          pbi: {kind: org, en: [PBI-Canada]}
          npr: {kind: org, en: [NPR]}
        sources:
          one: {publisher: PBI-Canada}
          two: {publisher: NPR}
        facts:

        """;

    [Fact]
    public async Task Counts_over_three_years_are_bars_one_for_each_sources_figure()
    {
        var bars = await BarsAsync(Fact(2014, "10"), Fact(2015, "20"), Fact(2015, "40", "two"), Fact(2016, "5+"));

        Assert.Equal(
            ["• 2014 █████ 10 (PBI-Canada)", "• 2015 ██████████ 20 (PBI-Canada)", "• 2015 ████████████████████ 40 (NPR)", "• 2016 ███ 5+ (PBI-Canada)"], bars);
    }

    [Fact]
    public async Task Two_years_are_no_chart() => Assert.Empty(await BarsAsync(Fact(2014, "10"), Fact(2015, "20")));

    [Fact]
    public async Task A_span_of_years_is_no_bar() =>
        Assert.DoesNotContain(await BarsAsync(Fact(2014, "10"), Fact(2015, "20"), Fact(2016, "30"), Fact("2014/2016", "60")), bar => bar.Contains("60", StringComparison.Ordinal));

    [Fact]
    public async Task What_counts_different_things_is_never_one_chart() =>
        Assert.Empty(await BarsAsync(Fact(2014, "10"), Fact(2015, "20"), Fact(2016, "30", unit: "banners")));

    [Fact]
    public async Task Nothing_counted_is_an_empty_bar_and_no_error() =>
        Assert.Contains("• 2014  0 (PBI-Canada)", await BarsAsync(Fact(2014, "0"), Fact(2015, "0"), Fact(2016, "0")));

    private static string Fact(object when, string value, string source = "one", string unit = "marches") =>
        $"  - {{topic: marches, when: {when}, value: \"{value}\", unit: {unit}, scope: {{en: s{when}{value}, fr: s, es: s}}, source: {source}}}\n";

    private static async Task<IReadOnlyList<string>> BarsAsync(params string[] facts)
    {
        await using var bot = await BotHarness.StartAsync();
        var outcome = await bot.ImportAsync(Head + string.Concat(facts));
        Assert.Equal(facts.Length, outcome.Added);
        var text = PlainText.Write((await bot.AskAsync("marches since 2014", Language.English)).Reply);
        return [.. text.Split('\n').Where(line => line is ['•', ' ', '2', '0', >= '0' and <= '9', >= '0' and <= '9', ' ', ..])];
    }
}
